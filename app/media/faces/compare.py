"""Compare the faces of two photos with dlib.

Why this room exists: a library that is compiled for many processors and reads strangers' pictures works in a process
of its own: if it breaks, a window goes on, and no thread of a window waits for it.

The face is found by dlib's own detector, which the predictor of five points was made for; the network puts a face at
a point of 128 dimensions, and the distance of two such points is what is told.
Source: dlib.net, face_recognition.py (the size and padding of the cut are its defaults).
"""

import io
import os
from multiprocessing.connection import Connection

import numpy as np
from numpy.typing import NDArray

from app.centre.face_hint import FaceFault, FaceFinding
from app.media.faces.models import FaceModels

_LONGEST = 900
"""A face of 80 pixels is found; in a registration photo it is half the picture, at check-in a quarter."""
_MOST_PIXELS = 60_000_000
_NICENESS = 5

type Rgb = NDArray[np.uint8]


def serve_comparison(link: Connection, models: FaceModels, registered: bytes, taken: bytes) -> None:
    """Compare, and send the finding through the pipe."""
    if hasattr(os, "nice"):
        os.nice(_NICENESS)
    try:
        link.send(compare(models, registered, taken))
    except (BrokenPipeError, ConnectionError, KeyboardInterrupt):
        return  # whoever asked is gone, or goes
    finally:
        link.close()


def compare(models: FaceModels, registered: bytes, taken: bytes) -> FaceFinding:
    """Compare two pictures here; every fault of either is told."""
    describer = _Describer(models)
    first, second = describer.face(registered), describer.face(taken)
    if isinstance(first, FaceFault) or isinstance(second, FaceFault):
        faults = (each if isinstance(each, FaceFault) else None for each in (first, second))
        return FaceFinding(0, *faults)
    return FaceFinding(round(1000 * float(np.linalg.norm(first - second))))


class _Describer:
    """Describes the one face of a picture as 128 numbers."""

    def __init__(self, models: FaceModels) -> None:
        import dlib  # an optional part of an installation

        self._find = dlib.get_frontal_face_detector()
        self._points = dlib.shape_predictor(str(models.points))
        self._network = dlib.face_recognition_model_v1(str(models.faces))

    def face(self, content: bytes) -> NDArray[np.float64] | FaceFault:
        picture = _picture(content)
        if picture is None:
            return FaceFault.UNREADABLE
        found = self._find(picture, 1)
        if len(found) != 1:
            return FaceFault.SEVERAL_FACES if len(found) else FaceFault.NO_FACE
        described = self._network.compute_face_descriptor(picture, self._points(picture, found[0]))
        return np.asarray(described, np.float64)


def _picture(content: bytes) -> Rgb | None:
    from PIL import Image, ImageOps  # here, where no window that starts waits for it

    try:
        with Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as opened:
            if opened.width * opened.height > _MOST_PIXELS:
                return None
            upright = ImageOps.exif_transpose(opened).convert("RGB")
    except Exception:  # noqa: BLE001 - a stranger's file: whatever its parser trips over makes it unreadable
        return None
    return np.asarray(ImageOps.contain(upright, (_LONGEST, _LONGEST)), np.uint8)
