"""Failed unlocks: a plain list of times beside the store, kept until an unlock folds them into the audit chain."""

from __future__ import annotations

import contextlib
from datetime import datetime

from cadreapp.kernel.clock import stamp
from cadreapp.kernel.durable import write_whole
from cadreapp.store.folder import Folder

_MOST = 1000


def note(folder: Folder, at: datetime) -> None:
    """Append the time of a failed unlock; who tried and with what is never written."""
    # On a write-protected or full disk the person must still read "wrong passphrase", not a complaint about the counter.
    with contextlib.suppress(OSError), folder.failed_unlocks.open("ab") as file:
        file.write(f"{stamp(at)}\n".encode())


def noted(folder: Folder) -> list[str]:
    """Return the times not yet folded, oldest first, at most the last 1000."""
    try:
        lines = folder.failed_unlocks.read_bytes().decode("utf-8", "replace").splitlines()
    except OSError:
        # Gone, a folder, not ours to read: nothing about this counter may keep the right passphrase from opening.
        return []
    return [line[:40] for line in lines if line][-_MOST:]


def clear(folder: Folder, folded: list[str]) -> None:
    """Forget the times that are now in the audit chain; one noted meanwhile stays."""
    left = [line for line in noted(folder) if line not in folded]
    if left:
        write_whole(folder.failed_unlocks, "".join(f"{line}\n" for line in left).encode())
    else:
        with contextlib.suppress(OSError):
            folder.failed_unlocks.unlink(missing_ok=True)
