"""Questions and answers, written at the speed of a talk: Enter goes from question to answer to the next question."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from cadreapp.kernel.shape import Field, Values
from ui import theme
from ui.fields.base import FieldEditor, is_empty
from ui.fields.composing import Area
from ui.fields.row import Maker, Row
from ui.fields.rows import RowsEditor
from ui.fields.setting import Setting

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class TurnRow(Row):
    """One question with its answer, laid out as on the paper. `wants_next(place)` is Enter in the field at `place`."""

    wants_next = Signal(int)

    def _lay_card(self) -> None:
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(8)
        self.number.setContentsMargins(0, 8, 0, 0)
        outer.addWidget(self.number, 0, Qt.AlignmentFlag.AlignTop)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        for place, (word, editor) in enumerate(zip("问答", self.editors, strict=False)):
            head = QLabel(word, self)
            head.setProperty("role", "strong")
            head.setContentsMargins(0, 7, 0, 0)
            grid.addWidget(head, place, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(editor, place, 1)
            editor.caption.hide()
            for area in self._areas(editor):
                area.set_least(1)
                area.installEventFilter(self)
                if place == 0:
                    area.setFont(theme.font(strong=True))
        grid.setColumnStretch(1, 1)
        outer.addLayout(grid, 1)
        outer.addLayout(self._tool_column())

    def writing(self) -> tuple[QWidget, ...]:
        """Return the two places one writes in."""
        return tuple(c for e in self.editors for c in e.controls())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and event.key() in _ENTER:
            plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
            if plain and isinstance(watched, Area) and not watched.composing:
                self.wants_next.emit(self.writing().index(watched))
                return True
        return super().eventFilter(watched, event)

    @staticmethod
    def _areas(editor: FieldEditor) -> tuple[Area, ...]:
        return tuple(c for c in editor.controls() if isinstance(c, Area))


class TurnsEditor(RowsEditor):
    """The turns of a talk. Enter: question → answer → next question; Shift+Enter: a new line; Enter in an empty last
    question leaves (`ended`). Ctrl+Enter and Alt+Up/Down as in any rows."""

    ended = Signal()
    row_class = TurnRow

    def __init__(self, field: Field, setting: Setting, make: Maker, *, parent: QWidget | None = None) -> None:
        super().__init__(field, setting, make, bare=True, parent=parent)
        self._grid = False
        self._box.setSpacing(14)
        self.add_button.setText("加一问")
        self.add_button.setToolTip("答完按 Enter, 或 Ctrl+Enter")

    def controls(self) -> tuple[QWidget, ...]:
        # All that is written in first: Tab goes question, answer, question; the buttons of the rows come after.
        writing = tuple(c for row in self._rows if isinstance(row, TurnRow) for c in row.writing())
        tools = tuple(t for row in self._rows for t in (row.up, row.down, row.remove))
        return (*writing, *tools, self.add_button)

    def _insert(self, at: int, values: Values) -> Row:
        row = super()._insert(at, values)
        assert isinstance(row, TurnRow)
        row.wants_next.connect(lambda place: self._next(row, place))
        return row

    def _next(self, row: Row, place: int) -> None:
        at = self._rows.index(row)
        if place == 0 and is_empty(row.values()) and at == len(self._rows) - 1:
            self.ended.emit()
        elif place == 0:
            row.editors[1].take_focus()
        elif at + 1 < len(self._rows):
            self._rows[at + 1].editors[0].take_focus()
        else:
            self.add_row()
