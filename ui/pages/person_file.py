"""The page of people: the register, each with the whole file as one list, and the way to bring a roster in."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from cadreapp.kernel.clock import Clock
from cadreapp.kernel.shape import Shape
from ui.dialogs.import_people import ImportPeopleDialog
from ui.pages.record_page import RecordPage
from ui.widgets.parts import button
from ui.work.desk import Desk


class PersonPage(RecordPage):
    """Adds “导入” beside “new”."""

    def __init__(self, desk: Desk, clock: Clock, shape: Shape, parent: QWidget | None = None) -> None:
        super().__init__(desk, clock, shape, parent)
        self.import_button = button("导入花名册", self.import_people, icon="upload")
        self.pane.head.insertWidget(self.pane.head.count() - 1, self.import_button)
        self.pane.nothing.say("还没有人员", "有花名册(Excel)的, 按“导入花名册”一次带进来; 也可以一个一个新建")

    def import_people(self) -> None:
        """Bring people in from a spreadsheet."""
        dialog = ImportPeopleDialog(self.desk, self.clock, self)
        dialog.open()
        dialog.choose()
