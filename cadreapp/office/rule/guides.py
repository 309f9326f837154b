"""Guides and outlines as this unit has them: those shipped or taken over, its own wording on top, and whose role sees what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from cadreapp.kernel.clock import today
from cadreapp.kernel.errors import NOT_FOUND, AppError, Exit, Fault
from cadreapp.kernel.paths import resources
from cadreapp.office.rule.rulebook import PACK
from cadreapp.rules.guides import ROLES, Guide, GuidePack, Outline, Reserved, read_guides
from cadreapp.rules.packdifference import Difference
from cadreapp.store import settings
from cadreapp.store.kept import all_kept, keep, one_kept
from cadreapp.store.reading import Reader
from cadreapp.store.unit import Unit

__all__ = ["Guide", "Outline"]

OUTLINE = "outline"
"""The kind under which a unit's own wording of an outline is kept, by its id."""
ROLE = "role"
"""The setting that says whose desk this is."""
ROLE_NAMES = {"committee": "机关纪委委员", "branch": "支部纪检委员"}
_MOST = 60
_Item = Guide | Outline | Reserved

EMPTY_OUTLINE = Fault(
    "OUTLINE_EMPTY", Exit.REFUSED, "提纲要有名称和至少一个问题, 最多 {most} 个。", "一行写一个问题",
    "An outline wants a title and one to {most} questions.", "One question a line",
)
UNKNOWN_ROLE = Fault(
    "ROLE_UNKNOWN", Exit.REFUSED, "没有“{role}”这种身份。", "写 committee (机关纪委委员) 或 branch (支部纪检委员)",
    "No role {role}.", "Say committee or branch",
)


@dataclass(frozen=True)
class OutlineView:
    """An outline as it is offered. `own`: the unit changed or wrote it; `shipped`: there is a wording to go back to."""

    outline: Outline
    own: bool
    shipped: bool
    since: str = ""
    who: str = ""


@dataclass(frozen=True)
class Beside:
    """What stands beside an editor of one kind."""

    guide: Guide | None
    outlines: tuple[Outline, ...]


def shipped() -> dict[str, GuidePack]:
    """Return the packs of resources/guides by name. Raises PACK_BROKEN."""
    folder = resources() / "guides"
    return dict(_shipped(tuple((p.name, p.read_text(encoding="utf-8")) for p in sorted(folder.glob("*.toml")))))


def packs(connection: Reader) -> dict[str, GuidePack]:
    """Return every pack of guides in force: those shipped, or the newer one that was taken over."""
    found = shipped()
    for name, kept in all_kept(connection, PACK).items():
        if kept["kind"] != "guides":
            continue
        try:
            pack = read_guides(kept["text"], name)
        except AppError:
            # Taken over under an older program whose form it had; the one shipped stays in force.
            continue
        if name not in found or (pack.version, pack.as_of) >= (found[name].version, found[name].as_of):
            found[name] = pack
    return found


def guide(connection: Reader, of: str, kind: str) -> Guide | None:
    """Return the guide of a kind of record, that of any kind of the type where there is no other."""
    every = {(g.of, g.kind): g for pack in packs(connection).values() for g in pack.guides}
    return every.get((of, kind)) or every.get((of, "any"))


def outlines(connection: Reader, of: str, kind: str) -> list[OutlineView]:
    """Return the outlines for a kind of record: those of the whole talk first, then those by subject."""
    wanted = {f"{of}:{kind}", f"{of}:any"}
    found = [view for view in all_outlines(connection) if wanted & set(view.outline.kinds)]
    return sorted(found, key=lambda view: (bool(view.outline.subject), view.outline.id))


def beside(connection: Reader, of: str, kind: str) -> Beside:
    """Return the guide and the outlines for a kind of record."""
    return Beside(guide(connection, of, kind), tuple(view.outline for view in outlines(connection, of, kind)))


def all_outlines(connection: Reader) -> list[OutlineView]:
    """Return every outline with the unit's own wording, by id."""
    given = {o.id: o for pack in packs(connection).values() for o in pack.outlines}
    own = all_kept(connection, OUTLINE)
    return [_view(name, given.get(name), own.get(name)) for name in sorted(given.keys() | own.keys())]


