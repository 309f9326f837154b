"""约谈通知书: what a sealed notice and its receipt slip tell the reminder that they belong to, so that nothing is typed twice."""

from __future__ import annotations

from cadreapp.kernel.errors import NOT_FOUND, AppError
from cadreapp.kernel.shape import Values
from cadreapp.records import values as plain
from cadreapp.records.letter import SUMMONS
from cadreapp.records.record import Record
from cadreapp.store.unit import Unit

_NOTIFIED = "notified"
_RECEIPT = ("received_by", "received_at", "reply", "reply_reason")


def tell_reminder(unit: Unit, letter: Record) -> None:
    """Write the number and date of a sealed notice into its reminder and move that on to 通知; later, who signed for it.

    The notice is what left the office, so it counts before what stood in the reminder; what it leaves empty stays. A
    reminder that is closed, binned, gone or another unit's is let be. All is one command with the sealing, and undone with it.
    """
    values = plain.read(letter) if letter.__tablename__ == "letter" else {}
    if values.get("kind") != SUMMONS or not values.get("reminder_id") or letter.state != "sealed":
        return
    reminder = _open(unit, values["reminder_id"])
    if reminder is None:
        return
    before = plain.read(reminder)
    told = {name: value for name, value in _said(values).items() if value and value != before[name]}
    if told and before["no_notice"]:
        told["no_notice"] = False
    step = {"stage": _NOTIFIED, "on": values["dated"], "paper": values["number"]}
    if not any(row["stage"] == _NOTIFIED and (row["on"], row["paper"]) == (step["on"], step["paper"]) for row in before["steps"]):
        told["steps"] = [*before["steps"], step]
    if told:
        unit.write(reminder, told)


def take_back(unit: Unit, letter: Record) -> None:
    """Take number and date of a notice that is declared void out of its reminder, and the step that it made there.

    Only what still stands there as the notice gave it goes; what was typed over it, or came with a later notice, stays. So does
    the receipt: that somebody signed happened all the same.
    """
    values = plain.read(letter) if letter.__tablename__ == "letter" else {}
    if values.get("kind") != SUMMONS or not values.get("reminder_id") or not values["number"]:
        return
    reminder = _open(unit, values["reminder_id"])
    if reminder is None or plain.read(reminder)["notice_no"] != values["number"]:
        return
    before, number = plain.read(reminder), values["number"]
    steps = [row for row in before["steps"] if (row["stage"], row["paper"]) != (_NOTIFIED, number)]
    told: Values = {"notice_no": None, "steps": steps}
    if before["notice_on"] == values["dated"]:
        told["notice_on"] = None
    unit.write(reminder, told)


def _said(values: Values) -> Values:
    """Return what a notice says of the fields of its reminder."""
    last: Values = (values.get("deliveries") or [{}])[-1]
    return {"notice_no": values["number"], "notice_on": values["dated"], "delivered_by": last.get("by"),
            **{name: values[name] for name in _RECEIPT}}


def _open(unit: Unit, reminder_id: str) -> Record | None:
    try:
        reminder = unit.get(reminder_id, ours=False)
    except AppError as error:
        if error.fault is not NOT_FOUND:
            raise
        return None
    return reminder if reminder.state == "open" and reminder.origin == unit.actor.origin else None
