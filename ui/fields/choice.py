"""Editors of CHOICE, CHOICES and FLAG."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QStandardItemModel, QWheelEvent
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QComboBox, QListView, QRadioButton, QWidget

from cadreapp.kernel.shape import Choice, Field
from ui.fields.base import FieldEditor
from ui.fields.flow import Flow
from ui.fields.radio import Radio

RADIO_MOST = 4
RADIO_LETTERS = 28
"""More letters than this do not fit beside each other in half a form."""
BESIDE_PX = 22


class ChoiceEditor(FieldEditor):
    """One of the choices: radio buttons for a few short ones, a list for more."""

    def __init__(self, field: Field, *, bare: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(field, bare=bare, parent=parent)
        letters = sum(len(c.label) + 2 for c in field.choices)
        few = not bare and len(field.choices) <= RADIO_MOST and letters <= RADIO_LETTERS
        self.picker: _Radios | _Combo = _Radios(field, self) if few else _Combo(field, self)
        self.picker.picked = self.edited
        self.body.addWidget(self.picker)
        self.adopt(*self.picker.controls())

    def controls(self) -> tuple[QWidget, ...]:
        return self.picker.controls()

    def show_value(self, value: Any) -> None:
        self.picker.show_code(value)

    def read_value(self) -> Any:
        return self.picker.code()

    def leave_out(self, codes: Collection[str]) -> None:
        """Offer these no more; one that is chosen already stays in sight."""
        self.picker.leave_out(codes)


class _Radios(QWidget):
    """Radio buttons in a row; Delete or a second click on the chosen one takes the answer back."""

    def __init__(self, field: Field, parent: QWidget) -> None:
        super().__init__(parent)
        self.picked = lambda: None
        self._was: QRadioButton | None = None
        self._group = QButtonGroup(self)
        flow = Flow(self, gap=18)
        self._codes: dict[str, QRadioButton] = {}
        for choice in field.choices:
            button = Radio(choice.label, self)
            button.setAccessibleName(f"{field.label}: {choice.label}")
            button.clicked.connect(lambda _on, b=button: self._clicked(b))
            button.installEventFilter(self)
            self._group.addButton(button)
            self._codes[choice.code] = button
            flow.addWidget(button)

    def controls(self) -> tuple[QWidget, ...]:
        return tuple(self._codes.values())

    def show_code(self, code: Any) -> None:
        self._clear()
        button = self._codes.get(code) if isinstance(code, str) else None
        if button is not None:
            button.setChecked(True)
        self._was = button

    def code(self) -> str | None:
        return next((code for code, button in self._codes.items() if button.isChecked()), None)

    def leave_out(self, codes: Collection[str]) -> None:
        for code, button in self._codes.items():
            button.setVisible(code not in codes or button.isChecked())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        pressed = event.key() if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress else None
        if pressed in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._clear()
            self._was = None
            self.picked()
            return True
        return super().eventFilter(watched, event)

    def _clicked(self, button: QRadioButton) -> None:
        if button is self._was:
            self._clear()
            self._was = None
        else:
            self._was = button
        self.picked()

    def _clear(self) -> None:
        self._group.setExclusive(False)
        for button in self._codes.values():
            button.setChecked(False)
        self._group.setExclusive(True)


class _Combo(QComboBox):
    """A list to pick from whose first line means "not answered"; the wheel scrolls the form, not the answer."""

    def __init__(self, field: Field, parent: QWidget) -> None:
        super().__init__(parent)
        self.picked = lambda: None
        self._known = field.choices
        self.addItem("未选", None)
        for choice in field.choices:
            self.addItem(choice.label, choice.code)
        self.setMaxVisibleItems(16)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.activated.connect(lambda _row: self.picked())

    def controls(self) -> tuple[QWidget, ...]:
        return (self,)

    def show_code(self, code: Any) -> None:
        while self.count() > len(self._known) + 1:
            self.removeItem(self.count() - 1)
        row = self.findData(code) if code else 0
        if row < 0:
            self.addItem(str(code), code)
            row = self.count() - 1
        self.setCurrentIndex(row)

    def code(self) -> str | None:
        data = self.currentData()
        return str(data) if data else None

    def leave_out(self, codes: Collection[str]) -> None:
        model, view = self.model(), self.view()
        for row in range(1, self.count()):
            out = self.itemData(row) in codes and row != self.currentIndex()
            if isinstance(view, QListView):
                view.setRowHidden(row, out)
            if isinstance(model, QStandardItemModel):
                model.item(row).setEnabled(not out)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.currentIndex() > 0:
            self.setCurrentIndex(0)
            self.picked()
            return
        super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class ChoicesEditor(FieldEditor):
    """Several choices at once, as checks; codes this version does not know are kept."""

    def __init__(self, field: Field, *, bare: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(field, bare=bare, parent=parent)
        holder = QWidget(self)
        self._flow = Flow(holder, gap=18)
        self._checks: dict[str, QCheckBox] = {}
        self._unknown: list[str] = []
        for choice in field.choices:
            self._add(choice)
        self.body.addWidget(holder)
        self.adopt(*self._checks.values())

    def controls(self) -> tuple[QWidget, ...]:
        return tuple(self._checks.values())

    def show_value(self, value: Any) -> None:
        codes = list(value or ())
        self._unknown = [c for c in codes if c not in self._checks]
        for code, check in self._checks.items():
            check.setChecked(code in codes)

    def read_value(self) -> Any:
        return [code for code, check in self._checks.items() if check.isChecked()] + self._unknown

    def leave_out(self, codes: Collection[str]) -> None:
        """Offer these no more; what is ticked already stays in sight."""
        for code, check in self._checks.items():
            check.setVisible(code not in codes or check.isChecked())

    def _add(self, choice: Choice) -> None:
        check = QCheckBox(choice.label, self)
        check.setAccessibleName(f"{self.field.label}: {choice.label}")
        check.clicked.connect(lambda _on: self.edited())
        self._checks[choice.code] = check
        self._flow.addWidget(check)


class FlagEditor(FieldEditor):
    """Yes or no; not answered until it is clicked."""

    def __init__(self, field: Field, *, bare: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(field, bare=True, parent=parent)
        self.check = QCheckBox(field.label, self)
        self.check.clicked.connect(lambda _on: self.edited())
        if not bare:
            # Stands beside controls that have a label above them.
            self.body.addSpacing(BESIDE_PX)
        self.body.addWidget(self.check)
        self.adopt(self.check)

    def controls(self) -> tuple[QWidget, ...]:
        return (self.check,)

    def show_value(self, value: Any) -> None:
        self.check.setChecked(bool(value))

    def read_value(self) -> Any:
        return self.check.isChecked()