def write_outline(unit: Unit, outline: Outline) -> None:
    """Keep the unit's own wording of an outline, or one of its own under a new id. Raises OUTLINE_EMPTY."""
    questions = [q.strip() for q in outline.questions if q.strip()]
    if not outline.title.strip() or not 1 <= len(questions) <= _MOST:
        raise EMPTY_OUTLINE(most=_MOST)
    keep(unit, OUTLINE, outline.id, {
        "title": outline.title.strip(), "kinds": list(outline.kinds), "questions": questions, "subject": outline.subject,
        "note": outline.note, "who": unit.actor.name, "when": str(today(unit.clock)),
    })  # fmt: skip


def new_id(connection: Reader) -> str:
    """Return the id for an outline that the unit writes itself."""
    taken = {view.outline.id for view in all_outlines(connection)}
    return next(name for n in range(1, 1000) if (name := f"OWN{n:03d}") not in taken)


def restore_outline(unit: Unit, outline_id: str) -> None:
    """Take the unit's own wording back; one it wrote itself goes altogether. Raises NOT_FOUND."""
    if one_kept(unit.connection, OUTLINE, outline_id) is None:
        raise NOT_FOUND(what="本单位改过的提纲", key=outline_id)
    keep(unit, OUTLINE, outline_id, None)


def role(connection: Reader) -> str:
    """Return whose desk this is: committee or branch."""
    return str(settings.get(connection, ROLE, "committee"))


def set_role(unit: Unit, wanted: str) -> None:
    """Say whose desk this is. Raises ROLE_UNKNOWN."""
    if wanted not in ROLES:
        raise UNKNOWN_ROLE(role=wanted)
    if role(unit.connection) != wanted:
        settings.put(unit, ROLE, wanted)


def not_ours(connection: Reader, of: str) -> tuple[str, ...]:
    """Return the kinds of a type that the present role does not hold: they are not offered for a new record."""
    mine = role(connection)
    return tuple(g.kind for pack in packs(connection).values() for g in pack.guides if g.of == of and mine not in g.roles)


def difference(before: GuidePack | None, after: GuidePack) -> tuple[Difference, ...]:
    """Return what a pack of guides changes, a sentence for each guide or outline."""
    old, new = dict(_named(before)), dict(_named(after))
    year = after.as_of.year
    return tuple(
        Difference(key, year, False, f"{key} {(new.get(key) or old[key]).title}: {_verb(old.get(key), new.get(key))}")
        for key in sorted(old.keys() | new.keys())
        if old.get(key) != new.get(key)
    )


@lru_cache(maxsize=4)
def _shipped(texts: tuple[tuple[str, str], ...]) -> tuple[tuple[str, GuidePack], ...]:
    return tuple((pack.name, pack) for pack in (read_guides(text, name) for name, text in texts))


def _view(name: str, given: Outline | None, own: dict[str, object] | None) -> OutlineView:
    if own is None:
        assert given is not None
        return OutlineView(given, own=False, shipped=True)
    made = Outline(
        name, str(own["title"]), _strings(own["kinds"]), _strings(own["questions"]), str(own["subject"]), str(own["note"])
    )
    return OutlineView(made, True, given is not None, str(own["when"]), str(own["who"]))


def _strings(value: object) -> tuple[str, ...]:
    return tuple(str(item) for item in value) if isinstance(value, Iterable) else ()


def _named(pack: GuidePack | None) -> Iterator[tuple[str, _Item]]:
    if pack is not None:
        yield from ((f"{g.of}:{g.kind}", g) for g in pack.guides)
        yield from ((o.id, o) for o in pack.outlines)
        yield from ((f"{r.of}:{r.codes[0]}", r) for r in pack.reserved)


def _verb(before: _Item | None, after: _Item | None) -> str:
    if before is None:
        return "新增"
    if after is None:
        return "不再有"
    for key, what in (("questions", "问题"), ("codes", "所列的措施")):
        one, two = getattr(before, key, ()), getattr(after, key, ())
        if len(one) != len(two):
            return f"{what}由{len(one)}个改为{len(two)}个"
    return "文字有改动"
