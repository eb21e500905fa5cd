"""What a timeline shows: a film's length, where it stands, evidence, tags, remarks; and where each label goes.

Why this room exists: the live desk, the player and the moderator fill the same frozen value; where labels stand so
that none covers another is arithmetic, and is tested without a screen.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

PRAISE, DEDUCTION, RED_LINE = "praise", "deduction", "red_line"
REACH_PX = 44
"""How far right of its moment a label may begin: its stem leans over to it."""
_STEPS_MS = (1_000, 2_000, 5_000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000, 1_800_000, 3_600_000)


@dataclass(frozen=True, slots=True)
class Track:
    """One row of evidence: spans ``(from_ms, to_ms)`` and how sure they are, 0 to 100; ``None`` where nobody knows.

    ``care`` marks a row that tells of a fault (dead air, a black picture): amber and hatched instead of jade.
    """

    name: str
    spans: tuple[tuple[int, int], ...]
    sure_percent: int | None
    care: bool = False


@dataclass(frozen=True, slots=True)
class Pin:
    """A tag: ``seq`` is the entry that placed it; ``sense`` is ``praise``, ``deduction`` or ``red_line``."""

    seq: int
    at_ms: int
    label: str
    sense: str


@dataclass(frozen=True, slots=True)
class TimelineState:
    """Everything that a timeline shows.

    ``loop_ms`` is the stretch that is played over and over; ``breaks_ms`` are the moments where one film ends and
    the next begins.
    """

    duration_ms: int
    position_ms: int
    tracks: tuple[Track, ...] = ()
    pins: tuple[Pin, ...] = ()
    remarks_ms: tuple[int, ...] = ()
    loop_ms: tuple[int, int] | None = None
    breaks_ms: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a label stands: its left edge in px and its lane; lane -1 shows the pin without its words."""

    left: int
    width: int
    lane: int


def stagger(wanted: Sequence[tuple[int, int]], room: int, lanes: int, gap: int, bare: int) -> tuple[Placed, ...]:
    """Place labels under their moments so that none touches another, none further than its stem reaches.

    Args:
        wanted: (middle, width) in px, in order of the middle.
        room: how wide the lanes are; no label leaves them.
        lanes: how many there are.
        gap: least distance of two labels in a lane.
        bare: width of a pin that finds no place for its words.
    """
    ends, placed = [-gap] * lanes, []
    for middle, width in wanted:
        usual = max(0, min(room - width, middle - width // 2))
        places = [(max(usual, end + gap), lane) for lane, end in enumerate(ends)]
        fitting = [place for place in places if place[0] <= min(room - width, max(usual, middle + REACH_PX))]
        if fitting:
            left, lane = min(fitting)  # the lane that moves the words least, the upper one of two
            ends[lane] = left + width
            placed.append(Placed(left, width, lane))
        else:
            placed.append(Placed(max(0, min(room - bare, middle - bare // 2)), bare, -1))
    return tuple(placed)


def ticks_ms(duration_ms: int, room: int, least_px: int) -> tuple[int, ...]:
    """Return the moments that the axis names: whole steps, at least ``least_px`` apart, the end always last."""
    if duration_ms <= 0 or room <= 0:
        return ()
    step = next((each for each in _STEPS_MS if each * room >= least_px * duration_ms), duration_ms)
    inner = [at for at in range(0, duration_ms, step) if (duration_ms - at) * room >= least_px * duration_ms]
    return (*inner, duration_ms)


def overlaps(placed: Sequence[Placed]) -> bool:
    """Tell whether two labels of one lane cover each other."""
    lanes = {each.lane for each in placed if each.lane >= 0}
    rows = [sorted((each for each in placed if each.lane == lane), key=lambda each: each.left) for lane in lanes]
    return any(left.left + left.width > right.left for row in rows for left, right in pairwise(row))
