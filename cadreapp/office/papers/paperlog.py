"""Printing goes on register: form, pages, digest, when, who; and what is said before a changed paper is printed again."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from cadreapp.kernel.clock import civil
from cadreapp.office import recall
from cadreapp.office.recall import Printing, printings
from cadreapp.paper import wording
from cadreapp.store.reading import Reader
from cadreapp.store.unit import Unit

__all__ = ["Now", "Printing", "notice", "outdated", "printings", "register"]


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


def register(unit: Unit, record_id: str, now: Now) -> None:
    """Put a printing on register."""
    at = civil(unit.clock).isoformat(timespec="minutes")
    before = printings(unit.connection, record_id)
    signed = now.form in wording.shipped() and wording.form(now.form).signed
    recall.put(unit, record_id, Printing(len(before) + 1, **asdict(now), at=at, by=unit.actor.name, signed=signed))
