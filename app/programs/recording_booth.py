"""The booth with a real camera: one opener from check-in on, handed over to the recorder for the pitch.

Why this room exists: a camera that is opened twice fails in one of the two places.  What takes a device's time
(opening, closing, judging, accounting for a torn film) runs beside the window, never on its thread.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QImage

from app.centre.capture_ports import FilmFinished, GateFinding, GateReport, GateVerdict, RecordingFigures
from app.centre.film_record import SeatFilmLog
from app.centre.seat import Seat
from app.exam.errors import DeskError, Refused
from app.media.capture.booth_camera import BoothCamera
from app.media.capture.filming import FilmingPlan
from app.media.capture.recorder import Recorder
from app.media.capture.sources import Source, camera_source, microphone_source
from app.media.film.digest import file_digest
from app.media.film.mend import account_for_torn

GATE_SECONDS = 3


@dataclass(frozen=True, slots=True)
class Devices:
    """Which camera and microphone, as ``kaobo cameras`` and ``kaobo microphones`` name them."""

    camera: str
    microphone: str

    def sources(self) -> tuple[Source, Source]:
        """Return both sources.  Raises Refused when a name names nothing."""
        return camera_source(self.camera), microphone_source(self.microphone)

    def finding(self, error: DeskError) -> GateFinding:
        """Return the gate's line about a name that names nothing."""
        try:
            camera_source(self.camera)
        except Refused:
            check = "camera"
        else:
            check = "microphone"
        return GateFinding(check, GateVerdict.NO_GO, error.detail, error.advice, error.zh or ("", ""))


