"""Small pieces made one way everywhere: labels, buttons, cards, scrolling pages."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui import theme


class Painted:
    """Mixed into a widget whose pictures follow the palette: `paint_icons` runs at first and after each change."""

    paint_icons: Callable[[], None]

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.PaletteChange:
            self.paint_icons()
        super().changeEvent(event)  # type: ignore[misc]


class _Button(Painted, QPushButton):
    def __init__(self, icon: str, tone: str) -> None:
        super().__init__()
        self._icon, self._tone = icon, tone
        self.setIconSize(QSize(18, 18))
        self.paint_icons()

    def paint_icons(self) -> None:
        if self._icon:
            self.setIcon(theme.icon(self._icon, self._tone))


class _Tool(Painted, QToolButton):
    def __init__(self, icon: str, tone: str) -> None:
        super().__init__()
        self._icon, self._tone = icon, tone
        self.setIconSize(QSize(18, 18))
        self.paint_icons()

    def paint_icons(self) -> None:
        self.setIcon(theme.icon(self._icon, self._tone))


def label(text: str, *, role: str = "", tone: str = "", wrap: bool = False) -> QLabel:
    """Return a label; `role` (title, heading, strong, small …) and `tone` (muted, good …) are styled by the sheet."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    if tone:
        made.setProperty("tone", tone)
    return made


def button(text: str, do: Callable[[], object] | None = None, *, kind: str = "", icon: str = "") -> QPushButton:
    """Return a push button; `kind` is primary, danger, flat, link or plain."""
    tone = {"primary": "on_accent", "danger": "bad", "link": "accent"}.get(kind, "text")
    made = _Button(icon, tone)
    made.setText((" " + text) if icon else text)
    made.setAccessibleName(text)
    made.setAutoDefault(False)
    if kind:
        made.setProperty("kind", kind)
    if do:
        made.clicked.connect(lambda: do())
    return made


def tool(icon: str, name: str, do: Callable[[], object] | None = None, *, tone: str = "muted") -> QToolButton:
    """Return a button that is only a picture; `name` is read out and shown as its tip."""
    made = _Tool(icon, tone)
    made.setAccessibleName(name)
    made.setToolTip(name)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    if do:
        made.clicked.connect(lambda: do())
    return made


def card(title: str = "", *, spacing: int = 10) -> tuple[QFrame, QVBoxLayout]:
    """Return a white card and its column, headed by `title`."""
    frame = QFrame()
    frame.setProperty("card", True)
    column = QVBoxLayout(frame)
    column.setContentsMargins(20, 16, 20, 16)
    column.setSpacing(spacing)
    if title:
        column.addWidget(label(title, role="heading"))
    return frame, column


def rule() -> QFrame:
    """Return a thin line across."""
    line = QFrame()
    line.setProperty("rule", True)
    return line


def row(*parts: QWidget | int, spacing: int = 8) -> QHBoxLayout:
    """Return a row of widgets; 0 among them is a stretch."""
    made = QHBoxLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(spacing)
    for part in parts:
        if isinstance(part, int):
            made.addStretch(1)
        else:
            made.addWidget(part)
    return made


def scrolling(inner: QWidget, name: str) -> QScrollArea:
    """Return `inner` in an area that scrolls up and down; Tab moves inside, the area itself takes no focus."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setAccessibleName(name)
    inner.setProperty("page", True)
    area.setWidget(inner)
    return area
