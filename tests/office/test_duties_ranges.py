"""Where the decision has to fix how long a period is, editor, list, visits and calendar file tell the same range."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from cadreapp.kernel.clock import FixedClock
from cadreapp.office import record
from cadreapp.office.duty.year import year_file
from cadreapp.office.rule import hints
from tests.office.duty_ground import NEW_YEAR, RARE, year_office
from tests.office.test_duties_records import kept, of, punished


def test_several_equal_sanctions_are_told_as_a_range_and_reminded_of_from_its_lower_end(tmp_path: Path) -> None:
    with year_office(tmp_path) as office:
        kept(office, "disposition", punished("G03", "G03", "G03", decided_on="2026-01-31", effective_on="2026-01-31"))
        [lower] = [duty for duty in of(office, "DL15") if duty.title.endswith("(下限)")]
        assert lower.until == "2027-07-31"
        assert "2027-07-30 至 2030-01-30 之间" in lower.told


def test_the_editor_the_list_and_the_calendar_file_tell_the_same_range(tmp_path: Path) -> None:
    with year_office(tmp_path) as office:
        values = punished("G03", "G03", "G03", decided_on="2026-01-31", effective_on="2026-01-31")
        made = kept(office, "disposition", values)
        [lower] = [duty for duty in of(office, "DL15") if duty.title.endswith("(下限)")]
        for typed in (None, "2027-07-31", "2030-01-30", "2030-01-31"):
            found = office.ask(hints.hints, "disposition", {**values, "impact_until": typed}, "2026-03-01T09:00", made)
            assert [p.text for p in found if p.path == "impact_until"] == [lower.told]
        written = {**values, "impact_until": "2029-01-30", "impact_source": "written"}
        assert not [p for p in office.ask(hints.hints, "disposition", written, "2026-03-01T09:00", made) if p.path == "impact_until"]
        file = office.ask(year_file, 2027, date(2026, 3, 1), FixedClock(NEW_YEAR)).decode().replace("\r\n ", "")
        [event] = [part for part in file.split("BEGIN:VEVENT") if "影响期满 (下限)" in part]
        assert "DTSTART;VALUE=DATE:20270731" in event
        assert lower.told.replace(",", "\\,").replace(";", "\\;") in event
        assert RARE not in file


def test_visits_go_by_the_lower_end_of_a_range_and_say_so_until_the_decisions_day_is_typed(tmp_path: Path) -> None:
    with year_office(tmp_path) as office:
        values = punished("G03", "G03", decided_on="2026-01-31", effective_on="2026-01-31")
        made = kept(office, "disposition", values)
        # 18 months, and not the 36 that both together may last: half of them is 31 October 2026, and a month.
        [half], [last] = of(office, "DL42"), of(office, "DL43")
        assert (half.until, last.until) == ("2026-11-30", "2027-06-30")
        for duty in (half, last):
            assert any("回访日按下限拟定" in words and "2027-07-30 至 2029-01-30 之间" in words for words in duty.why.sentences)
        assert not any("下限" in words for words in of(office, "DL41")[0].why.sentences)
        office.do(record.save, made, {"impact_until": "2028-07-30", "impact_source": "written"})
        [last] = of(office, "DL43")
        assert last.until == "2028-06-30"
        assert not any("下限" in words for words in last.why.sentences)
