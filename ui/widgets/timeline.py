"""How far something has come: steps done with their day and note, the next one, those still to come."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from cadreapp.kernel.shape import Family, Shape, Values
from cadreapp.office.reading import RecordView
from cadreapp.office.rule.guides_course import left_out
from ui import theme
from ui.widgets.parts import label
from ui.widgets.record_view import clear, reading_label
from ui.work import words

PAPER_ORDER = ("printed", "signed", "archived")
NEXT_WORDS = {"printed": "打印签字件", "signed": "请本人和各方签字, 回来登记签字", "archived": "归档, 写件号"}

DETOURS = ("extended", "returned", "handed_over")
"""Stages that a course may pass and mostly does not: 延期, 再次整改, 移交或退回."""


@dataclass(frozen=True)
class Point:
    """One point: `state` is done, next or later."""

    state: str
    title: str
    day: str = ""
    detail: str = ""


class Timeline(QFrame):
    """A card of points under each other, joined by a line."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(20, 14, 20, 14)
        outer.setSpacing(6)
        outer.addWidget(label(title, role="strong"))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(1, 1)
        outer.addLayout(self._grid)

    def show_points(self, points: list[Point]) -> None:
        """Show `points` from the first to the last."""
        clear(self._grid)
        for number, point in enumerate(points):
            self._grid.addWidget(_Dot(point.state, number == 0, number == len(points) - 1), number, 0)
            self._grid.addWidget(self._words(point), number, 1)
            self._grid.addWidget(label(point.day, role="small", tone="muted"), number, 2)
        self.setVisible(bool(points))

    def _words(self, point: Point) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 4, 0, 6)
        column.setSpacing(2)
        title = f"下一步: {point.title}" if point.state == "next" else point.title
        tone = {"next": "accent", "later": "muted"}.get(point.state, "")
        column.addWidget(label(title, role="strong" if point.state == "next" else "", tone=tone, wrap=True))
        if point.detail:
            detail = reading_label(point.detail)
            detail.setProperty("tone", "muted")
            column.addWidget(detail)
        return holder


class _Dot(QWidget):
    """The mark of one point and the line that joins it to its neighbours."""

    def __init__(self, state: str, first: bool, last: bool) -> None:
        super().__init__()
        self._state, self._first, self._last = state, first, last
        self.setFixedWidth(16)

    def sizeHint(self) -> QSize:
        return QSize(16, 28)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = QPointF(8, 14)
        painter.setPen(QPen(theme.colour("line_strong"), 1))
        painter.drawLine(QPointF(8, 14 if self._first else 0), QPointF(8, 14 if self._last else self.height()))
        done = self._state == "done"
        tone = {"done": "good", "next": "accent"}.get(self._state, "line_strong")
        painter.setPen(QPen(theme.colour(tone), 2))
        painter.setBrush(theme.colour("good" if done else "card"))
        painter.drawEllipse(middle, 5, 5)
        painter.end()


def points_of(shape: Shape, view: RecordView) -> list[Point]:
    """Return the points of a course or of a document's paper; a register has none."""
    if shape.family is Family.COURSE:
        return _course(shape, view.values)
    if shape.family is Family.DOCUMENT and view.state in ("sealed", "withdrawn"):
        return _paper(shape, view)
    return []


def _course(shape: Shape, values: Values) -> list[Point]:
    labels = {c.code: c.label for c in shape.states}
    steps = values.get("steps") or []
    done = [Point("done", labels.get(s.get("stage"), s.get("stage") or ""), words.day(s.get("on")), _told(s)) for s in steps]
    rest = [labels[code] for code in stages_ahead(shape, values)]
    return done + [Point("next" if not n else "later", text) for n, text in enumerate(rest)]


def stages_ahead(shape: Shape, values: Values) -> list[str]:
    """Return the stages a course has before it, in order; what is only a detour is chosen by hand, never proposed."""
    skipped = left_out(values) if shape.name == "reminder" else frozenset()
    order = [c.code for c in shape.states if c.code not in DETOURS and c.code not in skipped]
    passed = [s.get("stage") for s in values.get("steps") or []]
    reached = [order.index(code) for code in passed if code in order]
    return order[max(reached) + 1 :] if reached else order


def _told(step: Values) -> str:
    who = (step.get("by") or {}).get("name") or ""
    until = f"时限 {words.day(step['until'])}" if step.get("until") else ""
    return "　".join(part for part in (who, step.get("note") or "", step.get("paper") or "", until) if part)


def _paper(shape: Shape, view: RecordView) -> list[Point]:
    entry = shape["paper"].entry
    assert entry is not None, "a document has paper"
    steps = view.values.get("paper") or []
    points = [Point("done", "定稿", words.day((view.sealed_at or "")[:10]))]
    for step in steps:
        pages = f"{step['pages']} 页" if step.get("pages") else ""
        fixes = f"更正 {step['corrections']} 处" if step.get("corrections") else ""
        parts = (pages, fixes, step.get("reason") or "", step.get("witnesses") or "", step.get("file_no") or "")
        title = entry["step"].label_of(step.get("step") or "")
        points.append(Point("done", title, words.day((step.get("at") or "")[:10]), "　".join(p for p in parts if p)))
    came = {s.get("step") for s in steps}
    settled = came & {"signed", "refused", "partly"}
    rest = [s for s in PAPER_ORDER if s not in came and not (s in ("printed", "signed") and settled)]
    if view.state == "withdrawn" or "archived" in came:
        rest = []
    return points + [Point("next" if not n else "later", NEXT_WORDS[s]) for n, s in enumerate(rest)]
