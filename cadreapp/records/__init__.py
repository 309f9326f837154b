"""What exists: each record type declared once, as a typed mapped class whose columns carry wording and place."""

from __future__ import annotations

from cadreapp.records.attachment import Attachment
from cadreapp.records.clue import Clue
from cadreapp.records.disposal import Disposal
from cadreapp.records.disposition import Disposition
from cadreapp.records.handover import Handover
from cadreapp.records.letter import Letter
from cadreapp.records.meeting import Meeting
from cadreapp.records.organisation import Organisation
from cadreapp.records.person import Person
from cadreapp.records.record import Base, Record, shape_of
from cadreapp.records.rectification import Rectification
from cadreapp.records.recusal import Recusal
from cadreapp.records.reminder import Reminder
from cadreapp.records.talk import Talk

ALL: tuple[type[Record], ...] = (
    Organisation,
    Person,
    Talk,
    Reminder,
    Meeting,
    Rectification,
    Disposition,
    Clue,
    Letter,
    Handover,
    Recusal,
    Disposal,
    Attachment,
)
"""Every record type, in the order people meet them. Whom and what references point at by foreign key comes first."""

BY_NAME: dict[str, type[Record]] = {record.__tablename__: record for record in ALL}
SHAPES = {name: shape_of(record) for name, record in BY_NAME.items()}

__all__ = ["ALL", "BY_NAME", "SHAPES", "Base", "Record"]
