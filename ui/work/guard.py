"""What becomes of errors: expected ones go to where the user is looking, others to one dialog and the log.

The only place of the window with a broad `except`; the log names type, file and line but never a value, because values
are record contents.
"""

from __future__ import annotations

import logging
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType

from PySide6.QtCore import QObject, Signal

from cadreapp.kernel.anatomy import anatomy
from cadreapp.kernel.errors import AppError

log = logging.getLogger("ui")


class Guard(QObject):
    """Receives every error of the window; `refused(AppError)` and `broke(str)` (the number) tell who shows them."""

    refused = Signal(object)
    broke = Signal(str)

    def caught(self, error: BaseException) -> None:
        """Pass an error on to the user; a fault of the program is written to the log under a new number."""
        if isinstance(error, AppError):
            self.refused.emit(error)
            return
        number = secrets.token_hex(3).upper()
        log.error("fault %s: %s", number, anatomy(error))
        self.broke.emit(number)

    @contextmanager
    def watch(self) -> Iterator[None]:
        """Run a block of window code; nothing it raises gets past."""
        try:
            yield
        except Exception as error:
            self.caught(error)

    def install(self) -> None:
        """Receive what slots and event handlers raise as well."""

        def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
            if issubclass(kind, KeyboardInterrupt):
                sys.__excepthook__(kind, error, trace)
            else:
                self.caught(error)

        sys.excepthook = hook
