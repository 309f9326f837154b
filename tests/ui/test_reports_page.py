"""统计报表 by hand: a figure says what it is and opens its records; a period goes up once; templates are filled by clicking."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel

from cadreapp.kernel.clock import FixedClock
from cadreapp.office import audit
from cadreapp.office.papers.printing import FormName
from cadreapp.office.reports import official as reports
from tests.office.dispositions import a_year, keep_sealed
from tests.office.test_reports_kept import OWN_LEVELS
from tests.ui.real_office import settle
from ui.dialogs.report_ask import CorrectionsDialog, RecallDialog, RecalledDialog, SubmitDialog, TypedDialog
from ui.dialogs.report_paper import ReportPreview
from ui.dialogs.report_template import TemplateDialog
from ui.pages.reports import ReportsPage
from ui.work.desk import Desk


@pytest.fixture
def page(desk: Desk, clock: FixedClock) -> Iterator[ReportsPage]:
    """The page on the fourth quarter of 2025, in which something was decided."""
    keep_sealed(desk.office, a_year(60))
    made = ReportsPage(desk, clock)
    made.resize(1200, 760)
    made.show()
    made.reload()
    settle(desk)
    yield made
    made.forget()


def dialog(page: ReportsPage, kind: type[QDialog]) -> QDialog:
    return next(d for d in page.findChildren(kind) if d.isVisible())


def stand_on(page: ReportsPage, row: str, column: str) -> None:
    filled = page.grid.figures.filled
    assert filled is not None
    at = [line.key for line in filled.lines].index(row)
    place = page.grid.figures.before + [c.key for c in filled.table.columns].index(column)
    page.grid.setCurrentIndex(page.grid.figures.index(at, place))
    settle(page.desk)


def test_the_quarter_that_ended_last_is_in_front(page: ReportsPage) -> None:
    assert (page.year.currentText(), page.period.currentText()) == ("2025年", "第四季度")
    assert page.report.currentText() == "“四种形态”统计表"
    assert [page.tabs.tabText(n)[:5] for n in range(page.tabs.count())] == ["表 7-1", "表 7-2", "表 7-3", "表 7-3", "表 7-4"]


def test_a_figure_tells_its_definition_and_one_click_opens_a_record_behind_it(page: ReportsPage) -> None:
    stand_on(page, "8", "total")
    assert page.detail.title.text() == "第二种形态小计 · 本期合计 (人次)"
    assert "处理决定日期在 2025年第四季度" in page.detail.said.text()
    found = page.grid.current()
    assert found is not None
    assert page.detail.records.rows.rowCount() == len(found[2].ids) > 0
    opened: list[str] = []
    page.wants_record.connect(opened.append)
    table = page.detail.records
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualRect(table.model().index(0, 1)).center())
    assert opened
    assert opened[0] in found[2].ids


def test_a_period_goes_up_once_and_what_comes_later_is_listed_and_changes_nothing(
    page: ReportsPage, clock: FixedClock
) -> None:
    before = page.filled
    assert before is not None
    QTest.mouseClick(page.submit_button, Qt.MouseButton.LeftButton)
    QTest.mouseClick(dialog(page, SubmitDialog).ok, Qt.MouseButton.LeftButton)
    settle(page.desk)
    assert "登记为已报, 数字不再改" in page.status.text()
    assert not page.submit_button.isVisible()
    clock.move(days=3)
    keep_sealed(page.desk.office, a_year(40, seed=3))
    page.reload()
    settle(page.desk)
    assert page.filled is not None
    assert page.filled.tables[0].lines[0].cells == before.tables[0].lines[0].cells
    QTest.mouseClick(page.changed_button, Qt.MouseButton.LeftButton)
    settle(page.desk)
    shown = dialog(page, CorrectionsDialog)
    first = shown.changes.rows.row_at(0)
    assert first is not None
    assert "报后录入" in first.cells[0]
    assert page.filled.unit
    head = [part.text() for part in shown.findChildren(QLabel) if part.text().startswith(f"填报单位: {page.filled.unit}")]
    assert head
    assert "统计期: 2025年第四季度" in head[0]
    assert "登记为已报" in head[0]
    assert shown.records.rows.rowCount() > 0
    shown.reject()


def test_an_empty_period_is_reported_as_nothing_in_one_click(page: ReportsPage) -> None:
    page.year.setCurrentIndex(page.year.findData(2023))
    page.year.activated.emit(page.year.currentIndex())
    settle(page.desk)
    assert page.nothing_button.isVisible()
    assert not page.submit_button.isVisible()
    QTest.mouseClick(page.nothing_button, Qt.MouseButton.LeftButton)
    QTest.mouseClick(dialog(page, SubmitDialog).ok, Qt.MouseButton.LeftButton)
    settle(page.desk)
    assert page.status.text().startswith("零报告, ")


def test_figures_of_earlier_times_are_typed_in_and_marked(page: ReportsPage) -> None:
    page.acts.type_in()
    settle(page.desk)
    asked = dialog(page, TypedDialog)
    asked.span.setCurrentIndex(1)
    asked.span.activated.emit(1)
    asked.lines["7-1/3"].setText("四")
    QTest.mouseClick(asked.ok, Qt.MouseButton.LeftButton)
    assert "不是整数" in asked.notice.text
    asked.lines["7-1/3"].setText("4")
    QTest.mouseClick(asked.ok, Qt.MouseButton.LeftButton)
    settle(page.desk)
    stand_on(page, "3", "last_year")
    assert page.grid.currentIndex().data() == "4*"
    assert "录入的以前的数" in page.detail.said.text()


def test_the_superiors_workbook_is_filled_by_clicking_and_remembers(page: ReportsPage, tmp_path: Path) -> None:
    book = Workbook()
    book.active.title = "季报"  # type: ignore[union-attr]
    book["季报"]["A5"], book["季报"]["B9"] = "合计", "=SUM(B5:B8)"
    template = tmp_path / "季报表.xlsx"
    book.save(template)
    for chosen in (False, True):
        page.acts.open_template(template)
        settle(page.desk)
        asked = dialog(page, TemplateDialog)
        assert bool(asked.places) is chosen
        if not chosen:
            asked.figures.selectRow(0)
            asked.assign("b5")
            assert asked.places["7-1/1/total"].cell == "B5"
        target = tmp_path / f"填好{chosen}.xlsx"
        asked.write(target)
        settle(page.desk)
        filled = load_workbook(BytesIO(target.read_bytes()))["季报"]
        assert page.filled is not None
        assert filled["B5"].value == page.filled.table("7-1").line("1").cells["total"].value
        assert filled["B9"].value == "=SUM(B5:B8)"
    assert page.notice.text.startswith("已存到")


def test_the_paper_is_looked_at_before_it_leaves_and_saving_goes_on_record(page: ReportsPage, tmp_path: Path) -> None:
    QTest.mouseClick(page.paper_button, Qt.MouseButton.LeftButton)
    settle(page.desk)
    shown = dialog(page, ReportPreview)
    assert shown.page.text().startswith(("共 ", "第 1 页"))
    assert shown.print_button.isEnabled()
    shown.register(FormName("report.pdf", "统计表"), 5)
    assert shown.word_button.isVisible()
    assert (shown.other("report", ".docx")[:2], shown.other("report", ".xlsx")[:2]) == (b"PK", b"PK")
    shown.register_other(".docx")
    shown.reject()
    page.acts.write(tmp_path / "表.json")
    settle(page.desk)
    assert page.notice.text.startswith("已存到")
    acts = [entry.about for entry in page.desk.office.ask(audit.log, {"verb": "note_paper"})]
    assert acts == ["forms 2025-10-01/2025-12-31 .json", "forms 2025-10-01/2025-12-31 .docx", "forms 2025-10-01/2025-12-31 report.pdf"]


def test_a_cell_with_a_formula_is_refused_where_the_person_is_looking(page: ReportsPage, tmp_path: Path) -> None:
    book = Workbook()
    book.active["B9"] = "=1+1"  # type: ignore[index]
    template = tmp_path / "表.xlsx"
    book.save(template)
    page.acts.open_template(template)
    settle(page.desk)
    asked = dialog(page, TemplateDialog)
    asked.figures.selectRow(0)
    asked.assign("B9")
    asked.write(tmp_path / "out.xlsx")
    settle(page.desk)
    assert "公式" in asked.notice.text
    assert not (tmp_path / "out.xlsx").exists()
    asked.reject()


def test_a_broken_layout_is_refused_with_its_line_and_ours_stays(page: ReportsPage, tmp_path: Path) -> None:
    wrong = tmp_path / "forms.toml"
    wrong.write_text('[report]\nname = "forms"\ntitle = "表"\nversion = "一"\n', encoding="utf-8")
    page.acts.install_file(wrong)
    settle(page.desk)
    assert "第 1 行的 report.confidence" in page.notice.text
    assert page.report.findText("自定", Qt.MatchFlag.MatchContains) == -1


def item(page: ReportsPage, text: str) -> QAction:
    """Return a line of the page's menu 更多."""
    menu = page.more_button.menu()
    return next(action for action in menu.actions() if action.text() == text)


