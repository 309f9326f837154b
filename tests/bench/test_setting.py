"""The benchmarks of the typesetter measure what they say, and tell what is missing instead of failing."""

from __future__ import annotations

import json
import os
import stat
import sys
from pathlib import Path

import pytest

from cadreapp.bench import setting


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PAGES", "LONG_TALK", "BATCH"):
        monkeypatch.setattr(setting, name, 2)


def test_the_limit_draws_the_very_glyphs(tmp_path: Path) -> None:
    (figure,) = setting.against_canvas(tmp_path)
    assert figure.name == "setting"
    assert figure.ratio is not None
    assert figure.ratio > 0


def test_the_first_page_and_the_batch_are_measured(tmp_path: Path) -> None:
    (first,), (batch,) = setting.first_page(tmp_path), setting.batch(tmp_path)
    assert first.ours is not None
    assert first.ours > 0
    if sys.platform == "linux":
        assert batch.ours is not None


def test_a_typesetter_that_is_not_here_is_told_with_how_to_bring_it(tmp_path: Path) -> None:
    figures = setting.against_others(tmp_path)
    assert [figure.name for figure in figures] == ["typst", "weasyprint"]
    assert all(figure.ours is None and setting.TOOLS in figure.why for figure in figures)


@pytest.mark.skipif(os.name == "nt", reason="the stand-in is a shell script")
def test_a_typesetter_of_the_given_folder_is_asked_with_the_same_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    python = tmp_path / "bin" / "python"
    python.parent.mkdir()
    python.write_text(f"#!/bin/sh\ncat > {tmp_path}/asked.json\necho '[4, 2.0]'\n")
    python.chmod(python.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv(setting.TOOLS, str(tmp_path))
    typst, _ = setting.against_others(tmp_path)
    assert typst.limit == 2.0
    assert typst.ours is not None
    asked = json.loads((tmp_path / "asked.json").read_text("utf-8"))
    assert asked["tool"] == "weasyprint"
    assert "".join(asked["texts"]).count("。") > 50
