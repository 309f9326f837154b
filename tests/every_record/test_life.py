"""Claims about the life of every record type: sealed stays sealed, editions follow one another, steps are only added."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Connection

from cadreapp.kernel.errors import AppError
from cadreapp.kernel.shape import Shape
from cadreapp.office import reading, record
from cadreapp.office.door import Office
from cadreapp.records import SHAPES, values
from cadreapp.store import duty_facts
from cadreapp.store.reading import load
from tests import make
from tests.every_record.test_keeping import without_ids


def code(call: Any, *args: Any) -> str:
    with pytest.raises(AppError) as caught:
        call(*args)
    return caught.value.code


def sealed(office: Office, shape: Shape) -> str:
    record_id = make.full(office, shape.name)
    office.do(record.seal, record_id)
    return record_id


def now(office: Office, record_id: str) -> dict[str, Any]:
    return office.ask(reading.record, record_id).values


def test_a_draft_with_something_missing_is_not_sealed_and_says_what(office: Office, document: Shape) -> None:
    record_id = office.do(record.create, document.name, make.least(document)).result
    missing = office.ask(reading.record, record_id).problems
    assert missing
    with pytest.raises(AppError) as caught:
        office.do(record.seal, record_id)
    assert (caught.value.code, caught.value.field) == ("NOT_READY", missing[0].path)
    assert document[missing[0].path].label in caught.value.message()


def test_sealed_content_cannot_change_in_any_field(office: Office, document: Shape) -> None:
    record_id = sealed(office, document)
    before = office.ask(reading.record, record_id)
    assert (before.state, before.edition, before.sealed_at is not None) == ("sealed", 1, True)
    other = make.full_values(office, document.name, "另")
    for field in document.fields:
        if not field.after_seal and other[field.name] != without_ids(before.values[field.name]):
            assert code(office.do, record.save, record_id, {field.name: other[field.name]}) == "IS_SEALED", field.name
    assert office.ask(reading.record, record_id) == before


def test_what_is_filled_after_sealing_may_change_in_fields_and_in_rows(office: Office, document: Shape) -> None:
    record_id = sealed(office, document)
    other = make.full_values(office, document.name, "后来")
    for field in document.fields:
        if field.after_seal and field.name != "paper":
            office.do(record.save, record_id, {field.name: other[field.name]})
        elif field.entry is not None and any(f.after_seal for f in field.entry.fields):
            late = {f.name: None for f in field.entry.fields if f.after_seal}
            rows = now(office, record_id)[field.name]
            office.do(record.save, record_id, {field.name: [{**row, **late} for row in rows]})
            assert [{k: row[k] for k in late} for row in now(office, record_id)[field.name]] == [late, late]
            first = next(f.name for f in field.entry.fields if not f.after_seal)
            assert code(office.do, record.save, record_id, {field.name: [{**rows[0], first: "改"}, rows[1]]}) in (
                "IS_SEALED", "UNKNOWN_CHOICE", "BAD_VALUE")
            assert code(office.do, record.save, record_id, {field.name: rows[:1]}) == "IS_SEALED"
    view = office.ask(reading.record, record_id)
    assert office.ask(_digest, record_id) == values.content_digest(document, view.values)


def _digest(connection: Connection, record_id: str) -> str:
    return str(load(connection, record_id).meta["sealed_digest"])


def test_an_amendment_leaves_the_edition_in_force_until_it_is_sealed(office: Office, document: Shape) -> None:
    record_id = sealed(office, document)
    first = now(office, record_id)
    office.do(record.amend, record_id, "写错了")
    name = next(f.name for f in document.fields if f.kind in ("line", "text") and not f.after_seal and not f.form)
    office.do(record.save_amendment, record_id, {name: "更正后的𫍯"})
    view = office.ask(reading.record, record_id)
    assert (view.values, view.edition, view.state) == (first, 1, "sealed")
    assert view.amendment is not None
    assert (view.amendment["reason"], view.amendment["values"][name]) == ("写错了", "更正后的𫍯")
    assert code(office.do, record.amend, record_id) == "WRONG_STATE"
    assert office.do(record.seal, record_id).result == 2
    after = office.ask(reading.record, record_id)
    assert (after.edition, after.amendment, after.state) == (2, None, "sealed")
    assert after.values == {**first, name: "更正后的𫍯"}


def test_what_is_filled_while_an_amendment_is_written_is_not_lost(office: Office, document: Shape) -> None:
    record_id = sealed(office, document)
    office.do(record.amend, record_id)
    rows = now(office, record_id)
    lists = [f for f in document.fields if f.entry is not None and any(e.after_seal for e in f.entry.fields)]
    for field in lists:
        assert field.entry is not None
        late = next(e for e in field.entry.fields if e.after_seal)
        filled = {late.name: "2026-07-01" if late.kind == "day" else "之后写的"}
        office.do(record.save, record_id, {field.name: [{**row, **filled} for row in rows[field.name]]})
    office.do(record.paper, record_id, "printed", {"pages": 2})
    office.do(record.save_amendment, record_id, {"number": "谈〔2026〕9号"})
    before = now(office, record_id)
    office.do(record.seal, record_id)
    assert now(office, record_id) == {**before, "number": "谈〔2026〕9号"}


def test_an_amendment_can_be_given_up(office: Office, document: Shape) -> None:
    record_id = sealed(office, document)
    before = now(office, record_id)
    office.do(record.amend, record_id)
    office.do(record.drop_amendment, record_id)
    assert (now(office, record_id), office.ask(reading.record, record_id).amendment) == (before, None)
    assert code(office.do, record.seal, record_id) == "WRONG_STATE"


def test_what_was_withdrawn_stays_readable_and_fixed(office: Office, document: Shape) -> None:
    record_id = sealed(office, document)
    office.do(record.withdraw, record_id, "重复登记")
    view = office.ask(reading.record, record_id)
    assert (view.state, view.withdrawn_for, view.values["number"] is not None) == ("withdrawn", "重复登记", True)
    for call in ((record.save, record_id, {"number": "1"}), (record.seal, record_id), (record.remove, record_id),
                 (record.amend, record_id), (record.withdraw, record_id, "再")):
        assert code(office.do, *call) == "WRONG_STATE"
    assert record_id not in office.ask(reading.ids, reading.Listing(document.name))


def test_a_sealed_document_is_never_binned_a_draft_is_and_comes_back(office: Office, document: Shape) -> None:
    assert code(office.do, record.remove, sealed(office, document)) == "WRONG_STATE"
    draft = make.full(office, document.name)
    assert code(office.do, record.withdraw, draft, "x") == "WRONG_STATE"
    _binned_and_back(office, draft, document.name, "draft")


def test_a_register_line_is_binned_only_when_nothing_names_it(office: Office, register: Shape) -> None:
    record_id = office.do(record.create, register.name, make.least(register)).result
    _binned_and_back(office, record_id, register.name, "current")
    assert code(office.do, record.seal, record_id) == "WRONG_STATE"
    if register.name == "organisation":
        office.do(record.create, "person", {"name": "张三", "unit_id": record_id})
        assert code(office.do, record.remove, record_id) == "STILL_USED"


def _binned_and_back(office: Office, record_id: str, type_name: str, state: str) -> None:
    before = now(office, record_id)
    office.do(record.remove, record_id)
    assert office.ask(reading.record, record_id).state == "binned"
    assert record_id not in office.ask(reading.ids, reading.Listing(type_name))
    assert record_id in office.ask(reading.ids, reading.Listing(type_name, states=("binned",)))
    assert code(office.do, record.save, record_id, {}) == "WRONG_STATE"
    office.do(record.restore, record_id)
    assert (now(office, record_id), office.ask(reading.record, record_id).state) == (before, state)


def test_a_course_moves_by_steps_that_are_never_altered(office: Office, course: Shape) -> None:
    given = {**make.full_values(office, course.name), "steps": []}
    record_id = office.do(record.create, course.name, given).result
    first, last = course.states[0].code, course.states[-1].code
    office.do(record.step, record_id, first, {"note": "第一步"})
    (kept,) = now(office, record_id)["steps"]
    assert (kept["stage"], kept["note"], kept["on"]) == (first, "第一步", "2026-03-05")
    for altered in ([], [{**kept, "note": "改"}], [{**kept, "on": None}], [{k: v for k, v in kept.items() if k != "id"}]):
        assert code(office.do, record.save, record_id, {"steps": altered}) == "STEP_FIXED"
    assert office.ask(reading.record, record_id).state == "open"
    office.do(record.step, record_id, last, {"on": "2026-04-01"})
    view = office.ask(reading.record, record_id)
    assert (view.state, view.values["steps"][0]) == ("closed", kept)
    assert office.ask(reading.page, course.name, [record_id])[0].stage == last
    assert code(office.do, record.remove, record_id) == "WRONG_STATE"
    office.do(record.step, record_id, first, {})
    assert office.ask(reading.record, record_id).state == "open"


def test_a_course_is_not_closed_with_something_missing(office: Office, course: Shape) -> None:
    record_id = office.do(record.create, course.name, make.least(course)).result
    assert code(office.do, record.step, record_id, course.states[-1].code, {}) == "NOT_READY"
    assert now(office, record_id)["steps"] == []


def test_a_step_of_no_known_stage_is_refused(office: Office, course: Shape) -> None:
    record_id = office.do(record.create, course.name, make.least(course)).result
    assert code(office.do, record.step, record_id, "没有的", {}) == "UNKNOWN_CHOICE"


def test_the_paper_of_a_sealed_document_is_registered_step_by_step(office: Office, document: Shape) -> None:
    draft = make.full(office, document.name)
    assert code(office.do, record.paper, draft, "printed", {}) == "WRONG_STATE"
    record_id = office.do(record.create, document.name, {**make.full_values(office, document.name), "paper": []}).result
    office.do(record.seal, record_id)
    office.do(record.paper, record_id, "printed", {"pages": 5, "at": "2026-03-05T16:00"})
    office.do(record.paper, record_id, "refused", {"reason": "不同意第 2 条", "witnesses": "李四、王五"})
    rows = now(office, record_id)["paper"]
    assert [(row["step"], row["pages"]) for row in rows] == [("printed", 5), ("refused", None)]
    assert code(office.do, record.save, record_id, {"paper": rows[1:]}) == "STEP_FIXED"
    assert office.ask(reading.page, document.name, [record_id])[0].stage == "refused"


def test_terms_are_due_until_they_are_answered(office: Office, shape: Shape) -> None:
    given = make.full_values(office, shape.name)
    answers = {}
    for field in shape.fields:
        if field.due_until:
            given[field.due_until], answers[field.due_until] = None, "2026-03-06"
    if not answers:
        return
    record_id = office.do(record.create, shape.name, given).result
    typed = {f.name for f in SHAPES[shape.name].fields if f.due_until}
    assert typed <= _due(office, record_id)
    office.do(record.save, record_id, answers)
    assert not typed & _due(office, record_id)


def _due(office: Office, record_id: str) -> set[str]:
    found = office.ask(duty_facts.terms, office.actor.origin, "1900-01-01", "2026-12-31", limit=5000)
    return {row["path"] for row in found if row["record"] == record_id}
