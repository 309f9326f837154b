"""Hand-over, recusal and disposal get records of their own."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "disposal",
        sa.Column("kind", sa.String(length=40), nullable=True),
        sa.Column("on", sa.String(length=10), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("manner", sa.Text(), nullable=True),
        sa.Column("approved_by_id", sa.String(length=36), nullable=True),
        sa.Column("approved_by_name", sa.Text(), nullable=True),
        sa.Column("approved_by_unit", sa.Text(), nullable=True),
        sa.Column("approved_by_post", sa.Text(), nullable=True),
        sa.Column("approved_on", sa.String(length=10), nullable=True),
        sa.Column("done_by_id", sa.String(length=36), nullable=True),
        sa.Column("done_by_name", sa.Text(), nullable=True),
        sa.Column("done_by_unit", sa.Text(), nullable=True),
        sa.Column("done_by_post", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("marking", sa.String(length=40), nullable=True),
        sa.Column("late_reason", sa.Text(), nullable=True),
        sa.Column("audience", sa.Text(), nullable=True),
        sa.Column("retention", sa.String(length=40), nullable=True),
        sa.Column("appraised_on", sa.String(length=10), nullable=True),
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
            name=op.f("fk_disposal_approved_by_id_person"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["done_by_id"],
            ["person.id"],
            name=op.f("fk_disposal_done_by_id_person"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disposal")),
    )
    op.create_table(
        "handover",
        sa.Column("cause", sa.String(length=40), nullable=True),
        sa.Column("on", sa.String(length=10), nullable=True),
        sa.Column("years", sa.Text(), nullable=True),
        sa.Column("giver_id", sa.String(length=36), nullable=True),
        sa.Column("giver_name", sa.Text(), nullable=True),
        sa.Column("giver_unit", sa.Text(), nullable=True),
        sa.Column("giver_post", sa.Text(), nullable=True),
        sa.Column("receiver_id", sa.String(length=36), nullable=True),
        sa.Column("receiver_name", sa.Text(), nullable=True),
        sa.Column("receiver_unit", sa.Text(), nullable=True),
        sa.Column("receiver_post", sa.Text(), nullable=True),
        sa.Column("supervisor_id", sa.String(length=36), nullable=True),
        sa.Column("supervisor_name", sa.Text(), nullable=True),
        sa.Column("supervisor_unit", sa.Text(), nullable=True),
        sa.Column("supervisor_post", sa.Text(), nullable=True),
        sa.Column("unentered", sa.Text(), nullable=True),
        sa.Column("keys_changed", sa.Boolean(), nullable=True),
        sa.Column("keys_changed_on", sa.String(length=10), nullable=True),
        sa.Column("code_renewed", sa.Boolean(), nullable=True),
        sa.Column("backups_given", sa.Boolean(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("marking", sa.String(length=40), nullable=True),
        sa.Column("late_reason", sa.Text(), nullable=True),
        sa.Column("audience", sa.Text(), nullable=True),
        sa.Column("retention", sa.String(length=40), nullable=True),
        sa.Column("appraised_on", sa.String(length=10), nullable=True),
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
            ["giver_id"], ["person.id"], name=op.f("fk_handover_giver_id_person"), initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["receiver_id"],
            ["person.id"],
            name=op.f("fk_handover_receiver_id_person"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["supervisor_id"],
            ["person.id"],
            name=op.f("fk_handover_supervisor_id_person"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover")),
    )
    op.create_table(
        "recusal",
        sa.Column("matter", sa.Text(), nullable=True),
        sa.Column("person_id", sa.String(length=36), nullable=True),
        sa.Column("person_name", sa.Text(), nullable=True),
        sa.Column("person_unit", sa.Text(), nullable=True),
        sa.Column("person_post", sa.Text(), nullable=True),
        sa.Column("part", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("manner", sa.String(length=40), nullable=True),
        sa.Column("asked_on", sa.String(length=10), nullable=True),
        sa.Column("verdict", sa.String(length=40), nullable=True),
        sa.Column("decided_by_id", sa.String(length=36), nullable=True),
        sa.Column("decided_by_name", sa.Text(), nullable=True),
        sa.Column("decided_by_unit", sa.Text(), nullable=True),
        sa.Column("decided_by_post", sa.Text(), nullable=True),
        sa.Column("decided_on", sa.String(length=10), nullable=True),
        sa.Column("successor_id", sa.String(length=36), nullable=True),
        sa.Column("successor_name", sa.Text(), nullable=True),
        sa.Column("successor_unit", sa.Text(), nullable=True),
        sa.Column("successor_post", sa.Text(), nullable=True),
        sa.Column("about_id", sa.String(length=36), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("marking", sa.String(length=40), nullable=True),
        sa.Column("late_reason", sa.Text(), nullable=True),
        sa.Column("audience", sa.Text(), nullable=True),
        sa.Column("retention", sa.String(length=40), nullable=True),
        sa.Column("appraised_on", sa.String(length=10), nullable=True),
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
            ["decided_by_id"],
            ["person.id"],
            name=op.f("fk_recusal_decided_by_id_person"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_recusal_person_id_person"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["successor_id"],
            ["person.id"],
            name=op.f("fk_recusal_successor_id_person"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recusal")),
    )
    op.create_table(
        "disposal_approvals",
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
            name=op.f("fk_disposal_approvals_by_id_person"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["disposal.id"], name=op.f("fk_disposal_approvals_owner_id_disposal"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disposal_approvals")),
    )
    with op.batch_alter_table("disposal_approvals", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_disposal_approvals_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "disposal_paper",
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
            ["owner_id"], ["disposal.id"], name=op.f("fk_disposal_paper_owner_id_disposal"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disposal_paper")),
    )
    with op.batch_alter_table("disposal_paper", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_disposal_paper_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "disposal_piece",
        sa.Column("file_no", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("copies", sa.Integer(), nullable=True),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("record_id", sa.String(length=36), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["disposal.id"], name=op.f("fk_disposal_piece_owner_id_disposal"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disposal_piece")),
    )
    with op.batch_alter_table("disposal_piece", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_disposal_piece_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "disposal_witness",
        sa.Column("who_id", sa.String(length=36), nullable=True),
        sa.Column("who_name", sa.Text(), nullable=True),
        sa.Column("who_unit", sa.Text(), nullable=True),
        sa.Column("who_post", sa.Text(), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["disposal.id"], name=op.f("fk_disposal_witness_owner_id_disposal"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["who_id"],
            ["person.id"],
            name=op.f("fk_disposal_witness_who_id_person"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disposal_witness")),
    )
    with op.batch_alter_table("disposal_witness", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_disposal_witness_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "handover_approvals",
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
            name=op.f("fk_handover_approvals_by_id_person"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["handover.id"], name=op.f("fk_handover_approvals_owner_id_handover"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover_approvals")),
    )
    with op.batch_alter_table("handover_approvals", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_handover_approvals_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "handover_going",
        sa.Column("what", sa.Text(), nullable=True),
        sa.Column("stands", sa.Text(), nullable=True),
        sa.Column("term", sa.Text(), nullable=True),
        sa.Column("record_id", sa.String(length=36), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["handover.id"], name=op.f("fk_handover_going_owner_id_handover"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover_going")),
    )
    with op.batch_alter_table("handover_going", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_handover_going_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "handover_lot",
        sa.Column("sort", sa.Text(), nullable=True),
        sa.Column("count", sa.Integer(), nullable=True),
        sa.Column("numbers", sa.Text(), nullable=True),
        sa.Column("carrier", sa.String(length=40), nullable=True),
        sa.Column("going", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["handover.id"], name=op.f("fk_handover_lot_owner_id_handover"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover_lot")),
    )
    with op.batch_alter_table("handover_lot", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_handover_lot_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "handover_paper",
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
            ["owner_id"], ["handover.id"], name=op.f("fk_handover_paper_owner_id_handover"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover_paper")),
    )
    with op.batch_alter_table("handover_paper", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_handover_paper_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "recusal_approvals",
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
            name=op.f("fk_recusal_approvals_by_id_person"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["recusal.id"], name=op.f("fk_recusal_approvals_owner_id_recusal"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recusal_approvals")),
    )
    with op.batch_alter_table("recusal_approvals", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_recusal_approvals_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "recusal_paper",
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
            ["owner_id"], ["recusal.id"], name=op.f("fk_recusal_paper_owner_id_recusal"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recusal_paper")),
    )
    with op.batch_alter_table("recusal_paper", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_recusal_paper_owner_id"), ["owner_id"], unique=False)
