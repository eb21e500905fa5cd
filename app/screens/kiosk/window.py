"""The kiosk's one window: the bar, the pages, and the lock.

Why this room exists: every page stands in the same frame; closing it needs an examiner.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.screens.kiosk.check_in import CheckInPage
from app.screens.kiosk.clip import ClipPage
from app.screens.kiosk.consent import ConsentPage
from app.screens.kiosk.devices import DevicesPage
from app.screens.kiosk.draw import DrawPage
from app.screens.kiosk.language import LanguagePage
from app.screens.kiosk.oral import OralPage
from app.screens.kiosk.photo import PhotoPage
from app.screens.kiosk.pitch import PitchPage
from app.screens.kiosk.preparation import PreparationPage
from app.screens.kiosk.ready import ReadyPage
from app.screens.kiosk.setup import SetupPage
from app.screens.kiosk.stand import StandPage
from app.screens.kiosk.theory import TheoryPage
from app.screens.kiosk.top_bar import BarState, TopBar
from app.screens.parts.sheets import PinQuestion, Veil
from app.screens.theme import BODY, LIGHT, dress, font


class KioskWindow(QWidget):
    """Holds the bar and all pages; ``turn_to`` shows one."""

    leave_tried = Signal()
    """Somebody tried to close a locked window."""

    def __init__(self) -> None:
        super().__init__()
        dress(self, LIGHT)
        self.setProperty("ground", "paper")
        self.setWindowTitle(self.tr("Kaobo"))
        self.bar, self.pages = TopBar(), QStackedWidget()
        self.language, self.check_in, self.stand, self.consent = (
            LanguagePage(),
            CheckInPage(),
            StandPage(),
            ConsentPage(),
        )
        self.devices, self.ready, self.theory, self.oral = DevicesPage(), ReadyPage(), TheoryPage(), OralPage()
        self.clip, self.draw, self.preparation, self.pitch = ClipPage(), DrawPage(), PreparationPage(), PitchPage()
        self.photo, self.setup = PhotoPage(), SetupPage()
        self._every: tuple[QWidget, ...] = (
            self.language, self.check_in, self.stand, self.consent, self.devices, self.ready, self.theory, self.oral,
            self.clip, self.draw, self.preparation, self.pitch, self.photo, self.setup,
        )  # fmt: skip
        for page in self._every:
            self.pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.pages, 1)
        self.pin = PinQuestion(self)
        self._locked = False
        self._may_leave: Callable[[str, str], str] = lambda _login, _pin: ""

    @property
    def locked(self) -> bool:
        """Whether closing needs an examiner."""
        return self._locked

    def lock(self, may_leave: Callable[[str, str], str]) -> None:
        """Refuse to close until ``may_leave(login, pin)`` returns nothing that is wrong."""
        self._locked, self._may_leave = True, may_leave
        self.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint)
        self.setWindowFlag(Qt.WindowType.FramelessWindowHint)

    def turn_to(self, page: QWidget) -> None:
        """Show a page and give it the focus."""
        if self.pages.currentWidget() is not page:
            self.question_closed()
            self.pages.setCurrentWidget(page)
            if not self.pin.isVisible():
                page.setFocus()

    def show_bar(self, state: BarState) -> None:
        """Show the bar; pages before check-in have none."""
        self.bar.show_state(state)
        self.bar.show()

    def question_closed(self) -> None:
        """Shut every question that stands open: the page under it has changed."""
        for veil in self.findChildren(Veil):
            if veil.isVisible():
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
        self.leave_tried.emit()
        self.pin.ask(self._try_to_leave)

    def _try_to_leave(self, login: str, pin: str) -> str:
        problem = self._may_leave(login, pin)
        if not problem:
            self._locked = False
            self.close()
        return problem

    def changeEvent(self, event: QEvent) -> None:
        """Take the font's figures and quotation marks of the new language."""
        if event.type() == QEvent.Type.LanguageChange:
            for part in (self, self.bar, self.pitch):
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
        self.bar.fit(self.width())
        super().resizeEvent(event)
