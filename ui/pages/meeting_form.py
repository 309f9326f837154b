"""The form of a meeting, in the order of the paper record: what was left open, head, attendance, agenda, votes, resolutions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QFrame

from cadreapp.kernel.shape import Field, Problem
from ui.pages import meeting_tally
from ui.widgets.fold import Fold
from ui.widgets.parts import button, card, label, row
from ui.widgets.record_form import INTERNAL, RecordForm

HEAD = ("kinds", "name", "organisation_id", "session", "year", "began_at", "ended_at", "place", "chair", "recorder")
COMING = ("due", "due_full", "due_probationary", "came", "voters_due", "voters_came", "present", "absent", "observers")
CONTENT = ("topics", "speeches", "minutes", "see_id")
RESOLVED = ("resolutions", "enclosures")
DECIDING = ("general", "committee", "group", "discipline")
CRITICAL = ("life", "democratic")

FOLDS: dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    "carried": ("上次议定事项落实", ("carried", "previous_id"), ()),
    "votes": ("表决", ("votes",), DECIDING),
    "lecture": ("党课和党日", ("lecturer", "lecture", "listeners", "theme", "theme_contents"),
                ("lecture", "lecture_by_secretary", "theme_day")),
    "criticism": (
        "批评和自我批评",
        ("subject", "heart_talks", "opinions", "self_checks", "criticisms", "names_left_out", "explained", "comment", "report_due"),
        CRITICAL,
    ),
    "ratings": ("民主评议", ("ratings",), ("review",)),
}
"""Parts that only some meetings have: title, fields, and the kinds of meeting that open them."""

OURS = ("origin_row",)
"""Fields of rows that hold a mark of the program, which nobody reads or writes by hand."""

HINTS = {
    "carried": "选定党组织和时间后自动带出上次没有办结的",
    "votes": "要表决的会才填",
    "lecture": "党课、主题党日才填",
    "criticism": "组织生活会、民主生活会才填",
    "ratings": "民主评议党员才填",
}


class MeetingForm(RecordForm):
    """A `RecordForm` laid out by hand: parts that this kind of meeting does not need wait behind one button each."""

    spans = {"name": 6, "organisation_id": 6, "session": 3, "year": 3, "began_at": 6, "ended_at": 6, "place": 6,
             "chair": 6, "recorder": 6, "due": 2, "due_full": 2, "due_probationary": 2, "came": 2, "voters_due": 2,
             "voters_came": 2}  # fmt: skip

    def set_values(self, values: Any) -> None:
        for fold in self._folds.values():
            fold.fold()
        super().set_values(values)
        self._fold()
        self._tally()

    def go_to(self, path: str) -> None:
        """Open the part that holds the field, then go there."""
        editor = self.editors.get(path.split(".")[0])
        for fold in self._folds.values():
            if editor is not None and fold.isAncestorOf(editor):
                fold.open()
        super().go_to(path)

    def set_hints(self, hints: Iterable[Problem]) -> None:
        """Open the parts in which there is something to remark."""
        super().set_hints(hints)
        for fold in self._folds.values():
            if any(editor.field.name in self._hints for editor in fold.editors):
                fold.open()

    def unfold(self) -> None:
        """Look again at what the present kinds and values ask for."""
        self._fold()

    def take_counted(self) -> None:
        """Write the numbers that the lists give into their fields."""
        for name, number in meeting_tally.counted(self.values()).items():
            self.editors[name].set_value(number)
            self.editors[name].edited()

    def _build(self) -> None:
        self._folds: dict[str, Fold] = {}
        fields = {f.name: f for f in self._fields}
        named = {*HEAD, *COMING, *CONTENT, *RESOLVED, *(n for _title, names, _kinds in FOLDS.values() for n in names)}
        self._add_fold("carried", fields)
        self._add("会议", HEAD, fields)
        self._coming(fields)
        self._add("议题和内容", CONTENT, fields)
        self._add_fold("votes", fields)
        self._add("决议与分工", RESOLVED, fields)
        for key in ("criticism", "lecture", "ratings"):
            self._add_fold(key, fields)
        for title, rest in self._sections():
            left = [f for f in rest if f.name not in named]
            if left:
                self._keep(title or "其他", self._section(title if title == INTERNAL else title or "其他", left))
        self._column.addStretch(1)

    def _add(self, title: str, names: tuple[str, ...], fields: dict[str, Field]) -> QFrame:
        return self._keep(title, self._section(title, [fields[n] for n in names if n in fields]))

    def _keep(self, title: str, frame: QFrame) -> QFrame:
        self.parts.append((title, frame))
        self._column.addWidget(frame)
        return frame

    def _coming(self, fields: dict[str, Field]) -> None:
        frame, column = card("到会")
        frame.setAccessibleName("到会")
        known = [fields[n] for n in COMING if n in fields]
        column.addLayout(self._grid([self._editor(f, frame) for f in known if f.entry is None]))
        self._sums = label("", role="small", tone="info", wrap=True)
        self._take = button("照名单填", self.take_counted, kind="link")
        line = row(self._sums, self._take)
        line.setStretch(0, 1)
        column.addLayout(line)
        column.addLayout(self._grid([self._editor(f, frame) for f in known if f.entry is not None]))
        self._keep("到会", frame)

    def _add_fold(self, key: str, fields: dict[str, Field]) -> None:
        title, names, _kinds = FOLDS[key]
        fold = Fold(title, HINTS[key])
        fold.editors = [self._editor(_without_marks(fields[n]), fold) for n in names if n in fields]
        for editor in fold.editors:
            # The card says it already.
            editor.caption.setVisible(editor.field.label != title)
        fold.body.addLayout(self._grid(list(fold.editors)))
        if key == "votes":
            self._added_up = label("", role="small", tone="info", wrap=True)
            fold.body.addWidget(self._added_up)
        self._folds[key] = fold
        self._keep(title, fold)

    def _edited(self) -> None:
        super()._edited()
        self._tally()

    def _kind_edited(self) -> None:
        super()._kind_edited()
        self._fold()

    def _fold(self) -> None:
        kinds = set(self.shape.kinds_of({"kinds": self.editors["kinds"].value()}))
        for key, fold in self._folds.items():
            fold.need(bool(kinds.intersection(FOLDS[key][2])))

    def _tally(self) -> None:
        """Say the sums anew; nothing typed is changed by them."""
        values = self.values()
        sums = meeting_tally.counted(values)
        said, added = meeting_tally.attendance(values), meeting_tally.votes(values)
        self._sums.setText(said)
        self._sums.setVisible(bool(said))
        self._take.setVisible(any(values.get(name) != number for name, number in sums.items()))
        self._added_up.setText(added)
        self._added_up.setVisible(bool(added))


def _without_marks(field: Field) -> Field:
    """Return a field of rows without what the program alone writes into them; its values stay with the row."""
    if field.entry is None:
        return field
    entry = replace(field.entry, fields=tuple(f for f in field.entry.fields if f.name not in OURS))
    return replace(field, entry=entry)
