"""A second, plain implementation of the date rules, worked out apart from the product: slow, stupid, day by day."""

from __future__ import annotations

import datetime
import functools

ONE = datetime.timedelta(days=1)

# The two official years, written as months and days, apart from the product's own tables.
OFF = {
    2025: "0101 0128 0129 0130 0131 0201 0202 0203 0204 0404 0405 0406 0501 0502 0503 0504 0505 0531 0601 0602 "
          "1001 1002 1003 1004 1005 1006 1007 1008",
    2026: "0101 0102 0103 0215 0216 0217 0218 0219 0220 0221 0222 0223 0404 0405 0406 0501 0502 0503 0504 0505 "
          "0619 0620 0621 0925 0926 0927 1001 1002 1003 1004 1005 1006 1007",
}  # fmt: skip
WORK = {2025: "0126 0208 0427 0928 1011", 2026: "0104 0214 0228 0509 0920 1010"}


def works(day: datetime.date) -> bool:
    """Tell whether a day of 2025 or 2026 is worked."""
    short = day.strftime("%m%d")
    if short in WORK[day.year].split():
        return True
    return short not in OFF[day.year].split() and day.isoweekday() < 6


@functools.cache
def workdays() -> tuple[datetime.date, ...]:
    """Return every working day of the official years."""
    first = datetime.date(min(OFF), 1, 1)
    days = (first + n * ONE for n in range(365 * len(OFF)))
    return tuple(day for day in days if works(day))


def workday_after(start: datetime.date, number: int) -> datetime.date:
    """Return the number-th working day after a day, from a list of them all."""
    return [day for day in workdays() if day > start][number - 1]


def corresponding(start: datetime.date, months: int) -> datetime.date:
    """Return the same day of the month so many months on, walking a month at a time; the last day where there is none."""
    year, month = start.year, start.month
    for _ in range(months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    day = start.day
    while True:
        try:
            return datetime.date(year, month, day)
        except ValueError:
            day -= 1


def months_and_days(start: datetime.date, end: datetime.date) -> tuple[int, int]:
    """Return the most months that fit between two days, and the days left over, by trying."""
    months = 0
    while corresponding(start, months + 1) <= end:
        months += 1
    return months, (end - corresponding(start, months)).days


def rolled(day: datetime.date) -> datetime.date:
    """Return the day or the first working day after it."""
    while not works(day):
        day += ONE
    return day
