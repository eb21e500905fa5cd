"""Many processes write at once and nothing is lost, forked or refused."""

import multiprocessing
import shutil
import threading
from pathlib import Path

import pytest

from app.exam.entry import chain_fault
from app.exam.errors import Unavailable
from app.storage import engine as engines
from app.storage.engine import open_engine
from app.storage.keys import open_keys
from app.storage.store import SqlStore
from app.storage.verify import verify_record
from tests.storage.conftest import DATABASES, Postgres
from tests.storage.world import AT, answered, write_seat
from tests.storage.writer import ANSWERS, write_answers

WRITERS = 4

PROCESSES = multiprocessing.get_context(
    "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
)
if isinstance(PROCESSES, multiprocessing.context.ForkServerContext):
    PROCESSES.set_forkserver_preload(["tests.storage.writer"])  # imports are most of a writer's life


@pytest.fixture(params=DATABASES)
def place(request: pytest.FixtureRequest, tmp_path: Path, pattern: Path) -> str:
    if request.param == "sqlite":
        shutil.copy(pattern, tmp_path / "centre.db")
        return f"sqlite:///{tmp_path / 'centre.db'}"
    server: Postgres = request.getfixturevalue("postgres")
    return server.new_database()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    from app.storage.keys import create_keys

    create_keys(tmp_path / "keys")
    return tmp_path / "keys"


def run_writers(place: str, folder: Path, attempts: list[str]) -> None:
    writers = [
        PROCESSES.Process(target=write_answers, args=(place, str(folder), attempt, 100 * serial))
        for serial, attempt in enumerate(attempts)
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    assert [writer.exitcode for writer in writers] == [0] * len(writers)


def opened(place: str, folder: Path) -> SqlStore:
    return SqlStore(open_engine(place), open_keys(folder))


def test_each_process_writes_its_own_stream_and_nothing_is_lost(place: str, folder: Path) -> None:
    store = opened(place, folder)
    attempts = [f"attempt{serial}" for serial in range(WRITERS)]
    with store.writing() as books:
        for attempt in attempts:
            write_seat(books, attempt, answers=0)
    run_writers(place, folder, attempts)
    with store.reading() as books:
        for attempt in attempts:
            summary = books.attempts.get(attempt)
            assert summary is not None
            assert summary.answered == ANSWERS
            assert chain_fault(books.ledger.entries(f"{attempt}/seat")) is None
    store.close()


def test_all_processes_write_one_stream_and_it_does_not_fork(place: str, folder: Path) -> None:
    store = opened(place, folder)
    with store.writing() as books:
        write_seat(books, "attempt1", answers=0)
    run_writers(place, folder, ["attempt1"] * WRITERS)
    with store.reading() as books:
        entries = books.ledger.entries("attempt1/seat")
        summary = books.attempts.get("attempt1")
        assert books.attempts.rebuild("attempt1") == summary
    assert len(entries) == WRITERS * ANSWERS + 1
    assert chain_fault(entries) is None
    assert len({str(entry.body) for entry in entries}) == len(entries)
    kinds = {fault.reason.split(" ")[1] for fault in verify_record(store, store.keys)}
    assert kinds <= {"scheme", "bank"}  # only the made-up releases lack
    store.close()


def test_a_reader_sees_one_state_while_others_write(place: str, folder: Path) -> None:
    store, other = opened(place, folder), opened(place, folder)
    with store.writing() as books:
        write_seat(books, "attempt1", answers=1)
    with store.reading() as books:
        before = len(books.ledger.entries("attempt1/seat"))
        with other.writing() as others:
            others.ledger.append("attempt1/seat", answered(), at=AT, elapsed_ms=9000, by="booth")
        assert len(books.ledger.entries("attempt1/seat")) == before
        summary = books.attempts.get("attempt1")
        assert summary is not None
        assert summary.answered == 1
    with store.reading() as books:
        assert len(books.ledger.entries("attempt1/seat")) == before + 1
    store.close()
    other.close()


def test_writers_take_turns_and_each_continues_what_it_read(place: str, folder: Path) -> None:
    store, other = opened(place, folder), opened(place, folder)
    with store.writing() as books:
        write_seat(books, "attempt1", answers=0)
    entered, seen = threading.Event(), []

    def second() -> None:
        entered.set()
        with other.writing() as books:
            seen.append(len(books.ledger.entries("attempt1/seat")))

    thread = threading.Thread(target=second)
    with store.writing() as books:
        assert len(books.ledger.entries("attempt1/seat")) == 1
        thread.start()
        entered.wait(10)
        thread.join(0.2)  # it waits for its turn
        assert thread.is_alive()
        books.ledger.append("attempt1/seat", answered(), at=AT, elapsed_ms=1, by="booth")
    thread.join(30)
    assert seen == [2]
    store.close()
    other.close()


def test_a_database_that_is_held_for_too_long_is_reported(
    place: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = opened(place, folder)
    monkeypatch.setattr(engines, "BUSY_TIMEOUT_MS", 50)
    impatient = opened(place, folder)
    with store.writing() as books:
        write_seat(books, "attempt1", answers=0)
        with pytest.raises(Unavailable, match="held by another"), impatient.writing() as other:
            write_seat(other, "attempt2", answers=0)
    with impatient.writing() as other:
        assert other.attempts.get("attempt2") is None
        write_seat(other, "attempt2", answers=0)
    store.close()
    impatient.close()
