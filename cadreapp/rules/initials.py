"""Pinyin initials of a name, one key for each way to read it, so that 曾 is found under both c and z."""

from __future__ import annotations

from functools import lru_cache
from itertools import product

from cadreapp.rules.names import parts

MOST_KEYS = 64
"""Keys of one name; beyond it the later characters count only with their usual reading."""

# Readings as surnames, first the usual one, beside what the dictionary knows (domain.md §10).
_SURNAMES = {
    "曾": "zc", "单": "sd", "仇": "qc", "解": "xj", "区": "oq", "查": "zc", "盖": "g", "朴": "p", "纪": "j", "任": "r",
    "华": "h", "那": "n", "翟": "z", "缪": "m", "隗": "wk", "洗": "x", "冼": "x", "尹": "y", "乐": "yl", "员": "y",
    "召": "s", "折": "s", "宓": "fm", "秘": "bm", "种": "cz", "覃": "tq", "乜": "n", "黑": "h", "繁": "p", "尉": "yw",
    "车": "c", "哈": "h", "句": "g", "祭": "z", "逄": "p", "俞": "y", "晁": "c", "郇": "xh", "侴": "c", "𠮷": "j",
}
_COMPOUNDS = {
    "尉迟": "yc", "万俟": "mq", "长孙": "zs", "鲜于": "xy", "令狐": "lh", "单于": "cy", "澹台": "tt", "呼延": "hy",
    "宰父": "zf", "亓官": "qg", "濮阳": "py", "淳于": "cy", "公冶": "gy", "皇甫": "hf", "夏侯": "xh", "拓跋": "tb",
}
_RARE = {"𠮷": "j", "㐂": "x", "〇": "l"}


def initials(name: str) -> frozenset[str]:
    """Return the lower-case keys under which a name is found: each reading of the whole, and for a name of several parts
    (阿依古丽·买买提) of each part and of the rest from each part on. A character without a known reading gives none.
    """
    pieces = parts(name)
    keys: set[str] = set()
    for place in range(len(pieces)):
        keys |= _keys("".join(pieces[place:]), surname=place == 0)
        keys |= _keys(pieces[place], surname=place == 0)
    return frozenset(key for key in keys if key)


def _keys(text: str, *, surname: bool) -> set[str]:
    keys = _product([_letters(char) for char in text])
    if surname and len(text) > 1:
        if text[:2] in _COMPOUNDS:
            keys |= {_COMPOUNDS[text[:2]] + rest for rest in _product([_letters(char) for char in text[2:]])}
        if text[0] in _SURNAMES:
            rests = _product([_letters(char) for char in text[1:]])
            keys |= {first + rest for first in _SURNAMES[text[0]] for rest in rests}
    return keys


def _product(choices: list[str]) -> set[str]:
    total = 1
    bounded = []
    for letters in choices:
        allowed = letters if total * len(letters) <= MOST_KEYS else letters[:1]
        total *= max(len(allowed), 1)
        bounded.append(allowed or " ")
    return {"".join(key).replace(" ", "") for key in product(*bounded)}


@lru_cache(maxsize=30_000)
def _letters(char: str) -> str:
    """Return the initials a character may have, the usual one first; a Latin letter or digit is its own."""
    if char.isascii():
        return char.lower() if char.isalnum() else ""
    if char in _RARE:
        return _RARE[char]
    # Opening a list must not pay for loading it.
    from pypinyin import Style, pinyin

    found = pinyin(char, style=Style.FIRST_LETTER, heteronym=True, errors="ignore")
    readings = [first for first in found[0] if first.isascii() and first.isalpha()] if found else []
    return "".join(dict.fromkeys(readings))
