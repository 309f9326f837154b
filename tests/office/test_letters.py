"""Claims about letters begun from other records: filled from what is known, silent about what a clue says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cadreapp.kernel.clock import FixedClock
from cadreapp.kernel.errors import AppError
from cadreapp.kernel.shape import Values
from cadreapp.office import reading, record
from cadreapp.office.door import Office
from cadreapp.office.papers import letters, printing
from tests import make

REMINDER: Values = {
    "kind": "duty", "person": {"name": "张三", "unit": "办公室", "post": "科长"}, "matter": "第 3 项责任未按时完成",
    "basis": "条例第二十一条", "approved_by": {"name": "周六"}, "at": "2026-03-12T14:30", "place": "305室", "issuer": "党组办公室",
    "callers": [{"who": {"name": "李四"}}], "materials": [{"what": "进度表"}], "excuse_by": "2026-03-10", "contact": "8866 1234",
}  # fmt: skip


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with make.office(tmp_path, FixedClock(make.MORNING)) as opened:
        yield opened


def begun(office: Office, made: str, kind: str) -> Values:
    letter = office.do(letters.begin, made, kind).result
    return office.ask(reading.record, letter).values


def test_a_notice_is_filled_from_its_reminder_and_needs_only_its_date(office: Office) -> None:
    reminder = office.do(record.create, "reminder", REMINDER).result
    letter = office.do(letters.begin, reminder, "约谈通知书").result
    values = office.ask(reading.record, letter).values
    same = ("person", "matter", "basis", "at", "place", "issuer", "excuse_by", "contact")
    assert {name: values[name] for name in same} == {
        name: office.ask(reading.record, reminder).values[name] for name in same
    }
    assert [row["what"] for row in values["materials"]] == ["进度表"]
    assert values["reminder_id"] == reminder
    office.do(record.save, letter, {"dated": "2026-03-06"})
    office.do(record.seal, letter)
    assert office.ask(printing.pdf, letter).form.name == "letter_summons"


def test_a_clue_behind_it_leaves_only_general_words(office: Office) -> None:
    clue = office.do(record.create, "clue", {
        "source": "letter", "gist": "反映收受礼品", "letter_no": "转〔2026〕9号", "received_on": "2026-03-01",
        "reported": [{"who": {"name": "张三"}}],
    }).result  # fmt: skip
    reminder = office.do(record.create, "reminder", {**REMINDER, "kind": "clue", "clue_id": clue, "matter": "反映收受礼品"}).result
    assert begun(office, reminder, "summons")["matter"] == letters.GENERAL
    inquiry = begun(office, clue, "inquiry")
    assert (inquiry["person"]["name"], inquiry["clue_id"]) == ("张三", clue)
    assert "礼品" not in str(inquiry)
    assert "9号" not in str(inquiry)


def test_the_report_of_an_entrusted_talk_takes_its_questions_and_answers(office: Office) -> None:
    talk = office.do(record.create, "talk", {**make.TALK, "kind": "entrusted"}).result
    values = begun(office, talk, "entrusted")
    assert [(row["what"], row["said"]) for row in values["points"]] == [("经过是怎样的?", "材料在处里停了一周。")]
    assert values["at"] == "2026-03-05T14:30"
    assert [row["what"] for row in begun(office, talk, "remind")["points"]] == ["月底前报齐材料"]


def test_what_cannot_be_begun_from_a_record_is_refused_with_what_can(office: Office) -> None:
    disposition = office.do(record.create, "disposition", {"person": "张三"}).result
    with pytest.raises(AppError, match="NO_LETTER") as caught:
        office.do(letters.begin, disposition, "summons")
    assert "诫勉书" in caught.value.remedy()
    assert begun(office, disposition, "诫勉书")["disposition_id"] == disposition
