"""Work with progress: a generator of small steps that ends with its result and may be closed between two of them."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Step:
    """How far a job is: `done` of `total` bytes of a phase ("count", "write", "check", "verify", "copy")."""

    phase: str
    done: int
    total: int


Steps = Generator[Step, None, T]


def finish(steps: Steps[T]) -> T:
    """Run a job to its end and return its result."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            result: T = end.value
            return result
