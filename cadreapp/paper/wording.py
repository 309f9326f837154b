"""Forms: the wording and layout of every paper, read from resources/forms/*.toml and from a unit's own copies.

How a new paper is made: write `resources/forms/NAME.toml`; it is then offered by `print ID --form NAME`, by the preview
and by every test that walks the forms. No code is needed unless a part of it cannot be said by the parts below.

    [form]   name, title (in the list), of (record type), kinds (of that type; left out: all), when (offered
             only for records of which this holds, as for parts), page (official, letter,
             record, form, landscape), reader (a person outside the office reads it: internal fields cannot reach it),
             signed (printing it is a step in the life of the paper), order (in the list), head and under (title printed),
             left and right (above the table), foot (beside the page number), marking (where the record says nothing),
             forbidden (more fields that may not reach it), number (pattern of its file number), at_sealing (give it then),
             sheet (one leaf: rows get as low as their `least` and size 5, if that keeps it on one page),
             own (a maker of `makers.OWN`, when code lays it out), source (where the layout comes from)
    [official]  for pages official and letter: organ, number, signer, to, enclosures, signature, dated, copies, printed_by, sealed
    [say]    sentences that code prints, by name; code asks for them with `form.say(name)`
    [[part]] in their order, each with `is` and perhaps `when` ("field", "!field", "field=code", of rows
             "rows.field=code"; several, by blanks: all):
             grid  rows of label and text: [[part.row]] cells = [["标签", "{field}"], …] (one pair takes the whole row),
                   height in mm (the part's for all), least (on a sheet), tail ("签名：　　年　月　日", at the cell's foot),
                   pen (stays blank for the pen)
             list  a table of an ENTRIES field `of` (without: of the record, in a register of all of them): [[part.column]] label,
                   text, width in mm; blank rows, height, merged
             text (kept: on one page with what follows), heading (level 1 or 2), title, note, slip (text of a slip to cut off),
             each (for every row `of`: `head`, text and the texts `after`), sides (left, right),
             sign (label, blanks in mm, tail), pen (a line to write on),
             rule, gap (height), break, cut (a line to cut along), own (a block of `makers.BLOCKS`)

What stands in the texts is the language of `template`. A copy of a unit may change words, order and sizes; it may not
change name, type, reader, signed, forbidden or own, and what is wrong in it is said as "file: line, key" (FORM_BROKEN),
while the shipped form stays in force.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from cadreapp.kernel.paths import resources
from cadreapp.kernel.shape import Kind, Shape, Values
from cadreapp.paper.faults import FORM_BROKEN, FORM_SPOILT, FORM_UNKNOWN
from cadreapp.paper.formschema import schema
from cadreapp.paper.template import names_in, unpaired, wrong
from cadreapp.records import SHAPES
from cadreapp.rules.packschema import Misfit
from cadreapp.rules.packschema import Path as Place
from cadreapp.rules.tomlcheck import Flaw, dotted, flaws, plain

FIXED = ("name", "of", "kinds", "page", "reader", "signed", "own", "forbidden")
"""What a unit's copy keeps of the shipped form: who may read the paper is not for wording to decide."""

LEDGER = "ledger"
"""The maker of registers (台账): their rows are records of the type, so that they are no paper of one record."""

ANY = "any"
"""The type of forms that code lays out for every type of record."""

Part = Mapping[str, Any]
_HEAD_LINE = re.compile(r"^(title|of|own|order|kinds) *= *(.+?) *$", re.MULTILINE)
_QUOTED = re.compile(r'"([a-z0-9_]+)"')
_SECRET = re.compile(r"(?:绝密|机密|秘密)\s*★|^\s*(?:绝\s*密|机\s*密|秘\s*密)\s*$")


@dataclass(frozen=True, slots=True)
class Form:
    """One paper as data; `say` asks for a fixed sentence. `parts` are laid out by `compose`, or `own` names a maker."""

    name: str
    title: str
    of: str
    page: str
    reader: bool
    kinds: tuple[str, ...] = ()
    when: str = ""
    signed: bool = False
    order: int = 100
    own: str = ""
    head: str = ""
    under: str = ""
    spread: bool = False
    marking: str = ""
    left: str = ""
    right: str = ""
    foot: str = ""
    number: str = ""
    at_sealing: bool = False
    sheet: bool = False
    forbidden: tuple[str, ...] = ()
    source: str = ""
    official: Mapping[str, Any] = field(default_factory=dict)
    sentences: Mapping[str, str] = field(default_factory=dict)
    parts: tuple[Part, ...] = ()

    def say(self, name: str) -> str:
        """Return a fixed sentence by its name."""
        return self.sentences[name]

    def fits(self, values: Values) -> bool:
        """Tell whether a record with these values can be printed as this paper."""
        kind = not self.kinds or any(kind in self.kinds for kind in SHAPES[self.of].kinds_of(values))
        return kind and met(self.when, values)


