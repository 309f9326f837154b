"""Which editor a field gets: the one table between kinds of field and controls."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from cadreapp.kernel.shape import Field, Kind
from ui.fields.base import FieldEditor
from ui.fields.choice import ChoiceEditor, ChoicesEditor, FlagEditor
from ui.fields.day import DayEditor, MomentEditor
from ui.fields.ref import RefEditor, WhoEditor
from ui.fields.rows import RowsEditor
from ui.fields.setting import Setting
from ui.fields.text import LineEditor, MonthEditor, NumberEditor, TextEditor


def editor_for(field: Field, setting: Setting, *, bare: bool = False, parent: QWidget | None = None) -> FieldEditor:
    """Return a new editor of `field`; `bare` leaves out its label, for a row under column heads."""
    return _MAKERS[field.kind](field, setting, bare, parent)


def _line(field: Field, _setting: Setting, bare: bool, parent: QWidget | None) -> FieldEditor:
    klass = MonthEditor if field.form == "month" else LineEditor
    return klass(field, bare=bare, parent=parent)


_MAKERS: dict[Kind, Callable[[Field, Setting, bool, QWidget | None], FieldEditor]] = {
    Kind.LINE: _line,
    Kind.TEXT: lambda f, s, bare, up: TextEditor(f, bare=bare, least=1 if bare else 2, parent=up),
    Kind.CHOICE: lambda f, s, bare, up: ChoiceEditor(f, bare=bare, parent=up),
    Kind.CHOICES: lambda f, s, bare, up: ChoicesEditor(f, bare=bare, parent=up),
    Kind.FLAG: lambda f, s, bare, up: FlagEditor(f, bare=bare, parent=up),
    Kind.NUMBER: lambda f, s, bare, up: NumberEditor(f, bare=bare, parent=up),
    Kind.DAY: lambda f, s, bare, up: DayEditor(f, s.today, bare=bare, parent=up),
    Kind.MOMENT: lambda f, s, bare, up: MomentEditor(f, s.today, bare=bare, parent=up),
    Kind.REF: lambda f, s, bare, up: RefEditor(f, s, bare=bare, parent=up),
    Kind.WHO: lambda f, s, bare, up: WhoEditor(f, s, bare=bare, parent=up),
    Kind.ENTRIES: lambda f, s, bare, up: RowsEditor(f, s, editor_for, bare=bare, parent=up),
}
