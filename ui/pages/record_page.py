"""The page of any record type: find, read, write, print, and move a record through its life."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from cadreapp.kernel.changes import Changes
from cadreapp.kernel.clock import Clock, today
from cadreapp.kernel.errors import AppError
from cadreapp.kernel.shape import Shape, Values
from cadreapp.office import reading
from ui.fields.composing import is_composing
from ui.fields.setting import Setting
from ui.models.record_table import RecordTableModel
from ui.pages.list_batch import add_batch
from ui.pages.list_register import add_register
from ui.pages.record_page_acts import RecordActs, judge_of
from ui.pages.record_page_editor import RecordEditor
from ui.pages.record_page_reader import RecordReader
from ui.widgets.list_pane import ListPane
from ui.widgets.notice import Blank
from ui.widgets.office_lookup import OfficeLookup
from ui.widgets.record_form import RecordForm
from ui.work.desk import Desk


class RecordPage(QWidget):
    """List, reader and editor of one type. `wants_record(id)` asks the window to open a record of any type.

    The window calls `new`, `open_record`, `save`, `find`, `print_`, `flush` (before locking) and `forget` (at the lock).
    """

    wants_record = Signal(str)

    def __init__(self, desk: Desk, clock: Clock, shape: Shape, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self.clock, self.shape = desk, clock, shape
        self.lookup = OfficeLookup(desk, lambda *asked: self.acts.create(*asked), self)
        self.setting = Setting(self.lookup, lambda: today(clock))
        self.acts = RecordActs(desk, clock, self.setting, self)
        self._wanted: str | None = None
        self.model = RecordTableModel(shape, desk, self)
        self.pane = ListPane(self.model, lambda: today(clock), self.new)
        self.list, self.filter = self.pane.list, self.pane.filter
        self.register_button = add_register(self.pane, shape.name, desk, self.setting, self)
        self.batch_button = add_batch(self.pane.column, self.pane.list, desk, self)
        self.reader, self.editor = RecordReader(desk, shape), self.make_editor()
        self.blank = Blank("file-text", f"还没有选{shape.title}", "在左边选一条来看, 或新建一条")
        self._lay_out()
        self._connect()
        self.model.reload()

    def make_form(self) -> RecordForm:
        """Return the form of this type; a type with a designed editor returns its own."""
        return RecordForm(self.shape, self.setting, judge=judge_of(self.shape))

    def make_editor(self) -> RecordEditor:
        """Return the editor of this type."""
        return RecordEditor(self.desk, self.clock, self.make_form())

    def new(self, values: Values | None = None, slot: str = "") -> None:
        """Begin a new record, perhaps with some values filled in, or go on with the draft of one that lies in `slot`."""
        self.editor.open_new(values, slot)
        self._show_editor()

    def open_record(self, record_id: str) -> None:
        """Read a record."""
        self._wanted = record_id
        self.desk.ask(reading.record, record_id).then(self._read).failed(self._gone)

    def edit_record(self, record_id: str) -> None:
        """Write on in a record, or read it where its state allows no writing."""
        self._wanted = record_id

        def take(view: reading.RecordView) -> None:
            self._read(view)
            if "edit" in self.reader.buttons:
                self._edit(view)

        self.desk.ask(reading.record, record_id).then(take).failed(self._gone)

    def save(self) -> None:
        """Save what is being written."""
        if self.is_editing():
            self.editor.save()

    def find(self) -> None:
        """Go to the search of the list."""
        if not self.is_editing():
            self.filter.take_focus()

    def print_(self) -> None:
        """Show the printed form of the record in hand."""
        if self.is_editing():
            self.editor.save(self._preview)
        elif self.reader.view is not None:
            self._preview(self.reader.view.id)

    def flush(self) -> None:
        """Keep what is typed, now: the window is being locked or closed, and no failure may stop that."""
        try:
            self.editor.flush_now()
        except AppError as error:
            self.desk.guard.caught(error)

    def forget(self) -> None:
        """Drop everything shown: the store is locked."""
        self.model.forget()
        self.reader.clear()
        self.editor.forget()
        self.lookup.forget()

    def is_editing(self) -> bool:
        """Whether the editor is in front."""
        return self.stack.currentWidget() is self.editor

    def _lay_out(self) -> None:
        self.right = QStackedWidget()
        self.right.addWidget(self.blank)
        self.right.addWidget(self.reader)
        self.browse = QSplitter(Qt.Orientation.Horizontal)
        self.browse.setChildrenCollapsible(False)
        self.browse.setHandleWidth(1)
        self.browse.addWidget(self.pane)
        self.browse.addWidget(self.right)
        self.browse.setSizes([600, 540])
        self.stack = QStackedWidget()
        self.stack.addWidget(self.browse)
        self.stack.addWidget(self.editor)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.stack)

    def _connect(self) -> None:
        self.list.chosen.connect(self._chosen)
        self.list.activated.connect(self.edit_record)
        self.reader.wanted.connect(self._act)
        self.reader.wants_record.connect(self.wants_record)
        self.acts.made.connect(self.wants_record)
        self.acts.done.connect(self.open_record)
        self.acts.amended.connect(self._edit_again)
        self.acts.refused.connect(self.reader.notice.refuse)
        self.editor.finished.connect(self._leave_editor)
        self.editor.saved.connect(self.list.choose)
        self.editor.switched.connect(self._show_editor)
        self.desk.bus.changed.connect(self._changed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.is_editing() and not is_composing(self.window().focusWidget()):
            self.editor.leave()
            return
        super().keyPressEvent(event)

    def _chosen(self, record_id: str) -> None:
        # Told after a pause: by then somebody may be writing.
        if not self.is_editing():
            self.open_record(record_id)

    def _read(self, view: reading.RecordView) -> None:
        if view.id != self._wanted:
            return
        self.lookup.know(view.names)
        self.reader.show_record(view)
        self.right.setCurrentWidget(self.reader)
        self.stack.setCurrentWidget(self.browse)
        self.list.choose(view.id)
        if reading.is_sensitive(view.type):
            self.desk.do(reading.view, view.id)

    def _gone(self, _error: AppError) -> None:
        self._wanted = None
        self.reader.clear()
        self.right.setCurrentWidget(self.blank)

    def _changed(self, changes: Changes) -> None:
        view = self.reader.view
        touched = {key for ids in changes.ids.values() for key in ids}
        if view is None or self.is_editing():
            return
        if view.id in touched or any(link.id in touched for link in (*view.links_to, *view.links_from)):
            self.desk.ask(reading.record, view.id).then(self._refresh).failed(self._gone)

    def _refresh(self, view: reading.RecordView) -> None:
        if self.reader.view is not None and view.id == self.reader.view.id:
            self.reader.show_record(view)

    def _edit(self, view: reading.RecordView) -> None:
        self.lookup.know(view.names)
        self.editor.open_record(view)
        self._show_editor()

    def _show_editor(self) -> None:
        # A record that was asked for before must not take the editor's place when it comes.
        self._wanted = None
        self.stack.setCurrentWidget(self.editor)
        # A part that is folded comes first in some forms; who writes begins with what is to be seen.
        first = next((e for e in self.editor.form.editors.values() if e.isVisible()), None)
        if first is not None:
            first.take_focus()

    def _leave_editor(self, record_id: str) -> None:
        self.stack.setCurrentWidget(self.browse)
        if record_id:
            self.open_record(record_id)
        self.list.take_focus()

    def _act(self, code: str) -> None:
        view = self.reader.view
        if view is None:
            return
        if code in ("edit", "seal"):
            self._edit(view)
            if code == "seal":
                self.editor.seal()
        elif code == "print":
            self._preview(view.id)
        else:
            self.acts.act(code, self.shape, view)

    def _edit_again(self, record_id: str) -> None:
        self._wanted = record_id
        self.desk.ask(reading.record, record_id).then(self._edit)

    def _preview(self, record_id: str) -> None:
        from ui.dialogs.preview import PreviewDialog  # the PDF libraries: not while memory has its peak
        PreviewDialog(self.desk, record_id, self.shape.name, self).open()
