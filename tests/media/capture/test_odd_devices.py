"""Cameras and microphones that are not as expected: odd sizes, grey, other sound in mid-stream, a disk that refuses."""

import errno
import itertools
import threading
from pathlib import Path

import av
import numpy as np
import pytest

from app.centre.capture_ports import FilmFinished
from app.exam.errors import Unavailable
from app.media.capture import film_file, filming, writer
from app.media.capture.cameras import DeviceCamera
from app.media.capture.film_file import FilmFile
from app.media.capture.losses import LogLane
from app.media.capture.pictures import brightness, fitted, from_bgr, from_frame, jpeg, shrunk
from app.media.capture.preview import preview_image
from app.media.capture.sources import Source, SourceKind, camera_source, microphone_source
from app.media.capture.stream import StreamReader, StreamSound
from app.media.capture.writer import Quality
from tests.media.capture.conftest import KeptLog, Record

SIZES = [(16, 16), (641, 481), (1440, 1088), (720, 1280), (7680, 16), (16, 1000)]
FORMATS = ["yuv420p", "yuvj422p", "yuv444p", "gray", "rgb24", "rgba", "pal8", "yuv420p10le", "nv12", "yuv411p"]


@pytest.mark.parametrize(("size", "form"), list(itertools.product(SIZES, FORMATS)))
def test_a_picture_of_any_size_and_form_can_be_filmed_shown_and_kept(size: tuple[int, int], form: str) -> None:
    picture = from_frame(av.VideoFrame(*size, form), 1)
    assert (picture.width, picture.height) == (size[0] & ~1, size[1] & ~1)
    width, height = Quality().size_for(picture)
    assert fitted(picture, width, height).planes.shape == (height * 3 // 2, width)
    assert fitted(picture, 1280, 720).width == 1280
    assert shrunk(picture, 320).width >= 4
    assert not preview_image(picture, mirrored=True).isNull()
    assert jpeg(picture, 80)
    assert brightness(picture)


@pytest.mark.parametrize("shape", [(480, 640), (480, 640, 1), (481, 641, 3)])
def test_a_device_may_be_grey_or_odd(shape: tuple[int, ...]) -> None:
    picture = from_bgr(np.full(shape, 120, np.uint8), 1)
    assert (picture.width, picture.height) == (640, 480)
    colours = np.concatenate([plane.reshape(-1) for plane in picture.colours()])
    assert set(np.unique(colours)) == {128}


def test_a_device_that_says_that_nothing_came_as_a_picture_gives_none() -> None:
    class Empty:
        def read(self) -> tuple[bool, np.ndarray]:
            return True, np.zeros((0, 0, 3), np.uint8)

    camera = DeviceCamera.__new__(DeviceCamera)
    camera._device, camera._name = Empty(), "0"
    assert camera.read(0.1) is None


def test_sound_that_changes_its_form_in_mid_stream_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "tone.wav"
    with av.open(str(path), "w") as made:
        stream = made.add_stream("pcm_s16le", rate=48_000, layout="mono")
        frame = av.AudioFrame.from_ndarray(np.ones((1, 4800), np.int16), "s16", "mono")
        frame.sample_rate = 48_000
        made.mux(stream.encode(frame))
    heard = StreamSound()
    reader = StreamReader(Source(SourceKind.FILE, str(path), str(path)), picture=False, sound=heard)
    try:
        for layout, rate in (("stereo", 44_100), ("mono", 8_000), ("7.1", 96_000), ("mono", 48_000)):
            frame = av.AudioFrame("s16", layout, 1024)
            frame.planes[0].update(bytes(frame.planes[0].buffer_size))
            frame.sample_rate = rate
            before = len(heard._chunks)
            for _ in range(3):
                reader._hear(frame, 1)
            assert len(heard._chunks) > before, (layout, rate)
    finally:
        reader.close()


def test_a_film_that_the_disk_refuses_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(path: Path) -> Path:
        return path.parent / "no" / "such" / "folder"

    before = sum(1 for _ in Path("/proc/self/fd").iterdir())
    monkeypatch.setattr(film_file, "list_path", refused)
    for _ in range(3):
        with pytest.raises(OSError, match="No such file"):
            FilmFile(tmp_path / "pitch.mp4")
    assert list(tmp_path.iterdir()) == []
    assert sum(1 for _ in Path("/proc/self/fd").iterdir()) == before
    assert not [each for each in threading.enumerate() if each.name == "film-file"]


class AwayLog:
    """A record that does not answer until it is told to."""

    def __init__(self) -> None:
        self.away, self.kept, self.asked = True, list[str](), threading.Event()

    def recording_finished(self, finished: FilmFinished) -> None:
        self.asked.set()
        if self.away:
            raise Unavailable("The database server does not answer.", advice="Try again.")
        self.kept.append(finished.film)


def ended(name: str) -> FilmFinished:
    return FilmFinished(name, 1, 1, 1, 0, 1, "", "", torn=False)


def test_what_happened_to_a_film_is_told_once_the_record_is_back_and_in_order() -> None:
    log, failures, again = AwayLog(), list[BaseException](), threading.Event()

    def failed(error: BaseException) -> None:
        failures.append(error)
        if len(failures) > 1:
            again.set()

    lane = LogLane(log, failed)
    for name in ("one", "two"):
        lane.tell(lambda to, name=name: to.recording_finished(ended(name)))
    assert again.wait(30)
    assert log.kept == []
    log.away = False
    lane.close()
    assert log.kept == ["one", "two"]
    assert {type(each) for each in failures} == {Unavailable}


def test_a_record_that_stays_away_does_not_hold_the_end_for_ever() -> None:
    log, failures = AwayLog(), list[BaseException]()
    lane = LogLane(log, failures.append)
    lane.tell(lambda to: to.recording_finished(ended("one")))
    assert log.asked.wait(30)
    lane.close()
    assert log.kept == []
    assert failures


def test_a_fault_of_the_log_is_told_and_not_tried_again() -> None:
    failures = list[BaseException]()
    lane = LogLane(object(), failures.append)
    lane.tell(lambda to: to.recording_finished(ended("one")))
    lane.close()
    assert [type(each) for each in failures] == [AttributeError]


def test_a_disk_that_is_pulled_in_mid_film_ends_the_film_and_is_no_fault(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    running = record("pattern:320x240@30")
    running.until(800)

    def pulled(*_: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(filming.shutil, "disk_usage", pulled)
    monkeypatch.setattr(writer, "file_digest", pulled)
    finished = running.log.wait_for("recording_finished")
    assert (finished.torn, finished.film_bytes) == (True, 0)
    running.log.wait_for("interrupted")
    monkeypatch.undo()
    again = running.log.wait_for("recording_started", 2)
    assert again.film == "pitch-2.mp4"
    running.until(running.filming.position_ms() + 300)
    films = running.stop()
    assert [film.torn for film in films] == [True, False]


def test_a_folder_for_films_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "media").write_bytes(b"a file")
    plan = filming.FilmingPlan(
        camera_source("pattern:320x240@30"), microphone_source("silence"), tmp_path / "media" / "attempt"
    )
    with pytest.raises(Unavailable, match="cannot be made"):
        filming.Filming(plan, KeptLog()).run()
