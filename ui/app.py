"""The composition root: what is made at start and in which order; loads nothing slow before the lock screen stands.

What is imported inside functions here is not needed to show the lock screen and to type into it; a thread loads it as
soon as that screen is painted.
"""

from __future__ import annotations

import importlib
import logging
import sys
import threading
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from cadreapp.kernel.clock import Clock, SystemClock
from cadreapp.kernel.paths import log_folder, store_folder
from cadreapp.office import doorstep
from ui import theme
from ui.dialogs.lock import LockScreen
from ui.widgets.frame import Frame
from ui.work import inputmethod, prefs, ready

if TYPE_CHECKING:
    from cadreapp.kernel.errors import AppError
    from cadreapp.office.gate import Unlocked
    from ui.window import WorkWindow
    from ui.work.crew import Crew
    from ui.work.guard import Guard
    from ui.work.idle import Idle

SOON_MS = 120
"""Milliseconds after which loading begins: a thread that imports would hold up the first painting."""

SLOW = ("cadreapp.office.gate", "cadreapp.office.door", "cadreapp.office.reading", "cadreapp.office.backups", "ui.window")
"""What opening a store needs; loaded in a thread while the passphrase is typed."""

CALM_MS = 3000
"""Milliseconds after which, the workbench standing, a thread loads the rest: memory has its peak while the key is derived."""


class Session(QObject):
    """One person at one store: wizard, lock screen or work in the frame, and the ways between them."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        super().__init__()
        self.folder, self.clock = folder, clock
        self.frame = Frame()
        self.prefs = prefs.load(folder)
        self.work: WorkWindow | None = None
        self._screen: LockScreen | None = None
        self.frame.leaving.connect(self.close)

    @cached_property
    def guard(self) -> Guard:
        """Receives every error from when the first screen stands."""
        from ui.work.guard import Guard  # not before the first screen stands, as the head of this file says

        guard = Guard()
        guard.install()
        guard.broke.connect(self._broke)
        guard.refused.connect(self._refused)
        return guard

    @cached_property
    def crew(self) -> Crew:
        """The threads for keys and files."""
        from ui.work.crew import Crew

        return Crew(self.guard)

    @cached_property
    def idle(self) -> Idle:
        """Counts how long nobody did anything; with it begins the watch over every event."""
        from ui.work.idle import Idle
        from ui.work.watch import watch

        idle = Idle(watch(), self.prefs.idle_minutes)
        idle.left.connect(self._left_alone)
        return idle

    def start(self) -> None:
        """Show what this folder calls for: the wizard where there is no store, else the lock screen."""
        self.frame.show()
        if doorstep.look(self.folder).there:
            self.show_lock()
            QTimer.singleShot(SOON_MS, self._try_keyring)
        else:
            self._show_wizard()
        QTimer.singleShot(SOON_MS, self._settle)

    def show_lock(self, *, locked: bool = False) -> None:
        """Ask for the passphrase."""
        seen = doorstep.look(self.folder)
        self._screen = LockScreen(seen.users, locked=locked)
        self._screen.unlock.connect(self.unlock)
        self._screen.recover.connect(self._recover)
        self.frame.put(self._screen)
        if not seen.sound:
            # Said before anything is typed: with another copy of the key file all is well, else the recovery code may help.
            self._prove_key_file()

    def _settle(self) -> None:
        """Make what the first screen can do without, now that it stands."""
        self.frame.wear_sign()
        if self._screen is not None:
            self._prove_key_file()
        _load_beside(SLOW)

    def _prove_key_file(self) -> None:
        self.crew.call(_status, self.folder).failed(self._refuse)

    def lock(self) -> None:
        """Blank at once, keep what is typed, close the store, drop the key."""
        if self.work is None:
            return
        work, self.work = self.work, None
        self.idle.stop()
        work.hide()
        _close_dialogs(work)
        work.flush()
        self.show_lock(locked=True)
        work.shut()

    def close(self) -> None:
        """Keep what is typed and close everything: the window was closed."""
        self.idle.stop()
        if self.work is not None:
            work, self.work = self.work, None
            work.flush()
            work.shut()
        self.crew.close()

    def restore(self, backup: Path) -> None:
        """Put a backup back: the store is closed first, and asked for again afterwards."""
        if self.work is None:
            return
        opened = self.work.desk.office.opened
        self.lock()
        self._wait_on("正在恢复备份…", "恢复之前会先备份现有数据, 请不要关机")

        def job() -> Any:
            from cadreapp.office import backups  # slow to load, and loaded already when a store was open

            return backups.put_back(backup, self.folder, opened, self.clock)

        self.crew.run(job).then(lambda _done: self.show_lock()).failed(self._not_restored)

    def _show_wizard(self) -> None:
        from ui.dialogs.wizard import Wizard  # only where there is no store yet

        wizard = Wizard(self.folder, self.clock, self.crew)
        wizard.done.connect(self._open)
        self.frame.put(wizard)

    def _try_keyring(self) -> None:
        asked = self.crew.call(_unlocked_by_keyring, self.folder)
        asked.then(self._open).failed(lambda _error: None)

    def unlock(self, passphrase: str, user: str) -> None:
        """Open the store with what was typed."""
        asked = self.crew.call(_unlocked, self.folder, passphrase, self.clock, user or None)
        asked.then(self._open).failed(self._refuse)

    def _recover(self, code: str, passphrase: str) -> None:
        self.crew.call(_recovered_office, self.folder, code, passphrase, self.clock).then(self._enter).failed(self._refuse)

    def _open(self, opened: Unlocked) -> None:
        ready.mark("derived")
        self.crew.call(_opened_office, self.folder, opened, self.clock).then(self._enter).failed(self._refuse)

    def _enter(self, office: Any) -> None:
        from ui.window import WorkWindow  # loaded by now in the thread that opened the office

        if self._screen is not None:
            self._screen.wipe()
            self._screen = None
        self.work = WorkWindow(office, self.clock, self.guard, self.prefs)
        self.work.lock_wanted.connect(self.lock)
        self.work.restore_wanted.connect(self.restore)
        self.work.prefs_changed.connect(self._take_prefs)
        self.frame.put(self.work)
        self.work.begin()
        self.idle.start()
        QTimer.singleShot(CALM_MS, _load_later)
        ready.workbench_asked(self.work.desk)

    def _refuse(self, error: AppError) -> None:
        if self._screen is not None:
            self._screen.refuse(error)
        else:
            self._refused(error)

    def _refused(self, error: AppError) -> None:
        if self.work is not None:
            self.work.refuse(error)
        elif self._screen is not None:
            self._screen.refuse(error)
        else:
            from PySide6.QtWidgets import QMessageBox  # hardly ever, and not for the first screen

            QMessageBox.warning(self.frame, "没有做成", f"{error.message()}\n\n怎么办: {error.remedy()}")

    def _broke(self, number: str) -> None:
        from PySide6.QtWidgets import QMessageBox  # hardly ever, and not for the first screen

        QMessageBox.critical(
            self.frame, "程序出错了", f"程序出错了, 编号 {number}。\n\n请把编号告诉维护人员; 已保存的内容不受影响。"
        )

    def _left_alone(self) -> None:
        # While somebody talks with the screen in the quiet mode, locking would stop the talk: only the talk is in sight.
        if self.work is not None and not self.work.is_quiet():
            self.lock()

    def _take_prefs(self, changed: prefs.Prefs) -> None:
        self.prefs = changed
        self.idle.minutes = changed.idle_minutes
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        theme.apply(application, theme.Mode(changed.theme))

    def _not_restored(self, error: AppError) -> None:
        self.show_lock()
        assert self._screen is not None
        self._screen.refuse(error)

    def _wait_on(self, title: str, hint: str) -> None:
        from ui.widgets.notice import Blank

        self._screen = None
        self.frame.put(Blank("rotate-ccw", title, hint))


def main(argv: Sequence[str] | None = None) -> int:
    """Open the window and return the exit code of its event loop."""
    named, rest = _named_store(argv) if argv else (None, [])
    inputmethod.settle()
    application = QApplication([sys.argv[0], *rest])
    application.setApplicationName("cadreapp")
    application.setApplicationDisplayName("纪检委员工作台")
    folder = store_folder(named)
    theme.apply(application, theme.Mode(prefs.load(folder).theme))
    session = Session(folder, SystemClock())
    session.start()
    QTimer.singleShot(SOON_MS, _log_to_file)
    QTimer.singleShot(SOON_MS, theme.load_fonts)
    ready.lock_shown(lambda passphrase: session.unlock(passphrase, ""))
    return application.exec()


def _named_store(argv: Sequence[str]) -> tuple[str | None, list[str]]:
    """Return the store that was named, and the words that are Qt's."""
    import argparse  # only where words were given

    given = argparse.ArgumentParser(prog="cadreapp", add_help=False)
    given.add_argument("--store")
    options, rest = given.parse_known_args(list(argv))
    return options.store, rest


