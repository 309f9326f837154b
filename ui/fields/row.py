"""One row of an entry type: its editors, its place among the others, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from cadreapp.kernel.shape import Field, Kind, Values
from ui import theme
from ui.fields.base import FieldEditor, is_empty
from ui.fields.choice import RADIO_LETTERS, RADIO_MOST
from ui.fields.setting import Setting

Maker = Callable[..., FieldEditor]
WEIGHT = {
    Kind.WHO: 7, Kind.TEXT: 6, Kind.LINE: 4, Kind.REF: 4, Kind.DAY: 3, Kind.MOMENT: 5, Kind.CHOICE: 3,
    Kind.NUMBER: 2, Kind.FLAG: 2, Kind.CHOICES: 6, Kind.ENTRIES: 12,
}  # fmt: skip
WIDE = (Kind.TEXT, Kind.ENTRIES, Kind.CHOICES)
ELASTIC = (Kind.LINE, Kind.REF, Kind.WHO)
SHORT = ("name", "month")
"""Forms of a LINE that need no more room than a day."""
TWELVE = 12
NARROW, WIDE_PX = 560, 820
SHARES: dict[int, dict[Kind, int]] = {
    3: {Kind.LINE: 6, Kind.REF: 6, Kind.WHO: 6, Kind.CHOICE: 4, Kind.DAY: 4, Kind.MOMENT: 4, Kind.NUMBER: 3, Kind.FLAG: 4},
    2: {Kind.LINE: 6, Kind.REF: 6, Kind.WHO: 12, Kind.CHOICE: 6, Kind.DAY: 6, Kind.MOMENT: 6, Kind.NUMBER: 4, Kind.FLAG: 6},
}


class Row(QFrame):
    """One row: its editors in a line or in a small card, and the three things that can be done with it."""

    changed = Signal()
    left = Signal()
    wants_add = Signal()
    wants_move = Signal(int)
    wants_removal = Signal()

    def __init__(
        self, fields: Sequence[Field], setting: Setting, make: Maker, *, grid: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._kept: Values = {}
        self._grid = grid
        self._size = 2
        self._cells: QGridLayout | None = None
        self.editors = tuple(make(f, setting, bare=grid, parent=self) for f in fields)
        self.number = QLabel(self)
        self.number.setProperty("tone", "muted")
        self.number.setProperty("role", "small")
        self.number.setFixedWidth(22)
        self.up = self._tool("chevron-up", "上移 (Alt+↑)", lambda: self.wants_move.emit(-1))
        self.down = self._tool("chevron-down", "下移 (Alt+↓)", lambda: self.wants_move.emit(1))
        self.remove = self._tool("x", "删去 (Ctrl+Shift+Delete)", self.wants_removal.emit)
        for editor in self.editors:
            editor.changed.connect(self.changed)
            editor.left.connect(self.left)
        if grid:
            self._lay_line()
        else:
            self._lay_card()
        self._dress()

    def controls(self) -> tuple[QWidget, ...]:
        """Return every control in tab order."""
        return (*(c for e in self.editors for c in e.controls()), self.up, self.down, self.remove)

    def editor(self, name: str) -> FieldEditor | None:
        """Return the editor of the field `name`."""
        return next((e for e in self.editors if e.field.name == name), None)

    def values(self) -> Values:
        """Return the row's values, with its id and whatever else came with it."""
        got = dict(self._kept)
        for editor in self.editors:
            value = editor.value()
            if editor.field.name in self._kept or not is_empty(value):
                got[editor.field.name] = value
        return got

    def set_values(self, values: Values) -> None:
        """Show `values`; unknown keys are kept."""
        self._kept = dict(values)
        for editor in self.editors:
            editor.set_value(values.get(editor.field.name))

    def take_id(self, key: str) -> None:
        """Remember the id the store knows this row by."""
        self._kept["id"] = key

    def set_read_only(self, read_only: bool) -> None:
        """Freeze or thaw the row."""
        for editor in self.editors:
            editor.set_read_only(read_only)
        for tool in (self.up, self.down, self.remove):
            tool.setVisible(not read_only)

    def set_number(self, number: int, count: int, label: str) -> None:
        """Tell the row its place, for eyes and for screen readers."""
        self.number.setText(f"{number}.")
        self.up.setEnabled(number > 1)
        self.down.setEnabled(number < count)
        for tool, name in ((self.up, "上移"), (self.down, "下移"), (self.remove, "删去")):
            tool.setAccessibleName(f"{label} 第{number}条: {name}")
        for editor in self.editors:
            for control in editor.controls():
                first = control.accessibleName().split(" 第")[0]
                control.setAccessibleName(f"{first} 第{number}条")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if ctrl and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.wants_add.emit()
        elif ctrl and event.modifiers() & Qt.KeyboardModifier.ShiftModifier and event.key() == Qt.Key.Key_Delete:
            self.wants_removal.emit()
        elif event.modifiers() & Qt.KeyboardModifier.AltModifier and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.wants_move.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        size = size_class(event.size().width())
        if self._cells is not None and size != self._size:
            self._size = size
            for editor in self.editors:
                self._cells.removeWidget(editor)
            fill_grid(self._cells, self.editors, size)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.PaletteChange and hasattr(self, "remove"):
            self._dress()
        super().changeEvent(event)

    def _lay_line(self) -> None:
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        line.addWidget(self.number, 0, Qt.AlignmentFlag.AlignTop)
        self.number.setContentsMargins(0, 9, 0, 0)
        for editor in self.editors:
            editor.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            line.addWidget(editor, WEIGHT[editor.field.kind], Qt.AlignmentFlag.AlignTop)
        for tool in (self.up, self.down, self.remove):
            line.addWidget(tool, 0, Qt.AlignmentFlag.AlignTop)

    def _lay_card(self) -> None:
        self.setProperty("sunken", True)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(10, 8, 6, 10)
        outer.setSpacing(6)
        outer.addWidget(self.number, 0, Qt.AlignmentFlag.AlignTop)
        self._cells = QGridLayout()
        fill_grid(self._cells, self.editors, self._size)
        outer.addLayout(self._cells, 1)
        outer.addLayout(self._tool_column())

    def _tool_column(self) -> QVBoxLayout:
        tools = QVBoxLayout()
        tools.setSpacing(0)
        for tool in (self.up, self.down, self.remove):
            tools.addWidget(tool)
        tools.addStretch(1)
        return tools

    def _tool(self, icon: str, tip: str, do: Callable[[], object]) -> QToolButton:
        made = QToolButton(self)
        made.setProperty("icon_name", icon)
        made.setToolTip(tip)
        made.setIconSize(QSize(16, 16))
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        made.clicked.connect(lambda: do())
        return made

    def _dress(self) -> None:
        for tool in (self.up, self.down, self.remove):
            tool.setIcon(theme.icon(str(tool.property("icon_name")), "muted"))


