"""What is wrong with the text of a TOML file that people write for us, each fault with its line and key."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from cadreapp.rules.packschema import Misfit, Path, misfits

_HEADER = re.compile(r"^\s*(\[\[?)\s*([\w.-]+)\s*\]\]?")
_KEY = re.compile(r"^\s*([\w-]+)\s*=\s*(.*)$")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Controls but tab and line feed, and those that turn the direction of what follows."""
_AT = re.compile(r"\(at line (\d+), column \d+\)|\(at end of document\)")


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something wrong in a file: 1-based `line`, dotted `key` ("rule.DL01.value.unit"), why in two languages."""

    line: int
    key: str
    what: str
    what_en: str


Judge = Callable[[dict[str, Any]], Iterable[Misfit]]


def flaws(text: str | bytes, schema: dict[str, Any], judge: Judge, name_of: Callable[[Path, Any], str]) -> tuple[Flaw, ...]:
    """Return everything wrong with a file, from its top down; nothing in it is ever run.

    `judge` is asked for what no schema can see once the file fits; `name_of` says a path as people read it.
    """
    try:
        text = text.decode("utf-8-sig") if isinstance(text, bytes) else text
        data = plain(tomllib.loads(text))
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        return (Flaw(line, "", "不是 UTF-8 文字", "not UTF-8 text"),)
    except tomllib.TOMLDecodeError as error:
        return (_syntax(str(error), str(text)),)
    except RecursionError:
        return (Flaw(1, "", "括号套得太深", "nested too deeply"),)
    places = _places(text)
    found = list(misfits(data, schema)) or list(judge(data))
    found += _controls(data)
    made = {Flaw(_line(places, m.path), name_of(m.path, data), m.what, m.what_en) for m in found}
    return tuple(sorted(made, key=lambda flaw: (flaw.line, flaw.key, flaw.what)))


def dotted(path: Path, _data: Any) -> str:
    """Return a path with its places in lists counted from 1: "part.2.row.1.cells"."""
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in path)


def plain(value: Any) -> Any:
    """Return TOML's values as plain data: days become strings."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return value if isinstance(value, bool | int | str) else str(value)


def _controls(value: Any, path: Path = ()) -> Iterator[Misfit]:
    """Yield the texts with characters that no screen and no paper can show: written as escapes, TOML lets them through."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _controls(inner, (*path, key))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from _controls(inner, (*path, place))
    elif isinstance(value, str):
        found = _CONTROL.search(value)
        if found:
            point = f"U+{ord(found.group()):04X}"
            yield Misfit(path, f"有不能显示的控制字符 {point}", f"holds the control character {point}")


def _syntax(said: str, text: str) -> Flaw:
    found = _AT.search(said)
    line = int(found.group(1)) if found and found.group(1) else text.count("\n") + 1
    lines = text.splitlines()
    key = _KEY.match(lines[line - 1]) if 0 < line <= len(lines) else None
    why = _AT.sub("", said).strip()
    return Flaw(line, key.group(1) if key else "", f"不合 TOML 的写法 ({why})", f"not TOML ({why})")


def _places(text: str) -> dict[Path, int]:
    """Return the line of every header and of every key at the beginning of a line; what is in braces stands on its key's line."""
    places: dict[Path, int] = {}
    counts: dict[Path, int] = {}
    here: Path = ()
    closing = ""
    for number, line in enumerate(text.splitlines(), 1):
        if closing:
            closing = "" if closing in line else closing
            continue
        header, key = _HEADER.match(line), _KEY.match(line)
        if header:
            here = _under(header.group(1) == "[[", header.group(2).split("."), counts)
            places.setdefault(here, number)
        elif key:
            places.setdefault((*here, key.group(1)), number)
            closing = next((q for q in ('"""', "'''") if key.group(2).count(q) == 1), "")
    return places


def _under(repeated: bool, names: list[str], counts: dict[Path, int]) -> Path:
    """Return where a header leads; a repeated one counts on, under the latest of those above it."""
    path: Path = ()
    for depth, name in enumerate(names, 1):
        path = (*path, name)
        if repeated and depth == len(names):
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
    return path


def _line(places: dict[Path, int], path: Path) -> int:
    while path and path not in places:
        path = path[:-1]
    return places.get(path, 1)
