"""What a film shows, as the desk sees it: spans of speech, faces and faulty picture, each with how sure it is.

Why this room exists: the desk draws evidence without knowing a codec or a model, and no figure here can reach a
mark: an examiner looks, an examiner decides.  Whole numbers only: moments in ms of the film, sureness in percent.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from pathlib import Path
from typing import Protocol

DEAD_AIR_MS = 3000
"""A pause this long is no breath any more: it counts as dead air and leaves the effective time."""
LOUDNESS_STEP_MS = 100
SILENT_DB = -90


class Track(StrEnum):
    """The tracks that the timeline draws."""

    SPEECH = "speech"
    FACE = "face"
    BLACK = "black"
    FROZEN = "frozen"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch ``from_ms <= moment < to_ms`` of a film and how sure its finding is, 0 to 100."""

    from_ms: int
    to_ms: int
    sure_percent: int

    @property
    def length_ms(self) -> int:
        """Return how long it is."""
        return self.to_ms - self.from_ms


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything that was found in one film.

    ``method`` names the way it was computed; another program version's evidence is computed anew.
    ``loudness_db`` holds one figure for each ``LOUDNESS_STEP_MS``, -90 to 0 dB below full scale.
    Spans of one track are in order and do not touch.  A film without sound has no speech and no silences.
    """

    film: str
    digest: str
    method: str
    duration_ms: int
    has_sound: bool
    has_picture: bool
    speech: tuple[Span, ...] = ()
    silence: tuple[Span, ...] = ()
    face: tuple[Span, ...] = ()
    absence: tuple[Span, ...] = ()
    black: tuple[Span, ...] = ()
    frozen: tuple[Span, ...] = ()
    loudness_db: tuple[int, ...] = ()

    def dead_air(self, pause_ms: int = DEAD_AIR_MS) -> tuple[Span, ...]:
        """Return the stretches without speech that last at least ``pause_ms``."""
        return tuple(span for span in self.silence if span.length_ms >= pause_ms)

    def effective_ms(self, from_ms: int = 0, to_ms: int | None = None, pause_ms: int = DEAD_AIR_MS) -> int:
        """Return the effective time of a stretch: its clock time without the dead air in it.

        A film without sound has no effective time that anybody could measure; see ``has_sound``.
        """
        to_ms = self.duration_ms if to_ms is None else to_ms
        return max(0, to_ms - from_ms) - covered_ms(self.dead_air(pause_ms), from_ms, to_ms)

    def at(self, track: Track, moment_ms: int) -> Span | None:
        """Return the span of a track at a moment of the film."""
        spans: tuple[Span, ...] = getattr(self, track.value)
        return next((span for span in spans if span.from_ms <= moment_ms < span.to_ms), None)


def covered_ms(spans: Iterable[Span], from_ms: int, to_ms: int) -> int:
    """Return how much of ``from_ms`` to ``to_ms`` the spans cover."""
    return sum(max(0, min(span.to_ms, to_ms) - max(span.from_ms, from_ms)) for span in spans)


def in_order(spans: Sequence[Span]) -> bool:
    """Tell whether spans are in order, apart from each other, none empty, each between 0 and 100 percent sure."""
    whole = all(span.from_ms < span.to_ms and 0 <= span.sure_percent <= 100 for span in spans)
    return whole and all(before.to_ms < after.from_ms for before, after in pairwise(spans))


class EvidenceState(StrEnum):
    """How far the computing is."""

    WAITING = "waiting"
    COMPUTING = "computing"
    DONE = "done"
    UNREADABLE = "unreadable"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class EvidenceProgress:
    """One report: how far, 0 to 100; with ``DONE`` the evidence.

    ``UNREADABLE`` (the film's fault) and ``FAILED`` (this computer's) say what is wrong and the next step.
    """

    state: EvidenceState
    percent: int = 0
    evidence: Evidence | None = None
    detail: str = ""
    advice: str = ""


class EvidenceRoom(Protocol):
    """Computes evidence in the background, one film after the other, and keeps it beside the film."""

    def kept(self, film: Path) -> Evidence | None:
        """Return the evidence that is beside a film and belongs to these very bytes; reads the whole film once."""
        ...

    def ask(self, film: Path, told: Callable[[EvidenceProgress], None]) -> None:
        """Have a film's evidence computed; ``told`` is called on a thread of the room's own.

        ``DONE``, ``UNREADABLE`` or ``FAILED`` comes last and once, unless the room is closed before.
        """
        ...

    def close(self) -> None:
        """Stop what is being computed; nothing half done is kept."""
        ...
