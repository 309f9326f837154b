"""Every colour comes from the one palette file, so that light and dark agree everywhere."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.house.tree import Source, product

PALETTE = "ui/theme.py"
WRITTEN = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})\b|\brgba?\(")


def _colours(source: Source) -> Iterator[str]:
    yield from (f"{source.path}:{line}: {text[:60]!r}" for line, text in source.strings() if WRITTEN.search(text))
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute) and node.attr == "GlobalColor":
            yield f"{source.path}:{node.lineno}: {ast.unparse(node)}"
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("QColor") and _literal(node):
            yield f"{source.path}:{node.lineno}: {ast.unparse(node)}"


def _literal(call: ast.Call) -> bool:
    return bool(call.args) and all(isinstance(a, ast.Constant) for a in call.args)


def test_colours_stand_in_the_palette_only() -> None:
    elsewhere = [found for s in product() if s.under("ui") and s.path != PALETTE for found in _colours(s)]
    assert not elsewhere, "\n".join(elsewhere)


def test_the_palette_has_colours() -> None:
    assert any(WRITTEN.search(text) for s in product() if s.path == PALETTE for _, text in s.strings())
