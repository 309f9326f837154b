"""Claims about the campaign: it says its seed, takes the long way, and a failure is told with the way back to it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.house.tree import ROOT

SCRIPT = ROOT / "installer" / "campaign.py"


def campaign(folder: Path, body: str) -> subprocess.CompletedProcess[str]:
    """Run the campaign on one test file instead of ours."""
    test = folder / "test_it.py"
    test.write_text(f"import pytest\n@pytest.mark.campaign\ndef test_it(pytestconfig):\n    {body}\n", encoding="utf-8")
    words = ["--seed", "7", "--rootdir", str(ROOT), "-c", str(ROOT / "pyproject.toml"), "--confcutdir", str(ROOT)]
    command = [sys.executable, str(SCRIPT), *words, "-p", "tests.conftest", str(test)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_a_campaign_says_its_seed_and_takes_the_long_way(tmp_path: Path) -> None:
    done = campaign(tmp_path, "assert pytestconfig.getoption('--campaign') and float(pytestconfig.getini('faulthandler_timeout')) == 3600")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "seed 7" in done.stdout


def test_a_campaign_that_failed_says_how_to_have_it_again(tmp_path: Path) -> None:
    done = campaign(tmp_path, "assert False")
    assert done.returncode == 1
    assert "campaign --seed 7" in done.stderr
