"""纸样 in the settings: a unit's own wording taken out, mended, put in, refused by line, given back; numbers looked up."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from cadreapp.kernel.clock import FixedClock
from cadreapp.office import record, unitforms
from tests import make
from tests.office.test_numbering import SUMMONS
from tests.ui.real_office import settle
from ui.pages.settings_papers import PapersTab
from ui.work.bus import Bus
from ui.work.desk import Desk
from ui.work.guard import Guard


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path, clock: FixedClock) -> Iterator[Desk]:
    made = make.store(tmp_path / "store")
    opened = Desk(make.open_office(made.root, made.opened, FixedClock(make.MORNING)), Bus(), Guard())
    yield opened
    opened.close()


@pytest.fixture
def tab(desk: Desk, qtbot: QtBot) -> PapersTab:
    made = PapersTab(desk, FixedClock(make.MORNING))
    qtbot.addWidget(made)
    made.show()
    made.reload()
    settle(desk)
    return made


def choose(tab: PapersTab, desk: Desk, name: str) -> tuple[str, ...]:
    settle(desk)
    at = next(n for n in range(tab.table.rows.rowCount()) if tab.table.rows.row_at(n).key == name)
    tab.table.selectRow(at)
    settle(desk)
    return tab.table.rows.row_at(at).cells


def test_the_letterhead_is_kept_and_stands_on_the_next_paper(tab: PapersTab, desk: Desk) -> None:
    tab.organ.setText("中共某机关纪律检查委员会")
    tab.mark.setText("某纪")
    tab.save_button.click()
    settle(desk)
    assert "已保存" in tab.notice.text
    assert desk.office.ask(unitforms.letterhead) == unitforms.Letterhead("中共某机关纪律检查委员会", "某纪")


def test_a_form_is_taken_out_mended_put_in_and_given_back(
    tab: PapersTab, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "提醒函.toml"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: (str(path), ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a: (str(path), ""))
    choose(tab, desk, "letter_remind")
    tab.take_button.click()
    settle(desk)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("{matter", "{master"), encoding="utf-8")
    tab.install_button.click()
    settle(desk)
    assert "提醒函.toml 第" in tab.notice.text
    assert choose(tab, desk, "letter_remind")[3] == ""
    path.write_text(text.replace("切实改进", "认真改进"), encoding="utf-8")
    tab.install_button.click()
    assert choose(tab, desk, "letter_remind")[3] == "本单位改过"
    tab.back_button.click()
    assert choose(tab, desk, "letter_remind")[3] == ""


def test_the_register_of_numbers_shows_who_has_which_and_what_is_void(tab: PapersTab, desk: Desk) -> None:
    made = [desk.office.do(record.create, "letter", SUMMONS).result for _ in range(2)]
    for one in made:
        desk.office.do(record.seal, one)
    desk.office.do(record.withdraw, made[0], "发错了")
    choose(tab, desk, "letter_summons")
    cells = [tab.numbers.rows.row_at(n).cells for n in range(2)]
    assert [(c[0], c[3]) for c in cells] == [("约〔2026〕1号", "已作废"), ("约〔2026〕2号", "")]
