"""Whose choice is whose: a branch is not offered what it may not decide, is told where to send it, and is never refused."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cadreapp.kernel.errors import AppError
from cadreapp.kernel.paths import resources
from cadreapp.kernel.shape import Values
from cadreapp.office import reading, record
from cadreapp.office.door import Office
from cadreapp.office.rule import guides, guides_roles, hints
from cadreapp.office.rule.rulebook import PACK
from cadreapp.rules.guides import check_guides, read_guides
from cadreapp.rules.measures import BY_CODE
from cadreapp.store.kept import keep
from tests import make

NOW = "2026-03-05T16:30"
WHO = {"name": "𠮷䶮㛃"}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with make.office(tmp_path) as opened:
        yield opened


@pytest.fixture
def branch(office: Office) -> Office:
    office.do(guides.set_role, "branch")
    return office


def said(office: Office, type_name: str, values: Values) -> dict[str, str]:
    return {p.path: hints.said(p) for p in office.ask(hints.hints, type_name, values, NOW)}


def codes(office: Office, of: str, path: str) -> set[str]:
    return {code for one in office.ask(guides_roles.left_out, of) if one.path == path for code in one.codes}


def test_a_committee_is_offered_everything(office: Office) -> None:
    for of in ("talk", "letter", "clue", "disposition", "meeting", "reminder"):
        assert office.ask(guides_roles.left_out, of) == ()
    assert guides_roles.told(()) == ""


def test_a_branch_keeps_what_its_own_meeting_decides_and_loses_what_others_do(branch: Office) -> None:
    left = codes(branch, "disposition", "measures.measure")
    assert {"T04", "T06", "T07", "T08", "T09", "X01", "J01"} <= left
    assert all(code in left for code in BY_CODE if code[0] in "GR")
    assert left < set(BY_CODE)
    own = set(BY_CODE) - left
    assert {"T03", "T05", "T10", "D01", "D05", "Z04", "U01", "U02", "U03"} <= own
    assert not {code for code in own if code[0] == "Z"} - {"Z04"}


def test_the_kinds_of_talks_letters_and_clues_are_left_out_where_they_are_chosen(branch: Office) -> None:
    assert codes(branch, "talk", "kind") == {"prompt", "admonish", "entrusted"}
    assert {"inquiry", "admonition"} <= codes(branch, "letter", "kind")
    assert {"talk", "check"} <= codes(branch, "clue", "handling")


@pytest.mark.parametrize("of", ["talk", "letter", "clue", "disposition"])
def test_what_is_left_out_says_why_where_to_send_it_and_on_what_it_rests(branch: Office, of: str) -> None:
    told = guides_roles.told(branch.ask(guides_roles.left_out, of))
    assert told.startswith("没有列出")
    assert "报机关纪委" in told
    assert "《" in told


def test_a_measure_chosen_all_the_same_is_remarked_with_its_article_and_kept(branch: Office) -> None:
    values = {"person": WHO, "measures": [{"measure": "T05"}, {"measure": "T07"}], "form": "first"}
    found = said(branch, "disposition", values)
    assert found["measures.2.measure"].startswith("诫勉不是支部纪检委员的权限: 报机关纪委处理 (《")
    assert "measures.1.measure" not in found
    made = branch.do(record.create, "disposition", values).result
    assert [row["measure"] for row in branch.ask(reading.record, made).values["measures"]] == ["T05", "T07"]


@pytest.mark.parametrize(("values", "remarked"), [
    ({"measures": [{"measure": "T07"}], "decided_by": "personnel"}, False),
    ({"measures": [{"measure": "T07", "decider": "discipline"}], "decided_by": "party"}, False),
    ({"measures": [{"measure": "T07"}], "decided_by": "party"}, True),
    ({"measures": [{"measure": "T07", "decider": "party"}], "decided_by": "superior"}, True),
    ({"measures": [{}], "decided_by": None}, False),
])  # fmt: skip
def test_what_others_decided_is_only_put_down(branch: Office, values: Values, remarked: bool) -> None:
    assert ("measures.1.measure" in said(branch, "disposition", values)) is remarked


def test_a_letter_that_is_not_a_branchs_is_remarked_and_none_of_its_own(branch: Office) -> None:
    assert "函询通知书不是支部纪检委员的权限: 报机关纪委处理" in said(branch, "letter", {"kind": "inquiry", "person": WHO})["kind"]
    assert "kind" not in said(branch, "letter", {"kind": "remind", "person": WHO})
    assert branch.do(record.create, "letter", {"kind": "inquiry", "person": WHO}).result


@pytest.mark.parametrize(("of", "values"), [
    ("talk", {"kind": "remind"}), ("talk", {"kind": "admonish"}), ("reminder", {"kind": "duty"}), ("disposition", {}),
    ("letter", {"kind": "inquiry"}), ("letter", {"kind": "admonition"}), ("letter", {"kind": "remind"}),
])  # fmt: skip
def test_somebody_outside_our_authority_is_reported_to_who_has_it(office: Office, of: str, values: Values) -> None:
    other = office.do(record.create, "organisation", {"name": "市水务局", "kind": "unit"}).result
    known = office.do(record.create, "person", {"name": "𠮷䶮㛃", "personnel_id": other}).result
    given = {**values, "person": {"person": known, "name": "𠮷䶮㛃"}}
    assert said(office, of, given)["person"] == "𠮷䶮㛃的管理权限在市水务局, 不在本单位: 报市水务局处理"
    assert office.do(record.create, of, given).result


def test_who_is_in_no_register_is_known_by_what_the_disposition_says_itself(office: Office) -> None:
    other = office.do(record.create, "organisation", {"name": "市水务局", "kind": "unit"}).result
    own = office.ask(reading.info).organisation
    found = said(office, "disposition", {"person": WHO, "jurisdiction": other})
    assert found["jurisdiction"] == "管理权限在市水务局, 不在本单位: 报市水务局处理"
    assert "jurisdiction" not in said(office, "disposition", {"person": WHO, "jurisdiction": own})
    known = office.do(record.create, "person", {"name": "𠮷䶮㛃", "personnel_id": other}).result
    both = said(office, "disposition", {"person": {"person": known, "name": "𠮷䶮㛃"}, "jurisdiction": other})
    assert "person" in both
    assert "jurisdiction" not in both


def test_a_pack_that_reserves_a_choice_twice_or_misnames_a_key_is_refused_with_its_line() -> None:
    text = (resources() / "guides" / "measures.toml").read_text(encoding="utf-8")
    first = text.replace('"T04", "T06"', '"T04", "G01"')
    [flaw] = check_guides(first)
    assert "G01 已经有了" in flaw.what
    wrong = text.replace("deciders = [", "decider = [", 1)
    [flaw, *_] = check_guides(wrong)
    assert wrong.splitlines()[flaw.line - 1].startswith("decider")
    with pytest.raises(AppError, match="PACK_BROKEN"):
        read_guides(wrong, "measures")


def test_every_measure_that_is_reserved_exists() -> None:
    assert {code for one in guides.shipped()["measures"].reserved for code in one.codes} < set(BY_CODE)


def test_a_pack_that_frees_a_measure_says_so_before_it_is_taken_over_and_changes_the_answer(branch: Office) -> None:
    text = (resources() / "guides" / "measures.toml").read_text(encoding="utf-8")
    freed = text.replace('"T06", ', "").replace("version = 1", "version = 2")
    before, after = read_guides(text), read_guides(freed)
    assert [d.text for d in guides.difference(before, after)] == ["disposition:T04 谈话提醒、责令检查、诫勉、函询和核实后的了结: 所列的措施由6个改为5个"]
    branch.do(keep, PACK, "measures", {"kind": "guides", "text": freed})
    assert "T06" not in codes(branch, "disposition", "measures.measure")
    assert "T07" in codes(branch, "disposition", "measures.measure")
