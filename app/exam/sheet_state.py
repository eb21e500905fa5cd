"""Where a marking sheet 评分表 stands: the value that one examiner's entries fold to.

Why this room exists: a mark on paper cannot be taken back, a line can be missed, and nobody knows later which
second of the film a remark meant.  Here a sheet is a fold over entries: each mark, tag and tick is one of them,
taking back is another.

A tag only *suggests* what to take from its line; the examiner's mark alone counts.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from app.exam.bank import Bank, Rubric, RubricLine
from app.exam.entry import Entry
from app.exam.errors import Refused
from app.exam.scheme import Subject
from app.exam.theory import mark_oral
from app.exam.vocabulary import body_of, sheet
from app.exam.vocabulary.common import Body

EXPLAIN_BELOW_PERCENT = 60
"""A line marked under this share of its half-points needs a word before the sheet can be signed."""


@dataclass(frozen=True, slots=True)
class PlacedTag:
    """A tag as it stands: ``placed`` is the seq of the entry that placed it, ``position_ms`` ms of the film."""

    placed: int
    tag: str
    film: str
    position_ms: int


@dataclass(frozen=True, slots=True)
class RaisedRedLine:
    """A red line that was raised; ``agreed`` is None until the second person has decided."""

    raised: int
    red_line: str
    film: str
    position_ms: int
    agreed: bool | None = None
    decided_by: str = ""


@dataclass(frozen=True, slots=True)
class SheetState:
    """Where a sheet stands.  ``marks`` are half-points by line; ``notes`` the last sealed remark on each thing."""

    subject: Subject = Subject.PITCH
    attempt: str = ""
    examiner: str = ""
    questions: tuple[str, ...] = ()
    marks: Mapping[str, int] = field(default_factory=dict)
    heard: frozenset[tuple[str, str]] = frozenset()
    oral_half_points: int = 0
    tags: tuple[PlacedTag, ...] = ()
    red_lines: tuple[RaisedRedLine, ...] = ()
    notes: Mapping[str, str] = field(default_factory=dict)
    signed: bool = False
    signed_digest: str = ""
    sealed: bool = False

    @property
    def total_half_points(self) -> int:
        """What the sheet comes to: the lines' marks, or the key points heard scaled to 200."""
        return self.oral_half_points if self.subject is Subject.THEORY else sum(self.marks.values())

    @property
    def signed_half_points(self) -> int | None:
        """What was signed, recomputed from the entries; None while the sheet is not signed."""
        return self.total_half_points if self.signed else None

    @property
    def open_red_lines(self) -> tuple[RaisedRedLine, ...]:
        """Red lines that wait for the second person."""
        return tuple(each for each in self.red_lines if each.agreed is None)

    @property
    def confirmed_red_lines(self) -> tuple[RaisedRedLine, ...]:
        """Red lines that count."""
        return tuple(each for each in self.red_lines if each.agreed)

    def unmarked_lines(self, bank: Bank) -> tuple[str, ...]:
        """Return the rubric lines that have no mark yet, in the rubric's order."""
        return tuple(line.id for line in rubric_lines(bank, self.subject) if line.id not in self.marks)

    def lines_to_explain(self, bank: Bank) -> tuple[str, ...]:
        """Return the lines marked so low that a word is needed and none is written."""
        return tuple(
            line.id
            for line in rubric_lines(bank, self.subject)
            if line.id not in self.notes
            and 100 * self.marks.get(line.id, line.half_points) < EXPLAIN_BELOW_PERCENT * line.half_points
        )

    def suggested_deductions(self, bank: Bank) -> Mapping[str, int]:
        """Return the half-points that the tags suggest to take, by line, each tag's cap and the line's own kept."""
        counts = Counter(tag.tag for tag in self.tags)
        lines = rubric_lines(bank, self.subject)
        taken = {line.id: 0 for line in lines}
        for kind in rubric_of(bank, self.subject).tags if lines else ():
            wanted = counts[kind.id] * kind.half_points
            taken[kind.line] += min(wanted, kind.at_most_half_points) if kind.at_most_half_points else wanted
        return {line.id: min(taken[line.id], line.half_points) for line in lines}

    def after(self, bank: Bank, entry: Entry) -> "SheetState":
        """Return the sheet after one more entry of its stream."""
        body = body_of(entry)
        match body:
            case sheet.Opened():
                return replace(
                    self, subject=body.subject, attempt=body.attempt, examiner=body.examiner, questions=body.questions
                )
            case sheet.LineMarked():
                return replace(self, marks={**self.marks, body.line: body.half_points})
            case sheet.LineCleared():
                return replace(self, marks={line: mark for line, mark in self.marks.items() if line != body.line})
            case sheet.KeyPointTicked():
                return self._ticked(bank, body)
            case sheet.NoteWritten():
                return replace(self, notes={**self.notes, body.about: body.text_sealed})
            case sheet.Signed():
                return replace(self, signed=True, signed_digest=entry.digest)
            case _:
                return self._tagged(body, entry)

    def _ticked(self, bank: Bank, body: sheet.KeyPointTicked) -> "SheetState":
        point = frozenset({(body.question, body.key_point)})
        heard = self.heard | point if body.heard else self.heard - point
        return replace(self, heard=heard, oral_half_points=mark_oral(bank, self.questions, heard))

    def _tagged(self, body: Body, entry: Entry) -> "SheetState":
        match body:
            case sheet.TagPlaced():
                return replace(self, tags=(*self.tags, PlacedTag(entry.seq, body.tag, body.film, body.position_ms)))
            case sheet.TagMoved():
                moved = (
                    replace(tag, position_ms=body.position_ms) if tag.placed == body.placed else tag
                    for tag in self.tags
                )
                return replace(self, tags=tuple(moved))
            case sheet.TagWithdrawn():
                return replace(self, tags=tuple(tag for tag in self.tags if tag.placed != body.placed))
            case sheet.RedLineRaised():
                raised = RaisedRedLine(entry.seq, body.red_line, body.film, body.position_ms)
                return replace(self, red_lines=(*self.red_lines, raised))
            case sheet.RedLineConfirmed():
                decided = (
                    replace(each, agreed=body.agreed, decided_by=entry.by) if each.raised == body.raised else each
                    for each in self.red_lines
                )
                return replace(self, red_lines=tuple(decided))
            case _:
                return replace(self, sealed=True)


def rubric_of(bank: Bank, subject: Subject) -> Rubric:
    """Return the rubric of a practical subject.  Raises Refused when the bank has none."""
    found = next((rubric for rubric in bank.rubrics if rubric.subject == subject.value), None)
    if found is None:
        raise Refused(
            f"The bank has no rubric for {subject.value}.",
            advice="Add one and release the bank again.",
            zh=(f"题库没有科目 {subject.value} 的评分表。", "请补充后重新发布题库。"),
        )
    return found


def rubric_lines(bank: Bank, subject: Subject) -> tuple[RubricLine, ...]:
    """Return the lines that a sheet must mark; none for oral theory, which ticks key points."""
    return () if subject is Subject.THEORY else rubric_of(bank, subject).lines
