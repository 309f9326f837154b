"""The working window: navigation, the stack of pages, one find box, one status line; every action is a row of a table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from cadreapp.kernel.changes import Changes
from cadreapp.kernel.clock import Clock
from cadreapp.kernel.errors import AppError
from cadreapp.kernel.shape import Values
from cadreapp.office import backups, reading, undo
from cadreapp.office.drafts import Draft
from ui.dialogs.help import HelpDialog
from ui.pages.book_page import home_of
from ui.pages.find import FindPage
from ui.pages.late import late_page
from ui.pages.record_page import RecordPage
from ui.pages.record_page_of import page_of
from ui.pages.talk_page import TalkPage
from ui.pages.workbench import Workbench
from ui.widgets.bars import StatusLine, TopBar
from ui.widgets.navigation import Navigation
from ui.widgets.notice import Notice, Toast
from ui.work import words
from ui.work.bus import Bus
from ui.work.desk import Desk
from ui.work.guard import Guard
from ui.work.prefs import Prefs


@dataclass(frozen=True)
class Place:
    """An entry of the navigation: its key (a record type, or a page of its own), picture and name."""

    key: str
    icon: str
    name: str


PLACES = (
    Place("workbench", "layout-dashboard", "工作台"),
    Place("talk", "messages-square", "谈话"),
    Place("reminder", "bell-ring", "约谈"),
    Place("meeting", "users-round", "组织生活"),
    Place("clue", "file-search", "问题线索"),
    Place("rectification", "list-checks", "整改"),
    Place("disposition", "layers", "四种形态"),
    Place("letter", "file-text", "文书和登记"),
    Place("person", "user-round", "人员"),
    Place("organisation", "building-2", "组织"),
    Place("reports", "table", "统计报表"),
    Place("exchange", "send", "报上级"),
    Place("rules", "shield-check", "规则"),
    Place("settings", "settings", "备份与设置"),
)

ROOMY = 1000
"""Logical pixels of width below which the navigation shows pictures alone (1366 at 150 % is 910)."""

KEYS = (
    ("Ctrl+N", "new"),
    ("Ctrl+S", "save"),
    ("Ctrl+F", "find"),
    ("Ctrl+P", "print_"),
    ("Ctrl+Z", "undo"),
    ("F1", "help"),
)
"""Shortcuts and the method each calls; a text field in focus keeps Ctrl+Z for what is typed in it."""

ASKS = (("restore_requested", "restore_wanted"), ("prefs_changed", "prefs_changed"), ("wants_book", "go"))
"""Signals that only some pages have, and what of the window answers each."""


class WorkWindow(QWidget):
    """The pages over one open office. `lock_wanted`, `restore_wanted(Path)` and `prefs_changed(Prefs)` go to the session."""

    lock_wanted = Signal()
    restore_wanted = Signal(object)
    prefs_changed = Signal(object)

    def __init__(self, office: Any, clock: Clock, guard: Guard, prefs: Prefs) -> None:
        super().__init__()
        self.clock, self.prefs = clock, prefs
        self.desk = Desk(office, Bus(), guard)
        self.info = office.ask(reading.info)
        self.pages: dict[str, QWidget] = {}
        self.navigation = Navigation([(p.key, p.icon, p.name) for p in PLACES])
        self.stack = QStackedWidget()
        self.notice = Notice()
        self.toast = Toast(self)
        self.bar = TopBar(self.info, self.help, self.lock_wanted.emit)
        self.line = StatusLine(self.undo)
        self._lay_out()
        self.navigation.chosen.connect(self.go)
        self.bar.searched.connect(self._search)
        self.bar.entered.connect(self._into_results)
        self.desk.bus.changed.connect(self._changed)
        for keys, action in KEYS:
            QShortcut(QKeySequence(keys), self, activated=getattr(self, action))
        QShortcut(QKeySequence("Ctrl+L"), self, activated=self.lock_wanted.emit)

    # What the session calls

    def begin(self) -> None:
        """Show the workbench, and make this day's backup in the background if it is due."""
        self.go("workbench")
        self._tell_undo()
        job = backups.daily(self.desk.office)
        if job is not None:
            self.desk.run(lambda: job).then(lambda _made: self.toast.say("今天的备份已做好并核对"))

    def flush(self) -> None:
        """Keep what is typed in any editor, now."""
        for page in self.pages.values():
            if isinstance(page, RecordPage):
                page.flush()

    def shut(self) -> None:
        """Clear every model, close the store, drop the key."""
        for page in self.pages.values():
            getattr(page, "forget", lambda: None)()
        self.desk.close()
        # Not from inside the event loop of a file dialog, which stands on the stack with this window as its parent.
        QTimer.singleShot(0, self.deleteLater)

    def is_quiet(self) -> bool:
        """Whether only a talk is in sight."""
        return self.navigation.isHidden()

    def refuse(self, error: AppError) -> None:
        """Say at the head of the page why something was not done."""
        self.notice.refuse(error)

    # Actions

    def go(self, key: str) -> None:
        """Bring a page to the front; it is made when it is first wanted."""
        page = self.page(key)
        self.stack.setCurrentWidget(page)
        self.navigation.mark(home_of(key))
        self.notice.hide()
        getattr(page, "reload", lambda: None)()

    def page(self, key: str) -> QWidget:
        """Return the page of a key."""
        if key not in self.pages:
            self.pages[key] = self._make(key)
            self.stack.addWidget(self.pages[key])
        return self.pages[key]

    def open_record(self, record_id: str) -> None:
        """Show a record of any type on its page."""
        self.desk.ask(reading.record, record_id).then(self._show)

    def new(self, type_name: str = "", values: Values | None = None) -> None:
        """Begin a new record, of the page in front or else a talk, with what is known of it."""
        page = self.stack.currentWidget()
        if type_name or not isinstance(page, RecordPage):
            self.go(type_name or "talk")
            page = self.page(type_name or "talk")
        assert isinstance(page, RecordPage)
        page.new(values)

    def save(self) -> None:
        """Save what is being written."""
        self._of_page("save")

    def print_(self) -> None:
        """Show the printed form of the record in hand."""
        self._of_page("print_")

    def find(self) -> None:
        """Go to the find box."""
        self.bar.take_focus()

    def undo(self) -> None:
        """Take the last command back, and say which it was."""
        self.desk.do(undo.undo).then(lambda what: self.toast.say(f"已撤销: {what}")).failed(self.refuse)

    def help(self) -> None:
        """Show the manual at the topic of the page in front."""
        HelpDialog(self.navigation.current(), self).show()

    # Inside

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.navigation.set_narrow(event.size().width() < ROOMY)

    def _make(self, key: str) -> QWidget:
        makers: dict[str, Callable[[], QWidget]] = {
            "workbench": lambda: Workbench(self.desk, self.clock, self.info.officer),
            "find": lambda: FindPage(self.desk),
        }
        late = late_page(key, self.desk, self.clock, self.prefs)
        page = late or makers.get(key, lambda: page_of(self.desk, self.clock, key))()
        wants = getattr(page, "wants_record", None)
        if wants is not None:
            wants.connect(self.open_record)
        if isinstance(page, Workbench):
            page.wants_draft.connect(self._go_on)
            page.wants_new.connect(self.new)
            page.wants_begun.connect(self.new)
            page.wants_place.connect(self.go)
        if isinstance(page, TalkPage):
            page.quieted.connect(self._quiet)
        for told, heard in ASKS:
            if hasattr(page, told):
                getattr(page, told).connect(getattr(self, heard))
        return page

    def _show(self, view: reading.RecordView) -> None:
        self.go(view.type if home_of(view.type) in {p.key for p in PLACES} else "find")
        page = self.page(view.type)
        if isinstance(page, RecordPage):
            self.stack.setCurrentWidget(page)
            page.open_record(view.id)

    def _go_on(self, draft: Draft) -> None:
        self.go(draft.type)
        page = self.page(draft.type)
        assert isinstance(page, RecordPage)
        if draft.record is None:
            page.new(slot=draft.slot)
        else:
            # A record whose making was undone leaves what was typed in it: it is gone on with as a new one.
            asked = self.desk.ask(reading.record, draft.record)
            asked.then(lambda view: page.edit_record(view.id)).failed(lambda _gone: page.new(slot=draft.slot))

    def _of_page(self, action: str) -> None:
        page = self.stack.currentWidget()
        if isinstance(page, RecordPage):
            getattr(page, action)()

    def _search(self, text: str, *, enter: bool = False) -> None:
        if not text.strip():
            return
        page = self.page("find")
        assert isinstance(page, FindPage)
        self.stack.setCurrentWidget(page)
        self.navigation.mark("")
        page.look(text.strip(), enter=enter)

    def _into_results(self) -> None:
        self._search(self.bar.finder.text(), enter=True)

    def _quiet(self, on: bool) -> None:
        for part in (self.navigation, self.bar, self.line):
            part.setVisible(not on)

    def _changed(self, _changes: Changes) -> None:
        self._tell_undo()
        self.line.saved.setText(words.SAVED)

    def _tell_undo(self) -> None:
        self.desk.ask(undo.undoable, 1).then(self.line.show_undo)

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.bar)
        holder = QVBoxLayout()
        holder.setContentsMargins(20, 8, 20, 0)
        holder.addWidget(self.notice)
        right.addLayout(holder)
        right.addWidget(self.stack, 1)
        right.addWidget(self.line)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.navigation)
        across.addLayout(right, 1)
