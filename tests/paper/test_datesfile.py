"""The calendar file: read back whole by the rules of RFC 5545, folded in octets and never inside a character."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from cadreapp.paper.datesfile import AllDay, calendar_file

STAMP = datetime(2026, 3, 5, 9, 30, tzinfo=timezone(timedelta(hours=8)))
DAY = date(2026, 3, 31)
TEXT = st.text(st.characters(codec="utf-8"), max_size=200)


def unfolded(data: bytes) -> list[tuple[str, str]]:
    """Return the (name, value) lines of a file, folds taken out and escapes read back."""
    whole = data.decode().replace("\r\n ", "")
    lines = [line.partition(":") for line in whole.split("\r\n") if line]
    return [(name, _plain(value)) for name, _, value in lines]


def _plain(value: str) -> str:
    said, at = "", 0
    while at < len(value):
        step = 2 if value[at] == "\\" else 1
        said += {"\\n": "\n", "\\\\": "\\", "\\;": ";", "\\,": ","}.get(value[at : at + step], value[at : at + step])
        at += step
    return said


@given(TEXT, TEXT)
def test_what_goes_in_is_read_back_and_no_line_is_longer_than_75_octets(title: str, note: str) -> None:
    data = calendar_file("日历", [AllDay("一", DAY, title, note)], STAMP)
    # Only the line breaks of the format break lines; whatever else a text holds is no break for a reader of octets.
    for line in data.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()
    told = dict(unfolded(data))
    kept = "".join(s for s in title.replace("\r\n", "\n").replace("\r", "\n") if s >= " " or s in "\n\t")
    assert told["SUMMARY"] == kept


def test_an_event_is_a_whole_day_with_a_name_that_stays() -> None:
    one, other = AllDay("甲|1", DAY, "主题党日"), AllDay("甲|2", date(2026, 12, 31), "谈心谈话", "第十九条, 按人算; 每年1次")
    first, second = (calendar_file("日历", events, STAMP) for events in ([one, other], [other, one]))
    assert first == second
    told = unfolded(first)
    assert [value for name, value in told if name == "DTSTART;VALUE=DATE"] == ["20260331", "20261231"]
    assert [value for name, value in told if name == "DTEND;VALUE=DATE"] == ["20260401", "20270101"]
    assert {value for name, value in told if name == "DTSTAMP"} == {"20260305T013000Z"}
    uids = [value for name, value in told if name == "UID"]
    assert len(set(uids)) == 2
    later = calendar_file("日历", [AllDay("甲|1", DAY + timedelta(days=1), "主题党日 (改期)")], STAMP)
    assert dict(unfolded(later))["UID"] == uids[0]


def test_rare_characters_are_never_cut() -> None:
    title = "𠮷䶮㛃" * 40
    data = calendar_file(title, [AllDay("一", DAY, title)], STAMP)
    assert dict(unfolded(data))["SUMMARY"] == title
