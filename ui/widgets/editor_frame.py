"""What stands around a form: its title, whether it is kept, what is missing, the buttons, and the room it scrolls in."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cadreapp.kernel.shape import Family, Problem
from ui.fields.flow import Flow
from ui.widgets.draft_bars import DraftBar, OtherDraftsBar
from ui.widgets.missing_bar import MissingBar
from ui.widgets.notice import Notice
from ui.widgets.parts import button, label, scrolling, tool
from ui.widgets.record_form import RecordForm

MANY_PARTS = 4


class EditorFrame(QWidget):
    """Holds `form`. A document can be sealed, a course closed, and both say what they lack for it; a register is only saved."""

    def __init__(self, form: RecordForm, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        document = form.shape.family is Family.DOCUMENT
        self.form = form
        self.title = label("", role="heading")
        self.title.setMinimumWidth(60)
        self.state = label("", role="small", tone="muted")
        self.back = tool("chevron-left", "返回 (Esc)")
        self.save_button = button("保存", icon="save", kind="" if document else "primary")
        self.save_button.setToolTip("Ctrl+S")
        self.seal_button = button("定稿", kind="primary")
        # Hidden or left alone: a widget that is shown before it has a parent opens as a window and takes the focus.
        if not document:
            self.seal_button.hide()
        self.missing = MissingBar("该填的都有了, 可以定稿" if document else "该填的都有了, 可以办结", self)
        self.missing.setVisible(form.shape.family is not Family.REGISTER)
        self.notice = Notice(self)
        self.draft_bar = DraftBar(self)
        self.other_bar = OtherDraftsBar(form.shape.title, self)
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
        for part in (self.missing, self.notice, self.draft_bar, self.other_bar):
            column.addWidget(part)
        self.parts = self._part_links()
        column.addWidget(self.parts)
        column.addWidget(self.area, 1)
        form.completeness.connect(self._complete)
        self.missing.wanted.connect(form.go_to)

    def say_saved(self, tone: str, text: str) -> None:
        """Say beside the title whether what is typed is kept."""
        self.state.setProperty("tone", tone)
        self.state.style().polish(self.state)
        self.state.setText(text)

    def _part_links(self) -> QWidget:
        """Return a line of links to the parts of a long form."""
        holder = QWidget(self)
        flow = Flow(holder, gap=4)
        parts = [(title, frame) for title, frame in self.form.parts if title]
        for title, frame in parts if len(parts) >= MANY_PARTS else ():
            name = title.split(" · ")[0]
            flow.addWidget(button(name, lambda frame=frame: self._go_to_part(frame), kind="link"))
        holder.setVisible(flow.count() > 0)
        return holder

    def _go_to_part(self, frame: QWidget) -> None:
        self.area.verticalScrollBar().setValue(frame.y())
        first = next((e for e in self.form.editors.values() if frame.isAncestorOf(e)), None)
        if first is not None:
            first.take_focus()

    def _complete(self, problems: tuple[Problem, ...]) -> None:
        blocking = [p for p in problems if p.blocks]
        self.missing.show_problems(blocking, [self.form.shape[p.path.split(".")[0]].label for p in blocking])
