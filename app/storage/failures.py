"""Say in Kaobo's own words what a database driver raised.

Why this room exists: a full disk, a held database and a lost server are the room's fault and need one clear
sentence; everything else is a bug and must stay visible as one.
"""

import sqlite3

from app.exam.errors import Unavailable

_SQLITE = {
    sqlite3.SQLITE_FULL: "full",
    sqlite3.SQLITE_BUSY: "held",
    sqlite3.SQLITE_LOCKED: "held",
    sqlite3.SQLITE_IOERR: "unreadable",
    sqlite3.SQLITE_CANTOPEN: "closed",
    sqlite3.SQLITE_READONLY: "closed",
    sqlite3.SQLITE_PERM: "closed",
    sqlite3.SQLITE_CORRUPT: "damaged",
    sqlite3.SQLITE_NOTADB: "damaged",
}

_POSTGRES = {"53100": "full", "55P03": "held", "40001": "held", "40P01": "held", "25P03": "held", "58030": "unreadable"}
"""SQLSTATE by meaning.  Source: PostgreSQL manual, appendix A."""

_SENTENCES = {
    "full": ("The disk that holds the database is full.", "Free some space on it, then try again."),
    "held": ("The database is held by another program.", "Try again in a moment."),
    "unreadable": (
        "The disk that holds the database fails.",
        "Check the disk; nothing is written until it works.",
    ),
    "closed": ("The database cannot be opened for writing.", "Check that this user owns Kaobo's home folder."),
    "damaged": ("The database file is damaged.", "Stop work on this station and restore the last copy."),
    "lost": ("The database server does not answer.", "Check the server and the network, then try again."),
}


def unavailable(cause: BaseException | None) -> Unavailable | None:
    """Return the room's fault that a driver's error means, or None when it is none (a bug, or a broken rule)."""
    meaning = _sqlite_meaning(cause) if isinstance(cause, sqlite3.Error) else _postgres_meaning(cause)
    if meaning is None:
        return None
    detail, advice = _SENTENCES[meaning]
    return Unavailable(detail, advice=advice)


def was_write(cause: BaseException | None) -> bool:
    """Tell whether a driver complains that a read transaction wanted to write."""
    return getattr(cause, "sqlite_errorcode", None) == sqlite3.SQLITE_READONLY


def _sqlite_meaning(cause: sqlite3.Error) -> str | None:
    code = getattr(cause, "sqlite_errorcode", None)  # the driver's own complaints carry none
    return None if code is None else _SQLITE.get(code & 0xFF)  # the high bits only refine


def _postgres_meaning(cause: BaseException | None) -> str | None:
    import psycopg  # heavy, and loaded already where it can have raised

    if not isinstance(cause, psycopg.Error):
        return None
    state = cause.sqlstate or ""
    if state.startswith(("08", "57P")) or (not state and isinstance(cause, psycopg.OperationalError)):
        return "lost"
    return _POSTGRES.get(state)
