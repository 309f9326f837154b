"""Claims about every record type: what is saved comes back equal, in whole and in part, and nonsense is refused at its place."""

from __future__ import annotations

from typing import Any

import pytest

from cadreapp.kernel.errors import AppError
from cadreapp.kernel.shape import Field, Kind, Shape
from cadreapp.office import reading, record
from cadreapp.office.door import Office
from cadreapp.records.clean import clean
from tests import make


def without_ids(value: Any) -> Any:
    """Return values without the ids of their rows, which saving gives."""
    if isinstance(value, dict):
        return {k: without_ids(v) for k, v in value.items() if k != "id"}
    return [without_ids(v) for v in value] if isinstance(value, list) else value


def test_every_field_comes_back_as_it_was_saved(office: Office, shape: Shape) -> None:
    given = make.full_values(office, shape.name)
    record_id = office.do(record.create, shape.name, given).result
    got = office.ask(reading.record, record_id)
    assert without_ids(got.values) == given == without_ids(clean(shape, got.values))
    assert set(got.values) == set(shape.by_name)
    assert (got.problems, got.revision, got.ours, got.title != f"({shape.title})") == ((), 1, True, True)


def test_the_least_is_taken_as_a_draft_and_the_rest_is_empty(office: Office, shape: Shape) -> None:
    record_id = office.do(record.create, shape.name, make.least(shape)).result
    got = office.ask(reading.record, record_id).values
    assert {name for name, value in got.items() if value not in (None, [])} == set(make.least(shape))


def test_fields_saved_a_few_at_a_time_leave_the_others(office: Office, shape: Shape) -> None:
    given = make.full_values(office, shape.name)
    record_id = office.do(record.create, shape.name, make.least(shape)).result
    expected: dict[str, Any] = dict(office.ask(reading.record, record_id).values)
    names = list(shape.by_name)
    for turn in range(7):
        few = {name: given[name] for name in names[turn::7]}
        office.do(record.save, record_id, few)
        expected.update(few)
        assert without_ids(office.ask(reading.record, record_id).values) == without_ids(expected)
    assert without_ids(expected) == given


def test_every_field_can_be_emptied_again(office: Office, shape: Shape) -> None:
    record_id = make.full(office, shape.name)
    empty: dict[str, Any] = {f.name: [] if f.kind in (Kind.ENTRIES, Kind.CHOICES) else None for f in shape.fields
             if not f.required and f.name not in ("steps", "paper")}
    office.do(record.save, record_id, empty)
    got = office.ask(reading.record, record_id).values
    assert {name: got[name] for name in empty} == empty


def test_rows_keep_their_ids_when_they_move_and_lose_them_when_they_go(office: Office, shape: Shape) -> None:
    lists = [f for f in shape.fields if f.kind is Kind.ENTRIES and f.name not in ("steps", "paper")]
    record_id = make.full(office, shape.name)
    made = office.ask(reading.record, record_id).values
    office.do(record.save, record_id, {f.name: [made[f.name][1], make.value(f)[0], made[f.name][0]] for f in lists})
    got = office.ask(reading.record, record_id).values
    for name in [f.name for f in lists]:
        assert [row["id"] for row in got[name]][::2] == [row["id"] for row in made[name]][::-1]
    office.do(record.save, record_id, {f.name: [made[f.name][0]] for f in lists})
    got = office.ask(reading.record, record_id).values
    assert [got[f.name] for f in lists] == [[made[f.name][0]] for f in lists]


def test_what_is_required_refuses_emptiness_at_its_place(office: Office, shape: Shape) -> None:
    for path, field in shape.walk():
        if not field.required or field.name == "code":
            continue
        for empty in (None, "", " \u3000\n" if field.kind is Kind.LINE else ""):
            assert refusal(office, shape, path, empty) == ("REQUIRED", place(path))


def test_choices_refuse_what_they_do_not_offer(office: Office, shape: Shape) -> None:
    for path, field in shape.walk():
        if field.kind is Kind.CHOICE:
            assert refusal(office, shape, path, "没有的") == ("UNKNOWN_CHOICE", place(path))
        elif field.kind is Kind.CHOICES:
            assert refusal(office, shape, path, [field.choices[0].code, "没有的"]) == ("UNKNOWN_CHOICE", path)


WRONG: dict[Kind, tuple[Any, ...]] = {
    Kind.LINE: (3, ["x"], {}, True),
    Kind.TEXT: (3.5, ["x"], {"a": 1}),
    Kind.FLAG: ("是", 1),
    Kind.NUMBER: ("3", 2.5, True, 2**60),
    Kind.DAY: ("2026-2-3", "2026-02-30", "2026-03-05T10:00", 20260305, "２０２６-03-05"),
    Kind.MOMENT: ("2026-03-05", "2026-03-05 14:30", "2026-03-05T24:00", "2026-03-05T14:30+08:00"),
    Kind.REF: ("张三", "123", 5, {"id": "x"}),
    Kind.WHO: (5, ["张三"], {"nom": "张三"}, {"name": 5}),
    Kind.ENTRIES: ("x", {"a": 1}, ["x"], [{"nothing": 1}], [{"id": "1"}]),
    Kind.CHOICES: ("x", {}),
}


def test_what_is_of_another_kind_is_refused_at_its_place(shape: Shape) -> None:
    for path, field in shape.walk():
        for wrong in WRONG.get(field.kind, ()):
            with pytest.raises(AppError) as caught:
                clean(shape, _holding(shape, path, wrong))
            assert caught.value.code in ("BAD_VALUE", "UNKNOWN_FIELD"), (path, wrong)
            assert str(caught.value.field).startswith(place(path)), (path, wrong)


def test_a_field_that_is_not_declared_is_refused(office: Office, shape: Shape) -> None:
    with pytest.raises(AppError) as caught:
        office.do(record.create, shape.name, {**make.least(shape), "salary": 5})
    assert (caught.value.code, caught.value.field) == ("UNKNOWN_FIELD", "salary")


def place(path: str) -> str:
    """Return where the first row of a dotted path stands."""
    return path.replace(".", ".1.")


def refusal(office: Office, shape: Shape, path: str, value: Any) -> tuple[str, str]:
    """Return code and place of the refusal of a record with `value` at `path`; nothing of it is kept."""
    before = office.ask(reading.counts).get(shape.name, 0)
    with pytest.raises(AppError) as caught:
        office.do(record.create, shape.name, _holding(shape, path, value))
    assert office.ask(reading.counts).get(shape.name, 0) == before
    return caught.value.code, caught.value.field or ""


def _holding(shape: Shape, path: str, value: Any) -> dict[str, Any]:
    name, _, inner = path.partition(".")
    return {**make.least(shape), name: [{**_least_row(shape[name]), inner: value}] if inner else value}


def _least_row(field: Field) -> dict[str, Any]:
    assert field.entry is not None
    return make.least(field.entry)
