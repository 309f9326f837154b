"""Pictures of the real window on a store: for the manual, for the demo, and for looking at what was built.

python -m ui.shots --store DIR --to FOLDER [--size 1366x768] [--scale 1.5] [--dark]; the passphrase lies in the file that
CADREAPP_PASSPHRASE_FILE names.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEventLoop, QSize, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from cadreapp.kernel.clock import Clock, SystemClock
from cadreapp.kernel.errors import FILE_UNWRITABLE, USAGE, AppError, Exit
from cadreapp.office import gate, reading
from cadreapp.office.door import Office, open_office
from ui import theme
from ui.dialogs.help import HelpDialog
from ui.dialogs.history import HistoryDialog
from ui.dialogs.import_people import ImportPeopleDialog
from ui.dialogs.lock import LockScreen
from ui.dialogs.preview import PreviewDialog
from ui.dialogs.wizard import Wizard
from ui.pages.exchange import ExchangePage
from ui.pages.record_page import RecordPage
from ui.pages.settings import SettingsPage
from ui.widgets.frame import Frame
from ui.window import WorkWindow
from ui.work.crew import Crew
from ui.work.guard import Guard
from ui.work.prefs import Prefs

PASSPHRASE_FILE = "CADREAPP_PASSPHRASE_FILE"
PAUSE_MS = 140
"""Longer than any pause after which a list reads its record or a filter searches."""

MOST_MS = 30_000
DRAFT = ("kind", "person", "person_politics", "began_at", "place", "manner", "talkers", "recorder", "matter", "basis",
         "style", "turns", "source")  # fmt: skip
"""What of an old talk a new one begins with in the picture of the editor: enough to see, not enough to seal."""

Shot = tuple[str, QWidget]


def main(argv: Sequence[str] | None = None) -> int:
    """Draw every page into the folder, print the paths; return an exit code of the command line."""
    given = argparse.ArgumentParser(prog="ui.shots", description="截图")
    given.add_argument("--store", required=True, type=Path)
    given.add_argument("--to", required=True, type=Path)
    given.add_argument("--size", default="1366x768", type=_size, metavar="宽x高")
    given.add_argument("--scale", default=1.0, type=float)
    given.add_argument("--dark", action="store_true")
    given.add_argument("--every", action="store_true", help="also every editor, every dialog and the first run")
    options = given.parse_args(argv)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["QT_SCALE_FACTOR"] = str(options.scale)
    application = QApplication.instance() or QApplication([sys.argv[0]])
    assert isinstance(application, QApplication)
    # A cursor that blinks would make two pictures of one page differ.
    application.setCursorFlashTime(0)
    theme.load_fonts()
    mode = theme.Mode.DARK if options.dark else theme.Mode.LIGHT
    theme.apply(application, mode)
    try:
        options.to.mkdir(parents=True, exist_ok=True)
        studio = Studio(options.store, options.size / options.scale, Prefs(theme=mode.value))
        for path in studio.draw(options.to, every=options.every):
            print(path, flush=True)
    except AppError as error:
        print(f"{error.message()} {error.remedy()}", file=sys.stderr)
        return int(error.fault.exit)
    return Exit.BUG if studio.broken else Exit.DONE


class Studio:
    """A frame with the real screens in it. `broken` holds the numbers of faults of the program that were met."""

    def __init__(self, folder: Path, size: QSize, prefs: Prefs, clock: Clock | None = None) -> None:
        self.folder, self.clock, self.prefs = folder, clock or SystemClock(), prefs
        self.broken: list[str] = []
        self.guard = Guard()
        self.guard.broke.connect(self.broken.append)
        self.frame = Frame()
        self.frame.resize(size)

    def draw(self, folder: Path, *, every: bool = False) -> Iterator[Path]:
        """Draw each scene into a file of its own and yield its path; raises as opening a store does."""
        if every:
            yield from self._first_run(folder)
        status = gate.status(self.folder)
        self.frame.put(LockScreen(status.users))
        self.frame.show()
        yield self._save(folder, "lock", self.frame)
        opened = gate.unlock(self.folder, _passphrase(), self.clock.now())
        work = WorkWindow(open_office(self.folder, opened, self.clock), self.clock, self.guard, self.prefs)
        self.frame.put(work)
        try:
            work.begin()
            for name, scene in (*SCENES, *(MORE if every else ())):
                seen = scene(work)
                _settle(work)
                work.toast.hide()
                if isinstance(seen, PreviewDialog):
                    _until(seen.print_button.isEnabled)
                    _settle(work)
                yield self._save(folder, name, seen or self.frame)
                if isinstance(seen, QDialog):
                    seen.reject()
        finally:
            work.shut()
            self.frame.close()

    def _first_run(self, folder: Path) -> Iterator[Path]:
        """Draw each step of setting up; nothing is made."""
        crew = Crew(self.guard)
        wizard = Wizard(folder / "none", self.clock, crew)
        wizard.shown.setText("\n".join(["AB3D-7K2M-9QXT-4HWN"] * 2))
        self.frame.put(wizard)
        self.frame.show()
        try:
            for number in range(wizard.faces.count()):
                wizard.go(number)
                yield self._save(folder, f"wizard-{number + 1}", self.frame)
        finally:
            crew.close()

    def _save(self, folder: Path, name: str, seen: QWidget) -> Path:
        _pause()
        path = folder / f"{name}.png"
        picture = seen.grab()
        if not picture.save(str(path)):
            raise FILE_UNWRITABLE(path=path, why="PNG")
        return path


def _workbench(work: WorkWindow) -> None:
    work.go("workbench")


def _list_of(type_name: str) -> Callable[[WorkWindow], None]:
    return lambda work: work.go(type_name)


def _record_of(type_name: str) -> Callable[[WorkWindow], None]:
    """Return the scene of a record of a type."""

    def scene(work: WorkWindow) -> None:
        if (found := _fullest(work.desk.office, type_name)) is not None:
            work.open_record(found)
        else:
            work.go(type_name)

    return scene


def _talk_editor(work: WorkWindow) -> None:
    found = _fullest(work.desk.office, "talk")
    values = work.desk.office.ask(reading.record, found).values if found else {}
    work.go("talk")
    page = work.page("talk")
    assert isinstance(page, RecordPage)
    page.new({name: values[name] for name in DRAFT if values.get(name)})


def _person(work: WorkWindow) -> None:
    """Show the person of whom most is known."""
    office = work.desk.office
    people = office.ask(reading.ids, reading.Listing("person"))[:200]
    if people:
        work.open_record(max(people, key=lambda one: len(office.ask(reading.person_file, one))))
    else:
        work.go("person")


def _exchange(tab: int) -> Callable[[WorkWindow], None]:
    def scene(work: WorkWindow) -> None:
        work.go("exchange")
        page = work.page("exchange")
        assert isinstance(page, ExchangePage)
        page.tabs.setCurrentIndex(tab)

    return scene


def _settings(name: str) -> Callable[[WorkWindow], None]:
    """Return the scene of the settings' tab that is called `name`."""

    def scene(work: WorkWindow) -> None:
        work.go("settings")
        page = work.page("settings")
        assert isinstance(page, SettingsPage)
        page.tabs.setCurrentIndex([page.tabs.tabText(n) for n in range(page.tabs.count())].index(name))

    return scene


