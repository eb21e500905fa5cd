"""Windows without a screen: fonts, language, and the lines that Qt always says on a bare machine."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.exam.bank import Bank
from app.exam.scheme import Scheme
from app.programs.demo import DemoCentre, set_up
from app.programs.rehearsal.clock import RehearsalClock
from app.programs.screens_command import code_rows, practice_bank, practice_scheme
from app.screens.gallery.kiosk_scenes import Content
from app.screens.language import speak
from app.screens.theme import load_fonts
from tests.machine import MACHINE_WORDS


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "/screens/" in str(item.path):
            item.add_marker(pytest.mark.qt_log_ignore(*MACHINE_WORDS, extend=True))


@pytest.fixture(autouse=True)
def _dressed(qapp: QApplication) -> Iterator[None]:
    load_fonts()
    yield
    speak(qapp, "en")


@pytest.fixture(scope="session")
def bank() -> Bank:
    return practice_bank()


@pytest.fixture(scope="session")
def scheme() -> Scheme:
    return practice_scheme()


@pytest.fixture(params=["zh", "en"])
def content(request: pytest.FixtureRequest, bank: Bank, qapp: QApplication) -> Content:
    return _content_in(request.param, bank, qapp)


@pytest.fixture
def chinese(bank: Bank, qapp: QApplication) -> Content:
    """The scenes in Chinese alone, where nothing depends on the language: colours do not."""
    return _content_in("zh", bank, qapp)


def _content_in(language: str, bank: Bank, qapp: QApplication) -> Content:
    speak(qapp, language)
    sample = next(each for each in bank.samples if each.id == "womens_perfume")
    return Content(bank, sample, language, code_rows("http://192.168.1.20:8471/u/7K2M"))


@pytest.fixture
def clock() -> RehearsalClock:
    return RehearsalClock(datetime(2026, 6, 4, 1, 0, tzinfo=UTC))


@pytest.fixture
def centre(tmp_path: Path, clock: RehearsalClock) -> Iterator[DemoCentre]:
    """Return a centre with one booked candidate, at a path as a Chinese machine has it."""
    made = set_up(tmp_path / "考场 home", clock, 7)
    yield made
    made.home.close()
