"""Short dialogs about reports: whether a period goes up now, what is to be corrected of it, what earlier periods said."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from cadreapp.office import reading
from cadreapp.office.reports.official import Correction, Filled, FilledReport, Span, lines_behind, said_of
from ui.dialogs.form_dialog import Plain
from ui.dialogs.sized import fit
from ui.fields.composing import Line
from ui.models.plain_rows import PlainRow
from ui.widgets.parts import button, label, row, scrolling
from ui.widgets.plain_table import PlainTable
from ui.work import words
from ui.work.desk import Desk


class SubmitDialog(Plain):
    """Asks before a period's figures are fixed; tells of checks that do not hold."""

    agreed = Signal()

    def __init__(self, filled: FilledReport, *, nothing: bool, ended: bool = True, parent: QWidget | None = None) -> None:
        what = "零报告" if nothing else "这些数字"
        text = f"{filled.span.title}的《{filled.report.title}》: {what}登记为已报以后不再改; 以后补录、更正的, 另列“更正说明”。"
        super().__init__("本期无此项(零报告)" if nothing else "登记为已报", text, parent)
        broken = [finding.sentence for table in filled.tables for finding in table.broken]
        if broken:
            listed = "\n".join(broken[:6])
            self.notice.say("warn", f"勾稽还有不符的:\n{listed}")
        elif not ended:
            self.notice.say("warn", "这一期还没有结束; 现在登记, 往后几天的都要写进“更正说明”。")
        self.finish("登记零报告" if nothing else "登记为已报")
        self.setMinimumWidth(520)
        self.ok.setFocus()

    def submit(self) -> None:
        self.agreed.emit()
        self.accept()


class RecallDialog(Plain):
    """Asks why a period is taken back from having been reported; `given(reason)`."""

    given = Signal(str)

    def __init__(self, filled: FilledReport, parent: QWidget | None = None) -> None:
        text = (
            f"{filled.span.title}的《{filled.report.title}》登记错了的, 可以撤回登记, 数重新按记录算。当时的数和撤回的原因都留着, "
            "会写在表上; 已经交给上级的, 先同上级说好, 能用“更正说明”的不撤回。"
        )
        super().__init__("撤回上报登记", text, parent)
        self.line: QLineEdit = Line(self)
        self.line.setAccessibleName("撤回原因")
        self.line.setPlaceholderText("如: 选错了统计期, 表还没有报出去")
        self.column.addWidget(self.line)
        self.finish("撤回登记")
        self.setMinimumWidth(520)
        self.line.setFocus()

    def submit(self) -> None:
        reason = self.line.text().strip()
        if not reason:
            self.notice.say("warn", "还缺撤回原因, 写一句就行")
            self.line.setFocus()
            return
        self.given.emit(reason)
        self.accept()


class RecalledDialog(Plain):
    """Shows when a period was reported and taken back, by whom and why, and what is other than it was then."""

    def __init__(self, filled: FilledReport, parent: QWidget | None = None) -> None:
        super().__init__("撤回经过", "从早到晚; 每次当时的数都还在, 下面是和现在这张表不同的。", parent)
        said = [line for one in filled.recalled for line in (one.sentence, *(said_of(filled, c) for c in one.reported.corrections))]
        inner = QWidget()
        lines = QVBoxLayout(inner)
        for line in said:
            lines.addWidget(label(line, wrap=True))
        lines.addStretch(1)
        self.column.addWidget(scrolling(inner, "撤回经过"), 1)
        self.close_button = button("关闭", self.reject)
        self.column.addLayout(row(0, self.close_button))
        fit(self, 760, 420)
        self.close_button.setFocus()


