"""Page geometry in one place: GB/T 9704-2012 and the record paper, numbers in points (1/72 inch) from the top left.

GB/T 9704-2012 §5: A4, head margin 37 mm, binding margin 28 mm, type area 156 × 225 mm, 22 lines of 28 characters; a
line is one character plus 7/8 of a size-3 character, so with 15.75 pt the area is exactly 28 × 15.75 by 22 × 29.53 pt.
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

    `depth` counts the leading below the last line too, so that 22 lines fit as the standard counts them.
    """

    width: float
    height: float
    left: float
    top: float
    measure: float
    depth: float
    size: float
    leading: float

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


# 公文 (GB/T 9704-2012 §5.2): a line is 1 + 7/8 characters high.
OFFICIAL = Geometry(*A4, 28 * MM, 37 * MM, 28 * SAN, 22 * SAN * 1.875, SAN, SAN * 1.875)
# 记录纸: size 4 on 26.5 pt, 25 lines of 31 characters; bound on the left, room below for a signature on every page.
RECORD = Geometry(*A4, 28 * MM, 30 * MM, 31 * SI, 25 * 26.5, SI, 26.5)
# 表格: small size 4 and never below size 5; as wide as a 公文.
FORM = Geometry(*A4, 28 * MM, 28 * MM, 156 * MM, 240 * MM, XIAO_SI, 20.0)
