"""Claims about every record type on its way to the upper level: it arrives equal but for what stays at home, also twice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cadreapp.exchange.step import finish
from cadreapp.kernel.errors import AppError
from cadreapp.kernel.shape import Family, Kind, Shape, Values
from cadreapp.office import reading, record
from cadreapp.office.attaching import attach
from cadreapp.office.bundles import partners, receiving, sending
from cadreapp.office.door import Office
from cadreapp.records import SHAPES
from tests import make


class Way:
    """Two stores, one full record of every type in the lower one, and the bundle that took them up."""

    def __init__(self, folder: Path, unit: Office, upper: Office) -> None:
        self.folder, self.unit, self.upper = folder, unit, upper
        unit.do(partners.add_partner, upper.ask(partners.own_file).encode(), "上级")
        upper.do(partners.add_partner, unit.ask(partners.own_file).encode(), "某单位")
        self.ids = {name: make.full(unit, name) for name in SHAPES if name != "attachment"}
        for name, made in self.ids.items():
            if SHAPES[name].family is Family.DOCUMENT:
                unit.do(record.seal, made)
        # Registers travel with what names them.
        named = {"problem": "点到名的", "responsible": {"person": self.ids["person"]}, "organisation_id": self.ids["organisation"]}
        unit.do(record.create, "rectification", named)
        paper = folder / "检查𠮷.txt"
        paper.write_text("书面检查", encoding="utf-8")
        self.ids["attachment"] = attach(unit, self.ids["talk"], paper, "说明")
        self.bundle = self.send("第一次.cadre")
        self.accepted = finish(receiving.receive(upper, self.bundle))

    def send(self, name: str) -> Path:
        types = tuple(n for n, s in SHAPES.items() if s.family is not Family.REGISTER)
        wish = sending.Wish(("上级",), types=types, include_talk_texts=True, attachments=True)
        return finish(sending.send(self.unit, self.unit.ask(sending.plan, wish, self.unit.clock), self.folder / name)).path


@pytest.fixture(scope="module")
def way(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Way]:
    folder = tmp_path_factory.mktemp("way")
    with make.office(folder / "u", unit="某单位机关纪委") as unit, make.office(folder / "o", unit="上级纪委") as upper:
        yield Way(folder, unit, upper)


def travelling(shape: Shape, values: Values) -> Values:
    """Return values without what is internal; rows of which nothing is left stay at home too."""
    got: Values = {}
    for name, field in shape.by_name.items():
        value = values[name]
        if field.entry is not None:
            value = [{"id": row["id"], **travelling(field.entry, row)} for row in value]
        got[name] = ([] if field.kind in (Kind.ENTRIES, Kind.CHOICES) else None) if field.internal else value
    return got


def test_every_type_arrives_equal_but_for_what_is_internal(way: Way, shape: Shape) -> None:
    there = way.unit.ask(reading.record, way.ids[shape.name])
    here = way.upper.ask(reading.record, way.ids[shape.name])
    expected = travelling(shape, there.values)
    if shape.name == "attachment":
        expected["blob"] = here.values["blob"]
    assert here.values == expected
    assert (here.state, here.edition, here.origin, here.ours) == (there.state, there.edition, there.origin, False)


def test_everything_was_accepted(way: Way) -> None:
    assert (way.accepted.returned, way.accepted.again) == (0, False)
    assert way.accepted.accepted >= len(SHAPES)


def test_what_arrived_is_found_and_read_only(way: Way, shape: Shape) -> None:
    made = way.ids[shape.name]
    assert made in way.upper.ask(reading.ids, reading.Listing(shape.name))
    assert made not in way.upper.ask(reading.ids, reading.Listing(shape.name, origin=way.upper.actor.origin))
    word: Any = next(f.name for f in shape.fields if f.kind in (Kind.LINE, Kind.TEXT) and not f.form)
    with pytest.raises(AppError) as caught:
        way.upper.do(record.save, made, {word: "改"})
    assert caught.value.code == "NOT_OURS"


def test_the_same_bundle_again_changes_nothing(way: Way, shape: Shape) -> None:
    before = way.upper.ask(reading.record, way.ids[shape.name])
    again = finish(receiving.receive(way.upper, way.bundle))
    assert again.again
    assert again.receipt.read_bytes() == way.accepted.receipt.read_bytes()
    assert way.upper.ask(reading.record, way.ids[shape.name]) == before


def test_sent_once_more_every_type_is_still_equal(way: Way, shape: Shape) -> None:
    before = way.upper.ask(reading.record, way.ids[shape.name]).values
    taken = finish(receiving.receive(way.upper, way.send(f"再次-{shape.name}.cadre")))
    assert taken.returned == 0
    assert way.upper.ask(reading.record, way.ids[shape.name]).values == before
