"""How files are named and opened, and that nothing in them is unfinished."""

from __future__ import annotations

import ast
import re
from typing import cast

import pytest

from tests.house.tree import ROOT, Function, Source, product, resource_texts, sources

DRAWERS = {"utils", "util", "misc", "helpers", "helper", "common", "manager", "managers", "stuff", "tools"}
# A method that an interface of others asks for and that may rightly have nothing to do.
NOTHING_TO_DO = {"flush"}
# Put together here so that this file does not find itself.
UNFINISHED = re.compile("|".join(["TO" + "DO", "FIX" + "ME", "raise Not" + "ImplementedError", "占" + "位", "待" + "实现"]))
TOP = {
    "pyproject.toml", "README.md", "LICENSE", "cadreapp", "ui", "resources", "installer", "tests",
    ".ci", ".git", ".gitignore", ".gitattributes",
}  # fmt: skip
MADE = {
    ".venv", "build", "out", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis", ".import_linter_cache",
    "__pycache__",
}  # fmt: skip


def test_no_module_is_a_drawer() -> None:
    named = [s.path for s in sources() if DRAWERS & set(s.path.removesuffix(".py").split("/"))]
    assert not named


@pytest.mark.parametrize("source", sources(), ids=lambda s: s.path)
def test_a_file_opens_with_a_sentence_that_says_what_lives_here(source: Source) -> None:
    opening = (ast.get_docstring(source.tree) or "").split("\n\n")[0].strip()
    assert opening, "no docstring"
    assert opening.endswith((".", "。", ":")), f"not a sentence: {opening!r}"


def test_nothing_is_left_unfinished() -> None:
    texts = [(s.path, s.text) for s in sources()] + list(resource_texts())
    found = [
        f"{path}:{number}: {line.strip()[:80]}"
        for path, text in texts
        for number, line in enumerate(text.splitlines(), 1)
        if UNFINISHED.search(line) and not path.startswith(("resources/licences", "tests/samples"))
    ]
    assert not found, "\n".join(found)


def test_no_function_of_the_product_is_empty() -> None:
    hollow = [
        name
        for source in product()
        for name, node in source.definitions(ast.FunctionDef, ast.AsyncFunctionDef)
        if all(_says_nothing(s) for s in cast(Function, node).body) and not _may_be_empty(source, name)
    ]
    assert not [name for name in hollow if name.rsplit(".")[-1] not in NOTHING_TO_DO]


def _says_nothing(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Pass) or (
        isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    )


def _may_be_empty(source: Source, name: str) -> bool:
    """A protocol or an abstract method states a shape and has no body."""
    owner = name.rsplit("::")[-1].split(".")[0]
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ClassDef) and node.name == owner:
            return any("Protocol" in ast.unparse(b) or "ABC" in ast.unparse(b) for b in node.bases)
    return False


def test_nothing_else_lies_at_the_top() -> None:
    assert {p.name for p in ROOT.iterdir()} - MADE <= TOP
