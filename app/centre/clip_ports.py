"""What the kiosk needs of the clip hand-in: where to send it, how far it came, how it was judged.

Why this room exists: the page that shows a code and a progress bar knows no server and no codec; phone, stick
and a later editor in the booth all end in the same hand-in.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from app.exam.vocabulary.seat import ClipReceived


class Arrival(StrEnum):
    """What the hand-in is doing."""

    WAITING = "waiting"
    RECEIVING = "receiving"
    CHECKING = "checking"


@dataclass(frozen=True, slots=True)
class ClipProgress:
    """How far an upload or a check is.  ``total_bytes`` 0: not known; ``fault`` is the last refusal's sentence."""

    arrival: Arrival = Arrival.WAITING
    received_bytes: int = 0
    total_bytes: int = 0
    fault: tuple[str, str] = ("", "")
    """Why the last file was refused, in Chinese and in English; empty: it was not."""


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One check in plain words, Chinese and English: whether it holds, and what was measured."""

    check: str
    holds: bool
    said_zh: str
    said_en: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class ReceivedClip:
    """A clip that arrived and was judged.  ``preview`` is a file that can be played."""

    received: ClipReceived
    lines: tuple[CheckLine, ...]
    preview: Path


class ClipDesk(Protocol):
    """Takes clips from a phone or a stick for one attempt, on threads of its own.

    ``start`` calls ``arrived`` on one of those threads each time a clip was taken and judged.
    """

    def start(self, attempt: str, arrived: Callable[[ReceivedClip], None]) -> None:
        """Open the hand-in for one attempt.  Raises Unavailable when the network port is taken."""
        ...

    def reach(self) -> None:
        """Open the phone's page where a network came only now, or another in its place; cheap, asked once a second."""
        ...

    def stop(self) -> None:
        """Close the hand-in: the one-time address dies, what was received stays."""
        ...

    @property
    def url(self) -> str:
        """Return the one-time address for the phone; empty while stopped or without a network."""
        ...

    @property
    def qr_text(self) -> str:
        """Return what the code on the screen holds."""
        ...

    def progress(self) -> ClipProgress:
        """Return how far it is; cheap, asked several times a second."""
        ...

    def take_file(self, path: Path) -> None:
        """Take a clip from a stick; the result comes through ``arrived``."""
        ...

    def received(self) -> tuple[ReceivedClip, ...]:
        """Return every clip of this attempt that was taken, oldest first, also from before a restart."""
        ...
