"""The header of a register: which row it is, what each column holds, how sure that is, and the user's corrections."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from cadreapp.rules.faults_import import COLUMN_MISSING, MAP_COLUMN, MAP_FIELD, MAP_FORM, NO_HEADER
from cadreapp.rules.table import Grid, Line, Sheet, column_of, letters

DEEPEST = 40
"""Non-empty rows looked at for a header."""

EXACT, BRACKETS, PARTLY, GIVEN = 100, 90, 60, 100
GIVEN_NOTE = "由你指定"
_NOISE = re.compile(r"[\s*＊:：、，,。.·／/\-—_]+")
_BRACKETED = re.compile(r"[(（\[【〔].*?[)）\]】〕]")
_BRACKETS = re.compile(r"[()（）\[\]【】〔〕]")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A field that a register may hold: code, label, the headers that mean it (blanks between), a pattern that suggests it."""

    field: str
    label: str
    headers: str
    part: str = ""
    needed: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of register. A field of `heirs` takes the column of another when it has none itself: (("unit", "dept"),)."""

    kind: str
    wanted: tuple[Wanted, ...]
    heirs: tuple[tuple[str, str], ...] = ()

    def label(self, field: str) -> str:
        """Return what people call a field."""
        return next((want.label for want in self.wanted if want.field == field), field)

    def fields(self) -> tuple[str, ...]:
        """Return all field codes."""
        return tuple(want.field for want in self.wanted)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: where it is (from 0), its header, the field it was taken for (None: left out), how sure (0 to 100), why."""

    index: int
    header: str
    field: str | None
    sure: int
    note: str = ""

    @property
    def letters(self) -> str:
        """Return the letters a spreadsheet program shows."""
        return letters(self.index)


@dataclass(frozen=True, slots=True)
class Mapping:
    """How a sheet is to be read: the last header row (0: none), how many rows the header takes, and its columns."""

    form: Form
    header_row: int
    depth: int
    columns: tuple[Column, ...]

    def index(self, field: str) -> int | None:
        """Return the column (from 0) of a field."""
        return next((column.index for column in self.columns if column.field == field), None)


def guess(grid: Grid, form: Form, given: Sequence[str] = ()) -> tuple[Sheet, Mapping]:
    """Return the sheet of a grid that looks most like the form, and how to read it, with the user's "COL=FIELD" applied.

    Hidden sheets are looked at only when no other fits. Raises the faults of `faults_import`.
    """
    best: tuple[tuple[int, int], Sheet, Mapping] | None = None
    for sheet in grid.sheets:
        mapping = guess_sheet(sheet, form)
        score = (0 if sheet.hidden else 1, _score(mapping, form))
        if score[1] and (best is None or score > best[0]):
            best = (score, sheet, mapping)
    if best is not None:
        sheet, mapping = best[1], best[2]
    elif given:
        sheet = next(grid.visible(), grid.sheets[0])
        mapping = _without_header(sheet, form)
    else:
        raise NO_HEADER(needed="、".join(want.label for want in form.wanted if want.needed))
    return sheet, override(mapping, given)


def guess_sheet(sheet: Sheet, form: Form) -> Mapping:
    """Return the most likely mapping of a sheet; one without any field when nothing looks like a header."""
    best = _without_header(sheet, form)
    best_score, width = 0, len(best.columns)
    for place, line in enumerate(sheet.lines[:DEEPEST]):
        for depth in (1, 2):
            mapping = _mapping(form, sheet.lines[place : place + depth], depth, width)
            score = _score(mapping, form) - depth + 1 if mapping else 0
            if mapping and score > best_score and len(line.filled()) > 1:
                best, best_score = mapping, score
    return best


def override(mapping: Mapping, given: Sequence[str]) -> Mapping:
    """Return the mapping with corrections such as "G=branch", "工作单位=unit" or "备注=" (leave the column out).

    Raises MAP_FORM, MAP_COLUMN, MAP_FIELD, and COLUMN_MISSING when a needed field has no column in the end.
    """
    columns = list(mapping.columns)
    for text in given:
        name, equals, field = (part.strip() for part in text.rpartition("="))
        if not equals or not name:
            raise MAP_FORM(given=text)
        if field and field not in mapping.form.fields():
            raise MAP_FIELD(code=field, column=name, fields=", ".join(mapping.form.fields()))
        place = _place(columns, name)
        if field:
            columns = [replace(c, field=None, sure=0, note="让给别的列") if c.field == field else c for c in columns]
        columns[place] = replace(columns[place], field=field or None, sure=GIVEN, note=GIVEN_NOTE)
    changed = replace(mapping, columns=tuple(columns))
    for want in mapping.form.wanted:
        if want.needed and changed.index(want.field) is None:
            raise COLUMN_MISSING(needed=want.label, code=want.field)
    return changed


