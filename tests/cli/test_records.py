"""Verbs about records, on every type: schema, new, set, show, list, search, export; and courses, sealing, undo by the way."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from cadreapp.kernel.clock import FixedClock
from cadreapp.kernel.errors import AppError
from cadreapp.kernel.shape import Family, Kind
from cadreapp.office import gate
from cadreapp.office.door import open_office
from cadreapp.records import SHAPES
from cadreapp.records.clean import clean
from tests import make
from tests.cli.evaluator import faults
from tests.cli.running import Cli, cli
from tests.every_record.test_keeping import without_ids

Given = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def given(run: Cli) -> Given:
    """Values for every field of every type; what they refer to is in the store of this module."""
    opened = gate.unlock(run.store, make.PASSPHRASE, make.MORNING)
    with open_office(run.store, opened, FixedClock(make.MORNING)) as office:
        return {name: make.full_values(office, name) for name in SHAPES}


@pytest.mark.parametrize("name", SHAPES)
def test_the_schema_takes_what_new_takes_and_what_show_gives(run: Cli, given: Given, name: str) -> None:
    schema = run.ask("schema", name)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert faults(schema, given[name]) == []
    record = run.new(name, given[name])[0]
    shown = run.ask("show", record)
    assert faults(schema, shown["values"]) == []
    assert without_ids(shown["values"]) == given[name]
    assert set(schema["properties"]) == {f.name for f in SHAPES[name].fields}


@pytest.mark.parametrize("name", SHAPES)
def test_what_the_schema_refuses_new_refuses_with_the_field(run: Cli, given: Given, name: str) -> None:
    schema = run.ask("schema", name)
    for field in SHAPES[name].fields:
        wrong = {**given[name], field.name: 3.5 if field.kind is not Kind.CHOICES else ["不存在"]}
        assert faults(schema, wrong)
        with pytest.raises(AppError) as caught:
            clean(SHAPES[name], wrong)
        assert str(caught.value.field).split(".")[0] == field.name
    assert faults(schema, {**given[name], "nothing": 1})
    assert run("new", name, "--from", "-", "--json", stdin='{"nothing": 1}', code=1).error["code"] == "UNKNOWN_FIELD"


def test_a_reference_says_what_it_leads_to(run: Cli) -> None:
    reference = run.ask("schema", "organisation")["properties"]["parent_id"]
    assert reference["anyOf"][0] == {"type": "string", "format": "uuid", "x-target": "organisation"}


def test_needed_fields_are_stated_and_asked_for_at_sealing(run: Cli) -> None:
    schema = run.ask("schema", "talk")
    bare = {"kind": "remind"}
    assert schema["x-needed-to-seal"]
    assert any("if" in part and "then" in part for part in schema["allOf"])
    said = run("seal", run.new("talk", bare)[0], "--json", code=1)
    assert said.error["code"] == "NOT_READY"


@pytest.mark.parametrize("name", SHAPES)
def test_list_csv_export_and_search_agree_with_what_was_made(run: Cli, given: Given, name: str, tmp_path: Path) -> None:
    record = run.new(name, given[name])[0]
    rows = list(csv.reader(io.StringIO(run("list", name, "--csv").out)))
    assert rows[0][-2:] == ["状态", "编号"]
    assert [r for r in rows if r[-1] == record]
    assert record in {line["id"] for line in run.ask("list", name)}
    lines, table, book = (tmp_path / f"out.{kind}" for kind in ("jsonl", "csv", "xlsx"))
    for path in (lines, table, book):
        assert run.ask("export", name, "-o", path)["records"] == len(rows) - 1
    exported = {row["id"]: row for row in map(json.loads, lines.read_text(encoding="utf-8").split("\n")[:-1])}
    assert without_ids(exported[record]["values"]) == given[name]
    assert table.read_bytes().startswith(b"\xef\xbb\xbf")
    assert book.read_bytes().startswith(b"PK")
    again = run.new(name, exported[record]["values"])[0]
    assert without_ids(run.ask("show", again)["values"]) == given[name]


def test_new_takes_an_object_an_array_and_lines_and_is_all_or_nothing(run: Cli) -> None:
    one = run("new", "person", "--from", "-", stdin='\ufeff{"name": "甲一"}\r\n').out
    two = run("new", "person", "--from", "-", stdin='[{"name": "乙一"}, {"name": "乙二"}]').out
    three = run("new", "person", "--from", "-", stdin='{"name": "丙一"}\n\n{"name": "丙二\u2028\x85尾"}\r\n{"name": "丙三"}').out
    assert [len(out.splitlines()) for out in (one, two, three)] == [1, 2, 3]
    assert all(set(json.loads(line)) == {"id"} for line in (one + two + three).splitlines())
    before = run.ask("list", "person", "--limit", "1000")
    run("new", "person", "--from", "-", stdin='{"name": "丁一"}\n{"name": ""}', code=1)
    assert run("new", "person", "--from", "-", stdin="[]").out == ""
    assert run.ask("list", "person", "--limit", "1000") == before
    run("undo")
    assert len(run.ask("list", "person", "--limit", "1000")) == len(before) - 3


def test_a_person_given_by_id_alone_is_named_as_in_the_register(fresh: Cli) -> None:
    [unit] = fresh.new("organisation", {"name": "法规处", "kind": "department"})
    [person] = fresh.new("person", {"name": "吴𠮷", "kind": "staff", "unit_id": unit, "post": "处长"})
    bare = {"person": person}
    [talk] = fresh.new("talk", {**make.TALK, "person": bare, "talkers": [{"who": {**bare, "post": "时任副处长"}}]})
    values = fresh.ask("show", talk)["values"]
    assert values["person"] == {"person": person, "name": "吴𠮷", "unit": "法规处", "post": "处长"}
    assert values["talkers"][0]["who"]["post"] == "时任副处长"
    assert values["talkers"][0]["who"]["name"] == "吴𠮷"
    assert "吴𠮷" in fresh("list", "talk").out


def test_set_takes_one_object(run: Cli) -> None:
    person = run.new("person", {"name": "戊"})[0]
    run("set", person, "--from", "-", stdin='{"post": "科长"}')
    assert run.ask("show", person)["values"]["post"] == "科长"
    for wrong in ("[]", '[{"post": "甲"}, {"post": "乙"}]'):
        run("set", person, "--from", "-", stdin=wrong, code=2)
    assert run.ask("show", person)["values"]["post"] == "科长"


def test_a_sealed_record_is_amended_and_withdrawn(fresh: Cli) -> None:
    talk = fresh.new("talk", make.TALK)[0]
    fresh("seal", talk)
    said = fresh("set", talk, "--from", "-", "--json", stdin='{"place": "别处"}', code=1)
    assert (said.error["code"], "更正" in said.error["remedy"]) == ("IS_SEALED", True)
    fresh("amend", talk, "--reason", "写错了地点")
    fresh("set", talk, "--from", "-", stdin='{"place": "别处"}')
    assert fresh.ask("show", talk)["values"]["place"] == make.TALK["place"]
    fresh("seal", talk)
    shown = fresh.ask("show", talk, "--history")
    assert (shown["values"]["place"], shown["edition"], shown["state"]) == ("别处", 2, "sealed")
    assert [h["verb"] for h in shown["history"] if h["op"] != "view"] == ["seal", "amend", "seal", "create"]
    fresh("remove", talk, code=1)
    fresh("paper", talk, "printed", "--from", "-", stdin='{"pages": 2}')
    fresh("paper", talk, "signed", "--from", "-", stdin='{"at": "2026-03-05T16:00"}')
    fresh("withdraw", talk, code=2)
    fresh("withdraw", talk, "--reason", "另写一份")
    assert fresh.ask("show", talk)["withdrawn_for"] == "另写一份"
    assert fresh.ask("list", "talk") == []
    assert len(fresh.ask("list", "talk", "--where", "state=withdrawn")) == 1


@pytest.mark.parametrize("name", [n for n, s in SHAPES.items() if s.family is Family.COURSE])
def test_a_course_moves_by_steps_and_none_is_altered(run: Cli, given: Given, name: str) -> None:
    course = run.new(name, {**given[name], "steps": []})[0]
    first = SHAPES[name].states[0].code
    run("step", course, first, "--from", "-", stdin='{"note": "登记"}')
    steps = run.ask("show", course)["values"]["steps"]
    run("set", course, "--from", "-", stdin=json.dumps({"steps": [{**steps[0], "note": "改"}]}), code=1)
    assert run("step", course, "nowhere", "--json", code=1).error["code"] == "UNKNOWN_CHOICE"
    assert run.ask("show", course)["values"]["steps"] == steps


def test_the_bin_takes_drafts_and_gives_them_back(fresh: Cli) -> None:
    talk = fresh.new("talk", make.TALK)[0]
    fresh("remove", talk)
    assert fresh.ask("list", "talk") == []
    assert [line["id"] for line in fresh.ask("list", "talk", "--where", "state=在回收站")] == [talk]
    fresh("restore", talk)
    assert fresh.ask("undo", "--list")[0]["verb"] == "restore"
    fresh("undo")
    fresh("undo")
    assert len(fresh.ask("list", "talk")) == 1


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> Cli:
    """A store with six people and four meetings."""
    made = cli(tmp_path_factory.mktemp("listed"))
    for n, name in enumerate(("张三", "李四", "王五", "𠮷䶮㛃", "曾单仇", "阿依古丽·买买提")):
        made.new("person", {"name": name, "post": f"职务{6 - n}", "kind": "staff" if n % 2 else "retired"})
    for n in range(4):
        made.new("meeting", {"name": f"会{n}", "kinds": ["theme_day"] if n else ["lecture"], "began_at": f"2026-0{n + 1}-10T09:00",
                             "year": 2025 + n % 2})
    return made


def _names(run: Cli, *words: str, of: str = "person") -> list[str]:
    return [line["title"].split(" · ")[-1] for line in run.ask("list", of, *words)]


def test_where_takes_codes_labels_numbers_and_texts(listed: Cli) -> None:
    assert set(_names(listed, "--where", "kind=staff")) == {"李四", "𠮷䶮㛃", "阿依古丽·买买提"}
    assert _names(listed, "--where", "kind=在编") == _names(listed, "--where", "kind=staff")
    assert _names(listed, "--where", "name=张三") == ["张三"]
    assert _names(listed, "--where", "name=张三", "--where", "kind=staff") == []
    assert len(_names(listed, "--where", "year=2025", of="meeting")) == 2
    assert _names(listed, "--where", "kinds=lecture", of="meeting") == ["会0"]


def test_since_and_until_bound_the_day_inclusive(listed: Cli) -> None:
    assert _names(listed, "--since", "2026-02-10", "--until", "2026-03-10", of="meeting") == ["会2", "会1"]
    assert _names(listed, "--since", "2026-03-11", of="meeting") == ["会3"]


def test_sort_puts_days_newest_first_and_texts_ascending(listed: Cli) -> None:
    assert _names(listed, "--sort", "began_at", of="meeting") == ["会3", "会2", "会1", "会0"]
    assert _names(listed, "--sort", "began_at", "--reverse", of="meeting") == ["会0", "会1", "会2", "会3"]
    assert _names(listed, "--sort", "post")[:2] == ["阿依古丽·买买提", "曾单仇"]
    assert _names(listed, "--limit", "2", "--sort", "post", "--reverse") == ["张三", "李四"]
    assert _names(listed)[0] == "阿依古丽·买买提"


@pytest.mark.parametrize("words", [
    ("list", "nothing"), ("list", "person", "--where", "nothing=1"), ("list", "person", "--sort", "nothing"), ("schema", "nothing"),
    ("search", "张", "--type", "nothing"), ("new", "nothing", "--from", "-"), ("export", "nothing", "-o", "x.csv"),
    ("import", "people", "gone.xlsx"),
])
def test_an_unknown_name_is_refused(listed: Cli, words: tuple[str, ...]) -> None:
    said = listed(*words, "--json", stdin="{}", code=1)
    assert said.error["code"] in ("UNKNOWN_TYPE", "UNKNOWN_FIELD", "FILE_UNREADABLE")


@pytest.mark.parametrize("kind", Kind)
def test_a_field_of_every_kind_can_be_asked_for(listed: Cli, kind: Kind) -> None:
    name, field = next((n, f) for n, s in SHAPES.items() for f in s.fields if f.kind is kind)
    for value in ("", "甲", "true", "3"):
        listed("list", name, "--where", f"{field.name}={value}", code=_expected(kind, value))


def _expected(kind: Kind, value: str) -> int:
    if kind is Kind.ENTRIES:
        return 1
    if kind is Kind.FLAG:
        return 0 if value == "true" else 2
    return 2 if kind is Kind.NUMBER and value not in ("", "3") else 0


def test_search_finds_words_and_initials_and_shows_where(listed: Cli) -> None:
    assert [r["title"] for r in listed.ask("search", "古丽·买")] == ["阿依古丽·买买提"]
    assert "𠮷䶮㛃" in [r["title"] for r in listed.ask("search", "䶮")]
    assert "张三" in [r["title"] for r in listed.ask("search", "zs")]
    assert {"曾单仇"} <= {r["title"] for r in listed.ask("search", "zsq")}
    talk = listed.new("talk", {**make.TALK, "matter": "甲" * 30 + "关键的词" + "乙" * 30})[0]
    found = listed.ask("search", "关键的词", "--type", "talk")
    assert [(r["id"], "关键的词" in r["snippet"]) for r in found] == [(talk, True)]
    assert listed.ask("search", "", "--limit", "5") == []


def test_csv_never_starts_a_formula(fresh: Cli, tmp_path: Path) -> None:
    fresh.new("person", {"name": "=1+1", "post": "@cmd"})
    assert "'=1+1" in fresh("list", "person", "--csv").out
    fresh("export", "person", "-o", tmp_path / "p.csv")
    assert ",=1" not in (tmp_path / "p.csv").read_text(encoding="utf-8-sig")
