"""The envelope: what a sealing suite can do, and the one we have, age v1 over X25519 by pyrage's stream calls."""

from __future__ import annotations

import io
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from threading import Thread
from typing import Protocol, Self

import pyrage  # type: ignore[import-untyped]

from cadreapp.exchange import agearmor
from cadreapp.exchange.agehead import MAX_HEAD, Head, parse
from cadreapp.exchange.faults import ALTERED, HEAD_DAMAGED, NOT_FOR_US, TRUNCATED
from cadreapp.exchange.identity import Identity, Partner
from cadreapp.exchange.pipe import BATCH, Pipe
from cadreapp.kernel.errors import AppError


class Out(Protocol):
    """Where bytes go."""

    def write(self, data: bytes, /) -> int: ...


class Source(Protocol):
    """A file that can be read and rewound."""

    def read(self, size: int, /) -> bytes: ...

    def seek(self, offset: int, /) -> int: ...


class Suite(Protocol):
    """A way of sealing a stream to several recipients. `name` is repeated in the signed manifest."""

    name: str

    def head(self, file: Source) -> Head:
        """Check the head of a sealed file strictly and rewind the file; HEAD_DAMAGED."""

    def sealing(self, out: Out, to: Sequence[Partner]) -> AbstractContextManager[Out]:
        """Give an `Out` for plain bytes; the seal is complete when the block ends well, unusable when it does not."""

    def opened(self, file: Source, own: Sequence[Identity]) -> Generator[bytes]:
        """Yield plain bytes, each piece authenticated; NOT_FOR_US, HEAD_DAMAGED, ALTERED, TRUNCATED."""


class AgeSuite:
    """age v1, openable by `age -d`.

    pyrage only pushes or only pulls a whole file at once, so it runs in a thread of its own behind a bounded pipe:
    what feeds and what eats the stream stays in the caller's thread, where its database connection lives.
    """

    name = "age-v1"

    def head(self, file: Source) -> Head:
        file.seek(0)
        start = file.read(MAX_HEAD)
        file.seek(0)
        try:
            return parse(start)
        except ValueError as error:
            raise HEAD_DAMAGED(why=str(error)) from error

    @contextmanager
    def sealing(self, out: Out, to: Sequence[Partner]) -> Iterator[Out]:
        recipients = [pyrage.x25519.Recipient.from_str(partner.recipient) for partner in to]
        pipe, kept = Pipe(), _OutKeepsError(out)
        job = _Job(partial(pyrage.encrypt_io, pipe, kept, recipients), pipe.abandon)
        try:
            with job, pipe.ending():
                yield pipe
        except BrokenPipeError:
            # The thread gave up; why is told below.
            if not job.error:
                raise
        # pyrage turns what the file said into text, and passes over what its last write meets: the file's own word counts.
        fault = kept.error or job.error
        if fault:
            raise fault

    def opened(self, file: Source, own: Sequence[Identity]) -> Generator[bytes]:
        self.head(file)
        keys = [pyrage.x25519.Identity.from_str(identity.age_secret) for identity in own]
        pipe, kept = Pipe(), _SourceKeepsError(file)
        with _Job(partial(_open, kept, pipe, keys), pipe.stop) as job:
            try:
                while piece := pipe.read(BATCH):
                    yield piece
            finally:
                pipe.abandon()
        if job.error:
            raise kept.error or _fault(job.error) from job.error


AGE = AgeSuite()


def seal_text(data: bytes, to: Sequence[Partner]) -> bytes:
    """Return `data` as an armored age file."""
    recipients = [pyrage.x25519.Recipient.from_str(partner.recipient) for partner in to]
    out = io.BytesIO()
    pyrage.encrypt_io(io.BytesIO(data), out, recipients, True)
    return out.getvalue()


def open_text(text: bytes, own: Sequence[Identity]) -> bytes:
    """Return what an armored age file holds; ValueError when it is none, else the faults of `Suite.opened`."""
    return b"".join(AGE.opened(io.BytesIO(agearmor.unwrap(text)), own))


def _open(source: _SourceKeepsError, out: Pipe, keys: list[pyrage.x25519.Identity]) -> None:
    pyrage.decrypt_io(source, out, keys)
    out.end()


class _Job(Thread):
    """A call of pyrage in a thread of its own; a block waits for its end, then `error` tells why it failed.

    No daemon: Python ends daemons by force, which aborts the process inside pyrage. The pipe lets it end by itself.
    """

    def __init__(self, work: Callable[[], None], leave: Callable[[], None]) -> None:
        super().__init__(name="envelope")
        self._work, self._leave = work, leave
        self.error: Exception | None = RuntimeError("the thread of the envelope died")

    def run(self) -> None:
        try:
            self._work()
            self.error = None
        except (OSError, pyrage.EncryptError, pyrage.DecryptError) as error:
            self.error = error
        finally:
            self._leave()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *what: object) -> None:
        self.join()


def _fault(error: Exception) -> Exception:
    """Return the fault behind an error of pyrage 1.4; the words are pinned by tests, the fallback is the safe one."""
    if isinstance(error, pyrage.DecryptError):
        if "No matching keys" in str(error):
            return NOT_FOR_US()
        if "fill whole buffer" in str(error):
            return TRUNCATED()
        return HEAD_DAMAGED(why=str(error))
    if isinstance(error, OSError):
        return TRUNCATED() if "truncated" in str(error) else ALTERED(where="seal")
    return error


class _OutKeepsError:
    """An `Out` that remembers what it failed with."""

    def __init__(self, out: Out) -> None:
        self._out = out
        self.error: OSError | AppError | None = None

    def write(self, data: bytes) -> int:
        try:
            return self._out.write(data)
        except (OSError, AppError) as error:
            self.error = error
            raise

    def flush(self) -> None:
        """Do nothing: whoever owns the file flushes it."""


class _SourceKeepsError:
    """A `Source` that remembers what it failed with. It reads ahead: pyrage asks for 8 KiB, and each trip to the file
    gives the interpreter to the other thread and waits to have it back.
    """

    def __init__(self, source: Source) -> None:
        self._source = source
        self._ahead, self._at = b"", 0
        self.error: OSError | None = None

    def read(self, size: int) -> bytes:
        if self._at >= len(self._ahead):
            try:
                self._ahead, self._at = self._source.read(max(size, BATCH)), 0
            except OSError as error:
                self.error = error
                raise
        piece = self._ahead[self._at : self._at + size]
        self._at += len(piece)
        return piece
