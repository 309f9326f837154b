"""The page about the house, the folders and the import contracts tell the same."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from typing import Any, cast

import pytest

from tests.house.tree import ROOT, Function, Source, product, rooms

PAGE = (ROOT / "cadreapp" / "ARCHITECTURE.md").read_text(encoding="utf-8")
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CONTRACTS = {c["id"]: c for c in PROJECT["tool"]["importlinter"]["contracts"]}
# The window's door, and what lies behind it.
OPEN_TO_WINDOW = {"office", "kernel"}
SPEAKS_SQL = {"store", "records"}
# What is on the screen before a passphrase is typed, and what would keep the user waiting for it.
FIRST_SEEN = ("ui.app", "ui.dialogs.lock")
SLOW = {"sqlalchemy", "alembic", "reportlab", "openpyxl", "docx", "lxml", "pypinyin", "keyring", "pyrage", "pypdfium2"}


def _told(heading: str) -> list[str]:
    """Return the first cells of the table under a heading, code marks stripped."""
    section = PAGE.split(f"## {heading}\n")[1].split("\n## ")[0]
    return re.findall(r"^\| `([^`]+)` \|", section, re.MULTILINE)


def _layers(contract: str) -> list[str]:
    return [name for layer in CONTRACTS[contract]["layers"] for name in re.findall(r"\w+", layer)]


@pytest.mark.parametrize(
    ("heading", "parent", "contract"),
    [("Rooms of the core", "cadreapp", "rooms"), ("Rooms of the window", "ui", "window-layers")],
)
def test_the_page_lists_the_rooms_that_exist(heading: str, parent: str, contract: str) -> None:
    assert sorted(_told(heading)) == sorted(rooms(parent))
    assert sorted(_layers(contract)) == sorted(rooms(parent))


def test_every_room_behind_the_door_is_closed_to_the_window() -> None:
    closed = {m.removeprefix("cadreapp.") for m in CONTRACTS["window-door"]["forbidden_modules"] if "." in m}
    assert closed == rooms("cadreapp") - OPEN_TO_WINDOW


def test_every_other_room_is_closed_to_sql() -> None:
    without = {m.removeprefix("cadreapp.") for m in CONTRACTS["sql-in-store"]["source_modules"]}
    without |= {m.removeprefix("cadreapp.") for c in ("rules-pure", "kernel-no-sql") for m in CONTRACTS[c]["source_modules"]}
    assert without == rooms("cadreapp") - SPEAKS_SQL


def test_the_import_contracts_are_kept() -> None:
    command = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    done = subprocess.run([sys.executable, "-c", command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]


def test_the_page_says_why_each_dependency_is_there() -> None:
    needed = [re.split(r"[=<>\[]", line)[0] for line in PROJECT["project"]["dependencies"]]
    assert sorted(_told("Dependencies")) == sorted(needed)


def test_the_door_can_be_seen_without_loading_sql_or_qt() -> None:
    code = "import sys, cadreapp.office; print([m for m in ('sqlalchemy', 'PySide6', 'ui') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_lock_screen_is_up_before_anything_slow_is_loaded() -> None:
    there = [m for m in FIRST_SEEN if (ROOT / f"{m.replace('.', '/')}.py").exists()]
    code = f"import sys, {', '.join(there)}; print(*sorted(set(sys.modules) & {SLOW}))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


@pytest.mark.parametrize("source", product(), ids=lambda s: s.path)
def test_an_import_inside_a_function_says_why(source: Source) -> None:
    """A comment in the function or right above it; once a file is enough for a package."""
    lines = source.text.splitlines()
    explained: set[str] = set()
    for name, node in source.definitions(ast.FunctionDef, ast.AsyncFunctionDef):
        function = cast(Function, node)
        packages = _imported(function)
        if "#" in "\n".join(lines[max(0, function.lineno - 4) : function.end_lineno]):
            explained |= packages
        assert packages <= explained, f"{name} imports {packages - explained} and does not say why"


def _imported(function: Function) -> set[str]:
    nodes = list(ast.walk(function))
    plain = {alias.name.split(".")[0] for n in nodes if isinstance(n, ast.Import) for alias in n.names}
    return plain | {(n.module or "").split(".")[0] for n in nodes if isinstance(n, ast.ImportFrom)}
