"""An open clip desk on this computer's own address."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.centre.clip_ports import ReceivedClip
from app.exam.scheme import ClipTerms
from app.media.upload.desk import BoothClipDesk, Place
from tests.media.editing.phone_files import film


class Opened:
    """A desk, and what arrived at it."""

    def __init__(self, folder: Path) -> None:
        terms = ClipTerms(minutes=5, pass_half_points=120)
        self.folder = folder
        self.desk = BoothClipDesk(lambda attempt: folder / attempt, lambda _: terms, Place("127.0.0.1"))
        self.arrived: list[ReceivedClip] = []
        self._news = threading.Condition()
        self.start()

    def start(self) -> None:
        self.desk.start("A1", self._note)

    def _note(self, clip: ReceivedClip) -> None:
        with self._news:
            self.arrived.append(clip)
            self._news.notify_all()

    def wait(self, count: int = 1) -> ReceivedClip:
        with self._news:
            assert self._news.wait_for(lambda: len(self.arrived) >= count, 60), self.desk.progress()
            return self.arrived[-1]

    def fault(self) -> tuple[str, str]:
        pause = threading.Event()
        for _ in range(600):
            if any(self.desk.progress().fault):
                return self.desk.progress().fault
            pause.wait(0.05)
        raise AssertionError(self.desk.progress())


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    opened = Opened(tmp_path / "clips")
    yield opened
    opened.desk.close()
    assert not [each.name for each in threading.enumerate() if each.name.startswith("kaobo-")]


@pytest.fixture(scope="session")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return film(tmp_path_factory.mktemp("good") / "good.mp4", 16, size="540x960", rate=10)
