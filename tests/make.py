"""Builders of invented stores, people and records for every test: real parts, a cheap key derivation, rare characters."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timezone
from functools import cache
from pathlib import Path
from typing import Any

from cadreapp.kernel.clock import FixedClock
from cadreapp.kernel.shape import Field, Kind, Shape, Values
from cadreapp.office import record, setup
from cadreapp.office.door import Office, open_office
from cadreapp.records import SHAPES
from cadreapp.store.keys import Unlocked
from cadreapp.store.slots import CHEAP

PASSPHRASE = "春风又绿江南岸 42"
MORNING = datetime(2026, 3, 5, 1, 30, tzinfo=timezone.utc)
"""09:30 in China on the Thursday on which invented stories begin."""

# Planes 0, 2 and 3, a compatibility ideograph, the interpunct of names, and marks that a careless normal form would eat.
RARE = "𠮷䶮㛃𫍯𬸚\U00030000\U000313aa豈·阿依古丽"

TALK: Values = {
    "kind": "remind", "person": {"name": "张三", "unit": "办公室", "post": "科长"}, "person_politics": "中共党员",
    "began_at": "2026-03-05T14:30", "ended_at": "2026-03-05T15:20", "place": "3号楼 305 室", "manner": "single",
    "talkers": [{"who": {"name": "李四", "unit": "机关纪委", "post": "委员"}}], "recorder": {"name": "王五"},
    "matter": "关于验收材料报送多次逾期的情况", "basis": "党内监督条例第二十一条", "style": "turns",
    "turns": [{"question": "经过是怎样的?", "answer": "材料在处里停了一周。"}], "no_statement": True,
    "asks": [{"what": "月底前报齐材料", "term": "2026-03-31", "sign": "收到签收单"}], "source": "daily",
}
"""A talk that lacks nothing before it can be sealed."""


@dataclass(frozen=True)
class Store:
    """A made store: its folder, its open key, its recovery code."""

    root: Path
    opened: Unlocked
    code: str


def store(root: Path, **wanted: Any) -> Store:
    """Make a store in `root`, which must not exist. Stores of one unit's name are copies: one origin, one key."""
    files, opened, code = _template(**{"unit": "机关纪委", "officer": "赵六", **wanted})
    for name, data in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return Store(root, opened, code)


@contextmanager
def office(folder: Path, clock: FixedClock | None = None, **wanted: Any) -> Iterator[Office]:
    """Give an open office on a new store in `folder`/store; `wanted` are fields of `setup.NewStore`."""
    made = store(folder / "store", **wanted)
    with open_office(made.root, made.opened, clock or FixedClock(MORNING)) as opened:
        yield opened


def values(shape: Shape, refs: Callable[[Field], str | None] = lambda _: None, salt: str = RARE) -> Values:
    """Return values for every field of a shape, each text with rare characters and its own name in it.

    `refs` gives the id for a reference (None leaves it empty). Such a record lacks nothing before it can be sealed.
    """
    return {field.name: value(field, refs, salt) for field in shape.fields}


def value(field: Field, refs: Callable[[Field], str | None] = lambda _: None, salt: str = RARE) -> Any:
    """Return one value as `values` makes it."""
    if field.kind is Kind.ENTRIES:
        assert field.entry is not None
        return [values(field.entry, refs, salt), values(field.entry, refs, salt)]
    if field.kind is Kind.REF:
        return refs(field)
    if field.kind is Kind.WHO:
        return {"person": refs(field), "name": f"{field.label}{salt}", "unit": f"单位{salt}", "post": f"职务{salt}"}
    if field.kind in (Kind.LINE, Kind.TEXT):
        return "1975-03" if field.form == "month" else _words(field, salt)
    return _SAMPLES[field.kind](field)


def least(shape: Shape, salt: str = RARE) -> Values:
    """Return the fewest values with which a draft is taken."""
    return {field.name: value(field, salt=salt) for field in shape.fields if field.required}


def full(office: Office, type_name: str, salt: str = RARE) -> str:
    """Create a record with every field filled and every reference leading to a record that is there; return its id."""
    return office.do(record.create, type_name, full_values(office, type_name, salt)).result


def full_values(office: Office, type_name: str, salt: str = RARE) -> Values:
    """Return values for every field of a type; what they refer to is created first."""
    made: dict[str, str] = {}

    def refs(field: Field) -> str:
        target = field.targets[0]
        if target not in made:
            made[target] = office.do(record.create, target, least(SHAPES[target], salt)).result
        return made[target]

    return values(SHAPES[type_name], refs, salt)


def edition(pack: str) -> int:
    """Return the version that the text of a pack bears."""
    return int(pack.split("\nversion = ", 1)[1].split("\n", 1)[0])


def later(pack: str, by: int = 1) -> str:
    """Return a pack as an edition so many versions later; 0 for the same."""
    return pack.replace(f"\nversion = {edition(pack)}\n", f"\nversion = {edition(pack) + by}\n", 1)


def people(office: Office) -> Mapping[str, str]:
    """Create a branch and five invented people, one with a rare name, two of one name; return ids by key."""
    made = {}
    made["branch"] = office.do(record.create, "organisation", {"name": "第一党支部", "kind": "branch"}).result
    made["room"] = office.do(record.create, "organisation", {"name": "办公室", "kind": "department"}).result
    for key, name, post, birth in (
        ("zhang", "张三", "科长", "1980-05"),
        ("li", "李四", "纪检委员", "1978-11"),
        ("rare", "𠮷䶮㛃", "一级主任科员", "1990-01"),
        ("apart", "张三", "四级调研员", "1969-09"),
        ("dotted", "阿依古丽·买买提", "干事", "1995-02"),
    ):
        given = {"name": name, "post": post, "birth": birth, "kind": "staff", "politics": "member",
                 "unit_id": made["room"], "personnel_id": made["room"], "party_id": made["branch"], "voting": "full"}
        made[key] = office.do(record.create, "person", given).result
    return made


_SAMPLES: dict[Kind, Callable[[Field], Any]] = {
    Kind.CHOICE: lambda field: field.choices[0].code,
    Kind.CHOICES: lambda field: [choice.code for choice in field.choices[:2]],
    Kind.FLAG: lambda _: True,
    Kind.NUMBER: lambda field: 2025 if field.name == "year" else 3,
    Kind.DAY: lambda _: "2026-03-05",
    Kind.MOMENT: lambda _: "2026-03-05T14:30",
}


def _words(field: Field, salt: str) -> str:
    return f"{field.label}{salt}" if field.kind is Kind.LINE else f"{field.label}{salt}\n第二段\n\t“引” {salt}"


@cache
def _template(**wanted: Any) -> tuple[Mapping[str, bytes], Unlocked, str]:
    # Made once in a run: a store takes longer to make than most tests take. Kept in memory, so that no run leaves it behind.
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "store"
        opened, code = setup.create(root, setup.NewStore(**wanted), PASSPHRASE, FixedClock(MORNING), cost=CHEAP)
        files = {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}
    return files, opened, code
