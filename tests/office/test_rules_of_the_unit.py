"""A unit's own values, packs taken over, holidays pasted, notices: stored with their source, used everywhere, never a step back."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from cadreapp.exchange import partnerfile
from cadreapp.exchange.identity import new_identity
from cadreapp.exchange.signedtext import parted, signed
from cadreapp.kernel import paths
from cadreapp.kernel.errors import AppError
from cadreapp.office import reading
from cadreapp.office.bundles import partners
from cadreapp.office.door import Office
from cadreapp.office.rule import guides, holidays, notices, overrides, rulebook
from cadreapp.office.rule import update as rulesupdate
from cadreapp.office.rule.rulebook import unit_calendar, unit_rules, unit_standing
from cadreapp.rules.deadlines import deadline
from cadreapp.rules.frequency import Notice
from cadreapp.rules.guides import Outline
from cadreapp.rules.holidaytables import toml_of
from cadreapp.store.kept import keep
from tests import make

TERMS = (paths.resources() / "rules" / "terms.toml").read_text(encoding="utf-8")
DAY = date(2026, 2, 13)
NEXT_YEAR = """国务院办公厅关于2027年部分节假日安排的通知
一、元旦：1月1日（周五）至3日（周日）放假调休，共3天。
二、春节：2月5日（周五）至11日（周四）放假调休，共7天。1月31日（周日）、2月20日（周六）上班。
三、清明节：4月3日（周六）至5日（周一）放假调休，共3天。
四、劳动节：5月1日（周六）至5日（周三）放假调休，共5天。
五、端午节：6月9日（周三）放假1天。
六、中秋节：9月15日（周三）放假1天。
七、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。
"""


def newer(by: int = 1, text: str = TERMS) -> bytes:
    """Return the pack of terms, so many versions later, with ten days to answer an inquiry instead of fifteen."""
    changed = make.later(text, by).replace("number = 15, unit", "number = 10, unit", 1)
    assert changed != text
    return changed.encode()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with make.office(tmp_path) as opened:
        yield opened


def last_day(office: Office, rule: str = "DL01", day: date = DAY) -> date:
    return deadline(office.ask(unit_rules).rule(rule, day), day, office.ask(unit_calendar)).day


def own_signed(office: Office, data: bytes) -> bytes:
    return office.ask(rulesupdate.sign, data, "terms")


def test_a_units_own_value_is_used_and_says_whose_it_is_until_it_is_taken_away(office: Office) -> None:
    office.do(overrides.override, "DL01", 10, source="某局规程第五条", measured="workday")
    rule = office.ask(unit_rules).rule("DL01", DAY)
    assert last_day(office) == date(2026, 3, 5)
    assert rule.original is not None
    assert "本单位自定: 某局规程第五条 (赵六, 2026-03-05)" in rule.citation()
    office.do(overrides.drop, "DL01")
    assert last_day(office) == date(2026, 3, 12)
    with pytest.raises(AppError, match="NOT_FOUND"):
        office.do(overrides.drop, "DL01")


@pytest.mark.parametrize(("rule", "number", "source"), [("WD01", 3, "甲"), ("DL01", 0, "甲"), ("DL01", 3, " "), ("DL04", 5000, "甲")])
def test_a_value_that_no_rule_could_have_is_refused(office: Office, rule: str, number: int, source: str) -> None:
    with pytest.raises(AppError, match="RULE_OVERRIDE_UNFIT"):
        office.do(overrides.override, rule, number, source=source)
    assert office.ask(overrides.overrides) == ()


def test_changing_a_pack_file_changes_the_answer_without_touching_code(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied = tmp_path / "resources"
    for name in ("rules", "holidays"):
        (copied / name).mkdir(parents=True)
        for file in (paths.resources() / name).glob("*.toml"):
            (copied / name / file.name).write_bytes(file.read_bytes())
    monkeypatch.setattr(rulebook, "resources", lambda: copied)
    assert last_day(office) == date(2026, 3, 12)
    (copied / "rules" / "terms.toml").write_bytes(newer(0))
    assert last_day(office) == date(2026, 3, 5)


def test_a_signed_pack_is_read_as_a_difference_taken_over_and_put_back(office: Office) -> None:
    file = own_signed(office, newer())
    told = office.ask(rulesupdate.look, file)
    assert [c.text for c in told.changes if c.weighty] == ["DL01 函询回复 (2018): 时长由“15个工作日”改为“10个工作日”"]
    assert last_day(office) == date(2026, 3, 12)
    office.do(rulesupdate.install, file)
    assert last_day(office) == date(2026, 3, 5)
    line = next(p for p in office.ask(rulesupdate.packs) if p.name == "terms")
    assert (line.version, line.source, line.former) == (make.edition(TERMS) + 1, "本单位", 1)
    assert office.do(rulesupdate.install, file).changes.ids == {}
    office.do(rulesupdate.put_back, "terms")
    assert last_day(office) == date(2026, 3, 12)
    with pytest.raises(AppError, match="PACK_NO_FORMER"):
        office.do(rulesupdate.put_back, "terms")


def test_no_pack_leads_back_to_an_older_one(office: Office) -> None:
    office.do(rulesupdate.install, own_signed(office, newer(2)))
    for by in (1, 2):
        other = newer(by).replace(b"10, unit", b"9, unit")
        with pytest.raises(AppError, match="PACK_OLDER"):
            office.do(rulesupdate.install, own_signed(office, other))
    assert last_day(office) == date(2026, 3, 5)


def test_a_broken_pack_names_line_and_key_and_the_old_one_stays_in_force(office: Office) -> None:
    broken = newer().replace(b'unit = "workday"', b'unit = "fortnight"', 1)
    identity = office.ask(partners.identities)[0]
    with pytest.raises(AppError) as caught:
        office.do(rulesupdate.install, signed(broken, identity), "terms.toml")
    line = next(n for n, row in enumerate(broken.decode().splitlines(), 1) if "fortnight" in row)
    assert caught.value.code == "PACK_BROKEN"
    assert caught.value.values["line"] == line
    assert caught.value.values["key"] == "rule.DL01.value.unit"
    assert last_day(office) == date(2026, 3, 12)


def test_only_a_trusted_publishers_unaltered_pack_is_taken(office: Office) -> None:
    above = new_identity("市机关纪检监察工委")
    file = signed(newer(), above)
    with pytest.raises(AppError, match="PACK_UNSIGNED"):
        office.ask(rulesupdate.look, newer())
    with pytest.raises(AppError, match="PACK_UNTRUSTED"):
        office.ask(rulesupdate.look, file)
    office.do(partners.add_partner, partnerfile.dump(above.public).encode(), "工委")
    with pytest.raises(AppError, match="PACK_UNTRUSTED"):
        office.ask(rulesupdate.look, file)
    office.do(rulesupdate.trust, "工委")
    assert office.ask(rulesupdate.look, file).publisher == "工委"
    body, armored = parted(file)
    assert armored is not None
    for altered in (body.replace(b"= 10,", b"= 11,") + armored, file.replace(b"\nid = ", b"\n\nid = ", 1)):
        with pytest.raises(AppError, match="PACK_BAD_SIGNATURE"):
            office.ask(rulesupdate.look, altered)
    with pytest.raises(AppError, match="PACK_UNSIGNED"):
        office.ask(rulesupdate.look, file + b"[[rule]]\n")
    office.do(partners.revoke_partner, "工委")
    with pytest.raises(AppError, match="PACK_UNTRUSTED"):
        office.ask(rulesupdate.look, file)


def test_a_pack_that_this_program_cannot_use_any_more_leaves_the_shipped_one_in_force(office: Office) -> None:
    office.do(rulesupdate.install, own_signed(office, newer()))
    value = {"kind": "rules", "title": "旧", "version": 9, "as_of": "2026-01-01", "text": "[pack]\nname = 3\n", "publisher": "甲",
             "fingerprint": "", "who": "甲", "at": "2026-01-01"}  # fmt: skip
    office.do(keep, "pack", "terms", value)
    standing = office.ask(unit_standing)
    assert last_day(office) == date(2026, 3, 12)
    assert len(standing.troubles) == 1


def test_no_flipped_bit_and_no_cut_end_of_a_signed_file_is_taken(office: Office) -> None:
    file = own_signed(office, newer())
    chance = random.Random(42)
    for _ in range(40):
        at = chance.randrange(len(file))
        broken = file[:at] + bytes([file[at] ^ (1 << chance.randrange(8))]) + file[at + 1 :]
        if broken.rstrip() == file.rstrip():
            continue
        with pytest.raises(AppError, match="PACK_"):
            office.do(rulesupdate.install, broken)
    for size in (0, 1, len(file) // 2, len(file) - 40):
        with pytest.raises(AppError, match="PACK_"):
            office.do(rulesupdate.install, file[:size])
    assert last_day(office) == date(2026, 3, 12)


def test_outlines_come_signed_too_and_leave_the_units_own_wording_alone(office: Office) -> None:
    text = (paths.resources() / "guides" / "talks.toml").read_text(encoding="utf-8")
    changed = make.later(text).replace("当时的考虑是什么？", "当时是怎么想的？", 1)
    own = Outline("OT01", "我们的谈心", ("talk:heart",), ("最近怎么样?",))
    office.do(guides.write_outline, own)
    file = office.ask(rulesupdate.sign, changed.encode(), "talks")
    assert [c.text for c in office.ask(rulesupdate.look, file).changes] == ["OT03 提醒谈话: 文字有改动"]
    office.do(rulesupdate.install, file)
    assert "当时是怎么想的？" in office.ask(guides.outlines, "talk", "remind")[0].outline.questions
    assert office.ask(guides.outlines, "talk", "heart")[0].outline == own
    with pytest.raises(AppError) as caught:
        office.ask(rulesupdate.sign, changed.replace('id = "OT02"', 'id = "OT01"').encode(), "talks")
    assert (caught.value.code, caught.value.values["key"]) == ("PACK_BROKEN", "outline.OT01.id")
    office.do(rulesupdate.put_back, "talks")
    assert "当时的考虑是什么？" in office.ask(guides.outlines, "talk", "remind")[0].outline.questions


def test_a_pasted_notice_replaces_the_estimate_and_says_what_it_changes(office: Office) -> None:
    start = date(2027, 1, 28)
    before = deadline(office.ask(unit_rules).rule("DL01", start), start, office.ask(unit_calendar))
    assert before.estimated == (2027,)
    assert office.ask(holidays.years, DAY)[0].estimated
    found = office.do(holidays.paste, NEXT_YEAR, None, "国办发明电〔2026〕9号").result
    assert "2027-01-31 周日: 由休息改为上班 (调休上班)" in found.changes
    assert "2027-01-01 周五: 由休息改为上班" not in " ".join(found.changes)
    after = deadline(office.ask(unit_rules).rule("DL01", start), start, office.ask(unit_calendar))
    assert after.estimated == ()
    line = office.ask(holidays.years, DAY)[0]
    assert (line.year, line.number, line.source, line.since) == (2027, "国办发明电〔2026〕9号", "粘贴导入 (赵六)", "2026-03-05")
    office.do(holidays.drop, 2027)
    assert office.ask(holidays.years, DAY)[0].estimated
    with pytest.raises(AppError, match="HOLIDAYS_NOT_OURS"):
        office.do(holidays.drop, 2026)


def test_a_notice_that_contradicts_itself_is_refused_with_its_line(office: Office) -> None:
    with pytest.raises(AppError) as caught:
        office.do(holidays.paste, NEXT_YEAR.replace("共7天", "共8天"))
    assert (caught.value.code, caught.value.values["line"]) == ("HOLIDAYS_UNREAD", 3)
    assert office.ask(holidays.years, DAY)[0].estimated


def test_half_a_notice_is_not_taken_for_a_year(office: Office) -> None:
    half = "".join(line for line in NEXT_YEAR.splitlines(keepends=True) if "国庆" not in line)
    with pytest.raises(AppError, match="国庆节"):
        office.do(holidays.paste, half)
    assert office.ask(holidays.years, DAY)[0].estimated


def test_a_holiday_table_may_come_signed_too(office: Office) -> None:
    office.do(holidays.paste, NEXT_YEAR)
    table = office.ask(unit_calendar).tables[2027]
    office.do(holidays.drop, 2027)
    file = office.ask(rulesupdate.sign, toml_of(table).encode(), "2027")
    assert office.do(rulesupdate.install, file).result.kind == "holidays"
    assert office.ask(unit_calendar).tables[2027].off == table.off


def test_a_yearly_notice_is_kept_and_one_that_cannot_be_is_refused(office: Office) -> None:
    notice = Notice("FQ05", 2025, date(2026, 1, 10), date(2026, 2, 28), "市委组织部通知〔2026〕1号")
    office.do(notices.put, notice)
    assert office.ask(notices.notices) == (notice,)
    assert ("FQ05", "组织生活会") in office.ask(notices.yearly_rules, 2026)
    for wrong in (
        Notice("FQ01", 2025, notice.opens, notice.closes, "甲"), Notice("FQ05", 2025, notice.closes, notice.opens, "甲"),
        Notice("FQ05", 2024, notice.opens, notice.closes, "甲"), Notice("FQ05", 2025, notice.opens, notice.closes, " "),
    ):  # fmt: skip
        with pytest.raises(AppError, match="NOTICE_UNFIT"):
            office.do(notices.put, wrong)
    office.do(notices.drop, "FQ05", 2025)
    assert office.ask(notices.notices) == ()


def test_every_kind_of_talk_and_meeting_has_a_guide_and_every_aspect_an_outline(office: Office) -> None:
    for of, field in (("talk", "kind"), ("meeting", "kinds"), ("letter", "kind"), ("clue", "handling")):
        codes = [c.code for c in reading.shape(of)[field].choices if c.code != "other"]
        assert [c for c in codes if office.ask(guides.guide, of, c) is None] == []
    aspects = {c.code for c in reading.shape("talk")["aspects"].choices}
    assert aspects == {v.outline.subject for v in office.ask(guides.outlines, "talk", "remind") if v.outline.subject}
    assert office.ask(guides.guide, "reminder", "duty") is not None
    for talk in ("remind", "prompt"):
        found = office.ask(guides.guide, "talk", talk)
        assert found is not None
        assert found.apart.startswith("它不是")


def test_a_unit_edits_its_own_copy_of_an_outline_and_may_go_back(office: Office) -> None:
    first = office.ask(guides.outlines, "talk", "remind")[0]
    mine = Outline(first.outline.id, "我们的提醒谈话", first.outline.kinds, ("说说𠮷䶮㛃的事。", "  "))
    office.do(guides.write_outline, mine)
    again = office.ask(guides.outlines, "talk", "remind")[0]
    assert (again.own, again.shipped, again.outline.questions) == (True, True, ("说说𠮷䶮㛃的事。",))
    office.do(guides.restore_outline, mine.id)
    assert office.ask(guides.outlines, "talk", "remind")[0] == first
    own = Outline(office.ask(guides.new_id), "自己的", ("talk:heart",), ("家里还好吗?",))
    office.do(guides.write_outline, own)
    assert own in [v.outline for v in office.ask(guides.outlines, "talk", "heart")]
    with pytest.raises(AppError, match="OUTLINE_EMPTY"):
        office.do(guides.write_outline, Outline("OWN002", "空", ("talk:heart",), (" ",)))


def test_a_branch_is_not_offered_what_is_not_its_business(office: Office) -> None:
    assert office.ask(guides.not_ours, "talk") == ()
    office.do(guides.set_role, "branch")
    assert set(office.ask(guides.not_ours, "talk")) == {"prompt", "admonish", "entrusted"}
    assert {"inquiry", "admonition"} <= set(office.ask(guides.not_ours, "letter"))
    assert "forward" not in office.ask(guides.not_ours, "clue")
    assert {"talk", "check"} <= set(office.ask(guides.not_ours, "clue"))
    with pytest.raises(AppError, match="ROLE_UNKNOWN"):
        office.do(guides.set_role, "police")
