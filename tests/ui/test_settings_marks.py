"""Marks and fonts of papers in the settings: the code switched, 秘密★ asked for and stopped, a font added, used, taken away."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from cadreapp.kernel.clock import FixedClock
from cadreapp.kernel.errors import AppError
from cadreapp.office.door import open_office
from cadreapp.office.papers import genuine, secrecy, typefaces
from cadreapp.paper import fonts_own
from cadreapp.paper.fonts import FOLDER, refresh
from tests import make
from tests.paper.test_fonts_own import font_file
from tests.ui.real_office import settle
from ui.pages.settings_fonts import FontsCard
from ui.pages.settings_marks import MarksCard
from ui.work.bus import Bus
from ui.work.desk import Desk
from ui.work.guard import Guard

FILLED = {"decider": "周六 (副书记)", "basis": "×定〔2026〕1号", "years": 1, "machine": "涉密机 3 号", "understood": True}


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path) -> Iterator[Desk]:
    made = make.store(tmp_path / "store")
    opened = Desk(open_office(made.root, made.opened, FixedClock(make.MORNING)), Bus(), Guard())
    yield opened
    opened.close()


@pytest.fixture
def marks(desk: Desk, qtbot: QtBot) -> MarksCard:
    made = MarksCard(desk, FixedClock(make.MORNING))
    qtbot.addWidget(made)
    made.show()
    made.reload()
    settle(desk)
    return made


def test_the_code_is_on_until_it_is_unticked(marks: MarksCard, desk: Desk) -> None:
    assert marks.code.isChecked()
    marks.code.click()
    settle(desk)
    assert not desk.office.ask(genuine.is_on)
    assert "不印验真码" in marks.notice.text


def test_the_secret_marking_asks_for_everything_then_stands_in_the_list_also_after_it_is_stopped(marks: MarksCard, desk: Desk) -> None:
    assert not marks.stop_button.isVisible()
    dialog = marks.ask()
    for name in FILLED:
        dialog.form.set_values({key: value for key, value in FILLED.items() if key != name})
        dialog.submit()
        assert dialog.isVisible()
        assert dialog.notice.text
    dialog.form.set_values({**FILLED, "years": 30})
    dialog.submit()
    settle(desk)
    assert "保密期限 (1 到 10 年)" in dialog.notice.text
    assert desk.office.ask(secrecy.standing) is None
    dialog.form.set_values(FILLED)
    dialog.submit()
    settle(desk)
    assert not isValid(dialog)
    assert "秘密★1年" in marks.standing.text()
    marks.stop_button.click()
    settle(desk)
    assert "没有启用" in marks.standing.text()
    (row,) = marks.table.rows._rows
    cells = row.cells
    assert cells[:4] == ("秘密★1年", "周六 (副书记)", "×定〔2026〕1号", "涉密机 3 号")
    assert cells[5] != "在用"


@pytest.fixture
def fonts(desk: Desk, qtbot: QtBot, home: Path, monkeypatch: pytest.MonkeyPatch) -> FontsCard:
    refresh()
    monkeypatch.setattr(fonts_own, "system_folders", lambda: ())
    made = FontsCard(desk)
    qtbot.addWidget(made)
    made.show()
    made.reload()
    settle(desk)
    return made


def rows(card: FontsCard) -> list[tuple[str, ...]]:
    return [row.cells[:3] for row in card.table.rows._rows]


def choose(card: FontsCard, name: str) -> None:
    at = next(n for n, cells in enumerate(rows(card)) if cells[1] == name)
    card.table.selectRow(at)


def test_a_font_is_added_used_given_up_and_taken_away(fonts: FontsCard, desk: Desk, tmp_path: Path) -> None:
    assert rows(fonts) == [(name, "自带的", "在用") for name in ("标题", "仿宋", "楷体", "黑体", "宋体")]
    assert not fonts.sample.pixmap().isNull()
    before = typefaces.sample()
    fonts.add(font_file(tmp_path / "xbs.ttf", "关于加强机关纪律建设的通知", "方正小标宋简体"))
    settle(desk)
    assert ("标题", "方正小标宋简体", "可以用") in rows(fonts)
    choose(fonts, "方正小标宋简体")
    assert fonts.face.currentData() == "title"
    fonts.use_button.click()
    settle(desk)
    assert ("标题", "方正小标宋简体", "在用") in rows(fonts)
    assert ("标题", "自带的", "") in rows(fonts)
    assert typefaces.sample() != before
    assert typefaces.sample() == typefaces.sample()
    choose(fonts, "方正小标宋简体")
    fonts.remove_button.click()
    settle(desk)
    assert rows(fonts)[0] == ("标题", "自带的", "在用")
    assert typefaces.sample() == before
    assert "已去掉" in fonts.notice.text


def test_a_font_that_must_not_be_embedded_or_is_none_is_refused_in_words(fonts: FontsCard, desk: Desk, tmp_path: Path) -> None:
    fonts.add(font_file(tmp_path / "kai.ttf", "谈", "楷体_GB2312", rights=2))
    settle(desk)
    assert "不许嵌入" in fonts.notice.text
    (tmp_path / "a.ttf").write_bytes(b"no font")
    fonts.add(tmp_path / "a.ttf")
    settle(desk)
    assert "不是字体文件" in fonts.notice.text
    fonts.add(tmp_path / "gone.ttf")
    settle(desk)
    assert "gone.ttf" in fonts.notice.text
    assert not fonts_own.folder().exists() or not list(fonts_own.font_files([fonts_own.folder()]))


def test_our_own_fonts_cannot_be_taken_away(home: Path) -> None:
    with pytest.raises(AppError, match="NOT_FOUND"):
        typefaces.remove(FOLDER / "CadreKai.ttf")
    assert (FOLDER / "CadreKai.ttf").is_file()
