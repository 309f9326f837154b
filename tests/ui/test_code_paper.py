"""The recovery code on paper: the sheet says whose it is and what it is for, and only a printer gets it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication, QDialog

from cadreapp.kernel.clock import FixedClock
from tests import make
from tests.ui.real_office import settle
from ui import theme
from ui.dialogs import code_paper
from ui.dialogs.passphrase import RecoveryDialog
from ui.work.bus import Bus
from ui.work.desk import Desk
from ui.work.guard import Guard

CODE = "EAGAZ-MGDSR-MBPWX-TRYRA-XKHPW-VKMXN-TXQQK"
"""Letters only: Qt writes digits into a PDF that no reader turns back into digits."""


@pytest.fixture
def dialog(qapp: QApplication, tmp_path: Path, clock: FixedClock) -> Iterator[RecoveryDialog]:
    """The dialog with a new code, over an open store."""
    made = make.store(tmp_path / "store")
    desk = Desk(make.open_office(made.root, made.opened, clock), Bus(), Guard())
    shown = RecoveryDialog(desk, CODE, ())
    shown.open()
    yield shown
    shown.done(0)
    desk.close()


def _text(pdf: Path) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return str(document[0].get_textpage().get_text_bounded())


def test_the_sheet_names_unit_code_and_what_to_do_with_it(qapp: QApplication, tmp_path: Path) -> None:
    theme.apply(qapp, theme.Mode.LIGHT)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "sheet.pdf"))
    assert code_paper.draw(printer, "机关纪委", CODE)
    said = _text(tmp_path / "sheet.pdf")
    assert CODE in said
    assert "机关纪委 恢复码" in said


def test_a_new_code_can_be_printed_where_it_is_shown(
    dialog: RecoveryDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def choose(asked: QPrintDialog) -> QDialog.DialogCode:
        # What a person does who has only a printer that writes files.
        asked.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        asked.printer().setOutputFileName(str(tmp_path / "sheet.pdf"))
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(QPrintDialog, "exec", choose)
    dialog.paper.click()
    settle(dialog._desk)
    assert CODE in _text(tmp_path / "sheet.pdf")
    assert "取了纸" in dialog.notice.text
    dialog.reject()
    assert dialog.isVisible(), "a code on paper that nobody read back is not yet kept"
    assert "还没有核对" in dialog.notice.text


def test_who_prints_nothing_is_told_nothing(dialog: RecoveryDialog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QPrintDialog, "exec", lambda _asked: QDialog.DialogCode.Rejected)
    dialog.paper.click()
    settle(dialog._desk)
    assert dialog.notice.text == ""


def test_a_closed_dialog_shows_no_code(dialog: RecoveryDialog) -> None:
    dialog.done(0)
    assert dialog.shown.text() == ""
