"""Say in Kaobo's own words what a database library raised.

Why this room exists: a full disk, a held database and a lost server are the room's fault and need one clear
sentence; everything else is a bug and must stay visible as one.
"""

import sqlite3

from sqlalchemy.exc import DBAPIError

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
        "Check the disk; nothing more is written until it works.",
    ),
    "closed": ("The database cannot be opened for writing.", "Check that this user owns Kaobo's home folder."),
    "damaged": ("The database file is damaged.", "Stop work on this station and restore the last copy."),
    "lost": ("The database server does not answer.", "Check the server and the network, then try again."),
}


def unavailable(error: DBAPIError) -> Unavailable | None:
    """Return the room's fault that a library error means, or None when it is none (a bug, or a broken rule)."""
    meaning = _sqlite_meaning(error.orig) or _postgres_meaning(error)
    if meaning is None:
        return None
    detail, advice = _SENTENCES[meaning]
    return Unavailable(detail, advice=advice)


def _sqlite_meaning(cause: BaseException | None) -> str | None:
    code = getattr(cause, "sqlite_errorcode", None)
    return None if code is None else _SQLITE.get(code & 0xFF)  # the high bits only refine


def _postgres_meaning(error: DBAPIError) -> str | None:
    if isinstance(error.orig, sqlite3.Error):
        return None
    state = getattr(error.orig, "sqlstate", None)
    if error.connection_invalidated or state is None or state.startswith(("08", "57P")):
        return "lost"
    return _POSTGRES.get(state)
