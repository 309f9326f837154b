"""A store made on New Year's Day 2026, with a branch of 23 members or a committee with twelve branches in it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Any

from cadreapp.kernel.clock import FixedClock
from cadreapp.kernel.shape import Values
from cadreapp.office import record, setup
from cadreapp.office.door import Office, open_office
from cadreapp.office.duty import listing as duties
from cadreapp.office.duty.item import Duty
from cadreapp.store.keys import Unlocked
from cadreapp.store.slots import CHEAP
from tests import make

NEW_YEAR = datetime(2026, 1, 1, 1, 0, tzinfo=timezone.utc)
RARE = "𠮷䶮㛃"


@contextmanager
def year_office(folder: Path, clock: FixedClock | None = None) -> Iterator[Office]:
    """Give an open office whose store was made on the first of January 2026."""
    files, opened = _template()
    for name, data in files.items():
        path = folder / "store" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    with open_office(folder / "store", opened, clock or FixedClock(NEW_YEAR)) as office:
        yield office


@cache
def _template() -> tuple[dict[str, bytes], Unlocked]:
    with tempfile.TemporaryDirectory() as made:
        root = Path(made) / "store"
        wanted = setup.NewStore("机关纪委", "赵六")
        opened, _code = setup.create(root, wanted, make.PASSPHRASE, FixedClock(NEW_YEAR), cost=CHEAP)
        return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}, opened


def branch(office: Office, name: str, members: int, groups: int = 0, **more: Any) -> str:
    """Make a branch with so many full members, the first half of them in its first group where there are groups."""
    made = office.do(record.create, "organisation", {"name": name, "kind": "branch", **more}).result
    within = [
        office.do(record.create, "organisation", {"name": f"{name}{n + 1}组", "kind": "group", "parent_id": made}).result
        for n in range(groups)
    ]
    homes = within or [made]
    given = [
        {"name": f"{name}党员{n + 1}{RARE if n == 0 else ''}", "kind": "staff", "politics": "member", "party_id": homes[n % len(homes)]}
        for n in range(members)
    ]
    office.do(record.create_many, "person", given)
    return made


def committee(office: Office) -> dict[str, str]:
    """Make a committee with five leaders and twelve branches of 6, 7 … 17 members; return ids by name."""
    leaders = [office.do(record.create, "person", {"name": name}).result for name in ("书记甲", "副书记乙", "委员丙", "委员丁", "委员戊")]
    posts = ("书记", "副书记", "委员", "委员", "委员")
    officers = [{"who": {"person": p, "name": "领导"}, "post": post} for p, post in zip(leaders, posts, strict=True)]
    made = office.do(record.create, "organisation", {"name": "机关党委", "kind": "committee", "officers": officers}).result
    branches = {f"第{n + 1}支部": branch(office, f"第{n + 1}支部", 6 + n, parent_id=made) for n in range(12)}
    return {"机关党委": made, "书记": leaders[0], "委员": leaders[2], **branches}


def hold(office: Office, organisation: str, day: str, *kinds: str, **more: Any) -> str:
    """Record a meeting."""
    values: Values = {"kinds": list(kinds), "organisation_id": organisation, "began_at": f"{day}T09:00", "year": int(day[:4]), **more}
    return office.do(record.create, "meeting", values).result


def talk(office: Office, person: str, day: str, **more: Any) -> str:
    """Record a heart-to-heart talk with someone of the register."""
    values = {"kind": "heart", "person": {"person": person, "name": "党员"}, "began_at": f"{day}T09:00", **more}
    return office.do(record.create, "talk", values).result


def due(office: Office, on: str, within: int = duties.WITHIN) -> tuple[Duty, ...]:
    """Return what is due on a day."""
    return office.ask(duties.due, date.fromisoformat(on), within).duties


def rules(found: tuple[Duty, ...], *when: str) -> list[str]:
    """Return the rules of what is due, of some groups."""
    return [duty.why.rule for duty in found if not when or duty.when in when]


def after(day: str, days: int) -> str:
    """Return the day so many days later."""
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()
