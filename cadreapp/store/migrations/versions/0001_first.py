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
        batch_op.create_index("ix_catalogue_type", ["type", "state", "day"], unique=False)

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
        batch_op.create_index("ix_journal_command", ["command"], unique=False)
        batch_op.create_index("ix_journal_record", ["record"], unique=False)

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
        batch_op.create_index("ix_term_day", ["day"], unique=False)
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
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("partner", sa.String(length=64), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("epoch", sa.String(length=36), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("manifest", sa.Text(), nullable=False),
        sa.Column("receipt", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["partner"], ["partner.fingerprint"], name=op.f("fk_received_partner_partner")),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_received")),
    )
    with op.batch_alter_table("received", schema=None) as batch_op:
        batch_op.create_index("ix_received_partner", ["partner", "sequence"], unique=False)

    op.create_table(
        "sent",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("partner", sa.String(length=64), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("epoch", sa.String(length=36), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("manifest", sa.Text(), nullable=False),
        sa.Column("journal_no", sa.Integer(), nullable=False),
        sa.Column("receipt", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["partner"], ["partner.fingerprint"], name=op.f("fk_sent_partner_partner")),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_sent")),
    )
    with op.batch_alter_table("sent", schema=None) as batch_op:
        batch_op.create_index("ix_sent_partner", ["partner", "sequence"], unique=False)

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
        "sent_record",
        sa.Column("bundle", sa.String(length=64), nullable=False),
        sa.Column("record", sa.String(length=36), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("verdict", sa.String(length=12), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["bundle"], ["sent.digest"], name=op.f("fk_sent_record_bundle_sent")),
    )
    with op.batch_alter_table("sent_record", schema=None) as batch_op:
        batch_op.create_index("ix_sent_record_bundle", ["bundle"], unique=False)
        batch_op.create_index("ix_sent_record_record", ["record"], unique=False)

    op.create_table(
        "talk",
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.String(length=36), nullable=True),
        sa.Column("person_name", sa.Text(), nullable=True),
        sa.Column("person_unit", sa.Text(), nullable=True),
        sa.Column("person_post", sa.Text(), nullable=True),
        sa.Column("person_sex", sa.String(length=40), nullable=True),
        sa.Column("person_politics", sa.Text(), nullable=True),
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
        sa.Column("attitude", sa.Text(), nullable=True),
        sa.Column("paper_due", sa.String(length=10), nullable=True),
        sa.Column("paper_received_on", sa.String(length=10), nullable=True),
        sa.Column("reviewer_id", sa.String(length=36), nullable=True),
        sa.Column("reviewer_name", sa.Text(), nullable=True),
        sa.Column("reviewer_unit", sa.Text(), nullable=True),
        sa.Column("reviewer_post", sa.Text(), nullable=True),
        sa.Column("enclosures", sa.Text(), nullable=True),
        sa.Column("read_aloud", sa.Boolean(), nullable=True),
        sa.Column("source", sa.String(length=40), nullable=True),
        sa.Column("clue_id", sa.String(length=36), nullable=True),
        sa.Column("counted", sa.String(length=40), nullable=True),
        sa.Column("reported", sa.Text(), nullable=True),
        sa.Column("keeper", sa.Text(), nullable=True),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("marking", sa.String(length=40), nullable=True),
        sa.Column("late_reason", sa.Text(), nullable=True),
        sa.Column("audience", sa.Text(), nullable=True),
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
    op.create_table(
        "talk_approvals",
        sa.Column("by_id", sa.String(length=36), nullable=True),
        sa.Column("by_name", sa.Text(), nullable=True),
        sa.Column("by_unit", sa.Text(), nullable=True),
        sa.Column("by_post", sa.Text(), nullable=True),
        sa.Column("on", sa.String(length=10), nullable=True),
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
        sa.Column("reason", sa.Text(), nullable=True),
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
