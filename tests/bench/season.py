"""How fast a season is replayed: candidates a second, and durable transactions against bare sqlite3 in one run.

uv run python tests/bench/season.py [--candidates 200]
"""

import argparse
import platform
import resource
import sqlite3
import tempfile
import time
from pathlib import Path

from app.programs.season import Season, SeasonPlan
from app.storage.home import create_home


def bare_transactions_a_second(folder: Path, seconds: float) -> float:
    """Insert one row a transaction, as durable as the record's, for a while."""
    database = sqlite3.connect(folder / "bare.db", isolation_level=None)
    for pragma in ("journal_mode = WAL", "synchronous = FULL"):
        database.execute(f"PRAGMA {pragma}")
    database.execute("CREATE TABLE entry (seq INTEGER PRIMARY KEY, body TEXT)")
    done, started = 0, time.perf_counter()
    while time.perf_counter() - started < seconds:
        database.execute("BEGIN IMMEDIATE")
        database.execute("INSERT INTO entry (body) VALUES (?)", ("x" * 300,))
        database.execute("COMMIT")
        done += 1
    database.close()
    return done / (time.perf_counter() - started)


def main() -> None:
    """Replay a season, then insert bare rows for two seconds, and print both and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--candidates", type=int, default=200)
    count = parser.parse_args().candidates
    with tempfile.TemporaryDirectory() as folder:
        place, acknowledged = Path(folder), 0

        def note(_: object) -> None:
            nonlocal acknowledged
            acknowledged += 1

        home = create_home(place / "home")
        started = time.perf_counter()
        for _ in Season(home, SeasonPlan(count, count * 9 // 10, max(1, count // 42), 1), note).play():
            pass
        wall_s = time.perf_counter() - started
        home.close()
        bare = bare_transactions_a_second(place, 2.0)
    own = acknowledged / wall_s
    whole = wall_s * 2249 / count
    print(f"machine {platform.node()}, {platform.machine()}, Python {platform.python_version()}")
    rate = count / wall_s
    print(f"{count} candidates in {wall_s:.1f} s, {rate:.1f} a second: the whole first season in {whole:.0f} s")
    print(f"{own:.0f} acknowledged steps a second against {bare:.0f} bare transactions: ratio {own / bare:.2f}")
    print(f"memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
