"""A real store with a cheap key, a desk on it, and a few people of the register: what record pages are tested on."""

from __future__ import annotations

import atexit
import shutil
from datetime import datetime, timezone
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from cadreapp.kernel.clock import FixedClock
from cadreapp.office import record, setup
from cadreapp.office.door import open_office
from cadreapp.store.keys import Unlocked
from cadreapp.store.slots import CHEAP
from ui.work.bus import Bus
from ui.work.desk import Desk
from ui.work.guard import Guard

NAMES = (("张三𠮷", "副主任", "1975-03"), ("李䶮", "处长", "1970-11"), ("赵㛃", "科员", "1990-07"))


@cache
def _made_once() -> tuple[Path, Unlocked]:
    """Make one store for all tests of this process: laying out the database is the slow part of opening one."""
    folder = Path(mkdtemp())
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    clock = FixedClock(datetime(2026, 3, 5, 1, 30, tzinfo=timezone.utc))
    opened, _code = setup.create(folder / "store", setup.NewStore("某某局机关纪委", "王委员"), "一二三四五六七八", clock, CHEAP)
    return folder / "store", opened


def open_desk(root: Path, clock: FixedClock) -> Desk:
    """Put a store into `root` and return a desk on its open office."""
    made, opened = _made_once()
    shutil.copytree(made, root)
    return Desk(open_office(root, opened, clock), Bus(), Guard())


def add_people(desk: Desk) -> list[str]:
    """Put three people into the register and return their ids."""
    office = desk.office
    unit = office.do(record.create, "organisation", {"name": "办公室"}).result
    return [
        office.do(record.create, "person", {"name": n, "post": p, "birth": b, "unit_id": unit, "kind": "staff"}).result
        for n, p, b in NAMES
    ]


def talk_values(person: str, **more: object) -> dict[str, object]:
    """Return a talk that lacks nothing for sealing."""
    return {
        "kind": "remind",
        "person": {"person": person, "name": "张三𠮷", "unit": "办公室", "post": "副主任"},
        "person_politics": "中共党员",
        "began_at": "2026-03-05T14:30",
        "ended_at": "2026-03-05T15:20",
        "place": "三楼 305 室",
        "manner": "single",
        "talkers": [{"who": {"name": "李䶮", "unit": "办公室", "post": "处长"}}],
        "recorder": {"name": "赵㛃", "unit": "办公室", "post": "科员"},
        "matter": "关于验收材料报送多次逾期的情况",
        "basis": "党内监督条例第二十一条",
        "source": "daily",
        "turns": [{"question": "这件事的经过是怎样的?", "answer": "材料还在对方那里, 我催过两次。"}],
        "statement": "情况属实, 我会抓紧。",
        "attitude": "接受提醒, 月底前补齐。",
        "asks": [{"what": "补交验收材料", "term": "2026-03-30", "sign": "财务处收讫"}],
        **more,
    }


def settle(desk: Desk) -> None:
    """Let every answer arrive, and the questions that an answer asks."""
    calm = 0
    for _ in range(100):
        calm = calm + 1 if desk.wait() else 0
        if calm == 3:
            return
    raise AssertionError("the desk does not come to rest")
