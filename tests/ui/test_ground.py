"""The ground the window stands on: colours that can be read, passphrases weighed, input methods, preferences."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtGui import QColor
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from ui import theme
from ui.dialogs import code_paper
from ui.widgets.secret import NewSecret, strength
from ui.work import inputmethod, prefs

IBUS = "libibusplatforminputcontextplugin.so"
FCITX5 = "libfcitx5platforminputcontextplugin.so"
FCITX = "libfcitxplatforminputcontextplugin.so"


def luminance(name: str) -> float:
    """Return the relative luminance of WCAG 2."""
    parts = (QColor(name).redF(), QColor(name).greenF(), QColor(name).blueF())
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio of WCAG 2."""
    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("colours", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_every_text_can_be_read_on_every_ground_it_stands_on(colours: theme.Colours) -> None:
    c = asdict(colours)
    pairs = [
        (text, ground)
        for text in ("text", "muted", "accent", "good", "warn", "bad", "info")
        for ground in ("card", "window")
    ]
    pairs += [("text", f"{tone}_soft") for tone in ("accent", "good", "warn", "bad", "info")]
    pairs += [
        ("warn", "warn_soft"),
        ("accent", "accent_soft"),
        ("on_accent", "accent_fill"),
        ("on_accent", "accent_hover"),
    ]
    weak = {
        pair: round(contrast(c[pair[0]], c[pair[1]]), 2) for pair in pairs if contrast(c[pair[0]], c[pair[1]]) < 4.5
    }
    assert weak == {}


def test_no_colour_stands_anywhere_but_in_the_palette() -> None:
    root = Path(theme.__file__).parent
    sources = [p for p in root.rglob("*.py") if p.name != "theme.py"]
    sources += (theme.RESOURCES / "theme").glob("*.qss")
    colour = re.compile(r"#[0-9A-Fa-f]{6}\b")
    assert [p.name for p in sources if colour.search(p.read_text(encoding="utf-8"))] == []


@pytest.fixture
def dressed(qapp: QApplication) -> Iterator[QApplication]:
    yield qapp
    theme.apply(qapp, theme.Mode.LIGHT)


def test_switching_to_dark_changes_palette_and_pictures(dressed: QApplication) -> None:
    theme.apply(dressed, theme.Mode.LIGHT)
    bright = theme.pixmap("lock").toImage()
    theme.apply(dressed, theme.Mode.DARK)
    assert dressed.palette().window().color() == QColor(theme.DARK.window)
    assert theme.pixmap("lock").toImage() != bright


def test_every_icon_asked_for_by_name_is_there_and_has_its_licence() -> None:
    assert (theme.RESOURCES / "licences" / "lucide-ISC.txt").read_text(encoding="utf-8").startswith("ISC License")
    for path in sorted((theme.RESOURCES / "icons").glob("*.svg")):
        assert "currentColor" in path.read_text(encoding="utf-8"), path.name


@pytest.mark.parametrize(
    ("environ", "plugins", "value"),
    [
        ({"QT_IM_MODULE": "fcitx"}, (IBUS,), "ibus"),
        ({"QT_IM_MODULE": "fcitx5"}, (IBUS,), "ibus"),
        ({"QT_IM_MODULE": "fcitx5"}, (IBUS, FCITX5), None),
        ({"QT_IM_MODULE": "fcitx"}, (IBUS, FCITX), None),
        ({"XMODIFIERS": "@im=fcitx"}, (IBUS,), "ibus"),
        ({"QT_IM_MODULE": "ibus", "XMODIFIERS": "@im=fcitx"}, (IBUS,), None),
        ({"QT_IM_MODULE": "fcitx"}, (), None),
        ({"QT_IM_MODULE": "compose"}, (IBUS,), None),
        ({}, (IBUS,), None),
    ],
)
def test_ibus_is_asked_for_only_where_fcitx_has_no_plugin(
    environ: dict[str, str], plugins: tuple[str, ...], value: str | None
) -> None:
    assert inputmethod.chosen(environ, plugins) == value


def test_the_packaged_qt_needs_ibus_for_fcitx(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputmethod.sys, "platform", "linux")
    environ = {"QT_IM_MODULE": "fcitx", "QT_IM_MODULES": "fcitx;wayland"}
    inputmethod.settle(environ)
    assert environ == {"QT_IM_MODULE": "ibus"}


@pytest.mark.parametrize(
    ("typed", "enough"),
    [
        ("", False), ("a1b2c3", False), ("12345678", False), ("aaaaaaaaaa", False), ("梅雨", False),
        ("梅雨渡口木桥", True), ("correct horse battery", True), ("𠮷䶮㛃青山绿水", True),
    ],
)  # fmt: skip
def test_a_passphrase_is_weighed_by_length_and_variety(typed: str, enough: bool) -> None:
    assert strength(typed).enough is enough


def test_a_new_passphrase_counts_only_when_typed_twice_alike(qapp: QApplication) -> None:
    new = NewSecret()
    new.first.setText("plum rain 42 river")
    assert not new.good
    new.again.setText("plum rain 42 rivet")
    assert not new.good
    new.again.setText("plum rain 42 river")
    assert new.good
    new.wipe()
    assert new.text == ""
    new.deleteLater()


@pytest.mark.parametrize("held", [None, "", "{", "[]", "null", '{"theme": 3, "idle_minutes": "x", "more": 1}'])
def test_damaged_preferences_are_the_defaults(tmp_path: Path, held: str | None) -> None:
    if held is not None:
        (tmp_path / prefs.FILE).write_text(held, encoding="utf-8")
    assert prefs.load(tmp_path) == prefs.Prefs()


def test_preferences_come_back_as_they_were_kept(tmp_path: Path) -> None:
    mine = prefs.Prefs(theme="dark", idle_minutes=25, officer="李䶮")
    prefs.save(tmp_path, mine)
    assert prefs.load(tmp_path) == mine
    assert [p.name for p in tmp_path.iterdir()] == [prefs.FILE]


def test_the_recovery_code_fits_on_one_sheet(qapp: QApplication, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "sheet.pdf"))
    assert code_paper.draw(printer, "某某局机关纪委", "66MH7-070YM-8Y33G-Q92KE-XV1RY-YZ3K0-A1R89")
    document = pypdfium2.PdfDocument(tmp_path / "sheet.pdf")
    assert len(document) == 1
    picture = document[0].render().to_pil().convert("L").point(lambda grey: 255 if grey < 128 else 0)
    document.close()
    left, top, right, bottom = picture.getbbox()
    assert left > 20
    assert top > 20
    assert right < picture.width - 20
    rows = [picture.crop((left, y, right, y + 1)).getbbox() is not None for y in range(top, bottom)]
    assert sum(now and not before for before, now in itertools.pairwise([False, *rows])) >= 5
