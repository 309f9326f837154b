"""A process that dies at a chosen call of the system."""

from __future__ import annotations

import os
import signal
import traceback
import warnings
from collections.abc import Callable, Sequence
from typing import Any

DIED = 9


def dies(work: Callable[[], object], number: int, calls: Sequence[str]) -> bool:
    """Run `work` in a child that dies at its nth call of one of `calls` of `os`; tell whether it came to its end instead.

    A death without a word, as a power cut or kill -9 would be: no clean-up of the program runs.
    """
    with warnings.catch_warnings():
        # The child runs one thread, needs no lock of another and leaves by os._exit.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        _live_and_die(work, number, calls)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert status in (0, DIED), f"the child ended with {status}"
    return status == 0


def _live_and_die(work: Callable[[], object], number: int, calls: Sequence[str]) -> None:
    signal.alarm(30)
    left = [number]

    def deadly(call: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(*given: Any, **named: Any) -> Any:
            left[0] -= 1
            if left[0] < 0:
                os._exit(DIED)
            return call(*given, **named)

        return wrapped

    status = 70
    try:
        for name in calls:
            setattr(os, name, deadly(getattr(os, name)))
        work()
        status = 0
    except BaseException:  # noqa: BLE001 - the child must not go on as a second pytest
        traceback.print_exc()
    finally:
        os._exit(status)
