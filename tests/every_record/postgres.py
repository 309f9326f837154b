"""A private PostgreSQL for a test run: started in a folder of its own, without a network port, gone afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PROGRAMS = "/usr/lib/postgresql"
_SETTINGS = {"fsync": "off", "full_page_writes": "off", "listen_addresses": "", "shared_buffers": "16MB", "max_connections": "10"}


@contextmanager
def cluster() -> Iterator[str]:
    """Give the URL of an empty database. PostgreSQL refuses root, so root starts it as the user postgres."""
    programs = max(Path(_PROGRAMS).glob("*/bin"), key=lambda p: float(p.parent.name))
    folder = Path(tempfile.mkdtemp(prefix="cadreapp-pg-"))
    try:
        user = _give_away(folder)
        _run(user, programs / "initdb", "-D", folder / "data", "-U", "test", "-A", "trust", "-E", "UTF8",
             "--locale=C", "--no-sync")
        options = " ".join(f"-c {name}='{value}'" for name, value in {**_SETTINGS, "unix_socket_directories": folder}.items())
        _run(user, programs / "pg_ctl", "start", "-w", "-s", "-D", folder / "data", "-l", folder / "log", "-o", options)
        try:
            yield f"postgresql+psycopg://test@/postgres?host={folder}"
        finally:
            _run(user, programs / "pg_ctl", "stop", "-s", "-m", "immediate", "-D", folder / "data")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _give_away(folder: Path) -> int | None:
    """Return the user to become, owner of `folder` from now on; None when we are an ordinary user already."""
    if os.geteuid() != 0:
        return None
    user = pwd.getpwnam("postgres")
    os.chown(folder, user.pw_uid, user.pw_gid)
    return user.pw_uid


def _run(user: int | None, *command: str | Path) -> None:
    # No pipe: the server would keep it open, and who reads from it would wait for ever.
    with tempfile.TemporaryFile() as said:
        done = subprocess.run([str(c) for c in command], user=user, group=user and pwd.getpwuid(user).pw_gid,
                              extra_groups=None if user is None else [], cwd="/", env={"LC_ALL": "C", "PATH": os.environ["PATH"]},
                              stdin=subprocess.DEVNULL, stdout=said, stderr=said, check=False)
        said.seek(0)
        assert done.returncode == 0, said.read().decode(errors="replace")
