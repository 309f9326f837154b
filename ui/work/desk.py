"""The desk between window and core: one writer thread, a few readers, every change told on the bus."""

from __future__ import annotations

from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Protocol

from PySide6.QtCore import Qt, Signal

from ui.work.bus import Bus
from ui.work.crew import Crew, Ticket
from ui.work.guard import Guard

READERS = 2


class Door(Protocol):
    """What the desk needs of an open office."""

    def do(self, command: Callable[..., Any], *args: Any, **kw: Any) -> Any:
        """Run a command; return something with `result` and `changes`."""

    def ask(self, query: Callable[..., Any], *args: Any, **kw: Any) -> Any:
        """Run a query and return its plain answer."""

    def close(self) -> None:
        """Close every connection and drop the keys."""


class Desk(Crew):
    """Hands work to the open office; answers come back as tickets."""

    _told = Signal(object)

    def __init__(self, office: Door, bus: Bus, guard: Guard) -> None:
        super().__init__(guard, threads=1)
        self.bus = bus
        self.office = office
        self._writer = ThreadPoolExecutor(1, "writer")
        self._readers = ThreadPoolExecutor(READERS, "reader")
        self._pools += [self._readers, self._writer]
        self._told.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def do(self, command: Callable[..., Any], *args: Any, **kw: Any) -> Ticket:
        """Run a command in the writer thread; the ticket's result is the command's."""

        def work() -> Any:
            done = self.office.do(command, *args, **kw)
            self.announce(done.changes)
            return done.result

        return self.start(self._writer, work)

    def ask(self, query: Callable[..., Any], *args: Any, **kw: Any) -> Ticket:
        """Run a query in a reader thread."""
        return self.start(self._readers, lambda: self.office.ask(query, *args, **kw))

    def job(self, steps: Callable[..., Generator[Any, None, Any]], *args: Any, **kw: Any) -> Ticket:
        """Run a long job whose first argument is the office: it holds the writer only for moments."""
        return self.run(steps, self.office, *args, **kw)

    def announce(self, changes: Any) -> None:
        """Tell the bus, from whichever thread; a command that changed no record (a view, a print) is no news."""
        if changes is not None and changes.ids:
            self._told.emit(changes)

    def close(self) -> None:
        """Cancel what is under way, let running steps end, then close the office."""
        if self.closed:
            return
        super().close()
        self.office.close()

    def _tell(self, changes: Any) -> None:
        if not self.closed:
            self.bus.changed.emit(changes)
