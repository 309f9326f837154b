"""Draws the manual's pictures: a demo store, then every page light and dark, at 1366x768 and at 150 %."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "resources" / "help" / "shots"
IN_MANUAL = ("workbench", "talks", "talk-editor", "exchange")
"""Pictures that are committed, light and at 100 %; the others are for looking at, in `build/shots`."""

VARIANTS = {
    "light": (),
    "dark": ("--dark",),
    "light-150": ("--scale", "1.5", "--size", "1366x768"),
    "dark-150": ("--dark", "--scale", "1.5", "--size", "1366x768"),
}


def main() -> int:
    """Draw everything into build/shots and copy the manual's few beside the manual; return an exit code."""
    out = ROOT / "build" / "shots"
    shutil.rmtree(out, ignore_errors=True)
    with tempfile.TemporaryDirectory() as folder:
        demo = Path(folder) / "demo"
        subprocess.run([sys.executable, "-m", "cadreapp", "demo", "--dir", demo, "--no-pictures"], cwd=ROOT, check=True)
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "CADREAPP_PASSPHRASE_FILE": str(demo / "passphrase.txt")}
        for name, options in VARIANTS.items():
            command = [sys.executable, "-m", "ui.shots", "--store", demo / "unit", "--to", out / name, "--every", *options]
            subprocess.run(command, cwd=ROOT, env=environment, check=True)
    KEPT.mkdir(parents=True, exist_ok=True)
    for name in IN_MANUAL:
        shutil.copyfile(out / "light" / f"{name}.png", KEPT / f"{name}.png")
    print(out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
