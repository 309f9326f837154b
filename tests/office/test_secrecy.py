"""Claims about 秘密★: off, asks for what the law asks for, stands on paper with its term, and leaves its history."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cadreapp.kernel.clock import FixedClock
from cadreapp.kernel.errors import AppError
from cadreapp.office import audit, record
from cadreapp.office.door import Office
from cadreapp.office.papers import ledgers, printing, secrecy
from cadreapp.office.papers.secrecy import Secrecy
from cadreapp.paper import wording
from cadreapp.paper.view import Pages
from tests import make
from tests.office.test_numbering import SUMMONS

GIVEN = Secrecy("周六", "×定〔2026〕1号", 1, "涉密机 3 号", understood=True)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(make.MORNING)


@pytest.fixture
def office(tmp_path: Path, clock: FixedClock) -> Iterator[Office]:
    with make.office(tmp_path, clock) as opened:
        yield opened


def secret_talk(office: Office) -> str:
    made: str = office.do(record.create, "talk", {**make.TALK, "marking": "secret"}).result
    office.do(record.seal, made)
    return made


def first_words(pdf: bytes) -> str:
    with Pages(pdf) as pages:
        return "".join(pages.text(0).split())


def test_it_is_off_and_no_paper_bears_it(office: Office) -> None:
    made = secret_talk(office)
    with pytest.raises(AppError, match="SECRET_OFF") as caught:
        office.ask(printing.pdf, made)
    assert "不属于国家秘密的, 不得作出国家秘密标志" in caught.value.message()
    assert office.ask(secrecy.registrations) == ()


@pytest.mark.parametrize(("given", "missing"), [
    (Secrecy("周六", "", 30, "  "), "定密依据、本机的涉密机编号、保密期限 (1 到 10 年)、对第三十一条的确认"),
    (Secrecy("", "依据", 1, "3 号", understood=True), "定密责任人"),
    (Secrecy("周六", "依据", 0, "3 号", understood=True), "保密期限 (1 到 10 年)"),
    (Secrecy("周六", "依据", 10, "3 号"), "对第三十一条的确认"),
])
def test_what_the_law_asks_for_and_was_not_given_is_named(office: Office, given: Secrecy, missing: str) -> None:
    with pytest.raises(AppError, match="SECRET_LACKS") as lacks:
        office.do(secrecy.allow_secret, given)
    assert f"还缺: {missing}。" in lacks.value.message()
    assert office.ask(secrecy.standing) is None


def test_a_paper_bears_mark_and_term_as_the_standard_writes_them(office: Office) -> None:
    office.do(secrecy.allow_secret, GIVEN)
    assert first_words(office.ask(printing.pdf, secret_talk(office)).pdf).startswith("秘密★1年")
    letter = office.do(record.create, "letter", {**SUMMONS, "marking": "secret"}).result
    assert "秘密★1年" in first_words(office.ask(printing.pdf, letter).pdf)
    plain = office.do(record.create, "talk", make.TALK).result
    assert "秘密" not in first_words(office.ask(printing.pdf, plain).pdf)


def test_a_register_that_lists_such_a_record_bears_the_mark_and_any_other_does_not(office: Office) -> None:
    secret_talk(office)
    assert first_words(office.ask(ledgers.ledger, "talk").pdf).startswith("内部")
    office.do(secrecy.allow_secret, GIVEN)
    assert first_words(office.ask(ledgers.ledger, "talk").pdf).startswith("秘密★1年")
    assert first_words(office.ask(ledgers.ledger, "talk", "2020-01-01", "2020-12-31").pdf).startswith("内部")
    assert first_words(office.ask(ledgers.ledger, "person").pdf).startswith("内部")


def test_a_record_sealed_under_an_earlier_registration_keeps_the_term_of_its_day(office: Office, clock: FixedClock) -> None:
    office.do(secrecy.allow_secret, GIVEN)
    old = secret_talk(office)
    before = office.ask(printing.pdf, old).pdf
    clock.move(minutes=1)
    office.do(secrecy.allow_secret, Secrecy("周六", "×定〔2026〕2号", 10, "涉密机 3 号", understood=True))
    assert first_words(office.ask(printing.pdf, secret_talk(office)).pdf).startswith("秘密★10年")
    assert office.ask(printing.pdf, old).pdf == before


def test_switching_off_stops_the_printing_and_leaves_who_when_and_on_what(office: Office) -> None:
    office.do(secrecy.allow_secret, GIVEN)
    made = secret_talk(office)
    office.do(secrecy.stop_secret)
    with pytest.raises(AppError, match="SECRET_OFF"):
        office.ask(printing.pdf, made)
    with pytest.raises(AppError, match="SECRET_IDLE"):
        office.do(secrecy.stop_secret)
    (left,) = office.ask(secrecy.registrations)
    assert (left.decider, left.basis, left.machine, left.by, left.marking) == ("周六", "×定〔2026〕1号", "涉密机 3 号", "赵六", "秘密★1年")
    assert left.until
    verbs = [entry.verb for entry in office.ask(audit.log, {}, 20)]
    assert {"allow_secret", "stop_secret"} <= set(verbs)


@pytest.mark.parametrize("mark", ["秘密★10年", "机密 ★1年", "秘 密"])
def test_no_form_can_carry_it_by_the_back_door(mark: str) -> None:
    text = wording.text_of("signing")
    marked = text.replace('marking = "内部"', f'marking = "{mark}"')
    assert marked != text
    (flaw,) = wording.check_own(marked)
    assert (flaw.key, "登记启用" in flaw.what) == ("form.marking", True)
    assert text.splitlines()[flaw.line - 1].startswith("marking")
    said = wording.text_of("letter_remind").replace("切实改进", "切实改进 秘密★3年")
    assert [f.what for f in wording.check_own(said)]
