"""The flow of an attempt: fold the entries of seat and desk into where the attempt stands.

Why this room exists: a kiosk that starts again must stand where it stood, with the answers and the time that
were left, from the entries alone.  What may be written next is ``flow_rules``, how much time is left
``deadlines``; both are offered here too, so that a job needs one import.

Folding judges nothing: it takes entries that were allowed when they were written.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace

from app.exam.deadlines import deadline, remaining_ms, time_is_up, withheld_ms
from app.exam.entry import Entry
from app.exam.flow_refusals import refusal
from app.exam.flow_rules import allowed, due
from app.exam.flow_state import (
    NEVER,
    AttemptState,
    ClipWork,
    Decisions,
    Film,
    Gap,
    Loss,
    LostTime,
    Opening,
    PitchWork,
    Stage,
    StageClock,
    TheoryWork,
)
from app.exam.scheme import Scheme, Subject
from app.exam.vocabulary import body_of, desk, seat, stream_kind
from app.exam.vocabulary.common import Body, Sealed, StreamKind

__all__ = ["advance", "allowed", "deadline", "due", "fold", "refusal", "remaining_ms", "time_is_up", "withheld_ms"]

MINUTE_MS = 60_000

_READY: Mapping[Subject, Stage] = {
    Subject.THEORY: Stage.THEORY_READY,
    Subject.CLIP: Stage.CLIP_READY,
    Subject.PITCH: Stage.DRAW,
}


@dataclass(slots=True)
class _Draft:
    """An attempt's state while entries are folded into it: the fields of ``AttemptState``, one by one changeable.

    A frozen copy for each of 300 entries would cost more than reading them.
    """

    opening: Opening
    phase: Stage
    checked_in_seq: int
    theory: TheoryWork
    clip: ClipWork
    pitch: PitchWork
    clock: StageClock | None
    lost: LostTime
    calls: tuple[int, ...]
    finished_how: str
    last_elapsed_ms: int
    seat_stream: str
    desk: Decisions
    face_comparison: bool | None

    def take_in(self, scheme: Scheme, entry: Entry) -> None:
        """Fold one entry in."""
        body = body_of(entry)
        if stream_kind(entry.stream) is StreamKind.DESK:
            self.desk = _decided(self.desk, body)
        else:
            _HANDLERS[type(body)](scheme, self, body, entry)
            self.last_elapsed_ms = entry.elapsed_ms


_FIELDS = tuple(each.name for each in fields(AttemptState))


def _draft(state: AttemptState) -> _Draft:
    return _Draft(**{name: getattr(state, name) for name in _FIELDS})


def _frozen(draft: _Draft) -> AttemptState:
    return AttemptState(**{name: getattr(draft, name) for name in _FIELDS})


def fold(scheme: Scheme, seat_entries: Iterable[Entry], desk_entries: Iterable[Entry]) -> AttemptState:
    """Return where an attempt stands after all these entries.

    Raises:
        KeyError: an entry's word belongs to neither stream.
        Malformed: an entry's body does not fit its word.
    """
    draft = _draft(AttemptState())
    for entry in seat_entries:
        draft.take_in(scheme, entry)
    for entry in desk_entries:
        draft.take_in(scheme, entry)
    return _frozen(draft)


def advance(scheme: Scheme, state: AttemptState, entry: Entry) -> AttemptState:
    """Return the state after one more entry of the seat's or the desk's stream.

    Entries of one stream come in their order; how the two streams are interleaved makes no difference.

    Raises:
        KeyError, Malformed: as ``fold``.
    """
    draft = _draft(state)
    draft.take_in(scheme, entry)
    return _frozen(draft)


def _admission(scheme: Scheme, draft: _Draft, body: Body, entry: Entry) -> None:
    match body:
        case seat.Opened():
            subjects = tuple(each for each in scheme.subjects if each in body.subjects)
            draft.opening = Opening(
                body.attempt, body.candidate, body.sitting, body.admission_number, body.station, body.scheme, body.bank,
                body.commitment, subjects, body.language,
            )  # fmt: skip
            draft.seat_stream = entry.stream
        case seat.CheckedIn():
            draft.phase, draft.checked_in_seq = Stage.IDENTITY, entry.seq
            draft.face_comparison = body.face_comparison
        case seat.Consented():
            draft.phase = Stage.DEVICES if body.given else Stage.REFUSED
        case seat.DevicesChecked():
            draft.phase = draft.phase if body.result == "no_go" else _ready_after(draft, None)
        case seat.HelpCalled():
            draft.calls = (*draft.calls, entry.seq)
        case seat.Finished():
            draft.phase, draft.clock, draft.finished_how = Stage.FINISHED, None, body.how
        case _:
            draft.phase = Stage.SEALED


def _ready_after(draft: _Draft, subject: Subject | None) -> Stage:
    subjects = draft.opening.subjects
    following = subjects if subject is None else subjects[subjects.index(subject) + 1 :]
    return _READY[following[0]] if following else Stage.DONE


def _theory(scheme: Scheme, draft: _Draft, body: Body, entry: Entry) -> None:
    theory = draft.theory
    match body:
        case seat.PaperIssued():
            draft.theory = replace(theory, mode=body.mode, paper=body.lines)
            draft.clock = StageClock(entry.elapsed_ms, entry.seq, scheme.theory.minutes * MINUTE_MS)
            draft.phase = Stage.THEORY
        case seat.Answered():
            answers = {item: chosen for item, chosen in theory.answers.items() if item != body.item}
            if body.chosen:
                answers[body.item] = body.chosen
            # Spelled out, like an anchor below: these two are nine entries of ten, and ``replace`` is slow.
            draft.theory = TheoryWork(theory.mode, theory.paper, answers, theory.flagged, theory.submitted)
        case seat.Flagged():
            flagged = theory.flagged | {body.item} if body.on else theory.flagged - {body.item}
            draft.theory = replace(theory, flagged=flagged)
        case seat.TheorySubmitted():  # pragma: no branch - the last of a closed set
            draft.theory, draft.clock = replace(theory, submitted=body.how), None
            draft.phase = _ready_after(draft, Subject.THEORY)


def _clip(scheme: Scheme, draft: _Draft, body: Body, entry: Entry) -> None:
    clip = draft.clip
    match body:
        case seat.ClipStarted():
            draft.clip = replace(clip, task=body.task)
            draft.clock = StageClock(entry.elapsed_ms, entry.seq, scheme.clip.minutes * MINUTE_MS)
            draft.phase = Stage.CLIP
        case seat.ClipReceived():
            draft.clip = replace(clip, received=(*clip.received, body))
        case seat.ClipSubmitted():  # pragma: no branch - the last of a closed set
            draft.clip, draft.clock = replace(clip, handed_in=body.clip, submitted=body.how), None
            draft.phase = _ready_after(draft, Subject.CLIP)


def _pitch(scheme: Scheme, draft: _Draft, body: Body, entry: Entry) -> None:
    pitch = draft.pitch
    match body:
        case seat.SampleDrawn():
            draft.pitch, draft.phase = PitchWork(body.sample, body.order), Stage.PREPARATION_READY
        case seat.PreparationStarted():
            draft.clock = StageClock(entry.elapsed_ms, entry.seq, scheme.pitch.preparation_minutes * MINUTE_MS)
            draft.phase = Stage.PREPARATION
        case seat.RecordingStarted():
            draft.pitch = replace(pitch, films=(*pitch.films, Film(body.film, entry.elapsed_ms)))
            if draft.phase is not Stage.PITCH:  # the first film starts the clock, later ones go on under it
                draft.clock = StageClock(entry.elapsed_ms, entry.seq, scheme.pitch.minutes * MINUTE_MS)
                draft.phase = Stage.PITCH
        case _:
            draft.pitch = PitchWork(pitch.sample, pitch.order, _filmed(pitch.films, body))


def _filmed(films: tuple[Film, ...], body: Body) -> tuple[Film, ...]:
    match body:
        case seat.RecordingAnchored():
            last = films[-1]
            film = Film(
                last.film, last.started_ms, body.position_ms, body.fragments, last.finished, last.torn, last.digest,
                last.gaps,
            )  # fmt: skip
            return (*films[:-1], film)
        case seat.RecordingFinished():
            film = replace(
                films[-1], duration_ms=body.duration_ms, fragments=body.fragments, finished=True, torn=body.torn,
                digest=body.digest,
            )  # fmt: skip
            return (*films[:-1], film)
        case _:
            assert isinstance(body, seat.RecordingGap)
            gap = Gap(body.what, body.from_ms, body.to_ms, body.cause)
            return tuple(replace(each, gaps=(*each.gaps, gap)) if each.film == body.film else each for each in films)


def _lost_time(scheme: Scheme, draft: _Draft, body: Body, entry: Entry) -> None:
    lost = draft.lost
    match body:
        case seat.Interrupted():
            draft.lost = replace(
                lost, interrupted_ms=entry.elapsed_ms, cause=body.cause, interruptions=lost.interruptions + 1
            )
        case seat.Resumed():
            _resumed(scheme, draft, body, entry)
        case seat.TimeGivenBack():  # pragma: no branch - the last of a closed set
            draft.lost = replace(lost, due_by_rule_ms=0, given_back_ms=lost.given_back_ms + body.ms)


def _resumed(scheme: Scheme, draft: _Draft, body: seat.Resumed, entry: Entry) -> None:
    lost, clock = draft.lost, draft.clock
    if clock is None:
        draft.lost = replace(lost, last_resumed_seq=entry.seq)
    elif lost.waiting is None:
        _add_loss(scheme, draft, body, entry)
    elif not body.restarted:  # the examiner has decided; the wait itself costs nothing
        draft.clock = replace(clock, paused_ms=clock.paused_ms + entry.elapsed_ms - lost.waiting.since_ms)
        draft.lost = replace(lost, waiting=None, last_resumed_seq=entry.seq)


def _add_loss(scheme: Scheme, draft: _Draft, body: seat.Resumed, entry: Entry) -> None:
    """Add up a loss: the pause that elapsed time has counted, and the gap of a restart that it has not."""
    lost, clock = draft.lost, draft.clock
    assert clock is not None
    pause_ms = 0 if lost.interrupted_ms == NEVER else entry.elapsed_ms - lost.interrupted_ms
    loss_ms = pause_ms + (body.lost_ms if body.restarted else 0)
    by_rule_ms = max(0, min(loss_ms, scheme.interruptions.by_rule_s * 1000 - lost.lost_ms))
    loss = Loss(entry.seq, loss_ms - by_rule_ms, entry.elapsed_ms)
    draft.lost = LostTime(
        waiting=loss if loss.excess_ms else None,
        lost_ms=lost.lost_ms + loss_ms,
        due_by_rule_ms=lost.due_by_rule_ms + by_rule_ms,
        given_back_ms=lost.given_back_ms,
        last_resumed_seq=entry.seq,
        interruptions=lost.interruptions,
    )
    draft.clock = replace(clock, paused_ms=clock.paused_ms + pause_ms, losses=(*clock.losses, loss))


def _decided(decisions: Decisions, body: Body) -> Decisions:
    match body:
        case desk.Opened():
            return replace(decisions, opened=True)
        case desk.IdentityConfirmed():
            return replace(decisions, identity={**decisions.identity, body.answers.seq: body.matches})
        case desk.CallAnswered():
            return replace(decisions, calls_answered=decisions.calls_answered | {body.answers.seq})
        case desk.TimeGranted():
            seq = NEVER if body.answers is None else body.answers.seq
            return replace(decisions, granted={**decisions.granted, seq: decisions.granted.get(seq, 0) + body.ms})
        case desk.MisconductNoted():
            return replace(decisions, misconduct=(*decisions.misconduct, body.level))
        case desk.TheoryEnded():
            return replace(decisions, theory_ended=decisions.theory_ended | {body.answers.seq})
        case desk.Stopped():
            return replace(decisions, stopped=True)
        case _:
            return replace(decisions, sealed=True)


type _Handler = Callable[[Scheme, _Draft, Body, Entry], None]

_HANDLERS: Mapping[type[Body], _Handler] = {
    **dict.fromkeys(
        (seat.Opened, seat.CheckedIn, seat.Consented, seat.DevicesChecked, seat.HelpCalled, seat.Finished, Sealed),
        _admission,
    ),
    **dict.fromkeys((seat.PaperIssued, seat.Answered, seat.Flagged, seat.TheorySubmitted), _theory),
    **dict.fromkeys((seat.ClipStarted, seat.ClipReceived, seat.ClipSubmitted), _clip),
    **dict.fromkeys(
        (seat.SampleDrawn, seat.PreparationStarted, seat.RecordingStarted, seat.RecordingAnchored,
         seat.RecordingFinished, seat.RecordingGap),
        _pitch,
    ),
    **dict.fromkeys((seat.Interrupted, seat.Resumed, seat.TimeGivenBack), _lost_time),
}  # fmt: skip
