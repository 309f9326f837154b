"""A period wrongly reported is taken back with a reason: what went up is kept, shown, and compared with the next report."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from cadreapp.kernel.clock import FixedClock
from cadreapp.kernel.errors import AppError
from cadreapp.office import audit, record
from cadreapp.office.door import Office
from cadreapp.office.reports import official as reports
from cadreapp.office.reports import out as reports_out
from cadreapp.office.reports import submit as reports_submit
from tests import make
from tests.office.dispositions import a_year, keep_sealed

Q4 = reports.named(2025, "第四季度")
WHY = "选错了统计期"


@pytest.fixture
def office(tmp_path: Path, clock: FixedClock) -> Iterator[Office]:
    with make.office(tmp_path, clock) as opened:
        yield opened


def of(office: Office) -> reports.FilledReport:
    return office.ask(reports.report, "forms", Q4.since, Q4.until, office.clock)


def submit(office: Office) -> None:
    office.do(reports_submit.submit_report, "forms", Q4.since, Q4.until)


def recall(office: Office, reason: str = WHY) -> None:
    office.do(reports_submit.recall_report, "forms", Q4.since, Q4.until, reason)


def test_a_period_taken_back_is_counted_anew_and_tells_what_it_was(office: Office, clock: FixedClock) -> None:
    ids = keep_sealed(office, a_year(40))
    submit(office)
    before = of(office)
    clock.move(days=1)
    recall(office)
    assert of(office).reported is None
    (told,) = of(office).recalled
    assert (told.reason, told.who, told.reported.who, told.reported.corrections) == (WHY, "赵六", "赵六", ())
    assert told.sentence.endswith("原因: 选错了统计期; 数与那时一样")
    gone = next(i for i in before.table("7-1").line("1").cells["total"].ids if i in ids)
    office.do(record.withdraw, gone, "对象写错")
    was = before.table("7-1").line("1").cells["total"].number
    assert was is not None
    assert of(office).table("7-1").line("1").cells["total"].number == was - 1


def test_a_second_report_says_what_changed_against_the_first_and_stays(office: Office, clock: FixedClock) -> None:
    keep_sealed(office, a_year(20))
    submit(office)
    clock.move(days=1)
    recall(office)
    keep_sealed(office, [{**v, "decided_on": "2025-10-10"} for v in a_year(5, seed=8)])
    submit(office)
    after = of(office)
    assert after.reported is not None
    assert after.reported.corrections == ()
    changes = [reports.said_of(after, c) for c in after.recalled[0].reported.corrections]
    assert changes
    assert any("报后录入" in said for said in changes)
    clock.move(days=1)
    keep_sealed(office, [{**v, "decided_on": "2025-10-11"} for v in a_year(3, seed=9)])
    assert [reports.said_of(of(office), c) for c in of(office).recalled[0].reported.corrections] == changes
    recall(office, "又报错了")
    assert [one.reason for one in of(office).recalled] == [WHY, "又报错了"]
    assert reports_out.as_json(of(office))["recalled"][0]["changes"]
    sheet = load_workbook(BytesIO(office.ask(reports_out.as_xlsx, of(office))))["撤回经过"]
    assert any(WHY in str(row[0].value) for row in sheet.iter_rows())


def test_taking_back_wants_a_reason_and_something_reported_and_is_journalled(office: Office) -> None:
    with pytest.raises(AppError, match="NOT_REPORTED"):
        recall(office)
    submit(office)
    with pytest.raises(AppError, match="RECALL_REASON"):
        recall(office, "  ")
    assert of(office).reported is not None
    recall(office)
    newest = office.ask(audit.log, {})[0]
    assert newest.verb == "recall_report"
    assert audit.verb_label("recall_report") == "撤回上报登记"
