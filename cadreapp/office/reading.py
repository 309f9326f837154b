"""What screens and the command line ask: frozen answers, whole enough that nobody has to look behind them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cadreapp.kernel.shape import Family, Kind, Problem, Shape, Values
from cadreapp.office.record import STATES
from cadreapp.records import SHAPES
from cadreapp.rules.completeness import problems as lacking
from cadreapp.store import reading, settings
from cadreapp.store.index import headline
from cadreapp.store.reading import LIVE, JournalLine, Line, Link, Listing, Reader
from cadreapp.store.unit import Unit, shape_of

__all__ = ["LIVE", "STATES", "JournalLine", "Line", "Link", "Listing"]


@dataclass(frozen=True)
class RecordView:
    """A record with everything a page shows of it. `names` gives titles for the ids that the values hold."""

    id: str
    type: str
    title: str
    state: str
    state_label: str
    edition: int
    revision: int
    origin: str
    ours: bool
    created_at: str
    changed_at: str
    sealed_at: str | None
    withdrawn_for: str | None
    values: Values
    names: dict[str, str]
    problems: tuple[Problem, ...]
    amendment: dict[str, Any] | None
    sent: bool
    links_from: tuple[Link, ...]
    links_to: tuple[Link, ...]


@dataclass(frozen=True)
class Suggestion:
    """A record offered while someone types: `detail` tells people of one name apart; `unit` and `post` as of today."""

    id: str
    type: str
    title: str
    detail: str
    unit: str = ""
    post: str = ""


@dataclass(frozen=True)
class StoreInfo:
    """Whose store this is."""

    unit: str
    unit_code: str
    officer: str
    origin: str
    organisation: str
    demo: bool


def types() -> tuple[Shape, ...]:
    """Return the descriptions of all record types, in the order people meet them."""
    return tuple(SHAPES.values())


def shape(type_name: str) -> Shape:
    """Return the description of one type; raises UNKNOWN_TYPE."""
    return shape_of(type_name)


def problems(type_name: str, values: Values) -> tuple[Problem, ...]:
    """Return what sealing such values would still ask for."""
    return lacking(shape_of(type_name), values)


def info(connection: Reader) -> StoreInfo:
    """Return whose store this is."""
    unit, code, officer, origin, organisation = (
        settings.get(connection, name, "") for name in ("unit", "unit_code", "officer", "origin", "organisation")
    )
    return StoreInfo(unit, code, officer, origin, organisation, bool(settings.get(connection, "demo", False)))


def record(connection: Reader, record_id: str) -> RecordView:
    """Return one record whole; raises NOT_FOUND."""
    stored = reading.load(connection, record_id)
    line = reading.lines(connection, [record_id])[0]
    outgoing, incoming = reading.links_from(connection, record_id), reading.links_to(connection, record_id)
    names = {link.id: link.line.title for link in outgoing if link.line is not None}
    meta = stored.meta
    return RecordView(
        id=record_id,
        type=stored.type,
        title=line.title,
        state=meta["state"],
        state_label=STATES[meta["state"]],
        edition=meta["edition"],
        revision=meta["revision"],
        origin=meta["origin"],
        ours=meta["origin"] == settings.get(connection, "origin"),
        created_at=meta["created_at"],
        changed_at=meta["changed_at"],
        sealed_at=meta["sealed_at"],
        withdrawn_for=meta["withdrawn_for"],
        values=stored.values,
        names=names,
        problems=lacking(SHAPES[stored.type], stored.values),
        amendment=reading.pending(connection, record_id),
        sent=reading.is_sent(connection, record_id),
        links_from=tuple(outgoing),
        links_to=tuple(incoming),
    )


def view(unit: Unit, record_id: str) -> None:
    """Put on record that someone looked at a record with sensitive fields."""
    unit.note("view", record=record_id, type_name=unit.type_of(record_id))


def is_sensitive(type_name: str) -> bool:
    """Tell whether looking at records of this type is put on record."""
    return any(field.sensitive for _path, field in shape_of(type_name).walk())


def ids(connection: Reader, listing: Listing) -> list[str]:
    """Return the ids of a list in its order; a table shows them page by page."""
    return reading.ids(connection, listing)


def page(connection: Reader, type_name: str, wanted: list[str]) -> list[Line]:
    """Return list lines with cells for some of those ids."""
    return reading.page(connection, type_name, wanted)


def rows(connection: Reader, listing: Listing, limit: int = 200) -> list[Line]:
    """Return the first lines of a list at once."""
    return reading.page(connection, listing.type, reading.ids(connection, listing, limit))


def search(connection: Reader, typed: str, type_name: str | None = None, limit: int = 50) -> list[Line]:
    """Return the newest records that hold what was typed, and people by pinyin initials."""
    return reading.search(connection, typed, type_name, limit)


def snippet(connection: Reader, record_id: str, typed: str, around: int = 18, but: str = "") -> str:
    """Return the words around the first place where a record holds `typed` exactly, "" where it does not.

    Texts that stand in `but` whole (the line above a result) are passed over.
    """
    for text in (t for t in _texts(reading.load(connection, record_id).values) if t not in but):
        place = text.casefold().find(typed.casefold())
        if place >= 0:
            start, end = max(0, place - around), place + len(typed) + around
            return ("…" if start else "") + text[start:end].replace("\n", " ") + ("…" if end < len(text) else "")
    return ""


NAMED = ("person", "organisation")
"""Types that are known by their names, and few enough to be put in order by them while one types."""


def suggest(connection: Reader, targets: tuple[str, ...], typed: str, limit: int = 12) -> list[Suggestion]:
    """Return records of some types for what is being typed: by name, by pinyin initials, or the newest when nothing is."""
    found: list[Line] = []
    for target in targets or tuple(SHAPES):
        if typed:
            found += reading.search(connection, typed, target, limit, by_name=target in NAMED)
        else:
            found += reading.rows_newest(connection, target, limit)
    return _details(connection, found[:limit])


def title_of(type_name: str, values: Values) -> str:
    """Return the line by which people would know a record with these values, saved or not."""
    return headline(shape_of(type_name), values)


def recent(connection: Reader, limit: int = 10) -> list[Line]:
    """Return what was last touched; nothing where only the unit itself is there, which set-up wrote and nobody did."""
    found = reading.recent(connection, settings.get(connection, "origin", ""), max(limit, 2))
    return [] if [line.type for line in found] == ["organisation"] else found[:limit]


def person_file(connection: Reader, person_id: str) -> list[Link]:
    """Return every record that names a person, newest first: the whole file as one list."""
    seen: set[str] = set()
    links = []
    for link in reading.links_to(connection, person_id):
        if link.id not in seen and link.line is not None and link.line.state != "binned":
            seen.add(link.id)
            links.append(link)
    return links


def history(connection: Reader, record_id: str) -> list[JournalLine]:
    """Return everything that happened to a record, newest first."""
    return reading.history(connection, record_id)


def difference(connection: Reader, no: int) -> list[tuple[str, Any, Any]]:
    """Return (field, before, after) for what one journal entry changed; empty when its contents were purged."""
    before, after = reading.body(connection, no)
    old, new = (image["values"] if image else {} for image in (before, after))
    return [(name, old.get(name), new.get(name)) for name in dict.fromkeys([*old, *new]) if old.get(name) != new.get(name)]


def counts(connection: Reader) -> dict[str, int]:
    """Return how many live records of our own there are by type."""
    return reading.counts(connection, settings.get(connection, "origin", ""))


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for item in value.values() for text in _texts(item)]
    return [text for item in value or [] for text in _texts(item)] if isinstance(value, list) else []


def _details(connection: Reader, found: list[Line]) -> list[Suggestion]:
    by_type: dict[str, list[str]] = {}
    for line in found:
        by_type.setdefault(line.type, []).append(line.id)
    whole = {s.id: s for name, wanted in by_type.items() for s in reading.load_many(connection, name, wanted)}
    refs = {
        value
        for s in whole.values()
        for field in SHAPES[s.type].fields
        if field.kind is Kind.REF and (value := s.values.get(field.name))
    }
    names = reading.titles(connection, refs)
    return [_suggestion(line, whole[line.id].values, names) for line in found]


def _suggestion(line: Line, values: Values, names: dict[str, str]) -> Suggestion:
    if line.type != "person":
        detail = STATES[line.state] if SHAPES[line.type].family is not Family.REGISTER else ""
        return Suggestion(line.id, line.type, line.title, " ".join(p for p in (line.day or "", detail) if p))
    unit, post = names.get(values.get("unit_id") or "", ""), values.get("post") or ""
    detail = " ".join(p for p in (unit, post, values.get("birth") or "") if p)
    return Suggestion(line.id, line.type, line.title, detail, unit, post)
