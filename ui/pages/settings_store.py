"""设置: whose store this is, what opens it, how the window behaves."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QVBoxLayout, QWidget

from cadreapp.kernel.clock import Clock
from cadreapp.kernel.durable import write_fault
from cadreapp.kernel.errors import AppError
from cadreapp.office import gate, ownname, reading
from cadreapp.office.door import Office
from ui import theme
from ui.dialogs.passphrase import PassphraseDialog, RecoveryDialog, RenewDialog, renew
from ui.fields.composing import Line
from ui.widgets.notice import Notice
from ui.widgets.parts import button, card, label, row
from ui.work import prefs as kept
from ui.work.desk import Desk
from ui.work.prefs import Prefs

MODES = (("跟随系统", theme.Mode.SYSTEM), ("浅色", theme.Mode.LIGHT), ("深色", theme.Mode.DARK))
MINUTES = (3, 5, 10, 15, 30, 60, 0)
"""What is offered beside the present setting; 0 means never."""


class StoreTab(QWidget):
    """`prefs_changed` carries the Prefs after each change; they are written here and take effect in the window."""

    prefs_changed = Signal(object)

    def __init__(self, desk: Desk, clock: Clock, prefs: Prefs) -> None:
        super().__init__()
        self._desk, self._clock, self._prefs = desk, clock, prefs
        self.notice = Notice(self)
        self.unit, self.code, self.officer = self._line("单位全称"), self._line("统一社会信用代码"), self._line("纪检委员姓名")
        self.save_button = button("保存", self.save_names)
        self.passphrase_button = button("换口令", self.change_passphrase, icon="key-round")
        self.recovery_button = button("换恢复码", self.renew_recovery, icon="rotate-ccw")
        self.remember = QCheckBox("在这台电脑上记住, 打开时不用输口令 (存在系统的钥匙环里)")
        self.remember.clicked.connect(self.set_remembered)
        self.mode = self._combo("外观", [(name, mode.value) for name, mode in MODES], prefs.theme)
        offered = sorted({*MINUTES, prefs.idle_minutes}, key=lambda n: n or math.inf)
        minutes = [(f"{n} 分钟没人动就锁定" if n else "不自动锁定", n) for n in offered]
        self.idle = self._combo("自动锁定", minutes, prefs.idle_minutes)
        self.mode.activated.connect(self._take_prefs)
        self.idle.activated.connect(self._take_prefs)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 8, 0)
        column.setSpacing(12)
        for part in (self.notice, self._names(), self._keys(), self._window()):
            column.addWidget(part)
        column.addStretch(1)

    @property
    def _office(self) -> Office:
        return cast(Office, self._desk.office)

    def reload(self) -> None:
        """Ask whose store this is and whether its key is remembered."""
        self._desk.ask(reading.info).then(self._show)
        self._desk.call(_is_remembered, self._office).then(self.remember.setChecked).failed(self.notice.refuse)

    def forget(self) -> None:
        """Drop everything shown."""
        for line in (self.unit, self.code, self.officer):
            line.clear()
        self.notice.hide()

    def save_names(self) -> None:
        """Change whose store this is."""
        names = (self.unit.text(), self.code.text(), self.officer.text())
        ticket = self._desk.do(ownname.change_settings, *names)
        ticket.then(lambda _none: self._said("已保存。使用记录里的姓名, 下次打开起用新的。")).failed(self.notice.refuse)

    def change_passphrase(self) -> None:
        """Ask for the present passphrase and a new one."""
        dialog = PassphraseDialog(self._desk, self._clock, self)
        dialog.changed.connect(lambda missed: self._changed("口令已换", missed))
        dialog.open()

    def renew_recovery(self) -> None:
        """Ask, then replace the recovery code and have it typed back."""
        dialog = RenewDialog(self)
        dialog.agreed.connect(
            lambda: self._desk.call(renew, self._office).then(self._show_code).failed(self.notice.refuse)
        )
        dialog.open()

    def set_remembered(self, on: bool) -> None:
        """Keep the key in the OS keyring, or no longer."""
        self.notice.hide()
        ticket = self._desk.call(_set_remembered, self._office, on)
        said = "已记住。离开时请锁定电脑。" if on else "已不再记住, 下次要输口令。"
        ticket.then(lambda _none: self._said(said)).failed(self._keyring_refused)

    def _line(self, name: str) -> Line:
        made = Line(self)
        made.setAccessibleName(name)
        made.setMinimumWidth(420)
        return made

    def _combo(self, name: str, choices: Sequence[tuple[str, object]], chosen: object) -> QComboBox:
        made = QComboBox()
        made.setAccessibleName(name)
        made.setMinimumWidth(240)
        for text, value in choices:
            made.addItem(text, value)
        made.setCurrentIndex(max(made.findData(chosen), 0))
        return made

    def _names(self) -> QWidget:
        frame, column = card("单位与使用人")
        column.addLayout(_grid((("单位全称", self.unit), ("统一社会信用代码", self.code), ("纪检委员姓名", self.officer))))
        hint = label("会印在纸上、写进数据包; 上级登记的名称由上级自己定。", tone="muted", role="small")
        column.addLayout(row(self.save_button, hint, 0, spacing=12))
        return frame

    def _keys(self) -> QWidget:
        frame, column = card("口令与恢复码")
        column.addLayout(row(self.passphrase_button, self.recovery_button, 0))
        column.addWidget(self.remember)
        return frame

    def _window(self) -> QWidget:
        frame, column = card("窗口")
        column.addLayout(_grid((("自动锁定", self.idle), ("外观", self.mode))))
        return frame

    def _show(self, info: reading.StoreInfo) -> None:
        for line, text in ((self.unit, info.unit), (self.code, info.unit_code), (self.officer, info.officer)):
            line.setText(text)
            line.setCursorPosition(0)

    def _take_prefs(self) -> None:
        self._prefs.theme, self._prefs.idle_minutes = self.mode.currentData(), self.idle.currentData()
        self.prefs_changed.emit(self._prefs)
        root = self._office.folder.root
        try:
            kept.save(root, self._prefs)
        except OSError as error:
            self.notice.refuse(write_fault(error, root))

    def _show_code(self, made: tuple[str, tuple[Path, ...]]) -> None:
        dialog = RecoveryDialog(self._desk, *made, self)
        dialog.kept.connect(lambda missed: self._changed("恢复码已换, 核对无误", missed))
        dialog.open()

    def _changed(self, what: str, missed: tuple[Path, ...]) -> None:
        if not missed:
            self._said(f"{what}, 备份也一起换了。")
            return
        places = "\n".join(str(path) for path in missed)
        self.notice.say("warn", f"{what}。这些备份没有连着, 仍用旧的, 连上以后再换一次或另做备份:\n{places}")

    def _said(self, text: str) -> None:
        self.notice.say("good", text)

    def _keyring_refused(self, error: AppError) -> None:
        self.remember.setChecked(not self.remember.isChecked())
        self.notice.refuse(error)


def _grid(lines: tuple[tuple[str, QWidget], ...]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(8)
    for at, (caption, part) in enumerate(lines):
        head = label(caption)
        head.setBuddy(part)
        head.setMinimumWidth(130)
        grid.addWidget(head, at, 0)
        grid.addWidget(part, at, 1)
    # What is left over goes beside the fields, not between them and their captions.
    grid.setColumnStretch(2, 1)
    return grid


def _is_remembered(office: Office) -> bool:
    return gate.is_remembered(office.folder.root, office.opened)


def _set_remembered(office: Office, on: bool) -> None:
    (gate.remember if on else gate.forget)(office.folder.root, office.opened)
