"""Films whose every picture carries its own number in bars, so that nobody has to believe the player."""

from pathlib import Path

import av
import numpy as np
from PySide6.QtGui import QImage

FPS, BITS = 30, 14
_BAR, _TOP, _BOTTOM = 20, 40, 100


def clock_film(path: Path, seconds: int, *, first: int = 0) -> Path:
    """Encode a film as the booth does: hybrid MP4, a key picture a second; picture n shows the number first + n."""
    with av.open(str(path), "w", options={"movflags": "hybrid_fragmented+frag_keyframe+default_base_moof"}) as film:
        stream = film.add_stream("libx264", rate=FPS)
        stream.width, stream.height, stream.pix_fmt = 320, 180, "yuv420p"
        stream.options = {"preset": "ultrafast", "tune": "zerolatency", "crf": "28", "g": str(FPS)}
        for place in range(seconds * FPS):
            plane = np.full((270, 320), 128, np.uint8)
            plane[:180] = 70
            for bit in range(BITS):
                left = 20 + bit * _BAR
                plane[_TOP:_BOTTOM, left : left + _BAR] = 235 if (first + place) >> bit & 1 else 16
            frame = av.VideoFrame.from_ndarray(plane, format="yuv420p")
            frame.pts = place
            film.mux(stream.encode(frame))
        film.mux(stream.encode())
    return path


def number_in(picture: QImage) -> int:
    """Read the number that a picture carries."""
    across, down = picture.width() / 320, picture.height() / 180
    lit = (
        picture.pixelColor(round((20 + bit * _BAR + _BAR / 2) * across), round(70 * down)).lightness() > 128
        for bit in range(BITS)
    )
    return sum(1 << bit for bit, on in enumerate(lit) if on)


def shown_ms(picture: QImage) -> int:
    """Return the film time that a picture carries, ms."""
    return round(number_in(picture) * 1000 / FPS)
