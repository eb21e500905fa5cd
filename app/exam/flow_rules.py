"""Which words may be written now, and which one must be.

Why this room exists: the kiosk's buttons, the phone that sends a clip and the examiner's desk all ask the same
place, so that no button decides what is late.  A refusal is a short code; ``flow_refusals`` holds its sentence.
"""

from collections.abc import Callable, Mapping

from app.exam.deadlines import time_is_up
from app.exam.flow_state import NEVER, AttemptState, Stage
from app.exam.scheme import Scheme, TheoryMode
from app.exam.vocabulary import desk, seat
from app.exam.vocabulary.common import Body, Reference, Sealed

MOST_GRANTED_MS = 24 * 3_600_000
"""A day: what is granted beyond it is a slip of the hand, unless so much was lost."""
_BETWEEN_SUBJECTS = (Stage.THEORY_READY, Stage.CLIP_READY, Stage.DRAW, Stage.PREPARATION_READY)
_ALWAYS = (seat.HelpCalled, seat.Resumed, seat.TimeGivenBack, seat.RecordingAnchored, seat.RecordingGap,
           seat.RecordingFinished, seat.Finished)  # fmt: skip
"""Words that an exam which is stopped or stands still may still write."""


def allowed(scheme: Scheme, state: AttemptState, body: Body, elapsed_ms: int) -> str | None:
    """Return why a word of the seat or the desk may not be written now; None when it may.

    Args:
        elapsed_ms: the seat's elapsed time at which it would be written.
    """
    if isinstance(body, Sealed):
        return None if state.finished else "still_runs"
    if type(body) in desk.WORDS:
        return _desk_word(state, body)
    if state.finished:
        return "finished"
    if not state.attempt:
        return None if isinstance(body, seat.Opened) else "not_opened"
    if not isinstance(body, _ALWAYS):
        if state.stopped:
            return "stopped"
        if state.clock_stopped and not isinstance(body, seat.RecordingStarted):
            return "awaiting_grant" if state.awaiting_grant else "clock_stopped"
    return _RULES[type(body)](scheme, state, body, elapsed_ms)


def due(_: Scheme, state: AttemptState, elapsed_ms: int) -> Body | None:
    """Return what the seat must write now by rule, or None; ask again after each that was written.

    A pitch whose time is up is due to finish only once its film is closed: closing it is the recorder's work.
    """
    if state.finished or not state.attempt:
        return None
    if state.due_by_rule_ms:
        return seat.TimeGivenBack(
            answers=Reference(state.seat_stream, state.lost.last_resumed_seq), ms=state.due_by_rule_ms
        )
    if state.stopped:
        return None if state.open_film else seat.Finished(how="stopped")
    waiting = state.lost.waiting
    if waiting is not None:
        return None if state.awaiting_grant else seat.Resumed(restarted=False, lost_ms=elapsed_ms - waiting.since_ms)
    return _due_in_stage(state, up=time_is_up(state, elapsed_ms))


def _due_in_stage(state: AttemptState, *, up: bool) -> Body | None:
    match state.stage:
        case Stage.REFUSED:
            return seat.Finished(how="refused")
        case Stage.DONE:
            return seat.Finished(how="completed")
        case Stage.THEORY if up:
            return seat.TheorySubmitted(how="time_up")
        case Stage.THEORY if state.theory_ended and not state.clock_stopped:
            return seat.TheorySubmitted(how="examiner")
        case Stage.CLIP if up:
            return seat.ClipSubmitted(clip=state.clip.last_usable, how="time_up")
        case Stage.PITCH if up and not state.open_film:
            return seat.Finished(how="completed")
        case _:
            return None


def _first(*checks: tuple[bool, str]) -> str | None:
    """Return the code of the first check that does not hold."""
    return next((code for holds, code in checks if not holds), None)


def _admission(_: Scheme, state: AttemptState, body: Body, __: int) -> str | None:
    match body:
        case seat.CheckedIn():
            return None if state.stage in (Stage.CHECK_IN, Stage.TURNED_AWAY) else "wrong_stage"
        case seat.Consented():
            return None if state.stage is Stage.CONSENT else "wrong_stage"
        case seat.DevicesChecked():
            found = {finding.result for finding in body.findings} | {_GRADES[0]}
            worst = next(grade for grade in reversed(_GRADES) if grade in found)
            fits = body.result == worst and found <= set(_GRADES)
            return _first((state.stage is Stage.DEVICES, "wrong_stage"), (fits, "devices_result"))
        case seat.HelpCalled():
            return None
        case _:
            return "wrong_stage"


