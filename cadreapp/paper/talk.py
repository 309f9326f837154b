"""谈话记录: the copy that the person reads and signs, and the internal register page that they never see.

Source: the office's common practice (no national form exists): record paper in size 4 Fang, signed page by page for
提醒谈话, 约谈, 诫勉, 受托谈话函询, 回访 and 谈话提醒; signed on the last page for 任前廉政谈话 and 廉政谈话; not signed for 谈心谈话.
The sentence by which the person confirms the record is prompted in grey and never printed for them. Sentences and
labels stand in the forms `signing` and `register`, which a unit may adapt; the layout is code, for no table could say it.
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
from cadreapp.paper.template import expand, looker
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
from cadreapp.paper.wording import Form, form

HEART, ADMONISH = "heart", "admonish"
SIGNED_EACH_PAGE = frozenset({"remind", "summons", ADMONISH, "entrusted", "visit", "prompt"})
SIGNED_AT_END = frozenset({"pre_post", "clean"})

_HEAD_LABEL = replace(LABEL, leading=22.0, align=Align.SPREAD)
_HEAD_TEXT = Style(Face.FANG, BODY.size, 22.0)
# What is said of the record itself is no company for those who sign it.
_ENDING = replace(BODY, ending=True)
_COUNT = Style(Face.FANG, XIAO_SI, 24.0, Align.RIGHT, tie=True)
_NOTE = replace(SMALL, leading=20.0)


def signing(source: PaperInput, wording: Form | None = None) -> bytes:
    """Return the PDF of the copy to be signed (A4 record paper) in the words of a form; internal fields cannot reach it.

    A page about the refusal follows when one is registered, a list to sign when the talk was held with a group.
    NO_GLYPH when a character cannot be printed.
    """
    source, words = source.public(), wording or form("signing")
    refuse_any_unprintable(source)
    after = _after(source, words)
    unsigned = count_pages(after[1:], RECORD) if after else 0
    blocks = (*_front(source, words), *_content(source, words), *_ending(source, words), *after)
    title = f"{words.say('title')}（{source.text('kind')}）"
    return render(Paper(title, blocks, RECORD, _foot(source, words, unsigned), source.unit, source.wash))


def register_page(source: PaperInput, wording: Form | None = None) -> bytes:
    """Return the PDF of the internal register page (A4 form): source, clue, counting, who may know, reports, paper."""
    words = wording or form("register")
    refuse_any_unprintable(source)
    blocks = tuple(register_blocks(source, _when(source), words))
    return render(Paper(words.say("title"), blocks, FORM, page_foot(FORM, words.foot), source.unit, source.wash))


def _kind(source: PaperInput) -> str:
    return str(source.values.get("kind") or "")


def _foot(source: PaperInput, words: Form, unsigned: int) -> Furniture:
    if _kind(source) in SIGNED_EACH_PAGE:
        return signed_foot(RECORD, words.say("person"), unsigned)
    return page_foot(RECORD)


def _when(source: PaperInput) -> str:
    began, ended = source.values.get("began_at"), source.values.get("ended_at")
    return spoken_span(str(began), str(ended or "")) if began else ""


def _front(source: PaperInput, words: Form) -> Iterator[Block]:
    usual = "" if _kind(source) == HEART else words.marking
    yield from sides(source.marking(usual), source.number or source.text("number"), RECORD.measure)
    yield from titled(words.say("title"), source.text("kind"), tracking=0.5)
    count = expand(words.say("round"), looker(source)) if source.text("round") else ""
    yield Counted("　".join(part for part in (count, words.say("pages")) if part), _COUNT)
    rows = tuple(Row((cell(words.say(name), _HEAD_LABEL), cell(text, _HEAD_TEXT))) for name, text in _head(source, words))
    label = 4 * XIAO_SI + 20.0
    yield Table((label, RECORD.measure - label), rows, lines=Lines(0.8, 0.35, 0.0, False), pad_x=10.0, pad_y=2.5)
    yield Rule(0.5 * MM, after=6.0)


def _head(source: PaperInput, words: Form) -> Iterator[tuple[str, str]]:
    """Yield what is said and its text, lines 4 to 11 of the head table; optional ones only when filled."""
    manner = source.values.get("manner")
    group = manner == "group"
    yield "time", _when(source)
    yield "place", source.text("place")
    if manner:
        yield "manner", ticked(((words.say("single"), not group), (words.say("group"), group)))
    person = [source.text(name) for name in ("person", "person_sex", "person_politics")]
    yield "person", _person(source) or "　".join(part for part in person if part)
    yield "talkers", "\n".join(row["who"] for row in source.rows("talkers"))
    companions = [row["who"] + (f"（{row['role']}）" if row.get("role") else "") for row in source.rows("companions")]
    if companions:
        yield "companions", "\n".join(companions)
    if source.text("recorder"):
        yield "recorder", source.text("recorder")
    if _kind(source) != HEART:
        yield "matter", source.text("matter")
    if source.text("basis"):
        yield "basis", source.text("basis")
    approved = "　".join(part for part in (source.text("approved_by"), source.text("approved_on")) if part)
    if approved:
        yield "approved", approved


def _person(source: PaperInput) -> str:
    """Return name, sex, politics, unit and post of the person, in this order (form 1.1, line 7)."""
    person = source.values.get("person") or {}
    parts = (person.get("name"), source.text("person_sex"), source.text("person_politics"),
             f"{person.get('unit') or ''}{person.get('post') or ''}")
    return "　".join(str(part) for part in parts if part)


def _content(source: PaperInput, words: Form) -> Iterator[Block]:
    if source.text("opening"):
        yield Paragraph(source.text("opening"), BODY)
    if _kind(source) == ADMONISH:
        yield from _admonition(source, words)
    else:
        yield from _talk(source, words)
        yield from _interruption(source, words)
        yield from _statement(source, words, words.say("statement_head"))
        yield from _asks(source, words, words.say("asks_head"))
        if source.text("attitude"):
            yield Paragraph(words.say("attitude_head"), HEADING)
            yield Paragraph(source.text("attitude"), BODY)
    if source.text("late_reason"):
        yield Paragraph(expand(words.say("late"), looker(source)), BODY)
    yield from _closing(source, words)


def _admonition(source: PaperInput, words: Form) -> Iterator[Block]:
    """The five fixed heads of a 诫勉谈话记录; one under which nothing was said is struck "/"."""
    cause = expand(words.say("admonish_cause"), looker(source))
    said = [*_talk(source, words, pointed=True), *_interruption(source, words), *_statement(source, words, "")]
    pointed = source.text("pointed") or ("" if source.rows("turns") else source.text("narrative"))
    parts: tuple[list[Block], ...] = (_one(cause), said, _one(pointed), [*_asks(source, words, "")], _one(source.text("attitude")))
    for number, part in enumerate(parts, 1):
        yield Paragraph(words.say(f"admonish_{number}"), HEADING)
        yield from part or [Paragraph("" if source.is_draft else words.say("empty"), BODY)]


def _one(text: str) -> list[Block]:
    return [Paragraph(text, BODY)] if text else []


def _talk(source: PaperInput, words: Form, *, pointed: bool = False) -> Iterator[Block]:
    turns = source.rows("turns")
    if turns and (pointed or source.values.get("style") != "narrative"):
        for turn in turns:
            if turn["question"]:
                yield _turn(words.say("ask"), turn["question"], asks=True)
            if turn["answer"]:
                yield _turn(words.say("answer"), turn["answer"])
    elif source.text("narrative") and not pointed:
        yield Paragraph(source.text("narrative"), BODY)


def _interruption(source: PaperInput, words: Form) -> Iterator[Block]:
    if source.text("interrupted"):
        yield Paragraph(expand(words.say("interrupted"), looker(source)), BODY)


def _turn(label: str, text: str, *, asks: bool = False) -> Paragraph:
    """A question stays with the first line of its answer."""
    return Paragraph((Span(label, Face.HEI), Span(text)), replace(HANGING, tie=asks))


def _statement(source: PaperInput, words: Form, head: str) -> Iterator[Block]:
    """That there was no statement is printed only when the recorder has confirmed it."""
    statement = source.text("statement")
    if statement or source.values.get("no_statement"):
        if head:
            yield Paragraph(head, HEADING)
        yield Paragraph(statement or words.say("no_statement"), BODY)


def _asks(source: PaperInput, words: Form, head: str) -> Iterator[Block]:
    asks = source.rows("asks")
    due = source.text("paper_due")
    if head and (asks or due):
        yield Paragraph(head, HEADING)
    for number, ask in enumerate(asks, 1):
        parts = [ask["what"].rstrip("。；;")]
        parts += [f"{words.say(name)}：{ask[name].rstrip('。；;')}" for name in ("term", "sign") if ask[name]]
        yield Paragraph(_numbered(number, "；".join(part for part in parts if part)) + "。", BODY)
    if due:
        yield Paragraph(f"{len(asks) + 1}." + expand(words.say("paper_due"), looker(source)), BODY)


def _numbered(number: int, text: str) -> str:
    """Return "1.文字"; a text that begins with a figure is set off, lest 2. and 2月 read as 2.2月."""
    return f"{number}.{' ' if text[:1].isdigit() else ''}{text}"


def _closing(source: PaperInput, words: Form) -> Iterator[Block]:
    ended = str(source.values.get("ended_at") or "")
    if ended:
        began = str(source.values.get("began_at") or "")
        said = spoken_day(ended) if began[:10] != ended[:10] else spoken_day(ended).split("日", 1)[1]
        yield Paragraph(expand(words.say("ended"), lambda _name, _how: said), _ENDING)
    if _kind(source) in SIGNED_EACH_PAGE:
        yield Paragraph(words.say("review"), _ENDING)


def _ending(source: PaperInput, words: Form) -> Iterator[Block]:
    kind, day = _kind(source), words.say("day")
    if kind in SIGNED_EACH_PAGE:
        yield Struck()
        yield PenLine(words.say("confirm_aloud" if source.values.get("read_aloud") else "confirm"))
    elif kind in SIGNED_AT_END:
        yield Struck()
    else:
        yield from _enclosures(source, words)
        return
    group = source.values.get("manner") == "group" and source.rows("members")
    if group:
        yield Paragraph(words.say("listed"), replace(BODY, size=XIAO_SI, first=0.0, tie=True))
    else:
        yield SignLine(words.say("person_signs"), (38 * MM,), words.say("minute"), size=XIAO_SI)
    talkers = tuple(30 * MM for _ in source.rows("talkers")[:3]) or (38 * MM,)
    yield SignLine(words.say("talkers_sign"), talkers, day, size=XIAO_SI)
    if source.rows("companions"):
        companions = tuple(30 * MM for _ in source.rows("companions")[:3])
        yield SignLine(words.say("companions_sign"), companions, day, size=XIAO_SI)
    if kind == ADMONISH:
        yield SignLine(words.say("head_signs"), (35 * MM,), day, size=XIAO_SI)
    yield SignLine(words.say("recorder_signs"), (38 * MM,), day, size=XIAO_SI)
    if kind in SIGNED_EACH_PAGE:
        yield Gap(4.0)
        yield Paragraph(words.say("corrections"), _NOTE)
    yield from _enclosures(source, words)


def _enclosures(source: PaperInput, words: Form) -> Iterator[Block]:
    """附件说明: Arabic numbers, no punctuation after the names (GB/T 9704-2012 §7.3.4)."""
    names = [line.strip().rstrip("。；;，,") for line in source.text("enclosures").splitlines() if line.strip()]
    if names:
        listed = "　".join(_numbered(number, name) for number, name in enumerate(names, 1))
        yield Paragraph(_counted(words, listed, len(names)), replace(_NOTE, left=3.0, first=-3.0))


def _counted(words: Form, listed: str, count: int) -> str:
    told = {"names": listed, "count": str(count)}
    return expand(words.say("enclosed"), lambda name, _how: told.get(name, ""))


def _after(source: PaperInput, words: Form) -> tuple[Block, ...]:
    """What follows on pages of its own: the list of a group, the page about a refusal."""
    blocks: list[Block] = []
    members = source.rows("members")
    if members and source.values.get("manner") == "group":
        blocks += [PageBreak(), *titled(words.say("members")), _members(words, members)]
    if was_refused(source):
        blocks += [PageBreak(), *refusal_page(source, words)]
    return tuple(blocks)


def _members(words: Form, members: list[dict[str, str]]) -> Table:
    centred = replace(_HEAD_TEXT, align=Align.CENTRE)
    columns = (14 * MM, 92 * MM, RECORD.measure - 106 * MM)
    head = Row(tuple(label_cell(words.say(name)) for name in ("members_n", "members_who", "members_sign")), 10 * MM)
    rows = tuple(
        Row((cell(str(number), centred, middle=True), cell(row["who"], _HEAD_TEXT, middle=True), cell("")), 13 * MM)
        for number, row in enumerate(members, 1)
    )
    return Table(columns, rows, head=(head,))
