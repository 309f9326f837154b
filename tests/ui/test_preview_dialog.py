"""The preview shows the very PDF; saving writes these bytes, printing draws every page, and both are put on record."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import pdfplumber
import pytest
from PIL import Image
from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPageLayout, QPageRanges, QPageSize
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from cadreapp.office import reading, record
from cadreapp.office.papers import ledgers, printing
from tests.ui.real_office import add_people, settle, talk_values
from ui.dialogs.paper_job import STRIPE_BYTES, Pace, PaperJob, resolution, stripes
from ui.dialogs.paper_sheets import BLANK, sheets
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
    dialog.print_on(on_file(tmp_path))
    settle(desk)
    pages = desk.office.ask(printing.pdf, sealed).pages
    assert f"共 {pages} 页" in dialog.notice.text
    assert paper_steps(desk, sealed) == ["printed"]
    assert sum(1 for _ in printing.pages((tmp_path / "out.pdf").read_bytes(), 20)) == pages
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["out.pdf"]


class Leafing(QPrinter):
    """A printer that keeps which sides it is set to, as one with a driver does; the one behind a file forgets."""

    sides = QPrinter.DuplexMode.DuplexNone

    def setDuplex(self, duplex: QPrinter.DuplexMode) -> None:
        self.sides = duplex

    def duplex(self) -> QPrinter.DuplexMode:
        return self.sides


def on_file(folder: Path, dpi: int = 72) -> QPrinter:
    """Return a printer that prints into a file, at this resolution."""
    printer = Leafing(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(folder / "out.pdf"))
    printer.setResolution(dpi)
    return printer


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


class Slow(PreviewDialog):
    """A preview whose paper is ready when `go` is set."""

    def __init__(self, desk: Desk, record_id: str) -> None:
        self.go = Event()
        super().__init__(desk, record_id, "talk")

    def make(self, form: str) -> printing.Printed:
        assert self.go.wait(60)
        return super().make(form)


@pytest.fixture
def slow(desk: Desk, qtbot: QtBot) -> Slow:
    turns = [{"question": f"第{n}件事的经过是怎样的?", "answer": "材料还在对方那里, 我催过两次。" * 6} for n in range(40)]
    made = Slow(desk, desk.office.do(record.create, "talk", talk_values(add_people(desk)[0], turns=turns)).result)
    qtbot.addWidget(made)
    made.resize(900, 500)
    made.show()
    qtbot.waitUntil(lambda: made.view.count() == 1, timeout=20_000)
    return made


def test_the_first_page_is_in_sight_while_the_rest_is_set_and_does_not_jump(slow: Slow, desk: Desk, qtbot: QtBot) -> None:
    assert slow.page.text() == "第 1 页, 正在排其余各页…"
    assert not slow.print_button.isEnabled()
    assert not slow.save_button.isEnabled()
    slow.print_()
    slow.save()
    slow.zoom(1)
    bar = slow.view.area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 150)
    bar.setValue(120)
    width = slow.view._sheets[0].width()
    place = slow.view._sheets[0].y()
    slow.go.set()
    qtbot.waitUntil(slow.print_button.isEnabled, timeout=20_000)
    settle(desk)
    assert slow.view.count() > 6
    assert (bar.value(), slow.view._sheets[0].width(), slow.view._sheets[0].y()) == (120, width, place)
    assert all(not slow.view.thumbs.item(n).icon().isNull() for n in range(slow.view.count()))


def test_pages_far_from_the_eye_are_not_held(slow: Slow, desk: Desk) -> None:
    slow.go.set()
    settle(desk)
    last = slow.view.count() - 1
    assert last not in slow.view.drawn()
    slow.view.thumbs.setCurrentRow(last)
    settle(desk)
    assert last in slow.view.drawn()


def test_closing_while_the_rest_is_set_leaves_nothing(slow: Slow, desk: Desk) -> None:
    slow.reject()
    slow.go.set()
    settle(desk)
    assert slow.view.count() == 0
    assert not slow.print_button.isEnabled()


def test_a_character_without_glyph_beyond_the_first_page_shows_no_part_of_the_paper(desk: Desk, qtbot: QtBot) -> None:
    turns = [{"question": "经过?", "answer": "材料还在对方那里。" * 40}] * 12 + [{"question": "还有?", "answer": "\U0003fffd"}]
    made = PreviewDialog(desk, desk.office.do(record.create, "talk", talk_values(add_people(desk)[0], turns=turns)).result, "talk")
    qtbot.addWidget(made)
    made.show()
    settle(desk)
    assert "3FFFD" in made.notice.text
    assert made.view.count() == 0
    assert not made.print_button.isEnabled()


def test_a_stripe_is_small_at_the_printers_resolution_and_none_is_drawn_ahead_of_the_pen(desk: Desk, sealed: str) -> None:
    pdf = desk.office.ask(printing.pdf, sealed).pdf
    pace, heights, painted = Pace(), list[int](), 0
    for step in stripes(pdf, [0], 600, pace):
        if step.stripe is None:
            assert len(heights) == painted + 2
            painted += 1
            pace.painted()
            continue
        assert step.stripe.picture is not None
        assert len(step.stripe.picture.rgba) <= STRIPE_BYTES
        heights.append(step.stripe.picture.height)
    assert len(heights) > 10
    assert sum(heights) == pytest.approx(297 / 25.4 * 600, abs=2)


@pytest.mark.parametrize("lying", [False, True], ids=["upright", "lying"])
def test_a_page_comes_out_whole_of_its_own_size_and_as_it_lies(desk: Desk, tmp_path: Path, lying: bool, qtbot: QtBot) -> None:
    add_people(desk)
    key = desk.office.ask(reading.ids, reading.Listing("person"))[0]
    pdf = desk.office.ask(ledgers.ledger, "talk").pdf if lying else desk.office.ask(printing.pdf, key).pdf
    printer = on_file(tmp_path, 300)
    printer.setPageOrientation(QPageLayout.Orientation.Portrait if lying else QPageLayout.Orientation.Landscape)
    printer.setPageMargins(QMarginsF(20, 20, 20, 20))
    job = PaperJob(desk, printer)
    with qtbot.waitSignal(job.ended, timeout=20_000):
        job.start(pdf)
    out = (tmp_path / "out.pdf").read_bytes()
    with pdfplumber.open(tmp_path / "out.pdf") as made:
        page = made.pages[0]
        assert (page.width, page.height) == pytest.approx((841.9, 595.3) if lying else (595.3, 841.9), abs=1)
    with printing.Pages(out) as printed, printing.Pages(pdf) as meant:
        assert len(printed) == len(meant)
        shown, known = printed.picture(0, 50), meant.picture(0, 50)
    assert (shown.width, shown.height) == pytest.approx((known.width, known.height), abs=1)
    assert inked(shown) == pytest.approx(inked(known), abs=2)


def inked(picture: printing.Picture) -> tuple[int, int, int, int]:
    """Return the box around everything that is not white."""
    image = Image.frombytes("RGBA", (picture.width, picture.height), picture.rgba).convert("L")
    box = image.point(lambda shade: 255 * (shade < 200)).getbbox()
    assert box is not None
    return box


def test_ranges_copies_and_sides_are_those_chosen(tmp_path: Path, desk: Desk) -> None:
    printer = on_file(tmp_path)
    assert sheets(printer, 3) == [0, 1, 2]
    printer.setCopyCount(2)
    assert sheets(printer, 3) == [0, 1, 2, 0, 1, 2]
    printer.setCollateCopies(False)
    assert sheets(printer, 3) == [0, 0, 1, 1, 2, 2]
    printer.setCollateCopies(True)
    printer.setDuplex(QPrinter.DuplexMode.DuplexLongSide)
    assert sheets(printer, 3) == [0, 1, 2, BLANK, 0, 1, 2, BLANK]
    printer.setCopyCount(1)
    assert sheets(printer, 3) == [0, 1, 2]
    assert sheets(printer, 3, more=True) == [0, 1, 2, BLANK]
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setPageRanges(QPageRanges.fromString("2-3,5"))
    assert sheets(printer, 6) == [1, 2, 4]
    assert printer.pageLayout().pageSize().id() == QPageSize.PageSizeId.A4


def test_a_paper_signed_page_by_page_is_not_printed_on_both_sides_unasked(
    dialog: PreviewDialog, desk: Desk, sealed: str, tmp_path: Path
) -> None:
    assert dialog.hint.text() == "逐页签名, 单面打印"
    printer = on_file(tmp_path)
    printer.setDuplex(QPrinter.DuplexMode.DuplexLongSide)
    dialog.print_on(printer)
    settle(desk)
    assert "双面" in dialog.notice.text
    assert not (tmp_path / "out.pdf").exists()
    dialog.press.once.click()
    settle(desk)
    assert printer.duplex() == QPrinter.DuplexMode.DuplexNone
    assert paper_steps(desk, sealed) == ["printed"]


def test_a_print_that_is_stopped_is_not_registered(dialog: PreviewDialog, desk: Desk, sealed: str, tmp_path: Path) -> None:
    dialog.print_on(on_file(tmp_path, 600))
    dialog.press.progress.cancel.click()
    settle(desk)
    assert "已停止" in dialog.notice.text
    assert paper_steps(desk, sealed) == []
    assert dialog.print_button.isEnabled()


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
def test_a_printer_that_cannot_begin_is_said(dialog: PreviewDialog, desk: Desk, sealed: str, tmp_path: Path) -> None:
    dialog.print_on(on_file(tmp_path / "gone"))
    settle(desk)
    assert "没有打印出来" in dialog.notice.text
    assert paper_steps(desk, sealed) == []


@pytest.mark.parametrize(
    ("asked", "offered", "used"), [(600, (300, 600), 600), (1200, (300, 600, 1200), 1200), (1200, (600,), 600), (1200, (), 600), (300, (), 300)]
)
def test_a_paper_is_drawn_at_what_the_printer_can_and_was_set_to(asked: int, offered: tuple[int, ...], used: int) -> None:
    assert resolution(asked, offered) == used