def met(when: str, values: Values) -> bool:
    """Tell whether a condition holds: every word of it names a filled field, "!" an empty one, "=" a choice made (in any row)."""
    return all(_is_so(word.lstrip("!"), values) != word.startswith("!") for word in when.split())


def _is_so(word: str, values: Values) -> bool:
    name, equals, code = word.partition("=")
    name, _, inner = name.partition(".")
    value = values.get(name)
    if inner:
        value = [row[inner] for row in value or [] if row.get(inner)]
    if not equals:
        return bool(value)
    return code in value if isinstance(value, list) else value == code


def read_form(text: str | bytes, file: str = "") -> Form:
    """Read a form; raises FORM_BROKEN with the line and key of its first flaw (`check` lists all)."""
    found = check(text)
    if found:
        raise broken(found[0], file)
    data = tomllib.loads(text.decode("utf-8-sig") if isinstance(text, bytes) else text)
    head: dict[str, Any] = {key: tuple(v) if isinstance(v, list) else v for key, v in data["form"].items()}
    return Form(**head, official=data.get("official", {}), sentences=data.get("say", {}), parts=tuple(data.get("part", ())))


def broken(flaw: Flaw, file: str) -> Exception:
    """Return FORM_BROKEN for a flaw of a file."""
    return FORM_BROKEN(file=file, line=flaw.line, key=flaw.key or "-", what=flaw.what, what_en=flaw.what_en)


def check(text: str | bytes) -> tuple[Flaw, ...]:
    """Return everything wrong with a form file, from its top down."""
    return flaws(text, schema(), _judge, dotted)


def check_own(text: str | bytes) -> tuple[Flaw, ...]:
    """Return everything wrong with a unit's copy of a shipped form: its own flaws, or what it must not change."""
    found = check(text)
    if found:
        return found
    return flaws(text, schema(), _changed, dotted)


@cache
def shipped() -> Mapping[str, Form]:
    """Return the forms of resources/forms by name; one whose file is spoilt is left out (`spoilt`), the others are in force."""
    read = {path.stem: path.read_bytes() for path in sorted(folder().glob("*.toml")) if path.stem not in spoilt()}
    return {name: read_form(text) for name, text in read.items()}


@dataclass(frozen=True, slots=True)
class Spoilt:
    """A shipped form that cannot be used: its first flaw, and a form without parts made of what its head still tells."""

    file: str
    flaw: Flaw
    rest: Form

    @property
    def trouble(self) -> str:
        """What is wrong, where: "第 3 行 form.page: …"."""
        return f"第 {self.flaw.line} 行 {self.flaw.key or '-'}: {self.flaw.what}"


@cache
def spoilt() -> Mapping[str, Spoilt]:
    """Return the shipped forms whose files are broken, by the name of the file: only these papers cannot be printed."""
    found = {}
    for path in sorted(folder().glob("*.toml")):
        text = path.read_bytes()
        flaws_of = check(text)
        if flaws_of:
            found[path.stem] = Spoilt(path.name, flaws_of[0], _rest(path.stem, text.decode("utf-8", "replace")))
    return found


def _rest(name: str, text: str) -> Form:
    """Return what a spoilt file still says of the form, so that its paper is refused where it is asked for."""
    head = dict(_HEAD_LINE.findall(text))
    said = {key: head.get(key, "").strip('"') for key in ("title", "of", "own")}
    order = head.get("order", "")
    return Form(name, said["title"] or name, said["of"], "form", True, tuple(_QUOTED.findall(head.get("kinds", ""))),
                order=int(order) if order.isdecimal() else 0, own=said["own"])


def folder() -> Path:
    """Return where the shipped forms lie."""
    return resources() / "forms"


def text_of(name: str) -> str:
    """Return the file of a shipped form. Raises FORM_UNKNOWN."""
    return (folder() / f"{form(name).name}.toml").read_text(encoding="utf-8")


