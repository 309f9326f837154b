"""Words that papers share (第几页共几页, 以下空白, 附件：…): those of resources/forms/phrases.toml, or a unit's own while it prints.

A maker of papers asks `said("page")`; whoever prints for a unit says `with speaking(…)` around it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

from cadreapp.kernel.paths import resources
from cadreapp.paper.faults import FORM_SPOILT

FORM = "phrases"
"""The form that holds them."""


def said(name: str, /, **values: str) -> str:
    """Return a phrase by its name with its values; other braces stay. Raises FORM_SPOILT when the shipped file lacks it."""
    spoken = _SPOKEN.get() or _shipped()
    if name not in spoken:
        raise FORM_SPOILT(file=f"{FORM}.toml", line=1, key=f"say.{name}", what="缺少这一句", what_en="this sentence is missing")
    text = spoken[name]
    for key, value in values.items():
        text = text.replace(f"{{{key}}}", value)
    return text


@contextmanager
def speaking(sentences: Mapping[str, str]) -> Iterator[None]:
    """Let every paper that is made meanwhile use these phrases, all of them."""
    before = _SPOKEN.set(sentences)
    try:
        yield
    finally:
        _SPOKEN.reset(before)


_SPOKEN: ContextVar[Mapping[str, str] | None] = ContextVar("phrases", default=None)


@cache
def _shipped() -> Mapping[str, str]:
    """Read here, not by `wording`, which itself needs some of these words."""
    try:
        data = tomllib.loads((resources() / "forms" / f"{FORM}.toml").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise FORM_SPOILT(file=f"{FORM}.toml", line=1, key="-", what="读不了", what_en="cannot be read") from error
    return {key: text for key, text in data.get("say", {}).items() if isinstance(text, str)}
