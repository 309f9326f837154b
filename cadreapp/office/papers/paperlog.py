"""The register of what was printed: form, pages, digest, when, who; and which of it a later change makes void."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace

from cadreapp.kernel.clock import civil
from cadreapp.kernel.dates import spoken_day
from cadreapp.paper import wording
from cadreapp.store import kept
from cadreapp.store.reading import Reader
from cadreapp.store.unit import Unit


@dataclass(frozen=True, slots=True)
class Now:
    """A paper that is being printed: its pages, the digest of the content that sealing fixes, edition, digest of the file.

    What happens after sealing (corrections made by hand at signing, a refusal, filing) is no part of the content, so it
    does not make an older paper void.
    """

    form: str
    pages: int
    content: str
    edition: int
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Printing:
    """One printing on register; `recalled` is when it was called back, "" while it stands."""

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

    @property
    def said(self) -> str:
        """Say which paper it is: "第1版，共3页，2026年3月5日9时30分打印"."""
        return f"第{self.edition}版，共{self.pages}页，{spoken_day(self.at)}打印"


def printings(reader: Reader, record_id: str) -> tuple[Printing, ...]:
    """Return every printing of a record, the oldest first."""
    return tuple(Printing(**value) for value in kept.all_kept(reader, _kind(record_id)).values())


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


def register(unit: Unit, record_id: str, now: Now) -> tuple[Printing, ...]:
    """Put a printing on register and return the older ones that it makes void, which are registered as called back."""
    at = civil(unit.clock).isoformat(timespec="minutes")
    before = printings(unit.connection, record_id)
    old = outdated(unit.connection, record_id, now.form, now.content, now.pages)
    for printing in old:
        _put(unit, record_id, replace(printing, recalled=at))
    signed = now.form in wording.shipped() and wording.form(now.form).signed
    _put(unit, record_id, Printing(len(before) + 1, **asdict(now), at=at, by=unit.actor.name, signed=signed))
    return old


def _put(unit: Unit, record_id: str, printing: Printing) -> None:
    kept.keep(unit, _kind(record_id), f"{printing.no:05d}", asdict(printing))


def _kind(record_id: str) -> str:
    return f"p/{record_id}"
