"""What may stand at the head and tail of a line, what is kept whole, which signs carry blank that may be pressed.

Sources: GB/T 15834-2011 (punctuation at line ends), W3C clreq §3.1.4 (prohibition rules, adjacent punctuation),
GB/T 9704-2012 (numbers and years are not broken).
"""

from __future__ import annotations

import re

NOT_AT_HEAD = frozenset("，。、；：？！）》」』】〕〉”’％‰℃…—·～々ー,.;:?!)]}%°")
NOT_AT_TAIL = frozenset("（《「『【〔〈“‘([{￥¥$№")

# Blank on the right half of a full-width sign, in 1/1000 em: what a line's end may swallow.
BLANK_BEHIND = {**dict.fromkeys("，。、）》」』】〕〉”’", 500), **dict.fromkeys("；：？！", 400)}

# Two signs side by side give up half an em between them.
PRESSED = re.compile("[，。、；：？！）》」』】〕〉”’](?=[，。、；：？！）》」』】〕〉”’（《「『【〔〈“‘])|[（《「『【〔〈“‘](?=[（《「『【〔〈“‘])")

_UNITS = "年月日时分秒号件页人次处条款项章节元万亿个名岁届期份天周级度米克吨亩倍户篇字区室楼层％%‰℃"
_WORD = r"[0-9A-Za-z](?:[0-9A-Za-z.,:/%@_+\-'&#=?~]*[0-9A-Za-z%])?"
KEPT_WHOLE = re.compile(rf".〔\d{{4}}〕\d+号|第?{_WORD}[{_UNITS}]{{0,2}}|——+|……+|第[一二三四五六七八九十百零〇]+[{_UNITS}]")
_MAY_KEEP = re.compile(r"[0-9A-Za-z—…第]")


def kept_inside(text: str) -> set[int]:
    """Return the places (before which character) where `text` must not be broken because a unit would fall apart."""
    if not _MAY_KEEP.search(text):
        return set()
    inside: set[int] = set()
    for found in KEPT_WHOLE.finditer(text):
        inside.update(range(found.start() + 1, found.end()))
    return inside


def may_break(text: str, at: int, kept: set[int]) -> bool:
    """Tell whether a line may end before character `at` (0 < at < len(text))."""
    if at in kept or text[at] in NOT_AT_HEAD or text[at] == " ":
        return False
    return text[at - 1] not in NOT_AT_TAIL and text[at - 1] != "\u00a0" != text[at]
