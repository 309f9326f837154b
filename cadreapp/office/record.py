"""What one does with a record: write, seal, amend, withdraw, move on, bin, register what happened to its paper."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from cadreapp.kernel.clock import today
from cadreapp.kernel.shape import Family, Values
from cadreapp.office import recall, summons
from cadreapp.records import BY_NAME, SHAPES
from cadreapp.records import values as plain
from cadreapp.records.clean import clean
from cadreapp.records.record import Record
from cadreapp.rules.completeness import problems
from cadreapp.store import amendments, bulk, commands
from cadreapp.store.bulk import New
from cadreapp.store.faults import IS_SEALED, NOT_READY, STEP_FIXED, STILL_USED, WRONG_STATE
from cadreapp.store.index import derive
from cadreapp.store.unit import Unit, shape_of

STATES = {
    "draft": "草稿",
    "sealed": "已定稿",
    "withdrawn": "已作废",
    "current": "在册",
    "open": "办理中",
    "closed": "已办结",
    "binned": "在回收站",
}


def create(unit: Unit, type_name: str, values: Values) -> str:
    """Make a record and return its id. Documents begin as drafts; a course may bring its first steps."""
    return unit.add(type_name, values).id


def create_many(unit: Unit, type_name: str, given: Iterable[Values]) -> list[str]:
    """Make many records of one type and return their ids; a bad one is named by its place (from 1) as the error's row."""
    return bulk.insert_many(unit, type_name, (New(values) for values in given))


def save(unit: Unit, record_id: str, values: Values) -> None:
    """Change some fields. On a sealed document only the life of its paper; on a course no registered step."""
    record = unit.get(record_id)
    if record.state in ("binned", "withdrawn"):
        raise _wrong(record, "改", "先恢复它" if record.state == "binned" else "另写一份")
    if record.state == "sealed":
        fixed = [n for n in values if n in SHAPES[record.__tablename__].by_name and not _may_change(record, n)]
        if fixed and _content_differs(record, values):
            raise IS_SEALED(title=_title(record), field=fixed[0])
    _check_steps(record, values)
    unit.write(record, values)
    summons.tell_reminder(unit, record)


def seal(unit: Unit, record_id: str) -> int:
    """Seal a draft (定稿) and return its edition. Raises NOT_READY naming what is missing."""
    record = unit.get(record_id)
    _want_family(record, Family.DOCUMENT, "定稿")
    if record.state == "sealed":
        return _seal_amendment(unit, record)
    if record.state != "draft":
        raise _wrong(record, "定稿", "先恢复它")
    _fix(unit, record)
    return record.edition


def amend(unit: Unit, record_id: str, reason: str = "") -> None:
    """Begin the next edition of a sealed document (更正); the edition in force stays until that one is sealed."""
    record = unit.get(record_id)
    if record.state != "sealed":
        raise _wrong(record, "更正", "没有定稿的, 直接改就可以")
    if not amendments.begin(unit, record_id, reason, plain.content(SHAPES[record.__tablename__], plain.read(record))):
        raise WRONG_STATE(title=_title(record), state="更正中", act="再开一次更正", hint="接着写已有的更正稿")
    unit.note("amend", record=record_id, type_name=record.__tablename__)


def save_amendment(unit: Unit, record_id: str, values: Values) -> None:
    """Change fields of the next edition's draft; what may change after sealing changes at once, as it does without one."""
    record = unit.get(record_id)
    kept, shape = _pending(unit, record), SHAPES[record.__tablename__]
    cleaned = clean(shape, values, partial=True)
    late = {name: value for name, value in cleaned.items() if shape[name].after_seal}
    if late:
        _check_steps(record, late)
        unit.write(record, late)
        summons.tell_reminder(unit, record)
    amendments.put(unit, record_id, {**kept, **{name: value for name, value in cleaned.items() if name not in late}})


def drop_amendment(unit: Unit, record_id: str) -> None:
    """Give up the next edition; the one in force stays."""
    record = unit.get(record_id)
    _pending(unit, record)
    amendments.drop(unit, record_id)
    unit.note("drop_amendment", record=record_id, type_name=record.__tablename__)


def withdraw(unit: Unit, record_id: str, reason: str) -> None:
    """Declare a sealed document void (作废), with a reason; it stays readable, and its papers have to come back."""
    record = unit.get(record_id)
    if record.state != "sealed":
        raise _wrong(record, "作废", "没有定稿的, 移入回收站即可")
    record.state = "withdrawn"
    record.withdrawn_for = reason or "未写原因"
    amendments.drop(unit, record_id)
    summons.take_back(unit, record)
    recall.watch(unit, record)


def remove(unit: Unit, record_id: str) -> None:
    """Move a draft, a register line or an open course into the bin. A sealed document is withdrawn, never binned."""
    record = unit.get(record_id)
    if record.state in ("sealed", "withdrawn", "binned", "closed"):
        raise _wrong(record, "移入回收站", "定稿的用“作废”")
    users = commands.users(unit.connection, record_id)
    if users and SHAPES[record.__tablename__].family is Family.REGISTER:
        raise STILL_USED(title=_title(record), count=len(users))
    record.state = "binned"


