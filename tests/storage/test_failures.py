"""Drivers' errors are sorted by what they mean for the reader, never by their wording."""

import sqlite3

import psycopg
import pytest

from app.storage.failures import unavailable


def sqlite_error(code: int) -> sqlite3.Error:
    error = sqlite3.OperationalError("whatever it says")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("code", "detail"),
    [
        (sqlite3.SQLITE_FULL, "full"), (sqlite3.SQLITE_BUSY, "held"), (sqlite3.SQLITE_BUSY_SNAPSHOT, "held"),
        (sqlite3.SQLITE_IOERR_WRITE, "fails"), (sqlite3.SQLITE_READONLY, "cannot be opened"),
        (sqlite3.SQLITE_CANTOPEN, "cannot be opened"), (sqlite3.SQLITE_CORRUPT, "damaged"),
        (sqlite3.SQLITE_NOTADB, "damaged"),
    ],
)  # fmt: skip
def test_sqlites_codes_say_what_the_room_lacks(code: int, detail: str) -> None:
    fault = unavailable(sqlite_error(code))
    assert fault is not None
    assert detail in fault.detail
    assert fault.advice


@pytest.mark.parametrize(
    ("error", "detail"),
    [
        (psycopg.errors.DiskFull("x"), "full"), (psycopg.errors.LockNotAvailable("x"), "held"),
        (psycopg.errors.SerializationFailure("x"), "held"), (psycopg.errors.AdminShutdown("x"), "does not answer"),
        (psycopg.errors.ConnectionFailure("x"), "does not answer"), (psycopg.OperationalError("x"), "does not answer"),
    ],
)  # fmt: skip
def test_postgresqls_states_say_what_the_room_lacks(error: psycopg.Error, detail: str) -> None:
    fault = unavailable(error)
    assert fault is not None
    assert detail in fault.detail


@pytest.mark.parametrize(
    "error",
    [
        sqlite_error(sqlite3.SQLITE_ERROR), sqlite_error(sqlite3.SQLITE_CONSTRAINT), sqlite3.ProgrammingError("x"),
        psycopg.errors.UndefinedTable("x"), psycopg.ProgrammingError("x"), ValueError("x"), None,
    ],
)  # fmt: skip
def test_a_bug_is_not_the_rooms_fault(error: BaseException | None) -> None:
    assert unavailable(error) is None
