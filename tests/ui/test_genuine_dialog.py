"""Claims about 验真 and 存为 Word 或表格 in the window: a real paper's file and code are judged, other kinds of file are written."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from cadreapp.office import record
from cadreapp.office.papers import printing
from cadreapp.paper import papercode
from tests import make
from tests.ui.real_office import settle
from ui.dialogs.genuine import GenuineDialog
from ui.dialogs.preview import PreviewDialog
from ui.work.desk import Desk


@pytest.fixture
def sealed(desk: Desk) -> str:
    made: str = desk.office.do(record.create, "talk", make.TALK).result
    desk.office.do(record.seal, made)
    return made


def test_a_paper_is_verified_by_its_file_and_its_code(desk: Desk, qtbot: QtBot, sealed: str, tmp_path: Path) -> None:
    paper = desk.office.ask(printing.pdf, sealed)
    desk.office.do(printing.print_record, sealed, paper.form, paper.pages, paper)
    dialog = GenuineDialog(desk)
    qtbot.addWidget(dialog)
    assert isinstance(dialog.file_button, QPushButton)
    file = tmp_path / "paper.pdf"
    file.write_bytes(paper.pdf)
    dialog.verify(file)
    settle(desk)
    assert "是真件, 也是现行的" in dialog.notice.text
    dialog.code.setText("0000-0000-0000-0000")
    dialog.submit()
    settle(desk)
    assert "没有验真码" in dialog.notice.text
    dialog.code.setText(papercode.read(paper.pdf).code.lower())
    dialog.submit()
    settle(desk)
    assert "是真件, 也是现行的" in dialog.notice.text


@pytest.mark.parametrize(("name", "chosen", "kind"), [
    ("talk", "Word (*.docx)", ".docx"), ("talk", "电子表格 (*.xlsx)", ".xlsx"), ("talk.xlsx", "", ".xlsx"), ("talk", "", ".docx"),
])  # fmt: skip
def test_the_preview_writes_the_paper_as_a_word_file_or_a_spreadsheet(
    desk: Desk, qtbot: QtBot, sealed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, chosen: str, kind: str
) -> None:
    dialog = PreviewDialog(desk, sealed, "talk")
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: "页" in dialog.page.text() and dialog.word_button.isEnabled(), timeout=20_000)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(tmp_path / name), chosen))
    dialog.save_word()
    qtbot.waitUntil(lambda: bool(dialog.notice.text), timeout=20_000)
    settle(desk)
    assert (tmp_path / f"talk{kind}").read_bytes() == desk.office.ask(printing.other, sealed, kind)
    assert "不带验真码" in dialog.notice.text
