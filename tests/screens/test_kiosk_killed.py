"""A kiosk killed at thirty random moments of a whole exam stands each time where it stood."""

import json
import os
import random
import signal
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from app.exam.flow_state import Stage
from app.exam.vocabulary import body_of
from app.exam.vocabulary.desk import TimeGranted
from app.exam.vocabulary.seat import Resumed, TimeGivenBack
from app.programs.demo import PIN, set_up
from app.programs.rehearsal.clock import RehearsalClock
from app.storage.clock import SystemClock
from app.storage.home import open_home
from app.storage.verify import verify_record
from tests.screens import exam_driver
from tests.screens.exam_driver import four_of

pytestmark = pytest.mark.xdist_group("killed")

KILLS, AWAY_S, SLACK_MS = 30, 20, 1_500
PACE = {"door": (3, 7), "theory": (1, 6)}
"""How many steps a kiosk lives: at the door long enough to come in, in theory long enough for ten items."""
ORDER = [stage.value for stage in Stage if stage not in (Stage.TURNED_AWAY, Stage.REFUSED)]


@dataclass
class Booth:
    """A kiosk in its own process, started again and again on one home; it is away for twenty seconds each time."""

    place: Path
    number: str
    four: str
    starts: int = 0
    lines: list[dict[str, Any]] = field(default_factory=list)

    def start(self) -> dict[str, Any]:
        later = str(self.starts * AWAY_S)
        command = [sys.executable, exam_driver.__file__, str(self.place), self.number, self.four, later, PIN]
        surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(Path(__file__).parents[2])}
        self.running = subprocess.Popen(
            command, env=surroundings, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.starts += 1
        line = self.read()
        assert line is not None, self.running.communicate()[1]
        return line

    def read(self) -> dict[str, Any] | None:
        """Return where it says that it is; None when it has ended."""
        assert self.running.stdout is not None
        text = self.running.stdout.readline()
        return json.loads(text) if text.endswith("\n") else None

    def kill(self) -> dict[str, Any] | None:
        """Kill it; return the last that it said."""
        self.running.send_signal(signal.SIGKILL)
        last = None
        while (line := self.read()) is not None:
            last = line
        self.running.communicate()
        return last


def must_stand_where_it_stood(before: dict[str, Any], after: dict[str, Any]) -> None:
    if before["stage"] == "door":
        return  # nobody had checked in, or the check-in was the wish in flight
    steps = ORDER.index(after["stage"]) - ORDER.index(before["stage"])
    assert steps in (0, 1), (before, after)
    lost = {item: chosen for item, chosen in before["answers"].items() if after["answers"].get(item) != chosen}
    assert len(lost) <= 1, "at most the answer in flight was changed"
    assert len(after["answers"]) - len(before["answers"]) in (-1, 0, 1)
    if not steps:
        assert after["item"] - before["item"] in (0, 1), "at most the turn in flight was made"
    assert after["clips"] in (before["clips"], before["clips"] + 1)
    if before["sample"]:
        assert after["sample"] == before["sample"]
    if steps or not before["timed"]:
        return
    assert after["left_ms"] >= before["left_ms"] - SLACK_MS, "no second of the candidate's was lost"
    assert after["left_ms"] <= before["left_ms"] + before["since_ms"] + SLACK_MS, "and none was given for nothing"
    if not before["waits"] and not after["waits"] and before["stage"] not in ("pitch", "preparation"):
        assert after["page"] == before["page"]
    if before["stage"] == "preparation":
        assert after["notes"].startswith(before["notes"])


def test_a_kiosk_killed_at_thirty_moments_loses_nothing_and_finishes(tmp_path: Path) -> None:
    place, chance, pause = tmp_path / "home", random.Random(20260604), threading.Event()
    centre = set_up(place, RehearsalClock(SystemClock().now()), 7)
    booth = Booth(place, centre.booking.admission_number, four_of(centre))
    centre.home.close()
    before, stages = None, []
    for _ in range(KILLS):
        here = booth.start()
        if before is not None:
            must_stand_where_it_stood(before, here)
        for _ in range(chance.randrange(*PACE.get(here["stage"], (0, 3)))):
            here = booth.read() or here
        pause.wait(chance.uniform(0, 0.12))
        before = booth.kill() or here
        stages.append(before["stage"])
    must_stand_where_it_stood(before, booth.start())
    _, said = booth.running.communicate(timeout=120)
    assert booth.running.returncode == 0, said
    assert "sealed" not in stages, "every kill fell into the exam"
    assert len(set(stages)) >= 5, stages
    must_have_been_given_back(centre.booking.id, place)


def must_have_been_given_back(attempt: str, place: Path) -> None:
    home = open_home(place)
    with home.store.reading() as books:
        line = books.attempts.get(attempt)
        seat = [body_of(entry) for entry in books.ledger.entries(f"{attempt}/seat")]
        desk = [body_of(entry) for entry in books.ledger.entries(f"{attempt}/desk")]
        scheme = books.releases.scheme(books.sittings.get(books.sittings.booking(attempt).sitting).scheme)
    assert list(verify_record(home.store, home.keys)) == []
    home.close()
    assert line is not None
    by_rule_ms = sum(each.ms for each in seat if isinstance(each, TimeGivenBack))
    away_ms = sum(each.lost_ms for each in seat if isinstance(each, Resumed) and each.restarted)
    assert 0 < by_rule_ms <= scheme.interruptions.by_rule_s * 1000
    assert away_ms > by_rule_ms, "more was lost than the rule gives back"
    assert [each for each in desk if isinstance(each, TimeGranted)], "beyond the limit the examiner has decided"