def restore(unit: Unit, record_id: str) -> None:
    """Take a record out of the bin."""
    record = unit.get(record_id)
    if record.state != "binned":
        raise _wrong(record, "恢复", "它不在回收站里")
    record.state = BY_NAME[record.__tablename__].initial_state


def step(unit: Unit, record_id: str, stage: str, values: Values) -> None:
    """Move a course on by one sealed step; without a day it is today's. The class's last stage closes the course.

    Raises NOT_READY when it would be closed with something missing.
    """
    record = unit.get(record_id)
    _want_family(record, Family.COURSE, "登记进展")
    if record.state not in ("open", "closed"):
        raise _wrong(record, "登记进展", "先恢复它")
    added = {**values, "stage": stage, "on": values.get("on") or today(unit.clock).isoformat()}
    unit.write(record, {"steps": [*plain.read(record)["steps"], added]})
    shape, now = SHAPES[record.__tablename__], plain.read(record)
    closes = now["steps"][-1]["stage"] == shape.states[-1].code
    if closes:
        _nothing_missing(record, now, "办结")
    record.state = "closed" if closes else "open"


def paper(unit: Unit, record_id: str, what: str, values: Values) -> None:
    """Register what happened to a sealed document's paper: printed, signed, partly, refused, recalled, archived."""
    record = unit.get(record_id)
    _want_family(record, Family.DOCUMENT, "登记纸件")
    if record.state == "draft":
        raise _wrong(record, "登记纸件", "先定稿, 再打印签字")
    unit.write(record, {"paper": [*plain.read(record)["paper"], {**values, "step": what}]})
    if what == "recalled":
        recall.taken_back(unit, record)


def number(unit: Unit, record_id: str) -> str:
    """Give a draft or a course its file number now and return it. Raises NO_SERIES, NUMBER_TAKEN, IS_SEALED."""
    # The forms bring the PDF writer along, which no start should wait for.
    from cadreapp.office import numbering

    return numbering.number(unit, record_id)


def _fix(unit: Unit, record: Record) -> None:
    from cadreapp.office import numbering  # As above.

    numbering.at_sealing(unit, record)
    shape, values = SHAPES[record.__tablename__], plain.read(record)
    _nothing_missing(record, values, "定稿")
    record.state = "sealed"
    record.sealed_at = unit.at
    record.sealed_digest = plain.content_digest(shape, values)
    summons.tell_reminder(unit, record)


def _nothing_missing(record: Record, values: Values, act: str) -> None:
    missing = [p for p in problems(SHAPES[record.__tablename__], values) if p.blocks]
    if missing:
        raise NOT_READY(title=_title(record), act=act, missing="; ".join(p.text for p in missing[:8]), field=missing[0].path)


def _seal_amendment(unit: Unit, record: Record) -> int:
    values = plain.with_late(SHAPES[record.__tablename__], _pending(unit, record), plain.read(record))
    # Row ids are kept: an ask that was put right stays the same ask in the next edition.
    unit.write(record, values, keep_ids=True)
    _fix(unit, record)
    record.edition += 1
    amendments.drop(unit, record.id)
    recall.watch(unit, record)
    return record.edition


def _pending(unit: Unit, record: Record) -> Values:
    found = amendments.get(unit, record.id)
    if found is None:
        raise WRONG_STATE(title=_title(record), state=STATES[record.state], act="改", hint="先点“更正”, 再写新的一版")
    return found


def _may_change(record: Record, name: str) -> bool:
    field = SHAPES[record.__tablename__][name]
    return field.after_seal


def _content_differs(record: Record, given: Values) -> bool:
    shape, before = shape_of(record.__tablename__), plain.read(record)
    after = {**before, **clean(shape, given, partial=True)}
    return plain.content(shape, after) != plain.content(shape, before)


def _check_steps(record: Record, given: Values) -> None:
    """Registered steps of a course or a paper are only followed by others, never altered or dropped."""
    for name in ("steps", "paper"):
        if name in given and name in SHAPES[record.__tablename__].by_name:
            before = plain.read(record)
            kept = clean(SHAPES[record.__tablename__], {name: given[name]}, partial=True)[name]
            old: list[Any] = before[name]
            if kept[: len(old)] != old:
                raise STEP_FIXED(field=name)


def _want_family(record: Record, family: Family, act: str) -> None:
    if SHAPES[record.__tablename__].family is not family:
        raise _wrong(record, act, "这类记录没有这一步")


def _wrong(record: Record, act: str, hint: str) -> Exception:
    return WRONG_STATE(title=_title(record), state=STATES[record.state], act=act, hint=hint)


def _title(record: Record) -> str:
    return derive(SHAPES[record.__tablename__], plain.read(record), record.state).title
