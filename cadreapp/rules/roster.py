"""Rosters of people (花名册): every row of a sheet to a person, with hints, or with the reason why it cannot be taken."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from cadreapp.rules.answer import Answer
from cadreapp.rules.civildates import CivilDate, Context, habit, read_date
from cadreapp.rules.entries import Entry, Remark, Skipped, entries
from cadreapp.rules.header import Mapping, guess, overlooked
from cadreapp.rules.roster_cells import (
    read_id_number,
    read_kind,
    read_member,
    read_person_name,
    read_phone,
    read_politics,
    read_sex,
    read_words,
)
from cadreapp.rules.roster_doubles import Known, tell_doubles
from cadreapp.rules.roster_form import ROSTER
from cadreapp.rules.table import Cell, Grid, Sheet, letters


@dataclass(frozen=True, slots=True)
class Person:
    """One person of a roster, in the words of the register; `…_as_written` only when what stood there differs."""

    name: str = ""
    name_as_written: str | None = None
    sex: str | None = None
    birth: CivilDate | None = None
    idno: str | None = None
    joined: CivilDate | None = None
    branch: str | None = None
    unit: str | None = None
    dept: str | None = None
    post: str | None = None
    rank: str | None = None
    politics: str | None = None
    politics_as_written: str | None = None
    member: bool | None = None
    kind: str | None = None
    phone: str | None = None
    nation: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One row: the person as far as it could be read, and what is to be told."""

    row: int
    person: Person
    remarks: tuple[Remark, ...]

    @property
    def good(self) -> bool:
        """Tell whether the row can be taken."""
        return not any(remark.blocks for remark in self.remarks)

    def values(self) -> dict[str, Any]:
        """Return what the register of people keeps, by its field names: days as months, no identity number, no phone."""
        person = self.person
        given = {
            "name": person.name,
            "name_as_written": person.name_as_written,
            "sex": person.sex,
            "birth": person.birth.month_text if person.birth else None,
            "kind": person.kind,
            "politics": person.politics,
            "joined": person.joined.month_text if person.joined else None,
            "post": "、".join(part for part in (person.post, person.rank) if part) or None,
            "note": person.note,
        }
        return {field: value for field, value in given.items() if value is not None}

    def plain(self) -> dict[str, Any]:
        """Return the row as JSON-able data; birth and joined by month."""
        person = self.person
        return {
            "row": self.row,
            "name": person.name,
            "sex": person.sex,
            "birth": person.birth.month_text if person.birth else None,
            "unit": person.unit,
            "branch": person.branch,
            "post": person.post,
            "member": person.member,
            "joined": person.joined.month_text if person.joined else None,
        }


@dataclass(frozen=True, slots=True)
class Roster:
    """A whole roster: how it was read, the rows of people in order, the rows left out and why, what concerns the file."""

    mapping: Mapping
    sheet: str
    rows: tuple[RosterRow, ...]
    skipped: tuple[Skipped, ...]
    notes: tuple[str, ...]

    def good(self) -> tuple[RosterRow, ...]:
        """Return the rows that can be taken."""
        return tuple(row for row in self.rows if row.good)

    def errors(self) -> list[tuple[int, str]]:
        """Return (row, field) of every blocking remark, by row."""
        return sorted({(remark.row, remark.field) for row in self.rows for remark in row.remarks if remark.blocks})


_WORDS = ("branch", "unit", "dept", "post", "rank", "nation", "note")
_READERS: dict[str, Callable[[Cell], Answer[Any]]] = {
    "sex": read_sex,
    "idno": read_id_number,
    "politics": read_politics,
    "member": read_member,
    "kind": read_kind,
    "phone": read_phone,
    **dict.fromkeys(_WORDS, read_words),
}


def read_roster(grid: Grid, today: date, given: Sequence[str] = ()) -> Roster:
    """Return the roster of a grid; `given` are the user's "COL=FIELD". Raises the faults of `faults_import`."""
    sheet, mapping = guess(grid, ROSTER, given)
    contexts = {field: Context(today, habit(_column(sheet, mapping, field))) for field in ("birth", "joined")}
    rows: list[RosterRow] = []
    skipped: list[Skipped] = []
    for item in entries(sheet, mapping):
        if isinstance(item, Skipped):
            skipped.append(item)
        else:
            rows.append(_RowReader(mapping, contexts, item).read())
    notes = (*grid.notes, *overlooked(grid, sheet, mapping), *_gaps(rows, mapping))
    return Roster(mapping, sheet.name, tuple(_told(rows)), tuple(skipped), notes)


