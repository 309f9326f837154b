"""文书: the page of letters, whose form shows only what the kind of letter at hand has a use for."""

from __future__ import annotations

from typing import Any

from cadreapp.office.papers import letters
from ui.fields.base import FieldEditor, is_empty
from ui.fields.row import fill_grid
from ui.pages.book_page import BookPage
from ui.pages.record_page_acts import judge_of
from ui.widgets.record_form import RecordForm


class LetterForm(RecordForm):
    """A `RecordForm` that follows its kind; a field that holds something stays in sight whatever the kind."""

    def set_values(self, values: Any) -> None:
        super().set_values(values)
        self._lay_out()

    def _kind_edited(self) -> None:
        super()._kind_edited()
        self._lay_out()

    def _lay_out(self) -> None:
        idle = letters.idle(self.editors["kind"].value() or "")
        for grid, editors in self._grids:
            for editor in editors:
                grid.removeWidget(editor)
                editor.setVisible(_is_of_use(editor, idle))
            fill_grid(grid, [editor for editor in editors if _is_of_use(editor, idle)], self._size, self.spans)


class LetterPage(BookPage):
    """List, reader and editor of letters."""

    def make_form(self) -> RecordForm:
        return LetterForm(self.shape, self.setting, judge=judge_of(self.shape))


def _is_of_use(editor: FieldEditor, idle: frozenset[str]) -> bool:
    return editor.field.name not in idle or not is_empty(editor.value())
