"""Where things lie on this machine: the user's store, the log, the resources that ship with the program."""

from __future__ import annotations

import os
from pathlib import Path

APP = "cadreapp"


def store_folder(given: str | None = None) -> Path:
    """Return the store's folder: the one given, CADREAPP_STORE, or the user's data folder."""
    named = given or os.environ.get("CADREAPP_STORE")
    return Path(named).expanduser().absolute() if named else _user_dirs("data") / "store"


def log_folder() -> Path:
    """Return where the log lies; it never holds record contents."""
    return _user_dirs("log")


def resources() -> Path:
    """Return the folder `resources` that ships beside the packages."""
    return Path(__file__).resolve().parent.parent.parent / "resources"


def _user_dirs(which: str) -> Path:
    # platformdirs is needed only where no folder was given.
    import platformdirs

    return Path(platformdirs.user_log_dir(APP, False) if which == "log" else platformdirs.user_data_dir(APP, False))
