"""The flow of an attempt: fold the entries of seat and desk into where the attempt stands.

Why this room exists: a kiosk that starts again must stand where it stood, with the answers and the time that
were left, from the entries alone.  What may be written next is ``flow_rules``, how much time is left
``deadlines``; both are offered here too, so that a job needs one import.

Folding judges nothing: it takes entries that were allowed when they were written.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from app.exam.deadlines import deadline, remaining_ms, time_is_up, withheld_ms
from app.exam.entry import Entry
from app.exam.flow_refusals import refusal
from app.exam.flow_rules import allowed, due
from app.exam.flow_state import (
    NEVER,
    AttemptState,
    Decisions,
    Film,
    Gap,
    Loss,
    LostTime,
    Opening,
    PitchWork,
    Stage,
    StageClock,
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


def fold(scheme: Scheme, seat_entries: Iterable[Entry], desk_entries: Iterable[Entry]) -> AttemptState:
    """Return where an attempt stands after all these entries."""
    state = AttemptState()
    for entry in seat_entries:
        state = advance(scheme, state, entry)
    for entry in desk_entries:
        state = advance(scheme, state, entry)
    return state


def advance(scheme: Scheme, state: AttemptState, entry: Entry) -> AttemptState:
    """Return the state after one more entry of the seat's or the desk's stream.

    Entries of one stream come in their order; how the two streams are interleaved makes no difference.

    Raises:
        KeyError: the entry's word belongs to neither stream.
        Malformed: the entry's body does not fit its word.
    """
    body = body_of(entry)
    if stream_kind(entry.stream) is StreamKind.DESK:
        return replace(state, desk=_decided(state, body))
    state = _HANDLERS[type(body)](scheme, state, body, entry)
    return replace(state, last_elapsed_ms=entry.elapsed_ms)


def _admission(scheme: Scheme, state: AttemptState, body: Body, entry: Entry) -> AttemptState:
    match body:
        case seat.Opened():
            opening = Opening(
                body.attempt, body.candidate, body.sitting, body.admission_number, body.station, body.scheme, body.bank,
                body.commitment, tuple(each for each in scheme.subjects if each in body.subjects), body.language,
            )  # fmt: skip
            return replace(state, opening=opening, seat_stream=entry.stream)
        case seat.CheckedIn():
            return replace(state, phase=Stage.IDENTITY, checked_in_seq=entry.seq)
        case seat.Consented():
            return replace(state, phase=Stage.DEVICES if body.given else Stage.REFUSED)
        case seat.DevicesChecked() if body.result != "no_go":
            return replace(state, phase=_ready_after(state, None))
        case seat.HelpCalled():
            return replace(state, calls=(*state.calls, entry.seq))
        case seat.Finished():
            return replace(state, phase=Stage.FINISHED, clock=None, finished_how=body.how)
        case Sealed():
            return replace(state, phase=Stage.SEALED)
        case _:
            return state


def _ready_after(state: AttemptState, subject: Subject | None) -> Stage:
    subjects = state.opening.subjects
    following = subjects if subject is None else subjects[subjects.index(subject) + 1 :]
    return _READY[following[0]] if following else Stage.DONE


def _theory(scheme: Scheme, state: AttemptState, body: Body, entry: Entry) -> AttemptState:
    theory = state.theory
    match body:
        case seat.PaperIssued():
            clock = StageClock(entry.elapsed_ms, entry.seq, scheme.theory.minutes * MINUTE_MS)
            theory = replace(theory, mode=body.mode, paper=body.lines)
            return replace(state, phase=Stage.THEORY, clock=clock, theory=theory)
        case seat.Answered():
            answers = {**theory.answers, body.item: body.chosen}
            if not body.chosen:
                del answers[body.item]
            return replace(state, theory=replace(theory, answers=answers))
        case seat.Flagged():
            flagged = theory.flagged | {body.item} if body.on else theory.flagged - {body.item}
            return replace(state, theory=replace(theory, flagged=flagged))
        case seat.TheorySubmitted():
            theory = replace(theory, submitted=body.how)
            return replace(state, phase=_ready_after(state, Subject.THEORY), clock=None, theory=theory)
        case _:
            raise AssertionError(body)


def _clip(scheme: Scheme, state: AttemptState, body: Body, entry: Entry) -> AttemptState:
    clip = state.clip
    match body:
        case seat.ClipStarted():
            clock = StageClock(entry.elapsed_ms, entry.seq, scheme.clip.minutes * MINUTE_MS)
            return replace(state, phase=Stage.CLIP, clock=clock, clip=replace(clip, task=body.task))
        case seat.ClipReceived():
            return replace(state, clip=replace(clip, received=(*clip.received, body)))
        case seat.ClipSubmitted():
            clip = replace(clip, handed_in=body.clip, submitted=body.how)
            return replace(state, phase=_ready_after(state, Subject.CLIP), clock=None, clip=clip)
        case _:
            raise AssertionError(body)


def _pitch(scheme: Scheme, state: AttemptState, body: Body, entry: Entry) -> AttemptState:
    match body:
        case seat.SampleDrawn():
            pitch = PitchWork(body.sample, body.order)
            return replace(state, phase=Stage.PREPARATION_READY, pitch=pitch)
        case seat.PreparationStarted():
            clock = StageClock(entry.elapsed_ms, entry.seq, scheme.pitch.preparation_minutes * MINUTE_MS)
            return replace(state, phase=Stage.PREPARATION, clock=clock)
        case seat.RecordingStarted():
            films = (*state.pitch.films, Film(body.film, entry.elapsed_ms))
            state = replace(state, pitch=replace(state.pitch, films=films))
            if state.phase is Stage.PITCH:
                return state
            clock = StageClock(entry.elapsed_ms, entry.seq, scheme.pitch.minutes * MINUTE_MS)
            return replace(state, phase=Stage.PITCH, clock=clock)
        case _:
            return replace(state, pitch=replace(state.pitch, films=_filmed(state.pitch.films, body)))


def _filmed(films: tuple[Film, ...], body: Body) -> tuple[Film, ...]:
    match body:
        case seat.RecordingAnchored():
            film = replace(films[-1], duration_ms=body.position_ms, fragments=body.fragments)
            return (*films[:-1], film)
        case seat.RecordingFinished():
            film = replace(
                films[-1], duration_ms=body.duration_ms, fragments=body.fragments, finished=True, torn=body.torn,
                digest=body.digest,
            )  # fmt: skip
            return (*films[:-1], film)
        case seat.RecordingGap():
            gap = Gap(body.what, body.from_ms, body.to_ms, body.cause)
            return tuple(replace(each, gaps=(*each.gaps, gap)) if each.film == body.film else each for each in films)
        case _:
            raise AssertionError(body)


def _lost_time(scheme: Scheme, state: AttemptState, body: Body, entry: Entry) -> AttemptState:
    lost = state.lost
    match body:
        case seat.Interrupted():
            lost = replace(
                lost, interrupted_ms=entry.elapsed_ms, cause=body.cause, interruptions=lost.interruptions + 1
            )
            return replace(state, lost=lost)
        case seat.Resumed():
            return _resumed(scheme, state, body, entry)
        case seat.TimeGivenBack():
            lost = replace(lost, due_by_rule_ms=0, given_back_ms=lost.given_back_ms + body.ms)
            return replace(state, lost=lost)
        case _:
            raise AssertionError(body)


def _resumed(scheme: Scheme, state: AttemptState, body: seat.Resumed, entry: Entry) -> AttemptState:
    """Add up a loss: the pause that elapsed time has counted, and the gap of a restart that it has not."""
    lost, clock = state.lost, state.clock
    if clock is None:
        return replace(state, lost=replace(lost, last_resumed_seq=entry.seq))
    if lost.waiting is not None:
        return state if body.restarted else _granted(state, lost.waiting, clock, entry)
    pause_ms = entry.elapsed_ms - lost.interrupted_ms if state.interrupted else 0
    loss_ms = pause_ms + (body.lost_ms if body.restarted else 0)
    by_rule_ms = max(0, min(loss_ms, scheme.interruptions.by_rule_s * 1000 - lost.lost_ms))
    loss = Loss(entry.seq, loss_ms - by_rule_ms, entry.elapsed_ms)
    told = LostTime(
        waiting=loss if loss.excess_ms else None,
        lost_ms=lost.lost_ms + loss_ms,
        due_by_rule_ms=lost.due_by_rule_ms + by_rule_ms,
        given_back_ms=lost.given_back_ms,
        last_resumed_seq=entry.seq,
        interruptions=lost.interruptions,
    )
    clock = replace(clock, paused_ms=clock.paused_ms + pause_ms, losses=(*clock.losses, loss))
    return replace(state, lost=told, clock=clock)


def _granted(state: AttemptState, waiting: Loss, clock: StageClock, entry: Entry) -> AttemptState:
    """End the wait for the examiner's grant; the wait itself costs nothing."""
    clock = replace(clock, paused_ms=clock.paused_ms + entry.elapsed_ms - waiting.since_ms)
    return replace(state, clock=clock, lost=replace(state.lost, waiting=None, last_resumed_seq=entry.seq))


def _decided(state: AttemptState, body: Body) -> Decisions:
    decisions = state.desk
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
        case desk.Stopped():
            return replace(decisions, stopped=True)
        case _:
            return replace(decisions, sealed=True)


type _Handler = Callable[[Scheme, AttemptState, Body, Entry], AttemptState]

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
