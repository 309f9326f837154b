"""The store's own tables beside the records: journal, catalogue, links, terms, ledger of bundles, settings."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, String, Table, Text, text

from cadreapp.records.record import Base

metadata = Base.metadata


def _id(name: str, **more: bool) -> Column[str]:
    return Column(name, String(36), **more)  # type: ignore[arg-type]


setting = Table("setting", metadata, Column("name", String(60), primary_key=True), Column("value", Text, nullable=False))
"""Settings of this store, JSON values: unit, officer, epoch, marking …"""

kept = Table(
    "kept",
    metadata,
    Column("kind", String(40), primary_key=True),
    Column("key", String(120), primary_key=True),
    Column("value", Text, nullable=False),
)
"""What the unit told us that is no record: its own rule values, notices of the year, postponed duties, figures reported.
One canonical JSON value per kind and key."""

journal = Table(
    "journal",
    metadata,
    Column("no", Integer, primary_key=True),
    Column("at", String(32), nullable=False),
    Column("actor", Text, nullable=False),
    Column("command", String(36), nullable=False),
    Column("verb", String(40), nullable=False),
    Column("op", String(12), nullable=False),
    Column("type", String(40)),
    _id("record"),
    Column("edition", Integer),
    Column("revision", Integer),
    Column("about", Text),
    Column("digest", String(64)),
    Column("chain", String(64), nullable=False),
    Index("ix_journal_record", "record"),
    Index("ix_journal_command", "command"),
    # Few entries are about something; without this, asking whether a command was undone reads the whole journal.
    Index("ix_journal_about", "about", sqlite_where=text("about IS NOT NULL")),
)
"""One row per changed record or audited act. `digest` is of the salted contents, `chain` of this row and the chain before:
contents may lawfully be purged, the chain still verifies."""

journal_body = Table(
    "journal_body",
    metadata,
    Column("no", ForeignKey("journal.no"), primary_key=True),
    Column("salt", LargeBinary, nullable=False),
    Column("before", Text),
    Column("after", Text),
)
"""What a journal row's digest is of: canonical JSON before and after, salted so that a guess cannot be confirmed."""

catalogue = Table(
    "catalogue",
    metadata,
    Column("no", Integer, primary_key=True),
    Column("id", String(36), nullable=False, unique=True),
    Column("type", String(40), nullable=False),
    Column("title", Text, nullable=False),
    Column("kind", String(40)),
    Column("day", String(16)),
    Column("state", String(12), nullable=False),
    Column("stage", String(40)),
    Column("origin", String(64), nullable=False),
    Column("changed_at", String(32), nullable=False),
    # The origin last, so that counting by type and by unit reads this index and no line.
    Index("ix_catalogue_type", "type", "state", "day", "origin"),
    Index("ix_catalogue_changed_at", "changed_at"),
)
"""One line per record of any type; `no` is its number in the full-text index. `stage` is a course's or a paper's last step."""

link = Table(
    "link",
    metadata,
    Column("from_id", String(36), nullable=False),
    Column("from_type", String(40), nullable=False),
    Column("path", Text, nullable=False),
    Column("to_id", String(36), nullable=False),
    Index("ix_link_from_id", "from_id"),
    Index("ix_link_to_id", "to_id"),
)
"""Every reference that a record holds, by dotted path, so that links can be read both ways."""

term = Table(
    "term",
    metadata,
    Column("record", String(36), nullable=False),
    Column("type", String(40), nullable=False),
    Column("path", Text, nullable=False),
    Column("day", String(10), nullable=False),
    Column("what", Text, nullable=False),
    Index("ix_term_day", "day", "record"),
    Index("ix_term_record", "record"),
)
"""Open terms typed into records; a row goes when the field that answers the term is filled."""

initial = Table(
    "initial",
    metadata,
    Column("initials", String(60), nullable=False),
    Column("record", String(36), nullable=False),
    Index("ix_initial_initials", "initials"),
    Index("ix_initial_record", "record"),
)
"""Pinyin initials of people's names, one row per reading."""

amendment = Table(
    "amendment",
    metadata,
    Column("record", String(36), primary_key=True),
    Column("at", String(32), nullable=False),
    Column("reason", Text, nullable=False),
    Column("body", Text, nullable=False),
)
"""The draft of a sealed document's next edition, canonical JSON; the edition in force stays in its table until then."""

identity = Table(
    "identity",
    metadata,
    Column("fingerprint", String(64), primary_key=True),
    Column("private", LargeBinary, nullable=False),
    Column("made_at", String(32), nullable=False),
)
"""This unit's own keys for signing and for receiving."""

partner = Table(
    "partner",
    metadata,
    Column("fingerprint", String(64), primary_key=True),
    Column("name", Text, nullable=False),
    Column("public", Text, nullable=False),
    Column("added_at", String(32), nullable=False),
    Column("revoked_at", String(32)),
)
"""Those we exchange bundles with, by the fingerprint of their signing key."""

sent = Table(
    "sent",
    metadata,
    Column("partner", ForeignKey("partner.fingerprint"), primary_key=True),
    Column("digest", String(64), primary_key=True),
    Column("sequence", Integer, nullable=False),
    Column("epoch", String(36), nullable=False),
    Column("at", String(32), nullable=False),
    Column("journal_no", Integer, nullable=False),
    Column("records", Integer, nullable=False),
    Column("file", Text, nullable=False),
    Column("texts", Integer, nullable=False),
    Column("receipt", String(64)),
    Column("receipt_at", String(32)),
)
"""Bundles that we wrote for a partner, by digest of their manifest; `receipt` is the digest of the one that came back."""

sent_record = Table(
    "sent_record",
    metadata,
    Column("bundle", String(64), nullable=False),
    Column("partner", ForeignKey("partner.fingerprint"), nullable=False),
    Column("record", String(36), nullable=False),
    Column("type", String(40), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("verdict", String(12)),
    Column("reason", Text),
    Index("ix_sent_record_record", "record"),
    Index("ix_sent_record_bundle", "bundle"),
)
"""Which record at which revision went with which bundle, by digest of its line ("" for a tombstone), and what the
receipt said of it."""

received = Table(
    "received",
    metadata,
    Column("partner", ForeignKey("partner.fingerprint"), primary_key=True),
    Column("digest", String(64), primary_key=True),
    Column("sequence", Integer, nullable=False),
    Column("epoch", String(36), nullable=False),
    Column("at", String(32), nullable=False),
    Column("unit_name", Text, nullable=False),
    Column("audit_no", Integer),
    Column("audit_value", String(64)),
    Column("records", Integer, nullable=False),
    Column("receipt", LargeBinary, nullable=False),
    Column("code", String(40), nullable=False),
    Column("returned", Integer, nullable=False),
)
"""Bundles that we took in, by digest of their manifest, each with the receipt that we gave."""

held = Table(
    "held",
    metadata,
    Column("record", String(36), primary_key=True),
    Column("type", String(40), nullable=False),
    Column("origin", String(64), nullable=False),
    Column("version", Integer, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("epoch", String(36), nullable=False),
    Column("content", String(64)),
    Column("withheld", Text, nullable=False),
)
"""What we hold of records received, as far as the next line about them is judged by it."""
