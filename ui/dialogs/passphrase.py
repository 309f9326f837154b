"""Changing what opens the store: a new passphrase, a new recovery code that is typed back before it counts as kept."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from cadreapp.kernel.clock import Clock
from cadreapp.kernel.errors import AppError
from cadreapp.office import backups, gate, reading
from cadreapp.office.door import Office
from ui.dialogs.form_dialog import Plain
from ui.widgets.parts import button, card, label, row
from ui.widgets.secret import NewSecret
from ui.widgets.secret_line import Secret
from ui.work.desk import Desk


class PassphraseDialog(Plain):
    """Asks for the present passphrase and a new one. `changed` carries the backups that were out of reach."""

    changed = Signal(object)

    def __init__(self, desk: Desk, clock: Clock, parent: QWidget | None = None) -> None:
        text = "换好以后, 连着的备份也一起换; 没有连着的备份仍用旧口令, 会列出来。恢复码不变。"
        super().__init__("换口令", text, parent)
        self._desk, self._clock = desk, clock
        caption = label("现在的口令", role="strong")
        self.present = Secret("现在的口令")
        caption.setBuddy(self.present)
        self.new = NewSecret("新口令", "再输一遍新口令")
        for part in (caption, self.present, self.new):
            self.column.addWidget(part)
        self.finish("换口令")
        self.present.textChanged.connect(self._dress)
        self.present.entered.connect(self.new.first.setFocus)
        self.new.changed.connect(self._dress)
        self.new.entered.connect(self.submit)
        self.setMinimumWidth(480)
        self._dress()
        self.present.setFocus()

    def submit(self) -> None:
        if not self.ok.isEnabled():
            return
        self.notice.hide()
        self.ok.setEnabled(False)
        ticket = self._desk.call(_change, self._desk.office, self.present.text(), self.new.text, self._clock)
        ticket.then(self._changed).failed(self._refused)

    def done(self, result: int) -> None:
        self.present.wipe()
        self.new.wipe()
        super().done(result)

    def _changed(self, missed: tuple[Path, ...]) -> None:
        self.changed.emit(missed)
        self.accept()

    def _refused(self, error: AppError) -> None:
        self.notice.refuse(error)
        self._dress()
        self.present.selectAll()
        self.present.setFocus()

    def _dress(self) -> None:
        self.ok.setEnabled(self.new.good and bool(self.present.text()))


class RenewDialog(Plain):
    """Asks before the recovery code is replaced."""

    agreed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        text = "会做一个新的恢复码, 旧的马上作废。手边要有纸和笔; 抄好要再输一遍核对。"
        super().__init__("换恢复码", text, parent)
        self.finish("做新的恢复码")
        self.setMinimumWidth(460)
        self.cancel.setFocus()

    def submit(self) -> None:
        self.agreed.emit()
        self.accept()


class RecoveryDialog(Plain):
    """Shows a new recovery code once and asks for it typed back: what nobody can read back opens nothing.

    The old code is void from the moment the new one is shown. `kept` carries the backups that were out of reach.
    """

    kept = Signal(object)

    def __init__(self, desk: Desk, code: str, missed: tuple[Path, ...], parent: QWidget | None = None) -> None:
        text = "抄在纸上, 或打印一张, 和电脑分开放好。旧恢复码已经作废, 新的只显示这一次。"
        super().__init__("新的恢复码", text, parent)
        self._desk, self._code, self._missed = desk, code, missed
        self._warned = False
        frame, column = card()
        groups = code.split("-")
        half = (len(groups) + 1) // 2
        self.shown = shown = label("\n".join("-".join(part) for part in (groups[:half], groups[half:])), role="code")
        shown.setAccessibleName(f"恢复码 {code}")
        column.addWidget(shown)
        self.paper = button("打印一张", self._ask_unit, icon="printer")
        column.addLayout(row(self.paper, 0))
        self.column.addWidget(frame)
        caption = label("照着纸上抄的, 再输一遍", role="strong")
        self.typed = QLineEdit()
        self.typed.setAccessibleName("照着纸上抄的恢复码")
        caption.setBuddy(self.typed)
        self.column.addWidget(caption)
        self.column.addWidget(self.typed)
        self.finish("核对")
        self.cancel.hide()
        self.typed.returnPressed.connect(self.submit)
        self.typed.textChanged.connect(lambda typed: self.ok.setEnabled(bool(typed.strip())))
        self.ok.setEnabled(False)
        self.setMinimumWidth(560)
        self.typed.setFocus()

    def submit(self) -> None:
        if not self.ok.isEnabled():
            return
        self.ok.setEnabled(False)
        ticket = self._desk.call(_rehearse, self._desk.office, self.typed.text())
        ticket.then(lambda _none: self._right()).failed(self._refused)

    def reject(self) -> None:
        if not self._warned:
            self._warned = True
            self.notice.say("warn", "还没有核对。旧恢复码已经作废, 请把新的抄好、输一遍; 要先关掉, 再按一次。")
            return
        super().reject()

    def done(self, result: int) -> None:
        self.typed.clear()
        self.shown.clear()
        self._code = ""
        super().done(result)

    def _ask_unit(self) -> None:
        self._desk.ask(reading.info).then(self._print)

    def _print(self, info: reading.StoreInfo) -> None:
        from ui.dialogs.code_paper import ask_and_print  # the print system is loaded only by who prints

        if ask_and_print(info.unit, self._code, self):
            self.notice.say("good", "已送到打印机。取了纸, 照着纸上的输一遍。")

    def _right(self) -> None:
        self.kept.emit(self._missed)
        self.accept()

    def _refused(self, error: AppError) -> None:
        self.notice.refuse(error)
        self.ok.setEnabled(True)
        self.typed.selectAll()
        self.typed.setFocus()


def renew(office: Office) -> tuple[str, tuple[Path, ...]]:
    """Replace the recovery code of an open office, in a job thread."""
    return gate.renew_recovery(office.folder.root, office.opened, backups.places(office))


def _rehearse(office: Office, typed: str) -> None:
    gate.rehearse(office.folder.root, typed)


def _change(office: Office, present: str, new: str, clock: Clock) -> tuple[Path, ...]:
    """Prove the present passphrase, then give this user the new one; beside reachable backups too."""
    root, opened = office.folder.root, office.opened
    gate.unlock(root, present, clock.now(), opened.user)
    return gate.change_passphrase(root, opened, new, beside=backups.places(office))
