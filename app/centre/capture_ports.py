"""What the jobs and screens need of capture: events of a film, live figures, the station gate's findings.

Why this room exists: the recorder writes what happened to the record without knowing a database, and a
screen shows a recording without knowing a codec.  Whole numbers and text only: these values end in digests.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


@dataclass(frozen=True, slots=True)
class FilmStarted:
    """A film begins.  ``film`` is the file's name inside the attempt's media folder."""

    film: str
    width: int
    height: int
    camera: str
    microphone: str


@dataclass(frozen=True, slots=True)
class FilmAnchored:
    """Proof of a film so far: the head of its digest list after ``fragments`` fragments."""

    film: str
    position_ms: int
    fragments: int
    head: str
    film_bytes: int
    frames: int


@dataclass(frozen=True, slots=True)
class FilmGap:
    """Picture or sound was missing between two positions; ``what``: camera, microphone, disk, encoder.

    A gap of ``encoder`` with equal ends names a change of quality, not a loss.
    """

    film: str
    what: str
    from_ms: int
    to_ms: int
    cause: str


@dataclass(frozen=True, slots=True)
class FilmFinished:
    """A film was closed cleanly, or found torn.  ``digest`` is the SHA-256 of the whole file."""

    film: str
    duration_ms: int
    film_bytes: int
    frames: int
    dropped_frames: int
    fragments: int
    head: str
    digest: str
    torn: bool = False


class FilmLog(Protocol):
    """Where the recorder reports; the record is behind it.

    All calls come one after the other from one thread of the recorder's own, never from the thread that
    writes the film: a slow database cannot hold a film back.
    """

    def recording_started(self, started: FilmStarted) -> None:
        """Append ``recording_started``."""
        ...

    def recording_anchored(self, anchor: FilmAnchored) -> None:
        """Append ``recording_anchored``; comes about every ten seconds and before the end."""
        ...

    def recording_gap(self, gap: FilmGap) -> None:
        """Append ``recording_gap``, once its end is known."""
        ...

    def recording_finished(self, finished: FilmFinished) -> None:
        """Append ``recording_finished``."""
        ...

    def interrupted(self, cause: str) -> None:
        """Append ``interrupted``: something was lost just now; the cause is one of ``Loss``."""
        ...

    def resumed(self, lost_ms: int, *, restarted: bool) -> None:
        """Append ``resumed``: everything that was lost is back."""
        ...


class Loss(StrEnum):
    """What a recording can lose and get back."""

    CAMERA_GONE = "camera_gone"
    CAMERA_FROZEN = "camera_frozen"
    MICROPHONE_GONE = "microphone_gone"
    MICROPHONE_SILENT = "microphone_silent"
    DISK_LOW = "disk_low"
    ENCODER_SLOW = "encoder_slow"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something was lost (``begun``) or came back, for the screen.  Steps down in quality are ``begun`` too."""

    loss: Loss
    begun: bool
    detail: str
    advice: str = ""


@dataclass(frozen=True, slots=True)
class RecordingFigures:
    """Live figures for the screen.

    ``growing`` may be shown as the recording light: it is true only when bytes of the film were written
    successfully within the last second.
    """

    film: str = ""
    position_ms: int = 0
    frames: int = 0
    film_bytes: int = 0
    dropped_frames: int = 0
    frames_per_second_x10: int = 0
    level_db: int = -90
    """Peak of the last tenth of a second, in dB below full scale, -90 to 0."""
    free_minutes: int = 0
    growing: bool = False
    quality: str = ""
    lost: tuple[Loss, ...] = ()


class GateVerdict(StrEnum):
    """What a finding of the station gate means."""

    GO = "go"
    WARNING = "warning"
    NO_GO = "no_go"


@dataclass(frozen=True, slots=True)
class GateFinding:
    """One line of the station gate: what was checked, how it stands, the measured value, and what to do.

    ``zh`` is value and advice in Chinese, for the candidate's page; the record keeps the English.
    """

    check: str
    verdict: GateVerdict
    value: str
    advice: str = ""
    zh: tuple[str, str] = ("", "")

    def in_language(self, language: str) -> tuple[str, str]:
        """Return value and advice, in Chinese for ``zh`` where they exist."""
        return self.zh if language == "zh" and self.zh[0] else (self.value, self.advice)


@dataclass(frozen=True, slots=True)
class GateReport:
    """All findings; the verdict is the worst of them."""

    findings: tuple[GateFinding, ...]

    @property
    def verdict(self) -> GateVerdict:
        """Return the worst verdict of all findings."""
        order = [GateVerdict.GO, GateVerdict.WARNING, GateVerdict.NO_GO]
        return max((finding.verdict for finding in self.findings), key=order.index, default=GateVerdict.GO)
