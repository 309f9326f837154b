"""From paragraphs to lines of glyphs: faces per span, stand-ins per character, pressed signs, alignment."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from cadreapp.paper.fonts import UNSEEN, Face, alike, match, widths
from cadreapp.paper.typeset.blocks import Align, Paragraph, Span, Style, Title
from cadreapp.paper.typeset.breaker import Line, Measured, break_balanced, break_lines
from cadreapp.paper.typeset.marks import Glyphs
from cadreapp.paper.typeset.signs import BLANK_BEFORE, PRESSED

# The em box of the body face: 0.88 above the baseline, 0.12 below; every face is set into it.
ASCENT = 0.88
# A stand-in that is drawn smaller is kept in the middle of the line, not on its foot.
_MIDDLE = 0.38
# From this gap on, in 1/1000 em, Latin words are kept close; wider than the second no gap becomes.
_AIRY, _AIRIEST = 40.0, 200.0
_LATIN = re.compile("[!-~]{2,}")
_CLEAN = {**UNSEEN, ord("\t"): "  ", ord("\r"): None}


def baseline(style: Style) -> float:
    """Return how far below the top of its line the baseline lies, in points."""
    return (style.leading - style.size) / 2 + ASCENT * style.size


def set_paragraph(paragraph: Paragraph | Title, measure: float) -> list[list[Glyphs]]:
    """Return the lines of a paragraph, each as glyphs from the left of `measure` (points) and the top of the line."""
    return [line for part in set_parts(paragraph, measure) for line in part]


def set_parts(paragraph: Paragraph | Title, measure: float) -> list[list[list[Glyphs]]]:
    """Return the lines as `set_paragraph` does, one list for each stretch between line feeds."""
    style = paragraph.style
    spans = (Span(paragraph.text),) if isinstance(paragraph.text, str) else paragraph.text
    balanced = isinstance(paragraph, Title)
    parts: list[list[list[Glyphs]]] = []
    for number, part in enumerate(_parts(spans)):
        first = style.first if number == 0 or style.first > 0 else 0.0
        parts.append(_Setting(part, style).lines(measure, first, balanced))
    return parts


def natural_width(text: str, face: Face, size: float) -> float:
    """Return the width of one unbroken line in points."""
    table = widths(face)
    return sum(table[sign] for sign in text.translate(_CLEAN)) * size / 1000


def set_line(text: str, style: Style, measure: float) -> list[Glyphs]:
    """Return one unbroken line of plain text, aligned in `measure` points."""
    setting = _Setting([Span(text.translate(_CLEAN))], style)
    whole = Line(0, len(setting.text), 0.0, setting.measured.edges[-1])
    return setting.glyphs(whole, measure, 0.0)


def _parts(spans: tuple[Span, ...]) -> Iterator[list[Span]]:
    part: list[Span] = []
    for span in spans:
        pieces = span.text.translate(_CLEAN).split("\n")
        for number, piece in enumerate(pieces):
            if number:
                yield part
                part = []
            if piece:
                part.append(Span(piece, span.face))
    yield part


def _tracked(line: Line, spacing: float) -> Line:
    return Line(line.start, line.end, spacing, line.width + spacing * (line.end - line.start - 1))


class _Setting:
    """One stretch of text without line feeds, measured."""

    def __init__(self, spans: list[Span], style: Style) -> None:
        self.style = style
        self.spans = [(span.face or style.face, span.text) for span in spans]
        self.text = "".join(text for _, text in self.spans)
        advances: list[float] = []
        for face, text in self.spans:
            advances += map(widths(face).__getitem__, text)
        self.pressed = [found.start() for found in PRESSED.finditer(self.text)]
        for at in self.pressed:
            if advances[at] >= 900 and advances[at + 1] >= 900:
                advances[at] -= 500
        self.measured = Measured(self.text, advances)

    def lines(self, measure: float, first: float, balanced: bool) -> list[list[Glyphs]]:
        style = self.style
        if not self.text:
            return [[]]
        room = (measure / style.size - style.left - style.right) * 1000
        if balanced:
            lines = (_tracked(line, style.tracking * 1000) for line in break_balanced(self.measured, room))
            return [self.glyphs(line, measure, 0.0) for line in lines]
        broken = break_lines(self.measured, room - first * 1000, room)
        return [self.glyphs(line, measure, style.left + (first if line.start == 0 else 0.0)) for line in broken]

    def glyphs(self, line: Line, measure: float, indent: float) -> list[Glyphs]:
        """Return one line placed in `measure` points, `indent` ems from its left."""
        style, em = self.style, self.style.size / 1000
        gaps = max(line.end - line.start - 1, 0)
        stretched = line.spacing if style.align is Align.JUSTIFY or style.tracking else min(line.spacing, 0.0)
        if style.align is Align.SPREAD and gaps:
            stretched = max(line.spacing + (measure / em - line.width) / gaps, 0.0)
        width = line.width - (line.spacing - stretched) * gaps
        x = indent * style.size
        if style.align is Align.CENTRE:
            x = (measure + (style.left - style.right) * style.size - width * em) / 2
        elif style.align is Align.RIGHT:
            x = measure - style.right * style.size - width * em
        return self._placed(line, x, stretched)

    def _placed(self, line: Line, x: float, spacing: float) -> list[Glyphs]:
        style, em = self.style, self.style.size / 1000
        y = baseline(style)
        placed: list[Glyphs] = []
        edges = self.measured.edges
        for low, high, apart, moved in self._pieces(line, spacing):
            for start, end, font, face, base in self._runs(low, high):
                at = x + (edges[start] - edges[line.start] + moved + apart * (start - low)) * em
                text = self.text[start:end]
                if font == base:
                    placed.append(Glyphs(at, y, font, style.size, apart * em, text, 0.0, style.grey, style.red))
                    continue
                how = match(face, font, text[0])
                # Drawn smaller, each keeps the middle of its own width: what is left of it goes between them.
                spare = (1 - how.scale) * (edges[end] - edges[start]) / (end - start)
                lift = (1 - how.scale) * style.size * _MIDDLE
                placed.append(Glyphs(at + spare / 2 * em, y - lift, font, style.size * how.scale, (apart + spare) * em, text,
                                     how.stroke * style.size, style.grey, style.red))
        if line.squeeze or bisect_left(self.pressed, line.start) < bisect_left(self.pressed, line.end - 1):
            _tell(placed)
        return placed

    def _pieces(self, line: Line, spacing: float) -> Iterator[tuple[int, int, float, float]]:
        """Yield (start, end, spacing, how far it moves in 1/1000 em) of stretches that are spaced evenly."""
        if line.squeeze:
            yield from self._squeezed(line, spacing)
        elif spacing > _AIRY and self.style.align is Align.JUSTIFY and _LATIN.search(self.text, line.start, line.end):
            yield from self._airy(line, spacing)
        else:
            yield line.start, line.end, spacing, 0.0

    def _squeezed(self, line: Line, spacing: float) -> Iterator[tuple[int, int, float, float]]:
        """The blank before an opening sign goes in front of it, that behind a closing one after it."""
        blanks = self.measured.blanks
        begun, moved = line.start, 0.0
        for at in range(line.start + 1, line.end - 1):
            if at not in blanks:
                continue
            cut = at if self.text[at] in BLANK_BEFORE else at + 1
            if cut > begun:
                yield begun, cut, spacing, moved + spacing * (begun - line.start)
            begun = cut
            moved -= line.squeeze * blanks[at]
        yield begun, line.end, spacing, moved + spacing * (begun - line.start)

    def _airy(self, line: Line, spacing: float) -> Iterator[tuple[int, int, float, float]]:
        """A loose line gets its air between characters, not inside words and figures."""
        words = [found.span() for found in _LATIN.finditer(self.text, line.start, line.end)]
        gaps = line.end - line.start - 1
        free = gaps - sum(end - start - 1 for start, end in words)
        apart = min(spacing * gaps / free, _AIRIEST) if free else 0.0
        begun, moved = line.start, 0.0
        for start, end in [*words, (line.end, line.end)]:
            if start > begun:
                yield begun, start, apart, moved
                moved += apart * (start - begun)
            if end > start:
                yield start, end, 0.0, moved
                moved += apart
            begun = end

    def _runs(self, start: int, end: int) -> Iterator[tuple[int, int, str, Face, str]]:
        """Yield (start, end, font, face, the face's own font) of stretches that are drawn in one go."""
        begun = 0
        for face, text in self.spans:
            low, high = max(start, begun), min(end, begun + len(text))
            begun += len(text)
            if low < high:
                yield from self._within(low, high, face)

    def _within(self, low: int, high: int, face: Face) -> Iterator[tuple[int, int, str, Face, str]]:
        table = widths(face)
        strangers, base = table.strangers, table.base
        cuts = {at + 1 for at in self.pressed[bisect_left(self.pressed, low) : bisect_left(self.pressed, high - 1)]}
        if not cuts and strangers.keys().isdisjoint(self.text[low:high]):
            yield low, high, base, face, base
            return
        for at in range(low, high):
            font = strangers.get(self.text[at], base)
            if at == low:
                begun, current = low, font
            elif font != current or at in cuts or (font != base and not alike(self.text[at - 1], self.text[at], table)):
                yield begun, at, current, face, base
                begun, current = at, font
        yield begun, high, current, face, base


def _tell(placed: list[Glyphs]) -> None:
    """Tell the text of glyphs that overlap, stretch by stretch between those of the higher planes.

    PDFium leaves a told character above U+FFFF out (seen with 7834), and reads it well where it is not told.
    """
    begun = 0
    for at in range(len(placed) + 1):
        if at < len(placed) and max(placed[at].text) <= "\uffff":
            continue
        if begun < at:
            said = "".join(glyphs.text for glyphs in placed[begun:at])
            placed[begun] = placed[begun]._replace(said=said, pieces=at - begun)
        begun = at + 1
