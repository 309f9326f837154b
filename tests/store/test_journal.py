"""Claims about the audit chain: whoever changes, drops, adds or swaps an entry behind its back is told where."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from cadreapp.kernel.errors import AppError
from cadreapp.office import reading, record
from cadreapp.office.door import Office
from cadreapp.store import journal
from tests import make


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """A store with a talk that was written, changed and sealed, and was looked at."""
    with make.office(tmp_path) as opened:
        talk = opened.do(record.create, "talk", make.TALK).result
        opened.do(record.save, talk, {"place": "2号楼 101 室"})
        opened.do(record.seal, talk)
        opened.do(reading.view, talk)
        yield opened


def broken_at(office: Office, *statements: str) -> tuple[int, str] | None:
    """Return number and reason of the entry that verification names after tampering; None when nothing is wrong."""
    with office.vault.writing() as connection:
        for statement in statements:
            connection.execute(text(statement))
    try:
        office.ask(journal.verify)
    except AppError as error:
        if error.code != "CHAIN_BROKEN":
            raise
        return int(str(error.values["no"])), str(error.values["what"])
    return None


def test_an_untouched_chain_holds_and_tells_its_head(office: Office) -> None:
    head = office.ask(journal.verify)
    assert head == office.ask(journal.head)
    assert head.no >= 5


def test_every_column_of_every_entry_is_guarded(tmp_path: Path) -> None:
    columns = ("at", "actor", "command", "verb", "op", "type", "record", "edition", "revision", "about", "digest", "chain")
    with make.office(tmp_path) as office:
        office.do(record.create, "talk", make.TALK)
        last = office.ask(journal.head).no
        with office.vault.reading() as connection:
            chain = {r.no: r for r in connection.execute(text("SELECT * FROM journal"))}
        for column in columns:
            number = next(n for n in range(last, 0, -1) if getattr(chain[n], column) is not None) if column != "about" else last
            # Back again afterwards: one store serves all columns.
            assert broken_at(office, f"UPDATE journal SET {column} = 'y' WHERE no = {number}") is not None, column
            with office.vault.writing() as connection:
                connection.execute(text(f"UPDATE journal SET {column} = :v WHERE no = :n"),
                                   {"v": getattr(chain[number], column), "n": number})
        assert broken_at(office) is None


def test_the_first_broken_entry_is_named(office: Office) -> None:
    last = office.ask(journal.head).no
    assert broken_at(office, f"UPDATE journal SET actor = 'x' WHERE no IN ({last - 2}, {last})") == (last - 2, "条目被改动")


def test_changed_contents_are_named(office: Office) -> None:
    last = office.ask(journal.head).no
    place = "UPDATE journal_body SET after = replace(after, '2号楼', '9号楼')"
    assert broken_at(office, place) == (last - 2, "内容被改动")


def test_a_dropped_entry_is_named(office: Office) -> None:
    last = office.ask(journal.head).no
    assert broken_at(office, f"DELETE FROM journal_body WHERE no = {last - 1}", f"DELETE FROM journal WHERE no = {last - 1}") \
        == (last - 1, "缺少条目")


def test_two_swapped_entries_are_named(office: Office) -> None:
    last = office.ask(journal.head).no
    swap = [f"UPDATE journal SET no = {a} WHERE no = {b}" for a, b in ((-1, last), (last, last - 1), (last - 1, -1))]
    with pytest.raises(AppError) as caught, office.vault.migrating() as connection:
        for statement in swap:
            connection.execute(text(statement))
        journal.verify(connection)
    assert (caught.value.code, caught.value.values["no"]) == ("CHAIN_BROKEN", last - 1)


def test_contents_purged_by_law_leave_a_chain_that_holds(office: Office) -> None:
    assert broken_at(office, "DELETE FROM journal_body") is None


def test_a_view_and_an_unlock_stand_in_the_chain_without_contents(office: Office) -> None:
    talk = office.ask(reading.ids, reading.Listing("talk"))[0]
    assert [line.op for line in office.ask(reading.history, talk)] == ["view", "change", "change", "create"]
    with office.vault.reading() as connection:
        told = connection.execute(text("SELECT op, digest FROM journal WHERE op IN ('unlock', 'view') ORDER BY no")).all()
    assert [tuple(row) for row in told] == [("unlock", None), ("view", None)]


def test_equal_contents_have_different_digests(office: Office) -> None:
    twice = [office.do(record.create, "person", {"name": "张三"}) for _ in range(2)]
    assert len({done.result for done in twice}) == 2
    with office.vault.reading() as connection:
        digests = connection.execute(text("SELECT digest FROM journal WHERE digest IS NOT NULL")).scalars().all()
    assert len(set(digests)) == len(digests)
