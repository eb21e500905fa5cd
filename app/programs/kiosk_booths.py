"""The booth without a camera: a drawn host, for practice and tests.

Why this room exists: the same windows run with a camera and without one, and say which it is.
"""

from hashlib import sha256

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QImageWriter

from app.centre.capture_ports import GateFinding, GateReport, GateVerdict, RecordingFigures
from app.centre.ports import Clock
from app.centre.seat import Seat
from app.exam.errors import DeskError
from app.exam.vocabulary import seat
from app.screens.gallery.host import host_picture

BYTES_A_MS, FRAMES_A_SECOND = 250, 30


class PracticeBooth:
    """No camera: a drawn host, and a film that nobody records; its name says so."""

    has_camera = False

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

    def open(self) -> None:
        """Open nothing: there is nothing to open."""

    def rest(self) -> None:
        """Let nothing go."""

    def rate_x10(self) -> int:
        """Return the drawn rate."""
        return FRAMES_A_SECOND * 10

    def spoke(self) -> bool:
        """Take the drawn voice for one."""
        return True

    def trouble(self) -> DeskError | None:
        """Return nothing: what is not there cannot fail."""
        return None

    def read_tickets(self, *, wanted: bool) -> None:
        """Look for no ticket."""

    def ticket(self) -> str:
        """Read nothing: there is no camera."""
        return ""

    def photo(self) -> bytes:
        """Return the drawn host as JPEG."""
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        QImageWriter(buffer, QByteArray(b"jpg")).write(self._host)
        return bytes(buffer.data().data())

    def prepare(self, sitter: Seat) -> None:
        """Prepare nothing."""

    def ready(self) -> bool:
        """Tell that a film would begin at once."""
        return True

    def settle(self, sitter: Seat) -> None:
        """End a film that a crash left open."""
        if sitter.state.open_film and not self._film:
            sitter.observe(self._finished(sitter, sitter.state.open_film, 0, torn=True))

    def check(self, *, silence_allowed: bool) -> None:
        """Look at nothing: there is nothing to look at."""

    def report(self) -> GateReport | None:
        """Say that this is practice."""
        return GateReport(
            (
                GateFinding("camera", GateVerdict.WARNING, "practice without a camera", zh=("练习：没有接摄像头", "")),
                GateFinding("level", GateVerdict.GO, "practice", zh=("练习", "")),
            )
        )

    def roll(self, sitter: Seat) -> None:
        """Begin a film in the record alone."""
        if self._film:
            return
        self.settle(sitter)
        self._seat, self._film = sitter, f"rehearsed-{len(sitter.state.films) + 1}.mp4"
        self._since_ms = self._clock.monotonic_ms()
        sitter.observe(seat.RecordingStarted(film=self._film, width=1280, height=720, camera="practice",
                                             microphone="practice"))  # fmt: skip

    def rolling(self) -> bool:
        """Tell whether a film runs."""
        return bool(self._film)

    def figures(self) -> RecordingFigures:
        """Return figures that grow with the clock."""
        ms = self.position_ms()
        return RecordingFigures(
            self._film, ms, ms * FRAMES_A_SECOND // 1000, ms * BYTES_A_MS, 0, FRAMES_A_SECOND * 10, self.level_db(),
            growing=bool(self._film),
        )  # fmt: skip

    def position_ms(self) -> int:
        """Return the moment in the film by the clock."""
        return self._clock.monotonic_ms() - self._since_ms if self._film else 0

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
