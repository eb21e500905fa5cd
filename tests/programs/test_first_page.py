"""The kiosk's first page stands before the command line is read; what is wrong is said all the same."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QTimer

from app.programs import first_page
from app.programs.demo import set_up
from app.programs.first_page import show_first, wanted
from app.programs.kaobo import run
from app.screens.kiosk.window import KioskWindow
from app.screens.theme import DARK, tokens_of
from app.storage.clock import SystemClock


def test_only_the_kiosk_itself_comes_first() -> None:
    assert wanted(["kiosk", "--window"])
    assert not wanted(["kiosk", "--help"])
    assert not wanted(["doctor"])
    assert not wanted([])


def test_a_home_that_is_not_there_is_said_and_ends_the_window(tmp_path: Path) -> None:
    surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run(
        [sys.executable, "-m", "app.programs", "kiosk", "--window", "--home", str(tmp_path / "none")],
        env=surroundings, capture_output=True, text=True, timeout=110, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert "is not a home of Kaobo" in done.stderr


def test_the_page_goes_on_in_the_same_window(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    set_up(tmp_path / "home", SystemClock(), 7).home.close()
    seen: list[str] = []

    windows: list[KioskWindow] = []

    def look() -> None:
        page = first_page.standing[0]
        if page.runs:
            timer.stop()
            windows.append(page.window)
            page.window.language.chinese.click()
            seen.append(type(page.window.pages.currentWidget()).__name__)
            QCoreApplication.exit(0)

    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(50)
    arguments = ["kiosk", "--window", "--dark", "--camera", "practice", "--home", str(tmp_path / "home")]
    assert show_first(arguments, run) == 0
    assert tokens_of(windows[0].check_in) is DARK
    windows[0].close()
    windows[0].deleteLater()
    assert seen == ["CheckInPage"]
    assert first_page.standing == []
