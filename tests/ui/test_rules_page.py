"""The page of rules: the reason of each, the unit's own number, a pasted notice, a signed update, outlines in own words."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from cadreapp.kernel.clock import FixedClock
from cadreapp.kernel.paths import resources
from cadreapp.office.rule import guides, holidays, notices, overrides
from cadreapp.office.rule import update as rulesupdate
from cadreapp.store.kept import keep
from tests import make
from tests.office.test_rules_of_the_unit import NEXT_YEAR
from tests.ui.real_office import settle
from ui.models.plain_rows import PlainRows
from ui.pages.rules import RulesPage
from ui.pages.rules_packs import UpdateDialog
from ui.widgets.plain_table import PlainTable
from ui.work.desk import Desk


@pytest.fixture
def page(desk: Desk, clock: FixedClock, qtbot: QtBot) -> RulesPage:
    made = RulesPage(desk, clock)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    made.reload()
    settle(desk)
    settle(desk)
    return made


def pick(table: PlainTable, text: str) -> None:
    rows = table.model()
    assert isinstance(rows, PlainRows)
    at = next(n for n in range(rows.rowCount()) if text in str(rows.data(rows.index(n, 0))))
    table.selectRow(at)


def test_a_rule_says_why_and_takes_the_units_own_number(page: RulesPage, desk: Desk, qtbot: QtBot) -> None:
    pick(page.rules.table, "DL01")
    assert "第二十九条" in page.rules.why.text()
    dialog = page.rules.change()
    assert dialog is not None
    dialog.form.editors["number"].set_value(10)
    dialog.submit()
    assert "依据" in dialog.notice.text
    dialog.form.editors["source"].set_value("某局规程第五条")
    dialog.submit()
    qtbot.waitUntil(lambda: "本单位自定 10个工作日, 原值 15个工作日; 依据: 某局规程第五条; 王委员" in page.rules.why.text())
    page.rules.back_button.click()
    qtbot.waitUntil(lambda: "本单位自定" not in page.rules.why.text())
    assert desk.office.ask(overrides.overrides) == ()


def test_the_first_rule_is_shown_and_a_word_that_no_rule_has_is_told(page: RulesPage) -> None:
    assert page.rules.table.key == "DL01"
    assert "第二十九条" in page.rules.why.text()
    page.rules.finder.setText("没有的规则𠮷")
    assert "没有编号、名称或文件里有“没有的规则𠮷”的规则" in page.rules.why.text()
    assert not page.rules.change_button.isEnabled()
    page.rules.finder.setText("TH06")
    assert page.rules.table.key == "TH06"


def test_a_share_is_typed_in_words_and_a_laxer_one_is_told(page: RulesPage, desk: Desk, qtbot: QtBot) -> None:
    pick(page.rules.table, "TH06")
    dialog = page.rules.change()
    assert dialog is not None
    assert dialog.form.values()["number"] == "4/5"
    dialog.form.set_values({"number": "大多数", "source": "党委通知"})
    dialog.submit()
    qtbot.waitUntil(lambda: "看不懂“大多数”" in dialog.notice.text)
    dialog.form.set_values({"number": "三分之二", "source": "党委通知"})
    dialog.submit()
    qtbot.waitUntil(lambda: "这比规定宽: 规定是不少于 4/5" in page.rules.notice.text)
    qtbot.waitUntil(lambda: "本单位自定 不少于 2/3, 原值 不少于 4/5; 依据: 党委通知; 王委员" in page.rules.why.text())
    page.rules.back_button.click()
    qtbot.waitUntil(lambda: desk.office.ask(overrides.overrides) == ())


def test_a_measure_of_local_practice_is_left_out_in_the_window(page: RulesPage, desk: Desk, qtbot: QtBot) -> None:
    pick(page.rules.table, "T08")
    dialog = page.rules.change()
    assert dialog is not None
    dialog.form.set_values({"number": 0, "source": "市纪委统计口径"})
    dialog.submit()
    qtbot.waitUntil(lambda: [own.number for own in desk.office.ask(overrides.overrides)] == [0])
    settle(desk)


def test_what_cannot_be_used_any_more_is_said_and_the_rest_stays(page: RulesPage, desk: Desk, qtbot: QtBot) -> None:
    value = {"rule": "DL97", "number": 3, "unit": None, "source": "甲", "who": "乙", "when": "2026-01-01", "begins": None, "ends": None}
    desk.office.do(keep, "override", "DL97", value)
    page.rules.reload()
    qtbot.waitUntil(lambda: "没有编号为 DL97 的规则" in page.rules.notice.text)
    pick(page.rules.table, "DL01")


def test_every_version_of_a_rule_is_told(page: RulesPage) -> None:
    page.rules.finder.setText("dl10")
    pick(page.rules.table, "DL10")
    assert "2003 年版: 12个月" in page.rules.why.text()
    assert "2023 年版: 18个月" in page.rules.why.text()


def test_a_pasted_notice_is_shown_day_by_day_before_it_is_kept(page: RulesPage, desk: Desk, qtbot: QtBot) -> None:
    dialog = page.days.paste()
    dialog.area.set_text(NEXT_YEAR.replace("共7天", "共8天", 1))
    dialog.look()
    qtbot.waitUntil(lambda: "第 3 行" in dialog.notice.text)
    assert not dialog.ok.isEnabled()
    dialog.area.set_text(NEXT_YEAR)
    dialog.look()
    qtbot.waitUntil(dialog.ok.isEnabled)
    assert "2027-01-31 周日: 由休息改为上班 (调休上班)" in dialog.found.text()
    dialog.submit()
    qtbot.waitUntil(lambda: "2027年的放假安排已存下" in page.days.notice.text)
    assert not desk.office.ask(holidays.years, date(2026, 3, 5))[0].estimated
    pick(page.days.years, "2027")
    qtbot.waitUntil(page.days.drop_button.isEnabled)
    page.days.drop_button.click()
    qtbot.waitUntil(lambda: "已去掉录入的2027年" in page.days.notice.text)


def test_a_yearly_notice_is_entered_and_taken_away(page: RulesPage, desk: Desk, qtbot: QtBot) -> None:
    dialog = page.days.add()
    given = {"rule": "FQ05", "year": 2025, "opens": "2026-01-10", "closes": "2026-03-31", "source": "市委组织部通知〔2026〕1号"}
    dialog.form.set_values(given)
    dialog.submit()
    qtbot.waitUntil(lambda: len(desk.office.ask(notices.notices)) == 1)
    qtbot.waitUntil(lambda: page.days.yearly.model().rowCount() == 1)
    pick(page.days.yearly, "组织生活会")
    page.days.remove_button.click()
    qtbot.waitUntil(lambda: page.days.yearly.model().rowCount() == 0)


def test_a_signed_file_is_read_before_it_is_taken_over_and_can_be_put_back(
    page: RulesPage, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    text = (resources() / "rules" / "terms.toml").read_text(encoding="utf-8")
    changed = make.later(text).replace("= 15, unit", "= 10, unit", 1).encode()
    file = tmp_path / "𠮷.rules"
    file.write_bytes(changed)
    page.packs.look_at(file)
    qtbot.waitUntil(lambda: "没有发布单位的签名" in page.packs.notice.text)
    file.write_bytes(desk.office.ask(rulesupdate.sign, changed, "terms"))
    page.packs.look_at(file)
    qtbot.waitUntil(lambda: bool(page.packs.findChildren(UpdateDialog)))
    dialog = page.packs.findChildren(UpdateDialog)[0]
    assert "● DL01 函询回复 (2018): 时长由“15个工作日”改为“10个工作日”" in dialog.changes.text()
    dialog.submit()
    qtbot.waitUntil(lambda: "已装上" in page.packs.notice.text)
    pick(page.packs.table, "办理时限")
    qtbot.waitUntil(page.packs.back_button.isEnabled)
    page.packs.back_button.click()
    qtbot.waitUntil(lambda: "已退回上一版" in page.packs.notice.text)


def test_an_outline_is_written_in_own_words_and_put_back(page: RulesPage, desk: Desk, qtbot: QtBot) -> None:
    tab = page.outlines
    pick(tab.table, "谈心谈话")
    tab.area.set_text("最近怎么样?\n\n有什么困难?")
    tab.save_button.click()
    qtbot.waitUntil(lambda: any(v.own for v in desk.office.ask(guides.all_outlines)))
    qtbot.waitUntil(lambda: tab.notice.text != "")
    settle(desk)
    pick(tab.table, "谈心谈话")
    assert tab.area.text() == "最近怎么样?\n有什么困难?"
    tab.back_button.click()
    qtbot.waitUntil(lambda: not any(v.own for v in desk.office.ask(guides.all_outlines)))
    tab.role.setCurrentIndex(1)
    tab.set_role()
    qtbot.waitUntil(lambda: desk.office.ask(guides.role) == "branch")
    page.forget()
    assert tab.area.text() == ""
