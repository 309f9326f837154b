"""收回旧件作废: which printings a later change makes void, and when they came back; every printing is on register here."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import asdict, dataclass, replace

from cadreapp.kernel.clock import civil, today
from cadreapp.kernel.dates import spoken_day
from cadreapp.kernel.errors import NOT_FOUND, AppError
from cadreapp.kernel.shape import Family, Values
from cadreapp.records import SHAPES
from cadreapp.records import values as plain
from cadreapp.records.record import Record
from cadreapp.store import kept, reading
from cadreapp.store.reading import Reader
from cadreapp.store.unit import Unit

RECALL = "recall"
"""The kind under which is kept what has to come back: key the record, value {"since": day, "papers": [what is out]}."""
_PREFIX = "p/"
BY_HAND = "登记过的纸件"
"""What is out where only the record says so: printed elsewhere, or before printings were on register."""
_OUT = ("printed", "signed", "partly", "refused", "archived")


@dataclass(frozen=True, slots=True)
class Printing:
    """One printing on register; `recalled` is when it came back as void and `recalled_by` who took it, "" while it is out.

    `code` is the one to type ("" without a mark). `step` is the place, from 1, of the step "recalled" in the life of the
    record's paper that tells of it: when that step is undone, the printing is out again. 0 where there is none.
    """

    no: int
    form: str
    pages: int
    content: str
    edition: int
    digest: str
    at: str
    by: str
    signed: bool
    recalled: str = ""
    recalled_by: str = ""
    code: str = ""
    step: int = 0

    @property
    def said(self) -> str:
        """Say which paper it is: "第1版，共3页，2026年3月5日9时30分打印"."""
        return f"第{self.edition}版，共{self.pages}页，{spoken_day(self.at)}打印"

    @property
    def listed(self) -> str:
        """Say the same as the register of void papers lists it, with the code in front, where a line holds it whole."""
        return f"{self.code} {self.said}".strip()


@dataclass(frozen=True, slots=True)
class Batch:
    """Printings of the same paper that are void and not back: `copies` of them, the last one printed at `at`."""

    form: str
    title: str
    edition: int
    pages: int
    copies: int
    code: str
    at: str
    why: str

    @property
    def said(self) -> str:
        """Say it in a line: "谈话记录，第1版，共3页，2份，验真码 98RE-…，2026年3月5日9时30分打印"."""
        copies = f"{self.copies}份，" if self.copies > 1 else "1份，"
        code = f"验真码 {self.code}，" if self.code else ""
        return f"{self.title}，第{self.edition}版，共{self.pages}页，{copies}{code}{spoken_day(self.at)}打印"

    @property
    def listed(self) -> str:
        """Say which paper it is as the register of void papers lists it, which has a column for the copies."""
        return f"{self.code} {self.title}，第{self.edition}版，共{self.pages}页，{spoken_day(self.at)}打印".strip()


def printings(reader: Reader, record_id: str) -> tuple[Printing, ...]:
    """Return every printing of a record, the oldest first."""
    found = _raw(reader, record_id)
    if not any(printing.step for printing in found):
        return found
    try:
        values = reading.load(reader, record_id).values
    except AppError as error:
        if error.fault is not NOT_FOUND:
            raise
        return found
    return tuple(_as_it_stands(printing, _steps(values)) for printing in found)


def owed(reader: Reader, record_id: str) -> tuple[str, ...]:
    """Return what of a record's paper has to come back as void, in words; () for nothing."""
    found = kept.one_kept(reader, RECALL, record_id)
    return tuple(found["papers"]) if found else ()


def out(reader: Reader, record_id: str) -> tuple[str, ...]:
    """Return what of a record's paper is out, in words: what would have to come back if the record were declared void."""
    stored = reading.load(reader, record_id)
    now = replace(_standing(stored.type, stored.values, stored.meta["edition"]), is_void=True)
    return _told(_batches(_raw(reader, record_id), now), now)


def superseded(reader: Reader, record_id: str) -> tuple[str, ...]:
    """Return what of a record's paper its next edition makes void, in words."""
    return tuple(said for said in out(reader, record_id) if said != BY_HAND)


def batches(reader: Reader, stored: reading.Stored) -> tuple[Batch, ...]:
    """Return the printings of a record that are void and not back."""
    now = _standing(stored.type, stored.values, stored.meta["edition"])
    return _batches(_raw(reader, stored.id), replace(now, is_void=stored.meta["state"] == "withdrawn"))


def watch(unit: Unit, record: Record) -> None:
    """Put on register whether paper of a record has to come back; called after every change that may decide it."""
    if SHAPES[record.__tablename__].family is not Family.DOCUMENT or record.state not in ("sealed", "withdrawn"):
        kept.keep(unit, RECALL, record.id, None)
        return
    now = replace(_standing(record.__tablename__, plain.read(record), record.edition), is_void=record.state == "withdrawn")
    papers = _told(_batches(_raw(unit.connection, record.id), now), now)
    before = kept.one_kept(unit.connection, RECALL, record.id)
    since = before["since"] if before else today(unit.clock).isoformat()
    kept.keep(unit, RECALL, record.id, {"since": since, "papers": list(papers)} if papers else None)


