"""Claims about file numbers: no gaps, no number twice, whatever competes, is undone, withdrawn or killed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from cadreapp.kernel.clock import FixedClock
from cadreapp.kernel.errors import AppError
from cadreapp.kernel.shape import Values
from cadreapp.office import numbering, reading, record, undo, unitforms
from cadreapp.office.door import Office, open_office
from tests import make

SUMMONS: Values = {
    "kind": "summons", "person": {"name": "张三", "unit": "办公室", "post": "科长"}, "matter": "材料逾期", "dated": "2026-03-05",
    "basis": "条例第二十一条", "approved_by": {"name": "周六"}, "at": "2026-03-12T14:30", "place": "305室",
    "callers": [{"who": {"name": "李四"}}],
}  # fmt: skip


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with make.office(tmp_path, FixedClock(make.MORNING)) as opened:
        opened.do(unitforms.set_letterhead, "中共某机关纪律检查委员会", "某纪")
        yield opened


def draft(office: Office, **changes: object) -> str:
    return office.do(record.create, "letter", {**SUMMONS, **changes}).result


def sealed(office: Office, **changes: object) -> str:
    made = draft(office, **changes)
    office.do(record.seal, made)
    return made


def number_of(office: Office, made: str) -> str | None:
    return office.ask(reading.record, made).values["number"]


def registered(office: Office, year: int = 2026) -> list[tuple[str, str]]:
    return [(g.number, g.void) for g in office.ask(numbering.numbers, "letter_summons", year)]


def test_numbers_are_given_at_sealing_in_the_order_of_sealing_by_year_and_kind(office: Office) -> None:
    first, second = draft(office), draft(office)
    office.do(record.seal, second)
    office.do(record.seal, first)
    assert [number_of(office, i) for i in (second, first)] == ["某纪约〔2026〕1号", "某纪约〔2026〕2号"]
    assert number_of(office, sealed(office, dated="2027-01-04")) == "某纪约〔2027〕1号"
    other = sealed(office, kind="remind", points=[{"what": "按时报送"}])
    assert number_of(office, other) == "某纪提〔2026〕1号"


def test_two_drafts_that_ask_at_the_same_moment_get_two_numbers(office: Office) -> None:
    drafts = [draft(office) for _ in range(8)]
    with ThreadPoolExecutor(8) as pool:
        given = list(pool.map(lambda made: office.do(numbering.number, made).result, drafts))
    assert sorted(given) == [f"某纪约〔2026〕{n}号" for n in range(1, 9)]
    assert [number_of(office, made) for made in drafts] == given
    assert office.do(numbering.number, drafts[0]).result == given[0]


def test_a_number_that_was_undone_or_withdrawn_is_void_and_never_given_again(office: Office) -> None:
    first = sealed(office)
    office.do(undo.undo)
    assert number_of(office, first) is None
    office.do(record.seal, first)
    second = sealed(office)
    office.do(record.withdraw, second, "发错了")
    third = draft(office)
    office.do(numbering.number, third)
    office.do(record.remove, third)
    fourth = sealed(office)
    assert [number_of(office, i) for i in (first, fourth)] == ["某纪约〔2026〕2号", "某纪约〔2026〕5号"]
    assert registered(office) == [
        ("某纪约〔2026〕1号", "编号已撤销或改为别的号"), ("某纪约〔2026〕2号", ""), ("某纪约〔2026〕3号", "已作废"),
        ("某纪约〔2026〕4号", "在回收站"), ("某纪约〔2026〕5号", ""),
    ]  # fmt: skip


def test_a_number_typed_by_hand_goes_on_register_with_what_it_skips_and_is_taken_only_once(office: Office) -> None:
    sealed(office, number="某纪约〔2026〕6号")
    sealed(office, number="某纪约〔2026〕8号")
    assert number_of(office, sealed(office)) == "某纪约〔2026〕9号"
    assert registered(office) == [
        ("某纪约〔2026〕6号", ""), ("某纪约〔2026〕7号", "跳号"), ("某纪约〔2026〕8号", ""), ("某纪约〔2026〕9号", "")
    ]
    twice = draft(office, number="某纪约〔2026〕8号")
    with pytest.raises(AppError, match="NUMBER_TAKEN") as caught:
        office.do(record.seal, twice)
    assert "约谈通知书 · 张三" in caught.value.message()
    sealed(office, number="办函〔2026〕8号")
    assert len(registered(office)) == 4


def test_only_what_has_a_pattern_is_numbered_and_a_unit_may_set_its_own(office: Office) -> None:
    with pytest.raises(AppError, match="NO_SERIES"):
        office.do(numbering.number, office.do(record.create, "meeting", make.least(reading.SHAPES["meeting"])).result)
    with pytest.raises(AppError, match="PATTERN_BAD"):
        office.do(unitforms.set_pattern, "letter_summons", "{mark}约〔{year}〕号")
    office.do(unitforms.set_pattern, "letter_summons", "{mark}约字〔{year}〕第{n}号")
    assert number_of(office, sealed(office)) == "某纪约字〔2026〕第1号"
    talk = office.do(record.create, "talk", make.TALK).result
    office.do(record.seal, talk)
    assert number_of(office, talk) is None
    with pytest.raises(AppError, match="IS_SEALED"):
        office.do(numbering.number, talk)


def test_a_kill_between_number_and_seal_leaves_neither_or_both(tmp_path: Path) -> None:
    store = make.store(tmp_path / "store")
    with open_office(store.root, store.opened, FixedClock(make.MORNING)) as office:
        drafts = [draft(office) for _ in range(16)]
    for half in (drafts[:8], drafts[8:]):
        _killed_while_sealing(store, half)
    with open_office(store.root, store.opened, FixedClock(make.MORNING)) as office:
        held = {number_of(office, made): office.ask(reading.record, made).state for made in drafts}
        states = {number: state for number, state in held.items() if number}
        assert set(states.values()) == {"sealed"}
        assert 6 <= len(states) <= 16
        assert [number for number, void in registered(office) if not void] == [f"约〔2026〕{n}号" for n in range(1, len(states) + 1)]
        assert sorted(states) == sorted(number for number, _void in registered(office))


KILLED = """
import sys
from pathlib import Path
from cadreapp.kernel.clock import FixedClock
from cadreapp.office import record
from cadreapp.office.door import open_office
from cadreapp.store.keys import Unlocked
from cadreapp.store.slots import SlotKind
from tests import make
root, key, store, kind, *drafts = sys.argv[1:]
root, opened = Path(root), Unlocked(bytes.fromhex(key), store, "", SlotKind(kind))
with open_office(root, opened, FixedClock(make.MORNING)) as office:
    for made in drafts:
        office.do(record.seal, made)
        print(made, flush=True)
"""


def _killed_while_sealing(store: make.Store, drafts: list[str]) -> None:
    opened = store.opened
    command = [sys.executable, "-c", KILLED, str(store.root), opened.key.hex(), opened.store, opened.kind.value, *drafts]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=os.getcwd()) as child:
        assert child.stdout is not None
        for line in child.stdout:
            if line.strip() in drafts[2:]:
                child.kill()
                break
        child.wait()
        assert child.returncode != 0
