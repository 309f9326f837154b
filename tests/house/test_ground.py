"""The one command of a fresh machine, its locks and its chores."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.house.tree import ROOT

DEV = ROOT / "installer" / "dev.py"
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
TASKS: dict[str, dict[str, Any]] = PROJECT["tool"]["cadreapp"]["tasks"]


def _locked(name: str) -> dict[str, str]:
    """Return {"package==version": its lines} of a lock."""
    text = (ROOT / "installer" / "locks" / f"{name}.txt").read_text(encoding="utf-8")
    blocks = re.split(r"\n(?=\S)", text.strip())
    return {block.split()[0]: block for block in blocks}


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(DEV.parent))
    import machine

    return machine


@pytest.mark.parametrize("version", [(2, 7), (3, 10), (3, 14)])
def test_another_python_gets_one_sentence(version: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(DEV.parent))
    import dev

    assert dev.refusal(version).count("\n") == 1
    assert f"{version[0]}.{version[1]}" in dev.refusal(version)
    assert dev.refusal((3, 12, 1)) == ""


def test_an_old_python_can_read_the_refusal() -> None:
    ast.parse(DEV.read_text(encoding="utf-8"), feature_version=(3, 4))
    assert DEV.read_text(encoding="utf-8").startswith("# -*- coding: utf-8 -*-")


def test_an_unknown_chore_lists_the_chores() -> None:
    done = subprocess.run([sys.executable, str(DEV), "dance"], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert all(re.search(rf"^  {word} ", done.stdout, re.MULTILINE) for word in (*TASKS, "setup", "lock"))


@pytest.mark.parametrize("name", ["run", "test"])
def test_a_lock_has_hashes_and_no_address(name: str) -> None:
    locked = _locked(name)
    assert all("--hash=sha256:" in block for block in locked.values())
    assert not [word for block in locked.values() for word in block.split() if "://" in word or word.startswith("-i")]


def test_the_tests_run_on_what_users_run_on() -> None:
    assert set(_locked("run")) <= set(_locked("test"))


def test_the_locks_hold_the_versions_that_were_measured() -> None:
    project = PROJECT["project"]
    pinned = {re.sub(r"\[.*\]", "", p).lower().replace("_", "-") for p in project["dependencies"]}
    tools = {re.sub(r"\[.*\]", "", p).lower().replace("_", "-") for p in project["optional-dependencies"]["test"]}
    assert pinned <= set(_locked("run"))
    assert pinned | tools <= set(_locked("test"))


def test_ci_does_what_a_newcomer_types() -> None:
    lines = [x for x in (ROOT / ".ci" / "run").read_text().splitlines() if not x.startswith("#")]
    assert lines == ['cd "$(dirname "$0")/.." && exec python3 installer/dev.py test']


@pytest.mark.parametrize("word", TASKS)
def test_a_chore_names_something_that_exists(word: str) -> None:
    for step in (*TASKS[word]["steps"], *TASKS[word].get("headless", ())):
        paths = [p for p in step.split() if "/" in p]
        modules = re.findall(r"python -m ((?:cadreapp|ui)\b[\w.]*)", step)
        paths += [f"{m.replace('.', '/')}/__main__.py" for m in modules]
        assert all((ROOT / p).exists() for p in paths), step
        assert not step.startswith("@") or step[1:] in TASKS


def test_a_bare_machine_is_told_one_line(
    machine: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(machine, "_loads", lambda library: False)
    monkeypatch.setattr(machine, "_found", lambda program: False)
    monkeypatch.setattr(machine.os, "geteuid", lambda: 1000)
    few, all_of_them = machine.missing("run"), machine.missing("test")
    assert "libgl1" in few
    assert set(few) < set(all_of_them)
    assert not machine.provide(all_of_them, tmp_path / "log")
    told = capsys.readouterr().err.strip().splitlines()
    assert len([line for line in told if "apt-get install" in line]) == 1
    assert all(package in told[-1] for package in all_of_them)


def test_a_failing_step_shows_its_end_and_its_log(
    machine: ModuleType, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    log = tmp_path / "build" / "setup.log"
    noisy = [sys.executable, "-c", "import sys; print('\\n'.join(f'line {n}' for n in range(99))); sys.exit(3)"]
    assert not machine.logged(noisy, log)
    told = capsys.readouterr().err
    assert "line 98" in told
    assert "line 0\n" not in told
    assert str(log) in told
