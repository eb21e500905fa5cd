"""The screen stays on while a window stands open, asked of a real message bus; where there is none nothing waits."""

import logging
import os
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication

from app.programs.awake import awake, way_to_stay_awake
from app.programs.doctor import _awake
from app.settings import Settings

SCREEN_SAVER = Path(__file__).with_name("screen_saver.py")
SYSTEM_PYTHON = "/usr/bin/python3"
"""It has GLib's bindings, which no package of ours needs."""


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A message bus of this test's own."""
    command = ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address"]
    daemon = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert daemon.stdout is not None
    address = daemon.stdout.readline().strip()
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    yield address
    daemon.terminate()
    daemon.communicate()


@pytest.fixture
def heard(bus: str, qtbot) -> Iterator[list[str]]:
    """What a screen saver on that bus was asked for, line by line."""
    surroundings = {"DBUS_SESSION_BUS_ADDRESS": bus, "PATH": os.environ["PATH"]}
    running = subprocess.Popen([SYSTEM_PYTHON, str(SCREEN_SAVER)], stdout=subprocess.PIPE, text=True, env=surroundings)
    lines: list[str] = []
    reading = threading.Thread(target=lambda: lines.extend(line.strip() for line in lines_of(running)))
    reading.start()
    qtbot.waitUntil(lambda: lines == ["ready"])
    yield lines
    running.terminate()
    reading.join()
    running.communicate()


def lines_of(running: subprocess.Popen[str]) -> Iterator[str]:
    assert running.stdout is not None
    yield from running.stdout


WISH = "Inhibit Kaobo An exam is being held."


def test_the_screen_is_kept_on_and_given_back(heard: list[str], qtbot) -> None:
    with awake(begin_ms=0):
        qtbot.waitUntil(lambda: heard == ["ready", WISH])
    qtbot.waitUntil(lambda: heard == ["ready", WISH, "gone"])


def test_the_doctor_says_by_what(heard: list[str], tmp_path: Path, qtbot) -> None:
    found = _awake(Settings(home=tmp_path))
    assert (found.result, "org.freedesktop.ScreenSaver" in found.value) == ("go", True)
    qtbot.waitUntil(lambda: heard == ["ready", WISH, "gone"])


@pytest.mark.parametrize("empty_bus", [True, False])
def test_a_desktop_that_takes_no_wish_is_told_of(empty_bus: bool, request, monkeypatch, tmp_path: Path) -> None:
    if empty_bus:
        request.getfixturevalue("bus")
    else:
        monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
        monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    assert way_to_stay_awake() == ""
    found = _awake(Settings(home=tmp_path))
    assert (found.result, found.advice) == ("warning", "Switch its screen saver and its sleep off before the exam.")


def test_a_wish_that_nobody_takes_is_logged_and_holds_nothing_up(bus: str, qtbot, caplog) -> None:
    caplog.set_level(logging.WARNING, "kaobo.awake")
    with awake(begin_ms=0):
        qtbot.waitUntil(lambda: bool(caplog.records))
    assert "cannot be told to keep its screen on" in caplog.text


def test_a_window_that_is_closed_at_once_asks_nobody(heard: list[str], qtbot) -> None:
    with awake(begin_ms=60_000):
        QCoreApplication.processEvents()
    with awake(begin_ms=0):
        qtbot.waitUntil(lambda: len(heard) > 1)
    qtbot.waitUntil(lambda: "gone" in heard)
    assert heard == ["ready", WISH, "gone"], "the second block's wish alone"
