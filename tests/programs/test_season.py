"""The first season in small: it ends exactly as asked, and survives being killed at any moment."""

import contextlib
import json
import os
import random
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.centre.draws import replay_draws
from app.exam.errors import Refused, Unavailable
from app.programs.memory import MemoryWatch
from app.programs.season import Season, SeasonPlan
from app.programs.season_crew import HOME, run_booths, shared
from app.storage.home import create_home, open_home
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


def kill_after_acknowledgements(out: Path, count: int, processes: int) -> int:
    """Start a season and kill -9 it once it has acknowledged ``count`` entries more; return how it ended."""
    wanted = acknowledged_lines(out) + count
    process = subprocess.Popen(
        [*KILLED, "--processes", str(processes), "--out", str(out)],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
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
        processes = 2 if kills % 7 == 6 else 1  # also killed while two processes write, and taken up by one
        code = kill_after_acknowledgements(out, chance.randrange(2, 50), processes)
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


def test_a_season_examined_by_two_processes_ends_as_one_by_one_does(tmp_path):
    plan = SeasonPlan(8, 6, 2, 1)
    create_home(tmp_path / HOME).close()
    home = open_home(tmp_path / HOME)
    try:
        office = Season(home, plan, lambda _: None)
        office.plan()
        memory = MemoryWatch()
        published = list(office.reveal(shared(run_booths, tmp_path, plan, 2, memory)))
        with home.store.reading() as books:
            lines = [books.attempts.get(attempt) for attempt in published]
            revealed = [sitting.revealed_secret for sitting in books.sittings.all()]
        assert list(verify_record(home.store, home.keys, replay=replay_draws)) == []
    finally:
        home.close()
    assert len(set(published)) == 8
    assert sum(line.passed for line in lines) == 6
    assert {line.station for line in lines} == {"booth-1", "booth-2", "booth-3", "booth-4"}
    assert len(revealed) == 2
    assert all(revealed)
    own_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    assert 40 < memory.most_mb < own_mb + 400, "two workers, and what all three share once"


def no_work(out: Path, plan: SeasonPlan, part: int, parts: int) -> Iterator[str]:
    """A task of which one part is refused."""
    yield f"part {part}"
    if part:
        raise Refused("This booth is closed.", advice="Open it.")


def dying_work(out: Path, plan: SeasonPlan, part: int, parts: int) -> Iterator[str]:
    """A task of which one part is killed."""
    yield f"part {part}"
    if part:
        os.kill(os.getpid(), signal.SIGKILL)


def test_what_a_worker_is_refused_is_refused(tmp_path):
    with pytest.raises(Refused, match="This booth is closed"):
        list(shared(no_work, tmp_path, SeasonPlan(2, 1, 1, 1), 2, MemoryWatch()))


def test_a_worker_that_dies_is_not_taken_for_one_that_is_done(tmp_path):
    with pytest.raises(Unavailable, match="ended before its work was done"):
        list(shared(dying_work, tmp_path, SeasonPlan(2, 1, 1, 1), 2, MemoryWatch()))


def test_no_worker_outlives_the_program_that_started_it(tmp_path):
    out = tmp_path / "out"
    command = [*COMMAND, "--candidates", "10", "--pass", "8", "--days", "2", "--seed", "5", "--no-certificates",
               "--processes", "2", "--out", str(out)]  # fmt: skip
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        while acknowledged_lines(out) < 5 and process.poll() is None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(timeout=0.02)
        process.kill()
        assert process.stdout is not None
        process.stdout.read()  # ends with the last process that holds it: the workers inherited it
    written = acknowledged_lines(out)
    assert 5 <= written < 200, "the workers went on for long"
    again = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert again.returncode == 0, again.stdout + again.stderr
    assert "10 attempts, 8 passes; every stream verified: yes" in again.stdout


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
