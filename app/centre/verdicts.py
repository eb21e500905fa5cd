"""Replay an attempt's verdict from its streams.

Why this room exists: publication, appeals, retakes and certificates must rest on the same replay; the
arithmetic itself is ``exam.verdict``.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from app.centre.ports import Books
from app.exam.entry import Entry
from app.exam.scheme import Scheme, Subject
from app.exam.verdict import Verdict, replay, retake_subjects


def streams_of(books: Books, attempt: str) -> Mapping[str, Sequence[Entry]]:
    """Return all of an attempt's streams by name."""
    return {stream: books.ledger.entries(stream) for stream in books.ledger.streams(attempt)}


def scheme_of(books: Books, attempt: str) -> Scheme:
    """Return the frozen scheme of an attempt's sitting."""
    return books.releases.scheme(books.sittings.get(books.sittings.booking(attempt).sitting).scheme)


def verdict_of(books: Books, attempt: str) -> Verdict:
    """Replay an attempt: its own streams, and the marks carried over from the attempt it retakes."""
    return verdict_over(books, attempt, streams_of(books, attempt))


def verdict_over(books: Books, attempt: str, streams: Mapping[str, Sequence[Entry]]) -> Verdict:
    """Replay an attempt whose streams were read already."""
    booking = books.sittings.booking(attempt)
    sitting = books.sittings.get(booking.sitting)
    scheme, bank = books.releases.scheme(sitting.scheme), books.releases.bank(sitting.bank)
    return replay(scheme, bank, streams, carried_into(books, attempt))


def carried_into(books: Books, attempt: str) -> Mapping[Subject, int]:
    """Return the half-points of subjects passed earlier, for an attempt that retakes the others."""
    earlier = books.sittings.booking(attempt).retakes
    if not earlier:
        return {}
    verdict = verdict_of(books, earlier)
    return {outcome.subject: outcome.half_points for outcome in verdict.outcomes if outcome.passed}


def retakeable(books: Books, failed: str, on: date) -> tuple[Subject, ...]:
    """Return the subjects of an attempt that may be taken again on a day."""
    booking = books.sittings.booking(failed)
    retaken = [each for each in books.sittings.bookings_of(booking.candidate) if each.retakes == failed]
    scheme = scheme_of(books, failed)
    if len(retaken) >= scheme.retake.times:
        return ()
    first_on = books.sittings.get(booking.sitting).held_on
    return retake_subjects(scheme, verdict_of(books, failed), first_on, on)
