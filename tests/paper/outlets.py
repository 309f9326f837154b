"""Every form filled to the brim, as the paper that the typesetter gets: what any other kind of file must say as well."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

from cadreapp.paper import forms, makers, wording
from cadreapp.paper.page import Geometry
from cadreapp.paper.source import PaperInput
from cadreapp.paper.typeset.draw import Paper, rendering
from cadreapp.paper.wording import Form
from cadreapp.records import SHAPES
from tests.paper.filled import filled
from tests.paper.papers import squeezed

TYPED = {name: form for name, form in wording.shipped().items() if form.of != wording.ANY}
_RULES = str.maketrans("", "", "＿")


def caught(source: PaperInput, form: Form | None) -> Paper:
    """Return the paper that a form makes of a record; without a form the internal one that every type has."""
    return caught_from(lambda: makers.make(source, form) if form else forms.any_record(source, internal=True))


def caught_from(make: Callable[[], bytes]) -> Paper:
    """Return the paper that is made."""
    found: list[Paper] = []

    def keep(paper: Paper) -> bytes:
        found.append(paper)
        return b""

    with rendering(keep):
        make()
    return found[0]


@cache
def full(name: str) -> Paper:
    """Return the paper of a form with words in every field that tell it from every other; of a type, its internal paper."""
    form = TYPED.get(name)
    shape = SHAPES[form.of if form else name]
    values = filled(shape, lambda path: f"={path}𠮷㛃尾")
    if form and shape.kind_field and form.kinds:
        values[shape.kind_field] = form.kinds[0]
    return caught(PaperInput(shape, values, "市档案馆机关纪委", state="draft"), form)


def endless(paper: Paper) -> Paper:
    """Return a paper on one page without end: nothing is repeated on it and nothing is parted, and no foot is below."""
    page: Geometry = replace(paper.page, height=14_000.0, depth=13_700.0)
    return replace(paper, page=page, furniture=lambda _number, _total: [], wash="")


def bare(text: str) -> str:
    """Return text without blanks and without rules to write on, which other kinds of file write as characters."""
    return squeezed(text).translate(_RULES)
