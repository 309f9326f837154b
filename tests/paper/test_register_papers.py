"""Claims about the papers of a hand-over, a recusal and a destruction: every column an office asks for, room for every pen."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cadreapp.paper import makers, wording
from cadreapp.records import SHAPES
from tests.paper.handed import VALUES, paper
from tests.paper.papers import compare_with_golden, squeezed, text_of

COLUMNS = {
    "handover": ("类别", "件数", "起止号", "纸质／电子", "在办事项", "密钥及口令已变更", "移交人签名", "接收人签名", "监交人签名", "移交日期"),
    "recusal": ("事项", "应回避人", "理由", "☑本人申请☐组织决定", "决定人", "接替人"),
    "disposal": ("件号", "份数", "原因", "监销人（2人）", "监销人签名", "日期"),
}


def made(name: str, state: str = "sealed", **changes: object) -> bytes:
    return makers.make(paper(name, state, **changes), wording.form(name))


@pytest.mark.parametrize("name", list(COLUMNS))
def test_the_paper_has_every_column_that_officers_ask_for(name: str) -> None:
    said = squeezed(text_of(made(name)))
    assert [column for column in COLUMNS[name] if column not in said] == []


def test_a_handover_counts_what_is_handed_over_and_tells_what_goes_on() -> None:
    said = squeezed(text_of(made("handover")))
    assert "（共156件）" in said
    assert "密钥及口令已变更☑是☐否变更日期2026年3月6日" in said
    assert "备份已交接☐是☑否" in said


def test_a_destruction_leaves_two_places_to_sign_however_few_witnesses_are_typed() -> None:
    for witnesses in ([], VALUES["disposal"]["witnesses"][:1]):
        assert squeezed(text_of(made("disposal", witnesses=witnesses))).count("监销人签名") == 2


def test_an_opinion_is_checked_and_signed_off_on_a_sheet_that_never_leaves() -> None:
    form = wording.form("letter_opinion_check")
    asked = {field.name for field in SHAPES["letter"].fields if field.internal} & {"open_clues", "in_effect"}
    assert not form.reader
    assert asked == {"open_clues", "in_effect"}
    assert not wording.hidden(SHAPES["letter"], form) & asked


PAPERS: dict[str, Callable[[], bytes]] = {
    **{name: (lambda name=name: made(name)) for name in COLUMNS},
    "disposal-draft": lambda: made("disposal", "draft", witnesses=[], pieces=[], number=""),
}


@pytest.mark.golden
@pytest.mark.parametrize("name", list(PAPERS))
def test_the_paper_looks_as_accepted(name: str, golden: Callable[[str, bytes | str], None], request: pytest.FixtureRequest) -> None:
    compare_with_golden(name, PAPERS[name](), golden, request.config.getoption("--accept"))
