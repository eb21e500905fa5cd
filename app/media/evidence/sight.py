"""See a film's picture: faces five times in two seconds, black and frozen picture five times a second.

Why this room exists: the picture is made small once and everything is judged on the small one; that keeps the
evidence of a film cheaper than decoding it.
"""

from dataclasses import dataclass
from itertools import pairwise

import av
import cv2
import numpy as np
from numpy.typing import NDArray

from app.centre.evidence_ports import Span
from app.media.capture.pictures import Picture, from_frame
from app.media.evidence.spans import Rule, Score
from app.resources import asset

FACE = Rule(on=60, off=45, bridge_ms=850, least_ms=400)
"""A detector may miss a face for two looks while a hand passes before it; that is no absence."""
BLACK = Rule(on=50, off=50, bridge_ms=0, least_ms=400)
FROZEN_MS = 2000
"""Less than this is a stutter."""

_FACE_STEP_MS, _LOOK_STEP_MS = 400, 200
_LONG, _SHORT = 320, 180
_FAINT = 0.2
_GRID = (64, 36)
_DARK, _LIT = 24, 56  # luma in video range: 16 is black; the encoder's noise and a dim lamp lie between
_STILL, _DRIFT = 2, 6
"""Grey levels that the encoder itself may change, from one look to the next and over a whole still stretch; a
person who stands still changes ten and more somewhere in the picture."""

type Plane = NDArray[np.uint8]
type Grid = NDArray[np.int16]


class FaceFinder:
    """Looks for faces in small pictures; never says whose face it is."""

    def __init__(self) -> None:
        self._detector = _quiet_detector(str(asset("models", "face_detection_yunet_2023mar.onnx")))
        self._size = (_LONG, _SHORT)

    def best(self, small: Plane) -> int:
        """Return how sure it is of the clearest face in a small BGR picture, 0 to 100."""
        size = (small.shape[1], small.shape[0])
        if size != self._size:
            self._detector.setInputSize(size)
            self._size = size
        _, faces = self._detector.detect(small)
        rows = np.asarray(faces)  # nothing found is None, an array without rows
        return min(100, round(100 * float(rows[:, 14].max()))) if rows.ndim else 0


def _quiet_detector(model: str) -> cv2.FaceDetectorYN:
    """Open the model without OpenCV's line on stderr about a target that nobody asked for."""
    before = cv2.utils.logging.getLogLevel()
    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_ERROR)
    try:
        return cv2.FaceDetectorYN.create(model, "", (_LONG, _SHORT), _FAINT, 0.3, 20)
    finally:
        cv2.utils.logging.setLogLevel(before)


