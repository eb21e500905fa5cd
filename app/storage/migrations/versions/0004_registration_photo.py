"""The photos that came with the registration, sealed, one an attempt."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.types import TypeEngine

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def _key() -> TypeEngine[str]:
    return sa.String().with_variant(sa.String(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "registration_photo",
        sa.Column("attempt", _key(), primary_key=True, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
    )
