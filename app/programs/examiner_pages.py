"""The examiner window's pages beside the live booth: queue, moderation, supervision, closing.

Why this room exists: wiring only.
"""

import shutil

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


class FilmPages:
    """The pages, and what runs behind them until the program ends."""

    def __init__(self, services: DeskServices, home: Home) -> None:
        """Join the pages to a home.  Raises Refused: ``marking.toml`` is not one."""
        shelf, blind = FolderShelf(home.media), read_marking(home.path).blind
        self._evidence = BackgroundEvidence()
        film = FilmServices(shelf, self._evidence, titles_for(services, blind=blind))
        self.queue = QueueDesk(services, film, blind=blind)
        self.moderation = ModerationDesk(services, film)
        self.supervision = SupervisionDesk(services, lambda: shutil.disk_usage(home.path).free)
        self.closing = ClosingDesk(services, shelf, Lane)

    @property
    def pages(self) -> tuple[ExaminerPage, ...]:
        """The pages in the order of the rail."""
        return self.queue, self.moderation, self.supervision, self.closing

    def close(self) -> None:
        """Stop what is being computed."""
        self.closing.stop()
        self._evidence.close()
