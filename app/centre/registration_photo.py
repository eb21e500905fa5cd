"""The photo that came with the registration 报名照片: sealed by its candidate's key, shown beside the one of check-in.

Why this room exists: two pictures beside each other help an examiner's eye more than any number; so every centre may
bring the photos, whether or not a computer ever compares them.
"""

from collections.abc import Mapping

from app.centre.access import require
from app.centre.marking_ports import Reading
from app.centre.ports import Books, Clock, Store
from app.centre.values import Booking, SignedIn
from app.exam.entry import instant
from app.exam.errors import Refused
from app.exam.roles import Act
from app.exam.vocabulary import StreamKind
from app.exam.vocabulary.desk import IdentityConfirmed

REGISTERED = "registration photo"
"""How the list of readings names it."""


def keep_registration_photos(store: Store, by: SignedIn, sitting: str, photos: Mapping[str, bytes]) -> int:
    """Keep the photos of a sitting's candidates, all or none; return how many candidates have none still.

    Args:
        photos: JPEG by admission number; takes the place of an earlier one.

    Raises:
        Refused: not allowed, a number is not of this sitting, or somebody has checked in and the examiner has seen
            a photo or has decided without one: what stood beside the person is not changed afterwards.
    """
    require(by, Act.IMPORT_ROSTER)
    with store.writing() as books:
        booked = {booking.admission_number: booking for booking in books.sittings.bookings(sitting)}
        for number, photo in photos.items():
            booking = _open_booking(books, booked, number)
            books.registration_photos.keep(booking.id, books.people.seal_bytes(booking.candidate, photo))
        return sum(books.registration_photos.get(booking.id) is None for booking in booked.values())


def registration_photo(
    store: Store, clock: Clock, signed: SignedIn, attempt: str, purpose: str = "identity"
) -> bytes:  # fmt: skip
    """Open the registration photo of an attempt for a member of staff, as JPEG; leaves a line with the readings.

    Returns: empty where the centre has none.

    Raises:
        Refused: not for this role, or the person was purged.
    """
    require(signed, Act.SEE_PERSON)
    if not has_registration_photo(store, attempt):  # asked twice a second at the door: no one else's writing waits
        return b""
    with store.writing() as books:  # nothing is shown whose line was not kept
        sealed = books.registration_photos.get(attempt)
        if sealed is None:
            return b""
        photo = books.people.open_bytes(books.sittings.booking(attempt).candidate, sealed)
        books.readings.note(Reading(instant(clock.now()), signed.staff.id, attempt, REGISTERED, purpose))
    return photo


def has_registration_photo(store: Store, attempt: str) -> bool:
    """Tell whether there is one, without looking at it."""
    with store.reading() as books:
        return books.registration_photos.get(attempt) is not None


def _open_booking(books: Books, booked: Mapping[str, Booking], number: str) -> Booking:
    booking = booked.get(number)
    if booking is None:
        raise Refused(
            f"{number} is no admission number of this sitting.",
            advice="Name each photo by an admission number, such as 20260604-0001.jpg.",
            zh=(f"{number} 不是本场次的准考证号。", "请以准考证号命名照片，例如 20260604-0001.jpg。"),
        )
    if _looked_at(books, booking.id):
        raise Refused(
            f"{number} has checked in: what the examiner saw beside the person stays.",
            advice="Take that picture out of the folder.",
            zh=(f"{number} 已报到，考评员核对身份时所见不再更改。", "请从文件夹中移除该照片。"),
        )
    return booking


def _looked_at(books: Books, attempt: str) -> bool:
    """Tell whether an examiner may have seen a photo of this person, or has decided without one."""
    if books.ledger.head(f"{attempt}/{StreamKind.SEAT}") is None:
        return False
    desk = books.ledger.entries(f"{attempt}/{StreamKind.DESK}")
    decided = any(entry.kind == IdentityConfirmed.kind for entry in desk)
    return decided or books.registration_photos.get(attempt) is not None
