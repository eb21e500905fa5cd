"""A marking queue of 2,000 rows: from the wish to the painted first page.

python tests/bench/marking_queue.py [ROWS] [ROUNDS]
"""

import os
import statistics
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[2]))

from PySide6.QtWidgets import QApplication

from app.centre.access import first_staff, sign_in
from app.centre.marking_ports import Wanted
from app.centre.planning import SittingPlan, book_roster, plan_sitting
from app.centre.ports import Books
from app.centre.releasing import release
from app.centre.seat import Station
from app.centre.values import Booking, SignedIn, StaffMember
from app.exam.entry import instant
from app.exam.roles import Role
from app.exam.vocabulary import seat
from app.media.film.shelf import FolderShelf
from app.programs.rehearsal.clock import RehearsalClock
from app.programs.rehearsal.people import invented_candidate
from app.programs.screens_command import practice_bank, practice_scheme
from app.screens.examiner.film_desk import FilmServices
from app.screens.examiner.queue_desk import QueueDesk, titles_for
from app.screens.examiner.sheet_desk import DeskServices
from app.screens.theme import dress, load_fonts
from app.storage.clock import SystemChance
from app.storage.home import Home, create_home
from tests.bench.ratio import begin, percentile, show

MORNING, DAY = datetime(2026, 6, 4, 1, 0, tzinfo=UTC), date(2026, 6, 4)
ANSWERS = 24


class NoEvidence:
    """An evidence room that nobody asks."""

    def kept(self, film: Path) -> None:
        """Keep nothing."""

    def ask(self, film: Path, told: object) -> None:
        """Compute nothing."""

    def close(self) -> None:
        """End nothing."""


def sat(books: Books, booking: Booking, opening: seat.Opened) -> None:
    """Write what a seat's stream holds of somebody who has sat the whole exam."""
    digest = "d" * 64
    words = [
        opening,
        *(seat.Answered(item=f"A-01-{each:03d}", chosen=(1,)) for each in range(ANSWERS)),
        seat.ClipSubmitted(clip=digest, how="candidate"),
        seat.RecordingStarted(film="pitch-1.mp4", width=1280, height=720, camera="c", microphone="m"),
        seat.RecordingFinished(film="pitch-1.mp4", duration_ms=300_000, film_bytes=1, frames=9_000, dropped_frames=0,
                               fragments=600, head=digest, digest=digest),
        seat.Finished(how="completed"),
    ]  # fmt: skip
    for word in words:
        books.ledger.append(f"{booking.id}/seat", word, at=instant(MORNING), elapsed_ms=0, by="booth-1")


def fill(home: Home, rows: int) -> SignedIn:
    """Let half as many people sit the exam as there are rows: each is a clip and a pitch to mark."""
    clock, chance, roles = RehearsalClock(MORNING), SystemChance(), frozenset(Role)
    first_staff(home.store, ((StaffMember(chance.opaque_id(), "chen", "陈静", roles), "135790"),))
    signed = sign_in(home.store, clock, "chen", "135790")
    bank, scheme = practice_bank(), practice_scheme()
    kept = dict(release(home.store, clock, signed, bank, (scheme,)))
    digests = {name.split()[0]: digest for name, digest in kept.items()}
    plan = SittingPlan("20260604", DAY, "义乌实训基地", digests["scheme"], digests["bank"], 4)
    sitting, random = plan_sitting(home.store, chance, signed, plan), Random(1)
    people = {}
    while len(people) < rows // 2:
        person = invented_candidate(random, DAY)
        people[person.document_number] = (person, ())
    bookings = book_roster(home.store, chance, signed, sitting.id, list(people.values()))
    for begins in range(0, len(bookings), 100):
        with home.store.writing() as books:
            for booking in bookings[begins : begins + 100]:
                sat(books, booking, seat.Opened(
                    attempt=booking.id, candidate=booking.candidate, sitting=sitting.id,
                    admission_number=booking.admission_number, station="booth-1", software="bench",
                    scheme=sitting.scheme, bank=sitting.bank, commitment=sitting.commitment,
                    subjects=booking.subjects,
                ))  # fmt: skip
    return signed


def main(rows: int = 2_000, rounds: int = 11) -> None:
    """Print how long the queue takes to open, and to count all its tabs afterwards."""
    application = QApplication([])
    load_fonts()
    begin(f"A marking queue of {rows:,} rows")
    with tempfile.TemporaryDirectory() as folder:
        home = create_home(Path(folder) / "home")
        signed = fill(home, rows)
        services = DeskServices(
            home.store, RehearsalClock(MORNING), Station("desk", home.keys.station, "bench"), lambda: "zh"
        )
        film = FilmServices(FolderShelf(home.media), NoEvidence(), titles_for(services, blind=False))
        desk = QueueDesk(services, film, blind=False)
        dress(desk.widget)
        desk.widget.resize(1262, 768)
        desk.widget.show()
        opened, counted = [], []
        for _ in range(rounds):
            start = time.perf_counter()
            desk.entered(signed)
            desk.widget.repaint()
            desk.page.table.viewport().repaint()
            opened.append((time.perf_counter() - start) * 1000)
            start = time.perf_counter()
            desk._count()
            counted.append((time.perf_counter() - start) * 1000)
            desk.left()
        desk.entered(signed)
        assert desk._queue is not None
        assert desk._queue.count(Wanted.WAITING) == rows
        desk.left()
        show("opened, median", statistics.median(opened), "ms", "under 100")
        show("opened, worst", percentile(opened, 100), "ms", "-")
        show("all four tabs counted afterwards, median", statistics.median(counted), "ms", "-")
        desk.widget.close()
        home.close()
    application.quit()


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
