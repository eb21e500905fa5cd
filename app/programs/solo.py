"""One PC as a whole centre: the candidate's window and the examiner's, in one process on one store.

Why this room exists: practice, the demo and a centre with one booth go the same way, and nothing is sent anywhere.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QScreen, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from app.centre.clip_ports import ClipDesk
from app.centre.ports import Clock
from app.centre.seat import Station
from app.centre.station_calls import anybody_calls
from app.media.film.shelf import FolderShelf
from app.programs import examiner_program
from app.programs.booth_claim import BoothClaim
from app.programs.booth_settings import BoothSettings
from app.programs.booth_view import BoothView
from app.programs.booths import booth_of, clip_desk_of
from app.programs.examiner_pages import FilmPages
from app.programs.faces import Faces
from app.programs.kiosk_services import Incidents, PracticeTicket, services_of, stick_video
from app.programs.recording_booth import RecordingBooth
from app.screens.examiner.examiner_desk import ExaminerDesk
from app.screens.examiner.window import ExaminerWindow
from app.screens.kiosk.kiosk_desk import KioskDesk
from app.screens.kiosk.window import KioskWindow
from app.settings import SOFTWARE
from app.storage.home import Home

BESIDE_PX = 1840
"""From this width of the one screen both windows stand beside each other."""
DESK_PX = 1040
"""What the examiner's live page needs; beside it the candidate's window stands upright, as a phone does."""
SWAP_KEY = "F12"


class Solo:
    """Both windows on one home; ``start`` opens them, ``stop`` ends everything that runs beside them."""

    def __init__(
        self,
        application: QApplication,
        home: Home,
        clock: Clock,
        settings: BoothSettings,
        *,
        stick: Callable[[], Path | None] = stick_video,
        practice: PracticeTicket | None = None,
    ) -> None:
        """Join everything.

        Raises:
            Refused: another kiosk of this booth is at work.
            Unavailable: the home cannot be written.
        """
        self._claim = BoothClaim(home, settings.booth)
        station = Station(settings.booth, home.keys.station, SOFTWARE)
        self.booth, self._clips = booth_of(settings, home, clock), clip_desk_of(home)
        clips: ClipDesk = self._clips
        kiosk = services_of(application, home, clock, station, self.booth, clips)
        kiosk = replace(kiosk, centre=settings.centre, stick_video=stick, practice=practice)
        desk = examiner_program.services_of(application, home.store, clock, station, home.path)
        desk = replace(desk, calls=lambda: anybody_calls(home.store, settings.booth))
        view = BoothView(self.booth, kiosk.photos)
        self.kiosk, self.examiner = KioskWindow(), ExaminerWindow()
        self.kiosk_desk = KioskDesk(self.kiosk, kiosk)
        self._faces = Faces(home.path, desk.desk, kiosk.photos)
        pages = examiner_program.pages_of(
            desk.desk, view, settings.booth, self._faces.services(), FolderShelf(home.media)
        )
        self._films = FilmPages(desk.desk, home)
        self.examiner_desk = ExaminerDesk(self.examiner, desk, (*pages, *self._films.pages))
        self._incidents = Incidents(clock)
        self._claim.lost.connect(self.kiosk_desk.show_trouble, Qt.ConnectionType.QueuedConnection)
        for shown in (self.kiosk_desk, self.examiner_desk):
            self._incidents.happened.connect(shown.show_incident, Qt.ConnectionType.QueuedConnection)
            self._incidents.troubled.connect(shown.show_trouble, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Stand where both desks stood."""
        self._incidents.listen()
        self.kiosk_desk.start()
        self.examiner_desk.start()

    def show(self) -> None:
        """Show both windows where they belong."""
        arrange(self.kiosk, self.examiner, QGuiApplication.screens())

    def stop(self) -> None:
        """End both desks, the hand-in and the devices; what was begun stays where it is."""
        self.kiosk_desk.stop()
        self.examiner_desk.stop()
        self._faces.close()
        self._films.close()
        self._clips.close()
        if isinstance(self.booth, RecordingBooth):
            self.booth.close()
        self._claim.let_go()


def arrange(kiosk: QWidget, examiner: QWidget, screens: list[QScreen]) -> None:
    """Put the candidate's window on the second screen and the examiner's on the first; on one screen beside each
    other, or one before the other with a key to swap them.
    """
    first = screens[0].availableGeometry()
    if len(screens) > 1:
        kiosk.setGeometry(screens[1].availableGeometry())
        kiosk.showFullScreen()
        examiner.setGeometry(first)
        examiner.showMaximized()
        return
    if first.width() >= BESIDE_PX:
        kiosk_px = min(first.width() // 2, first.width() - DESK_PX)
        kiosk.setGeometry(first.x(), first.y(), kiosk_px, first.height())
        examiner.setGeometry(first.x() + kiosk_px, first.y(), first.width() - kiosk_px, first.height())
        examiner.show()
        kiosk.show()
        return
    for window, other in ((kiosk, examiner), (examiner, kiosk)):
        swap = QShortcut(QKeySequence(SWAP_KEY), window)
        swap.setContext(Qt.ShortcutContext.WindowShortcut)
        swap.activated.connect(lambda other=other: _bring_forward(other))
        window.setGeometry(first)
        window.setWindowTitle(f"{window.windowTitle()} ({SWAP_KEY} ⇄)")
    examiner.showMaximized()
    kiosk.showMaximized()
    _bring_forward(kiosk)


def _bring_forward(window: QWidget) -> None:
    window.raise_()
    window.activateWindow()
