"""Sittings, their draw secrets, and bookings.

Why this room exists: every draw of a sitting hangs on one secret that nobody may see before its time and
nobody may exchange afterwards; it is sealed with the centre's key and compared with the public commitment
each time it is opened.
"""

import unicodedata
from collections.abc import Sequence

from sqlalchemy import bindparam, insert, select, update

from app.centre.values import Booking, Sitting
from app.exam.draw import commitment
from app.exam.errors import Refused
from app.exam.scheme import Subject
from app.storage import sealing
from app.storage.keys import Keys
from app.storage.link import Found, Link
from app.storage.rows import BookingRow, PersonRow, SittingRow, table

SITTING = table(SittingRow)
BOOKING = table(BookingRow)
_PERSON = table(PersonRow)

_SITTING_COLUMNS = tuple(
    SITTING.c[name]
    for name in (
        "id", "code", "held_on", "place", "scheme", "bank", "booths", "commitment", "revealed_secret"
    )
)  # fmt: skip
_BY_ID = select(*_SITTING_COLUMNS).where(SITTING.c.id == bindparam("sitting"))
_BY_CODE = select(*_SITTING_COLUMNS).where(SITTING.c.code == bindparam("written"))
_ALL = select(*_SITTING_COLUMNS).order_by(SITTING.c.held_on.desc(), SITTING.c.code.desc())
_SECRET = select(SITTING.c.secret_sealed, SITTING.c.commitment).where(SITTING.c.id == bindparam("sitting"))
_INSERT = insert(SITTING)
_REVEAL = update(SITTING).where(SITTING.c.id == bindparam("which")).values(revealed_secret=bindparam("secret"))

_BOOKING_COLUMNS = tuple(
    BOOKING.c[name] for name in ("id", "sitting", "candidate", "admission_number", "subjects", "retakes")
)
_BOOKING = select(*_BOOKING_COLUMNS).where(BOOKING.c.id == bindparam("booking"))
_BY_NUMBER = select(*_BOOKING_COLUMNS).where(BOOKING.c.admission_number == bindparam("number"))
_OF_SITTING = (
    select(*_BOOKING_COLUMNS).where(BOOKING.c.sitting == bindparam("place")).order_by(BOOKING.c.admission_number)
)
_OF_PERSON = select(*_BOOKING_COLUMNS).where(BOOKING.c.candidate == bindparam("person")).order_by(BOOKING.c.serial)
_BOOKED = select(BOOKING.c.id).where(
    BOOKING.c.sitting == bindparam("place"), BOOKING.c.candidate == bindparam("person")
)
_KNOWN_PERSON = select(_PERSON.c.id).where(_PERSON.c.id == bindparam("person"))
_BOOK = insert(BOOKING)


