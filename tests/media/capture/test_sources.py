"""Sources are named by one text, and what cannot be a source says so in one sentence."""

import socket
from concurrent.futures import ThreadPoolExecutor
from itertools import count, islice
from pathlib import Path

import av
import cv2
import numpy as np
import pytest
from PySide6.QtGui import QImage

from app.exam.errors import DeskError, Refused, Unavailable
from app.media.capture import demo_camera as demo_camera_module
from app.media.capture.cameras import listed_cameras, open_camera, read_clock
from app.media.capture.demo_camera import DemoCamera, demo_camera
from app.media.capture.microphones import open_microphone
from app.media.capture.pictures import Picture, blank, brightness, fitted, from_bgr, from_frame, shrunk, signature
from app.media.capture.preview import preview_image
from app.media.capture.sources import SourceKind, camera_source, microphone_source
from app.resources import asset

pytestmark = pytest.mark.xdist_group("film")  # in real time: never beside one another


@pytest.mark.parametrize(("text", "kind", "place"), [
    ("0", SourceKind.DEVICE, "0"),
    ("device:Front camera", SourceKind.DEVICE, "Front camera"),
    ("rtsp://10.0.0.5:8554/live", SourceKind.NETWORK, "rtsp://10.0.0.5:8554/live"),
    ("HTTP://10.0.0.5:8080/video", SourceKind.NETWORK, "HTTP://10.0.0.5:8080/video"),
    ("pattern:640x360@25", SourceKind.PATTERN, "640x360@25"),
])  # fmt: skip
def test_a_camera_is_named_by_one_text(text: str, kind: SourceKind, place: str) -> None:
    source = camera_source(text)
    assert (source.kind, source.place) == (kind, place)


def test_a_password_in_an_address_is_never_shown() -> None:
    assert camera_source("rtsp://admin:secret@10.0.0.5/live").shown == "rtsp://10.0.0.5/live"


def opened_within_three_seconds(text: str, role: str) -> DeskError:
    """Return the error of a source that cannot be opened; waiting longer than 3 s fails."""

    def attempt() -> None:
        if role == "camera":
            open_camera(camera_source(text)).close()
        else:
            open_microphone(microphone_source(text)).close()

    with ThreadPoolExecutor(1) as lane:
        error = lane.submit(attempt).exception(timeout=3)
    assert isinstance(error, DeskError)
    assert error.detail.count(".") >= 1 and error.advice
    return error


