"""台账 and the slips of a bundle from the window: for which days, looked at first, on record when they leave."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from cadreapp.exchange.step import finish
from cadreapp.kernel.clock import FixedClock
from cadreapp.office import audit, reading, record
from cadreapp.office.bundles import receiving
from tests.paper.papers import squeezed, text_of
from tests.ui.real_office import add_people, settle, talk_values
from tests.ui.two_levels import Levels, two_levels
from ui.dialogs.form_dialog import FormDialog
from ui.dialogs.list_paper import ASK, LedgerPreview, SlipPreview, Span, spans
from ui.pages.exchange import ExchangePage
from ui.pages.record_page import RecordPage
from ui.work.desk import Desk


def ready(dialog: LedgerPreview | SlipPreview, desk: Desk, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: dialog.print_button.isEnabled(), timeout=20_000)
    settle(desk)


@pytest.mark.parametrize(("on", "quarter"), [
    (date(2026, 3, 5), Span("2026-01-01", "2026-03-31")), (date(2026, 11, 22), Span("2026-10-01", "2026-12-31")),
])
def test_this_year_comes_first_then_its_quarter_last_year_and_all(on: date, quarter: Span) -> None:
    found = spans(on)
    assert [span.title for span in found] == ["2026年", quarter.title, "2025年", "全部"]
    assert found[1] == quarter


def test_the_list_prints_its_register_for_the_days_chosen_and_it_goes_on_record(
    desk: Desk, clock: FixedClock, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    who = add_people(desk)[0]
    for day in ("2025-06-01", "2026-03-04"):
        desk.office.do(record.create, "talk", {**talk_values(who), "began_at": f"{day}T09:00", "ended_at": f"{day}T10:00"})
    page = RecordPage(desk, clock, reading.shape("talk"))
    qtbot.addWidget(page)
    page.show()
    settle(desk)
    page.register_button.click()
    dialog = page.findChild(LedgerPreview)
    assert isinstance(dialog, LedgerPreview)
    ready(dialog, desk, qtbot)
    assert dialog._printed is not None
    assert "共1件" in squeezed(text_of(dialog._printed.pdf))
    dialog.forms.setCurrentIndex(dialog.forms.findData(ASK))
    dialog.load()
    asked = dialog.findChild(FormDialog)
    assert isinstance(asked, FormDialog)
    asked.form.set_values({"since": "2026-02-01", "until": "2025-01-01"})
    asked.submit()
    assert "请对调" in asked.notice.text
    asked.form.set_values({"since": "2025-01-01", "until": "2026-12-31"})
    asked.submit()
    ready(dialog, desk, qtbot)
    said = squeezed(text_of(dialog._printed.pdf))
    assert "2025年1月1日至2026年12月31日，共2件" in said
    target = tmp_path / "谈话台账.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(target), ""))
    dialog.save()
    settle(desk)
    assert target.read_bytes() == dialog._printed.pdf
    assert desk.office.ask(audit.log, {}, 1)[0].verb == "exported"
    for suffix in (".docx", ".xlsx"):
        answer = (str(target.with_suffix(suffix)), "")
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, answer=answer, **_k: answer)
        assert dialog.word_button.isEnabled()
        dialog.save_word()
        settle(desk)
        assert (target.with_suffix(suffix).read_bytes()[:2], "可以改" in dialog.notice.text) == (b"PK", True)
    assert [entry.verb for entry in desk.office.ask(audit.log, {}, 3)] == ["exported"] * 3
    dialog.reject()
    page.flush()


@pytest.fixture
def levels(qapp: QApplication, tmp_path: Path, clock: FixedClock) -> Iterator[Levels]:
    with two_levels(tmp_path, clock) as made:
        yield made


def test_a_bundle_sent_has_its_slip_and_one_taken_in_its_receipt_of_paper(levels: Levels, qtbot: QtBot) -> None:
    levels.talk()
    bundle = levels.sent("1.cadre")
    page = ExchangePage(levels.below, levels.clock)
    qtbot.addWidget(page)
    page.show()
    page.reload()
    levels.settle()
    page.send.slip_button.click()
    dialog = page.findChild(SlipPreview)
    assert isinstance(dialog, SlipPreview)
    ready(dialog, levels.below, qtbot)
    assert dialog._printed is not None
    said = squeezed(text_of(dialog._printed.pdf))
    assert all(words in said for words in ("数据包交接单", "第1号", bundle.name))
    dialog.register(dialog.papers("")[0], 1)
    levels.settle()
    assert levels.below.office.ask(audit.log, {}, 1)[0].verb == "printed"
    assert dialog.word_button.isVisible()
    assert dialog.other("slip", ".docx")[:2] == b"PK"
    dialog.reject()
    finish(receiving.receive(levels.above.office, bundle))
    above = ExchangePage(levels.above, levels.clock)
    qtbot.addWidget(above)
    above.show()
    above.reload()
    levels.settle()
    above.receive.slip_button.click()
    receipt = above.findChild(SlipPreview)
    assert isinstance(receipt, SlipPreview)
    ready(receipt, levels.above, qtbot)
    assert receipt._printed is not None
    assert "收讫码" in squeezed(text_of(receipt._printed.pdf))
    receipt.reject()

