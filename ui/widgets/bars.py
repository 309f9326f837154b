"""The bars above and below the pages: the find box and whose store it is; whether it is saved, and what undo would reverse."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit

from cadreapp.office.reading import StoreInfo
from cadreapp.office.undo import Undoable
from ui import theme
from ui.widgets.parts import button, label, tool
from ui.work import words


class TopBar(QFrame):
    """`searched(text)` while a person types, `entered()` at Return."""

    searched = Signal(str)
    entered = Signal()

    def __init__(self, info: StoreInfo, help_: Callable[[], None], lock: Callable[[], None]) -> None:
        super().__init__()
        self.setObjectName("topbar")
        self.finder = QLineEdit()
        self.finder.setPlaceholderText("查找姓名、拼音首字母或正文里的字 (Ctrl+F)")
        self.finder.setAccessibleName("查找")
        self.finder.setClearButtonEnabled(True)
        self.finder.setMaximumWidth(460)
        self.finder.addAction(theme.icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        # textEdited comes only with committed text, so a word still being composed searches for nothing.
        self.finder.textEdited.connect(self.searched)
        self.finder.returnPressed.connect(self.entered)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 12, 8)
        row.addWidget(self.finder, 1)
        row.addStretch(1)
        if info.demo:
            mark = QLabel("演示数据, 人物均为虚构")
            mark.setObjectName("demo")
            row.addWidget(mark)
        row.addWidget(label(info.unit, tone="muted"))
        row.addWidget(tool("circle-help", "帮助 (F1)", help_))
        row.addWidget(tool("lock", "锁定 (Ctrl+L)", lock))

    def take_focus(self) -> None:
        """Go to the find box, what stands there selected."""
        self.finder.setFocus()
        self.finder.selectAll()


class StatusLine(QFrame):
    """The marking, whether all is saved, and the way back."""

    def __init__(self, undo: Callable[[], None]) -> None:
        super().__init__()
        self.setObjectName("statusline")
        self.saved = QLabel("")
        self.undo_button = button("撤销刚才的操作", undo, kind="link", icon="undo-2")
        self.undo_button.setIconSize(QSize(14, 14))
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 2, 12, 2)
        row.addWidget(QLabel(words.MARK))
        row.addStretch(1)
        row.addWidget(self.saved)
        row.addWidget(self.undo_button)

    def show_undo(self, found: list[Undoable]) -> None:
        """Offer to undo the newest command, and name it."""
        self.undo_button.setEnabled(bool(found))
        self.undo_button.setToolTip(f"撤销: {found[0].label} (Ctrl+Z)" if found else "没有可以撤销的操作")
