"""Sound on its way into the film: chunks, their level, and the track that keeps them on the film's clock.

Why this room exists: a microphone counts samples by its own crystal.  Left alone, 200 ppm make 58 ms in five
minutes.  The track compares each chunk with the monotonic clock and stretches it by single samples.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.media.capture.clock import NS, LeastDelay

RATE = 48_000
"""Samples per second of every sound in a film; mono, 16 bit."""

type Samples = NDArray[np.int16]

_JUMP = RATE * 80 // 1000  # farther off than this is a gap, not drift
_DEAD_BAND = RATE // 1000
_SETTLING = RATE * 2  # what begins or returns comes in bunches at first and is placed too late
_NEAR = RATE * 20 // 1000
_LATE_NS = NS // 4  # later than this for longer than that: a reader that was blocked has caught up by then
_CATCHING_UP_NS = NS * 7 // 10
_FAR = RATE * 8 // 1000
_SMOOTHING = 0.05
_QUIETEST_DB = -90


@dataclass(frozen=True, slots=True, eq=False)
class Sound:
    """Mono samples at ``RATE`` of which the last was heard at ``ends_ns`` or a little earlier.

    ``first`` marks the first chunk after the microphone was opened: its sample count starts anew.
    ``exact``: ``ends_ns`` comes from the stream's own stamps; what is missing between two chunks was lost.
    """

    samples: Samples
    ends_ns: int
    first: bool = False
    exact: bool = False


def level_db(samples: Samples) -> int:
    """Return the peak in dB below full scale, -90 to 0."""
    peak = int(np.abs(samples.astype(np.int32)).max()) if samples.size else 0
    return max(_QUIETEST_DB, round(20 * math.log10(peak / 32768))) if peak else _QUIETEST_DB


def is_digital_silence(samples: Samples) -> bool:
    """Tell whether no sample differs from the next: no living microphone is that quiet."""
    return bool(samples.size == 0 or np.ptp(samples) == 0)


class SoundClock:
    """Tells when a chunk was heard, from its stamp or from its arrival; goes on from film to film of one microphone.

    What begins comes in bunches and seems late.  The least delayed chunks say how late it is, so that a clock which
    has listened for a moment before a film places that film's first sound where it belongs.
    """

    def __init__(self) -> None:
        self._received = 0
        self._delay = LeastDelay()
        self._late_since_ns: int | None = None

    def begins_ns(self, sound: Sound) -> int:
        """Return when the chunk's first sample was heard; each chunk is shown once, in order."""
        if sound.first:
            self._delay.forget()
            self._received = 0
        before_ns = self._received * NS // RATE
        self._received += sound.samples.size
        begins_ns = sound.ends_ns - sound.samples.size * NS // RATE
        return begins_ns if sound.exact else self._least_delay(begins_ns - before_ns, sound.ends_ns) + before_ns

    def _least_delay(self, offset_ns: int, at_ns: int) -> int:
        """Return the offset of the microphone's count, anew when it stays late: then its samples were lost."""
        least = self._delay.see(offset_ns, at_ns)
        if offset_ns - least < _LATE_NS:
            self._late_since_ns = None
        elif self._late_since_ns is None:
            self._late_since_ns = at_ns
        elif at_ns - self._late_since_ns > _CATCHING_UP_NS:
            self._delay.forget()
            least, self._late_since_ns = self._delay.see(offset_ns, at_ns), None
        return least


class SoundTrack:
    """Turns chunks as they arrive into a gapless run of samples that starts at film time zero."""

    def __init__(self, begins_ns: int, clock: SoundClock | None = None) -> None:
        self._begins_ns = begins_ns
        self._clock = clock or SoundClock()
        self._made = 0
        self._error, self._unplaced, self._settling = 0.0, True, _SETTLING

    @property
    def made(self) -> int:
        """Return how many samples were handed on so far."""
        return self._made

    def add(self, sound: Sound) -> Samples:
        """Return the samples that the film gets for a chunk: filled, trimmed or stretched onto the clock."""
        if sound.first:
            self._error, self._unplaced, self._settling = 0.0, True, _SETTLING
        heard_ns = self._clock.begins_ns(sound)
        return self._hand_on(self._placed(sound.samples, (heard_ns - self._begins_ns) * RATE // NS))

    def fill_until(self, at_ns: int) -> Samples:
        """Return the silence that is missing up to a moment: the microphone is away."""
        missing = (at_ns - self._begins_ns) * RATE // NS - self._made
        return self._hand_on(np.zeros(max(0, missing), np.int16))

    def _placed(self, samples: Samples, position: int) -> Samples:
        error = position - self._made
        self._settling -= samples.size
        if self._unplaced or abs(error) > (_JUMP if self._settling < 0 else _NEAR):
            if self._unplaced or abs(error) > _JUMP:
                self._settling = _SETTLING
            self._error, self._unplaced = 0.0, error < -samples.size
            pause = np.zeros(max(0, error), np.int16)
            return np.concatenate([pause, samples[min(samples.size, max(0, -error)) :]])
        self._error += (error - self._error) * _SMOOTHING
        if abs(self._error) <= _DEAD_BAND or samples.size < 2:
            return samples
        most = max(1, samples.size // (500 if abs(self._error) < _FAR else 100))
        step = int(max(-most, min(most, self._error / 8))) or (1 if self._error > 0 else -1)
        self._error -= step
        return _stretched(samples, samples.size + step)

    def _hand_on(self, samples: Samples) -> Samples:
        self._made += samples.size
        return samples


def _stretched(samples: Samples, size: int) -> Samples:
    places = np.linspace(0, samples.size - 1, size)
    return np.interp(places, np.arange(samples.size), samples).round().astype(np.int16)
