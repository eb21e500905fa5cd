"""Watch a clip's pictures for black and for standing still, on a thin grid of their light.

Why this room exists: a clip of one black or frozen picture must be told from a dark or a quiet one, at a cost
that is small beside decoding.
"""

import av
import numpy as np
from numpy.typing import NDArray

type Grid = NDArray[np.uint8]

_ACROSS, _DOWN = 160, 160
_STILL_MEAN = 0.6
"""Mean difference of light (0 to 255) under which two pictures are the same: coding noise, no hand-held camera."""
_DARK_LIMITED, _DARK_FULL = 38, 26
_DARK_SHARE = 0.98
"""Light and share of ffmpeg's ``blackdetect`` (pix_th 0.10, picture_black_ratio_th 0.98)."""
_FULL_RANGE = 2  # AVCOL_RANGE_JPEG


def light_of(frame: av.VideoFrame) -> Grid:
    """Return a thin grid of the picture's light, at most some 160 by 160 of 8 bits."""
    kind = frame.format
    if not kind.name.startswith(("yuv", "gray")) or kind.name.endswith("be"):
        frame = frame.reformat(width=_ACROSS, height=_DOWN, format="gray")
        kind = frame.format
    plane = frame.planes[0]
    wide = kind.components[0].bits > 8
    cells = np.frombuffer(plane, dtype=np.uint16 if wide else np.uint8)
    rows = cells.reshape(plane.height, -1)[:, : plane.width]
    thin = rows[:: max(1, plane.height // _DOWN), :: max(1, plane.width // _ACROSS)]
    deep = thin.astype(np.uint16)
    return (deep >> max(0, kind.components[0].bits - 8)).astype(np.uint8)


class PictureWatch:
    """Adds up how long pictures were black, and the longest time that nothing moved."""

    def __init__(self) -> None:
        self.black_ms = 0
        self.held_ms = 0
        self._reference: Grid | None = None
        self._held_from_ms = 0
        self._last_ms = 0
        self._dark = False

    def see(self, frame: av.VideoFrame, at_ms: int) -> None:
        """Take the next picture; ``at_ms`` is when it appears."""
        light = light_of(frame)
        self._pass_to(at_ms)
        limit = _DARK_FULL if frame.color_range == _FULL_RANGE else _DARK_LIMITED
        self._dark = float(np.mean(light < limit)) >= _DARK_SHARE
        if self._moved(light):
            self._reference, self._held_from_ms = light, at_ms

    def end(self, at_ms: int) -> None:
        """The clip ends: the last picture stood until here."""
        self._pass_to(at_ms)

    def _pass_to(self, at_ms: int) -> None:
        if self._reference is not None and at_ms > self._last_ms:
            self.black_ms += at_ms - self._last_ms if self._dark else 0
            self.held_ms = max(self.held_ms, at_ms - self._held_from_ms)
        self._last_ms = max(self._last_ms, at_ms)

    def _moved(self, light: Grid) -> bool:
        before = self._reference
        if before is None or before.shape != light.shape:
            return True
        return float(np.mean(np.abs(light.astype(np.int16) - before))) > _STILL_MEAN
