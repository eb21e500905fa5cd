"""One booth of ``answers``: a process that answers once a second."""

import time
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from pathlib import Path
from threading import Event

from app.exam.entry import instant
from app.exam.errors import DeskError
from app.storage.clock import SystemClock
from app.storage.engine import open_engine
from app.storage.keys import open_keys
from app.storage.store import SqlStore
from tests.storage.world import answered

BOOTHS = 40
CLOCK = SystemClock()


def append(store: SqlStore, attempt: str, second: int) -> None:
    """Append one answer through the real path, in a transaction of its own."""
    with store.writing() as books:
        body = answered(f"A-01-{second % 10:03d}", second % 4)
        books.ledger.append(f"{attempt}/seat", body, at=instant(CLOCK.now()), elapsed_ms=second, by="booth1")


def booth(
    place: str, folder: str, serial: int, seconds: int, ready: Barrier, results: "Queue[tuple[list[float], int]]"
) -> None:
    """Answer each second, at this booth's own moment of the second; report what each answer waited, and errors."""
    store = SqlStore(open_engine(Path(place)), open_keys(Path(folder)))
    with store.reading() as books:
        books.ledger.head(f"attempt{serial}/seat")
    ready.wait()
    next_at = time.monotonic() + serial / BOOTHS
    waits, errors = [], 0
    idle = Event()
    for second in range(1, seconds + 1):
        idle.wait(max(0.0, next_at - time.monotonic()))
        next_at += 1
        start = time.perf_counter()
        try:
            append(store, f"attempt{serial}", 100_000 + second)
        except DeskError:
            errors += 1
        waits.append((time.perf_counter() - start) * 1000)
    store.close()
    results.put((waits, errors))
