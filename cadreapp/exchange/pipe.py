"""A bounded pipe between two threads, so that a call that only pushes or only pulls can be met from the other side."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Condition, main_thread

BATCH = 1 << 20


class Pipe:
    """Bytes in order, at most about `limit` of them waiting. Either side may leave; the other is told.

    Small pieces are gathered before they are handed over: pyrage moves 8 KiB at a time, and each change of threads
    costs more than sealing that much.
    """

    def __init__(self, limit: int = 2 * BATCH) -> None:
        self._limit = limit
        self._gathered: list[bytes] = []
        self._size = 0
        self._given = memoryview(b"")
        self._pieces: deque[bytes] = deque()
        self._waiting = 0
        self._ended = False
        self._abandoned = False
        self._turn = Condition()

    def write(self, data: bytes) -> int:
        """Put bytes in, waiting while the pipe is full; BrokenPipeError when nobody reads any more."""
        self._gathered.append(data)
        self._size += len(data)
        if self._size >= BATCH:
            self._hand_over()
        return len(data)

    def flush(self) -> None:
        """Do nothing: what was gathered is handed over in its time."""

    def read(self, size: int) -> bytes:
        """Return up to `size` bytes, waiting for the first; b"" at the end; BrokenPipeError when the writer gave up."""
        if not self._given:
            piece = self._next()
            if len(piece) <= size:
                return piece
            self._given = memoryview(piece)
        piece, self._given = bytes(self._given[:size]), self._given[size:]
        return piece

    def _hand_over(self) -> None:
        piece = b"".join(self._gathered)
        self._gathered.clear()
        self._size = 0
        with self._turn:
            self._wait(lambda: self._waiting < self._limit)
            self._pieces.append(piece)
            self._waiting += len(piece)
            self._turn.notify_all()

    def _next(self) -> bytes:
        with self._turn:
            self._wait(lambda: self._ended or bool(self._pieces))
            if not self._pieces:
                return b""
            piece = self._pieces.popleft()
            self._waiting -= len(piece)
            self._turn.notify_all()
        return piece

    def _wait(self, ready: Callable[[], bool]) -> None:
        """Wait for our turn; a program that is ending does not wait for a reader who will never come back."""
        while not self._turn.wait_for(lambda: ready() or self._abandoned, timeout=1) and main_thread().is_alive():
            pass
        if self._abandoned or not ready():
            raise BrokenPipeError("the other side of this pipe has gone")

    @contextmanager
    def ending(self) -> Iterator[None]:
        """End the pipe when the block ends well, abandon it when it does not."""
        whole = False
        try:
            yield
            whole = True
        finally:
            self.end() if whole else self.abandon()

    def end(self) -> None:
        """Say that all was written; BrokenPipeError as in `write`."""
        if self._gathered:
            self._hand_over()
        self.stop()

    def stop(self) -> None:
        """Say that nothing more will come; what is still being gathered is dropped."""
        with self._turn:
            self._ended = True
            self._turn.notify_all()

    def abandon(self) -> None:
        """Leave without finishing, from either side."""
        with self._turn:
            self._abandoned = True
            self._pieces.clear()
            self._waiting = 0
            self._turn.notify_all()
