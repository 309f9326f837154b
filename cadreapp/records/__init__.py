"""What exists: each record type declared once, as a typed mapped class whose columns carry wording and place."""

from __future__ import annotations

from cadreapp.records.organisation import Organisation
from cadreapp.records.person import Person
from cadreapp.records.record import Base, Record, shape_of
from cadreapp.records.talk import Talk

ALL: tuple[type[Record], ...] = (Organisation, Person, Talk)
"""Every record type, in the order people meet them. Registers come first, so that references are written after."""

BY_NAME: dict[str, type[Record]] = {record.__tablename__: record for record in ALL}
SHAPES = {name: shape_of(record) for name, record in BY_NAME.items()}

__all__ = ["ALL", "BY_NAME", "SHAPES", "Base", "Record"]
