"""提纲: the questions of each outline in the unit's own words, and whose desk this is."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from cadreapp.office.rule import guides
from cadreapp.office.rule.guides import Outline, OutlineView
from ui.fields.composing import Area, Line
from ui.models.plain_rows import PlainRow
from ui.widgets.notice import Notice
from ui.widgets.parts import button, card, label, row
from ui.widgets.plain_table import PlainTable
from ui.work import words
from ui.work.desk import Desk

_NEW_FOR = ("talk:heart", "talk:remind", "talk:summons", "reminder:any")


class OutlinesTab(QWidget):
    """The list to the left, one question a line to the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._chosen: OutlineView | None = None
        self._views: dict[str, OutlineView] = {}
        self.notice = Notice(self)
        self.role = QComboBox()
        self.role.setAccessibleName("使用人的身份")
        for code, name in guides.ROLE_NAMES.items():
            self.role.addItem(name, code)
        self.role.activated.connect(lambda _row: self.set_role())
        self.table = PlainTable("提纲", (("提纲", 0), ("问题", 70), ("", 90)))
        self.table.moved.connect(lambda key: self._pick(self._views.get(key)))
        self.title = Line(self)
        self.title.setAccessibleName("提纲名称")
        self.area = Area(8, 16, parent=self)
        self.area.setAccessibleName("问题, 一行一个")
        self.save_button = button("存下", self.save, kind="primary", icon="save")
        self.new_button = button("新写一份", self.begin, icon="plus")
        self.back_button = button("恢复原样", self.put_back, icon="undo-2")
        self._lay_out()
        self._pick(None)

    def reload(self) -> None:
        """Ask for the outlines anew."""
        self._desk.ask(guides.all_outlines).then(self._show)
        self._desk.ask(guides.role).then(lambda code: self.role.setCurrentIndex(max(self.role.findData(code), 0)))

    def forget(self) -> None:
        """Drop everything shown."""
        self._views = {}
        self.table.show_rows(())
        self.notice.hide()
        self._pick(None)

    def set_role(self) -> None:
        """Keep whose desk this is."""
        ticket = self._desk.do(guides.set_role, self.role.currentData())
        ticket.then(lambda _none: self.notice.say("good", "已改。不属于这个身份的谈话类型, 新建时不再列出。")).failed(self.notice.refuse)

    def save(self) -> None:
        """Keep the unit's own wording."""
        questions = tuple(self.area.text().splitlines())
        if self._chosen is None:
            title = self.title.text()

            def write(new_id: str) -> None:
                self._write(Outline(new_id, title, _NEW_FOR, questions))

            self._desk.ask(guides.new_id).then(write)
        else:
            self._write(replace(self._chosen.outline, title=self.title.text(), questions=questions))

    def begin(self) -> None:
        """Begin an outline of the unit's own."""
        self.table.clearSelection()
        self._pick(None)
        self.title.setEnabled(True)
        self.area.setEnabled(True)
        self.save_button.setEnabled(True)
        self.title.setFocus()

    def put_back(self) -> None:
        """Take the shipped wording again, or drop what the unit wrote itself."""
        if self._chosen is not None:
            ticket = self._desk.do(guides.restore_outline, self._chosen.outline.id)
            ticket.then(lambda _none: self._said("已恢复原样。")).failed(self.notice.refuse)

    def _write(self, outline: Outline) -> None:
        ticket = self._desk.do(guides.write_outline, outline)
        ticket.then(lambda _none: self._said("已存下, 以后带出的是本单位的提纲。")).failed(self.notice.refuse)

    def _said(self, text: str) -> None:
        self.notice.say("good", text)
        self.reload()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(10)
        hint = label("支部纪检委员不函询、不诫勉: 不属于自己的不列出。", tone="muted", role="small")
        column.addLayout(row(label("使用人的身份"), self.role, hint, 0))
        column.addWidget(self.notice)
        across = QHBoxLayout()
        across.setSpacing(12)
        frame, inside = card(spacing=6)
        inside.setContentsMargins(16, 10, 1, 4)
        head = row(label("提纲", role="heading"), 0, self.new_button)
        head.setContentsMargins(0, 0, 12, 0)
        inside.addLayout(head)
        inside.addWidget(self.table)
        across.addWidget(frame, 2)
        frame, inside = card(spacing=8)
        inside.addWidget(self.title)
        inside.addWidget(self.area)
        inside.addWidget(label("一行一个问题; 只写问题, 不写答案。不随记录打印。", tone="muted", role="small", wrap=True))
        inside.addLayout(row(self.save_button, self.back_button, 0))
        inside.addStretch(1)
        across.addWidget(frame, 3)
        column.addLayout(across, 1)

    def _show(self, found: list[OutlineView]) -> None:
        self._views = {view.outline.id: view for view in found}
        self.table.show_rows([_row(view) for view in found])

    def _pick(self, view: OutlineView | None) -> None:
        self._chosen = view
        self.title.setText(view.outline.title if view else "")
        self.title.setCursorPosition(0)
        self.area.set_text("\n".join(view.outline.questions) if view else "")
        for part in (self.title, self.area, self.save_button):
            part.setEnabled(view is not None)
        self.back_button.setEnabled(bool(view and view.own))
        self.back_button.setText(" 恢复原样" if view is None or view.shipped else " 去掉这一份")


def _row(view: OutlineView) -> PlainRow:
    name = f"按方面: {view.outline.title}" if view.outline.subject else view.outline.title
    own = f"本单位 {words.day(view.since)}" if view.own else ""
    return PlainRow(view.outline.id, (name, str(len(view.outline.questions)), own), ("text", "muted", "accent"))
