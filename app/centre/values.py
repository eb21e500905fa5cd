"""Frozen values that jobs and storage hand each other: people, staff, sittings, bookings, attempts."""

from dataclasses import dataclass
from datetime import date

from app.exam.identity import DocumentKind
from app.exam.roles import Role
from app.exam.scheme import Subject


@dataclass(frozen=True, slots=True)
class CandidateDetails:
    """What is known of a person; every field is sealed in storage.  Optional fields may be empty."""

    name: str
    document_kind: DocumentKind
    document_number: str
    sex: str = ""
    """``male``, ``female`` or empty."""
    born_on: date | None = None
    phone: str = ""
    origin: str = ""
    occupation: str = ""
    education: str = ""
    ethnicity: str = ""
    employer: str = ""
    address: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A candidate 考生 under an opaque id; ``details`` is None once the person was purged."""

    id: str
    details: CandidateDetails | None


@dataclass(frozen=True, slots=True)
class StaffMember:
    """Somebody who works at the centre.  ``name`` is shown on forms and sheets."""

    id: str
    login: str
    name: str
    roles: frozenset[Role]
    active: bool = True


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Proof, made only by ``centre.staff.sign_in``, that a member of staff gave the right PIN."""

    staff: StaffMember
    at: str


@dataclass(frozen=True, slots=True)
class Sitting:
    """A sitting 场次: a day at a place under one scheme and one bank release.

    ``commitment`` is public from the start; the secret stays sealed until it is revealed.
    """

    id: str
    code: str
    held_on: date
    place: str
    scheme: str
    """Digest of the frozen scheme."""
    bank: str
    """Digest of the frozen bank release."""
    booths: int
    commitment: str
    revealed_secret: str = ""
    """64 hex digits once revealed, else empty."""


@dataclass(frozen=True, slots=True)
class Booking:
    """A candidate's place in a sitting; its id is the id of the attempt 考核."""

    id: str
    sitting: str
    candidate: str
    admission_number: str
    subjects: tuple[Subject, ...]
    retakes: str = ""
    """The attempt whose failed subjects are taken again, or empty."""
