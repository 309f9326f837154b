"""The preview is the very file: pages as pictures, without a file on disk."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from cadreapp.kernel.errors import AppError
from cadreapp.paper.talk import signing
from cadreapp.paper.view import Binder, Pages, pictures, png
from tests.house.tree import ROOT
from tests.paper.papers import checked, run, squeezed, text_of
from tests.paper.samples import talk


def test_a_page_is_drawn_at_the_asked_resolution_in_opaque_colours() -> None:
    with Pages(signing(talk())) as pages:
        assert len(pages) == 3
        assert pages.size(0) == pytest.approx((595.28, 841.89), abs=0.1)
        picture = pages.picture(0, 72)
        assert abs(picture.width - 595) <= 1
        assert abs(picture.height - 842) <= 1
        assert len(picture.rgba) == picture.width * picture.height * 4
        assert set(picture.rgba[3::4]) == {255}
        assert min(picture.rgba) < 64
        assert pages.thumbnail(2, 120).width == pytest.approx(120, abs=1)
        assert "谈话对象" in pages.text(0)


def test_every_page_comes_in_order() -> None:
    drawn = list(pictures(signing(talk()), 20))
    assert len(drawn) == 3
    assert len({picture.rgba for picture in drawn}) == 3


def test_a_png_is_a_picture_other_programs_read() -> None:
    assert Image.open(BytesIO(png(signing(talk()), 1, 30))).format == "PNG"


@pytest.mark.parametrize("data", [b"", b"no pdf at all", b"%PDF-1.7\n"])
def test_what_is_no_pdf_is_refused(data: bytes) -> None:
    with pytest.raises(AppError) as caught:
        Pages(data)
    assert caught.value.code == "BAD_PDF"


def test_a_page_beyond_the_last_is_refused() -> None:
    with Pages(signing(talk())) as pages, pytest.raises(AppError) as caught:
        pages.picture(3)
    assert caught.value.code == "NO_PAGE"
    assert "4" in caught.value.message()


def test_papers_set_and_drawn_in_several_threads_at_once_are_whole() -> None:
    alone = [signing(talk(kind=kind)) for kind in ("remind", "heart", "visit")]
    shown = [png(pdf, 0, 40) for pdf in alone]

    def work(number: int) -> tuple[bytes, bytes]:
        pdf = signing(talk(kind=("remind", "heart", "visit")[number % 3]))
        return pdf, png(pdf, 0, 40)

    with ThreadPoolExecutor(4) as threads:
        for number, (pdf, picture) in enumerate(threads.map(work, range(12))):
            assert pdf == alone[number % 3]
            assert picture == shown[number % 3]


@pytest.mark.parametrize(("dpi", "rows"), [(72, 100), (150, 512), (203, 77)])
def test_the_stripes_of_a_page_are_the_page(dpi: int, rows: int) -> None:
    with Pages(signing(talk())) as pages:
        whole = pages.picture(0, dpi)
        stripes = list(pages.bands(0, dpi, rows))
    assert [top for top, _ in stripes] == list(range(0, whole.height, rows))
    assert {stripe.width for _, stripe in stripes} == {whole.width}
    made = b"".join(stripe.rgba for _, stripe in stripes)
    assert len(made) == len(whole.rgba)
    # The smoothing along the edge of a stripe may differ by a shade.
    assert sum(one != other for one, other in zip(made[::4], whole.rgba[::4], strict=True)) < len(made) / 4000


def bound(*papers: bytes) -> bytes:
    with Binder() as binder:
        for paper in papers:
            binder.add(paper)
        return binder.file()


def test_papers_bound_into_one_file_are_the_same_bytes_whenever_they_are_bound(tmp_path: Path) -> None:
    papers = [signing(talk(matter=f"第{n}件事𠮷")) for n in range(3)]
    first = bound(*papers)
    # The file says to the second when it was saved.
    code = "import sys,time;from pathlib import Path;from cadreapp.paper.view import Binder\n" \
           "time.sleep(1.1)\nwith Binder() as b:\n  [b.add(Path(p).read_bytes()) for p in sys.argv[2:]]\n" \
           "  Path(sys.argv[1]).write_bytes(b.file())"
    names = [tmp_path / f"{n}.pdf" for n in range(3)]
    for name, paper in zip(names, papers, strict=True):
        name.write_bytes(paper)
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "other.pdf"), *map(str, names)], cwd=ROOT, check=True)
    assert (tmp_path / "other.pdf").read_bytes() == first
    assert bound(*papers[::-1]) != first
    checked(first, tmp_path)
    told = run(["env", "TZ=UTC0", "pdfinfo", "-"], first)
    assert [line for line in told.splitlines() if "Date" in line and " 2000 " not in line] == []
    assert squeezed(text_of(first)) == "".join(squeezed(text_of(paper)) for paper in papers)
