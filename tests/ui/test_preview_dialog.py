"""The preview shows the very PDF; saving writes these bytes, printing draws every page, and both are put on record."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from cadreapp.office import reading, record
from cadreapp.office.papers import printing
from tests.ui.real_office import add_people, settle, talk_values
from ui.dialogs.preview import PreviewDialog
from ui.work.desk import Desk


@pytest.fixture
def sealed(desk: Desk) -> str:
    made = desk.office.do(record.create, "talk", talk_values(add_people(desk)[0])).result
    desk.office.do(record.seal, made)
    return made


@pytest.fixture
def dialog(desk: Desk, sealed: str, qtbot: QtBot) -> PreviewDialog:
    made = PreviewDialog(desk, sealed, "talk")
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made.print_button.isEnabled(), timeout=20_000)
    settle(desk)
    return made


def paper_steps(desk: Desk, key: str) -> list[str]:
    return [s["step"] for s in desk.office.ask(reading.record, key).values["paper"]]


def test_every_page_is_shown(dialog: PreviewDialog, desk: Desk, sealed: str) -> None:
    printed = desk.office.ask(printing.pdf, sealed)
    assert dialog.view.count() == printed.pages
    assert dialog.view.thumbs.count() == printed.pages
    assert f"共 {printed.pages} 页" in dialog.page.text()


def test_saving_writes_the_very_bytes_and_registers_no_print(
    dialog: PreviewDialog, desk: Desk, sealed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "谈话.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(target), ""))
    dialog.save()
    settle(desk)
    assert target.read_bytes() == desk.office.ask(printing.pdf, sealed).pdf
    assert "已存到" in dialog.notice.text
    assert paper_steps(desk, sealed) == []
    assert "print" in [entry.op for entry in desk.office.ask(reading.history, sealed)]


def test_a_place_that_cannot_be_written_is_said_and_leaves_nothing(
    dialog: PreviewDialog, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "gone" / "谈话.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(target), ""))
    dialog.save()
    settle(desk)
    assert "谈话.pdf" in dialog.notice.text
    assert not target.parent.exists()
    assert dialog.print_button.isEnabled()


def test_printing_draws_all_pages_and_registers_them(dialog: PreviewDialog, desk: Desk, sealed: str, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    dialog.print_on(printer)
    settle(desk)
    pages = desk.office.ask(printing.pdf, sealed).pages
    assert f"共 {pages} 页" in dialog.notice.text
    assert paper_steps(desk, sealed) == ["printed"]
    assert sum(1 for _ in printing.pages((tmp_path / "out.pdf").read_bytes(), 20)) == pages


def test_the_internal_page_is_a_paper_of_its_own(dialog: PreviewDialog, desk: Desk, sealed: str) -> None:
    names = [dialog.forms.itemData(n) for n in range(dialog.forms.count())]
    assert names[0] == "signing"
    dialog.forms.setCurrentIndex(names.index("register"))
    dialog.load()
    settle(desk)
    assert dialog.view.count() == desk.office.ask(printing.pdf, sealed, "register").pages


def test_closing_while_pages_are_drawn_stops(desk: Desk, sealed: str, qtbot: QtBot) -> None:
    made = PreviewDialog(desk, sealed, "talk")
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made.view.count() > 0, timeout=20_000)
    made.reject()
    settle(desk)
    assert not made.isVisible()


def test_zoom_goes_in_steps_and_back_to_the_width(dialog: PreviewDialog) -> None:
    def width() -> int:
        return dialog.view._sheets[0].width()

    fit = width()
    dialog.zoom(1)
    larger = width()
    dialog.zoom(-1)
    assert width() < larger
    dialog.fit_width()
    assert width() == fit
