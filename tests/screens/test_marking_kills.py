"""The examiner's process is killed in the middle of a sheet, again and again: nothing acknowledged is lost."""

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

from app.exam.flow_state import Stage
from app.exam.scheme import Subject
from app.exam.sheet import fold
from app.programs.demo import set_up
from app.storage.clock import SystemClock
from app.storage.home import open_home
from app.storage.verify import verify_record
from tests.screens import marking_driver
from tests.screens.booth_room import BoothSitter

KILLS = 6


def sheet_in(place: Path, attempt: str):
    """Fold the sheet that is on disk, and check the record."""
    home = open_home(place)
    with home.store.reading() as books:
        booking = books.sittings.booking(attempt)
        sitting = books.sittings.get(booking.sitting)
        bank, scheme = books.releases.bank(sitting.bank), books.releases.scheme(sitting.scheme)
        stream = next(each for each in books.ledger.streams(attempt) if f"/sheet/{Subject.PITCH.value}/" in each)
        sheet = fold(scheme, bank, books.ledger.entries(stream))
    assert list(verify_record(home.store, home.keys)) == []
    home.close()
    return sheet


def test_a_desk_killed_in_mid_sheet_loses_nothing_and_signs_it_in_the_end(tmp_path: Path) -> None:
    place, chance = tmp_path / "home", random.Random(20260604)
    centre = set_up(place, SystemClock(), 7)
    sitter = BoothSitter(centre.home.store, SystemClock(), centre.cast.booth, centre.booking)
    sitter.confirm(centre.cast.examiner)
    sitter.go_to(Stage.PITCH)
    centre.home.close()
    surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, marking_driver.__file__, str(place)]
    steps: list[tuple[int, ...]] = []
    for killing in [*[True] * KILLS, False]:
        running = subprocess.Popen(command, env=surroundings, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert running.stdout is not None
        for line, _ in zip(running.stdout, range(chance.randrange(2, 6) if killing else 200), strict=False):
            steps.append(tuple(int(each) for each in line.split()))
        if killing:
            running.send_signal(signal.SIGKILL)
        _, said = running.communicate(timeout=60)
        assert killing or running.returncode == 0, said
        sheet = sheet_in(place, centre.booking.id)
        marks, tags, _ = steps[-1]
        assert (len(sheet.marks), len(sheet.tags)) >= (marks, tags), "what was acknowledged is on disk"
        assert len(sheet.marks) + len(sheet.tags) <= marks + tags + 3, "and little more: what was under way"
    assert sheet.sealed
    assert len(sheet.tags) == marking_driver.TAGS
