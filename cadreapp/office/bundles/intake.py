"""Taking over what a verified bundle holds, some records at a time, so that memory does not grow with their number."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from cadreapp.exchange.faults import MALFORMED
from cadreapp.exchange.incoming import Verified
from cadreapp.exchange.ledger import Held, RecordStanding, judge_record
from cadreapp.exchange.line import Line
from cadreapp.exchange.manifest import Tombstone
from cadreapp.exchange.reading import File
from cadreapp.exchange.reading import Record as Arrived
from cadreapp.exchange.receipt import Answer
from cadreapp.kernel.errors import AppError
from cadreapp.kernel.shape import Family, Values
from cadreapp.records import SHAPES
from cadreapp.records import values as plain
from cadreapp.records.clean import clean
from cadreapp.store import bulk, ledger, reading
from cadreapp.store.blobs import Blobs
from cadreapp.store.bulk import New
from cadreapp.store.ledger import HeldRow
from cadreapp.store.unit import Unit, shape_of

_STATES = {Family.DOCUMENT: ("sealed", "withdrawn"), Family.COURSE: ("open", "closed"), Family.REGISTER: ("current",)}
_META = ("edition", "created_at", "sealed_at", "withdrawn_for")
_WHY = {"foreign": "记录不是贵单位的", "conflict": "同一版本内容前后不同"}
_CHUNK, _CHUNK_BYTES = 500, 4 << 20
"""Records, and bytes of them, that are in memory whole at once."""


def take_over(
    unit: Unit, blobs: Blobs, verified: Verified, contents: Iterable[Arrived | File], returns: Mapping[str, str]
) -> list[Answer]:
    """Take over every record, file and tombstone of a bundle in this transaction; `returns` maps record ids to reasons.

    Records are journalled and let go of on the way. Returns what became of each, in the bundle's order.
    """
    intake = _Intake(unit, blobs, verified, returns)
    for lines in _chunks(contents, blobs):
        intake.take(lines)
        unit.settle()
    stones = verified.manifest.heading.tombstones
    for start in range(0, len(stones), _CHUNK):
        intake.bury(stones[start : start + _CHUNK])
        unit.settle()
    return intake.answers


def _chunks(contents: Iterable[Arrived | File], blobs: Blobs) -> Iterator[dict[str, Line]]:
    """Yield the lines, some at a time and no two under one id; keep the files that pass by."""
    waiting: dict[str, Line] = {}
    weight = 0
    for item in contents:
        if isinstance(item, File):
            blobs.put(item.open())
            continue
        if len(waiting) == _CHUNK or weight > _CHUNK_BYTES or item.line.id in waiting:
            yield waiting
            waiting, weight = {}, 0
        waiting[item.line.id] = item.line
        weight += len(item.line.to_json())
    if waiting:
        yield waiting


class _Intake:
    """Judges records and takes them over: new ones together, the others one by one."""

    def __init__(self, unit: Unit, blobs: Blobs, verified: Verified, returns: Mapping[str, str]) -> None:
        self.answers: list[Answer] = []
        self._unit = unit
        self._blobs = blobs
        self._sender = verified.sender.fingerprint
        self._epoch = verified.manifest.heading.epoch
        self._files = frozenset(member.sha256 for member in verified.manifest.members if member.type is None)
        self._returns = returns

    def take(self, lines: Mapping[str, Line]) -> None:
        """Take over some records and say what became of each."""
        connection = self._unit.connection
        known = ledger.held_rows(connection, lines)
        ours = {line.id for line in reading.lines(connection, lines)} - known.keys()
        fresh: dict[str, list[New]] = {}
        taken: list[Line] = []
        same: list[str] = []
        for line in lines.values():
            held = _as_held(known.get(line.id))
            standing = judge_record(held, line, self._sender, self._epoch)
            if line.id in self._returns:
                why = self._returns[line.id]
            elif line.id in ours:
                why = _WHY["foreign"]
            elif standing.is_taken:
                why = self._take(line, held, fresh)
                taken += [] if why else [line]
            else:
                why = _WHY.get(standing.value, "")
                same += [line.id] if standing is RecordStanding.SAME else []
                if line.type == "attachment" and not why:
                    self._find_file(line.id)
            self.answers.append(Answer(line.id, line.type, line.version, not why, why))
        for type_name, records in fresh.items():
            bulk.insert_many(self._unit, type_name, records)
        ledger.put_held(connection, [_held_row(line, self._epoch) for line in taken])
        ledger.touch_held(connection, same, self._epoch)

    def bury(self, stones: Sequence[Tombstone]) -> None:
        """Bin what its unit has no more."""
        known = ledger.held_rows(self._unit.connection, [stone.id for stone in stones])
        for stone in stones:
            row = known.get(stone.id)
            if row is not None and row.origin == self._sender:
                self._unit.get(stone.id, ours=False).state = "binned"
            self.answers.append(Answer(stone.id, stone.type, stone.version, True))

    def _take(self, line: Line, held: Held | None, fresh: dict[str, list[New]]) -> str:
        """Take one record over, or put it with the `fresh` ones; return why it cannot be read here and goes back by itself."""
        try:
            more = _beside(line)
            if held is not None:
                record = self._unit.get(line.id, ours=False)
                blank = dict.fromkeys(SHAPES[line.type].by_name)
                self._unit.write(record, {**blank, **self._values(line, plain.read(record))}, keep_ids=True)
                for name, value in {**more, "state": line.state}.items():
                    setattr(record, name, value)
                return ""
            meta = {"origin": line.origin, "state": line.state, **{k: v for k, v in more.items() if v is not None}}
            values = self._values(line, {})
            clean(shape_of(line.type), values)
            fresh.setdefault(line.type, []).append(New(values, line.id, meta))
        except AppError as error:
            return error.message()
        return ""

    def _values(self, line: Line, before: Values) -> Values:
        """Return what a line says; an attachment gets the name of its bytes here, the sender's is nothing to us."""
        if line.type != "attachment":
            return line.values
        digest = line.values.get("sha256")
        known = before.get("blob") if digest == before.get("sha256") else None
        return {**line.values, "blob": self._file_name(digest) or known}

    def _find_file(self, attachment_id: str) -> None:
        """Name the bytes of an attachment that we had as a record only, when they came now."""
        record = self._unit.get(attachment_id, ours=False)
        name = self._file_name(plain.read(record)["sha256"])
        if name is not None:
            self._unit.write(record, {"blob": name})

    def _file_name(self, digest: object) -> str | None:
        """Return the name under which a file of this bundle is kept here; the file itself comes after all records."""
        return self._blobs.name_of(bytes.fromhex(digest)) if isinstance(digest, str) and digest in self._files else None


def _beside(line: Line) -> dict[str, Any]:
    """Return what stands beside the fields of a record; raises MALFORMED for what no program of ours writes."""
    more = {name: value for name, value in line.more.items() if name in _META}
    edition = more.get("edition", 1)
    texts = [value for name, value in more.items() if name != "edition" and value is not None]
    states = _STATES[SHAPES[line.type].family] if line.type in SHAPES else (line.state,)
    if line.state not in states or type(edition) is not int or not all(isinstance(t, str) and "\0" not in t for t in texts):
        raise MALFORMED(where=f"records/{line.type}.jsonl {line.id}")
    return more


def _as_held(row: HeldRow | None) -> Held | None:
    if row is None:
        return None
    return Held(row.type, row.origin, row.version, row.digest, row.epoch, row.content, tuple(json.loads(row.withheld)))


def _held_row(line: Line, epoch: str) -> HeldRow:
    withheld = json.dumps(list(line.withheld))
    return HeldRow(line.id, line.type, line.origin, line.version, line.digest, epoch, line.content, withheld)
