"""The recorder's clock is the clock of the marks: a position told while filming is that moment of the film."""

import threading
import time
from pathlib import Path

import av
import numpy as np
import pytest

from app.media.capture.cameras import read_clock
from app.media.film.check import check_film
from app.resources import asset
from tests.media.capture.conftest import Record, holes

pytestmark = pytest.mark.xdist_group("film")  # in real time: never beside one another


def clocks_of(film: Path) -> list[tuple[int, int]]:
    """Return (moment in the film, burnt-in monotonic moment) of every picture, in ms."""
    found = []
    with av.open(str(film)) as source:
        for frame in source.decode(video=0):
            luma = np.frombuffer(frame.planes[0], np.uint8).reshape(-1, frame.planes[0].line_size)
            found.append((round(frame.time * 1000), read_clock(luma)))
    return found


def test_a_position_is_the_moment_in_the_film_to_the_frame(record: Record) -> None:
    running = record("pattern:640x360@30")
    marks, bell = [], threading.Event()
    for moment_ms in range(700, 3500, 190):
        running.until(moment_ms)
        before = time.monotonic_ns()
        marks.append((running.filming.position_ms(), before // 1_000_000, time.monotonic_ns() // 1_000_000))
        bell.wait(0.01)
    (film,) = running.stop()
    clocks = clocks_of(running.folder / film.film)
    assert len(clocks) == film.frames
    for position_ms, before_ms, after_ms in marks:
        shown_ms, burnt_ms = max(clock for clock in clocks if clock[0] <= position_ms)
        marked_ms = burnt_ms + position_ms - shown_ms  # by the clock in the picture that a reviewer is shown
        assert before_ms % (1 << 32) - 2 <= marked_ms <= after_ms % (1 << 32) + 2


def test_a_file_is_a_camera_and_a_microphone_at_the_pace_of_life(record: Record) -> None:
    presenter = str(asset("demo", "presenter.mp4"))
    begun = time.monotonic()
    running = record(presenter, presenter)
    running.until(3000)
    (film,) = running.stop()
    assert time.monotonic() - begun >= 2.9
    report = check_film(running.folder / film.film, [(film.fragments, film.head)])
    assert report.whole and not report.faults and not holes(report)
    assert report.duration_ms >= 2900 and film.frames * 1000 <= report.duration_ms * 32
    with av.open(str(running.folder / film.film)) as source:
        heard = np.concatenate([frame.to_ndarray().reshape(-1) for frame in source.decode(audio=0)])
    assert np.abs(heard).max() > 0.05, "the presenter is heard"
