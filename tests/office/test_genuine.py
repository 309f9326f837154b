"""Claims about verifiable paper: what is genuine, current, superseded, altered or not ours, here and at the upper level."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from cadreapp.exchange import papermark
from cadreapp.exchange.code import grouped
from cadreapp.exchange.manifest import PaperCode
from cadreapp.kernel.clock import FixedClock
from cadreapp.kernel.errors import AppError
from cadreapp.kernel.paths import resources
from cadreapp.office import record
from cadreapp.office.bundles import papercodes, partners
from cadreapp.office.door import Office
from cadreapp.office.papers import genuine, printing
from cadreapp.paper import papercode
from tests import make
from tests.office.two_sides import sides

FOREIGN = grouped(bytes(range(10)))


@pytest.fixture
def office(tmp_path: Path) -> object:
    with make.office(tmp_path, FixedClock(make.MORNING)) as opened:
        yield opened


def sealed(office: Office) -> str:
    made: str = office.do(record.create, "talk", {**make.TALK, "matter": "𠮷䶮㛃"}).result
    office.do(record.seal, made)
    return made


def left(office: Office, made: str, form: str | None = None) -> printing.Printed:
    """Print a paper and register it."""
    paper: printing.Printed = office.ask(printing.pdf, made, form)
    office.do(printing.print_record, made, paper.form, paper.pages, paper)
    return paper


def refused(verify: Callable[[], object]) -> str:
    with pytest.raises(AppError) as caught:
        verify()
    return caught.value.code


def test_a_paper_is_genuine_by_its_file_its_qr_code_and_its_typed_code(office: Office) -> None:
    made = sealed(office)
    for form in office.ask(printing.offered, made):
        paper = left(office, made, form.name)
        told = papercode.read(paper.pdf)
        assert len(told.said) <= 195
        for found in (office.ask(genuine.verify_file, paper.pdf), office.ask(genuine.verify_code, told.said),
                      office.ask(genuine.verify_code, told.code.lower().replace("-", " "))):
            assert (found.record, found.edition, found.notice) == (made, 1, "")


def test_a_later_edition_a_void_record_and_a_foreign_code_are_told_apart(office: Office) -> None:
    made = sealed(office)
    paper = left(office, made)
    office.do(record.amend, made)
    office.do(record.save_amendment, made, {"matter": "改了"})
    office.do(record.seal, made)
    assert refused(lambda: office.ask(genuine.verify_file, paper.pdf)) == "PAPER_SUPERSEDED"
    again = left(office, made)
    assert office.ask(genuine.verify_file, again.pdf).edition == 2
    office.do(record.withdraw, made, "错了")
    assert refused(lambda: office.ask(genuine.verify_file, again.pdf)) == "PAPER_SUPERSEDED"
    assert refused(lambda: office.ask(genuine.verify_code, "0000-0000-0000-0000")) == "PAPER_NOT_OURS"


def test_a_code_is_typed_as_people_type_and_one_slip_is_told_as_a_slip(office: Office) -> None:
    made = sealed(office)
    code = papercode.read(left(office, made).pdf).code
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in code)
    for typed in (code.lower(), code.replace("-", "　"), wide, f" 验真码：{code} ", code.replace("-", "—"), code.replace("0", "o")):
        assert office.ask(genuine.verify_code, typed).record == made
    for at, sign in enumerate(code):
        if sign != "-":
            slip = code[:at] + ("7" if sign != "7" else "8") + code[at + 1 :]
            assert refused(lambda slip=slip: office.ask(genuine.verify_code, slip)) == "PAPER_MISTYPED", slip  # type: ignore[misc]
    for typed in ("你好", code[:-1], code + "0"):
        assert refused(lambda typed=typed: office.ask(genuine.verify_code, typed)) == "PAPER_MISTYPED"  # type: ignore[misc]
    assert refused(lambda: office.ask(genuine.verify_code, FOREIGN)) == "PAPER_NOT_OURS"


def test_corrections_by_hand_at_signing_do_not_make_a_paper_altered(office: Office) -> None:
    made = sealed(office)
    paper = left(office, made)
    office.do(record.paper, made, "signed", {"corrections": 2})
    found = office.ask(genuine.verify_file, paper.pdf)
    assert "手改" in found.notice


def test_a_flipped_byte_or_a_mark_from_another_paper_is_never_genuine(office: Office) -> None:
    made = sealed(office)
    paper = left(office, made)
    other = left(office, made, "register")
    size = len(paper.pdf)
    for at in [*range(100, size, size // 60), size - 8]:
        flipped = bytearray(paper.pdf)
        flipped[at] ^= 1
        code = refused(lambda data=bytes(flipped): office.ask(genuine.verify_file, data))  # type: ignore[misc]
        assert code in ("NOT_OUR_FILE", "PAPER_ALTERED", "PAPER_NOT_OURS"), at
    told, mine = papercode.read(other.pdf), papercode.read(paper.pdf)
    swapped = papercode.filled(paper.pdf, told.said, told.code)
    assert refused(lambda: office.ask(genuine.verify_file, swapped)) == "PAPER_ALTERED"
    mark = papermark.read(mine.said)
    assert mark is not None
    forged = papermark.PaperMark(mark.record, 2, mark.content, mark.digest, mark.key, mark.signature)
    assert refused(lambda: office.ask(genuine.verify_code, forged.said)) == "PAPER_ALTERED"


def test_the_digest_does_not_depend_on_the_compressor(office: Office) -> None:
    paper = left(office, sealed(office))
    assert papercode.read(papercode.repacked(paper.pdf, 1)).digest == papercode.read(paper.pdf).digest


def test_drafts_and_units_that_switched_it_off_print_without_a_mark(office: Office) -> None:
    draft = office.do(record.create, "talk", make.TALK).result
    assert not papercode.is_marked(office.ask(printing.pdf, draft).pdf)
    made = sealed(office)
    office.do(genuine.switch, False)
    paper = left(office, made)
    assert not papercode.is_marked(paper.pdf)
    assert refused(lambda: office.ask(genuine.verify_file, paper.pdf)) == "NOT_OUR_FILE"


def test_the_upper_level_verifies_with_what_it_received(tmp_path: Path) -> None:
    unit, upper = sides(tmp_path)
    made = unit.new("talk", make.TALK, seal=True)
    with unit.office() as below:
        paper = left(below, made)
    with upper.office() as above:
        assert "没有报来" in above.ask(genuine.verify_file, paper.pdf).notice
    upper.receive(unit.send(tmp_path))
    with upper.office() as above:
        assert above.ask(genuine.verify_file, paper.pdf).title
    unit.amend(made, matter="第二版")
    upper.receive(unit.send(tmp_path))
    with upper.office() as above:
        assert refused(lambda: above.ask(genuine.verify_file, paper.pdf)) == "PAPER_SUPERSEDED"


def test_the_upper_level_verifies_typed_codes_by_what_came_in_bundles(tmp_path: Path) -> None:
    unit, upper = sides(tmp_path)
    made, other = unit.new("talk", make.TALK, seal=True), unit.new("talk", {**make.TALK, "matter": "𠮷䶮㛃"}, seal=True)
    with unit.office() as below:
        paper, inside, second = left(below, made), left(below, made, "register"), left(below, other)
        told, kept, later = (papercode.read(one.pdf).code for one in (paper, inside, second))
    upper.receive(unit.send(tmp_path))
    with upper.office() as above:
        found = above.ask(genuine.verify_code, told.lower().replace("-", " "))
        assert (found.record, found.edition, found.unit) == (made, 1, "下级")
        assert found.title
        assert above.ask(genuine.verify_code, later).record == other
        assert refused(lambda: above.ask(genuine.verify_code, kept)) == "PAPER_NOT_OURS", "internal pages stay in the office"
        assert refused(lambda: above.ask(genuine.verify_code, "0000-0000-0000-0000")) == "PAPER_NOT_OURS"
    unit.amend(made, matter="第二版")
    upper.receive(unit.send(tmp_path))
    with upper.office() as above:
        assert refused(lambda: above.ask(genuine.verify_code, told)) == "PAPER_SUPERSEDED"
        assert above.ask(genuine.verify_code, later).record == other
    unit.do(record.withdraw, other, "错了")
    upper.receive(unit.send(tmp_path))
    with upper.office() as above:
        assert refused(lambda: above.ask(genuine.verify_code, later)) == "PAPER_SUPERSEDED"


def test_a_unit_cannot_speak_for_papers_of_records_that_are_not_its_own(tmp_path: Path) -> None:
    unit, upper = sides(tmp_path)
    theirs, mine = upper.new("talk", make.TALK, seal=True), unit.new("talk", make.TALK, seal=True)
    upper.receive(unit.send(tmp_path))
    with upper.office() as above:
        sender = next(known for view in above.ask(partners.partners) if (known := above.ask(partners.known, view.fingerprint)))
        codes = [PaperCode(code, found, 1, "signing", "2026-03-05T09:30") for code, found in (("0000-0000-0000-0000", theirs), (FOREIGN, mine))]
        above.do(papercodes.take, codes, sender)
        assert refused(lambda: above.ask(genuine.verify_code, "0000-0000-0000-0000")) == "PAPER_NOT_OURS"
        assert above.ask(genuine.verify_code, FOREIGN).record == mine


def test_a_stand_alone_script_verifies_one_file_with_nothing_but_the_unit_s_key(office: Office, tmp_path: Path) -> None:
    script = resources() / "help" / "formats" / "verify_paper.py"
    paper, key, file = left(office, sealed(office)).pdf, tmp_path / "unit.pub", tmp_path / "paper.pdf"
    key.write_text(office.ask(partners.own_file), encoding="utf-8")

    def verdict(data: bytes) -> int:
        file.write_bytes(data)
        ran = subprocess.run([sys.executable, "-I", str(script), str(file), str(key)], capture_output=True, check=False)
        assert ran.stderr == b""
        return ran.returncode

    assert verdict(paper) == 0
    for at in (len(paper) // 3, len(paper) - 30):
        flipped = bytearray(paper)
        flipped[at] ^= 1
        assert verdict(bytes(flipped)) in (3, 4)
    title = paper.index(b"/Lang")
    assert verdict(paper[: title + 7] + b"Z" + paper[title + 8 :]) == 4
