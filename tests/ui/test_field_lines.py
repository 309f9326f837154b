"""Claims about the lines of a form: none is too wide, shared lines end below each other, a field alone keeps its width."""

from __future__ import annotations

import pytest

from cadreapp.kernel.shape import Field, Kind
from cadreapp.office.reading import types
from ui.fields.row import ELASTIC, SHORT, TWELVE, lines_of, share


@pytest.mark.parametrize("size", [1, 2, 3])
def test_lines_of_several_fields_end_where_the_form_ends(size: int) -> None:
    for shape in types():
        fields = iter(shape.fields)
        for widths in lines_of(shape.fields, size):
            line = [next(fields) for _ in widths]
            assert sum(widths) <= TWELVE
            if len(line) > 1 and any(f.kind in ELASTIC and f.form not in SHORT for f in line):
                assert sum(widths) == TWELVE, [f.name for f in line]
            assert all(got >= share(field, size) for got, field in zip(widths, line, strict=True))
        assert next(fields, None) is None


def test_a_field_alone_and_days_side_by_side_keep_their_width() -> None:
    line, day = Field("a", "甲", Kind.LINE), Field("b", "乙", Kind.DAY)
    assert lines_of([line], 3) == [[6]]
    assert lines_of([day, day], 3) == [[4, 4]]
    assert lines_of([day, line], 3) == [[4, 8]]
    assert lines_of([line, day], 3) == [[8, 4]]
    assert lines_of([line, line, day], 3, {"a": 4}) == [[4, 4, 4]]
