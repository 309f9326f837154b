"""Claims about 约谈通知书: sealing it writes its number and date back to the reminder, registering its receipt who signed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from cadreapp.kernel.clock import FixedClock
from cadreapp.kernel.shape import Values
from cadreapp.office import numbering, reading, record, undo
from cadreapp.office.door import Office
from cadreapp.office.papers import letters
from cadreapp.rules.course import DONE, course
from tests import make

REMINDER: Values = {
    "kind": "duty", "person": {"name": "𠮷䶮㛃", "unit": "办公室", "post": "科长"}, "matter": "第 3 项责任未按时完成",
    "basis": "条例第二十一条", "approved_by": {"name": "周六"}, "at": "2026-03-12T14:30", "place": "305室",
    "callers": [{"who": {"name": "李四"}}],
}  # fmt: skip


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with make.office(tmp_path, FixedClock(make.MORNING)) as opened:
        yield opened


def begun(office: Office) -> tuple[str, str]:
    reminder: str = office.do(record.create, "reminder", REMINDER).result
    letter: str = office.do(letters.begin, reminder, "summons").result
    office.do(record.save, letter, {"dated": "2026-03-06"})
    return reminder, letter


def values(office: Office, made: str) -> Values:
    return office.ask(reading.record, made).values


def notified(office: Office, reminder: str) -> tuple[str, str]:
    (step,) = [s for s in course(values(office, reminder), date(2026, 3, 7)).steps if s.stage == "notified"]
    return step.state, step.day


def test_sealing_the_notice_writes_its_number_and_date_back_and_does_the_step(office: Office) -> None:
    reminder, letter = begun(office)
    office.do(record.seal, letter)
    told = values(office, reminder)
    assert (told["notice_no"], told["notice_on"]) == (values(office, letter)["number"], "2026-03-06")
    assert told["notice_no"]
    assert notified(office, reminder) == (DONE, "2026-03-06")
    assert [(row["stage"], row["paper"]) for row in told["steps"]] == [("notified", told["notice_no"])]


def test_undoing_the_sealing_puts_the_reminder_back(office: Office) -> None:
    reminder, letter = begun(office)
    before = values(office, reminder)
    office.do(record.seal, letter)
    office.do(undo.undo)
    assert values(office, reminder) == before
    assert office.ask(reading.record, letter).state == "draft"


def test_the_receipt_slip_tells_who_signed_and_when(office: Office) -> None:
    reminder, letter = begun(office)
    office.do(record.seal, letter)
    slip = {"received_by": {"name": "张三"}, "received_at": "2026-03-06T16:00", "reply": "will_come"}
    office.do(record.save, letter, {**slip, "deliveries": [{"by": "李四、王五", "at": "2026-03-06T16:00"}]})
    told = values(office, reminder)
    assert (told["received_by"]["name"], told["received_at"], told["reply"], told["delivered_by"]) == (
        "张三", "2026-03-06T16:00", "will_come", "李四、王五")
    assert len(told["steps"]) == 1


def test_a_second_edition_writes_its_date_and_a_closed_or_missing_reminder_is_let_be(office: Office) -> None:
    reminder, letter = begun(office)
    office.do(record.seal, letter)
    office.do(record.amend, letter)
    office.do(record.save_amendment, letter, {"dated": "2026-03-07"})
    office.do(record.seal, letter)
    assert values(office, reminder)["notice_on"] == "2026-03-07"
    assert notified(office, reminder)[0] == DONE
    other, second = begun(office)
    office.do(record.remove, other)
    before = values(office, other)
    office.do(record.seal, second)
    assert values(office, other) == before


def test_a_notice_declared_void_takes_its_number_back_and_the_next_one_gives_its_own(office: Office) -> None:
    reminder, letter = begun(office)
    office.do(record.seal, letter)
    told = values(office, reminder)
    office.do(record.withdraw, letter, "日期写错")
    now = values(office, reminder)
    assert (now["notice_no"], now["notice_on"], now["steps"]) == (None, None, [])
    office.do(undo.undo)
    assert values(office, reminder) == told
    office.do(record.withdraw, letter, "日期写错")
    second = office.do(letters.begin, reminder, "summons").result
    office.do(record.save, second, {"dated": "2026-03-08"})
    office.do(record.seal, second)
    again = values(office, reminder)
    assert (again["notice_no"], again["notice_on"]) == (values(office, second)["number"], "2026-03-08")
    assert again["notice_no"] != told["notice_no"]
    assert notified(office, reminder) == (DONE, "2026-03-08")


def test_what_a_later_notice_or_a_person_wrote_over_a_void_one_stays(office: Office) -> None:
    reminder, letter = begun(office)
    office.do(record.seal, letter)
    office.do(record.save, reminder, {"notice_no": "另写1号"})
    before = values(office, reminder)
    office.do(record.withdraw, letter, "另发了")
    assert values(office, reminder) == before


def test_a_letter_of_another_kind_and_a_number_given_before_sealing_tell_nothing_yet(office: Office) -> None:
    reminder, letter = begun(office)
    office.do(numbering.number, letter)
    assert values(office, reminder)["notice_no"] is None
    prompt = office.do(letters.begin, reminder, "prompt").result
    assert office.ask(reading.record, prompt).values["reminder_id"] == reminder
    assert values(office, reminder)["steps"] == []
