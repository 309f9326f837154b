"""The source files of the house, each read and parsed once."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDERS = ("cadreapp", "ui", "installer", "tests")
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Source:
    """One Python file: its path from the root with slashes, its text, its tree."""

    path: str
    text: str
    tree: ast.Module

    def under(self, *prefixes: str) -> bool:
        return any(self.path == p or self.path.startswith(f"{p}/") for p in prefixes)

    def definitions(self, *kinds: type[ast.AST]) -> Iterator[tuple[str, ast.AST]]:
        """Yield ("path::Outer.inner", node) for every definition of these kinds."""
        yield from _named(self.tree, f"{self.path}::", kinds)

    def strings(self) -> Iterator[tuple[int, str]]:
        """Yield (line, value) of every string literal that is not a docstring or a bare string statement."""
        bare = {id(n.value) for n in ast.walk(self.tree) if isinstance(n, ast.Expr)}
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in bare:
                yield node.lineno, node.value


def _named(node: ast.AST, prefix: str, kinds: tuple[type[ast.AST], ...]) -> Iterator[tuple[str, ast.AST]]:
    for child in ast.iter_child_nodes(node):
        inner = prefix
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            inner = f"{prefix}{child.name}."
            if isinstance(child, kinds):
                yield inner.rstrip("."), child
        yield from _named(child, inner, kinds)


@cache
def sources() -> tuple[Source, ...]:
    """Every Python file of ours."""
    files = (f for folder in FOLDERS for f in sorted((ROOT / folder).rglob("*.py")))
    return tuple(_read(f) for f in files if "__pycache__" not in f.parts)


def product() -> tuple[Source, ...]:
    """The files that reach a user's machine."""
    return tuple(s for s in sources() if s.under("cadreapp", "ui"))


def resource_texts() -> Iterator[tuple[str, str]]:
    """Yield (path, text) of the hand-written texts in resources/."""
    for file in sorted((ROOT / "resources").rglob("*")):
        if file.suffix in {".md", ".txt", ".json", ".toml", ".csv", ".qss"} and file.is_file():
            yield file.relative_to(ROOT).as_posix(), file.read_text(encoding="utf-8")


def rooms(parent: str) -> set[str]:
    """Return the names of the packages and modules right under `parent`, dunders left out."""
    found = {s.path.split("/")[1].removesuffix(".py") for s in sources() if s.under(parent)}
    return {name for name in found if not name.startswith("__")}


def _read(file: Path) -> Source:
    text = file.read_text(encoding="utf-8")
    return Source(file.relative_to(ROOT).as_posix(), text, ast.parse(text))