class TypedDialog(Plain):
    """Asks for the figures of an earlier period, row by row; an empty line keeps none. `given(span, {"table/row": number})`."""

    given = Signal(object, object)

    def __init__(
        self, filled: FilledReport, known: Mapping[Span, Mapping[str, int]], parent: QWidget | None = None
    ) -> None:
        text = "那时还没有用本程序的, 把当时报的数录进来, 用来作上期、上年同期、期初和本年累计的对照。只录每行的合计。"
        super().__init__("录入以前的数", text, parent)
        self._known = known
        self.span = QComboBox(self)
        self.span.setAccessibleName("哪一期")
        for span in (filled.span.before, filled.span.year_ago):
            self.span.addItem(span.title, span)
        self.span.activated.connect(lambda _row: self._show())
        self.column.addWidget(self.span)
        self.lines: dict[str, QLineEdit] = {}
        inner = QWidget()
        form = QFormLayout(inner)
        form.setHorizontalSpacing(16)
        for table in filled.tables:
            if table.table.rows:
                self._add(form, table)
        self.column.addWidget(scrolling(inner, "各行的数"), 1)
        self.finish("存下来")
        fit(self, 560, 620)
        self._show()

    def submit(self) -> None:
        rows: dict[str, int | None] = {}
        for name, line in self.lines.items():
            text = line.text().strip()
            if text and not (text.isascii() and text.isdigit() and len(text) < 9):
                self.notice.say("warn", f"“{text}”不是整数, 改一下再存")
                line.setFocus()
                return
            rows[name] = int(text) if text else None
        self.given.emit(self.span.currentData(), rows)
        self.accept()

    def _add(self, form: QFormLayout, table: Filled) -> None:
        form.addRow(label(table.table.title, role="strong"))
        for own in table.table.rows:
            if not own.special:
                line = Line(self)
                line.setMaximumWidth(120)
                line.setAccessibleName(f"{table.table.title} 第 {own.key} 行 {own.title}")
                self.lines[f"{table.table.key}/{own.key}"] = line
                form.addRow(label(f"{own.key}  {own.title}", tone="muted"), line)

    def _show(self) -> None:
        said = self._known.get(self.span.currentData(), {})
        for name, line in self.lines.items():
            line.setText(str(said[name]) if name in said else "")


class CorrectionsDialog(Plain):
    """Lists what a reported period would say otherwise today; `wants_record(id)` opens a record that makes the difference."""

    wants_record = Signal(str)

    def __init__(self, desk: Desk, filled: FilledReport, parent: QWidget | None = None) -> None:
        sent = filled.reported
        assert sent is not None
        head = f"填报单位: {filled.unit}　统计期: {filled.span.title}　{words.day(sent.at[:10])}由 {sent.who} 登记为已报"
        text = f"{head}\n《{filled.report.title}》: 旧表不动, 报下面的说明。打印时附在表后, 表前写填报单位、统计期, 表后签审; 不写姓名。"
        super().__init__("更正说明", text, parent)
        self._desk = desk
        self.changes = PlainTable("要更正的数", (("更正", 0),))
        self.changes.show_rows([PlainRow(one, (said_of(filled, one),)) for one in sent.corrections])
        self.records = PlainTable("由来的记录", (("记录", 0), ("状态", 90), ("变化", 120)))
        self.changes.moved.connect(self._show)
        self.records.opened.connect(self._open)
        self.column.addWidget(self.changes, 3)
        self.column.addWidget(label("由来的记录, 双击打开", tone="muted", role="small"))
        self.column.addWidget(self.records, 2)
        self.close_button = button("关闭", self.reject)
        self.column.addLayout(row(0, self.close_button))
        fit(self, 900, 600)
        self.changes.selectRow(0)
        self.changes.setFocus()

    def _show(self, found: Correction | None) -> None:
        why = dict(found.why) if found else {}

        def take(lines: list[reading.Line]) -> None:
            self.records.show_rows([PlainRow(x.id, (x.title, reading.STATES[x.state], why[x.id]), ("text",)) for x in lines])

        self._desk.ask(lines_behind, tuple(why)).then(take)

    def _open(self, record: str) -> None:
        self.wants_record.emit(record)
        self.accept()
