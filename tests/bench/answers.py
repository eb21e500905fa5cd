"""How fast a durable answer is: ``python -m tests.bench.answers [seconds]``.

One process against bare sqlite3 with the same durability (WAL, ``synchronous=FULL``), in turns; then 40 processes
that answer once a second each, as a centre of 40 booths does at its busiest.
"""

import multiprocessing
import shutil
import sqlite3
import sys
import tempfile
import time
from pathlib import Path
from queue import Empty

from app.exam.entry import instant
from app.storage.home import create_home, open_home
from app.storage.store import SqlStore
from tests.bench.booth import BOOTHS, CLOCK, append, booth
from tests.bench.ratio import Ratio, begin, percentile, show
from tests.storage.world import seat_opened

ROUNDS, ANSWERS = 15, 300


def open_attempts(store: SqlStore, count: int) -> None:
    """Open the seats that answers go to."""
    with store.writing() as books:
        for serial in range(count):
            opened = seat_opened(f"attempt{serial}", number=f"20260604-{serial:04d}")
            books.ledger.append(f"attempt{serial}/seat", opened, at=instant(CLOCK.now()), elapsed_ms=0, by="booth1")


class Bare:
    """The same ten columns, inserted by hand, one transaction each, with the same durability."""

    def __init__(self, path: Path) -> None:
        self._raw = sqlite3.connect(path, isolation_level=None)
        self._raw.execute("PRAGMA journal_mode = WAL")
        self._raw.execute("PRAGMA synchronous = FULL")
        self._raw.execute(
            "CREATE TABLE entry (stream TEXT, seq INTEGER, attempt TEXT, kind TEXT, at TEXT, elapsed_ms INTEGER, "
            '"by" TEXT, body TEXT, previous TEXT, digest TEXT, PRIMARY KEY (stream, seq)) WITHOUT ROWID'
        )
        self._seq = 0

    def insert(self) -> None:
        """Insert one row, durably."""
        self._seq += 1
        row = (
            f"attempt{self._seq % BOOTHS}/seat", self._seq, f"attempt{self._seq % BOOTHS}", "answered",
            "2026-06-04T01:00:00.000Z", self._seq, "booth1", '{"chosen":[1],"item":"A-01-001","v":1}',
            "0" * 64, "1" * 64,
        )  # fmt: skip
        self._raw.execute("BEGIN IMMEDIATE")
        self._raw.execute("INSERT INTO entry VALUES (?,?,?,?,?,?,?,?,?,?)", row)
        self._raw.execute("COMMIT")

    def close(self) -> None:
        """Close the file."""
        self._raw.close()


def against_bare(folder: Path) -> Ratio:
    """Measure answers a second, ours and bare, in turns."""
    store, bare = create_home(folder / "home").store, Bare(folder / "bare.db")
    open_attempts(store, BOOTHS)
    ours, theirs = [], []
    second = 0
    for _ in range(ROUNDS):
        start = time.perf_counter()
        for _ in range(ANSWERS):
            second += 1
            append(store, f"attempt{second % BOOTHS}", second)
        between = time.perf_counter()
        for _ in range(ANSWERS):
            bare.insert()
        end = time.perf_counter()
        ours.append(ANSWERS / (between - start))
        theirs.append(ANSWERS / (end - between))
    store.close()
    bare.close()
    return Ratio("durable answers a second", ours, theirs, "a second", "at least 0.30")


def forty_booths(folder: Path, seconds: int) -> None:
    """Let 40 processes answer once a second and print what the slowest waited."""
    home = open_home(folder / "home")
    home.close()
    fork = multiprocessing.get_context("forkserver")
    fork.set_forkserver_preload(["tests.bench.booth"])
    ready, results = fork.Barrier(BOOTHS), fork.Queue()
    arguments = (str(folder / "home" / "kaobo.db"), str(folder / "home" / "keys"))
    booths = [
        fork.Process(target=booth, args=(*arguments, serial, seconds, ready, results)) for serial in range(BOOTHS)
    ]
    for each in booths:
        each.start()
    found = [_result(results, seconds) for _ in booths]
    for each in booths:
        each.join()
    waits = [wait for own, _ in found for wait in own]
    show(f"  {len(waits)} answers of {BOOTHS} processes, one a second each: median", percentile(waits, 50), "ms", "-")
    show("  p99", percentile(waits, 99), "ms", "under 50")
    show("  longest", max(waits), "ms", "-")
    show("  lock errors", sum(errors for _, errors in found), "", "0")


def _result(results, seconds: int) -> tuple[list[float], int]:
    try:
        return results.get(timeout=seconds + 120)
    except Empty:
        raise SystemExit("a booth did not end") from None


def main() -> None:
    """Run both."""
    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    begin("Durable answers")
    folder = Path(tempfile.mkdtemp(prefix="answers-", dir=Path.home()))  # a real disk, not a memory one
    try:
        against_bare(folder).show()
        forty_booths(folder, seconds)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
