"""Who is at a booth: the attempt that its examiner looks after.

Why this room exists: the desk finds its booth by name alone, also after a restart, and does not walk away from a
candidate who has finished while the desk's own stream is still open.
"""

from datetime import timedelta

from app.centre.ports import Books, Clock, Store
from app.exam.entry import instant
from app.exam.vocabulary import StreamKind

_ANYBODYS = timedelta(days=1)
"""How long every examiner of a booth is shown what is left open there; its own examiner always is."""


def at_booth(store: Store, station: str) -> str:
    """Return the attempt that runs at a booth, the one that began last; empty where nobody is."""
    with store.reading() as books:
        running = books.attempts.running_at(station)
    return running[-1] if running else ""


def left_open(store: Store, clock: Clock, station: str, examiner: str) -> str:
    """Return the attempt that finished last at a booth with its desk still open; empty where there is none.

    Of whatever sitting: one that is planned for tomorrow hides nothing of today, nor the afternoon the morning.  An
    examiner's own is found whenever it was, another's for a day.
    """
    since = instant(clock.now() - _ANYBODYS)
    with store.reading() as books:
        for line in books.attempts.unsealed_at(station, StreamKind.DESK):
            if line.last_seat_at >= since or _opener(books, line.attempt) == examiner:
                return line.attempt
    return ""


def unsealed_at(store: Store, station: str) -> list[str]:
    """Return the attempts that finished at a booth whose kiosk died before it had sealed the seat, oldest first."""
    with store.reading() as books:
        return [each.attempt for each in reversed(books.attempts.unsealed_at(station, StreamKind.SEAT))]


def _opener(books: Books, attempt: str) -> str:
    return books.ledger.entries(f"{attempt}/desk")[0].by
