"""The one palette: every colour of the window, light and dark, and the fonts, sizes and style made from them."""

from __future__ import annotations

import sys
from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from string import Template

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

RESOURCES = Path(getattr(sys, "_MEIPASS", Path(__file__).resolve().parents[1])) / "resources"
TEXT_PX = 14
ROW_PX = 44
RADIUS_PX = 8
DRESSED = "dressed"
"""A property of the application that was dressed once."""

FAMILIES = ("Noto Sans SC", "Microsoft YaHei UI", "Noto Sans CJK SC", "Cadre Song", "Cadre Rare A", "Cadre Rare B")


class Mode(StrEnum):
    """Which of the two sets is used; SYSTEM follows the desktop."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True)
class Colours:
    """One complete set; the text colours keep a contrast of at least 4.5 on `window` and `card`."""

    window: str
    card: str
    sunken: str
    line: str
    line_strong: str
    text: str
    muted: str
    accent: str
    accent_fill: str
    accent_hover: str
    accent_soft: str
    on_accent: str
    hover: str
    good: str
    good_soft: str
    warn: str
    warn_soft: str
    bad: str
    bad_soft: str
    info: str
    info_soft: str
    disabled: str


LIGHT = Colours(
    window="#F5F6F8", card="#FFFFFF", sunken="#F0F2F4", line="#E5E8EC", line_strong="#CBD1D8",
    text="#1F2328", muted="#5F6873", accent="#B4232A", accent_fill="#B4232A", accent_hover="#9A1C23",
    accent_soft="#FBEDEE", on_accent="#FFFFFF", hover="#EDEFF2",
    good="#1C7340", good_soft="#E9F5EE", warn="#8F5300", warn_soft="#FDF3E2", bad="#B4232A", bad_soft="#FCEDED",
    info="#2A5C99", info_soft="#EAF1F9", disabled="#9AA2AC",
)  # fmt: skip
DARK = Colours(
    window="#17181A", card="#1F2123", sunken="#1A1C1E", line="#2E3135", line_strong="#44494F",
    text="#E7E9EB", muted="#A0A8B2", accent="#EF7B7F", accent_fill="#B8363C", accent_hover="#CB4248",
    accent_soft="#3A2224", on_accent="#FFFFFF", hover="#2A2D30",
    good="#6FCF97", good_soft="#1D3126", warn="#F0B35A", warn_soft="#372A17", bad="#F28B8E", bad_soft="#3A2224",
    info="#82B4EE", info_soft="#1D2B3A", disabled="#6D747C",
)  # fmt: skip


class _Theme(QObject):
    """Holds the set in use and tells those who paint by hand when it changes."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.colours = LIGHT


@cache
def theme() -> _Theme:
    """Return the one theme object (its `changed` follows a switch between light and dark)."""
    return _Theme()


def colour(name: str) -> QColor:
    """Return a colour of the set in use by its field name in `Colours`."""
    return QColor(getattr(theme().colours, name))


def apply(app: QApplication, mode: Mode = Mode.SYSTEM) -> None:
    """Dress `app`: style, palette, fonts, sheet; may be called again to switch."""
    first = not app.property(DRESSED)
    if first:
        app.setProperty(DRESSED, True)
        app.setStyle("Fusion")
        load_first_fonts()
    theme().colours = DARK if _is_dark(app, mode, first) else LIGHT
    app.setFont(font())
    app.setPalette(_palette(theme().colours))
    app.setStyleSheet(_sheet(theme().colours))
    theme().changed.emit()


def _is_dark(app: QApplication, mode: Mode, first: bool) -> bool:
    """Choose for `mode` and tell Qt, whose own parts (a title bar, a file dialog) follow."""
    if first and mode is Mode.SYSTEM:
        # The palette is still the desktop's. Asking it spares the lock screen the namespace Qt, whose hundred and more
        # enumerations take a fifth of the time of a bare window.
        return app.palette().window().color().lightness() < 128
    from PySide6.QtCore import Qt

    app.styleHints().setColorScheme(
        {Mode.DARK: Qt.ColorScheme.Dark, Mode.LIGHT: Qt.ColorScheme.Light}.get(mode, Qt.ColorScheme.Unknown)
    )
    return mode is Mode.DARK or (mode is Mode.SYSTEM and app.styleHints().colorScheme() is Qt.ColorScheme.Dark)


