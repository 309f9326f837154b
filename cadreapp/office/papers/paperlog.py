"""Printing goes on register: form, pages, digest, when, who; and what is said before a changed paper is printed again."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from cadreapp.kernel.clock import civil
from cadreapp.kernel.dates import spoken_day
from cadreapp.office import recall
from cadreapp.office.recall import Printing, printings
from cadreapp.paper import wording
from cadreapp.records import SHAPES
from cadreapp.records import values as plain
from cadreapp.store import reading
from cadreapp.store.reading import Reader
from cadreapp.store.unit import Unit

__all__ = ["Now", "Printing", "Told", "notice", "outdated", "printings", "register", "told"]


@dataclass(frozen=True, slots=True)
class Now:
    """A paper that is being printed: its pages, the digest of the content that sealing fixes, edition, digest of the file,
    and the code to type that stands on it.

    What happens after sealing (corrections made by hand at signing, a refusal, filing) is no part of the content, so it
    does not make an older paper void.
    """

    form: str
    pages: int
    content: str
    edition: int
    digest: str = ""
    code: str = ""


def outdated(reader: Reader, record_id: str, form: str, content: str, pages: int) -> tuple[Printing, ...]:
    """Return the printings of a form that still stand although content or page count are no longer those."""
    return tuple(p for p in printings(reader, record_id)
                 if p.form == form and p.signed and not p.recalled and (p.content, p.pages) != (content, pages))


def notice(reader: Reader, record_id: str, form: str, content: str, pages: int) -> str:
    """Return the sentence to show before a changed paper is printed again, "" when nothing has to be called back."""
    old = outdated(reader, record_id, form, content, pages)
    if not old:
        return ""
    what = "页数已变" if any(p.pages != pages for p in old) else "内容已变"
    return f"{what}, 请收回旧件作废: {'; '.join(p.said for p in old)}。"


@dataclass(frozen=True, slots=True)
class Told:
    """A printing as the history of its record tells it: what stands in force, what a later change overtook, what is back."""

    printing: Printing
    title: str
    standing: str
    is_current: bool = False
    is_due: bool = False


def told(reader: Reader, record_id: str) -> tuple[Told, ...]:
    """Return every printing of a record with its form's title and standing, the newest first."""
    found = printings(reader, record_id)
    if not found:
        return ()
    stored = reading.load(reader, record_id)
    now = (plain.content_digest(SHAPES[stored.type], stored.values), stored.meta["edition"])
    void = {(b.form, b.edition, b.pages, b.code): b.why for b in recall.batches(reader, stored)}

    def of(one: Printing) -> Told:
        why = void.get((one.form, one.edition, one.pages, one.code), "")
        if one.recalled:
            return Told(one, _title(one.form), f"已收回 ({spoken_day(one.recalled)}, {one.recalled_by})")
        if why:
            return Told(one, _title(one.form), f"待收回 ({why})", is_due=True)
        is_current = (one.content, one.edition) == now
        return Told(one, _title(one.form), "现行" if is_current else "已不是现行", is_current)

    return tuple(of(one) for one in reversed(found))


def _title(form: str) -> str:
    """Return what a form is called: "谈话记录 (副本, 存成 PDF)"."""
    name, *marks = form.split(".")
    known = {"record": "记录表", "internal": "内部登记表"}
    shipped = wording.shipped()
    title = shipped[name].title if name in shipped else known.get(name, name)
    said = [_MARKS[mark] for mark in marks if mark in _MARKS]
    return f"{title} ({', '.join(said)})" if said else title


_MARKS = {"copy": "副本", "pdf": "存成 PDF"}


def register(unit: Unit, record_id: str, now: Now) -> None:
    """Put a printing on register."""
    at = civil(unit.clock).isoformat(timespec="minutes")
    before = printings(unit.connection, record_id)
    signed = now.form in wording.shipped() and wording.form(now.form).signed
    recall.put(unit, record_id, Printing(len(before) + 1, **asdict(now), at=at, by=unit.actor.name, signed=signed))
