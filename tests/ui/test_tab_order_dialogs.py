"""The first run and the dialogs can be walked with Tab alone, and every stop has a name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from cadreapp.kernel.clock import FixedClock
from cadreapp.office import demo, reading
from tests.make import MORNING
from tests.ui.driving import Hands, focused, open_hands
from tests.ui.test_tab_order import nameless, walk
from ui.dialogs.batch_print import BatchPrint
from ui.dialogs.history import HistoryDialog
from ui.dialogs.import_people import ImportPeopleDialog
from ui.dialogs.preview import PreviewDialog
from ui.dialogs.receive import ReceiveDialog
from ui.dialogs.seal import SealDialog, withdraw_dialog
from ui.dialogs.wizard import Wizard
from ui.pages.record_page import RecordPage


@pytest.mark.parametrize(("step", "stops"), [(0, 5), (1, 3), (2, 2), (3, 3)])
def test_tab_goes_round_each_step_of_the_first_run(qapp: QApplication, tmp_path: Path, step: int, stops: int) -> None:
    hands = Hands(tmp_path / "store", FixedClock(MORNING))
    try:
        wizard = hands.session.frame.centralWidget()
        assert isinstance(wizard, Wizard)
        wizard.unit.setText("机关纪委")
        wizard.typed.setText("ABCD")
        wizard.go(step)
        passed = walk(hands)
        assert nameless(passed) == []
        assert len(passed) >= stops
    finally:
        hands.close()


@pytest.fixture(scope="module")
def hands(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hands]:
    """One window on a demo store for all dialogs: nothing in them is written."""
    for made in open_hands(tmp_path_factory.mktemp("dialogs"), FixedClock(MORNING), demo=True):
        made.work.desk.do(demo.seed)
        made.settle()
        yield made


def talk(hands: Hands) -> str:
    found: list[str] = hands.work.desk.office.ask(reading.ids, reading.Listing("talk"))
    return found[0]


def withdraw(hands: Hands) -> QDialog:
    hands.work.go("talk")
    page = hands.work.page("talk")
    assert isinstance(page, RecordPage)
    return withdraw_dialog("谈话", page.setting, hands.work)


def history(hands: Hands) -> QDialog:
    view = hands.work.desk.office.ask(reading.record, talk(hands))
    return HistoryDialog(hands.work.desk, reading.shape("talk"), view, hands.work)


DIALOGS: dict[str, Callable[[Hands], QDialog]] = {
    "preview": lambda hands: PreviewDialog(hands.work.desk, talk(hands), "talk", hands.work),
    "history": history,
    "batch": lambda hands: BatchPrint(hands.work.desk, hands.work.desk.office.ask(reading.ids, reading.Listing("talk"))[:3], hands.work),
    "import": lambda hands: ImportPeopleDialog(hands.work.desk, hands.work.clock, hands.work),
    "receive": lambda hands: ReceiveDialog(hands.work.desk, [], hands.work),
    "seal": lambda hands: SealDialog("谈话", 1, ("提示一句",), hands.work),
    "withdraw": withdraw,
}


@pytest.mark.parametrize("name", list(DIALOGS))
def test_tab_goes_round_a_dialog_and_every_stop_has_a_name(hands: Hands, name: str) -> None:
    dialog = DIALOGS[name](hands)
    dialog.open()
    try:
        hands.settle()
        dialog.activateWindow()
        QTest.qWait(20)
        assert dialog.isAncestorOf(focused())
        passed = walk(hands)
        assert nameless(passed) == []
        assert all(dialog.isAncestorOf(one) for one in passed)
    finally:
        dialog.reject()
        hands.settle()
