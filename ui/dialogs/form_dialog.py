"""A short form in a dialog of its own: what happened to the paper, the next step of a course, a person who is missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from cadreapp.kernel.errors import AppError
from cadreapp.kernel.shape import Shape
from ui.fields.composing import is_composing
from ui.fields.setting import Setting
from ui.widgets.notice import Notice
from ui.widgets.parts import button, label, row, scrolling
from ui.widgets.record_form import RecordForm

WIDTH, HEIGHT = 680, 560


class Plain(QDialog):
    """A dialog with a heading, a line of explanation, a notice and its buttons; Enter in a composition submits nothing."""

    def __init__(self, title: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        # What was typed into it goes with it.
        self.finished.connect(self.deleteLater)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(24, 20, 24, 20)
        self.column.setSpacing(12)
        self.column.addWidget(label(title, role="heading"))
        if text:
            self.column.addWidget(label(text, tone="muted", wrap=True))
        self.notice = Notice(self)
        self.column.addWidget(self.notice)

    def finish(self, ok: str, *, kind: str = "primary") -> None:
        """Add the row of buttons at the foot."""
        self.ok = button(ok, self.submit, kind=kind)
        self.cancel = button("取消", self.reject)
        self.column.addLayout(row(0, self.cancel, self.ok))

    def submit(self) -> None:
        """Take what was filled in."""
        self.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if is_composing(self.focusWidget()):
                return
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.submit()
                return
        super().keyPressEvent(event)


class FormDialog(Plain):
    """Asks for some fields of `shape`. `given` carries the values; the caller closes it when the core has taken them.

    `must` names fields without which the dialog does not submit.
    """

    given = Signal(object)

    def __init__(
        self,
        title: str,
        text: str,
        shape: Shape,
        setting: Setting,
        *,
        only: Iterable[str] | None = None,
        values: Mapping[str, Any] | None = None,
        must: Iterable[str] = (),
        ok: str = "登记",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, text, parent)
        self._must = tuple(must)
        self.form = RecordForm(shape, setting, only=only, parent=self)
        self.form.set_values(values or {})
        self.column.addWidget(scrolling(self.form, title), 1)
        self.finish(ok)
        height = self.form.sizeHint().height() + 190
        self.resize(WIDTH, min(height, HEIGHT))
        first = next(iter(self.form.editors.values()), None)
        if first is not None:
            first.take_focus()

    def submit(self) -> None:
        """Hand the values over when nothing needed is missing."""
        problems = [p for p in self.form.show_all_problems() if p.path in self._must or not p.text.startswith("还缺")]
        values = self.form.values()
        missing = [n for n in self._must if values.get(n) in (None, "", []) and n not in {p.path for p in problems}]
        if problems or missing:
            path = problems[0].path if problems else missing[0]
            self.notice.say("warn", problems[0].text if problems else f"请填写{self.form.shape[path].label}")
            self.form.go_to(path)
            return
        self.notice.hide()
        self.ok.setEnabled(False)
        self.given.emit({name: values.get(name) for name in self.form.editors})

    def refuse(self, error: AppError) -> None:
        """Show why the core did not take it, beside the field where there is one."""
        self.ok.setEnabled(True)
        self.notice.refuse(error)
        if error.field:
            self.form.refuse(error.field, error.message())

    def done_with(self, _result: Any = None) -> None:
        """Close after the core took it."""
        self.accept()
