"""What a sheet panel shows, as frozen values.

Why this room exists: the panel paints one value; how a sheet stands is decided by the job behind the desk, and a
test can hold the one beside the other without a window.
"""

from dataclasses import dataclass
from enum import StrEnum

from app.centre.values import StaffMember

NOT_PLACED = -1
"""Stands for a moment or a tag that does not exist."""


def points_text(half_points: int) -> str:
    """Return half-points as points: 13 is ``6.5``."""
    return f"{half_points // 2}.{half_points % 2 * 5}"


def film_time(ms: int) -> str:
    """Return a moment of a film as ``mm:ss``; it never runs ahead of the picture."""
    seconds = max(0, ms) // 1000
    return f"{seconds // 60:02d}:{seconds % 60:02d}"


class Sense(StrEnum):
    """What a remark under a line is: praise, a deduction, a red line, or what the film shows by measurement."""

    PRAISE = "praise"
    DEDUCTION = "deduction"
    RED_LINE = "red_line"
    EVIDENCE = "evidence"


@dataclass(frozen=True, slots=True)
class LineRemark:
    """A word under a line; ``at_ms`` is the moment of the film that it leads to (``NOT_PLACED``: none)."""

    words: str
    sense: Sense
    at_ms: int = NOT_PLACED


@dataclass(frozen=True, slots=True)
class Anchors:
    """What good, fair and poor work looks like on a line."""

    good: str
    fair: str
    poor: str


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One rubric line: at most ``half_points``; ``mark`` is None until the examiner has given one.

    ``to_take`` are the half-points that the line's tags suggest to take; they are shown, never applied.
    """

    id: str
    name: str
    half_points: int
    anchors: Anchors
    mark: int | None = None
    to_take: int = 0
    remarks: tuple[LineRemark, ...] = ()
    word_missing: bool = False
    word_written: bool = False

    @property
    def suggested(self) -> int:
        """What the tags would leave of the line."""
        return self.half_points - self.to_take


@dataclass(frozen=True, slots=True)
class TagKey:
    """A tag that can be placed, with its key."""

    id: str
    key: str
    name: str
    sense: Sense
    half_points: int = 0


@dataclass(frozen=True, slots=True)
class LastTag:
    """The tag that one key takes back or moves; ``seq`` names its placing."""

    seq: int
    name: str
    at_ms: int


@dataclass(frozen=True, slots=True)
class RedLineKind:
    """A red line that can be raised."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class RedLineStands:
    """A red line that was raised; ``agreed`` is None until the second person has decided."""

    seq: int
    name: str
    at_ms: int
    agreed: bool | None = None


class Asking(StrEnum):
    """What the panel asks for in its inline fields."""

    NOTHING = "nothing"
    TAG_WORD = "tag_word"
    LINE_WORD = "line_word"
    RED_LINE = "red_line"
    SECOND = "second"
    SIGN = "sign"


@dataclass(frozen=True, slots=True)
class SheetPanelState:
    """One sheet as it stands.

    ``missing`` is one sentence for each thing that is lacking before the signature.  ``film`` says whether there is a
    film moment to stamp a tag with.  ``seconds`` are those who may sign a red line beside this examiner; ``about`` is
    the line that a word is being written about, whichever line is in hand meanwhile (empty: that one).
    """

    lines: tuple[SheetLine, ...] = ()
    tags: tuple[TagKey, ...] = ()
    current: str = ""
    last_tag: LastTag | None = None
    red_line_kinds: tuple[RedLineKind, ...] = ()
    red_lines: tuple[RedLineStands, ...] = ()
    missing: tuple[str, ...] = ()
    asking: Asking = Asking.NOTHING
    anchors_open: bool = False
    film: bool = True
    signed: bool = False
    sealed: bool = False
    problem: str = ""
    advice: str = ""
    seconds: tuple[StaffMember, ...] = ()
    about: str = ""

    @property
    def marked(self) -> int:
        """How many lines have a mark."""
        return sum(line.mark is not None for line in self.lines)

    @property
    def total(self) -> int:
        """The half-points so far."""
        return sum(line.mark or 0 for line in self.lines)

    @property
    def full(self) -> int:
        """The most the sheet can earn, in half-points."""
        return sum(line.half_points for line in self.lines)

    @property
    def at(self) -> SheetLine | None:
        """The line in hand."""
        return next((line for line in self.lines if line.id == self.current), None)

    @property
    def worded(self) -> SheetLine | None:
        """The line that a word is written about."""
        return next((line for line in self.lines if line.id == (self.about or self.current)), None)

    @property
    def undecided(self) -> RedLineStands | None:
        """The oldest red line that waits for the second person."""
        return next((each for each in self.red_lines if each.agreed is None), None)
