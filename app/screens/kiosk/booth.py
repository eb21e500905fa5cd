"""What the kiosk's desk needs around it: the booth's devices, the notes, a stick, the jobs.

Why this room exists: the whole exam runs in a test with real windows and a real store, and no camera.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PySide6.QtGui import QImage

from app.centre.capture_ports import GateReport, RecordingFigures
from app.centre.clip_ports import ClipDesk
from app.centre.ports import Clock, Store
from app.centre.seat import Seat, Station


class Booth(Protocol):
    """The booth's camera and microphone."""

    def picture(self) -> QImage | None:
        """Return the last picture of the camera, mirrored, or None."""
        ...

    def level_db(self) -> int:
        """Return the sound's level, -90 to 0."""
        ...

    def ticket(self) -> str:
        """Return the admission number that the camera has just read from a ticket, or nothing."""
        ...

    def check(self) -> None:
        """Begin the device gate, off the window's thread."""
        ...

    def report(self) -> GateReport | None:
        """Return the gate's findings, None while it is looking."""
        ...

    def roll(self, sitter: Seat) -> None:
        """Begin a film; an open film of before a crash is accounted for first.

        Raises:
            Unavailable: there is no camera or no room.
        """
        ...

    def rolling(self) -> bool:
        """Tell whether a film is being recorded or closed."""
        ...

    def figures(self) -> RecordingFigures:
        """Return the running film's figures."""
        ...

    def halt(self) -> None:
        """Ask for the film's end; ``rolling`` tells when it is closed."""
        ...


class NoteKeeper(Protocol):
    """Keeps the candidate's notes, sealed, over a restart."""

    def load(self, sitter: Seat) -> str:
        """Return the notes of an attempt."""
        ...

    def keep(self, sitter: Seat, text: str) -> None:
        """Keep the notes of an attempt."""
        ...


@dataclass(frozen=True, slots=True)
class KioskServices:
    """Everything that the desk is joined to.  ``may_leave`` returns what is wrong with login and PIN."""

    store: Store
    clock: Clock
    station: Station
    centre: str
    booth: Booth
    clips: ClipDesk
    notes: NoteKeeper
    code_rows: Callable[[str], tuple[str, ...]]
    stick_video: Callable[[], Path | None]
    may_leave: Callable[[str, str], str]
    speak: Callable[[str], None]
