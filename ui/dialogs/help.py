"""The manual: topics on the left, the text on the right; opened at what the person is looking at."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QTextBrowser, QWidget

from cadreapp.kernel.paths import resources

TOPIC_OF = {
    "workbench": "10",
    "talk": "02", "reminder": "04", "rectification": "04", "meeting": "05", "person": "07", "organisation": "07",
    "exchange": "06", "settings": "08", "reports": "11", "disposition": "03", "clue": "03", "letter": "03", "rules": "12",
}


class HelpDialog(QDialog):
    """Shows the topics of `resources/help/topics`, then what each edition brought; nothing is fetched from anywhere."""

    def __init__(self, place: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("帮助")
        self.resize(860, 580)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.topics = QListWidget()
        self.topics.setAccessibleName("帮助主题")
        self.topics.setFixedWidth(190)
        self.topics.setSpacing(3)
        self.text = QTextBrowser()
        self.text.setAccessibleName("帮助正文")
        self.text.setOpenLinks(False)
        self.text.document().setDocumentMargin(16)
        topics = sorted((resources() / "help" / "topics").glob("*.md"))
        self._pages = [(path.stem.partition("-")[2], (path,)) for path in topics]
        self._pages.append(("版本变化", _editions()))
        self.topics.addItems([title for title, _files in self._pages])
        across = QHBoxLayout(self)
        across.addWidget(self.topics)
        across.addWidget(self.text, 1)
        self.topics.currentRowChanged.connect(self._show)
        wanted = TOPIC_OF.get(place, "01")
        self.topics.setCurrentRow(next((n for n, p in enumerate(topics) if p.name.startswith(wanted)), 0))
        self.topics.setFocus()

    def _show(self, number: int) -> None:
        if 0 <= number < len(self._pages):
            _title, files = self._pages[number]
            self.text.setMarkdown("\n".join(path.read_text(encoding="utf-8") for path in files))
            self._give_air()

    def _give_air(self) -> None:
        """Part lines and paragraphs as one reads Chinese: what Markdown becomes has no room between them."""
        airy = QTextBlockFormat()
        airy.setLineHeight(125, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        airy.setBottomMargin(8)
        cursor = QTextCursor(self.text.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(airy)


def _editions() -> tuple[Path, ...]:
    """Return what each edition brought, the newest first."""
    files = (resources() / "changes").glob("*.md")
    return tuple(sorted(files, key=lambda path: [int(part) for part in path.stem.split(".")], reverse=True))
