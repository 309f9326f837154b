"""The form of a talk: a compact head, the questions and answers in the middle, what comes of it, the internal part apart."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from cadreapp.kernel.shape import Field, Problem, Values
from ui.fields.base import is_empty
from ui.fields.make import editor_for
from ui.fields.row import fill_grid
from ui.fields.rows import RowsEditor
from ui.fields.turns import TurnsEditor
from ui.widgets.parts import button, card, label, row
from ui.widgets.picture import Picture
from ui.widgets.record_form import RecordForm

HEAD = ("kind", "matter", "person", "manner", "began_at", "ended_at", "place", "recorder", "round", "talkers")
TALK = ("style", "turns", "narrative")
OUTCOME = ("statement", "no_statement", "asks", "attitude")


class TalkForm(RecordForm):
    """A `RecordForm` laid out by hand. In the quiet mode only what is said is in sight."""

    spans = {"kind": 4, "matter": 8, "person": 8, "manner": 4, "recorder": 8, "place": 4, "round": 4}
    kind_changed = Signal()

    def set_values(self, values: Any) -> None:
        super().set_values(values)
        for name in ("talkers", "turns"):
            editor = self.editors[name]
            if isinstance(editor, RowsEditor) and is_empty(editor.value()):
                editor.offer()
        self._show_style()
        self._fold()

    def set_hints(self, hints: Iterable[Problem]) -> None:
        """Bring a folded field into sight when there is something to remark on it."""
        before = set(self._hints)
        super().set_hints(hints)
        if before != set(self._hints):
            self._fold()

    def set_quiet(self, quiet: bool) -> None:
        """Hide head, registration and internal part while the person sits in front of the screen."""
        self._quiet = quiet
        for frame in (self._head, self._rest, self._inside):
            frame.setVisible(not quiet)
        self._fold()

    def take_first(self) -> None:
        """Put the cursor where writing begins."""
        editor = self.editors["kind"] if is_empty(self.editors["kind"].value()) else self.editors["person"]
        editor.take_focus()

    def take_talk(self) -> None:
        """Put the cursor where the next question is written."""
        if self._turns().isHidden():
            self.editors["narrative"].take_focus()
        else:
            self._turns().offer().editors[0].take_focus()

    def _build(self) -> None:
        self._quiet = self._open = False
        fields = {f.name: f for f in self._fields}
        named = {*HEAD, *TALK, *OUTCOME}
        internal = [f for f in self._fields if f.internal and f.name not in named]
        rest = [f for f in self._fields if not f.internal and f.name not in named]
        self._column.addWidget(self._head_card([fields[n] for n in HEAD if n in fields]))
        self._column.addWidget(self._talk_card(fields))
        self._column.addWidget(self._outcome_card([fields[n] for n in OUTCOME if n in fields]))
        self._column.addWidget(self._rest_card(rest))
        self._column.addWidget(self._inside_card(internal))
        self._column.addStretch(1)
        self._turns().ended.connect(self.editors["statement"].take_focus)
        self.editors["style"].changed.connect(self._restyle)

    def _turns(self) -> TurnsEditor:
        editor = self.editors["turns"]
        assert isinstance(editor, TurnsEditor)
        return editor

    def _head_card(self, fields: list[Field]) -> QFrame:
        self._head, column = card()
        self._head.setAccessibleName("表头")
        column.addLayout(self._grid([self._editor(f, self._head) for f in fields]))
        return self._head

    def _talk_card(self, fields: dict[str, Field]) -> QFrame:
        frame, column = card()
        frame.setAccessibleName("谈话内容")
        style = self._adopt(editor_for(fields["style"], self._setting, parent=frame))
        style.caption.hide()
        self._hint = label("Enter 到答、到下一问 · Shift+Enter 换行 · Ctrl+Enter 加一问", role="small", tone="muted")
        column.addLayout(row(label("谈话内容", role="heading"), style, 0, self._hint))
        turns = TurnsEditor(fields["turns"], self._setting, editor_for, parent=frame)
        column.addWidget(self._adopt(turns))
        narrative = self._adopt(editor_for(fields["narrative"], self._setting, parent=frame))
        column.addWidget(narrative)
        return frame

    def _outcome_card(self, fields: list[Field]) -> QFrame:
        frame, column = card("说明、要求和表态")
        editors = [self._editor(f, frame) for f in fields]
        grid = QGridLayout()
        fill_grid(grid, editors, 1)
        column.addLayout(grid)
        return frame

    def _rest_card(self, fields: list[Field]) -> QFrame:
        self._rest, column = card("其他栏目")
        self._more = [self._editor(f, self._rest) for f in fields]
        self._shown: list[Any] = []
        self._more_grid = QGridLayout()
        column.addLayout(self._more_grid)
        self._unfold = button("", self._toggle, kind="link")
        column.addLayout(row(self._unfold, 0))
        return self._rest

    def _inside_card(self, fields: list[Field]) -> QFrame:
        self._inside, column = card()
        self._inside.setAccessibleName("内部")
        words = label("内部 · 不给谈话对象看, 不印在签字件上", role="strong", tone="warn")
        column.addLayout(row(Picture("eye-off", "warn"), words, 0))
        column.addLayout(self._grid([self._editor(f, self._inside) for f in fields]))
        return self._inside

    def _restyle(self) -> None:
        self._show_style()
        self.take_talk()

    def _show_style(self) -> None:
        """Show turns or narrative; what the other one holds stays in sight."""
        values: Values = {n: self.editors[n].value() for n in TALK}
        narrative = values["style"] == "narrative"
        self._turns().setVisible(not narrative or not is_empty(values["turns"]))
        self.editors["narrative"].setVisible(narrative or not is_empty(values["narrative"]))
        self._hint.setVisible(not narrative)

    def _toggle(self) -> None:
        self._open = not self._open
        self._fold()
        if self._open:
            fresh = next((e for e in self._more if e not in self._folded_before), None)
            if fresh is not None:
                fresh.take_focus()

    def _kind_edited(self) -> None:
        super()._kind_edited()
        self._fold()
        self.kind_changed.emit()

    def _fold(self) -> None:
        """Keep in sight what this kind of talk needs and what is filled in; the rest waits behind one button."""
        self._folded_before = [
            e for e in self._more if self._needed(e.field) or not is_empty(e.value()) or e.field.name in self._hints
        ]
        wanted = self._more if self._open else self._folded_before
        for editor in self._more:
            self._more_grid.removeWidget(editor)
            editor.setVisible(editor in wanted)
        fill_grid(self._more_grid, wanted, self._size, self.spans)
        hidden = len(self._more) - len(self._folded_before)
        self._unfold.setText("收起不用的栏目" if self._open else f"还有 {hidden} 个可填的栏目")
        self._unfold.setVisible(hidden > 0)

    def _lay_out(self) -> None:
        super()._lay_out()
        self._fold()


class Column(QWidget):
    """Holds parts one under the other, no wider than a page that reads well."""

    def __init__(self, *parts: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        for part in parts:
            box.addWidget(part)
        box.addStretch(1)
