"""Open any camera by its source: a device, a stream, a file, a test pattern; list the devices.

Why this room exists: OpenCV's devices, network streams and drawn pictures become one kind of camera.
"""

import os
import platform
import re
import threading
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from app.exam.errors import Refused, Unavailable
from app.media.capture.clock import NS, now_ns
from app.media.capture.pictures import SMALLEST_PX, Picture, Plane, blank, from_bgr
from app.media.capture.sources import OPEN_TIMEOUT_S, READ_TIMEOUT_S, Camera, Source, SourceKind
from app.media.capture.stream import StreamReader, StreamSound

_MS = 1000


@dataclass(frozen=True, slots=True)
class ListedDevice:
    """One line of ``kaobo cameras`` or ``kaobo microphones``; ``source`` is what to name on the command line."""

    source: str
    name: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class CameraWish:
    """What is asked of a device; it gives the nearest it has."""

    width: int = 1280
    height: int = 720
    rate: int = 30


def open_camera(source: Source, *, sound: StreamSound | None = None, wish: CameraWish | None = None) -> Camera:
    """Open a camera.  ``sound`` asks for the stream's own sound beside its picture.

    Raises:
        Unavailable: nobody answers there.
        Refused: it is no camera.
    """
    if source.kind is SourceKind.PATTERN:
        return PatternCamera(source.place)
    if source.kind is SourceKind.DEVICE:
        return DeviceCamera(source, wish or CameraWish())
    return StreamReader(source, picture=True, sound=sound)


class DeviceCamera:
    """A camera of this computer, through OpenCV."""

    def __init__(self, source: Source, wish: CameraWish) -> None:
        self._name = source.text
        timeouts = [cv2.CAP_PROP_OPEN_TIMEOUT_MSEC, int(OPEN_TIMEOUT_S * _MS)]
        timeouts += [cv2.CAP_PROP_READ_TIMEOUT_MSEC, int(READ_TIMEOUT_S * _MS)]
        self._device = _quietly_opened(int(source.place) if source.place.isdecimal() else source.place, timeouts)
        if not self._device.isOpened():
            raise Unavailable(
                f"There is no camera {source.place} on this computer, or another program holds it.",
                advice="Close other programs that use it and check its cable; `kaobo cameras` lists what is there.",
            )
        self._device.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG"))
        self._device.set(cv2.CAP_PROP_FRAME_WIDTH, wish.width)
        self._device.set(cv2.CAP_PROP_FRAME_HEIGHT, wish.height)
        self._device.set(cv2.CAP_PROP_FPS, wish.rate)

    def read(self, timeout_s: float) -> Picture | None:  # noqa: ARG002 - the device has its own timeout
        """Return the next picture."""
        came, bgr = self._device.read()
        if not came:
            raise Unavailable(
                f"The camera {self._name} stopped.",
                advice="Check its cable; recording goes on by itself when it is back.",
            )
        if min(bgr.shape[:2]) < SMALLEST_PX:  # some devices give nothing, and say that it came
            return None
        return from_bgr(np.asarray(bgr, np.uint8), now_ns())

    def close(self) -> None:
        """Let the camera go."""
        self._device.release()


def _quietly_opened(place: int | str, timeouts: list[int]) -> cv2.VideoCapture:
    """Open without OpenCV's own lines on stderr: the caller says it in one sentence."""
    before = cv2.utils.logging.getLogLevel()
    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
    try:
        return cv2.VideoCapture(place, cv2.CAP_ANY, timeouts)
    finally:
        cv2.utils.logging.setLogLevel(before)


