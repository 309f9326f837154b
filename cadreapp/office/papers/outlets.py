"""The same papers as files that can be worked on further: Word and spreadsheet, made beside the PDF from what it is set from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from cadreapp.paper.typeset.draw import Outlet, Paper, rendering, written

Kept = list[bytes]


def kind_of(target: Path, asked: str = "") -> str:
    """Return the kind of file to write: the one asked for, else by the name; "" for the PDF."""
    suffix = asked or target.suffix.lower()
    return suffix if suffix in _OUTLETS else ""


def outlet(kind: str) -> Outlet:
    """Return what makes files of a kind, ".docx" or ".xlsx"."""
    return _OUTLETS[kind]()


@contextmanager
def kept_as(kind: str) -> Iterator[Kept]:
    """Keep every paper that is made meanwhile as a file of this kind too; it is set as PDF all the same. "" keeps none."""
    kept: Kept = []
    if not kind:
        yield kept
        return
    make = outlet(kind)

    def both(paper: Paper) -> bytes:
        kept.append(make(paper))
        return written(paper)

    with rendering(both):
        yield kept


def beside(kind: str, make: Callable[[], object]) -> bytes:
    """Return the paper that `make` ends in as a file of a kind, ".docx" or ".xlsx"."""
    with kept_as(kind) as kept:
        make()
    return kept[-1]


def _word() -> Outlet:
    # Few papers become Word files; neither the window nor a PDF waits for the library.
    from cadreapp.paper.docx import docx

    return docx


def _sheet() -> Outlet:
    # As for Word files.
    from cadreapp.paper.sheet import xlsx

    return xlsx


_OUTLETS: dict[str, Callable[[], Outlet]] = {".docx": _word, ".xlsx": _sheet}
