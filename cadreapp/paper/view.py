"""From PDF to pictures of its pages, in memory only: preview, thumbnails and golden pictures all see the very file.

Several files become one to print.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from math import ceil
from threading import RLock
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
from pypdfium2 import PdfiumError, raw

from cadreapp.paper.faults import BAD_PDF, NO_PAGE

# PDFium serves one thread at a time, whichever document it is about.
_TURN = RLock()


@dataclass(frozen=True, slots=True)
class Picture:
    """One page as RGBA, 4 bytes a pixel, rows from the top without padding."""

    width: int
    height: int
    rgba: bytes


class Pages:
    """An open PDF: page sizes and pictures. Close it, or use it in a `with`; pages count from 0."""

    def __init__(self, pdf: bytes) -> None:
        try:
            with _TURN:
                self._document: Any = pypdfium2.PdfDocument(pdf)
        except PdfiumError as error:
            raise BAD_PDF() from error

    def __enter__(self) -> Pages:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __len__(self) -> int:
        return len(self._document)

    def close(self) -> None:
        """Let go of the file."""
        with _TURN:
            self._document.close()

    def size(self, number: int) -> tuple[float, float]:
        """Return width and height of a page in points; NO_PAGE outside the paper."""
        with _TURN:
            width, height = self._document.get_page_size(self._checked(number))
        return float(width), float(height)

    def picture(self, number: int, dpi: float = 96.0) -> Picture:
        """Return a page at `dpi` pixels an inch."""
        with _TURN, closing(self._document[self._checked(number)]) as page:
            bitmap = page.render(scale=dpi / 72, rev_byteorder=True, prefer_bgrx=True)
            image = bitmap.to_pil().convert("RGBA")
            return Picture(image.width, image.height, image.tobytes())

    def bands(self, number: int, dpi: float, rows: int = 512) -> Iterator[tuple[int, Picture]]:
        """Yield (top row, picture) of stripes of a page at most `rows` pixels high, from the top: for a printer, whose whole
        page at its resolution would take a hundred megabytes. Together they are the page as `picture` draws it."""
        wide, high = (ceil(points * dpi / 72) for points in self.size(number))
        flags = raw.FPDF_ANNOT | raw.FPDF_REVERSE_BYTE_ORDER
        for top in range(0, high, rows):
            with _TURN, closing(self._document[self._checked(number)]) as page:
                stripe = pypdfium2.PdfBitmap.new_native(wide, min(rows, high - top), raw.FPDFBitmap_BGRx, rev_byteorder=True)
                stripe.fill_rect((255, 255, 255, 255), 0, 0, stripe.width, stripe.height)
                # The whole page is drawn upwards out of the stripe: the same rounding as in one piece.
                raw.FPDF_RenderPageBitmap(stripe, page, 0, -top, wide, high, 0, flags)
                image = stripe.to_pil().convert("RGBA")
                stripe.close()
            yield top, Picture(image.width, image.height, image.tobytes())

    def thumbnail(self, number: int, width: int = 120) -> Picture:
        """Return a small picture of a page, `width` pixels wide."""
        return self.picture(number, 72 * width / self.size(number)[0])

    def text(self, number: int) -> str:
        """Return the text of a page as another program copies it."""
        with _TURN, closing(self._document[self._checked(number)]) as page:
            return str(page.get_textpage().get_text_range())

    def _checked(self, number: int) -> int:
        if not 0 <= number < len(self._document):
            raise NO_PAGE(page=number + 1, pages=len(self._document))
        return number


class Binder:
    """Several PDFs behind each other as one file to print: pages as they are drawn; outlines and tags stay behind.

    Close it, or use it in a `with`.
    """

    def __init__(self) -> None:
        with _TURN:
            self._document: Any = pypdfium2.PdfDocument.new()

    def __enter__(self) -> Binder:
        return self

    def __exit__(self, *_: object) -> None:
        with _TURN:
            self._document.close()

    def __len__(self) -> int:
        return len(self._document)

    def add(self, pdf: bytes) -> None:
        """Put a file behind the others. Raises BAD_PDF."""
        with _TURN, Pages(pdf) as pages:
            self._document.import_pages(pages._document)

    def file(self) -> bytes:
        """Return the file: the same bytes for the same papers."""
        out = BytesIO()
        with _TURN:
            self._document.save(out)
        with out.getbuffer() as written:
            _still(written)
        return out.getvalue()


# What PDFium writes anew each time: when the file was saved, and a name for it made of that.
_SAVED = re.compile(rb"/CreationDate\(D:(\d{14})")
_NAMED = re.compile(rb"/ID\[<([0-9A-F]{32})><([0-9A-F]{32})>\]>>\s*startxref\s+\d+\s+%%EOF\s*\Z")


def _still(pdf: memoryview) -> None:
    """Let a file, where it lies, be saved at the beginning of 2000 as our own papers are, and named by what is in it."""
    saved, named = _SAVED.search(pdf), _NAMED.search(pdf, max(len(pdf) - 400, 0))
    if saved is None or named is None:
        return
    places = [slice(*named.span(part)) for part in (1, 2)]
    pdf[slice(*saved.span(1))] = b"20000101000000"
    for place in places:
        pdf[place] = b"0" * 32
    name = sha256(pdf).hexdigest()[:32].upper().encode()
    for place in places:
        pdf[place] = name


def pictures(pdf: bytes, dpi: float = 96.0) -> Iterator[Picture]:
    """Yield every page of a PDF as a picture, the first as soon as it is drawn."""
    with Pages(pdf) as pages:
        for number in range(len(pages)):
            yield pages.picture(number, dpi)


def png(pdf: bytes, number: int = 0, dpi: float = 96.0) -> bytes:
    """Return one page as a PNG file."""
    from PIL import Image  # Pillow is not needed by the preview: it takes the raw pixels.

    with Pages(pdf) as pages:
        picture = pages.picture(number, dpi)
    out = BytesIO()
    image = Image.frombytes("RGBA", (picture.width, picture.height), picture.rgba)
    image.convert("RGB").save(out, "PNG", optimize=True)
    return out.getvalue()
