"""Claims about verify-print and Word files on the command line: each verdict has its exit code."""

from __future__ import annotations

import zipfile
from pathlib import Path

from openpyxl import load_workbook

from tests import make
from tests.cli.running import Cli


def test_a_paper_is_verified_by_file_and_told_superseded_altered_and_foreign_by_exit_code(run: Cli, tmp_path: Path) -> None:
    made = run.new("talk", make.TALK)[0]
    run("seal", made)
    file = tmp_path / "talk.pdf"
    run("print", made, "-o", file)
    found = run.ask("verify-print", file)
    assert (found["record"], found["edition"]) == (made, 1)
    assert run.ask("verify-print", found["code"])["record"] == made
    data = bytearray(file.read_bytes())
    data[data.index(b"/Lang") + 7] = ord("Z")
    altered = tmp_path / "altered.pdf"
    altered.write_bytes(bytes(data))
    assert "PAPER_ALTERED" in run("verify-print", altered, code=4).err
    assert "PAPER_NOT_OURS" in run("verify-print", "0000-0000-0000-0000", code=3).err
    run("withdraw", made, "--reason", "错了")
    assert "PAPER_SUPERSEDED" in run("verify-print", file, code=1).err


def test_a_paper_is_written_as_a_word_file(run: Cli, tmp_path: Path) -> None:
    made = run.new("talk", make.TALK)[0]
    target = tmp_path / "talk.docx"
    run("print", made, "--docx", "-o", target)
    with zipfile.ZipFile(target) as package:
        assert package.testzip() is None
        assert "张三" in package.read("word/document.xml").decode("utf-8")


def test_a_paper_is_written_as_a_spreadsheet_by_its_flag_or_by_the_name_of_the_file(run: Cli, tmp_path: Path) -> None:
    made = run.new("talk", make.TALK)[0]
    named, flagged = tmp_path / "talk.xlsx", tmp_path / "other.xlsx"
    run("print", made, "-o", named)
    run("print", made, "--xlsx", "-o", flagged)
    assert named.read_bytes() == flagged.read_bytes()
    cells = [cell for row in load_workbook(named).worksheets[0].iter_rows(values_only=True) for cell in row if cell]
    assert any("张三" in str(cell) for cell in cells)
    assert [entry["about"] for entry in run.ask("audit", "log", "--where", "op=print") if entry["about"] == "xlsx"] == ["xlsx"] * 2


def test_registers_and_the_year_are_written_as_word_files_and_spreadsheets(run: Cli, tmp_path: Path) -> None:
    run.new("talk", make.TALK)
    for name in ("book.docx", "book.xlsx"):
        said = run.ask("print-register", "talk", "-o", tmp_path / name)
        assert said["pages"] == 1
    for name in ("year.docx", "year.xlsx"):
        run("due", "--year", "2026", "-o", tmp_path / name)
    for path in tmp_path.glob("*.docx"):
        with zipfile.ZipFile(path) as package:
            assert "<w:tbl>" in package.read("word/document.xml").decode("utf-8")
    assert len(load_workbook(tmp_path / "book.xlsx").worksheets[0]["A"]) >= 3
    assert load_workbook(tmp_path / "year.xlsx").worksheets[0].page_setup.orientation == "landscape"


def test_several_papers_become_one_pdf_and_one_that_is_missing_stops_nobody(run: Cli, tmp_path: Path) -> None:
    made = [run.new("talk", make.TALK)[0] for _ in range(2)]
    target = tmp_path / "together.pdf"
    told = run.ask("print", *made, "-o", target)
    assert [paper["id"] for paper in told["papers"]] == made
    assert target.read_bytes().startswith(b"%PDF")
    run("print", made[0], "nothing", "-o", tmp_path / "rest.pdf", code=1)
    assert (tmp_path / "rest.pdf").is_file()
    run("print", *made, "-o", tmp_path / "no.docx", code=2)
