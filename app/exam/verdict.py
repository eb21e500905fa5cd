"""The verdict 评定结果: a function of scheme, bank release and entries, and of nothing else.

Why this room exists: an appeal replays it.  Whoever holds the streams of an attempt and the two frozen
releases that its first entry names gets the same outcome, bit for bit, years later.

A subject that was not taken, an absence, a deferral, misconduct and a void attempt are states of their own and
never a mark of zero.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.exam.bank import Bank, Text
from app.exam.entry import Entry
from app.exam.flow import fold as fold_flow
from app.exam.flow_state import AttemptState
from app.exam.panel import panel_outcome
from app.exam.scheme import Scheme, Subject, TheoryMode, VerdictRule
from app.exam.sheet import SheetState
from app.exam.sheet import fold as fold_sheet
from app.exam.theory import mark_paper
from app.exam.vocabulary import StreamKind, body_of, office, stream_kind
from app.exam.vocabulary.desk import Misconduct

NO_MARK = -1
"""Stands for a subject without a mark."""


class SubjectState(StrEnum):
    """Where a subject stands."""

    NOT_TAKEN = "not_taken"
    ABSENT = "absent"
    IN_PROGRESS = "in_progress"
    AWAITING = "awaiting"
    MARKED = "marked"
    DEFERRED = "deferred"
    MISCONDUCT = "misconduct"
    VOID = "void"


SUBJECT_STATE_NAMES: Mapping[SubjectState, Text] = {
    SubjectState.NOT_TAKEN: Text("未考", "not taken"),
    SubjectState.ABSENT: Text("缺考", "absent"),
    SubjectState.IN_PROGRESS: Text("考试中", "in progress"),
    SubjectState.AWAITING: Text("待评", "waiting for marks"),
    SubjectState.MARKED: Text("已评", "marked"),
    SubjectState.DEFERRED: Text("缓考", "deferred"),
    SubjectState.MISCONDUCT: Text("违纪", "misconduct"),
    SubjectState.VOID: Text("作废", "void"),
}


class VerdictState(StrEnum):
    """The whole verdict."""

    PENDING = "pending"
    PASSED = "passed"
    FAILED = "failed"
    ABSENT = "absent"
    DEFERRED = "deferred"
    NOT_TAKEN = "not_taken"
    MISCONDUCT = "misconduct"
    VOID = "void"


_DECIDING: tuple[tuple[SubjectState, VerdictState], ...] = (
    (SubjectState.VOID, VerdictState.VOID),
    (SubjectState.MISCONDUCT, VerdictState.MISCONDUCT),
    (SubjectState.IN_PROGRESS, VerdictState.PENDING),
    (SubjectState.AWAITING, VerdictState.PENDING),
    (SubjectState.ABSENT, VerdictState.ABSENT),
    (SubjectState.DEFERRED, VerdictState.DEFERRED),
)
"""Subject states that decide the whole by themselves, gravest first."""


@dataclass(frozen=True, slots=True)
class SubjectOutcome:
    """One subject: its state, its mark in half-points (``NO_MARK`` without one), whether it is passed."""

    subject: Subject
    state: SubjectState
    half_points: int = NO_MARK
    passed: bool = False
    carried: bool = False

    def published(self) -> office.SubjectOutcome:
        """Return the outcome as the record publishes it."""
        return office.SubjectOutcome(self.subject, self.state.value, self.half_points, self.carried)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The verdict; ``total_half_points`` is the weighted sum of a weighted scheme, else ``NO_MARK``.

    ``unsettled`` tells of a whole attempt that runs still, or of which nothing is known at all.
    """

    state: VerdictState
    outcomes: tuple[SubjectOutcome, ...]
    total_half_points: int = NO_MARK
    unsettled: Text | None = None

    @property
    def passed(self) -> bool:
        """Whether the candidate has earned the certificate."""
        return self.state is VerdictState.PASSED


@dataclass(frozen=True, slots=True)
class _Folded:
    """The streams of an attempt, folded."""

    attempt: AttemptState
    sheets: tuple[SheetState, ...]
    office: tuple[object, ...]