def _send(work: WorkWindow) -> QWidget | None:
    """Show the dialog that says what would go, at its first face."""
    _exchange(0)(work)
    _settle(work)
    page = work.page("exchange")
    assert isinstance(page, ExchangePage)
    return page.send.send() if page.send.send_button.isEnabled() else None


def _preview(work: WorkWindow) -> QWidget | None:
    found = _fullest(work.desk.office, "talk")
    if found is None:
        return None
    dialog = PreviewDialog(work.desk, found, "talk", work)
    dialog.open()
    return dialog


SCENES: tuple[tuple[str, Callable[[WorkWindow], QWidget | None]], ...] = (
    ("workbench", _workbench),
    ("talks", _list_of("talk")),
    ("talk", _record_of("talk")),
    ("preview", _preview),
    ("talk-editor", _talk_editor),
    ("meeting", _record_of("meeting")),
    ("reminder", _record_of("reminder")),
    ("disposition", _record_of("disposition")),
    ("letter", _record_of("letter")),
    ("person", _person),
    ("reports", _list_of("reports")),
    ("rules", _list_of("rules")),
    ("exchange", _exchange(0)),
    ("send", _send),
    ("receive", _exchange(1)),
    ("partners", _exchange(2)),
    ("backup", _settings("备份")),
    ("settings", _settings("设置")),
    ("papers", _settings("纸样")),
    ("health", _settings("体检")),
    ("log", _settings("使用记录")),
)


