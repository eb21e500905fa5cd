"""One transaction's line to the database.

Why this room exists: every statement goes through here, so that a driver's error becomes a sentence in one
place, and so that a transaction in which anything failed can no longer be committed by mistake.

There are two ways: ``run`` for any statement, and ``quick`` for the few that every answer needs, compiled
once and handed to the driver as they are (a third of SQLAlchemy's time for the same statement).
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, CursorResult, Dialect, Engine, Executable, RootTransaction, Row
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql import ClauseElement

from app.exam.errors import Unavailable
from app.storage.engine import begin, end_reading
from app.storage.failures import unavailable, was_write

type Found = Row[*tuple[Any, ...]]
"""A row that a statement found; its columns are known by their order."""


class KeyTaken(Exception):  # noqa: N818 - a plain word, caught inside this room
    """A row with that key is there already."""


class Quick:
    """A statement that is compiled once for each database and run by the driver itself."""

    def __init__(self, statement: ClauseElement) -> None:
        self._statement = statement
        self._compiled: dict[str, tuple[str, tuple[str, ...] | None, Mapping[str, Any]]] = {}

    def form(self, dialect: Dialect, values: Mapping[str, object]) -> tuple[str, Any]:
        """Return the SQL and its parameters as the driver wants them."""
        if dialect.name not in self._compiled:
            made = self._statement.compile(dialect=dialect)
            order = getattr(made, "positiontup", None)
            self._compiled[dialect.name] = (str(made), tuple(order) if order else None, dict(made.params))
        sql, order, fixed = self._compiled[dialect.name]
        if order is None:
            return sql, {**fixed, **values}
        return sql, tuple(values[name] if name in values else fixed[name] for name in order)


class Link:
    """Runs statements inside one open transaction."""

    def __init__(self, connection: Connection, *, may_write: bool) -> None:
        self.connection, self.may_write = connection, may_write
        self.failed = False
        driver = connection.dialect.loaded_dbapi
        self._error, self._taken = driver.Error, driver.IntegrityError
        self._raw: Any = connection.connection.dbapi_connection

    def run(
        self, statement: Executable, values: Mapping[str, object] | Sequence[Mapping[str, object]] | None = None
    ) -> CursorResult[*tuple[Any, ...]]:
        """Run a statement.

        Raises:
            Unavailable: the disk is full, the database is held or lost.
        """
        try:
            return self.connection.execute(statement, values)
        except DBAPIError as error:
            self._failed(error, error.orig)
            raise

    def quick(self, statement: Quick, values: Mapping[str, object]) -> Sequence[tuple[Any, ...]]:
        """Run a compiled statement; return the rows that it finds, as the driver gives them.

        Raises:
            KeyTaken: a row with that key is there already.
            Unavailable: as ``run``.
        """
        sql, parameters = statement.form(self.connection.dialect, values)
        try:
            cursor = self._raw.execute(sql, parameters)
            return cursor.fetchall() if cursor.description else ()
        except self._taken as error:
            self.failed = True
            raise KeyTaken from error
        except self._error as error:
            self._failed(error, error)
            raise

    def first(self, statement: Executable, values: Mapping[str, object] | None = None) -> Found | None:
        """Return the first row that a statement finds."""
        return self.run(statement, values).first()

    def rows(self, statement: Executable, values: Mapping[str, object] | None = None) -> Sequence[Found]:
        """Return all rows that a statement finds."""
        return self.run(statement, values).all()

    def _failed(self, error: Exception, cause: BaseException | None) -> None:
        """Raise the room's fault; a write that a read transaction attempts is a bug and stays what it is."""
        self.failed = True
        fault = unavailable(cause) if self.may_write or not was_write(cause) else None
        if fault is not None:
            raise fault from error


@contextmanager
def transaction(engine: Engine, *, may_write: bool) -> Iterator[Link]:
    """Hold one transaction: commit on a clean exit, undo on any exception.

    One transaction writes at a time; readers see one consistent state and cannot write.

    Raises:
        Unavailable: the room's fault; nothing was written.
    """
    with _connected(engine, may_write=may_write) as connection:
        opened = connection.begin()
        try:
            _begin(connection, may_write=may_write)
            link = Link(connection, may_write=may_write)
            yield link
            _commit(opened, link)
        except BaseException:
            _undo(opened, connection)
            raise


@contextmanager
def _connected(engine: Engine, *, may_write: bool) -> Iterator[Connection]:
    try:
        connection = engine.connect()
        if not may_write and engine.dialect.name == "postgresql":
            connection = connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    except DBAPIError as error:
        _translate(error)
        raise
    with connection:
        try:
            yield connection
        finally:
            if not may_write:
                end_reading(connection)


def _begin(connection: Connection, *, may_write: bool) -> None:
    try:
        begin(connection, may_write=may_write)
    except connection.dialect.loaded_dbapi.Error as error:
        fault = unavailable(error)
        if fault is not None:
            raise fault from error
        raise


def _undo(opened: RootTransaction, connection: Connection) -> None:
    """Undo what was begun, and let nothing that fails in it hide why.

    A server that went away has undone it by itself; the line to it is thrown away, so that nobody gets it again.
    """
    if not opened.is_active:
        return
    try:
        opened.rollback()
    except DBAPIError:
        connection.invalidate()


def _commit(opened: RootTransaction, link: Link) -> None:
    if link.failed:
        raise Unavailable("A part of this work could not be saved, so none of it was.", advice="Try again.")
    try:
        opened.commit()
    except DBAPIError as error:
        _translate(error)
        raise


def _translate(error: DBAPIError) -> None:
    fault = unavailable(error.orig)
    if fault is not None:
        raise fault from error
