"""The chores of `[tool.cadreapp.tasks]`: make the virtual environment from the locks, then do the steps of one word."""

from __future__ import annotations

import hashlib
import os
import platform
import shlex
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any

import machine

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
LOCKS = ROOT / "installer" / "locks"
LOG = ROOT / "build" / "setup.log"

Task = dict[str, Any]


def main(words: list[str]) -> int:
    """Do the chore named by the first word and return its exit code; 2 for a word that does not exist."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    tasks = _tasks()
    word, rest = (words[0], words[1:]) if words else ("help", [])
    if word in ("help", "-h", "--help"):
        return _help(tasks)
    if word == "setup":
        return 0 if _ground("test") else 1
    if word == "lock":
        return _lock()
    if word not in tasks:
        print(f"没有“{word}”这个任务 · no such chore: {word}", file=sys.stderr)
        return _help(tasks) or 2
    if not _ground(tasks[word]["needs"]):
        return 1
    try:
        return _do(tasks, tasks[word], rest)
    except KeyboardInterrupt:
        return 130


def _tasks() -> dict[str, Task]:
    return dict(_settings()["tool"]["cadreapp"]["tasks"])


def _settings() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def _help(tasks: dict[str, Task]) -> int:
    print("用法 · usage: python3 installer/dev.py WORD [ARGUMENTS]\n")
    own = {"setup": "只准备环境 · make the ground ready, no more", "lock": "重新锁定依赖 · rewrite installer/locks"}
    for word, say in {**{w: t["say"] for w, t in tasks.items()}, **own}.items():
        print(f"  {word:<10} {say}")
    return 0


def _do(tasks: dict[str, Task], task: Task, rest: list[str]) -> int:
    """Run all steps, the later ones also when an earlier one failed, so that one run tells everything.

    The last step has the last word: the closing line of the tests stays the closing line.
    """
    steps = task["steps"]
    if "headless" in task and not machine.has_display():
        print("没有显示器, 改为无界面演示 · no display here, doing the same job headless", flush=True)
        steps = task["headless"]
    worst = 0
    for number, step in enumerate(steps, 1):
        extra = rest if number == len(steps) else []
        code = _do(tasks, tasks[step[1:]], extra) if step.startswith("@") else _step(step, extra)
        if code and number < len(steps):
            print(f"✗ {step} ({code})", file=sys.stderr, flush=True)
        worst = worst or code
    return worst


def _step(step: str, extra: list[str]) -> int:
    program, *arguments = shlex.split(step)
    print(f"→ {step}", flush=True)
    found = shutil.which(program, path=str(BIN)) or program
    return subprocess.run([found, *arguments, *extra], cwd=ROOT, env=_environment(), check=False).returncode


def _environment() -> dict[str, str]:
    env = {k: v for k, v in os.environ.items() if k not in ("PYTHONHOME", "PYTHONPATH")}
    return {**env, "VIRTUAL_ENV": str(VENV), "PATH": f"{BIN}{os.pathsep}{env.get('PATH', os.defpath)}"}


def _ground(needs: str) -> bool:
    """Make the machine and the virtual environment ready for `run` or `test`; quick when they are."""
    packages = machine.missing(needs)
    if packages and not machine.provide(packages, LOG):
        return False
    # What the tests need holds all that running needs.
    if any(_stamp(n).is_file() and _stamp(n).read_text() == _wanted(n) for n in {needs, "test"}):
        return PYTHON.exists() or _environment_made(needs)
    return _environment_made(needs)


def _environment_made(needs: str) -> bool:
    fits = PYTHON.exists() and f"version = {platform.python_version()}" in (VENV / "pyvenv.cfg").read_text()
    if not fits:
        print("建立 .venv · making the virtual environment", flush=True)
        if not machine.logged([sys.executable, "-m", "venv", "--clear", str(VENV)], LOG):
            return False
    print("安装锁定的依赖, 首次要几分钟 · installing locked dependencies, minutes the first time", flush=True)
    pip = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--no-input", "--progress-bar=off"]
    locked = ["--require-hashes", "--only-binary=:all:", "-r", str(LOCKS / f"{needs}.txt")]
    if not machine.logged([*pip, *locked], LOG, _environment()):
        return False
    _launcher()
    _stamp(needs).write_text(_wanted(needs))
    print("环境就绪 · the ground is ready", flush=True)
    return True


def _launcher() -> None:
    """Make `cadreapp` a command of the environment: a path file needs no build backend and costs no start-up time."""
    packages = next(VENV.glob("[Ll]ib/**/site-packages"))
    (packages / "cadreapp.pth").write_text(f"{ROOT}\n", encoding="utf-8")
    if os.name == "nt":
        (BIN / "cadreapp.cmd").write_text(f'@"{PYTHON}" -m cadreapp %*\n', encoding="utf-8")
        return
    script = BIN / "cadreapp"
    script.write_text(f'#!/bin/sh\nexec "{PYTHON}" -m cadreapp "$@"\n', encoding="utf-8")
    script.chmod(0o755)


def _stamp(needs: str) -> Path:
    return VENV / f".cadreapp-{needs}"


def _wanted(needs: str) -> str:
    """Return what an environment is good for: the lock's digest, this Python, this machine."""
    lock = hashlib.sha256((LOCKS / f"{needs}.txt").read_bytes()).hexdigest()
    return f"{lock} {platform.python_version()} {platform.machine()}"


def _lock() -> int:
    """Rewrite both locks for every supported Python and system, the tests' one holding to the versions of the other."""
    LOCKS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        tools = Path(folder) / BIN.name
        pip = [str(tools / PYTHON.name), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, _settings()["tool"]["cadreapp"]["locker"]], check=True)
        common = ["pip", "compile", "--quiet", "pyproject.toml", "--universal", "--python-version=3.11"]
        common += ["--generate-hashes", "--no-emit-index-url", "--no-header", "--no-annotate"]
        run, test = str(LOCKS / "run.txt"), str(LOCKS / "test.txt")
        for more in (["-o", run], ["--extra=test", "-c", run, "-o", test]):
            subprocess.run([str(tools / "uv"), *common, *more], cwd=ROOT, check=True)
    return 0
