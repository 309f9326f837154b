"""Work away from the window's thread, and its answers back in it."""

from __future__ import annotations

from collections.abc import Callable, Generator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import shiboken6
from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, Qt, QTimer, Signal

from cadreapp.kernel.errors import AppError
from ui.work.guard import Guard
from ui.work.tidy import tidy


class Cancelled(Exception):
    """The job was stopped between two steps: an outcome nobody is told of."""


class Ticket(QObject):
    """A piece of work under way.

    Handlers are called in the window's thread, at the earliest when control is back in the event loop, so they may be
    attached after the call. Those of a destroyed QObject, of a cancelled ticket or of a closed crew are dropped.
    """

    _landed = Signal()
    _stepped = Signal(object)

    def __init__(self, crew: Crew) -> None:
        super().__init__(crew)
        self.cancelled = False
        self.finished = False
        self._crew = crew
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

    def start(self, pool: ThreadPoolExecutor, work: Callable[[], Any]) -> None:
        """Hand the work to a thread of `pool`."""
        self._future = pool.submit(work)
        self._future.add_done_callback(self._land)

    def drive(self, steps: Generator[Any, None, Any]) -> Any:
        """Run a generator of steps to its end, in the thread of the caller; return its value."""
        try:
            while not self.cancelled:
                self._stepped.emit(next(steps))
            raise Cancelled
        except StopIteration as end:
            return end.value
        finally:
            steps.close()

    def _land(self, _: Future[Any]) -> None:
        self._landed.emit()

    def _progress(self, value: Any) -> None:
        if not self.cancelled:
            for handler in filter(_alive, self._steps):
                handler(value)

    def _deliver(self) -> None:
        self.finished = True
        self._crew.settled(self)
        future = self._future
        if future is None or self._crew.closed:
            return
        with self._crew.guard.watch():
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
            self._crew.guard.caught(error)


class Crew(QObject):
    """A few threads for work without a store: keys, files, imports. `busy` tells when the first begins and the last ends."""

    busy = Signal(bool)

    def __init__(self, guard: Guard, threads: int = 2) -> None:
        super().__init__()
        self.guard = guard
        self.closed = False
        self._jobs = ThreadPoolExecutor(threads, "job")
        self._pools = [self._jobs]
        self._open: set[Ticket] = set()
        tidy().hold()

    def call(self, function: Callable[..., Any], *args: Any, **kw: Any) -> Ticket:
        """Run a plain function in a job thread."""
        return self.start(self._jobs, lambda: function(*args, **kw))

    def run(self, job: Callable[..., Generator[Any, None, Any]], *args: Any, **kw: Any) -> Ticket:
        """Run a long job, a generator of steps, in a job thread; it is cancelled between two steps."""
        ticket = Ticket(self)
        return self.start(self._jobs, lambda: ticket.drive(job(*args, **kw)), ticket)

    def start(self, pool: ThreadPoolExecutor, work: Callable[[], Any], ticket: Ticket | None = None) -> Ticket:
        """Hand `work` to a thread of `pool`; after closing nothing is begun."""
        ticket = ticket or Ticket(self)
        if self.closed:
            ticket.cancelled = True
            return ticket
        if not self._open:
            self.busy.emit(True)
        self._open.add(ticket)
        ticket.start(pool, work)
        return ticket

    def settled(self, ticket: Ticket) -> None:
        """Forget a finished ticket."""
        self._open.discard(ticket)
        if not self._open:
            self.busy.emit(False)

    def wait(self, timeout_ms: int = 10_000) -> bool:
        """Turn the event loop until nothing is under way (before closing, in tests); False when that took too long."""
        loop = QEventLoop()
        over = QTimer(self)
        over.setSingleShot(True)
        over.start(timeout_ms)
        while self._open and over.isActive():
            loop.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        over.deleteLater()
        QCoreApplication.processEvents()
        return not self._open

    def close(self) -> None:
        """Cancel what is under way and let running steps end; answers still on the way are dropped."""
        if self.closed:
            return
        self.closed = True
        for ticket in tuple(self._open):
            ticket.cancel()
        for pool in self._pools:
            pool.shutdown(wait=True, cancel_futures=True)
        tidy().release()


def _alive(handler: Callable[..., Any]) -> bool:
    owner = getattr(handler, "__self__", None)
    return not isinstance(owner, QObject) or shiboken6.isValid(owner)
