"""The talk record that is signed says what the form asks, and nothing that is internal."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cadreapp.kernel.dates import spoken_day, spoken_span
from cadreapp.kernel.errors import AppError
from cadreapp.kernel.shape import Field, Kind, Shape
from cadreapp.paper.fonts import refuse_unprintable
from cadreapp.paper.page import MM
from cadreapp.paper.source import PaperInput
from cadreapp.paper.talk import register_page, signing
from tests.house.tree import ROOT
from tests.paper.filled import filled
from tests.paper.papers import characters, checked, fonts_of, lines_drawn, squeezed, text_of
from tests.paper.samples import QUESTIONS, RARE, REFUSED, TALK, talk, who

EACH_PAGE = ("remind", "summons", "admonish", "entrusted", "visit", "prompt")
CANARY = "金丝雀"


def pages_of(pdf: bytes) -> list[str]:
    return [squeezed("".join(sign["text"] for sign in page)) for page in characters(pdf)]


def internal_canaries(shape: Shape, at: str = "", inherited: bool = False) -> list[str]:
    found = []
    for field in shape.fields:
        internal = inherited or field.internal
        if field.entry is not None:
            found += internal_canaries(field.entry, f"{at}{field.name}.0.", internal)
        elif internal and field.kind in (Kind.LINE, Kind.TEXT, Kind.REF, Kind.WHO):
            found.append(at + field.name)
    return found


def test_no_internal_field_reaches_the_copy_that_is_signed() -> None:
    places = internal_canaries(TALK)
    assert {"clue_id", "audience", "recusal", "reported", "keeper", "approvals.0.paper"} <= set(places)
    for kind in [choice.code for choice in TALK["kind"].choices]:
        values = filled(TALK, lambda path: CANARY if path in places else "字", rows=1) | {"kind": kind, "paper": [REFUSED]}
        source = PaperInput(TALK, values, "单位", state="sealed", names={CANARY: CANARY})
        said = squeezed(text_of(signing(source)))
        assert CANARY not in said
        for choice in TALK["source"].choices:
            assert choice.label not in said
        assert CANARY in squeezed(text_of(register_page(source)))


def test_a_public_copy_holds_no_internal_value_at_any_depth() -> None:
    def walk(value: Any) -> str:
        if isinstance(value, dict):
            return "".join(walk(inner) for inner in value.values())
        return "".join(walk(inner) for inner in value) if isinstance(value, list) else str(value)

    places = internal_canaries(TALK)
    source = PaperInput(TALK, filled(TALK, lambda path: CANARY if path in places else "字", rows=1))
    assert CANARY in walk(source.values)
    assert CANARY not in walk(source.public().values)
    assert not [f for _, f in source.public().shape.walk() if f.internal]


def test_the_copy_tells_the_record_to_the_letter(tmp_path: Path) -> None:
    pdf = signing(talk())
    said = squeezed(text_of(pdf))
    for question, answer in QUESTIONS:
        assert squeezed(question) in _without_feet(said)
        assert squeezed(answer) in _without_feet(said)
    for part in ("谈话记录", "（提醒谈话）", "谈〔2026〕3号", "2026年3月12日14时30分至15时20分", "☑个别☐集体", "张𠮷男中共党员市档案馆",
                 "李䶮机关纪委副书记", "（所在支部书记）", "周𬱖", "本人说明", "1.补齐第三次验收材料所缺的5份文件并报送；完成时限：2026年3月20日；完成标志：",
                 "谈话于15时20分结束。", "第1次共3页"):
        assert part in said, part
    checked(pdf, tmp_path)
    assert all(embedded for _, embedded in fonts_of(pdf, tmp_path))


def _without_feet(said: str) -> str:
    for number in range(1, 4):
        said = said.replace(f"第{number}页共3页谈话对象签名：", "").replace(f"第{number}页共3页", "")
    return said


@pytest.mark.parametrize("sign", RARE)
def test_a_rare_name_is_copied_out_as_it_was_written(sign: str) -> None:
    assert f"欧阳{sign}" in squeezed(text_of(signing(talk(person=who(f"欧阳{sign}"), turns=[]))))


@pytest.mark.parametrize("kind", EACH_PAGE)
def test_every_page_but_the_last_is_signed_for_the_serious_kinds(kind: str) -> None:
    pages = pages_of(signing(talk(kind=kind)))
    assert len(pages) >= 3
    for number, page in enumerate(pages, 1):
        assert f"第{number}页共{len(pages)}页" in page
        assert ("谈话对象签名：" in page) == (number < len(pages))
    assert "谈话对象（签名）：" in pages[-1]
    assert ("所在党组织主要负责人（签名）" in pages[-1]) == (kind == "admonish")


def test_a_heart_to_heart_talk_is_not_signed() -> None:
    said = "".join(pages_of(signing(talk(kind="heart"))))
    assert "签名" not in said
    assert "以下空白" not in said
    assert "谈话事由" not in said


@pytest.mark.parametrize("kind", ["pre_post", "clean"])
def test_a_talk_before_taking_office_is_signed_on_its_last_page_only(kind: str) -> None:
    pages = pages_of(signing(talk(kind=kind)))
    assert "谈话对象（签名）" in pages[-1]
    assert not any("签名" in page for page in pages[:-1])
    assert "请手写" not in "".join(pages)


def test_the_confirming_sentence_is_a_grey_prompt_below_an_empty_line() -> None:
    pdf = signing(talk())
    page = characters(pdf)[-1]
    grey = [sign for sign in page if sign["non_stroking_color"] not in (None, (0,), (0.0,), 0)]
    assert squeezed("".join(sign["text"] for sign in grey)) == "请手写：以上记录我已看过，与我所谈内容一致。"
    assert all(abs(sign["size"] - 10.5) < 0.6 for sign in grey)
    prompt = min(sign["top"] for sign in grey)
    above = [line for line in lines_drawn(pdf)[-1] if line["width"] > 400 and line["height"] < 1 and line["top"] < prompt]
    assert above
    nearest = max(line["top"] for line in above)
    assert not [sign for sign in page if nearest - 12 * MM < sign["bottom"] < nearest]


def test_a_record_that_was_read_aloud_asks_for_that_sentence() -> None:
    assert "请手写：以上记录已向我宣读，与我所谈内容一致。" in "".join(pages_of(signing(talk(read_aloud=True))))


def test_blank_before_the_signatures_is_struck_out() -> None:
    pdf = signing(talk())
    assert "以下空白" in pages_of(pdf)[-1]
    slanting = [line for line in lines_drawn(pdf)[-1] if line["height"] > 20 and line["width"] > 300]
    assert len(slanting) == 1


def test_that_there_was_no_statement_is_said_only_when_confirmed() -> None:
    sentence = "本人没有补充说明"
    assert sentence not in "".join(pages_of(signing(talk(statement=None))))
    assert sentence in "".join(pages_of(signing(talk(statement=None, no_statement=True))))


def test_a_refusal_adds_a_page_that_nobody_needs_to_sign_as_the_person() -> None:
    pages = pages_of(signing(talk(paper=[REFUSED])))
    assert len(pages) == 4
    assert "谈话记录签字情况说明" in pages[-1]
    assert "☑拒绝签名" in pages[-1]
    assert REFUSED["reason"] in pages[-1]
    assert "张𠮷同志于2026年3月12日15时40分阅看了本记录共3页" in pages[-1]
    assert "谈话对象签名：" not in pages[-1]
    assert "谈话对象签名：" not in pages[-2]
    assert "谈话对象签名：" in pages[-3]


def test_a_group_signs_on_its_list() -> None:
    members = [{"id": str(n), "who": who(f"第{n}人", "市档案馆", "干部")} for n in range(40)]
    pages = pages_of(signing(talk(kind="clean", manner="group", members=members)))
    assert "☐个别☑集体" in pages[0]
    assert all("序号姓名、单位及职务签名" in page for page in pages[-2:])
    assert "第39人" in pages[-1]


def test_a_late_record_says_so() -> None:
    assert "事后补录，原因：停电" in "".join(pages_of(signing(talk(late_reason="停电"))))


@pytest.mark.parametrize(("state", "word"), [("draft", "草稿"), ("withdrawn", "作废"), ("sealed", "")])
def test_drafts_and_withdrawn_papers_are_washed_with_a_light_word(state: str, word: str) -> None:
    assert talk(state).wash == word
    assert len({signing(talk(state)) for state in (state, "sealed")}) == (2 if word else 1)


def test_nothing_is_printed_when_a_character_has_no_glyph() -> None:
    turns = [{"id": "1", "question": "问", "answer": "好的😀"}]
    with pytest.raises(AppError) as caught:
        signing(talk(turns=turns))
    assert caught.value.code == "NO_GLYPH"
    assert caught.value.field == "turns.0.answer"
    assert "U+1F600" in caught.value.message()
    # What the person never reads cannot stop their copy.
    signing(talk(reported="😀"))
    with pytest.raises(AppError):
        register_page(talk(reported="😀"))


@pytest.mark.parametrize("text", ["", "\n\n", " ", "字" * 20000, "，。" * 500, "A" * 3000, "（" * 300])
def test_odd_texts_are_printed_all_the_same(text: str, tmp_path: Path) -> None:
    pdf = signing(talk(turns=[{"id": "1", "question": text, "answer": text}], statement=text, matter=text[:300]))
    checked(pdf, tmp_path)
    assert squeezed(text_of(pdf)).count("字") >= text.count("字") * 2


def test_an_empty_talk_can_be_printed() -> None:
    assert pages_of(signing(PaperInput(TALK, {"kind": "remind"})))
    assert pages_of(register_page(PaperInput(TALK, {})))


def test_the_register_page_holds_source_clue_and_counting() -> None:
    said = "".join(pages_of(register_page(talk(paper=[REFUSED | {"file_no": "2026-监-17"}]))))
    for part in ("谈话登记页", "内部，不交谈话对象", "上级交办", "线索〔2026〕1号", "不计入", "机关纪委书记、副书记", "2026-监-17", "拒签"):
        assert part in said, part


def test_days_and_moments_are_written_as_the_standard_says() -> None:
    assert spoken_day("2026-01-05") == "2026年1月5日"
    assert spoken_day("2026-01-05T09:05") == "2026年1月5日9时05分"
    assert spoken_day("1975-03") == "1975年3月"
    assert spoken_day("约三月") == "约三月"
    assert spoken_span("2026-03-12T14:30", "2026-03-12T15:20") == "2026年3月12日14时30分至15时20分"
    assert spoken_span("2026-03-12T23:30", "2026-03-13T00:10") == "2026年3月12日23时30分至2026年3月13日0时10分"
    assert spoken_span("2026-03-12T23:30", "") == "2026年3月12日23时30分"


def test_every_label_of_the_talk_has_glyphs() -> None:
    def labels(field: Field) -> str:
        return field.label + "".join(choice.label for choice in field.choices)

    for path, field in TALK.walk():
        refuse_unprintable(labels(field), field.label, path)


def test_naughty_strings_are_printed_whole_or_refused_by_name() -> None:
    strings = json.loads((ROOT / "tests/samples/blns.json").read_text("utf-8"))
    printable, refused = [], 0
    for text in strings:
        try:
            refuse_unprintable(text, "答", "turns")
            printable.append(text)
        except AppError as error:
            refused += error.code == "NO_GLYPH"
    assert refused > 20
    assert refused + len(printable) == len(strings)
    turns = [{"id": str(n), "question": "问", "answer": text} for n, text in enumerate(printable)]
    said = _without_feet(squeezed(text_of(signing(talk(turns=turns)))))
    latin = [text for text in printable if text.isascii() and text.isprintable() and len(text) < 50]
    assert len(latin) > 200
    assert [text for text in latin if squeezed(text) not in said] == []


def test_controls_private_codes_and_lone_surrogates_never_reach_the_paper() -> None:
    for sign in ("\x00", "\x0b", "\ud842", "\u2028", "\U000e0100", "\ue78d"):
        with pytest.raises(AppError) as caught:
            signing(talk(attitude=f"前{sign}后"))
        assert caught.value.code == "NO_GLYPH"


def test_the_record_of_an_admonition_has_its_five_heads_whatever_is_under_them() -> None:
    heads = ["一、诫勉事由及依据", "二、本人陈述和申辩", "三、指出的问题", "四、要求及时限", "五、本人态度"]
    for source in (talk(kind="admonish", pointed="抓得不紧。"), talk(kind="admonish", turns=[], asks=[], attitude=None, statement=None)):
        said = squeezed(text_of(signing(source)))
        places = [said.index(head) for head in heads]
        assert places == sorted(places)
        assert "所在党组织主要负责人（签名）：" in said
    assert "三、指出的问题/四" in said
