"""Printing several records in one go: the forms they share, paper after paper, and which could not be printed, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from cadreapp.kernel.errors import AppError, Exit
from cadreapp.office import reading
from cadreapp.office.papers import printing
from cadreapp.office.papers.printing import FormName, Printed
from cadreapp.paper.view import Binder
from cadreapp.store.reading import Reader

__all__ = ["USUAL", "Binder", "Made", "Refused", "choices", "papers", "saved"]

USUAL = FormName("", "各用各的常用纸样")
"""The choice that prints each record on the paper it is usually printed on."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A record that could not be printed; `title` is its id where it is not there any more."""

    record: str
    title: str
    error: AppError

    @property
    def why(self) -> str:
        """The reason and what to do, in a sentence each."""
        return f"{self.error.message()}{self.error.remedy()}"


@dataclass(frozen=True, slots=True)
class Made:
    """A record's paper."""

    record: str
    printed: Printed


def choices(connection: Reader, ids: Sequence[str]) -> tuple[FormName, ...]:
    """Return the forms that every one of the records offers, the usual ones first; what is not there any more offers none."""
    found = [names for record_id in ids if (names := _offered(connection, record_id))]
    if not found:
        return ()
    shared = tuple(form for form in found[0] if all(any(form.name == name.name for name in names) for names in found[1:]))
    alike = len({names[0].name for names in found}) == 1
    return shared if alike else (USUAL, *shared)


def papers(ask: Callable[..., Any], ids: Sequence[str], form: str = "") -> Iterator[Made | Refused]:
    """Yield each record's paper as it is made ("": on its usual form); one that is refused does not stop the rest.

    `ask` is the office's. Raises what is no matter of one record, such as a damaged store.
    """
    for record_id in ids:
        try:
            yield Made(record_id, ask(printing.pdf, record_id, form or None))
        except AppError as error:
            if error.fault.exit is not Exit.REFUSED:
                raise
            yield Refused(record_id, ask(_title, record_id), error)


def saved(form: FormName) -> FormName:
    """Return the name under which a paper goes on record that left as a file to be printed elsewhere."""
    return FormName(f"{form.name}.pdf", form.title)


def _offered(connection: Reader, record_id: str) -> tuple[FormName, ...]:
    try:
        return printing.offered(connection, record_id)
    except AppError as error:
        if error.fault.exit is not Exit.REFUSED:
            raise
        return ()


def _title(connection: Reader, record_id: str) -> str:
    try:
        return reading.record(connection, record_id).title
    except AppError as error:
        if error.fault.exit is not Exit.REFUSED:
            raise
        return record_id
