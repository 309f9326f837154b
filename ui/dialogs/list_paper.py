"""台账 and the slips of a bundle looked at before they are printed or saved: the same preview as every paper."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from PySide6.QtWidgets import QWidget

from cadreapp.kernel.dates import spoken_day
from cadreapp.kernel.shape import Family, Field, Kind, Shape, Values
from cadreapp.office.papers import ledgers, outlets, printing, slips
from ui.dialogs.form_dialog import FormDialog
from ui.dialogs.preview import PreviewDialog
from ui.fields.setting import Setting
from ui.work.desk import Desk

ASK = "ask"
"""The choice that asks from which day to which."""
_SPAN = Shape("span", "起止日期", Family.ENTRY, (
    Field("since", "从哪一天", Kind.DAY, help="不填就从头算起"), Field("until", "到哪一天", Kind.DAY, help="包括这一天; 不填就到最近"),
))  # fmt: skip


@dataclass(frozen=True)
class Span:
    """The days a register covers, inclusive; "" where it is open."""

    since: str = ""
    until: str = ""

    @property
    def title(self) -> str:
        """What it is called in the list of choices."""
        if not self.since and not self.until:
            return "全部"
        if (self.since[4:], self.until[4:]) == ("-01-01", "-12-31") and self.since[:4] == self.until[:4]:
            return f"{self.since[:4]}年"
        return f"{spoken_day(self.since) if self.since else '建库'}至{spoken_day(self.until) if self.until else '今'}"


def spans(today: date) -> tuple[Span, ...]:
    """Return what is offered: this year first, its quarter, last year, everything."""
    first = date(today.year, 3 * ((today.month - 1) // 3) + 1, 1)
    last = date(first.year + first.month // 10, (first.month + 2) % 12 + 1, 1) - timedelta(days=1)
    years = [Span(f"{year}-01-01", f"{year}-12-31") for year in (today.year, today.year - 1)]
    return years[0], Span(first.isoformat(), last.isoformat()), years[1], Span()


class LedgerPreview(PreviewDialog):
    """Shows the register of a type for a stretch of days; printing and saving go on record."""

    def __init__(self, desk: Desk, name: str, setting: Setting, parent: QWidget | None = None) -> None:
        self._name, self._setting, self._spans = name, setting, [*spans(setting.today())]
        self._lines = 0
        super().__init__(desk, "", "", parent)
        self.forms.setAccessibleName("台账的起止日期")
        self.forms.addItem("自定起止…", ASK)

    def papers(self, type_name: str) -> tuple[printing.FormName, ...]:
        return tuple(printing.FormName(str(n), span.title) for n, span in enumerate(self._spans))

    def load(self) -> None:
        if self.forms.currentData() == ASK:
            self._ask()
        else:
            super().load()

    def begin(self, form: str) -> printing.Opening | None:
        span = self._spans[int(form)]
        asked = self._desk.office.ask
        return printing.Opening(asked(ledgers.opening_page, self._name, span.since or None, span.until or None))

    def make(self, form: str) -> printing.Printed:
        span = self._spans[int(form)]
        made = self._desk.office.ask(ledgers.ledger, self._name, span.since or None, span.until or None)
        self._lines = made.lines
        return printing.Printed(made.pdf, made.pages, printing.FormName("ledger", span.title), made.title)

    def register(self, form: printing.FormName, pages: int) -> None:
        self._desk.do(ledgers.exported, self._name, self._lines)

    def other(self, form: str, kind: str) -> bytes:
        return outlets.beside(kind, lambda: self.make(form))

    def register_other(self, kind: str) -> None:
        self.register(printing.FormName(kind, ""), 0)

    def _ask(self) -> None:
        dialog = FormDialog("台账的起止日期", "按记录自己的日期算, 两头都包括。", _SPAN, self._setting, ok="看台账", parent=self)
        dialog.given.connect(lambda values: self._given(dialog, values))
        dialog.rejected.connect(lambda: self.forms.setCurrentIndex(0))
        dialog.open()

    def _given(self, dialog: FormDialog, values: Values) -> None:
        span = Span(str(values["since"] or ""), str(values["until"] or ""))
        if span.since and span.until and span.since > span.until:
            dialog.ok.setEnabled(True)
            dialog.notice.say("warn", "起的日期在止的日期后面, 请对调")
            dialog.form.go_to("until")
            return
        dialog.done_with()
        self._spans.append(span)
        at = self.forms.count() - 1
        self.forms.insertItem(at, span.title, str(len(self._spans) - 1))
        self.forms.setCurrentIndex(at)
        self.load()


class SlipPreview(PreviewDialog):
    """Shows the slip that `ask(reader)` makes; printing and saving go on record."""

    def __init__(self, desk: Desk, title: str, ask: Callable[[Any], slips.Slip], parent: QWidget | None = None) -> None:
        self._title, self._make_slip = title, ask
        self._slip: slips.Slip | None = None
        super().__init__(desk, "", "", parent)
        self.forms.setAccessibleName("打印哪一种")

    def papers(self, type_name: str) -> tuple[printing.FormName, ...]:
        return (printing.FormName("slip", self._title),)

    def make(self, form: str) -> printing.Printed:
        self._slip = self._desk.office.ask(self._make_slip)
        named = printing.FormName("slip", self._title)
        return printing.Printed(self._slip.pdf, self._slip.pages, named, f"第{self._slip.sequence}号")

    def register(self, form: printing.FormName, pages: int) -> None:
        if self._slip is not None:
            self._desk.do(slips.printed, self._slip)

    def other(self, form: str, kind: str) -> bytes:
        return outlets.beside(kind, lambda: self.make(form))

    def register_other(self, kind: str) -> None:
        self.register(printing.FormName(kind, ""), 0)
