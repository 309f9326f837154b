"""Claims about what one does with a record, beyond what holds for every type."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from cadreapp.kernel.errors import AppError
from cadreapp.office import reading, record
from cadreapp.office.door import Office
from tests import make


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with make.office(tmp_path_factory.mktemp("record")) as opened:
        yield opened


def code(call: Any, *args: Any) -> str:
    with pytest.raises(AppError) as caught:
        call(*args)
    return caught.value.code


def test_an_unknown_type_or_record_is_told(office: Office) -> None:
    assert code(office.do, record.create, "dream", {}) == "UNKNOWN_TYPE"
    assert code(office.do, record.save, "019a0000-0000-7000-8000-000000000009", {}) == "NOT_FOUND"
    assert code(reading.shape, "dream") == "UNKNOWN_TYPE"


def test_the_whole_life_of_a_talk_on_paper(office: Office) -> None:
    talk = office.do(record.create, "talk", make.TALK).result
    assert office.do(record.seal, talk).result == 1
    for what, values in (
        ("printed", {"pages": 4, "at": "2026-03-05T16:00"}),
        ("partly", {"reason": "参加人出差"}),
        ("signed", {"corrections": 2}),
        ("archived", {"file_no": "2026-017"}),
    ):
        office.do(record.paper, talk, what, values)
        assert office.ask(reading.page, "talk", [talk])[0].stage == what
    ask = office.ask(reading.record, talk).values["asks"][0]
    office.do(record.save, talk, {"asks": [{**ask, "done_on": "2026-03-30"}], "outcome": "done"})
    assert office.ask(reading.record, talk).values["asks"][0]["done_on"] == "2026-03-30"
    assert code(office.do, record.save, talk, {"asks": [{**ask, "what": "别的"}]}) == "IS_SEALED"
    assert code(office.do, record.save, talk, {"asks": []}) == "IS_SEALED"


def test_saving_a_sealed_record_whole_and_unchanged_is_no_offence(office: Office) -> None:
    talk = office.do(record.create, "talk", make.TALK).result
    office.do(record.seal, talk)
    values = office.ask(reading.record, talk).values
    done = office.do(record.save, talk, {**values, "outcome": "done"})
    assert done.changes.touches("talk")


def test_an_edition_that_lacks_something_is_not_sealed_and_the_old_one_stays(office: Office) -> None:
    talk = office.do(record.create, "talk", make.TALK).result
    office.do(record.seal, talk)
    office.do(record.amend, talk, "地点写错")
    office.do(record.save_amendment, talk, {"place": None})
    assert code(office.do, record.seal, talk) == "NOT_READY"
    view = office.ask(reading.record, talk)
    assert (view.edition, view.values["place"], view.amendment is not None) == (1, make.TALK["place"], True)
    office.do(record.save_amendment, talk, {"place": "4号楼 401 室"})
    assert office.do(record.seal, talk).result == 2


def test_rows_of_an_amended_edition_keep_who_they_are(office: Office) -> None:
    talk = office.do(record.create, "talk", make.TALK).result
    office.do(record.seal, talk)
    ask = office.ask(reading.record, talk).values["asks"][0]
    office.do(record.amend, talk)
    office.do(record.save_amendment, talk, {"asks": [{"id": ask["id"], "what": "改后的", "term": ask["term"]}, {"what": "新的"}]})
    office.do(record.seal, talk)
    first, second = office.ask(reading.record, talk).values["asks"]
    assert (first["id"], first["what"], second["what"]) == (ask["id"], "改后的", "新的")
    assert second["id"] != first["id"]


def test_a_withdrawal_ends_an_amendment(office: Office) -> None:
    talk = office.do(record.create, "talk", make.TALK).result
    office.do(record.seal, talk)
    office.do(record.amend, talk)
    office.do(record.withdraw, talk, "")
    view = office.ask(reading.record, talk)
    assert (view.amendment, view.withdrawn_for) == (None, "未写原因")


def test_steps_may_be_skipped_and_a_closed_course_may_be_taken_up_again(office: Office) -> None:
    given = {name: value for name, value in make.full_values(office, "reminder").items() if name != "steps"}
    reminder = office.do(record.create, "reminder", given).result
    office.do(record.step, reminder, "talked", {"on": "2026-03-10"})
    office.do(record.step, reminder, "closed", {})
    assert office.ask(reading.record, reminder).state == "closed"
    office.do(record.step, reminder, "mending", {"until": "2026-06-30", "note": "又查出一件"})
    assert office.ask(reading.record, reminder).state == "open"
    assert code(office.do, record.seal, reminder) == "WRONG_STATE"


def test_a_course_knows_no_paper_and_a_document_no_steps(office: Office) -> None:
    talk = office.do(record.create, "talk", {"kind": "heart"}).result
    course = office.do(record.create, "clue", {}).result
    assert code(office.do, record.step, talk, "closed", {}) == "WRONG_STATE"
    assert code(office.do, record.paper, course, "printed", {}) == "WRONG_STATE"


def test_every_refusal_tells_the_record_and_what_to_do(office: Office) -> None:
    talk = office.do(record.create, "talk", {"kind": "remind", "person": {"name": "张三"}}).result
    with pytest.raises(AppError) as caught:
        office.do(record.seal, talk)
    assert caught.value.message().startswith("“提醒谈话 · 张三”还不能定稿: 还缺")
    assert caught.value.remedy() == "补上后再定稿; 已写的都保存着"
    office.do(record.remove, talk)
    with pytest.raises(AppError) as caught:
        office.do(record.save, talk, {"place": "一"})
    assert (caught.value.message(), caught.value.remedy()) == ("“提醒谈话 · 张三”现在是“在回收站”, 不能改。", "先恢复它")
