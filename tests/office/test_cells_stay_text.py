"""Claims about every writer of tables: no cell is ever a formula, nothing lies readable in a temporary folder, none leaves names."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook

from cadreapp.kernel.clock import FixedClock
from cadreapp.kernel.shape import Kind
from cadreapp.office import exporting
from cadreapp.office.door import Office
from cadreapp.paper.cells import MOST, inert, is_risky, plain
from cadreapp.paper.figures_splice import splice
from cadreapp.paper.page import REGISTER
from cadreapp.paper.parts import page_foot
from cadreapp.paper.sheet import xlsx
from cadreapp.paper.typeset.blocks import Cell, Paragraph, Row, Style, Table
from cadreapp.paper.typeset.draw import Paper
from cadreapp.records import SHAPES
from cadreapp.rules.figures import Cell as Figure
from tests import make

ROOT = Path(__file__).parents[2]
STARTS = ("=1+1", "+86 138", "-1a", "@SUM(1)", "\t=1", "\r=1", "\n=1", " =1", "　=1", "＝1", "＋1", "－1", "＠a", "\ufeff=1")
WRITES = ("csv.writer", "Workbook(", 't="inlineStr"')
WRITERS = {"office/exporting.py", "paper/figures_splice.py", "paper/sheet.py"}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """A store of invented people."""
    with make.office(tmp_path, FixedClock(make.MORNING)) as opened:
        yield opened


def _of_paper(texts: tuple[str, ...]) -> bytes:
    rows = tuple(Row((Cell((Paragraph(text, Style()),)),)) for text in texts)
    return xlsx(Paper("台账", (Table((REGISTER.measure,), rows),), REGISTER, page_foot(REGISTER)))


def _of_template(texts: tuple[str, ...]) -> bytes:
    name = "xl/worksheets/sheet1.xml"
    out, empty = io.BytesIO(), io.BytesIO()
    Workbook().save(empty)
    with ZipFile(empty) as old, ZipFile(out, "w") as new:
        for part in old.namelist():
            data = old.read(part)
            filled = {f"A{n}": Figure(text) for n, text in enumerate(texts, 1)}
            new.writestr(part, splice(data, filled) if part == name else data)
    return out.getvalue()


WORKBOOKS: dict[str, Callable[[tuple[str, ...]], bytes]] = {
    "paper": _of_paper,
    "list": lambda texts: exporting.as_xlsx("表", ["甲"], [[text] for text in texts]),
    "template": _of_template,
}


@pytest.mark.parametrize("name", WORKBOOKS)
def test_text_that_begins_like_a_formula_is_text_in_every_workbook(name: str) -> None:
    cells = [cell for row in load_workbook(io.BytesIO(WORKBOOKS[name](STARTS))).worksheets[0] for cell in row if cell.value is not None]
    written = [cell for cell in cells if cell.value != "甲"]
    assert len(written) == len(STARTS)
    assert {cell.data_type for cell in written} <= {"s", "inlineStr"}
    if name != "template":
        # A superior's own cell keeps the superior's format.
        assert all(cell.number_format == "@" and cell.quotePrefix for cell in written)


def test_text_that_begins_like_a_formula_is_quoted_in_csv_and_other_text_is_not() -> None:
    rows = list(csv.reader(io.StringIO(exporting.as_csv(["甲"], [[text] for text in STARTS]), newline="")))
    assert [row[0] for row in rows[1:]] == [f"'{text}" for text in STARTS]
    assert all(inert(text) == text for text in ("谈话", "2026-03-05", "a=b", "1-2", "", " 空格"))


def test_nothing_else_writes_tables() -> None:
    found = {str(path.relative_to(ROOT / "cadreapp")) for path in (ROOT / "cadreapp").rglob("*.py")
             if any(word in path.read_text(encoding="utf-8") for word in WRITES)}
    found |= {f"ui/{path.name}" for path in (ROOT / "ui").rglob("*.py")
              if any(word in path.read_text(encoding="utf-8") for word in WRITES)}
    assert found == WRITERS


def test_what_xml_cannot_carry_is_escaped_and_what_a_cell_cannot_hold_is_told() -> None:
    assert plain("甲\x01_x0041_\n\t") == "甲_x0001__x005F_x0041_\n\t"
    book = load_workbook(io.BytesIO(exporting.as_xlsx("表", ["甲"], [["长" * (MOST + 1)], ["长" * MOST]])))
    cut, whole = (row[0] for row in book.worksheets[0].iter_rows(min_row=2, values_only=True))
    assert (len(cut), len(whole)) == (MOST, MOST)
    assert cut.endswith("(太长, 全文见 jsonl 导出)")
    assert not is_risky("")


def test_no_workbook_passes_through_a_folder_for_temporary_files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    assert exporting.as_xlsx("表", ["甲"], [["乙"]]).startswith(b"PK")
    assert _of_paper(("甲",)).startswith(b"PK")


def test_a_long_list_is_exported_a_few_records_at_a_time(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(5):
        make.full(office, "person")
    monkeypatch.setattr(exporting, "_CHUNK", 2)
    whole = {}
    for form in exporting.FORMS:
        file = io.BytesIO()
        whole[form] = office.ask(exporting.export, "person", form, file)
        assert file.getvalue()
    assert len(set(whole.values())) == 1
    assert whole[".jsonl"] >= 5


def test_critics_who_go_unnamed_are_in_no_table_and_in_no_list_and_only_whole_records_have_them(office: Office) -> None:
    made = make.full(office, "meeting")
    said: dict[str, Any] = {}
    for form in exporting.FORMS:
        file = io.BytesIO()
        office.ask(exporting.export, "meeting", form, file)
        said[form] = file.getvalue()
    record = next(line for line in said[".jsonl"].decode().splitlines() if made in line)
    critic = _critic(record)
    # "被批评人…" is the one who was criticised.
    assert critic not in said[".csv"].decode("utf-8-sig").replace(f"被{critic}", "")
    book = load_workbook(io.BytesIO(said[".xlsx"]))
    assert not [cell for row in book.worksheets[0].iter_rows(values_only=True) for cell in row if critic in str(cell).replace(f"被{critic}", "")]
    for shape in SHAPES.values():
        assert not [f.name for f in shape.listed() if f.unless or (f.kind is Kind.ENTRIES and any(i.unless for _p, i in shape.walk()))]


def _critic(line: str) -> str:
    values = json.loads(line)["values"]
    assert values["names_left_out"] is True
    name = values["criticisms"][0]["by"]["name"]
    assert name
    return str(name)
