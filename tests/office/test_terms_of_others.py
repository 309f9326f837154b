"""Claims about the terms in what others sent: they are theirs to keep, and are neither told nor counted here."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cadreapp.office.duty import listing as duties
from cadreapp.office.duty import terms
from cadreapp.store import duty_facts, settings
from tests import make
from tests.office.two_sides import sides

LATER = date(2026, 5, 6)


def test_only_our_own_overdue_terms_are_told_and_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    unit, upper = sides(tmp_path)
    theirs = {unit.new("talk", make.TALK, seal=True) for _ in range(3)}
    upper.receive(unit.send(tmp_path / "1.cadre"))
    ours = {upper.new("talk", {**make.TALK, "matter": f"本级{n}"}, seal=True) for n in range(2)}
    monkeypatch.setattr(terms, "MOST_OVERDUE", 1)
    for side, mine in ((unit, theirs), (upper, ours)):
        with side.office() as office, office.vault.reading() as connection:
            origin = settings.get(connection, "origin", "")
            told = duty_facts.terms(connection, origin, terms.LONG_AGO, LATER.isoformat())
            assert {row["record"] for row in told} == mine
            assert duty_facts.count_terms(connection, terms.LONG_AGO, LATER.isoformat()) == len(told) == len(mine)
            assert duties.due(connection, LATER).left_out == len(mine) - 1
