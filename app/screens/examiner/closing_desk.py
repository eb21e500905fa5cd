"""Join the closing page to its job: the examiner window's page ``closing``.

Why this room exists: films are read beside the window; whoever counts sees how far it is.
"""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QObject

from app.centre.closing import RoomAccount, account_of_room
from app.centre.values import SignedIn
from app.centre.viewing import MediaShelf
from app.exam.errors import DeskError
from app.exam.roles import Act
from app.screens.examiner.closing_page import ClosingPage, ClosingState
from app.screens.examiner.sheet_desk import DeskServices
from app.screens.examiner.sittings import kept_or_newest, sittings_of, titles_of
from app.screens.parts.lane import Runner


class ClosingDesk(QObject):
    """The page ``closing``."""

    name, act = "closing", Act.OBSERVE

    def __init__(self, services: DeskServices, shelf: MediaShelf, runner: Callable[[QObject], Runner]) -> None:
        self.widget = ClosingPage()
        super().__init__(self.widget)
        self._at, self._shelf, self._lane = services, shelf, runner(self)
        self._by: SignedIn | None = None
        self._state, self._round = ClosingState(), 0
        self.widget.sitting_asked.connect(self._choose)
        self.widget.count_asked.connect(self._count)
        self.widget.language_changed.connect(lambda: self._show(self._state))

    def title(self) -> str:
        """Return the entry's title in the window's language."""
        return QCoreApplication.translate("ClosingDesk", "Close room")

    def entered(self, signed: SignedIn) -> None:
        """Show the sittings; what was counted before may be stale and is not shown."""
        self._by = signed
        sittings = sittings_of(self._at.store)
        self._round += 1
        self._show(ClosingState(titles_of(sittings), kept_or_newest(sittings, self._state.sitting)))

    def left(self) -> None:
        """Let the person go; a count that still runs is not shown to the next."""
        self._by = None
        self._round += 1

    def stop(self) -> None:
        """End before the program ends."""
        self._round += 1
        self._lane.close()

    def _choose(self, sitting: str) -> None:
        self._show(replace(self._state, sitting=sitting, account=None, problem="", advice=""))

    def _count(self) -> None:
        by, sitting = self._by, self._state.sitting
        if by is None or self._state.counting:
            return
        with self._at.store.reading() as books:
            booked = len(books.sittings.bookings(sitting))
        self._round += 1
        mine = self._round
        self._show(replace(self._state, counting=True, done=0, booked=booked, account=None, problem="", advice=""))
        self._lane.run(
            lambda step: account_of_room(self._at.store, by, self._shelf, sitting, step),
            lambda result, error: self._counted(mine, result, error),
            lambda: self._step(mine),
        )

    def _step(self, which: int) -> None:
        if which == self._round:
            self._show(replace(self._state, done=self._state.done + 1))

    def _counted(self, which: int, result: object, error: Exception | None) -> None:
        if which != self._round:
            return
        if isinstance(result, RoomAccount):
            self._show(replace(self._state, counting=False, account=result))
        elif isinstance(error, DeskError):
            detail, advice = error.in_language(self._at.language())
            self._show(replace(self._state, counting=False, problem=detail, advice=advice))
        elif error is not None:
            self._show(replace(self._state, counting=False))
            raise error

    def _show(self, state: ClosingState) -> None:
        self._state = replace(state, language=self._at.language())
        self.widget.show_state(self._state)
