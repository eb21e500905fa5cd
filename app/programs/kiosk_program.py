"""``kaobo kiosk``: the candidate's windows, joined to this station's home, camera and clip hand-in.

Why this room exists: wiring only.  A fault of the program reaches the candidate as a number, never as a
traceback; the log keeps the rest.
"""

import logging
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Annotated

import typer
from PySide6.QtCore import (
    QLoggingCategory,
    QMessageLogContext,
    QObject,
    QStorageInfo,
    Qt,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication

from app.centre.access import require, sign_in
from app.centre.clip_ports import ClipDesk
from app.centre.ports import Clock, Store
from app.centre.seat import Seat, Station
from app.exam.errors import DeskError, Unavailable
from app.exam.roles import Act
from app.media.upload.code import code_rows
from app.programs.booth_settings import booth_settings
from app.programs.booth_view import BoothView, open_door, shared
from app.programs.booths import booth_of, clip_desk_of
from app.programs.console import HomeOption, centre
from app.programs.recording_booth import RecordingBooth
from app.screens.kiosk.booth import Booth, KioskServices
from app.screens.kiosk.kiosk_desk import KioskDesk
from app.screens.kiosk.window import KioskWindow
from app.screens.language import speak
from app.screens.theme import load_fonts
from app.settings import SOFTWARE
from app.storage.home import Home
from app.storage.photos import PhotoFolder

log = logging.getLogger("kaobo.kiosk")
VIDEO_ENDINGS = (".mp4", ".mov", ".m4v", ".mkv", ".webm")


type PracticeTicket = Callable[[], tuple[str, str]]
"""Returns admission number and last four of the next candidate who is made up."""


def register(top: typer.Typer) -> None:
    """Add the command to the top command."""
    top.command("kiosk")(kiosk)


def kiosk(
    home: HomeOption = None,
    booth: Annotated[str, typer.Option(help="This booth's name in the record; as it was set up when left away.")] = "",
    camera: Annotated[str, typer.Option(help="As `kaobo cameras` names it; `practice` for none.")] = "",
    microphone: Annotated[str, typer.Option(help="As `kaobo microphones` names it.")] = "",
    window: Annotated[bool, typer.Option("--window", help="In a window that can be closed, not locked.")] = False,
    share: Annotated[
        str,
        typer.Option("--share", help="Let an examiner on another PC look in at this address, as 192.168.1.20:8472."),
    ] = "",
    token: Annotated[
        str, typer.Option("--token", help="What that examiner must give.", envvar="KAOBO_BOOTH_TOKEN")
    ] = "",
) -> None:
    """Open the candidate's windows at this booth, locked and full screen.

    Example: `kaobo kiosk --camera practice --window`
    """
    application = application_of()
    with centre(home) as opened:
        known = booth_settings(opened.home.path)
        known = replace(known, booth=booth or known.booth, camera=camera or known.camera,
                        microphone=microphone or known.microphone)  # fmt: skip
        devices, clips = booth_of(known, opened.home, opened.clock), clip_desk_of(opened.home)
        station = Station(known.booth, opened.home.keys.station, SOFTWARE)
        services = services_of(application, opened.home, opened.clock, station, devices, clips)
        door = open_door(opened.home.path, BoothView(devices, services.photos), *shared(share, token))
        try:
            run_windows(application, replace(services, centre=known.centre), locked=not window)
        finally:
            door.close()
            clips.close()
            if isinstance(devices, RecordingBooth):
                devices.close()


def application_of() -> QApplication:
    """Return the one Qt application, with its fonts."""
    existing = QApplication.instance()
    if existing is None:
        qInstallMessageHandler(_qt_says)
    application = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    QLoggingCategory.setFilterRules("qt.multimedia.*=false")  # a machine without sound is told of on the page
    load_fonts()
    speak(application, "zh")
    return application


def _qt_says(_: QtMsgType, __: QMessageLogContext, message: str) -> None:
    """Let Qt's own lines through, save the one that it says of every window without a screen."""
    if not message.startswith("This plugin does not support"):
        sys.stderr.write(f"{message}\n")


def services_of(
    application: QApplication, home: Home, clock: Clock, station: Station, booth: Booth, clips: ClipDesk
) -> KioskServices:
    """Join the desk's services on a home."""
    notes, photos = SealedNotes(home.store, home.path / "notes"), PhotoFolder(home.photos)
    return KioskServices(
        home.store, clock, station, "Kaobo 考播", booth, clips, notes, photos, code_rows, stick_video,
        leaver(home.store, clock, application), lambda language: speak(application, language),
    )  # fmt: skip


def run_windows(application: QApplication, services: KioskServices, *, locked: bool) -> int:
    """Show the window until it is left."""
    window = KioskWindow()
    desk = KioskDesk(window, services)
    incidents = Incidents(services.clock)
    incidents.happened.connect(desk.show_incident, Qt.ConnectionType.QueuedConnection)
    incidents.listen()
    desk.start()
    if locked:
        window.lock(services.may_leave)
        window.showFullScreen()
        window.windowHandle().setKeyboardGrabEnabled(True)
    else:
        window.resize(1366, 768)
        window.show()
    code = application.exec()
    desk.stop()
    return code


def leaver(store: Store, clock: Clock, application: QApplication) -> Callable[[str, str], str]:
    """Return what judges a login and PIN at the lock: nothing where an examiner may leave."""

    def may_leave(login: str, pin: str) -> str:
        try:
            require(sign_in(store, clock, login, pin), Act.RUN_BOOTH)
        except DeskError as error:
            return error.in_language(str(application.property("kaobo_language") or "zh"))[0]
        return ""

    return may_leave


def stick_video() -> Path | None:
    """Return the newest video at the top of a removable medium."""
    found: list[Path] = []
    for volume in QStorageInfo.mountedVolumes():
        root = Path(volume.rootPath())
        if volume.isReady() and any(str(root).startswith(each) for each in ("/media/", "/run/media/", "/Volumes/")):
            found += [each for each in root.iterdir() if each.suffix.lower() in VIDEO_ENDINGS]
    return max(found, key=lambda each: each.stat().st_mtime, default=None)


class SealedNotes:
    """The candidate's notes, sealed with the candidate's key, one file per attempt."""

    def __init__(self, store: Store, folder: Path) -> None:
        self._store, self._folder = store, folder

    def load(self, sitter: Seat) -> str:
        """Return the notes of an attempt."""
        path = self._folder / sitter.attempt
        if not path.is_file():
            return ""
        with self._store.reading() as books:
            return books.people.open_text(sitter.context.booking.candidate, path.read_text(encoding="ascii"))

    def keep(self, sitter: Seat, text: str) -> None:
        """Keep the notes: written beside, then put in place."""
        with self._store.reading() as books:
            sealed = books.people.seal_text(sitter.context.booking.candidate, text)
        path = self._folder / sitter.attempt
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            fresh = path.with_suffix(".new")
            fresh.write_text(sealed, encoding="ascii")
            fresh.replace(path)
        except OSError as error:
            raise Unavailable("Your notes could not be kept on disk.", advice="Go on; call the examiner.",
                              zh=("提纲没有写到磁盘上。", "请继续，并呼叫考评员。")) from error  # fmt: skip


class Incidents(QObject):
    """Turns what nobody caught into a number for the screen and a traceback for the log."""

    happened = Signal(str)

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock, self._count = clock, 0

    def listen(self) -> None:
        """Catch what falls through on every thread."""
        sys.excepthook = self._note
        threading.excepthook = lambda fallen: self._note(
            fallen.exc_type, fallen.exc_value or fallen.exc_type(), fallen.exc_traceback
        )

    def _note(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        self._count += 1
        number = f"{self._clock.now():%m%d-%H%M%S}-{self._count}"
        log.critical("incident %s", number, exc_info=(kind, error, trace))
        self.happened.emit(number)
