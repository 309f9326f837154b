"""Claims about every text field: it holds any text of people and of pests, refuses two things, and what it holds is found."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cadreapp.kernel.errors import AppError
from cadreapp.kernel.shape import Field, Kind, Shape, Values
from cadreapp.office import reading, record
from cadreapp.office.door import Office
from cadreapp.records.clean import LIMIT, clean_field
from cadreapp.store.unit import Unit
from tests import make
from tests.every_record.test_keeping import without_ids

NAUGHTY: list[str] = json.loads((Path(__file__).parent.parent / "samples" / "blns.json").read_text(encoding="utf-8"))
REFUSED = [s for s in NAUGHTY if "\0" in s]
WORDS = (Kind.LINE, Kind.TEXT)
NAMED = "名 "
"""Before a text that may be all blanks, where something is required."""


def texts(shape: Shape) -> list[tuple[str, Field]]:
    """Return (path, field) of every text that is kept as it is typed."""
    return [(path, f) for path, f in shape.walk() if f.kind in WORDS and not f.form]


def test_the_list_of_naughty_strings_is_whole() -> None:
    assert len(NAUGHTY) > 480
    assert REFUSED == []


def test_every_text_field_takes_every_naughty_string_as_it_is(shape: Shape) -> None:
    for path, field in texts(shape):
        taken = [s for s in NAUGHTY if (s.strip() if field.required else s)]
        assert [clean_field(field, s, path) for s in taken] == taken


def test_every_text_field_keeps_all_naughty_strings(office: Office, shape: Shape) -> None:
    every = "\n".join(NAUGHTY)
    given = _with_texts(office, shape, lambda _: every)
    record_id = office.do(record.create, shape.name, given).result
    assert without_ids(office.ask(reading.record, record_id).values) == given


def test_every_naughty_string_alone_comes_back_from_every_type(office: Office, shape: Shape) -> None:
    strings = iter([s for s in NAUGHTY if s])
    base = make.full_values(office, shape.name)
    given: list[Values] = []
    while not given or "完" not in str(given[-1].values()):
        given.append(_replaced(shape, base, lambda _: next(strings, "完")))

    def create_all(unit: Unit) -> list[str]:
        return [record.create(unit, shape.name, values) for values in given]

    ids = office.do(create_all).result
    assert [without_ids(office.ask(reading.record, i).values) for i in ids] == given


def test_every_text_field_holds_two_hundred_thousand_characters(office: Office, shape: Shape) -> None:
    long = "𠮷谈话记录" * (LIMIT // 5)
    assert len(long) == LIMIT
    given = {f.name: long for kind in WORDS for f in [f for f in shape.fields if f.kind is kind and not f.form][:2]}
    record_id = office.do(record.create, shape.name, {**make.least(shape), **given}).result
    got = office.ask(reading.record, record_id).values
    assert all(got[name] == long for name in given)
    for path, field in texts(shape):
        assert len(clean_field(field, long, path)) == LIMIT
        with pytest.raises(AppError) as caught:
            clean_field(field, long + "多", path)
        assert (caught.value.code, caught.value.field) == ("TOO_LONG", path)


@pytest.mark.parametrize("bad", ["\0", "\ud800", "前\udfff后"])
def test_nul_and_lone_surrogates_are_refused_with_their_place(shape: Shape, bad: str) -> None:
    for path, field in shape.walk():
        if field.kind in (*WORDS, Kind.WHO):
            given: Any = {"name": bad} if field.kind is Kind.WHO else bad
            with pytest.raises(AppError) as caught:
                clean_field(field, given, path)
            assert (caught.value.code, caught.value.field) == ("BAD_TEXT", path + (".name" if field.kind is Kind.WHO else ""))


SALT = "𠮷䶮㛃\U00030000\U000313aa\U00031350"


def test_search_finds_one_to_four_characters_of_any_plane(office: Office, shape: Shape) -> None:
    record_id = make.full(office, shape.name, SALT)
    for length in range(1, len(SALT) + 1):
        for start in range(len(SALT) - length + 1):
            assert record_id in _found(office, SALT[start : start + length], shape)
    assert record_id not in _found(office, SALT[::-1], shape)


def test_search_finds_what_is_declared_to_be_searched_and_nothing_else(office: Office, shape: Shape) -> None:
    given = make.full_values(office, shape.name, "𰻝")
    record_id = office.do(record.create, shape.name, given).result
    for path, field in shape.walk():
        if field.kind in (*WORDS, Kind.WHO) and not field.form and field.search:
            assert record_id in _found(office, f"{field.label}𰻝", shape), path
    shown = {shape[name].label for name in shape.headline} | {f.label for _, f in shape.walk() if f.search}
    for path, field in shape.walk():
        if field.kind in WORDS and not field.search and not any(label.endswith(field.label) for label in shown):
            assert record_id not in _found(office, f"{field.label}𰻝", shape), path


def _found(office: Office, typed: str, shape: Shape) -> list[str]:
    return [line.id for line in office.ask(reading.search, typed, shape.name)]


def _with_texts(office: Office, shape: Shape, text: Any) -> dict[str, Any]:
    return _replaced(shape, make.full_values(office, shape.name), text)


def _replaced(shape: Shape, values: dict[str, Any], text: Any) -> dict[str, Any]:
    """Return `values` with every free text in them, also in rows, replaced by `text(field)`."""
    got = {}
    for name, value in values.items():
        field = shape[name]
        if field.entry is not None:
            got[name] = [_replaced(field.entry, row, text) for row in value]
        else:
            got[name] = (NAMED if field.required else "") + text(field) if field.kind in WORDS and not field.form else value
    return got
