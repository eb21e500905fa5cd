"""Who is at a booth: the attempt that its examiner looks after.

Why this room exists: the desk finds its booth by name alone, also after a restart, and does not walk away from a
candidate who has finished while the desk's own stream is still open.
"""

from app.centre.ports import AttemptQuery, Books, Store

_NEWEST = 500
_MANY = 10_000
_FINISHED = "finished"


def at_booth(store: Store, station: str) -> str:
    """Return the attempt that runs at a booth, the one that began last; empty where nobody is."""
    with store.reading() as books:
        running = books.attempts.running_at(station)
    return running[-1] if running else ""


def left_open(store: Store, station: str) -> str:
    """Return an attempt of the newest sitting that has finished at a booth and whose desk is not sealed yet."""
    with store.reading() as books:
        sittings = books.sittings.all()
        if not sittings:
            return ""
        query = AttemptQuery(sitting=sittings[0].id, limit=_NEWEST)
        finished = [each for each in books.attempts.page(query) if each.station == station and each.stage == _FINISHED]
        waiting = [each for each in finished if _desk_open(books, each.attempt)]
    return max(waiting, key=lambda each: each.last_seat_at).attempt if waiting else ""


def unsealed_at(store: Store, station: str) -> list[str]:
    """Return the attempts that finished at a booth whose kiosk died before it had sealed the seat's stream."""
    with store.reading() as books:
        finished = books.attempts.page(AttemptQuery(state=_FINISHED, limit=_MANY))
        here = [each for each in finished if each.station == station and each.stage == _FINISHED]
        return [each.attempt for each in here if _open(books, f"{each.attempt}/seat")]


def _desk_open(books: Books, attempt: str) -> bool:
    return _open(books, f"{attempt}/desk")


def _open(books: Books, stream: str) -> bool:
    head = books.ledger.head(stream)
    return head is not None and head.kind != "sealed"