def _small_bgr(picture: Picture) -> Plane:
    """Fit a picture into 320 x 180, or 180 x 320 when it stands upright."""
    long, short = max(picture.width, picture.height), min(picture.width, picture.height)
    divisor = max(long / _LONG, short / _SHORT)
    width, height = (max(2, round(side / divisor) & ~1) for side in (picture.width, picture.height))
    planes = np.empty((height * 3 // 2, width), np.uint8)
    planes[:height] = _shrunk(picture.luma, (width, height))
    both = planes[height:].reshape((2, height // 2, width // 2))
    for target, source in zip(both, picture.colours(), strict=True):
        target[:] = _shrunk(source, (width // 2, height // 2))
    return np.asarray(cv2.cvtColor(planes, cv2.COLOR_YUV2BGR_I420), np.uint8)


def _shrunk(plane: Plane, size: tuple[int, int]) -> Plane:
    """Make a plane small; by halves where they fit, which is eight times quicker than in one step."""
    while plane.shape[1] >= 2 * size[0] and plane.shape[0] >= 2 * size[1] and not (plane.shape[0] | plane.shape[1]) & 1:
        half = (plane.shape[1] // 2, plane.shape[0] // 2)
        plane = np.asarray(cv2.resize(plane, half, interpolation=cv2.INTER_AREA), np.uint8)
    return np.asarray(cv2.resize(plane, size, interpolation=cv2.INTER_AREA), np.uint8)


class SightScores:
    """Takes decoded pictures in order and scores some of them.

    A picture counts until the next one, as a player shows it: a gap in the picture is a frozen picture.
    """

    def __init__(self) -> None:
        self._finder = FaceFinder()
        self._faced: list[Score] = []
        self._between: tuple[int, Plane] | None = None
        self._next_look_ms = self._next_face_ms = 0
        self._last_ms = -1
        self._still: _Still | None = None
        self.black: list[Score] = []
        self.frozen: list[Span] = []

    def see(self, frame: av.VideoFrame, at: int) -> None:
        """Take the next decoded picture and its moment in ms; most are passed over."""
        if at < self._next_look_ms or at <= self._last_ms:
            return
        self._last_ms, self._next_look_ms = at, _next_step(at, _LOOK_STEP_MS)
        picture = _upright(frame)
        grid = np.asarray(_shrunk(picture.luma, _GRID), np.int16)
        black = _blackness(grid)
        self.black.append((at, black))
        self._compare(at, grid, black)
        self._look_for_face(at, picture)

    @property
    def face(self) -> list[Score]:
        """Return how sure a face was at each look; a look stands for the time around it."""
        moments = [at for at, _ in self._faced]
        begins = [*moments[:1], *((before + after) // 2 for before, after in pairwise(moments))]
        return [(begin, score) for begin, (_, score) in zip(begins, self._faced, strict=True)]

    def _look_for_face(self, at: int, picture: Picture) -> None:
        """Look at every second picture, and at the one between when a face came or went."""
        if at < self._next_face_ms:
            self._between = (at, _small_bgr(picture))
            return
        self._next_face_ms = _next_step(at, _FACE_STEP_MS)
        score = self._finder.best(_small_bgr(picture))
        changed = self._faced and (self._faced[-1][1] >= FACE.on) != (score >= FACE.on)
        if changed and self._between is not None:
            middle, small = self._between
            self._faced.append((middle, self._finder.best(small)))
        self._faced.append((at, score))
        self._between = None

    def finish(self, end_ms: int) -> None:
        """End the still stretch that the film ends with."""
        self._moved(end_ms)

    def _compare(self, at: int, grid: Grid, black: int) -> None:
        """Follow one still stretch; a black picture is told as black, not as frozen."""
        still = self._still
        if still is not None and black < BLACK.on and still.goes_on(grid):
            return
        self._moved(at)
        self._still = None if black >= BLACK.on else _Still(at, grid, grid, [100])

    def _moved(self, at: int) -> None:
        still, self._still = self._still, None
        if still is None or at - still.begun_ms < FROZEN_MS:
            return
        begun, sure = still.begun_ms, sum(still.looks) // len(still.looks)
        if self.frozen and self.frozen[-1].to_ms == begun:  # one still picture after another
            before = self.frozen.pop()
            begun, sure = before.from_ms, min(before.sure_percent, sure)
        self.frozen.append(Span(begun, at, sure))


@dataclass(slots=True)
class _Still:
    """A stretch in which every look is like its first one."""

    begun_ms: int
    first: Grid
    last: Grid
    looks: list[int]

    def goes_on(self, grid: Grid) -> bool:
        """Take the next look if it is like the ones before."""
        step, drift = (int(np.abs(grid - other).max()) for other in (self.last, self.first))
        if step > _STILL or drift > _DRIFT:
            return False
        self.looks.append(100 - 10 * step)
        self.last = grid
        return True


def _next_step(at: int, step: int) -> int:
    return at - at % step + step


def _upright(frame: av.VideoFrame) -> Picture:
    picture = from_frame(frame, 0)
    turns = round(frame.rotation / 90) % 4
    if not turns:
        return picture
    luma = np.rot90(picture.luma, turns)
    colours = [np.rot90(colour, turns).reshape(-1) for colour in picture.colours()]
    rows = np.concatenate((luma.reshape(-1), *colours)).reshape(-1, luma.shape[1])
    return Picture(np.ascontiguousarray(rows), 0)


def _blackness(grid: Grid) -> int:
    brightest = int(grid.max())
    return max(0, min(100, 100 * (_LIT - brightest) // (_LIT - _DARK)))
