"""A sheet's words: one examiner marks one subject.  Positions are ms of the named film."""

from dataclasses import dataclass
from typing import ClassVar

from app.exam.scheme import Subject
from app.exam.vocabulary.common import Body, Sealed


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened(Body):
    """First entry: who marks what, under which frozen rubric (scheme and bank digests)."""

    kind: ClassVar[str] = "opened"
    attempt: str
    subject: Subject
    examiner: str
    scheme: str
    bank: str
    software: str
    questions: tuple[str, ...] = ()
    """Oral theory: the questions of the paper."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineMarked(Body):
    """A rubric line got its mark in half-points; a later mark of the line replaces it."""

    kind: ClassVar[str] = "line_marked"
    line: str
    half_points: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LineCleared(Body):
    """A line's mark was taken back: the line is unmarked again."""

    kind: ClassVar[str] = "line_cleared"
    line: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyPointTicked(Body):
    """Oral theory: a key point was heard, or the tick was taken back."""

    kind: ClassVar[str] = "key_point_ticked"
    question: str
    key_point: str
    heard: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TagPlaced(Body):
    """A tag was placed; its number is the entry's seq."""

    kind: ClassVar[str] = "tag_placed"
    tag: str
    film: str
    position_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TagMoved(Body):
    """The tag placed by entry ``placed`` stands elsewhere in its film."""

    kind: ClassVar[str] = "tag_moved"
    placed: int
    position_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TagWithdrawn(Body):
    """The tag placed by entry ``placed`` was taken back."""

    kind: ClassVar[str] = "tag_withdrawn"
    placed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RedLineRaised(Body):
    """The examiner claims that a red line was crossed; counts only once a second person confirms it."""

    kind: ClassVar[str] = "red_line_raised"
    red_line: str
    film: str
    position_ms: int
    reason_sealed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RedLineConfirmed(Body):
    """The second person (the entry's ``by``) agrees or not with entry ``raised``."""

    kind: ClassVar[str] = "red_line_confirmed"
    raised: int
    agreed: bool
    reason_sealed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteWritten(Body):
    """A sealed remark about a line (``line``), a tag (``tag:<seq>``) or the sheet (empty)."""

    kind: ClassVar[str] = "note_written"
    about: str
    text_sealed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed(Body):
    """The examiner signed; the total as it was shown."""

    kind: ClassVar[str] = "signed"
    half_points: int


WORDS: tuple[type[Body], ...] = (
    Opened, LineMarked, LineCleared, KeyPointTicked, TagPlaced, TagMoved, TagWithdrawn, RedLineRaised,
    RedLineConfirmed, NoteWritten, Signed, Sealed,
)  # fmt: skip
