"""导入人员: a messy roster is read and reported on first; then all its good rows go in as one act that one undo takes back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from cadreapp.kernel.shape import Values
from cadreapp.paper.grid import read_grid
from cadreapp.records import SHAPES
from cadreapp.rules.roster import Person, Roster, RosterRow, read_roster
from cadreapp.store import bulk, reading, settings
from cadreapp.store.bulk import New
from cadreapp.store.unit import Unit


@dataclass(frozen=True)
class RowReport:
    """What becomes of one row: "new", "known" (already in the register), "bad" or "skipped", and why."""

    row: int
    name: str
    verdict: str
    remarks: tuple[str, ...] = ()
    id: str | None = None


@dataclass(frozen=True)
class ColumnGuess:
    """One column of the sheet: its letter and heading, and the field it was taken for ("" for none)."""

    column: str
    heading: str
    field: str
    label: str


@dataclass(frozen=True)
class ImportReport:
    """Row by row what an import does, or would do."""

    sheet: str
    header_row: int
    columns: tuple[ColumnGuess, ...]
    rows: tuple[RowReport, ...]
    notes: tuple[str, ...]
    organisations: tuple[str, ...] = ()

    def count(self, verdict: str) -> int:
        """Return how many rows have this verdict."""
        return sum(r.verdict == verdict for r in self.rows)


def read_people(path: Path, today: date, given: Sequence[str] = ()) -> Roster:
    """Return the roster in a spreadsheet; `given` are "COL=FIELD". Raises what is wrong with the file or its head."""
    return read_roster(read_grid(path), today, given)


def dry_run(unit: Unit, roster: Roster) -> ImportReport:
    """Return what an import would do; nothing of it is kept."""
    report = _Intake(unit).read(roster)
    return replace(report, rows=tuple(replace(r, id=None) for r in report.rows))


def import_people(unit: Unit, roster: Roster) -> ImportReport:
    """Take over every good row: one person each, units and branches made where the register has none of that name."""
    intake = _Intake(unit)
    report = intake.read(roster)
    bulk.insert_many(unit, "organisation", intake.places.made)
    bulk.insert_many(unit, "person", intake.people)
    return report


class _Intake:
    """Decides what becomes of each row; writes nothing."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit
        self._known = _known(unit)
        self.places = _Places(unit)
        self.people: list[New] = []

    def read(self, roster: Roster) -> ImportReport:
        """Return the report on every row; `people` and `places` hold what is to be made."""
        rows = [RowReport(s.row, "", "skipped", (s.reason,)) for s in roster.skipped]
        rows += [self._take(row) for row in roster.rows]
        columns = tuple(
            ColumnGuess(c.letters, c.header, c.field or "", roster.mapping.form.label(c.field) if c.field else "")
            for c in roster.mapping.columns
        )
        return ImportReport(
            roster.sheet,
            roster.mapping.header_row,
            columns,
            tuple(sorted(rows, key=lambda r: r.row)),
            roster.notes,
            tuple(new.values["name"] for new in self.places.made),
        )

    def _take(self, row: RosterRow) -> RowReport:
        person, remarks = row.person, tuple(r.text for r in row.remarks)
        if not row.good:
            return RowReport(row.row, person.name, "bad", tuple(f"{r.cell} {r.text}".strip() for r in row.remarks))
        values = _values(person, self.places)
        twin = next((k for k in self._known.get(person.name, ()) if _same_person(k, values)), None)
        if twin is not None:
            return RowReport(row.row, person.name, "known", (*remarks, "人员里已有这个人, 没有再建"), twin["id"])
        new = New(values, self._unit.new_id())
        self.people.append(new)
        self._known.setdefault(person.name, []).append({"id": new.id, **values})
        return RowReport(row.row, person.name, "new", remarks, new.id)


def _values(person: Person, places: _Places) -> Values:
    unit_id = places.find(person.unit, "department", places.own)
    if person.dept:
        unit_id = places.find(person.dept, "department", unit_id or places.own)
    notes = [
        f"{label}: {value}"
        for label, value in (("民族", person.nation), ("电话", person.phone), ("备注", person.note))
        if value
    ]
    return {
        "name": person.name,
        "name_as_written": person.name_as_written,
        "sex": _code("sex", person.sex),
        "birth": person.birth.text if person.birth else None,
        "unit_id": unit_id,
        "party_id": places.find(person.branch, "branch", places.own) if person.member or person.branch else None,
        "personnel_id": places.own,
        "kind": _code("kind", person.kind),
        "politics": _code("politics", person.politics) or ("member" if person.member else None),
        "joined": person.joined.text if person.joined else None,
        "post": " ".join(dict.fromkeys(p for p in (person.post, person.rank) if p)) or None,
        "note": "\n".join(notes) or None,
    }


def _code(field: str, label: str | None) -> str | None:
    """Return the register's code for a label of the roster; None when it has none, then the label is lost to no one: it
    stays in the row's remark."""
    options = SHAPES["person"][field].choices
    return next((c.code for c in options if label and c.label == label), None)


def _same_person(known: dict[str, Any], values: Values) -> bool:
    """Tell whether two people of one name are one: a birth that differs tells them apart, else unit and post decide."""
    if known["birth"] and values["birth"]:
        return bool(known["birth"][:7] == values["birth"][:7])
    return bool(known["unit_id"] == values["unit_id"] and known["post"] == values["post"])


def _known(unit: Unit) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for row in reading.columns(unit.connection, "person", ("id", "name", "birth", "unit_id", "post"), unit.actor.origin):
        found.setdefault(row["name"], []).append(row)
    return found


class _Places:
    """The organisations of the register by name and kind; `made` are those that are missing."""

    def __init__(self, unit: Unit) -> None:
        rows = reading.columns(unit.connection, "organisation", ("name", "kind", "id"), unit.actor.origin)
        self._unit = unit
        self._found: dict[tuple[str, str | None], str] = {(r["name"], r["kind"]): r["id"] for r in rows}
        self.own: str | None = settings.get(unit.connection, "organisation")
        self.made: list[New] = []

    def find(self, name: str | None, kind: str, parent: str | None) -> str | None:
        """Return the id of the organisation called so, one to be made if need be; None for no name."""
        if not name:
            return None
        for known in ((name, kind), *(((name, "unit"),) if kind == "department" else ())):
            if known in self._found:
                return self._found[known]
        made = self._unit.new_id()
        self._found[name, kind] = made
        self.made.append(New({"name": name, "kind": kind, "parent_id": parent}, made))
        return made
