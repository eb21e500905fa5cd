"""A practice sitting: a home of its own, candidates who do not exist, everything gone afterwards.

Why this room exists: somebody who is just looking must be able to break nothing and leave nothing.
"""

from pathlib import Path
from random import Random

from app.centre.planning import book_roster
from app.centre.ports import Clock
from app.exam.local_time import local_day
from app.programs.demo import PIN, set_up
from app.programs.kiosk_services import stick_video
from app.programs.practice_place import PracticePlace
from app.programs.rehearsal.people import invented_candidate
from app.resources import asset
from app.storage.clock import SystemChance

PRACTICE_LOGIN, PRACTICE_PIN = "examiner", PIN
_MORE = 5


class PracticeHome:
    """One made-up sitting; ``ticket`` hands out the next candidate who has not sat yet."""

    def __init__(self, place: PracticePlace, clock: Clock) -> None:
        self.place, today = place, local_day(clock.now())
        self._centre = set_up(place.path / "home", clock, 1)
        self.home = self._centre.home
        people = [(invented_candidate(Random(f"practice/{place.path}/{number}"), today), ())  # noqa: S311
                  for number in range(_MORE)]  # fmt: skip
        book_roster(self.home.store, SystemChance(), self._centre.admin, self._centre.sitting.id, people)

    def ticket(self) -> tuple[str, str]:
        """Return admission number and last four of the next candidate; empty once all have sat."""
        with self.home.store.reading() as books:
            for booking in books.sittings.bookings(self._centre.sitting.id):
                details = books.people.get(booking.candidate).details
                if details is not None and books.ledger.head(f"{booking.id}/seat") is None:
                    return booking.admission_number, details.document_number[-4:]
        return "", ""

    @staticmethod
    def clip() -> Path:
        """Return the video on a stick, or the shipped one: who is just looking has filmed none."""
        return stick_video() or asset("demo", "presenter.mp4")

    def forget(self) -> None:
        """Close and delete it."""
        self.home.close()
        self.place.leave()
