"""备份与设置: backups that prove themselves, keys that change, names, check-up, and the audit that is walked through."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from cadreapp.kernel.clock import FixedClock
from cadreapp.office import backups, gate, reading, record
from cadreapp.store import keys
from cadreapp.store.slots import CHEAP
from tests import make
from tests.ui.real_office import settle
from ui.dialogs.passphrase import PassphraseDialog, RecoveryDialog, RenewDialog
from ui.dialogs.restore import RestoreDialog
from ui.pages.settings import SettingsPage
from ui.work import prefs
from ui.work.bus import Bus
from ui.work.desk import Desk
from ui.work.guard import Guard

NEW = "两个黄鹂鸣翠柳 7"


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setattr(keys, "tuned", lambda: CHEAP)
    made = make.store(tmp_path / "store")
    opened = Desk(make.open_office(made.root, made.opened, clock), Bus(), Guard())
    yield opened
    opened.close()


@pytest.fixture
def page(desk: Desk, clock: FixedClock, qtbot: QtBot) -> SettingsPage:
    made = SettingsPage(desk, clock, prefs.Prefs())
    qtbot.addWidget(made)
    made.show()
    made.reload()
    settle(desk)
    return made


def root(desk: Desk) -> Path:
    return desk.office.folder.root  # type: ignore[attr-defined,no-any-return]


def change(page: SettingsPage, desk: Desk, present: str) -> PassphraseDialog:
    page.store.change_passphrase()
    dialog = page.store.findChild(PassphraseDialog)
    dialog.present.setText(present)
    dialog.new.first.setText(NEW)
    dialog.new.again.setText(NEW)
    dialog.submit()
    settle(desk)
    return dialog


def test_a_backup_is_made_proven_and_listed(page: SettingsPage, desk: Desk) -> None:
    assert "还没有自动备份" in page.backup.last.text()
    page.backup.now_button.click()
    settle(desk)
    assert "核对过" in page.backup.notice.text
    assert page.backup.table.rows.row_at(0).cells[1] == "手工"
    page.backup.verify_button.click()
    settle(desk)
    assert "完好" in page.backup.notice.text


def test_a_backup_elsewhere_is_found_again(
    page: SettingsPage, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "U盘𠮷"
    stick.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a, **_k: str(stick))
    page.backup.stick_button.click()
    settle(desk)
    assert page.backup.table.rows.row_at(0).cells[4] == str(stick)
    assert "最近一次备份到别处" in page.backup.last.text()
    shutil.rmtree(stick)
    page.backup.reload()
    settle(desk)
    assert page.backup.table.rows.rowCount() == 0


def test_a_damaged_backup_is_said_to_be(page: SettingsPage, desk: Desk) -> None:
    page.backup.back_up()
    settle(desk)
    view = page.backup.table.key
    database = view.path / "store.db"
    database = database if database.exists() else next(p for p in view.path.iterdir() if p.stat().st_size > 50_000)
    data = bytearray(database.read_bytes())
    data[len(data) // 2] ^= 1
    database.write_bytes(data)
    page.backup.verify_button.click()
    settle(desk)
    assert "怎么办" in page.backup.notice.text
    assert page.backup.now_button.isEnabled()


def test_stopping_a_backup_leaves_no_half_of_one(page: SettingsPage, desk: Desk) -> None:
    page.backup.back_up()
    page.backup.progress.stop()
    settle(desk)
    assert "已停下" in page.backup.notice.text
    assert backups.listed(root(desk)) == []
    assert page.backup.now_button.isEnabled()


def test_a_restore_is_asked_for_and_left_to_the_window(page: SettingsPage, desk: Desk, qtbot: QtBot) -> None:
    page.backup.back_up()
    settle(desk)
    page.backup.restore_button.click()
    dialog = page.backup.findChild(RestoreDialog)
    dialog.submit()
    assert dialog.isVisible(), "nothing happens before it is agreed to"
    dialog.sure.setChecked(True)
    with qtbot.waitSignal(page.restore_requested) as asked:
        dialog.submit()
    assert asked.args == [page.backup.table.key.path]


def test_the_passphrase_changes_here_and_in_backups(page: SettingsPage, desk: Desk, clock: FixedClock) -> None:
    page.backup.back_up()
    settle(desk)
    dialog = change(page, desk, make.PASSPHRASE)
    assert not isValid(dialog), "it kept nothing of what was typed"
    assert "备份也一起换了" in page.store.notice.text
    backup = backups.listed(root(desk))[0].path
    for folder in (root(desk), backup):
        assert gate.keys.unlock(gate.Folder(folder), NEW, at=clock.now()).key == desk.office.opened.key  # type: ignore[attr-defined]


def test_a_backup_out_of_reach_is_listed_after_the_change(page: SettingsPage, desk: Desk, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    page.backup.back_up(stick)
    settle(desk)
    shutil.rmtree(stick)
    change(page, desk, make.PASSPHRASE)
    assert str(stick) in page.store.notice.text


def test_a_wrong_present_passphrase_changes_nothing(page: SettingsPage, desk: Desk, clock: FixedClock) -> None:
    dialog = change(page, desk, "不是这个口令 1")
    assert dialog.isVisible()
    assert dialog.notice.text
    assert dialog.ok.isEnabled()
    assert gate.unlock(root(desk), make.PASSPHRASE, clock.now()).key


def test_a_new_recovery_code_counts_when_it_was_typed_back(page: SettingsPage, desk: Desk) -> None:
    page.store.recovery_button.click()
    page.store.findChild(RenewDialog).submit()
    settle(desk)
    dialog = page.store.findChild(RecoveryDialog)
    code = dialog.shown.text().replace("\n", "-")
    dialog.typed.setText(code[:-1] + ("A" if code[-1] != "A" else "B"))
    dialog.submit()
    settle(desk)
    assert dialog.isVisible()
    assert dialog.notice.text
    dialog.typed.setText(code.lower())
    dialog.submit()
    settle(desk)
    assert not isValid(dialog), "it kept nothing of what was typed"
    assert "核对无误" in page.store.notice.text
    assert gate.recover(root(desk), code).key == desk.office.opened.key  # type: ignore[attr-defined]


def test_a_machine_without_a_keyring_leaves_the_tick_off(page: SettingsPage, desk: Desk) -> None:
    page.store.remember.click()
    settle(desk)
    assert not page.store.remember.isChecked()
    assert "钥匙环" in page.store.notice.text


def test_names_are_changed_and_an_empty_one_is_refused(page: SettingsPage, desk: Desk) -> None:
    assert page.store.unit.text() == "机关纪委"
    page.store.officer.setText("㛃䶮")
    page.store.save_button.click()
    settle(desk)
    assert desk.office.ask(reading.info).officer == "㛃䶮"
    page.store.unit.setText("  ")
    page.store.save_button.click()
    settle(desk)
    assert "单位名称" in page.store.notice.text
    assert desk.office.ask(reading.info).unit == "机关纪委"


def test_the_window_hears_of_its_preferences_and_they_are_kept(page: SettingsPage, desk: Desk, qtbot: QtBot) -> None:
    page.store.idle.setCurrentIndex(page.store.idle.findData(0))
    page.store.mode.setCurrentIndex(page.store.mode.findData("dark"))
    with qtbot.waitSignal(page.prefs_changed) as told:
        page.store.mode.activated.emit(page.store.mode.currentIndex())
    assert (told.args[0].idle_minutes, told.args[0].theme) == (0, "dark")
    kept = json.loads((root(desk) / prefs.FILE).read_text(encoding="utf-8"))
    assert (kept["idle_minutes"], kept["theme"]) == (0, "dark")


def test_the_check_up_looks_when_it_is_first_seen(page: SettingsPage, desk: Desk) -> None:
    assert page.health.table.rows.rowCount() == 0
    page.tabs.setCurrentIndex(3)
    settle(desk)
    names = [page.health.table.rows.row_at(n).key for n in range(page.health.table.rows.rowCount())]
    assert {"数据库", "使用记录", "备份", "磁盘"} <= set(names)
    page.health.full_button.click()
    settle(desk)
    assert "逐页核对" in page.health.table.rows.row_at(0).cells[2]
    assert page.health.full_button.isEnabled()


def test_a_full_check_up_can_be_stopped_and_keeps_what_was_shown(page: SettingsPage, desk: Desk) -> None:
    page.tabs.setCurrentIndex(2)
    settle(desk)
    shown = page.health.table.rows.rowCount()
    page.health.full_button.click()
    assert not page.health.progress.isHidden()
    assert not page.health.quick_button.isEnabled()
    page.health.progress.cancel.click()
    settle(desk)
    assert "没有核对完" in page.health.notice.text
    assert page.health.table.rows.rowCount() == shown
    assert page.health.quick_button.isEnabled()


def test_the_audit_is_narrowed_and_leads_to_the_record(page: SettingsPage, desk: Desk, qtbot: QtBot) -> None:
    made = desk.office.do(record.create, "talk", make.TALK).result
    desk.office.do(record.seal, made)
    page.log.reload()
    settle(desk)
    everything = page.log.table.rows.rowCount()
    page.log.verb.setCurrentIndex(page.log.verb.findData("seal"))
    page.log.verb.activated.emit(page.log.verb.currentIndex())
    settle(desk)
    assert page.log.table.rows.rowCount() == 1 < everything
    page.log.table.selectRow(0)
    with qtbot.waitSignal(page.wants_record) as asked:
        page.log.table.opened.emit(page.log.table.key)
    assert asked.args == [made]


def test_the_chain_is_walked_and_counted(page: SettingsPage, desk: Desk) -> None:
    page.log.verify_button.click()
    settle(desk)
    assert "没有被改动" in page.log.notice.text


def test_locking_leaves_nothing_on_the_page(page: SettingsPage, desk: Desk) -> None:
    page.backup.back_up()
    settle(desk)
    page.forget()
    assert page.backup.table.rows.rowCount() == 0
    assert page.log.table.rows.rowCount() == 0
    assert page.store.unit.text() == ""
