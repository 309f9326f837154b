"""The manual: topics on the left, the text on the right; opened at what the person is looking at."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QTextBrowser, QWidget

from cadreapp.kernel.paths import resources

TOPIC_OF = {
    "workbench": "10",
    "talk": "02", "reminder": "04", "rectification": "04", "meeting": "05", "person": "07", "organisation": "07",
    "exchange": "06", "settings": "08", "reports": "11", "disposition": "03", "clue": "03", "letter": "03", "rules": "12",
}


class HelpDialog(QDialog):
    """Shows the topics of `resources/help/topics`; nothing is fetched from anywhere."""

    def __init__(self, place: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("帮助")
        self.resize(860, 580)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.topics = QListWidget()
        self.topics.setAccessibleName("帮助主题")
        self.topics.setFixedWidth(190)
        self.text = QTextBrowser()
        self.text.setAccessibleName("帮助正文")
        self.text.setOpenLinks(False)
        self.text.document().setDocumentMargin(16)
        self._files = sorted((resources() / "help" / "topics").glob("*.md"))
        for path in self._files:
            self.topics.addItem(path.stem.partition("-")[2])
        across = QHBoxLayout(self)
        across.addWidget(self.topics)
        across.addWidget(self.text, 1)
        self.topics.currentRowChanged.connect(self._show)
        wanted = TOPIC_OF.get(place, "01")
        self.topics.setCurrentRow(next((n for n, p in enumerate(self._files) if p.name.startswith(wanted)), 0))

    def _show(self, number: int) -> None:
        if 0 <= number < len(self._files):
            self.text.setMarkdown(self._files[number].read_text(encoding="utf-8"))
