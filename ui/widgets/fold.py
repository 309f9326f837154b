"""A card of a form that keeps its fields behind one button while nobody needs them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.fields.base import FieldEditor, is_empty
from ui.widgets.parts import button, label, row


class Fold(QFrame):
    """Open while it is needed, something in it is filled, or the person opened it; `body` takes what it holds."""

    def __init__(self, title: str, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self.setAccessibleName(title)
        self.editors: Sequence[FieldEditor] = ()
        self._wanted = self._needed = False
        self._hint = label(hint, role="small", tone="muted")
        self._switch = button("展开", self._turn, kind="link")
        self._holder = QWidget()
        self.body = QVBoxLayout(self._holder)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(10)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 12, 20, 14)
        column.setSpacing(8)
        column.addLayout(row(label(title, role="heading"), self._hint, 0, self._switch))
        column.addWidget(self._holder)
        self._name = title
        self.need(False)

    def need(self, needed: bool) -> None:
        """Say whether this record asks for the card; what is filled in stays in sight in any case."""
        self._needed = needed
        filled = any(not is_empty(e.value()) and e.value() is not False for e in self.editors)
        is_open = needed or filled or self._wanted
        self._holder.setVisible(is_open)
        self._hint.setVisible(not is_open)
        self._switch.setVisible(not needed and not filled)
        text = "收起" if is_open else "展开"
        self._switch.setText(text)
        self._switch.setAccessibleName(f"{self._name}: {text}")

    def open(self) -> None:
        """Open for good: something in it is to be seen."""
        self._wanted = True
        self.need(self._needed)

    def fold(self) -> None:
        """Go back to what the record asks for."""
        self._wanted = False
        self.need(self._needed)

    def _turn(self) -> None:
        self._wanted = not self._wanted
        self.need(self._needed)
        if self._wanted and self.editors:
            self.editors[0].take_focus()
