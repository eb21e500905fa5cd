"""Join the queue to its job, to the film page and to that of oral theory: the examiner window's page ``queue``.

Why this room exists: from the list into a film and back again, one sheet after the other, is how a day is marked.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QObject, QTimer
from PySide6.QtWidgets import QStackedWidget

from app.centre.marking import SheetKey
from app.centre.marking_ports import Wanted
from app.centre.marking_queue import MarkingQueue, QueueLine, blind_code
from app.centre.values import SignedIn, Sitting
from app.exam.errors import DeskError
from app.exam.roles import Act
from app.exam.scheme import Subject
from app.screens.examiner.film_desk import FilmDesk, FilmServices, attempt_title
from app.screens.examiner.film_page import FilmPage
from app.screens.examiner.oral_desk import OralDesk
from app.screens.examiner.oral_page import OralSheetPage
from app.screens.examiner.queue_page import TABS, QueuePage, QueueState
from app.screens.examiner.retold import Retold
from app.screens.examiner.sheet_desk import DeskServices
from app.screens.examiner.sittings import kept_or_newest, sittings_of, titles_of


class QueueDesk(QObject):
    """The page ``queue``: a list and, over it, one film at a time."""

    name, act = "queue", Act.MARK

    def __init__(self, services: DeskServices, film: FilmServices, *, blind: bool) -> None:
        self.widget = QStackedWidget()
        super().__init__(self.widget)
        self.widget.setObjectName(self.name)
        self._at, self._blind = services, blind
        self.page, self.film_page = QueuePage(self._fetch), FilmPage()
        self.widget.addWidget(self.page)
        self.widget.addWidget(self.film_page)
        self.film = FilmDesk(self.film_page, services, film)
        self.oral_page = OralSheetPage()
        self.widget.addWidget(self.oral_page)
        self.oral = OralDesk(self.oral_page.panel, services, lambda _: None)  # the gate is over: nothing is left to end
        self._by: SignedIn | None = None
        self._queue: MarkingQueue | None = None
        self._sittings: tuple[Sitting, ...] = ()
        self._wanted, self._problem = Wanted.WAITING, ("", "")
        self._retold = Retold()
        self.page.language_changed.connect(self._turn_language)
        self._counts: dict[Wanted, int] = {}
        self._counting = QTimer(self)
        self._counting.setSingleShot(True)
        self._counting.timeout.connect(self._count)
        self.page.wanted_asked.connect(self._turn)
        self.page.sitting_asked.connect(self._choose_sitting)
        self.page.opened_asked.connect(self._open)
        self.film.left.connect(self._back)
        self.oral_page.left_asked.connect(self._back)
        self.oral.signed.connect(self._back)

    def title(self) -> str:
        """Return the entry's title in the window's language."""
        return QCoreApplication.translate("QueueDesk", "Marking")

    def entered(self, signed: SignedIn) -> None:
        """Load the newest sitting's queue for this person."""
        self._by = signed
        self._sittings = sittings_of(self._at.store)
        self._turn_to(kept_or_newest(self._sittings, self._queue.sitting.id if self._queue else ""))
        self.widget.setCurrentWidget(self.page)
        self.load()
        self.page.table.setFocus()

    def left(self) -> None:
        """Let film and person go."""
        self._counting.stop()
        self.film.close()
        self.oral.close()
        self._by = None
        self.page.model.clear()

    def load(self) -> None:
        """Show the list anew; how many there are in all is asked for once it is painted."""
        self._counts.clear()
        self._show()
        self.page.reload()
        self._counting.start(0)

    def _count(self) -> None:
        if self._queue is not None:
            self._counts = {wanted: self._queue.count(wanted) for wanted in TABS}
            self._show()

    def _show(self) -> None:
        self.page.show_state(
            QueueState(
                titles_of(self._sittings), self._queue.sitting.id if self._queue else "", self._wanted,
                tuple(self._counts.items()), self._blind, *self._problem,
            )
        )  # fmt: skip

    def _turn_language(self) -> None:
        self._problem = self._retold.again(self._problem, self._at.language())
        self._show()

    def _fetch(self, after: QueueLine | None, limit: int) -> Sequence[QueueLine]:
        if self._queue is None or self._by is None:
            return ()
        return self._queue.page(self._wanted, after.work.key if after else ("", ""), limit)

    def _turn(self, wanted: str) -> None:
        self._wanted, self._problem = Wanted(wanted), ("", "")
        self.load()
        self.page.table.setFocus()

    def _turn_to(self, sitting: str) -> bool:
        chosen = next((each for each in self._sittings if each.id == sitting), None)
        if chosen is None or self._by is None:
            return False
        self._queue = MarkingQueue(self._at.store, self._by, chosen, blind=self._blind)
        return True

    def _choose_sitting(self, sitting: str) -> None:
        if self._turn_to(sitting):
            self._problem = ("", "")
            self.load()

    def _open(self, line: object) -> None:
        if not isinstance(line, QueueLine) or self._by is None:
            return
        job, key = self._job(line.work.subject), SheetKey(line.work.attempt, line.work.subject)
        try:
            job.open(self._by, key)
        except DeskError as error:
            job.close()
            self._problem = self._retold.told(error, self._at.language())
            self._show()
            return
        self._problem = ("", "")
        if job is self.film:
            self.widget.setCurrentWidget(self.film_page)
            self.film_page.sheet.setFocus()
        else:
            self.oral_page.name(f"{line.called} {line.name}".strip())
            self.widget.setCurrentWidget(self.oral_page)
            self.oral_page.panel.setFocus()

    def _job(self, subject: Subject) -> FilmDesk | OralDesk:
        return self.oral if subject is Subject.THEORY else self.film

    def _back(self) -> None:
        self.oral.close()
        self.widget.setCurrentWidget(self.page)
        self.load()
        self.page.table.setFocus()


def titles_for(services: DeskServices, *, blind: bool) -> Callable[[SheetKey], str]:
    """Return how a sheet is called over its film: number and name, or a code where marking is blind."""
    if blind:
        return lambda key: blind_code(key.attempt)
    return lambda key: attempt_title(services, key)
