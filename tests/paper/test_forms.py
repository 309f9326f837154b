"""Every record type prints as a form from its declaration alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cadreapp.kernel.shape import Choice, Family, Field, Kind, Shape
from cadreapp.paper.forms import any_record
from cadreapp.paper.page import A4, FORM, MM
from cadreapp.paper.source import PaperInput, on_paper
from cadreapp.records import SHAPES
from tests.paper.filled import filled
from tests.paper.papers import characters, checked, fonts_of, lines_drawn, squeezed, text_of

INSIDE = 0.5 * MM


def form(name: str, state: str = "sealed", **kw: Any) -> PaperInput:
    """Return a record of a type with every field filled; a word in it is "甲" and the path's length in figures."""
    values = filled(SHAPES[name], lambda path: f"甲{len(path)}")
    names = {f"甲{n}": f"指向{n}" for n in range(99)}
    return PaperInput(SHAPES[name], values, "市档案馆机关纪委", state=state, names=names, **kw)


@pytest.mark.parametrize("name", list(SHAPES))
def test_the_form_shows_every_field_and_no_internal_one(name: str, tmp_path: Path) -> None:
    said = squeezed(text_of(any_record(form(name))))
    for field in SHAPES[name].fields:
        if field.name in ("number", "marking") or not field.printed:
            continue
        shown = [field, *((f for f in field.entry.fields if f.printed) if field.entry else ())]
        for one in shown if not field.internal else ():
            assert squeezed(one.label)[:2] in said, one.name
            if one.kind is Kind.CHOICE:
                assert squeezed(on_paper(one.choices[0].label))[:4] in said, one.name
    checked(any_record(form(name)), tmp_path)
    assert all(embedded for _, embedded in fonts_of(any_record(form(name)), tmp_path))


@pytest.mark.parametrize("name", list(SHAPES))
def test_internal_fields_are_on_a_form_only_when_asked(name: str) -> None:
    internal = [f for f in SHAPES[name].fields if f.internal and f.printed and f.kind in (Kind.LINE, Kind.TEXT)]
    values = form(name).values | {f.name: "金丝雀" for f in internal}
    source = PaperInput(SHAPES[name], values, "单位", state="sealed")
    assert "金丝雀" not in squeezed(text_of(any_record(source)))
    if internal:
        assert "金丝雀" in squeezed(text_of(any_record(source, internal=True)))


@pytest.mark.parametrize("name", list(SHAPES))
@pytest.mark.parametrize("state", ["draft", "sealed"])
def test_an_empty_record_can_be_printed(name: str, state: str) -> None:
    pdf = any_record(PaperInput(SHAPES[name], {}, state=state))
    assert SHAPES[name].title in squeezed(text_of(pdf))
    assert ("/" in text_of(pdf)) == (state == "sealed")


@pytest.mark.parametrize("name", list(SHAPES))
def test_nothing_leaves_the_margins(name: str) -> None:
    pdf = any_record(form(name))
    for page in characters(pdf):
        assert min(sign["x0"] for sign in page) >= 28 * MM - INSIDE
        assert max(sign["x1"] for sign in page) <= FORM.left + FORM.measure + INSIDE
        assert min(sign["size"] for sign in page) >= 10.0
    for lines in lines_drawn(pdf):
        assert min(line["x0"] for line in lines) >= FORM.left - INSIDE
        assert max(line["bottom"] for line in lines) <= FORM.foot + INSIDE
        assert min(line["top"] for line in lines) >= FORM.top - INSIDE
    assert A4[0] == pytest.approx(210 * MM)


def test_a_table_over_many_pages_repeats_its_head_on_each() -> None:
    entry = Shape("row", "行", Family.ENTRY, (Field("what", "要点", Kind.TEXT), Field("on", "日期", Kind.DAY)))
    shape = Shape("thing", "事项", Family.DOCUMENT, (Field("rows", "明细", Kind.ENTRIES, entry=entry),), sections=("",))
    rows = [{"id": str(n), "what": f"第{n}条" + "内容" * (n % 30), "on": "2026-03-05"} for n in range(200)]
    pages = [squeezed("".join(sign["text"] for sign in page)) for page in characters(any_record(PaperInput(shape, {"rows": rows})))]
    assert len(pages) > 5
    assert all("明细序号要点日期" in page for page in pages)
    assert "".join(pages).count("条") == 200


def test_a_withdrawn_and_a_second_version_are_told() -> None:
    shape = Shape("thing", "事项", Family.DOCUMENT, (Field("what", "要点", Kind.LINE, section="一"),), sections=("一",))
    source = PaperInput(shape, {"what": "字"}, state="withdrawn", version=2)
    assert source.wash == "作废"
    assert "第2版" in squeezed(text_of(any_record(source)))


def test_a_choice_shows_its_word_and_an_unknown_reference_is_not_lost() -> None:
    fields = (
        Field("kind", "类别", Kind.CHOICE, choices=(Choice("a", "甲类"),)),
        Field("to", "关联", Kind.REF),
        Field("flag", "是否", Kind.FLAG),
    )
    shape = Shape("thing", "事项", Family.REGISTER, fields, sections=("",))
    said = squeezed(text_of(any_record(PaperInput(shape, {"kind": "a", "to": "0190abcd-ef012345", "flag": False}))))
    assert "甲类" in said
    assert "另见记录ef012345" in said
    assert "是否否" in said


def test_whatever_was_invented_says_so_on_every_page() -> None:
    assert PaperInput(SHAPES["talk"], {}, state="sealed", demo=True).wash == "演示"
    assert PaperInput(SHAPES["talk"], {}, state="sealed").wash == ""
