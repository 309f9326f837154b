"""Registers of organisational life (三会一课台账): every row to a meeting, with hints, or with the reason why it cannot be taken."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from cadreapp.rules.answer import Answer
from cadreapp.rules.civildates import Context
from cadreapp.rules.civiltimes import Occasion, read_occasion
from cadreapp.rules.entries import Entry, Remark, Skipped, entries
from cadreapp.rules.header import Mapping, guess, overlooked
from cadreapp.rules.meetings_form import MEETINGS
from cadreapp.rules.roster_cells import read_person_name, read_words
from cadreapp.rules.table import Cell, Grid, Hint, letters

LONGEST_TEXT = 200_000
"""Characters of the minutes in one cell."""

KINDS = (
    ("支部党员大会", re.compile("党员大会|支部大会")),
    ("支部委员会会议", re.compile("支委会|支部委员会")),
    ("党小组会", re.compile("党小组")),
    ("党课", re.compile("党课")),
    ("主题党日", re.compile("主题党日|党日活动|党员活动日")),
    ("民主评议党员", re.compile("民主评议|评议党员")),
    ("组织生活会", re.compile("组织生活会")),
    ("民主生活会", re.compile("民主生活会")),
    ("理论学习中心组学习", re.compile("中心组")),
    ("谈心谈话", re.compile("谈心")),
)

NOT_HELD = Occasion()


@dataclass(frozen=True, slots=True)
class Held:
    """One meeting of a register. `kinds` are labels of KINDS; `held` says when; counts are people."""

    kinds: tuple[str, ...] = ()
    held: Occasion = NOT_HELD
    place: str | None = None
    chair: str | None = None
    recorder: str | None = None
    lecturer: str | None = None
    due: int | None = None
    present: int | None = None
    absent: str | None = None
    branch: str | None = None
    topic: str | None = None
    content: str | None = None
    decisions: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """One row: the meeting as far as it could be read, and what is to be told."""

    row: int
    meeting: Held
    remarks: tuple[Remark, ...]

    @property
    def good(self) -> bool:
        """Tell whether the row can be taken."""
        return not any(remark.blocks for remark in self.remarks)


@dataclass(frozen=True, slots=True)
class MeetingsRegister:
    """A whole register: how it was read, its meetings in order, the rows left out and why, what concerns the file."""

    mapping: Mapping
    sheet: str
    rows: tuple[MeetingRow, ...]
    skipped: tuple[Skipped, ...]
    notes: tuple[str, ...]

    def good(self) -> tuple[MeetingRow, ...]:
        """Return the rows that can be taken."""
        return tuple(row for row in self.rows if row.good)


def read_meetings(grid: Grid, today: date, given: Sequence[str] = ()) -> MeetingsRegister:
    """Return the register of a grid; `given` are the user's "COL=FIELD". Raises the faults of `faults_import`."""
    sheet, mapping = guess(grid, MEETINGS, given)
    rows: list[MeetingRow] = []
    skipped: list[Skipped] = []
    for item in entries(sheet, mapping):
        if isinstance(item, Skipped):
            skipped.append(item)
        else:
            rows.append(_row(item, mapping, Context(today, future=True)))
    notes = (*grid.notes, *overlooked(grid, sheet, mapping))
    return MeetingsRegister(mapping, sheet.name, tuple(rows), tuple(skipped), notes)


def _row(entry: Entry, mapping: Mapping, context: Context) -> MeetingRow:
    answers: dict[str, Answer[Any]] = {field: read(entry.at(field)) for field, read in _READERS.items()}
    held = read_occasion(entry.at("held"), context)
    missing = "没有写时间" if held.at is None else None
    answers["held"] = Answer(held, hint=held.hint, fault=held.fault or missing)
    found = [Remark(entry.row, field, _cell(mapping, field, entry.row), answer.fault or answer.hint or "", bool(answer.fault))
             for field, answer in answers.items() if answer.fault or answer.hint]
    meeting = Held(**{field: answer.value for field, answer in answers.items() if answer.value is not None})
    if meeting.due is not None and meeting.present is not None and meeting.present > meeting.due:
        text = f"实到{meeting.present}人, 多于应到{meeting.due}人"
        found.append(Remark(entry.row, "present", _cell(mapping, "present", entry.row), text, False))
    return MeetingRow(entry.row, meeting, tuple(found))


def _cell(mapping: Mapping, field: str, row: int) -> str:
    index = mapping.index(field)
    return "" if index is None else f"{letters(index)}{row}"


def _kinds(cell: Cell) -> Answer[tuple[str, ...]]:
    """Return every kind a meeting is at once (“主题党日暨党课”)."""
    text = "".join(cell.text.split())
    kinds = tuple(label for label, pattern in KINDS if pattern.search(text))
    if kinds:
        return Answer(kinds)
    return Answer(fault=f"会议类型“{text[:20]}”看不懂" if text else "没有写会议类型")


def _count(cell: Cell) -> Answer[int]:
    text = "".join(cell.text.split()).translate(str.maketrans("０１２３４５６７８９", "0123456789")).removesuffix(".0")
    if text in ("", "/", "-", "—"):
        return Answer()
    found = re.fullmatch(r"([0-9]{1,5})[人名]?", text)
    return Answer(int(found.group(1))) if found else Answer(fault=f"“{text[:20]}”不是人数")


def _who(cell: Cell) -> Answer[str]:
    """Return a name; several names stay as written, with a hint."""
    if not cell.text.strip():
        return Answer()
    answer = read_person_name(cell)
    if answer.value is not None:
        return Answer(answer.value.text, hint=answer.hint)
    words = read_words(cell)
    return Answer(words.value, hint=answer.fault, fault=words.fault)


def _text(cell: Cell) -> Answer[str]:
    if cell.hint is Hint.BROKEN:
        return Answer(fault=f"表格里是错误值 {cell.text[:20]}")
    text = cell.text.strip()
    if len(text) > LONGEST_TEXT:
        return Answer(fault=f"有{len(text)}字, 最多{LONGEST_TEXT}字")
    return Answer(text or None)


_READERS: dict[str, Callable[[Cell], Answer[Any]]] = {
    "kinds": _kinds,
    "due": _count,
    "present": _count,
    **dict.fromkeys(("chair", "recorder", "lecturer"), _who),
    **dict.fromkeys(("place", "branch", "topic"), read_words),
    **dict.fromkeys(("absent", "content", "decisions", "note"), _text),
}
