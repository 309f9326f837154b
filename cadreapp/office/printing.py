"""Printing: which papers a record has, the very PDF of each, and what goes on record when one leaves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from cadreapp.kernel.clock import civil
from cadreapp.kernel.errors import Exit, Fault
from cadreapp.kernel.shape import Values
from cadreapp.office.reading import RecordView
from cadreapp.office.reading import record as record_view
from cadreapp.paper import forms, talk
from cadreapp.paper.source import PaperInput
from cadreapp.paper.view import Pages, Picture, pictures
from cadreapp.records import SHAPES
from cadreapp.records import values as plain
from cadreapp.records.record import Document
from cadreapp.store import settings
from cadreapp.store.reading import Reader
from cadreapp.store.unit import Unit

__all__ = ["FormName", "Pages", "Picture", "Printed", "form_names", "pages", "pdf", "preview", "print_record"]

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
    """A paper that a record can be printed as; `signed` ones are what a person signs and what printing registers."""

    name: str
    title: str
    signed: bool = False


@dataclass(frozen=True)
class Printed:
    """A paper: its bytes, how many pages, which form."""

    pdf: bytes
    pages: int
    form: FormName
    title: str


_RECORD = FormName("record", "记录表")
_INTERNAL = FormName("internal", "内部登记表")
_OWN: dict[str, tuple[tuple[FormName, Callable[[PaperInput], bytes]], ...]] = {
    "talk": (
        (FormName("signing", "谈话记录 (签字件)", True), talk.signing),
        (FormName("register", "登记页 (内部)"), talk.register_page),
    ),
}


def form_names(type_name: str) -> tuple[FormName, ...]:
    """Return the papers of a type, the usual one first; every type can be printed from its declaration."""
    has_internal = any(f.internal for _path, f in SHAPES[type_name].walk())
    return (*(f for f, _ in _OWN.get(type_name, ())), _RECORD, *((_INTERNAL,) if has_internal else ()))


def pdf(connection: Reader, record_id: str, form: str | None = None) -> Printed:
    """Return a record's paper as PDF: the same bytes for the same record. Raises UNKNOWN_FORM or NO_GLYPH."""
    found = record_view(connection, record_id)
    names = form_names(found.type)
    chosen = next((n for n in names if form in (None, n.name)), None)
    if chosen is None:
        raise UNKNOWN_FORM(title=SHAPES[found.type].title, form=form, options="、".join(n.name for n in names))
    made = _maker(found.type, chosen)(_source(connection, found))
    return Printed(made, _count(made), chosen, found.title)


def preview(connection: Reader, type_name: str, values: Values, form: str | None = None) -> Printed:
    """Return the paper of values that are still being typed, marked as a draft."""
    names = form_names(type_name)
    chosen = next(n for n in names if form in (None, n.name))
    source = PaperInput(SHAPES[type_name], values, settings.get(connection, "unit", ""), values.get("number") or "", "draft")
    made = _maker(type_name, chosen)(source)
    return Printed(made, _count(made), chosen, SHAPES[type_name].title)


def pages(document: bytes, dpi: float) -> Iterator[Picture]:
    """Return the pages of a PDF as pictures, for preview and for the printer."""
    return pictures(document, dpi)


def print_record(unit: Unit, record_id: str, form: FormName, pages: int) -> None:
    """Put a print on record; for a sealed document's signing copy also in the life of its paper, with its pages."""
    record = unit.get(record_id, ours=False)
    unit.note("print", record=record_id, type_name=record.__tablename__, about=form.name)
    if form.signed and isinstance(record, Document) and record.state == "sealed" and record.origin == unit.actor.origin:
        step = {"step": "printed", "at": civil(unit.clock).isoformat(timespec="minutes"), "pages": pages}
        unit.write(record, {"paper": [*plain.read(record)["paper"], step]})


def _count(made: bytes) -> int:
    with Pages(made) as opened:
        return len(opened)


def _maker(type_name: str, form: FormName) -> Callable[[PaperInput], bytes]:
    for known, make in _OWN.get(type_name, ()):
        if known == form:
            return make
    internal = form == _INTERNAL
    return lambda source: forms.any_record(source, internal=internal)


def _source(connection: Reader, found: RecordView) -> PaperInput:
    return PaperInput(
        SHAPES[found.type],
        found.values,
        settings.get(connection, "unit", ""),
        found.values.get("number") or "",
        found.state,
        found.edition,
        found.names,
        bool(settings.get(connection, "demo", False)),
    )
