"""The tables of version 0.1.0 and the triggers that keep the record insert only."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.types import TypeEngine

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

INSERT_ONLY = ("entry", "seal", "release")


def _key() -> TypeEngine[str]:
    return sa.String().with_variant(sa.String(collation="C"), "postgresql")


def _text(name: str, *, primary: bool = False, unique: bool = False) -> "sa.Column[str]":
    return sa.Column(name, _key(), primary_key=primary, unique=unique or None, nullable=False)


def _number(name: str, *, primary: bool = False) -> "sa.Column[int]":
    return sa.Column(name, sa.Integer, primary_key=primary, nullable=False)


def _flag(name: str) -> "sa.Column[bool]":
    return sa.Column(name, sa.Boolean, nullable=False)


def _bytes(name: str, *, unique: bool = False) -> "sa.Column[bytes]":
    return sa.Column(name, sa.LargeBinary, unique=unique or None, nullable=True)


def upgrade() -> None:
    _record()
    _attempts()
    _people()
    _office()
    for table in INSERT_ONLY:
        _refuse_changes(table)


def _record() -> None:
    op.create_table(
        "entry",
        _text("stream", primary=True),
        _number("seq", primary=True),
        _text("attempt"),
        _text("kind"),
        _text("at"),
        sa.Column("elapsed_ms", sa.BigInteger, nullable=False),
        _text("by"),
        sa.Column("body", sa.Text, nullable=False),
        _text("previous"),
        _text("digest"),
        sqlite_with_rowid=False,
    )
    op.create_table("seal", _text("stream", primary=True), _text("station_key"), _text("signature"))
    op.create_table(
        "release",
        _text("digest", primary=True),
        _text("kind"),
        _text("id"),
        _number("version"),
        _text("released_at"),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )


def _attempts() -> None:
    op.create_table(
        "attempt",
        _text("attempt", primary=True),
        *(_text(name) for name in ("candidate", "sitting", "admission_number", "station", "stage")),
        _number("answered"),
        _text("last_seat_at"),
        _flag("interrupted"),
        _number("calls"),
        _number("calls_answered"),
        _flag("identity_confirmed"),
        _text("misconduct"),
        _flag("stopped"),
        *(_number(name) for name in ("sheets_opened", "sheets_signed", "red_lines")),
        _text("office_state"),
        *(_number(f"{subject}_half_points") for subject in ("theory", "clip", "pitch")),
        _flag("passed"),
        *(_text(name) for name in ("published_on", "certificate_number", "state")),
    )
    op.create_index("ix_attempt_candidate", "attempt", ["candidate"])
    op.create_index("ix_attempt_place", "attempt", ["admission_number", "attempt"])
    op.create_index("ix_attempt_sitting", "attempt", ["sitting", "admission_number"])
    op.create_index("ix_attempt_state", "attempt", ["state", "admission_number"])
    running = sa.text("stage <> 'finished'")
    op.create_index("ix_attempt_running", "attempt", ["station"], sqlite_where=running, postgresql_where=running)


def _people() -> None:
    op.create_table(
        "person",
        _text("id", primary=True),
        _bytes("document_hash", unique=True),
        _bytes("data_key"),
        *(_bytes(name) for name in ("name", "document_kind", "document_number", "sex", "born_on", "phone", "origin")),
        *(_bytes(name) for name in ("occupation", "education", "ethnicity", "employer", "address", "email")),
    )
    op.create_table(
        "name_token",
        sa.Column("token", sa.LargeBinary, primary_key=True, nullable=False),
        sa.Column("person", _key(), sa.ForeignKey("person.id"), primary_key=True, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_name_token_person", "name_token", ["person"])
    op.create_table(
        "staff",
        _text("id", primary=True),
        _text("login", unique=True),
        _text("name"),
        _text("roles"),
        _flag("active"),
        _text("pin_hash"),
        _number("wrong_in_a_row"),
        _text("waits_until"),
    )


def _office() -> None:
    op.create_table(
        "sitting",
        _text("id", primary=True),
        _text("code", unique=True),
        sa.Column("held_on", sa.Date, nullable=False),
        *(_text(name) for name in ("place", "scheme", "bank")),
        _number("booths"),
        _text("commitment"),
        sa.Column("secret_sealed", sa.LargeBinary, nullable=False),
        _text("revealed_secret"),
    )
    op.create_table(
        "booking",
        _number("serial", primary=True),
        _text("id", unique=True),
        sa.Column("sitting", _key(), sa.ForeignKey("sitting.id"), nullable=False),
        sa.Column("candidate", _key(), sa.ForeignKey("person.id"), nullable=False),
        _text("admission_number", unique=True),
        _text("subjects"),
        _text("retakes"),
    )
    op.create_index("ix_booking_person", "booking", ["candidate", "sitting"], unique=True)
    op.create_index("ix_booking_sitting", "booking", ["sitting", "admission_number"])


def _refuse_changes(table: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, 'the record is insert only'); END"
            )
        return
    op.execute(
        "CREATE OR REPLACE FUNCTION kaobo_insert_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the record is insert only' USING ERRCODE = '23000'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {table}_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION kaobo_insert_only()"
    )
