"""Real streams for the tests of capture: a phone-like camera in its own process, and recordings of it."""

import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from app.centre.capture_ports import Notice
from app.media.capture.filming import Filming, FilmingEars, FilmingPlan
from app.media.capture.sources import camera_source, microphone_source
from app.media.film.check import FilmReport, Gap

RATE = 48_000


def needed(program: str) -> str:
    """Return a program's path; a machine without it fails the test instead of skipping it."""
    path = shutil.which(program)
    assert path, f"{program} is missing: run packaging/linux/prepare.sh test"
    return path


@dataclass
class KeptLog:
    """A film log in memory that can be waited on."""

    told: list[tuple[str, Any]] = field(default_factory=list)
    changed: threading.Condition = field(default_factory=threading.Condition)

    def __getattr__(self, name: str) -> Callable[..., None]:
        if name.startswith("_"):
            raise AttributeError(name)

        def tell(*words: Any, **named: Any) -> None:
            with self.changed:
                self.told.append((name, words[0] if words else named))
                self.changed.notify_all()

        return tell

    def of(self, kind: str) -> list[Any]:
        with self.changed:
            return [body for name, body in self.told if name == kind]

    def wait_for(self, kind: str, count: int = 1, timeout_s: float = 25) -> Any:
        with self.changed:
            come = self.changed.wait_for(lambda: sum(name == kind for name, _ in self.told) >= count, timeout_s)
            assert come, f"no {kind}: {self.told}"
            return [body for name, body in self.told if name == kind][count - 1]


class Running:
    """A recording on a thread."""

    def __init__(self, plan: FilmingPlan) -> None:
        self.log, self.notices = KeptLog(), list[Notice]()
        self.filming = Filming(plan, self.log, FilmingEars(noticed=self.notices.append))
        self.folder, self.error = plan.folder, None
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _run(self) -> None:
        try:
            self.filming.run()
        except Exception as error:  # noqa: BLE001 - handed to the test
            self.error = error

    def until(self, moment_ms: int) -> None:
        """Wait until the film has come so far."""
        bell = threading.Event()
        while self.filming.figures().position_ms < moment_ms and self._thread.is_alive():
            bell.wait(0.05)

    def until_filmed(self, frames: int) -> None:
        """Wait until so many pictures are encoded, however slow the computer is."""
        bell = threading.Event()
        while self.filming.figures().frames < frames and self._thread.is_alive():
            bell.wait(0.05)

    def stop(self) -> list[Any]:
        self.filming.halt()
        self._thread.join(20)
        assert not self._thread.is_alive()
        if self.error:
            raise self.error
        return self.filming.films


def holes(report: FilmReport) -> list[Gap]:
    """Return the gaps that no busy computer explains: half a second or more without picture or sound."""
    return [gap for flow in (report.picture, report.sound) for gap in flow.gaps if gap.to_ms - gap.from_ms >= 500]


def beep_behind_flash_ms(film: Path) -> list[float]:
    """Return for each flash how long after it the beep begins."""
    flashes, lit = [], True
    with av.open(str(film)) as source:
        for frame in source.decode(video=0):
            rows = np.frombuffer(frame.planes[0], np.uint8).reshape(-1, frame.planes[0].line_size)
            now = rows[frame.height // 2 :, : frame.width].mean() > 200
            if now and not lit:
                flashes.append(frame.time)
            lit = now
    with av.open(str(film)) as source:
        loud = np.abs(np.concatenate([frame.to_ndarray().reshape(-1) for frame in source.decode(audio=0)])) > 0.1
    places = np.flatnonzero(loud)
    begins = places[np.diff(places, prepend=-RATE) > RATE // 4] / RATE
    return [1000 * min(begins - flash, key=abs) for flash in flashes]


type Record = Callable[..., Running]


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    """Start recordings that end with the test."""
    running: list[Running] = []

    def start(camera: str, microphone: str = "silence", folder: Path | None = None, **more: Any) -> Running:
        plan = FilmingPlan(camera_source(camera), microphone_source(microphone), folder or tmp_path / "films", **more)
        running.append(Running(plan))
        return running[-1]

    yield start
    for one in running:
        one.filming.halt()
        one._thread.join(20)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Phone:
    """A camera server in its own process, which can be stopped, killed and started again at one address."""

    def __init__(self, *arguments: str) -> None:
        self.port = free_port()
        self.address, self.sound_address = (f"http://127.0.0.1:{self.port}/{part}" for part in ("video", "audio.wav"))
        self.start(*arguments)

    def start(self, *arguments: str) -> None:
        command = [sys.executable, "-m", "app.media.capture.demo_camera", "--port", str(self.port), *arguments]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout and self.process.stdout.readline().startswith("http")

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()
        assert self.process.stdout
        self.process.stdout.close()


@pytest.fixture
def phone() -> Iterator[Phone]:
    """Beep and flash at 640 x 360."""
    one = Phone("--form", "640x360@30")
    yield one
    one.kill()
