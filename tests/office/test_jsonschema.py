"""Claims about the schemas that scripts are given: they take what sealing takes, and name what serves as well."""

from __future__ import annotations

import json
from typing import Any

import pytest

from cadreapp.office.jsonschema import json_schema
from cadreapp.records import SHAPES


@pytest.mark.parametrize("name", SHAPES)
def test_a_schema_is_plain_json_with_every_field_and_its_label(name: str) -> None:
    shape, made = SHAPES[name], json_schema(SHAPES[name])
    assert json.loads(json.dumps(made, ensure_ascii=False)) == made
    assert {n: p["title"] for n, p in made["properties"].items()} == {f.name: f.label for f in shape.fields}
    for field in shape.fields:
        if field.entry is not None:
            assert set(_items(made["properties"][field.name])["properties"]) == {"id", *field.entry.by_name}


def test_a_field_that_others_serve_for_is_asked_for_with_them() -> None:
    conditions = json_schema(SHAPES["talk"])["allOf"]
    (turns,) = [c for c in conditions if "anyOf" in c["then"] and c["then"]["anyOf"][0]["required"] == ["turns"]]
    assert [option["required"] for option in turns["then"]["anyOf"]] == [["turns"], ["narrative"]]
    assert "remind" in turns["if"]["properties"]["kind"]["enum"]
    assert "heart" not in turns["if"]["properties"]["kind"]["enum"]


def test_a_meeting_of_several_kinds_is_asked_by_each() -> None:
    (lecture,) = [c for c in json_schema(SHAPES["meeting"])["allOf"] if c["then"].get("required") == ["lecture"]]
    assert lecture["if"]["properties"]["kinds"] == {"contains": {"enum": ["lecture", "lecture_by_secretary"]}}


def _items(field: dict[str, Any]) -> dict[str, Any]:
    items: dict[str, Any] = next(option for option in field["anyOf"] if option["type"] == "array")["items"]
    return items
