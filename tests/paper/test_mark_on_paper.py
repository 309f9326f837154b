"""Claims about the mark in a paper's foot corner: another program reads its QR code, and it never stands beside a signature."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from hashlib import sha512
from math import hypot
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image
from pypdfium2.raw import FPDF_PAGEOBJ_FORM, FPDF_PAGEOBJ_PATH

from cadreapp.exchange.code import grouped
from cadreapp.kernel.spoken import ALPHABET
from cadreapp.paper import makers, papercode
from cadreapp.paper.page import MM
from cadreapp.paper.talk import signing
from cadreapp.paper.typeset.draw import rendering
from cadreapp.paper.view import pictures
from cadreapp.paper.wording import Form
from tests.paper.letters import letter
from tests.paper.samples import QUESTIONS, REFUSED, talk
from tests.paper.test_every_form import TYPED, full

CLEAR = 15 * MM
BICUBIC = Image.Resampling.BICUBIC
WORDS = ("签", "盖章")
ROW, HAND = 6 * MM, 60 * MM
KINDS = ("remind", "admonish", "entrusted", "heart", "clean")


def coder(digest: bytes) -> tuple[str, str]:
    """Return a mark of the true length whose signs differ from paper to paper."""
    signs = [byte % 32 for n in range(3) for byte in sha512(digest + bytes([n])).digest()]
    return "CP1" + "".join(ALPHABET[sign] for sign in signs[:176]), grouped(digest)


def marked(make: Callable[[], bytes]) -> bytes:
    with rendering(partial(papercode.coded, coder=coder)):
        return make()


def talks(kind: str) -> Iterator[bytes]:
    """Yield talks of one page to many, so that their last lines to sign end at many heights; one was not signed."""
    for times in (1, 2):
        turns = [{"id": f"q{n}", "question": q, "answer": a} for n, (q, a) in enumerate(QUESTIONS * times)]
        yield marked(lambda turns=turns, times=times: signing(talk(kind=kind, turns=turns, paper=[REFUSED] if times == 2 else [])))  # type: ignore[misc]


def forms(form: Form) -> Iterator[bytes]:
    for times in (1, 13):
        yield marked(lambda times=times: makers.make(full(form, lambda _path: "明写一句话" * times), form))  # type: ignore[misc]


def too_near(pdf: bytes) -> list[str]:
    """Return the pages on which the mark stands less than 15 mm from where someone signs; distances from the lower left."""
    found = []
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        for number, page in enumerate(document, 1):
            left, bottom, right, top = _mark(page)
            assert right - left < 44 * MM
            assert top - bottom < 12.1 * MM
            places = [(x, x + HAND, y - ROW * (y > 29 * MM)) for x, y in _words(page.get_textpage())]
            # In the foot it is the line itself that is signed on.
            lines = [thing.get_bounds() for thing in page.get_objects(filter=[FPDF_PAGEOBJ_PATH], max_depth=1)] if places else []
            places += [(x0, x1, y0) for x0, y0, x1, y1 in lines if y1 < 29 * MM and y1 - y0 < MM and 20 * MM < x1 - x0 < 100 * MM]
            for begins, ends, low in places:
                apart = hypot(max(0.0, begins - right, left - ends), max(0.0, low - top))
                if apart < CLEAR - 1 * MM:
                    found.append(f"page {number}: {apart / MM:.1f} mm")
    return found


def _words(text: Any) -> Iterator[tuple[float, float]]:
    """Yield the lower left corner of every word that asks for a signature or a seal."""
    for word in WORDS:
        search = text.search(word)
        while (found := search.get_next()) is not None:
            yield text.get_charbox(found[0])[:2]


def _mark(page: Any) -> tuple[float, float, float, float]:
    (mark,) = page.get_objects(filter=[FPDF_PAGEOBJ_FORM], max_depth=1)
    bounds: tuple[float, float, float, float] = mark.get_bounds()
    return bounds


@pytest.mark.parametrize("kind", KINDS)
def test_the_qr_code_of_a_talk_keeps_away_from_the_lines_to_sign(kind: str) -> None:
    for pdf in talks(kind):
        assert too_near(pdf) == []


@pytest.mark.parametrize("form", TYPED.values(), ids=list(TYPED))
def test_the_qr_code_of_every_form_keeps_away_from_signatures(form: Form) -> None:
    for pdf in forms(form):
        assert too_near(pdf) == []


def test_pages_signed_at_the_right_have_it_at_the_left_and_the_others_at_the_right() -> None:
    turns = [{"id": f"q{n}", "question": q, "answer": a} for n, (q, a) in enumerate(QUESTIONS * 3)]
    pdf = marked(lambda: signing(talk(turns=turns)))
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        sides = ["left" if _mark(page)[0] < page.get_width() / 2 else "right" for page in document]
    assert len(sides) > 3
    assert sides == ["left"] * (len(sides) - 1) + ["right"]


@pytest.mark.parametrize("dpi", [200, 300])
def test_a_reader_that_is_not_ours_reads_the_same_from_the_picture_of_every_page(dpi: int, tmp_path: Path) -> None:
    papers = [marked(lambda: signing(talk())), marked(lambda: makers.make(letter("summons"), TYPED["letter_summons"])),
              marked(lambda: makers.make(full(TYPED["remind_whole"], lambda _path: "𠮷䶮㛃"), TYPED["remind_whole"]))]
    for pdf in papers:
        told = papercode.read(pdf)
        for number, picture in enumerate(pictures(pdf, dpi)):
            # At 300 dpi as a scanner in the office gives it: grey, a little turned, not as sharp. zbar wants three pixels a
            # module, which 200 dpi do not give (2.3): other programs enlarge by themselves, for this one it has to be done.
            file, coarse = tmp_path / f"{number}.png", dpi < 260
            image = Image.frombytes("RGBA", (picture.width, picture.height), picture.rgba).convert("L")
            image = image.resize((image.width * 2, image.height * 2), BICUBIC) if coarse else image.rotate(0.4, BICUBIC, fillcolor=255)
            image.save(file)
            read = subprocess.run(["zbarimg", "--raw", "--quiet", "-Sdisable", "-Sqrcode.enable", str(file)], capture_output=True, check=False)
            assert read.stdout.decode().split() == [told.said], f"page {number + 1} at {dpi} dpi: {read.stderr.decode()}"
