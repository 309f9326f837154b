"""What of a record leaves the house."""

from __future__ import annotations

from cadreapp.exchange.selection import Selection, outgoing
from cadreapp.kernel.shape import Family, Field, Kind, Shape

TURN = Shape("turn", "问答", Family.ENTRY, (
    Field("question", "问", Kind.TEXT), Field("answer", "答", Kind.TEXT),
))  # fmt: skip
ASK = Shape("ask", "要求", Family.ENTRY, (
    Field("what", "内容", Kind.LINE), Field("detail", "详情", Kind.TEXT), Field("hint", "线索", Kind.LINE, internal=True),
))  # fmt: skip
TALK = Shape("talk", "监督谈话", Family.DOCUMENT, (
    Field("title", "题", Kind.LINE), Field("source", "来源", Kind.LINE, internal=True),
    Field("summary", "概况", Kind.TEXT), Field("turns", "问答", Kind.ENTRIES, entry=TURN),
    Field("asks", "要求", Kind.ENTRIES, entry=ASK), Field("clues", "线索", Kind.ENTRIES, entry=ASK, internal=True),
))  # fmt: skip
VALUES = {
    "title": "𠮷", "source": "举报人甲", "summary": "", "turns": [{"id": "1", "question": "问", "answer": "答"}],
    "asks": [{"id": "2", "what": "改", "detail": "细", "hint": "某"}, {"id": "3", "what": None, "detail": "只有详情"}],
    "clues": [{"id": "4", "what": "x"}],
}  # fmt: skip
TYPES = ("talk", "disposition")


def test_by_default_texts_and_internal_fields_stay_at_home() -> None:
    kept, withheld = outgoing(TALK, VALUES, Selection(TYPES))
    assert kept == {"title": "𠮷", "turns": [], "asks": [{"id": "2", "what": "改"}]}
    assert withheld == ("asks.detail", "asks.hint", "clues", "source", "turns.answer", "turns.question")


def test_ticked_texts_travel_and_the_informant_still_does_not() -> None:
    kept, withheld = outgoing(TALK, VALUES, Selection(TYPES, include_talk_texts=True))
    assert "举报人甲" not in str(kept)
    assert withheld == ("asks.hint", "clues", "source")
    assert kept["turns"] == VALUES["turns"]


def test_dispositions_and_registers_travel_whole_but_for_what_is_internal() -> None:
    for shape in (Shape("disposition", "处置", Family.DOCUMENT, TALK.fields), Shape("person", "人员", Family.REGISTER, TALK.fields)):
        assert outgoing(shape, VALUES, Selection(TYPES))[1] == ("asks.hint", "clues", "source")


def test_everything_travels_only_when_a_suite_says_so() -> None:
    kept, withheld = outgoing(TALK, VALUES, Selection(TYPES, include_talk_texts=True, include_internal=True))
    assert (kept, withheld) == (VALUES, ())


def test_nothing_of_the_given_values_is_changed() -> None:
    before = str(VALUES)
    outgoing(TALK, VALUES, Selection(TYPES))
    assert str(VALUES) == before


def test_a_key_that_is_no_field_does_not_travel() -> None:
    assert outgoing(TALK, {"title": "题", "stray": "x"}, Selection(TYPES)) == ({"title": "题"}, ())


def test_a_period_covers_its_first_and_last_day() -> None:
    march = Selection(TYPES, since="2026-03-01", until="2026-03-31")
    assert [march.covers(day) for day in ("2026-02-28", "2026-03-01", "2026-03-31T23:59", "2026-04-01", None)] == [
        False, True, True, False, True]
    assert Selection(TYPES).covers("1949-10-01")
