"""What a paper is made from: a shape, its plain values, and how each value is written on Chinese paper.

Dates follow GB/T 9704-2012 §7.3.5.4: Arabic figures, the year in full, no leading zeros (2026年3月5日).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from cadreapp.kernel.dates import spoken_day, spoken_days
from cadreapp.kernel.shape import Field, Kind, Shape, Values
from cadreapp.paper.fonts import refuse_unprintable
from cadreapp.paper.phrases import said

SECRET = "secret"
"""The code of the marking 秘密★, which a unit must be allowed to print (domain of the state secrets law)."""
_BRACKETS = re.compile(r" ?\(([^()]*)\)")


@dataclass(frozen=True, slots=True)
class PaperInput:
    """One record to print: `names` tells the text of every referenced id, `state` is draft, sealed, withdrawn …

    `organ` is the unit's letterhead (发文机关标志), `mark` its short mark (机关代字), `copy` asks for 副本 across the page;
    `secret` is the state-secret marking that the unit is allowed to print ("秘密★10年"), "" where it is none; `entered` is
    the day on which the record was put in. `lines` are what a register lists, one look-up (name, how) a row, read once.
    """

    shape: Shape
    values: Values
    unit: str = ""
    number: str = ""
    state: str = "draft"
    version: int = 1
    names: Mapping[str, str] = field(default_factory=dict)
    demo: bool = False
    organ: str = ""
    mark: str = ""
    copy: bool = False
    secret: str = ""
    entered: str = ""
    lines: Iterable[Callable[[str, str], str]] = ()

    @property
    def is_draft(self) -> bool:
        return self.state == "draft"

    @property
    def wash(self) -> str:
        """The light word across every page: 草稿 on drafts, 作废 on what was withdrawn, 演示 on what was invented, 副本 on copies."""
        if self.demo:
            return said("wash_demo")
        if self.state in ("draft", "withdrawn"):
            return said("wash_draft" if self.is_draft else "wash_void")
        return said("wash_copy") if self.copy else ""

    def marking(self, usual: str = "") -> str:
        """Return the words at the upper left: what the record says, `usual` where it says nothing, "" for 不标."""
        code = self.values.get("marking")
        if code == SECRET:
            return self.secret
        return "" if code == "none" else self.text("marking") or usual

    def text(self, name: str) -> str:
        """Return the text of one field of the record, "" when it is empty or the type has no such field."""
        found = self.shape.by_name.get(name)
        return text_of(found, self.values.get(name), self.names) if found else ""

    def rows(self, name: str) -> list[dict[str, str]]:
        """Return the texts of the rows of an ENTRIES field, [] when there are none."""
        found = self.shape.by_name.get(name)
        if found is None or found.entry is None:
            return []
        return [{f.name: text_of(f, row.get(f.name), self.names) for f in found.entry.fields}
                for row in self.values.get(name) or []]

    def public(self) -> PaperInput:
        """Return the same input without any internal field, of the record or of its rows: what the person may read."""
        inside = frozenset(path for path, found in self.shape.walk() if found.internal)
        return self.without(inside | self.shape.left_out(self.values))

    def without(self, paths: frozenset[str]) -> PaperInput:
        """Return the same input without some fields, by dotted path: neither their labels nor their values are in it."""
        shape = _shape_without(self.shape, paths, "")
        return replace(self, shape=shape, values=_restricted(shape, self.values))


def _shape_without(shape: Shape, paths: frozenset[str], at: str) -> Shape:
    kept = tuple(replace(f, entry=_shape_without(f.entry, paths, f"{at}{f.name}.") if f.entry else None)
                 for f in shape.fields if at + f.name not in paths)
    return replace(shape, fields=kept, by_name={})


def _restricted(shape: Shape, values: Mapping[str, Any]) -> Values:
    kept: Values = {}
    for found in shape.fields:
        value = values.get(found.name)
        if found.entry is not None:
            value = [_restricted(found.entry, row) for row in value or []]
        kept[found.name] = value
    return kept


def refuse_any_unprintable(source: PaperInput) -> None:
    """Raise NO_GLYPH, naming field and character, when anything that `source` could print has no glyph."""
    for path, label, text in _texts(source.shape, source.values, source.names, ""):
        refuse_unprintable(text, label, path)
    refuse_unprintable(source.unit, "单位", "unit")
    refuse_unprintable(source.number, "编号", "number")


def _texts(
    shape: Shape, values: Mapping[str, Any], names: Mapping[str, str], at: str
) -> Iterator[tuple[str, str, str]]:
    """Yield (path, label, text) of every value."""
    for found in shape.fields:
        value = values.get(found.name)
        if found.entry is not None:
            for number, row in enumerate(value or []):
                yield from _texts(found.entry, row, names, f"{at}{found.name}.{number}.")
        elif value:
            yield at + found.name, found.label, text_of(found, value, names)


def text_of(found: Field, value: Any, names: Mapping[str, str]) -> str:
    """Return a value as it stands on paper; "" for an empty one. ENTRIES have no single text."""
    if value is None or value == [] or value == "":
        return ""
    match found.kind:
        case Kind.CHOICE:
            return full_width(found.label_of(str(value)))
        case Kind.CHOICES:
            return "、".join(full_width(found.label_of(str(code))) for code in value)
        case Kind.FLAG:
            return said("yes" if value else "no")
        case Kind.DAY | Kind.MOMENT:
            return spoken_day(str(value))
        case Kind.REF:
            return spoken_days(names.get(str(value)) or "") or said("see", id=str(value)[-8:])
        case Kind.WHO:
            return who(value)
        case Kind.ENTRIES:
            return ""
    return spoken_day(str(value)) if found.form == "month" else str(value)


def on_paper(label: str) -> str:
    """Return one of our own labels with the full-width brackets of GB/T 15834-2011; what people typed stays as typed."""
    return _BRACKETS.sub(r"（\1）", label)


def full_width(text: str) -> str:
    """Return our own words with the full-width marks and brackets of GB/T 15834-2011."""
    for half, full in ((", ", "，"), ("; ", "；"), (": ", "：")):
        text = text.replace(half, full)
    return on_paper(text)


def who(value: Mapping[str, Any]) -> str:
    """Return a person as written in a head table: name, then unit and post after an ideographic space."""
    place = f"{value.get('unit') or ''}{value.get('post') or ''}"
    return "　".join(part for part in (str(value.get("name") or ""), place) if part)
