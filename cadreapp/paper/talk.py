"""谈话记录: the copy that the person reads and signs, and the internal register page that they never see.

Source: the office's common practice (no national form exists): record paper in size 4 Fang, signed page by page for
提醒谈话, 约谈, 诫勉, 受托谈话函询, 回访 and 谈话提醒; signed on the last page for 任前廉政谈话 and 廉政谈话; not signed for 谈心谈话.
The sentence by which the person confirms the record is prompted in grey and never printed for them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from cadreapp.kernel.dates import spoken_day, spoken_span
from cadreapp.paper.fonts import Face
from cadreapp.paper.page import FORM, MM, RECORD, XIAO_SI
from cadreapp.paper.parts import (
    BODY,
    HANGING,
    HEADING,
    LABEL,
    SMALL,
    cell,
    label_cell,
    page_foot,
    sides,
    signed_foot,
    ticked,
    titled,
)
from cadreapp.paper.refusal import refusal_page, was_refused
from cadreapp.paper.register import register_blocks
from cadreapp.paper.source import PaperInput, refuse_any_unprintable
from cadreapp.paper.typeset.blocks import (
    Align,
    Block,
    Counted,
    Gap,
    Lines,
    PageBreak,
    Paragraph,
    PenLine,
    Row,
    Rule,
    SignLine,
    Span,
    Struck,
    Style,
    Table,
)
from cadreapp.paper.typeset.draw import Furniture, Paper, count_pages, render

HEART, ADMONISH = "heart", "admonish"
SIGNED_EACH_PAGE = frozenset({"remind", "summons", ADMONISH, "entrusted", "visit", "prompt"})
SIGNED_AT_END = frozenset({"pre_post", "clean"})

_DATE = "年　　月　　日"
_MINUTE = f"{_DATE}　　时　　分"
_HEAD_LABEL = replace(LABEL, leading=22.0, align=Align.SPREAD)
_HEAD_TEXT = Style(Face.FANG, BODY.size, 22.0)
_COUNT = Style(Face.FANG, XIAO_SI, 24.0, Align.RIGHT, tie=True)
_NOTE = replace(SMALL, leading=20.0)


def signing(source: PaperInput) -> bytes:
    """Return the PDF of the copy to be signed (A4 record paper); internal fields cannot reach it.

    A page about the refusal follows when one is registered, a list to sign when the talk was held with a group.
    NO_GLYPH when a character cannot be printed.
    """
    source = source.public()
    refuse_any_unprintable(source)
    after = _after(source)
    unsigned = count_pages(after[1:], RECORD) if after else 0
    blocks = (*_front(source), *_content(source), *_ending(source), *after)
    title = f"谈话记录（{source.text('kind')}）"
    return render(Paper(title, blocks, RECORD, _foot(source, unsigned), source.unit, source.wash))


def register_page(source: PaperInput) -> bytes:
    """Return the PDF of the internal register page (A4 form): source, clue, counting, who may know, reports, paper."""
    refuse_any_unprintable(source)
    blocks = tuple(register_blocks(source, _when(source)))
    return render(Paper("谈话登记页", blocks, FORM, page_foot(FORM, "内部登记，不交谈话对象"), source.unit, source.wash))


def _kind(source: PaperInput) -> str:
    return str(source.values.get("kind") or "")


def _foot(source: PaperInput, unsigned: int) -> Furniture:
    if _kind(source) in SIGNED_EACH_PAGE:
        return signed_foot(RECORD, "谈话对象", unsigned)
    return page_foot(RECORD)


def _when(source: PaperInput) -> str:
    began, ended = source.values.get("began_at"), source.values.get("ended_at")
    return spoken_span(str(began), str(ended or "")) if began else ""


def _front(source: PaperInput) -> Iterator[Block]:
    marking = source.text("marking")
    yield from sides("" if marking == "不标" else marking, source.number or source.text("number"), RECORD.measure)
    yield from titled("谈话记录", source.text("kind"), tracking=0.5)
    count = source.text("round")
    yield Counted((f"第 {count} 次　" if count else "") + "共 {pages} 页", _COUNT)
    rows = tuple(Row((cell(label, _HEAD_LABEL), cell(text, _HEAD_TEXT))) for label, text in _head(source))
    label = 4 * XIAO_SI + 20.0
    yield Table((label, RECORD.measure - label), rows, lines=Lines(0.8, 0.35, 0.0, False), pad_x=10.0, pad_y=2.5)
    yield Rule(0.5 * MM, after=6.0)


def _head(source: PaperInput) -> Iterator[tuple[str, str]]:
    """Yield label and text of the head table, lines 4 to 11 of the form; optional ones only when filled."""
    manner = source.values.get("manner")
    group = manner == "group"
    yield "时间", _when(source)
    yield "地点", source.text("place")
    if manner:
        yield "方式", ticked((("个别", not group), ("集体（名单附后）", group)))
    person = [source.text(name) for name in ("person", "person_sex", "person_politics")]
    yield "谈话对象", _person(source) or "　".join(part for part in person if part)
    yield "谈话人", "\n".join(row["who"] for row in source.rows("talkers"))
    companions = [row["who"] + (f"（{row['role']}）" if row.get("role") else "") for row in source.rows("companions")]
    if companions:
        yield "参加人", "\n".join(companions)
    if source.text("recorder"):
        yield "记录人", source.text("recorder")
    if _kind(source) != HEART:
        yield "谈话事由", source.text("matter")
    if source.text("basis"):
        yield "依据", source.text("basis")
    approved = "　".join(part for part in (source.text("approved_by"), source.text("approved_on")) if part)
    if approved:
        yield "批准", approved


def _person(source: PaperInput) -> str:
    """Return name, sex, politics, unit and post of the person, in this order (form 1.1, line 7)."""
    person = source.values.get("person") or {}
    parts = (person.get("name"), source.text("person_sex"), source.text("person_politics"),
             f"{person.get('unit') or ''}{person.get('post') or ''}")
    return "　".join(str(part) for part in parts if part)


def _content(source: PaperInput) -> Iterator[Block]:
    if source.text("opening"):
        yield Paragraph(source.text("opening"), BODY)
    yield from _talk(source)
    if source.text("interrupted"):
        yield Paragraph(f"谈话中断情况：{source.text('interrupted')}", BODY)
    yield from _statement(source)
    yield from _asks(source)
    if source.text("attitude"):
        yield Paragraph("表态", HEADING)
        yield Paragraph(source.text("attitude"), BODY)
    if source.text("late_reason"):
        yield Paragraph(f"本记录为事后补录，原因：{source.text('late_reason')}", BODY)
    yield from _closing(source)


def _talk(source: PaperInput) -> Iterator[Block]:
    turns = source.rows("turns")
    if turns and source.values.get("style") != "narrative":
        for turn in turns:
            if turn["question"]:
                yield _turn("问：", turn["question"], asks=True)
            if turn["answer"]:
                yield _turn("答：", turn["answer"])
    elif source.text("narrative"):
        yield Paragraph(source.text("narrative"), BODY)


def _turn(label: str, text: str, *, asks: bool = False) -> Paragraph:
    """A question stays with the first line of its answer."""
    return Paragraph((Span(label, Face.HEI), Span(text)), replace(HANGING, tie=asks))


def _statement(source: PaperInput) -> Iterator[Block]:
    """That there was no statement is printed only when the recorder has confirmed it."""
    statement = source.text("statement")
    if statement or source.values.get("no_statement"):
        yield Paragraph("本人说明", HEADING)
        yield Paragraph(statement or "本人没有补充说明。", BODY)


_ASKED = (("term", "完成时限"), ("sign", "完成标志"))


def _asks(source: PaperInput) -> Iterator[Block]:
    asks = source.rows("asks")
    due = source.text("paper_due")
    if asks or due:
        yield Paragraph("提醒（要求）事项", HEADING)
    for number, ask in enumerate(asks, 1):
        parts = [ask["what"].rstrip("。；;")]
        parts += [f"{label}：{ask[name].rstrip('。；;')}" for name, label in _ASKED if ask[name]]
        yield Paragraph(_numbered(number, "；".join(part for part in parts if part)) + "。", BODY)
    if due:
        yield Paragraph(f"{len(asks) + 1}.书面材料于{due}前提交。", BODY)


def _numbered(number: int, text: str) -> str:
    """Return "1.文字"; a text that begins with a figure is set off, lest 2. and 2月 read as 2.2月."""
    return f"{number}.{' ' if text[:1].isdigit() else ''}{text}"


def _closing(source: PaperInput) -> Iterator[Block]:
    ended = str(source.values.get("ended_at") or "")
    if ended:
        began = str(source.values.get("began_at") or "")
        said = spoken_day(ended) if began[:10] != ended[:10] else spoken_day(ended).split("日", 1)[1]
        yield Paragraph(f"谈话于{said}结束。", BODY)
    if _kind(source) in SIGNED_EACH_PAGE:
        yield Paragraph("请阅看以上记录，如有差错可以更正。", BODY)


def _ending(source: PaperInput) -> Iterator[Block]:
    kind = _kind(source)
    if kind in SIGNED_EACH_PAGE:
        read_aloud = bool(source.values.get("read_aloud"))
        sentence = "以上记录已向我宣读，与我所谈内容一致。" if read_aloud else "以上记录我已看过，与我所谈内容一致。"
        yield Struck()
        yield PenLine(f"请手写：{sentence}")
    elif kind in SIGNED_AT_END:
        yield Struck()
    else:
        yield from _enclosures(source)
        return
    group = source.values.get("manner") == "group" and source.rows("members")
    if group:
        yield Paragraph("谈话对象（签名）：见所附名单", replace(BODY, size=XIAO_SI, first=0.0, tie=True))
    else:
        yield SignLine("谈话对象（签名）：", (38 * MM,), _MINUTE, size=XIAO_SI)
    yield SignLine("谈话人（签名）：", tuple(30 * MM for _ in source.rows("talkers")[:3]) or (38 * MM,), _DATE, size=XIAO_SI)
    if source.rows("companions"):
        yield SignLine("参加人（签名）：", tuple(30 * MM for _ in source.rows("companions")[:3]), _DATE, size=XIAO_SI)
    if kind == ADMONISH:
        yield SignLine("所在党组织主要负责人（签名）：", (35 * MM,), _DATE, size=XIAO_SI)
    yield SignLine("记录人（签名）：", (38 * MM,), _DATE, size=XIAO_SI)
    if kind in SIGNED_EACH_PAGE:
        yield Gap(4.0)
        yield Paragraph("更正：本记录共更正＿＿＿处，更正处由本人签名确认（0处时划去）。", _NOTE)
    yield from _enclosures(source)


def _enclosures(source: PaperInput) -> Iterator[Block]:
    """附件说明: Arabic numbers, no punctuation after the names (GB/T 9704-2012 §7.3.4)."""
    names = [line.strip().rstrip("。；;，,") for line in source.text("enclosures").splitlines() if line.strip()]
    if names:
        listed = "　".join(_numbered(number, name) for number, name in enumerate(names, 1))
        yield Paragraph(f"附件：{listed}（共{len(names)}件＿＿页）", replace(_NOTE, left=3.0, first=-3.0))


def _after(source: PaperInput) -> tuple[Block, ...]:
    """What follows on pages of its own: the list of a group, the page about a refusal."""
    blocks: list[Block] = []
    members = source.rows("members")
    if members and source.values.get("manner") == "group":
        blocks += [PageBreak(), *titled("谈话对象名单"), _members(source, members)]
    if was_refused(source):
        blocks += [PageBreak(), *refusal_page(source)]
    return tuple(blocks)


def _members(source: PaperInput, members: list[dict[str, str]]) -> Table:
    centred = replace(_HEAD_TEXT, align=Align.CENTRE)
    columns = (14 * MM, 92 * MM, RECORD.measure - 106 * MM)
    head = Row(tuple(label_cell(label) for label in ("序号", "姓名、单位及职务", "签名")), 10 * MM)
    rows = tuple(
        Row((cell(str(number), centred, middle=True), cell(row["who"], _HEAD_TEXT, middle=True), cell("")), 13 * MM)
        for number, row in enumerate(members, 1)
    )
    return Table(columns, rows, head=(head,))
