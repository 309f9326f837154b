"""The rules answer on the command line without a store: days with their reasons, versions with their source, flaws with their line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cadreapp.kernel.paths import resources
from tests import make
from tests.cli.running import Cli, call, cli
from tests.office.test_rules_of_the_unit import NEXT_YEAR as NOTICE

TERMS = resources() / "rules" / "terms.toml"


def test_every_counted_and_skipped_day_is_told_with_its_reason() -> None:
    told = call("deadline", "DL01", "--from", "2026-02-13", "--json")
    assert (told.code, told.err) == (0, "")
    answer = told.json
    assert (answer["day"], answer["ends"], answer["estimated"]) == ("2026-03-12", None, [])
    assert answer["steps"][:3] == [
        {"day": "2026-02-13", "number": None, "why": "起始日不计, 从次日起算"},
        {"day": "2026-02-14", "number": 1, "why": "调休上班"},
        {"day": "2026-02-15", "number": None, "why": "放假"},
    ]
    assert [s["number"] for s in answer["steps"] if s["number"]] == list(range(1, 16))
    assert (answer["document"], answer["year"], answer["article"], answer["confidence"]) == (
        "中国共产党纪律检查机关监督执纪工作规则", 2018, "第二十九条", "seen"
    )  # fmt: skip
    text = call("deadline", "DL01", "--from", "2026-02-13").out
    assert "最后一日: 2026-03-12" in text
    assert "2026-02-14 周六 第1天 调休上班" in text
    assert answer["citation"] in text


def test_both_ends_of_an_impact_period_are_told_as_computed_only() -> None:
    answer = call("deadline", "DL10", "--from", "2024-08-31", "--json").json
    assert answer["ends"] == {"a": "2026-02-28", "b": "2026-02-27", "shown": "2026-02-27", "last": "2026-02-28"}
    text = call("deadline", "DL10", "--from", "2024-08-31").out
    assert "拟算期满日 2026-02-27 (含首日); 首日不计为 2026-02-28; 以决定书为准" in text
    assert "最后一日" not in text


def test_the_version_in_force_on_the_day_is_taken() -> None:
    assert [call("deadline", "DL10", "--from", day, "--json").json["year"] for day in ("2010-01-01", "2017-01-01")] == [2003, 2015]


def test_an_estimated_calendar_is_said() -> None:
    assert call("deadline", "DL01", "--from", "2027-02-01", "--json").json["estimated"] == [2027]
    assert "2027年的放假安排没有官方数据" in call("deadline", "DL01", "--from", "2027-02-01").out


def test_a_term_counted_backwards_says_so() -> None:
    told = call("deadline", "DL35", "--from", "2026-03-20")
    assert "2026-03-20 之前 10日" in told.out
    assert "最迟: 2026-03-10" in told.out


@pytest.mark.parametrize(("words", "code", "fault"), [
    (("deadline", "DL99", "--from", "2026-01-01"), 1, "RULE_UNKNOWN"),
    (("deadline", "FQ01", "--from", "2026-01-01"), 1, "RULE_OTHER_KIND"),
    (("deadline", "DL01", "--from", "1950-01-01"), 1, "RULE_NOT_IN_FORCE"),
    (("deadline", "DL01", "--from", "9999-12-31"), 1, "RULE_DAY_ODD"),
    (("deadline", "DL01", "--from", "2026-02-30"), 2, "USAGE"),
    (("deadline", "DL01"), 2, "USAGE"),
    (("deadline", "𠮷䶮㛃", "--from", "2026-01-01"), 1, "RULE_UNKNOWN"),
    (("rules",), 2, "USAGE"),
    (("rules", "install", "x"), 1, "FILE_UNREADABLE"),
    (("rules", "install"), 2, "USAGE"),
    (("rules", "show", "DL99"), 1, "RULE_UNKNOWN"),
])  # fmt: skip
def test_a_question_without_an_answer_is_refused(words: tuple[str, ...], code: int, fault: str) -> None:
    told = call(*words, "--json")
    assert (told.code, told.out, told.error["code"]) == (code, "", fault)


def test_every_rule_is_listed_and_shown_in_all_its_versions() -> None:
    listed = call("rules", "list", "--json").json
    assert {"DL01", "DL20", "FQ11", "SC01", "TH01", "WD01"} <= {row["rule"] for row in listed}
    years = [row["year"] for row in listed if row["rule"] == "DL10"]
    shown = call("rules", "show", "DL10", "--json").json
    assert [row["year"] for row in shown] == years == [2003, 2015, 2018, 2023]
    assert [row["value"]["number"] for row in shown] == [12, 18, 18, 18]
    assert call("rules", "show", "DL10").out.count("影响期]") == 4
    for rule_id in {row["rule"] for row in listed}:
        assert call("rules", "show", rule_id).code == 0
    assert "DL01" in call("rules", "list").out


@pytest.mark.parametrize("act", ["list", "show", "check"])
def test_the_acts_explain_themselves_in_both_languages(act: str) -> None:
    assert call("rules", act, "--help").out.startswith(f"用法: cadreapp rules {act}")
    assert call("rules", act, "--help", "--lang", "en").out.startswith(f"usage: cadreapp rules {act}")


@pytest.mark.parametrize("path", sorted((resources() / "rules").glob("*.toml")), ids=lambda p: p.name)
def test_the_shipped_packs_are_sound(path: Path) -> None:
    assert call("rules", "check", path, "--json").json == {"file": str(path), "flaws": []}


def test_every_flaw_is_named_with_file_line_and_key(tmp_path: Path) -> None:
    lines = TERMS.read_text(encoding="utf-8").splitlines()
    wrong = {n: line for n, line in enumerate(lines, 1) if line.startswith("confidence")}
    first, second = sorted(wrong)[:2]
    for number in (first, second):
        lines[number - 1] = 'confidence = "sure"'
    path = tmp_path / "𠮷䶮㛃.toml"
    path.write_text("\n".join(lines), encoding="utf-8")
    told = call("rules", "check", path, "--json")
    assert (told.code, told.err) == (1, "")
    assert [flaw["line"] for flaw in told.json["flaws"]] == [first, second]
    assert all(flaw["key"].endswith(".confidence") for flaw in told.json["flaws"])
    plain = call("rules", "check", path)
    assert plain.code == 1
    assert plain.out.startswith(f"{path}:{first}: rule.DL01.confidence: ")
    assert plain.out.count("\n") == 2


@pytest.mark.parametrize(("data", "line"), [(b"", 1), (b"[pack\n", 1), (b"a = 1\n# \xd5\xc5\n", 2), (b"a = " + b"[" * 50_000, 1)])
def test_what_is_no_pack_is_refused_with_its_line(tmp_path: Path, data: bytes, line: int) -> None:
    path = tmp_path / "pack.toml"
    path.write_bytes(data)
    told = call("rules", "check", path, "--json")
    assert (told.code, told.json["flaws"][0]["line"]) == (1, line)


def test_a_pack_that_takes_the_ids_of_another_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(TERMS.read_text(encoding="utf-8").replace('name = "terms"', 'name = "mine"'), encoding="utf-8")
    told = call("rules", "check", path, "--json")
    assert (told.code, told.error["code"]) == (1, "PACK_BROKEN")


@pytest.mark.parametrize("name", ["gone.toml", ".", "a\0b"])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, name: str) -> None:
    told = call("rules", "check", f"{tmp_path}/{name}", "--json")
    assert (told.code, told.error["code"]) == (1, "FILE_UNREADABLE")


@pytest.fixture
def desk(tmp_path: Path) -> Cli:
    return cli(tmp_path)


def test_a_units_own_value_is_in_every_answer_and_goes_again(desk: Cli) -> None:
    desk("rules", "override", "DL01", "--number", "10", "--source", "某局规程第五条")
    answer = desk.ask("deadline", "DL01", "--from", "2026-02-13")
    assert (answer["day"], answer["own_rules"], answer["override"]["number"]) == ("2026-03-05", True, 10)
    told = desk("deadline", "DL01", "--from", "2026-02-13").out
    assert "本单位自定: 某局规程第五条 (赵六" in told
    shown = desk("rules", "show", "DL01").out
    assert "期限: 10个工作日" in shown
    assert "原值: 15个工作日" in shown
    assert "本单位自定 10" in desk("rules", "list").out
    assert desk.ask("deadline", "DL01", "--from", "2026-02-13", "--shipped")["day"] == "2026-03-12"
    unheard = call("deadline", "DL01", "--from", "2026-02-13", "--store", desk.store)
    assert "本单位自定的数值和录入的放假安排没有算入" in unheard.out
    desk("rules", "override", "DL01", "--remove")
    assert desk.ask("deadline", "DL01", "--from", "2026-02-13")["day"] == "2026-03-12"


def test_the_unit_sets_its_own_period_and_threshold_on_the_command_line(tmp_path: Path) -> None:
    desk = cli(tmp_path)
    said = desk.ask("rules", "override", "FQ04", "--number", "2", "--per", "quarter", "--source", "党委通知")["override"]
    assert (said["number"], said["per"]) == (2, "quarter")
    desk("rules", "override", "TH02", "--number", "5", "--source", "机关党委规定")
    desk("rules", "override", "TH03", "--number", "5", "--source", "机关党委规定", code=1)
    assert "本单位自定: 党委通知" in desk("rules", "show", "FQ04").out
    assert "原值: 每月1次" in desk("rules", "show", "FQ04").out
    shown = desk("rules", "show", "TH02").out
    assert "本单位自定: 机关党委规定" in shown
    assert "原值: 至少 7 人" in shown


def test_a_share_is_set_on_the_command_line_and_told_when_it_is_laxer(desk: Cli) -> None:
    stricter = desk("rules", "override", "TH07", "--share", "四分之三", "--source", "党组规则").out
    assert stricter == "TH07 按本单位自定: 3/4 (党组规则)。\n"
    laxer = desk("rules", "override", "TH06", "--share", "70%", "--source", "党委通知").out
    assert "这比规定宽: 规定是不少于 4/5" in laxer
    assert desk.ask("rules", "override", "TH08", "--share", "1/4", "--source", "通知")["override"]["share"] == "1/4"
    listed = desk("rules", "list").out
    assert "本单位自定 3/4" in listed
    shown = desk("rules", "show", "TH06").out
    assert "本单位按不少于 7/10执行, 比规定宽" in shown
    assert "原值: 不少于 4/5" in shown
    assert "本单位自定: 党委通知 (赵六" in shown
    refused = desk("rules", "override", "TH07", "--share", "大多数", "--source", "党组规则", code=1)
    assert "看不懂“大多数”" in refused.err


def test_a_version_is_named_by_hand() -> None:
    assert call("deadline", "DL10", "--from", "2020-01-01", "--rule-year", "2003", "--json").json["year"] == 2003
    assert call("deadline", "DL10", "--from", "2020-01-01", "--rule-year", "1999", "--json").error["code"] == "RULE_VERSION_UNKNOWN"


def test_a_pack_is_signed_previewed_taken_over_and_put_back(desk: Cli, tmp_path: Path) -> None:
    (tmp_path / "new.toml").write_bytes(later())
    file = tmp_path / "new.rules"
    desk("rules", "install", tmp_path / "new.toml", "--yes", code=1)
    desk("rules", "sign", tmp_path / "new.toml", file)
    assert desk("rules", "check", file).out.endswith("没有发现问题。\n")
    looked = desk("rules", "install", file, "--preview").out
    assert "由“15个工作日”改为“10个工作日”" in looked
    assert "没有装" in looked
    assert desk.ask("deadline", "DL01", "--from", "2026-02-13")["day"] == "2026-03-12"
    assert desk.ask("rules", "install", file)["installed"]
    assert desk.ask("deadline", "DL01", "--from", "2026-02-13")["day"] == "2026-03-05"
    versions = {p["name"]: p["version"] for p in desk.ask("rules", "packs")["packs"]}
    assert versions["terms"] == make.edition(TERMS.read_text(encoding="utf-8")) + 1
    desk("rules", "back", "terms")
    assert desk.ask("deadline", "DL01", "--from", "2026-02-13")["day"] == "2026-03-12"


def later() -> bytes:
    """Return the next edition of the terms, by which DL01 has ten working days."""
    return make.later(TERMS.read_text(encoding="utf-8")).replace("= 15, unit", "= 10, unit", 1).encode()


def _signed(desk: Cli, folder: Path) -> Path:
    """Return it signed."""
    (folder / "new.toml").write_bytes(later())
    desk("rules", "sign", folder / "new.toml", folder / "new.rules")
    return folder / "new.rules"


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
@pytest.mark.parametrize(("typed", "agreed"), [(b"n\n", False), (b"\n", False), (b"\x04", False), (b"maybe\n", False), (b"Y\n", True)])
def test_a_pack_is_taken_over_on_a_terminal_only_when_one_says_yes(tmp_path: Path, typed: bytes, agreed: bool) -> None:
    desk = cli(tmp_path)
    file = _signed(desk, tmp_path)
    near, far = os.openpty()
    try:
        words = ["rules", "install", str(file), "--store", str(desk.store), "--passphrase-file", str(desk.passphrase)]
        program = [sys.executable, "-m", "cadreapp", *words]
        with subprocess.Popen(program, stdin=far, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as run:
            os.write(near, typed)
            out, err = run.communicate(timeout=60)
    finally:
        os.close(near)
        os.close(far)
    assert not err, err.decode()
    assert "[y/N]" in out.decode()
    assert run.returncode == (0 if agreed else 1)
    assert desk.ask("deadline", "DL01", "--from", "2026-02-13")["day"] == ("2026-03-05" if agreed else "2026-03-12")


def test_holidays_are_taken_from_the_published_text_and_notices_are_kept(desk: Cli) -> None:
    text = NOTICE
    assert desk.ask("rules", "holidays")[0]["estimated"]
    made = desk("rules", "holidays", "-", "--json", stdin=text).json
    assert made["off"][:3] == ["2027-01-01", "2027-01-02", "2027-01-03"]
    assert not desk.ask("rules", "holidays")[0]["estimated"]
    desk("rules", "holidays", "-", stdin=text.replace("共3天", "共4天"), code=1)
    desk("rules", "notice", "FQ05", "--year", "2026", "--opens", "2027-01-10", "--closes", "2027-02-28", "--source", "通知1号")
    assert desk.ask("rules", "notice") == [
        {"rule": "FQ05", "year": 2026, "opens": "2027-01-10", "closes": "2027-02-28", "source": "通知1号"}
    ]


def test_the_published_schemas_are_those_the_program_checks_by() -> None:
    folder = resources() / "help" / "formats"
    assert json.loads((folder / "rules.schema.json").read_bytes()) == call("rules", "schema", "--json").json
    assert json.loads((folder / "guides.schema.json").read_bytes()) == call("rules", "schema", "--guides", "--json").json


def test_guide_remarks_role_and_way_are_there_without_a_window(desk: Cli) -> None:
    told = desk("rules", "guide", "talk:remind").out
    assert "它不是“谈话提醒”" in told
    assert "这件事的经过是怎样的？" in told
    assert desk("rules", "guide", "talk:nothing", "--json", code=1).error["code"] == "NOT_FOUND"
    [talk] = desk.new("talk", {**make.TALK, "kind": "prompt"})
    found = desk.ask("rules", "hints", talk)["hints"]
    assert ("kind", True) in [(h["field"], "没有线索的用“提醒谈话”" in h["text"]) for h in found]
    [reminder] = desk.new("reminder", {"kind": "duty", "matter": "整改进度落后"})
    assert desk.ask("rules", "hints", reminder)["step"] == "planned"
    assert desk.ask("rules", "role") == {"role": "committee"}
    assert desk("rules", "role", "branch").out == "支部纪检委员\n"
    assert desk.ask("rules", "way", "--without", "notified,talked", "--days", "workday") == {"without": ["notified"], "days": "workday"}
    assert desk.ask("rules", "way", "--without", "none") == {"without": [], "days": "workday"}


def test_a_record_that_is_not_this_desks_is_made_with_a_remark_beside_the_answer(desk: Cli) -> None:
    desk("rules", "role", "branch")
    kept = {"person": {"name": "𠮷䶮㛃"}, "measures": [{"measure": "T07"}]}
    for type_name, values in (("disposition", kept), ("letter", {"kind": "inquiry"}), ("talk", {"kind": "admonish"})):
        said = desk("new", type_name, "--from", "-", stdin=json.dumps(values))
        made = json.loads(said.out)
        assert set(made) == {"id"}
        assert f"提示: {made['id']} " in said.err
        assert "报机关纪委处理 (《" in said.err
    assert desk("new", "talk", "--from", "-", stdin=json.dumps({"kind": "heart"})).err == ""
