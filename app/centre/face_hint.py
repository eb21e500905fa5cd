"""A computer's hint on two photos, for the examiner's eye: only where the centre and the candidate both want it.

Why this room exists: the gate before the comparison stands where no window can forget it.  The hint opens and shuts
nothing; the two photos stand beside it in any case.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from app.centre.access import require
from app.centre.marking_ports import Reading
from app.centre.ports import Clock, Store
from app.centre.values import SignedIn
from app.exam.entry import instant
from app.exam.face_hint import hint_of, likeness_percent
from app.exam.roles import Act
from app.exam.vocabulary import StreamKind, body_of
from app.exam.vocabulary.desk import FaceHint
from app.exam.vocabulary.seat import CheckedIn

BOTH, COMPARED = "both photos", "face comparison"
"""How the list of readings names a comparison."""


class FaceFault(StrEnum):
    """Why a photo can be compared with none."""

    UNREADABLE = "unreadable"
    NO_FACE = "no_face"
    SEVERAL_FACES = "several_faces"


@dataclass(frozen=True, slots=True)
class FaceFinding:
    """What a comparison found: a distance in thousandths, or what is wrong with which photo."""

    distance: int = 0
    registered: FaceFault | None = None
    taken: FaceFault | None = None


class FaceComparer(Protocol):
    """Compares the faces of two photos; takes about a second and no window's thread."""

    def compare(self, registered: bytes, taken: bytes) -> FaceFinding:
        """Compare two pictures as files.

        Raises:
            Unavailable: the models are not installed, or the comparison broke off.
        """
        ...


@dataclass(frozen=True, slots=True)
class ShownHint:
    """What stands beside the photos; ``percent`` is the likeness, None where the photos could not be compared."""

    hint: FaceHint
    percent: int | None = None
    registered: FaceFault | None = None
    taken: FaceFault | None = None


def may_compare(store: Store, attempt: str) -> bool:
    """Tell whether the candidate agreed, beside the photo that was taken last."""
    with store.reading() as books:
        entries = books.ledger.entries(f"{attempt}/{StreamKind.SEAT}")
    bodies = (body_of(entry) for entry in reversed(entries))
    return next((body.face_comparison is True for body in bodies if isinstance(body, CheckedIn)), False)


def face_hint(
    store: Store, clock: Clock, signed: SignedIn, comparer: FaceComparer, attempt: str, photos: tuple[bytes, bytes]
) -> ShownHint | None:
    """Compare the two photos of an attempt; leaves a line with the readings.

    Args:
        photos: the one of the registration, and the one of check-in.

    Returns: None where the candidate did not agree, or one of the photos is not there.

    Raises:
        Refused: not for this role.
        Unavailable: the comparison cannot be made here.
    """
    require(signed, Act.RUN_BOOTH)
    registered, taken = photos
    if not registered or not taken or not may_compare(store, attempt):
        return None
    with store.writing() as books:  # nothing is compared whose line was not kept
        books.readings.note(Reading(instant(clock.now()), signed.staff.id, attempt, BOTH, COMPARED))
    found = comparer.compare(registered, taken)
    if found.registered is not None or found.taken is not None:
        return ShownHint(FaceHint.NONE, None, found.registered, found.taken)
    return ShownHint(hint_of(found.distance), likeness_percent(found.distance))
