"""Writing a record: the form, what is missing, drafts kept while typing, saving and sealing."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from cadreapp.kernel.changes import Changes
from cadreapp.kernel.clock import Clock
from cadreapp.kernel.errors import AppError
from cadreapp.kernel.shape import Values
from cadreapp.office import reading, record
from cadreapp.office.drafts import Draft
from ui.dialogs.seal import SealDialog
from ui.fields.rows import RowsEditor
from ui.widgets.autosave import Autosave
from ui.widgets.draft_keeper import DraftKeeper
from ui.widgets.editor_frame import EditorFrame
from ui.widgets.guide_beside import GuideBeside
from ui.widgets.hinter import Hinter
from ui.widgets.record_form import RecordForm
from ui.work import words
from ui.work.crew import Ticket
from ui.work.desk import Desk


class RecordEditor(EditorFrame):
    """Edits one record at a time. `finished` carries the id of what was written, "" when nothing was."""

    finished = Signal(str)
    saved = Signal(str)

    def __init__(self, desk: Desk, clock: Clock, form: RecordForm, parent: QWidget | None = None) -> None:
        super().__init__(form, parent)
        self.desk, self.shape = desk, form.shape
        self.view: reading.RecordView | None = None
        self._edits = 0
        self._open_number = 0
        self._saving = self._begun = False
        self.keeper = DraftKeeper(desk, clock, self)
        self.autosave = Autosave(form.values, self.keeper.put, self)
        self.back.clicked.connect(self.leave)
        self.save_button.clicked.connect(lambda: self.save())
        self.seal_button.clicked.connect(self.seal)
        self.draft_bar.thrown.connect(self.discard_draft)
        form.changed.connect(self._edited)
        self.autosave.told.connect(self.say_saved)
        desk.bus.changed.connect(self._changed_elsewhere)
        self.guide = GuideBeside(self, desk, Hinter(desk, clock, form, lambda: self.view.id if self.view else None))

    def open_new(self, values: Values | None = None) -> None:
        """Begin a new record with some `values`, or go on with the one that was begun and never saved."""
        self._begun = bool(values)
        self._open(None, {**self.new_values(), **(values or {})})

    def new_values(self) -> Values:
        """Return what a new record begins with; none of it counts as written."""
        return {}

    def open_record(self, view: reading.RecordView) -> None:
        """Edit a record, or the next edition of a sealed one whose amendment was begun."""
        self._open(view, kept_values(view))

    @property
    def amending(self) -> bool:
        """Whether this is the next edition of a sealed document."""
        return self.view is not None and self.view.amendment is not None

    @property
    def dirty(self) -> bool:
        """Whether something was typed that is not in the store yet (it may be in the drafts)."""
        return self._edits > 0

    def save(self, then: Any = None) -> None:
        """Write into the store; `then(id)` is called when it is there."""
        if self._saving:
            return
        values = {name: editor.value() for name, editor in self.form.editors.items()}
        rows = {n: e.written() for n, e in self.form.editors.items() if isinstance(e, RowsEditor)}
        edits = self._edits
        self._saving = True
        self.say_saved("muted", words.SAVING)
        ticket = write(self.desk, self.shape.name, self.view, values)
        known = self.view.id if self.view else ""
        ticket.then(lambda made: self._stored(made or known, rows, edits, then)).failed(self._refused)

    def seal(self) -> None:
        """Seal when nothing is missing; else go to what is."""
        missing = self.form.show_all_problems()
        if missing:
            self.notice.say("warn", f"还缺 {len(missing)} 处, 补上就可以定稿。" + missing[0].text)
            self.form.go_to(missing[0].path)
            return
        self.notice.hide()
        self.save(self._confirm_seal)

    def leave(self) -> None:
        """Go back to reading; what is not saved stays as a draft."""
        self.autosave.flush()
        self.finished.emit(self.view.id if self.view else "")

    def flush_now(self) -> None:
        """Keep what is typed before returning: the window is being locked or closed."""
        if self.dirty:
            self.keeper.put_now(self.form.values())
        self.autosave.halt()

    def forget(self) -> None:
        """Show nothing any more; what was typed must have been kept before. The editor is not used again."""
        self.autosave.stop()
        self._open_number += 1
        self.view, self._edits = None, 0
        self.guide.forget()
        self.form.set_values({})
        self.title.setText("")
        self.say_saved("muted", "")
        self.keeper.close()

    def discard_draft(self) -> None:
        """Throw the draft away and show the record as it is in the store."""
        self.autosave.stop()
        self.keeper.discard()
        self._edits = 0
        self.draft_bar.hide()
        self.form.set_values(kept_values(self.view) if self.view else self.new_values())
        self.say_saved("muted", "")

    def _open(self, view: reading.RecordView | None, values: Values) -> None:
        if self.dirty and self.autosave.dirty:
            self.keeper.put(self.form.values(), lambda _ok: None)
        self._open_number += 1
        self.view, self._edits, self._saving = view, 0, False
        self.autosave.stop()
        self.notice.hide()
        self.draft_bar.hide()
        self.keeper.take(self.shape.name, (view.id, view.revision) if view else None)
        self._titled()
        self.form.set_values(values)
        self.say_saved("muted", "")
        self.area.verticalScrollBar().setValue(0)
        number = self._open_number
        self.keeper.get(lambda draft: self._offer(number, draft))

    def _offer(self, number: int, draft: Draft | None) -> None:
        """Go on with a draft that is not older than the record; an older one has been overtaken."""
        if number != self._open_number or self._edits:
            return
        if draft is None:
            if self.view is None and self._begun:
                self._edited()
            return
        if self.view is not None and draft.base != self.view.revision:
            self.keeper.discard()
            return
        self.form.set_values(draft.values)
        self._edits = 1
        self.draft_bar.show_from(draft.at)

    def _titled(self) -> None:
        if self.view is None:
            self.title.setText(f"新建{self.shape.title}")
        elif self.amending:
            self.title.setText(f"更正第 {self.view.edition + 1} 版: {self.view.title}")
        else:
            self.title.setText(self.view.title)

    def _edited(self) -> None:
        self._edits += 1
        self.autosave.touch()

    def _stored(self, record_id: str, rows: dict[str, Any], edits: int, then: Any) -> None:
        number = self._open_number

        def take(view: reading.RecordView) -> None:
            if number != self._open_number:
                return
            self._saving = False
            self._take_stored(view, rows, edits)
            self.saved.emit(record_id)
            if then is not None:
                then(record_id)

        self.desk.ask(reading.record, record_id).then(take)

    def _take_stored(self, view: reading.RecordView, rows: dict[str, Any], edits: int) -> None:
        name_rows(self.form, rows, kept_values(view))
        if edits == self._edits:
            self.autosave.stop()
            self.keeper.discard()
            self._edits = 0
            self.say_saved("good", words.SAVED)
        self.notice.hide()
        self.view = view
        self.keeper.take(self.shape.name, (view.id, view.revision))
        self.draft_bar.hide()
        self._titled()
        if self._edits:
            self.autosave.touch()

    def _refused(self, error: AppError) -> None:
        self._saving = False
        self.say_saved("bad", "没有存进去")
        self.notice.refuse(error)
        if error.field:
            self.form.refuse(error.field, error.message())

    def _confirm_seal(self, record_id: str) -> None:
        assert self.view is not None
        edition = self.view.edition + 1 if self.amending else self.view.edition
        advice = tuple(p.text for p in self.form.problems() if not p.blocks)
        dialog = SealDialog(self.view.title, edition, advice, self)
        dialog.agreed.connect(lambda: self._seal(record_id))
        dialog.open()

    def _seal(self, record_id: str) -> None:
        self.desk.do(record.seal, record_id).then(lambda _edition: self.finished.emit(record_id)).failed(self._refused)

    def _changed_elsewhere(self, changes: Changes) -> None:
        """Follow an undo or an import that touched the record while nobody types in it."""
        view = self.view
        if view is None or self._saving or self.dirty or view.id not in changes.ids.get(self.shape.name, ()):
            return
        number = self._open_number
        self.desk.ask(reading.record, view.id).then(
            lambda fresh: self.open_record(fresh) if number == self._open_number and not self.dirty else None
        ).failed(lambda _gone: self.finished.emit(""))


def kept_values(view: reading.RecordView) -> Values:
    """Return what an editor shows of a record: the next edition's draft where there is one."""
    return dict(view.amendment["values"] if view.amendment else view.values)


def write(desk: Desk, type_name: str, view: reading.RecordView | None, values: Values) -> Ticket:
    """Write `values` as a new record, as a change of one, or into the next edition that was begun."""
    if view is None:
        return desk.do(record.create, type_name, values)
    return desk.do(record.save_amendment if view.amendment else record.save, view.id, values)


def name_rows(form: RecordForm, rows: dict[str, Any], kept: Values) -> None:
    """Give the rows that were written the ids they were kept under, so that the next save finds them again."""
    for name, written in rows.items():
        editor = form.editors[name]
        if isinstance(editor, RowsEditor) and len(kept.get(name) or ()) == len(written):
            editor.take_ids(written, kept[name])
