"""What people type and others send may break a constraint of our tables; that is to be told, not to be logged as a bug."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import IntegrityError

from cadreapp.kernel.errors import AppError
from cadreapp.store.faults import REFERENCE_MISSING


@contextmanager
def refused_as(fault: AppError) -> Iterator[None]:
    """Raise `fault` when the block breaks a constraint, such as two rows under one id."""
    try:
        yield
    except IntegrityError as error:
        raise fault from error


@contextmanager
def references_checked() -> Iterator[None]:
    """Raise REFERENCE_MISSING when the block leaves a reference to a record that is not there; other breaks are bugs."""
    try:
        yield
    except IntegrityError as error:
        if "FOREIGN KEY" not in str(error.orig):
            raise
        raise REFERENCE_MISSING() from error