_GRADES = ("go", "warning", "no_go")


def _theory(scheme: Scheme, state: AttemptState, body: Body, elapsed_ms: int) -> str | None:
    if isinstance(body, seat.PaperIssued):
        items = [line.item for line in body.lines]
        return _first(
            (state.stage is Stage.THEORY_READY, "wrong_stage"),
            (body.mode is scheme.theory.mode, "wrong_mode"),
            (len(items) == len(set(items)) == scheme.theory.item_count, "wrong_paper"),
        )
    if state.stage is not Stage.THEORY:
        return _too_late(state.theory.submitted)
    up = time_is_up(state, elapsed_ms)
    if isinstance(body, seat.TheorySubmitted):
        return _handing_in(state, body.how, up=up)
    if up:
        return "time_is_up"
    if state.theory.mode is TheoryMode.ORAL:
        return "wrong_mode"
    assert isinstance(body, seat.Answered | seat.Flagged)
    line = next((line for line in state.theory.paper if line.item == body.item), None)
    if line is None:
        return "not_on_paper"
    return _chosen(line, body.chosen) if isinstance(body, seat.Answered) else None


def _too_late(submitted: str) -> str:
    """Say why a subject takes nothing now: a late answer meets work that was handed in by rule just before."""
    return "time_is_up" if submitted == "time_up" else "wrong_stage"


def _handing_in(state: AttemptState, how: str, *, up: bool) -> str | None:
    if how == "time_up":
        return None if up else "time_is_not_up"
    own = "examiner" if state.theory.mode is TheoryMode.ORAL else "candidate"
    return _first((how == own, "wrong_mode"), (not up, "time_is_up"))


def _chosen(line: seat.PaperLine, chosen: tuple[int, ...]) -> str | None:
    return _first(
        (set(chosen) <= set(line.order), "no_such_option"),
        (list(chosen) == sorted(set(chosen)), "options_unsorted"),
        (line.several or len(chosen) <= 1, "one_option_only"),
    )


def _clip(scheme: Scheme, state: AttemptState, body: Body, elapsed_ms: int) -> str | None:
    if isinstance(body, seat.ClipStarted):
        return None if state.stage is Stage.CLIP_READY else "wrong_stage"
    if state.stage is not Stage.CLIP:
        return _too_late(state.clip.submitted)
    up = time_is_up(state, elapsed_ms)
    if isinstance(body, seat.ClipSubmitted) and body.how == "time_up":
        return _first((up, "time_is_not_up"), (body.clip == state.clip.last_usable, "not_the_last_clip"))
    if up:
        return "time_is_up"
    if isinstance(body, seat.ClipSubmitted):
        usable = {each.clip for each in state.clip.received if each.usable}
        return _first((body.how == "candidate", "wrong_mode"), (body.clip in usable, "clip_not_usable"))
    assert isinstance(body, seat.ClipReceived)
    terms = scheme.clip
    shortest_ms, longest_ms = terms.shortest_ms - terms.tolerance_ms, terms.longest_ms + terms.tolerance_ms
    return _first(
        (body.source in terms.sources, "clip_source"),
        (not body.usable or shortest_ms <= body.duration_ms <= longest_ms, "clip_length"),
    )


def _pitch(_: Scheme, state: AttemptState, body: Body, __: int) -> str | None:
    match body:
        case seat.SampleDrawn():
            whole = len(body.order) == len(set(body.order)) and body.order[:1] == (body.sample,)
            return _first((state.stage is Stage.DRAW, "wrong_stage"), (whole, "wrong_draw"))
        case seat.PreparationStarted():
            return None if state.stage is Stage.PREPARATION_READY else "wrong_stage"
        case _:
            return _film_word(state, body)


def _film_word(state: AttemptState, body: Body) -> str | None:
    films = {film.film: film for film in state.films}
    match body:
        case seat.RecordingStarted():
            running = state.stage is Stage.PITCH or (state.stage is Stage.PREPARATION and not state.clock_stopped)
            fresh = not state.open_film and body.film not in films
            return _first((running, "wrong_stage"), (fresh, "film_open"))
        case seat.RecordingAnchored():
            film = films.get(body.film)
            growing = film is not None and body.position_ms >= film.duration_ms and body.fragments >= film.fragments
            return _first((state.open_film == body.film, "no_such_film"), (growing, "film_shrinks"))
        case seat.RecordingFinished():
            return None if state.open_film == body.film else "no_such_film"
        case _:
            assert isinstance(body, seat.RecordingGap)
            return _first((body.film in films, "no_such_film"), (0 <= body.from_ms <= body.to_ms, "wrong_gap"))


