"""Join the examiner's window to sign-in and to its pages.

Why this room exists: pages are built apart and registered here; the shell knows who sits at the desk, leaves away
what the roles do not allow (``centre`` refuses it all the same), and tells a page when somebody looks at it.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut

from app.centre.access import sign_in, staff_who_may
from app.centre.values import SignedIn
from app.exam.errors import DeskError
from app.exam.roles import may
from app.screens.examiner.pages import ExaminerPage
from app.screens.examiner.rail import RailEntry, RailState
from app.screens.examiner.sheet_desk import DeskServices
from app.screens.examiner.sign_in import SignInState
from app.screens.examiner.window import ExaminerWindow
from app.screens.theme import DARK, LIGHT, tokens_of

BOOTH, LISTEN_MS = "booth", 2_000


@dataclass(frozen=True, slots=True)
class ShellServices:
    """What the shell is joined to.

    ``speak`` changes the windows' language; ``dark`` is how the window looked here last, ``keep_dark`` remembers it.
    ``calls`` tells whether somebody at this desk's booth waits for an answer.
    """

    desk: DeskServices
    centre: str
    speak: Callable[[str], None]
    dark: bool = False
    keep_dark: Callable[[bool], object] = lambda _: None
    calls: Callable[[], bool] = lambda: False


class ExaminerDesk(QObject):
    """One window, one person at a time."""

    signed_in = Signal(object)
    signed_out = Signal()

    def __init__(self, window: ExaminerWindow, services: ShellServices, pages: Sequence[ExaminerPage]) -> None:
        super().__init__(window)
        self.window, self._at, self._pages = window, services, tuple(pages)
        self.signed: SignedIn | None = None
        self._front: ExaminerPage | None = None
        self._calling = self._troubled = False
        self._ears = QTimer(self)
        self._ears.timeout.connect(self.listen)
        if services.dark:
            window.wear(DARK)
        for page in self._pages:
            window.add_page(page.widget)
        window.sign_in.sign_in_asked.connect(self._sign_in)
        window.sign_in.language_asked.connect(self._turn_language)
        window.rail.language_asked.connect(self._turn_language)
        for asked in (window.sign_in.theme_asked, window.rail.theme_asked):
            asked.connect(self._turn_theme)
        window.rail.page_asked.connect(self.turn_to)
        window.rail.sign_out_asked.connect(self.sign_out)
        for place in range(len(self._pages)):
            keys = QShortcut(QKeySequence(f"Ctrl+{place + 1}"), window)
            keys.setContext(Qt.ShortcutContext.WindowShortcut)
            keys.activated.connect(lambda place=place: self._turn_to_place(place))

    @property
    def allowed(self) -> tuple[ExaminerPage, ...]:
        """The pages that the person's roles open."""
        signed = self.signed
        return tuple(page for page in self._pages if signed is not None and may(signed.staff.roles, page.act))

    def start(self) -> None:
        """Ask who sits down."""
        self._show_sign_in()

    def stop(self) -> None:
        """End: whatever is in front is left; nothing else is to be saved."""
        self._ears.stop()
        self._leave()

    def listen(self) -> None:
        """Hear whether the booth calls, whichever page is in front; where that cannot be read, nothing changes."""
        with suppress(DeskError):
            calling = self._at.calls()
            if calling != self._calling:
                self._calling = calling
                self._show_rail()

    def show_incident(self, number: str) -> None:
        """Show a fault of the program as its number alone."""
        self._troubled = False  # its number stays until somebody has told it
        self.window.show_incident(number)

    @Slot(object)
    def show_trouble(self, error: DeskError) -> None:
        """Say what the room lacks, above whichever page stands there."""
        self._troubled = True
        self.window.incident.say(*error.in_language(self._at.desk.language()))

    def turn_to(self, name: str) -> None:
        """Show a page, if this person's roles open it."""
        page = next((each for each in self.allowed if each.name == name), None)
        if page is None or self.signed is None:
            return
        if page is not self._front:
            self._leave()
            try:
                page.entered(self.signed)
            except DeskError as error:  # pressed again it is tried again
                page.left()
                self.show_trouble(error)
                return
            self._front = page
            if self._troubled:
                self._troubled = False
                self.window.incident.say("")
        self.window.turn_to(page.widget)
        self._show_rail()

    def sign_out(self) -> None:
        """Leave the desk to the next person."""
        self._leave()
        self._ears.stop()
        self.signed = None
        self.window.sign_in.forget()
        self._show_sign_in()
        self.signed_out.emit()

    def _turn_to_place(self, place: int) -> None:
        if place < len(self.allowed):
            self.turn_to(self.allowed[place].name)

    def _leave(self) -> None:
        if self._front is not None:
            self._front.left()
            self._front = None

    def _sign_in(self, login: str, pin: str) -> None:
        try:
            self.signed = sign_in(self._at.desk.store, self._at.desk.clock, login, pin)
        except DeskError as error:
            self._show_sign_in(error.in_language(self._at.desk.language()))
            return
        self.window.sign_in.forget()
        if not self.allowed:
            self._show_sign_in((self.tr("There is nothing at this desk for your role."), self.tr("Ask the office.")))
            return
        self._show_sign_in()
        self.turn_to(self.allowed[0].name)
        self.listen()
        self._ears.start(LISTEN_MS)
        self.signed_in.emit(self.signed)

    def _show_sign_in(self, problem: tuple[str, str] = ("", "")) -> None:
        try:
            people = staff_who_may(self._at.desk.store, tuple(page.act for page in self._pages))
        except DeskError as error:  # who knows the login can type it
            people, problem = (), problem if problem[0] else error.in_language(self._at.desk.language())
        state = SignInState(self._at.centre, self._at.desk.station.name, *problem, people)
        self.window.turn_to(self.window.sign_in)
        self.window.sign_in.show_state(state)  # after the turn: a wrong PIN puts the cursor back into its field

    def _show_rail(self) -> None:
        entries = tuple(
            RailEntry(page.name, page.title(), self._calling and page.name == BOOTH) for page in self.allowed
        )
        person = self.signed.staff.name if self.signed else ""
        self.window.rail.show_state(RailState(entries, self._front.name if self._front else "", person))

    def _turn_language(self) -> None:
        self._at.speak("en" if self._at.desk.language() == "zh" else "zh")
        if self._front is not None:
            self._show_rail()

    def _turn_theme(self) -> None:
        dark = tokens_of(self.window) is not DARK
        self.window.wear(DARK if dark else LIGHT)
        try:
            self._at.keep_dark(dark)
        except DeskError as error:  # it is dark now; only the next start will not know it
            self.show_trouble(error)
