"""The booth's camera and microphone before a film: one opener, from check-in until the recorder takes over.

Why this room exists: check-in shows a living picture and reads a ticket, the gate looks and listens, a photo is
taken; nothing of it is written anywhere, and a camera is never opened by two at once.
"""

import threading
from collections import deque
from pathlib import Path

from PySide6.QtGui import QImage

from app.centre.capture_ports import GateReport
from app.exam.errors import DeskError
from app.media.capture.cameras import CameraWish
from app.media.capture.clock import NS, now_ns
from app.media.capture.gate_findings import WORD_DB, Heard, gate_report_of
from app.media.capture.pictures import Picture, jpeg
from app.media.capture.preview import preview_image
from app.media.capture.readers import Intake, Readers
from app.media.capture.sound import Sound, level_db
from app.media.capture.sources import Source, SourceKind
from app.media.capture.station_gate import OPEN_NS
from app.media.capture.tickets import ticket_number

_TAKE_S = 0.1
_TICKET_NS = NS // 4
_FRESH_NS = 2 * NS
_LEVEL_NS = NS // 2
_MOVES_DB = 10
_PHOTO_QUALITY = 88


class BoothCamera:
    """Opens both devices and keeps them open until ``close``; everything may be asked from any thread."""

    def __init__(self, camera: Source, microphone: Source) -> None:
        self.camera, self.microphone = camera, microphone
        self._intake = Intake()
        self._readers = Readers(camera, microphone, self._intake, lambda _: None, CameraWish())
        self._halted = threading.Event()
        self._thread = threading.Thread(target=self._run, name="booth camera", daemon=True)
        self._last: Picture | None = None
        self._preview: QImage | None = None
        self._wanted = threading.Event()
        self._moments: deque[int] = deque(maxlen=120)
        self._levels: deque[tuple[int, int]] = deque(maxlen=100)
        self._quietest = self._loudest = -90
        self._listened = False
        self._gate: Heard | None = None
        self._gate_changed = threading.Condition()
        self._ticket, self._tickets_from_ns = "", 0

    def start(self) -> None:
        """Open camera and microphone; a missing one is tried again and again."""
        self._readers.start()
        self._thread.start()

    def close(self) -> None:
        """Let both go and wait until they are free; takes as long as a device that hangs (2 s)."""
        self._halted.set()
        self._readers.halt()
        self._intake.wake()
        self._readers.join()
        self._thread.join(_TAKE_S * 20)

    def picture(self) -> QImage | None:
        """Return the last picture, mirrored and small; none where the camera gives none for two seconds."""
        self._wanted.set()
        return self._preview if self._fresh() is not None else None

    def _fresh(self) -> Picture | None:
        last = self._last
        return last if last is not None and now_ns() - last.at_ns < _FRESH_NS else None

    def rate_x10(self) -> int:
        """Return the pictures of the last two seconds as tenths of pictures a second."""
        now = now_ns()
        return sum(1 for moment in tuple(self._moments) if moment > now - 2 * NS) * 5

    def level_db(self) -> int:
        """Return the peak of the last half second."""
        now = now_ns()
        return max((level for at, level in tuple(self._levels) if at > now - _LEVEL_NS), default=-90)

    def spoke(self) -> bool:
        """Tell whether the level rose as a voice does and fell again; a booth without a microphone asks for none."""
        if self.microphone.kind is SourceKind.SILENCE:
            return True
        return self._listened and self._loudest >= WORD_DB and self._loudest - self._quietest >= _MOVES_DB

    def error(self) -> DeskError | None:
        """Return what is wrong with the camera or the microphone just now."""
        return self._intake.camera_error or self._intake.microphone_error

    def read_tickets(self, *, wanted: bool) -> None:
        """Look for a ticket's code in the pictures, or no longer."""
        self._ticket, self._tickets_from_ns = "", now_ns() if wanted else 0

    def ticket(self) -> str:
        """Return the number that was read, once."""
        number, self._ticket = self._ticket, ""
        return number

    def photo(self) -> bytes:
        """Return the last picture whole, not mirrored, as JPEG; empty where there is none."""
        last = self._fresh()
        return b"" if last is None else jpeg(last, _PHOTO_QUALITY)

    def gate(self, folder: Path, seconds: int, *, silence_allowed: bool = False) -> GateReport:
        """Look and listen for ``seconds`` through the open devices and judge; blocks its thread.

        ``silence_allowed``: the scheme takes a film without sound, so that having no microphone is but a warning.
        """
        heard = Heard()
        with self._gate_changed:
            self._listened = False
            self._gate = heard
            self._gate_changed.wait_for(lambda: heard.both or self._halted.is_set(), OPEN_NS / NS)
            if heard.both:
                self._gate_changed.wait_for(self._halted.is_set, seconds)
            self._gate = None
        heard.camera_error, heard.microphone_error = self._intake.camera_error, self._intake.microphone_error
        return gate_report_of(heard, self.microphone, folder, silence_allowed=silence_allowed)

    def _run(self) -> None:
        while not self._halted.is_set():
            picture, sounds = self._intake.take(_TAKE_S)
            if picture is not None:
                self._see(picture)
            for sound in sounds:
                self._hear(sound)
            self._tell_gate(picture, sounds)
        with self._gate_changed:
            self._gate_changed.notify_all()

    def _see(self, picture: Picture) -> None:
        self._last = picture
        self._moments.append(picture.at_ns)
        if self._wanted.is_set():  # one picture is made for each that was fetched
            self._wanted.clear()
            self._preview = preview_image(picture, mirrored=True)
        if self._tickets_from_ns and picture.at_ns >= self._tickets_from_ns:
            self._tickets_from_ns = picture.at_ns + _TICKET_NS
            self._ticket = ticket_number(picture) or self._ticket

    def _hear(self, sound: Sound) -> None:
        level = level_db(sound.samples)
        self._levels.append((sound.ends_ns, level))
        self._quietest = min(self._quietest, level) if self._listened else level
        self._loudest = max(self._loudest, level) if self._listened else level
        self._listened = True

    def _tell_gate(self, picture: Picture | None, sounds: list[Sound]) -> None:
        if self._gate is None or (picture is None and not sounds):
            return
        with self._gate_changed:
            if self._gate is not None:
                self._gate.take(picture, sounds)
                self._gate_changed.notify_all()
