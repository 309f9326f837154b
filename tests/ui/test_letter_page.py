"""The page of letters: the form follows the kind, and letters begin from the menu of what they follow from."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from cadreapp.kernel.clock import FixedClock
from cadreapp.office import reading, record
from tests import make
from tests.office.test_letters import REMINDER
from tests.ui.real_office import settle
from ui.pages.letter_page import LetterPage
from ui.pages.record_page import RecordPage
from ui.pages.record_page_of import page_of
from ui.work.desk import Desk


def page(desk: Desk, name: str, qtbot: QtBot) -> RecordPage:
    made = page_of(desk, FixedClock(make.MORNING), name)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    return made


def shown(made: RecordPage) -> set[str]:
    return {name for name, editor in made.editor.form.editors.items() if not editor.isHidden()}


def test_the_form_shows_what_the_kind_has_a_use_for_and_whatever_is_filled(desk: Desk, qtbot: QtBot) -> None:
    made = page(desk, "letter", qtbot)
    assert isinstance(made, LetterPage)
    made.new({"kind": "summons"})
    settle(desk)
    assert {"at", "callers", "materials"} <= shown(made)
    assert not {"verdict", "candidates", "consequence"} & shown(made)
    made.editor.form.editors["place"].set_value("305室")
    made.editor.form.editors["kind"].set_value("opinion")
    made.editor.form.editors["kind"].changed.emit()
    assert {"verdict", "candidates", "place"} <= shown(made)
    assert not {"at", "callers", "materials"} & shown(made)


def test_a_letter_begins_from_the_menu_of_a_reminder_and_gets_its_number_there(desk: Desk, qtbot: QtBot) -> None:
    reminder = desk.office.do(record.create, "reminder", REMINDER).result
    made = page(desk, "reminder", qtbot)
    made.open_record(reminder)
    settle(desk)
    with qtbot.waitSignal(made.wants_record, timeout=10_000) as asked:
        made.reader.more["letter:summons"].trigger()
        settle(desk)
    letter = asked.args[0]
    assert desk.office.ask(reading.record, letter).values["place"] == "305室"
    letters = page(desk, "letter", qtbot)
    letters.open_record(letter)
    settle(desk)
    letters.reader.more["number"].trigger()
    settle(desk)
    assert desk.office.ask(reading.record, letter).values["number"] == "约〔2026〕1号"
