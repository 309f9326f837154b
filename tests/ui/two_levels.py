"""Two real stores that know each other, a desk on each, and what there is to report: what 报上级 and 核收 are tested on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cadreapp.exchange.step import finish
from cadreapp.kernel.clock import FixedClock
from cadreapp.office import record
from cadreapp.office.bundles import partners, sending
from cadreapp.office.door import open_office
from tests import make
from tests.ui.real_office import settle
from ui.work.bus import Bus
from ui.work.desk import Desk
from ui.work.guard import Guard


@dataclass
class Levels:
    """The unit below, the unit above, and the folder that both can reach."""

    below: Desk
    above: Desk
    stick: Path
    clock: FixedClock

    def talk(self, **more: Any) -> str:
        """Write and seal a talk below; return its id."""
        made: str = self.below.office.do(record.create, "talk", {**make.TALK, **more}).result
        self.below.office.do(record.seal, made)
        return made

    def sent(self, name: str, **wish: Any) -> Path:
        """Write a bundle of everything for the upper level."""
        plan = self.below.office.ask(sending.plan, sending.Wish(("上级",), **wish), self.clock)
        return finish(sending.send(self.below.office, plan, self.stick / name)).path  # type: ignore[arg-type]

    def settle(self) -> None:
        """Let both come to rest."""
        settle(self.below)
        settle(self.above)


@contextmanager
def two_levels(folder: Path, clock: FixedClock, *, acquainted: bool = True, demo: bool = False) -> Iterator[Levels]:
    """Open both stores in `folder`; `demo` makes the one below a demonstration."""
    made = make.store(folder / "below", demo=demo), make.store(folder / "above", unit="上级纪工委", officer="钱七")
    below, above = (Desk(open_office(s.root, s.opened, clock), Bus(), Guard()) for s in made)
    (folder / "stick").mkdir()
    levels = Levels(below, above, folder / "stick", clock)
    if acquainted:
        below.office.do(partners.add_partner, above.office.ask(partners.own_file).encode(), "上级")
        above.office.do(partners.add_partner, below.office.ask(partners.own_file).encode(), "机关纪委")
    try:
        yield levels
    finally:
        below.close()
        above.close()
