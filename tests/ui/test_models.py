"""Tables hold ids and a few pages: what is not in sight is not fetched, what was overtaken is not shown."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from cadreapp.kernel.shape import Kind
from cadreapp.office import reading, record
from tests.ui.real_office import settle
from ui.models.columns import Column, cell_text, columns_of
from ui.models.record_table import PAGE, TONE, Filter, RecordTableModel
from ui.work.desk import Desk

COUNT = 3 * PAGE + 7


@pytest.fixture
def model(desk: Desk) -> RecordTableModel:
    def many(unit: object) -> None:
        for number in range(COUNT):
            record.create(unit, "person", {"name": f"人{number:04}", "kind": "staff" if number % 2 else "retired"})  # type: ignore[arg-type]

    desk.office.do(many)
    made = RecordTableModel(reading.shape("person"), desk)
    made.reload()
    settle(desk)
    return made


def test_only_the_pages_in_sight_are_fetched(model: RecordTableModel, desk: Desk) -> None:
    assert model.rowCount() == COUNT
    assert model.data(model.index(2 * PAGE, 0)) == "…"
    settle(desk)
    assert model.data(model.index(2 * PAGE, 0)) == f"人{COUNT - 1 - 2 * PAGE:04}"
    assert list(model._pages) == [2]


def test_the_last_page_is_whole(model: RecordTableModel, desk: Desk) -> None:
    model.data(model.index(COUNT - 1, 0))
    settle(desk)
    assert model.data(model.index(COUNT - 1, 0)) == "人0000"


def test_a_question_overtaken_by_another_is_not_shown(model: RecordTableModel, desk: Desk) -> None:
    model.narrow(Filter(text="人0001"))
    model.narrow(Filter(kind="retired"))
    settle(desk)
    assert model.rowCount() == (COUNT + 1) // 2


def test_sorting_happens_in_the_store_and_an_unsortable_head_does_nothing(model: RecordTableModel, desk: Desk) -> None:
    model.sort(0, Qt.SortOrder.AscendingOrder)
    settle(desk)
    model.data(model.index(0, 0))
    settle(desk)
    assert model.data(model.index(0, 0)) == "人0000"
    model.sort(99)
    settle(desk)
    assert model.rowCount() == COUNT


def test_a_row_is_found_again_after_a_change(model: RecordTableModel, desk: Desk) -> None:
    key = model.id_at(5)
    assert key is not None
    desk.do(record.create, "person", {"name": "新来的"})
    settle(desk)
    assert model.row_of(key) == 6


def test_the_bin_is_a_list_of_its_own(model: RecordTableModel, desk: Desk) -> None:
    key = model.id_at(0)
    assert key is not None
    desk.do(record.remove, key)
    settle(desk)
    assert model.rowCount() == COUNT - 1
    model.narrow(Filter(states=("binned",)))
    settle(desk)
    model.data(model.index(0, 0))
    settle(desk)
    last = len(model.columns) - 1
    assert model.data(model.index(0, last)) == "在回收站"
    assert model.data(model.index(0, last), TONE) == "bad"


@pytest.mark.parametrize("shape", reading.types(), ids=lambda s: s.name)
def test_every_type_has_columns_and_says_its_state(shape: object) -> None:
    columns = columns_of(shape)  # type: ignore[arg-type]
    assert columns[-1].key == "state"
    assert len(columns) > 1
    assert all(isinstance(c.head, str) and c.head for c in columns)


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        (Kind.MOMENT, "2026-03-05 14:30", "2026年3月5日 14:30"),
        (Kind.DAY, "2026-03-05", "2026年3月5日"),
        (Kind.FLAG, False, "否"),
        (Kind.WHO, {"name": "张三𠮷"}, "张三𠮷"),
        (Kind.NUMBER, 0, "0"),
        (Kind.LINE, None, ""),
    ],
)
def test_a_cell_reads_as_people_read_it(kind: Kind, value: object, text: str) -> None:
    assert cell_text(Column("x", "栏目", kind), value) == text
