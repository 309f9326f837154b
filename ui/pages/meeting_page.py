"""The page of meetings: a form in the order of the paper record, and what the last meeting left open carried into a new one."""

from __future__ import annotations

from PySide6.QtCore import QTimer

from cadreapp.kernel.shape import Values
from cadreapp.office import meetings, reading
from ui.fields.base import is_empty
from ui.pages.meeting_form import MeetingForm
from ui.pages.record_page import RecordPage
from ui.pages.record_page_acts import judge_of
from ui.pages.record_page_editor import RecordEditor
from ui.widgets.record_form import reveal


class MeetingEditor(RecordEditor):
    """Asks once per organisation chosen, for a new meeting only; what stands there already is never replaced."""

    _asked = ""

    def _open(self, view: reading.RecordView | None, values: Values) -> None:
        # What is carried in counts as typed, so it waits until it is known whether a draft is gone on with: a record that
        # was begun with its organisation is edited then.
        self._asked = ""
        super()._open(view, values)

    def _edited(self) -> None:
        super()._edited()
        self._carry_in()

    def _carry_in(self) -> None:
        organisation = self.form.editors["organisation_id"].value()
        if self.view is not None or not organisation or organisation == self._asked:
            return
        self._asked = organisation
        before = self.form.editors["began_at"].value()
        self.desk.ask(meetings.left_open, organisation, before).then(lambda found: self._take(organisation, found))

    def _take(self, organisation: str, found: Values) -> None:
        carried = self.form.editors["carried"]
        if not found or organisation != self._asked or not is_empty(carried.value()):
            return
        for name in ("previous_id", "carried"):
            self.form.editors[name].set_value(found[name])
            self.form.editors[name].edited()
        assert isinstance(self.form, MeetingForm)
        self.form.unfold()
        # It opens above what is being typed, which must stay in sight.
        typing = self.window().focusWidget()
        if typing is not None and self.form.isAncestorOf(typing):
            QTimer.singleShot(0, typing, lambda: reveal(typing))
        count = len(found["carried"])
        self.notice.say("info", f"带出了上次会议没有办结的 {count} 项, 在“上次议定事项落实”里逐项写落实情况。")


class MeetingPage(RecordPage):
    """Its form is laid out by hand; its editor carries in what was left open."""

    def make_form(self) -> MeetingForm:
        return MeetingForm(self.shape, self.setting, judge=judge_of(self.shape))

    def make_editor(self) -> RecordEditor:
        return MeetingEditor(self.desk, self.clock, self.make_form())
