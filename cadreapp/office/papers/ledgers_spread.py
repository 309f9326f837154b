"""What registers gather from all types: what is handed over, who stayed away, what became void; and one person's records."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from cadreapp.kernel.dates import spoken_day, spoken_days
from cadreapp.kernel.shape import Family
from cadreapp.office import numbering, recall, unitforms
from cadreapp.office.papers.handing import span
from cadreapp.office.papers.registers import Row, disposed, handed, recused, stored
from cadreapp.paper import wording
from cadreapp.paper.template import Look, state_said
from cadreapp.records import SHAPES
from cadreapp.store import reading
from cadreapp.store.reading import LIVE, Line, Link, Listing, Reader, Stored

HERE = "现存"
_KEPT = tuple(name for name, shape in SHAPES.items() if shape.family is not Family.REGISTER)


def looks(rows: Iterable[Row]) -> list[Look]:
    """Return rows as look-ups, numbered from 1."""
    return [_look({**row, "title": spoken_days(row.get("title", "")), "n": str(n)}) for n, row in enumerate(rows, 1)]


def _look(row: Row) -> Look:
    return lambda name, _how: row.get(name, "")


def handover(connection: Reader, since: str | None, until: str | None) -> list[Row]:
    """Return the lots that were handed over, then one row a type of what came since and lies here: how many, from the first
    to the last number, what is still open. Days bound what was handed over, not what lies here."""
    rows, last = handed(connection, since, until)
    for name, shape in SHAPES.items():
        if name == "handover":
            continue
        if shape.family is Family.REGISTER:
            count = 0 if last else len(reading.ids(connection, Listing(name)))
            rows += [{"type": shape.title, "count": str(count), "keys": "", "day": HERE}] if count or not last else []
            continue
        here = [one for one in stored(connection, name, LIVE) if one.meta["created_at"][:10] > last]
        going = sum(one.meta["state"] in ("draft", "open") for one in here)
        numbers = [str(one.values["number"]) for one in here if one.values.get("number")]
        if here or not last:
            rows.append({"day": HERE, "type": shape.title, "count": str(len(here)), "numbers": span(numbers),
                         "open": f"{going}件在办" if going else ""})
    return rows


def recusal(connection: Reader, since: str | None, until: str | None) -> list[Row]:
    """Return one row for each recusal, and one for each other record that says in passing who stays away."""
    rows, about = recused(connection, since, until)
    for name in _KEPT:
        found = [one for one in stored(connection, name, LIVE) if one.values.get("recusal") and one.id not in about]
        for line in _lines(connection, [one.id for one in found], since, until):
            said = next(one.values["recusal"] for one in found if one.id == line.id)
            rows.append({**_about(line), "title": f"{SHAPES[line.type].title}：{line.title}", "recusal": str(said)})
    return rows


def void(connection: Reader, since: str | None, until: str | None) -> list[Row]:
    """Return one row for each paper destroyed or void as the officer registered it; then, of what is not among these, for each
    record declared void, each printing that came back, each that is still out, and each number that holds no paper."""
    typed = list(disposed(connection))
    known = {about: max(day for day, other, _row in typed if other == about) for _day, about, _row in typed if about}
    made: list[tuple[str, Row]] = [(day, row) for day, _about, row in typed]
    years: set[int] = set()
    for name in _KEPT:
        ids: dict[str, Stored] = {}
        for one in stored(connection, name, (*LIVE, "withdrawn", "removed")):
            ids[one.id] = one
            years.add(int(one.meta["created_at"][:4]))
        for line in reading.lines(connection, ids):
            made += _void(connection, ids[line.id], line, known.get(line.id, ""))
            made += _out(connection, ids[line.id], line)
    numbers = {row["number"] for _day, row in made}
    for form in (f for f in wording.shipped().values() if unitforms.pattern(connection, f.name)):
        for given in (g for year in sorted(years) for g in numbering.numbers(connection, form.name, year) if g.void):
            if given.number in numbers:
                continue
            made.append((given.given_on, {"number": given.number, "title": given.title, "paper": form.title, "reason": given.void}))
    ordered = sorted(made, key=lambda pair: pair[0])
    within = [(day, row) for day, row in ordered if (since or "") <= day[:10] <= (until or "9999")]
    return [{**row, "day": spoken_day(day[:10])} for day, row in within]


def _void(connection: Reader, one: Stored, line: Line, written: str) -> Iterator[tuple[str, Row]]:
    """Yield what is void of a record and was not `written` down by the officer up to that day, "" for never."""
    number = str(one.values.get("number") or "")
    if one.meta["state"] == "withdrawn" and not written:
        yield one.meta["changed_at"], {"number": number, "title": line.title, "paper": "整份记录",
                                        "reason": one.meta["withdrawn_for"] or ""}
    for printing in recall.printings(connection, one.id):
        if printing.recalled[:10] > written:
            by = f"，经手人{printing.recalled_by}" if printing.recalled_by else ""
            yield printing.recalled, {"number": number, "title": line.title, "paper": printing.listed, "copies": "1",
                                      "reason": f"已收回作废{by}"}


def _out(connection: Reader, one: Stored, line: Line) -> Iterator[tuple[str, Row]]:
    """Yield what is void and not back: it stays in the register until it is, whatever else was written down."""
    number = str(one.values.get("number") or "")
    for batch in recall.batches(connection, one):
        yield batch.at, {"number": number, "title": line.title, "paper": batch.listed, "copies": str(batch.copies),
                         "reason": f"{batch.why}，尚未收回"}


def _lines(connection: Reader, ids: list[str], since: str | None, until: str | None) -> list[Line]:
    found = [line for line in reading.lines(connection, ids) if (since or "") <= (line.day or "") <= (until or "9999")]
    return sorted(found, key=lambda line: (line.day or "", line.id))


def _about(line: Line) -> Row:
    return {"title": line.title, "type": SHAPES[line.type].title, "day": spoken_day(line.day[:10]) if line.day else "",
            "state": state_said(line.state)}  # fmt: skip


def of_person(links: Iterable[Link]) -> list[Row]:
    """Return one row for each record that names a person, by its day, with what the person is in it."""
    roles: dict[str, list[str]] = {}
    lines: dict[str, Line] = {}
    for link in links:
        if link.line is not None:
            lines[link.id] = link.line
            roles.setdefault(link.id, []).append(_role(link.line.type, link.path))
    ordered = sorted(lines.values(), key=lambda line: (line.day or "", line.id))
    return [{**_about(line), "role": "、".join(dict.fromkeys(roles[line.id]))} for line in ordered]


def _role(type_name: str, path: str) -> str:
    """Return the label of the field in which the person stands: of its rows, the rows' name."""
    first = path.partition(".")[0]
    found: Any = SHAPES[type_name].by_name.get(first)
    return found.label if found else ""


SPREAD: dict[str, Callable[[Reader, str | None, str | None], list[Row]]] = {"handover": handover, "recusal": recusal, "void": void}
"""Registers over all types, by name."""
