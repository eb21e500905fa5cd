"""What the live booth page shows, as frozen values."""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtGui import QImage

from app.exam.scheme import Subject
from app.screens.examiner.clip_bar import ClipOffer
from app.screens.parts.facts import FactLines


class BoothAsking(StrEnum):
    """What the booth's side asks for in its inline fields."""

    NOTHING = "nothing"
    GRANT = "grant"
    MISCONDUCT = "misconduct"
    STOP = "stop"


class Right(StrEnum):
    """What stands at the right of the page."""

    SHEET = "sheet"
    ORAL = "oral"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class SheetTab:
    """A sheet that can be brought to the front."""

    subject: Subject
    current: bool = False
    signed: bool = False


@dataclass(frozen=True, slots=True)
class LiveHead:
    """The line above the page: who is in which booth at which gate, and the proof that it is recorded.

    ``recording`` is empty outside of a film; ``growing`` only while bytes of it are being written.  ``level_db`` is the
    microphone's level where the booth tells it.
    """

    title: str = ""
    under: str = ""
    recording: str = ""
    growing: bool = False
    saved: int = 0
    remaining_ms: int = 0
    limit_ms: int = 0
    stopped: bool = False
    level_db: int | None = None


@dataclass(frozen=True, slots=True)
class ProductFacts:
    """The sample as only the examiner may read it."""

    name: str
    picture: str
    facts: FactLines
    address: str
    must_say: tuple[str, ...]
    must_not_claim: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TaskFacts:
    """The clip's task as the candidate reads it, and what the clip must have."""

    name: str
    brief: str
    must_haves: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IdentityCard:
    """Who was booked, masked as the rules say.  ``matches`` is None until the examiner has decided."""

    name: str
    document: str
    number: str
    person: str
    admission_number: str
    photo: QImage | None = None
    matches: bool | None = None
    asked: bool = False
    registered: QImage | None = None
    """The photo of the registration, where the centre has one."""
    hint: str = ""
    look_closely: bool = False
    other_day: str = ""
    """The day of the booking's sitting, where that is not today."""


@dataclass(frozen=True, slots=True)
class BoothPanelState:
    """The booth's side: identity, calls, time, misconduct, the end.

    ``calling``: somebody calls at the kiosk who has not checked in.
    ``waiting_ms`` is what the rule does not give back and the examiner must decide.  ``noted`` is one line for each
    misconduct so far; once ``sealed`` the desk takes no further entry.
    """

    identity: IdentityCard | None = None
    calling: bool = False
    calls: int = 0
    waiting_ms: int = 0
    may_grant: bool = False
    lost_ms: int = 0
    noted: tuple[str, ...] = ()
    stopped: bool = False
    finished: bool = False
    asking: BoothAsking = BoothAsking.NOTHING
    problem: str = ""
    advice: str = ""
    sealed: bool = False

    @property
    def needs_care(self) -> bool:
        """Whether something waits for the examiner, or failed: it must not stay behind another tab."""
        asks = self.identity is not None and self.identity.asked
        return asks or self.calling or self.calls > 0 or self.waiting_ms > 0 or bool(self.problem)


def settled(before: BoothPanelState, after: BoothPanelState) -> bool:
    """Tell whether something at the booth is done: fields closed, a call answered, identity decided."""
    asked, asks = (each.identity is not None and each.identity.asked for each in (before, after))
    closed = before.asking is not BoothAsking.NOTHING and after.asking is BoothAsking.NOTHING
    return closed or after.calls < before.calls or (before.calling and not after.calling) or (asked and not asks)


@dataclass(frozen=True, slots=True)
class LiveState:
    """One moment of the live page; ``link`` is what is said in place of a picture."""

    head: LiveHead = LiveHead()
    booth: BoothPanelState = BoothPanelState()
    product: ProductFacts | None = None
    link: str = ""
    right: Right = Right.NOTE
    note: tuple[str, str] = ("", "")
    """Title and text at the right where no sheet stands."""
    may_mark: bool = False
    """Whether this examiner is asked first: somebody else runs the booth, and a sheet takes a place of the panel."""
    film: bool = False
    sheets: tuple[SheetTab, ...] = ()
    clip: ClipOffer | None = None
    task: TaskFacts | None = None
    """In place of the product's facts while the clip's sheet is in front."""
