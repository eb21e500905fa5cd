"""The camera's picture as a screen shows it: small, and mirrored as a mirror is.

Why this room exists: the picture before a film and the picture beside one are made alike, and at the least cost.
"""

import numpy as np
from PySide6.QtGui import QImage

from app.media.capture.pictures import Picture, paint_bgra, shrunk

PREVIEW_LONGEST = 640
TAKEN_NS = "taken_ns"
"""The text of an image that says when its picture was taken, ns of the monotonic clock of this computer."""


def preview_image(picture: Picture, *, mirrored: bool) -> QImage:
    """Return a small picture in the form that a screen paints without another conversion; nothing is shared."""
    small = shrunk(picture, PREVIEW_LONGEST, mirrored=mirrored)
    image = QImage(small.width, small.height, QImage.Format.Format_RGB32)
    pixels = np.frombuffer(image.bits(), np.uint8)
    paint_bgra(small, pixels.reshape(small.height, small.width, 4))
    image.setText(TAKEN_NS, str(picture.at_ns))
    return image
