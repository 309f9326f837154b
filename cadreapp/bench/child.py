"""One cold process of a run: measures one step and prints its figures as JSON."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from typing import Any

STEPS = {
    "bare": ("window", "bare_alone"), "window": ("window", "window"), "open": ("keeping", "opening"), "save": ("keeping", "saving"),
    "search": ("keeping", "searching"), "due": ("owing", "owing"), "import": ("keeping", "importing"),
    "envelope": ("travelling", "envelope"), "meet": ("travelling", "meet"), "bundle": ("travelling", "sending_out"),
    "receive": ("travelling", "taking_in"), "again": ("travelling", "taking_in"), "pages": ("printing", "pages"),
    "setting": ("setting", "against_canvas"), "others": ("setting", "against_others"), "first": ("setting", "first_page"),
    "batch": ("setting", "batch"),
}  # fmt: skip
"""Step -> module and function; only the module of the step is loaded, so that memory is its own."""


def main(words: list[str]) -> None:
    """Run the step named first; the other words are its JSON arguments."""
    module, name = STEPS[words[0]]
    given: list[Any] = json.loads(words[1])
    arguments = [Path(item) if isinstance(item, str) else item for item in given]
    figures = getattr(import_module(f"cadreapp.bench.{module}"), name)(*arguments)
    print(json.dumps([asdict(figure) for figure in figures]))


if __name__ == "__main__":
    main(sys.argv[1:])
