"""Where a reminder stands, in one line over its form: what to do now, what is still wanted for it, how near the day is."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from cadreapp.kernel.shape import Shape
from cadreapp.office.rule.guides_course import AHEAD, DONE, NOW, SKIPPED, Course, CourseStep
from ui.widgets.parts import label
from ui.widgets.timeline import Point

_TONES = {"today": "warn", "tomorrow": "warn", "near": "warn", "late": "bad"}
_STATES = {DONE: "done", NOW: "next", AHEAD: "later", SKIPPED: "later"}


class CourseLine(QFrame):
    """Hidden until a course is shown."""

    def __init__(self, shape: Shape, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shape = shape
        self.setProperty("notice", "info")
        self.now = label("", role="strong", wrap=True)
        self.lacks = label("", wrap=True)
        self.term = label("", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 10, 8)
        column.setSpacing(4)
        for part in (self.now, self.lacks, self.term):
            column.addWidget(part)
        self.hide()

    def show_course(self, course: Course | None) -> None:
        """Show a course, or nothing."""
        self.setVisible(course is not None)
        if course is None:
            return
        step = course.now
        self.now.setText(f"现在: {stage_name(self._shape, step.stage)} — {step.todo}" if step else "各步都走完了。")
        names = lacking(self._shape, step) if step else ""
        self.lacks.setText(f"这一步还缺 {names}" if names else "")
        self.lacks.setVisible(bool(names))
        self.term.setText(course.text)
        self.term.setVisible(bool(course.text))
        self.term.setProperty("tone", _TONES.get(course.near.value, "muted"))
        self.term.style().polish(self.term)
        self.setAccessibleName(self.now.text())


def points_ahead(shape: Shape, course: Course) -> Iterator[Point]:
    """Yield the points of a timeline that are not behind: what to do, what is wanted, why a step is left out."""
    for step in course.steps:
        if step.state == DONE:
            continue
        name = stage_name(shape, step.stage)
        if step.state == SKIPPED:
            yield Point(_STATES[step.state], f"{name} (跳过)", "", step.why)
            continue
        yield Point(_STATES[step.state], name, "", _details(shape, step, course.text) if step.state == NOW else "")


def _details(shape: Shape, step: CourseStep, term: str) -> str:
    wants = lacking(shape, step)
    return "\n".join(part for part in (step.todo, f"还缺 {wants}" if wants else "", term) if part)


def stage_name(shape: Shape, stage: str) -> str:
    """Return what a stage is called."""
    return next((c.label for c in shape.states if c.code == stage), stage)


def lacking(shape: Shape, step: CourseStep) -> str:
    """Return the labels of the fields that a step still lacks."""
    return "、".join("或".join(shape[name].label for name in group) for group in step.lacks)
