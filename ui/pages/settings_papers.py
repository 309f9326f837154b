"""纸样: the letterhead, every form with a unit's own wording of it, the register of numbers, the marks on papers, their fonts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from cadreapp.kernel.clock import Clock, today
from cadreapp.kernel.durable import read_fault, write_whole
from cadreapp.kernel.errors import BAD_TEXT
from ui.dialogs.genuine import GenuineDialog
from ui.fields.composing import Line
from ui.models.plain_rows import PlainRow
from ui.pages.settings_fonts import FontsCard
from ui.pages.settings_marks import MarksCard
from ui.widgets.notice import Notice
from ui.widgets.parts import button, card, label, row
from ui.widgets.plain_table import LINE_PX, PlainTable
from ui.work import words
from ui.work.desk import Desk

if TYPE_CHECKING:
    from cadreapp.office import numbering, unitforms

KINDS = "纸样文件 (*.toml);;所有文件 (*)"


class PapersTab(QWidget):
    """What a unit may say in its own way on paper; a spoilt file changes nothing and says where it is wrong."""

    def __init__(self, desk: Desk, clock: Clock) -> None:
        super().__init__()
        self._desk, self._clock = desk, clock
        self.notice = Notice(self)
        self.organ, self.mark = self._line("发文机关标志", 300), self._line("机关代字", 120)
        self.save_button = button("保存", self.save_letterhead)
        self.genuine_button = button("验真", lambda: GenuineDialog(self._desk, self).open())
        heads = (("纸样", 0), ("用于", 110), ("文号样式", 230), ("改动", 210))
        self.table = PlainTable("纸样", heads)
        self.table.moved.connect(self._dress)
        self.take_button = button("取出来改", self.take, icon="download")
        self.install_button = button("装上改好的", self.choose, icon="upload")
        self.back_button = button("恢复随程序的", self.put_back, icon="undo-2")
        self.numbers = PlainTable("文号登记", (("文号", 230), ("给了哪一份", 0), ("日期", 130), ("作废", 210)))
        # In a low window the page scrolls; the lists stay tall enough to be read.
        self.table.setMinimumHeight(8 * LINE_PX)
        self.numbers.setMinimumHeight(5 * LINE_PX)
        self.marks, self.fonts = MarksCard(desk, clock), FontsCard(desk)
        self._lay_out()
        self._dress()

    def reload(self) -> None:
        """Ask for letterhead and forms."""
        self._desk.ask(_letterhead).then(self._show_letterhead)
        self._desk.ask(_lines).then(self._show)
        self.marks.reload()
        self.fonts.reload()

    def forget(self) -> None:
        """Drop everything shown."""
        for line in (self.organ, self.mark):
            line.clear()
        for table in (self.table, self.numbers):
            table.show_rows(())
        self.marks.forget()
        self.fonts.forget()
        self.notice.hide()

    def save_letterhead(self) -> None:
        """Keep the issuer's name and the short mark."""
        ticket = self._desk.do(set_letterhead, self.organ.text(), self.mark.text())
        ticket.then(lambda _none: self.notice.say("good", "已保存, 下次打印公文起用。")).failed(self.notice.refuse)

    def take(self) -> None:
        """Write the chosen form's file where the person says."""
        name = self.table.key
        chosen, _kind = QFileDialog.getSaveFileName(self, "取出纸样", f"{name}.toml", KINDS)
        if name and chosen:
            path = Path(chosen).with_suffix(".toml")
            ticket = self._desk.ask(_text, name)
            ticket.then(lambda text: self._written(path, text)).failed(self.notice.refuse)

    def choose(self) -> None:
        """Ask for a file that was adapted."""
        chosen, _kind = QFileDialog.getOpenFileName(self, "装上改好的纸样", "", KINDS)
        if chosen:
            self.install(Path(chosen))

    def install(self, path: Path) -> None:
        """Take an adapted file, or say which line of it is wrong."""
        try:
            text = path.read_bytes().decode("utf-8-sig")
        except OSError as error:
            self.notice.refuse(read_fault(error, path))
            return
        except UnicodeDecodeError as error:
            self.notice.refuse(BAD_TEXT(label=path.name, point=f"{error.object[error.start]:02X}"))
            return
        ticket = self._desk.do(install_form, text, path.name)
        ticket.then(lambda _name: self._said("已改用本单位的纸样。")).failed(self.notice.refuse)

    def put_back(self) -> None:
        """Go back to the shipped form and its number pattern."""
        ticket = self._desk.do(reset_form, self.table.key)
        ticket.then(lambda _none: self._said("已恢复随程序的纸样。")).failed(self.notice.refuse)

    def _line(self, name: str, width: int) -> Line:
        made = Line(self)
        made.setAccessibleName(name)
        made.setMinimumWidth(width)
        return made

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 8, 0)
        column.setSpacing(12)
        column.addWidget(self.notice)
        frame, inside = card("公文的名义")
        inside.addLayout(row(label("发文机关标志"), self.organ, label("机关代字"), self.mark, self.save_button, 0,
                             self.genuine_button, spacing=12))
        hint = "红头印发文机关标志, 不填就印单位全称; 代字用在文号里, 如“市档纪约〔2026〕2号”的“市档纪”。"
        inside.addWidget(label(hint, tone="muted", role="small", wrap=True))
        column.addWidget(frame)
        column.addWidget(_framed("纸样", self.table, self.take_button, self.install_button, self.back_button), 3)
        column.addWidget(_framed("选中纸样今年的文号登记", self.numbers), 2)
        column.addWidget(self.marks)
        column.addWidget(self.fonts)

    def _show_letterhead(self, found: unitforms.Letterhead) -> None:
        self.organ.setText(found.organ)
        self.mark.setText(found.mark)

    def _show(self, found: tuple[unitforms.Line, ...]) -> None:
        self.table.show_rows([_row(line) for line in found])
        self._dress()

    def _show_numbers(self, found: tuple[numbering.Given, ...]) -> None:
        self.numbers.show_rows([PlainRow(g.n, (g.number, g.title, words.day(g.given_on), g.void),
                                         ("text", "text", "muted", "bad")) for g in found])

    def _written(self, path: Path, text: str) -> None:
        ticket = self._desk.call(write_whole, path, text.encode())
        ticket.then(lambda _none: self.notice.say("good", f"已存到 {path}; 改好以后“装上改好的”。")).failed(self.notice.refuse)

    def _said(self, text: str) -> None:
        self.notice.say("good", text)
        self._desk.ask(_lines).then(self._show)

    def _dress(self, _key: object = None) -> None:
        name = self.table.key
        for part in (self.take_button, self.back_button):
            part.setEnabled(name is not None)
        if name is None:
            self.numbers.show_rows(())
        else:
            self._desk.ask(_numbers, name, today(self._clock).year).then(self._show_numbers)


