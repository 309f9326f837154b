"""From marks to the operators of one page: text, straight lines, and what in the structure each belongs to."""

from __future__ import annotations

from reportlab.pdfgen.canvas import Canvas

from cadreapp.paper.typeset.embed import Embedded
from cadreapp.paper.typeset.lines import set_line
from cadreapp.paper.typeset.marks import Glyphs, Mark, Straight, Waiting
from cadreapp.paper.typeset.structure import Bookmarks, Node, Role

# Grey 0 to 1, and whether it is red instead. The red of an office's letterhead is pure red.
_BLACK = (0.0, False)
_NOTHING, _TEXT, _LINES = 0, 1, 2


def _ink(ink: tuple[float, bool], coloured: str, grey: str) -> str:
    return f"1 0 0 {coloured}" if ink[1] else f"{ink[0]:.3f} {grey}"


class Pen:
    """Draws marks on the open page in their order, with as few changes of state as they allow.

    The operators are written here (ISO 32000-1 §8.5, §9.4, §14.6): the canvas's own text object repeats font and leading
    for every run and formats each number in Python, which took longer than breaking the lines.
    """

    def __init__(self, canvas: Canvas, fonts: Embedded, number: int, total: int) -> None:
        self.canvas, self.fonts = canvas, fonts
        self.height = float(vars(canvas)["_pagesize"][1])
        self.number, self.total = number, total
        self.code: list[str] = []
        self.mode = _NOTHING
        self.role: Node | None = None
        self.opened: Node | None = None
        # The element of each marked content of the page, by its number; headings that begin here with their height.
        self.nodes: list[Node] = []
        self.headings: list[tuple[Node, float]] = []
        # How many glyphs are still to come of a stretch whose text is told; whether its content is to be closed.
        self.said = 0
        self.stale = False

    def draw(self, marks: list[Mark]) -> None:
        """Draw marks after those drawn before."""
        for mark in marks:
            if type(mark) is Glyphs:
                self._glyphs(mark)
            elif type(mark) is Straight:
                self._straight(mark)
            elif type(mark) is Role:
                self.role = mark.node
            elif type(mark) is Waiting:
                for glyphs in told(mark, self.number, self.total):
                    self._glyphs(glyphs)

    def finish(self, bookmarks: Bookmarks) -> list[Node]:
        """Hand the operators to the page; return the elements of its marked contents."""
        self._into(_NOTHING)
        vars(self.canvas)["_code"].append("\n".join(self.code))
        for node, y in self.headings:
            bookmarks.mark(node, self.height - y)
        return self.nodes

    def _into(self, mode: int) -> None:
        if self.mode == _TEXT:
            self.code.append("EMC ET Q")
        elif self.mode == _LINES:
            self.code.append("Q EMC")
        self.mode = mode
        if mode == _LINES:
            self.code.append("/Artifact BMC q")
            self.weight = -1.0
        elif mode == _TEXT:
            self.code.append("q BT")
            self.font = ("", 0.0)
            self.spacing = self.stroke = 0.0
        self.ink = _BLACK

    def _straight(self, mark: Straight) -> None:
        if self.mode != _LINES:
            self._into(_LINES)
        ink = (mark.grey, mark.red)
        if ink != self.ink:
            self.code.append(_ink(ink, "RG", "G"))
            self.ink = ink
        if mark.weight != self.weight:
            self.code.append(f"{mark.weight:.3f} w")
            self.weight = mark.weight
        top = self.height
        self.code.append(f"{mark.x:.3f} {top - mark.y:.3f} m {mark.x2:.3f} {top - mark.y2:.3f} l S")

    def _begin(self, y: float, said: str) -> None:
        """Open a marked content of the element that is due; its text is told when its glyphs overlap.

        None lies within another: some programs take the end of the inner one for the end of both.
        """
        if self.mode == _TEXT:
            self.code.append("EMC")
        else:
            self._into(_TEXT)
        node = self.opened = self.role
        if node is None:
            self.code.append("/Artifact BMC")
            return
        # Some programs look for told text in spans only; the element's kind is told by the tree.
        kind, text = ("Span", f" /ActualText <FEFF{said.encode('utf-16-be').hex()}>") if said else (node.kind, "")
        self.code.append(f"/{kind} <</MCID {len(self.nodes)}{text}>> BDC")
        if node.text and not node.places:
            self.headings.append((node, y))
        node.places.append((self.number, len(self.nodes)))
        self.nodes.append(node)

    def _glyphs(self, mark: Glyphs) -> None:
        if self.mode != _TEXT or self.opened is not self.role or self.stale or mark.said:
            self._begin(mark.y - 1.5 * mark.size, mark.said)
            self.said, self.stale = mark.pieces, False
        code = self.code
        if mark.spacing != self.spacing:
            code.append(f"{mark.spacing:.4f} Tc")
            self.spacing = mark.spacing
        ink = (mark.grey, mark.red)
        if ink != self.ink:
            code.append(_ink(ink, "rg", "g"))
            self.ink = ink
        if mark.stroke != self.stroke:
            code.append(f"2 Tr {mark.stroke:.3f} w {_ink(ink, 'RG', 'G')}" if mark.stroke else "0 Tr")
            self.stroke = mark.stroke
        name, codes = self.fonts.used(mark.font)
        if (name, mark.size) != self.font:
            code.append(f"/{name} {mark.size:.3f} Tf")
            self.font = (name, mark.size)
        code.append(f"1 0 0 1 {mark.x:.3f} {self.height - mark.y:.3f} Tm <{mark.text.translate(codes)}> Tj")
        if self.said:
            self.said -= 1
            self.stale = not self.said


def told(mark: Waiting, page: int, pages: int) -> list[Glyphs]:
    """Return a waiting line now that page and number of pages are known."""
    text = mark.text.format(page=page, pages=pages)
    return [glyphs.moved(mark.x, mark.y) for glyphs in set_line(text, mark.style, mark.width)]
