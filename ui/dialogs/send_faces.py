"""The three faces of 报上级: the wish, the plan, the written file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from cadreapp.kernel.shape import Family
from cadreapp.office import reading
from cadreapp.office.bundles import sending
from cadreapp.office.bundles.partners import PartnerView
from ui.fields.day import DayLine
from ui.models.plain_rows import PlainRow
from ui.widgets.parts import card, label, row, scrolling
from ui.widgets.picture import Picture
from ui.widgets.plain_table import PlainTable
from ui.work import words

CARRIED_ALONG = "attachment"
"""The type that goes by its own tick, with the records it belongs to."""


class WishFace(QWidget):
    """To whom, which period, which records, with which contents. `changed` when it may have become ready."""

    changed = Signal()

    def __init__(self, partners: list[PartnerView], today: Callable[[], date]) -> None:
        super().__init__()
        self._today = today
        self.partners = {p.fingerprint: self._tick(p.name, len(partners) == 1) for p in partners}
        self.since, self.until = DayLine(today), DayLine(today)
        for line, name in ((self.since, "从哪一天起"), (self.until, "到哪一天止")):
            line.line.setAccessibleName(name)
            line.line.setPlaceholderText("如 2026-3-5")
            line.line.setMinimumWidth(140)
        self.types = {
            shape.name: self._tick(shape.title, shape.name in sending.DEFAULT_TYPES)
            for shape in reading.types()
            if shape.family is not Family.REGISTER and shape.name != CARRIED_ALONG
        }
        self.texts = self._tick("带谈话正文 (问答、本人说明)")
        self.files = self._tick("带附件")
        self.full = self._tick("从头全报 (上级换了电脑、丢了数据时用)")
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(12)
        top = row(self._to(), self._period(), spacing=12)
        top.setStretch(0, 2)
        top.setStretch(1, 3)
        column.addLayout(top)
        for part in (self._which(), self._with()):
            column.addWidget(part)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(12)
        outer.addWidget(label("报上级: 先选报给谁、报什么", role="heading"))
        outer.addWidget(scrolling(inner, "报给谁、报什么"), 1)

    @property
    def is_ready(self) -> bool:
        """Whether somebody and something is ticked."""
        return any(t.isChecked() for t in self.partners.values()) and any(t.isChecked() for t in self.types.values())

    def problem(self) -> str:
        """Return what is wrong with the period, "" when nothing is."""
        for line in (self.since, self.until):
            if line.line.text().strip() and line.day() is None:
                return f"“{line.line.text()}”认不出是哪一天, 写成 2026-3-5 这样就行"
        since, until = self.since.day(), self.until.day()
        return "结束的日子在开始以前, 请对调" if since and until and since > until else ""

    def wish(self) -> sending.Wish:
        """Return what is ticked."""
        since, until = self.since.day(), self.until.day()
        return sending.Wish(
            tuple(key for key, tick in self.partners.items() if tick.isChecked()),
            tuple(name for name, tick in self.types.items() if tick.isChecked()),
            since.isoformat() if since else None,
            until.isoformat() if until else None,
            self.texts.isChecked(),
            self.files.isChecked(),
            self.full.isChecked(),
        )

    def _tick(self, text: str, on: bool = False) -> QCheckBox:
        made = QCheckBox(text)
        made.setChecked(on)
        made.toggled.connect(self.changed)
        return made

    def _to(self) -> QWidget:
        frame, column = card("报给谁", spacing=4)
        for tick in self.partners.values():
            column.addWidget(tick)
        column.addStretch(1)
        return frame

    def _period(self) -> QWidget:
        frame, column = card("哪一段时间", spacing=6)
        column.addLayout(row(label("从"), self.since, label("到"), self.until, 0))
        column.addWidget(label("不填就是全部。上级已经收下的不会重复报。", tone="muted", role="small"))
        column.addStretch(1)
        return frame

    def _which(self) -> QWidget:
        frame, column = card("哪几类记录", spacing=6)
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        for number, tick in enumerate(self.types.values()):
            grid.addWidget(tick, number // 4, number % 4)
        column.addLayout(grid)
        column.addWidget(label("草稿从不报出; 只报已定稿、办理中和已办结的。", tone="muted", role="small"))
        return frame

    def _with(self) -> QWidget:
        frame, column = card("要不要带上", spacing=4)
        for tick in (self.texts, self.files, self.full):
            column.addWidget(tick)
        column.addWidget(label("标为内部的栏目 (如线索来源) 不会报出。", tone="muted", role="small"))
        return frame


class PlanFace(QWidget):
    """What would go, counted and listed, before a byte is written."""

    def __init__(self) -> None:
        super().__init__()
        self.has_something = False
        self.head = label("", role="heading")
        self.counts = label("", wrap=True)
        self.notes = label("", tone="muted", wrap=True)
        self.table = PlainTable("会报出的记录", (("类型", 120), ("记录", 0), ("状态", 90), ("说明", 90)))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self.head, self.counts, self.notes):
            column.addWidget(part)
        frame, inside = card()
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.table)
        column.addWidget(frame, 1)

    def show_plan(self, plan: sending.Plan) -> None:
        """Show what a plan holds."""
        titles = {shape.name: shape.title for shape in reading.types()}
        counted = Counter(item.type for item in plan.items)
        stones = len(plan.heading.tombstones)
        self.has_something = bool(plan.items or stones)
        sequences = "、".join(str(n) for n in sorted({leg.sequence for leg in plan.heading.legs}))
        to = "、".join(p.name for p in plan.partners)
        self.head.setText(f"报给 {to}, 第 {sequences} 号, 共 {len(plan.items)} 条")
        kinds = "　".join(f"{titles[name]} {counted[name]}" for name in titles if counted[name])
        self.counts.setText(kinds or "没有新的内容要报: 上级收下以后没有再改过。")
        self.notes.setText("\n".join(_notes(plan, stones)))
        order = {name: place for place, name in enumerate(titles)}
        rows = sorted(plan.items, key=lambda item: (bool(item.why), order[item.type]))
        self.table.show_rows([
            PlainRow(i.id, (titles[i.type], i.title, reading.STATES[i.state], i.why), ("muted", "text", "muted", "muted"))
            for i in rows
        ])


def _notes(plan: sending.Plan, stones: int) -> list[str]:
    texts = "带谈话正文" if plan.selection.include_talk_texts else "不带谈话正文"
    files = f"带附件 {len(plan.attachments)} 件" if plan.attachments else "不带附件"
    said = [f"{texts}, {files}; 草稿不在内。"]
    if stones:
        said.append(f"另告诉上级有 {stones} 条已经不在了。")
    if plan.heading.demo:
        said.append("这是演示数据, 上级不会当真的收。")
    return said


class DoneFace(QWidget):
    """The file that lies written and checked, and what comes next."""

    def __init__(self) -> None:
        super().__init__()
        self.said = label("", wrap=True)
        self.path = QLineEdit(readOnly=True)
        self.path.setAccessibleName("文件在哪里")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(row(Picture("circle-check", "good", 28), label("已写好并核对", role="title"), 0, spacing=10))
        frame, inside = card(spacing=8)
        inside.addWidget(self.path)
        inside.addWidget(self.said)
        column.addWidget(frame)
        column.addWidget(
            label("下一步: 把这个文件交给上级。收到收讫回执后, 在“报上级”里点“取回收讫回执”。", tone="muted", wrap=True)
        )
        column.addStretch(1)

    def show_dispatch(self, dispatch: sending.Dispatch) -> None:
        """Say what was written."""
        number = "、".join(str(n) for n in dict.fromkeys(dispatch.sequences))
        self.path.setText(str(dispatch.path))
        self.said.setText(f"第 {number} 号, {dispatch.records} 条, {words.size(dispatch.size)}; 写完又读回来逐字节核对过。")
