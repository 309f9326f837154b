"""Words the window says in more than one place, and how it says days and times."""

from __future__ import annotations

from datetime import date, datetime

PROGRAM = "纪检委员工作台"
MARK = "内部 · 注意保管"
DEMO = "演示"
SAVED = "已保存"
SAVING = "正在保存…"
DRAFT_KEPT = "草稿已存"
EMPTY = "—"

_WEEKDAYS = "一二三四五六日"


def day(value: str | date | None) -> str:
    """Return "2026年3月5日"."""
    if not value:
        return EMPTY
    at = date.fromisoformat(value[:10]) if isinstance(value, str) else value
    return f"{at.year}年{at.month}月{at.day}日"


def moment(value: str | datetime | None) -> str:
    """Return "2026年3月5日 14时30分"."""
    if not value:
        return EMPTY
    at = datetime.fromisoformat(value) if isinstance(value, str) else value
    return f"{day(at.date())} {at.hour}时{at.minute:02d}分"


def weekday(at: date) -> str:
    """Return "星期四"."""
    return "星期" + _WEEKDAYS[at.weekday()]


def term(due: date, today: date) -> str:
    """Say how far a term is: "今天到期", "还有3天", "超期12天"."""
    days = (due - today).days
    if days == 0:
        return "今天到期"
    return f"还有{days}天" if days > 0 else f"超期{-days}天"


def size(count: int) -> str:
    """Return a file size for people: "812 KB", "3.4 MB"."""
    if count < 1024 * 1024:
        return f"{max(1, round(count / 1024))} KB"
    return f"{count / 1024 / 1024:.1f} MB"
