"""A practice sitting leaves nothing, also when it is killed; it counts days as the centre does."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from app.exam.errors import Unavailable
from app.programs import bank_commands, doctor, practice
from app.programs.kaobo import run
from app.programs.practice_place import PREFIX, PracticePlace, sweep
from app.programs.rehearsal.clock import RehearsalClock
from app.settings import Settings
from app.storage.clock import SystemClock

EVENING = datetime(2026, 6, 3, 22, 30, tzinfo=UTC)
"""Half past six in the morning of 4 June in Beijing, where the centre is."""
THE_FOURTH = date(2026, 6, 4)


def until(holds: Callable[[], bool], patience_s: int = 90) -> None:
    tick = threading.Event()
    for _ in range(patience_s * 20):
        if holds():
            return
        tick.wait(0.05)
    raise AssertionError("it never came about")


def started(place: Path) -> subprocess.Popen[bytes]:
    """Start ``kaobo solo --practice`` as somebody would, with ``place`` for its temporary files."""
    surroundings = {
        **os.environ, "QT_QPA_PLATFORM": "offscreen", "TMPDIR": str(place), "TEMP": str(place),
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }  # fmt: skip
    command = [sys.executable, "-m", "app.programs", "solo", "--practice"]
    return subprocess.Popen(command, env=surroundings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def homes(place: Path) -> set[str]:
    return {path.parents[1].name for path in place.glob(f"{PREFIX}*/home/kaobo.db")}


def test_the_next_start_removes_what_a_killed_practice_left_and_nothing_of_a_living_one(tmp_path: Path) -> None:
    living = PracticePlace(tmp_path)
    (living.path / "work").write_text("mine")
    first = started(tmp_path)
    try:
        until(lambda: bool(homes(tmp_path)))
        (killed,) = homes(tmp_path)
    finally:
        first.send_signal(signal.SIGKILL)
        first.wait()
    assert (tmp_path / killed).is_dir(), "a killed program cleans nothing up"
    second = started(tmp_path)
    try:
        until(lambda: bool(homes(tmp_path) - {killed}))
        assert not (tmp_path / killed).exists()
        assert not (tmp_path / f"{killed}.lock").exists()
        assert (living.path / "work").read_text() == "mine"
        sweep(tmp_path)
        assert homes(tmp_path), "the second one lives: nobody else may touch it"
    finally:
        second.send_signal(signal.SIGKILL)
        second.wait()
    sweep(tmp_path)
    assert not homes(tmp_path)
    living.leave()
    assert list(tmp_path.iterdir()) == []


def test_a_link_in_the_place_of_a_folder_is_not_followed(tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.mkdir()
    (precious / "work").write_text("mine")
    (tmp_path / f"{PREFIX}link").symlink_to(precious)
    sweep(tmp_path)
    assert (precious / "work").read_text() == "mine"


def test_where_no_folder_can_be_made_it_is_said(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="No practice sitting can be made"):
        PracticePlace(tmp_path / "nowhere")


@pytest.fixture
def evening(monkeypatch: pytest.MonkeyPatch) -> list[date]:
    """Return the days that a bank is judged on, while UTC still has yesterday."""
    judged: list[date] = []

    def bank_faults(_: object, today: date) -> tuple[()]:
        judged.append(today)
        return ()

    monkeypatch.setattr(SystemClock, "now", lambda _: EVENING)
    for module in (bank_commands, doctor):
        monkeypatch.setattr(module, "bank_faults", bank_faults)
    return judged


def test_a_bank_is_judged_on_the_day_that_the_centre_has(evening: list[date], tmp_path: Path) -> None:
    assert run(["bank", "check"]) == 0
    assert doctor._bank(Settings(tmp_path)).result == "go"
    assert evening == [THE_FOURTH, THE_FOURTH]


def test_made_up_candidates_are_as_old_as_the_centres_day_makes_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    days: list[date] = []
    make = practice.invented_candidate

    def noted(*of: object) -> object:
        days.append(of[1])
        return make(*of)

    monkeypatch.setattr(practice, "invented_candidate", noted)
    made = practice.PracticeHome(PracticePlace(tmp_path), RehearsalClock(EVENING))
    made.forget()
    assert set(days) == {THE_FOURTH}
    assert list(tmp_path.iterdir()) == []
