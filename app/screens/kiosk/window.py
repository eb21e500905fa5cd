"""The kiosk's one window: the bar, the pages, and the lock.

Why this room exists: every page stands in the same frame; closing it needs an examiner.  Each part is made when it is
first asked for, so that the first page stands there before the rest of the program has been read.
"""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.screens.kiosk.language import LanguagePage
from app.screens.kiosk.page import Page, Turned
from app.screens.parts.veil import Veil
from app.screens.theme import BODY, LIGHT, Tokens, dress, font

if TYPE_CHECKING:
    from app.screens.kiosk.absence import AwayQuestion
    from app.screens.kiosk.check_in import CheckInPage
    from app.screens.kiosk.clip import ClipPage
    from app.screens.kiosk.consent import ConsentPage
    from app.screens.kiosk.devices import DevicesPage
    from app.screens.kiosk.draw import DrawPage
    from app.screens.kiosk.oral import OralPage
    from app.screens.kiosk.photo import PhotoPage
    from app.screens.kiosk.pitch import PitchPage
    from app.screens.kiosk.preparation import PreparationPage
    from app.screens.kiosk.ready import ReadyPage
    from app.screens.kiosk.setup import SetupPage
    from app.screens.kiosk.stand import StandPage
    from app.screens.kiosk.theory import TheoryPage
    from app.screens.kiosk.top_bar import BarState, TopBar
    from app.screens.parts.sheets import PinQuestion


class _Pages(QStackedWidget):
    """Pages of which only the one that is shown asks for room: a hidden one is still laid out for its last size."""

    def minimumSizeHint(self) -> QSize:
        """Return what the page in front needs."""
        page = self.currentWidget()
        return super().minimumSizeHint() if page is None else page.minimumSizeHint()


