"""How fast a season is replayed: candidates a second, and durable transactions against bare sqlite3 in one run.

uv run python tests/bench/season.py [--candidates 200] [--processes 2]
"""

import argparse
import platform
import sqlite3
import tempfile
import time
from pathlib import Path

from app.programs.memory import MemoryWatch
from app.programs.season import Season, SeasonPlan
from app.programs.season_crew import ACKNOWLEDGED, HOME, run_booths, shared, usual_processes
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
    parser.add_argument("--processes", type=int, default=0, help="0: as the command does")
    given = parser.parse_args()
    plan = SeasonPlan(given.candidates, given.candidates * 9 // 10, max(1, given.candidates // 42), 1)
    processes, memory = given.processes or usual_processes(plan), MemoryWatch()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        home = create_home(place / HOME)
        started = time.perf_counter()
        office = Season(home, plan, lambda _: None)
        office.plan()
        for _ in office.reveal(shared(run_booths, place, plan, processes, memory)):
            pass
        wall_s = time.perf_counter() - started
        home.close()
        acknowledged = (place / ACKNOWLEDGED).read_bytes().count(b"\n")
        bare = bare_transactions_a_second(place, 2.0)
    own, rate = acknowledged / wall_s, plan.candidates / wall_s
    print(f"machine {platform.node()}, {platform.machine()}, Python {platform.python_version()}, {processes} processes")
    print(f"{plan.candidates} candidates in {wall_s:.1f} s, {rate:.1f} a second: all 2,249 in {2249 / rate:.0f} s")
    print(f"{own:.0f} acknowledged steps a second against {bare:.0f} bare transactions: ratio {own / bare:.2f}")
    print(f"memory {memory.most_mb:.0f} MB in all processes")


if __name__ == "__main__":
    main()
