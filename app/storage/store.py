"""The store: transactions over everything that is kept.

Why this room exists: jobs decide what belongs together; this is where "together" is kept.  One writer at a
time, one consistent view for readers, projections written before the commit.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, func, select

from app.centre.call_ports import StationCalls
from app.centre.certificate_ports import Register
from app.centre.marking_ports import Notes, Readings, Sheets
from app.centre.ports import (
    Attempts,
    Books,
    Chance,
    Ledger,
    People,
    RegistrationPhotos,
    Releases,
    Sittings,
    StaffList,
)
from app.storage.attempts import SqlAttempts
from app.storage.clock import SystemChance
from app.storage.keys import Keys
from app.storage.ledger import ENTRY, SqlLedger
from app.storage.link import Link, transaction
from app.storage.people import SqlPeople
from app.storage.projection import Projection
from app.storage.readings import SqlNotes, SqlReadings
from app.storage.register import SqlRegister
from app.storage.registration_photos import SqlRegistrationPhotos
from app.storage.releases import Shelf, SqlReleases
from app.storage.sheets import SqlSheets
from app.storage.sittings import SqlSittings
from app.storage.staff import SqlStaffList
from app.storage.station_calls import SqlStationCalls


class SqlBooks:
    """The port ``Books``: one transaction."""

    def __init__(self, link: Link, keys: Keys, chance: Chance, shelf: Shelf) -> None:
        self._projection = Projection(link)
        self._people = SqlPeople(link, keys, chance)
        ledger = SqlLedger(link, keys, self._projection)
        self.ledger: Ledger = ledger
        self.people: People = self._people
        self.staff: StaffList = SqlStaffList(link, keys)
        self.releases: Releases = SqlReleases(link, shelf)
        self.sittings: Sittings = SqlSittings(link, keys)
        self.attempts: Attempts = SqlAttempts(link, ledger, self._projection)
        self.register: Register = SqlRegister(link)
        self.sheets: Sheets = SqlSheets(link)
        self.readings: Readings = SqlReadings(link)
        self.registration_photos: RegistrationPhotos = SqlRegistrationPhotos(link)
        self.notes: Notes = SqlNotes(link, keys, self._people, self.sittings)
        self.station_calls: StationCalls = SqlStationCalls(link)

    def settle(self) -> None:
        """Write the projections that this transaction changed."""
        self._projection.settle()

    @property
    def purged(self) -> bool:
        """Whether somebody was purged in this transaction."""
        return self._people.purged


class SqlStore:
    """The port ``Store``.

    Args:
        engine: from ``open_engine``; its tables are at the current schema version.
        keys: of the home that the database belongs to.
        chance: where new candidates' ids come from.
    """

    def __init__(self, engine: Engine, keys: Keys, *, chance: Chance | None = None) -> None:
        self.engine, self.keys = engine, keys
        self._chance: Chance = chance or SystemChance()
        self._shelf: Shelf = {}

    @contextmanager
    def writing(self) -> Iterator[Books]:
        """Begin a write transaction: commits on a clean exit, undoes on any exception."""
        with transaction(self.engine, may_write=True) as link:
            books = self.books_over(link)
            yield books
            books.settle()
        if books.purged:
            self._forget()

    @contextmanager
    def reading(self) -> Iterator[Books]:
        """Begin a read transaction: one consistent view."""
        with self.looking() as link:
            yield self.books_over(link)

    @contextmanager
    def looking(self) -> Iterator[Link]:
        """Begin a read transaction for this room's own use, without the ports."""
        with transaction(self.engine, may_write=False) as link:
            yield link

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()

    def count_entries(self) -> int:
        """Return how many entries the record has."""
        with self.looking() as link:
            row = link.first(select(func.count()).select_from(ENTRY))
        return int(row[0]) if row else 0

    def books_over(self, link: Link) -> SqlBooks:
        """Return the books of an open transaction."""
        return SqlBooks(link, self.keys, self._chance, self._shelf)

    def _forget(self) -> None:
        """Drop older pages from SQLite's log after a purge; where somebody reads now, the next purge does it."""
        if self.engine.dialect.name == "sqlite":
            with self.engine.connect() as connection:
                raw = connection.connection.dbapi_connection
                assert raw is not None
                raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
