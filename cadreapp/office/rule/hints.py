"""Remarks beside the fields of any form while it is typed: the rules' checks on what is typed and what the register knows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

from cadreapp.kernel.shape import Problem, Values
from cadreapp.office.rule.guides import role
from cadreapp.office.rule.guides_roles import left_out
from cadreapp.office.rule.rulebook import unit_rules
from cadreapp.records import SHAPES
from cadreapp.rules.hints import Facts, PersonFacts, day_of, wording_hints
from cadreapp.rules.hints_disposition import disposition_hints
from cadreapp.rules.hints_meeting import meeting_hints
from cadreapp.rules.hints_registers import disposal_hints, handover_hints, recusal_hints
from cadreapp.rules.hints_talk import clue_hints, letter_hints, reminder_hints, talk_hints
from cadreapp.rules.impact import Sanction
from cadreapp.rules.packs import Rulebook
from cadreapp.store import reading, settings
from cadreapp.store.reading import Listing, Reader
from cadreapp.store.unit import shape_of

Judge = Callable[[Values, Facts, Rulebook], Iterator[Problem]]
_JUDGES: dict[str, Judge] = {
    "talk": talk_hints, "reminder": reminder_hints, "clue": clue_hints, "meeting": meeting_hints, "disposition": disposition_hints,
    "letter": letter_hints, "handover": handover_hints, "recusal": recusal_hints, "disposal": disposal_hints,
}  # fmt: skip
_DEEP = 20
"""Organisations above one another to look through; a ring in the register ends there."""
_A_TALK = timedelta(hours=1)
"""How long a talk without an end is taken to last."""


def hints(connection: Reader, type_name: str, values: Values, now: str, record_id: str | None = None) -> tuple[Problem, ...]:
    """Return what to remark on these values, each beside its field and with its article; none of it blocks anything.

    `now`: naive China civil time to the minute. `record_id`: the record being edited, None while it was never kept.
    Raises UNKNOWN_TYPE.
    """
    found = list(wording_hints(shape_of(type_name), values))
    judge = _JUDGES.get(type_name)
    if judge is not None:
        facts = _facts(connection, type_name, values, now, record_id)
        found += judge(values, facts, unit_rules(connection))
    known = {f.name for f in SHAPES[type_name].fields}
    return tuple(p for p in found if p.path.split(".")[0] in known)


def said(problem: Problem) -> str:
    """Return a hint as it stands beside its field: the sentence, and what it rests on in brackets."""
    return f"{problem.text} ({problem.article})" if problem.article else problem.text


def _facts(connection: Reader, type_name: str, values: Values, now: str, record_id: str | None) -> Facts:
    organisation = values.get("organisation_id") if type_name == "meeting" else None
    kind, members = _organisation(connection, organisation) if organisation else ("", None)
    overlaps = _overlaps(connection, values, record_id) if type_name == "talk" else ()
    own, place = settings.get(connection, "organisation", ""), values.get("jurisdiction") if type_name == "disposition" else None
    return Facts(
        now, record_id is None, role(connection), _people(connection, values), tuple(overlaps), members, kind,
        left_out(connection, type_name), _outside(connection, place, own) if place else "",
        tuple(_others(connection, values, record_id)) if type_name == "disposition" else (),
    )  # fmt: skip


def _others(connection: Reader, values: Values, record_id: str | None) -> Iterator[Sanction]:
    """Yield what other dispositions hold against the linked person; namesakes whom nobody linked are never taken for one."""
    person = (values.get("person") or {}).get("person")
    links = reading.links_to(connection, person) if person else []
    known = [link.line.id for link in links if link.path == "person" and link.line and link.line.type == "disposition"]
    for stored in reading.load_many(connection, "disposition", [one for one in known if one != record_id]):
        v = stored.values
        effective = day_of(v.get("effective_on") or v.get("decided_on"))
        if effective is None or stored.meta["state"] not in ("draft", "sealed"):
            continue
        written = day_of(v.get("impact_until")) if v.get("impact_source") == "written" else None
        for code in (row["measure"] for row in v.get("measures") or [] if row.get("measure")):
            yield Sanction(code, effective, day_of(v.get("deed_on")), None, day_of(v.get("restored_on")), written, stored.id)


def _people(connection: Reader, values: Values) -> dict[str, PersonFacts]:
    wanted = sorted(set(_named(values)))
    found = {stored.id: stored.values for stored in reading.load_many(connection, "person", wanted)}
    own = settings.get(connection, "organisation", "")
    places = {v["personnel_id"] for v in found.values() if v.get("personnel_id")}
    outside = {place: _outside(connection, place, own) for place in sorted(places)}
    return {one: _known(v, outside.get(v.get("personnel_id") or "", "")) for one, v in found.items()}


def _known(v: Values, outside: str) -> PersonFacts:
    return PersonFacts(v["name"], v.get("politics"), v.get("voting"), v.get("rank"), v.get("kind"), outside)


def _named(value: Any) -> Iterator[str]:
    """Yield the register ids of all people in values, also in rows."""
    if isinstance(value, dict):
        if value.get("person"):
            yield str(value["person"])
        for inner in value.values():
            yield from _named(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _named(inner)


def _outside(connection: Reader, place: str, own: str) -> str:
    """Return the name of the organisation that has the say over someone when that is not ours, else ""."""
    above = _line(connection, own)
    line = _line(connection, place)
    if own in dict(line):
        return ""
    name, kind = dict(line).get(place, ("", ""))
    # What we are part of has the say over us as over them: only a level above is another's business.
    return "" if place in dict(above) and kind != "superior" else name


def _line(connection: Reader, organisation: str) -> list[tuple[str, tuple[str, str]]]:
    """Return [(id, (name, kind))] of an organisation and those above it."""
    found: list[tuple[str, tuple[str, str]]] = []
    here: str | None = organisation
    while here and len(found) < _DEEP and here not in dict(found):
        stored = reading.load_many(connection, "organisation", [here])
        if not stored:
            break
        values = stored[0].values
        found.append((here, (values["name"], values.get("kind") or "")))
        here = values.get("parent_id")
    return found


def _organisation(connection: Reader, organisation: str) -> tuple[str, int | None]:
    stored = reading.load_many(connection, "organisation", [organisation])
    if not stored:
        return "", None
    members = Listing("person", where=(("party_id", organisation), ("politics", "member")))
    return stored[0].values.get("kind") or "", len(reading.ids(connection, members))


def _overlaps(connection: Reader, values: Values, record_id: str | None) -> Iterator[tuple[str, str]]:
    """Yield (name, title) of each talker who holds another talk at the same time."""
    mine = _span(values)
    talkers = {w["person"]: w["name"] for row in values.get("talkers") or [] if (w := row.get("who") or {}).get("person")}
    if mine is None or not talkers:
        return
    day = mine[0].date().isoformat()
    others = Listing("talk", since=day, until=f"{day}T23:59", sort="day")
    for stored in reading.load_many(connection, "talk", [i for i in reading.ids(connection, others) if i != record_id]):
        span = _span(stored.values)
        if span is None or span[0] >= mine[1] or mine[0] >= span[1]:
            continue
        for row in stored.values["talkers"]:
            person = (row.get("who") or {}).get("person")
            if person in talkers:
                yield talkers[person], reading.lines(connection, [stored.id])[0].title


def _span(values: Values) -> tuple[datetime, datetime] | None:
    try:
        began = datetime.fromisoformat(str(values["began_at"]))
        ended = datetime.fromisoformat(str(values["ended_at"])) if values.get("ended_at") else began + _A_TALK
    except (KeyError, ValueError):
        return None
    return (began, ended) if ended > began else None
