"""What marking needs of storage beside the record: the list of sheets, who looked at which film, supervisors' notes.

Why this room exists: a queue of 2,000 sheets must open at once; so storage keeps one line a sheet, made from the
sheet's own entries and from nothing else.  Readings and notes are no part of an attempt's record: a reading changes
nothing that a verdict rests on, and a supervisor may not touch the exam.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from app.exam.scheme import Subject


class Wanted(StrEnum):
    """Which part of an examiner's queue."""

    MINE = "mine"
    WAITING = "waiting"
    HALF_DONE = "half_done"
    SIGNED = "signed"


class SheetStand(StrEnum):
    """Where one examiner's sheet stands."""

    WAITING = "waiting"
    OPEN = "open"
    SIGNED = "signed"
    SEALED = "sealed"


@dataclass(frozen=True, slots=True)
class WorkLine:
    """One line of a queue: a subject of an attempt, and this examiner's sheet of it.

    ``number`` and ``candidate`` are empty where marking is blind.  ``signed_sheets`` counts the whole panel's.
    """

    attempt: str
    subject: Subject
    number: str
    candidate: str
    stand: SheetStand
    opened_at: str = ""
    signed_at: str = ""
    signed_sheets: int = 0

    @property
    def key(self) -> tuple[str, str]:
        """What the next page comes after."""
        return self.number or self.attempt, self.subject.value


@dataclass(frozen=True, slots=True)
class WorkQuery:
    """What a queue asks for.

    ``subjects`` are those marked by hand, ``panel`` the sheets that a subject takes.  ``blind`` orders by the
    attempt's opaque id and leaves out who it is.  ``after`` is the key of the last line of the page before.
    """

    examiner: str
    sitting: str
    wanted: Wanted
    subjects: tuple[Subject, ...]
    panel: int = 1
    blind: bool = False
    after: tuple[str, str] = ("", "")
    limit: int = 100


class Sheets(Protocol):
    """One line for each marking sheet, kept in step with the record."""

    def page(self, query: WorkQuery) -> Sequence[WorkLine]:
        """Return one page of a queue, in order of its keys."""
        ...

    def count(self, query: WorkQuery) -> int:
        """Return how many lines a queue has in all."""
        ...


@dataclass(frozen=True, slots=True)
class Reading:
    """Somebody opened a film, a clip or a photo: when, who, whose, which, and what for."""

    at: str
    by: str
    attempt: str
    media: str
    purpose: str


class Readings(Protocol):
    """Who looked at whose picture.  Insert only."""

    def note(self, reading: Reading) -> None:
        """Keep a line."""
        ...

    def of_attempt(self, attempt: str) -> Sequence[Reading]:
        """Return an attempt's lines, oldest first."""
        ...


@dataclass(frozen=True, slots=True)
class Note:
    """A supervisor's note; ``attempt`` is empty where it is about the room.  ``words`` is empty once purged."""

    at: str
    by: str
    sitting: str
    attempt: str
    words: str


class Notes(Protocol):
    """Supervisors' notes, sealed: about a candidate under the candidate's key, about the room under the centre's."""

    def write(self, note: Note) -> None:
        """Keep a note.  Raises Refused when its candidate was purged."""
        ...

    def of_sitting(self, sitting: str, by: str) -> Sequence[Note]:
        """Return one supervisor's own notes of a sitting, oldest first."""
        ...
