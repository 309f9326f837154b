"""What an editor holds and where it is kept while nobody saves: opening, drafts beside one another, leaving, locking."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from cadreapp.kernel.clock import Clock
from cadreapp.kernel.shape import Values
from cadreapp.office import reading
from cadreapp.office.drafts import Draft
from ui.widgets.autosave import Autosave
from ui.widgets.draft_keeper import DraftKeeper, Lying
from ui.widgets.editor_frame import EditorFrame
from ui.widgets.record_form import RecordForm
from ui.work.desk import Desk


class DraftingEditor(EditorFrame):
    """Shows one record at a time and keeps what is typed in its slot. `finished` carries the id of what was written, ""
    when nothing was; `switched` tells that another draft was taken up.
    """

    finished = Signal(str)
    switched = Signal()

    def __init__(self, desk: Desk, clock: Clock, form: RecordForm, parent: QWidget | None = None) -> None:
        super().__init__(form, parent)
        self.desk, self.shape = desk, form.shape
        self.view: reading.RecordView | None = None
        self._edits = 0
        self._open_number = 0
        self._saving = False
        self._begun: Values = {}
        self._slot = ""
        self.keeper = DraftKeeper(desk, clock, self)
        self.autosave = Autosave(form.values, self.keeper.put, self)
        self.back.clicked.connect(self.leave)
        self.draft_bar.thrown.connect(self.discard_draft)
        self.other_bar.chosen.connect(self._switch)
        form.changed.connect(self._edited)
        self.autosave.told.connect(self.say_saved)

    def open_new(self, values: Values | None = None, slot: str = "") -> None:
        """Begin a new record, or go on with the one that was begun and never saved: in `slot`, else the first.

        With `values` it goes on only with the draft that was begun with these: any other keeps its own place.
        """
        self._begun, self._slot = dict(values or {}), slot
        self._open(None, {**self.new_values(), **self._begun})

    def open_record(self, view: reading.RecordView) -> None:
        """Edit a record, or the next edition of a sealed one whose amendment was begun."""
        self._open(view, kept_values(view))

    def new_values(self) -> Values:
        """Return what a new record begins with; none of it counts as written."""
        return {}

    @property
    def amending(self) -> bool:
        """Whether this is the next edition of a sealed document."""
        return self.view is not None and self.view.amendment is not None

    @property
    def dirty(self) -> bool:
        """Whether something was typed that is not in the store yet (it may be in the drafts)."""
        return self._edits > 0

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
        self.view, self._edits, self._begun = None, 0, {}
        self.other_bar.show_drafts(())
        self.form.set_values({})
        self.title.setText("")
        self.say_saved("muted", "")
        self.keeper.close()

    def discard_draft(self) -> None:
        """Throw the draft away and show the record as it is in the store, a new one as it was begun."""
        self.autosave.stop()
        self.keeper.discard()
        self._edits = 0
        self.draft_bar.hide()
        self.form.set_values(kept_values(self.view) if self.view else {**self.new_values(), **self._begun})
        self.say_saved("muted", "")

    def _open(self, view: reading.RecordView | None, values: Values) -> None:
        if self.dirty and self.autosave.dirty:
            self.keeper.put(self.form.values(), lambda _ok: None)
        self._open_number += 1
        self.view, self._edits, self._saving = view, 0, False
        self.autosave.stop()
        self.notice.hide()
        self.draft_bar.hide()
        self.other_bar.show_drafts(())
        if view is not None:
            self.keeper.take(self.shape.name, (view.id, view.revision))
        else:
            self.keeper.take(self.shape.name, slot=self._slot, begun=self._begun or None)
        self._titled()
        self.form.set_values(values)
        self.say_saved("muted", "")
        self.area.verticalScrollBar().setValue(0)
        self._look()

    def _look(self) -> None:
        number = self._open_number
        self.keeper.look(lambda lying: self._offer(lying) if number == self._open_number else None)

    def _offer(self, lying: Lying) -> None:
        """Go on with the draft of the slot, and name those beside it."""
        self.other_bar.show_drafts(lying.others)
        if not self._edits:
            self._take_up(lying.draft)
        elif lying.draft is not None and self.view is None:
            # Typed before the answer came: the older draft stays where it is, and this one gets a place of its own.
            self.keeper.take(self.shape.name, begun={})
            self._look()

    def _take_up(self, draft: Draft | None) -> None:
        """Go on with a draft that is not older than the record; an older one has been overtaken."""
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

    def _switch(self, slot: str) -> None:
        """Take up another draft once this one is safely kept."""
        if self._saving:
            return
        number = self._open_number

        def go(kept: bool) -> None:
            if number != self._open_number:
                return
            if not kept:
                self.notice.say("bad", "这一份草稿没有存上, 先留在这里; 过一会儿再换。")
                return
            self.open_new(slot=slot)
            self.switched.emit()

        if self.dirty:
            self.keeper.put(self.form.values(), go)
        else:
            go(True)

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


def kept_values(view: reading.RecordView) -> Values:
    """Return what an editor shows of a record: the next edition's draft where there is one."""
    return dict(view.amendment["values"] if view.amendment else view.values)
