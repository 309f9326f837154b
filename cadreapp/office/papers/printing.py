"""Printing: which papers a record has, the very PDF of each, and what goes on record when one leaves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from typing import Any

from cadreapp.kernel.clock import civil
from cadreapp.kernel.errors import Exit, Fault
from cadreapp.kernel.shape import Values
from cadreapp.office import recall, unitforms
from cadreapp.office.papers import genuine, outlets, paperlog, secrecy
from cadreapp.office.papers.ledgers_spread import looks, of_person
from cadreapp.office.papers.paperlog import Now
from cadreapp.office.reading import RecordView
from cadreapp.office.reading import record as record_view
from cadreapp.paper import forms, makers, papercode, wording
from cadreapp.paper.source import SECRET, PaperInput
from cadreapp.paper.typeset.draw import Outlet, Paper, rendering, written
from cadreapp.paper.typeset.opening import opened
from cadreapp.paper.view import Pages, Picture, pictures
from cadreapp.records import SHAPES
from cadreapp.records import values as plain
from cadreapp.records.record import Document
from cadreapp.store import settings
from cadreapp.store.reading import Reader
from cadreapp.store.unit import Unit

__all__ = ["FormName", "Opening", "Pages", "Picture", "Printed", "form_names", "offered", "opening", "pages", "pdf", "preview",
           "print_record"]

UNKNOWN_FORM = Fault(
    "UNKNOWN_FORM",
    Exit.REFUSED,
    "“{title}”没有“{form}”这种纸样。",
    "可选: {options}",
    "“{title}” has no form “{form}”.",
    "Choose one of: {options}",
)


@dataclass(frozen=True)
class FormName:
    """A paper that a record can be printed as: `signed` ones are what a person signs and what printing registers,
    `reader` ones are read outside the office, so that no internal field can reach them; a `leaf` is printed on both sides
    (公文, whose page numbers stand at the outer edge, GB/T 9704-2012 §7.5)."""

    name: str
    title: str
    signed: bool = False
    reader: bool = False
    leaf: bool = False


@dataclass(frozen=True)
class Printed:
    """A paper: its bytes, how many pages, which form; `notice` says what to do with older ones ("" for nothing)."""

    pdf: bytes
    pages: int
    form: FormName
    title: str
    notice: str = ""

    @property
    def digest(self) -> str:
        """The SHA-256 of the file."""
        return sha256(self.pdf).hexdigest()


@dataclass(frozen=True)
class Opening:
    """What is seen of a paper while the rest is set: a PDF of which only the first page counts; `whole` when that is all of it.

    What only the whole file decides is left open: "…" for the number of pages, the foot corner where the mark will be.
    """

    pdf: bytes
    whole: Printed | None = None


COPY = ".copy"
_RECORD = FormName("record", "记录表", reader=True)
_INTERNAL = FormName("internal", "内部登记表")
_LEAVES = ("official", "letter")


def form_names(type_name: str, values: Values | None = None) -> tuple[FormName, ...]:
    """Return the papers of a type, the usual one first; with `values` only those that fit such a record.

    Those of resources/forms come first; every type can also be printed from its declaration.
    """
    shape = SHAPES[type_name]
    inside = any(f.internal for _path, f in shape.walk())
    own = (FormName(f.name, _titled(f), f.signed, f.reader, f.page in _LEAVES) for f in wording.offered(type_name, values))
    return (*own, _RECORD, *((_INTERNAL,) if inside else ()))


def _titled(form: wording.Form) -> str:
    """Say in the list which papers stay in the office."""
    return form.title if form.reader or "内部" in form.title else f"{form.title} (内部)"


def offered(connection: Reader, record_id: str) -> tuple[FormName, ...]:
    """Return the papers that fit one record, the usual one first; of a sealed one also the copies, marked 副本."""
    found = record_view(connection, record_id)
    names = form_names(found.type, found.values)
    copies = (n for n in names if n.signed and found.state == "sealed")
    return (*names, *(FormName(n.name + COPY, f"{n.title} (副本)", reader=n.reader, leaf=n.leaf) for n in copies))


def pdf(connection: Reader, record_id: str, form: str | None = None) -> Printed:
    """Return a record's paper as PDF: the same bytes for the same record; one named NAME.copy is marked 副本.

    Raises UNKNOWN_FORM, NO_GLYPH, or SECRET_OFF for a marking that the unit may not print.
    """
    found, chosen = _chosen(connection, record_id, form)
    with rendering(_whole(connection, found)):
        return _printed(connection, found, chosen, _paper(connection, found, chosen))


def opening(connection: Reader, record_id: str, form: str | None = None) -> Opening:
    """Return the first page of the same paper without waiting for the others. Raises like `pdf`, for what it set."""
    found, chosen = _chosen(connection, record_id, form)
    whole, short = _whole(connection, found), []

    def outlet(paper: Paper) -> bytes:
        begun = opened(paper)
        short.append(begun is paper)
        return whole(paper) if begun is paper else written(begun)

    with rendering(outlet):
        made = _paper(connection, found, chosen)
    return Opening(made, _printed(connection, found, chosen, made) if all(short) else None)


def _whole(connection: Reader, found: RecordView) -> Outlet:
    coder = genuine.coder(connection, found)
    return partial(papercode.coded, coder=coder) if coder else written


def _printed(connection: Reader, found: RecordView, chosen: FormName, made: bytes) -> Printed:
    pages = _count(made)
    notice = "" if chosen.name.endswith(COPY) else paperlog.notice(connection, found.id, chosen.name, _content(found), pages)
    return Printed(made, pages, chosen, found.title, notice)


def other(connection: Reader, record_id: str, kind: str, form: str | None = None) -> bytes:
    """Return the same paper as a file of another kind, ".docx" or ".xlsx", without a mark. Raises like `pdf`."""
    found, chosen = _chosen(connection, record_id, form)
    with rendering(outlets.outlet(kind)):
        return _paper(connection, found, chosen)


def _chosen(connection: Reader, record_id: str, form: str | None) -> tuple[RecordView, FormName]:
    found, names = record_view(connection, record_id), offered(connection, record_id)
    chosen = next((n for n in names if form in (None, n.name)), None)
    if chosen is None:
        raise UNKNOWN_FORM(title=SHAPES[found.type].title, form=form, options="、".join(n.name for n in names))
    return found, chosen


def _paper(connection: Reader, found: RecordView, chosen: FormName) -> bytes:
    return _made(connection, replace(_source(connection, found), copy=chosen.name.endswith(COPY)), chosen)


def preview(connection: Reader, type_name: str, values: Values, form: str | None = None) -> Printed:
    """Return the paper of values that are still being typed, marked as a draft."""
    names = form_names(type_name, values)
    chosen = next(n for n in names if form in (None, n.name))
    source = PaperInput(SHAPES[type_name], values, number=values.get("number") or "", **_unit(connection, values))
    made = _made(connection, source, chosen)
    return Printed(made, _count(made), chosen, SHAPES[type_name].title)


def pages(document: bytes, dpi: float) -> Iterator[Picture]:
    """Return the pages of a PDF as pictures, for preview."""
    return pictures(document, dpi)


def print_record(unit: Unit, record_id: str, form: FormName, pages: int, paper: Printed | str = "") -> None:
    """Put a print on record; for a sealed document's signing copy also in the life of its paper, with its pages.

    What was printed before of another content or page count has to come back: 收回旧件作废 is due until that is registered.
    Of a whole `paper` (else the digest of its file) the mark of genuineness is registered too, so that its code can be typed.
    """
    record = unit.get(record_id, ours=False)
    unit.note("print", record=record_id, type_name=record.__tablename__, about=form.name)
    if record.origin != unit.actor.origin or record.state == "draft":
        return
    values = plain.read(record)
    digest = paper.digest if isinstance(paper, Printed) else paper
    code = genuine.register(unit, paper.pdf, form.name, digest) if isinstance(paper, Printed) else ""
    now = Now(form.name, pages, plain.content_digest(SHAPES[record.__tablename__], values), record.edition, digest, code)
    paperlog.register(unit, record_id, now)
    if form.signed and isinstance(record, Document) and record.state == "sealed":
        at = civil(unit.clock).isoformat(timespec="minutes")
        unit.write(record, {"paper": [*values["paper"], {"step": "printed", "at": at, "pages": pages}]})
    recall.watch(unit, record)


def note_word(unit: Unit, record_id: str, kind: str = "docx") -> None:
    """Put on record that a paper left as a file that can be changed: a Word file, or "xlsx"."""
    record = unit.get(record_id, ours=False)
    unit.note("print", record=record_id, type_name=record.__tablename__, about=kind)


def _content(found: RecordView) -> str:
    return plain.content_digest(SHAPES[found.type], found.values)


def _count(made: bytes) -> int:
    with Pages(made) as opened:
        return len(opened)


def _made(connection: Reader, source: PaperInput, form: FormName) -> bytes:
    if form in (_RECORD, _INTERNAL):
        with unitforms.speaking(connection):
            return forms.any_record(source, unitforms.form(connection, "any"), internal=form == _INTERNAL)
    with unitforms.speaking(connection):
        return makers.make(source, unitforms.form(connection, form.name.removesuffix(COPY)))


def _source(connection: Reader, found: RecordView) -> PaperInput:
    return PaperInput(
        SHAPES[found.type],
        found.values,
        number=found.values.get("number") or "",
        state=found.state,
        version=found.edition,
        names=found.names,
        entered=found.created_at[:10],
        lines=looks(of_person(found.links_to)) if found.type == "person" else (),
        **_unit(connection, found.values, found.sealed_at),
    )


def _unit(connection: Reader, values: Values, sealed_at: str | None = None) -> dict[str, Any]:
    """Return what a paper says of the unit: its name, letterhead and short mark, the secrecy it may print, a demo store."""
    head = unitforms.letterhead(connection)
    secret = secrecy.marking(connection, sealed_at) if values.get("marking") == SECRET else ""
    return {"unit": settings.get(connection, "unit", ""), "organ": head.organ, "mark": head.mark, "secret": secret,
            "demo": bool(settings.get(connection, "demo", False))}
