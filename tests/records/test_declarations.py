"""Claims about how record types are declared: every fact points at something that is there, and reads as officers speak."""

from __future__ import annotations

import re

import pytest

from cadreapp.kernel.shape import Family, Kind, Shape
from cadreapp.records import ALL, BY_NAME, SHAPES
from cadreapp.rules.measures import BY_CODE, FORMS, MEASURES, heaviest_form

EVERY = pytest.mark.parametrize("shape", SHAPES.values(), ids=list(SHAPES))


def test_the_types_are_those_that_the_work_needs() -> None:
    assert list(SHAPES) == ["organisation", "person", "talk", "reminder", "meeting", "rectification", "disposition", "clue",
                            "letter", "handover", "recusal", "disposal", "attachment"]
    assert {n for n, s in SHAPES.items() if s.family is Family.COURSE} == {"reminder", "rectification", "clue"}
    assert {n for n, s in SHAPES.items() if s.family is Family.DOCUMENT} == {
        "talk", "meeting", "disposition", "letter", "handover", "recusal", "disposal"}


@EVERY
def test_every_name_that_a_type_mentions_is_a_field_of_the_right_kind(shape: Shape) -> None:
    assert all(name in shape.by_name for name in shape.headline)
    assert shape.headline
    assert shape.kind_field is None or shape[shape.kind_field].kind in (Kind.CHOICE, Kind.CHOICES)
    assert shape.day_field is None or shape[shape.day_field].kind in (Kind.DAY, Kind.MOMENT)
    if shape.family is Family.COURSE:
        assert shape.states
        assert shape["steps"].entry is not None
        assert shape["steps"].entry["stage"].choices == shape.states


@EVERY
def test_every_fact_on_a_field_points_at_something(shape: Shape) -> None:
    kinds = {c.code for c in shape[shape.kind_field].choices} if shape.kind_field else set()
    owners = {"": shape, **{f"{f.name}.": f.entry for f in shape.fields if f.entry is not None}}
    for path, field in shape.walk():
        owner = owners[path[: -len(field.name)]]
        assert field.due_until is None or owner[field.due_until].kind is Kind.DAY, path
        assert field.due_until is None or field.kind is Kind.DAY, path
        assert all(name in owner.by_name for name in field.instead), path
        assert isinstance(field.needed, bool) or set(field.needed) <= kinds and field.needed, path
        assert all(target in SHAPES for target in field.targets), path
        assert (field.kind is Kind.REF) <= bool(field.targets), path
        assert (field.kind in (Kind.CHOICE, Kind.CHOICES)) == bool(field.choices), path
        assert len({c.code for c in field.choices}) == len({c.label for c in field.choices}) == len(field.choices), path
        assert all(re.fullmatch("[a-zA-Z0-9_]{1,40}", c.code) for c in field.choices), path


@EVERY
def test_labels_are_words_that_tell_the_fields_apart(shape: Shape) -> None:
    for owner in [shape, *(f.entry for f in shape.fields if f.entry is not None)]:
        labels = [f.label for f in owner.fields]
        assert len(set(labels)) == len(labels), sorted(x for x in labels if labels.count(x) > 1)
        for field in owner.fields:
            assert re.search("[\u4e00-\u9fff]", field.label), field.name
            assert not re.search("笔录|指印|捺印|嫌疑|当事人|讯问|(?<!档)案件", field.label + field.help), field.name
            assert not field.help.endswith("。"), field.name
            assert not field.label.endswith((":", "：")), field.name
    assert all(f.section for f in shape.fields)
    assert shape.doc.startswith(f"{shape.title}: ")


@EVERY
def test_a_list_has_a_few_columns_in_a_clear_order(shape: Shape) -> None:
    places = [f.list_at for f in shape.listed()]
    assert 1 <= len(places) <= 6
    assert len(set(places)) == len(places)


def test_source_and_clue_are_internal_wherever_they_stand() -> None:
    for shape in SHAPES.values():
        for path, field in shape.walk():
            if field.targets == ("clue",) or field.name == "source" and shape.name != "rectification" and "." not in path:
                assert field.internal, (shape.name, path)


def test_what_people_said_in_confidence_is_put_on_record_when_looked_at() -> None:
    sensitive = {(s.name, p) for s in SHAPES.values() for p, f in s.walk() if f.sensitive}
    assert {("talk", "turns"), ("talk", "narrative"), ("talk", "statement"), ("clue", "gist"), ("disposition", "facts"),
            ("disposition", "statement"), ("meeting", "criticisms.content"), ("meeting", "explained")} <= sensitive


def test_a_person_has_three_relations_that_need_not_agree() -> None:
    fields = SHAPES["person"].by_name
    assert [fields[n].label for n in ("unit_id", "personnel_id", "party_id")] == ["工作所在", "人事关系(管理权限)", "组织关系"]
    assert [c.label for c in fields["kind"].choices] == ["在编", "借调", "挂职", "聘用", "退休", "党外"]


def test_a_meeting_may_be_of_several_kinds_and_belong_to_another_year() -> None:
    shape = SHAPES["meeting"]
    assert shape[shape.kind_field or ""].kind is Kind.CHOICES
    assert (shape["year"].kind, shape["year"].needed, shape["began_at"].kind) == (Kind.NUMBER, True, Kind.MOMENT)
    assert shape.kinds_of({"kinds": ["lecture", "theme_day"]}) == ("lecture", "theme_day")
    assert {"due", "came", "voters_due", "voters_came", "absent", "observers"} <= set(shape.by_name)


def test_a_disposition_names_who_decided_who_counts_and_every_date() -> None:
    shape = SHAPES["disposition"]
    assert [c.label for c in shape["decided_by"].choices] == [
        "纪检机关", "党组织", "组织人事部门", "任免机关、单位", "上级或派驻机构"]
    assert {"counted", "form", "effective_on", "announced_on", "deliveries", "archived_on", "executed_on", "impact_from",
            "impact_until", "statement"} <= set(shape.by_name)
    answered = {f.due_until for f in shape.fields if f.due_until}
    assert all(shape[name or ""].after_seal for name in answered)


def test_measures_count_under_the_form_that_the_indicators_give_them() -> None:
    assert len(BY_CODE) == len(MEASURES)
    assert {m.form for m in MEASURES} == {code for code, _ in FORMS}
    # Easily mixed up: demotion is of the second form, removal from post of the third.
    assert (BY_CODE["G04"].form, BY_CODE["G05"].form) == ("second", "third")
    assert [BY_CODE[c].form for c in ("T07", "D02", "D03", "Z09", "R05", "J01", "U02")] == [
        "first", "second", "third", "second", "third", "fourth", "none"]
    assert heaviest_form(("T05", "G04", "D03", "T07")) == "third"
    assert heaviest_form(("D05", "J01")) == "fourth"
    assert (heaviest_form(()), heaviest_form(("U01",)), heaviest_form(("unknown", "T05"))) == (None, "none", "first")


def test_every_type_stands_once_and_under_its_table() -> None:
    assert [BY_NAME[t.__tablename__] for t in ALL] == list(ALL)
    assert len({s.title for s in SHAPES.values()}) == len(ALL)
