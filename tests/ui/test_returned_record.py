"""What the upper level sent back stands on the workbench with its reason and leads to the record, until it went again."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from cadreapp.exchange.step import finish
from cadreapp.kernel.clock import FixedClock
from cadreapp.office import record
from cadreapp.office.bundles import receiving
from tests.ui.two_levels import Levels, two_levels
from ui.pages.workbench import Workbench
from ui.widgets.link import Link


def answered(levels: Levels, name: str, returned: dict[str, str]) -> None:
    """Send everything, let the upper level answer, and take the receipt."""
    got = finish(receiving.receive(levels.above.office, levels.sent(name), returned))  # type: ignore[arg-type]
    levels.below.office.do(receiving.take_receipt, got.receipt.read_bytes())
    levels.settle()


def test_a_returned_record_is_on_the_workbench_until_it_was_sent_again(tmp_path: Path, clock: FixedClock, qtbot: QtBot) -> None:
    with two_levels(tmp_path, clock) as levels:
        bench = Workbench(levels.below, clock, "赵六")
        qtbot.addWidget(bench)
        bench.show()
        wrong = levels.talk(matter="要补的事")
        answered(levels, "a.cadre", {wrong: "缺审批表"})
        bench.reload()
        levels.settle()
        assert bench.returned.isVisible()
        assert "缺审批表" in [label.text() for label in bench.returned.findChildren(QLabel)]
        (link,) = bench.returned.findChildren(Link)
        with qtbot.waitSignal(bench.wants_record) as opened:
            link.click()
        assert opened.args == [wrong]
        office = levels.below.office
        office.do(record.amend, wrong, "按退回意见补正")
        office.do(record.save_amendment, wrong, {"approved_by": {"name": "钱七"}})
        office.do(record.seal, wrong)
        clock.move(hours=1)
        answered(levels, "b.cadre", {})
        bench.reload()
        levels.settle()
        assert not bench.returned.isVisible()
