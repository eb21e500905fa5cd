"""One transaction's line to the database.

Why this room exists: every statement goes through here, so that a library error becomes a sentence in one
place, and so that a transaction in which anything failed can no longer be committed by mistake.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, CursorResult, Engine, Executable, RootTransaction, Row
from sqlalchemy.exc import DBAPIError, IntegrityError

from app.exam.errors import Unavailable
from app.storage.failures import unavailable

type Found = Row[*tuple[Any, ...]]
"""A row that a statement found; its columns are known by their order."""


class Link:
    """Runs statements inside one open transaction."""

    def __init__(self, connection: Connection, *, may_write: bool) -> None:
        self.connection = connection
        self.may_write = may_write
        self.dialect = connection.dialect.name
        self.failed = False

    def run(
        self, statement: Executable, values: Mapping[str, object] | Sequence[Mapping[str, object]] | None = None
    ) -> CursorResult[*tuple[Any, ...]]:
        """Run a statement.

        Raises:
            Unavailable: the disk is full, the database is held or lost.
            IntegrityError: a key is taken already.
        """
        try:
            return self.connection.execute(statement, values)
        except DBAPIError as error:
            self.failed = True
            _translate(error)
            raise

    def first(self, statement: Executable, values: Mapping[str, object] | None = None) -> Found | None:
        """Return the first row that a statement finds."""
        return self.run(statement, values).first()

    def rows(self, statement: Executable, values: Mapping[str, object] | None = None) -> Sequence[Found]:
        """Return all rows that a statement finds."""
        return self.run(statement, values).all()


@contextmanager
def transaction(engine: Engine, *, may_write: bool) -> Iterator[Link]:
    """Hold one transaction: commit on a clean exit, undo on any exception.

    Args:
        engine: one that ``for_writing`` or ``for_reading`` returned, as ``may_write`` says.

    Raises:
        Unavailable: the room's fault; nothing was written.
    """
    with _connected(engine) as connection:
        opened = _begun(connection)
        link = Link(connection, may_write=may_write)
        try:
            yield link
            _commit(opened, link)
        except BaseException:
            if opened.is_active:
                opened.rollback()
            raise


@contextmanager
def _connected(engine: Engine) -> Iterator[Connection]:
    try:
        connection = engine.connect()
    except DBAPIError as error:
        _translate(error)
        raise
    with connection:
        yield connection


def _begun(connection: Connection) -> RootTransaction:
    try:
        return connection.begin()
    except DBAPIError as error:
        _translate(error)
        raise


def _commit(opened: RootTransaction, link: Link) -> None:
    if link.failed:
        raise Unavailable("A part of this work could not be saved, so none of it was.", advice="Try again.")
    try:
        opened.commit()
    except DBAPIError as error:
        _translate(error)
        raise


def _translate(error: DBAPIError) -> None:
    if isinstance(error, IntegrityError):
        return
    fault = unavailable(error)
    if fault is not None:
        raise fault from error
