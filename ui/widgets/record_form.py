"""The form of any record type, built from its shape: sections, the internal part apart, what is missing beside the fields."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from cadreapp.kernel.shape import Field, Problem, Shape, Values
from ui.fields.base import FieldEditor
from ui.fields.make import editor_for
from ui.fields.row import fill_grid, size_class
from ui.fields.rows import RowsEditor
from ui.fields.setting import Setting
from ui.widgets.parts import card, label, row
from ui.widgets.picture import Picture

INTERNAL = "内部 · 不给对方看, 不印在签字件上"


Judge = Callable[[Values], Iterable[Problem]]


class RecordForm(QWidget):
    """Editors for every field of `shape` that one fills while writing; `changed` follows the person's edits.

    `only` limits and orders the fields; fields of the record's later life (paper, steps) belong to their own dialogs.
    `judge` says what sealing such values would still ask for.
    """

    changed = Signal()
    completeness = Signal(object)
    spans: Mapping[str, int] = {}

    def __init__(
        self,
        shape: Shape,
        setting: Setting,
        *,
        only: Iterable[str] | None = None,
        judge: Judge | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.shape = shape
        self._judge = judge or (lambda _values: ())
        names = tuple(only) if only is not None else tuple(f.name for f in shape.fields if not f.after_seal)
        self._fields = tuple(shape[name] for name in names)
        self._setting = replace(setting, day=self._day)
        self._given: Values = {}
        self._found: dict[str, list[Problem]] = {}
        self._refused: dict[str, Problem] = {}
        self._hints: dict[str, list[Problem]] = {}
        self._asked_all = False
        self.editors: dict[str, FieldEditor] = {}
        self._grids: list[tuple[QGridLayout, list[FieldEditor]]] = []
        self._size = 2
        self._check = QTimer(self, singleShot=True, interval=150)
        self._check.timeout.connect(self.check)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(14)
        self.parts: list[tuple[str, QFrame]] = []
        self._build()
        self._mark_needed()

    def values(self) -> Values:
        """Return the plain values of the form over those it was given."""
        return {**self._given, **{name: editor.value() for name, editor in self.editors.items()}}

    def set_values(self, values: Mapping[str, Any]) -> None:
        """Show a record's values."""
        self._given = dict(values)
        for name, editor in self.editors.items():
            editor.set_value(values.get(name))
            editor.visited = False
        self._asked_all = False
        self._refused = {}
        self._mark_needed()
        self.check()

    def problems(self) -> tuple[Problem, ...]:
        """Return everything that stands between the form and sealing, in the order of the fields."""
        return tuple(p for editor in self.editors.values() for p in self._problems_of(editor))

    def show_all_problems(self) -> tuple[Problem, ...]:
        """Show every problem, also beside fields nobody visited yet, and return those that block."""
        self._asked_all = True
        self.check()
        return tuple(p for p in self.problems() if p.blocks)

    def refuse(self, path: str, text: str) -> bool:
        """Show a refusal of the core beside its field and go there; False when the form has no such field."""
        name = path.split(".")[0]
        if name not in self.editors:
            return False
        self._refused[name] = Problem(path, text)
        self.editors[name].visited = True
        self.check()
        self.go_to(path)
        return True

    def go_to(self, path: str) -> None:
        """Put the cursor into the field at `path` and bring it into view."""
        name, _, rest = path.partition(".")
        editor = self.editors.get(name)
        if editor is None:
            return
        number, _, inner = rest.partition(".")
        if isinstance(editor, RowsEditor) and number.isdigit() and 1 <= int(number) <= len(editor.rows()):
            row = editor.rows()[int(number) - 1]
            editor = row.editor(inner) or row.editors[0]
        editor.take_focus()
        reveal(editor)

    def check(self) -> None:
        """Show what is missing beside the fields the person has been to, and tell all of it."""
        self._found = {}
        for problem in self._judge(self.values()):
            self._found.setdefault(problem.path.split(".")[0], []).append(problem)
        for editor in self.editors.values():
            self._show(editor, self._problems_of(editor))
        self.completeness.emit(self.problems())

    def set_hints(self, hints: Iterable[Problem]) -> None:
        """Show what the rules remark on the values, each beside its field; nothing of it stands in the way of sealing."""
        self._hints = {}
        for hint in hints:
            self._hints.setdefault(hint.path.split(".")[0], []).append(hint)
        for editor in self.editors.values():
            self._show(editor, self._problems_of(editor))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        size = size_class(event.size().width())
        if size != self._size:
            self._size = size
            self._lay_out()

    def _problems_of(self, editor: FieldEditor) -> list[Problem]:
        name = editor.field.name
        if local := editor.local_problem():
            return [Problem(name, local)]
        if name in self._refused:
            return [self._refused[name]]
        return [*self._found.get(name, []), *self._hints.get(name, [])]

    def _show(self, editor: FieldEditor, problems: list[Problem]) -> None:
        if isinstance(editor, RowsEditor):
            problems = editor.show_row_problems(problems)
        hints = [p.text for p in problems if not p.blocks]
        lacking = [p.text for p in problems if p.blocks]
        speak = editor.visited or self._asked_all or any(not text.startswith("还缺") for text in lacking)
        editor.set_problems([*(lacking if speak else ()), *hints])

    def _needed(self, field: Field) -> bool:
        kind = self.editors.get(self.shape.kind_field or "")
        kinds = self.shape.kinds_of({self.shape.kind_field or "": kind.value()}) if kind else ()
        return field.is_needed(kinds)

    def _mark_needed(self) -> None:
        for editor in self.editors.values():
            editor.set_needed(editor.field.required or self._needed(editor.field))

    def _day(self) -> str | None:
        editor = self.editors.get(self.shape.day_field or "")
        value = editor.value() if editor else self._given.get(self.shape.day_field or "")
        return str(value)[:10] if value else None

    def _edited(self) -> None:
        self._refused = {}
        self._check.start()
        self.changed.emit()

    def _kind_edited(self) -> None:
        self._mark_needed()

    def _build(self) -> None:
        """Lay out the sections; a designed form does it its own way."""
        for title, fields in self._sections():
            self.parts.append((title, self._section(title, fields)))
            self._column.addWidget(self.parts[-1][1])
        self._column.addStretch(1)

    def _editor(self, field: Field, parent: QWidget) -> FieldEditor:
        return self._adopt(editor_for(field, self._setting, parent=parent))

    def _adopt(self, editor: FieldEditor) -> FieldEditor:
        editor.changed.connect(self._edited)
        editor.left.connect(self._check.start)
        if editor.field.name == self.shape.kind_field:
            editor.changed.connect(self._kind_edited)
        self.editors[editor.field.name] = editor
        return editor

    def _sections(self) -> list[tuple[str, list[Field]]]:
        sections: dict[str, list[Field]] = {}
        internal: list[Field] = []
        for field in self._fields:
            (internal if field.internal else sections.setdefault(field.section, [])).append(field)
        return [*sections.items(), *([(INTERNAL, internal)] if internal else [])]

    def _section(self, title: str, fields: list[Field]) -> QFrame:
        frame, column = card()
        if title == INTERNAL:
            column.addLayout(row(Picture("eye-off", "warn"), label(title, role="strong", tone="warn"), 0))
        elif title:
            column.addWidget(label(title, role="heading"))
        frame.setAccessibleName(title or self.shape.title)
        column.addLayout(self._grid([self._editor(field, frame) for field in fields]))
        return frame

    def _grid(self, editors: list[FieldEditor]) -> QGridLayout:
        grid = QGridLayout()
        fill_grid(grid, editors, self._size, self.spans)
        self._grids.append((grid, editors))
        return grid

    def _lay_out(self) -> None:
        for grid, editors in self._grids:
            for editor in editors:
                grid.removeWidget(editor)
            fill_grid(grid, editors, self._size, self.spans)


def reveal(widget: QWidget) -> None:
    """Scroll every area around `widget` so far that it can be seen."""
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget, 0, 60)
        above = above.parentWidget()

