"""A new passphrase: typed twice, and weighed."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ui.widgets.parts import label
from ui.widgets.secret_line import Secret

LONG_ENOUGH = 12


@dataclass(frozen=True)
class Strength:
    """How good a passphrase looks: `tone` for its colour, the `text` beside the field, `enough` to go on."""

    tone: str
    text: str
    enough: bool


def strength(text: str) -> Strength:
    """Judge a passphrase by length and variety; a few words nobody would guess beat signs nobody remembers."""
    kinds = sum(
        any(test(c) for c in text)
        for test in (str.isdigit, lambda c: c.isascii() and c.isalpha(), lambda c: not c.isalnum(), _is_han)
    )
    weight = len(text) + 2 * sum(map(_is_han, text))
    if not text:
        return Strength("muted", "至少 8 个字符。几个不相干的词连起来, 好记又难猜。", False)
    if len(text) < 8 and weight < 12:
        return Strength("bad", f"还短了些, 再加 {8 - len(text)} 个字符。", False)
    if len(set(text)) < 5 or (kinds == 1 and text.isdigit()):
        return Strength("warn", "太好猜了: 不要只用数字, 不要重复同一个字符。", False)
    if weight < LONG_ENOUGH:
        return Strength("warn", "可以用。再长一些更稳妥。", True)
    return Strength("good", "很好。请牢牢记住, 不要写在电脑旁边。", True)


def _is_han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff" or char >= "\U00020000"


class NewSecret(QWidget):
    """A new passphrase typed twice, with a hint on how good it is."""

    changed = Signal(bool)
    entered = Signal()

    def __init__(self, first: str = "口令", again: str = "再输一遍") -> None:
        super().__init__()
        self.first = Secret(first)
        self.again = Secret(again)
        self._hint = label("", tone="muted", wrap=True)
        self._same = label("", tone="muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for text, edit, hint in ((first, self.first, self._hint), (again, self.again, self._same)):
            above = label(text, role="strong")
            above.setBuddy(edit)
            for part in (above, edit, hint):
                column.addWidget(part)
            column.addSpacing(6)
            hint.setMinimumHeight(hint.fontMetrics().height() + 2)
            edit.textChanged.connect(self._judge)
        self.first.entered.connect(self.again.setFocus)
        self.again.entered.connect(self._enter)
        self._judge()

    @property
    def good(self) -> bool:
        """Whether both are the same and good enough."""
        return strength(self.first.text()).enough and self.first.text() == self.again.text()

    @property
    def text(self) -> str:
        """The passphrase."""
        return self.first.text()

    def wipe(self) -> None:
        """Forget both."""
        self.first.wipe()
        self.again.wipe()

    def _enter(self) -> None:
        if self.good:
            self.entered.emit()

    def _judge(self) -> None:
        found = strength(self.first.text())
        _say(self._hint, found.tone, found.text)
        again = self.again.text()
        if not again:
            _say(self._same, "muted", "")
        elif again == self.first.text():
            _say(self._same, "good", "两遍一致。")
        else:
            _say(self._same, "warn" if self.first.text().startswith(again) else "bad", "两遍还不一致。")
        self.changed.emit(self.good)


def _say(target: QLabel, tone: str, text: str) -> None:
    target.setProperty("tone", tone)
    target.style().polish(target)
    target.setText(text)