def normal_header(text: str) -> str:
    """Return a header without blanks, line ends and punctuation."""
    return _NOISE.sub("", text)


def _place(columns: list[Column], name: str) -> int:
    wanted = normal_header(name)
    for place, column in enumerate(columns):
        if wanted and normal_header(column.header) == wanted:
            return place
    index = int(name) - 1 if name.isascii() and name.isdigit() and len(name) < 6 else column_of(name)
    for place, column in enumerate(columns):
        if column.index == index:
            return place
    raise MAP_COLUMN(column=name, columns="、".join(f"{c.letters} {c.header}".strip() for c in columns))


def _without_header(sheet: Sheet, form: Form) -> Mapping:
    return Mapping(form, 0, 0, tuple(Column(index, "", None, 0) for index in range(sheet.width())))


def _mapping(form: Form, lines: Sequence[Line], depth: int, width: int) -> Mapping | None:
    if len(lines) < depth or lines[-1].number - lines[0].number != depth - 1:
        return None
    headers = [_header(lines, index) for index in range(width)]
    return Mapping(form, lines[-1].number, depth, _columns(form, headers))


def _header(lines: Sequence[Line], index: int) -> str:
    lower = lines[-1].at(index).text.strip()
    if lower or len(lines) == 1:
        return " ".join(lower.split())
    return " ".join(lines[0].at(index).text.split())


def _columns(form: Form, headers: list[str]) -> tuple[Column, ...]:
    found = [_candidates(form, header) for header in headers]
    taken: dict[str, tuple[int, int]] = {}
    for index, candidates in enumerate(found):
        for field, sure in candidates:
            if field not in taken or sure > taken[field][1]:
                taken[field] = (index, sure)
    columns = []
    for index, candidates in enumerate(found):
        mine = [(field, sure) for field, sure in candidates if taken[field][0] == index]
        if mine:
            field, sure = max(mine, key=lambda item: item[1])
            note = "" if sure >= BRACKETS else "按表头的一部分猜的, 请核对"
            columns.append(Column(index, headers[index], field, sure, note))
        else:
            note = f"也像“{form.label(candidates[0][0])}”, 已有更像的列" if candidates else ""
            columns.append(Column(index, headers[index], None, 0, note))
    return _inherit(form, columns)


def _inherit(form: Form, columns: list[Column]) -> tuple[Column, ...]:
    for heir, giver in form.heirs:
        if not any(column.field == heir for column in columns):
            columns = [replace(column, field=heir) if column.field == giver else column for column in columns]
    return tuple(columns)


def _candidates(form: Form, header: str) -> list[tuple[str, int]]:
    whole = normal_header(_BRACKETS.sub("", header))
    outside = normal_header(_BRACKETED.sub("", header))
    candidates = []
    for want in form.wanted:
        known = want.headers.split()
        if whole in known or normal_header(header) in known:
            candidates.append((want.field, EXACT))
        elif outside in known:
            candidates.append((want.field, BRACKETS))
        elif want.part and 0 < len(whole) <= 16 and re.search(want.part, whole):
            candidates.append((want.field, PARTLY))
    return sorted(candidates, key=lambda item: -item[1])


def _score(mapping: Mapping, form: Form) -> int:
    """Return how much a row looks like the header; 0 when a needed field is missing or only one column fits."""
    fields = {column.field: column.sure for column in mapping.columns if column.field}
    if len(fields) < 2 or any(want.needed and want.field not in fields for want in form.wanted):
        return 0
    return sum(fields.values())


def overlooked(grid: Grid, sheet: Sheet, mapping: Mapping) -> tuple[str, ...]:
    """Return what the reader should know was not read: more columns of a needed field, more sheets that look alike."""
    notes = []
    for column in mapping.columns:
        for want in mapping.form.wanted:
            twice = want.needed and column.field != want.field and (want.field, EXACT) in _candidates(mapping.form, column.header)
            if twice and column.note != GIVEN_NOTE:
                notes.append(f"“{want.label}”不止一列, {column.letters}列没有读; 两栏并排的表请改成一栏")
    for other in grid.sheets:
        if other is not sheet and other.lines and _score(guess_sheet(other, mapping.form), mapping.form):
            notes.append(f"工作表“{other.name}”也像是要导入的, 没有读; 本次只读“{sheet.name}”")
    return tuple(notes)


def unmapped(mapping: Mapping) -> Iterable[Column]:
    """Yield the columns with a header that nothing is taken from."""
    return (column for column in mapping.columns if column.header and column.field is None)
