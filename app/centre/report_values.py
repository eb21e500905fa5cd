"""Frozen values for paper and exports: what was gathered, already in words and numbers.

Why this room exists: forms, spreadsheets and bundles are drawn from plain values, so that each can be tested, printed
blank and read back without a database.

Marks are half-points, -1 where there is none.  Days are ``YYYY-MM-DD``, moments as the record writes them; empty where
nothing is known.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from app.exam.bank import Text
from app.exam.canonical import Plain
from app.exam.entry import Entry
from app.exam.notice import MONDAY_TO_FRIDAY, WorkCalendar


@dataclass(frozen=True, slots=True)
class ResultLine:
    """One candidate's result; ``outcome`` is a word of ``OUTCOMES``."""

    admission_number: str
    name: str
    document_kind: str
    document_number: str
    sex: str
    sitting: str
    held_on: str
    ability: str
    theory: int
    clip: int
    pitch: int
    outcome: str
    published_on: str
    certificate_number: str


OUTCOMES: Mapping[str, Text] = {
    "passed": Text("合格", "passed"),
    "failed": Text("不合格", "failed"),
    "absent": Text("缺考", "absent"),
    "deferred": Text("缓考", "deferred"),
    "not_taken": Text("未考", "not taken"),
    "misconduct": Text("违纪", "misconduct"),
    "void": Text("作废", "void"),
    "open": Text("待评", "open"),
    "purged": Text("已清除", "purged"),
}
"""The words of an outcome.  An absence is a state of its own, never a zero."""


@dataclass(frozen=True, slots=True)
class SittingHead:
    """What stands at the head of every form of a sitting."""

    code: str
    held_on: date
    place: str
    booths: int
    commitment: str
    scheme: Text
    certificate: Text
    ability: Text
    issuer: Text
    revealed_secret: str = ""
    notice_working_days: int = 5
    calendar: WorkCalendar = MONDAY_TO_FRIDAY
    """The centre's working days, in which the public notice is counted."""


@dataclass(frozen=True, slots=True)
class RosterLine:
    """One booked candidate; ``booth`` and ``time`` stay empty where nobody fixed them."""

    admission_number: str
    name: str
    sex: str
    document_kind: Text
    document_number: str
    masked_number: str
    masked_name: str
    subjects: tuple[str, ...]
    language: str = "zh"
    retake: bool = False
    booth: str = ""
    time: str = ""


@dataclass(frozen=True, slots=True)
class StaffLine:
    """One member of staff and their roles in words."""

    name: str
    roles: Text


@dataclass(frozen=True, slots=True)
class Incident:
    """One thing that the room record names: when, whose, of what kind, in what words."""

    at: str
    admission_number: str
    kind: Text
    words: str = ""


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """One line of the certificate register; ``state`` is empty, ``reissued`` or ``revoked``."""

    number: str
    admission_number: str
    name: str
    document_kind: Text
    masked_number: str
    ability: Text
    issued_on: str
    state: str = ""


@dataclass(frozen=True, slots=True)
class SittingReport:
    """Everything that a sitting's forms show."""

    head: SittingHead
    roster: tuple[RosterLine, ...] = ()
    staff: tuple[StaffLine, ...] = ()
    results: tuple[ResultLine, ...] = ()
    came: int = 0
    absent: tuple[RosterLine, ...] = ()
    incidents: tuple[Incident, ...] = ()
    register: tuple[RegisterLine, ...] = ()


@dataclass(frozen=True, slots=True)
class MarkedLine:
    """A rubric line and what each examiner of the panel gave, in the order of ``SubjectSheet.examiners``."""

    name: Text
    full: int
    marks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PlacedTag:
    """A tag at a moment of a film; ``deduction`` tells it from praise."""

    examiner: str
    position_ms: int
    film: str
    name: Text
    line: Text
    deduction: bool


@dataclass(frozen=True, slots=True)
class Remark:
    """A written remark, or a red line with its outcome: about what, by whom, in which words."""

    examiner: str
    about: Text
    words: str


@dataclass(frozen=True, slots=True)
class SubjectSheet:
    """One subject as it was marked; theory on screen has no examiners and counts of answers instead."""

    name: Text
    state: str
    half_points: int
    examiners: tuple[str, ...] = ()
    lines: tuple[MarkedLine, ...] = ()
    totals: tuple[int, ...] = ()
    signed_at: tuple[str, ...] = ()
    tags: tuple[PlacedTag, ...] = ()
    remarks: tuple[Remark, ...] = ()
    red_lines: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One theory item as it was answered; letters are those of the bank's order."""

    item: str
    stem: Text
    answered: str
    key: str
    right: bool


@dataclass(frozen=True, slots=True)
class ScoreRecord:
    """One attempt's marks from the answers and sheets up to the verdict."""

    head: SittingHead
    candidate: RosterLine
    subjects: tuple[SubjectSheet, ...]
    answers: tuple[AnswerLine, ...]
    sample: Text | None
    sample_proof: str
    outcome: str
    published_on: str
    record_digest: str


@dataclass(frozen=True, slots=True)
class OpenedText:
    """A free text of the record, opened for somebody who may read it: the entry that holds it, its field, the words."""

    stream: str
    seq: int
    field: str
    words: str


@dataclass(frozen=True, slots=True)
class SealOf:
    """A stream's seal: the station key that signed its last entry."""

    stream: str
    key: str
    signature: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """One attempt with all that its verdict rests on; releases in their plain form."""

    record: ScoreRecord
    sitting: SittingReport
    candidate: str
    attempt: str
    scheme_digest: str
    scheme: Plain
    bank_digest: str
    bank: Plain
    entries: Sequence[Entry]
    seals: tuple[SealOf, ...] = ()
    opened: tuple[OpenedText, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)
    """Digests of the media files that the record names, by name."""
