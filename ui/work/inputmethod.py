"""Chooses the input method before Qt starts: the packaged Qt has ibus but no fcitx, and fcitx serves ibus programs."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping, MutableMapping
from pathlib import Path


def chosen(environ: Mapping[str, str], plugins: Iterable[str]) -> str | None:
    """Return the value QT_IM_MODULE must get, or None to leave it.

    `plugins` are the file names in Qt's folder of input context plugins. The desktops of UOS and Kylin set fcitx or
    fcitx5; without that plugin no Chinese could be typed, so ibus is asked for, which fcitx5 answers.
    """
    wanted = environ.get("QT_IM_MODULE", "").strip().lower()
    if not wanted and "fcitx" in environ.get("XMODIFIERS", "").lower():
        wanted = "fcitx"
    if not wanted.startswith("fcitx"):
        return None
    names = tuple(name.lower() for name in plugins)
    if any(f"{wanted}platforminputcontext" in name for name in names):
        return None
    return "ibus" if any("ibusplatforminputcontext" in name for name in names) else None


def settle(environ: MutableMapping[str, str] | None = None) -> None:
    """Set the environment; call it before QApplication is made. Does nothing off Linux."""
    if sys.platform != "linux":
        return
    import PySide6  # only its folder is wanted: QtCore would already read the environment

    target = os.environ if environ is None else environ
    folder = Path(PySide6.__file__).parent / "Qt" / "plugins" / "platforminputcontexts"
    value = chosen(target, (path.name for path in folder.glob("*.so")))
    if value:
        target["QT_IM_MODULE"] = value
        target.pop("QT_IM_MODULES", None)
