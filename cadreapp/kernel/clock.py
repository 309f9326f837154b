"""What time it is, passed in and never fetched: aware UTC instants for the audit, naive China civil time for records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import Protocol

CHINA = timezone(timedelta(hours=8))


class Clock(Protocol):
    """Something that tells the instant."""

    def now(self) -> datetime:
        """Return the present instant, aware, in UTC."""


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(timezone.utc)


@dataclass
class FixedClock:
    """A clock for tests: stands still until moved."""

    at: datetime

    def now(self) -> datetime:
        return self.at

    def move(self, **delta: float) -> None:
        """Move by `timedelta(**delta)`; negative values set the clock back."""
        self.at += timedelta(**delta)


def stamp(at: datetime) -> str:
    """Return an audit time: ISO 8601 with milliseconds and the China offset."""
    return at.astimezone(CHINA).isoformat(timespec="milliseconds")


def today(clock: Clock) -> date:
    """Return the civil day in China."""
    return clock.now().astimezone(CHINA).date()


def civil(clock: Clock) -> datetime:
    """Return naive China civil time to the minute."""
    return clock.now().astimezone(CHINA).replace(tzinfo=None, second=0, microsecond=0)
