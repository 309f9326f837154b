"""A unit and its upper level as offices, with what one does between them, for tests that need both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cadreapp.exchange.step import finish
from cadreapp.kernel.clock import FixedClock
from cadreapp.office import backups, reading, record
from cadreapp.office.bundles import partners, receiving, sending
from cadreapp.office.door import Office, open_office
from cadreapp.store.backup import run
from cadreapp.store.keys import Unlocked
from cadreapp.store.reading import Listing
from tests import make

TYPES = ("talk", "reminder", "person")


@dataclass
class Side:
    """One store, opened for each act and closed after it, as a visit to the office is."""

    root: Path
    opened: Unlocked
    clock: FixedClock

    def office(self) -> Office:
        """Open it; the clock moves on by a minute."""
        self.clock.move(minutes=1)
        return open_office(self.root, self.opened, self.clock)

    def new(self, type_name: str, values: dict[str, Any], *, seal: bool = False) -> str:
        """Make a record."""
        with self.office() as office:
            made = office.do(record.create, type_name, values).result
            if seal:
                office.do(record.seal, made)
        return made

    def do(self, command: Any, *given: Any) -> Any:
        """Run one command."""
        with self.office() as office:
            return office.do(command, *given).result

    def amend(self, record_id: str, **values: Any) -> None:
        """Bring the next edition of a document into force."""
        with self.office() as office:
            office.do(record.amend, record_id)
            office.do(record.save_amendment, record_id, values)
            office.do(record.seal, record_id)

    def send(self, target: Path, *, to: str = "上级", **wish: Any) -> Path:
        """Write a bundle with the texts of talks; returns its file."""
        with self.office() as office:
            plan = office.ask(sending.plan, sending.Wish((to,), include_talk_texts=True, **wish), self.clock)
            return finish(sending.send(office, plan, target)).path

    def receive(self, path: Path, returns: Mapping[str, str] | None = None) -> receiving.Accepted:
        """Take a bundle in."""
        with self.office() as office:
            return finish(receiving.receive(office, path, returns))

    def take(self, receipt: Path) -> receiving.ReceiptTaken:
        """Take a receipt."""
        with self.office() as office:
            return office.do(receiving.take_receipt, receiving.read_receipt(receipt)).result

    def back_up(self) -> Path:
        """Make a backup and return its path."""
        with self.office() as office:
            return run(backups.make(office)).path

    def restore(self, path: Path) -> None:
        """Put a backup back."""
        self.clock.move(minutes=1)
        run(backups.put_back(path, self.root, self.opened, self.clock))

    def holds(self, *types: str) -> dict[str, tuple[str, str]]:
        """Return (state, what it says) of every record of some types, those in the bin too."""
        found: dict[str, tuple[str, str]] = {}
        with self.office() as office:
            for name in types or TYPES:
                ids = office.ask(reading.ids, Listing(name, states=tuple(reading.STATES)))
                views = [office.ask(reading.record, i) for i in ids]
                found |= {v.id: (v.state, str(v.values[SAYS[name]])) for v in views}
        return found


SAYS = {"talk": "matter", "reminder": "matter", "person": "post", "organisation": "name", "attachment": "name"}
"""The field that tests change and compare, by type."""


def sides(folder: Path) -> tuple[Side, Side]:
    """Make a unit and its upper level that know each other as 下级 and 上级."""
    made = [make.store(folder / name, unit=name) for name in ("unit", "upper")]
    unit, upper = (Side(m.root, m.opened, FixedClock(make.MORNING)) for m in made)
    with unit.office() as below, upper.office() as above:
        below.do(partners.add_partner, above.ask(partners.own_file).encode(), "上级")
        above.do(partners.add_partner, below.ask(partners.own_file).encode(), "下级")
    return unit, upper