class PatternCamera:
    """A test pattern: bars, a moving block and a burnt-in clock (ms of the monotonic clock, also as a bar code).

    ``form`` is ``WIDTHxHEIGHT@RATE``; parts may be left out.  Pictures fall on a grid from ``begins_ns``, which may
    be long ago.
    """

    def __init__(self, form: str, begins_ns: int | None = None) -> None:
        match = re.fullmatch(r"(?:(\d{2,4})x(\d{2,4}))?(?:@(\d{1,3}))?", form)
        if match is None:
            raise Refused(f"{form} is no form of the test pattern.", advice="Write for example pattern:1280x720@30.")
        width, height, rate = (
            int(text) if text else usual for text, usual in zip(match.groups(), (1280, 720, 30), strict=True)
        )
        self._ground = _bars(width & ~1, height & ~1)
        self._step_ns = NS // max(1, rate)
        self._due_ns = now_ns() if begins_ns is None else begins_ns
        self._due_ns += max(0, -(-(now_ns() - self._due_ns) // self._step_ns)) * self._step_ns
        self._closed = threading.Event()

    def read(self, timeout_s: float) -> Picture | None:
        """Return the next picture when it is due."""
        wait_s = (self._due_ns - now_ns()) / NS
        if wait_s > timeout_s:
            self._closed.wait(timeout_s)
            return None
        if wait_s > 0:
            self._closed.wait(wait_s)
        at, self._due_ns = now_ns(), max(self._due_ns + self._step_ns, now_ns() - NS)
        return draw_clock(Picture(self._ground.copy(), at))

    def close(self) -> None:
        """Stop waiting."""
        self._closed.set()


def _bars(width: int, height: int) -> Plane:
    picture = blank(width, height, 0)
    for index in range(8):
        columns = slice(width * index // 8, width * (index + 1) // 8)
        picture.luma[:, columns] = 40 + index * 26
        for plane, strength in zip(picture.colours(), (14, -18), strict=True):
            half = slice(columns.start // 2, columns.stop // 2)
            plane[:, half] = 128 + strength * (index % 4 - 1)
    return picture.planes


_BITS = 32
_CELL = 16


def draw_clock(picture: Picture) -> Picture:
    """Burn the picture's own moment in, as figures and as a row of 32 cells; returns the same picture."""
    stamp_ms = picture.at_ns // 1_000_000
    for bit in range(_BITS):
        cell = picture.luma[0:_CELL, bit * _CELL : (bit + 1) * _CELL]
        cell[:] = 235 if stamp_ms >> bit & 1 else 16
    block = stamp_ms // 8 % max(1, picture.width - 40)
    picture.luma[picture.height * 3 // 4 : picture.height * 3 // 4 + 24, block : block + 40] = 235
    text = f"{stamp_ms // 60000 % 60:02}:{stamp_ms // 1000 % 60:02}.{stamp_ms % 1000:03}"
    cv2.putText(picture.luma, text, (16, picture.height // 2), cv2.FONT_HERSHEY_SIMPLEX, 1.6, (235,), 3)
    return picture


def read_clock(luma: Plane) -> int:
    """Return the lowest 32 bits of the burnt-in moment in ms, from a picture of the same size."""
    cells = [int(luma[4:12, bit * _CELL + 4 : bit * _CELL + 12].mean()) > 128 for bit in range(_BITS)]
    return sum(1 << bit for bit, lit in enumerate(cells) if lit)


def listed_cameras() -> list[ListedDevice]:
    """List this computer's cameras with the names that the platform gives them."""
    if Path("/sys/class/video4linux").is_dir() or platform.system() == "Linux":
        return _linux_cameras()
    from PySide6.QtMultimedia import QMediaDevices

    return [
        ListedDevice(str(number), device.description()) for number, device in enumerate(QMediaDevices.videoInputs())
    ]


def _linux_cameras() -> list[ListedDevice]:
    found = []
    for folder in sorted(Path("/sys/class/video4linux").glob("video*")):
        number = folder.name.removeprefix("video")
        if number.isdecimal() and os.access(f"/dev/{folder.name}", os.R_OK):
            found.append(
                ListedDevice(number, (folder / "name").read_text(encoding="utf-8").strip(), f"/dev/{folder.name}")
            )
    return found
