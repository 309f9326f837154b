"""A record to read: its values by section, its links both ways, what happened to it; nothing here can be typed into."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from cadreapp.kernel.shape import Field, Kind, Shape, Values
from cadreapp.office.reading import RecordView
from cadreapp.office.wording import worded
from ui.fields.base import is_empty
from ui.widgets.link import Link
from ui.widgets.office_lookup import UNKNOWN
from ui.widgets.parts import card, label, row
from ui.widgets.picture import Picture

LABEL_PX = 104
NOTE_PX = 132


class ValuesView(QWidget):
    """The filled-in fields of a record, one card a section; empty ones are left out."""

    wants_record = Signal(str)

    def __init__(self, shape: Shape, *, without: Sequence[str] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shape = shape
        self._without = frozenset(without)
        self._names: dict[str, str] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)

    def show_record(self, view: RecordView) -> None:
        """Show the values of `view`."""
        clear(self._column)
        self._names = view.names
        sections: dict[str, list[Field]] = {}
        for field in (f for f in self.shape.fields if f.name not in self._without):
            if not is_empty(view.values.get(field.name)) and view.values.get(field.name) is not False:
                title = "内部" if field.internal else field.section
                sections.setdefault(title, []).append(field)
        for title in sorted(sections, key=lambda t: t == "内部"):
            self._column.addWidget(self._section(title, sections[title], view.values))

    def clear(self) -> None:
        """Show nothing."""
        clear(self._column)

    def _section(self, title: str, fields: list[Field], values: Values) -> QFrame:
        frame, column = card()
        if title == "内部":
            column.addLayout(row(Picture("eye-off", "warn"), label("内部 · 不给对方看", role="strong", tone="warn"), 0))
        elif title:
            column.addWidget(label(title, role="strong"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnMinimumWidth(0, LABEL_PX)
        grid.setColumnStretch(1, 1)
        for number, field in enumerate(fields):
            head = label(field.label, role="small", tone="muted", wrap=True)
            head.setFixedWidth(LABEL_PX)
            grid.addWidget(head, number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self._value(field, values[field.name]), number, 1)
        column.addLayout(grid)
        return frame

    def _value(self, field: Field, value: Any) -> QWidget:
        if field.kind is Kind.REF:
            return Link(self._names.get(value, UNKNOWN), lambda: self.wants_record.emit(value))
        if field.kind is Kind.ENTRIES and field.entry is not None:
            return self._rows(field.entry, value)
        return reading_label(worded(field, value, self._names))

    def _rows(self, entry: Shape, rows: list[Values]) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        names = [f.name for f in entry.fields]
        for number, values in enumerate(rows, 1):
            if names[:2] == ["question", "answer"]:
                text = f"问　{values.get('question') or ''}\n答　{values.get('answer') or ''}"
            else:
                parts = [self._part(f, values.get(f.name), lone=len(names) == 1) for f in entry.fields]
                text = f"{number}. " + "　".join(p for p in parts if p)
            column.addWidget(reading_label(text))
        return holder

    def _part(self, field: Field, value: Any, *, lone: bool) -> str:
        if is_empty(value) or value is False:
            return ""
        if field.kind is Kind.REF:
            return self._names.get(value, "")
        text = worded(field, value, self._names)
        return text if lone or field.kind in (Kind.WHO, Kind.TEXT) else f"{field.label}: {text}"


def reading_label(text: str) -> QLabel:
    """Return text that wraps, can be selected, and breaks inside a long run of characters."""
    made = label(text, wrap=True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    made.setMinimumWidth(60)
    return made


class LinesView(QFrame):
    """A card of records that can be opened, with a note before each: links, a person's file, history."""

    wants_record = Signal(str)

    def __init__(self, title: str, empty: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self._empty = empty
        outer = QVBoxLayout(self)
        outer.setContentsMargins(20, 14, 20, 14)
        outer.setSpacing(6)
        self._head = label(title, role="strong")
        outer.addWidget(self._head)
        self._column = QVBoxLayout()
        self._column.setSpacing(2)
        outer.addLayout(self._column)

    def show_lines(self, lines: list[tuple[str, str, str, str | None]]) -> None:
        """Show (note, text, detail, record id or None) a line."""
        clear(self._column)
        if not lines:
            self._column.addWidget(label(self._empty, role="small", tone="muted"))
        for note, text, detail, key in lines:
            self._column.addLayout(self._line(note, text, detail, key))

    def _line(self, note: str, text: str, detail: str, key: str | None) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setColumnStretch(1, 1)
        head = label(note, role="small", tone="muted")
        head.setFixedWidth(NOTE_PX)
        grid.addWidget(head, 0, 0)
        body: QWidget
        if key is not None:
            body = Link(text, lambda: self.wants_record.emit(key))
        else:
            body = reading_label(text)
        grid.addWidget(body, 0, 1)
        grid.addWidget(label(detail, role="small", tone="muted"), 0, 2)
        return grid


def clear(layout: Any) -> None:
    """Take everything out of a layout and delete it."""
    while (item := layout.takeAt(0)) is not None:
        if item.widget() is not None:
            item.widget().hide()
            item.widget().deleteLater()
        elif item.layout() is not None:
            clear(item.layout())
            item.layout().deleteLater()
