"""Measured on paper: talk records from the store to PDF."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from cadreapp.bench import ground
from cadreapp.bench.gauge import paired, peak
from cadreapp.bench.row import Figure
from cadreapp.kernel.clock import SystemClock
from cadreapp.office import gate, reading
from cadreapp.office.door import Office, open_office
from cadreapp.office.papers import printing
from cadreapp.paper.fonts import load
from cadreapp.paper.typeset import draw
from cadreapp.paper.typeset.marks import Glyphs, Mark, Straight, Waiting
from cadreapp.paper.typeset.pen import Pen, told
from cadreapp.store.reading import Listing

RECORDS = 30


def pages(root: Path) -> list[Figure]:
    """Print talks one by one; the limit draws the same glyphs at the same places with the canvas's own calls."""
    clock = SystemClock()
    opened = gate.unlock(root, ground.PASSPHRASE, clock.now())
    with open_office(root, opened, clock, write=False) as office:
        ids = [line.id for line in office.ask(reading.rows, Listing("talk"), RECORDS)]
        count = sum(office.ask(printing.pdf, key).pages for key in ids)
        # Before the marks of every paper are kept, which the limit alone needs.
        memory = peak()
        with watched() as papers:
            _print(office, ids)
        ours, limit = paired(lambda: _print(office, ids), lambda: [drawn(paper) for paper in papers])
        return [Figure("pages", count / ours, count / limit, memory)]


def _print(office: Office, ids: list[str]) -> None:
    for key in ids:
        office.ask(printing.pdf, key)


@contextmanager
def watched() -> Iterator[list[list[list[Mark]]]]:
    """Give a list that takes the marks of every paper drawn within the block, page by page."""
    papers: list[list[list[Mark]]] = []

    class Watching(Pen):
        def draw(self, marks: list[Mark]) -> None:
            if self.number == 1:
                papers.append([])
            page: list[Mark] = []
            for mark in marks:
                page += told(mark, self.number, self.total) if isinstance(mark, Waiting) else [mark]
            papers[-1].append(page)
            super().draw(marks)

    vars(draw)["Pen"] = Watching
    try:
        yield papers
    finally:
        vars(draw)["Pen"] = Pen


def drawn(paper: list[list[Mark]]) -> bytes:
    """Return a PDF of given marks, drawn with the canvas's own calls: no line is broken, nothing is told of what they are."""
    out = BytesIO()
    canvas = Canvas(out, invariant=1, pageCompression=1)
    height = 842
    for marks in paper:
        for mark in marks:
            if isinstance(mark, Glyphs):
                load(mark.font)
                canvas.setFont(mark.font, mark.size)
                canvas.drawString(mark.x, height - mark.y, mark.text, charSpace=mark.spacing)
            elif isinstance(mark, Straight):
                canvas.line(mark.x, height - mark.y, mark.x2, height - mark.y2)
        canvas.showPage()
    canvas.save()
    return out.getvalue()