def _column(sheet: Sheet, mapping: Mapping, field: str) -> list[Cell]:
    index = mapping.index(field)
    return [] if index is None else [line.at(index) for line in sheet.lines if line.number > mapping.header_row]


class _RowReader:
    """Reads one row and gathers the remarks about it."""

    def __init__(self, mapping: Mapping, contexts: dict[str, Context], entry: Entry) -> None:
        self._mapping, self._contexts, self._entry = mapping, contexts, entry
        self._remarks: list[Remark] = []

    def read(self) -> RosterRow:
        """Return the row."""
        entry = self._entry
        values = {field: self._take(field, read(entry.at(field))) for field, read in _READERS.items()}
        for field, context in self._contexts.items():
            values[field] = self._take(field, read_date(entry.at(field), context))
        name = self._take("name", read_person_name(entry.at("name")))
        if "name" in entry.joined:
            self._remark("name", "姓名与上一行合并成一格; 请每人一行", blocks=True)
        written = " ".join(entry.at("politics").text.split())
        if values["politics"] is not None and written != values["politics"]:
            values["politics_as_written"] = written
        if name is not None:
            values |= {"name": name.text, "name_as_written": name.as_written}
        person = _with_membership(Person(**values))
        self._cross_check(person)
        return RosterRow(entry.row, person, tuple(self._remarks))

    def _take(self, field: str, answer: Answer[Any]) -> Any:
        if answer.fault:
            self._remark(field, answer.fault, blocks=True)
        elif answer.hint:
            self._remark(field, answer.hint)
        return answer.value

    def _remark(self, field: str, text: str, *, blocks: bool = False) -> None:
        index = self._mapping.index(field)
        cell = "" if index is None else f"{letters(index)}{self._entry.row}"
        self._remarks.append(Remark(self._entry.row, field, cell, text, blocks))

    def _cross_check(self, person: Person) -> None:
        if person.idno and len(person.idno) == 18:
            born = f"{person.idno[6:10]}-{person.idno[10:12]}-{person.idno[12:14]}"
            if person.birth and not born.startswith(person.birth.text):
                self._remark("birth", f"出生年月{person.birth.text}与身份证号里的{born}不一致")
            if person.sex and (person.sex == "男") != (int(person.idno[16]) % 2 == 1):
                self._remark("sex", "性别与身份证号不一致")
        if person.member is False and person.joined:
            self._remark("joined", f"不是中共党员 ({person.politics_as_written or person.politics or '否'}), 却有入党时间")
        unread = any(remark.field == "joined" for remark in self._remarks)
        if person.member and not person.joined and not unread and self._mapping.index("joined") is not None:
            self._remark("joined", "是中共党员, 没有入党时间")
        if person.birth and person.joined and person.joined.year - person.birth.year < 18:
            self._remark("joined", f"入党时不满18岁 ({person.birth.text}出生, {person.joined.text}入党)")
        if self._entry.hidden:
            self._remark("", "这一行在表格里是隐藏的")


def _with_membership(person: Person) -> Person:
    if person.member is None and person.politics is not None:
        return replace(person, member=person.politics in ("中共党员", "中共预备党员"))
    return person


def _told(rows: list[RosterRow]) -> list[RosterRow]:
    known = [
        Known(row.row, p.name, p.unit, p.post, p.birth.month_text if p.birth else None, p.idno)
        for row in rows
        if row.good
        for p in (row.person,)
    ]
    remarks = tell_doubles(known)
    return [replace(row, remarks=row.remarks + tuple(remarks.get(row.row, ()))) for row in rows]


def _gaps(rows: list[RosterRow], mapping: Mapping) -> list[str]:
    """Tell of a column filled only here and there under its first value: merged cells that a csv has lost."""
    notes = []
    for field in ("unit", "branch"):
        if mapping.index(field) is None or len(rows) < 4:
            continue
        empty = sum(getattr(row.person, field) is None for row in rows)
        if empty * 2 > len(rows) and empty < len(rows):
            notes.append(f"“{mapping.form.label(field)}”有{empty}行是空的, 像是合并的单元格另存后丢了; 没有代填, 请在表里补齐")
    return notes
