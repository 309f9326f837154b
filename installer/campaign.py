"""The long versions of the seeded tests (kills, spoilt bundles, odd spreadsheets) and new examples for the generated ones.

A seed has a failure again; of a generated example the test itself prints how.
"""

from __future__ import annotations

import argparse
import secrets
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LONGEST = 3600
"""Seconds that one long test may take; the usual limit is made for tests of seconds."""


def main(words: list[str]) -> int:
    """Run every test marked `campaign` in its long version and every generated one; other words go to pytest, as `-k kill`."""
    parser = argparse.ArgumentParser(prog="campaign", description=__doc__, allow_abbrev=False)
    parser.add_argument("--seed", type=int, help="种子, 默认随机 · the seed of an earlier run")
    options, rest = parser.parse_known_args(words)
    seed = secrets.randbelow(2**32) if options.seed is None else options.seed
    again = f"python3 installer/dev.py campaign --seed {seed}"
    print(f"种子 · seed {seed}", flush=True)
    code = subprocess.run([sys.executable, "-m", "pytest", *command(seed), *rest], cwd=ROOT, check=False).returncode
    if code:
        print(f"没有通过, 重做用 · failed; to have it again: {again}", file=sys.stderr)
    return code


def command(seed: int) -> list[str]:
    """Return pytest's arguments: one line a test, so that a long run shows where it is."""
    return ["-v", "-m", "campaign or hypothesis", "--campaign", f"--randomly-seed={seed}",
            "-o", f"faulthandler_timeout={LONGEST}"]  # fmt: skip


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
