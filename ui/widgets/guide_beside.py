"""带提纲: puts the guide and the outlines of a kind beside an editor, and leaves out the kinds that are another desk's."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from cadreapp.office.rule import guides, guides_roles
from ui.fields.rows import RowsEditor
from ui.fields.text import TextEditor
from ui.widgets.editor_frame import EditorFrame
from ui.widgets.hinter import Hinter
from ui.widgets.not_ours import NotOurs
from ui.widgets.outline_panel import OutlinePanel
from ui.widgets.parts import button
from ui.work.desk import Desk

TYPES = ("talk", "meeting", "reminder", "letter")
"""The types that have guides."""
LIMITED = ("clue", "disposition")
"""Types without guides beside them in which not every desk has every choice."""


class GuideBeside(QObject):
    """Adds the button to an editor's head and the panel to its right, where there are guides; stops `hinter` with itself."""

    def __init__(self, frame: EditorFrame, desk: Desk, hinter: Hinter) -> None:
        super().__init__(frame)
        self._hinter = hinter
        self._frame, self._form, self._desk = frame, frame.form, desk
        self._asked: tuple[str, ...] | None = None
        self._number = 0
        of = self._form.shape.name
        self._choices = NotOurs(self._form)
        self._forgotten = of not in (*TYPES, *LIMITED)
        self.button = button("带提纲", icon="list-checks", kind="flat")
        self.panel = OutlinePanel(frame)
        self.panel.hide()
        if not self._forgotten:
            self._form.completeness.connect(self._follow)
        if of not in TYPES:
            self.button.hide()
            return
        self.button.setCheckable(True)
        self.button.setToolTip("这一类怎么谈、问什么; 提纲不随记录打印")
        frame.head.insertWidget(frame.head.indexOf(frame.save_button), self.button)
        column = frame.layout()
        assert isinstance(column, QVBoxLayout)
        across = QHBoxLayout()
        across.setSpacing(10)
        column.insertLayout(column.indexOf(frame.area), across, 1)
        column.removeWidget(frame.area)
        across.addWidget(frame.area, 1)
        across.addWidget(self.panel)
        self.button.toggled.connect(self._toggle)
        self.panel.closed.connect(lambda: self.button.setChecked(False))
        self.panel.asked.connect(self._write)

    def forget(self) -> None:
        """Show nothing any more: the store is being locked."""
        self._forgotten = True
        self._hinter.stop()
        self._number += 1
        self.panel.forget()

    def look_again(self) -> None:
        """Ask anew for the record that comes next: whose desk this is may have been set since."""
        self._asked = None

    def _toggle(self, on: bool) -> None:
        self.panel.setVisible(on)
        self._asked = None
        self._follow()

    def _follow(self) -> None:
        """Ask anew when the kind is another; without the panel only for what is left out."""
        if self._forgotten:
            return
        kinds = self._form.shape.kinds_of(self._form.values())
        if kinds == self._asked:
            return
        self._asked = kinds
        self._number += 1
        number, of = self._number, self._form.shape.name
        self._desk.ask(guides_roles.left_out, of).then(lambda found: None if self._forgotten else self._choices.take(found))
        if not self.panel.isHidden():
            wanted = kinds[0] if kinds else "any"
            self._desk.ask(guides.beside, of, wanted).then(lambda found: self._show(number, found))

    def _show(self, number: int, found: guides.Beside) -> None:
        if number == self._number:
            self.panel.show_for(found.guide, found.outlines, can_ask=self._form.shape.name in ("talk", "reminder"))

    def _write(self, question: str) -> None:
        """Put one question where it is asked: as the next turn of a talk, as a line of the reminder's own outline."""
        turns, own = self._form.editors.get("turns"), self._form.editors.get("questions")
        if isinstance(turns, RowsEditor) and not turns.isHidden():
            place = turns.offer()
            place.editors[0].set_value(question)
            place.editors[0].edited()
            place.editors[-1].take_focus()
        elif isinstance(own, TextEditor):
            own.set_value("\n".join(part for part in (own.value(), question) if part))
            own.edited()
