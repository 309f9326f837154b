"""The desk between window and core: one writer thread, a few readers, answers delivered in the window's thread."""

from __future__ import annotations

from collections.abc import Callable, Generator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Protocol

import shiboken6
from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, Qt, QTimer, Signal

from cadreapp.kernel.errors import AppError
from ui.work.bus import Bus
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


class Cancelled(Exception):
    """The job was stopped between two steps: an outcome nobody is told of."""


class Ticket(QObject):
    """A piece of work under way.

    Handlers are called in the window's thread, at the earliest when control is back in the event loop, so they may be
    attached after the call. Those of a destroyed QObject, of a cancelled ticket or of a closed desk are dropped.
    """

    _landed = Signal()
    _stepped = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.cancelled = False
        self.finished = False
        self._desk = desk
        self._future: Future[Any] | None = None
        self._then: list[Callable[[Any], None]] = []
        self._failed: list[Callable[[AppError], None]] = []
        self._always: list[Callable[[], None]] = []
        self._steps: list[Callable[[Any], None]] = []
        self._landed.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._stepped.connect(self._progress, Qt.ConnectionType.QueuedConnection)

    def then(self, handler: Callable[[Any], None]) -> Ticket:
        """Call `handler(result)` when it is done."""
        self._then.append(handler)
        return self

    def failed(self, handler: Callable[[AppError], None]) -> Ticket:
        """Call `handler(error)` when it was refused; without one the guard shows the refusal."""
        self._failed.append(handler)
        return self

    def always(self, handler: Callable[[], None]) -> Ticket:
        """Call `handler()` at the end, whatever it was."""
        self._always.append(handler)
        return self

    def step(self, handler: Callable[[Any], None]) -> Ticket:
        """Call `handler(progress)` for each step a long job reports."""
        self._steps.append(handler)
        return self

    def cancel(self) -> None:
        """Stop a long job at its next step; drop the answer of anything else."""
        self.cancelled = True
        if self._future is not None:
            self._future.cancel()

    def _drive(self, job: Callable[..., Generator[Any, None, Any]], args: tuple[Any, ...], kw: dict[str, Any]) -> Any:
        steps = job(*args, **kw)
        try:
            while True:
                if self.cancelled:
                    raise Cancelled
                self._stepped.emit(next(steps))
        except StopIteration as end:
            return end.value
        finally:
            steps.close()

    def _progress(self, value: Any) -> None:
        if not self.cancelled:
            for handler in filter(_alive, self._steps):
                handler(value)

    def _deliver(self) -> None:
        self.finished = True
        self._desk.settled(self)
        future = self._future
        if future is None or self._desk.closed:
            return
        with self._desk.guard.watch():
            error = None if future.cancelled() else future.exception()
            if not self.cancelled and not isinstance(error, Cancelled):
                self._answer(future, error)
            for handler in filter(_alive, self._always):
                handler()
        self.deleteLater()

    def _answer(self, future: Future[Any], error: BaseException | None) -> None:
        if error is None:
            for then in filter(_alive, self._then):
                then(future.result())
        elif isinstance(error, AppError) and self._failed:
            for failed in filter(_alive, self._failed):
                failed(error)
        else:
            self._desk.guard.caught(error)


class Desk(QObject):
    """Hands work to the office's threads; every change it brings about is told on the bus."""

    busy = Signal(bool)
    _told = Signal(object)

    def __init__(self, office: Door, bus: Bus, guard: Guard) -> None:
        super().__init__()
        self.bus = bus
        self.guard = guard
        self.closed = False
        self._office = office
        self._writer = ThreadPoolExecutor(1, "writer")
        self._readers = ThreadPoolExecutor(READERS, "reader")
        self._jobs = ThreadPoolExecutor(1, "job")
        self._open: set[Ticket] = set()
        self._told.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def do(self, command: Callable[..., Any], *args: Any, **kw: Any) -> Ticket:
        """Run a command in the writer thread; the ticket's result is the command's."""

        def work() -> Any:
            done = self._office.do(command, *args, **kw)
            self.announce(done.changes)
            return done.result

        return self._start(self._writer, work)

    def ask(self, query: Callable[..., Any], *args: Any, **kw: Any) -> Ticket:
        """Run a query in a reader thread."""
        return self._start(self._readers, lambda: self._office.ask(query, *args, **kw))

    def run(self, job: Callable[..., Generator[Any, None, Any]], *args: Any, **kw: Any) -> Ticket:
        """Run a long job, a generator of steps whose first argument is the office; cancelled between two steps."""
        ticket = Ticket(self)
        return self._start(self._jobs, lambda: ticket._drive(job, (self._office, *args), kw), ticket)

    def call(self, function: Callable[..., Any], *args: Any, **kw: Any) -> Ticket:
        """Run a plain function (key work, files) in the job thread, without the office."""
        return self._start(self._jobs, lambda: function(*args, **kw))

    def announce(self, changes: Any) -> None:
        """Tell the bus, from whichever thread."""
        if changes:
            self._told.emit(changes)

    def wait(self, timeout_ms: int = 10_000) -> None:
        """Turn the event loop until nothing is under way: before closing, and in tests."""
        loop = QEventLoop()
        guard = QTimer(singleShot=True, interval=timeout_ms)
        guard.timeout.connect(loop.quit)
        guard.start()
        while self._open and guard.isActive():
            loop.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 50)
        QCoreApplication.processEvents()

    def close(self) -> None:
        """Cancel what is under way, let running steps end, close the office. Answers still on the way are dropped."""
        if self.closed:
            return
        self.closed = True
        for ticket in tuple(self._open):
            ticket.cancel()
        for pool in (self._jobs, self._readers, self._writer):
            pool.shutdown(wait=True, cancel_futures=True)
        self._office.close()

    def settled(self, ticket: Ticket) -> None:
        """Forget a finished ticket."""
        self._open.discard(ticket)
        if not self._open:
            self.busy.emit(False)

    def _tell(self, changes: Any) -> None:
        if not self.closed:
            self.bus.changed.emit(changes)

    def _start(self, pool: ThreadPoolExecutor, work: Callable[[], Any], ticket: Ticket | None = None) -> Ticket:
        ticket = ticket or Ticket(self)
        if self.closed:
            ticket.cancelled = True
            return ticket
        if not self._open:
            self.busy.emit(True)
        self._open.add(ticket)
        ticket._future = pool.submit(work)
        ticket._future.add_done_callback(lambda _: ticket._landed.emit())
        return ticket


def _alive(handler: Callable[..., Any]) -> bool:
    owner = getattr(handler, "__self__", None)
    return not isinstance(owner, QObject) or shiboken6.isValid(owner)