class SqlSittings:
    """The port ``Sittings`` inside one transaction."""

    def __init__(self, link: Link, keys: Keys) -> None:
        self._link, self._keys = link, keys

    def add(self, sitting: Sitting, secret: bytes) -> None:
        """Add a sitting; the secret is sealed with the centre's key.

        Raises:
            Refused: the code or id is taken, or the secret is not the one that was committed to.
        """
        if commitment(secret) != sitting.commitment:
            raise _mismatch(sitting.code)
        if self.by_code(sitting.code) or self._link.first(_BY_ID, {"sitting": sitting.id}):
            raise Refused(f"There is a sitting {sitting.code} already.", advice="Choose another code.")
        sealed = sealing.seal(self._keys.centre, secret, purpose=_purpose(sitting.id))
        values = {
            "id": sitting.id, "code": sitting.code, "held_on": sitting.held_on, "place": sitting.place,
            "scheme": sitting.scheme, "bank": sitting.bank, "booths": sitting.booths,
            "commitment": sitting.commitment, "revealed_secret": "", "secret_sealed": sealed,
        }  # fmt: skip
        self._link.run(_INSERT, values)

    def get(self, sitting: str) -> Sitting:
        """Return a sitting by id.  Raises Refused when there is none."""
        row = self._link.first(_BY_ID, {"sitting": sitting})
        if row is None:
            raise Refused(f"There is no sitting {sitting}.", advice="Check the sitting's id.")
        return Sitting(*row)

    def by_code(self, code: str) -> Sitting | None:
        """Return a sitting by its code, in whatever case and width it is typed."""
        row = self._link.first(_BY_CODE, {"written": _typed(code)})
        return None if row is None else Sitting(*row)

    def all(self) -> Sequence[Sitting]:
        """Return all sittings, newest first."""
        return [Sitting(*row) for row in self._link.rows(_ALL)]

    def secret(self, sitting: str) -> bytes:
        """Open a sitting's draw secret.  Raises Refused when it does not match the commitment."""
        row = self._link.first(_SECRET, {"sitting": sitting})
        if row is None:
            raise Refused(f"There is no sitting {sitting}.", advice="Check the sitting's id.")
        return opened_secret(self._keys, sitting, row[0], row[1])

    def reveal(self, sitting: str) -> Sitting:
        """Make the secret public, for good (again: no change)."""
        secret = self.secret(sitting)
        self._link.run(_REVEAL, {"which": sitting, "secret": secret.hex()})
        return self.get(sitting)

    def book(self, booking: Booking) -> None:
        """Add a booking.

        Raises:
            Refused: the admission number or the id is taken, the candidate has a place in this sitting already,
                or there is no such sitting or candidate.
        """
        self.get(booking.sitting)
        if self._link.first(_KNOWN_PERSON, {"person": booking.candidate}) is None:
            raise Refused(f"There is no candidate {booking.candidate}.", advice="Register the candidate first.")
        if self.booking_by_number(booking.admission_number) is not None:
            raise Refused(f"The admission number {booking.admission_number} is taken.", advice="Give another number.")
        if self._link.first(_BOOKED, {"place": booking.sitting, "person": booking.candidate}) is not None:
            raise Refused("The candidate has a place in this sitting already.", advice="Use that booking.")
        if self._link.first(_BOOKING, {"booking": booking.id}) is not None:
            raise Refused(f"There is a booking {booking.id} already.", advice="Choose another id.")
        values = {
            "id": booking.id, "sitting": booking.sitting, "candidate": booking.candidate,
            "admission_number": booking.admission_number, "subjects": ",".join(booking.subjects),
            "retakes": booking.retakes,
        }  # fmt: skip
        self._link.run(_BOOK, values)

    def booking(self, attempt: str) -> Booking:
        """Return a booking by its id.  Raises Refused when there is none."""
        row = self._link.first(_BOOKING, {"booking": attempt})
        if row is None:
            raise Refused(f"There is no booking {attempt}.", advice="Check the booking's id.")
        return _booking(row)

    def booking_by_number(self, admission_number: str) -> Booking | None:
        """Find a booking by admission number, in whatever case and width it is typed."""
        row = self._link.first(_BY_NUMBER, {"number": _typed(admission_number)})
        return None if row is None else _booking(row)

    def bookings(self, sitting: str) -> Sequence[Booking]:
        """Return a sitting's bookings by admission number."""
        return [_booking(row) for row in self._link.rows(_OF_SITTING, {"place": sitting})]

    def bookings_of(self, candidate: str) -> Sequence[Booking]:
        """Return all bookings of a person, oldest first."""
        return [_booking(row) for row in self._link.rows(_OF_PERSON, {"person": candidate})]


def opened_secret(keys: Keys, sitting: str, sealed: bytes, committed: str) -> bytes:
    """Open a sealed draw secret.

    Raises:
        Refused: it does not open with the centre's key, or is not the one that was committed to.
    """
    try:
        secret = sealing.opened(keys.centre, sealed, purpose=_purpose(sitting))
    except sealing.Broken as error:
        raise Refused(
            f"The draw secret of sitting {sitting} does not open with this centre's key.",
            advice="Restore the keys folder that belongs to this database.",
        ) from error
    if commitment(secret) != committed:
        raise _mismatch(sitting)
    return secret


def _typed(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().upper()


def _purpose(sitting: str) -> str:
    return f"kaobo/sitting/1\n{sitting}\nsecret"


def _mismatch(sitting: str) -> Refused:
    return Refused(
        f"The draw secret of sitting {sitting} is not the one that was committed to.",
        advice="Stop the sitting and restore the database from its copy.",
    )


def _booking(row: Found) -> Booking:
    booking, sitting, candidate, number, subjects, retakes = row
    chosen = tuple(Subject(word) for word in subjects.split(",") if word)
    return Booking(booking, sitting, candidate, number, chosen, retakes)