def replay(
    scheme: Scheme, bank: Bank, streams: Mapping[str, Sequence[Entry]], carried: Mapping[Subject, int]
) -> Verdict:
    """Replay an attempt.

    Args:
        streams: all entries of each of the attempt's streams, by name.
        carried: half-points of subjects passed in the attempt that this one retakes.
    """
    folded = _fold(scheme, bank, streams)
    outcomes = tuple(_outcome(scheme, bank, folded, subject, carried) for subject in scheme.subjects)
    runs = bool(folded.attempt.attempt) and not folded.attempt.finished
    for state, whole in _DECIDING:
        if any(outcome.state is state for outcome in outcomes):
            return Verdict(whole, outcomes, unsettled=_RUNS if runs else None)
    if not folded.attempt.finished:
        return Verdict(VerdictState.PENDING, outcomes, unsettled=_RUNS if runs else _UNKNOWN)
    if all(outcome.carried or outcome.state is SubjectState.NOT_TAKEN for outcome in outcomes):
        return Verdict(VerdictState.NOT_TAKEN, outcomes)
    return _decided(scheme, outcomes)


_RUNS = Text("考核还没有结束。", "The attempt has not ended at the booth.")
_UNKNOWN = Text("考生没有报到，也没有登记缺考。", "Nobody checked in and no absence is noted.")


def _fold(scheme: Scheme, bank: Bank, streams: Mapping[str, Sequence[Entry]]) -> _Folded:
    by_kind: dict[StreamKind, list[Sequence[Entry]]] = {kind: [] for kind in StreamKind}
    for name in sorted(streams):
        if streams[name]:
            by_kind[stream_kind(name)].append(streams[name])
    seat_entries = by_kind[StreamKind.SEAT][0] if by_kind[StreamKind.SEAT] else ()
    desk_entries = by_kind[StreamKind.DESK][0] if by_kind[StreamKind.DESK] else ()
    return _Folded(
        fold_flow(scheme, seat_entries, desk_entries),
        tuple(fold_sheet(scheme, bank, entries) for entries in by_kind[StreamKind.SHEET]),
        tuple(body_of(entry) for entries in by_kind[StreamKind.OFFICE] for entry in entries),
    )


def _outcome(
    scheme: Scheme, bank: Bank, folded: _Folded, subject: Subject, carried: Mapping[Subject, int]
) -> SubjectOutcome:
    if subject in carried:
        return SubjectOutcome(subject, SubjectState.MARKED, carried[subject], passed=True, carried=True)
    state = _unmarked_state(folded, subject)
    if state is not None:
        return SubjectOutcome(subject, state)
    mark = _corrected(folded, subject, _mark(scheme, bank, folded, subject))
    if mark == NO_MARK:
        return SubjectOutcome(subject, SubjectState.AWAITING)
    return SubjectOutcome(subject, SubjectState.MARKED, mark, passed=mark >= scheme.pass_half_points(subject))


def _unmarked_state(folded: _Folded, subject: Subject) -> SubjectState | None:
    """Return the state of a subject that can have no mark; None when its work was handed in."""
    attempt = folded.attempt
    if any(isinstance(body, office.Voided) for body in folded.office):
        return SubjectState.VOID
    absences = [body for body in folded.office if isinstance(body, office.AbsenceNoted)]
    if absences and not attempt.attempt:
        return SubjectState(absences[-1].state)
    if struck(attempt, subject):
        whole = Misconduct.VOID in attempt.desk.misconduct
        return SubjectState.MISCONDUCT if whole or subject in attempt.subjects else SubjectState.NOT_TAKEN
    if _handed_in(attempt, subject):
        return None
    running = bool(attempt.attempt) and not attempt.finished and subject in attempt.subjects
    return SubjectState.IN_PROGRESS if running else SubjectState.NOT_TAKEN


def struck(attempt: AttemptState, subject: Subject) -> bool:
    """Tell whether misconduct leaves nothing of a subject to mark: all of it is void, or it was broken off."""
    noted = attempt.desk.misconduct
    return Misconduct.VOID in noted or (Misconduct.STOP in noted and not _handed_in(attempt, subject))


def owes_marks(attempt: AttemptState, subject: Subject) -> bool:
    """Tell whether a subject's sheets are still wanted: while the attempt runs, and of whatever was handed in.

    Nothing is owed of what was broken off, of what misconduct took, and of a clip that never came.
    """
    if subject is Subject.CLIP and attempt.clip.submitted and not attempt.clip.handed_in:
        return False
    return not attempt.finished or (_handed_in(attempt, subject) and not struck(attempt, subject))