@pytest.mark.parametrize("role", ["camera", "microphone"])
def test_what_is_no_source_is_refused_by_name(role: str, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("not a film")
    (tmp_path / "folder").mkdir()
    for name, words in (("notes.txt", "is not a film"), ("folder", "is a folder"), ("missing.mp4", "no file named")):
        error = opened_within_three_seconds(str(tmp_path / name), role)
        assert isinstance(error, Refused) and name in error.detail and words in error.detail


@pytest.mark.parametrize("role", ["camera", "microphone"])
@pytest.mark.parametrize("scheme", ["http", "rtsp"])
def test_an_address_where_nobody_answers_is_given_up_within_three_seconds(role: str, scheme: str) -> None:
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen(1)  # takes the call and never says a word
        error = opened_within_three_seconds(f"{scheme}://127.0.0.1:{deaf.getsockname()[1]}/video", role)
    assert isinstance(error, Unavailable) and "does not answer" in error.detail


def test_a_device_that_is_not_there_is_said_to_be_missing() -> None:
    error = opened_within_three_seconds("97", "camera")
    assert isinstance(error, Unavailable) and "97" in error.detail
    assert all(device.source.isdecimal() and device.name for device in listed_cameras())


def test_a_wrong_form_of_the_pattern_is_refused() -> None:
    with pytest.raises(Refused, match="no form of the test pattern"):
        open_camera(camera_source("pattern:big"))


def test_the_burnt_in_clock_can_be_read_back_from_a_jpeg_camera() -> None:
    pattern = open_camera(camera_source("pattern:640x360@30"))
    picture = pattern.read(1)
    assert picture is not None and read_clock(picture.luma) == picture.at_ns // 1_000_000 % (1 << 32)
    pattern.close()


def test_the_demo_camera_shows_late_pictures_on_a_computer_that_never_catches_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Else it would not notice that who looked has hung up, and work for nobody, for ever."""
    steps = count()
    begun_ns = demo_camera_module.now_ns()
    monkeypatch.setattr(demo_camera_module, "now_ns", lambda: begun_ns + next(steps) * 100_000_000)
    camera = demo_camera(asset("demo", "presenter.mp4"))
    try:
        shown = list(islice(camera.pictures(), 5))
        assert len(shown) == 5
        assert next(steps) < 400, "nearly every picture was thrown away"
    finally:
        camera.server_close()


def test_the_demo_camera_plays_its_film_with_its_sound() -> None:
    with demo_camera(asset("demo", "presenter.mp4")) as served:
        camera, microphone = (
            open_camera(camera_source(served.address)),
            open_microphone(microphone_source(served.sound_address)),
        )
        pictures = [picture for _ in range(8) if (picture := camera.read(2))]
        sound = microphone.read(3)
        camera.close()
        microphone.close()
    assert {(picture.width, picture.height) for picture in pictures} == {(720, 1280)}
    assert len({signature(picture) for picture in pictures}) > 1
    assert sound is not None and sound.first and sound.samples.size > 900


def test_a_jpeg_camera_keeps_its_colours() -> None:
    red = np.zeros((240, 320, 3), np.uint8)
    red[:] = (40, 60, 200)
    camera = DemoCamera(lambda: iter([from_bgr(red, 0)] * 60), lambda _: np.zeros(960, np.int16))
    with camera:
        eye = open_camera(camera_source(camera.address))
        picture = eye.read(2)
        eye.close()
    assert picture is not None
    bgr = cv2.cvtColor(picture.planes, cv2.COLOR_YUV2BGR_I420)
    assert np.abs(bgr[100:140, 100:140].mean(axis=(0, 1)) - (40, 60, 200)).max() < 8


def test_a_picture_fits_into_a_frame_whole_and_centred() -> None:
    tall = blank(90, 160, 7, 200)
    framed = fitted(tall, 320, 160)
    assert (framed.width, framed.height, framed.at_ns) == (320, 160, 7)
    assert framed.luma[80, 160] == 200 and framed.luma[80, 20] == framed.luma[80, 300] == 16
    assert fitted(framed, 320, 160) is framed


def test_the_preview_is_small_and_mirrored_while_the_picture_stays() -> None:
    picture = blank(1280, 720, 0, 30)
    picture.luma[:, :200] = 220
    before = picture.planes.copy()
    plain, mirrored = shrunk(picture, 640), shrunk(picture, 640, mirrored=True)
    assert (plain.width, plain.height) == (mirrored.width, mirrored.height) == (640, 360)
    assert plain.luma[180, 30] > 200 > 60 > plain.luma[180, 600] and mirrored.luma[180, 600] > 200
    assert np.array_equal(plain.luma[:, ::-1], mirrored.luma) and np.array_equal(before, picture.planes)


def test_a_screen_gets_the_colours_of_the_picture() -> None:
    red = np.zeros((90, 160, 3), np.uint8)
    red[:] = (40, 60, 200)
    image = preview_image(from_bgr(red, 0), mirrored=False)
    assert (image.width(), image.height(), image.format()) == (160, 90, QImage.Format.Format_RGB32)
    colour = image.pixelColor(80, 45)
    assert max(abs(colour.red() - 200), abs(colour.green() - 60), abs(colour.blue() - 40)) < 8


def test_a_full_range_picture_is_brought_to_video_range() -> None:
    jpeg = av.VideoFrame(64, 36, "yuvj422p")
    for plane, value in zip(jpeg.planes, (255, 0, 128), strict=True):
        plane.update(bytes([value]) * plane.buffer_size)
    picture = from_frame(jpeg, 5)
    first, second = picture.colours()
    assert (picture.width, picture.height, picture.at_ns) == (64, 36, 5)
    assert set(picture.luma.flat) == {235} and set(first.flat) == {16} and set(second.flat) == {128}


def test_brightness_tells_dark_from_burnt_out() -> None:
    assert brightness(blank(64, 64, 0, 16)) == (0, 100, 0)
    assert brightness(Picture(np.full((96, 64), 235, np.uint8), 0))[2] == 100