def taken_back(unit: Unit, record: Record) -> None:
    """Put on register that what had to come back did: the last step of the record's paper says when.

    Where nothing had to, the officer took back what was in force, and all that is out is meant.
    """
    values = plain.read(record)
    steps = values["paper"]
    when = steps[-1]["at"] or civil(unit.clock).isoformat(timespec="minutes")
    now = replace(_standing(record.__tablename__, values, record.edition), is_void=record.state == "withdrawn")
    found = [_as_it_stands(p, now.steps[:-1]) for p in _raw(unit.connection, record.id)]
    void = [p for p in found if _why(p, found, now)] or [p for p in found if not p.recalled and _leaves(p.form)]
    for printing in void:
        put(unit, record.id, replace(printing, recalled=when, recalled_by=unit.actor.name, step=len(steps)))
    watch(unit, record)


def codes(reader: Reader, records: Collection[str]) -> Iterator[tuple[str, Printing]]:
    """Yield (record, printing) of everything that left the office with a code on it, of these records; not resolved."""
    for kind, value in kept.kept_under(reader, _PREFIX):
        if kind[len(_PREFIX):] in records and value.get("code") and _leaves(value["form"]):
            yield kind[len(_PREFIX):], Printing(**value)


def put(unit: Unit, record_id: str, printing: Printing) -> None:
    """Put a printing on register, in place of what stood under its number."""
    kept.keep(unit, _kind(record_id), f"{printing.no:05d}", asdict(printing))


@dataclass(frozen=True, slots=True)
class _Standing:
    """What papers are compared with: content and edition in force, the steps of the paper so far, whether all is void."""

    content: str
    edition: int
    steps: tuple[str, ...]
    is_void: bool = False


def _standing(type_name: str, values: Values, edition: int) -> _Standing:
    return _Standing(plain.content_digest(SHAPES[type_name], values), edition, _steps(values))


def _steps(values: Values) -> tuple[str, ...]:
    return tuple(row["step"] for row in values.get("paper") or ())


def _raw(reader: Reader, record_id: str) -> tuple[Printing, ...]:
    return tuple(Printing(**value) for value in kept.all_kept(reader, _kind(record_id)).values())


def _as_it_stands(printing: Printing, steps: tuple[str, ...]) -> Printing:
    """Return a printing as one that is out when the step that told of its return was undone."""
    if not printing.step or steps[printing.step - 1 : printing.step] == ("recalled",):
        return printing
    return replace(printing, recalled="", recalled_by="", step=0)


def _batches(raw: Iterable[Printing], now: _Standing) -> tuple[Batch, ...]:
    from cadreapp.paper import wording  # The forms bring the PDF writer along, which no start should wait for.

    found = [_as_it_stands(printing, now.steps) for printing in raw]
    made: dict[tuple[str, int, int, str, str], Batch] = {}
    for printing in found:
        why = _why(printing, found, now)
        if not why:
            continue
        key = (printing.form, printing.edition, printing.pages, printing.content, printing.code)
        name, _dot, copy = printing.form.partition(".")
        known = wording.shipped().get(name) or wording.spoilt()[name].rest
        title = known.title + ("副本" if copy else "")
        before = made[key].copies if key in made else 0
        made[key] = Batch(printing.form, title, printing.edition, printing.pages, before + 1, printing.code, printing.at, why)
    return tuple(made.values())


def _why(printing: Printing, found: list[Printing], now: _Standing) -> str:
    """Return why a printing has to come back, "" when it is in force, is back already, or never left the office."""
    if printing.recalled or not _leaves(printing.form):
        return ""
    if now.is_void:
        return "记录已作废"
    if (printing.content, printing.edition) != (now.content, now.edition):
        return "内容已变"
    last = [other for other in found if other.form == printing.form][-1]
    return "页数已变" if last.pages != printing.pages else ""


def _leaves(form: str) -> bool:
    """Tell whether a form, or a copy of it, is signed or read outside the office: others call nothing back."""
    from cadreapp.paper import wording  # As above.

    known = wording.shipped().get(form.partition(".")[0])
    return known is not None and (known.signed or known.reader)


def _told(found: tuple[Batch, ...], now: _Standing) -> tuple[str, ...]:
    """Return what is out in words; of a void record also what only the life of its paper tells of."""
    if found or not now.is_void:
        return tuple(batch.said for batch in found)
    told = [step for step in now.steps if step in (*_OUT, "recalled")]
    return (BY_HAND,) if told and told[-1] != "recalled" else ()


def _kind(record_id: str) -> str:
    return f"{_PREFIX}{record_id}"
