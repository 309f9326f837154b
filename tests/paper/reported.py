"""Reports of an invented unit's quarter, counted from plain records: what their papers and workbooks are looked at with."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from cadreapp.kernel.paths import resources
from cadreapp.office.rule.rulebook import shipped_rules
from cadreapp.records import SHAPES
from cadreapp.rules.figures import Correction, FilledReport, Recalled, Reported
from cadreapp.rules.figures_facts import all_facts
from cadreapp.rules.figures_fill import Ground, fill
from cadreapp.rules.figures_layout import read_report
from cadreapp.rules.figures_levels import read_levels
from cadreapp.rules.figures_rows import Clued, Disposed, Mended, Owed, Records, Someone, Talked
from cadreapp.rules.figures_spans import Span, named
from cadreapp.rules.measures import BY_CODE

FOLDER = resources() / "figures"
NAMES = ("forms", "leading", "talks", "obligations", "rectification", "summary", "indicators")
Q1 = named(2026, "第一季度")
YEAR = named(2026, "全年")
WHY = (("a", "报后录入"), ("b", "报后录入"), ("c", "报后作废"))
CORRECTIONS = (Correction("7-1", "3", "total", 5, 7, WHY), Correction("7-2", "14", "total", 4, 3, WHY[2:]), Correction("7-3", "6", "remind", 2, 3))
SENT = Reported("2026-04-02T09:30:00+08:00", "赵六", False)
RECALLED = (
    Recalled(SENT, "2026-04-03T10:00:00+08:00", "赵六", "选错了统计期"),
    Recalled(replace(SENT, at="2026-04-03T15:00:00+08:00", corrections=CORRECTIONS), "2026-04-07T08:40:00+08:00", "张𠮷䶮", "上级要求按新口径重报"),
)
_MEASURES = ("T04", "T04", "T05", "T06", "T07", "T08", "T10", "D01", "D02", "G02", "R03", "Z04", "D03", "G05", "Z21", "T04", "T05", "T07")
_RANKS, _POLITICS = ("county", "township", "general", "other"), ("member", "probationary", "masses")
_POSTS = ("党组书记", "副局长", "处长", "支部书记", "纪检委员", "机关纪委书记", "干事")
_TALKS = ("remind", "oral", "summons", "pre_post", "clean", "heart", "admonish", "remind")
_ASPECTS = tuple(choice.code for choice in SHAPES["talk"]["aspects"].choices)
_HANDLINGS = ("talk", "check", "hold", "dismiss", "forward")
_RULES = ("FQ01", "FQ02", "FQ03", "FQ04", "FQ05", "FQ06", "FQ07", "FQ08", "FQ09", "FQ10")


def report(name: str, span: Span = Q1, *, empty: bool = False) -> FilledReport:
    """Return a report filled for a period; `empty` counts nothing at all."""
    layout = read_report((FOLDER / f"{name}.toml").read_text(encoding="utf-8"), f"{name}.toml")
    levels = read_levels((FOLDER / "levels.toml").read_text(encoding="utf-8"))
    facts = all_facts(Records() if empty else records(), shipped_rules(), levels, span.until)
    ground = Ground(facts, span, {**_labels(levels.titles), **layout.labels}, {span.before: {"7-1/3": 3}})
    filled = tuple(fill(table, ground) for table in layout.tables)
    return FilledReport(layout, span, "市档案馆机关纪委", "2026-04-02T09:30:00+08:00", filled, code="11370000MB28475636")


def corrected() -> FilledReport:
    """Return the form table as it went up, with figures that would be others today."""
    return replace(report("forms"), reported=replace(SENT, corrections=CORRECTIONS))


def taken_back() -> FilledReport:
    """Return a report whose period went up twice before and was taken back twice."""
    return replace(report("forms"), recalled=RECALLED)


def records() -> Records:
    """Return a year of records up to the end of March 2026, the same every time."""
    return Records(
        tuple(_disposed(n) for n in range(72)), tuple(_talked(n) for n in range(56)), tuple(_clued(n) for n in range(24)),
        tuple(_mended(n) for n in range(30)), tuple(_owed(n) for n in range(36)),
        ranks={f"p{n}": _RANKS[n % 4] for n in range(17)},
    )  # fmt: skip


def _day(number: int, among: int) -> date:
    """Spread things over the fifteen months that end with March 2026, more of them late."""
    return date(2025, 1, 6) + timedelta(days=(number * 97) % 450 if number % 3 else 360 + number % among)


def _disposed(n: int) -> Disposed:
    ours = "superior" if n % 9 == 4 else "ours"
    return Disposed(
        f"d{n}", Someone(f"p{n}", f"某{n}"), _day(n, 85), (_MEASURES[n % len(_MEASURES)],), None if n % 5 == 2 else f"c{n}",
        "superior" if ours == "superior" else "discipline", ours, _POLITICS[n % 3], _RANKS[n % 4],
        approver=Someone(None, "李某", "", _POSTS[n % 6]),
    )  # fmt: skip


def _talked(n: int) -> Talked:
    kind, day = _TALKS[n % 8], _day(n, 80)
    group = kind == "clean"
    people = tuple(Someone(f"p{(n + m) % 17}", f"某{n + m}") for m in range(6 if group else 1))
    asks = ((day + timedelta(days=20), day + timedelta(days=9) if n % 3 else None),) if kind in ("remind", "summons") else ()
    return Talked(
        f"t{n}", kind, day, people, (Someone(None, "王某", "", _POSTS[n % 7]),), "group" if group else "single", "中共党员",
        (_ASPECTS[n % len(_ASPECTS)],), asks=asks,
    )  # fmt: skip


def _clued(n: int) -> Clued:
    received = _day(n, 85)
    handled = received + timedelta(days=25) if n % 4 else None
    source, named_as = ("superior", "letter", "own", "inspection", "other")[n % 5], ("real", "anonymous", "alias")[n % 3]
    return Clued(f"c{n}", received, source, named_as, _HANDLINGS[n % 5] if handled else "", handled, due=received + timedelta(days=30))


def _mended(n: int) -> Mended:
    listed = _day(n, 80)
    source = ("ask", "criticism", "opinion", "self", "explanation", "decision", "resolution", "inspection", "other")[n % 9]
    return Mended(f"m{n}", source, listed, listed + timedelta(days=30), listed + timedelta(days=17 + n) if n % 3 else None)


def _owed(n: int) -> Owed:
    sort = ("branch", "committee", "leading_group", "unit")[n % 4]
    return Owed((f"h{n}",), _RULES[n % len(_RULES)], sort, ("met", "met", "missed", "open")[(n * 7) % 4], _day(n * 3, 85))


def _labels(levels: dict[str, str]) -> dict[str, dict[str, str]]:
    talk, disposition, book = SHAPES["talk"], SHAPES["disposition"], shipped_rules()
    return {
        "level": levels, "kind": {c.code: c.label for c in talk["kind"].choices} | {code: m.name for code, m in BY_CODE.items()},
        "aspect": {c.code: c.label for c in talk["aspects"].choices}, "rank": {c.code: c.label for c in disposition["rank"].choices},
        "rule": {rule: book.versions(rule)[-1].title for rule in book.ids()},
    }  # fmt: skip