def form(name: str, own: Mapping[str, Form] | None = None) -> Form:
    """Return a form by its name, a unit's copy before the shipped one. Raises FORM_UNKNOWN or FORM_SPOILT."""
    found = (own or {}).get(name) or shipped().get(name)
    if found is None and name in spoilt():
        flaw, file = spoilt()[name].flaw, spoilt()[name].file
        raise FORM_SPOILT(file=file, line=flaw.line, key=flaw.key or "-", what=flaw.what, what_en=flaw.what_en)
    if found is None:
        raise FORM_UNKNOWN(name=name, options="、".join(shipped()))
    return found


def forms_of(type_name: str, values: Values | None = None, own: Mapping[str, Form] | None = None) -> tuple[Form, ...]:
    """Return the forms of a record type in their order, of a record with `values` only those of its kinds."""
    found = [form(name, own) for name, made in shipped().items() if made.of == type_name and made.own != LEDGER]
    return tuple(sorted((f for f in found if values is None or f.fits(values)), key=lambda f: (f.order, f.name)))


def offered(type_name: str, values: Values | None = None) -> tuple[Form, ...]:
    """Return the same with the spoilt ones in their places: who asks for such a paper is told, and gets no other instead."""
    fits = (one.rest for one in spoilt().values() if one.rest.of == type_name and one.rest.own != LEDGER)
    rest = [f for f in fits if values is None or f.fits(values)]
    return tuple(sorted((*forms_of(type_name, values), *rest), key=lambda f: (f.order, f.name)))


def hidden(shape: Shape, form_: Form | Mapping[str, Any]) -> frozenset[str]:
    """Return the dotted paths of the fields that may not reach a form: for a reader every internal one, and `forbidden`."""
    reader = form_.reader if isinstance(form_, Form) else form_.get("reader", True)
    forbidden = form_.forbidden if isinstance(form_, Form) else form_.get("forbidden", ())
    inside = [path for path, found in shape.walk() if found.internal] if reader else []
    return frozenset((*inside, *forbidden))


def is_pattern(text: str) -> bool:
    """Tell whether a text can be the pattern of file numbers: year and number once each, the short mark at most once."""
    names = sorted(name for name, how in names_in(text) if not how)
    return names in (["n", "year"], ["mark", "n", "year"]) and "[" not in text and text.count("{") == len(names)


def _judge(data: dict[str, Any]) -> Iterator[Misfit]:
    """Yield what no schema can see: types, kinds and fields that are not there, internal fields on a reader's paper."""
    head = data["form"]
    shape = SHAPES.get(head["of"])
    yield from _no_secret(head.get("marking", ""), ("form", "marking"))
    yield from _sentences(data.get("say", {}))
    if head["of"] == ANY and head.get("own"):
        return
    if shape is None:
        yield Misfit(("form", "of"), f"没有“{head['of']}”这类记录", f"there is no type {head['of']}")
        return
    kinds = {c.code for c in shape[shape.kind_field].choices} if shape.kind_field else set()
    for n, kind in enumerate(head.get("kinds", ())):
        if kind not in kinds:
            yield Misfit(("form", "kinds", n), f"没有“{kind}”这一类", f"there is no kind {kind}")
    for n, path in enumerate(head.get("forbidden", ())):
        if path not in dict(shape.walk()):
            yield Misfit(("form", "forbidden", n), f"没有“{path}”这一栏", f"there is no field {path}")
    yield from _conditions(head, shape, ("form",))
    if not head.get("own") and not data.get("part"):
        yield Misfit(("part",), "缺少这一项", "missing")
    if "number" in head and not is_pattern(head["number"]):
        yield Misfit(("form", "number"), "文号样式要有 {year} 和 {n} 各一处", "a number pattern needs {year} and {n} once each")
    unseen = hidden(shape, head)
    for key in ("head", "under", "left", "right", "foot"):
        yield from _template(head.get(key, ""), shape, unseen, ("form", key))
    for key, value in data.get("official", {}).items():
        if isinstance(value, str):
            text = f"{{{value}}}" if key in ("enclosures", "dated") else value
            yield from _template(text, shape, unseen, ("official", key))
    for n, part in enumerate(data.get("part", ())):
        yield from _part(part, shape, unseen, ("part", n))


def _sentences(said: dict[str, Any]) -> Iterator[Misfit]:
    for key, value in said.items():
        if not isinstance(value, str):
            yield Misfit(("say", key), "应是文字", "text is wanted")
            continue
        if unpaired(value):
            yield Misfit(("say", key), "方括号或花括号没有成对", "brackets or braces do not pair")
        yield from _no_secret(value, ("say", key))


