"""Claims about every form: sound, named as its file, kept from what its reader may not see, and refused when spoilt."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from cadreapp.kernel.errors import AppError
from cadreapp.kernel.shape import Kind
from cadreapp.office.papers.ledgers_spread import looks
from cadreapp.paper import makers, wording
from cadreapp.paper.compose import holds
from cadreapp.paper.page import MM, OFFICIAL, SAN
from cadreapp.paper.source import PaperInput
from cadreapp.paper.template import expand, names_in, numeral
from cadreapp.paper.view import Pages
from cadreapp.paper.wording import Form
from cadreapp.records import SHAPES
from cadreapp.records.letter import OWN_FIELDS
from tests.paper.filled import filled
from tests.paper.letters import LETTER, ORGAN, disposition, letter
from tests.paper.meetings import SOURCES
from tests.paper.papers import characters, checked, compare_with_golden, fonts_of, squeezed, text_of

TYPED = {name: form for name, form in wording.shipped().items() if form.of != wording.ANY}
EVERY = pytest.mark.parametrize("form", TYPED.values(), ids=list(TYPED))
LETTERS = [f for f in wording.shipped().values() if f.of == "letter" and f.own != wording.LEDGER]
EVERY_LETTER = pytest.mark.parametrize("form", LETTERS, ids=[f.name for f in LETTERS])


def test_every_file_of_the_folder_is_a_form_and_nothing_else() -> None:
    assert sorted(path.stem for path in wording.folder().iterdir()) == sorted(wording.shipped())
    assert all(wording.check(path.read_bytes()) == () for path in wording.folder().iterdir())


def sample(form: Form, state: str = "sealed", **changes: Any) -> PaperInput:
    return letter((form.kinds or ("summons",))[0], state, **changes)


def full(form: Form, text: Callable[[str], str]) -> PaperInput:
    """Return a record of the form's type with `text(path)` in every field, of every kind that it fits."""
    shape = SHAPES[form.of]
    values = filled(shape, text)
    if shape.kind_field and form.kinds:
        values[shape.kind_field] = form.kinds[0]
    return PaperInput(shape, values, "市档案馆机关纪委", state="sealed", names={text(path): text(path) for path, _ in shape.walk()})


@EVERY
def test_a_form_is_named_as_its_file_and_belongs_to_a_type(form: Form) -> None:
    assert (wording.folder() / f"{form.name}.toml").is_file()
    assert form.of in SHAPES
    assert wording.check((wording.folder() / f"{form.name}.toml").read_bytes()) == ()


@EVERY
def test_no_internal_field_ever_reaches_a_page_that_the_person_reads(form: Form) -> None:
    """Every kind of the form, every field filled, the internal ones with a word of their own."""
    shape = SHAPES[form.of]
    hidden = wording.hidden(shape, form)
    inside = {path for path, found in shape.walk() if found.internal}
    assert not form.reader or inside <= hidden
    for kind in form.kinds or (None,):
        source = full(form, lambda path: "密查" if _within(path, hidden) else "明写")
        if kind and shape.kind_field:
            source = replace(source, values={**source.values, shape.kind_field: kind})
        made = squeezed(text_of(makers.make(source, form)))
        assert "密查" not in made
        assert "明写" in made
        for found in (f for f in shape.fields if f.name in hidden and f.kind is Kind.CHOICE):
            labels = {squeezed(c.label) for c in found.choices if len(c.label) > 4}
            assert not [label for label in labels if label in made]


def _within(path: str, hidden: frozenset[str]) -> bool:
    plain = ".".join(part for part in path.split(".") if not part.isdigit())
    return any(plain == name or plain.startswith(f"{name}.") for name in hidden)


@pytest.mark.parametrize("form", [f for f in TYPED.values() if f.parts], ids=lambda f: f.name)
def test_every_value_that_a_form_asks_for_stands_on_it_to_the_letter(form: Form) -> None:
    """Every text of the record that the form's parts name is copied out of the file as it was typed."""
    shape = SHAPES[form.of]
    for kind in form.kinds or (None,):
        source = full(form, lambda path: f"值{abs(hash(path)) % 9999:04}𠮷㛃尾")
        if kind and shape.kind_field:
            source = replace(source, values={**source.values, shape.kind_field: kind})
        made = squeezed(text_of(makers.make(source, form)))
        shown = source.without(wording.hidden(shape, form))
        for name, text in _asked(form, shown):
            assert squeezed(text) in made, name


