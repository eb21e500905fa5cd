"""Alembic's entry: runs the steps on the connection that ``schema.upgrade`` hands over."""

from alembic import context
from sqlmodel import SQLModel

import app.storage.rows  # noqa: F401 - fills the metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
    transaction_per_migration=False,
)
context.run_migrations()
