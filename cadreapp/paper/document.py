"""公文 and 信函 from a form: head, number, title, addressee, text, enclosures, signature, imprint, as GB/T 9704-2012 says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from cadreapp.paper.compose import body, restricted, title_of
from cadreapp.paper.fonts import Face
from cadreapp.paper.page import OFFICIAL, SAN
from cadreapp.paper.parts import BARE, cell
from cadreapp.paper.phrases import said
from cadreapp.paper.source import PaperInput
from cadreapp.paper.template import expand, looker
from cadreapp.paper.typeset import official
from cadreapp.paper.typeset.blocks import Align, Block, Bottom, Gap, PageBreak, Paragraph, Row, Rule, Style, Table
from cadreapp.paper.typeset.draw import Paper, count_pages, render
from cadreapp.paper.wording import Form


def document(source: PaperInput, form: Form) -> bytes:
    """Return the PDF of a form on the pages official and letter; what may not reach it is taken away first.

    NO_GLYPH when a character cannot be printed.
    """
    source = restricted(source, form)
    letter = form.page == "letter"
    end = next((n for n, part in enumerate(form.parts) if part["is"] in ("cut", "break")), len(form.parts))
    text = tuple(_blocks(source, replace(form, parts=form.parts[:end]), letter=letter))
    blocks = (*text, *_slip(text, tuple(body(source, replace(form, parts=form.parts[end:]), OFFICIAL))))
    foot = official.official_foot(letter=letter)
    return render(Paper(title_of(source, form), blocks, OFFICIAL, foot, source.unit, source.wash))


def _blocks(source: PaperInput, form: Form, *, letter: bool) -> Iterator[Block]:
    look, says = looker(source), form.official
    organ = expand(says.get("organ", "{organ}"), look)
    number = expand(says.get("number", ""), look) or source.number
    marks = official.marks(secret=source.marking(form.marking))
    if letter:
        yield from official.letter_head(organ, "", _marked(source.marking(form.marking), number))
    else:
        yield from official.official_head(organ, number, marks, signer=expand(says.get("signer", ""), look))
    yield from official.title(title_of(source, form))
    to = expand(says.get("to", ""), look)
    if to:
        yield from official.addressed(to)
    yield from official.accompanied(body(source, form, OFFICIAL))
    yield from _tied(official.enclosed(_names(source, str(says.get("enclosures", "")))))
    yield from _signed(source, form)


def _marked(marking: str, number: str) -> list[Block]:
    """Return the marking at the left and the number at the right of one line, as a 信函 has them (GB/T 9704-2012 §10.1)."""
    left, right = Style(Face.HEI, SAN, SAN, Align.LEFT, tie=True), Style(Face.FANG, SAN, SAN, Align.RIGHT, tie=True)
    row = Row((cell(marking, left), cell(number, right)))
    half = OFFICIAL.measure / 2
    return [Table((half, half), (row,), lines=BARE, pad_x=0.0, pad_y=0.0, tied=True)] if marking or number else []


def _slip(text: tuple[Block, ...], slip: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return a slip below the text, in one piece, under its line to cut along; on a sheet of its own it needs no such line."""
    if not slip:
        return ()
    here = (Gap(official.LINE), *_tied(slip[:-1]), slip[-1])
    has_foot = any(isinstance(block, Bottom) for block in text)
    if not has_foot and count_pages((*text, *here), OFFICIAL) == count_pages(text, OFFICIAL):
        return here
    return (PageBreak(), *slip[1:])


def _tied(blocks: Iterable[Block]) -> list[Block]:
    return [replace(block, style=replace(block.style, tie=True)) if isinstance(block, Paragraph) else block for block in blocks]


def _names(source: PaperInput, name: str) -> list[str]:
    return [line.strip() for line in source.text(name).splitlines() if line.strip()] if name else []


def _signed(source: PaperInput, form: Form) -> Iterator[Block]:
    look, says = looker(source), form.official
    issuer = expand(says.get("signature", "{organ}"), look)
    day = source.text(str(says.get("dated", ""))) or said("dated")
    yield from official.signature(issuer, day, sealed=bool(says.get("sealed", True)))
    remark = expand(says.get("note", ""), look)
    if remark:
        yield from official.note(remark)
    copied, printed = expand(says.get("copies", ""), look), expand(says.get("printed_by", ""), look)
    if copied or printed:
        blocks = official.imprint(copied, printed, source.text(str(says.get("dated", ""))))
        # A 信函 has neither lines nor printer in its imprint (GB/T 9704-2012 §10.1).
        yield from (block for block in blocks if form.page != "letter" or not isinstance(block, Rule))