def _editor_of(type_name: str) -> Callable[[WorkWindow], None]:
    """Return the scene of writing: the fullest record of a type as a new one, else an empty form."""

    def scene(work: WorkWindow) -> None:
        found = _fullest(work.desk.office, type_name)
        page = work.page(type_name)
        assert isinstance(page, RecordPage)
        kept = work.desk.office.ask(reading.record, found).values if found else {}
        written = {f.name for f in page.shape.fields if not f.after_seal}
        work.go(type_name)
        page.new({name: value for name, value in kept.items() if name in written})

    return scene


def _new_of(type_name: str) -> Callable[[WorkWindow], None]:
    return lambda work: work.new(type_name)


def _find(work: WorkWindow) -> None:
    work.bar.finder.setText("材料")
    work.bar.searched.emit("材料")


def _help(work: WorkWindow) -> QWidget:
    dialog = HelpDialog("talk", work)
    dialog.show()
    return dialog


def _import(work: WorkWindow) -> QWidget:
    dialog = ImportPeopleDialog(work.desk, work.clock, work)
    dialog.open()
    return dialog


def _history(work: WorkWindow) -> QWidget | None:
    found = _fullest(work.desk.office, "talk")
    if found is None:
        return None
    dialog = HistoryDialog(work.desk, reading.shape("talk"), work.desk.office.ask(reading.record, found), work)
    dialog.open()
    return dialog


MORE: tuple[tuple[str, Callable[[WorkWindow], QWidget | None]], ...] = (
    *((type_name, _record_of(type_name))
      for type_name in ("clue", "rectification", "organisation", "handover", "recusal", "disposal")),
    *((f"{type_name}-editor", _editor_of(type_name))
      for type_name in ("reminder", "meeting", "clue", "rectification", "disposition", "person", "organisation", "handover",
                        "recusal", "disposal")),
    ("meeting-new", _new_of("meeting")),
    ("find", _find),
    ("help", _help),
    ("import", _import),
    ("history", _history),
)  # fmt: skip
"""Scenes for looking at what was built, beside those that the manual and the demo need."""


def _fullest(office: Any, type_name: str) -> str | None:
    """Return which of the newest records of a type says most, a sealed one rather than a draft."""
    door: Office = office
    for states in (("sealed", "open", "closed"), reading.LIVE):
        found = door.ask(reading.ids, reading.Listing(type_name, states=states))[:20]
        if found:
            return max(found, key=lambda one: len(str(door.ask(reading.record, one).values)))
    return None


def _passphrase() -> str:
    named = os.environ.get(PASSPHRASE_FILE)
    if not named:
        raise USAGE(what=f"{PASSPHRASE_FILE}=FILE")
    return Path(named).read_text(encoding="utf-8").rstrip("\r\n")


def _settle(work: WorkWindow) -> None:
    """Let every answer arrive, and the questions that an answer asks."""
    for _ in range(2):
        _pause()
        work.desk.wait(MOST_MS)


def _until(true: Callable[[], bool]) -> None:
    for _ in range(MOST_MS // PAUSE_MS):
        if true():
            return
        _pause()


def _pause() -> None:
    loop = QEventLoop()
    QTimer.singleShot(PAUSE_MS, loop.quit)
    loop.exec()


def _size(text: str) -> QSize:
    width, sign, height = text.partition("x")
    if not (sign and width.isdigit() and height.isdigit()):
        raise argparse.ArgumentTypeError(text)
    return QSize(int(width), int(height))


if __name__ == "__main__":
    sys.exit(main())