class KioskWindow(QWidget):
    """Holds the bar and all pages; ``turn_to`` shows one."""

    leave_tried = Signal()
    """Somebody tried to close a locked window."""

    def __init__(self, tokens: Tokens = LIGHT) -> None:
        super().__init__()
        self._tokens = tokens
        dress(self, tokens)
        self.setProperty("ground", "paper")
        self.setWindowTitle(self.tr("Kaobo"))
        self.pages = _Pages()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.pages, 1)
        self._locked = False
        self._may_leave: Callable[[str, str], str] | None = None
        self.turn_to(self.language)

    def _taken_in[Part: QWidget](self, page: Part) -> Part:
        self.pages.addWidget(page)
        return page

    @cached_property
    def bar(self) -> "TopBar":
        """The bar above the pages; hidden until it is shown with a state."""
        from app.screens.kiosk.top_bar import TopBar

        made = TopBar()
        made.wear(self._tokens)
        self._column.insertWidget(0, made)
        made.hide()
        made.fit(self.width())
        return made

    @cached_property
    def pin(self) -> "PinQuestion":
        """The only way out of a locked kiosk."""
        from app.screens.parts.sheets import PinQuestion

        return PinQuestion(self)

    @cached_property
    def away(self) -> "AwayQuestion":
        """Whether anybody is still there, before check-in is done."""
        from app.screens.kiosk.absence import AwayQuestion

        return AwayQuestion(self)

    @cached_property
    def language(self) -> LanguagePage:
        """In which language the exam is taken."""
        return self._taken_in(LanguagePage())

    @cached_property
    def check_in(self) -> "CheckInPage":
        """Number and last four, or the ticket."""
        from app.screens.kiosk.check_in import CheckInPage

        return self._taken_in(CheckInPage())

    @cached_property
    def photo(self) -> "PhotoPage":
        """The identity photo."""
        from app.screens.kiosk.photo import PhotoPage

        return self._taken_in(PhotoPage())

    @cached_property
    def stand(self) -> "StandPage":
        """Why the candidate waits, or what is over."""
        from app.screens.kiosk.stand import StandPage

        return self._taken_in(StandPage())

    @cached_property
    def consent(self) -> "ConsentPage":
        """Notice and consent."""
        from app.screens.kiosk.consent import ConsentPage

        return self._taken_in(ConsentPage())

    @cached_property
    def devices(self) -> "DevicesPage":
        """The device gate."""
        from app.screens.kiosk.devices import DevicesPage

        return self._taken_in(DevicesPage())

    @cached_property
    def ready(self) -> "ReadyPage":
        """Before a gate."""
        from app.screens.kiosk.ready import ReadyPage

        return self._taken_in(ReadyPage())

    @cached_property
    def theory(self) -> "TheoryPage":
        """Theory on screen."""
        from app.screens.kiosk.theory import TheoryPage

        return self._taken_in(TheoryPage())

    @cached_property
    def oral(self) -> "OralPage":
        """Theory by word of mouth."""
        from app.screens.kiosk.oral import OralPage

        return self._taken_in(OralPage())

    @cached_property
    def clip(self) -> "ClipPage":
        """The clip's task and hand-in."""
        from app.screens.kiosk.clip import ClipPage

        return self._taken_in(ClipPage())

    @cached_property
    def draw(self) -> "DrawPage":
        """The draw of the sample."""
        from app.screens.kiosk.draw import DrawPage

        return self._taken_in(DrawPage())

    @cached_property
    def preparation(self) -> "PreparationPage":
        """Facts and notes."""
        from app.screens.kiosk.preparation import PreparationPage

        return self._taken_in(PreparationPage())

    @cached_property
    def pitch(self) -> "PitchPage":
        """The stage."""
        from app.screens.kiosk.pitch import PitchPage

        return self._taken_in(PitchPage())

    @cached_property
    def setup(self) -> "SetupPage":
        """Set-up of an empty home."""
        from app.screens.kiosk.setup import SetupPage

        return self._taken_in(SetupPage())

    def make_parts(self) -> None:
        """Make the bar, every page of an exam and their players now, so that turning to one waits for nothing."""
        pages = (
            self.check_in, self.photo, self.stand, self.consent, self.devices, self.ready, self.theory, self.oral,
            self.clip, self.draw, self.preparation, self.pitch,
        )  # fmt: skip
        for part in (*pages, self.bar, self.pin, self.clip.loaded_player()):
            part.ensurePolished()
        self.style()  # the first call reads some 600 names of Qt's, which takes 10 ms

    @property
    def locked(self) -> bool:
        """Whether closing needs an examiner."""
        return self._locked

    def lock(self, may_leave: Callable[[str, str], str] | None = None) -> None:
        """Stay on top and refuse to close until ``may_leave(login, pin)`` returns nothing that is wrong.

        Without one nobody may leave yet; ``guard_with`` gives it later.
        """
        self._locked, self._may_leave = True, may_leave
        self.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint)
        self.setWindowFlag(Qt.WindowType.FramelessWindowHint)

    def guard_with(self, may_leave: Callable[[str, str], str]) -> None:
        """Say who judges a login and PIN at the lock."""
        self._may_leave = may_leave

    def turn_to(self, page: QWidget) -> None:
        """Show a page and give it the focus."""
        if self.pages.currentWidget() is not page:
            self.question_closed()
            self.pages.setCurrentWidget(page)
            self.pages.updateGeometry()
            if isinstance(page, Page):
                page.to_top()
            if "pin" not in vars(self) or not self.pin.isVisible():
                page.take_focus() if isinstance(page, Turned) else page.setFocus()

    def show_bar(self, state: "BarState") -> None:
        """Show the bar; pages before check-in have none."""
        self.bar.show_state(state)
        self.bar.show()

    def question_closed(self) -> None:
        """Shut every question that stands open: the page under it has changed.  The lock's is about no page."""
        lock = vars(self).get("pin")
        for veil in self.findChildren(Veil):
            if veil.isVisible() and veil is not lock:
                veil.shut()

    def inside_question(self, part: QWidget) -> bool:
        """Tell whether a part belongs to a question and not to a page."""
        return any(veil.isAncestorOf(part) for veil in self.findChildren(Veil))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close an unlocked window; ask for an examiner at a locked one."""
        if not self._locked:
            super().closeEvent(event)
            return
        event.ignore()
        if self._may_leave is not None:
            self.leave_tried.emit()
            self.pin.ask(self._try_to_leave)

    def _try_to_leave(self, login: str, pin: str) -> str:
        problem = self._may_leave(login, pin) if self._may_leave is not None else ""
        if not problem:
            self._locked = False
            self.close()
        return problem

    def changeEvent(self, event: QEvent) -> None:
        """Take the font's figures and quotation marks of the new language."""
        if event.type() == QEvent.Type.LanguageChange:
            made = [each for name, each in vars(self).items() if name in ("bar", "pitch")]
            for part in (self, *made):
                part.setFont(font(BODY))
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Escape as a wish to leave, which is asked for."""
        if event.key() == Qt.Key.Key_Escape and self._locked:
            self.close()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell the bar how wide it is."""
        if "bar" in vars(self):
            self.bar.fit(self.width())
        super().resizeEvent(event)
