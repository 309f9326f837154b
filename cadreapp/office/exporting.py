"""Records in open formats: whole as JSON Lines, or as a table that a spreadsheet program opens."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from io import StringIO, TextIOWrapper
from itertools import chain
from typing import Any, BinaryIO

from cadreapp.kernel.shape import Field, Kind
from cadreapp.office.record import STATES
from cadreapp.office.wording import worded
from cadreapp.paper.cells import inert, put_text
from cadreapp.records import SHAPES
from cadreapp.store import reading
from cadreapp.store.index import links as links_of
from cadreapp.store.reading import Reader, Stored

_CHUNK = 200

Table = tuple[list[str], Iterator[list[str]]]


def export(connection: Reader, type_name: str, form: str, file: BinaryIO) -> int:
    """Write every live record of a type into a file, a few at a time, and return how many; `form` is one of FORMS."""
    return FORMS[form](connection, type_name, file)


def lines(connection: Reader, type_name: str) -> Iterator[dict[str, Any]]:
    """Yield every live record whole, as `new --from` would take it, with its id and state beside.

    Nothing is left out of it, also no critic who goes unnamed in tables: it is how records move, not what others read.
    """
    return ({"id": s.id, "state": s.meta["state"], "values": s.values} for part in _parts(connection, type_name) for s in part)


def table(connection: Reader, type_name: str) -> Table:
    """Return headings and rows of texts; rows inside a record are lines in its cell, critics who go unnamed are not in it."""
    fields = [f for f in SHAPES[type_name].fields if f.kind is not Kind.ENTRIES or f.entry is not None]
    return [*(f.label for f in fields), "状态", "编号"], _rows(connection, type_name, fields)


def _rows(connection: Reader, type_name: str, fields: Sequence[Field]) -> Iterator[list[str]]:
    shape = SHAPES[type_name]
    for part in _parts(connection, type_name):
        stored = [replace(s, values=shape.cleared(s.values)) for s in part]
        names = reading.titles(connection, {to for s in stored for _path, to in links_of(shape, s.values)})
        for s in stored:
            yield [*(worded(f, s.values.get(f.name), names) for f in fields), STATES[s.meta["state"]], s.id]


def _parts(connection: Reader, type_name: str) -> Iterator[list[Stored]]:
    found = reading.ids(connection, reading.Listing(type_name, descending=False))
    for start in range(0, len(found), _CHUNK):
        yield reading.load_many(connection, type_name, found[start : start + _CHUNK])


def as_xlsx(title: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return a workbook with one sheet; every cell is text, so that nothing is ever taken for a formula."""
    # openpyxl takes half a second to import and is needed for this alone.
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    from cadreapp.paper.workbook import saved, streamed

    def cells(texts: Sequence[str], font: Font | None = None) -> list[Any]:
        made = [WriteOnlyCell(sheet) for _text in texts]
        for cell, text in zip(made, texts, strict=True):
            put_text(cell, text)
            if font:
                cell.font = font
        return made

    book = Workbook(write_only=True)
    sheet = streamed(book, title[:31])
    sheet.append(cells(heads, Font(bold=True)))
    for row in rows:
        sheet.append(cells(row))
    return saved(book)


def as_csv(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return headings and rows as CSV text with CRLF (RFC 4180), in which nothing is taken for a formula."""
    out = StringIO(newline="")
    _csv(out, heads, rows)
    return out.getvalue()


def _csv(out: Any, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    csv.writer(out).writerows([inert(cell) for cell in row] for row in chain([heads], rows))


class _Counted(Iterator[Any]):
    """Rows on their way out, and how many went."""

    def __init__(self, rows: Iterable[Any]) -> None:
        self._rows = iter(rows)
        self.count = 0

    def __next__(self) -> Any:
        row = next(self._rows)
        self.count += 1
        return row


def _as_jsonl(connection: Reader, type_name: str, file: BinaryIO) -> int:
    counted = _Counted(lines(connection, type_name))
    file.writelines(json.dumps(line, ensure_ascii=False).encode() + b"\n" for line in counted)
    return counted.count


def _as_csv(connection: Reader, type_name: str, file: BinaryIO) -> int:
    heads, rows = table(connection, type_name)
    counted = _Counted(rows)
    # With the mark, office programs here read it as UTF-8 and not as GBK.
    text = TextIOWrapper(file, "utf-8-sig", newline="")
    try:
        _csv(text, heads, counted)
    finally:
        # Whoever opened the file closes it.
        text.detach()
    return counted.count


def _as_xlsx(connection: Reader, type_name: str, file: BinaryIO) -> int:
    heads, rows = table(connection, type_name)
    counted = _Counted(rows)
    file.write(as_xlsx(SHAPES[type_name].title, heads, counted))
    return counted.count


FORMS: dict[str, Callable[[Reader, str, BinaryIO], int]] = {".jsonl": _as_jsonl, ".csv": _as_csv, ".xlsx": _as_xlsx}
