"""Reports on paper look as they were accepted, page by page, and carry what was corrected and taken back."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from cadreapp.paper.figures import report_pdf
from cadreapp.paper.figures_sheet import report_xlsx
from cadreapp.paper.source import full_width
from cadreapp.paper.view import Pages
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


def test_the_note_of_corrections_is_headed_and_signed_for_as_the_tables_are(tmp_path: Path) -> None:
    filled = corrected()
    with Pages(report_pdf(filled)) as paper:
        last = squeezed(paper.text(len(paper) - 1))
    words = ("填报单位（盖章）：市档案馆机关纪委", "统一社会信用代码", "统计期：2026年第一季度", "填报日期：2026年4月2日", "已于2026年4月2日上报",
             "单位负责人：", "审核人：", "填表人：", "联系电话：")  # fmt: skip
    assert [word for word in words if squeezed(word) not in last] == []
    sheet = load_workbook(BytesIO(report_xlsx(filled)))["更正说明"]
    cells = squeezed("".join(str(cell.value or "") for row in sheet.iter_rows() for cell in row))
    assert [word for word in words if squeezed(word) not in cells] == []


def test_many_corrections_never_leave_the_signatures_alone_on_a_page() -> None:
    filled = corrected()
    assert filled.reported is not None
    for number in range(22, 30):
        many = replace(filled, reported=replace(filled.reported, corrections=filled.reported.corrections[:1] * number))
        with Pages(report_pdf(many)) as paper:
            last = squeezed(paper.text(len(paper) - 1))
        assert "单位负责人" in last
        assert "谈话提醒" in last, number


def test_a_group_is_named_once_for_its_rows_on_paper_and_in_the_workbook() -> None:
    filled = report("forms")
    table = filled.table("7-3b")
    levels = [line.titles[0] for line in table.lines]
    ranks = [line.titles[:2] for line in table.lines]
    with Pages(report_pdf(filled)) as paper:
        told = [paper.text(n) for n in range(len(paper)) if "谈话人层级" in paper.text(n)]
    # Where a page ends within a group it is named again, and nowhere else.
    assert len(set(levels)) < len(levels)
    for level in set(levels) - {"其他"}:
        assert sum(page.count(level) for page in told) <= len(told), level
    sheet = load_workbook(BytesIO(report_xlsx(filled)))["表7-3b"]
    named = [row[0].value for row in sheet.iter_rows(min_row=4, max_row=3 + len(levels))]
    assert [name for name in named if name] == [name for at, name in enumerate(levels) if not at or levels[at - 1] != name]
    within = [row[1].value for row in sheet.iter_rows(min_row=4, max_row=3 + len(levels))]
    assert [name for name in within if name] == [rank[1] for at, rank in enumerate(ranks) if rank[1] and (not at or ranks[at - 1] != rank)]
    heights = {sheet.row_dimensions[4 + at].height for at, line in enumerate(table.lines) if len(line.titles[2]) < 12}
    assert len(heights) == 1


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
