"""Claims about the full-text index: every run of characters is found, whatever plane, case or punctuation it has."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from cadreapp.office import reading, record
from cadreapp.office.door import Office
from cadreapp.store.search import phrase, tokens
from cadreapp.store.unit import Unit
from tests import make

ALPHABET = "的一是了我不人在他有𠮷䶮㛃\U00030000\U00031350鿿〇豈ABcd12·,。 \n"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with make.office(tmp_path_factory.mktemp("search")) as opened:
        yield opened


def folded(text: str) -> str:
    """Return what search compares: no punctuation, no blanks, ASCII letters in lower case."""
    return "".join(c.lower() if c.isascii() else c for c in text if c.isalnum() or ord(c) >= 0x20000)


def test_search_agrees_with_looking_through_every_text(office: Office) -> None:
    chance = random.Random(7)
    texts = ["".join(chance.choices(ALPHABET, k=60)) for _ in range(60)]

    def write_all(unit: Unit) -> list[str]:
        return [record.create(unit, "talk", {"kind": "heart", "narrative": text}) for text in texts]

    made = dict(zip(office.do(write_all).result, texts, strict=True))
    for length in (1, 2, 3, 4):
        for _ in range(25):
            start = chance.randrange(50)
            wanted = texts[chance.randrange(60)][start : start + length]
            if not folded(wanted):
                continue
            expected = {i for i, text in made.items() if folded(wanted) in folded(text)}
            found = {line.id for line in office.ask(reading.search, wanted, "talk", 100)} & set(made)
            assert found == expected, repr(wanted)


@pytest.mark.parametrize("typed", ["", " ", "。，“”", '"', "*", "-", "()", "\n"])
def test_what_holds_nothing_to_search_for_finds_nothing(office: Office, typed: str) -> None:
    assert office.ask(reading.search, typed) == []
    assert phrase(typed) is None


@pytest.mark.parametrize("typed", ['" OR 1=1', "NEAR(a b)", "body:x", "张* OR 李", "'); DROP TABLE talk; --", "a AND b", "^首xyz"])
def test_the_query_language_of_the_index_is_never_spoken(office: Office, typed: str) -> None:
    made = office.do(record.create, "talk", {"kind": "heart", "narrative": f"他说{typed}完"}).result
    assert [line.id for line in office.ask(reading.search, typed, "talk")] == [made]
    office.do(record.remove, made)


def test_newest_come_first_and_no_more_than_asked(office: Office) -> None:
    made = [office.do(record.create, "organisation", {"name": f"同名处㛃㛃{n}"}).result for n in range(5)]
    assert [line.id for line in office.ask(reading.search, "同名处㛃㛃", None, 3)] == made[::-1][:3]


def test_a_changed_text_is_found_by_the_new_and_not_by_the_old(office: Office) -> None:
    made = office.do(record.create, "talk", {"kind": "heart", "place": "旧", "matter": "旧事由鿿"}).result
    office.do(record.save, made, {"matter": "新事由鿿"})
    assert made in [line.id for line in office.ask(reading.search, "新事由鿿")]
    assert made not in [line.id for line in office.ask(reading.search, "旧事由鿿")]


def test_every_character_is_one_token_of_its_own() -> None:
    assert tokens("谈话A1") == "谈 话 a 1"
    assert tokens("a\u3000b。c") == "a b c"
    assert len({tokens(c) for c in "𠮷吉\U00030000\U00031350䶮㛃"}) == 6
