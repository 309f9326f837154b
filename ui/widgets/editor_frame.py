"""What stands around a form: its title, whether it is kept, what is missing, the buttons, and the room it scrolls in."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from cadreapp.kernel.shape import Problem
from ui.widgets.missing_bar import MissingBar
from ui.widgets.notice import Notice
from ui.widgets.parts import button, label, row, scrolling, tool
from ui.widgets.record_form import RecordForm
from ui.work import words


class EditorFrame(QWidget):
    """Holds `form`. A `document` can be sealed and says what it lacks; anything else is only saved."""

    def __init__(self, form: RecordForm, *, document: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = form
        self.title = label("", role="heading")
        self.title.setMinimumWidth(60)
        self.state = label("", role="small", tone="muted")
        self.back = tool("chevron-left", "返回 (Esc)")
        self.save_button = button("保存", icon="save", kind="" if document else "primary")
        self.save_button.setToolTip("Ctrl+S")
        self.seal_button = button("定稿", kind="primary")
        self.seal_button.setVisible(document)
        self.missing = MissingBar(self)
        self.missing.setVisible(document)
        self.notice = Notice(self)
        self.draft_bar = DraftBar(self)
        self.area = scrolling(form, "表单")
        self.head = QHBoxLayout()
        self.head.setSpacing(8)
        for part in (self.back, self.title, self.state):
            self.head.addWidget(part)
        self.head.addStretch(1)
        for part in (self.save_button, self.seal_button):
            self.head.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 12, 20, 0)
        column.setSpacing(8)
        column.addLayout(self.head)
        for part in (self.missing, self.notice, self.draft_bar):
            column.addWidget(part)
        column.addWidget(self.area, 1)
        form.completeness.connect(self._complete)
        self.missing.wanted.connect(form.go_to)

    def say_saved(self, tone: str, text: str) -> None:
        """Say beside the title whether what is typed is kept."""
        self.state.setProperty("tone", tone)
        self.state.style().polish(self.state)
        self.state.setText(text)

    def _complete(self, problems: tuple[Problem, ...]) -> None:
        blocking = [p for p in problems if p.blocks]
        self.missing.show_problems(blocking, [self.form.shape[p.path.split(".")[0]].label for p in blocking])


class DraftBar(QFrame):
    """Says that the editor goes on with a draft, and offers to throw it away."""

    thrown = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("notice", "info")
        self._text = label("", wrap=True)
        line = row(self._text, 0, button("不要这份草稿", self.thrown.emit, kind="link"))
        line.setContentsMargins(12, 4, 8, 4)
        self.setLayout(line)
        self.hide()

    def show_from(self, at: str) -> None:
        """Say from when the draft is; `at` is an audit time."""
        self._text.setText(f"接着写上次没有保存的内容 ({words.moment(at[:16])} 的草稿)。")
        self.show()
