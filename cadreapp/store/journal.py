"""The one journal: a chained row for every changed record and every audited act."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from cadreapp.kernel.canonical import canonical, digest
from cadreapp.store import straight
from cadreapp.store.faults import CHAIN_BROKEN
from cadreapp.store.tables import journal, journal_body

GENESIS = "0" * 64
_HEAD = "SELECT no, chain FROM journal ORDER BY no DESC LIMIT 1"
_CHAINED = ("no", "at", "actor", "command", "verb", "op", "type", "record", "edition", "revision", "about", "digest")


@dataclass(frozen=True)
class Head:
    """The last row of the chain: its number and its chain value."""

    no: int
    chain: str


def head(connection: Connection) -> Head:
    """Return where the chain stands; number 0 and GENESIS when it is empty."""
    found = straight.fetch(connection, _HEAD)
    return Head(*found[0]) if found else Head(0, GENESIS)


def append(connection: Connection, rows: list[dict[str, Any]]) -> None:
    """Add rows in order. Each has the columns of `journal` but no/digest/chain, and may have `before`/`after` values."""
    if not rows:
        return
    last = head(connection)
    heads: list[dict[str, Any]] = []
    bodies: list[dict[str, Any]] = []
    for number, row in enumerate(rows, last.no + 1):
        body = _body(number, row.pop("before", None), row.pop("after", None))
        entry: dict[str, Any] = {"no": number, **{name: row.get(name) for name in _CHAINED[1:]}}
        entry["digest"] = _digest(body) if body else None
        last = Head(number, chain(last.chain, entry))
        entry["chain"] = last.chain
        heads.append(entry)
        if body:
            bodies.append(body)
    straight.put(connection, journal, heads)
    straight.put(connection, journal_body, bodies)


def chain(previous: str, row: Mapping[str, Any]) -> str:
    """Return the chain value of a row that follows `previous`."""
    return digest(previous.encode() + canonical([row[name] for name in _CHAINED]))


def verify(connection: Connection) -> Head:
    """Walk the whole chain and every body that is still there; raise CHAIN_BROKEN naming the first bad entry."""
    last, after = None, Head(0, GENESIS)
    while after != last:
        last, after = after, follow(connection, after)
    return after


def follow(connection: Connection, last: Head, most: int = 2000) -> Head:
    """Walk so many entries on from `last` and return where that led, `last` itself at the end; CHAIN_BROKEN as `verify`."""
    query = (
        select(journal, journal_body.c.salt, journal_body.c.before, journal_body.c.after)
        .join_from(journal, journal_body, journal.c.no == journal_body.c.no, isouter=True)
        .where(journal.c.no > last.no)
        .order_by(journal.c.no)
        .limit(most)
    )
    for found in connection.execute(query).mappings():
        row = dict(found)
        if row["no"] != last.no + 1:
            raise CHAIN_BROKEN(no=last.no + 1, what="缺少条目")
        if chain(last.chain, row) != row["chain"]:
            raise CHAIN_BROKEN(no=row["no"], what="条目被改动")
        if row["salt"] is not None and _digest(row) != row["digest"]:
            raise CHAIN_BROKEN(no=row["no"], what="内容被改动")
        last = Head(row["no"], row["chain"])
    return last


def _body(number: int, before: Any, after: Any) -> dict[str, Any] | None:
    if before is None and after is None:
        return None
    texts = {name: None if value is None else canonical(value).decode() for name, value in
             (("before", before), ("after", after))}
    return {"no": number, "salt": secrets.token_bytes(16), **texts}


def _digest(body: Mapping[str, Any]) -> str:
    return digest(body["salt"] + canonical([body["before"], body["after"]]))
