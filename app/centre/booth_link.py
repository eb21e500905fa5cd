"""What the examiner's desk sees of a booth while somebody is in it, and how the desk hears of it.

Why this room exists: the desk marks by a picture and a clock.  Whether the booth is in this program or on the PC
behind the glass, each picture carries its own moment of the film, so a tag never depends on how long it travelled.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from app.centre.capture_ports import RecordingFigures

NO_MOMENT = -1
"""Stands for the film moment of a picture that is in no film."""


class PictureForm(StrEnum):
    """How a live picture's bytes are to be read: JPEG, or rows of 24-bit RGB without padding."""

    JPEG = "jpeg"
    RGB = "rgb"


@dataclass(frozen=True, slots=True)
class LivePicture:
    """One picture of the booth's camera, not mirrored.

    ``number`` grows with each picture; ``position_ms`` is the picture's own moment in ``film``.
    """

    number: int
    content: bytes
    form: PictureForm
    width: int
    height: int
    film: str = ""
    position_ms: int = NO_MOMENT


class Link(StrEnum):
    """How the link to the booth stands."""

    NONE = "none"
    """Nobody has named a booth to look into."""
    WAITING = "waiting"
    """The booth does not answer, or does not any more; it is asked again and again."""
    REFUSED = "refused"
    """The booth answers, but not to this desk's token."""
    OPEN = "open"


class BoothLink(Protocol):
    """A look into the booth.  Nothing here waits for a network."""

    def link(self) -> Link:
        """Tell how the link stands."""
        ...

    def picture(self) -> LivePicture | None:
        """Return the newest picture; None while there is none."""
        ...

    def film(self) -> str:
        """Return the film that is being written; empty while none is."""
        ...

    def position_ms(self) -> int:
        """Return the moment in that film now, on the recorder's own clock."""
        ...

    def figures(self) -> RecordingFigures:
        """Return the recording's figures."""
        ...

    def sealed_photo(self, attempt: str) -> bytes:
        """Return an attempt's identity photo in its sealed form; empty while there is none, or it is on its way."""
        ...


class NoLink:
    """No booth to look into: everything else at the desk works."""

    def link(self) -> Link:
        """Say that there is none."""
        return Link.NONE

    def picture(self) -> LivePicture | None:
        """Return nothing."""
        return None

    def film(self) -> str:
        """Return nothing."""
        return ""

    def position_ms(self) -> int:
        """Return the beginning."""
        return 0

    def figures(self) -> RecordingFigures:
        """Return figures of nothing."""
        return RecordingFigures()

    def sealed_photo(self, attempt: str) -> bytes:  # noqa: ARG002 - the port's name
        """Return nothing."""
        return b""
