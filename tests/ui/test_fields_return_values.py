"""Every editor gives back what it was given, whatever it was, and what was typed, as it was typed."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cadreapp.kernel.shape import Choice, Family, Field, Kind, Shape
from tests.ui.small_register import PEOPLE, setting
from ui.fields.make import editor_for

pytestmark = pytest.mark.usefixtures("qapp")
CHOICES = tuple(Choice(f"c{n}", f"第{n}项") for n in range(1, 6))
ROW = Shape("row", "行", Family.ENTRY, (
    Field("who", "姓名", Kind.WHO, targets=("person",)),
    Field("what", "事项", Kind.TEXT),
    Field("term", "时限", Kind.DAY),
    Field("done", "完成", Kind.FLAG),
))  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=60),
    st.sampled_from(["𠮷䶮㛃", "a\x00b", "\u00a0 两端空格\u3000", "一\r\n二\u2028三\u2029四", "\ufeff头", "👨‍👩‍👧", "e\u0301", "\ufdd0"]),
)
DAYS = st.dates().map(lambda d: d.isoformat())
WHO = st.none() | st.fixed_dictionaries(
    {"person": st.none() | st.sampled_from([p.id for p in PEOPLE]), "name": st.none() | TEXTS},
    optional={"unit": st.none() | TEXTS, "post": st.none() | TEXTS},
)
VALUES: dict[Kind, st.SearchStrategy[Any]] = {
    Kind.LINE: st.none() | TEXTS,
    Kind.TEXT: st.none() | TEXTS,
    Kind.CHOICE: st.sampled_from([None, "c1", "c5", "unknown"]),
    Kind.CHOICES: st.lists(st.sampled_from(["c3", "c1", "c2", "unknown"]), unique=True),
    Kind.FLAG: st.sampled_from([None, True, False]),
    Kind.NUMBER: st.none() | st.integers(),
    Kind.DAY: st.none() | DAYS,
    Kind.MOMENT: st.none() | st.datetimes().map(lambda d: d.isoformat(timespec="minutes")),
    Kind.REF: st.none() | st.sampled_from([p.id for p in PEOPLE]),
    Kind.WHO: WHO,
    Kind.ENTRIES: st.lists(
        st.fixed_dictionaries(
            {"id": st.uuids().map(str)},
            optional={"who": WHO, "what": TEXTS, "term": DAYS, "done": st.booleans(), "later": TEXTS},
        ),
        max_size=3,
    ),
}


def field(kind: Kind) -> Field:
    return Field("x", "栏目", kind, choices=CHOICES, targets=("person",), entry=ROW if kind is Kind.ENTRIES else None)


@pytest.mark.parametrize("kind", list(Kind))
def test_a_value_comes_out_as_it_went_in(kind: Kind) -> None:
    editor = editor_for(field(kind), setting())
    told: list[None] = []
    editor.changed.connect(lambda: told.append(None))

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(VALUES[kind])
    def claim(value: Any) -> None:
        editor.set_value(value)
        assert editor.value() == value
        assert not told

    claim()


@pytest.mark.parametrize("kind", list(Kind))
def test_showing_nothing_after_something_leaves_nothing(kind: Kind) -> None:
    editor = editor_for(field(kind), setting())
    something = {Kind.CHOICES: ["c1"], Kind.FLAG: True, Kind.NUMBER: 3, Kind.WHO: {"person": None, "name": "甲"},
                 Kind.ENTRIES: [{"id": "a", "what": "事"}], Kind.DAY: "2026-03-05", Kind.MOMENT: "2026-03-05T14:30",
                 Kind.REF: PEOPLE[0].id, Kind.CHOICE: "c1"}  # fmt: skip
    editor.set_value(something.get(kind, "字"))
    editor.set_value(None)
    editor.edited()  # as if a finger had touched it: now the controls are read
    assert editor.value() in (None, [], False)


@pytest.mark.parametrize("kind", [Kind.LINE, Kind.TEXT])
def test_a_field_of_two_hundred_thousand_characters_is_held(kind: Kind) -> None:
    editor = editor_for(field(kind), setting())
    long = "长" * 199_999 + "𠮷"
    editor.set_value(long)
    editor.edited()
    assert editor.value() == long


@pytest.mark.parametrize("kind", list(Kind))
def test_every_control_has_a_name_and_takes_the_tab(kind: Kind) -> None:
    editor = editor_for(field(kind), setting())
    if kind is Kind.ENTRIES:
        editor.set_value([{"id": "a"}, {"id": "b"}])
    assert editor.controls()
    for control in editor.controls():
        assert "栏目" in control.accessibleName() or "第" in control.accessibleName()
        assert control.focusPolicy().value & 1


@pytest.mark.parametrize("kind", [k for k in Kind if k not in (Kind.FLAG,)])
def test_problems_stand_beside_the_field_and_go(kind: Kind) -> None:
    editor = editor_for(field(kind), setting())
    editor.show()
    editor.set_problems(["还缺栏目, 打印前补上即可"])
    assert editor.trouble.isVisible()
    assert "打印前补上" in editor.trouble.text()
    editor.set_problems(())
    assert not editor.trouble.isVisible()
