"""Open the database: a SQLite file, or PostgreSQL by its URL.

Why this room exists: durability and locking are set here once, for both databases alike.  One transaction
writes at a time (SQLite: ``BEGIN IMMEDIATE``; PostgreSQL: one advisory lock taken first), so that a job
may read, decide and append without anybody coming between.
"""

import sqlite3
import threading
import time
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError

from app.exam.errors import Refused

BUSY_TIMEOUT_MS = 10_000
"""For how long a writer waits for its turn before it reports the database as held."""

_PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "wal_autocheckpoint = 4000",
    "foreign_keys = ON",
    "recursive_triggers = ON",  # else INSERT OR REPLACE would slip past the triggers that guard the record
    "secure_delete = ON",  # a purged person's cells are overwritten, not only unlinked
)

_WRITERS_TURN = (
    "SELECT pg_advisory_xact_lock(5138008), set_config('idle_in_transaction_session_timeout', '60000', true)"
)
"""Any number will do, as long as every Kaobo uses the same; a writer that fell silent loses its turn."""


def open_engine(place: Path | str) -> Engine:
    """Open a database; nothing is read or made yet.

    Args:
        place: the path of a SQLite file, or a URL like ``postgresql://user@host/kaobo``.

    Raises:
        Refused: the text is not a URL of a database that Kaobo knows.
    """
    if isinstance(place, Path):
        return _sqlite(place)
    try:
        url = make_url(place)
    except ArgumentError as error:
        raise Refused("The database's URL cannot be read.", advice=_URL_ADVICE) from error
    if url.get_backend_name() == "sqlite" and url.database:
        return _sqlite(Path(url.database))
    if url.get_backend_name() == "postgresql":
        return _postgres(url)
    raise Refused(f"Kaobo cannot use a {url.get_backend_name()} database.", advice=_URL_ADVICE)


_URL_ADVICE = "Write it like postgresql://user@host/kaobo."


def begin(connection: Connection, *, may_write: bool) -> None:
    """Begin a transaction on the database's side: a writer waits here for its turn.

    Raises:
        Exception: whatever the driver raises; the caller translates it.
    """
    raw: Any = connection.connection.dbapi_connection
    if connection.dialect.name == "sqlite":
        if may_write:
            _take_turn(raw)
        else:
            raw.execute("PRAGMA query_only = ON")
            raw.execute("BEGIN")
    elif may_write:
        raw.execute(_WRITERS_TURN)


def _take_turn(raw: sqlite3.Connection) -> None:
    """Begin to write as soon as nobody else does.

    SQLite's own wait sleeps longer and longer, up to a tenth of a second, and misses the gaps of a ms between two
    transactions of another writer: two busy programs got no more done than one.
    """
    raw.execute("PRAGMA busy_timeout = 0")
    began = time.monotonic()
    try:
        while True:
            try:
                raw.execute("BEGIN IMMEDIATE")
                return
            except sqlite3.OperationalError as error:
                waited_ms = (time.monotonic() - began) * 1000
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or waited_ms > BUSY_TIMEOUT_MS:
                    raise
            _NEVER.wait(_LOOK_EVERY_S if waited_ms < _SOON_MS else 10 * _LOOK_EVERY_S)
    finally:
        raw.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")


_NEVER = threading.Event()
_LOOK_EVERY_S, _SOON_MS = 0.000_3, 50
"""A usual transaction holds the database for a ms or two; whoever holds it for longer is looked at less often."""


def end_reading(connection: Connection) -> None:
    """Let a reader's connection write again, for whoever takes it from the pool next."""
    if connection.dialect.name == "sqlite" and not connection.invalidated:
        raw: Any = connection.connection.dbapi_connection
        raw.execute("PRAGMA query_only = OFF")


def _sqlite(path: Path) -> Engine:
    engine = create_engine(URL.create("sqlite", database=str(path)))

    @event.listens_for(engine, "connect")
    def _prepare(raw: sqlite3.Connection, _record: object) -> None:
        raw.isolation_level = None  # the driver issues no BEGIN of its own
        try:
            for pragma in (f"busy_timeout = {BUSY_TIMEOUT_MS}", *_PRAGMAS):
                raw.execute(f"PRAGMA {pragma}")
        except sqlite3.Error:
            raw.close()  # the pool does not know it yet
            raise

    return engine


def _postgres(url: URL) -> Engine:
    options = f"-c lock_timeout={BUSY_TIMEOUT_MS}"
    return create_engine(
        url.set(drivername="postgresql+psycopg"),
        connect_args={"options": options, "connect_timeout": 10},
        pool_pre_ping=True,  # a server that was started anew between two answers costs nobody an answer
    )
