"""Leaves out of a form the choices that are another desk's, and says under the field why, and where to send the matter."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLabel

from cadreapp.office.rule import guides_roles
from cadreapp.office.rule.guides_roles import Reserved
from ui.fields.base import FieldEditor
from ui.fields.choice import ChoiceEditor, ChoicesEditor
from ui.fields.row import Row
from ui.fields.rows import RowsEditor
from ui.widgets.parts import label
from ui.widgets.record_form import RecordForm


class NotOurs(QObject):
    """Follows a form: its own fields and every row there is or will be. What is chosen already stays in sight."""

    def __init__(self, form: RecordForm) -> None:
        super().__init__(form)
        self._form = form
        self._found: tuple[Reserved, ...] = ()
        self._told: dict[str, QLabel] = {}
        for editor in form.editors.values():
            if isinstance(editor, RowsEditor):
                editor.inserted.connect(lambda row, editor=editor: self._leave_out_of(editor.field.name, row))
        form.completeness.connect(lambda _problems: self._leave_out())

    def take(self, found: Sequence[Reserved]) -> None:
        """Leave these out from now on."""
        self._found = tuple(found)
        self._leave_out()
        heads = {one.path.partition(".")[0] for one in self._found}
        for head in heads | self._told.keys():
            editor = self._form.editors.get(head)
            if editor is not None:
                self._tell(editor, [one for one in self._found if one.path.partition(".")[0] == head])

    def _leave_out(self) -> None:
        for path in {one.path for one in self._found} | self._told.keys():
            head = path.partition(".")[0]
            editor = self._form.editors.get(head)
            if isinstance(editor, RowsEditor):
                for row in editor.rows():
                    self._leave_out_of(head, row)
            elif isinstance(editor, ChoiceEditor | ChoicesEditor):
                editor.leave_out([code for one in self._found if one.path == head for code in one.codes])

    def _leave_out_of(self, head: str, row: Row) -> None:
        """Leave out of one row what its own decider, or else the record's, does not explain."""
        whose = row.editor("decider"), self._form.editors.get("decided_by")
        decider = next((e.value() for e in whose if e is not None and e.value()), None)
        for editor in row.editors:
            if isinstance(editor, ChoiceEditor):
                mine = [one for one in self._found if one.path == f"{head}.{editor.field.name}"]
                editor.leave_out([code for one in mine for code in one.codes if one.holds_back(code, decider)])

    def _tell(self, editor: FieldEditor, found: Sequence[Reserved]) -> None:
        text = guides_roles.told(found, short=True)
        if editor.field.name not in self._told:
            if not text:
                return
            self._told[editor.field.name] = label("", role="small", tone="muted", wrap=True)
            editor.body.addWidget(self._told[editor.field.name])
        self._told[editor.field.name].setText(text)
        self._told[editor.field.name].setToolTip(guides_roles.told(found))
        self._told[editor.field.name].setVisible(bool(text))
