"""The office's words: absence, moderation, publication, appeals, certificates."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from app.exam.scheme import Subject
from app.exam.vocabulary.common import Body, Reference, Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened(Body):
    """First entry of the office's stream of an attempt."""

    kind: ClassVar[str] = "opened"
    attempt: str
    candidate: str
    sitting: str
    admission_number: str
    software: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceNoted(Body):
    """The candidate did not come (``absent``) or was put off (``deferred``)."""

    kind: ClassVar[str] = "absence_noted"
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Moderated(Body):
    """The moderator's decision on a subject, with the digests of the signed entries it rests on."""

    kind: ClassVar[str] = "moderated"
    subject: Subject
    half_points: int
    rests_on: tuple[str, ...]
    reason_sealed: str
    countersigned_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected(Body):
    """A subject's mark is corrected after signing or publication; reasoned and countersigned."""

    kind: ClassVar[str] = "corrected"
    answers: Reference
    subject: Subject
    half_points: int
    reason_sealed: str
    countersigned_by: str


@dataclass(frozen=True, slots=True)
class SubjectOutcome:
    """A subject's published outcome; ``state`` as in ``verdict``, mark in half-points (-1: none)."""

    subject: Subject
    state: str
    half_points: int
    carried: bool = False
    """The mark was carried over from an earlier attempt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published(Body):
    """The verdict as published: it must equal the replay of the streams that it rests on."""

    kind: ClassVar[str] = "published"
    passed: bool
    state: str
    outcomes: tuple[SubjectOutcome, ...]
    rests_on: tuple[str, ...]
    """Digests of the last entry of every stream that was folded, sorted."""
    published_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealOpened(Body):
    """The candidate asks for a review of one subject."""

    kind: ClassVar[str] = "appeal_opened"
    subject: Subject
    reason_sealed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealDecided(Body):
    """The appeal's outcome; a changed mark is a ``corrected`` of its own."""

    kind: ClassVar[str] = "appeal_decided"
    answers: Reference
    upheld: bool
    reason_sealed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Voided(Body):
    """The attempt is void."""

    kind: ClassVar[str] = "voided"
    reason_sealed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Certified(Body):
    """A certificate was issued; ``document`` is the SHA-256 of the signed PDF."""

    kind: ClassVar[str] = "certified"
    number: str
    document: str
    issued_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Reissued(Body):
    """The certificate was issued again under its number."""

    kind: ClassVar[str] = "reissued"
    number: str
    document: str
    issued_on: date
    reason_sealed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Revoked(Body):
    """The certificate is no longer valid.  ``reason_sealed`` is empty where the holder's data were purged before."""

    kind: ClassVar[str] = "revoked"
    number: str
    reason_sealed: str
    revoked_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Purged(Body):
    """The candidate's personal data were destroyed, and the films are to be; two people decided."""

    kind: ClassVar[str] = "purged"
    countersigned_by: str


WORDS: tuple[type[Body], ...] = (
    Opened, AbsenceNoted, Moderated, Corrected, Published, AppealOpened, AppealDecided, Voided, Certified,
    Reissued, Revoked, Purged, Sealed,
)  # fmt: skip