def font(px: int = TEXT_PX, *, strong: bool = False) -> QFont:
    """Return the window's font at `px` logical pixels; `strong` is the SemiBold face."""
    made = QFont()
    made.setFamilies(list(FAMILIES))
    made.setPixelSize(px)
    made.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


@cache
def load_first_fonts() -> tuple[str, ...]:
    """Give Qt the faces that almost all text is shown in and return their family names."""
    return _loaded("NotoSansSC")


@cache
def load_fonts() -> tuple[str, ...]:
    """Give Qt all our own faces and return their family names; none there means the system's are used."""
    return load_first_fonts() + _loaded("CadreSong", "CadreRare")


def _loaded(*names: str) -> tuple[str, ...]:
    found: list[str] = []
    for path in sorted((RESOURCES / "fonts").glob("*.ttf")):
        if path.name.startswith(names):
            number = QFontDatabase.addApplicationFont(str(path))
            found += QFontDatabase.applicationFontFamilies(number)
    return tuple(found)


def icon(name: str, tone: str = "text") -> QIcon:
    """Return the icon `name` (a file of resources/icons) in the colour `tone`, greyed when disabled."""
    made = QIcon()
    for ratio in _ratios():
        made.addPixmap(_picture(name, colour(tone).name(), ratio))
        made.addPixmap(_picture(name, colour("disabled").name(), ratio), QIcon.Mode.Disabled)
    return made


def _ratios() -> set[float]:
    """Return the pixel ratios of the screens there are, and one fine enough to be scaled for a screen that comes later."""
    return {2.0} | {screen.devicePixelRatio() for screen in QGuiApplication.screens()}


def pixmap(name: str, tone: str = "text", size: int = 20) -> QPixmap:
    """Return one picture of `size` logical pixels, sharp on the primary screen."""
    screen = QGuiApplication.primaryScreen()
    return _picture(name, colour(tone).name(), screen.devicePixelRatio() if screen else 1.0, size)


@cache
def _picture(name: str, value: str, ratio: float, size: int = 20) -> QPixmap:
    source = (RESOURCES / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    renderer = QSvgRenderer(QByteArray(source.replace("currentColor", value).encode()))
    picture = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    picture.fill(QColor(0, 0, 0, 0))
    painter = QPainter(picture)
    renderer.render(painter, QRectF(picture.rect()))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def _palette(c: Colours) -> QPalette:
    roles = QPalette.ColorRole
    palette = QPalette()
    for role, value in (
        (roles.Window, c.window), (roles.WindowText, c.text), (roles.Base, c.card), (roles.AlternateBase, c.sunken),
        (roles.Text, c.text), (roles.PlaceholderText, c.muted), (roles.Button, c.card), (roles.ButtonText, c.text),
        (roles.BrightText, c.on_accent), (roles.Highlight, c.accent_fill), (roles.HighlightedText, c.on_accent),
        (roles.Link, c.accent), (roles.LinkVisited, c.accent), (roles.Accent, c.accent_fill),
        (roles.ToolTipBase, c.card), (roles.ToolTipText, c.text), (roles.Light, c.card), (roles.Midlight, c.hover),
        (roles.Mid, c.line_strong), (roles.Dark, c.line_strong), (roles.Shadow, c.line_strong),
    ):  # fmt: skip
        palette.setColor(role, QColor(value))
    for role in (roles.Text, roles.WindowText, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(c.disabled))
    return palette


def _sheet(c: Colours) -> str:
    text = (RESOURCES / "theme" / "window.qss").read_text(encoding="utf-8")
    return Template(text).substitute(asdict(c), resources=(RESOURCES / "theme").as_posix())
