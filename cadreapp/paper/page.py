"""Page geometry in one place: GB/T 9704-2012 and the record paper, numbers in points (1/72 inch) from the top left.

GB/T 9704-2012 §5: A4, head margin 37 mm, binding margin 28 mm, type area 156 × 225 mm, 22 lines of 28 characters that
fill it. 28 characters of size 3 are 28 × 15.75 pt = 155.6 mm; the 22nd line ends 225 mm below the head margin.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

MM = 72 / 25.4
A4 = (210 * MM, 297 * MM)

# Sizes by their Chinese number (GB/T 9704 names them so), in points.
ER, SAN, XIAO_SAN, SI, XIAO_SI, WU, XIAO_WU = 22.0, 15.75, 15.0, 14.0, 12.0, 10.5, 9.0


@dataclass(frozen=True, slots=True)
class Geometry:
    """A page: paper size, the type area's left, top, measure (width) and depth, its body size and leading.

    `depth` counts the leading below the last line too, so that 22 lines fit as the standard counts them. On a `grid`
    page every body line stands on one of the page's lines, whatever stands above it.
    """

    width: float
    height: float
    left: float
    top: float
    measure: float
    depth: float
    size: float
    leading: float
    grid: bool = False

    @property
    def foot(self) -> float:
        """The lower edge of the type area."""
        return self.top + self.depth - (self.leading - self.size)

    @property
    def lines(self) -> int:
        """How many body lines the page holds."""
        return int(self.depth / self.leading + 0.001)


def landscape(page: Geometry) -> Geometry:
    """Return the page on its side: the binding margin lies on top, the head margin on the right."""
    left, top = 25 * MM, 28 * MM
    return replace(page, width=page.height, height=page.width, left=left, top=top,
                   measure=page.height - 2 * left, depth=page.width - top - 24 * MM)


# 公文 (GB/T 9704-2012 §5.2): a line is about 1 + 7/8 characters high; this one fills the 225 mm exactly.
_LINE = (225 * MM - SAN) / 21
OFFICIAL = Geometry(*A4, 28 * MM, 37 * MM, 28 * SAN, 22 * _LINE, SAN, _LINE, grid=True)
# 记录纸: size 4 on 26.5 pt, 25 lines of 31 characters; bound on the left, room below for a signature on every page.
RECORD = Geometry(*A4, 28 * MM, 30 * MM, 31 * SI, 25 * 26.5, SI, 26.5)
# 表格: small size 4 and never below size 5; as wide as a 公文.
FORM = Geometry(*A4, 28 * MM, 28 * MM, 156 * MM, 240 * MM, XIAO_SI, 20.0)
# 台账: a table on its side, bound on top.
REGISTER = replace(landscape(FORM), size=WU, leading=16.0)

# What GB/T 9704-2012 measures on a 公文: the upper edge of the issuer's red name below the type area's (§7.2.4, §10.3), the red
# line below the number (§7.2.7), the dashes of the page number below the type area (§7.5), the lines of the imprint (§7.4).
MAST_BELOW_HEAD = 35 * MM
RED_LINE_BELOW_NUMBER = 4 * MM
PAGE_NUMBER_BELOW = 7 * MM
TYPE_DEPTH = 225 * MM
IMPRINT_HEAVY, IMPRINT_LIGHT = 0.35 * MM, 0.25 * MM
# 信函格式 (§10.1): the issuer's name 30 mm below the paper's edge, double lines 4 mm below it and 20 mm above the lower edge.
LETTER_MAST = 30 * MM
LETTER_LINE_BELOW_MAST = 4 * MM
LETTER_LINE_ABOVE_EDGE = 20 * MM
LETTER_LINE = 170 * MM
# A common seal is 42 mm across; its upper edge may stand one line below the text at most (§7.3.5.1).
SEAL = 42 * MM
# Room for a pen: rows to sign in, boxes for an opinion.
SIGN_ROW, OPINION_BOX = 12 * MM, 35 * MM
