"""Editors of REF and WHO: search as you type, by part of a name or pinyin initials; add who is missing."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLineEdit, QWidget

from cadreapp.kernel.shape import Field
from ui import theme
from ui.fields.base import FieldEditor
from ui.fields.composing import Line
from ui.fields.setting import Hit, Setting
from ui.fields.suggest import Follow, Suggest


class RefEditor(FieldEditor):
    """A reference to another record; the value is its id."""

    def __init__(self, field: Field, setting: Setting, *, bare: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(field, bare=bare, parent=parent)
        self._setting = setting
        self._id: str | None = None
        self.line = Line(self)
        names = "、".join(setting.lookup.title_of(t) for t in field.targets)
        self.line.setPlaceholderText(f"输入{names}的名称或拼音首字母" if not bare else field.label)
        self._mark = _linked_mark(self.line)
        self.suggest = Suggest(self.line, setting, field.targets)
        self._names = Follow(self)
        self.body.addWidget(self.line)
        self.line.edited.connect(self._typed)
        self.suggest.picked.connect(self._picked)
        self.adopt(self.line)

    def controls(self) -> tuple[QWidget, ...]:
        return (self.line,)

    def show_value(self, value: Any) -> None:
        self._names.cancel()
        self.suggest.close()
        self._id = str(value) if value else None
        self.line.clear()
        self._mark.setVisible(self._id is not None)
        if self._id is not None:
            self._setting.lookup.name_of(self.field.targets, self._id, self._names(self._show_name))

    def read_value(self) -> Any:
        return self._id

    def local_problem(self) -> str:
        if self._id is None and self.line.text().strip():
            return "还没有对上: 请从列表里选一个, 或新建"
        return ""

    def _show_name(self, name: str) -> None:
        self.line.setText(name)
        self.line.setCursorPosition(0)

    def _typed(self) -> None:
        self._names.cancel()
        self._id = None
        self._mark.setVisible(False)
        self.edited()

    def _picked(self, hit: Hit) -> None:
        self._names.cancel()
        self._id = hit.id
        self._show_name(hit.label)
        self._mark.setVisible(True)
        self.edited()


class WhoEditor(FieldEditor):
    """A person of the register or from outside, with unit and post as of that day."""

    def __init__(self, field: Field, setting: Setting, *, bare: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(field, bare=bare, parent=parent)
        self._person: str | None = None
        self._extra: dict[str, Any] = {}
        self.name, self.unit, self.post = Line(self), Line(self), Line(self)
        for line, part, hint in (
            (self.name, "姓名", "姓名或拼音首字母"), (self.unit, "单位", "单位"), (self.post, "职务", "职务"),
        ):  # fmt: skip
            line.setAccessibleName(f"{field.label}: {part}")
            line.setPlaceholderText(hint)
        self.name.setMinimumWidth(120)
        self._mark = _linked_mark(self.name)
        self.suggest = Suggest(self.name, setting, field.targets or ("person",))
        self._row = QHBoxLayout()
        self._row.setSpacing(6)
        self._row.addWidget(self.name, 4)
        self._row.addWidget(self.unit, 5)
        self._row.addWidget(self.post, 4)
        self.body.addLayout(self._row)
        self.name.edited.connect(self._renamed)
        self.unit.edited.connect(self.edited)
        self.post.edited.connect(self.edited)
        self.suggest.picked.connect(self._picked)
        self.adopt(self.name, self.unit, self.post)

    def controls(self) -> tuple[QWidget, ...]:
        return self.name, self.unit, self.post

    def show_value(self, value: Any) -> None:
        self.suggest.close()
        value = value if isinstance(value, dict) else {}
        self._extra = {k: v for k, v in value.items() if k not in ("person", "name", "unit", "post")}
        self._person = value.get("person")
        for line, part in ((self.name, "name"), (self.unit, "unit"), (self.post, "post")):
            line.setText(value.get(part) or "")
            line.setCursorPosition(0)
        self._mark.setVisible(bool(self._person))

    def read_value(self) -> Any:
        texts = {"name": self.name.text().strip(), "unit": self.unit.text().strip(), "post": self.post.text().strip()}
        if not self._person and not any(texts.values()):
            return None
        return {**self._extra, "person": self._person, **texts}

    def stack(self) -> None:
        """Put unit and post under the name, for a narrow place."""
        self._row.setDirection(QBoxLayout.Direction.TopToBottom)

    def _renamed(self) -> None:
        # Another name is another person: the link to the register goes, unit and post stay to be corrected.
        self._person = None
        self._mark.setVisible(False)
        self.edited()

    def _picked(self, hit: Hit) -> None:
        self._person = hit.id
        self.name.setText(hit.label)
        self.unit.setText(hit.unit)
        self.post.setText(hit.post)
        self._mark.setVisible(True)
        self.edited()


def _linked_mark(line: Line) -> QAction:
    """Put the small sign "from the register" at the end of `line` and return it, hidden."""
    mark = line.addAction(theme.icon("circle-check", "good"), QLineEdit.ActionPosition.TrailingPosition)
    mark.setToolTip("已和名册(登记)对上")
    mark.setVisible(False)
    for child in line.children():
        # The sign only tells; Tab must not stop at it.
        if isinstance(child, QWidget):
            child.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return mark

