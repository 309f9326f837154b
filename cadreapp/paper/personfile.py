"""个人情况摘要: everything on record that names one person, as a list by day."""

from __future__ import annotations

from collections.abc import Iterator

from cadreapp.paper.compose import PAGES, listed
from cadreapp.paper.source import PaperInput
from cadreapp.paper.typeset.blocks import Block
from cadreapp.paper.wording import Form, Part

_COLUMNS = (
    {"label": "序号", "text": "{n}", "width": 12},
    {"label": "日期", "text": "{day}", "width": 30, "centred": True},
    {"label": "类别", "text": "{type}", "width": 24, "centred": True},
    {"label": "事项", "text": "{title}", "width": 58},
    {"label": "身份", "text": "{role}", "width": 18, "centred": True},
    {"label": "状态", "text": "{state}", "width": 14, "centred": True},
)


def person_file(source: PaperInput, form: Form, _part: Part) -> Iterator[Block]:
    """Yield the table of the person's records: `source.lines` tell n, day, type, title, role and state."""
    yield from listed(source, form, {"column": _COLUMNS}, PAGES[form.page])
