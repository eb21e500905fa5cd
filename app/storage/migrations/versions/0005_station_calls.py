"""Calls of stations before anybody has checked in."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.types import TypeEngine

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def _key() -> TypeEngine[str]:
    return sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "station_call",
        sa.Column("serial", sa.Integer, primary_key=True, nullable=False),
        *(sa.Column(name, _key(), nullable=False) for name in ("at", "station", "word", "by")),
    )
    op.create_index("ix_station_call_station", "station_call", ["station", "serial"])
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER station_call_no_{verb.lower()} BEFORE {verb} ON station_call "
                f"BEGIN SELECT RAISE(ABORT, 'the record is insert only'); END"
            )
        return
    op.execute(
        "CREATE TRIGGER station_call_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON station_call "
        "FOR EACH STATEMENT EXECUTE FUNCTION kaobo_insert_only()"
    )
