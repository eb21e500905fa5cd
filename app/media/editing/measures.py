"""What was measured of a clip: whole numbers only, so that it can go into the record as it is.

Why this room exists: measuring is slow and may fail on a strange file, judging is a rule; this value stands
between the two.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """How far a clip is looked at: ``longest_ms`` ends the reading, ``full_pixels`` is where samples begin."""

    longest_ms: int
    largest_side: int = 4_320
    full_pixels: int = 4_500_000_000
    """Above this many pixels in all, only the pictures that stand alone are decoded."""


@dataclass(frozen=True, slots=True)
class PictureMeasures:
    """The picture: its size as it is seen, and how long it was black or stood still.

    ``held_ms`` is the longest time without any change, ``sampled`` says that only the pictures that stand alone
    were decoded.
    """

    codec: str
    width: int
    height: int
    rotation: int
    frames: int
    rate_x100: int
    ends_ms: int
    black_ms: int = 0
    held_ms: int = 0
    sampled: bool = False


@dataclass(frozen=True, slots=True)
class SoundMeasures:
    """The sound: how long it was silent, and how loud it is (``loudness_x10``: LUFS times ten, EBU R 128)."""

    codec: str
    channels: int
    rate_hz: int
    ends_ms: int
    silent_ms: int = 0
    loudness_x10: int = -700


@dataclass(frozen=True, slots=True)
class Measures:
    """A whole clip.  ``whole`` is false for one that stops before its announced end or cannot be decoded to it.

    ``looked`` is false where the clip is so much too long that only its length was read.
    """

    container: str
    clip_bytes: int
    duration_ms: int
    picture: PictureMeasures | None
    sound: SoundMeasures | None
    whole: bool = True
    broken_frames: int = 0
    looked: bool = True