def _load_later() -> None:
    from ui.pages.late import MODULES  # with the window

    _load_beside(MODULES)


def _load_beside(names: Sequence[str]) -> None:
    threading.Thread(target=_load, args=(names,), daemon=True).start()


def _load(names: Sequence[str]) -> None:
    for name in names:
        importlib.import_module(name)


def _status(folder: Path) -> object:
    """Prove the key file, in a job thread."""
    from cadreapp.office import gate  # key handling: once the first screen stands, as the head of this file says

    return gate.status(folder)


def _unlocked_by_keyring(folder: Path) -> Unlocked:
    from cadreapp.office import gate

    return gate.unlock_with_keyring(folder)


def _unlocked(folder: Path, passphrase: str, clock: Clock, user: str | None) -> Unlocked:
    from cadreapp.office import gate

    return gate.unlock(folder, passphrase, clock.now(), user)


def _close_dialogs(work: WorkWindow) -> None:
    from ui.dialogs.sized import close_all

    close_all(work)


def _opened_office(folder: Path, opened: Unlocked, clock: Clock) -> Any:
    opener: Callable[..., Any] = importlib.import_module("cadreapp.office.door").open_office
    importlib.import_module("ui.window")
    return opener(folder, opened, clock)


def _recovered_office(folder: Path, code: str, passphrase: str, clock: Clock) -> Any:
    """Open with a recovery code and give a new passphrase, here and beside the backups that can be reached."""
    from cadreapp.office import gate

    opened = gate.recover(folder, code)
    office = _opened_office(folder, opened, clock)
    places = importlib.import_module("cadreapp.office.backups").places(office)
    users = gate.status(folder).users
    gate.change_passphrase(folder, opened, passphrase, users[0] if users else "", places)
    return office


def _log_to_file() -> None:
    """Faults are written to a file that never holds record contents."""
    folder = log_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = logging.FileHandler(folder / "window.log", encoding="utf-8", delay=True)
    except OSError:
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    logging.getLogger("ui").addHandler(handler)