def _asked(form: Form, source: PaperInput) -> list[tuple[str, str]]:
    """Return (name, text) of every plain text that the parts in force ask for, of the record and of its rows."""
    found = []
    for part in (p for p in form.parts if holds(p.get("when", ""), source)):
        rows = [row for row in part.get("row", ()) if holds(row.get("when", ""), source)]
        texts = [part.get(key, "") for key in ("text", "left", "right", "label", "head", "tail")]
        texts += [text for row in rows for pair in row["cells"] for text in pair]
        of = part.get("of", "")
        inner = source.shape[of].entry if of else None
        for name, how in (asked for text in (*texts, *part.get("after", ())) for asked in names_in(text)):
            plain = source.shape.by_name.get(name)
            if inner is not None and name in inner.by_name:
                field = inner[name]
                found += [(name, str(row[name])) for row in source.values[of] if field.kind in (Kind.LINE, Kind.TEXT)]
            elif plain is not None and plain.kind in (Kind.LINE, Kind.TEXT) and how in ("", "bare", "stop"):
                found.append((name, source.text(name)))
    return found


@EVERY
def test_no_day_on_a_paper_is_written_as_computers_write_it(form: Form) -> None:
    """Also days within the titles of the records that a paper refers to."""
    source = full(form, lambda _path: "字")
    source = replace(source, names={"字": "线〔2026〕1号 · 2026-10-14"}, entered="2026-03-05",
                     lines=looks([{"title": "谈话 · 2026-10-14T09:30", "day": "2026年3月5日"}]) if form.of == "person" else ())
    assert not re.search(r"\d{4}-\d{2}-\d{2}", squeezed(text_of(makers.make(source, form))))


def test_papers_of_an_admonition_are_offered_only_where_one_was_decided() -> None:
    def offered(measure: str) -> set[str]:
        values = disposition(measures=[{"id": "1", "measure": measure}]).values
        return {f.name for f in wording.forms_of("disposition", values)}

    assert {"admonish_approval", "admonish_follow"} <= offered("T07")
    assert not {"admonish_approval", "admonish_follow"} & offered("T05")


@pytest.mark.parametrize("make", [
    lambda: makers.make(disposition(), wording.form("admonish_approval")),
    lambda: makers.make(disposition(measures=[{"id": "1", "measure": "T07"}]), wording.form("admonish_follow")),
    lambda: makers.make(SOURCES["remind_whole"](), wording.form("remind_whole")),
], ids=["admonish_approval", "admonish_follow", "remind_whole"])
def test_a_short_sheet_is_one_page(make: Callable[[], bytes]) -> None:
    assert len(characters(make())) == 1


@EVERY
def test_a_form_is_a_sound_file_with_its_fonts_in_it_and_the_same_bytes_twice(form: Form, tmp_path: Path) -> None:
    source = full(form, lambda _path: "𠮷䶮㛃字")
    pdf = makers.make(source, form)
    assert makers.make(source, form) == pdf
    checked(pdf, tmp_path)
    assert all(embedded for _name, embedded in fonts_of(pdf, tmp_path))


@EVERY
def test_an_empty_draft_of_a_form_prints_and_says_that_it_is_a_draft(form: Form) -> None:
    shape = SHAPES[form.of]
    values: dict[str, Any] = {shape.kind_field: form.kinds[0]} if shape.kind_field and form.kinds else {}
    source = PaperInput(shape, values)
    assert source.wash == "草稿"
    with Pages(makers.make(source, form)) as pages:
        assert len(pages) >= 1


@EVERY_LETTER
def test_a_letter_says_all_that_its_record_holds_for_it_and_stays_in_the_margins(form: Form) -> None:
    pdf = makers.make(sample(form), form)
    said = squeezed(text_of(pdf))
    assert squeezed(form.head.replace("{person.name}", "张𠮷")) in said
    if form.page != "form":
        for words in (ORGAN, LETTER["number"], "2026年3月6日"):
            assert words in said
    for page in characters(pdf):
        assert max(sign["x1"] for sign in page) <= 200 * MM
        assert min(sign["x0"] for sign in page) >= 19 * MM