def test_levels_of_speakers_are_taken_over_and_given_up_from_the_menu(
    page: ReportsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "层级𠮷.toml"
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a, **_k: (str(file), ""))
    file.write_text(OWN_LEVELS.replace('"section"', '"bureau"'), encoding="utf-8")
    assert not item(page, "不用自定谈话人层级").isVisible()
    item(page, "装入自定表样或谈话人层级").trigger()
    settle(page.desk)
    assert "第 7 行的 level.2.key" in page.notice.text
    assert not page.desk.office.ask(reports.own_levels)
    file.write_text(OWN_LEVELS, encoding="utf-8")
    item(page, "装入自定表样或谈话人层级").trigger()
    settle(page.desk)
    settle(page.desk)
    assert page.notice.text == "已装入自定的“谈话人层级”"
    assert page.desk.office.ask(reports.levels_of).titles == {"bureau": "局领导", "section": "处室", "other": "其他"}
    assert page.report.findText("层级", Qt.MatchFlag.MatchContains) == -1
    assert item(page, "不用自定谈话人层级").isVisible()
    item(page, "不用自定谈话人层级").trigger()
    settle(page.desk)
    settle(page.desk)
    assert page.notice.text == "已恢复随程序的谈话人层级"
    assert not page.desk.office.ask(reports.own_levels)
    assert not item(page, "不用自定谈话人层级").isVisible()


