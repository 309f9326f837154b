"""The story of the whole job by the command line: a unit and its upper level, and every file opened by somebody else's program."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from cadreapp.kernel.shape import Field
from cadreapp.records import SHAPES
from tests import make
from tests.stories.terminal import Terminal, program, terminal

SAMPLE = Path(__file__).parent.parent / "samples" / "花名册-杂乱.xlsx"
EXPECTED = json.loads((SAMPLE.parent / "expected.json").read_text(encoding="utf-8"))[SAMPLE.name]


@pytest.mark.skipif(sys.platform != "linux", reason="age, qpdf and pdftotext, which read what we wrote, are installed on Linux")
def test_the_whole_job_by_the_command_line_with_two_stores(tmp_path: Path) -> None:
    unit, upper = terminal(tmp_path / "unit", "滨河区示范局"), terminal(tmp_path / "upper", "区纪检监察工委")
    stick = tmp_path / "stick"
    stick.mkdir()
    _enrol(unit, upper, stick)
    made = _records(unit)
    _paper(unit, made["talk"])
    first = _first_bundle(unit, upper, stick, made)
    _opened_by_hand(tmp_path, stick / first["path"], made)
    _amended_and_returned(unit, upper, stick, made)
    _lost_stick(unit, upper, stick, made)
    for side in (unit, upper):
        side("audit", "verify")
        side("backup", "now")
        assert all(f["good"] for f in side.ask("check", "--full") if f["grave"])


def _enrol(unit: Terminal, upper: Terminal, stick: Path) -> None:
    """Hand identities over; one partner is made by age-keygen and ssh-keygen alone."""
    proof = unit.ask("identity", "export", "-o", stick / "unit.pub")["proof"]
    upper.alone("identity", "export", "-o", stick / "upper.pub")
    upper("partner", "add", stick / "unit.pub", "--name", "示范局")
    assert [p["proof"] for p in upper.ask("partner", "list")] == [proof]
    unit("partner", "add", stick / "upper.pub", "--name", "工委")
    program("age-keygen", "-o", stick / "hand.key")
    program("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "hand", "-f", stick / "hand")
    by_hand = program("age-keygen", "-y", stick / "hand.key") + (stick / "hand.pub").read_bytes()
    (stick / "by-hand.pub").write_bytes(by_hand)
    unit.alone("partner", "add", stick / "by-hand.pub", "--name", "手工单位")
    assert "PARTNER_FILE_PRIVATE" in unit("partner", "add", stick / "hand", "--name", "错", code=1)
    assert {p["name"] for p in unit.ask("partner", "list")} == {"工委", "手工单位"}


def _records(unit: Terminal) -> dict[str, str]:
    """People from a sheet; a talk, a reminder with steps, a meeting, a disposition, an attachment; documents sealed."""
    dry = unit.ask("import", "people", SAMPLE, "--dry-run", code=1 if EXPECTED["errors"] else 0)
    assert unit.ask("list", "person") == []
    report = json.loads(unit.alone("import", "people", SAMPLE, "--json", code=1 if EXPECTED["errors"] else 0))
    assert [(r["row"], r["verdict"]) for r in report["rows"]] == [(r["row"], r["verdict"]) for r in dry["rows"]]
    people = unit.ask("list", "person", "--limit", "1000")
    assert len(people) == sum(r["verdict"] == "new" for r in report["rows"])
    room = next(o["id"] for o in unit.ask("list", "organisation") if o["title"] == "办公室")
    made = {"person": people[0]["id"], "organisation": room}
    made["talk"] = unit.new("talk", {**make.TALK, "person": {"person": made["person"], "name": people[0]["title"]}})
    for name in ("reminder", "meeting", "disposition"):
        given = make.values(SHAPES[name], lambda field: _known(field, made), "𠮷䶮㛃")
        made[name] = unit.new(name, {**given, **({"steps": []} if "steps" in given else {})})
    stage = SHAPES["reminder"].states[0].code
    unit("step", made["reminder"], stage, "--from", "-", stdin='{"on": "2026-03-05", "note": "已通知本人"}')
    for name in ("talk", "meeting", "disposition"):
        (unit.alone if name == "talk" else unit)("seal", made[name])
    (unit.folder / "佐证.bin").write_bytes(bytes(range(256)) * 300)
    made["file"] = unit.ask("attach", made["disposition"], "佐证.bin")[0]["id"]
    assert unit.ask("search", "验收材料")[0]["id"] == made["talk"]
    return made


def _known(field: Field, made: dict[str, str]) -> str | None:
    return next((made[t] for t in field.targets if t in made), None)


def _paper(unit: Terminal, talk: str) -> None:
    """Print the talk to be signed, look at it with other programs, register that it was signed."""
    unit.alone("print", talk, "-o", "talk.pdf")
    program("qpdf", "--check", unit.folder / "talk.pdf")
    text = program("pdftotext", "-layout", unit.folder / "talk.pdf", "-").decode()
    assert "材料在处里停了一周" in text.replace("\n", "").replace(" ", "")
    unit("paper", talk, "signed", "--from", "-", stdin='{"at": "2026-03-05T16:00"}')
    assert [p["step"] for p in unit.values(talk)["paper"]] == ["printed", "signed"]
    unit("print", talk, "-o", "register.pdf", "--form", "register")
    program("qpdf", "--check", unit.folder / "register.pdf")


def _first_bundle(unit: Terminal, upper: Terminal, stick: Path, made: dict[str, str]) -> Any:
    """Show what would go, send it to both partners, receive it twice, take the receipt."""
    shown = unit.ask("bundle", "send", "--to", "工委", "--dry-run", "-o", stick)
    assert made["talk"] in {item["id"] for item in shown}
    assert not list(stick.glob("*.cadre"))
    words = ("bundle", "send", "--to", "工委", "--to", "手工单位", "--talk-texts", "--attachments", "-o", stick, "--json")
    sent = json.loads(unit.alone(*words))
    file = stick / sent["path"]
    assert upper.ask("bundle", "inspect", file)["recipients"] == 2
    assert upper.ask("bundle", "verify", file)["standing"] == "new"
    assert upper.ask("list", "talk") == []
    taken = json.loads(upper.alone("bundle", "receive", file, "--json"))[0]
    assert (taken["ok"], taken["returned"], taken["again"], taken["accepted"]) == (True, 0, False, sent["records"])
    again = upper.ask("bundle", "receive", stick)[0]
    assert (again["again"], again["code"], again["receipt"]) == (True, taken["code"], taken["receipt"])
    for name in ("talk", "reminder", "meeting", "disposition", "person"):
        held, own = upper.ask("show", made[name]), unit.ask("show", made[name])
        assert (held["title"], held["state"], held["ours"]) == (own["title"], own["state"], False)
    assert upper.values(made["talk"])["turns"] == unit.values(made["talk"])["turns"]
    upper("attachment", "save", made["file"], "-o", "out.bin")
    assert (upper.folder / "out.bin").read_bytes() == (unit.folder / "佐证.bin").read_bytes()
    assert "NOT_OURS" in upper("set", made["talk"], "--from", "-", stdin='{"place": "改"}', code=1)
    assert json.loads(unit.alone("receipt", "take", taken["receipt"], "--json"))["accepted"] == sent["records"]
    return sent


def _opened_by_hand(folder: Path, bundle: Path, made: dict[str, str]) -> None:
    """Open, unpack and check the bundle as the partner that has only age and ssh-keygen would."""
    inside = folder / "inside"
    inside.mkdir()
    program("tar", "-xz", stdin=program("age", "-d", "-i", bundle.parent / "hand.key", bundle), cwd=inside)
    signer = next(row for row in (bundle.parent / "unit.pub").read_text().splitlines() if row.startswith("ssh-ed25519"))
    (inside / "allowed").write_text(f"unit {signer}\n", encoding="utf-8")
    program("ssh-keygen", "-Y", "verify", "-f", inside / "allowed", "-I", "unit", "-n", "cadreapp-bundle", "-s",
            inside / "manifest.sig", stdin=(inside / "manifest.json").read_bytes())
    lines = [json.loads(row) for row in (inside / "records" / "talk.jsonl").read_bytes().splitlines()]
    assert [row["id"] for row in lines] == [made["talk"]]
    assert lines[0]["values"]["turns"][0]["answer"] == "材料在处里停了一周。"
    assert "source" in lines[0]["withheld"]
    for member in json.loads((inside / "manifest.json").read_bytes())["members"]:
        assert program("sha256sum", inside / member["name"]).decode().startswith(member["sha256"])


def _amended_and_returned(unit: Terminal, upper: Terminal, stick: Path, made: dict[str, str]) -> None:
    """Amend, send again, have it returned for correction, amend again, send a third time."""
    _amend(unit, made["talk"], "二号楼")
    second = unit.ask("bundle", "send", "--to", "工委", "--talk-texts", "-o", stick)
    got = upper.ask("bundle", "receive", stick / second["path"], "--return", f"{made['talk']}=地点写错了")[0]
    assert (got["returned"], upper.values(made["talk"])["place"]) == (1, make.TALK["place"])
    taken = unit.ask("receipt", "take", got["receipt"])
    assert [(a["id"], a["reason"]) for a in taken["returned"]] == [(made["talk"], "地点写错了")]
    _amend(unit, made["talk"], "三号楼")
    third = unit.ask("bundle", "send", "--to", "工委", "--talk-texts", "-o", stick)
    unit("receipt", "take", upper.ask("bundle", "receive", stick / third["path"])[0]["receipt"])
    assert (upper.values(made["talk"])["place"], upper.ask("show", made["talk"])["edition"]) == ("三号楼", 3)
    assert upper.ask("bundle", "receive", stick / second["path"])[0]["again"]


def _lost_stick(unit: Terminal, upper: Terminal, stick: Path, made: dict[str, str]) -> None:
    """A bundle that nobody finds again, one cut short, one for somebody else: the next holds all, the rest goes on."""
    _amend(unit, made["talk"], "四号楼")
    lost = unit.ask("bundle", "send", "--to", "工委", "--talk-texts", "-o", stick)
    (stick / lost["path"]).unlink()
    _amend(unit, made["meeting"], "五号楼")
    last = unit.ask("bundle", "send", "--to", "工委", "--talk-texts", "-o", stick)
    unit("bundle", "send", "--to", "手工单位", "-o", stick / "0-notours.cadre")
    (stick / "1-short.cadre").write_bytes((stick / last["path"]).read_bytes()[:-700])
    answers = {Path(a["file"]).name: a for a in json.loads(upper("bundle", "receive", stick, "--json", code=1))}
    assert answers["0-notours.cadre"]["code"] == "BUNDLE_NOT_FOR_US"
    assert answers["1-short.cadre"]["code"] == "BUNDLE_TRUNCATED"
    assert answers[Path(last["path"]).name]["ok"]
    assert "没有收到" in answers[Path(last["path"]).name]["notices"][0]
    assert [upper.values(made[n])["place"] for n in ("talk", "meeting")] == ["四号楼", "五号楼"]
    assert upper("bundle", "receive", stick / "0-notours.cadre", code=3)
    assert upper("bundle", "receive", stick / "1-short.cadre", code=4)


def _amend(unit: Terminal, record: str, place: str) -> None:
    unit("amend", record, "--reason", "更正地点")
    unit.set(record, place=place)
    unit("seal", record)
