"""A program that keeps a draft of every record type as the editor does, and is killed before it can close anything."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from cadreapp.kernel.clock import FixedClock
from cadreapp.kernel.shape import Shape, Values
from cadreapp.office import gate
from cadreapp.office.door import open_office
from cadreapp.office.drafts import Typed
from cadreapp.records import SHAPES
from tests import make


def slot(type_name: str) -> str:
    """Return the slot under which a new record of a type is drafted here."""
    return f"{type_name}:killed"


def typed(shape: Shape) -> Values:
    """Return what was typed into every field of a type."""
    return make.values(shape)


def main(folder: Path) -> None:
    """Keep the drafts and die."""
    clock = FixedClock(make.MORNING)
    office = open_office(folder, gate.unlock(folder, make.PASSPHRASE, clock.now()), clock)
    assert office.drafts is not None
    for shape in SHAPES.values():
        office.drafts.put(Typed(slot(shape.name), shape.name, typed(shape)), clock)
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
