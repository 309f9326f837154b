"""The first schema: records, journal, index, ledger of bundles."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from cadreapp.store.search import CREATE

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "amendment",
        sa.Column("record", sa.String(length=36), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("record", name=op.f("pk_amendment")),
    )
    op.create_table(
        "attachment",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.String(length=36), nullable=True),
        sa.Column("dated", sa.String(length=10), nullable=True),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("media_type", sa.Text(), nullable=True),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.Column("sha256", sa.Text(), nullable=True),
        sa.Column("blob", sa.Text(), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("origin", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("changed_at", sa.String(length=32), nullable=False),
        sa.Column("sealed_at", sa.String(length=32), nullable=True),
        sa.Column("sealed_digest", sa.String(length=64), nullable=True),
        sa.Column("withdrawn_for", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
    )
    op.create_table(
        "catalogue",
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("type", sa.String(length=40), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=True),
        sa.Column("day", sa.String(length=16), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=True),
        sa.Column("origin", sa.String(length=64), nullable=False),
        sa.Column("changed_at", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("no", name=op.f("pk_catalogue")),
        sa.UniqueConstraint("id", name=op.f("uq_catalogue_id")),
    )
    with op.batch_alter_table("catalogue", schema=None) as batch_op:
        batch_op.create_index("ix_catalogue_changed_at", ["changed_at"], unique=False)
        batch_op.create_index("ix_catalogue_type", ["type", "state", "day", "origin"], unique=False)

    op.create_table(
        "held",
        sa.Column("record", sa.String(length=36), nullable=False),
        sa.Column("type", sa.String(length=40), nullable=False),
        sa.Column("origin", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("epoch", sa.String(length=36), nullable=False),
        sa.Column("content", sa.String(length=64), nullable=True),
        sa.Column("withheld", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("record", name=op.f("pk_held")),
    )
    op.create_table(
        "identity",
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("private", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("fingerprint", name=op.f("pk_identity")),
    )
    op.create_table(
        "initial",
        sa.Column("initials", sa.String(length=60), nullable=False),
        sa.Column("record", sa.String(length=36), nullable=False),
    )
    with op.batch_alter_table("initial", schema=None) as batch_op:
        batch_op.create_index("ix_initial_initials", ["initials"], unique=False)
        batch_op.create_index("ix_initial_record", ["record"], unique=False)

    op.create_table(
        "journal",
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("command", sa.String(length=36), nullable=False),
        sa.Column("verb", sa.String(length=40), nullable=False),
        sa.Column("op", sa.String(length=12), nullable=False),
        sa.Column("type", sa.String(length=40), nullable=True),
        sa.Column("record", sa.String(length=36), nullable=True),
        sa.Column("edition", sa.Integer(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=True),
        sa.Column("about", sa.Text(), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.Column("chain", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("no", name=op.f("pk_journal")),
    )
    with op.batch_alter_table("journal", schema=None) as batch_op:
        batch_op.create_index("ix_journal_about", ["about"], unique=False, sqlite_where=sa.text("about IS NOT NULL"))
        batch_op.create_index("ix_journal_command", ["command"], unique=False)
        batch_op.create_index("ix_journal_record", ["record"], unique=False)

    op.create_table(
        "kept",
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "key", name=op.f("pk_kept")),
    )
    op.create_table(
        "link",
        sa.Column("from_id", sa.String(length=36), nullable=False),
        sa.Column("from_type", sa.String(length=40), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("to_id", sa.String(length=36), nullable=False),
    )
    with op.batch_alter_table("link", schema=None) as batch_op:
        batch_op.create_index("ix_link_from_id", ["from_id"], unique=False)
        batch_op.create_index("ix_link_to_id", ["to_id"], unique=False)

    op.create_table(
        "organisation",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("short", sa.Text(), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=True),
        sa.Column("parent_id", sa.String(length=36), nullable=True),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("since", sa.String(length=10), nullable=True),
        sa.Column("until", sa.String(length=10), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("origin", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("changed_at", sa.String(length=32), nullable=False),
        sa.Column("sealed_at", sa.String(length=32), nullable=True),
        sa.Column("sealed_digest", sa.String(length=64), nullable=True),
        sa.Column("withdrawn_for", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["parent_id"],
            ["organisation.id"],
            name=op.f("fk_organisation_parent_id_organisation"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
    )
    op.create_table(
        "partner",
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("public", sa.Text(), nullable=False),
        sa.Column("added_at", sa.String(length=32), nullable=False),
        sa.Column("revoked_at", sa.String(length=32), nullable=True),
        sa.PrimaryKeyConstraint("fingerprint", name=op.f("pk_partner")),
    )
    op.create_table(
        "setting",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_setting")),
    )
    op.create_table(
        "term",
        sa.Column("record", sa.String(length=36), nullable=False),
        sa.Column("type", sa.String(length=40), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
    )
    with op.batch_alter_table("term", schema=None) as batch_op:
        batch_op.create_index("ix_term_day", ["day", "record"], unique=False)
        batch_op.create_index("ix_term_record", ["record"], unique=False)

    op.create_table(
        "journal_body",
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["no"], ["journal.no"], name=op.f("fk_journal_body_no_journal")),
        sa.PrimaryKeyConstraint("no", name=op.f("pk_journal_body")),
    )
    op.create_table(
        "organisation_former_name",
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("since", sa.String(length=10), nullable=True),
        sa.Column("until", sa.String(length=10), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["organisation.id"],
            name=op.f("fk_organisation_former_name_owner_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation_former_name")),
    )
    with op.batch_alter_table("organisation_former_name", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_organisation_former_name_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "person",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_as_written", sa.Text(), nullable=True),
        sa.Column("sex", sa.String(length=40), nullable=True),
        sa.Column("birth", sa.Text(), nullable=True),
        sa.Column("unit_id", sa.String(length=36), nullable=True),
        sa.Column("personnel_id", sa.String(length=36), nullable=True),
        sa.Column("party_id", sa.String(length=36), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=True),
        sa.Column("politics", sa.String(length=40), nullable=True),
        sa.Column("joined", sa.Text(), nullable=True),
        sa.Column("voting", sa.String(length=40), nullable=True),
        sa.Column("post", sa.Text(), nullable=True),
        sa.Column("rank", sa.String(length=40), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("origin", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("changed_at", sa.String(length=32), nullable=False),
        sa.Column("sealed_at", sa.String(length=32), nullable=True),
        sa.Column("sealed_digest", sa.String(length=64), nullable=True),
        sa.Column("withdrawn_for", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["party_id"],
            ["organisation.id"],
            name=op.f("fk_person_party_id_organisation"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["personnel_id"],
            ["organisation.id"],
            name=op.f("fk_person_personnel_id_organisation"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"],
            ["organisation.id"],
            name=op.f("fk_person_unit_id_organisation"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
    )
    op.create_table(
        "received",
        sa.Column("partner", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("epoch", sa.String(length=36), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("unit_name", sa.Text(), nullable=False),
        sa.Column("audit_no", sa.Integer(), nullable=True),
        sa.Column("audit_value", sa.String(length=64), nullable=True),
        sa.Column("records", sa.Integer(), nullable=False),
        sa.Column("receipt", sa.LargeBinary(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("returned", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["partner"], ["partner.fingerprint"], name=op.f("fk_received_partner_partner")),
        sa.PrimaryKeyConstraint("partner", "digest", name=op.f("pk_received")),
    )
    op.create_table(
        "sent",
        sa.Column("partner", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("epoch", sa.String(length=36), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("journal_no", sa.Integer(), nullable=False),
        sa.Column("records", sa.Integer(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("texts", sa.Integer(), nullable=False),
        sa.Column("receipt", sa.String(length=64), nullable=True),
        sa.Column("receipt_at", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["partner"], ["partner.fingerprint"], name=op.f("fk_sent_partner_partner")),
        sa.PrimaryKeyConstraint("partner", "digest", name=op.f("pk_sent")),
    )
    op.create_table(
        "sent_record",
        sa.Column("bundle", sa.String(length=64), nullable=False),
        sa.Column("partner", sa.String(length=64), nullable=False),
        sa.Column("record", sa.String(length=36), nullable=False),
        sa.Column("type", sa.String(length=40), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("verdict", sa.String(length=12), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["partner"], ["partner.fingerprint"], name=op.f("fk_sent_record_partner_partner")),
    )
    with op.batch_alter_table("sent_record", schema=None) as batch_op:
        batch_op.create_index("ix_sent_record_bundle", ["bundle"], unique=False)
        batch_op.create_index("ix_sent_record_record", ["record"], unique=False)

    op.create_table(
        "clue",
        sa.Column("received_on", sa.String(length=10), nullable=True),
        sa.Column("source", sa.String(length=40), nullable=True),
        sa.Column("letter_no", sa.Text(), nullable=True),
        sa.Column("request", sa.Text(), nullable=True),
        sa.Column("answer_due", sa.String(length=10), nullable=True),
        sa.Column("named", sa.String(length=40), nullable=True),
        sa.Column("informed_on", sa.String(length=10), nullable=True),
        sa.Column("gist", sa.Text(), nullable=True),
        sa.Column("handler_id", sa.String(length=36), nullable=True),
        sa.Column("handler_name", sa.Text(), nullable=True),
        sa.Column("handler_unit", sa.Text(), nullable=True),
        sa.Column("handler_post", sa.Text(), nullable=True),
        sa.Column("submitted_to_id", sa.String(length=36), nullable=True),
        sa.Column("submitted_to_name", sa.Text(), nullable=True),
        sa.Column("submitted_to_unit", sa.Text(), nullable=True),
        sa.Column("submitted_to_post", sa.Text(), nullable=True),
        sa.Column("submitted_on", sa.String(length=10), nullable=True),
        sa.Column("handling", sa.String(length=40), nullable=True),
        sa.Column("handling_due", sa.String(length=10), nullable=True),
        sa.Column("handled_on", sa.String(length=10), nullable=True),
        sa.Column("answered_on", sa.String(length=10), nullable=True),
        sa.Column("answer_no", sa.Text(), nullable=True),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("cleared", sa.Text(), nullable=True),
        sa.Column("handed_to", sa.Text(), nullable=True),
        sa.Column("handed_on", sa.String(length=10), nullable=True),
        sa.Column("previous_id", sa.String(length=36), nullable=True),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("marking", sa.String(length=40), nullable=True),
        sa.Column("late_reason", sa.Text(), nullable=True),
        sa.Column("audience", sa.Text(), nullable=True),
        sa.Column("retention", sa.String(length=40), nullable=True),
        sa.Column("appraised_on", sa.String(length=10), nullable=True),
        sa.Column("recusal", sa.Text(), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("origin", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("changed_at", sa.String(length=32), nullable=False),
        sa.Column("sealed_at", sa.String(length=32), nullable=True),
        sa.Column("sealed_digest", sa.String(length=64), nullable=True),
        sa.Column("withdrawn_for", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["handler_id"], ["person.id"], name=op.f("fk_clue_handler_id_person"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["submitted_to_id"],
            ["person.id"],
            name=op.f("fk_clue_submitted_to_id_person"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clue")),
    )
    op.create_table(
        "disposition",
        sa.Column("person_id", sa.String(length=36), nullable=True),
        sa.Column("person_name", sa.Text(), nullable=True),
        sa.Column("person_unit", sa.Text(), nullable=True),
        sa.Column("person_post", sa.Text(), nullable=True),
        sa.Column("person_sex", sa.String(length=40), nullable=True),
        sa.Column("person_birth", sa.Text(), nullable=True),
        sa.Column("ethnicity", sa.Text(), nullable=True),
        sa.Column("education", sa.Text(), nullable=True),
        sa.Column("person_politics", sa.String(length=40), nullable=True),
        sa.Column("joined", sa.Text(), nullable=True),
        sa.Column("rank", sa.String(length=40), nullable=True),
        sa.Column("in_post_since", sa.Text(), nullable=True),
        sa.Column("jurisdiction", sa.String(length=36), nullable=True),
        sa.Column("matter", sa.Text(), nullable=True),
        sa.Column("facts", sa.Text(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.Column("deed_on", sa.String(length=10), nullable=True),
        sa.Column("rule_year", sa.Integer(), nullable=True),
        sa.Column("wording_year", sa.Integer(), nullable=True),
        sa.Column("form", sa.String(length=40), nullable=True),
        sa.Column("decided_by", sa.String(length=40), nullable=True),
        sa.Column("organ", sa.Text(), nullable=True),
        sa.Column("approved_by_id", sa.String(length=36), nullable=True),
        sa.Column("approved_by_name", sa.Text(), nullable=True),
        sa.Column("approved_by_unit", sa.Text(), nullable=True),
        sa.Column("approved_by_post", sa.Text(), nullable=True),
        sa.Column("counted", sa.String(length=40), nullable=True),
        sa.Column("decided_on", sa.String(length=10), nullable=True),
        sa.Column("effective_on", sa.String(length=10), nullable=True),
        sa.Column("announce_due", sa.String(length=10), nullable=True),
        sa.Column("announced_on", sa.String(length=10), nullable=True),
        sa.Column("archive_due", sa.String(length=10), nullable=True),
        sa.Column("archived_on", sa.String(length=10), nullable=True),
        sa.Column("archived_in", sa.Text(), nullable=True),
        sa.Column("execute_due", sa.String(length=10), nullable=True),
        sa.Column("executed_on", sa.String(length=10), nullable=True),
        sa.Column("execution", sa.Text(), nullable=True),
        sa.Column("report_due", sa.String(length=10), nullable=True),
        sa.Column("reported_on", sa.String(length=10), nullable=True),
        sa.Column("impact_from", sa.String(length=10), nullable=True),
        sa.Column("impact_until", sa.String(length=10), nullable=True),
        sa.Column("impact_source", sa.String(length=40), nullable=True),
        sa.Column("impact_seen_on", sa.String(length=10), nullable=True),
        sa.Column("impact_seen", sa.Text(), nullable=True),
        sa.Column("restored_on", sa.String(length=10), nullable=True),
        sa.Column("statement", sa.Text(), nullable=True),
        sa.Column("paper_due", sa.String(length=10), nullable=True),
        sa.Column("paper_received_on", sa.String(length=10), nullable=True),
        sa.Column("appeal", sa.Text(), nullable=True),
        sa.Column("checked_on", sa.String(length=10), nullable=True),
        sa.Column("checked_by_id", sa.String(length=36), nullable=True),
        sa.Column("checked_by_name", sa.Text(), nullable=True),
        sa.Column("checked_by_unit", sa.Text(), nullable=True),
        sa.Column("checked_by_post", sa.Text(), nullable=True),
        sa.Column("follow_up", sa.Text(), nullable=True),
        sa.Column("changes", sa.Text(), nullable=True),
        sa.Column("clue_id", sa.String(length=36), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("findings", sa.Text(), nullable=True),
        sa.Column("handler_view", sa.Text(), nullable=True),
        sa.Column("committee_view", sa.Text(), nullable=True),
        sa.Column("head_view", sa.Text(), nullable=True),
        sa.Column("reported_to", sa.Text(), nullable=True),
        sa.Column("keeper", sa.Text(), nullable=True),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("marking", sa.String(length=40), nullable=True),
        sa.Column("late_reason", sa.Text(), nullable=True),
        sa.Column("audience", sa.Text(), nullable=True),
        sa.Column("retention", sa.String(length=40), nullable=True),
        sa.Column("appraised_on", sa.String(length=10), nullable=True),
        sa.Column("recusal", sa.Text(), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("origin", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("changed_at", sa.String(length=32), nullable=False),
        sa.Column("sealed_at", sa.String(length=32), nullable=True),
        sa.Column("sealed_digest", sa.String(length=64), nullable=True),
        sa.Column("withdrawn_for", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["approved_by_id"],
            ["person.id"],
            name=op.f("fk_disposition_approved_by_id_person"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["checked_by_id"],
            ["person.id"],
            name=op.f("fk_disposition_checked_by_id_person"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["jurisdiction"],
            ["organisation.id"],
            name=op.f("fk_disposition_jurisdiction_organisation"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_disposition_person_id_person"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disposition")),
    )
    op.create_table(
        "letter",
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=True),
        sa.Column("person_name", sa.Text(), nullable=True),
        sa.Column("person_unit", sa.Text(), nullable=True),
        sa.Column("person_post", sa.Text(), nullable=True),
        sa.Column("organisation_id", sa.String(length=36), nullable=True),
        sa.Column("addressee", sa.Text(), nullable=True),
        sa.Column("matter", sa.Text(), nullable=True),
        sa.Column("issuer", sa.Text(), nullable=True),
        sa.Column("dated", sa.String(length=10), nullable=True),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.Column("studied_by", sa.Text(), nullable=True),
        sa.Column("approved_by_id", sa.String(length=36), nullable=True),
        sa.Column("approved_by_name", sa.Text(), nullable=True),
        sa.Column("approved_by_unit", sa.Text(), nullable=True),
        sa.Column("approved_by_post", sa.Text(), nullable=True),
        sa.Column("approved_on", sa.String(length=10), nullable=True),
        sa.Column("signed_off_by_id", sa.String(length=36), nullable=True),
        sa.Column("signed_off_by_name", sa.Text(), nullable=True),
        sa.Column("signed_off_by_unit", sa.Text(), nullable=True),
        sa.Column("signed_off_by_post", sa.Text(), nullable=True),
        sa.Column("facts", sa.Text(), nullable=True),
        sa.Column("stated_on", sa.String(length=10), nullable=True),
        sa.Column("at", sa.String(length=16), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("excuse_by", sa.String(length=10), nullable=True),
        sa.Column("manner", sa.String(length=40), nullable=True),
        sa.Column("receiver", sa.Text(), nullable=True),
        sa.Column("reply_due", sa.String(length=10), nullable=True),
        sa.Column("head_involved", sa.Boolean(), nullable=True),
        sa.Column("consequence", sa.Text(), nullable=True),
        sa.Column("consequence_seen", sa.Boolean(), nullable=True),
        sa.Column("remedy", sa.Text(), nullable=True),
        sa.Column("entrusted_by", sa.Text(), nullable=True),
        sa.Column("letter_no", sa.Text(), nullable=True),
        sa.Column("truthful", sa.Text(), nullable=True),
        sa.Column("advice", sa.Text(), nullable=True),
        sa.Column("purpose", sa.Text(), nullable=True),
        sa.Column("checked", sa.Text(), nullable=True),
        sa.Column("checked_until", sa.String(length=10), nullable=True),
        sa.Column("verdict", sa.String(length=40), nullable=True),
        sa.Column("told", sa.Text(), nullable=True),
        sa.Column("contact", sa.Text(), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("enclosures", sa.Text(), nullable=True),
        sa.Column("copies_to", sa.Text(), nullable=True),
        sa.Column("copies", sa.Integer(), nullable=True),
        sa.Column("received_by_id", sa.String(length=36), nullable=True),
        sa.Column("received_by_name", sa.Text(), nullable=True),
        sa.Column("received_by_unit", sa.Text(), nullable=True),
        sa.Column("received_by_post", sa.Text(), nullable=True),
        sa.Column("received_at", sa.String(length=16), nullable=True),
        sa.Column("reply", sa.String(length=40), nullable=True),
        sa.Column("reply_reason", sa.Text(), nullable=True),
        sa.Column("replied_on", sa.String(length=10), nullable=True),
        sa.Column("reminder_id", sa.String(length=36), nullable=True),
        sa.Column("talk_id", sa.String(length=36), nullable=True),
        sa.Column("disposition_id", sa.String(length=36), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("clue_id", sa.String(length=36), nullable=True),
        sa.Column("open_clues", sa.String(length=40), nullable=True),
        sa.Column("in_effect", sa.String(length=40), nullable=True),
        sa.Column("keeper", sa.Text(), nullable=True),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("marking", sa.String(length=40), nullable=True),
        sa.Column("late_reason", sa.Text(), nullable=True),
        sa.Column("audience", sa.Text(), nullable=True),
        sa.Column("retention", sa.String(length=40), nullable=True),
        sa.Column("appraised_on", sa.String(length=10), nullable=True),
        sa.Column("recusal", sa.Text(), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("origin", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("changed_at", sa.String(length=32), nullable=False),
        sa.Column("sealed_at", sa.String(length=32), nullable=True),
        sa.Column("sealed_digest", sa.String(length=64), nullable=True),
        sa.Column("withdrawn_for", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["approved_by_id"],
            ["person.id"],
            name=op.f("fk_letter_approved_by_id_person"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_letter_organisation_id_organisation"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_letter_person_id_person"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["received_by_id"],
            ["person.id"],
            name=op.f("fk_letter_received_by_id_person"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["signed_off_by_id"],
            ["person.id"],
            name=op.f("fk_letter_signed_off_by_id_person"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
    )
    op.create_table(
        "meeting",
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("organisation_id", sa.String(length=36), nullable=True),
        sa.Column("session", sa.Text(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("began_at", sa.String(length=16), nullable=True),
        sa.Column("ended_at", sa.String(length=16), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("chair_id", sa.String(length=36), nullable=True),
        sa.Column("chair_name", sa.Text(), nullable=True),
        sa.Column("chair_unit", sa.Text(), nullable=True),
        sa.Column("chair_post", sa.Text(), nullable=True),
        sa.Column("recorder_id", sa.String(length=36), nullable=True),
        sa.Column("recorder_name", sa.Text(), nullable=True),
        sa.Column("recorder_unit", sa.Text(), nullable=True),
        sa.Column("recorder_post", sa.Text(), nullable=True),
        sa.Column("due", sa.Integer(), nullable=True),
        sa.Column("due_full", sa.Integer(), nullable=True),
        sa.Column("due_probationary", sa.Integer(), nullable=True),
        sa.Column("came", sa.Integer(), nullable=True),
        sa.Column("voters_due", sa.Integer(), nullable=True),
        sa.Column("voters_came", sa.Integer(), nullable=True),
        sa.Column("previous_id", sa.String(length=36), nullable=True),
        sa.Column("minutes", sa.Text(), nullable=True),
        sa.Column("see_id", sa.String(length=36), nullable=True),
        sa.Column("lecturer_id", sa.String(length=36), nullable=True),
        sa.Column("lecturer_name", sa.Text(), nullable=True),
        sa.Column("lecturer_unit", sa.Text(), nullable=True),
        sa.Column("lecturer_post", sa.Text(), nullable=True),
        sa.Column("lecture", sa.Text(), nullable=True),
        sa.Column("listeners", sa.Integer(), nullable=True),
        sa.Column("theme", sa.Text(), nullable=True),
        sa.Column("subject", sa.Text(), nullable=True),
        sa.Column("heart_talks", sa.Integer(), nullable=True),
        sa.Column("names_left_out", sa.Boolean(), nullable=True),
        sa.Column("explained", sa.Text(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.Column("report_due", sa.String(length=10), nullable=True),
        sa.Column("reported_on", sa.String(length=10), nullable=True),
        sa.Column("enclosures", sa.Text(), nullable=True),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("marking", sa.String(length=40), nullable=True),
        sa.Column("late_reason", sa.Text(), nullable=True),
        sa.Column("audience", sa.Text(), nullable=True),
        sa.Column("retention", sa.String(length=40), nullable=True),
        sa.Column("appraised_on", sa.String(length=10), nullable=True),
        sa.Column("recusal", sa.Text(), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("origin", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("changed_at", sa.String(length=32), nullable=False),
        sa.Column("sealed_at", sa.String(length=32), nullable=True),
        sa.Column("sealed_digest", sa.String(length=64), nullable=True),
        sa.Column("withdrawn_for", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["chair_id"], ["person.id"], name=op.f("fk_meeting_chair_id_person"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["lecturer_id"],
            ["person.id"],
            name=op.f("fk_meeting_lecturer_id_person"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_meeting_organisation_id_organisation"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["recorder_id"],
            ["person.id"],
            name=op.f("fk_meeting_recorder_id_person"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
    )
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.create_index("ix_meeting_organisation_id", ["organisation_id", "began_at"], unique=False)

    op.create_table(
        "organisation_officer",
        sa.Column("who_id", sa.String(length=36), nullable=True),
        sa.Column("who_name", sa.Text(), nullable=True),
        sa.Column("who_unit", sa.Text(), nullable=True),
        sa.Column("who_post", sa.Text(), nullable=True),
        sa.Column("post", sa.Text(), nullable=True),
        sa.Column("since", sa.String(length=10), nullable=True),
        sa.Column("until", sa.String(length=10), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["organisation.id"],
            name=op.f("fk_organisation_officer_owner_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["who_id"],
            ["person.id"],
            name=op.f("fk_organisation_officer_who_id_person"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation_officer")),
    )
    with op.batch_alter_table("organisation_officer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_organisation_officer_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "person_post",
        sa.Column("organisation_id", sa.String(length=36), nullable=True),
        sa.Column("title_of_post", sa.Text(), nullable=True),
        sa.Column("main", sa.Boolean(), nullable=True),
        sa.Column("since", sa.String(length=10), nullable=True),
        sa.Column("until", sa.String(length=10), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_person_post_organisation_id_organisation"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["person.id"], name=op.f("fk_person_post_owner_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_post")),
    )
    with op.batch_alter_table("person_post", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_post_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "rectification",
        sa.Column("problem", sa.Text(), nullable=True),
        sa.Column("source", sa.String(length=40), nullable=True),
        sa.Column("source_id", sa.String(length=36), nullable=True),
        sa.Column("source_item", sa.Text(), nullable=True),
        sa.Column("found_on", sa.String(length=10), nullable=True),
        sa.Column("detail", sa.Text(), nullable=True),
        sa.Column("organisation_id", sa.String(length=36), nullable=True),
        sa.Column("responsible_id", sa.String(length=36), nullable=True),
        sa.Column("responsible_name", sa.Text(), nullable=True),
        sa.Column("responsible_unit", sa.Text(), nullable=True),
        sa.Column("responsible_post", sa.Text(), nullable=True),
        sa.Column("goal", sa.Text(), nullable=True),
        sa.Column("term", sa.String(length=10), nullable=True),
        sa.Column("done_on", sa.String(length=10), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=True),
        sa.Column("checked_on", sa.String(length=10), nullable=True),
        sa.Column("checked_by_id", sa.String(length=36), nullable=True),
        sa.Column("checked_by_name", sa.Text(), nullable=True),
        sa.Column("checked_by_unit", sa.Text(), nullable=True),
        sa.Column("checked_by_post", sa.Text(), nullable=True),
        sa.Column("found", sa.Text(), nullable=True),
        sa.Column("struck_by_id", sa.String(length=36), nullable=True),
        sa.Column("struck_by_name", sa.Text(), nullable=True),
        sa.Column("struck_by_unit", sa.Text(), nullable=True),
        sa.Column("struck_by_post", sa.Text(), nullable=True),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("marking", sa.String(length=40), nullable=True),
        sa.Column("late_reason", sa.Text(), nullable=True),
        sa.Column("audience", sa.Text(), nullable=True),
        sa.Column("retention", sa.String(length=40), nullable=True),
        sa.Column("appraised_on", sa.String(length=10), nullable=True),
        sa.Column("recusal", sa.Text(), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("origin", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("changed_at", sa.String(length=32), nullable=False),
        sa.Column("sealed_at", sa.String(length=32), nullable=True),
        sa.Column("sealed_digest", sa.String(length=64), nullable=True),
        sa.Column("withdrawn_for", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["checked_by_id"],
            ["person.id"],
            name=op.f("fk_rectification_checked_by_id_person"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_rectification_organisation_id_organisation"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["responsible_id"],
            ["person.id"],
            name=op.f("fk_rectification_responsible_id_person"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["struck_by_id"],
            ["person.id"],
            name=op.f("fk_rectification_struck_by_id_person"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rectification")),
    )
    op.create_table(
        "reminder",
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=True),
        sa.Column("person_name", sa.Text(), nullable=True),
        sa.Column("person_unit", sa.Text(), nullable=True),
        sa.Column("person_post", sa.Text(), nullable=True),
        sa.Column("organisation_id", sa.String(length=36), nullable=True),
        sa.Column("matter", sa.Text(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.Column("duty", sa.Text(), nullable=True),
        sa.Column("questions", sa.Text(), nullable=True),
        sa.Column("approved_by_id", sa.String(length=36), nullable=True),
        sa.Column("approved_by_name", sa.Text(), nullable=True),
        sa.Column("approved_by_unit", sa.Text(), nullable=True),
        sa.Column("approved_by_post", sa.Text(), nullable=True),
        sa.Column("approved_on", sa.String(length=10), nullable=True),
        sa.Column("approved_in", sa.Text(), nullable=True),
        sa.Column("no_notice", sa.Boolean(), nullable=True),
        sa.Column("notice_no", sa.Text(), nullable=True),
        sa.Column("issuer", sa.Text(), nullable=True),
        sa.Column("notice_on", sa.String(length=10), nullable=True),
        sa.Column("at", sa.String(length=16), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("recorder_id", sa.String(length=36), nullable=True),
        sa.Column("recorder_name", sa.Text(), nullable=True),
        sa.Column("recorder_unit", sa.Text(), nullable=True),
        sa.Column("recorder_post", sa.Text(), nullable=True),
        sa.Column("excuse_by", sa.String(length=10), nullable=True),
        sa.Column("contact", sa.Text(), nullable=True),
        sa.Column("copies_to", sa.Text(), nullable=True),
        sa.Column("received_by_id", sa.String(length=36), nullable=True),
        sa.Column("received_by_name", sa.Text(), nullable=True),
        sa.Column("received_by_unit", sa.Text(), nullable=True),
        sa.Column("received_by_post", sa.Text(), nullable=True),
        sa.Column("received_at", sa.String(length=16), nullable=True),
        sa.Column("delivered_by", sa.Text(), nullable=True),
        sa.Column("reply", sa.String(length=40), nullable=True),
        sa.Column("reply_reason", sa.Text(), nullable=True),
        sa.Column("talk_id", sa.String(length=36), nullable=True),
        sa.Column("report_due", sa.String(length=10), nullable=True),
        sa.Column("report_received_on", sa.String(length=10), nullable=True),
        sa.Column("checked_by_id", sa.String(length=36), nullable=True),
        sa.Column("checked_by_name", sa.Text(), nullable=True),
        sa.Column("checked_by_unit", sa.Text(), nullable=True),
        sa.Column("checked_by_post", sa.Text(), nullable=True),
        sa.Column("checked_on", sa.String(length=10), nullable=True),
        sa.Column("found", sa.Text(), nullable=True),
        sa.Column("outcome", sa.String(length=40), nullable=True),
        sa.Column("previous_id", sa.String(length=36), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("clue_id", sa.String(length=36), nullable=True),
        sa.Column("keeper", sa.Text(), nullable=True),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("marking", sa.String(length=40), nullable=True),
        sa.Column("late_reason", sa.Text(), nullable=True),
        sa.Column("audience", sa.Text(), nullable=True),
        sa.Column("retention", sa.String(length=40), nullable=True),
        sa.Column("appraised_on", sa.String(length=10), nullable=True),
        sa.Column("recusal", sa.Text(), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("origin", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("changed_at", sa.String(length=32), nullable=False),
        sa.Column("sealed_at", sa.String(length=32), nullable=True),
        sa.Column("sealed_digest", sa.String(length=64), nullable=True),
        sa.Column("withdrawn_for", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["approved_by_id"],
            ["person.id"],
            name=op.f("fk_reminder_approved_by_id_person"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["checked_by_id"],
            ["person.id"],
            name=op.f("fk_reminder_checked_by_id_person"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_reminder_organisation_id_organisation"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_reminder_person_id_person"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["received_by_id"],
            ["person.id"],
            name=op.f("fk_reminder_received_by_id_person"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["recorder_id"],
            ["person.id"],
            name=op.f("fk_reminder_recorder_id_person"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder")),
    )
    op.create_table(
        "talk",
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=True),
        sa.Column("person_name", sa.Text(), nullable=True),
        sa.Column("person_unit", sa.Text(), nullable=True),
        sa.Column("person_post", sa.Text(), nullable=True),
        sa.Column("person_sex", sa.String(length=40), nullable=True),
        sa.Column("person_politics", sa.Text(), nullable=True),
        sa.Column("person_birth", sa.Text(), nullable=True),
        sa.Column("person_branch", sa.Text(), nullable=True),
        sa.Column("person_category", sa.String(length=40), nullable=True),
        sa.Column("began_at", sa.String(length=16), nullable=True),
        sa.Column("ended_at", sa.String(length=16), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("manner", sa.String(length=40), nullable=True),
        sa.Column("recorder_id", sa.String(length=36), nullable=True),
        sa.Column("recorder_name", sa.Text(), nullable=True),
        sa.Column("recorder_unit", sa.Text(), nullable=True),
        sa.Column("recorder_post", sa.Text(), nullable=True),
        sa.Column("matter", sa.Text(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.Column("approved_by_id", sa.String(length=36), nullable=True),
        sa.Column("approved_by_name", sa.Text(), nullable=True),
        sa.Column("approved_by_unit", sa.Text(), nullable=True),
        sa.Column("approved_by_post", sa.Text(), nullable=True),
        sa.Column("approved_on", sa.String(length=10), nullable=True),
        sa.Column("round", sa.Integer(), nullable=True),
        sa.Column("previous_id", sa.String(length=36), nullable=True),
        sa.Column("interrupted", sa.Text(), nullable=True),
        sa.Column("opening", sa.Text(), nullable=True),
        sa.Column("style", sa.String(length=40), nullable=True),
        sa.Column("narrative", sa.Text(), nullable=True),
        sa.Column("statement", sa.Text(), nullable=True),
        sa.Column("no_statement", sa.Boolean(), nullable=True),
        sa.Column("pointed", sa.Text(), nullable=True),
        sa.Column("attitude", sa.Text(), nullable=True),
        sa.Column("paper_due", sa.String(length=10), nullable=True),
        sa.Column("paper_received_on", sa.String(length=10), nullable=True),
        sa.Column("reviewer_id", sa.String(length=36), nullable=True),
        sa.Column("reviewer_name", sa.Text(), nullable=True),
        sa.Column("reviewer_unit", sa.Text(), nullable=True),
        sa.Column("reviewer_post", sa.Text(), nullable=True),
        sa.Column("head_id", sa.String(length=36), nullable=True),
        sa.Column("head_name", sa.Text(), nullable=True),
        sa.Column("head_unit", sa.Text(), nullable=True),
        sa.Column("head_post", sa.Text(), nullable=True),
        sa.Column("enclosures", sa.Text(), nullable=True),
        sa.Column("read_aloud", sa.Boolean(), nullable=True),
        sa.Column("checked_on", sa.String(length=10), nullable=True),
        sa.Column("found", sa.Text(), nullable=True),
        sa.Column("outcome", sa.String(length=40), nullable=True),
        sa.Column("source", sa.String(length=40), nullable=True),
        sa.Column("clue_id", sa.String(length=36), nullable=True),
        sa.Column("entrusted_on", sa.String(length=10), nullable=True),
        sa.Column("counted", sa.String(length=40), nullable=True),
        sa.Column("proposal", sa.Text(), nullable=True),
        sa.Column("duty", sa.Text(), nullable=True),
        sa.Column("reported_on", sa.String(length=10), nullable=True),
        sa.Column("reported", sa.Text(), nullable=True),
        sa.Column("keeper", sa.Text(), nullable=True),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("marking", sa.String(length=40), nullable=True),
        sa.Column("late_reason", sa.Text(), nullable=True),
        sa.Column("audience", sa.Text(), nullable=True),
        sa.Column("retention", sa.String(length=40), nullable=True),
        sa.Column("appraised_on", sa.String(length=10), nullable=True),
        sa.Column("recusal", sa.Text(), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("origin", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.String(length=32), nullable=False),
        sa.Column("changed_at", sa.String(length=32), nullable=False),
        sa.Column("sealed_at", sa.String(length=32), nullable=True),
        sa.Column("sealed_digest", sa.String(length=64), nullable=True),
        sa.Column("withdrawn_for", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["approved_by_id"],
            ["person.id"],
            name=op.f("fk_talk_approved_by_id_person"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["head_id"], ["person.id"], name=op.f("fk_talk_head_id_person"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_talk_person_id_person"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["recorder_id"],
            ["person.id"],
            name=op.f("fk_talk_recorder_id_person"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["reviewer_id"],
            ["person.id"],
            name=op.f("fk_talk_reviewer_id_person"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_talk")),
    )
    with op.batch_alter_table("talk", schema=None) as batch_op:
        batch_op.create_index("ix_talk_kind", ["kind", "began_at", "state", "origin", "person_id"], unique=False)

    op.create_table(
        "clue_reported",
        sa.Column("who_id", sa.String(length=36), nullable=True),
        sa.Column("who_name", sa.Text(), nullable=True),
        sa.Column("who_unit", sa.Text(), nullable=True),
        sa.Column("who_post", sa.Text(), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["clue.id"], name=op.f("fk_clue_reported_owner_id_clue"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["who_id"],
            ["person.id"],
            name=op.f("fk_clue_reported_who_id_person"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clue_reported")),
    )
    with op.batch_alter_table("clue_reported", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_clue_reported_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "clue_steps",
        sa.Column("by_id", sa.String(length=36), nullable=True),
        sa.Column("by_name", sa.Text(), nullable=True),
        sa.Column("by_unit", sa.Text(), nullable=True),
        sa.Column("by_post", sa.Text(), nullable=True),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("on", sa.String(length=10), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("paper", sa.Text(), nullable=True),
        sa.Column("until", sa.String(length=10), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["person.id"], name=op.f("fk_clue_steps_by_id_person"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["clue.id"], name=op.f("fk_clue_steps_owner_id_clue"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clue_steps")),
    )
    with op.batch_alter_table("clue_steps", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_clue_steps_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "disposition_appeal",
        sa.Column("kind", sa.String(length=40), nullable=True),
        sa.Column("filed_on", sa.String(length=10), nullable=True),
        sa.Column("accepted_on", sa.String(length=10), nullable=True),
        sa.Column("organ", sa.Text(), nullable=True),
        sa.Column("term", sa.String(length=10), nullable=True),
        sa.Column("decided_on", sa.String(length=10), nullable=True),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["disposition.id"],
            name=op.f("fk_disposition_appeal_owner_id_disposition"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disposition_appeal")),
    )
    with op.batch_alter_table("disposition_appeal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_disposition_appeal_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "disposition_approvals",
        sa.Column("by_id", sa.String(length=36), nullable=True),
        sa.Column("by_name", sa.Text(), nullable=True),
        sa.Column("by_unit", sa.Text(), nullable=True),
        sa.Column("by_post", sa.Text(), nullable=True),
        sa.Column("on", sa.String(length=10), nullable=True),
        sa.Column("opinion", sa.Text(), nullable=True),
        sa.Column("paper", sa.Text(), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"],
            ["person.id"],
            name=op.f("fk_disposition_approvals_by_id_person"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["disposition.id"],
            name=op.f("fk_disposition_approvals_owner_id_disposition"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disposition_approvals")),
    )
    with op.batch_alter_table("disposition_approvals", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_disposition_approvals_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "disposition_cause",
        sa.Column("record_id", sa.String(length=36), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["disposition.id"], name=op.f("fk_disposition_cause_owner_id_disposition"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disposition_cause")),
    )
    with op.batch_alter_table("disposition_cause", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_disposition_cause_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "disposition_delivery",
        sa.Column("to_id", sa.String(length=36), nullable=True),
        sa.Column("to_name", sa.Text(), nullable=True),
        sa.Column("to_unit", sa.Text(), nullable=True),
        sa.Column("to_post", sa.Text(), nullable=True),
        sa.Column("paper", sa.Text(), nullable=True),
        sa.Column("by", sa.Text(), nullable=True),
        sa.Column("at", sa.String(length=16), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("manner", sa.String(length=40), nullable=True),
        sa.Column("signed_on", sa.String(length=10), nullable=True),
        sa.Column("refusal", sa.Text(), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["disposition.id"],
            name=op.f("fk_disposition_delivery_owner_id_disposition"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["to_id"],
            ["person.id"],
            name=op.f("fk_disposition_delivery_to_id_person"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disposition_delivery")),
    )
    with op.batch_alter_table("disposition_delivery", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_disposition_delivery_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "disposition_discipline",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["disposition.id"],
            name=op.f("fk_disposition_discipline_owner_id_disposition"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disposition_discipline")),
    )
    with op.batch_alter_table("disposition_discipline", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_disposition_discipline_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "disposition_document",
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("dated", sa.String(length=10), nullable=True),
        sa.Column("cc", sa.Text(), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["disposition.id"],
            name=op.f("fk_disposition_document_owner_id_disposition"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disposition_document")),
    )
    with op.batch_alter_table("disposition_document", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_disposition_document_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "disposition_measure",
        sa.Column("measure", sa.String(length=40), nullable=True),
        sa.Column("decider", sa.String(length=40), nullable=True),
        sa.Column("months", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("ended_on", sa.String(length=10), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["disposition.id"],
            name=op.f("fk_disposition_measure_owner_id_disposition"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disposition_measure")),
    )
    with op.batch_alter_table("disposition_measure", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_disposition_measure_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "disposition_paper",
        sa.Column("step", sa.String(length=40), nullable=False),
        sa.Column("at", sa.String(length=16), nullable=True),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("corrections", sa.Integer(), nullable=True),
        sa.Column("situation", sa.String(length=40), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("wishes", sa.Text(), nullable=True),
        sa.Column("witnesses", sa.Text(), nullable=True),
        sa.Column("file_no", sa.Text(), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["disposition.id"], name=op.f("fk_disposition_paper_owner_id_disposition"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disposition_paper")),
    )
    with op.batch_alter_table("disposition_paper", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_disposition_paper_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "letter_approvals",
        sa.Column("by_id", sa.String(length=36), nullable=True),
        sa.Column("by_name", sa.Text(), nullable=True),
        sa.Column("by_unit", sa.Text(), nullable=True),
        sa.Column("by_post", sa.Text(), nullable=True),
        sa.Column("on", sa.String(length=10), nullable=True),
        sa.Column("opinion", sa.Text(), nullable=True),
        sa.Column("paper", sa.Text(), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"],
            ["person.id"],
            name=op.f("fk_letter_approvals_by_id_person"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["letter.id"], name=op.f("fk_letter_approvals_owner_id_letter"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_approvals")),
    )
    with op.batch_alter_table("letter_approvals", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_letter_approvals_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "letter_caller",
        sa.Column("who_id", sa.String(length=36), nullable=True),
        sa.Column("who_name", sa.Text(), nullable=True),
        sa.Column("who_unit", sa.Text(), nullable=True),
        sa.Column("who_post", sa.Text(), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["letter.id"], name=op.f("fk_letter_caller_owner_id_letter"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["who_id"],
            ["person.id"],
            name=op.f("fk_letter_caller_who_id_person"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_caller")),
    )
    with op.batch_alter_table("letter_caller", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_letter_caller_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "letter_candidate",
        sa.Column("who_id", sa.String(length=36), nullable=True),
        sa.Column("who_name", sa.Text(), nullable=True),
        sa.Column("who_unit", sa.Text(), nullable=True),
        sa.Column("who_post", sa.Text(), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["letter.id"], name=op.f("fk_letter_candidate_owner_id_letter"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["who_id"],
            ["person.id"],
            name=op.f("fk_letter_candidate_who_id_person"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_candidate")),
    )
    with op.batch_alter_table("letter_candidate", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_letter_candidate_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "letter_deliveries",
        sa.Column("to_id", sa.String(length=36), nullable=True),
        sa.Column("to_name", sa.Text(), nullable=True),
        sa.Column("to_unit", sa.Text(), nullable=True),
        sa.Column("to_post", sa.Text(), nullable=True),
        sa.Column("paper", sa.Text(), nullable=True),
        sa.Column("by", sa.Text(), nullable=True),
        sa.Column("at", sa.String(length=16), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("manner", sa.String(length=40), nullable=True),
        sa.Column("signed_on", sa.String(length=10), nullable=True),
        sa.Column("refusal", sa.Text(), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["letter.id"], name=op.f("fk_letter_deliveries_owner_id_letter"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["to_id"],
            ["person.id"],
            name=op.f("fk_letter_deliveries_to_id_person"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_deliveries")),
    )
    with op.batch_alter_table("letter_deliveries", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_letter_deliveries_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "letter_material",
        sa.Column("what", sa.Text(), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["letter.id"], name=op.f("fk_letter_material_owner_id_letter"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_material")),
    )
    with op.batch_alter_table("letter_material", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_letter_material_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "letter_paper",
        sa.Column("step", sa.String(length=40), nullable=False),
        sa.Column("at", sa.String(length=16), nullable=True),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("corrections", sa.Integer(), nullable=True),
        sa.Column("situation", sa.String(length=40), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("wishes", sa.Text(), nullable=True),
        sa.Column("witnesses", sa.Text(), nullable=True),
        sa.Column("file_no", sa.Text(), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["letter.id"], name=op.f("fk_letter_paper_owner_id_letter"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_paper")),
    )
    with op.batch_alter_table("letter_paper", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_letter_paper_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "letter_point",
        sa.Column("what", sa.Text(), nullable=True),
        sa.Column("term", sa.String(length=10), nullable=True),
        sa.Column("sign", sa.Text(), nullable=True),
        sa.Column("done_on", sa.String(length=10), nullable=True),
        sa.Column("said", sa.Text(), nullable=True),
        sa.Column("proof", sa.Text(), nullable=True),
        sa.Column("found", sa.Text(), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["letter.id"], name=op.f("fk_letter_point_owner_id_letter"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_point")),
    )
    with op.batch_alter_table("letter_point", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_letter_point_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "meeting_absent",
        sa.Column("who_id", sa.String(length=36), nullable=True),
        sa.Column("who_name", sa.Text(), nullable=True),
        sa.Column("who_unit", sa.Text(), nullable=True),
        sa.Column("who_post", sa.Text(), nullable=True),
        sa.Column("reason", sa.String(length=40), nullable=True),
        sa.Column("detail", sa.Text(), nullable=True),
        sa.Column("excused", sa.Boolean(), nullable=True),
        sa.Column("voting", sa.Boolean(), nullable=True),
        sa.Column("made_up", sa.Text(), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["meeting.id"], name=op.f("fk_meeting_absent_owner_id_meeting"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["who_id"],
            ["person.id"],
            name=op.f("fk_meeting_absent_who_id_person"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_absent")),
    )
    with op.batch_alter_table("meeting_absent", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_absent_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "meeting_approvals",
        sa.Column("by_id", sa.String(length=36), nullable=True),
        sa.Column("by_name", sa.Text(), nullable=True),
        sa.Column("by_unit", sa.Text(), nullable=True),
        sa.Column("by_post", sa.Text(), nullable=True),
        sa.Column("on", sa.String(length=10), nullable=True),
        sa.Column("opinion", sa.Text(), nullable=True),
        sa.Column("paper", sa.Text(), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"],
            ["person.id"],
            name=op.f("fk_meeting_approvals_by_id_person"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["meeting.id"], name=op.f("fk_meeting_approvals_owner_id_meeting"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_approvals")),
    )
    with op.batch_alter_table("meeting_approvals", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_approvals_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "meeting_carried",
        sa.Column("meeting_id", sa.String(length=36), nullable=True),
        sa.Column("what", sa.Text(), nullable=True),
        sa.Column("by_id", sa.String(length=36), nullable=True),
        sa.Column("by_name", sa.Text(), nullable=True),
        sa.Column("by_unit", sa.Text(), nullable=True),
        sa.Column("by_post", sa.Text(), nullable=True),
        sa.Column("term", sa.String(length=10), nullable=True),
        sa.Column("standing", sa.String(length=40), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("origin_row", sa.Text(), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"],
            ["person.id"],
            name=op.f("fk_meeting_carried_by_id_person"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["meeting.id"], name=op.f("fk_meeting_carried_owner_id_meeting"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_carried")),
    )
    with op.batch_alter_table("meeting_carried", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_carried_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "meeting_criticism",
        sa.Column("to_id", sa.String(length=36), nullable=True),
        sa.Column("to_name", sa.Text(), nullable=True),
        sa.Column("to_unit", sa.Text(), nullable=True),
        sa.Column("to_post", sa.Text(), nullable=True),
        sa.Column("by_id", sa.String(length=36), nullable=True),
        sa.Column("by_name", sa.Text(), nullable=True),
        sa.Column("by_unit", sa.Text(), nullable=True),
        sa.Column("by_post", sa.Text(), nullable=True),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("aspect", sa.Text(), nullable=True),
        sa.Column("taken", sa.String(length=40), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("listed_as", sa.Text(), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"],
            ["person.id"],
            name=op.f("fk_meeting_criticism_by_id_person"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["meeting.id"], name=op.f("fk_meeting_criticism_owner_id_meeting"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["to_id"],
            ["person.id"],
            name=op.f("fk_meeting_criticism_to_id_person"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_criticism")),
    )
    with op.batch_alter_table("meeting_criticism", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_criticism_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "meeting_kind",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["meeting.id"], name=op.f("fk_meeting_kind_owner_id_meeting"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_kind")),
    )
    with op.batch_alter_table("meeting_kind", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_kind_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "meeting_observer",
        sa.Column("who_id", sa.String(length=36), nullable=True),
        sa.Column("who_name", sa.Text(), nullable=True),
        sa.Column("who_unit", sa.Text(), nullable=True),
        sa.Column("who_post", sa.Text(), nullable=True),
        sa.Column("role", sa.String(length=40), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["meeting.id"], name=op.f("fk_meeting_observer_owner_id_meeting"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["who_id"],
            ["person.id"],
            name=op.f("fk_meeting_observer_who_id_person"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_observer")),
    )
    with op.batch_alter_table("meeting_observer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_observer_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "meeting_opinion",
        sa.Column("about", sa.Text(), nullable=True),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("source", sa.String(length=40), nullable=True),
        sa.Column("count", sa.Integer(), nullable=True),
        sa.Column("course", sa.Text(), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["meeting.id"], name=op.f("fk_meeting_opinion_owner_id_meeting"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_opinion")),
    )
    with op.batch_alter_table("meeting_opinion", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_opinion_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "meeting_paper",
        sa.Column("step", sa.String(length=40), nullable=False),
        sa.Column("at", sa.String(length=16), nullable=True),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("corrections", sa.Integer(), nullable=True),
        sa.Column("situation", sa.String(length=40), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("wishes", sa.Text(), nullable=True),
        sa.Column("witnesses", sa.Text(), nullable=True),
        sa.Column("file_no", sa.Text(), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["meeting.id"], name=op.f("fk_meeting_paper_owner_id_meeting"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_paper")),
    )
    with op.batch_alter_table("meeting_paper", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_paper_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "meeting_preparation",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["meeting.id"], name=op.f("fk_meeting_preparation_owner_id_meeting"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_preparation")),
    )
    with op.batch_alter_table("meeting_preparation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_preparation_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "meeting_present",
        sa.Column("who_id", sa.String(length=36), nullable=True),
        sa.Column("who_name", sa.Text(), nullable=True),
        sa.Column("who_unit", sa.Text(), nullable=True),
        sa.Column("who_post", sa.Text(), nullable=True),
        sa.Column("voting", sa.Boolean(), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["meeting.id"], name=op.f("fk_meeting_present_owner_id_meeting"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["who_id"],
            ["person.id"],
            name=op.f("fk_meeting_present_who_id_person"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_present")),
    )
    with op.batch_alter_table("meeting_present", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_present_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "meeting_rating",
        sa.Column("who_id", sa.String(length=36), nullable=True),
        sa.Column("who_name", sa.Text(), nullable=True),
        sa.Column("who_unit", sa.Text(), nullable=True),
        sa.Column("who_post", sa.Text(), nullable=True),
        sa.Column("own", sa.String(length=40), nullable=True),
        sa.Column("excellent", sa.Integer(), nullable=True),
        sa.Column("good", sa.Integer(), nullable=True),
        sa.Column("basic", sa.Integer(), nullable=True),
        sa.Column("unfit", sa.Integer(), nullable=True),
        sa.Column("result", sa.String(length=40), nullable=True),
        sa.Column("told_on", sa.String(length=10), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["meeting.id"], name=op.f("fk_meeting_rating_owner_id_meeting"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["who_id"],
            ["person.id"],
            name=op.f("fk_meeting_rating_who_id_person"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_rating")),
    )
    with op.batch_alter_table("meeting_rating", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_rating_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "meeting_resolution",
        sa.Column("what", sa.Text(), nullable=True),
        sa.Column("by_id", sa.String(length=36), nullable=True),
        sa.Column("by_name", sa.Text(), nullable=True),
        sa.Column("by_unit", sa.Text(), nullable=True),
        sa.Column("by_post", sa.Text(), nullable=True),
        sa.Column("term", sa.String(length=10), nullable=True),
        sa.Column("done_on", sa.String(length=10), nullable=True),
        sa.Column("done_note", sa.Text(), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"],
            ["person.id"],
            name=op.f("fk_meeting_resolution_by_id_person"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["meeting.id"], name=op.f("fk_meeting_resolution_owner_id_meeting"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_resolution")),
    )
    with op.batch_alter_table("meeting_resolution", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_resolution_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "meeting_self_check",
        sa.Column("who_id", sa.String(length=36), nullable=True),
        sa.Column("who_name", sa.Text(), nullable=True),
        sa.Column("who_unit", sa.Text(), nullable=True),
        sa.Column("who_post", sa.Text(), nullable=True),
        sa.Column("problems", sa.Text(), nullable=True),
        sa.Column("causes", sa.Text(), nullable=True),
        sa.Column("measures", sa.Text(), nullable=True),
        sa.Column("count", sa.Integer(), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["meeting.id"], name=op.f("fk_meeting_self_check_owner_id_meeting"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["who_id"],
            ["person.id"],
            name=op.f("fk_meeting_self_check_who_id_person"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_self_check")),
    )
    with op.batch_alter_table("meeting_self_check", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_self_check_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "meeting_speech",
        sa.Column("topic", sa.Integer(), nullable=True),
        sa.Column("who_id", sa.String(length=36), nullable=True),
        sa.Column("who_name", sa.Text(), nullable=True),
        sa.Column("who_unit", sa.Text(), nullable=True),
        sa.Column("who_post", sa.Text(), nullable=True),
        sa.Column("said", sa.Text(), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["meeting.id"], name=op.f("fk_meeting_speech_owner_id_meeting"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["who_id"],
            ["person.id"],
            name=op.f("fk_meeting_speech_who_id_person"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_speech")),
    )
    with op.batch_alter_table("meeting_speech", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_speech_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "meeting_theme",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["meeting.id"], name=op.f("fk_meeting_theme_owner_id_meeting"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_theme")),
    )
    with op.batch_alter_table("meeting_theme", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_theme_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "meeting_topic",
        sa.Column("what", sa.Text(), nullable=True),
        sa.Column("reporter_id", sa.String(length=36), nullable=True),
        sa.Column("reporter_name", sa.Text(), nullable=True),
        sa.Column("reporter_unit", sa.Text(), nullable=True),
        sa.Column("reporter_post", sa.Text(), nullable=True),
        sa.Column("conclusion", sa.Text(), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["meeting.id"], name=op.f("fk_meeting_topic_owner_id_meeting"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["reporter_id"],
            ["person.id"],
            name=op.f("fk_meeting_topic_reporter_id_person"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_topic")),
    )
    with op.batch_alter_table("meeting_topic", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_topic_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "meeting_vote",
        sa.Column("what", sa.Text(), nullable=True),
        sa.Column("manner", sa.String(length=40), nullable=True),
        sa.Column("voters_due", sa.Integer(), nullable=True),
        sa.Column("voters", sa.Integer(), nullable=True),
        sa.Column("yes", sa.Integer(), nullable=True),
        sa.Column("no", sa.Integer(), nullable=True),
        sa.Column("abstained", sa.Integer(), nullable=True),
        sa.Column("passed", sa.String(length=40), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["meeting.id"], name=op.f("fk_meeting_vote_owner_id_meeting"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_vote")),
    )
    with op.batch_alter_table("meeting_vote", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_vote_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "rectification_helper",
        sa.Column("who_id", sa.String(length=36), nullable=True),
        sa.Column("who_name", sa.Text(), nullable=True),
        sa.Column("who_unit", sa.Text(), nullable=True),
        sa.Column("who_post", sa.Text(), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["rectification.id"],
            name=op.f("fk_rectification_helper_owner_id_rectification"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["who_id"],
            ["person.id"],
            name=op.f("fk_rectification_helper_who_id_person"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rectification_helper")),
    )
    with op.batch_alter_table("rectification_helper", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rectification_helper_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "rectification_measure",
        sa.Column("what", sa.Text(), nullable=True),
        sa.Column("by_id", sa.String(length=36), nullable=True),
        sa.Column("by_name", sa.Text(), nullable=True),
        sa.Column("by_unit", sa.Text(), nullable=True),
        sa.Column("by_post", sa.Text(), nullable=True),
        sa.Column("term", sa.String(length=10), nullable=True),
        sa.Column("done_on", sa.String(length=10), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"],
            ["person.id"],
            name=op.f("fk_rectification_measure_by_id_person"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["rectification.id"],
            name=op.f("fk_rectification_measure_owner_id_rectification"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rectification_measure")),
    )
    with op.batch_alter_table("rectification_measure", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rectification_measure_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "rectification_steps",
        sa.Column("by_id", sa.String(length=36), nullable=True),
        sa.Column("by_name", sa.Text(), nullable=True),
        sa.Column("by_unit", sa.Text(), nullable=True),
        sa.Column("by_post", sa.Text(), nullable=True),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("on", sa.String(length=10), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("paper", sa.Text(), nullable=True),
        sa.Column("until", sa.String(length=10), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"],
            ["person.id"],
            name=op.f("fk_rectification_steps_by_id_person"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["rectification.id"],
            name=op.f("fk_rectification_steps_owner_id_rectification"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rectification_steps")),
    )
    with op.batch_alter_table("rectification_steps", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rectification_steps_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "reminder_called",
        sa.Column("who_id", sa.String(length=36), nullable=True),
        sa.Column("who_name", sa.Text(), nullable=True),
        sa.Column("who_unit", sa.Text(), nullable=True),
        sa.Column("who_post", sa.Text(), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["reminder.id"], name=op.f("fk_reminder_called_owner_id_reminder"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["who_id"],
            ["person.id"],
            name=op.f("fk_reminder_called_who_id_person"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder_called")),
    )
    with op.batch_alter_table("reminder_called", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reminder_called_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "reminder_caller",
        sa.Column("who_id", sa.String(length=36), nullable=True),
        sa.Column("who_name", sa.Text(), nullable=True),
        sa.Column("who_unit", sa.Text(), nullable=True),
        sa.Column("who_post", sa.Text(), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["reminder.id"], name=op.f("fk_reminder_caller_owner_id_reminder"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["who_id"],
            ["person.id"],
            name=op.f("fk_reminder_caller_who_id_person"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder_caller")),
    )
    with op.batch_alter_table("reminder_caller", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reminder_caller_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "reminder_demand",
        sa.Column("what", sa.Text(), nullable=True),
        sa.Column("term", sa.String(length=10), nullable=True),
        sa.Column("sign", sa.Text(), nullable=True),
        sa.Column("done_on", sa.String(length=10), nullable=True),
        sa.Column("found", sa.Text(), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["reminder.id"], name=op.f("fk_reminder_demand_owner_id_reminder"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder_demand")),
    )
    with op.batch_alter_table("reminder_demand", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reminder_demand_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "reminder_material",
        sa.Column("what", sa.Text(), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["reminder.id"], name=op.f("fk_reminder_material_owner_id_reminder"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder_material")),
    )
    with op.batch_alter_table("reminder_material", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reminder_material_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "reminder_steps",
        sa.Column("by_id", sa.String(length=36), nullable=True),
        sa.Column("by_name", sa.Text(), nullable=True),
        sa.Column("by_unit", sa.Text(), nullable=True),
        sa.Column("by_post", sa.Text(), nullable=True),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("on", sa.String(length=10), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("paper", sa.Text(), nullable=True),
        sa.Column("until", sa.String(length=10), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["person.id"], name=op.f("fk_reminder_steps_by_id_person"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["reminder.id"], name=op.f("fk_reminder_steps_owner_id_reminder"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder_steps")),
    )
    with op.batch_alter_table("reminder_steps", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reminder_steps_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "talk_approvals",
        sa.Column("by_id", sa.String(length=36), nullable=True),
        sa.Column("by_name", sa.Text(), nullable=True),
        sa.Column("by_unit", sa.Text(), nullable=True),
        sa.Column("by_post", sa.Text(), nullable=True),
        sa.Column("on", sa.String(length=10), nullable=True),
        sa.Column("opinion", sa.Text(), nullable=True),
        sa.Column("paper", sa.Text(), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["person.id"], name=op.f("fk_talk_approvals_by_id_person"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["talk.id"], name=op.f("fk_talk_approvals_owner_id_talk"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_talk_approvals")),
    )
    with op.batch_alter_table("talk_approvals", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_talk_approvals_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "talk_ask",
        sa.Column("what", sa.Text(), nullable=True),
        sa.Column("term", sa.String(length=10), nullable=True),
        sa.Column("sign", sa.Text(), nullable=True),
        sa.Column("done_on", sa.String(length=10), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["talk.id"], name=op.f("fk_talk_ask_owner_id_talk"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_talk_ask")),
    )
    with op.batch_alter_table("talk_ask", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_talk_ask_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "talk_aspect",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["talk.id"], name=op.f("fk_talk_aspect_owner_id_talk"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_talk_aspect")),
    )
    with op.batch_alter_table("talk_aspect", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_talk_aspect_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "talk_companion",
        sa.Column("who_id", sa.String(length=36), nullable=True),
        sa.Column("who_name", sa.Text(), nullable=True),
        sa.Column("who_unit", sa.Text(), nullable=True),
        sa.Column("who_post", sa.Text(), nullable=True),
        sa.Column("role", sa.String(length=40), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["talk.id"], name=op.f("fk_talk_companion_owner_id_talk"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["who_id"],
            ["person.id"],
            name=op.f("fk_talk_companion_who_id_person"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_talk_companion")),
    )
    with op.batch_alter_table("talk_companion", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_talk_companion_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "talk_member",
        sa.Column("who_id", sa.String(length=36), nullable=True),
        sa.Column("who_name", sa.Text(), nullable=True),
        sa.Column("who_unit", sa.Text(), nullable=True),
        sa.Column("who_post", sa.Text(), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["talk.id"], name=op.f("fk_talk_member_owner_id_talk"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["who_id"], ["person.id"], name=op.f("fk_talk_member_who_id_person"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_talk_member")),
    )
    with op.batch_alter_table("talk_member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_talk_member_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "talk_paper",
        sa.Column("step", sa.String(length=40), nullable=False),
        sa.Column("at", sa.String(length=16), nullable=True),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("corrections", sa.Integer(), nullable=True),
        sa.Column("situation", sa.String(length=40), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("wishes", sa.Text(), nullable=True),
        sa.Column("witnesses", sa.Text(), nullable=True),
        sa.Column("file_no", sa.Text(), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["talk.id"], name=op.f("fk_talk_paper_owner_id_talk"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_talk_paper")),
    )
    with op.batch_alter_table("talk_paper", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_talk_paper_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "talk_talker",
        sa.Column("who_id", sa.String(length=36), nullable=True),
        sa.Column("who_name", sa.Text(), nullable=True),
        sa.Column("who_unit", sa.Text(), nullable=True),
        sa.Column("who_post", sa.Text(), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["talk.id"], name=op.f("fk_talk_talker_owner_id_talk"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["who_id"], ["person.id"], name=op.f("fk_talk_talker_who_id_person"), initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_talk_talker")),
    )
    with op.batch_alter_table("talk_talker", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_talk_talker_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "talk_turn",
        sa.Column("question", sa.Text(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["talk.id"], name=op.f("fk_talk_turn_owner_id_talk"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_talk_turn")),
    )
    with op.batch_alter_table("talk_turn", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_talk_turn_owner_id"), ["owner_id"], unique=False)

    op.execute(CREATE)