class Heads(QWidget):
    """The column heads over rows that are lines."""

    def __init__(self, fields: Sequence[Field], parent: QWidget) -> None:
        super().__init__(parent)
        line = QHBoxLayout(self)
        line.setContentsMargins(28, 0, 96, 0)
        line.setSpacing(6)
        for field in fields:
            head = QLabel("" if field.kind is Kind.FLAG else field.label, self)
            head.setProperty("role", "small")
            head.setProperty("tone", "muted")
            head.setToolTip(field.help)
            head.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            line.addWidget(head, WEIGHT[field.kind])


def fill_grid(
    grid: QGridLayout, editors: Sequence[FieldEditor], size: int = 2, spans: Mapping[str, int] | None = None
) -> None:
    """Lay editors out in twelfths of the width, line after line; `size` as from `size_class`, `spans` for a wide form."""
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(12)
    fields = [editor.field for editor in editors]
    places = iter(editors)
    for line, widths in enumerate(lines_of(fields, size, spans)):
        column = 0
        for span in widths:
            grid.addWidget(next(places), line, column, 1, span, Qt.AlignmentFlag.AlignTop)
            column += span
    for number in range(TWELVE):
        grid.setColumnStretch(number, 1)
        # Twelve columns keep their width also where no editor ends.
        grid.setColumnMinimumWidth(number, 1)


def lines_of(fields: Sequence[Field], size: int, spans: Mapping[str, int] | None = None) -> list[list[int]]:
    """Return how many twelfths each field takes, line after line.

    What several fields leave of a line goes to the last of them that holds words, so that the lines end below each other.
    """
    lines: list[list[Field]] = []
    taken: list[list[int]] = []
    for field in fields:
        span = (min((spans or {}).get(field.name, 0), TWELVE) if size == 3 else 0) or share(field, size)
        if not lines or sum(taken[-1]) + span > TWELVE:
            lines.append([])
            taken.append([])
        lines[-1].append(field)
        taken[-1].append(span)
    for line, widths in zip(lines, taken, strict=True):
        elastic = [place for place, field in enumerate(line) if field.kind in ELASTIC and field.form not in SHORT]
        if len(line) > 1 and elastic:
            widths[elastic[-1]] += TWELVE - sum(widths)
    return taken


def size_class(width: int) -> int:
    """Return 1, 2 or 3 for a narrow, middling or wide place of `width` logical pixels."""
    return 1 if width < NARROW else 2 if width < WIDE_PX else 3


def share(field: Field, size: int) -> int:
    """Return how many twelfths of a line a field takes."""
    if size == 1 or field.kind in WIDE:
        return TWELVE
    if field.kind is Kind.CHOICE:
        letters = sum(len(c.label) + 2 for c in field.choices)
        long = letters > RADIO_LETTERS or len(field.choices) > RADIO_MOST
        return SHARES[size][Kind.LINE] if not long and letters > 16 else SHARES[size][Kind.CHOICE]
    if field.form in SHORT:
        return SHARES[size][Kind.DAY]
    return SHARES[size][field.kind]
