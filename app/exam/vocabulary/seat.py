"""The seat's words: what happens at the booth's kiosk.  Its one writer is the kiosk."""

from dataclasses import dataclass
from typing import ClassVar

from app.exam.scheme import Subject, TheoryMode
from app.exam.vocabulary.common import Body, Reference, Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened(Body):
    """First entry: which attempt, where, by which software, under which frozen rules and draw."""

    kind: ClassVar[str] = "opened"
    attempt: str
    candidate: str
    sitting: str
    admission_number: str
    station: str
    software: str
    scheme: str
    bank: str
    commitment: str
    subjects: tuple[Subject, ...]
    language: str = "zh"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedIn(Body):
    """The candidate gave the admission number and the last four of the ID; ``how``: ``typed`` or ``qr``."""

    kind: ClassVar[str] = "checked_in"
    how: str
    photo: str = ""
    """Digest of the photo taken; empty where none was."""
    face_comparison: bool | None = None
    """Whether a computer may compare the photo with the one of the registration; None where nobody asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Consented(Body):
    """The answer to the notice: ``given`` false is a refusal, respected and recorded.

    ``notice`` is the digest of the text that was shown; ``face_comparison`` is what was answered beside the photo,
    asked for separately and before any comparison: the notice says it again.
    """

    kind: ClassVar[str] = "consented"
    given: bool
    notice: str
    language: str
    face_comparison: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the device gate: what was checked, ``go``/``warning``/``no_go`` and the measured value."""

    check: str
    result: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DevicesChecked(Body):
    """The device gate's outcome: the worst of its findings."""

    kind: ClassVar[str] = "devices_checked"
    result: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One item of a paper and the order in which its options are shown (indices in bank order).

    ``several`` says that more than one option may be chosen.
    """

    item: str
    order: tuple[int, ...] = ()
    several: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperIssued(Body):
    """The theory paper as drawn; the theory clock starts here."""

    kind: ClassVar[str] = "paper_issued"
    mode: TheoryMode
    lines: tuple[PaperLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered(Body):
    """An answer: the chosen options as sorted indices in bank order; empty takes the answer back."""

    kind: ClassVar[str] = "answered"
    item: str
    chosen: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Flagged(Body):
    """The candidate's own flag on an item."""

    kind: ClassVar[str] = "flagged"
    item: str
    on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TheorySubmitted(Body):
    """The paper was handed in; ``how``: ``candidate``, ``time_up`` or ``examiner`` (oral)."""

    kind: ClassVar[str] = "theory_submitted"
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipStarted(Body):
    """The clip task was shown; the clip clock starts here."""

    kind: ClassVar[str] = "clip_started"
    task: str


@dataclass(frozen=True, slots=True)
class ClipCheck:
    """One machine check of a clip: its name, whether it holds, the measured value as text."""

    check: str
    holds: bool
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipReceived(Body):
    """A clip arrived; ``usable`` says whether it may be handed in.  ``source``: phone, stick or booth."""

    kind: ClassVar[str] = "clip_received"
    clip: str
    """SHA-256 of the file, 64 hex digits."""
    clip_bytes: int
    duration_ms: int
    source: str
    usable: bool
    checks: tuple[ClipCheck, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipSubmitted(Body):
    """The clip was handed in (``candidate``) or taken at time-up; an empty ``clip`` means none was good."""

    kind: ClassVar[str] = "clip_submitted"
    clip: str
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleDrawn(Body):
    """The sample: the shuffled ids, of which the first was turned over."""

    kind: ClassVar[str] = "sample_drawn"
    sample: str
    order: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparationStarted(Body):
    """The preparation clock starts here."""

    kind: ClassVar[str] = "preparation_started"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordingStarted(Body):
    """A film begins.  The first film's beginning starts the pitch clock."""

    kind: ClassVar[str] = "recording_started"
    film: str
    """The film's file name inside the attempt's media folder."""
    width: int
    height: int
    camera: str
    microphone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordingAnchored(Body):
    """Proof of a film so far: the head of its fragment digest list after ``fragments`` fragments."""

    kind: ClassVar[str] = "recording_anchored"
    film: str
    position_ms: int
    fragments: int
    head: str
    film_bytes: int
    frames: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordingGap(Body):
    """Picture or sound is missing in a film between two positions; ``what``: camera, microphone, disk."""

    kind: ClassVar[str] = "recording_gap"
    film: str
    what: str
    from_ms: int
    to_ms: int
    cause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordingFinished(Body):
    """A film was closed cleanly (``torn`` false) or found torn after a restart."""

    kind: ClassVar[str] = "recording_finished"
    film: str
    duration_ms: int
    film_bytes: int
    frames: int
    dropped_frames: int
    fragments: int
    head: str
    digest: str
    torn: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Interrupted(Body):
    """The clock stops: camera, microphone, disk, power, examiner."""

    kind: ClassVar[str] = "interrupted"
    cause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Resumed(Body):
    """The clock goes on.  ``lost_ms`` is the gap as the wall clock claims it after a restart, or as the
    monotonic clock measured it where the process lived."""

    kind: ClassVar[str] = "resumed"
    restarted: bool
    lost_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeGivenBack(Body):
    """Lost time given back by rule, within the scheme's limit; answers a ``resumed``."""

    kind: ClassVar[str] = "time_given_back"
    answers: Reference
    ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpCalled(Body):
    """The candidate called the examiner, or tried to leave the kiosk (``reason``)."""

    kind: ClassVar[str] = "help_called"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished(Body):
    """The attempt ends at the seat; ``how``: completed, early, stopped, refused (no consent), turned_away
    (not the person booked), failed_subject (the scheme stops after a failed subject)."""

    kind: ClassVar[str] = "finished"
    how: str


WORDS: tuple[type[Body], ...] = (
    Opened, CheckedIn, Consented, DevicesChecked, PaperIssued, Answered, Flagged, TheorySubmitted, ClipStarted,
    ClipReceived, ClipSubmitted, SampleDrawn, PreparationStarted, RecordingStarted, RecordingAnchored,
    RecordingGap, RecordingFinished, Interrupted, Resumed, TimeGivenBack, HelpCalled, Finished, Sealed,
)  # fmt: skip
