"""A full disk is reported as such, leaves nothing half-written, and hinders nobody once there is room again."""

import sqlite3

import pytest
from sqlalchemy import Engine, event, text

from app.exam.entry import chain_fault
from app.exam.errors import Unavailable
from app.storage.engine import open_engine
from app.storage.keys import Keys
from app.storage.store import SqlStore
from tests.storage.world import AT, WANG, answered, write_seat


class Disk:
    """A disk that can be filled up: SQLite's own limit, or a server that says that its disk is full."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def fill(self) -> None:
        if self.engine.dialect.name == "sqlite":
            self._limit("PRAGMA max_page_count = 1")  # SQLite takes the present size as the least
            return
        with self.engine.begin() as raw:
            raw.execute(
                text(
                    "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS "
                    "$$ BEGIN RAISE EXCEPTION 'no space' USING ERRCODE = '53100'; END $$"
                )
            )
            raw.execute(
                text(
                    "CREATE CONSTRAINT TRIGGER full_disk AFTER INSERT ON entry DEFERRABLE INITIALLY DEFERRED "
                    "FOR EACH ROW EXECUTE FUNCTION full_disk()"
                )
            )

    def free(self) -> None:
        if self.engine.dialect.name == "sqlite":
            self._limit("PRAGMA max_page_count = 1000000")
            return
        with self.engine.begin() as raw:
            raw.execute(text("DROP FUNCTION full_disk() CASCADE"))

    def _limit(self, pragma: str) -> None:
        @event.listens_for(self.engine, "checkout")
        def _apply(raw: sqlite3.Connection, _record: object, _proxy: object) -> None:
            raw.execute(pragma)


@pytest.fixture
def disk(engine: Engine) -> Disk:
    return Disk(engine)


def test_appending_to_a_full_disk_is_unavailable_and_leaves_nothing(store: SqlStore, disk: Disk) -> None:
    with store.writing() as books:
        written = write_seat(books, "attempt1")
    disk.fill()
    acknowledged = list(written)
    with pytest.raises(Unavailable, match="full") as caught:
        for number in range(1000):
            with store.writing() as books:
                body = answered(f"A-01-{number:03d}", 1)
                entry = books.ledger.append("attempt1/seat", body, at=AT, elapsed_ms=9000 + number, by="booth1")
            acknowledged.append(entry)
    assert "space" in caught.value.advice
    with store.reading() as books:
        read = list(books.ledger.entries("attempt1/seat"))
        assert books.attempts.rebuild("attempt1") == books.attempts.get("attempt1")
    assert read == acknowledged
    assert chain_fault(read) is None
    disk.free()
    with store.writing() as books:
        books.ledger.append("attempt1/seat", answered("A-01-001", 2), at=AT, elapsed_ms=99_000, by="booth1")
    with store.reading() as books:
        assert chain_fault(books.ledger.entries("attempt1/seat")) is None


def test_a_large_transaction_on_a_full_disk_leaves_no_part_of_itself(store: SqlStore, disk: Disk) -> None:
    disk.fill()
    with pytest.raises(Unavailable, match="full"), store.writing() as books:
        books.people.add(WANG)
        for serial in range(300):
            write_seat(books, f"attempt{serial}", answers=20)
    with store.reading() as books:
        assert list(books.attempts.ids()) == []
        assert books.people.by_document(WANG.document_number) is None


def test_a_full_disk_that_a_job_overlooks_still_undoes_its_work(store: SqlStore, disk: Disk) -> None:
    disk.fill()
    with pytest.raises(Unavailable), store.writing() as books:
        books.people.add(WANG)
        try:
            for serial in range(300):
                write_seat(books, f"attempt{serial}", answers=20)
        except Unavailable:
            pass
    with store.reading() as books:
        assert books.people.by_document(WANG.document_number) is None


def test_opening_a_database_in_a_folder_that_is_not_there_is_reported(
    keys: Keys, tmp_path_factory: pytest.TempPathFactory
) -> None:
    store = SqlStore(open_engine(tmp_path_factory.mktemp("empty") / "no" / "kaobo.db"), keys)
    with pytest.raises(Unavailable, match="cannot be opened"), store.reading() as books:
        books.sittings.all()
