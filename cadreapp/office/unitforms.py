"""What a unit adapts of its papers: copies of forms, letterhead, number patterns."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass, replace
from functools import lru_cache

from cadreapp.kernel.errors import Exit, Fault
from cadreapp.paper import phrases, wording
from cadreapp.paper.wording import Form
from cadreapp.records import SHAPES
from cadreapp.rules.tomlcheck import Flaw
from cadreapp.store import kept
from cadreapp.store.reading import Reader
from cadreapp.store.unit import Unit

FORM, PATTERN, PAPER = "form", "pattern", "paper"

PATTERN_BAD = Fault(
    "PATTERN_BAD", Exit.REFUSED, "文号样式“{pattern}”不能用: 要有年份 {{year}} 和顺序号 {{n}} 各一处。",
    "照“{{mark}}约〔{{year}}〕{{n}}号”的样子写, {{mark}} 是机关代字",
    "The number pattern “{pattern}” cannot be used: it needs {{year}} and {{n}} once each.",
    "Write it like “{{mark}}…〔{{year}}〕{{n}}…”, {{mark}} being the unit's short mark",
)


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The issuer's name on top of a 公文 (发文机关标志) and the short mark in its numbers (机关代字)."""

    organ: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Copy:
    """A unit's copy of a form: its first flaw when a newer release no longer takes it, and the shipped one is in force."""

    name: str
    title: str
    flaw: Flaw | None


def form(reader: Reader, name: str) -> Form:
    """Return a form as this unit prints it: its own copy when it has a sound one, else the shipped one.

    A sentence that the copy lacks is ours.
    """
    made = wording.form(name)
    own = _copy(kept.one_kept(reader, FORM, name) or "")
    return made if own is None else replace(own, sentences={**made.sentences, **own.sentences})


def speaking(reader: Reader) -> AbstractContextManager[None]:
    """Let what is printed meanwhile use this unit's words where papers share them (page numbers, blanks, enclosures …)."""
    return phrases.speaking(form(reader, phrases.FORM).sentences)


@lru_cache(maxsize=64)
def _copy(text: str) -> Form | None:
    return None if not text or wording.check_own(text) else wording.read_form(text)


def copies(reader: Reader) -> tuple[Copy, ...]:
    """Return the unit's copies, each with what is wrong with it."""
    made = []
    for name, text in kept.all_kept(reader, FORM).items():
        flaw = next(iter(wording.check_own(text)), None)
        title = wording.shipped()[name].title if name in wording.shipped() else name
        made.append(Copy(name, title, flaw))
    return tuple(made)


@dataclass(frozen=True, slots=True)
class Line:
    """A form as a list shows it: for which records, its number pattern, whether the unit adapted it, what is wrong with that."""

    name: str
    title: str
    of: str
    pattern: str
    own: bool
    trouble: str


def lines(reader: Reader) -> tuple[Line, ...]:
    """Return every form, those of one type together."""
    own = {copy.name: copy for copy in copies(reader)}
    found = []
    order = [*SHAPES, wording.ANY]
    for made in sorted(wording.shipped().values(), key=lambda form: (order.index(form.of), form.order)):
        flaw = own[made.name].flaw if made.name in own else None
        trouble = f"第 {flaw.line} 行 {flaw.key}: {flaw.what}" if flaw else ""
        title = SHAPES[made.of].title if made.of in SHAPES else "各类记录"
        found.append(Line(made.name, made.title, title, pattern(reader, made.name), made.name in own, trouble))
    broken = ((one.file, one.rest, one.trouble) for one in wording.spoilt().values())
    return (*found, *(Line(rest.name, rest.title, file, "", False, trouble) for file, rest, trouble in broken))


def text_of(reader: Reader, name: str) -> str:
    """Return the file of a form to be adapted: the unit's copy, or the shipped one. Raises FORM_UNKNOWN."""
    own = kept.one_kept(reader, FORM, wording.form(name).name)
    return str(own) if own is not None else wording.text_of(name)


def install(unit: Unit, text: str, file: str = "") -> str:
    """Take a unit's copy of a form and return its name; FORM_BROKEN names line and key, and nothing changes."""
    found = wording.check_own(text)
    if found:
        raise wording.broken(found[0], file)
    name = wording.read_form(text).name
    kept.keep(unit, FORM, name, text)
    return name


def reset(unit: Unit, name: str) -> None:
    """Go back to the shipped form and number pattern. Raises FORM_UNKNOWN."""
    wording.form(name)
    kept.keep(unit, FORM, name, None)
    kept.keep(unit, PATTERN, name, None)


def letterhead(reader: Reader) -> Letterhead:
    """Return the unit's letterhead; empty parts stand for the unit's own name."""
    return Letterhead(**kept.one_kept(reader, PAPER, "letterhead", {}))


def set_letterhead(unit: Unit, organ: str, mark: str) -> None:
    """Set the letterhead and the short mark; empty for none."""
    kept.keep(unit, PAPER, "letterhead", asdict(Letterhead(organ.strip(), mark.strip())))


def pattern(reader: Reader, name: str) -> str:
    """Return the pattern of a form's file numbers, "" when its papers are not numbered."""
    return str(kept.one_kept(reader, PATTERN, name) or form(reader, name).number)


def set_pattern(unit: Unit, name: str, text: str) -> None:
    """Set the pattern of a form's file numbers. Raises FORM_UNKNOWN or PATTERN_BAD."""
    wording.form(name)
    if not wording.is_pattern(text):
        raise PATTERN_BAD(pattern=text)
    kept.keep(unit, PATTERN, name, text)
