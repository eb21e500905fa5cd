"""The photo taken at check-in: sealed with the candidate's key, outside the record, shown to the examiner.

Why this room exists: the record keeps the digest of the sealed form alone, so that a purge leaves nothing that
can be looked at; and nobody looks at a photo without leaving a line.
"""

from hashlib import sha256
from typing import Protocol

from app.centre.access import require
from app.centre.marking_ports import Reading
from app.centre.ports import Books, Clock, Store
from app.centre.values import SignedIn
from app.exam.entry import instant
from app.exam.errors import Refused
from app.exam.roles import Act
from app.exam.vocabulary import body_of
from app.exam.vocabulary.seat import CheckedIn

PHOTO = "photo"
"""How the list of readings names the identity photo."""


class PhotoShelf(Protocol):
    """Where sealed photos lie, by attempt."""

    def put(self, attempt: str, sealed: bytes) -> None:
        """Keep a sealed photo durably, in the place of an earlier one.  Raises Unavailable when the disk is full."""
        ...

    def get(self, attempt: str) -> bytes | None:
        """Return a sealed photo."""
        ...

    def remove(self, attempt: str) -> None:
        """Delete a photo, if there is one."""
        ...


def keep_photo(store: Store, shelf: PhotoShelf, attempt: str, photo: bytes) -> str:
    """Seal a photo and keep it; return the digest of the sealed form for ``checked_in``.

    Raises:
        Refused: the candidate was purged.
        Unavailable: the disk took it not; nothing was kept.
    """
    with store.reading() as books:
        sealed = books.people.seal_bytes(books.sittings.booking(attempt).candidate, photo)
    shelf.put(attempt, sealed)
    return sha256(sealed).hexdigest()


def identity_photo(store: Store, shelf: PhotoShelf, clock: Clock, signed: SignedIn, attempt: str) -> bytes:
    """Open the photo of an attempt for a member of staff, as JPEG; leaves a line with the readings.

    Returns: empty where none was taken.

    Raises:
        Refused: not for this role, the person was purged, or the file is not the one that the record names.
    """
    require(signed, Act.SEE_PERSON)
    with store.writing() as books:  # nothing is shown whose line was not kept
        photo = _opened(books, shelf, attempt)
        if photo:
            books.readings.note(Reading(instant(clock.now()), signed.staff.id, attempt, PHOTO, "identity"))
    return photo


def _opened(books: Books, shelf: PhotoShelf, attempt: str) -> bytes:
    entries = books.ledger.entries(f"{attempt}/seat")
    digest = next((body.photo for entry in reversed(entries) if isinstance(body := body_of(entry), CheckedIn)), "")
    if not digest:
        return b""
    sealed = shelf.get(attempt)
    if sealed is None or sha256(sealed).hexdigest() != digest:
        raise Refused(
            "The identity photo is not the one that the record names.",
            advice="Compare the person with the document by eye, and tell the administrator.",
            zh=("身份照片与记录不符或已丢失。", "请当面核对证件，并告知管理员。"),
        )
    return books.people.open_bytes(books.sittings.booking(attempt).candidate, sealed)
