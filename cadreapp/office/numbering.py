"""File numbers: one series for a form and a year, without gaps; a number once given never goes to another paper.

The number is given at sealing (forms with `at_sealing`) or when the officer asks. What is on register stays there: a
number whose paper was withdrawn, binned or undone counts as void, and the next paper takes the next number. Only one
writer has the store, and a number is written in the transaction that writes it into the record, so two drafts cannot
take the same one and a crash leaves neither.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from cadreapp.kernel.clock import today
from cadreapp.kernel.errors import AppError, Exit, Fault
from cadreapp.kernel.shape import Family, Values
from cadreapp.office import unitforms
from cadreapp.paper import wording
from cadreapp.paper.template import expand
from cadreapp.paper.wording import Form
from cadreapp.records import SHAPES
from cadreapp.records import values as plain
from cadreapp.records.record import Record
from cadreapp.store import kept, reading
from cadreapp.store.faults import IS_SEALED
from cadreapp.store.index import headline
from cadreapp.store.reading import Reader
from cadreapp.store.unit import Unit

NO_SERIES = Fault(
    "NO_SERIES", Exit.REFUSED, "“{title}”这类记录没有设文号样式。", "在纸样里写上文号样式后再编号; 也可以直接填写编号",
    "Records of “{title}” have no number pattern.", "Set one in the form, or type the number",
)
NUMBER_TAKEN = Fault(
    "NUMBER_TAKEN", Exit.REFUSED, "文号 {number} 已经给过另一份: {holder}。", "换一个号; 空着编号, 定稿时会自动给下一个号",
    "The number {number} was given before: {holder}.", "Use another; left empty, the next one is given at sealing",
)
VOID = {"withdrawn": "已作废", "binned": "在回收站", "gone": "新建已撤销", "renumbered": "编号已撤销或改为别的号", "skipped": "跳号"}


@dataclass(frozen=True, slots=True)
class Given:
    """A number on register: `void` says why it holds no paper in force, "" while it does."""

    n: int
    number: str
    record: str
    title: str
    given_on: str
    void: str


def number(unit: Unit, record_id: str) -> str:
    """Give a draft or a course its number now and return it; one that it has already stays. Raises NO_SERIES, IS_SEALED."""
    record = unit.get(record_id)
    shape = SHAPES[record.__tablename__]
    if record.state == "sealed" and not plain.read(record).get("number"):
        raise IS_SEALED(title=headline(shape, plain.read(record)), field="number")
    return _settle(unit, record, _series(unit.connection, record, asked=True))


def at_sealing(unit: Unit, record: Record) -> None:
    """Give a record that is being sealed its number where its form says so, and put one typed by hand on register.

    Raises NUMBER_TAKEN for a number that another paper had.
    """
    form = _series(unit.connection, record, asked=False)
    if form is not None and (form.at_sealing or plain.read(record).get("number")):
        _settle(unit, record, form)


def numbers(reader: Reader, form_name: str, year: int) -> tuple[Given, ...]:
    """Return the register of one form's numbers of a year, the first first."""
    found = []
    for key, value in kept.all_kept(reader, _kind(form_name, year)).items():
        title, void = _standing(reader, value)
        found.append(Given(int(key), value["number"], value["record"], title, value["on"], void))
    return tuple(found)


def _standing(reader: Reader, value: Values) -> tuple[str, str]:
    """Return the title of the record that holds a number, and why it does not hold it in force."""
    if not value["record"]:
        return "", VOID["skipped"]
    try:
        found = reading.load(reader, value["record"])
    except AppError:
        return "", VOID["gone"]
    title, state = headline(SHAPES[found.type], found.values), found.meta["state"]
    if state in VOID:
        return title, VOID[state]
    return title, "" if found.values.get("number") == value["number"] else VOID["renumbered"]


def _series(reader: Reader, record: Record, *, asked: bool) -> Form | None:
    type_name = record.__tablename__
    if SHAPES[type_name].family is Family.REGISTER:
        return None
    values = plain.read(record)
    form = next((f for f in wording.forms_of(type_name, values) if unitforms.pattern(reader, f.name)), None)
    if form is None and asked:
        raise NO_SERIES(title=SHAPES[type_name].title)
    return form


def _settle(unit: Unit, record: Record, form: Form | None) -> str:
    assert form is not None, "a series was asked for"
    values = plain.read(record)
    pattern = unitforms.pattern(unit.connection, form.name)
    typed = str(values.get("number") or "")
    if typed:
        _register_typed(unit, record.id, form.name, (pattern, typed))
        return typed
    year = _year(unit, SHAPES[record.__tablename__].day_field, values)
    given = kept.all_kept(unit.connection, _kind(form.name, year))
    n = max((int(key) for key in given), default=0) + 1
    mark = unitforms.letterhead(unit.connection).mark
    made = expand(pattern, lambda name, _how: {"year": str(year), "n": str(n), "mark": mark}.get(name, ""))
    unit.write(record, {"number": made})
    _put(unit, (form.name, year, n), record.id, made)
    return made


def _register_typed(unit: Unit, record_id: str, form_name: str, told: tuple[str, str]) -> None:
    """Put a number typed by hand on register when it is of the series; what it skips is registered as void."""
    pattern, typed = told
    found = _reader_of(pattern).fullmatch(typed)
    if not found:
        return
    year, n = int(found["year"]), int(found["n"])
    given = kept.all_kept(unit.connection, _kind(form_name, year))
    before = given.get(_key(n))
    if before is not None and before["record"] != record_id:
        title, void = _standing(unit.connection, before)
        raise NUMBER_TAKEN(number=typed, holder=title + (f" ({void})" if void else ""), field="number")
    last = max((int(key) for key in given), default=n)
    for skipped in range(last + 1, n):
        _put(unit, (form_name, year, skipped), "", f"{typed[:found.start('n')]}{skipped}{typed[found.end('n'):]}")
    _put(unit, (form_name, year, n), record_id, typed)


def _reader_of(pattern: str) -> re.Pattern[str]:
    """Return what reads year and number out of a number written by this pattern, whatever the short mark."""
    text = re.escape(pattern)
    for name, part in (("year", r"(?P<year>\d{4})"), ("n", r"(?P<n>\d{1,6})"), ("mark", ".*?")):
        text = text.replace(re.escape(f"{{{name}}}"), part)
    return re.compile(text)


def _year(unit: Unit, day_field: str | None, values: Values) -> int:
    """Return the year of a record's own day, or this year."""
    day: Any = values.get(day_field) if day_field else None
    return int(str(day)[:4]) if day else today(unit.clock).year


def _put(unit: Unit, at: tuple[str, int, int], record_id: str, text: str) -> None:
    form_name, year, n = at
    value = {"number": text, "record": record_id, "on": today(unit.clock).isoformat()}
    before = kept.one_kept(unit.connection, _kind(form_name, year), _key(n))
    if before is None or (before["record"], before["number"]) != (record_id, text):
        kept.keep(unit, _kind(form_name, year), _key(n), value)


def _kind(form_name: str, year: int) -> str:
    return f"n/{form_name}/{year}"


def _key(n: int) -> str:
    return f"{n:06d}"
