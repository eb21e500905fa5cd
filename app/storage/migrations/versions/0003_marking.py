"""One line a sheet for marking queues; who looked at which film; supervisors' notes."""

import json

import sqlalchemy as sa
from alembic import op
from sqlalchemy.types import TypeEngine

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

INSERT_ONLY = ("reading", "supervisor_note")


def _key() -> TypeEngine[str]:
    return sa.String().with_variant(sa.String(collation="C"), "postgresql")


def _text(name: str, *, primary: bool = False) -> "sa.Column[str]":
    return sa.Column(name, _key(), primary_key=primary, nullable=False)


def upgrade() -> None:
    names = ("attempt", "subject", "examiner", "state", "opened_at", "signed_at")
    op.create_table("sheet", _text("stream", primary=True), *(_text(name) for name in names))
    op.create_index("ix_sheet_examiner", "sheet", ["examiner", "attempt"])
    op.create_index("ix_sheet_attempt", "sheet", ["attempt", "subject"])
    op.create_table(
        "reading",
        sa.Column("serial", sa.Integer, primary_key=True, nullable=False),
        *(_text(name) for name in ("at", "by", "attempt", "media", "purpose")),
    )
    op.create_index("ix_reading_attempt", "reading", ["attempt", "serial"])
    op.create_table(
        "supervisor_note",
        sa.Column("serial", sa.Integer, primary_key=True, nullable=False),
        *(_text(name) for name in ("at", "by", "sitting", "attempt")),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
    )
    op.create_index("ix_supervisor_note_sitting", "supervisor_note", ["sitting", "by", "serial"])
    for table in INSERT_ONLY:
        _refuse_changes(table)
    _fill_sheets()


def _fill_sheets() -> None:
    """Make the line of every sheet that an older version wrote."""
    link = op.get_bind()
    lines: dict[str, dict[str, str]] = {}
    found = link.execute(
        sa.text(
            "SELECT stream, kind, at, body FROM entry WHERE stream LIKE '%/sheet/%' "
            "AND kind IN ('opened', 'signed', 'sealed') ORDER BY stream, seq"
        )
    )
    for stream, kind, at, body in found:
        if kind == "opened":
            said = json.loads(body)
            lines[stream] = {
                "stream": stream, "attempt": said["attempt"], "subject": said["subject"],
                "examiner": said["examiner"], "state": "open", "opened_at": at, "signed_at": "",
            }  # fmt: skip
        else:
            lines[stream]["state"] = kind
            if kind == "signed":
                lines[stream]["signed_at"] = at
    if lines:
        columns = ("stream", "attempt", "subject", "examiner", "state", "opened_at", "signed_at")
        op.bulk_insert(sa.table("sheet", *(sa.column(name) for name in columns)), list(lines.values()))


def _refuse_changes(table: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, 'the record is insert only'); END"
            )
        return
    op.execute(
        f"CREATE TRIGGER {table}_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION kaobo_insert_only()"
    )
