"""The line that says how much is still missing and takes the person there, one press after the other."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cadreapp.kernel.shape import Problem
from ui.widgets.parts import button, label
from ui.widgets.picture import Picture

SHOWN = 3


class MissingBar(QWidget):
    """Shows "还缺 3 项: …" with a way to the next one; `ready` when nothing is missing. `wanted` carries a path."""

    wanted = Signal(str)

    def __init__(self, ready: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ready = ready
        self._problems: tuple[Problem, ...] = ()
        self._next = 0
        self._text = ""
        self._icon = Picture("list-checks", "muted", 16)
        self._says = label("", role="small")
        self._says.setMinimumWidth(40)
        self._go = button("去填", self._jump, kind="link")
        self._go.setToolTip("到下一处还缺的地方 (F8)")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._icon)
        row.addWidget(self._says, 1)
        row.addWidget(self._go)
        self.setAccessibleName("还缺什么")
        self.show_problems(())

    def show_problems(self, problems: Sequence[Problem], labels: Sequence[str] = ()) -> None:
        """Show what is missing; `labels` are the names of the fields, in the order of `problems`."""
        self._problems = tuple(problems)
        self._next = 0
        names = list(dict.fromkeys(labels))
        if not problems:
            text = self._ready
        else:
            more = f" 等 {len(names)} 项" if len(names) > SHOWN else ""
            text = f"还缺 {'、'.join(names[:SHOWN])}{more}" if names else f"还有 {len(problems)} 处要看"
        self._text = text
        self._go.setVisible(bool(problems))
        self._dress()

    def jump(self) -> None:
        """Go to the next problem."""
        self._jump()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def _dress(self) -> None:
        done = not self._problems
        self._icon.turn("circle-check" if done else "list-checks", "good" if done else "muted")
        self._says.setProperty("tone", "good" if done else "muted")
        self._says.style().polish(self._says)
        self._elide()

    def _elide(self) -> None:
        room = max(self._says.width(), 60)
        self._says.setText(self._says.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideRight, room))
        self._says.setToolTip(self._text)

    def _jump(self) -> None:
        if self._problems:
            self.wanted.emit(self._problems[self._next % len(self._problems)].path)
            self._next += 1
