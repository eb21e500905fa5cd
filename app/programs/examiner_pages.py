"""The examiner window's pages beside the live booth: queue, moderation, supervision, closing.

Why this room exists: wiring only.
"""

import shutil
from contextlib import suppress

from PySide6.QtCore import QTimer

from app.centre.evidence_ports import EvidenceRoom
from app.centre.evidence_watch import EvidenceWatch
from app.exam.errors import DeskError
from app.media.evidence.room import BackgroundEvidence
from app.media.film.shelf import FolderShelf
from app.screens.examiner.closing_desk import ClosingDesk
from app.screens.examiner.film_desk import FilmServices
from app.screens.examiner.moderation_desk import ModerationDesk
from app.screens.examiner.pages import ExaminerPage
from app.screens.examiner.queue_desk import QueueDesk, titles_for
from app.screens.examiner.sheet_desk import DeskServices
from app.screens.examiner.supervision_desk import SupervisionDesk
from app.screens.parts.lane import Lane
from app.storage.home import Home
from app.storage.marking_file import read_marking

WATCH_MS = 5_000
"""How often it is asked whether another pitch has ended."""


class FilmPages:
    """The pages, and what runs behind them until the program ends."""

    def __init__(self, services: DeskServices, home: Home, evidence: EvidenceRoom | None = None) -> None:
        """Join the pages to a home.  Raises Refused: ``marking.toml`` is not one."""
        shelf, blind = FolderShelf(home.media), read_marking(home.path).blind
        self._evidence = evidence or BackgroundEvidence()
        film = FilmServices(shelf, self._evidence, titles_for(services, blind=blind))
        self.queue = QueueDesk(services, film, blind=blind)
        self.moderation = ModerationDesk(services, film)
        self.supervision = SupervisionDesk(services, lambda: shutil.disk_usage(home.path).free)
        self.closing = ClosingDesk(services, shelf, Lane)
        self._watch = EvidenceWatch(home.store, shelf)
        self._looking = QTimer(self.queue)
        self._looking.timeout.connect(self.look)
        self._looking.start(WATCH_MS)

    @property
    def pages(self) -> tuple[ExaminerPage, ...]:
        """The pages in the order of the rail."""
        return self.queue, self.moderation, self.supervision, self.closing

    def look(self) -> None:
        """Have the evidence of pitches that have ended computed; a failure is told when a sheet is opened."""
        with suppress(DeskError):
            for film in self._watch.films():
                self._evidence.ask(film, lambda _: None)

    def close(self) -> None:
        """Stop what is being computed."""
        self._looking.stop()
        self.closing.stop()
        self._evidence.close()
