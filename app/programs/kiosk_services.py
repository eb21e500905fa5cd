"""What the kiosk's desk is joined to on a home, and the net under its window.

Why this room exists: wiring without camera and codec.  A fault of the program reaches the candidate as a number,
never as a traceback; the log keeps the rest.
"""

import json
import logging
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, QStorageInfo, Signal
from PySide6.QtWidgets import QApplication

from app.centre.access import require, sign_in
from app.centre.clip_ports import ClipDesk
from app.centre.ports import Clock, Store
from app.centre.seat import Seat, Station
from app.exam.canonical import canonical
from app.exam.errors import DeskError, Refused, Unavailable
from app.exam.plain import from_plain, to_plain
from app.exam.roles import Act
from app.media.upload.code import code_rows
from app.screens.kiosk.booth import Booth, KioskServices, Place
from app.screens.language import speak
from app.storage.home import Home
from app.storage.identity_file import read_identity
from app.storage.photos import PhotoFolder
from app.whole_files import put_whole

log = logging.getLogger("kaobo.kiosk")
VIDEO_ENDINGS = (".mp4", ".mov", ".m4v", ".mkv", ".webm")

type PracticeTicket = Callable[[], tuple[str, str]]
"""Returns admission number and last four of the next candidate who is made up."""


def services_of(
    application: QApplication, home: Home, clock: Clock, station: Station, booth: Booth, clips: ClipDesk
) -> KioskServices:
    """Join the desk's services on a home.  Raises Refused: ``identity.toml`` is not one."""
    notes, photos = SealedNotes(home.store, home.path / "notes"), PhotoFolder(home.photos)
    return KioskServices(
        home.store, clock, station, "Kaobo 考播", booth, clips, notes, photos, code_rows, stick_video,
        leaver(home.store, clock, application), lambda language: speak(application, language),
        face_comparison=read_identity(home.path).face_comparison,
    )  # fmt: skip


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
    found: list[tuple[float, Path]] = []
    for volume in QStorageInfo.mountedVolumes():
        root = Path(volume.rootPath())
        if volume.isReady() and any(str(root).startswith(each) for each in ("/media/", "/run/media/", "/Volumes/")):
            found += videos_in(root)
    return max(found, default=(0.0, None))[1]


def videos_in(root: Path) -> list[tuple[float, Path]]:
    """Return the videos at the top of a medium, each with its time; none of one that was just pulled.

    What begins with a dot is none: a Mac puts such a file, with the same ending, beside each video that it copies.
    """
    with suppress(OSError):
        shown = (each for each in root.iterdir() if not each.name.startswith("."))
        return [
            (each.stat().st_mtime, each) for each in shown if each.suffix.lower() in VIDEO_ENDINGS and each.is_file()
        ]
    return []


class SealedNotes:
    """The candidate's notes, sealed with the candidate's key, and where the window stood, by attempt."""

    def __init__(self, store: Store, folder: Path) -> None:
        self._store, self._folder = store, folder

    def load(self, sitter: Seat) -> str:
        """Return the notes of an attempt.

        Raises:
            Unavailable: they cannot be read; the exam goes on without them.
        """
        path = self._folder / sitter.attempt
        try:
            if not path.is_file():
                return ""
            with self._store.reading() as books:
                return books.people.open_text(sitter.context.booking.candidate, path.read_text(encoding="ascii"))
        except (OSError, ValueError, Refused) as error:
            raise Unavailable("Your earlier notes cannot be read.", advice="Go on; call the examiner.",
                              zh=("之前写的提纲读不出来。", "请继续，并呼叫考评员。")) from error  # fmt: skip

    def keep(self, sitter: Seat, text: str) -> None:
        """Keep the notes: written beside, then put in place."""
        with self._store.reading() as books:
            sealed = books.people.seal_text(sitter.context.booking.candidate, text)
        path = self._folder / sitter.attempt
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            put_whole(path, sealed.encode("ascii"))
        except OSError as error:
            raise Unavailable("Your notes could not be kept on disk.", advice="Go on; call the examiner.",
                              zh=("提纲没有写到磁盘上。", "请继续，并呼叫考评员。")) from error  # fmt: skip

    def place(self, sitter: Seat) -> Place:
        """Return where the window stood; nothing where it never was turned, or nobody knows."""
        try:
            kept = from_plain(Place, json.loads(self._stood(sitter.attempt).read_bytes()))
        except (OSError, ValueError, RecursionError):
            return Place()
        return kept if kept.language in ("", "zh", "en") else replace(kept, language="")

    def keep_place(self, sitter: Seat, place: Place) -> None:
        """Keep a place for a restart; a disk that takes it not is no reason to frighten anybody."""
        with suppress(OSError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            put_whole(self._stood(sitter.attempt), canonical(to_plain(place)))

    def _stood(self, attempt: str) -> Path:
        return self._folder / f"{attempt}.place"

    def remove(self, attempt: str) -> None:
        """Delete what is kept of an attempt, as a purge asks for."""
        (self._folder / attempt).unlink(missing_ok=True)
        self._stood(attempt).unlink(missing_ok=True)


class Incidents(QObject):
    """Turns what nobody caught into a number for the screen and a traceback for the log.

    What the room lacks (a server that is away, a full disk) is no fault of the program, wherever it was met: it is told
    as the sentence that it is.
    """

    happened = Signal(str)
    troubled = Signal(object)

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
        if isinstance(error, DeskError):
            log.warning("not caught where it was met: %s", error.detail, exc_info=(kind, error, trace))
            self.troubled.emit(error)
            return
        self._count += 1
        number = f"{self._clock.now():%m%d-%H%M%S}-{self._count}"
        log.critical("incident %s", number, exc_info=(kind, error, trace))
        self.happened.emit(number)
