"""Text controls that know when an input method is composing: half-typed pinyin is nobody's text and no one's shortcut."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QInputMethodEvent, QKeyEvent, QTextOption
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QScrollArea, QWidget

LONGEST = 2_000_000
"""Far above what the core accepts: the core refuses with a sentence, a control would cut without one."""

BLOCK_END = "\u2029"


class Line(QLineEdit):
    """One line of text; `edited` follows what the person commits, never the composition."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaxLength(LONGEST)
        self.composing = False
        self.textEdited.connect(lambda _text: self.edited.emit())

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self.composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def event(self, event: QEvent) -> bool:
        if self.composing and event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)


class Area(QPlainTextEdit):
    """Paragraphs that grow with their text and let Tab leave; `edited` as in `Line`."""

    edited = Signal()

    def __init__(self, least: int = 3, most: int = 18, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.composing = self._in_method = False
        self._least, self._most = least, most
        self._revision = self.document().revision()
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(4)
        self._after = QTimer(self, singleShot=True, interval=0)
        self._after.timeout.connect(self._follow)
        self.cursorPositionChanged.connect(self._after.start)
        self.document().contentsChanged.connect(self._contents_changed)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self.fit())
        self.fit()

    def text(self) -> str:
        """Return the text as it is; `toPlainText` would turn every no-break space into a space."""
        return self.document().toRawText().replace(BLOCK_END, "\n")

    def set_text(self, text: str) -> None:
        """Show `text` without telling it as an edit."""
        self.blockSignals(True)
        self.setPlainText(text)
        self.blockSignals(False)
        self._revision = self.document().revision()
        self.fit()

    def set_least(self, lines: int) -> None:
        """Take at least the height of so many lines."""
        self._least = lines
        self.fit()

    def fit(self) -> None:
        """Take the height that the text needs, between the least and the most number of lines."""
        lines = round(self.document().size().height())
        shown = min(max(lines, self._least), self._most)
        bars = Qt.ScrollBarPolicy.ScrollBarAsNeeded if lines > self._most else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        if self.verticalScrollBarPolicy() != bars:
            self.setVerticalScrollBarPolicy(bars)
        height = round(shown * QFontMetrics(self.font()).lineSpacing() + 2 * self.document().documentMargin()) + 16
        if self.height() != height or self.minimumHeight() != height:
            self.setFixedHeight(height)

    def sizeHint(self) -> QSize:
        return QSize(240, self.minimumHeight())

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.minimumHeight())

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        # Qt counts each half-typed syllable as a change of the document; only a change of the text is one.
        before = self.text()
        self.composing = self._in_method = True
        super().inputMethodEvent(event)
        self.composing = bool(event.preeditString())
        self._in_method = False
        self._revision = self.document().revision()
        if self.text() != before:
            self.edited.emit()

    def event(self, event: QEvent) -> bool:
        if self.composing and event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            # Ctrl+Enter belongs to whoever holds the rows or the form; Qt would insert a line break.
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                event.ignore()
                return
            # Shift+Enter would insert U+2028, which no printer and no other program takes for a new line.
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self.textCursor().insertBlock()
                self.ensureCursorVisible()
                return
        super().keyPressEvent(event)

    def _follow(self) -> None:
        """Keep the line one writes in sight: the area grows, so it is the form around that has to scroll."""
        above = self.parentWidget()
        while self.hasFocus() and above is not None:
            if isinstance(above, QScrollArea) and above.widget() is not None:
                at = self.viewport().mapTo(above.widget(), self.cursorRect().center())
                above.ensureVisible(at.x(), at.y(), 0, 40)
                return
            above = above.parentWidget()

    def _contents_changed(self) -> None:
        revision = self.document().revision()
        if revision != self._revision and not self._in_method:
            self._revision = revision
            if not self.signalsBlocked():
                self.edited.emit()


def is_composing(widget: QWidget | None) -> bool:
    """Tell whether `widget` is a text control in the middle of a composition."""
    return bool(getattr(widget, "composing", False))
