"""Claims about what was printed: on register by pages, digest, day and name; a later change calls the older paper back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cadreapp.kernel.clock import FixedClock
from cadreapp.kernel.errors import AppError
from cadreapp.office import reading as asked
from cadreapp.office import record, unitforms
from cadreapp.office.door import Office
from cadreapp.office.papers import paperlog, printing
from cadreapp.paper import wording
from cadreapp.paper.view import Pages
from tests import make


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with make.office(tmp_path, FixedClock(make.MORNING)) as opened:
        yield opened


def talk(office: Office, **changes: object) -> str:
    made = office.do(record.create, "talk", {**make.TALK, **changes}).result
    office.do(record.seal, made)
    return made


def printed(office: Office, made: str, form: str | None = None) -> printing.Printed:
    paper = office.ask(printing.pdf, made, form)
    office.do(printing.print_record, made, paper.form, paper.pages, paper.digest)
    return paper


def steps(office: Office, made: str) -> list[tuple[str, int | None]]:
    return [(row["step"], row["pages"]) for row in office.ask(asked.record, made).values["paper"]]


def text_of(pdf: bytes) -> str:
    with Pages(pdf) as pages:
        return "".join("".join(pages.text(n).split()) for n in range(len(pages)))


def test_a_printing_is_on_register_with_pages_digest_day_and_name(office: Office) -> None:
    made = talk(office)
    paper = printed(office, made)
    (found,) = office.ask(paperlog.printings, made)
    assert (found.form, found.pages, found.digest, found.edition) == ("signing", paper.pages, paper.digest, 1)
    assert (found.at, found.by, found.recalled) == ("2026-03-05T09:30", "赵六", "")


def test_a_change_says_that_the_older_paper_is_called_back_and_registers_it(office: Office) -> None:
    made = talk(office)
    first = printed(office, made)
    assert office.ask(printing.pdf, made).notice == ""
    office.do(record.amend, made, "漏了一段")
    office.do(record.save_amendment, made, {"turns": [{"question": "经过?", "answer": "材料在处里停了一周。" * 90}]})
    office.do(record.seal, made)
    second = office.ask(printing.pdf, made)
    assert second.pages > first.pages
    assert second.notice == f"页数已变, 请收回旧件作废: 第1版，共{first.pages}页，2026年3月5日9时30分打印。"
    printed(office, made)
    assert office.ask(printing.pdf, made).notice == second.notice, "it stays out until it is registered as back"
    office.do(record.paper, made, "recalled", {"at": "2026-03-05T10:15", "pages": first.pages})
    assert steps(office, made) == [("printed", first.pages), ("printed", second.pages), ("recalled", first.pages)]
    assert [bool(p.recalled) for p in office.ask(paperlog.printings, made)] == [True, False]
    assert office.ask(printing.pdf, made).notice == ""


def test_corrections_by_hand_at_signing_do_not_make_the_paper_altered(office: Office) -> None:
    made = talk(office)
    paper = printed(office, made)
    office.do(record.paper, made, "signed", {"at": "2026-03-05T15:30", "pages": paper.pages, "corrections": 3})
    assert office.ask(printing.pdf, made).notice == ""


def test_drafts_copies_and_the_internal_page_call_nothing_back(office: Office) -> None:
    draft = office.do(record.create, "talk", make.TALK).result
    printed(office, draft)
    assert office.ask(paperlog.printings, draft) == ()
    made = talk(office)
    printed(office, made, "register")
    copy = printed(office, made, "signing.copy")
    assert copy.form.title.endswith("(副本)")
    assert copy.pdf != office.ask(printing.pdf, made, "signing").pdf
    assert steps(office, made) == []
    assert not any(p.signed for p in office.ask(paperlog.printings, made))


def test_a_unit_s_own_words_are_printed_until_it_goes_back_and_a_broken_copy_changes_nothing(office: Office) -> None:
    made = talk(office)
    text = (wording.folder() / "signing.toml").read_text(encoding="utf-8")
    own = text.replace("请阅看以上记录，如有差错可以更正。", "请看一遍，有不对的地方当场改。")
    before = office.ask(printing.pdf, made).pdf
    assert office.do(unitforms.install, own).result == "signing"
    assert "请看一遍，有不对的地方当场改。" in text_of(office.ask(printing.pdf, made).pdf)
    with pytest.raises(AppError, match="FORM_BROKEN"):
        office.do(unitforms.install, own.replace("reader = true", "reader = false"), "我的.toml")
    assert [(c.name, c.flaw) for c in office.ask(unitforms.copies)] == [("signing", None)]
    office.do(unitforms.reset, "signing")
    assert office.ask(printing.pdf, made).pdf == before


def test_a_copy_that_a_newer_release_no_longer_takes_yields_to_the_shipped_form(office: Office) -> None:
    made = talk(office)
    before = office.ask(printing.pdf, made).pdf
    office.do(unitforms.kept.keep, unitforms.FORM, "signing", "[form]\nname = \"signing\"\n")
    assert office.ask(printing.pdf, made).pdf == before
    (copy,) = office.ask(unitforms.copies)
    assert copy.flaw is not None


def test_what_the_record_does_not_mark_is_marked_internal_and_a_heart_talk_is_not(office: Office) -> None:
    assert text_of(office.ask(printing.pdf, talk(office)).pdf).startswith("内部")
    heart = office.do(record.create, "talk", {"kind": "heart", "person": {"name": "张三"}, "narrative": "家里都好。"}).result
    assert not text_of(office.ask(printing.pdf, heart).pdf).startswith("内部")


def test_a_record_is_offered_only_the_papers_of_its_kind(office: Office) -> None:
    letter = office.do(record.create, "letter", {"kind": "remind"}).result
    offered = [form.name for form in printing.form_names("letter", office.ask(asked.record, letter).values)]
    assert offered == ["letter_remind", "letter_delivery", "record", "internal"]
    with pytest.raises(AppError, match="UNKNOWN_FORM"):
        office.ask(printing.pdf, letter, "letter_summons")