def _part(part: dict[str, Any], shape: Shape, unseen: frozenset[str], at: Place) -> Iterator[Misfit]:
    row = None
    if "of" in part:
        found = shape.by_name.get(part["of"])
        if found is None or found.kind is not Kind.ENTRIES or part["of"] in unseen:
            yield Misfit((*at, "of"), f"没有“{part['of']}”这一组", f"there are no rows {part['of']}")
            return
        assert found.entry is not None
        inner = {path.partition(".")[2] for path in unseen if path.startswith(part["of"] + ".")}
        row, unseen = found.entry, unseen | inner
    yield from _conditions(part, shape, at)
    for key in ("text", "left", "right", "label", "tail", "head"):
        yield from _template(part.get(key, ""), shape, unseen, (*at, key), row)
    for n, text in enumerate(part.get("after", ())):
        yield from _template(text, shape, unseen, (*at, "after", n), row)
    for n, line in enumerate(part.get("row", ())):
        yield from _conditions(line, shape, (*at, "row", n))
        for label, text in line["cells"]:
            yield from _template(label, shape, unseen, (*at, "row", n, "cells"))
            yield from _template(text, shape, unseen, (*at, "row", n, "cells"))
        yield from _template(line.get("tail", ""), shape, unseen, (*at, "row", n, "tail"))
    for n, column in enumerate(part.get("column", ())):
        yield from _template(column["text"], shape, unseen, (*at, "column", n, "text"), row)


def _conditions(given: dict[str, Any], shape: Shape, at: Place) -> Iterator[Misfit]:
    for word in given.get("when", "").split():
        name, equals, code = word.lstrip("!").partition("=")
        name, _, inner = name.partition(".")
        found = shape.by_name.get(name)
        if found is not None and inner:
            found = found.entry.by_name.get(inner) if found.entry else None
        if found is None or equals and code not in {c.code for c in found.choices}:
            yield Misfit((*at, "when"), f"没有“{word}”这个条件", f"there is no condition {word}")


def _template(text: str, shape: Shape, unseen: frozenset[str], at: Place, row: Shape | None = None) -> Iterator[Misfit]:
    why = wrong(text, shape, unseen, row=row) if text else None
    if why:
        yield Misfit(at, *why)
    yield from _no_secret(text, at)


def _no_secret(text: str, at: Place) -> Iterator[Misfit]:
    """A unit must not write by hand into its forms what it has to register first (保守国家秘密法 2024, 第二十二条)."""
    if _SECRET.search(text):
        yield Misfit(at, "国家秘密标志不能写在纸样里, 要在设置里登记启用", "a state-secret marking must not stand in a form")


def _asked(data: dict[str, Any], theirs: dict[str, Any]) -> Iterator[Misfit]:
    """Yield what the parts of a form for any type ask for and nobody gives: the shipped form names all there is."""
    if data["form"]["of"] != ANY:
        return
    given = {name for _at, text in _texts(theirs.get("part", []), ()) for name, _how in names_in(text)}
    for at, text in _texts(data.get("part", []), ("part",)):
        for name, _how in names_in(text):
            if name not in given:
                yield Misfit(at, f"没有 {{{name}}} 这一栏", f"there is no {{{name}}}")


def _texts(value: Any, at: Place) -> Iterator[tuple[Place, str]]:
    if isinstance(value, str):
        yield at, value
    elif isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _texts(inner, (*at, key))


def _changed(data: dict[str, Any]) -> Iterator[Misfit]:
    head = data["form"]
    if head["name"] not in shipped():
        yield Misfit(("form", "name"), f"没有名为 {head['name']} 的纸样可改", f"there is no form {head['name']} to adapt")
        return
    theirs = plain(tomllib.loads(text_of(head["name"])))
    for key in FIXED:
        if head.get(key) != theirs["form"].get(key):
            yield Misfit(("form", key), "这一项由软件定, 不能改", "this is not for a unit to change")
    yield from _asked(data, theirs)
    every = head["of"] == ANY
    for key, text in theirs.get("say", {}).items():
        if key not in data.get("say", {}):
            # A copy of an older edition lacks what came since: ours stands in for it.
            continue
        ours, allowed = {name for name, _how in names_in(data["say"][key])}, {name for name, _how in names_in(text)}
        for name in sorted(ours - allowed):
            yield Misfit(("say", key), f"这一句里没有 {{{name}}} 可取", f"this sentence has no {{{name}}}")
        # What papers share counts their pages and names who signs: no value of it may be left out.
        for name in sorted(allowed - ours if every else ()):
            yield Misfit(("say", key), f"这一句要有 {{{name}}}", f"this sentence needs {{{name}}}")
