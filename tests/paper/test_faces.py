"""The shipped faces are the listed ones, cover what names need, and stand in for each other."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

from cadreapp.kernel.errors import AppError
from cadreapp.paper import fonts
from cadreapp.paper.faults import NO_GLYPH
from cadreapp.paper.fonts import FOLDER, Face, refuse_unprintable, widths
from cadreapp.paper.typeset.embed import to_unicode
from tests.house.tree import ROOT
from tests.paper.samples import RARE

BLOCKS = {  # first, last, how many of the block no shipped face draws (assigned after Unicode 10)
    "URO": (0x4E00, 0x9FEA, 0), "A": (0x3400, 0x4DB5, 0), "B": (0x20000, 0x2A6D6, 0), "C": (0x2A700, 0x2B734, 0),
    "D": (0x2B740, 0x2B81D, 0), "E": (0x2B820, 0x2CEA1, 0), "F": (0x2CEB0, 0x2EBE0, 0),
}  # fmt: skip


def test_the_shipped_fonts_are_those_of_the_list() -> None:
    listed = {row["file"]: row["sha256"] for row in json.loads((FOLDER / "fonts.json").read_text("utf-8"))["fonts"]}
    shipped = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in FOLDER.glob("*.ttf")}
    assert shipped == listed
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) <= 80_000_000


def test_every_licence_a_font_names_lies_beside() -> None:
    told = (ROOT / "resources/licences/fonts.md").read_text("utf-8")
    for row in json.loads((FOLDER / "fonts.json").read_text("utf-8"))["fonts"]:
        assert row["file"] in told
    for name in ("fandol-GPL-3.0-font-exception", "hanazono", "lxgw-wenkai-OFL-1.1", "noto-serif-sc-OFL-1.1"):
        assert f"{name}.txt" in told
        assert (ROOT / f"resources/licences/{name}.txt").stat().st_size > 500


@pytest.mark.parametrize("block", BLOCKS)
def test_ideographs_up_to_extension_f_can_be_printed(block: str) -> None:
    first, last, missing = BLOCKS[block]
    drawn = set().union(*(fonts.load(name).face.charToGlyph for name in ("CadreFang", "CadreSong", "CadreRareA", "CadreRareB")))
    assert len([code for code in range(first, last + 1) if code not in drawn]) == missing


@pytest.mark.parametrize("face", list(Face))
def test_rare_names_get_full_width_in_every_face(face: Face) -> None:
    assert [widths(face)[sign] for sign in RARE] == [1000] * len(RARE)


def test_a_character_without_a_glyph_is_refused_with_its_code_point_and_place() -> None:
    with pytest.raises(AppError) as caught:
        refuse_unprintable("他说😀好", "答", "turns.2.answer")
    assert caught.value.fault is NO_GLYPH
    assert caught.value.field == "turns.2.answer"
    assert "U+1F600" in caught.value.message()
    assert "第 3 字" in caught.value.message()
    assert "答" in caught.value.message()


def test_invisible_formatting_is_not_refused() -> None:
    refuse_unprintable("零宽\u200b空格\ufeff和\t制表\n换行", "文字", "x")


def test_characters_beyond_the_first_plane_are_told_in_utf_16() -> None:
    cmap = to_unicode([0x4E00, 0x20BB7, *range(0x4E10, 0x4E90)])
    assert "<0001> <4E00>" in cmap
    assert "<0002> <D842DFB7>" in cmap
    assert "100 beginbfchar" in cmap
    assert "30 beginbfchar" in cmap


def test_the_rebuilding_script_knows_the_shipped_bytes() -> None:
    done = subprocess.run([sys.executable, "installer/fonts.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("damage", [None, b"", b"no font"])
def test_a_missing_or_broken_font_file_is_named(damage: bytes | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if damage is not None:
        (tmp_path / "Lost.ttf").write_bytes(damage)
    monkeypatch.setattr(fonts, "FOLDER", tmp_path)
    with pytest.raises(AppError) as caught:
        fonts.load("Lost")
    assert caught.value.code == "FONT_MISSING"
    assert "Lost.ttf" in caught.value.message()


def test_a_fresh_process_that_sets_papers_in_threads_at_once_gets_them_right() -> None:
    code = (
        "from concurrent.futures import ThreadPoolExecutor as T;from tests.paper.samples import talk;"
        "from cadreapp.paper.talk import signing;"
        "print(len(set(T(4).map(signing, [talk()] * 4))), signing(talk()) == next(iter(T(1).map(signing, [talk()]))))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["1", "True"], done.stderr
