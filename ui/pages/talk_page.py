"""The page of talks: the list and reader of any type, and an editor made for writing while someone speaks."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from cadreapp.kernel.clock import Clock, civil
from cadreapp.kernel.shape import Shape, Values
from cadreapp.office import reading
from cadreapp.office.rule import guides_oral
from ui.dialogs.form_dialog import FormDialog
from ui.fields.base import is_empty
from ui.pages.record_page import RecordPage
from ui.pages.record_page_acts import judge_of
from ui.pages.record_page_editor import RecordEditor
from ui.pages.talk_form import Column, TalkForm
from ui.pages.talk_last import LastTalk
from ui.widgets.parts import button
from ui.work.desk import Desk

ORAL_FIELDS = ("person", "matter", "began_at")


class TalkEditor(RecordEditor):
    """Adds what was asked last time, the quiet mode, and a start at the present minute."""

    quieted = Signal(bool)

    def __init__(self, desk: Desk, clock: Clock, form: TalkForm, parent: QWidget | None = None) -> None:
        super().__init__(desk, clock, form, parent)
        self.quiet_button = button("谈话中", kind="flat", icon="eye-off")
        self.quiet_button.setCheckable(True)
        self.quiet_button.setToolTip("只留下谈话内容, 表头、来源和内部栏目都不显示 (F9)")
        self.quiet_button.clicked.connect(self.set_quiet)
        self.head.insertWidget(self.head.indexOf(self.save_button), self.quiet_button)
        self.last = LastTalk(desk)
        self.last.taken.connect(self._continue)
        self.area.takeWidget()
        self.area.setWidget(Column(self.last, form))

    def new_values(self) -> Values:
        """A new talk begins now; nothing of it counts as written."""
        return {"began_at": civil(self.keeper.clock).isoformat(timespec="minutes"), "style": "turns", "manner": "single"}

    def is_quiet(self) -> bool:
        """Whether only what is said is in sight."""
        return self.quiet_button.isChecked()

    def set_quiet(self, quiet: bool) -> None:
        """Show only the talk itself, or everything again."""
        self.quiet_button.setChecked(quiet)
        assert isinstance(self.form, TalkForm)
        self.form.set_quiet(quiet)
        self.last.set_quiet(quiet)
        self.guide.panel.set_quiet(quiet)
        self.other_bar.set_quiet(quiet)
        for part in (self.title, self.missing, self.seal_button, self.save_button, self.back):
            part.setVisible(not quiet)
        self.quiet_button.setText(" 退出谈话中 (F9)" if quiet else " 谈话中")
        self.notice.hide()
        if quiet:
            self.form.take_talk()
        self.quieted.emit(quiet)

    def forget(self) -> None:
        super().forget()
        self.last.forget()

    def leave(self) -> None:
        if self.is_quiet():
            self.set_quiet(False)
            return
        super().leave()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F9:
            self.set_quiet(not self.is_quiet())
            return
        super().keyPressEvent(event)

    def _open(self, view: reading.RecordView | None, values: Values) -> None:
        super()._open(view, values)
        self.set_quiet(False)
        self._look_back()

    def _edited(self) -> None:
        super()._edited()
        self._look_back()

    def _look_back(self) -> None:
        who = self.form.editors["person"].value()
        self.last.show_for(who.get("person") if isinstance(who, dict) else None, self.view.id if self.view else None)

    def _continue(self, before: reading.RecordView) -> None:
        """Take over from the last talk what does not change: that it follows it, and the matter."""
        values = {
            "previous_id": before.id,
            "round": (before.values.get("round") or 1) + 1,
            "matter": before.values.get("matter"),
            "kind": before.values.get("kind"),
        }
        for name, value in values.items():
            editor = self.form.editors[name]
            if is_empty(editor.value()):
                editor.set_value(value)
                editor.edited()


class TalkPage(RecordPage):
    """`quieted(bool)` asks the window to hide what is not the talk."""

    quieted = Signal(bool)

    def __init__(self, desk: Desk, clock: Clock, shape: Shape, parent: QWidget | None = None) -> None:
        super().__init__(desk, clock, shape, parent)
        self.oral_button = button("口头提醒", self.oral)
        self.oral_button.setToolTip("当场说一句, 只记一行")
        self.pane.head.insertWidget(self.pane.head.indexOf(self.pane.new_button), self.oral_button)

    def oral(self) -> FormDialog:
        """Ask whom, when and what, in one line; it is kept and done with."""
        values = {"began_at": civil(self.clock).isoformat(timespec="minutes")}
        text = "当场说一句的, 只记一行: 不填登记表、不签字、不计入四种形态。同一件事说第二次, 就正式做一次提醒谈话。"
        dialog = FormDialog(
            "口头提醒", text, self.shape, self.setting, only=ORAL_FIELDS, values=values, must=ORAL_FIELDS, ok="记下", parent=self
        )

        def keep(given: Values) -> None:
            ticket = self.desk.do(guides_oral.put_down, given)
            ticket.then(dialog.done_with).then(lambda _none: self.model.reload()).failed(dialog.refuse)

        dialog.given.connect(keep)
        dialog.open()
        return dialog

    def make_form(self) -> TalkForm:
        return TalkForm(self.shape, self.setting, judge=judge_of(self.shape))

    def make_editor(self) -> RecordEditor:
        editor = TalkEditor(self.desk, self.clock, self.make_form())
        editor.quieted.connect(self.quieted)
        return editor

    def _show_editor(self) -> None:
        super()._show_editor()
        form = self.editor.form
        if isinstance(form, TalkForm):
            form.take_first()
