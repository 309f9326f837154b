"""Slots of what is being typed: every new record has its own, and what was begun for one thing is found by it again."""

from __future__ import annotations

from cadreapp.office.drafts import Draft, place_for, slot_of

AT = "2026-03-05T09:30:00.000+08:00"
WHO = {"person": "p1", "name": "𠮷䶮㛃", "unit": None, "post": None}


def lying(slot: str, values: dict[str, object], record: str | None = None) -> Draft:
    return Draft(slot, slot.split(":")[0], record, 1 if record else None, values, AT)


def test_the_first_free_slot_is_taken() -> None:
    found = [lying("talk:new", {"matter": "旧"}), lying("talk:new:3", {}), lying("talk:r1", {}, "r1"), lying("meeting:new:2", {})]
    assert place_for("talk", {"kind": "heart"}, found) == "talk:new:2"
    assert place_for("talk", {"kind": "heart"}, found[1:]) == "talk:new"
    assert place_for("clue", {"kind": "heart"}, found) == "clue:new"


def test_what_was_begun_with_the_same_values_is_gone_on_with() -> None:
    mine = lying("talk:new:2", {"kind": "heart", "person": {**WHO, "post": "副主任"}, "matter": "写了些"})
    assert place_for("talk", {"kind": "heart", "person": WHO}, [lying("talk:new", {}), mine]) == "talk:new:2"
    assert place_for("talk", {"kind": "heart", "person": {**WHO, "person": "p2"}}, [lying("talk:new", {}), mine]) == "talk:new:3"
    assert place_for("talk", {"kind": "visit", "person": WHO}, [lying("talk:new", {}), mine]) == "talk:new:3"


def test_somebody_without_an_entry_in_the_register_is_known_by_all_that_was_written() -> None:
    other = {"person": None, "name": "同名", "unit": "甲"}
    mine = lying("talk:new", {"person": other})
    assert place_for("talk", {"person": other}, [mine]) == "talk:new"
    assert place_for("talk", {"person": {**other, "unit": "乙"}}, [mine]) == "talk:new:2"


def test_nothing_known_finds_no_draft_and_a_record_or_another_type_is_none() -> None:
    assert place_for("talk", {}, [lying("talk:new", {"kind": "heart"})]) == "talk:new:2"
    kept = lying("talk:r1", {"kind": "heart"}, "r1")
    assert place_for("talk", {"kind": "heart"}, [kept, lying("meeting:new", {"kind": "heart"})]) == "talk:new"


def test_slots_of_the_first_release_keep_their_names() -> None:
    assert (slot_of("talk"), slot_of("talk", "r1"), slot_of("talk", number=2)) == ("talk:new", "talk:r1", "talk:new:2")