@pytest.mark.parametrize("form", [f for f in LETTERS if f.page in ("official", "letter")], ids=lambda f: f.name)
def test_a_letter_keeps_the_geometry_of_the_standard(form: Form) -> None:
    """Margins within 0.5 mm, body lines on the 22 lines of the grid, 28 characters in a full line."""
    long = "国" * 900
    source = sample(form, matter="国" * 300, facts=long, verdict="told", told=long, points=[{"id": "1", "what": long}])
    pages = characters(makers.make(source, form))
    assert len(pages) >= 2
    rows: dict[float, int] = {}
    for page in pages:
        body = [sign for sign in page if sign["text"] == "国" and abs(sign["size"] - SAN) < 0.1]
        for sign in body:
            top = OFFICIAL.height - sign["matrix"][5] - 0.88 * SAN
            line = (top - OFFICIAL.top) / OFFICIAL.leading
            assert abs(line - round(line)) < 0.05
            assert sign["x0"] >= 27.5 * MM
            assert sign["x1"] <= 28 * MM + OFFICIAL.measure + 0.5 * MM
        for y in {round(sign["matrix"][5], 1) for sign in body}:
            rows[y] = max(rows.get(y, 0), sum(round(sign["matrix"][5], 1) == y for sign in body))
    assert max(rows.values()) == 28


@pytest.mark.parametrize(("kind", "sentence"), [
    ("summons", "因“智慧档案”项目验收材料报送多次逾期，经周𬱖（机关纪委书记）同意，决定于2026年3月12日14时30分在市档案馆综合楼305室对你进行约谈。"),
    ("admonition", "经机关纪委会议研究，报周𬱖（机关纪委书记）批准，决定对你进行诫勉。"),
    ("inquiry", "由本人签名，并由所在党组织主要负责人签署意见，于2026年3月27日前报送"),
    ("opinion", "未发现张𠮷、买买提·吾买尔存在影响使用的问题。"),
    ("entrusted", "了解核实情况：已向人事部门核实，住院属实。"),
])  # fmt: skip
def test_a_letter_is_worded_as_the_office_words_it(kind: str, sentence: str) -> None:
    form = next(f for f in LETTERS if kind in f.kinds)
    assert squeezed(sentence) in squeezed(text_of(makers.make(letter(kind), form)))


def test_a_letter_asks_for_no_field_that_belongs_to_another_kind() -> None:
    shared = {name for names in OWN_FIELDS.values() for name in names}
    for form in (f for f in LETTERS if f.kinds):
        texts = [text for part in form.parts for text in _texts_of(part)]
        asked = {name.partition(".")[0] for text in texts for name, _how in names_in(text)} | {p["of"] for p in form.parts if "of" in p}
        for kind in form.kinds:
            assert not (asked & shared) - set(OWN_FIELDS[kind]), form.name


def _texts_of(part: wording.Part) -> list[str]:
    cells = [text for row in part.get("row", ()) for pair in row["cells"] for text in pair]
    return [*cells, *(part.get(key, "") for key in ("text", "left", "right", "label", "head", "tail"))]


def test_what_was_not_confirmed_or_not_said_is_left_out() -> None:
    form = wording.form("letter_admonition")
    said = squeezed(text_of(makers.make(letter("admonition", consequence_seen=False, stated_on=None, remedy=None), form)))
    assert "影响期" not in said
    assert "作了说明" not in said
    assert "如有不同意见" not in said


def test_a_sentence_ends_in_one_stop_however_the_officer_typed_it() -> None:
    for typed in ("按时报送", "按时报送。", "按时报送；"):
        rows = [{"id": "1", "what": typed, "term": "2026-03-20"}, {"id": "2", "what": f"2月{typed}"}]
        pdf = makers.make(letter("remind", points=rows, matter=typed, facts=typed), wording.form("letter_remind"))
        assert "1.按时报送（2026年3月20日前完成）。2.2月按时报送。" in squeezed(text_of(pdf))
        assert "2. 2月" in text_of(pdf)
    asked = letter("inquiry", points=[{"id": "1", "what": "为什么逾期？"}, {"id": "2", "what": "有没有报告"}])
    assert "1.为什么逾期？2.有没有报告。" in squeezed(text_of(makers.make(asked, wording.form("letter_inquiry"))))


def test_an_opinion_that_has_something_to_tell_says_it_and_not_that_nothing_was_found() -> None:
    said = squeezed(text_of(makers.make(letter("opinion", verdict="told"), wording.form("letter_opinion"))))
    assert "有以下情况供参考：2025年8月" in said
    assert "未发现" not in said


