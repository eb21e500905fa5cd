"""A sheet on a real database with a panel before it: what the tests of marking stand in."""

from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.centre.marking import SheetKey
from app.exam.scheme import Subject
from app.programs.rehearsal.actors import Skill
from app.programs.rehearsal.attempt import AttemptPlay, Cast, Stagehand, rehearsed_filming
from app.screens.examiner.sheet_desk import DeskServices, SheetDesk
from app.screens.examiner.sheet_panel import SheetPanel
from app.screens.theme import dress

FILM = "pitch.mp4"


def desk_services(centre) -> DeskServices:
    """What a page of the examiner's window is joined to, in English."""
    return DeskServices(centre.store, centre.clock, centre.station(), lambda: "en")


def sat(centre, index: int = 0):
    """Play an attempt up to the end of the pitch, with no sheet; return its booking."""
    cast = Cast(centre.station(), centre.staff["examiner"], centre.staff["clerk"])
    stage = Stagehand(centre.store, centre.clock, lambda _: None, rehearsed_filming(centre.clock))
    AttemptPlay(stage, cast, centre.bookings[index], Skill(frozenset(Subject)), "seed").sit()
    return centre.bookings[index]


@dataclass
class FilmClock:
    """The film in view and the position in it, as a test sets them."""

    film: str = FILM
    position_ms: int = 0
    asked: list[int] = field(default_factory=list)

    def __call__(self) -> tuple[str, int]:
        self.asked.append(self.position_ms)
        return self.film, self.position_ms


class SheetRoom:
    """One window with one panel, joined to one sheet."""

    def __init__(self, centre, qtbot, booking, login: str = "examiner", subject: Subject = Subject.PITCH) -> None:
        self.centre, self.booking, self.login, self.subject = centre, booking, login, subject
        self.clock = FilmClock()
        self.window, self.panel = QWidget(), SheetPanel()
        dress(self.window)
        QVBoxLayout(self.window).addWidget(self.panel)
        self.window.resize(820, 960)
        qtbot.addWidget(self.window)
        self.desk = SheetDesk(self.panel, desk_services(centre), self.clock)
        self.desk.open(centre.staff[login], SheetKey(booking.id, subject))
        self.window.show()
        self.window.activateWindow()
        QTest.qWaitForWindowActive(self.window)
        self.panel.setFocus()

    @property
    def sheet(self):
        return self.desk.marking.state

    @property
    def bank(self):
        return self.desk.marking.context.bank

    def key(self, *keys, keypad: bool = False) -> None:
        modifier = Qt.KeyboardModifier.KeypadModifier if keypad else Qt.KeyboardModifier.NoModifier
        for key in keys:
            QTest.keyClick(self.window.focusWidget(), key, modifier)

    def click(self, part, place=None) -> None:
        assert part.isVisible()
        assert part.isEnabled()
        QTest.mouseClick(part, Qt.MouseButton.LeftButton, pos=place or part.rect().center())

    def type(self, field_, text: str) -> None:
        assert field_.isVisible()
        QTest.keyClicks(field_, text)


def press(part, key: Qt.Key, text: str = "", *, held: bool = False, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
    QCoreApplication.sendEvent(part, QKeyEvent(QEvent.Type.KeyPress, key, modifiers, text, held))
