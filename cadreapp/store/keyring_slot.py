"""The OS keyring: asked in a thread with a time limit, never a plain file; whatever fails means "ask for the passphrase"."""

from __future__ import annotations

import queue
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from cadreapp.store.faults_keys import KEYRING_UNAVAILABLE

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "cadreapp"
T = TypeVar("T")
_WHY = {"NoKeyringError": "这台电脑没有钥匙环服务", "KeyringLocked": "没有解锁", "InitError": "没有启动"}


class Ring(Protocol):
    """Something that keeps short texts for this OS user. Every failure is KEYRING_UNAVAILABLE."""

    def get(self, account: str) -> str | None:
        """Return what is kept, None when nothing is."""

    def put(self, account: str, text: str) -> None:
        """Keep `text`."""

    def forget(self, account: str) -> None:
        """Keep it no longer; what is not there is no failure."""


@dataclass(frozen=True, slots=True)
class OsKeyring:
    """Secret Service, Windows Credential Manager or macOS Keychain; `timeout` in seconds, since they may wait for a prompt."""

    timeout: float = 5.0

    def get(self, account: str) -> str | None:
        return self._ask(lambda ring: ring.get_password(SERVICE, account))

    def put(self, account: str, text: str) -> None:
        self._ask(lambda ring: ring.set_password(SERVICE, account, text))

    def forget(self, account: str) -> None:
        def remove(ring: KeyringBackend) -> None:
            if ring.get_password(SERVICE, account) is not None:
                ring.delete_password(SERVICE, account)

        self._ask(remove)

    def _ask(self, question: Callable[[KeyringBackend], T]) -> T:
        asked = _Question(question)
        asked.start()
        return asked.answer(self.timeout)


class _Question(threading.Thread, Generic[T]):
    """One question to the keyring, in a thread of its own."""

    def __init__(self, question: Callable[[KeyringBackend], T]) -> None:
        # Daemon, because a prompt that nobody answers would otherwise hold the process at its end.
        super().__init__(name="keyring", daemon=True)
        self._question = question
        self._answers: queue.SimpleQueue[T] = queue.SimpleQueue()
        self._failures: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._done = threading.Event()

    def run(self) -> None:
        failures = _failures()
        try:
            self._answers.put(self._question(_backend()))
        except failures as error:
            self._failures.put(_WHY.get(type(error).__name__, f"出错 {type(error).__name__}"))
        finally:
            self._done.set()

    def answer(self, timeout: float) -> T:
        if not self._done.wait(timeout):
            raise KEYRING_UNAVAILABLE(why="没有回应")
        if self._answers.empty():
            raise KEYRING_UNAVAILABLE(why="出错" if self._failures.empty() else self._failures.get())
        return self._answers.get()


def _backend() -> KeyringBackend:
    """Return this system's own keyring by name: looking around for one might find a plain file or a fake."""
    # Loaded here since few stores use it and it costs the lock screen tens of milliseconds.
    from keyring.errors import NoKeyringError

    if sys.platform == "win32":
        from keyring.backends.Windows import WinVaultKeyring as Native
    elif sys.platform == "darwin":
        from keyring.backends.macOS import Keyring as Native
    else:
        from keyring.backends.SecretService import Keyring as Native
    if not Native.viable:
        raise NoKeyringError
    return Native()  # type: ignore[no-untyped-call, unused-ignore]


def _failures() -> tuple[type[Exception], ...]:
    """Return every way in which keyrings are known to fail: only some of them wrap what their bus throws."""
    from keyring.errors import KeyringError

    known: list[type[Exception]] = [KeyringError, OSError, RuntimeError, ValueError, LookupError, TypeError, AttributeError]
    if sys.platform.startswith("linux"):
        from jeepney.wrappers import DBusErrorResponse  # type: ignore[import-untyped, unused-ignore]
        from secretstorage.exceptions import SecretStorageException

        known += [DBusErrorResponse, SecretStorageException]
    return tuple(known)
