"""Several records selected in a list are printed in one go: each goes on record, one that cannot be printed stops nobody."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from cadreapp.office import audit, reading, record
from cadreapp.office.papers import batch, genuine, paperlog, printing
from tests.ui.real_office import add_people, settle, talk_values
from tests.ui.test_preview_dialog import on_file
from ui.dialogs.batch_print import BatchPrint
from ui.dialogs.history import HistoryDialog
from ui.pages.record_page import RecordPage
from ui.work.desk import Desk

BAD = "\U0003fffd"


@pytest.fixture
def talks(desk: Desk) -> list[str]:
    """Three sealed talks; the second holds a character that no font can print."""
    person = add_people(desk)[0]
    made = [desk.office.do(record.create, "talk", talk_values(person, matter=f"第{n}件事{BAD if n == 2 else ''}")).result
            for n in (1, 2, 3)]
    for key in made:
        desk.office.do(record.seal, key)
    return made


@pytest.fixture
def dialog(desk: Desk, talks: list[str], qtbot: QtBot) -> BatchPrint:
    made = BatchPrint(desk, talks)
    qtbot.addWidget(made)
    made.show()
    settle(desk)
    return made


def printed(desk: Desk, key: str) -> list[str]:
    return [one.form for one in desk.office.ask(paperlog.printings, key)]


def test_each_goes_to_the_printer_and_on_record_and_the_refused_one_is_listed(
    dialog: BatchPrint, desk: Desk, talks: list[str], tmp_path: Path
) -> None:
    dialog.print_on(on_file(tmp_path))
    settle(desk)
    assert [printed(desk, key) for key in talks] == [["signing"], [], ["signing"]]
    pages = [desk.office.ask(printing.pdf, key).pages for key in (talks[0], talks[2])]
    assert f"2 条, 共 {sum(pages)} 页; 1 条没有打印" in dialog.notice.text
    assert "3FFFD" in dialog.table.model().index(0, 1).data()
    assert dialog.table.isVisible()
    assert sum(1 for _ in printing.pages((tmp_path / "out.pdf").read_bytes(), 20)) == sum(pages)
    dialog.reject()


def test_on_both_sides_each_paper_begins_on_a_sheet_of_its_own(
    dialog: BatchPrint, desk: Desk, talks: list[str], tmp_path: Path
) -> None:
    printer = on_file(tmp_path)
    printer.setDuplex(QPrinter.DuplexMode.DuplexLongSide)
    dialog.print_on(printer)
    settle(desk)
    pages = [desk.office.ask(printing.pdf, key).pages for key in (talks[0], talks[2])]
    out = sum(1 for _ in printing.pages((tmp_path / "out.pdf").read_bytes(), 20))
    assert out == sum(count + count % 2 for count in pages)
    dialog.reject()


def test_all_in_one_pdf_leaves_the_codes_to_be_typed(
    dialog: BatchPrint, desk: Desk, talks: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "一起.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(target), ""))
    dialog.save()
    settle(desk)
    assert [printed(desk, key) for key in talks] == [["signing.pdf"], [], ["signing.pdf"]]
    alone = desk.office.ask(printing.pdf, talks[0])
    together = list(printing.pages(target.read_bytes(), 60))
    # The very pages, with the mark in their corner.
    assert [page.rgba for page in together[: alone.pages]] == [page.rgba for page in printing.pages(alone.pdf, 60)]
    for key in (talks[0], talks[2]):
        code = desk.office.ask(paperlog.printings, key)[0].code
        assert desk.office.ask(genuine.verify_code, code).record == key
    dialog.reject()


def test_a_place_that_cannot_be_written_registers_nothing(
    dialog: BatchPrint, desk: Desk, talks: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(tmp_path / "gone" / "一起.pdf"), ""))
    dialog.save()
    settle(desk)
    assert "没有登记打印" in dialog.notice.text
    assert not (tmp_path / "gone").exists()
    assert [printed(desk, key) for key in talks] == [[], [], []]
    dialog.reject()


def test_stopped_between_two_what_is_through_is_registered_and_said(
    dialog: BatchPrint, desk: Desk, talks: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = dialog._note

    def stopping(made: batch.Made, form: printing.FormName) -> None:
        taken(made, form)
        dialog.progress.stop()

    monkeypatch.setattr(dialog, "_note", stopping)
    dialog.print_on(on_file(tmp_path))
    settle(desk)
    assert [printed(desk, key) for key in talks] == [["signing"], [], []]
    assert "已停止" in dialog.notice.text
    dialog.reject()


def test_closing_while_it_prints_stops_it(dialog: BatchPrint, desk: Desk, talks: list[str], tmp_path: Path) -> None:
    dialog.print_on(on_file(tmp_path, 600))
    dialog.reject()
    settle(desk)
    assert printed(desk, talks[2]) == []


def test_only_forms_that_all_of_them_offer_are_to_choose_from(desk: Desk, talks: list[str]) -> None:
    person = desk.office.ask(reading.ids, reading.Listing("person"))[0]
    mixed = desk.office.ask(batch.choices, [talks[0], person])
    assert mixed[0] == batch.USUAL
    names = [{form.name for form in desk.office.ask(printing.offered, key)} for key in (talks[0], person)]
    assert {form.name for form in mixed[1:]} == names[0] & names[1]
    assert desk.office.ask(batch.choices, talks)[0].name == "signing"
    assert desk.office.ask(batch.choices, ["nothing"]) == ()
    gone = list(batch.papers(desk.office.ask, ["nothing", talks[0]]))
    assert [type(one) for one in gone] == [batch.Refused, batch.Made]


def test_lines_selected_by_keyboard_are_printed_by_control_p(desk: Desk, talks: list[str], qtbot: QtBot, clock: object) -> None:
    page = RecordPage(desk, clock, reading.shape("talk"))  # type: ignore[arg-type]
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    settle(desk)
    page.list.take_focus()
    assert not page.batch_button.isVisible()
    for _ in range(2):
        QTest.keyClick(page.list, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    settle(desk)
    assert page.batch_button.isVisible()
    assert page.batch_button.accessibleName() == "打印所选 3 条…"
    assert sorted(page.list.selected_ids()) == sorted(talks)
    QTest.keyClick(page.list, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    settle(desk)
    opened = page.findChild(BatchPrint)
    assert opened is not None
    assert opened.print_button.hasFocus() or opened.print_button.isEnabled()
    opened.reject()
    page.model.reload()
    settle(desk)
    assert not page.batch_button.isVisible()


def test_what_was_printed_stands_in_the_history_of_the_record_and_in_the_audit(
    desk: Desk, talks: list[str], qtbot: QtBot
) -> None:
    key = talks[0]
    office = desk.office
    made = office.ask(printing.pdf, key)
    office.do(printing.print_record, key, made.form, made.pages, made)
    office.do(record.amend, key, "地点写错")
    office.do(record.save_amendment, key, {"place": "二楼 201 室"})
    office.do(record.seal, key)
    again = office.ask(printing.pdf, key)
    office.do(printing.print_record, key, again.form, again.pages, again)
    told = office.ask(paperlog.told, key)
    assert [(one.title, one.printing.edition, one.is_current, one.is_due) for one in told] == [
        ("谈话记录 (签字件)", 2, True, False), ("谈话记录 (签字件)", 1, False, True)]
    dialog = HistoryDialog(desk, reading.shape("talk"), office.ask(reading.record, key))
    qtbot.addWidget(dialog)
    dialog.show()
    settle(desk)
    dialog.tabs.setCurrentIndex(1)
    model = dialog.prints.table.model()
    lines = [[model.index(row, column).data() for column in range(model.columnCount())] for row in range(model.rowCount())]
    assert [line[2:] for line in lines] == [
        ["谈话记录 (签字件)", f"第2版 {again.pages}页", told[0].printing.code, "现行"],
        ["谈话记录 (签字件)", f"第1版 {made.pages}页", told[1].printing.code, "待收回 (内容已变)"]]
    assert lines[0][1] == "王委员"
    dialog.reject()
    prints = [entry for entry in map(audit.as_row, office.ask(audit.log, {"record": key})) if entry["op"] == "print"]
    assert [(entry["about"], entry["actor"]) for entry in prints] == [("signing", "王委员")] * 2


def test_a_record_never_printed_says_what_to_do(desk: Desk, talks: list[str], qtbot: QtBot) -> None:
    dialog = HistoryDialog(desk, reading.shape("talk"), desk.office.ask(reading.record, talks[0]))
    qtbot.addWidget(dialog)
    dialog.show()
    settle(desk)
    dialog.tabs.setCurrentIndex(1)
    assert dialog.prints.blank.isVisible()
    dialog.reject()