def test_the_reply_of_one_who_heads_the_party_body_goes_without_its_opinion() -> None:
    form = wording.form("letter_inquiry_reply")
    assert "不签署意见" in squeezed(text_of(makers.make(letter("inquiry", head_involved=True), form)))
    assert "不签署意见" not in squeezed(text_of(makers.make(letter("inquiry"), form)))


def test_a_slip_stays_in_one_piece_and_has_a_line_to_cut_only_where_it_shares_a_sheet() -> None:
    form = wording.form("letter_summons")
    for matter in ("材料逾期", "材料逾期" * 30, "材料逾期" * 60, "材料逾期" * 90):
        pages = [squeezed("".join(sign["text"] for sign in page))
                 for page in characters(makers.make(letter("summons", matter=matter, copies_to=None), form))]
        (slip,) = [page for page in pages if "回执" in page]
        assert ("裁切线" in slip) == ("请按时参加" in slip or "2026年3月6日" in slip)
        assert "两名送达人" in slip


def edited(name: str, old: str, new: str) -> str:
    text = (wording.folder() / f"{name}.toml").read_text(encoding="utf-8")
    assert old in text
    return text.replace(old, new, 1)


@pytest.mark.parametrize(("old", "new", "key", "what"), [
    ('text = "约谈人：{callers.who.full}。"', 'text = "约谈人：{caller.who.full}。"', "part.3.text", "{caller.who.full}"),
    ('text = "约谈人：{callers.who.full}。"', 'text = "来源：{source}。"', "part.3.text", "只供内部使用"),
    ('text = "约谈人：{callers.who.full}。"', 'text = "线索：{clue_id}。"', "part.3.text", "只供内部使用"),
    ('is = "cut"', 'is = "cat"', "part.7.is", "只能是"),
    ('reader = true', 'reader = false', "form.reader", "不能改"),
    ('page = "letter"', 'page = "letter"\nforbidden = ["told"]', "form.forbidden", "不能改"),
    ('{n}号', '号', "form.number", "文号样式"),
    ('[根据{basis}，]', '[根据{basis}，', "part.1.text", "成对"),
    ('[form]', '[form]\ncolour = "red"', "form.colour", "可能写错"),
    ('when = "!organisation_id"', 'when = "!nobody"', "part.1.when", "条件"),
])  # fmt: skip
def test_a_copy_that_is_wrong_is_refused_by_line_and_key(old: str, new: str, key: str, what: str) -> None:
    text = edited("letter_summons", old, new)
    first = wording.check_own(text)[0]
    assert first.key == key
    assert what in first.what
    line = text.splitlines()[first.line - 1]
    assert line.partition("=")[0].strip() in (key.rpartition(".")[2], "[[part]]")


def test_a_broken_file_says_line_and_key_and_that_the_former_form_stays() -> None:
    with pytest.raises(AppError, match="FORM_BROKEN") as caught:
        wording.read_form(edited("letter_summons", 'page = "letter"', "page = letter"), "约谈通知书.toml")
    assert "约谈通知书.toml 第 7 行的 page 不对" in caught.value.message()
    assert "原来的纸样仍然有效" in caught.value.message()


def test_optional_words_fall_away_with_the_value_they_are_about() -> None:
    values = {"a": "甲", "b": ""}
    assert expand("头[因{a}，]中[由{b}、{a}，]尾{b}", lambda name, _how: values[name], "__") == "头因甲，中尾__"
    assert [numeral(n) for n in (1, 10, 11, 20, 99, 100)] == ["一", "十", "十一", "二十", "九十九", "100"]


PAPERS: dict[str, Callable[[], bytes]] = {
    **{f.name: (lambda f=f: makers.make(sample(f), f)) for f in LETTERS},
    "letter_remind-draft": lambda: makers.make(letter("remind", "draft", facts=None, number=""), wording.form("letter_remind")),
    "letter_opinion-told": lambda: makers.make(letter("opinion", verdict="told"), wording.form("letter_opinion")),
    "letter_admonition-copy": lambda: makers.make(replace(letter("admonition"), copy=True), wording.form("letter_admonition")),
    "admonish_approval": lambda: makers.make(disposition(), wording.form("admonish_approval")),
    "admonish_follow": lambda: makers.make(disposition(), wording.form("admonish_follow")),
}


@pytest.mark.golden
@pytest.mark.parametrize("name", list(PAPERS))
def test_the_paper_looks_as_accepted(name: str, golden: Callable[[str, bytes | str], None], request: pytest.FixtureRequest) -> None:
    compare_with_golden(name, PAPERS[name](), golden, request.config.getoption("--accept"))
