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
from app.centre.identity_photo import PhotoShelf
from app.centre.ports import Clock, Store
from app.centre.seat import Seat, Station
from app.exam.errors import DeskError
from app.screens.kiosk.theory import TheoryView


class Booth(Protocol):
    """The booth's camera and microphone.  Nothing here waits for a device."""

    has_camera: bool
    """False where a drawn host stands in for practice."""

    def open(self) -> None:
        """Open camera and microphone, if they are not open: somebody stands at the booth."""
        ...

    def rest(self) -> None:
        """Let them go: nobody stands here."""
        ...

    def picture(self) -> QImage | None:
        """Return the last picture of the camera, mirrored, or None."""
        ...

    def level_db(self) -> int:
        """Return the sound's level, -90 to 0."""
        ...

    def rate_x10(self) -> int:
        """Return tenths of pictures a second."""
        ...

    def spoke(self) -> bool:
        """Tell whether the level moved with a voice since the gate began."""
        ...

    def trouble(self) -> DeskError | None:
        """Return what is wrong with camera or microphone just now."""
        ...

    def read_tickets(self, *, wanted: bool) -> None:
        """Look for a ticket's code in the pictures, or no longer."""
        ...

    def ticket(self) -> str:
        """Return the admission number that the camera has just read from a ticket, or nothing."""
        ...

    def photo(self) -> bytes:
        """Return the picture of this moment as JPEG, not mirrored; empty where there is none."""
        ...

    def check(self, *, silence_allowed: bool) -> None:
        """Begin the device gate, off the window's thread; while it looks, nothing changes.

        ``silence_allowed``: the scheme takes a film without sound, so that having no microphone stops nobody.
        """
        ...

    def report(self) -> GateReport | None:
        """Return the gate's findings, None while it is looking."""
        ...

    def prepare(self, sitter: Seat) -> None:
        """Make a film ready to begin at once; writes nothing, and again changes nothing."""
        ...

    def ready(self) -> bool:
        """Tell whether a film would begin at once."""
        ...

    def roll(self, sitter: Seat) -> None:
        """Begin a film; an open film of before a crash is accounted for first.  Again: no change."""
        ...

    def settle(self, sitter: Seat) -> None:
        """Account for an open film of before a crash without beginning another."""
        ...

    def rolling(self) -> bool:
        """Tell whether a film is wanted, being recorded or closed."""
        ...

    def figures(self) -> RecordingFigures:
        """Return the running film's figures."""
        ...

    def position_ms(self) -> int:
        """Return the moment in the running film now, on the clock of its pictures; any thread may ask."""
        ...

    def halt(self) -> None:
        """Ask for the film's end; ``rolling`` tells when it is closed."""
        ...


@dataclass(frozen=True, slots=True)
class Place:
    """Where the window stood: its language, and the item of the paper with the view of it."""

    language: str = ""
    item: int = -1
    view: TheoryView = TheoryView.ITEM


class NoteKeeper(Protocol):
    """Keeps the candidate's notes, sealed, and the window's place over a restart."""

    def load(self, sitter: Seat) -> str:
        """Return the notes of an attempt."""
        ...

    def keep(self, sitter: Seat, text: str) -> None:
        """Keep the notes of an attempt."""
        ...

    def place(self, sitter: Seat) -> Place:
        """Return where the window stood; what was never turned to is empty, and -1."""
        ...

    def keep_place(self, sitter: Seat, place: Place) -> None:
        """Keep where the window stands."""
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
    photos: PhotoShelf
    code_rows: Callable[[str], tuple[str, ...]]
    stick_video: Callable[[], Path | None]
    may_leave: Callable[[str, str], str]
    speak: Callable[[str], None]
    practice: Callable[[], tuple[str, str]] | None = None
    """Where candidates are made up: returns admission number and last four of the next one."""
    face_comparison: bool = False
    """Whether this centre asks candidates to agree to a comparison of their two photos."""
