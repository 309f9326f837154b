"""The outline beside an editor: what this kind is for, and questions to tick off; never an answer, never printed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from cadreapp.office.rule.guides import Guide, Outline
from ui.widgets.parts import button, label, row, scrolling, tool

WIDTH_PX = 320


class OutlinePanel(QFrame):
    """`asked(question)` wants a question written down as asked; `closed` is the cross at the top."""

    asked = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self.setAccessibleName("提纲")
        self.setFixedWidth(WIDTH_PX)
        self._outlines: tuple[Outline, ...] = ()
        self._ticked: dict[str, set[int]] = {}
        self._can_ask = self._quiet = False
        self.title = label("提纲", role="heading")
        self.what = label("", wrap=True)
        self.apart = label("", tone="warn", role="small", wrap=True)
        self.more = label("", role="small", wrap=True)
        self.more.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.unfold = button("谁来谈、记什么", self._toggle, kind="link")
        self.picker = QComboBox()
        self.picker.setAccessibleName("选哪一份提纲")
        self.picker.currentIndexChanged.connect(self._show_questions)
        self.note = label("", role="small", tone="muted", wrap=True)
        self._holder = QWidget()
        self._column = QVBoxLayout(self._holder)
        self._column.setContentsMargins(0, 0, 6, 0)
        self._column.setSpacing(6)
        hint = label("打钩表示谈到, 不表示有问题。提纲不随记录打印。", role="small", tone="muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 8, 10)
        column.setSpacing(6)
        column.addLayout(row(self.title, 0, tool("x", "收起提纲", self.closed.emit)))
        for part in (self.what, self.apart):
            column.addWidget(part)
        column.addLayout(row(self.unfold, 0))
        column.addWidget(self.picker)
        column.addWidget(self.note)
        self._questions = scrolling(self._holder, "提纲的问题")
        self._reading = scrolling(self.more, "说明")
        self._reading.hide()
        column.addWidget(self._questions, 1)
        column.addWidget(self._reading, 1)
        column.addWidget(hint)

    def show_for(self, guide: Guide | None, outlines: Sequence[Outline], *, can_ask: bool) -> None:
        """Show a kind's guide and outlines; `can_ask`: a question may be written into the form."""
        self._can_ask = can_ask
        self.title.setText(guide.title if guide else "提纲")
        self.what.setText(guide.what if guide else "这一类没有说明。")
        self.apart.setText(guide.apart if guide else "")
        self.apart.setVisible(bool(guide and guide.apart) and not self._quiet)
        self.more.setText(_details(guide) if guide else "")
        self.unfold.setVisible(guide is not None and not self._quiet)
        chosen = self.picker.currentText()
        self._outlines = tuple(outlines)
        self.picker.blockSignals(True)
        self.picker.clear()
        self.picker.addItems([("按方面: " if o.subject else "") + o.title for o in self._outlines])
        self.picker.setCurrentIndex(max(self.picker.findText(chosen), 0) if self._outlines else -1)
        self.picker.blockSignals(False)
        self.picker.setVisible(bool(self._outlines) and self._reading.isHidden())
        self._show_questions()

    def set_quiet(self, quiet: bool) -> None:
        """Leave only the questions while the person sits in front of the screen: the rest is said to the officer."""
        self._quiet = quiet
        if quiet and not self._reading.isHidden():
            self._toggle()
        for part in (self.title, self.what, self.unfold):
            part.setVisible(not quiet)
        self.apart.setVisible(not quiet and bool(self.apart.text()))
        self.note.setVisible(not quiet and bool(self.note.text()))

    def forget(self) -> None:
        """Show nothing, remember no tick."""
        self._ticked.clear()
        self.show_for(None, (), can_ask=False)

    def questions(self) -> list[str]:
        """Return the questions shown."""
        chosen = self.picker.currentIndex()
        return list(self._outlines[chosen].questions) if 0 <= chosen < len(self._outlines) else []

    def _toggle(self) -> None:
        reading = self._reading.isHidden()
        self._reading.setVisible(reading)
        self._questions.setVisible(not reading)
        self.picker.setVisible(not reading and bool(self._outlines))
        self.note.setVisible(not reading and bool(self.note.text()))
        self.unfold.setText("回到提纲" if reading else "谁来谈、记什么")

    def _show_questions(self) -> None:
        while self._column.count():
            item = self._column.takeAt(0)
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        chosen = self.picker.currentIndex()
        outline = self._outlines[chosen] if 0 <= chosen < len(self._outlines) else None
        self.note.setText(outline.note if outline else "")
        self.note.setVisible(bool(self.note.text()) and self._reading.isHidden() and not self._quiet)
        for number, question in enumerate(outline.questions if outline else ()):
            self._column.addWidget(self._line(outline.id if outline else "", number, question))
        self._column.addStretch(1)

    def _line(self, outline: str, number: int, question: str) -> QWidget:
        ticked = self._ticked.setdefault(outline, set())
        line = QWidget()
        check = QCheckBox(line)
        check.setAccessibleName(f"谈到了: {question}")
        check.setToolTip("谈到了")
        check.setChecked(number in ticked)
        check.toggled.connect(lambda on: (ticked.add if on else ticked.discard)(number))
        says = QLabel(f"{number + 1}. {question}", line)
        says.setTextFormat(Qt.TextFormat.PlainText)
        says.setWordWrap(True)
        across = QHBoxLayout(line)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(6)
        across.addWidget(check, 0, Qt.AlignmentFlag.AlignTop)
        across.addWidget(says, 1)
        if self._can_ask:
            put = tool("corner-down-right", f"把这一问写进去: {question}", lambda: self._ask(check, question))
            across.addWidget(put, 0, Qt.AlignmentFlag.AlignTop)
        return line

    def _ask(self, check: QCheckBox, question: str) -> None:
        check.setChecked(True)
        self.asked.emit(question)


def _details(guide: Guide) -> str:
    must = "\n".join(f"· {item}" for item in guide.must)
    return f"什么时候用: {guide.when}\n谁来谈: {guide.who}\n记录上要有:\n{must}\n依据: {guide.basis}"
