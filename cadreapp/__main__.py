"""`python -m cadreapp`: the command line; without a word the window."""

from __future__ import annotations

import gc
import sys
from importlib import import_module
from importlib.util import find_spec

WINDOW = "ui.app"
"""The window is another package that knows this one, not the reverse: it is started by name."""


def run(words: list[str]) -> int:
    """Open the window or run one command; return the exit code."""
    if not words and find_spec("PySide6") is not None:
        # The parser of all verbs is not loaded for it, and nothing made on the way to the lock screen is garbage.
        gc.disable()
        return int(import_module(WINDOW).main([]))
    from cadreapp.cli.main import main

    return main(words)


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
