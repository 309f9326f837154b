"""What each part of a paper is, told in the file: the tree of a tagged PDF (ISO 32000-1 §14.8) and its bookmarks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFObject
from reportlab.pdfgen.canvas import Canvas


class Node:
    """An element: `kind` is its standard type (P, H1, Table …), `text` what a heading says.

    `places` are (page from 1, number of the marked content on it), filled while the pages are drawn.
    """

    __slots__ = ("attributes", "children", "kind", "places", "text")

    def __init__(self, kind: str, text: str = "", attributes: str = "") -> None:
        self.kind, self.text, self.attributes = kind, text, attributes
        self.children: list[Node] = []
        self.places: list[tuple[int, int]] = []

    def add(self, kind: str, attributes: str = "") -> Node:
        """Return a new element inside this one."""
        node = Node(kind, "", attributes)
        self.children.append(node)
        return node


class Role(NamedTuple):
    """Among marks: what follows belongs to `node`; None makes it part of the page, not of the text."""

    node: Node | None

    def moved(self, dx: float, dy: float) -> Role:
        """Return the same: it lies nowhere."""
        return self


class _Element(PDFObject):
    """One object of the file, of text that is known once all objects have their numbers."""

    def __init__(self, parts: list[str]) -> None:
        self.parts = parts

    def format(self, document: Any) -> bytes:
        return "".join(self.parts).encode("ascii")


def tell(canvas: Canvas, roots: Iterable[Node], pages: list[list[Node]]) -> None:
    """Write the tree into the file; `pages` lists the element of every marked content of each page, by its number."""
    document = vars(canvas)["_doc"]
    top = Node("Document")
    top.children = [node for node in roots if _holds(node)]
    tree = _Element([])
    root = _number(document, tree)
    numbers: dict[int, int] = {}
    _write(document, top, root, numbers)
    owners = " ".join(f"{at} [{' '.join(f'{numbers[id(node)]} 0 R' for node in nodes)}]" for at, nodes in enumerate(pages) if nodes)
    parents = _number(document, _Element([f"<</Nums [{owners}]>>"]))
    tree.parts = [f"<</Type /StructTreeRoot /K {numbers[id(top)]} 0 R /ParentTree {parents} 0 R /ParentTreeNextKey {len(pages)}>>"]
    document.Catalog.StructTreeRoot = tree
    document.Catalog.MarkInfo = PDFDictionary({"Marked": "true"})
    canvas.setViewerPreference("DisplayDocTitle", "true")
    for at in range(len(pages)):
        page = document.idToObject[f"Page{at + 1}"]
        # The writer knows only some entries of a page by itself.
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents, page.Tabs = at, "/S"


def _holds(node: Node) -> bool:
    return bool(node.places) or any(_holds(child) for child in node.children)


def _number(document: Any, element: _Element) -> int:
    name = document.Reference(element).name
    return int(document.idToObjectNumberAndVersion[name][0])


def _write(document: Any, node: Node, parent: int, numbers: dict[int, int]) -> int:
    element = _Element([])
    number = numbers[id(node)] = _number(document, element)
    kids = [*_contents(document, node), *(f"{_write(document, child, number, numbers)} 0 R" for child in node.children)]
    element.parts = [f"<</Type /StructElem /S /{node.kind} /P {parent} 0 R", node.attributes, f" /K [{' '.join(kids)}]>>"]
    return number


def _contents(document: Any, node: Node) -> Iterator[str]:
    for page, content in node.places:
        number = document.idToObjectNumberAndVersion[f"Page{page}"][0]
        yield f"<</Type /MCR /Pg {number} 0 R /MCID {content}>>"


def spans(kind: str, across: int = 1, down: int = 1) -> str:
    """Return the attributes of a table cell that stands over several columns or rows, or heads its column."""
    told = (" /Scope /Column" if kind == "TH" else "") + (f" /ColSpan {across}" if across > 1 else "")
    told += f" /RowSpan {down}" if down > 1 else ""
    return f" /A <</O /Table{told}>>" if told else ""


class Bookmarks:
    """The file's outline, made of its headings in their order."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas
        self.count = 0
        self.last = -1

    def mark(self, node: Node, top: float) -> None:
        """Add a heading that begins on the open page, `top` points above its foot."""
        key = f"h{self.count}"
        # No level may be left out on the way down.
        level = min(int(node.kind[1:]) - 1, self.last + 1)
        self.canvas.bookmarkPage(key, "XYZ", left=0, top=top)
        self.canvas.addOutlineEntry(node.text, key, level)
        self.count, self.last = self.count + 1, level
