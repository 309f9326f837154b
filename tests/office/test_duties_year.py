"""A simulated year: what a careful secretary would write on the wall, worked out by hand, month by month."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from cadreapp.kernel.clock import FixedClock
from cadreapp.office import reading, record
from cadreapp.office.duty import listing as duties
from cadreapp.office.duty.item import LATER, OVERDUE, TODAY
from cadreapp.office.duty.year import year_calendar, year_file, year_paper
from cadreapp.office.rule import notices, overrides
from cadreapp.paper.view import Pages
from cadreapp.store.reading import Listing
from cadreapp.store.unit import Unit
from tests.office.duty_ground import NEW_YEAR, branch, committee, due, hold, rules, talk, year_office

END = ("01-31", "02-28", "03-31", "04-30", "05-31", "06-30", "07-31", "08-31", "09-30", "10-31", "11-30", "12-31")

# On the wall of a branch of 23 members in two groups, 2026, by the last days: what, and how many are owed.
MONTHLY = [("支部委员会会议", 1), ("党小组会", 2), ("主题党日", 1)]
QUARTERLY = [("党员大会", 1), ("党课", 1)]  # the lecture by local custom only
WALL = {
    1: MONTHLY, 2: MONTHLY, 3: MONTHLY + QUARTERLY, 4: MONTHLY, 5: MONTHLY, 6: MONTHLY + QUARTERLY, 7: MONTHLY, 8: MONTHLY,
    9: MONTHLY + QUARTERLY, 10: MONTHLY, 11: MONTHLY,
    # Talks by person, never the 253 pairs; the yearly meetings by the year's notice, most likely in the next spring;
    # the yearly look at what is secret is the whole unit's.
    12: MONTHLY + QUARTERLY + [("谈心谈话", 23), ("组织生活会", 1), ("民主评议党员", 1), ("国家秘密年度审核", 1)],
}  # fmt: skip

# A committee with twelve branches of 6, 7 … 17 members (the first has no committee of its own), none divided into groups.
ALL_MONTHLY = [("支部委员会会议", 11), ("主题党日", 12)]
ALL_QUARTERLY = [("党员大会", 12), ("党课", 12)]
COMMITTEE_WALL = {
    **dict.fromkeys(range(1, 13), ALL_MONTHLY),
    **dict.fromkeys((3, 9), ALL_MONTHLY + ALL_QUARTERLY),
    6: [*ALL_MONTHLY, *ALL_QUARTERLY, ("全面从严治党专题研究", 1)],
    12: [
        *ALL_MONTHLY, *ALL_QUARTERLY, ("全面从严治党专题研究", 1), ("书记讲党课", 1), ("民主生活会", 1), ("述责述廉", 5),
        ("谈心谈话", 138), ("组织生活会", 12), ("民主评议党员", 12), ("国家秘密年度审核", 1),  # 6 + 7 + … + 17 people
    ],
}  # fmt: skip


def wall(office: object, on: str = "2026-01-01") -> dict[int, list[tuple[str, int]]]:
    months = office.ask(year_calendar, 2026, date.fromisoformat(on))  # type: ignore[attr-defined]
    return {n: sorted((item.title.split()[0], item.owed) for item in month) for n, month in enumerate(months, 1)}


def test_a_branch_of_23_members_has_the_year_that_its_secretary_wrote_on_the_wall(tmp_path: Path) -> None:
    with year_office(tmp_path) as office:
        branch(office, "第一支部", 23, groups=2)
        assert wall(office) == {month: sorted(lines) for month, lines in WALL.items()}


def test_a_committee_with_12_branches_has_the_year_that_its_secretary_wrote_on_the_wall(tmp_path: Path) -> None:
    with year_office(tmp_path) as office:
        committee(office)
        assert wall(office) == {month: sorted(lines) for month, lines in COMMITTEE_WALL.items()}
        for end in END:
            # Nothing at all was recorded, and yet twelve branches are told in as many lines as one: it stays a screen.
            assert len(due(office, f"2026-{end}")) <= 20


def test_on_the_last_day_of_a_month_its_own_is_due_today(tmp_path: Path) -> None:
    with year_office(tmp_path) as office:
        branch(office, "第一支部", 23, groups=2)
        # The yearly meetings wait for their notice: no last day, so never today.
        waiting = ("组织生活会", "民主评议党员")
        for month, lines in WALL.items():
            titles = {duty.title for duty in due(office, f"2026-{END[month - 1]}", 0) if duty.when == TODAY}
            assert titles == {title for title, _ in lines if title not in waiting}, month


def test_what_was_held_is_gone_and_what_was_not_stays_in_one_line(tmp_path: Path) -> None:
    with year_office(tmp_path) as office:
        one = branch(office, "第一支部", 23)
        # On 12 March a theme day that was a members' meeting with a lecture: one record for three duties.
        hold(office, one, "2026-03-12", "theme_day", "general", "lecture")
        hold(office, one, "2026-01-20", "committee")
        found = due(office, "2026-03-31")
        # January's and February's theme days and February's and March's committee meetings are missing.
        assert {(d.title, d.when, d.told) for d in found if d.when in (OVERDUE, TODAY)} == {
            ("主题党日", OVERDUE, "1月、2月没有记录"),
            ("支部委员会会议", OVERDUE, "2月没有记录"),
            ("支部委员会会议", TODAY, "3月还没有记录"),
        }
        assert [d.quiet for d in found if d.title == "主题党日" and d.when == OVERDUE] == [False]
        assert {d.quiet for d in found if d.title == "支部委员会会议"} == {True}


def test_a_meeting_that_is_only_planned_counts_when_its_day_has_come(tmp_path: Path) -> None:
    with year_office(tmp_path) as office:
        hold(office, branch(office, "第一支部", 9), "2026-03-20", "theme_day")
        assert ("FQ04" in rules(due(office, "2026-03-19"), LATER)) is True
        # On the twentieth only April's is ahead, and that lies beyond the month that the list tells of.
        assert not [d for d in due(office, "2026-03-20") if d.why.rule == "FQ04" and d.when == LATER]


def test_what_was_withdrawn_or_binned_was_not_held(tmp_path: Path) -> None:
    with year_office(tmp_path) as office:
        made = hold(office, branch(office, "第一支部", 9), "2026-01-20", "theme_day")
        assert not [d for d in due(office, "2026-01-31", 0) if d.why.rule == "FQ04"]
        office.do(record.remove, made)
        assert [d.why.rule for d in due(office, "2026-01-31", 0) if d.why.rule == "FQ04"] == ["FQ04"]


def test_the_year_a_meeting_belongs_to_counts(tmp_path: Path) -> None:
    with year_office(tmp_path) as office:
        one = branch(office, "第一支部", 9)
        hold(office, one, "2026-01-15", "life", "review", year=2025)
        assert {"FQ05", "FQ06"} <= set(rules(due(office, "2026-12-20")))
        hold(office, one, "2026-12-10", "life", "review")
        assert not {"FQ05", "FQ06"} & set(rules(due(office, "2026-12-20")))


def test_a_groups_meeting_counts_for_that_group(tmp_path: Path) -> None:
    with year_office(tmp_path) as office:
        branch(office, "第一支部", 23, groups=2)
        groups = [line for line in office.ask(duties.due, date(2026, 1, 31), 0).duties if line.why.rule == "FQ03"]
        assert [len(duty.parts) for duty in groups] == [2]
        first = groups[0].acts[0].values["organisation_id"]
        hold(office, first, "2026-01-10", "group")
        [left] = [line for line in due(office, "2026-01-31", 0) if line.why.rule == "FQ03"]
        assert left.subject == "第一支部2组"
        assert left.acts[0].values == {"kinds": ["group"], "organisation_id": left.acts[0].values["organisation_id"], "year": 2026}


def test_talks_are_owed_by_person_and_a_talk_counts_for_all_who_were_in_it(tmp_path: Path) -> None:
    with year_office(tmp_path) as office:
        branch(office, "第一支部", 5)
        [owed] = [d for d in due(office, "2026-12-01") if d.why.rule == "FQ07"]
        people = [act.values["person"]["person"] for act in owed.acts]
        assert len(people) == 5
        talk(office, people[0], "2026-02-03", talkers=[{"who": {"person": people[1], "name": "谈话人"}}])
        members = [{"who": {"person": people[2], "name": "乙"}}, {"who": {"person": people[3], "name": "丙"}}]
        office.do(record.create, "talk", {"kind": "heart", "person": {"name": "两人"}, "members": members, "began_at": "2026-05-05T09:00"})
        [left] = [d for d in due(office, "2026-12-01") if d.why.rule == "FQ07"]
        assert [act.values["person"]["person"] for act in left.acts] == [people[4]]
        assert left.acts[0].values["kind"] == "heart"


def test_fewer_than_seven_members_owe_no_committee_meeting(tmp_path: Path) -> None:
    with year_office(tmp_path) as office:
        branch(office, "小支部", 6)
        assert "FQ02" not in rules(due(office, "2026-12-31"))


def test_a_units_own_number_of_members_for_a_committee_moves_the_committees_duties(tmp_path: Path) -> None:
    with year_office(tmp_path) as office:
        branch(office, "第一支部", 6)
        branch(office, "第二支部", 5)
        assert "FQ02" not in rules(due(office, "2026-01-31"))
        office.do(overrides.override, "TH02", 6, source="机关党委规定第三条")
        [found] = [d for d in due(office, "2026-01-31", 0) if d.why.rule == "FQ02"]
        assert found.subject == "第一支部"
        assert found.why.sentences[0].startswith("本单位按正式党员6人以上设支部委员会执行。规定原文: ")
        assert "本单位自定 TH02 设支部委员会: 机关党委规定第三条 (赵六, 2026-01-01)" in found.why.sentences[1]
        office.do(overrides.drop, "TH02")
        assert "FQ02" not in rules(due(office, "2026-01-31"))


def test_a_units_own_period_moves_what_is_owed_and_when(tmp_path: Path) -> None:
    with year_office(tmp_path) as office:
        one = branch(office, "第一支部", 9)
        hold(office, one, "2026-01-15", "theme_day")
        assert [d.told for d in due(office, "2026-02-28", 0) if d.why.rule == "FQ04"] == ["2月还没有记录"]
        office.do(overrides.override, "FQ04", 2, source="党委通知", per="quarter")
        assert not [d for d in due(office, "2026-02-28", 0) if d.why.rule == "FQ04"]
        [found] = [d for d in due(office, "2026-03-31", 0) if d.why.rule == "FQ04"]
        assert (found.until, found.when, found.told) == ("2026-03-31", TODAY, "第1季度还没有记录, 还差 1 次")
        assert "本单位自定: 党委通知 (赵六, 2026-01-01)" in found.why.sentences[1]
        hold(office, one, "2026-03-20", "theme_day")
        assert not [d for d in due(office, "2026-03-31", 0) if d.why.rule == "FQ04"]
        ends = {month for month, lines in wall(office).items() if any(title == "主题党日" for title, _ in lines)}
        assert ends == {3, 6, 9, 12}


def test_the_secretarys_lecture_counts_wherever_it_was_held(tmp_path: Path) -> None:
    with year_office(tmp_path) as office:
        made = committee(office)
        lecturer = {"person": made["书记"], "name": "书记甲"}
        assert "FQ08" in rules(due(office, "2026-10-01"))
        hold(office, made["第3支部"], "2026-06-28", "lecture", lecturer=lecturer, lecture="党的纪律")
        assert "FQ08" not in rules(due(office, "2026-10-01"))


def test_each_leader_reports_and_who_spoke_is_done(tmp_path: Path) -> None:
    with year_office(tmp_path) as office:
        made = committee(office)
        speeches = [{"who": {"person": made["书记"], "name": "书记甲"}, "said": "述责述廉报告"}]
        hold(office, made["机关党委"], "2026-12-20", "duty_report", speeches=speeches)
        [left] = [d for d in due(office, "2026-12-25") if d.why.rule == "FQ11"]
        assert len(left.parts) == 4


def test_leaders_of_one_name_whom_nobody_linked_are_two_and_it_is_said(tmp_path: Path) -> None:
    with year_office(tmp_path) as office:
        one = {"name": "张䶮"}
        officers = [{"who": one, "post": "书记"}, {"who": one, "post": "副书记"}, {"who": {"name": "李四"}, "post": "委员"}]
        made = office.do(record.create, "organisation", {"name": "机关党委", "kind": "committee", "officers": officers}).result
        [told] = [d for d in due(office, "2026-12-25") if d.why.rule == "FQ11"]
        assert (len(told.parts), told.subject) == (3, "张䶮、张䶮、李四")
        assert [act.subject for act in told.acts] == ["张䶮", "张䶮", "李四"]
        assert any("同名的“张䶮”, 没有关联人员, 没有合并" in words for words in told.why.sentences)
        person = office.do(record.create, "person", one).result
        linked = {"person": person, **one}
        officers[0] = {"who": linked, "post": "书记"}
        office.do(record.save, made, {"officers": officers})
        [told] = [d for d in due(office, "2026-12-25") if d.why.rule == "FQ11"]
        assert len(told.parts) == 3
        assert any("没有合并" in words for words in told.why.sentences)
        officers[1] = {"who": linked, "post": "副书记"}
        office.do(record.save, made, {"officers": officers})
        [told] = [d for d in due(office, "2026-12-25") if d.why.rule == "FQ11"]
        assert (len(told.parts), told.subject) == (2, "张䶮、李四")
        assert not any("没有合并" in words for words in told.why.sentences)


def test_namesakes_of_two_organisations_are_told_of_by_nobody(tmp_path: Path) -> None:
    with year_office(tmp_path) as office:
        for name in ("机关党委", "局属党委"):
            officers = [{"who": {"name": "张三"}, "post": "书记"}]
            office.do(record.create, "organisation", {"name": name, "kind": "committee", "officers": officers})
        [told] = [d for d in due(office, "2026-12-25") if d.why.rule == "FQ11"]
        assert len(told.parts) == 2
        assert not any("没有合并" in words for words in told.why.sentences)


def test_leaders_live_in_their_branch_too_where_names_are_written_down(tmp_path: Path) -> None:
    with year_office(tmp_path) as office:
        made = committee(office)
        for key in ("书记", "委员"):
            office.do(record.save, made[key], {"politics": "member", "party_id": made["第2支部"]})
        assert "FQ13" not in rules(due(office, "2026-03-20"))
        present = [{"who": {"person": made["书记"], "name": "书记甲"}}]
        hold(office, made["第2支部"], "2026-03-05", "theme_day", present=present)
        [left] = [d for d in due(office, "2026-03-20") if d.why.rule == "FQ13"]
        assert left.quiet
        assert [act.subject for act in left.acts] == ["委员丙"]


def test_nothing_is_owed_before_the_store_was_made_nor_after_a_branch_ended(tmp_path: Path) -> None:
    with year_office(tmp_path) as office:
        branch(office, "第一支部", 9, since="2026-05-20", until="2026-08-03")
        assert [n for n, lines in wall(office).items() if ("主题党日", 1) in lines] == [5, 6, 7, 8]
        assert not [d for d in due(office, "2026-01-02") if d.when == OVERDUE]


def test_a_notice_gives_the_yearly_meeting_its_window_in_the_next_spring(tmp_path: Path) -> None:
    with year_office(tmp_path) as office:
        one = branch(office, "第一支部", 9)
        [waiting] = [d for d in due(office, "2026-12-20") if d.why.rule == "FQ05"]
        assert (waiting.until, waiting.when) == (None, LATER)
        told = notices.Notice("FQ05", 2026, date(2027, 1, 4), date(2027, 2, 26), "市直机关工委通知")
        office.do(notices.put, told)
        assert not [d for d in due(office, "2026-12-20") if d.why.rule == "FQ05"]
        [open_] = [d for d in due(office, "2027-02-20") if d.why.rule == "FQ05" and d.told.startswith("2026")]
        assert open_.until == "2027-02-26"
        assert any("市直机关工委通知" in sentence for sentence in open_.why.sentences)
        assert open_.acts[0].values == {"kinds": ["life"], "organisation_id": one, "year": 2026}
        [late] = [d for d in due(office, "2027-03-01") if d.why.rule == "FQ05" and d.told.startswith("2026")]
        # Nothing of this branch was ever recorded here: its minutes may lie elsewhere, so it is only a hint.
        assert (late.when, late.quiet) == (OVERDUE, True)
        hold(office, one, "2027-01-20", "theme_day")
        [late] = [d for d in due(office, "2027-03-01") if d.why.rule == "FQ05" and d.told.startswith("2026")]
        assert (late.when, late.quiet) == (OVERDUE, False)
        hold(office, one, "2027-02-20", "life", year=2026)
        assert not [d for d in due(office, "2027-03-01") if d.why.rule == "FQ05" and d.told.startswith("2026")]


def test_the_paper_of_the_year_names_each_month_once_and_what_is_usually_done_in_it(tmp_path: Path) -> None:
    with year_office(tmp_path) as office:
        branch(office, "第一支部𠮷䶮㛃", 9)
        with Pages(office.ask(year_paper, 2026, date(2026, 3, 31))) as paper:
            text = "".join(paper.text(n) for n in range(len(paper))).replace("\r\n", "")
        assert "2026年度监督工作日历" in text
        assert "第一支部𠮷䶮㛃" in text
        assert "春节前纪律提醒" in text
        assert "以通知为准" in text


def test_the_calendar_file_names_nobody_unless_asked_and_nothing_past(tmp_path: Path) -> None:
    with year_office(tmp_path) as office:
        branch(office, "第一支部", 3)
        asks = [{"what": "向林某说明情况", "term": "2026-06-30", "sign": "收到"}]
        office.do(record.create, "talk", {"kind": "remind", "person": {"name": "林某"}, "asks": asks})
        plain, named = (
            office.ask(year_file, 2026, date(2026, 3, 5), FixedClock(NEW_YEAR), names=names).decode().replace("\r\n ", "")
            for names in (False, True)
        )
        assert "SUMMARY:谈话: 完成时限" in plain
        assert "林某" not in plain
        assert "党员1" not in plain
        assert "林某" in named
        days = [line[-8:] for line in plain.split("\r\n") if line.startswith("DTSTART")]
        assert min(days) >= "20260305"
        assert [line for line in plain.split("\r\n") if line.startswith("UID")] == [
            line for line in named.split("\r\n") if line.startswith("UID")
        ]


def test_what_a_branch_recorded_itself_and_reported_counts_here(tmp_path: Path) -> None:
    with year_office(tmp_path) as office:
        branch(office, "第一支部", 9)
        theirs = {"origin": "another-unit"}

        def arrive(unit: Unit) -> None:
            made = unit.add("organisation", {"name": "第一支部", "kind": "branch"}, **theirs)
            values = {"kinds": ["theme_day"], "organisation_id": made.id, "began_at": "2026-01-20T09:00", "year": 2026}
            unit.add("meeting", values, state="sealed", **theirs)

        def talked(unit: Unit) -> None:
            for person in wanted[1:]:
                values = {"kind": "heart", "person": {"person": person, "name": "某"}, "began_at": "2026-02-20T09:00"}
                unit.add("talk", values, state="sealed", **theirs)
            name = reading.record(unit.connection, wanted[0]).values["name"]
            stranger = {"kind": "heart", "person": {"name": name}, "began_at": "2026-02-20T09:00"}
            unit.add("talk", stranger, state="sealed", **theirs)

        assert "FQ04" in rules(due(office, "2026-01-31", 0))
        wanted = office.ask(reading.ids, Listing("person"))
        office.do(talked)
        [talk] = [duty for duty in due(office, "2026-12-31", 0) if duty.why.rule == "FQ07"]
        # Known by id, a talk counts whoever recorded it; the same name alone is nobody's talk.
        assert wanted[0] in talk.key
        office.do(arrive)
        assert "FQ04" not in rules(due(office, "2026-01-31", 0))
