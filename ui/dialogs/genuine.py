"""验真: a PDF is chosen, or the code on a paper is typed or scanned, and the verdict is said."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from cadreapp.kernel.errors import AppError
from cadreapp.office.papers import genuine
from ui.dialogs.form_dialog import Plain
from ui.fields.composing import Line
from ui.widgets.parts import button
from ui.work.desk import Desk


class GenuineDialog(Plain):
    """Says whether a paper is genuine and current, superseded, altered, or not ours."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        text = "选原来的 PDF 文件; 只有纸件的, 键入页脚的 16 位验真码, 或用扫码枪扫二维码。"
        super().__init__("验真", text, parent)
        self._desk = desk
        self.file_button = button("选 PDF 文件", self.choose, icon="upload")
        self.code = Line(self)
        self.code.setAccessibleName("验真码")
        self.code.setPlaceholderText("如 98RE-V92D-C946-83NW")
        self.column.addWidget(self.file_button)
        self.column.addWidget(self.code)
        self.finish("核对")
        self.cancel.setText("关闭")
        self.cancel.setAccessibleName("关闭")
        self.code.returnPressed.connect(self.submit)
        self.code.textChanged.connect(lambda typed: self.ok.setEnabled(bool(typed.strip())))
        self.ok.setEnabled(False)
        self.setMinimumWidth(520)

    def submit(self) -> None:
        if self.code.text().strip():
            self._desk.ask(genuine.verify_code, self.code.text()).then(self._found).failed(self._refused)

    def choose(self) -> None:
        """Ask for a PDF and verify it."""
        chosen, _kind = QFileDialog.getOpenFileName(self, "选要验的 PDF", "", "PDF (*.pdf)")
        if chosen:
            self.verify(Path(chosen))

    def verify(self, path: Path) -> None:
        """Verify a file in the thread of long jobs."""
        ask = self._desk.office.ask
        ticket = self._desk.call(lambda: ask(genuine.verify_file, genuine.read_paper(path)))
        ticket.then(self._found).failed(self._refused)

    def _found(self, found: genuine.Genuine) -> None:
        self.notice.say("warn" if found.notice else "good", found.said)

    def _refused(self, error: AppError) -> None:
        self.notice.refuse(error)