class RecordingBooth(QObject):
    """One camera, of which at any moment at most one opener lives: ``BoothCamera`` or ``Recorder``."""

    has_camera = True
    _freed = Signal(object)
    """The devices are free for the recorder; carries what a torn film of before amounts to, if there is one."""

    def __init__(self, devices: Devices, media: Path) -> None:
        super().__init__()
        self._devices, self._media = devices, media
        self._camera: BoothCamera | None = None
        self._recorder: Recorder | None = None
        self._picture: QImage | None = None
        self._report: GateReport | None = None
        self._trouble: DeskError | None = None
        self._sitter: Seat | None = None
        self._asked = self._handing = self._over = False
        self._beside: dict[str, threading.Thread] = {}
        self._freed.connect(self._take_over, Qt.ConnectionType.QueuedConnection)

    def open(self) -> None:
        """Open the camera; where it is open already, or the recorder has it, nothing changes."""
        if self._camera is not None or self._recorder is not None or self._runs("closing"):
            return
        try:
            camera, microphone = self._devices.sources()
        except DeskError as error:
            self._trouble = error
            return
        self._report = self._trouble = None
        self._camera = BoothCamera(camera, microphone)
        self._camera.start()

    def rest(self) -> None:
        """Let the camera go: nobody stands at the booth."""
        self._report = self._picture = self._trouble = None
        camera, self._camera = self._camera, None
        if camera is not None:
            self._start("closing", camera.close)
        if self._recorder is not None and not self._asked:
            self._recorder.halt()

    def picture(self) -> QImage | None:
        """Return the last picture, mirrored."""
        return self._camera.picture() if self._camera is not None else self._picture

    def level_db(self) -> int:
        """Return the sound's level."""
        if self._camera is not None:
            return self._camera.level_db()
        return self._recorder.figures().level_db if self._recorder else -90

    def rate_x10(self) -> int:
        """Return tenths of pictures a second."""
        return self._camera.rate_x10() if self._camera is not None else self.figures().frames_per_second_x10

    def spoke(self) -> bool:
        """Tell whether a voice was heard since the gate began."""
        return self._camera is not None and self._camera.spoke()

    def trouble(self) -> DeskError | None:
        """Return what is wrong with camera or microphone just now."""
        return self._trouble or (self._camera.error() if self._camera is not None else None)

    def read_tickets(self, *, wanted: bool) -> None:
        """Look for a ticket's code, or no longer."""
        if self._camera is not None:
            self._camera.read_tickets(wanted=wanted)

    def ticket(self) -> str:
        """Return the number that was just read."""
        return self._camera.ticket() if self._camera is not None else ""

    def photo(self) -> bytes:
        """Return the picture of this moment as JPEG."""
        return self._camera.photo() if self._camera is not None else b""

    def check(self, *, silence_allowed: bool) -> None:
        """Run the gate through the open camera, beside the window; say at once what names no device."""
        self.open()
        camera = self._camera
        if camera is None and self._trouble is not None:
            self._report = GateReport((self._devices.finding(self._trouble),))
        if camera is not None and not self._runs("gate"):
            self._report = None
            self._start("gate", lambda: self._look(camera, silence_allowed=silence_allowed))

    def _look(self, camera: BoothCamera, *, silence_allowed: bool) -> None:
        report = camera.gate(self._media, GATE_SECONDS, silence_allowed=silence_allowed)
        if camera is self._camera:
            self._report = report

    def report(self) -> GateReport | None:
        """Return the gate's findings."""
        return self._report

    def prepare(self, sitter: Seat) -> None:
        """Hand the camera over to a recorder that shows and writes nothing until ``roll``."""
        if self._recorder is not None or self._handing:
            return
        self._handing = True
        self._sitter, camera, self._camera = sitter, self._camera, None
        torn = self._folder(sitter) / sitter.state.open_film if sitter.state.open_film else None
        self._start("handover", lambda: self._hand_over(camera, torn))

    def _hand_over(self, camera: BoothCamera | None, torn: Path | None) -> None:
        ended: FilmFinished | None = None
        try:
            closing = self._beside.get("closing")
            if closing is not None:
                closing.join()
            if camera is not None:
                camera.close()
            ended = accounted(torn) if torn is not None else None
        finally:
            self._freed.emit(ended)

    @Slot(object)
    def _take_over(self, torn: FilmFinished | None) -> None:
        sitter, self._handing = self._sitter, False
        if sitter is None or self._recorder is not None or self._over:
            return
        try:
            if torn is not None and sitter.state.open_film == torn.film:
                SeatFilmLog(sitter).recording_finished(torn)
            if sitter.state.finished or sitter.state.stopped:
                return
            camera, microphone = self._devices.sources()
        except DeskError as error:
            self._trouble = error
            return
        plan = FilmingPlan(camera, microphone, self._folder(sitter), prepared=True)
        self._recorder = Recorder(plan, SeatFilmLog(sitter), parent=self)
        self._recorder.previewed.connect(self._show)
        self._recorder.sealed.connect(self._closed)
        self._recorder.failed.connect(self._failed)
        self._recorder.start()
        if self._asked:
            self._recorder.begin()

    def ready(self) -> bool:
        """Tell whether a film would begin at once."""
        return self._recorder is not None and self._picture is not None

    def roll(self, sitter: Seat) -> None:
        """Begin a film with the next picture."""
        self._asked = True
        if self._recorder is not None:
            self._recorder.begin()
        else:
            self.prepare(sitter)

    def settle(self, sitter: Seat) -> None:
        """Account for a film that a crash left open, without beginning another."""
        self.prepare(sitter)

    def _folder(self, sitter: Seat) -> Path:
        return self._media / sitter.attempt

    @Slot(QImage)
    def _show(self, picture: QImage) -> None:
        self._picture, self._trouble = picture, None
        if self._recorder is not None:
            self._recorder.screen_ready()

    @Slot(object)
    def _failed(self, error: object) -> None:
        """Remember what failed; a recording that goes on in spite of it is not ended by it."""
        if not isinstance(error, DeskError):
            assert isinstance(error, BaseException)
            raise error  # a fault of the program: an incident number for the screen
        self._trouble = error

    @Slot(object)
    def _closed(self, _films: object) -> None:
        recorder, self._recorder = self._recorder, None
        self._asked, self._picture = False, None
        if recorder is not None:
            recorder.close()
            recorder.deleteLater()

    def rolling(self) -> bool:
        """Tell whether a film is wanted, written or being closed."""
        return self._asked and (self._recorder is not None or self._handing)

    def figures(self) -> RecordingFigures:
        """Return the running film's figures."""
        return self._recorder.figures() if self._recorder is not None and self._asked else RecordingFigures()

    def position_ms(self) -> int:
        """Return the moment in the film that is being written."""
        recorder = self._recorder
        return recorder.position_ms() if recorder is not None and self._asked else 0

    def halt(self) -> None:
        """Ask the recorder to close its film."""
        if self._recorder is not None:
            self._recorder.halt()

    def close(self) -> None:
        """End everything before the program ends; a handover that is under way begins no recorder any more."""
        self._over = True
        self._closed(None)
        self.rest()
        for thread in self._beside.values():
            thread.join()

    def _start(self, name: str, work: Callable[[], None]) -> None:
        self._beside[name] = threading.Thread(target=work, name=f"booth {name}", daemon=True)
        self._beside[name].start()

    def _runs(self, name: str) -> bool:
        thread = self._beside.get(name)
        return thread is not None and thread.is_alive()


def accounted(torn: Path) -> FilmFinished:
    """Return what a film amounts to whose recorder died; one of which nothing can be played amounts to nothing."""
    try:
        if torn.exists():
            return account_for_torn(torn)
    except Refused:
        size, digest = torn.stat().st_size, file_digest(torn)
        return FilmFinished(torn.name, 0, size, 0, 0, 0, "", digest, torn=True)
    return FilmFinished(torn.name, 0, 0, 0, 0, 0, "", sha256(b"").hexdigest(), torn=True)
