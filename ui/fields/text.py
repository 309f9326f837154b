"""Editors of LINE, TEXT and NUMBER."""

from __future__ import annotations

import unicodedata
from typing import Any

from PySide6.QtWidgets import QWidget

from cadreapp.kernel.shape import Field
from ui.fields.base import FieldEditor
from ui.fields.composing import Area, Line
from ui.fields.days import parse_month


class LineEditor(FieldEditor):
    """Short text in one line; an empty line is None."""

    def __init__(self, field: Field, *, bare: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(field, bare=bare, parent=parent)
        self.line = Line(self)
        self.line.edited.connect(self.edited)
        self.body.addWidget(self.line)
        self.adopt(self.line)
        if bare:
            self.line.setPlaceholderText(field.label)

    def controls(self) -> tuple[QWidget, ...]:
        return (self.line,)

    def show_value(self, value: Any) -> None:
        self.line.setText("" if value is None else str(value))
        self.line.setCursorPosition(0)

    def read_value(self) -> Any:
        return self.line.text() or None


class TextEditor(FieldEditor):
    """Text of any length that grows while it is written; Tab leaves it."""

    def __init__(self, field: Field, *, bare: bool = False, least: int = 3, parent: QWidget | None = None) -> None:
        super().__init__(field, bare=bare, parent=parent)
        self.area = Area(least, parent=self)
        self.area.edited.connect(self.edited)
        self.body.addWidget(self.area)
        self.adopt(self.area)
        if bare:
            self.area.setPlaceholderText(field.label)

    def controls(self) -> tuple[QWidget, ...]:
        return (self.area,)

    def show_value(self, value: Any) -> None:
        self.area.set_text("" if value is None else str(value))

    def read_value(self) -> Any:
        return self.area.text() or None


class NumberEditor(LineEditor):
    """A whole number; full-width digits are understood, anything else stays as typed and says so."""

    def __init__(self, field: Field, *, bare: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(field, bare=bare, parent=parent)
        self.line.setMaximumWidth(160)
        self.left.connect(self._tidy)

    def read_value(self) -> Any:
        text = self.line.text().strip()
        number = parse_number(text)
        return number if number is not None else (text or None)

    def local_problem(self) -> str:
        value = self.value()
        return "" if value is None or isinstance(value, int) else f"{self.field.label}要填整数, 如 12"

    def _tidy(self) -> None:
        number = parse_number(self.line.text())
        if number is not None and self.line.text() != str(number):
            self.line.setText(str(number))


class MonthEditor(LineEditor):
    """A year and month, kept as YYYY-MM; a year or a full day is understood as well."""

    def __init__(self, field: Field, *, bare: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(field, bare=bare, parent=parent)
        self.left.connect(self._tidy)

    def read_value(self) -> Any:
        text = self.line.text().strip()
        return parse_month(text) or text or None

    def local_problem(self) -> str:
        value = self.value()
        return "" if value is None or parse_month(str(value)) else f"{self.field.label}写成年月, 如 1978-08"

    def _tidy(self) -> None:
        month = parse_month(self.line.text())
        if month is not None and month != self.line.text():
            self.line.setText(month)


def parse_number(text: str) -> int | None:
    """Return the whole number that `text` says, or None; digits of any width, an optional sign, nothing else."""
    text = unicodedata.normalize("NFKC", text).strip().replace("−", "-")
    digits = text[1:] if text[:1] in "+-" else text
    # int() accepts underscores and takes quadratic time on very long input.
    if not digits or len(digits) > 15 or not (digits.isascii() and digits.isdigit()):
        return None
    return int(text)
