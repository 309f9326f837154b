"""The first run: unit and officer, passphrase twice, the recovery code shown and typed back, demo data offered."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from cadreapp.kernel.clock import Clock
from cadreapp.kernel.errors import AppError
from cadreapp.office import gate
from ui.widgets.notice import Notice
from ui.widgets.parts import button, card, label, row, scrolling
from ui.widgets.secret import NewSecret
from ui.work.crew import Crew

CARD_WIDTH = 560


class Wizard(QWidget):
    """Makes the store in `folder`; `done(Unlocked)` when the recovery code was proven to open a copy of it."""

    done = Signal(object)

    def __init__(self, folder: Path, clock: Clock, crew: Crew) -> None:
        super().__init__()
        self._folder, self._clock, self._crew = folder, clock, crew
        self._opened: Any = None
        self.notice = Notice()
        self.faces = QStackedWidget()
        for face in (self._who_face(), self._secret_face(), self._code_face(), self._rehearsal_face()):
            self.faces.addWidget(face)
        frame, column = card(spacing=10)
        frame.setFixedWidth(CARD_WIDTH)
        column.setContentsMargins(32, 24, 32, 24)
        column.addWidget(label("纪检委员工作台", role="title"))
        self._where = label("", role="small", tone="muted")
        column.addWidget(self._where)
        column.addWidget(self.faces)
        column.addWidget(self.notice)
        ground = QWidget()
        around = QVBoxLayout(ground)
        around.addStretch(2)
        around.addLayout(row(0, frame, 0))
        around.addStretch(3)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(ground, "第一次使用"))
        self.go(0)

    def _who_face(self) -> QWidget:
        face, column = _face("先说说这是哪个单位的。", "单位名称会印在纸件上, 也写进报给上级的数据包。以后可以改。")
        self.unit, self.code, self.officer = (
            _line(column, text, hint)
            for text, hint in (
                ("单位名称", "如: 某某市某某局机关纪委"),
                ("统一社会信用代码 (可不填)", "18 位"),
                ("您的姓名", "印在“记录人”“填表人”处时用"),
            )
        )
        self.demo = QCheckBox("放入演示数据, 先看看怎么用 (人物虚构, 不能当真的上报)")
        column.addWidget(self.demo)
        self._next_who = button("下一步", lambda: self.go(1), kind="primary")
        column.addStretch(1)
        column.addLayout(row(0, self._next_who))
        self.unit.textChanged.connect(lambda text: self._next_who.setEnabled(bool(text.strip())))
        self.officer.returnPressed.connect(self._next_who.click)
        self._next_who.setEnabled(False)
        return face

    def _secret_face(self) -> QWidget:
        face, column = _face("定一个口令。", "每次打开都要它。全部数据用它加密, 谁也不能替您找回。")
        self.secret = NewSecret()
        column.addWidget(self.secret)
        self.make = button("建立", self._make, kind="primary")
        self.make.setEnabled(False)
        column.addStretch(1)
        column.addLayout(row(button("上一步", lambda: self.go(0), kind="flat"), 0, self.make))
        self.secret.changed.connect(self.make.setEnabled)
        self.secret.entered.connect(self._make)
        return face

    def _code_face(self) -> QWidget:
        face, column = _face(
            "把恢复码抄在纸上, 或打印一张。", "忘了口令只能靠它。收到别处, 不要拍照, 不要存在电脑里; 只显示这一次。"
        )
        self.shown = QLabel()
        self.shown.setProperty("role", "code")
        self.shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.shown.setWordWrap(True)
        self.shown.setAccessibleName("恢复码")
        # Not selectable on purpose: what is copied lies in the clipboard for every program to read.
        self.shown.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        column.addWidget(self.shown)
        self._copied = button("抄好了", lambda: self.go(3), kind="primary")
        self.paper = button("打印一张", self._print, icon="printer")
        column.addStretch(1)
        column.addLayout(row(self.paper, 0, self._copied))
        return face

    def _rehearsal_face(self) -> QWidget:
        face, column = _face(
            "照着纸上的再输一遍。", "程序会真的用它打开一份副本, 打得开才算抄对了。大小写和短横不影响。"
        )
        self.typed = QLineEdit()
        self.typed.setAccessibleName("抄下的恢复码")
        column.addWidget(self.typed)
        self.prove = button("核对", self._prove, kind="primary")
        self.prove.setEnabled(False)
        column.addStretch(1)
        column.addLayout(row(button("再看一眼", lambda: self.go(2), kind="flat"), 0, self.prove))
        self.typed.textChanged.connect(lambda text: self.prove.setEnabled(bool(text.strip())))
        self.typed.returnPressed.connect(self._prove)
        return face

    def go(self, number: int) -> None:
        """Show the face `number` (0 to 3) and put the cursor where it begins."""
        self.notice.hide()
        self.faces.setCurrentIndex(number)
        self._where.setText(f"第一次使用 · 第 {number + 1} 步, 共 4 步")
        first = (self.unit, self.secret.first, self._copied, self.typed)[number]
        self.setFocusProxy(first)
        first.setFocus()

    def _make(self) -> None:
        if not self.make.isEnabled():
            return
        self._wait(True)
        wanted = (
            self.unit.text().strip(),
            self.officer.text().strip(),
            self.code.text().strip(),
            self.demo.isChecked(),
        )
        asked = self._crew.call(_create, self._folder, wanted, self.secret.text, self._clock)
        asked.then(self._made).failed(self._refused)

    def _made(self, answer: tuple[Any, str]) -> None:
        self._wait(False)
        self._opened, code = answer
        groups = code.split("-")
        self.shown.setText("\n".join("-".join(groups[n : n + 4]) for n in range(0, len(groups), 4)))
        self.secret.wipe()
        self.go(2)

    def _print(self) -> None:
        from ui.dialogs.code_paper import ask_and_print  # the print system is loaded only by who prints

        if ask_and_print(self.unit.text().strip(), self.shown.text().replace("\n", "-"), self):
            self.notice.say("good", "已送到打印机。取了纸再往下走。")

    def _prove(self) -> None:
        if not self.prove.isEnabled():
            return
        self._wait(True)
        self._crew.call(gate.rehearse, self._folder, self.typed.text()).then(self._proven).failed(self._refused)

    def _proven(self, _none: None) -> None:
        self.shown.clear()
        self.typed.clear()
        self.done.emit(self._opened)

    def _refused(self, error: AppError) -> None:
        self._wait(False)
        self.notice.refuse(error)

    def _wait(self, on: bool) -> None:
        self.faces.setEnabled(not on)
        self.make.setText("正在建立…" if on else "建立")
        self.prove.setText("正在核对…" if on else "核对")


def _create(folder: Path, wanted: tuple[str, str, str, bool], passphrase: str, clock: Clock) -> tuple[Any, str]:
    """Make the store, with demo data when wanted. The database libraries load here, in a thread, not with the window."""
    setup = importlib.import_module("cadreapp.office.setup")
    unit, officer, code, demo = wanted
    opened, recovery = setup.create(folder, setup.NewStore(unit, officer, code, demo), passphrase, clock)
    if demo:
        door = importlib.import_module("cadreapp.office.door")
        with door.open_office(folder, opened, clock) as office:
            office.do(importlib.import_module("cadreapp.office.demo").seed)
    return opened, recovery


def _face(title: str, hint: str) -> tuple[QWidget, QVBoxLayout]:
    face = QWidget()
    column = QVBoxLayout(face)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(10)
    column.addWidget(label(title, role="heading"))
    column.addWidget(label(hint, tone="muted", wrap=True))
    return face, column


def _line(column: QVBoxLayout, text: str, hint: str) -> QLineEdit:
    above = label(text, role="strong")
    made = QLineEdit()
    made.setAccessibleName(text)
    made.setPlaceholderText(hint)
    above.setBuddy(made)
    column.addWidget(above)
    column.addWidget(made)
    return made
