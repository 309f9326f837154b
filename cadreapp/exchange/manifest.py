"""The manifest: what a bundle says about itself, signed; as frozen values and as canonical JSON."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, field
from typing import Any

from cadreapp.exchange.caps import MAX_MEMBER, MAX_MEMBERS, MAX_PLAIN
from cadreapp.exchange.faults import MALFORMED, NEWER
from cadreapp.exchange.plain import DAY, HEX, PRINT, TYPE, Plain, read_object
from cadreapp.kernel.canonical import canonical
from cadreapp.kernel.shape import Values

KIND = "cadreapp-bundle"
FORMAT = 1
"""What we write, and the newest we read."""
READER = 1
"""The oldest format a program must know to read what we write."""
MAX_PARTNERS = 256
_NAME = re.compile(r"records/[a-z][a-z0-9_]{0,62}\.jsonl|attachments/[0-9a-f]{64}")
MAX_PAPERS = 1 << 18
_CODE = re.compile(r"[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}")
_FORM, _AT = re.compile(r"[a-z][a-z0-9_.]{0,62}"), re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")
_EPOCH = re.compile(r"[0-9A-Za-z-]{1,64}")


@dataclass(frozen=True, slots=True)
class Mark:
    """One bundle sent to one partner: `manifest` is the SHA-256 of its manifest.json in hex."""

    epoch: str
    sequence: int
    manifest: str


@dataclass(frozen=True, slots=True)
class Leg:
    """What the bundle says to one recipient.

    `sequence` counts the bundles to this partner from 1 across epochs. `previous` is the one before it, `base` the
    newest one whose receipt was taken (None: this bundle starts from nothing), `receipt` the digest of that receipt.
    """

    partner: str
    sequence: int
    previous: Mark | None = None
    base: Mark | None = None
    receipt: str | None = None


@dataclass(frozen=True, slots=True)
class AuditSpan:
    """The sender's audit chain since the base: `entries[0]` is the chain value of entry number `first`.

    `before` is the chain value in front of them. What was shown once can never be shown differently.
    """

    first: int = 1
    before: str | None = None
    entries: tuple[str, ...] = ()

    @property
    def last(self) -> tuple[int, str] | None:
        """The number and chain value of the last entry, or None when there is none."""
        return (self.first + len(self.entries) - 1, self.entries[-1]) if self.entries else None

    def at(self, number: int) -> str | None:
        """Return the chain value of an entry, or None when the span does not reach it."""
        if number == self.first - 1:
            return self.before
        return self.entries[number - self.first] if 0 <= number - self.first < len(self.entries) else None


@dataclass(frozen=True, slots=True)
class Tombstone:
    """A record sent earlier that is there no more."""

    id: str
    type: str
    version: int


@dataclass(frozen=True, slots=True)
class PaperCode:
    """The code on a paper that left: of which record and edition it is, by which form, printed when (civil time).

    What the paper shows is not among it, not even as a digest: nobody can try a guess at withheld contents on it.
    """

    code: str
    record: str
    edition: int
    form: str
    at: str


@dataclass(frozen=True, slots=True)
class Member:
    """A file in the archive; `count` is the number of records in it, 0 for an attachment."""

    name: str
    size: int
    sha256: str
    count: int = 0

    @property
    def type(self) -> str | None:
        """The record type, or None for an attachment."""
        return self.name[len("records/") : -len(".jsonl")] if self.name.startswith("records/") else None


@dataclass(frozen=True, slots=True)
class Heading:
    """What the sending side decides about a bundle.

    `epoch` is a time-ordered id that a restore renews: later epochs compare greater as strings. `made_at` is an audit
    time; `since`/`until` are days or None. `figures` are whole numbers and texts that travel without records. `papers`
    are the codes on papers of the records that the recipients hold, so that they can be verified there; by code.
    """

    unit_name: str
    unit_code: str
    epoch: str
    made_at: str
    legs: tuple[Leg, ...]
    since: str | None = None
    until: str | None = None
    audit: AuditSpan = AuditSpan()
    tombstones: tuple[Tombstone, ...] = ()
    figures: Values = field(default_factory=dict)
    demo: bool = False
    papers: tuple[PaperCode, ...] = ()


@dataclass(frozen=True, slots=True)
class Manifest:
    """A heading with its sender and everything that lies in the archive, in the order it lies there."""

    heading: Heading
    sender: str
    suite: str
    members: tuple[Member, ...]
    format: int = FORMAT
    reader: int = READER

    def leg(self, partner: str) -> Leg | None:
        """Return what is said to this recipient, or None when it is not one."""
        return next((leg for leg in self.heading.legs if leg.partner == partner), None)

    @property
    def records(self) -> int:
        """How many records there are."""
        return sum(member.count for member in self.members)

    @property
    def size(self) -> int:
        """Bytes of all members together."""
        return sum(member.size for member in self.members)

    def to_json(self) -> bytes:
        """Return manifest.json."""
        said: dict[str, Any] = asdict(self.heading)
        if not said["papers"]:
            del said["papers"]
        return canonical({
            "kind": KIND, "format": self.format, "reader": self.reader, "suite": self.suite, "sender": self.sender,
            "unit": {"name": said.pop("unit_name"), "code": said.pop("unit_code")},
            "period": {"since": said.pop("since"), "until": said.pop("until")},
            "partners": said.pop("legs"), **said,
            "members": [asdict(member) for member in self.members],
        })


def read_manifest(data: bytes) -> Manifest:
    """Read manifest.json; MALFORMED with the place, NEWER when this program is too old. Unknown keys are let be."""
    plain = Plain(read_object(data, "manifest.json"), "manifest")
    if plain.text("kind") != KIND:
        plain.refuse("kind")
    reader = plain.number("reader", 1)
    if reader > FORMAT:
        raise NEWER(needs=reader)
    made = Manifest(_heading(plain), plain.text("sender", PRINT), plain.text("suite"),
                    plain.rows("members", _member, MAX_MEMBERS), plain.number("format", 1), reader)
    _check_members(made)
    return made


def _heading(plain: Plain) -> Heading:
    unit, period = plain.sub("unit", lambda p: p), plain.sub("period", lambda p: p)
    heading = Heading(
        unit.text("name"), unit.text("code"), plain.text("epoch", _EPOCH), plain.text("made_at"),
        plain.rows("partners", _leg, MAX_PARTNERS), period.maybe("since", DAY), period.maybe("until", DAY),
        plain.sub("audit", _audit), plain.rows("tombstones", _tombstone, MAX_MEMBERS * 10),
        plain.mapping("figures"), plain.flag("demo"), plain.rows("papers", _paper, MAX_PAPERS),
    )
    codes = [paper.code for paper in heading.papers]
    if codes != sorted(set(codes)):
        plain.refuse("papers")
    partners = [leg.partner for leg in heading.legs]
    if not partners or partners != sorted(set(partners)):
        plain.refuse("partners")
    return heading


def _leg(plain: Plain) -> Leg:
    leg = Leg(plain.text("partner", PRINT), plain.number("sequence", 1), plain.maybe_sub("previous", read_mark),
              plain.maybe_sub("base", read_mark), plain.maybe("receipt", HEX))
    if (leg.previous.sequence if leg.previous else 0) != leg.sequence - 1:
        plain.refuse("previous")
    if (leg.base is None) != (leg.receipt is None) or leg.base and leg.base.sequence >= leg.sequence:
        plain.refuse("base")
    return leg


def read_mark(plain: Plain) -> Mark:
    """Read a mark."""
    return Mark(plain.text("epoch", _EPOCH), plain.number("sequence", 1), plain.text("manifest", HEX))


def _audit(plain: Plain) -> AuditSpan:
    return AuditSpan(plain.number("first", 1), plain.maybe("before", HEX), plain.texts("entries", HEX, 1 << 19))


def _tombstone(plain: Plain) -> Tombstone:
    return Tombstone(plain.id("id"), plain.text("type", TYPE), plain.number("version", 1))


def _paper(plain: Plain) -> PaperCode:
    return PaperCode(plain.text("code", _CODE), plain.id("record"), plain.number("edition", 1), plain.text("form", _FORM),
                     plain.text("at", _AT))


def _member(plain: Plain) -> Member:
    member = Member(plain.text("name", _NAME), plain.number("size", 0, MAX_MEMBER), plain.text("sha256", HEX),
                    plain.number("count"))
    if member.type is None and (member.name.removeprefix("attachments/") != member.sha256 or member.count):
        plain.refuse("name")
    return member


def _check_members(manifest: Manifest) -> None:
    """Records first, then attachments, each in order of name, none twice; together within the cap."""
    keys = [(member.type is None, member.name) for member in manifest.members]
    if keys != sorted(set(keys)) or manifest.size > MAX_PLAIN:
        raise MALFORMED(where="manifest.members")