def _handed_in(attempt: AttemptState, subject: Subject) -> bool:
    match subject:
        case Subject.THEORY:
            return bool(attempt.theory.submitted)
        case Subject.CLIP:
            return bool(attempt.clip.submitted)
        case Subject.PITCH:  # pragma: no branch - the last of a closed set
            broken_off = attempt.finished_how == "stopped" and Misconduct.STOP in attempt.desk.misconduct
            return bool(attempt.films) and attempt.finished and not broken_off


def _mark(scheme: Scheme, bank: Bank, folded: _Folded, subject: Subject) -> int:
    attempt = folded.attempt
    if subject is Subject.THEORY and attempt.theory.mode is TheoryMode.SCREEN:
        return mark_paper(bank, scheme, attempt.paper, attempt.answers).half_points
    if subject is Subject.CLIP and not attempt.clip.handed_in:
        return 0  # time ran out and no usable clip had come: taken, and nothing to mark
    panel = panel_outcome(scheme, subject, [sheet for sheet in folded.sheets if sheet.subject is subject])
    moderated = [body for body in folded.office if isinstance(body, office.Moderated) and body.subject is subject]
    if moderated and panel.complete:
        return moderated[-1].half_points
    return NO_MARK if panel.needs_moderation else panel.half_points


def _corrected(folded: _Folded, subject: Subject, mark: int) -> int:
    corrections = [body for body in folded.office if isinstance(body, office.Corrected) and body.subject is subject]
    return corrections[-1].half_points if corrections and mark != NO_MARK else mark


def _decided(scheme: Scheme, outcomes: tuple[SubjectOutcome, ...]) -> Verdict:
    if scheme.verdict.rule is VerdictRule.EACH:
        passed = all(outcome.passed for outcome in outcomes)
        return Verdict(VerdictState.PASSED if passed else VerdictState.FAILED, outcomes)
    marks = {outcome.subject: outcome.half_points for outcome in outcomes}
    if NO_MARK in marks.values():
        return Verdict(VerdictState.FAILED, outcomes)
    total = sum(weight.percent * marks[weight.subject] for weight in scheme.verdict.weights) // 100
    passed = total >= scheme.verdict.pass_half_points
    return Verdict(VerdictState.PASSED if passed else VerdictState.FAILED, outcomes, total)


SUBJECT_NAMES: Mapping[Subject, Text] = {
    Subject.THEORY: Text("理论", "theory"),
    Subject.CLIP: Text("短视频", "clip"),
    Subject.PITCH: Text("直播", "pitch"),
}


def publication_faults(verdict: Verdict) -> tuple[Text, ...]:
    """Return what keeps a verdict from being published: subjects that run or wait for marks, nothing noted."""
    faults = [verdict.unsettled] if verdict.unsettled else []
    for outcome in verdict.outcomes:
        name = SUBJECT_NAMES[outcome.subject]
        if outcome.state is SubjectState.IN_PROGRESS:
            faults.append(Text(f"{name.zh}还在考试中。", f"The {name.en} still runs."))
        elif outcome.state is SubjectState.AWAITING:
            faults.append(
                Text(
                    f"{name.zh}还在等待评分、第二签字或复核。",
                    f"The {name.en} waits for marks, a second signature or moderation.",
                )
            )
    return tuple(faults)


_RETAKEABLE = frozenset({VerdictState.FAILED, VerdictState.ABSENT, VerdictState.DEFERRED, VerdictState.NOT_TAKEN})


def retake_subjects(scheme: Scheme, verdict: Verdict, first_on: date, on: date) -> tuple[Subject, ...]:
    """Return the subjects that may be taken again on a day: those not passed, inside the scheme's window.

    Nothing after misconduct or in a void attempt.  Under a weighted sum that failed with every subject passed
    by itself, all may be taken again.

    Args:
        first_on: the day of the attempt that failed.
    """
    last_on = first_on + timedelta(scheme.retake.window_days)
    if verdict.state not in _RETAKEABLE or not first_on <= on <= last_on:
        return ()
    missed = tuple(outcome.subject for outcome in verdict.outcomes if not outcome.passed)
    return missed or scheme.subjects
