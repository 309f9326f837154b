"""What holds for every test does hold: the guards of tests/conftest.py catch what they are there for."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.tree import ROOT

TESTS = """
import logging
import pytest
from hypothesis import given, settings, strategies as st

def hum():
    logging.getLogger("room").warning("the disk hums")

def test_unexpected():
    hum()

@pytest.mark.loud("disk hums")
def test_expected():
    hum()

@pytest.mark.loud("disk sings")
def test_other():
    hum()

@pytest.mark.campaign
def test_rounds(rounds):
    assert len(rounds(2, 200)) == 2

@given(st.integers(0, 2**64))
@settings(max_examples=9)
def test_drawn(number):
    print("drew", number)
"""


def _outcomes(folder: Path, *options: str) -> str:
    """Run the tests above under our conftest and return pytest's summary."""
    (folder / "test_it.py").write_text(TESTS, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-c", "pyproject.toml", "-p", "tests.conftest", "-rA", *options]
    command.append(str(folder / "test_it.py"))
    # Where CI is set, the summary says every text a second time.
    env = {name: value for name, value in os.environ.items() if name != "CI"}
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False).stdout


def test_a_warning_in_the_log_fails_the_test_that_does_not_expect_it(tmp_path: Path) -> None:
    said = _outcomes(tmp_path)
    assert said.count("the log was not silent:\nWARNING room: the disk hums") == 2
    assert "5 passed, 2 errors" in said
    assert not [line for line in said.splitlines() if line.startswith("ERROR") and "::test_expected" in line]


def test_a_campaign_takes_longer(tmp_path: Path) -> None:
    assert "assert 200 == 2" in _outcomes(tmp_path, "--campaign", "-k", "rounds")


def test_generated_examples_are_the_same_everywhere_but_in_a_campaign(tmp_path: Path) -> None:
    def drawn(*options: str) -> list[str]:
        said = _outcomes(tmp_path, "-k", "drawn", *options)
        return [line for line in said.splitlines() if line.startswith("drew")]

    assert drawn() == drawn() != []
    assert drawn("--campaign") != drawn("--campaign")


@pytest.mark.parametrize("host", ["192.0.2.1", "example.invalid", "10.0.0.1"])
def test_no_test_leaves_the_machine(host: str) -> None:
    with socket.socket() as door, pytest.raises(AssertionError, match="network"):
        door.connect((host, 80))


def test_the_loopback_is_open() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as client:
        assert client.getpeername() == server.getsockname()


def test_home_is_empty_and_temporary(home: Path) -> None:
    assert Path.home() == home
    assert not list(home.iterdir())
    assert not [name for name in os.environ if name.startswith("CADREAPP_")]