def test_nothing_is_installed_when_no_file_is_chosen(page: ReportsPage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a, **_k: ("", ""))
    item(page, "装入自定表样或谈话人层级").trigger()
    settle(page.desk)
    assert page.notice.text == ""


def test_a_locked_page_shows_nothing(page: ReportsPage) -> None:
    page.forget()
    assert page.grid.figures.rowCount() == 0
    assert page.detail.said.text() == ""
    assert page.filled is None


def test_a_period_reported_by_mistake_is_taken_back_with_a_reason_and_says_so(page: ReportsPage) -> None:
    page.acts.submit()
    QTest.mouseClick(dialog(page, SubmitDialog).ok, Qt.MouseButton.LeftButton)
    settle(page.desk)
    page.acts.recall()
    asked = dialog(page, RecallDialog)
    QTest.mouseClick(asked.ok, Qt.MouseButton.LeftButton)
    assert "还缺撤回原因" in asked.notice.text
    QTest.keyClicks(asked.line, "wrong quarter")
    QTest.mouseClick(asked.ok, Qt.MouseButton.LeftButton)
    settle(page.desk)
    assert page.submit_button.isVisible()
    assert "撤回, 原因: wrong quarter; 数与那时一样" in page.status.text()
    page.acts.recalled()
    shown = dialog(page, RecalledDialog)
    QTest.mouseClick(shown.close_button, Qt.MouseButton.LeftButton)
