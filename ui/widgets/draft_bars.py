"""Two quiet bars over a form: that it goes on with a draft, and that other drafts of its type lie beside."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QMenu, QWidget

from cadreapp.office import reading
from cadreapp.office.drafts import Draft
from ui.widgets.parts import button, label, row
from ui.work import words


class _Bar(QFrame):
    """One sentence and a link; hidden until there is something to say. A `quiet` one has no frame."""

    def __init__(self, text: str, do: Callable[[], object], parent: QWidget | None = None, *, quiet: bool = False) -> None:
        super().__init__(parent)
        self.text = label("", wrap=True, role="small" if quiet else "", tone="muted" if quiet else "")
        self.button = button(text, do, kind="link")
        line = row(self.text, self.button)
        line.setStretch(0, 1)
        if quiet:
            line.setContentsMargins(0, 0, 0, 0)
        else:
            self.setProperty("notice", "info")
            line.setContentsMargins(12, 2, 8, 2)
        self.setLayout(line)
        self.hide()


class DraftBar(_Bar):
    """Says that the editor goes on with a draft, and offers to throw it away."""

    thrown = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("不要这份草稿", self.thrown.emit, parent)

    def show_from(self, at: str) -> None:
        """Say from when the draft is; `at` is an audit time."""
        self.text.setText(f"接着写上次没有保存的内容 ({words.moment(at[:16])} 的草稿)。")
        self.show()


class OtherDraftsBar(_Bar):
    """Says which other new records of the type lie unsaved; `chosen(slot)` asks to go on with one of them."""

    chosen = Signal(str)

    def __init__(self, type_title: str, parent: QWidget | None = None) -> None:
        super().__init__("接着写那一份", self._ask, parent, quiet=True)
        self._type_title = type_title
        self._drafts: tuple[Draft, ...] = ()
        self._quiet = False
        self._menu = QMenu(self)

    def show_drafts(self, drafts: Sequence[Draft]) -> None:
        """Name the drafts, the latest first; none hides the bar."""
        self._drafts = tuple(drafts)
        self._menu.clear()
        for one in self._drafts:
            self._menu.addAction(_named(one), self._choose(one.slot))
        many = len(self._drafts) > 1
        text = "接着写哪一份…" if many else "接着写那一份"
        self.button.setText(text)
        self.button.setAccessibleName(f"{text}: 另外没有保存的{self._type_title}")
        count = f"还有 {len(self._drafts)} 份" if many else "另有一份"
        named = f": {_named(self._drafts[0])}" if len(self._drafts) == 1 else ""
        self.text.setText(f"{count}没有保存的{self._type_title}{named}。" if self._drafts else "")
        self._appear()

    def set_quiet(self, quiet: bool) -> None:
        """Hide the bar while somebody else may look at the screen: it names people."""
        self._quiet = quiet
        self._appear()

    def _appear(self) -> None:
        self.setVisible(bool(self._drafts) and not self._quiet)

    def _ask(self) -> None:
        if len(self._drafts) == 1:
            self.chosen.emit(self._drafts[0].slot)
        elif self._drafts:
            self._menu.popup(self.button.mapToGlobal(self.button.rect().bottomLeft()))

    def _choose(self, slot: str) -> Callable[[], None]:
        return lambda: self.chosen.emit(slot)


def _named(one: Draft) -> str:
    return f"{reading.title_of(one.type, one.values)} ({words.moment(one.at[:16])})"
