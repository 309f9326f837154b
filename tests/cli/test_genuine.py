"""Claims about verify-print and Word files on the command line: each verdict has its exit code."""

from __future__ import annotations

import zipfile
from pathlib import Path

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
