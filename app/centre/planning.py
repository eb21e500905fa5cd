"""Plan a sitting and book its candidates.

Why this room exists: a sitting freezes its scheme, its bank release and its draw secret before anybody
arrives; the commitment is printed on the sign-in sheet, so no draw can be chosen afterwards.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.centre.access import require
from app.centre.ports import Books, Chance, Store
from app.centre.values import Booking, CandidateDetails, SignedIn, Sitting
from app.exam.bank_faults import scheme_faults
from app.exam.draw import commitment
from app.exam.errors import Refused
from app.exam.roles import Act
from app.exam.scheme import Subject


@dataclass(frozen=True, slots=True)
class SittingPlan:
    """What a clerk decides about a sitting; ``scheme`` and ``bank`` are digests of frozen releases."""

    code: str
    held_on: date
    place: str
    scheme: str
    bank: str
    booths: int


def plan_sitting(store: Store, chance: Chance, by: SignedIn, plan: SittingPlan) -> Sitting:
    """Plan a sitting, make its draw secret and commit to it.

    Raises:
        Refused: not allowed, code taken, a release unknown, no booth, or the bank cannot fill the scheme's
            quotas.
    """
    require(by, Act.PLAN_SITTING)
    if not plan.code.isascii() or not plan.code.replace("-", "").isalnum():
        raise Refused(
            f"The sitting's code {plan.code!r} has other characters than letters, digits and hyphens.",
            advice="Use a code such as 20260604-A.",
        )
    if plan.booths < 1:
        raise Refused("A sitting needs at least one booth.", advice="Give the number of booths.")
    secret = chance.secret()
    sitting = Sitting(
        chance.opaque_id(), plan.code, plan.held_on, plan.place, plan.scheme, plan.bank, plan.booths, commitment(secret)
    )
    with store.writing() as books:
        faults = scheme_faults(books.releases.scheme(plan.scheme), books.releases.bank(plan.bank))
        if faults:
            raise Refused(
                f"This scheme and bank release do not fit: {faults[0].item}: {faults[0].reason}",
                advice="Run `kaobo bank check` and release a bank that fills every quota.",
            )
        books.sittings.add(sitting, secret)
    return sitting


def book_roster(
    store: Store,
    chance: Chance,
    by: SignedIn,
    sitting: str,
    roster: Sequence[tuple[CandidateDetails, tuple[Subject, ...]]],
) -> list[Booking]:
    """Book a whole roster into a sitting, in the roster's order, or nobody.

    A person already known by the document's number is booked again, never added twice.  An empty tuple of
    subjects means all of the scheme's.

    Raises:
        Refused: not allowed, or somebody is booked in this sitting already.
    """
    require(by, Act.IMPORT_ROSTER)
    with store.writing() as books:
        held = books.sittings.get(sitting)
        all_subjects = books.releases.scheme(held.scheme).subjects
        serial = len(books.sittings.bookings(sitting))
        bookings = []
        for details, subjects in roster:
            serial += 1
            bookings.append(_book(books, chance, held, serial, details, subjects or all_subjects))
    return bookings


def _book(
    books: Books, chance: Chance, held: Sitting, serial: int, details: CandidateDetails, subjects: tuple[Subject, ...]
) -> Booking:
    known = books.people.by_document(details.document_number)
    candidate = known or books.people.add(details)
    number = f"{held.code}-{serial:04d}"
    booking = Booking(chance.opaque_id(), held.id, candidate.id, number, subjects)
    books.sittings.book(booking)
    return booking


def book_retake(
    store: Store, chance: Chance, by: SignedIn, sitting: str, failed: str, subjects: tuple[Subject, ...]
) -> Booking:
    """Book the failed subjects of an earlier attempt into a sitting.

    Raises:
        Refused: not allowed; the window or the number of retakes is used up; a subject was not failed.
    """
    from app.centre.verdicts import retakeable  # planning and verdicts meet only here

    require(by, Act.IMPORT_ROSTER)
    with store.writing() as books:
        held = books.sittings.get(sitting)
        first = books.sittings.booking(failed)
        open_subjects = retakeable(books, failed, held.held_on)
        refused = [subject.value for subject in subjects if subject not in open_subjects]
        if refused or not subjects:
            raise Refused(
                f"{first.admission_number} may not retake {', '.join(refused) or 'nothing'} on {held.held_on}.",
                advice="Only failed subjects, inside the scheme's window, can be taken again.",
            )
        serial = len(books.sittings.bookings(sitting)) + 1
        booking = Booking(
            chance.opaque_id(), sitting, first.candidate, f"{held.code}-{serial:04d}", subjects, retakes=failed
        )
        books.sittings.book(booking)
    return booking


def reveal_secret(store: Store, by: SignedIn, sitting: str) -> Sitting:
    """Reveal a sitting's draw secret, so that anybody can recompute every draw.

    Raises:
        Refused: not allowed, or an attempt of the sitting is still running.
    """
    require(by, Act.REVEAL_SECRET)
    with store.writing() as books:
        running = [
            booking.admission_number
            for booking in books.sittings.bookings(sitting)
            if (line := books.attempts.get(booking.id)) and line.station and line.stage != "finished"
        ]
        if running:
            raise Refused(
                f"{len(running)} attempts still run, {running[0]} among them.",
                advice="Reveal the secret once everybody has finished.",
            )
        return books.sittings.reveal(sitting)
