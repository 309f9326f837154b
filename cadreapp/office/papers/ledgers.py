"""台账: a register of one type, or of what is spread over all of them, as a table on lying A4 with repeated heads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from cadreapp.kernel.dates import spoken_day
from cadreapp.kernel.errors import Exit, Fault
from cadreapp.kernel.shape import Family, Shape
from cadreapp.office import unitforms
from cadreapp.office.papers import secrecy
from cadreapp.office.papers.ledgers_spread import SPREAD, looks
from cadreapp.paper import compose, wording
from cadreapp.paper.source import SECRET, PaperInput
from cadreapp.paper.template import Look, looker
from cadreapp.paper.typeset.draw import rendering
from cadreapp.paper.typeset.opening import opening
from cadreapp.paper.view import Pages
from cadreapp.paper.wording import Form
from cadreapp.records import SHAPES
from cadreapp.store import reading, settings
from cadreapp.store.index import links as links_of
from cadreapp.store.reading import LIVE, Listing, Reader
from cadreapp.store.unit import Unit

UNKNOWN_LEDGER = Fault(
    "UNKNOWN_LEDGER", Exit.REFUSED, "没有“{name}”这种台账。", "可选: {options}",
    "There is no register “{name}”.", "Choose one of: {options}",
)
_CHUNK = 200
# More lines than two pages hold.
_BEGUN = 60
_PREFIX = "ledger_"
OTHERWISE = {"disposal": "void"}
"""The register of a type where it is not called like it."""
_NONE = Shape("none", "", Family.REGISTER, ())


@dataclass(frozen=True, slots=True)
class Ledger:
    """A register ready to print: how many lines it lists, on how many pages."""

    pdf: bytes
    title: str
    lines: int
    pages: int


def names() -> tuple[str, ...]:
    """Return the registers there are: those of the record types, and those over all of them."""
    broken = (one.rest for one in wording.spoilt().values())
    return tuple(form.name.removeprefix(_PREFIX) for form in (*wording.shipped().values(), *broken) if form.own == wording.LEDGER)


def ledger(connection: Reader, name: str, since: str | None = None, until: str | None = None, source: str = "") -> Ledger:
    """Return a register as PDF, its oldest line first; `since` and `until` bound the type's own day, inclusive.

    Of a type whose records come from others (整改), `source` keeps those of one record: the list of a meeting.

    Records in the bin are left out, void ones say so. Raises UNKNOWN_LEDGER or NO_GLYPH.
    """
    form, found, lines = _chosen(connection, name, (since, until), source)
    pdf = _set(connection, form, lines)
    with Pages(pdf) as pages:
        return Ledger(pdf, form.title, found, len(pages))


def word(connection: Reader, name: str, since: str | None = None, until: str | None = None, source: str = "") -> tuple[bytes, int]:
    """Return the same register as a Word file, and how many lines it lists. Raises like `ledger`."""
    # Few registers become Word files; the window need not wait for this at its start.
    from cadreapp.paper.docx import docx

    form, found, lines = _chosen(connection, name, (since, until), source)
    with rendering(docx):
        return _set(connection, form, lines), found


def opening_page(connection: Reader, name: str, since: str | None = None, until: str | None = None) -> bytes:
    """Return a PDF whose first page is the register's, but for "…" in place of the number of pages, without reading all of it."""
    form, _found, lines = _chosen(connection, name, (since, until), "")
    with rendering(opening):
        return _set(connection, form, islice(lines, _BEGUN))


def _chosen(
    connection: Reader, name: str, between: tuple[str | None, str | None], source: str
) -> tuple[Form, int, Iterable[Look]]:
    """Return the form of a register with its span, how many lines it has, and their look-ups. Raises UNKNOWN_LEDGER."""
    name = OTHERWISE.get(name, name)
    if name not in names():
        raise UNKNOWN_LEDGER(name=name, options="、".join(names()))
    form = unitforms.form(connection, _PREFIX + name)
    found, lines = _listed(connection, name, between, source)
    marking = _marking(connection, name, between) or form.marking
    return replace(form, right=_span(*between, found), marking=marking), found, lines


def _marking(connection: Reader, name: str, between: tuple[str | None, str | None]) -> str:
    """Return 秘密★ with its term when a register lists a record that bears it and the unit may print it, else ""."""
    now = secrecy.standing(connection)
    if now is None or name not in SHAPES or "marking" not in SHAPES[name].by_name:
        return ""
    since, until = between
    marked = Listing(name, (("marking", SECRET),), since=since, until=until, states=(*LIVE, "withdrawn"), sort="day")
    return now.marking if reading.ids(connection, marked) else ""


def _set(connection: Reader, form: Form, lines: Iterable[Look]) -> bytes:
    unit, demo = settings.get(connection, "unit", ""), bool(settings.get(connection, "demo", False))
    made = PaperInput(_NONE, {}, unit, state="current", demo=demo, lines=lines)
    with unitforms.speaking(connection):
        return compose.table_paper(made, form)


def _listed(
    connection: Reader, name: str, between: tuple[str | None, str | None], source: str
) -> tuple[int, Iterable[Look]]:
    """Return how many lines a register has, and their look-ups."""
    since, until = between
    if name in SPREAD:
        rows = looks(SPREAD[name](connection, since, until))
        return len(rows), iter(rows)
    where = (("source_id", source),) if source and "source_id" in SHAPES[name].by_name else ()
    listing = Listing(name, where, since=since, until=until, states=(*LIVE, "withdrawn"), sort="day", descending=False)
    ids = reading.ids(connection, listing)
    return len(ids), _lines(connection, name, ids)


def exported(unit: Unit, name: str, lines: int) -> None:
    """Put on record that a register left the store as a file."""
    unit.note("export", type_name=name if name in SHAPES else None, about=f"register {name}: {lines}")


def _span(since: str | None, until: str | None, count: int) -> str:
    """Say what the register covers: "2026年1月1日至2026年3月31日，共12件"."""
    between = f"{spoken_day(since) if since else '建库'}至{spoken_day(until) if until else '今'}，" if since or until else ""
    return f"{between}共{count}件"


def _lines(connection: Reader, type_name: str, found: list[str]) -> Iterator[Look]:
    """Yield how to look up each record; they are read some at a time, so that a long register is never held whole."""
    shape = SHAPES[type_name]
    number = 0
    for start in range(0, len(found), _CHUNK):
        stored = reading.load_many(connection, type_name, found[start : start + _CHUNK])
        titles = reading.titles(connection, {to for s in stored for _path, to in links_of(shape, s.values)})
        for one in stored:
            number += 1
            yield looker(PaperInput(shape, one.values, state=one.meta["state"], names=titles), n=number)
