"""The lock screen: passphrase or recovery code; loads nothing of the store, so it stands at once.

What is here at first is made without the namespace Qt and without the parts that need it: its enumerations cost a fifth
of the time in which a bare window stands. Everything further is made when it is first wanted.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.secret_line import Secret
from ui.work import words

if TYPE_CHECKING:
    from cadreapp.kernel.errors import AppError
    from ui.dialogs.lock_recovery import RecoveryFace
    from ui.widgets.notice import Notice

CARD_WIDTH = 400
EMBLEM_PX = 44


class LockScreen(QWidget):
    """Asks for what opens the store.

    `unlock(passphrase, user)` and `recover(code, new passphrase)` are emitted; whoever listens answers with `working`
    and, when it went wrong, `refuse`.
    """

    unlock = Signal(str, str)
    recover = Signal(str, str)

    def __init__(self, users: tuple[str, ...] = (), *, locked: bool = False, demo: bool = False) -> None:
        super().__init__()
        self._users = users
        self._notice: Notice | None = None
        self._recovery: RecoveryFace | None = None
        self._first = self._face = self._passphrase_face(locked)
        frame = QFrame()
        frame.setProperty("card", True)
        frame.setFixedWidth(CARD_WIDTH)
        self._column = column = QVBoxLayout(frame)
        column.setSpacing(8)
        column.setContentsMargins(28, 24, 28, 20)
        self._emblem = _said("")
        column.addWidget(self._emblem)
        column.addWidget(_said(words.PROGRAM + (f" · {words.DEMO}" if demo else ""), role="title"))
        column.addWidget(self._face)
        self._ground = _centred(frame)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._ground)
        theme.theme().changed.connect(self.paint_icons)
        self.paint_icons()
        self.setFocusProxy(self._face)

    @property
    def said(self) -> str:
        """What is being said about the last attempt, "" when nothing is."""
        return self._notice.text if self._notice else ""

    def paint_icons(self) -> None:
        self._emblem.setPixmap(theme.pixmap("shield-check", "accent", EMBLEM_PX))

    def working(self, on: bool) -> None:
        """Hold the screen still while the key is being made."""
        self._face.setEnabled(not on)
        self._open.setText("正在解锁…" if on else "解锁")
        if not on:
            self._face.setFocus()

    def refuse(self, error: AppError) -> None:
        """Say why it did not open and let the person try again."""
        self.working(False)
        if self._notice is None:
            from ui.widgets.notice import Notice  # not on the way to the first picture, as the head of this file says

            self._notice = Notice()
            self._column.addWidget(self._notice)
            self._make_room()
        self._notice.refuse(error)
        self._secret.selectAll()

    def wipe(self) -> None:
        """Forget everything typed."""
        self._secret.wipe()
        if self._recovery is not None:
            self._recovery.wipe()

    def _passphrase_face(self, locked: bool) -> QWidget:
        face = QWidget()
        column = QVBoxLayout(face)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(_said("已锁定, 没写完的草稿都在。" if locked else "输入口令, 打开本单位的库。", tone="muted"))
        if len(self._users) > 1:
            theme.load_fonts()  # a name may be rare, and a face that comes after its first drawing comes too late
            self._choice = QComboBox()
            self._choice.setAccessibleName("使用人")
            self._choice.addItems(list(self._users))
            column.addWidget(self._choice)
        self._secret = Secret("口令", "口令")
        self._secret.entered.connect(self._try)
        column.addWidget(self._secret)
        self._open = _button("解锁", "primary", self._try)
        column.addWidget(self._open)
        column.addLayout(_middle(_button("忘了口令, 用恢复码打开", "link", self._show_recovery)))
        face.setFocusProxy(self._secret)
        return face

    def _show_recovery(self) -> None:
        if self._recovery is None:
            from ui.dialogs.lock_recovery import RecoveryFace  # when first wanted, as the head of this file says

            self._recovery = RecoveryFace()
            self._recovery.back.connect(lambda: self._show(self._first))
            self._recovery.tried.connect(self._try_code)
            self._column.insertWidget(self._column.indexOf(self._first) + 1, self._recovery)
            self._make_room()
        self._show(self._recovery)

    def _show(self, face: QWidget) -> None:
        self._hush()
        self._face.hide()
        self._face = face
        face.show()
        self.setFocusProxy(face)
        face.setFocus()

    def _hush(self) -> None:
        if self._notice is not None:
            self._notice.hide()

    def _make_room(self) -> None:
        """Let the screen scroll, now that there is more on it than fits a small window."""
        outer = self.layout()
        if outer is None or outer.indexOf(self._ground) < 0:
            return
        from ui.widgets.parts import scrolling  # as the head of this file says

        held = self.focusWidget()
        outer.removeWidget(self._ground)
        outer.addWidget(scrolling(self._ground, "解锁"))
        if held is not None:
            held.setFocus()

    def _try(self) -> None:
        if self._secret.text():
            self._hush()
            self.working(True)
            user = self._choice.currentText() if len(self._users) > 1 else "".join(self._users)
            self.unlock.emit(self._secret.text(), user)

    def _try_code(self, code: str, passphrase: str) -> None:
        self._hush()
        self.working(True)
        self.recover.emit(code, passphrase)


def _said(text: str, *, role: str = "", tone: str = "") -> QLabel:
    made = QLabel(text)
    made.setWordWrap(bool(tone))
    for name, value in (("role", role), ("tone", tone), ("centred", True)):
        made.setProperty(name, value)
    return made


def _button(text: str, kind: str, do: Callable[[], None]) -> QPushButton:
    made = QPushButton(text)
    made.setAccessibleName(text)
    made.setAutoDefault(False)
    made.setProperty("kind", kind)
    made.clicked.connect(lambda: do())
    return made


def _middle(part: QWidget) -> QHBoxLayout:
    made = QHBoxLayout()
    made.addStretch(1)
    made.addWidget(part)
    made.addStretch(1)
    return made


def _centred(frame: QWidget) -> QWidget:
    ground = QWidget()
    column = QVBoxLayout(ground)
    column.setContentsMargins(24, 16, 24, 12)
    column.addStretch(2)
    column.addLayout(_middle(frame))
    column.addStretch(3)
    column.addWidget(_said(f"{words.MARK}　普通电脑不得存储、处理国家秘密", role="small", tone="muted"))
    return ground
