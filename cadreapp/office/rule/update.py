"""Taking over rules offline: a signed file from a publisher the unit trusts, read as a difference before it is accepted."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from cadreapp.exchange.signature import signer_of, verify
from cadreapp.exchange.signedtext import MAX_SIZE, RULES, parted, signed
from cadreapp.exchange.sshwire import fingerprint
from cadreapp.kernel.clock import today
from cadreapp.kernel.errors import NOT_FOUND, Exit, Fault
from cadreapp.office.bundles import partners
from cadreapp.office.rule import guides, holidays
from cadreapp.office.rule.rulebook import PACK, shipped_rules, unit_standing
from cadreapp.rules.guides import check_guides, read_guides
from cadreapp.rules.holidaytables import year_table
from cadreapp.rules.packcheck import check
from cadreapp.rules.packdifference import Difference, difference
from cadreapp.rules.packs import read_pack
from cadreapp.rules.tomlcheck import Flaw
from cadreapp.store.kept import all_kept, keep, one_kept
from cadreapp.store.reading import Reader
from cadreapp.store.unit import Unit

FORMER, PUBLISHER = "pack_former", "publisher"
"""Kinds of what is kept: the editions before by name, the newest last; the publishers trusted by fingerprint."""
_KEPT = 5

UNSIGNED = Fault(
    "PACK_UNSIGNED", Exit.REFUSED, "{name} 没有发布单位的签名, 没有装。",
    "请发布单位签名后再给; 本单位自己写的, 先用 rules sign 签名",
    "{name} bears no publisher's signature.", "Ask the publisher to sign it, or sign your own with rules sign",
)
UNTRUSTED = Fault(
    "PACK_UNTRUSTED", Exit.LOCKED, "{name} 的发布单位不在本单位信任的名单里 ({fingerprint})。",
    "电话核对以后登记对方的身份文件, 再用 rules trust 指定它可以发布规则",
    "The publisher of {name} is not trusted here ({fingerprint}).", "Enrol it, then name it with rules trust",
)
BAD_SIGNATURE = Fault(
    "PACK_BAD_SIGNATURE", Exit.INTEGRITY, "{name} 的签名不对: 内容不是所称单位发布的, 或已被改动; 原来的规则仍然有效。",
    "不要用这份文件; 请发布单位重新给一份",
    "Bad signature on {name}: altered, or not by the unit it names.", "Ask the publisher for a fresh copy",
)
OLDER = Fault(
    "PACK_OLDER", Exit.REFUSED, "{name} 是第 {new} 版, 现在用的是第 {old} 版: 没有换成旧的。",
    "要退回上一版, 在“规则”里点“退回上一版”, 或用 rules back",
    "{name} is version {new}, version {old} is in force: nothing was rolled back.", "To go back on purpose use rules back",
)
NO_FORMER = Fault(
    "PACK_NO_FORMER", Exit.REFUSED, "{name} 没有可以退回的上一版。", "看“规则”里的更新记录",
    "There is no former edition of {name}.", "See rules packs",
)


@dataclass(frozen=True)
class Update:
    """A signed file as it would be taken over. `kind`: rules, guides or holidays; `changes` tells what it changes."""

    kind: str
    name: str
    title: str
    version: int
    as_of: str
    text: str
    publisher: str
    fingerprint: str
    changes: tuple[Difference, ...] = ()


@dataclass(frozen=True)
class PackLine:
    """A pack in force. `source`: shipped with the program, or its publisher; `former`: how many editions can be put back."""

    kind: str
    name: str
    title: str
    version: int
    as_of: str
    source: str
    since: str = ""
    former: int = 0
    trouble: str = ""


@dataclass(frozen=True)
class Publisher:
    """Somebody whose rules this unit takes over, once each is read."""

    fingerprint: str
    name: str
    since: str


def flaws_of(text: str | bytes) -> tuple[Flaw, ...]:
    """Return what is wrong with a pack of rules or of guides, each flaw with line and key; a holiday table has a fault instead."""
    kind = kind_of(text)
    return () if kind == "holidays" else check_guides(text) if kind == "guides" else check(text)


def kind_of(text: str | bytes) -> str:
    """Return rules, guides or holidays; what cannot be read counts as rules, whose check names the line."""
    try:
        data = tomllib.loads(text.decode("utf-8-sig") if isinstance(text, bytes) else text)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError):
        return "rules"
    if "off" in data and "pack" not in data:
        return "holidays"
    head = data.get("pack")
    return "guides" if isinstance(head, dict) and head.get("kind") == "guides" else "rules"


def look(connection: Reader, data: bytes, name: str = "") -> Update:
    """Return what a file would change, having checked its signature, its form and that it is no step back.

    Raises PACK_UNSIGNED, PACK_UNTRUSTED, PACK_BAD_SIGNATURE, PACK_BROKEN, PACK_OLDER, HOLIDAYS_UNREAD, RULE_OVERRIDE_UNFIT.
    """
    text, publisher, mark = _vouched(connection, data, name)
    plain = _READ[kind_of(text)](connection, text, name)
    return replace(plain, publisher=publisher, fingerprint=mark)


def install(unit: Unit, data: bytes, name: str = "") -> Update:
    """Take a signed file over; the edition before is kept and can be put back. Raises as `look`; then nothing is changed."""
    made = look(unit.connection, data, name)
    if made.kind == "holidays":
        holidays.put(unit, year_table(made.text), made.publisher)
        return made
    before = one_kept(unit.connection, PACK, made.name)
    if before is not None and before["text"] == made.text:
        return made
    former = one_kept(unit.connection, FORMER, made.name, [])
    keep(unit, FORMER, made.name, [*former, before or {"shipped": True}][-_KEPT:])
    keep(unit, PACK, made.name, {
        "kind": made.kind, "title": made.title, "version": made.version, "as_of": made.as_of, "text": made.text,
        "publisher": made.publisher, "fingerprint": made.fingerprint, "who": unit.actor.name, "at": str(today(unit.clock)),
    })  # fmt: skip
    return made


def put_back(unit: Unit, name: str) -> PackLine:
    """Put the edition before back in force and return its line. Raises PACK_NO_FORMER."""
    former = one_kept(unit.connection, FORMER, name, [])
    if not former:
        raise NO_FORMER(name=name)
    last = former[-1]
    keep(unit, FORMER, name, former[:-1] or None)
    keep(unit, PACK, name, None if last.get("shipped") else last)
    return next((p for p in packs(unit.connection) if p.name == name), PackLine(last.get("kind", ""), name, "", 0, "", ""))


def packs(connection: Reader) -> list[PackLine]:
    """Return every pack of rules and of guides in force, those shipped too, by name."""
    kept, former = all_kept(connection, PACK), all_kept(connection, FORMER)
    standing = unit_standing(connection)
    shipped = shipped_rules().packs
    found = []
    for kind, every, own in (("rules", standing.book.packs, shipped), ("guides", guides.packs(connection), guides.shipped())):
        for name, pack in every.items():
            mine = kept.get(name) if pack != own.get(name) else None
            source = mine["publisher"] if mine else "随程序"
            since = mine["at"] if mine else ""
            back = len(former.get(name, ()))
            found.append(PackLine(kind, name, pack.title, pack.version, str(pack.as_of), source, since, back))
    lost = [
        PackLine(one["kind"], name, one["title"], one["version"], one["as_of"], one["publisher"], one["at"], 0, trouble)
        for name, one in kept.items()
        if one["kind"] == "rules" and (trouble := next((t for t in standing.troubles if f" {name} " in t), ""))
    ]
    return sorted([*found, *lost], key=lambda line: (line.kind != "rules", line.name))


def sign(connection: Reader, text: bytes, name: str = "") -> bytes:
    """Return a pack signed by this unit, for the units below or for itself. Raises PACK_BROKEN, HOLIDAYS_UNREAD."""
    body, _ = parted(text)
    if kind_of(body) == "guides":
        read_guides(body, name)
    elif kind_of(body) == "holidays":
        year_table(body.decode("utf-8-sig"))
    else:
        read_pack(body, name)
    return signed(body, partners.identities(connection)[0])


def trust(unit: Unit, name: str) -> Publisher:
    """Let an enrolled unit publish rules for us; its partner file was compared by telephone. Raises NOT_FOUND."""
    found = partners.find(unit.connection, name)
    if found.revoked:
        raise NOT_FOUND(what="在用的单位", key=name)
    keep(unit, PUBLISHER, found.fingerprint, {"name": found.name, "who": unit.actor.name, "at": str(today(unit.clock))})
    return Publisher(found.fingerprint, found.name, str(today(unit.clock)))


def distrust(unit: Unit, name: str) -> None:
    """Take nothing more over from a publisher; what came from it stays until it is put back. Raises NOT_FOUND."""
    for one in publishers(unit.connection):
        if name in (one.name, one.fingerprint):
            keep(unit, PUBLISHER, one.fingerprint, None)
            return
    raise NOT_FOUND(what="发布单位", key=name)


def publishers(connection: Reader) -> list[Publisher]:
    """Return the publishers trusted and not revoked as partners."""
    found = [(mark, value, partners.known(connection, mark)) for mark, value in all_kept(connection, PUBLISHER).items()]
    return [Publisher(mark, v["name"], v["at"]) for mark, v, partner in found if partner is not None and not partner.revoked]


def _vouched(connection: Reader, data: bytes, name: str) -> tuple[str, str, str]:
    """Return (text, publisher, fingerprint) of a file whose signature holds."""
    body, armored = parted(data) if len(data) <= MAX_SIZE else (data, None)
    if armored is None:
        raise UNSIGNED(name=name)
    try:
        public = signer_of(armored)
    except ValueError as error:
        raise BAD_SIGNATURE(name=name) from error
    mark = fingerprint(public)
    own = any(mine.fingerprint == mark for mine in partners.identities(connection))
    known = {p.fingerprint: p.name for p in publishers(connection)} | ({mark: "本单位"} if own else {})
    if mark not in known:
        raise UNTRUSTED(name=name, fingerprint=mark)
    if not verify(body, armored, public, RULES):
        raise BAD_SIGNATURE(name=name)
    try:
        return body.decode("utf-8-sig"), known[mark], mark
    except UnicodeDecodeError:
        read_pack(body, name)  # names the line of the first byte that is no text
        raise


def _rules(connection: Reader, text: str, name: str) -> Update:
    standing = unit_standing(connection)
    pack = read_pack(text, name)
    before = standing.book.packs.get(pack.name)
    if before is not None:
        _no_step_back(pack.name, (before.version, before.as_of), (pack.version, pack.as_of), same=before == pack)
    # Whether it fits beside the other packs and under our own values is a matter of the whole book.
    standing.book.with_pack(text, name)
    changes = difference(before, pack)
    return Update("rules", pack.name, pack.title, pack.version, str(pack.as_of), text, "", "", changes)


def _guides(connection: Reader, text: str, name: str) -> Update:
    pack = read_guides(text, name)
    before = guides.packs(connection).get(pack.name)
    if before is not None:
        _no_step_back(pack.name, (before.version, before.as_of), (pack.version, pack.as_of), same=before == pack)
    changes = guides.difference(before, pack)
    return Update("guides", pack.name, pack.title, pack.version, str(pack.as_of), text, "", "", changes)


def _holidays(connection: Reader, text: str, _name: str) -> Update:
    table = year_table(text)
    told = tuple(Difference(str(table.year), table.year, True, line) for line in holidays.difference(connection, table))
    return Update("holidays", str(table.year), table.document, table.year, f"{table.year}-01-01", text, "", "", told)


_READ: dict[str, Callable[[Reader, str, str], Update]] = {"rules": _rules, "guides": _guides, "holidays": _holidays}


def _no_step_back(name: str, old: tuple[int, date], new: tuple[int, date], *, same: bool) -> None:
    """Raise when a pack is no newer than the one in force and not the same one."""
    if new <= old and not same:
        raise OLDER(name=name, new=new[0], old=old[0])
