"""The booth's devices for the kiosk: a real recorder, or a drawn host for practice and tests.

Why this room exists: the same windows run with a camera and without one, and say which it is.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from app.centre.capture_ports import GateFinding, GateReport, GateVerdict, RecordingFigures
from app.centre.film_record import SeatFilmLog
from app.centre.ports import Clock
from app.centre.seat import Seat
from app.exam.errors import Unavailable
from app.exam.vocabulary import seat
from app.media.capture.filming import FilmingPlan
from app.media.capture.recorder import Recorder
from app.media.capture.sources import camera_source, microphone_source
from app.media.capture.station_gate import station_gate
from app.media.film.mend import account_for_torn
from app.screens.gallery.host import host_picture

BYTES_A_MS, FRAMES_A_SECOND = 250, 30


class PracticeBooth:
    """No camera: a drawn host, and a film that nobody records; its name says so."""

    def __init__(self, clock: Clock) -> None:
        self._clock, self._host = clock, host_picture(960, 540)
        self._seat: Seat | None = None
        self._film, self._since_ms = "", 0

    def picture(self) -> QImage | None:
        """Return the drawn host."""
        return self._host

    def level_db(self) -> int:
        """Return a level that moves as speech does."""
        return -30 + (self._clock.monotonic_ms() // 90 * 7) % 16

    def ticket(self) -> str:
        """Read nothing: there is no camera."""
        return ""

    def check(self) -> None:
        """Look at nothing: there is nothing to look at."""

    def report(self) -> GateReport | None:
        """Say that this is practice."""
        warning = GateFinding("camera", GateVerdict.WARNING, "practice without a camera", "")
        return GateReport((warning, GateFinding("level", GateVerdict.GO, "practice")))

    def roll(self, sitter: Seat) -> None:
        """Begin a film in the record alone."""
        if sitter.state.open_film:
            sitter.observe(self._finished(sitter, sitter.state.open_film, 0, torn=True))
        self._seat, self._film = sitter, f"rehearsed-{len(sitter.state.films) + 1}.mp4"
        self._since_ms = self._clock.monotonic_ms()
        sitter.observe(seat.RecordingStarted(film=self._film, width=1280, height=720, camera="practice",
                                             microphone="practice"))  # fmt: skip

    def rolling(self) -> bool:
        """Tell whether a film runs."""
        return bool(self._film)

    def figures(self) -> RecordingFigures:
        """Return figures that grow with the clock."""
        ms = self._clock.monotonic_ms() - self._since_ms if self._film else 0
        return RecordingFigures(
            self._film, ms, ms * FRAMES_A_SECOND // 1000, ms * BYTES_A_MS, 0, FRAMES_A_SECOND * 10, self.level_db(),
            growing=bool(self._film),
        )  # fmt: skip

    def halt(self) -> None:
        """End the film."""
        film, self._film = self._film, ""
        if film and self._seat is not None and self._seat.state.open_film == film:
            self._seat.observe(self._finished(self._seat, film, self._clock.monotonic_ms() - self._since_ms))

    @staticmethod
    def _finished(sitter: Seat, film: str, ms: int, *, torn: bool = False) -> seat.RecordingFinished:
        digest = sha256(f"{sitter.attempt}/{film}/{ms}".encode()).hexdigest()
        return seat.RecordingFinished(
            film=film, duration_ms=ms, film_bytes=ms * BYTES_A_MS, frames=ms * FRAMES_A_SECOND // 1000,
            dropped_frames=0, fragments=ms // 500, head=digest, digest=digest, torn=torn,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Devices:
    """Which camera and microphone, as ``kaobo cameras`` and ``kaobo microphones`` name them."""

    camera: str
    microphone: str


class RecordingBooth(QObject):
    """A booth with a camera: the gate on a thread of its own, then one recorder per film."""

    def __init__(self, devices: Devices, media: Path) -> None:
        super().__init__()
        self._devices, self._media = devices, media
        self._picture: QImage | None = None
        self._report: GateReport | None = None
        self._recorder: Recorder | None = None
        self._looking: threading.Thread | None = None

    def picture(self) -> QImage | None:
        """Return the recorder's last picture."""
        return self._picture

    def level_db(self) -> int:
        """Return the recorder's level."""
        return self._recorder.figures().level_db if self._recorder else -90

    def ticket(self) -> str:
        """Read nothing: the camera is opened by the gate and the film alone."""
        return ""

    def check(self) -> None:
        """Run the station gate beside the window."""
        if self._looking is None or not self._looking.is_alive():
            self._report = None
            self._looking = threading.Thread(target=self._gate, name="station gate", daemon=True)
            self._looking.start()

    def _gate(self) -> None:
        source, sound = camera_source(self._devices.camera), microphone_source(self._devices.microphone)
        self._media.mkdir(parents=True, exist_ok=True)
        self._report = station_gate(source, sound, self._media, seconds=4)

    def report(self) -> GateReport | None:
        """Return the gate's findings."""
        return self._report

    def roll(self, sitter: Seat) -> None:
        """Begin a film; what a crash left behind is accounted for first."""
        folder, log = self._media / sitter.attempt, SeatFilmLog(sitter)
        torn = sitter.state.open_film
        if torn and not (folder / torn).exists():
            raise Unavailable(f"The film {torn} is missing.", advice="Call the examiner.",
                              zh=(f"录像 {torn} 不见了。", "请呼叫考评员。"))  # fmt: skip
        if torn:
            log.recording_finished(account_for_torn(folder / torn))
        plan = FilmingPlan(camera_source(self._devices.camera), microphone_source(self._devices.microphone), folder)
        self._recorder = Recorder(plan, log, parent=self)
        self._recorder.previewed.connect(self._show)
        self._recorder.sealed.connect(self._closed)
        self._recorder.failed.connect(self._failed)
        self._recorder.start()

    def _show(self, picture: QImage) -> None:
        self._picture = picture
        if self._recorder is not None:
            self._recorder.screen_ready()

    def _closed(self, _films: object) -> None:
        self._let_go()

    def _failed(self, _error: object) -> None:
        self._let_go()

    def _let_go(self) -> None:
        recorder, self._recorder = self._recorder, None
        if recorder is not None:
            recorder.close()
            recorder.deleteLater()

    def rolling(self) -> bool:
        """Tell whether a recorder is open."""
        return self._recorder is not None

    def figures(self) -> RecordingFigures:
        """Return the recorder's figures."""
        return self._recorder.figures() if self._recorder else RecordingFigures()

    def halt(self) -> None:
        """Ask the recorder to close its film."""
        if self._recorder is not None:
            self._recorder.halt()

    def close(self) -> None:
        """End everything before the program ends."""
        self._let_go()


type BoothMaker = Callable[[Clock, Path], PracticeBooth | RecordingBooth]
