"""Reading a record: what it says, what hangs together with it, what happened to it, and the buttons its state allows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from cadreapp.kernel.shape import Family, Shape
from cadreapp.office import reading, recall
from cadreapp.office.papers import letters
from cadreapp.office.rule import guides_roles
from ui.dialogs.history import HistoryDialog, said
from ui.fields.flow import Flow
from ui.models.record_table import TONES
from ui.widgets.notice import Notice
from ui.widgets.parts import button, label, row, scrolling
from ui.widgets.record_view import LinesView, ValuesView, clear
from ui.widgets.timeline import Timeline, points_of
from ui.work import words
from ui.work.desk import Desk

SHOWN = 8


@dataclass(frozen=True)
class Act:
    """A button: the officer's fixed word, the signal's code, how it looks."""

    code: str
    word: str
    kind: str = ""
    icon: str = ""


MORE = "more"
"""The kind of a button that waits in the menu “更多”."""

EDIT, SEAL = Act("edit", "接着写", "primary", "pencil"), Act("seal", "定稿")
BIN, PLAIN = Act("remove", "移入回收站", MORE), Act("print", "打印", "", "printer")
ACTS: dict[tuple[Family, str], tuple[Act, ...]] = {
    (Family.DOCUMENT, "draft"): (EDIT, SEAL, Act("print", "预览", "", "printer"), BIN),
    (Family.DOCUMENT, "sealed"): (
        Act("print", "打印签字件", "primary", "printer"), Act("signed", "登记签字"), Act("archived", "归档"),
        Act("amend", "更正"), Act("partly", "登记部分签", MORE), Act("refused", "登记拒签", MORE),
        Act("recalled", "收回作废", MORE), Act("withdraw", "作废", MORE),
    ),
    (Family.DOCUMENT, "withdrawn"): (PLAIN, Act("recalled", "收回作废", MORE)),
    (Family.REGISTER, "current"): (Act("edit", "修改", "primary", "pencil"), PLAIN, BIN),
    (Family.COURSE, "open"): (Act("step", "登记进展", "primary"), Act("edit", "修改", "", "pencil"), PLAIN, BIN),
    (Family.COURSE, "closed"): (Act("step", "再登记一条"), PLAIN),
}  # fmt: skip
RESTORE = (Act("restore", "恢复", "primary", "undo-2"),)
AMENDING = (Act("edit", "接着写更正稿", "primary", "pencil"), Act("seal", "更正稿定稿"), Act("drop", "放弃更正", "flat"))


def acts_for(family: Family, view: reading.RecordView) -> tuple[Act, ...]:
    """Return the buttons for a record in its present state; what came from another unit is only read and printed."""
    if not view.ours:
        return (PLAIN,)
    if view.state == "binned":
        return RESTORE
    acts = (*ACTS.get((family, view.state), ()), *further(view))
    if view.amendment is not None:
        return (*AMENDING, *(a for a in acts if a.code in ("print", "signed", "partly", "refused", "archived")))
    return acts


NUMBERED = ("letter", "talk")
"""Types whose drafts may be given a file number before they are sealed."""


def further(view: reading.RecordView) -> tuple[Act, ...]:
    """Return what the menu offers besides: a number for a draft that has none, letters begun from the record."""
    numbered = view.type in NUMBERED and view.state == "draft" and not view.values.get("number")
    began = letters.offered(view.type) if view.state in ("sealed", "open") else ()
    return (*((Act("number", "编号", MORE),) if numbered else ()),
            *(Act(f"letter:{choice.code}", f"起草{choice.label}", MORE) for choice in began))


class RecordReader(QWidget):
    """Shows one record. `wanted(code)` carries the button pressed, `wants_record(id)` a link followed."""

    wanted = Signal(str)
    wants_record = Signal(str)

    def __init__(self, desk: Desk, shape: Shape, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self.shape = desk, shape
        self.view: reading.RecordView | None = None
        self._number = 0
        self.title = label("", role="heading", wrap=True)
        self.state = label("", role="small")
        self.notice = Notice(self)
        self._flow_holder = QWidget(self)
        self._flow = Flow(self._flow_holder, gap=8, line_gap=8)
        self.buttons: dict[str, QPushButton] = {}
        self.more: dict[str, QAction] = {}
        self.way = Timeline("走到哪一步")
        self.values = ValuesView(shape, without=("steps", "paper"))
        self.file = LinesView("个人全部记录", "还没有记录提到这个人")
        self.links = LinesView("相关记录", "没有和别的记录相连")
        self.history = LinesView("使用记录", "")
        for part in (self.values, self.file, self.links):
            part.wants_record.connect(self.wants_record)
        self._lay_out()

    def show_record(self, view: reading.RecordView) -> None:
        """Show `view` and ask for its history."""
        self._number += 1
        self.view = view
        self.title.setText(view.title)
        self.state.setText(self._state_text(view))
        self.state.setProperty("tone", TONES.get(view.state, "muted"))
        self.state.style().polish(self.state)
        self._show_acts(acts_for(self.shape.family, view))
        self._show_notice(view)
        self.way.show_points(points_of(self.shape, view))
        self.values.show_record(view)
        self._show_links(view)
        self.area.verticalScrollBar().setValue(0)
        self.desk.ask(reading.history, view.id).then(self._mine(self._show_history))
        self._ask_owed(view)
        if any(code.startswith("letter:") for code in self.more):
            self.desk.ask(guides_roles.left_out, "letter").then(self._mine(self._leave_out_letters))
        self.file.setVisible(self.shape.name == "person")
        self.links.setVisible(self.shape.name != "person")
        if self.shape.name == "person":
            self.desk.ask(reading.person_file, view.id).then(self._mine(self._show_file))

    def clear(self) -> None:
        """Show nothing: the store is being locked, or nothing is chosen."""
        self._number += 1
        self.view = None
        self.title.setText("")
        self.state.setText("")
        self._show_acts(())
        self.values.clear()
        self.way.show_points([])
        for part in (self.links, self.history, self.file):
            part.show_lines([])

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(20, 14, 20, 10)
        head.setSpacing(8)
        first = QHBoxLayout()
        first.addWidget(self.title, 1)
        first.addWidget(self.state)
        head.addLayout(first)
        head.addWidget(self._flow_holder)
        head.addWidget(self.notice)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(20, 0, 20, 20)
        column.setSpacing(12)
        for part in (self.way, self.values, self.file, self.links, self.history):
            column.addWidget(part)
        self.all_history = button("全部使用记录和改动…", self._open_history, kind="link")
        column.addLayout(row(self.all_history, 0))
        column.addStretch(1)
        self.area = scrolling(inner, "记录内容")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(head)
        outer.addWidget(self.area, 1)

    def _mine(self, take: Callable[[Any], None]) -> Callable[[Any], None]:
        number = self._number
        return lambda answer: take(answer) if number == self._number else None

    def _show_acts(self, acts: tuple[Act, ...]) -> None:
        clear(self._flow)
        self.buttons = {}
        self.more = {}
        for act in acts:
            if act.kind != MORE:
                made = button(act.word, self._press(act.code), kind=act.kind, icon=act.icon)
                self._flow.addWidget(made)
                self.buttons[act.code] = made
        if any(act.kind == MORE for act in acts):
            self._flow.addWidget(self._menu([act for act in acts if act.kind == MORE]))
        self._flow_holder.setVisible(bool(acts))

    def _menu(self, acts: list[Act]) -> QPushButton:
        holder = button("更多…", kind="flat")
        menu = QMenu(holder)
        for act in acts:
            self.more[act.code] = menu.addAction(act.word, self._press(act.code))
        holder.clicked.connect(lambda: menu.popup(holder.mapToGlobal(holder.rect().bottomLeft())))
        return holder

    def _leave_out_letters(self, found: Sequence[guides_roles.Reserved]) -> None:
        """Put one line that says why in the place of the letters that are another desk's to send."""
        out = [act for one in found for code in one.codes if (act := self.more.get(f"letter:{code}")) is not None]
        for act in out:
            act.setVisible(act is out[0])
        if out:
            out[0].setText("、".join(act.text() for act in out) + ": " + found[0].text)
            out[0].setEnabled(False)

    def _press(self, code: str) -> Callable[[], None]:
        return lambda: self.wanted.emit(code)

    def _show_notice(self, view: reading.RecordView) -> None:
        self.notice.hide()
        if view.state == "withdrawn":
            self.notice.say("bad", f"已作废: {view.withdrawn_for or ''}")
        elif view.amendment is not None:
            self.notice.say("info", f"正在更正; 第 {view.edition} 版在更正稿定稿以前仍然有效。")
        elif view.state == "draft" and view.problems:
            names = list(dict.fromkeys(self.shape[p.path.split(".")[0]].label for p in view.problems))
            more = f" 等 {len(names)} 项" if len(names) > 4 else ""
            self.notice.say("info", f"还缺 {'、'.join(names[:4])}{more}, 定稿前补上即可。")

    def _ask_owed(self, view: reading.RecordView) -> None:
        """Say what of the paper has to come back, under whatever else is said."""
        said, tone = self.notice.text, "bad" if view.state == "withdrawn" else "warn"

        def told(papers: list[object]) -> None:
            if papers:
                self.notice.say(tone, "\n".join([*([said] if said else []), *(f"请收回旧件作废: {paper}。" for paper in papers)]))

        if view.ours and self.shape.family is Family.DOCUMENT:
            self.desk.ask(recall.owed, view.id).then(self._mine(told))

    def _state_text(self, view: reading.RecordView) -> str:
        edition = f" · 第 {view.edition} 版" if view.edition > 1 else ""
        late = " · 补录" if view.values.get("late_reason") else ""
        sent = " · 已报上级" if view.sent else ""
        return f"{view.state_label}{edition}{late}{sent}"

    def _open_history(self) -> None:
        if self.view is not None:
            HistoryDialog(self.desk, self.shape, self.view, self).open()

    def _show_links(self, view: reading.RecordView) -> None:
        lines = []
        for link in view.links_from:
            field = self.shape.by_name.get(link.path.split(".")[0])
            if link.line is not None:
                lines.append((field.label if field else "", link.line.title, words.day(link.line.day), link.id))
        seen = {link.id for link in view.links_from}
        for link in view.links_to:
            if link.line is not None and link.id not in seen:
                seen.add(link.id)
                lines.append(("提到本记录的", link.line.title, words.day(link.line.day), link.id))
        self.links.show_lines(lines)

    def _show_file(self, links: list[reading.Link]) -> None:
        titles = {s.name: s.title for s in reading.types()}
        self.file.show_lines([
            (titles.get(k.line.type, k.line.type), k.line.title, words.day(k.line.day), k.id) for k in links if k.line
        ])

    def _show_history(self, entries: list[reading.JournalLine]) -> None:
        lines = []
        for entry in entries[:SHOWN]:
            edition = f"第 {entry.edition} 版" if entry.edition and entry.edition > 1 else ""
            lines.append((f"{words.day(entry.at)} {entry.at[11:16]}", f"{said(entry)}　{entry.actor}", edition, None))
        self.history.show_lines(lines)
