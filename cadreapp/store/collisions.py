"""What others send may break a constraint of our tables; that is their fault to be told, not ours to be logged."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import IntegrityError

from cadreapp.kernel.errors import AppError


@contextmanager
def refused_as(fault: AppError) -> Iterator[None]:
    """Raise `fault` when the block breaks a constraint, such as two rows under one id."""
    try:
        yield
    except IntegrityError as error:
        raise fault from error
