"""What one cell says: a value, how it was understood, or why it cannot be taken."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Answer(Generic[T]):
    """All None: the cell is empty. `hint` tells what a person should check; a `fault` keeps the row out."""

    value: T | None = None
    hint: str | None = None
    fault: str | None = None
