"""A computer that is too busy costs quality, which is told, and never a picture."""

import subprocess
import sys
import threading
from collections.abc import Iterator

import av
import numpy as np
import pytest

from app.centre.capture_ports import Loss
from app.media.capture import filming, readers, watch
from app.media.capture.clock import NS
from app.media.capture.demo_camera import DemoCamera
from app.media.capture.pictures import Picture
from app.media.capture.writer import FilmWriter
from app.media.film.check import check_film
from tests.media.capture.conftest import RATE, Phone, Record, Running, holes

pytestmark = pytest.mark.xdist_group("film")  # in real time: never beside one another


def hiss(number: int) -> np.ndarray:
    return np.random.default_rng(number).integers(-3000, 3000, RATE // 50).astype(np.int16)


def told_qualities(running: Running) -> list[str]:
    """Return every change of quality as the record has it."""
    causes = [gap.cause for gap in running.log.of("recording_gap") if gap.what == "encoder"]
    return [cause.removeprefix("quality now ") for cause in causes]


def test_a_slow_encoder_falls_in_quality_and_rises_again_without_losing_a_picture(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow, delay = threading.Event(), threading.Event()
    slow.set()

    class Slow(FilmWriter):
        """Sixteen pictures a second at full size."""

        def add_picture(self, picture: Picture) -> None:
            if slow.is_set() and self.height == 720:
                delay.wait(0.06)
            super().add_picture(picture)

    monkeypatch.setattr(filming, "FilmWriter", Slow)
    monkeypatch.setattr(watch, "CALM_NS", 2 * NS)
    running = record("pattern:1280x720@30")
    running.log.wait_for("recording_started", 2)
    slow.clear()
    running.log.wait_for("recording_started", 3)
    running.until(1000)
    films = running.stop()
    assert [started.height for started in running.log.of("recording_started")] == [720, 480, 720]
    assert told_qualities(running) == ["720p ultrafast", "480p ultrafast", "720p superfast"]
    assert [film.dropped_frames for film in films] == [0, 0, 0]
    notices = [notice for notice in running.notices if notice.loss is Loss.ENCODER_SLOW]
    assert [notice.begun for notice in notices] == [True, True, False]
    assert all(notice.advice for notice in notices[:2])
    reports = [check_film(running.folder / film.film, [(film.fragments, film.head)]) for film in films]
    assert all(report.whole and not report.faults for report in reports)


def test_pictures_that_find_no_room_are_counted_and_told_together(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    stuck, goes_on = threading.Event(), threading.Event()

    class Stuck(FilmWriter):
        """Stands still until the intake has overflowed."""

        def add_picture(self, picture: Picture) -> None:
            super().add_picture(picture)
            if self.frames == 10:
                stuck.set()
                assert goes_on.wait(30)

    monkeypatch.setattr(filming, "FilmWriter", Stuck)
    monkeypatch.setattr(readers, "_MOST_BYTES", 2_000_000)  # seventeen pictures
    running = record("pattern:320x240@30")
    assert stuck.wait(20)
    while running.filming._intake.dropped < 5:
        goes_on.wait(0.05)
    goes_on.set()
    running.until_filmed(45)
    (film,) = running.stop()
    told = [gap for gap in running.log.of("recording_gap") if gap.cause.startswith("pictures dropped: ")]
    counts = [int(gap.cause.removeprefix("pictures dropped: ")) for gap in told]
    assert film.dropped_frames == sum(counts) >= 5 and len(told) <= 2
    assert all(gap.what == "encoder" and gap.from_ms < gap.to_ms for gap in told)


def test_what_waits_for_the_encoder_is_neither_gone_nor_lost(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    delay = threading.Event()

    class Late(FilmWriter):
        """Stands still for three seconds, once."""

        def add_picture(self, picture: Picture) -> None:
            super().add_picture(picture)
            if self.frames == 30:
                delay.wait(3)

    monkeypatch.setattr(filming, "FilmWriter", Late)
    with DemoCamera(lambda: iter(()), hiss) as microphone:
        running = record("pattern:320x240@30", microphone.sound_address)
        running.until_filmed(150)
        (film,) = running.stop()
    assert film.dropped_frames == 0 and not running.log.of("interrupted")
    assert holes(check_film(running.folder / film.film)) == []
    with av.open(str(running.folder / film.film)) as source:
        heard = np.concatenate([frame.to_ndarray().reshape(-1) for frame in source.decode(audio=0)])
    blocks = np.abs(heard[RATE // 2 : RATE * 4].reshape(-1, RATE // 100)).max(axis=1)
    assert (blocks > 0.01).all(), "no silence stands where a sound had come"


@pytest.fixture
def hogs() -> Iterator[None]:
    """Two endless loops, one for each core of a small computer."""
    busy = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(2)]
    yield
    for hog in busy:
        hog.kill()
        hog.wait()


@pytest.mark.usefixtures("hogs")
def test_nothing_is_dropped_while_both_cores_are_busy(record: Record) -> None:
    phone = Phone("--form", "1280x720@30")
    try:
        running = record(phone.address, phone.sound_address)
        running.log.wait_for("recording_anchored")  # ten seconds of film, or a film that a change of size ended
        films = running.stop()
    finally:
        phone.kill()
    assert [film.dropped_frames for film in films] == [0] * len(films)
    assert not any(check_film(running.folder / film.film).faults for film in films)
    sizes = [started.height for started in running.log.of("recording_started")]
    assert sizes == [720] or len(told_qualities(running)) >= len(sizes), "a step in quality is told"
