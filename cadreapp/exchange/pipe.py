"""A bounded pipe between two threads, so that a call that only pushes or only pulls can be met from the other side."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition


class Pipe:
    """Bytes in order, at most about `limit` of them waiting. Either side may leave; the other is told."""

    def __init__(self, limit: int = 1 << 20) -> None:
        self._limit = limit
        self._pieces: deque[bytes] = deque()
        self._waiting = 0
        self._ended = False
        self._abandoned = False
        self._turn = Condition()

    def write(self, data: bytes) -> int:
        """Put bytes in, waiting while the pipe is full; BrokenPipeError when nobody reads any more."""
        with self._turn:
            self._turn.wait_for(lambda: self._waiting < self._limit or self._abandoned)
            if self._abandoned:
                raise BrokenPipeError("nobody reads this pipe any more")
            self._pieces.append(bytes(data))
            self._waiting += len(data)
            self._turn.notify_all()
        return len(data)

    def flush(self) -> None:
        """Do nothing: what was written can be read at once."""

    def read(self, size: int) -> bytes:
        """Return up to `size` bytes, waiting for the first; b"" at the end; BrokenPipeError when the writer gave up."""
        with self._turn:
            self._turn.wait_for(lambda: self._pieces or self._ended or self._abandoned)
            if self._abandoned:
                raise BrokenPipeError("the writer gave up")
            if not self._pieces:
                return b""
            piece = self._pieces.popleft()
            if len(piece) > size:
                self._pieces.appendleft(piece[size:])
                piece = piece[:size]
            self._waiting -= len(piece)
            self._turn.notify_all()
        return piece

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
        """Say that all was written."""
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
