"""Undo: a new forward command that reverses an earlier one; it survives a restart and says why when it cannot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cadreapp.kernel.errors import AppError
from cadreapp.kernel.shape import Values
from cadreapp.office import recall
from cadreapp.records import SHAPES
from cadreapp.records import values as plain
from cadreapp.records.record import META, Record
from cadreapp.store import amendments, commands, reading
from cadreapp.store.faults import NOTHING_TO_UNDO, STILL_USED, UNDO_CHANGED, UNDO_PRINTED, UNDO_SENT
from cadreapp.store.index import headline
from cadreapp.store.reading import Reader
from cadreapp.store.unit import Unit

VERBS = {
    "create": "新建",
    "save": "修改",
    "seal": "定稿",
    "withdraw": "作废",
    "remove": "移入回收站",
    "restore": "恢复",
    "step": "登记进展",
    "paper": "登记纸件",
    "import_people": "导入人员",
    "undo": "撤销",
    "seed": "演示数据",
    "import_records": "导入",
    "carry_in": "带出未办结事项",
    "number": "编号",
    "begin": "起草文书",
}
Images = tuple[dict[str, Any] | None, dict[str, Any] | None]
_COUNTERS = ("revision", "changed_at")
NOT_UNDONE = ("undo", "receive", "take_receipt", "create_store")


@dataclass(frozen=True)
class Undoable:
    """A command that undo would reverse."""

    command: str
    verb: str
    at: str
    title: str
    records: int

    @property
    def label(self) -> str:
        """Say it in a line: "修改 · 提醒谈话 · 张三"."""
        what = self.title if self.records == 1 else f"{self.records} 条"
        return f"{VERBS.get(self.verb, self.verb)} · {what}"


def undoable(connection: Reader, limit: int = 20) -> list[Undoable]:
    """Return the commands that undo would reverse, newest first; those already undone are left out."""
    acts = commands.newest(connection, NOT_UNDONE, limit)
    names = reading.titles(connection, (act.record for act in acts))
    return [Undoable(act.command, act.verb, act.at, names.get(act.record, ""), act.records) for act in acts]


def undo(unit: Unit, command: str | None = None) -> str:
    """Reverse one command (the newest by default) and return what it was, in a line.

    Raises NOTHING_TO_UNDO, or UNDO_CHANGED, UNDO_PRINTED, UNDO_SENT, STILL_USED naming the record that stands in the way.
    """
    found = undoable(unit.connection, 200 if command else 1)
    chosen = next((u for u in found if command in (None, u.command)), None)
    if chosen is None:
        raise NOTHING_TO_UNDO()
    rows = commands.changes(unit.connection, chosen.command)
    unit.about = chosen.command
    made = {row.record for row in rows if row.op == "create"}
    for row in rows:
        before, after = reading.body(unit.connection, row.no)
        _reverse(unit, row.type, row.record, (before, after), made)
    return chosen.label


def _reverse(unit: Unit, type_name: str, record_id: str, images: Images, made: set[str]) -> None:
    before, after = images
    if after is None:
        assert before is not None
        unit.add(type_name, before["values"], record_id=record_id, **before["meta"])
        return
    record = _unchanged(unit, record_id, after)
    if before is None:
        _still_used(unit, record, made)
        unit.delete(record)
        return
    if before["meta"]["state"] == "sealed" and before["meta"]["edition"] < after["meta"]["edition"]:
        # The edition that was sealed goes back to being a draft; nothing that was written in it is lost.
        amendments.begin(unit, record_id, "", plain.content(SHAPES[type_name], after["values"]))
    unit.write(record, before["values"], keep_ids=True)
    # Revision goes on counting: it says how often the row was written, and an undo is a write.
    for name in META:
        if name not in _COUNTERS:
            setattr(record, name, before["meta"][name])
    recall.watch(unit, record)


def _unchanged(unit: Unit, record_id: str, after: dict[str, Any]) -> Record:
    try:
        record = unit.get(record_id)
    except AppError as error:
        raise UNDO_CHANGED(title=headline_of(after) or record_id) from error
    title = headline(SHAPES[record.__tablename__], plain.read(record))
    if reading.is_sent(unit.connection, record_id, after["meta"]["revision"]):
        raise UNDO_SENT(title=title)
    if _settled(plain.read(record), plain.meta(record)) != _settled(after["values"], after["meta"]):
        printed = after["meta"]["state"] == "sealed" and plain.read(record).get("paper")
        raise UNDO_PRINTED(title=title) if printed else UNDO_CHANGED(title=title)
    return record


def _settled(values: Values, meta: Values) -> tuple[Values, Values]:
    """Leave out what counts writes, so that a change and its undo together are no change."""
    return values, {name: meta[name] for name in META if name not in _COUNTERS}


def _still_used(unit: Unit, record: Record, made: set[str]) -> None:
    users = commands.users(unit.connection, record.id)
    others = [u for u in users if u not in made]
    if others:
        raise STILL_USED(title=headline(SHAPES[record.__tablename__], plain.read(record)), count=len(others))


def headline_of(image: dict[str, Any]) -> str:
    """Return something to call a record by when only its image is left."""
    values = image["values"]
    return str(values.get("name") or values.get("matter") or values.get("title") or "")
