"""Reports on paper look as they were accepted, page by page, and carry what was corrected and taken back."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from cadreapp.paper.figures import report_pdf
from cadreapp.paper.source import full_width
from cadreapp.rules.figures import FilledReport
from tests.paper.papers import checked, compare_with_golden, squeezed, text_of
from tests.paper.reported import NAMES, Q1, YEAR, corrected, report, taken_back

PAPERS: dict[str, Callable[[], FilledReport]] = {
    **{name: (lambda name=name: report(name)) for name in NAMES},
    "forms-year": lambda: report("forms", YEAR),
    "forms-nothing": lambda: report("forms", Q1, empty=True),
    "corrected": corrected,
    "recalled": taken_back,
}


@pytest.mark.parametrize("name", list(PAPERS))
def test_the_paper_is_sound_and_names_every_row(name: str, tmp_path: Path) -> None:
    filled = PAPERS[name]()
    pdf = report_pdf(filled)
    checked(pdf, tmp_path)
    said = squeezed(text_of(pdf))
    assert not re.search(r"\d{4}-\d{2}-\d{2}", said)
    for table in filled.tables:
        for line in table.lines:
            lost = [title for title in line.titles if squeezed(full_width(title)) not in said]
            assert lost == []


def test_what_was_taken_back_stands_on_the_paper() -> None:
    filled = taken_back()
    said = squeezed(text_of(report_pdf(filled)))
    assert "撤回经过" in said
    assert "上级要求按新口径重报" in said
    assert said.count("登记为已报") == len(filled.recalled)


@pytest.mark.golden
@pytest.mark.parametrize("name", list(PAPERS))
def test_the_paper_looks_as_accepted(name: str, golden: Callable[[str, bytes | str], None], request: pytest.FixtureRequest) -> None:
    compare_with_golden(f"report-{name}", report_pdf(PAPERS[name]()), golden, request.config.getoption("--accept"))
