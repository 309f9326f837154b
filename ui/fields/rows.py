"""The editor of ENTRIES: rows in order, added, moved and removed without leaving the keyboard."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from cadreapp.kernel.shape import Field, Kind, Problem, Values
from ui import theme
from ui.fields.base import FieldEditor, is_empty
from ui.fields.row import WEIGHT, Heads, Maker, Row
from ui.fields.setting import Setting

GRID_MOST = 14
"""Sum of weights up to which a row fits in one line at 1366 pixels; beyond that a row is a small card."""


class RowsEditor(FieldEditor):
    """Rows of an entry type. Ctrl+Enter adds a row below, Alt+Up/Down moves it, Ctrl+Shift+Delete removes it."""

    row_class = Row
    inserted = Signal(object)
    """Carries each row as it appears, before anybody can open it."""

    def __init__(
        self, field: Field, setting: Setting, make: Maker, *, bare: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(field, bare=bare, parent=parent)
        assert field.entry is not None
        self._setting, self._make = setting, make
        self._fields = tuple(f for f in field.entry.fields if not f.after_seal)
        self._grid = sum(WEIGHT[f.kind] for f in self._fields) <= GRID_MOST
        self._rows: list[Row] = []
        self._removed: tuple[int, Values] | None = None
        self._read_only = False
        self._box = QVBoxLayout()
        self._box.setSpacing(6 if self._grid else 10)
        self._heads = Heads(self._fields, self)
        self._heads.hide()
        self.body.addWidget(self._heads)
        self.body.addLayout(self._box)
        self.add_button = QPushButton("加一位" if self._fields[0].kind is Kind.WHO else "加一条", self)
        self.add_button.setProperty("kind", "link")
        self.add_button.setToolTip("Ctrl+Enter")
        self.add_button.clicked.connect(lambda: self.add_row())
        self.restore_button = QPushButton("恢复刚删的一条", self)
        self.restore_button.setProperty("kind", "link")
        self.restore_button.clicked.connect(self.restore_row)
        self.restore_button.hide()
        foot = QHBoxLayout()
        foot.addWidget(self.add_button)
        foot.addWidget(self.restore_button)
        foot.addStretch(1)
        self.body.addLayout(foot)
        self.adopt(self.add_button)
        self.add_button.setAccessibleName(f"{field.label}: 加一条")
        self._dress()

    def controls(self) -> tuple[QWidget, ...]:
        return (*(c for row in self._rows for c in row.controls()), self.add_button)

    def rows(self) -> tuple[Row, ...]:
        """Return the rows in order."""
        return tuple(self._rows)

    def show_value(self, value: Any) -> None:
        self._removed = None
        self.restore_button.hide()
        wanted = list(value or ())
        while len(self._rows) > len(wanted):
            self._drop(len(self._rows) - 1)
        for row, values in zip(self._rows, wanted, strict=False):
            row.set_values(values)
        for values in wanted[len(self._rows):]:
            self._insert(len(self._rows), values)
        self._number()

    def read_value(self) -> Any:
        # A row nobody wrote in is not a row; one that was given stays until it is removed.
        return [values for row in self._rows if not is_empty(values := row.values()) or "id" in values]

    def written(self) -> tuple[Row, ...]:
        """Return the rows that `value` is made of, to be named when the store has given them ids."""
        return tuple(r for r in self._rows if not is_empty(values := r.values()) or "id" in values)

    def take_ids(self, written: Sequence[Row], saved: Sequence[Values]) -> None:
        """Give `written` rows the ids they were saved under, whatever was typed, added or moved since."""
        for row, values in zip(written, saved, strict=False):
            if values.get("id"):
                row.take_id(str(values["id"]))

    def local_problem(self) -> str:
        return next((p for row in self._rows for e in row.editors if (p := e.local_problem())), "")

    def set_read_only(self, read_only: bool) -> None:
        self._read_only = read_only
        for row in self._rows:
            row.set_read_only(read_only)
        self.add_button.setVisible(not read_only)

    def show_row_problems(self, problems: Sequence[Problem]) -> list[Problem]:
        """Show each problem beside its field in its row ("asks.2.term", rows from 1); return those with no such place."""
        told: dict[FieldEditor, list[str]] = {e: [] for row in self._rows for e in row.editors}
        rest = []
        for problem in problems:
            _, number, name = (*problem.path.split("."), "", "")[:3]
            row = self._rows[int(number) - 1] if number.isdigit() and 1 <= int(number) <= len(self._rows) else None
            editor = row.editor(name) if row else None
            if editor is not None:
                told[editor].append(problem.text)
            else:
                rest.append(problem)
        for editor, texts in told.items():
            editor.set_problems(texts)
        return rest

    def add_row(self, at: int | None = None) -> Row:
        """Add an empty row at `at` (default: the end) and go to it."""
        row = self._insert(len(self._rows) if at is None else at, {})
        self._number()
        self.edited()
        row.editors[0].take_focus()
        return row

    def offer(self) -> Row:
        """Return an empty last row to write in, made when there is none; it is no row until something is written."""
        if not self._rows or not is_empty(self._rows[-1].values()):
            self._insert(len(self._rows), {})
            self._number()
        return self._rows[-1]

    def move_row(self, row: Row, by: int) -> None:
        """Move `row` up (-1) or down (1); the cursor stays where it is."""
        old = self._rows.index(row)
        new = old + by
        if not 0 <= new < len(self._rows):
            return
        focus = self.window().focusWidget()
        self._rows.insert(new, self._rows.pop(old))
        self._box.removeWidget(row)
        self._box.insertWidget(new, row)
        self._number()
        if focus is not None and row.isAncestorOf(focus):
            focus.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited()

    def remove_row(self, row: Row) -> None:
        """Remove `row`; it can be brought back until something else is removed or shown."""
        at = self._rows.index(row)
        values = row.values()
        self._drop(at)
        if not is_empty(values):
            self._removed = (at, values)
            self.restore_button.show()
        self._number()
        near = self._rows[min(at, len(self._rows) - 1)] if self._rows else None
        if near is not None:
            near.editors[0].take_focus()
        else:
            self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited()

    def restore_row(self) -> None:
        """Bring back the row removed last."""
        if self._removed is None:
            return
        at, values = self._removed
        self._removed = None
        self.restore_button.hide()
        self._insert(min(at, len(self._rows)), values).editors[0].take_focus()
        self._number()
        self.edited()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.PaletteChange and hasattr(self, "add_button"):
            self._dress()
        super().changeEvent(event)

    def _dress(self) -> None:
        self.add_button.setIcon(theme.icon("plus", "accent"))

    def _insert(self, at: int, values: Values) -> Row:
        row = self.row_class(self._fields, self._setting, self._make, grid=self._grid, parent=self)
        row.set_values(values)
        row.set_read_only(self._read_only)
        row.changed.connect(self.edited)
        row.left.connect(self.left)
        row.wants_add.connect(lambda: self.add_row(self._rows.index(row) + 1))
        row.wants_move.connect(lambda by: self.move_row(row, by))
        row.wants_removal.connect(lambda: self.remove_row(row))
        self._rows.insert(at, row)
        self._box.insertWidget(at, row)
        row.show()
        self.inserted.emit(row)
        return row

    def _drop(self, at: int) -> None:
        row = self._rows.pop(at)
        self._box.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _number(self) -> None:
        """Give the rows their numbers and put them into tab order as they stand."""
        self._heads.setVisible(self._grid and len(self._fields) > 1 and bool(self._rows))
        for number, row in enumerate(self._rows, 1):
            row.set_number(number, len(self._rows), self.field.label)
        # New rows stand at the end of the window's chain; they belong before the button that adds them.
        order = self.controls()
        before = self.add_button.previousInFocusChain()
        while before is not self.add_button and (before in order or before.focusPolicy() is Qt.FocusPolicy.NoFocus):
            before = before.previousInFocusChain()
        for first, second in pairwise((before, *order)):
            QWidget.setTabOrder(first, second)
        self.updateGeometry()
