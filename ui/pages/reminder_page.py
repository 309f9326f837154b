"""The page of reminders (约谈): the course with what each step needs, over the form and beside the record."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from cadreapp.kernel.clock import Clock, today
from cadreapp.kernel.shape import Choice, Family, Field, Kind, Shape, Values
from cadreapp.office import reading
from cadreapp.office.rule import guides_course
from cadreapp.office.rule.guides_course import Course
from ui.dialogs.form_dialog import FormDialog
from ui.pages.record_page import RecordPage
from ui.pages.record_page_editor import RecordEditor
from ui.pages.talk_form import Column
from ui.widgets.course_line import CourseLine, points_ahead
from ui.widgets.parts import button
from ui.widgets.record_form import RecordForm
from ui.widgets.timeline import points_of
from ui.work.desk import Desk

_DAYS = (Choice("day", "自然日"), Choice("workday", "工作日"))


class ReminderEditor(RecordEditor):
    """Says over the form what to do now and what is still wanted for it."""

    def __init__(self, desk: Desk, clock: Clock, form: RecordForm, parent: QWidget | None = None) -> None:
        super().__init__(desk, clock, form, parent)
        self._asked = 0
        self.course = CourseLine(self.shape)
        self.area.takeWidget()
        self.area.setWidget(Column(self.course, form))
        form.completeness.connect(self._follow)

    def forget(self) -> None:
        super().forget()
        self._asked += 1
        self.course.show_course(None)

    def _follow(self) -> None:
        values: Values = self.form.values()
        if not values.get("kind"):
            self.course.hide()
            return
        self._asked += 1
        number = self._asked
        ticket = self.desk.ask(guides_course.reminder_course, values, today(self.keeper.clock))
        ticket.then(lambda found: self.course.show_course(found) if number == self._asked else None)


class ReminderPage(RecordPage):
    """Its reader shows the steps ahead as this unit runs them."""

    def __init__(self, desk: Desk, clock: Clock, shape: Shape, parent: QWidget | None = None) -> None:
        super().__init__(desk, clock, shape, parent)
        self.way_button = button("步骤设置", self.ask_way)
        self.way_button.setToolTip("本单位不用的步骤; 到期前按工作日还是自然日提醒")
        self.pane.head.insertWidget(self.pane.head.indexOf(self.pane.new_button), self.way_button)

    def ask_way(self) -> None:
        """Ask how this unit runs a reminder, beginning with what it has."""
        self.desk.ask(guides_course.way).then(self.open_way)

    def open_way(self, way: tuple[tuple[str, ...], bool]) -> FormDialog:
        """Let the steps without use and the days of nearness be chosen."""
        optional = tuple(c for c in self.shape.states if c.code in guides_course.OPTIONAL)
        shape = Shape("way", "约谈步骤", Family.ENTRY, (
            Field("without", "本单位不用的步骤", Kind.CHOICES, choices=optional),
            Field("days", "提前七天、三天、一天怎么数", Kind.CHOICE, choices=_DAYS),
        ))  # fmt: skip
        text = "不用的步骤会跳过, 不再提示; 要用的时候仍然可以登记。"
        values = {"without": list(way[0]), "days": "workday" if way[1] else "day"}
        dialog = FormDialog("约谈步骤和提醒", text, shape, self.setting, values=values, ok="存下", parent=self)

        def keep(given: Values) -> None:
            ticket = self.desk.do(guides_course.set_way, given.get("without") or (), workdays=given.get("days") == "workday")
            ticket.then(dialog.done_with).failed(dialog.refuse)

        dialog.given.connect(keep)
        dialog.open()
        return dialog

    def make_editor(self) -> RecordEditor:
        return ReminderEditor(self.desk, self.clock, self.make_form())

    def _read(self, view: reading.RecordView) -> None:
        super()._read(view)
        if view.state == "open":
            ticket = self.desk.ask(guides_course.reminder_course, view.values, today(self.clock))
            ticket.then(lambda found: self._show_course(view, found))

    def _show_course(self, view: reading.RecordView, found: Course) -> None:
        if self.reader.view is not view:
            return
        behind = [p for p in points_of(self.shape, view) if p.state == "done"]
        self.reader.way.show_points([*behind, *points_ahead(self.shape, found)])
