"""The first season in small: it ends exactly as asked, and survives being killed at any moment."""

import contextlib
import json
import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from app.exam.errors import Refused
from app.programs.season import SeasonPlan
from app.storage.home import open_home
from app.storage.verify import verify_record

COMMAND = [sys.executable, "-m", "app.programs", "season"]


def season(out: Path, *, candidates: int, passes: int, days: int) -> subprocess.CompletedProcess:
    return subprocess.run(
        [*COMMAND, "--candidates", str(candidates), "--pass", str(passes), "--days", str(days), "--seed", "1",
         "--out", str(out)],
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip


KILLED = [*COMMAND, "--candidates", "40", "--pass", "34", "--days", "3", "--seed", "5", "--no-certificates"]


def acknowledged_lines(out: Path) -> int:
    log = out / "acknowledged.jsonl"
    return log.read_bytes().count(b"\n") if log.exists() else 0


def kill_after_acknowledgements(out: Path, count: int) -> int:
    """Start a season and kill -9 it once it has acknowledged ``count`` entries more; return how it ended."""
    wanted = acknowledged_lines(out) + count
    process = subprocess.Popen(
        [*KILLED, "--out", str(out)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    while process.poll() is None and acknowledged_lines(out) < wanted:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=0.01)
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    return process.wait()


def missing(out: Path) -> list[str]:
    """Return the acknowledged entries that the record does not hold."""
    lost = []
    home = open_home(out / "home")
    try:
        with home.store.reading() as books:
            heads = {}
            for line in (out / "acknowledged.jsonl").read_text().splitlines():
                try:
                    stream, seq, digest = json.loads(line)
                except json.JSONDecodeError:
                    continue  # the line that the kill tore was never read by anybody
                if stream not in heads:
                    heads[stream] = {entry.seq: entry.digest for entry in books.ledger.entries(stream)}
                if heads[stream].get(seq) != digest:
                    lost.append(line)
    finally:
        home.close()
    return lost


def test_a_small_season_ends_with_exactly_the_passes_asked_for(tmp_path):
    done = season(tmp_path / "out", candidates=20, passes=17, days=4)
    assert done.returncode == 0, done.stderr + done.stdout
    assert "20 attempts, 17 passes; every stream verified: yes" in done.stdout
    assert "17 certificates, 17 of them issued now" in done.stdout


def test_twenty_kills_lose_nothing_and_the_season_goes_on(tmp_path):
    out, chance = tmp_path / "out", random.Random(20)
    kills = 0
    while kills < 20:
        code = kill_after_acknowledgements(out, chance.randrange(2, 50))
        assert code == -signal.SIGKILL, "the season ended before it was killed twenty times"
        kills += 1
        if (out / "home" / "kaobo.db").exists() and (out / "home" / "keys").exists():
            home = open_home(out / "home")
            try:
                assert list(verify_record(home.store, home.keys)) == []
            finally:
                home.close()
            assert missing(out) == []
    assert kills == 20
    last = subprocess.run(
        [*KILLED, "--out", str(out)], capture_output=True, text=True, timeout=300, check=False
    )  # fmt: skip
    assert last.returncode == 0, last.stdout + last.stderr
    assert "40 attempts, 34 passes; every stream verified: yes" in last.stdout


def test_a_season_with_more_passes_than_candidates_is_refused():
    with pytest.raises(Refused, match="cannot have"):
        SeasonPlan(10, 11, 2, 1)


def test_everybody_comes_on_some_day():
    plan = SeasonPlan(2249, 2082, 54, 1)
    assert sum(plan.sizes()) == 2249
    assert len(plan.sizes()) == 54
    assert min(plan.sizes()) >= 1


def test_exactly_the_asked_for_number_can_pass():
    skills = SeasonPlan(2249, 2082, 54, 1).skills()
    assert sum(len(skill.passes) == 3 for skill in skills) == 2082
