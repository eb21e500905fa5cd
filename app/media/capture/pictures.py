"""One picture of a camera as planes of luma and colour, and what can be done with it.

Why this room exists: every camera, whatever it speaks, hands on the same cheap form (I420, video range), so
that encoder, preview and watch are written once and no picture goes through RGB on its way to the film.
"""

from dataclasses import dataclass

import av
import cv2
import numpy as np
from numpy.typing import NDArray

type Plane = NDArray[np.uint8]

# OpenCV's own threads wait for the next picture by spinning: a fifth of a recording's cost, for no gain at this size.
cv2.setNumThreads(1)

_JPEG_RANGE = 2
_FULL_RANGE_FORMATS = ("yuvj420p", "yuvj422p", "yuvj444p")
_LUMA = (219 / 255, 16.0)
_COLOUR = (224 / 255, 128 - 128 * 224 / 255)
_BLACK_LUMA, _NO_COLOUR = 16, 128
SMALLEST_PX = 16
"""A shorter side is no camera's: what a broken stream or device gives as one is no picture."""


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """``planes`` is I420: an array of height * 3 / 2 rows; width and height are even; ``at_ns`` is monotonic."""

    planes: Plane
    at_ns: int

    @property
    def width(self) -> int:
        """Return the width in pixels."""
        return int(self.planes.shape[1])

    @property
    def height(self) -> int:
        """Return the height in pixels."""
        return int(self.planes.shape[0]) * 2 // 3

    @property
    def luma(self) -> Plane:
        """Return the luma plane, a view."""
        return self.planes[: self.height]

    def colours(self) -> tuple[Plane, Plane]:
        """Return both colour planes, views of half size."""
        half = (2, self.height // 2, self.width // 2)
        both = self.planes[self.height :].reshape(half)
        return both[0], both[1]


def from_bgr(bgr: Plane, at_ns: int) -> Picture:
    """Take a picture as OpenCV gives it: three colours, or the one grey of an infrared camera."""
    height, width = bgr.shape[0] & ~1, bgr.shape[1] & ~1
    if bgr.ndim == 2 or bgr.shape[2] == 1:
        bgr = np.asarray(cv2.cvtColor(bgr, cv2.COLOR_GRAY2BGR), np.uint8)
    planes = cv2.cvtColor(bgr[:height, :width], cv2.COLOR_BGR2YUV_I420)
    return Picture(np.asarray(planes, np.uint8), at_ns)


def from_frame(frame: av.VideoFrame, at_ns: int) -> Picture:
    """Take a decoded frame; a full-range one (JPEG) is brought to video range."""
    full = frame.format.name in _FULL_RANGE_FORMATS or frame.color_range == _JPEG_RANGE
    if frame.format.name in ("yuv420p", "yuvj420p", "yuv422p", "yuvj422p") and not (frame.width | frame.height) & 1:
        return Picture(_planes(frame, full), at_ns)
    width, height = frame.width & ~1, frame.height & ~1
    plain = frame.reformat(width=width, height=height, format="yuv420p")
    return Picture(np.asarray(plain.to_ndarray(), np.uint8), at_ns)


def _planes(frame: av.VideoFrame, full: bool) -> Plane:
    height, width = frame.height, frame.width
    planes = np.empty((height * 3 // 2, width), np.uint8)
    _copy(_view(frame, 0, width), planes[:height], _LUMA if full else None)
    both = planes[height:].reshape((2, height // 2, width // 2))
    for index in (0, 1):
        source = _view(frame, index + 1, width // 2)
        if source.shape[0] == height:  # 4:2:2 has a colour row for each row of luma
            source = np.asarray(cv2.resize(source, (width // 2, height // 2), interpolation=cv2.INTER_AREA), np.uint8)
        _copy(source, both[index], _COLOUR if full else None)
    return planes


def _view(frame: av.VideoFrame, index: int, width: int) -> Plane:
    plane = frame.planes[index]
    rows = np.frombuffer(plane, np.uint8).reshape(-1, plane.line_size)
    return np.asarray(rows[: plane.height, :width], np.uint8)


def _copy(source: Plane, target: Plane, into_range: tuple[float, float] | None) -> None:
    if into_range is None:
        np.copyto(target, source)
    else:  # half the price of a table: it is computed eight at a time
        cv2.convertScaleAbs(source, dst=target, alpha=into_range[0], beta=into_range[1])


def fitted(picture: Picture, width: int, height: int) -> Picture:
    """Scale a picture into a frame of even size, whole, with black bars where it does not fill it."""
    if (picture.width, picture.height) == (width, height):
        return picture
    scale = min(width / picture.width, height / picture.height)
    inner_w = min(width, int(picture.width * scale) & ~3 or 4)
    inner_h = min(height, int(picture.height * scale) & ~3 or 4)
    left, top = (width - inner_w) // 2 & ~1, (height - inner_h) // 2 & ~1
    planes = blank(width, height, picture.at_ns).planes
    framed = Picture(planes, picture.at_ns)
    framed.luma[top : top + inner_h, left : left + inner_w] = _scaled(picture.luma, inner_w, inner_h)
    for source, target in zip(picture.colours(), framed.colours(), strict=True):
        rows, columns = slice(top // 2, (top + inner_h) // 2), slice(left // 2, (left + inner_w) // 2)
        target[rows, columns] = _scaled(source, inner_w // 2, inner_h // 2)
    return framed


def _scaled(plane: Plane, width: int, height: int) -> Plane:
    return np.asarray(cv2.resize(plane, (width, height), interpolation=cv2.INTER_AREA), np.uint8)


def blank(width: int, height: int, at_ns: int, luma: int = _BLACK_LUMA) -> Picture:
    """Return a picture of one grey."""
    planes = np.full((height * 3 // 2, width), _NO_COLOUR, np.uint8)
    planes[:height] = luma
    return Picture(planes, at_ns)


def shrunk(picture: Picture, longest: int, *, mirrored: bool = False) -> Picture:
    """Return a small copy, at most ``longest`` pixels long."""
    factor = max(1, -(-max(picture.width, picture.height) // longest))
    width, height = picture.width, picture.height
    if factor > 1:
        width, height = width // factor & ~3 or 4, height // factor & ~3 or 4
    small = Picture(np.empty((height * 3 // 2, width), np.uint8), picture.at_ns)
    for source, target in zip((picture.luma, *picture.colours()), (small.luma, *small.colours()), strict=True):
        cv2.resize(source, (target.shape[1], target.shape[0]), dst=target, interpolation=cv2.INTER_LINEAR)
        if mirrored:
            cv2.flip(target, 1, dst=target)
    return small


def paint_bgra(picture: Picture, target: Plane) -> None:
    """Write a picture's colours into rows of blue, green, red and full opacity: what a screen takes as it is."""
    cv2.cvtColor(picture.planes, cv2.COLOR_YUV2BGRA_I420, dst=target)


def jpeg(picture: Picture, quality: int) -> bytes:
    """Encode a picture as JPEG."""
    bgr = cv2.cvtColor(picture.planes, cv2.COLOR_YUV2BGR_I420)
    return cv2.imencode(".jpg", bgr, [cv2.IMWRITE_JPEG_QUALITY, quality])[1].tobytes()


def signature(picture: Picture) -> bytes:
    """Return bytes that are equal when two pictures are equal; a living camera's never are, for its noise."""
    return picture.luma[::9, ::7].tobytes()


def brightness(picture: Picture) -> tuple[int, int, int]:
    """Return mean luma (0 to 255) and the percentages of nearly black and of burnt-out pixels."""
    sample = picture.luma[::4, ::4]
    dark, burnt = int((sample < 28).mean() * 100), int((sample > 230).mean() * 100)
    return round(max(0.0, (float(sample.mean()) - 16) * 255 / 219)), dark, burnt
