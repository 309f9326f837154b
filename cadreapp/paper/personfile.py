"""个人情况摘要: everything on record that names one person, as a list by day."""

from __future__ import annotations

from collections.abc import Iterator

from cadreapp.paper.compose import PAGES, listed
from cadreapp.paper.source import PaperInput
from cadreapp.paper.typeset.blocks import Block
from cadreapp.paper.wording import Form, Part

_COLUMNS = (
    ("serial", "{n}", 12, True), ("day", "{day}", 30, True), ("type", "{type}", 24, True), ("what", "{title}", 58, False),
    ("role", "{role}", 18, True), ("state", "{state}", 14, True),
)


def person_file(source: PaperInput, form: Form, _part: Part) -> Iterator[Block]:
    """Yield the table of the person's records: `source.lines` tell n, day, type, title, role and state."""
    columns = [{"label": form.say(name), "text": text, "width": width, "centred": centred}
               for name, text, width, centred in _COLUMNS]
    yield from listed(source, form, {"column": columns}, PAGES[form.page])
