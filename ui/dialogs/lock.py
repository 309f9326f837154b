"""The lock screen: passphrase or recovery code; loads nothing of the store, so it stands at once."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from cadreapp.kernel.errors import AppError
from ui import theme
from ui.widgets.notice import Notice
from ui.widgets.parts import Painted, button, card, label, row, scrolling
from ui.widgets.secret import NewSecret, Secret
from ui.work import words

CARD_WIDTH = 400


class Emblem(Painted, QLabel):
    """The program's sign above a card."""

    def __init__(self, size: int = 44) -> None:
        super().__init__()
        self._size = size
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.paint_icons()

    def paint_icons(self) -> None:
        self.setPixmap(theme.pixmap("shield-check", "accent", self._size))


class LockScreen(QWidget):
    """Asks for what opens the store.

    `unlock(passphrase, user)` and `recover(code, new passphrase)` are emitted; whoever listens answers with `working`
    and, when it went wrong, `refuse`.
    """

    unlock = Signal(str, str)
    recover = Signal(str, str)

    def __init__(self, users: tuple[str, ...] = (), *, locked: bool = False, demo: bool = False) -> None:
        super().__init__()
        self._notice = Notice()
        self._faces = [self._passphrase_face(users, locked)]
        self._face = self._faces[0]
        frame, column = card(spacing=8)
        frame.setFixedWidth(CARD_WIDTH)
        column.setContentsMargins(28, 24, 28, 20)
        column.addWidget(Emblem())
        title = label(words.PROGRAM + (f" · {words.DEMO}" if demo else ""), role="title")
        title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(title)
        column.addWidget(self._face)
        column.addWidget(self._notice)
        self._column = column
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(_centred(frame), "解锁"))
        self._show_face(0)

    def working(self, on: bool) -> None:
        """Hold the screen still while the key is being made."""
        self._face.setEnabled(not on)
        self._open.setText("正在解锁…" if on else "解锁")
        if not on:
            self._face.setFocus()

    def refuse(self, error: AppError) -> None:
        """Say why it did not open and let the person try again."""
        self.working(False)
        self._notice.refuse(error)
        self._secret.selectAll()

    def wipe(self) -> None:
        """Forget everything typed."""
        self._secret.wipe()
        if len(self._faces) > 1:
            self._code.clear()
            self._new.wipe()

    def _passphrase_face(self, users: tuple[str, ...], locked: bool) -> QWidget:
        face = QWidget()
        column = QVBoxLayout(face)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        lead = label("已锁定, 没写完的草稿都在。" if locked else "输入口令, 打开本单位的库。", tone="muted", wrap=True)
        lead.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(lead)
        self._user = QComboBox()
        self._user.setAccessibleName("使用人")
        self._user.addItems(list(users))
        column.addWidget(self._user)
        self._user.setVisible(len(users) > 1)
        self._secret = Secret("口令", "口令")
        self._secret.entered.connect(self._try)
        column.addWidget(self._secret)
        self._open = button("解锁", self._try, kind="primary")
        column.addWidget(self._open)
        column.addLayout(row(0, button("忘了口令, 用恢复码打开", lambda: self._show_face(1), kind="link"), 0))
        face.setFocusProxy(self._secret)
        return face

    def _recovery_face(self) -> QWidget:
        face = QWidget()
        column = QVBoxLayout(face)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        lead = label("输入建库时抄下的恢复码, 再定一个新口令。大小写和短横不影响。", tone="muted", wrap=True)
        column.addWidget(lead)
        self._code = QLineEdit()
        self._code.setAccessibleName("恢复码")
        self._code.setPlaceholderText("恢复码")
        column.addWidget(self._code)
        self._new = NewSecret("新口令", "再输一遍新口令")
        column.addWidget(self._new)
        self._recover = button("打开并换用新口令", self._try_code, kind="primary")
        column.addWidget(self._recover)
        column.addLayout(row(0, button("返回", lambda: self._show_face(0), kind="link"), 0))
        face.setFocusProxy(self._code)
        self._new.changed.connect(self._weigh)
        self._code.textChanged.connect(self._weigh)
        self._new.entered.connect(self._try_code)
        self._weigh()
        return face

    def _show_face(self, number: int) -> None:
        if number == len(self._faces):
            # Made when first wanted: it would cost a third of the time until the screen stands.
            self._faces.append(self._recovery_face())
            self._column.insertWidget(self._column.indexOf(self._notice), self._faces[number])
        self._notice.hide()
        self._face = self._faces[number]
        for face in self._faces:
            face.setVisible(face is self._face)
        self.setFocusProxy(self._face)
        self._face.setFocus()

    def _weigh(self) -> None:
        self._recover.setEnabled(self._new.good and bool(self._code.text().strip()))

    def _try(self) -> None:
        if self._secret.text():
            self._notice.hide()
            self.working(True)
            self.unlock.emit(self._secret.text(), self._user.currentText())

    def _try_code(self) -> None:
        if self._recover.isEnabled():
            self._notice.hide()
            self.working(True)
            self.recover.emit(self._code.text().strip(), self._new.text)


def _centred(frame: QWidget) -> QWidget:
    ground = QWidget()
    column = QVBoxLayout(ground)
    column.setContentsMargins(24, 16, 24, 12)
    column.addStretch(2)
    column.addWidget(frame, 0, Qt.AlignmentFlag.AlignHCenter)
    column.addStretch(3)
    foot = label(f"{words.MARK}　普通电脑不得存储、处理国家秘密", role="small", tone="muted")
    foot.setAlignment(Qt.AlignmentFlag.AlignCenter)
    column.addWidget(foot)
    return ground