def _lost_time(_: Scheme, state: AttemptState, body: Body, __: int) -> str | None:
    match body:
        case seat.Interrupted():
            return None if state.timed else "wrong_stage"
        case seat.Resumed():
            if body.lost_ms < 0:
                return "wrong_time"
            if not body.restarted and state.awaiting_grant:
                return "awaiting_grant"
            return None if body.restarted or state.clock_stopped else "not_interrupted"
        case _:
            assert isinstance(body, seat.TimeGivenBack)
            named = body.answers == Reference(state.seat_stream, state.lost.last_resumed_seq)
            return None if named and body.ms == state.due_by_rule_ms > 0 else "wrong_time"


def _ending(scheme: Scheme, state: AttemptState, body: Body, elapsed_ms: int) -> str | None:
    assert isinstance(body, seat.Finished)
    if state.open_film:
        return "film_open"
    if state.stopped:
        return None if body.how == "stopped" else "stopped"
    if state.clock_stopped:
        return "awaiting_grant" if state.awaiting_grant else "clock_stopped"
    pitching, up = state.stage is Stage.PITCH, time_is_up(state, elapsed_ms)
    holds = {
        "completed": state.stage is Stage.DONE or (pitching and up),
        "early": pitching and not up,
        "refused": state.stage is Stage.REFUSED,
        "turned_away": state.stage is Stage.TURNED_AWAY,
        "failed_subject": scheme.failed_subject_stops and state.stage in _BETWEEN_SUBJECTS,
    }
    return None if holds.get(body.how, False) else "wrong_ending"


def _desk_word(state: AttemptState, body: Body) -> str | None:
    match body:
        case desk.Opened():
            return None if state.attempt else "not_opened"
        case desk.MisconductNoted():
            return None if body.position_ms >= 0 else "wrong_time"
        case _ if state.finished:
            return "finished"
        case desk.IdentityConfirmed():
            awaited = state.stage in (Stage.IDENTITY, Stage.TURNED_AWAY, Stage.CONSENT)
            named = body.answers == Reference(state.seat_stream, state.checked_in_seq)
            return _first((awaited, "wrong_stage"), (named, "wrong_answer"))
        case desk.CallAnswered():
            named = body.answers.stream == state.seat_stream and body.answers.seq in state.open_calls
            return None if named else "no_open_call"
        case desk.TimeGranted():
            return _grant(state, body)
        case desk.TheoryEnded():
            return _theory_end(state, body)
        case _:
            return "stopped" if state.stopped else None


def _grant(state: AttemptState, body: desk.TimeGranted) -> str | None:
    clock = state.clock
    if clock is None:
        return "no_clock"
    known = {clock.started_seq, *(loss.resumed_seq for loss in clock.losses)}
    named = body.answers is not None and body.answers.stream == state.seat_stream and body.answers.seq in known
    least, most = (0 if state.awaiting_grant else 1), max(MOST_GRANTED_MS, state.unsettled_ms)
    return _first((named, "wrong_answer"), (least <= body.ms <= most, "wrong_time"))


def _theory_end(state: AttemptState, body: desk.TheoryEnded) -> str | None:
    began = state.clock.started_seq if state.clock is not None else NEVER
    return _first(
        (not state.stopped, "stopped"),
        (state.stage is Stage.THEORY, "wrong_stage"),
        (state.theory.mode is TheoryMode.ORAL, "wrong_mode"),
        (body.answers == Reference(state.seat_stream, began), "wrong_answer"),
        (not state.theory_ended, "theory_ended"),
        (0 <= body.unmarked <= len(state.paper), "wrong_paper"),
    )


type _Rule = Callable[[Scheme, AttemptState, Body, int], str | None]

_RULES: Mapping[type[Body], _Rule] = {
    **dict.fromkeys((seat.Opened, seat.CheckedIn, seat.Consented, seat.DevicesChecked, seat.HelpCalled), _admission),
    **dict.fromkeys((seat.PaperIssued, seat.Answered, seat.Flagged, seat.TheorySubmitted), _theory),
    **dict.fromkeys((seat.ClipStarted, seat.ClipReceived, seat.ClipSubmitted), _clip),
    **dict.fromkeys(
        (seat.SampleDrawn, seat.PreparationStarted, seat.RecordingStarted, seat.RecordingAnchored,
         seat.RecordingFinished, seat.RecordingGap),
        _pitch,
    ),
    **dict.fromkeys((seat.Interrupted, seat.Resumed, seat.TimeGivenBack), _lost_time),
    seat.Finished: _ending,
}  # fmt: skip
