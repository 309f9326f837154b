"""Fonts are listed and chosen on the command line."""

from __future__ import annotations

import json
from pathlib import Path

from cadreapp.paper import fonts_own
from cadreapp.paper.fonts import FOLDER
from tests.cli.running import call


def test_a_font_is_chosen_for_a_face_listed_and_given_up_again() -> None:
    file = str(FOLDER / "CadreKai.ttf")
    assert "改用" in call("font", "title", file).out
    (row,) = [one for one in json.loads(call("font", "--json").out) if one["chosen"]]
    assert (row["face"], row["file"], row["why"]) == ("title", file, "")
    assert "在用" in call("font").out
    assert "in use" in call("font", "--lang", "en").out
    assert "改回" in call("font", "title").out
    assert fonts_own.chosen() == {}
    assert str(fonts_own.folder()) in call("font").out


def test_what_is_no_font_or_no_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.ttf").write_bytes(b"no font")
    assert "[FONT_UNFIT]" in call("font", "fang", str(tmp_path / "a.ttf")).err
    assert "[NOT_FOUND]" in call("font", "fang", str(tmp_path / "b.ttf")).err
    assert call("font", "comic").code == 2
