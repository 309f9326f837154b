"""附件: putting a file beside a record, sealed; taking it out again."""

from __future__ import annotations

import mimetypes
from pathlib import Path
from typing import TYPE_CHECKING

from cadreapp.kernel.errors import FILE_UNREADABLE, NOT_FOUND
from cadreapp.store import reading
from cadreapp.store.blobs import Blob
from cadreapp.store.reading import Reader
from cadreapp.store.unit import Unit

if TYPE_CHECKING:
    from cadreapp.office.door import Office


def attach(office: Office, record_id: str, path: Path, note: str = "") -> str:
    """Seal a file beside a record and return the attachment's id; its bytes are on the disk before the record names them."""
    office.ask(reading.load, record_id)
    try:
        with path.open("rb") as source:
            blob = office.blobs.put(source)
    except OSError as error:
        raise FILE_UNREADABLE(path=path, why=error.strerror or error) from error
    return office.do(attach_blob, record_id, path.name, blob, note).result


def attach_blob(unit: Unit, record_id: str, name: str, blob: Blob, note: str) -> str:
    """Enter the attachment record for a sealed file."""
    unit.verb = "attach"
    media_type = mimetypes.guess_type(name)[0]
    values = {
        "name": name,
        "owner_id": record_id,
        "media_type": media_type,
        "size": blob.size,
        "sha256": blob.digest,
        "blob": blob.name,
        "note": note or None,
    }
    return unit.add("attachment", values).id


def save_attachment(office: Office, attachment_id: str, target: Path) -> None:
    """Write an attachment's content in the open, which goes on record. Raises NOT_FOUND, ATTACHMENT_DAMAGED …"""
    stored = office.ask(reading.load, attachment_id)
    if stored.type != "attachment":
        raise NOT_FOUND(what="附件", key=attachment_id)
    office.blobs.save(stored.values["blob"], target)
    office.do(note_saved, attachment_id)


def note_saved(unit: Unit, attachment_id: str) -> None:
    """Put on record that an attachment left the store."""
    unit.verb = "save_attachment"
    unit.note("export", record=attachment_id, type_name="attachment")


def in_use(connection: Reader) -> set[str]:
    """Return the names of all sealed files that some attachment record names."""
    names = {s.values["blob"] for s in _all(connection)}
    return {n for n in names if n}


def _all(connection: Reader) -> list[reading.Stored]:
    listing = reading.Listing("attachment", states=("current", "binned"))
    return reading.load_many(connection, "attachment", reading.ids(connection, listing))
