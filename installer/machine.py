"""The system packages a Debian machine needs: found missing by trying them, installed through apt when we are root."""

from __future__ import annotations

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

# What Qt's wheel loads at run time and does not bring: found on a bare Debian 12 by leaving out one at a time. The last
# six are for a real screen; without any one of them Qt aborts at start.
QT_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-randr.so.0": "libxcb-randr0",
}
# Programs the tests check us with: none of them is ours.
TEST_PROGRAMS = {
    "git": "git",
    "Xvfb": "xvfb",
    "xdotool": "xdotool",
    "openbox": "openbox",
    "xprop": "x11-utils",
    "dbus-launch": "dbus-x11",
    "gnome-keyring-daemon": "gnome-keyring",
    "secret-tool": "libsecret-tools",
    "age": "age",
    "ssh-keygen": "openssh-client",
    "qpdf": "qpdf",
    "pdftotext": "poppler-utils",
    "zbarimg": "zbar-tools",
    "pg_ctlcluster": "postgresql",
}
# Data the tests compare us with.
TEST_DATA = {"/usr/share/unicode/auxiliary/LineBreakTest.txt": "unicode-data"}


def missing(needs: str) -> list[str]:
    """Return the Debian packages that `run` or `test` lacks here; always empty off Linux, where the wheels bring all."""
    if sys.platform != "linux":
        return []
    return sorted(set(_lacking(needs)))


def provide(packages: list[str], log: Path) -> bool:
    """Install `packages` through apt, or say the one line to type; tell whether they are there now."""
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        install = f"apt-get update && apt-get install -y --no-install-recommends {' '.join(packages)}"
        line = f"sudo sh -c '{install}'" if shutil.which("sudo") else f"su -c '{install}'"
        print("缺少系统组件, 请先执行下面这一行 · system packages are missing, please type:", file=sys.stderr)
        print(f"  {line}", file=sys.stderr)
        return False
    print(f"安装系统组件 · apt: {' '.join(packages)}", flush=True)
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    # A list of somebody else's that cannot be fetched is no reason to give up: the installation tells.
    both = 'apt-get -q update; exec apt-get -q -y -o Dpkg::Use-Pty=0 install --no-install-recommends "$@"'
    return logged(["sh", "-c", both, "sh", *packages], log, env)


def logged(command: list[str], log: Path, env: dict[str, str] | None = None) -> bool:
    """Run `command` silently, its output appended to `log`; when it fails, show the end and say where the rest is."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as out:
        start = out.tell()
        done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=out, stderr=out, env=env, check=False)
    if done.returncode == 0:
        return True
    with log.open("rb") as written:
        written.seek(start)
        said = written.read().decode(errors="replace").splitlines()
    print("\n".join(said[-15:]), file=sys.stderr)
    print(f"没有成功, 全部输出在 · failed, full output in: {log}", file=sys.stderr)
    return False


def has_display() -> bool:
    """Tell whether a window can open here."""
    return sys.platform != "linux" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _lacking(needs: str) -> Iterator[str]:
    if importlib.util.find_spec("ensurepip") is None:
        yield f"python3.{sys.version_info.minor}-venv"
    yield from _without(QT_LIBRARIES, _loads)
    if needs == "test":
        yield from _without(TEST_PROGRAMS, _found)
        yield from _without(TEST_DATA, os.path.exists)


def _without(packages: dict[str, str], there: Callable[[str], bool]) -> Iterator[str]:
    return (package for probe, package in packages.items() if not there(probe))


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _found(program: str) -> bool:
    # Debian keeps some of these out of a plain user's path.
    return shutil.which(program, path=os.environ.get("PATH", os.defpath) + ":/usr/sbin:/usr/games") is not None
