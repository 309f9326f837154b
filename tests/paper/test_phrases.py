"""Claims about the words that papers share: a unit's own stand on its papers, checked to the line; a spoilt file stops one paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cadreapp.kernel.errors import AppError
from cadreapp.office import record, unitforms
from cadreapp.office.door import Office
from cadreapp.office.papers import ledgers, printing
from cadreapp.paper import makers, phrases, wording
from cadreapp.paper.phrases import said, speaking
from cadreapp.paper.talk import signing
from tests import make
from tests.house.tree import ROOT
from tests.paper.papers import squeezed, text_of
from tests.paper.samples import talk

SHIPPED = ROOT / "resources" / "forms"
UNIT_WORDS = {"第 {page} 页　共 {pages} 页": "本件共 {pages} 页之 {page}", "{who}签名：": "{who}签字：", "以下空白": "此下无字"}


def sealed_talk(office: Office) -> str:
    made: str = office.do(record.create, "talk", make.TALK).result
    office.do(record.seal, made)
    return made


def own_words() -> str:
    text = wording.text_of("phrases")
    for ours, theirs in UNIT_WORDS.items():
        assert ours in text
        text = text.replace(ours, theirs)
    return text


def test_a_units_own_words_stand_in_the_foot_and_the_blank_of_its_papers(tmp_path: Path) -> None:
    with make.office(tmp_path) as office:
        made = sealed_talk(office)
        before = office.ask(printing.pdf, made).pdf
        office.do(unitforms.install, own_words())
        told = squeezed(text_of(office.ask(printing.pdf, made).pdf))
        assert "页之1" in told
        assert "此下无字" in told
        assert "第1页共" not in told
        assert office.ask(ledgers.ledger, "talk").pages == 1
        office.do(unitforms.reset, "phrases")
        assert office.ask(printing.pdf, made).pdf == before


@pytest.mark.parametrize(("change", "key", "what"), [
    (("共 {pages} 页", "共若干页"), "say.page", "要有 {pages}"),
    (("{who}签名", "{name}签名"), "say.sign_here", "没有 {name}"),
    (('blank = "以下空白"', "blank = 3"), "say.blank", "应是文字"),
    (("以下空白", "以下{空白"), "say.blank", "没有成对"),
])
def test_a_units_copy_that_would_lose_a_value_is_refused_with_its_line(change: tuple[str, str], key: str, what: str) -> None:
    text = wording.text_of("phrases")
    flaws = wording.check_own(text.replace(*change))
    assert {flaw.key for flaw in flaws} == {key}
    assert any(what in flaw.what for flaw in flaws)
    assert all(flaw.line > 1 for flaw in flaws)


def test_a_copy_of_an_older_edition_keeps_its_words_and_takes_ours_for_what_it_lacks(tmp_path: Path) -> None:
    lacking = own_words().replace('report_checks = "勾稽"\n', "")
    assert "report_checks" not in lacking
    with make.office(tmp_path) as office:
        office.do(unitforms.install, lacking)
        assert [copy.flaw for copy in office.ask(unitforms.copies)] == [None]
        with office.ask(unitforms.speaking):
            assert said("report_checks") == "勾稽"
            assert said("page") == "本件共 {pages} 页之 {page}"


def test_what_a_register_over_all_types_asks_for_must_be_there() -> None:
    (flaw,) = wording.check_own(wording.text_of("ledger_void").replace("{reason}", "{raeson}"))
    assert "没有 {raeson}" in flaw.what


def test_phrases_are_those_of_the_unit_only_while_it_prints() -> None:
    with speaking({"page": "甲"}):
        assert said("page") == "甲"
    assert said("page") == "第 {page} 页　共 {pages} 页"
    with pytest.raises(AppError, match="FORM_SPOILT"):
        said("no such phrase")


@pytest.fixture
def spoilt_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The shipped forms in a folder of their own, where a file can be spoilt."""
    folder = tmp_path / "forms"
    folder.mkdir()
    for path in SHIPPED.glob("*.toml"):
        (folder / path.name).write_bytes(path.read_bytes())
    monkeypatch.setattr(wording, "folder", lambda: folder)
    for known in (wording.shipped, wording.spoilt):
        known.cache_clear()
    yield folder
    monkeypatch.undo()
    for known in (wording.shipped, wording.spoilt):
        known.cache_clear()


@pytest.mark.parametrize("spoil", [
    lambda text: text.replace('page = "record"', 'page = "papyrus"'),
    lambda text: text.replace("[say]", "[say"),
    lambda text: text.encode()[:-40].decode("utf-8", "ignore"),
])
def test_one_spoilt_form_refuses_its_own_paper_by_file_line_and_key_and_no_other(
    spoilt_folder: Path, tmp_path: Path, spoil: object
) -> None:
    path = spoilt_folder / "signing.toml"
    path.write_text(spoil(path.read_text(encoding="utf-8")), encoding="utf-8")  # type: ignore[operator]
    with make.office(tmp_path) as office:
        made = sealed_talk(office)
        assert next(n.name for n in office.ask(printing.offered, made)) == "signing"
        for form in (None, "signing"):
            with pytest.raises(AppError, match="FORM_SPOILT") as refused:
                office.ask(printing.pdf, made, form)
            assert "signing.toml 第" in refused.value.message()
        assert office.ask(printing.pdf, made, "register").pages
        assert office.ask(printing.pdf, made, "record").pages
        assert office.ask(ledgers.ledger, "talk").lines == 1
        (line,) = [one for one in office.ask(unitforms.lines) if one.name == "signing"]
        assert line.trouble.startswith("第 ")


def test_a_spoilt_register_is_refused_by_its_name(spoilt_folder: Path, tmp_path: Path) -> None:
    path = spoilt_folder / "ledger_talk.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("width = 12", 'width = "wide"'), encoding="utf-8")
    with make.office(tmp_path) as office:
        with pytest.raises(AppError, match="FORM_SPOILT"):
            office.ask(ledgers.ledger, "talk")
        assert office.ask(ledgers.ledger, "person").title == "人员名册"


def test_the_same_words_stand_there_without_a_unit() -> None:
    assert makers.make(talk(), wording.form("signing")) == signing(talk())
    assert set(wording.form(phrases.FORM).sentences) == set(phrases._shipped())
