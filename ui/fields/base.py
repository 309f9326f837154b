"""What every editor is: a label, a control, the problems beside it; and the promise that a value comes out as it went in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from cadreapp.kernel.shape import Field


def is_empty(value: Any) -> bool:
    """Tell whether a plain value counts as not filled in."""
    if isinstance(value, dict):
        return not any(v for k, v in value.items() if k != "id")
    return value is None or value == "" or value == []


class FieldEditor(QWidget):
    """Base of all editors. `changed` is emitted for what the person does, never for `set_value`.

    A subclass builds its control in `build`, shows a value in `show_value` and reads it in `read_value`. What was
    given is returned untouched until the person edits, so a value no control could hold exactly survives a visit.
    """

    changed = Signal()
    left = Signal()

    def __init__(self, field: Field, *, bare: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self.visited = False
        self._given: Any = None
        self._dirty = False
        self._texts: tuple[str, ...] = ()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(4)
        self.caption = Caption(field, self)
        self.caption.setVisible(not bare)
        outer.addWidget(self.caption)
        self.body = QVBoxLayout()
        self.body.setSpacing(4)
        outer.addLayout(self.body)
        self.trouble = QLabel(self)
        self.trouble.setProperty("role", "small")
        self.trouble.setProperty("tone", "warn")
        self.trouble.setWordWrap(True)
        self.trouble.hide()
        outer.addWidget(self.trouble)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(field.label)

    # The three words of a subclass

    def controls(self) -> tuple[QWidget, ...]:
        """Return the controls in tab order; the first takes the focus."""
        return ()

    def show_value(self, value: Any) -> None:
        """Show `value` without emitting `changed`."""
        self._given = value

    def read_value(self) -> Any:
        """Return what the controls hold now."""
        return self._given

    # What the outside uses

    def value(self) -> Any:
        """Return the plain value (see `kernel.shape`)."""
        return self.read_value() if self._dirty else self._given

    def set_value(self, value: Any) -> None:
        """Show `value`; it is returned unchanged until the person edits."""
        self._given, self._dirty = value, False
        self.show_value(value)

    def local_problem(self) -> str:
        """Return a sentence when what is typed cannot be read as this kind of value, else an empty string."""
        return ""

    def set_needed(self, needed: bool) -> None:
        """Mark the field as one that sealing asks for."""
        self.caption.set_needed(needed)
        for control in self.controls()[:1]:
            control.setAccessibleDescription("、".join(t for t in (self.field.help, "定稿前要填" if needed else "") if t))

    def set_problems(self, texts: Sequence[str], tone: str = "warn") -> None:
        """Show sentences beside the field; none hides the line."""
        texts = tuple(texts)
        if texts == self._texts and self.trouble.property("tone") == tone:
            return
        self._texts = texts
        self.trouble.setText("\n".join(texts))
        if self.trouble.property("tone") != tone:
            self.trouble.setProperty("tone", tone)
            self.trouble.style().polish(self.trouble)
        self.trouble.setVisible(bool(texts))

    def problems(self) -> tuple[str, ...]:
        """Return the sentences shown."""
        return self._texts

    def set_read_only(self, read_only: bool) -> None:
        """Freeze or thaw the controls; text stays selectable."""
        for control in self.controls():
            setter = getattr(control, "setReadOnly", None)
            if setter is not None:
                setter(read_only)
            else:
                control.setEnabled(not read_only)

    def take_focus(self) -> None:
        """Put the cursor into the first control."""
        for control in self.controls()[:1]:
            control.setFocus(Qt.FocusReason.OtherFocusReason)

    # What subclasses use

    def adopt(self, *controls: QWidget) -> None:
        """Name the controls for those who cannot see them and watch them being left."""
        for control in controls:
            if not control.accessibleName():
                control.setAccessibleName(self.field.label)
            if self.field.help:
                control.setToolTip(self.field.help)
                control.setAccessibleDescription(self.field.help)
            control.installEventFilter(self)

    def edited(self) -> None:
        """Record that the person changed something and tell it."""
        self._dirty = True
        self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusOut:
            self.visited = True
            self.left.emit()
        return super().eventFilter(watched, event)


class Caption(QFrame):
    """The label above a control, the mark of a needed field, the help beside it."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self.label = QLabel(field.label, self)
        self.label.setProperty("role", "small")
        self.label.setProperty("tone", "muted")
        self.mark = QLabel("＊", self)
        self.mark.setProperty("role", "small")
        self.mark.setProperty("tone", "accent")
        self.mark.setToolTip("定稿前要填")
        self.mark.hide()
        self._whole_help = field.help
        self.help = QLabel(self)
        self.help.setProperty("role", "small")
        self.help.setProperty("tone", "muted")
        self.help.setMinimumWidth(0)
        self.help.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.help.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.help.setToolTip(field.help)
        row.addWidget(self.label)
        row.addWidget(self.mark)
        row.addWidget(self.help, 1)

    def set_needed(self, needed: bool) -> None:
        """Show or hide the mark."""
        self.mark.setVisible(needed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - self.label.sizeHint().width() - 26
        self.help.setText(self.help.fontMetrics().elidedText(self._whole_help, Qt.TextElideMode.ElideRight, max(room, 0)))
