"""When a backup is due, and which old ones may go."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from cadreapp.kernel.clock import CHINA
from cadreapp.store import backupset
from cadreapp.store.backupset import BackupSet

ALL_FOR = timedelta(days=7)
WEEKLY_FOR = timedelta(days=92)
MANUAL = "manual"


def is_due(last: datetime | None, now: datetime) -> bool:
    """Tell whether the automatic backup of this day of use is still to be made; a day is a civil day in China.

    A clock set back makes at most one more: what matters is that the day differs, not which is later.
    """
    return last is None or last.astimezone(CHINA).date() != now.astimezone(CHINA).date()


def superfluous(made: Iterable[datetime], now: datetime) -> list[datetime]:
    """Return the times of backups that may go: all of 7 days stay, then the last of each week, after 92 days of each month.

    The newest always stays, and so does one that claims to come from the future (a clock was wrong).
    """
    newest_first = sorted(made, reverse=True)
    kept: set[tuple[str, int, int]] = set()
    gone = []
    for number, at in enumerate(newest_first):
        period = _period(at, now)
        if number and period and period in kept:
            gone.append(at)
        elif period:
            kept.add(period)
    return gone


def thin(place: Path, store: str, now: datetime) -> list[BackupSet]:
    """Remove what is superfluous of this store's sets in `place`, never one that a person asked for; return what went."""
    ours = [s for s in backupset.sets_in(place) if s.store == store and s.reason != MANUAL]
    gone = set(superfluous((s.made for s in ours), now))
    old = [s for s in ours if s.made in gone]
    for each in old:
        backupset.remove(each)
    backupset.sweep_pool(place)
    return old


def _period(at: datetime, now: datetime) -> tuple[str, int, int] | None:
    """Return the stretch of time of which one backup is enough, None while all are kept."""
    age, day = now - at, at.astimezone(CHINA).date()
    if age <= ALL_FOR:
        return None
    if age <= WEEKLY_FOR:
        year, week, _ = day.isocalendar()
        return "week", year, week
    return "month", day.year, day.month
