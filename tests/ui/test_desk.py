"""The desk between window and core: answers in the window's thread, refusals where they belong, nothing after closing."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication

from cadreapp.kernel.changes import Changes
from cadreapp.kernel.errors import NOT_FOUND, AppError
from ui.work.bus import Bus
from ui.work.desk import Desk
from ui.work.guard import Guard
from ui.work.tidy import tidy

CHANGED = Changes("c", {"talk": frozenset(["a"])})


class Plain:
    """An office of plain functions: its commands return what they are given and change what they name."""

    def __init__(self) -> None:
        self.closed = False

    def do(self, command: Callable[..., Any], *args: Any, **kw: Any) -> Any:
        return SimpleNamespace(result=command(*args, **kw), changes=CHANGED)

    def ask(self, query: Callable[..., Any], *args: Any, **kw: Any) -> Any:
        return query(*args, **kw)

    def close(self) -> None:
        self.closed = True


class Told(QObject):
    """Remembers what reached it, and in which thread."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[Any] = []
        self.threads: set[int] = set()

    def hear(self, value: Any = "end") -> None:
        self.heard.append(value)
        self.threads.add(threading.get_ident())


@pytest.fixture
def plain(qapp: QApplication) -> Iterator[Desk]:
    made = Desk(Plain(), Bus(), Guard())
    yield made
    made.close()


def refuse(*_: Any) -> None:
    raise NOT_FOUND(what="记录", key="x")


def break_down(*_: Any) -> None:
    raise ValueError("李四 said 机密内容")


def test_answers_arrive_in_the_thread_of_the_window(plain: Desk) -> None:
    told = Told()
    plain.ask(lambda: threading.get_ident()).then(told.hear)
    plain.do(lambda n: n + 1, 41).then(told.hear)
    assert plain.wait()
    assert 42 in told.heard
    assert told.threads == {threading.get_ident()}
    assert threading.get_ident() not in told.heard


def test_commands_run_one_after_the_other_in_one_thread(plain: Desk) -> None:
    order: list[int] = []
    threads: set[int] = set()

    def work(number: int) -> None:
        order.append(number)
        threads.add(threading.get_ident())

    for number in range(30):
        plain.do(work, number)
    assert plain.wait()
    assert order == list(range(30))
    assert len(threads) == 1


def test_every_write_is_told_on_the_bus(plain: Desk) -> None:
    told = Told()
    plain.bus.changed.connect(told.hear)
    plain.do(lambda: None)
    plain.ask(lambda: None)
    plain.wait()
    assert told.heard == [CHANGED]


def test_a_refusal_goes_to_who_asked_and_else_to_the_guard(plain: Desk) -> None:
    asked, guard = Told(), Told()
    plain.guard.refused.connect(guard.hear)
    plain.do(refuse).failed(asked.hear)
    plain.do(refuse)
    plain.wait()
    assert [e.code for e in asked.heard] == ["NOT_FOUND"]
    assert [e.code for e in guard.heard] == ["NOT_FOUND"]


@pytest.mark.loud("ValueError at")
def test_a_fault_gets_a_number_and_the_log_holds_none_of_its_words(
    plain: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    numbers, refused, ended = Told(), Told(), Told()
    plain.guard.broke.connect(numbers.hear)
    plain.ask(break_down).failed(refused.hear).always(ended.hear)
    plain.wait()
    assert len(numbers.heard) == 1
    assert numbers.heard[0] in caplog.text
    assert "李四" not in caplog.text
    assert "机密" not in caplog.text
    assert not refused.heard
    assert ended.heard == ["end"]


def test_answers_to_what_was_destroyed_meanwhile_are_dropped(plain: Desk) -> None:
    gone = Told()
    held = threading.Event()
    plain.ask(held.wait, 10).then(gone.hear)
    shiboken6.delete(gone)
    held.set()
    assert plain.wait()
    assert gone.heard == []


def test_a_cancelled_job_ends_between_two_steps_and_cleans_up(plain: Desk) -> None:
    told, cleaned = Told(), Told()

    def steps(_office: Any) -> Generator[int, None, str]:
        try:
            yield from range(1_000_000)
            return "whole"
        finally:
            cleaned.hear()

    ticket = plain.job(steps).then(told.hear)
    ticket.step(lambda _number: ticket.cancel())
    assert plain.wait()
    assert told.heard == []
    assert cleaned.heard == ["end"]


def test_a_job_reports_its_steps_and_returns_its_value(plain: Desk) -> None:
    seen, value = Told(), Told()

    def steps(_office: Any, most: int) -> Generator[int, None, str]:
        yield from range(most)
        return "done"

    plain.job(steps, 3).step(seen.hear).then(value.hear)
    plain.wait()
    assert seen.heard == [0, 1, 2]
    assert value.heard == ["done"]


def test_nothing_is_delivered_or_begun_after_closing(plain: Desk) -> None:
    told, begun = Told(), Told()
    started, held = threading.Event(), threading.Event()

    def slow() -> str:
        started.set()
        held.wait(10)
        return "late"

    plain.do(slow).then(told.hear)
    plain.bus.changed.connect(told.hear)
    assert started.wait(10)
    threading.Timer(0.05, held.set).start()
    plain.close()
    plain.do(begun.hear)
    QApplication.processEvents()
    assert plain.office.closed
    assert told.heard == []
    assert begun.heard == []


def test_busy_is_told_once_at_each_end(plain: Desk) -> None:
    told = Told()
    plain.busy.connect(told.hear)
    for _ in range(3):
        plain.ask(lambda: None)
    plain.wait()
    assert told.heard == [True, False]


def test_a_refusing_handler_is_the_guards_business_too(plain: Desk) -> None:
    guard = Told()
    plain.guard.refused.connect(guard.hear)
    plain.ask(lambda: None).then(refuse)
    plain.wait()
    assert isinstance(guard.heard[0], AppError)


def test_a_widget_in_a_ring_is_destroyed_in_the_thread_of_the_window(plain: Desk) -> None:
    threads: list[int] = []

    class Ring:
        def __init__(self) -> None:
            self.me, self.part = self, QObject()
            self.part.destroyed.connect(
                lambda: threads.append(threading.get_ident()), Qt.ConnectionType.DirectConnection
            )

    def litter() -> None:
        for _ in range(20_000):
            ring: list[Any] = []
            ring.append(ring)

    for _ in range(20):
        Ring()
    plain.ask(litter)
    assert plain.wait()
    tidy().collect()
    assert set(threads) == {threading.get_ident()}
