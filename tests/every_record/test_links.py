"""Claims about every record type: what refers to something is found from either end, and a person's file is one list."""

from __future__ import annotations

from cadreapp.kernel.shape import Kind, Shape
from cadreapp.office import reading, record
from cadreapp.office.door import Office
from tests import make


def test_every_reference_is_read_from_both_ends(office: Office, shape: Shape) -> None:
    record_id = make.full(office, shape.name)
    there = office.ask(reading.record, record_id)
    paths = {path for path, field in shape.walk() if field.kind in (Kind.REF, Kind.WHO)}
    assert {link.path for link in there.links_from} == paths
    for link in there.links_from:
        assert link.line is not None
        assert there.names[link.id] == link.line.title
        back = office.ask(reading.record, link.id).links_to
        assert (record_id, link.path) in {(b.id, b.path) for b in back}


def test_a_reference_that_is_taken_back_is_gone_from_both_ends(office: Office, shape: Shape) -> None:
    record_id = make.full(office, shape.name)
    ends = {link.id for link in office.ask(reading.record, record_id).links_from}
    office.do(record.save, record_id, {f.name: None for f in shape.fields if not f.required and f.name not in ("steps", "paper")})
    left = {link.id for link in office.ask(reading.record, record_id).links_from}
    for end in ends - left:
        assert record_id not in {link.id for link in office.ask(reading.record, end).links_to}


def test_a_reference_to_something_we_do_not_hold_stays_an_id(office: Office, shape: Shape) -> None:
    absent = "019a0000-0000-7000-8000-000000000000"
    for field in shape.fields:
        if field.kind is Kind.REF and not set(field.targets) & {"organisation", "person", "attachment"}:
            record_id = office.do(record.create, shape.name, {**make.least(shape), field.name: absent}).result
            (link,) = office.ask(reading.record, record_id).links_from
            assert (link.path, link.id, link.line) == (field.name, absent, None)


def test_the_chain_from_a_talk_to_a_disposition_is_walked_both_ways(office: Office) -> None:
    person = make.people(office)["rare"]
    who = {"person": person, "name": "𠮷䶮㛃"}
    talk = office.do(record.create, "talk", {**make.TALK, "person": who}).result
    rectification = office.do(
        record.create, "rectification", {"problem": "材料逾期", "source": "ask", "source_id": talk, "responsible": who}
    ).result
    given = {"person": who, "matter": "逾期", "causes": [{"record_id": rectification}, {"record_id": talk}]}
    disposition = office.do(record.create, "disposition", given).result
    meeting = office.do(record.create, "meeting", {"kinds": ["life"], "criticisms": [{"to": who, "content": "拖"}]}).result

    def ends(record_id: str) -> set[str]:
        return {link.id for link in office.ask(reading.record, record_id).links_to}

    assert ends(talk) == {rectification, disposition}
    assert ends(rectification) == {disposition}
    assert {link.id for link in office.ask(reading.person_file, person)} == {talk, rectification, disposition, meeting}
