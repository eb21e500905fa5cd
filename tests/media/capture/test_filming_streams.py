"""A recording goes on through everything that real cameras and microphones do."""

import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import av
import cv2
import numpy as np
import pytest

from app.centre.capture_ports import Loss
from app.media.capture.demo_camera import DemoCamera
from app.media.capture.pictures import Picture, blank
from app.media.film.check import check_film
from tests.media.capture.conftest import Phone, Record, beep_behind_flash_ms, free_port, holes

pytestmark = pytest.mark.xdist_group("film")  # in real time: never beside one another

RATE = 48_000


def hiss(number: int) -> np.ndarray:
    return np.random.default_rng(number).integers(-900, 900, RATE // 50).astype(np.int16)


def test_picture_and_sound_of_a_phone_keep_together(record: Record, phone: Phone) -> None:
    running = record(phone.address, phone.sound_address)
    running.until(9000)
    (film,) = running.stop()
    report = check_film(running.folder / film.film, [(film.fragments, film.head)])
    assert report.whole and not report.faults and not holes(report)
    assert report.frames == film.frames and film.dropped_frames == 0
    with av.open(str(running.folder / film.film)) as source:
        beginning = np.concatenate([frame.to_ndarray().reshape(-1) for frame in source.decode(audio=0)])[: 2 * RATE]
    assert np.abs(beginning).max() > 0.1, "the film begins when the microphone is heard"
    assert abs(np.median(beep_behind_flash_ms(running.folder / film.film)[-4:])) <= 20


def test_a_phone_that_stands_still_dies_returns_and_turns_its_size(record: Record, phone: Phone) -> None:
    running = record(phone.address, phone.sound_address)
    running.until(2000)
    phone.process.send_signal(signal.SIGSTOP)
    stopped = time.monotonic()
    running.log.wait_for("interrupted")
    threading.Event().wait(10 - (time.monotonic() - stopped))
    phone.process.send_signal(signal.SIGCONT)
    running.log.wait_for("resumed")
    phone.kill()
    running.log.wait_for("interrupted", 2)
    phone.start("--form", "360x640@30")
    running.log.wait_for("resumed", 2)
    end = running.filming.position_ms()
    running.until(end + 1500)
    (film,) = running.stop()
    report = check_film(running.folder / film.film, [(film.fragments, film.head)])
    assert report.whole and not report.faults and (report.width, report.height) == (640, 360)
    cameras = [gap for gap in running.log.of("recording_gap") if gap.what == "camera"]
    assert [gap.cause for gap in cameras] == ["camera_gone", "camera_gone"]
    assert cameras[0].to_ms - cameras[0].from_ms >= 9000 and cameras[0].to_ms < cameras[1].from_ms
    assert film.film == "pitch.mp4" and film.duration_ms >= end


def test_a_size_that_changes_in_mid_stream_stays_in_one_film(record: Record) -> None:
    def turning() -> Iterator[Picture]:
        for number in range(10_000):
            wide = number < 45
            camera.over.wait(1 / 30)
            width, height = (640, 360) if wide else (360, 640)
            picture = blank(width, height, 0, 120)
            picture.luma[:, number * 3 % 300 : number * 3 % 300 + 9] = 220
            yield picture

    camera = DemoCamera(turning, hiss)
    with camera:
        running = record(camera.address)
        running.until(3000)
        (film,) = running.stop()
    video = cv2.VideoCapture(str(running.folder / film.film))
    pictures = [picture for came, picture in iter(video.read, (False, None)) if came]
    assert len(pictures) == film.frames and not running.log.of("recording_gap")
    assert pictures[-1].shape == (360, 640, 3)
    assert pictures[-1][180, 20].mean() < 30 < pictures[-1][180, 320].mean()


def test_a_frozen_picture_and_a_muted_microphone_are_noticed_and_their_return_too(record: Record) -> None:
    frozen = threading.Event()
    still = blank(320, 240, 0, 90)

    def pictures() -> Iterator[Picture]:
        for number in range(10_000):
            camera.over.wait(1 / 30)
            moving = blank(320, 240, 0, 90)
            moving.luma[:, number * 5 % 300 : number * 5 % 300 + 12] = 220
            yield still if frozen.is_set() else moving

    def sounds(number: int) -> np.ndarray:
        return np.zeros(RATE // 50, np.int16) if frozen.is_set() else hiss(number)

    camera = DemoCamera(pictures, sounds)
    with camera:
        running = record(camera.address, camera.sound_address)
        running.until(2500)
        frozen.set()
        running.log.wait_for("interrupted")
        lost: set[Loss] = set()
        bell = threading.Event()
        while len(lost) < 2:
            lost |= set(running.filming.figures().lost)
            bell.wait(0.1)
        frozen.clear()
        running.log.wait_for("resumed")
        running.stop()
    assert lost == {Loss.CAMERA_FROZEN, Loss.MICROPHONE_SILENT}
    assert {gap.cause for gap in running.log.of("recording_gap")} == {"camera_frozen", "microphone_silent"}


@pytest.fixture
def rtsp() -> Iterator[str]:
    port = free_port()
    server = Path(__file__).with_name("rtsp_server.py")
    process = subprocess.Popen(["/usr/bin/python3", str(server), str(port)], stdout=subprocess.PIPE, text=True)
    assert process.stdout and process.stdout.readline() == "ready\n", "python3-gi or gst-rtsp-server is missing"
    yield f"rtsp://127.0.0.1:{port}/booth"
    process.kill()
    process.wait()
    process.stdout.close()


def test_an_rtsp_phone_gives_picture_and_its_own_sound(record: Record, rtsp: str) -> None:
    running = record(rtsp, "stream")
    running.until(5000)
    (film,) = running.stop()
    report = check_film(running.folder / film.film)
    assert report.codecs == ("h264", "aac") and not holes(report)
    assert 2800 <= report.rate_x100 <= 3200
    with av.open(str(running.folder / film.film)) as source:
        heard = np.concatenate([frame.to_ndarray().reshape(-1) for frame in source.decode(audio=0)])
    assert np.abs(heard).max() > 0.1, "the ticks are in the film"


def test_setting_the_wall_clock_back_moves_nothing(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    running = record("pattern:320x240@30")
    running.until(1500)
    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() - 3600)
    running.until(3000)
    (film,) = running.stop()
    report = check_film(running.folder / film.film)
    assert not holes(report) and 3000 <= report.duration_ms < 10_000 and not running.log.of("recording_gap")
