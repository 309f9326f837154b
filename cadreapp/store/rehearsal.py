"""The rehearsal of a recovery code: a copy is opened with nothing but what the person typed back, and compared."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from cadreapp.kernel.durable import write_fault
from cadreapp.store.faults_keys import RECOVERY_UNPROVEN
from cadreapp.store.folder import KEYS, KEYS_COPY, Folder
from cadreapp.store.keys import open_with_recovery

PREFIX = ".rehearsal-"


def rehearse(folder: Folder, typed: str, proves: Callable[[Path, bytes], bool]) -> None:
    """Prove that `typed` alone opens the store.

    `proves(copy, key)` puts a copy of the database into the folder `copy` (where the key files already lie), opens it with
    `key` and tells whether it equals the original. Nothing of the copy stays.
    Raises RECOVERY_TYPO, RECOVERY_WRONG, RECOVERY_UNPROVEN, or what is wrong with disk or key file.
    """
    try:
        copy = Path(tempfile.mkdtemp(prefix=PREFIX, dir=folder.root))
    except OSError as error:
        raise write_fault(error, folder.root) from error
    try:
        _copy_keys(folder, copy)
        if not proves(copy, open_with_recovery(copy, typed).key):
            raise RECOVERY_UNPROVEN()
    finally:
        shutil.rmtree(copy, ignore_errors=True)


def _copy_keys(folder: Folder, copy: Path) -> None:
    try:
        for name in (KEYS, KEYS_COPY):
            if (folder.root / name).is_file():
                shutil.copyfile(folder.root / name, copy / name)
    except OSError as error:
        raise write_fault(error, copy) from error
