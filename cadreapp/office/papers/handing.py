"""A hand-over begun from the store: how much there is of each kind, from which number to which, and what is going on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from cadreapp.kernel.dates import spoken_day
from cadreapp.kernel.shape import Family, Shape, Values
from cadreapp.office.papers.registers import stored
from cadreapp.records import SHAPES
from cadreapp.records.handover import ORIGINS
from cadreapp.store import index, reading
from cadreapp.store.reading import LIVE, Listing, Reader, Stored
from cadreapp.store.unit import Unit

_ON_PAPER = ("signed", "partly", "refused", "archived")
_LAST = re.compile(r"[0-9]+[^0-9]*$")
_WHOLE = ("recusal", "disposal")
"""Books that are handed over too, though nothing in them goes on."""


def begin(unit: Unit, years: Iterable[int] = ()) -> str:
    """Make the draft of a hand-over of these years (none named: of all), and return its id."""
    return unit.add("handover", filled(unit.connection, years)).id


def years(connection: Reader) -> list[int]:
    """Return the years of which there is something to hand over, the newest first."""
    return sorted({_year(one) for name in (*ORIGINS, *_WHOLE) for one in stored(connection, name, LIVE)}, reverse=True)


def filled(connection: Reader, years: Iterable[int] = ()) -> Values:
    """Return what the store tells of a hand-over: lots of these years, and everything open, of whatever year."""
    wanted = frozenset(years)
    lots: list[Values] = []
    going: list[Values] = []
    found: set[int] = set()
    for name in (*ORIGINS, *_WHOLE):
        held = list(stored(connection, name, LIVE))
        theirs = [_going(SHAPES[name], one) for one in held if name in ORIGINS and one.meta["state"] in ("open", "draft")]
        going += theirs
        some = [one for one in held if not wanted or _year(one) in wanted]
        found |= {_year(one) for one in some}
        if some or theirs:
            lots.append({
                "sort": SHAPES[name].title, "count": len(some), "numbers": _spans(some) or None,
                "carrier": "both" if any(_on_paper(one) for one in some) else "electronic", "going": len(theirs) or None,
            })  # fmt: skip
    lots += [lot for name, shape in SHAPES.items() if shape.family is Family.REGISTER for lot in _register(connection, name)]
    return {"lots": lots, "going": going, **({"years": _said(wanted or found)} if wanted or found else {})}


def _register(connection: Reader, name: str) -> Iterator[Values]:
    count = len(reading.ids(connection, Listing(name)))
    if count:
        yield {"sort": SHAPES[name].title, "count": count, "carrier": "electronic"}


def _going(shape: Shape, one: Stored) -> Values:
    """Return one open matter: its line, how far it is, its nearest term."""
    rows = index.derive(shape, one.values, one.meta["state"])
    stage = next((c.label for c in shape.states if c.code == rows.stage), "")
    terms = sorted((day, what) for _path, day, what in rows.terms)
    return {
        "what": f"{shape.title}：{rows.title}", "stands": stage or ("草稿，未定稿" if one.meta["state"] == "draft" else "在办"),
        "term": f"{spoken_day(terms[0][0])}" if terms else None, "record_id": one.id,
    }  # fmt: skip


def _spans(some: list[Stored]) -> str:
    """Return from which number to which there is paper, year by year: numbers begin again with each year."""
    by_year: dict[int, list[str]] = {}
    for one in some:
        if one.values.get("number"):
            by_year.setdefault(_year(one), []).append(str(one.values["number"]))
    return "；".join(span(numbers) for _, numbers in sorted(by_year.items()))


def span(numbers: list[str]) -> str:
    """Return the first and the last of some numbers: "谈〔2026〕1号至9号", "甲2至乙3"; "" for none."""
    ordered = sorted(numbers, key=lambda number: [int(figures) for figures in re.findall(r"[0-9]+", number)])
    if len(ordered) < 2:
        return "".join(ordered)
    first, last = ordered[0], ordered[-1]
    heads = [_LAST.sub("", number) for number in (first, last)]
    return f"{first}至{last.removeprefix(heads[0]) if heads[0] == heads[1] else last}"


def _year(one: Stored) -> int:
    field = SHAPES[one.type].day_field
    return int(str((one.values.get(field) if field else None) or one.meta["created_at"])[:4])


def _on_paper(one: Stored) -> bool:
    return any(step.get("step") in _ON_PAPER for step in one.values.get("paper") or [])


def _said(years: Iterable[int]) -> str:
    first, last = min(years), max(years)
    return f"{first}年" if first == last else f"{first}年至{last}年"
