"""The whole exam on a real X server, by real key presses alone: xdotool on an Xvfb of the test's own."""

import json
import os
import queue
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.centre.desk import Desk
from app.programs.demo import DemoCentre, set_up
from app.storage.clock import SystemClock
from app.storage.verify import verify_record
from tests.screens import x_booth
from tests.screens.exam_driver import four_of

pytestmark = pytest.mark.xdist_group("x11")

WAIT_S, MOST_TABS = 30, 40


def needed(program: str) -> str:
    path = shutil.which(program)
    assert path, f"{program} is missing: run packaging/linux/prepare.sh test"
    return path


@pytest.fixture
def display() -> Iterator[str]:
    """An X server on a display number that nobody uses."""
    reading, writing = os.pipe()
    command = [needed("Xvfb"), "-displayfd", str(writing), "-screen", "0", "1366x768x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=(writing,), stderr=subprocess.DEVNULL)
    os.close(writing)
    with os.fdopen(reading) as said:
        number = said.readline().strip()
    assert number, "Xvfb did not start"
    yield f":{number}"
    server.terminate()
    server.wait(10)


class Keyboard:
    """A kiosk in a process of its own, and the hands on its keyboard."""

    def __init__(self, display: str, home: Path) -> None:
        self._surroundings = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb",
                              "PYTHONPATH": str(Path(__file__).parents[2])}  # fmt: skip
        self._surroundings.pop("WAYLAND_DISPLAY", None)
        command = [sys.executable, x_booth.__file__, str(home)]
        self.process = subprocess.Popen(command, env=self._surroundings, stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE, text=True)  # fmt: skip
        self._lines: queue.Queue[dict[str, Any]] = queue.Queue()
        self.now: dict[str, Any] = {"page": "", "focus": "", "stage": "door"}
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(json.loads(line))

    def until(self, **wanted: Any) -> None:
        """Wait until the kiosk says so."""
        end = time.monotonic() + WAIT_S
        while any(self.now.get(name) != value for name, value in wanted.items()):
            left_s = end - time.monotonic()
            assert left_s > 0, f"{wanted} did not come: {self.now}"
            try:
                self.now = self._lines.get(timeout=left_s)
            except queue.Empty as empty:
                raise AssertionError(f"{wanted} did not come: {self.now}") from empty

    def take_in(self, pause_s: float = 0.15, most_s: float = 0.6) -> None:
        """Take in what it has said until it is quiet, or for a moment: while a film runs it never is."""
        end = time.monotonic() + most_s
        try:
            while time.monotonic() < end:
                self.now = self._lines.get(timeout=pause_s)
        except queue.Empty:
            return

    def _do(self, *words: str) -> None:
        subprocess.run([needed("xdotool"), *words], env=self._surroundings, check=True, capture_output=True, timeout=60)

    def take_focus(self) -> None:
        """Give the window X's focus: there is no window manager."""
        self._do("search", "--sync", "--onlyvisible", "--name", "考播|Kaobo", "windowfocus", "--sync")
        self.take_in()

    def key(self, *keys: str) -> None:
        self._do("key", "--delay", "40", *keys)
        self.take_in()

    def type(self, text: str) -> None:
        self._do("type", "--delay", "25", text)
        self.take_in()

    def press(self, control: str) -> None:
        """Go to a control by Tab and press it with Space."""
        for _ in range(MOST_TABS):
            if self.now["focus"] == control:
                self.key("space")
                return
            self.key("Tab")
        raise AssertionError(f"no way to {control} by Tab: {self.now}")


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[DemoCentre]:
    made = set_up(tmp_path / "home", SystemClock(), 7)
    yield made
    made.home.close()


def test_the_whole_exam_by_real_keys_alone(display: str, centre: DemoCentre) -> None:
    home, hands = centre.home, Keyboard(display, centre.home.path)
    try:
        check_in_by_keys(hands, centre)
        sit_by_keys(hands)
        _, said = hands.process.communicate(timeout=60)
    finally:
        hands.process.kill()
        hands.process.wait()
    assert hands.process.returncode == 0, said
    with home.store.reading() as books:
        line = books.attempts.get(centre.booking.id)
    assert line is not None
    assert list(verify_record(home.store, home.keys)) == []


def check_in_by_keys(hands: Keyboard, centre: DemoCentre) -> None:
    """From the first page to a confirmed identity."""
    hands.until(page="LanguagePage")
    assert hands.now["platform"] == "xcb"
    hands.take_focus()
    hands.press("chinese")
    hands.until(page="CheckInPage", focus="number")
    hands.type(centre.booking.admission_number)
    hands.key("Tab")
    hands.until(focus="last_four")
    hands.type(four_of(centre))
    hands.key("Return")
    hands.until(page="PhotoPage")
    hands.press("go")
    hands.until(stage="identity")
    Desk(centre.home.store, SystemClock(), centre.cast.booth, centre.cast.examiner, centre.booking.id).confirm_identity(
        matches=True
    )


def sit_by_keys(hands: Keyboard) -> None:
    """From consent to the last word of the pitch."""
    hands.until(page="ConsentPage")
    hands.press("yes")
    hands.until(page="DevicesPage")
    hands.press("go")
    hands.until(stage="theory_ready")
    hands.press("start")
    hands.until(page="TheoryPage")
    answer_by_keys(hands)
    hands.until(stage="clip_ready")
    hands.press("start")
    hands.until(page="ClipPage")
    hands.press("stick")
    hands.until(clips=1)
    hands.press("hand_in")
    hands.until(asked=True)
    hands.press("question.yes")
    hands.until(page="DrawPage", stage="draw")
    hands.press("go")
    hands.until(stage="preparation_ready")
    hands.press("go")
    hands.until(page="PreparationPage", focus="notes")
    hands.type("1 hello")
    hands.press("go")
    hands.until(asked=True)
    hands.press("question.yes")
    hands.until(page="PitchPage")
    hands.press("stop")
    hands.until(asked=True)
    hands.press("question.yes")


def answer_by_keys(hands: Keyboard) -> None:
    """Press 2, then the arrow, item by item; hand in from the last one."""
    for count in range(1, 11):
        hands.key("2")
        hands.until(answers=count)
        if count < 10:
            hands.key("Right")
    hands.press("following")
    hands.until(asked=True)
    hands.press("question.yes")
