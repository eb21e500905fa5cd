"""The desk's words: what the examiner who runs the booth decides.  Free text is sealed before it enters."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from app.exam.vocabulary.common import Body, Reference, Sealed


class Misconduct(StrEnum):
    """The steps of misconduct 违纪, mildest first; ``stop`` ends the exam, ``void`` makes it invalid."""

    ADVICE = "advice"
    WARNING = "warning"
    STOP = "stop"
    VOID = "void"


def gravest(levels: Iterable[Misconduct]) -> Misconduct | None:
    """Return the gravest of what was noted, in whatever order it was: a warning after a stop takes nothing back."""
    order = list(Misconduct)
    return max(levels, key=order.index, default=None)


class FaceHint(StrEnum):
    """What a computer's comparison of two photos said beside them: a hint for the eye, which decides alone."""

    ALIKE = "alike"
    UNSURE = "unsure"
    DIFFERENT = "different"
    NONE = "none"
    """The photos could not be compared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened(Body):
    """First entry of the desk's stream."""

    kind: ClassVar[str] = "opened"
    attempt: str
    station: str
    software: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityConfirmed(Body):
    """The examiner's eye compared person and document; ``matches`` false turns the candidate away.

    ``face_hint`` is the hint that stood beside the photos at that moment, ``face_hint_percent`` the likeness it named;
    None where none stood there.
    """

    kind: ClassVar[str] = "identity_confirmed"
    answers: Reference
    matches: bool
    face_hint_percent: int | None = None
    face_hint: FaceHint | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallAnswered(Body):
    """A call for help was answered."""

    kind: ClassVar[str] = "call_answered"
    answers: Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeGranted(Body):
    """Time beyond the rule, with a sealed reason; may answer a ``resumed``."""

    kind: ClassVar[str] = "time_granted"
    ms: int
    reason_sealed: str
    answers: Reference | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MisconductNoted(Body):
    """Misconduct with a sealed reason and the seat's elapsed time when it was noted."""

    kind: ClassVar[str] = "misconduct_noted"
    level: Misconduct
    reason_sealed: str
    position_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TheoryEnded(Body):
    """Oral theory is over before its time: all was asked, or the candidate gives up; answers the ``paper_issued``.

    ``unmarked`` is how many questions had no key point ticked, as the examiner was told before.  The seat writes
    ``theory_submitted`` upon it: a stream has one writer.
    """

    kind: ClassVar[str] = "theory_ended"
    answers: Reference
    unmarked: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopped(Body):
    """The examiner ended the exam."""

    kind: ClassVar[str] = "stopped"
    reason_sealed: str


WORDS: tuple[type[Body], ...] = (
    Opened, IdentityConfirmed, CallAnswered, TimeGranted, MisconductNoted, TheoryEnded, Stopped, Sealed,
)  # fmt: skip
