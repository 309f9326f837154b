"""One store that the tests of a module share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import Cli, cli


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Cli:
    """The command line on a store of this module."""
    return cli(tmp_path_factory.mktemp("cli"))


@pytest.fixture
def fresh(tmp_path: Path) -> Cli:
    """The command line on a store of this test alone."""
    return cli(tmp_path)
