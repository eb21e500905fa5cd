"""The register of certificates: its lines, and the next serial of each series of numbers."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.types import TypeEngine

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def _key() -> TypeEngine[str]:
    return sa.String().with_variant(sa.String(collation="C"), "postgresql")


def _text(name: str, *, primary: bool = False, unique: bool = False) -> "sa.Column[str]":
    return sa.Column(name, _key(), primary_key=primary, unique=unique or None, nullable=False)


def upgrade() -> None:
    op.create_table(
        "certificate",
        _text("number", primary=True),
        _text("attempt", unique=True),
        *(_text(name) for name in ("candidate", "sitting", "state")),
        sa.Column("edition", sa.Integer, nullable=False),
        *(_text(name) for name in ("document", "issued_on", "reissued_on", "revoked_on")),
    )
    op.create_index("ix_certificate_sitting", "certificate", ["sitting", "number"])
    op.create_index("ix_certificate_state", "certificate", ["state", "number"])
    op.create_table(
        "certificate_series",
        _text("series", primary=True),
        sa.Column("next_serial", sa.Integer, nullable=False),
    )
