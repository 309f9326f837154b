"""Writing a record: the form, what is missing, saving and sealing."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from cadreapp.kernel.changes import Changes
from cadreapp.kernel.clock import Clock
from cadreapp.kernel.errors import AppError
from cadreapp.kernel.shape import Values
from cadreapp.office import reading, recall, record
from ui.dialogs.seal import SealDialog
from ui.fields.rows import RowsEditor
from ui.pages.record_page_drafts import DraftingEditor, kept_values
from ui.widgets.guide_beside import GuideBeside
from ui.widgets.hinter import Hinter
from ui.widgets.record_form import RecordForm
from ui.work import words
from ui.work.crew import Ticket
from ui.work.desk import Desk


class RecordEditor(DraftingEditor):
    """Writes the record it shows into the store, and seals it. `saved` carries the id of what was written."""

    saved = Signal(str)

    def __init__(self, desk: Desk, clock: Clock, form: RecordForm, parent: QWidget | None = None) -> None:
        super().__init__(desk, clock, form, parent)
        self.save_button.clicked.connect(lambda: self.save())
        self.seal_button.clicked.connect(self.seal)
        desk.bus.changed.connect(self._changed_elsewhere)
        self.guide = GuideBeside(self, desk, Hinter(desk, clock, form, lambda: self.view.id if self.view else None))

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

    def forget(self) -> None:
        self.guide.forget()
        super().forget()

    def _open(self, view: reading.RecordView | None, values: Values) -> None:
        self.guide.look_again()
        super()._open(view, values)

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
        title = self.view.title

        def ask(out: tuple[str, ...]) -> None:
            dialog = SealDialog(title, edition, advice, self, out=out)
            dialog.agreed.connect(lambda: self._seal(record_id))
            dialog.open()

        if self.amending:
            self.desk.ask(recall.superseded, record_id).then(ask).failed(self._refused)
        else:
            ask(())

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
