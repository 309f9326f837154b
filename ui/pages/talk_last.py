"""What was asked of the person last time, and whether it was done: the first thing to know before talking again."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from cadreapp.kernel.shape import Values
from cadreapp.office import reading
from ui.widgets.parts import button, label, row
from ui.widgets.picture import Picture
from ui.work import words
from ui.work.desk import Desk


class LastTalk(QFrame):
    """Hidden until the person has been talked with before. `taken(RecordView)` is “接着上次”."""

    taken = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._person: str | None = None
        self._view: reading.RecordView | None = None
        self._quiet = False
        self._number = 0
        self.setProperty("notice", "info")
        self._title = label("", role="strong")
        self._asks = label("", wrap=True)
        self._go = button("接着上次", self._take, kind="link")
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 10, 8)
        column.setSpacing(4)
        column.addLayout(row(Picture("history", "info"), self._title, 0, self._go))
        column.addWidget(self._asks)
        self.hide()

    def show_for(self, person: str | None, beside: str | None) -> None:
        """Look for the newest talk with `person` other than the record `beside`."""
        if person == self._person:
            return
        self._person = person
        self._number += 1
        self._view = None
        self.hide()
        if person:
            number = self._number
            self._desk.ask(reading.person_file, person).then(lambda links: self._choose(number, links, beside))

    def forget(self) -> None:
        """Show nothing any more."""
        self.show_for(None, None)
        self._title.setText("")
        self._asks.setText("")

    def set_quiet(self, quiet: bool) -> None:
        """Keep out of sight while the person is in front of the screen."""
        self._quiet = quiet
        self.setVisible(self._view is not None and not quiet)

    def _choose(self, number: int, links: list[reading.Link], beside: str | None) -> None:
        talks = [
            k.id for k in links
            if k.line and k.line.type == "talk" and k.id != beside and k.path.split(".")[0] in ("person", "members")
            and k.line.state in ("draft", "sealed")
        ]  # fmt: skip
        if number == self._number and talks:
            self._desk.ask(reading.record, talks[0]).then(lambda view: self._show(number, view))

    def _show(self, number: int, view: reading.RecordView) -> None:
        if number != self._number:
            return
        self._view = view
        self._title.setText(f"上次: {words.day(view.values.get('began_at'))}　{view.title}")
        asks = view.values.get("asks") or []
        self._asks.setText("\n".join(say(n, ask) for n, ask in enumerate(asks, 1)) or "上次没有提出要求。")
        self.setVisible(not self._quiet)

    def _take(self) -> None:
        if self._view is not None:
            self.taken.emit(self._view)


def say(number: int, ask: Values) -> str:
    """Say one thing that was asked: what, until when, by what sign, and whether it is done."""
    term = f" ({words.day(ask.get('term'))}前)" if ask.get("term") else ""
    sign = f", 以{ask['sign']}为准" if ask.get("sign") else ""
    done = f"　已于{words.day(ask.get('done_on'))}完成" if ask.get("done_on") else "　还没有登记完成"
    return f"{number}. {ask.get('what') or ''}{term}{sign}{done}"
