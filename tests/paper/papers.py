"""What other programs see in a PDF: text, fonts, places; and goldens of pages that bear small differences of renderers."""

from __future__ import annotations

import subprocess
import unicodedata
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pdfplumber
from PIL import Image, ImageChops

from cadreapp.paper.view import Picture, pictures

GOLDEN = Path(__file__).parent.parent / "golden" / "paper"
DPI = 40
# A pixel may differ by this much, and this many of a thousand may differ more: another build of the renderer.
_SHADE, _STRAY = 40, 2


def run(command: list[str], pdf: bytes) -> str:
    """Return what a program prints about the PDF on its standard input; a failure of the program fails the test."""
    done = subprocess.run(command, input=pdf, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode() + done.stdout.decode()
    return done.stdout.decode()


def text_of(pdf: bytes) -> str:
    """Return the text as pdftotext copies it out, in reading order."""
    return run(["pdftotext", "-raw", "-", "-"], pdf)


def squeezed(text: str) -> str:
    """Return text without blanks, to compare across line ends."""
    return "".join(sign for sign in text if not sign.isspace() and unicodedata.category(sign) != "Cc")


def checked(pdf: bytes, folder: Path) -> None:
    """Let qpdf look for anything wrong in the file."""
    path = folder / "paper.pdf"
    path.write_bytes(pdf)
    said = run(["qpdf", "--check", str(path)], b"")
    assert "No syntax or stream encoding errors" in said


def fonts_of(pdf: bytes, folder: Path) -> list[tuple[str, bool]]:
    """Return (name, embedded) of every font as pdffonts lists them."""
    path = folder / "fonts.pdf"
    path.write_bytes(pdf)
    rows = run(["pdffonts", str(path)], b"").splitlines()[2:]
    return [(row.split()[0], row[55:].split()[-5] == "yes") for row in rows]


def characters(pdf: bytes) -> list[list[dict[str, Any]]]:
    """Return the characters of each page with their places in points."""
    with pdfplumber.open(BytesIO(pdf)) as document:
        return [page.chars for page in document.pages]


def lines_drawn(pdf: bytes) -> list[list[dict[str, Any]]]:
    """Return the straight lines of each page with their places in points."""
    with pdfplumber.open(BytesIO(pdf)) as document:
        return [page.lines for page in document.pages]


def compare_with_golden(name: str, pdf: bytes, golden: Callable[[str, bytes | str], None], accept: bool) -> None:
    """Compare a paper with its goldens: the text to the letter, page pictures up to a small tolerance."""
    golden(f"paper/{name}.txt", text_of(pdf))
    kept = {path.name: path for path in GOLDEN.glob(f"{name}-*.png") if path.stem.removeprefix(f"{name}-").isdigit()}
    made = {f"{name}-{number}.png": _grey(picture) for number, picture in enumerate(pictures(pdf, DPI), 1)}
    if accept:
        for path in kept.values():
            path.unlink()
        for file, image in made.items():
            image.quantize(16).save(GOLDEN / file, optimize=True)
        return
    assert made.keys() == kept.keys(), f"{name} has {len(made)} pages, its golden {len(kept)}: accept them after a look"
    for file, image in made.items():
        _alike(Image.open(kept[file]).convert("L"), image, file)


def _grey(picture: Picture) -> Image.Image:
    return Image.frombytes("RGBA", (picture.width, picture.height), picture.rgba).convert("L")


def _alike(kept: Image.Image, made: Image.Image, name: str) -> None:
    assert kept.size == made.size, name
    histogram = ImageChops.difference(kept, made).histogram()
    assert sum(histogram[_SHADE:]) <= kept.width * kept.height * _STRAY / 1000, f"{name} looks different"