def _framed(title: str, table: QWidget, *buttons: QWidget) -> QWidget:
    frame, inside = card(spacing=6)
    inside.setContentsMargins(16, 10, 1, 4)
    head = row(label(title, role="heading"), 0, *buttons)
    head.setContentsMargins(0, 0, 12, 0)
    inside.addLayout(head)
    inside.addWidget(table)
    return frame


def _row(line: unitforms.Line) -> PlainRow:
    state = line.trouble or ("本单位改过" if line.own else "")
    said = line.pattern.replace("{mark}", "×").replace("{year}", "2026").replace("{n}", "1")
    return PlainRow(line.name, (line.title, line.of, said, state), ("text", "muted", "muted", "bad" if line.trouble else "good"))


# The PDF writer comes along with the forms: it is loaded by the thread that asks, not while a passphrase is typed.
def _letterhead(reader: Any) -> unitforms.Letterhead:
    from cadreapp.office import unitforms

    return unitforms.letterhead(reader)


def _lines(reader: Any) -> tuple[unitforms.Line, ...]:
    from cadreapp.office import unitforms

    return unitforms.lines(reader)


def _text(reader: Any, name: str) -> str:
    from cadreapp.office import unitforms

    return unitforms.text_of(reader, name)


def _numbers(reader: Any, name: str, year: int) -> tuple[numbering.Given, ...]:
    from cadreapp.office import numbering

    return numbering.numbers(reader, name, year)


def set_letterhead(unit: Any, organ: str, mark: str) -> None:
    """Keep the letterhead; named as the journal names the act."""
    from cadreapp.office import unitforms

    unitforms.set_letterhead(unit, organ, mark)


def install_form(unit: Any, text: str, file: str) -> str:
    """Take a unit's copy of a form."""
    from cadreapp.office import unitforms

    return unitforms.install(unit, text, file)


def reset_form(unit: Any, name: str) -> None:
    """Go back to the shipped form."""
    from cadreapp.office import unitforms

    unitforms.reset(unit, name)
