"""What is wrong with the text of a rule pack, each fault with its line and key."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from cadreapp.rules.packschema import Misfit, Path, misfits, schema

_HEADER = re.compile(r"^\s*(\[\[?)\s*([\w.-]+)\s*\]\]?")
_KEY = re.compile(r"^\s*([\w-]+)\s*=\s*(.*)$")
_AT = re.compile(r"\(at line (\d+), column \d+\)|\(at end of document\)")
_PREFIXES = {
    "term": ("DL",), "impact": ("DL",), "frequency": ("FQ", "SC"), "threshold": ("TH",), "wording": ("WD",),
    "measure": ("T", "D", "G", "R", "Z", "J", "U", "X"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something wrong in a pack: 1-based `line`, dotted `key` ("rule.DL01.value.unit"), why in two languages."""

    line: int
    key: str
    what: str
    what_en: str


def check(text: str | bytes) -> tuple[Flaw, ...]:
    """Return everything wrong with a pack, from its top down; nothing in it is ever run."""
    try:
        text = text.decode("utf-8-sig") if isinstance(text, bytes) else text
        data = _plain(tomllib.loads(text))
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        return (Flaw(line, "", "不是 UTF-8 文字", "not UTF-8 text"),)
    except tomllib.TOMLDecodeError as error:
        return (_syntax(str(error), str(text)),)
    except RecursionError:
        return (Flaw(1, "", "括号套得太深", "nested too deeply"),)
    places = _places(text)
    found = list(misfits(data, schema()))
    if not found:
        found = list(_contradictions(data["rule"]))
    flaws = {Flaw(_line(places, m.path), _dotted(m.path, data), m.what, m.what_en) for m in found}
    return tuple(sorted(flaws, key=lambda flaw: (flaw.line, flaw.key, flaw.what)))


def _contradictions(rules: list[dict[str, Any]]) -> Iterator[Misfit]:
    """Yield what no schema can see: days that do not exist or run backwards, versions that overlap, ids of another kind."""
    spans: dict[str, list[tuple[str, str]]] = {}
    for n, rule in enumerate(rules):
        at: Path = ("rule", n)
        wrong_days = [key for key in ("from", "to") if key in rule and not _is_day(rule[key])]
        yield from (Misfit((*at, key), f"没有 {rule[key]} 这一天", f"there is no day {rule[key]}") for key in wrong_days)
        span = (rule["from"], rule.get("to", "9999-12-31"))
        if span[0] > span[1]:
            yield Misfit((*at, "to"), "施行到的日期早于施行起的日期", "ends before it begins")
        if int(rule["from"][:4]) < rule["year"]:
            yield Misfit((*at, "year"), "文件的年份晚于施行起的日期", "the document is later than its first day in force")
        if any(span[0] <= last and first <= span[1] for first, last in spans.setdefault(rule["id"], [])):
            yield Misfit((*at, "from"), f"{rule['id']} 的两个版本施行日期重叠", f"two versions of {rule['id']} overlap")
        spans[rule["id"]].append(span)
        if any(rule["year"] == other["year"] and rule["id"] == other["id"] for other in rules[:n]):
            yield Misfit((*at, "year"), f"{rule['id']} 已有{rule['year']}年的版本", f"{rule['id']} has a version of that year")
        if rule["sort"] == "impact" and rule["value"]["unit"] not in ("month", "year"):
            yield Misfit((*at, "value", "unit"), "影响期按月或年计算", "impact periods are counted in months or years")
        wanted = _PREFIXES.get(rule["sort"])
        if wanted and re.sub(r"\d.*", "", rule["id"]) not in wanted:
            yield Misfit((*at, "id"), f"这一类规则的编号以 {'、'.join(wanted)} 开头", f"ids begin with {', '.join(wanted)}")


def _plain(value: Any) -> Any:
    """Return TOML's values as plain data: days become strings."""
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value if isinstance(value, bool | int | str) else str(value)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


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
    counts: dict[str, int] = {}
    here: Path = ()
    closing = ""
    for number, line in enumerate(text.splitlines(), 1):
        if closing:
            closing = "" if closing in line else closing
            continue
        header, key = _HEADER.match(line), _KEY.match(line)
        if header:
            here = _under(header.group(1) == "[[", header.group(2), counts)
            places.setdefault(here, number)
        elif key:
            places.setdefault((*here, key.group(1)), number)
            closing = next((q for q in ('"""', "'''") if key.group(2).count(q) == 1), "")
    return places


def _under(repeated: bool, name: str, counts: dict[str, int]) -> Path:
    first, *rest = name.split(".")
    if repeated and not rest:
        counts[first] = counts.get(first, -1) + 1
    return (first, counts[first], *rest) if first in counts else (first, *rest)


def _line(places: dict[Path, int], path: Path) -> int:
    while path and path not in places:
        path = path[:-1]
    return places.get(path, 1)


def _dotted(path: Path, data: dict[str, Any]) -> str:
    """Return a path as people read it, a rule by its id."""
    parts = [str(part) for part in path]
    if len(path) > 1 and path[0] == "rule" and isinstance(path[1], int):
        rule = data["rule"][path[1]]
        parts[1] = str(rule.get("id", path[1] + 1)) if isinstance(rule, dict) else parts[1]
    return ".".join(parts)
