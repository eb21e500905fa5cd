"""The list's one line, the folded state and the verdict tell the same story of any attempt."""

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from app.exam.flow_state import Stage
from app.exam.scheme import Subject
from app.exam.summary import AttemptSummary, project
from app.exam.verdict import NO_MARK, SubjectState, VerdictState, publication_faults, replay
from app.exam.vocabulary.desk import Misconduct
from tests.exam import world
from tests.exam.walks import Move, moves, starts, walk_on
from tests.exam.world import Attempt, SheetWriter

BANK = world.bank()
LISTED: dict[Stage, set[str]] = {
    Stage.CHECK_IN: {"check_in"},
    Stage.IDENTITY: {"identity"},
    Stage.TURNED_AWAY: {"identity"},
    Stage.CONSENT: {"identity"},
    Stage.REFUSED: {"devices"},
    Stage.DEVICES: {"devices", "ready"},
    Stage.THEORY_READY: {"ready"},
    Stage.THEORY: {"theory"},
    Stage.CLIP_READY: {"ready", "theory_done"},
    Stage.CLIP: {"clip"},
    Stage.DRAW: {"ready", "theory_done", "clip_done"},
    Stage.PREPARATION_READY: {"draw"},
    Stage.PREPARATION: {"preparation"},
    Stage.PITCH: {"pitch"},
    Stage.DONE: {"theory_done", "clip_done", "ready"},
    Stage.FINISHED: {"finished"},
    Stage.SEALED: {"finished"},
}
"""What a list may show while the attempt stands at a stage: the last stage that the seat's words reached."""


def walked(start: Callable[[], Attempt], walk: list[Move]) -> Attempt:
    attempt = start()
    for move in walk:
        walk_on(attempt, move)
    return attempt


def summary_of(attempt: Attempt, chosen: Callable[[], bool]) -> AttemptSummary:
    """Project both streams, interleaved as ``chosen`` says."""
    seats, desks = list(attempt.seat.entries), list(attempt.desk.entries)
    summary = AttemptSummary("a1")
    while seats or desks:
        own = seats if not desks or (seats and chosen()) else desks
        summary = project(summary, own.pop(0))
    return summary


@given(starts, moves, st.data())
def test_the_list_shows_what_the_state_holds(
    start: Callable[[], Attempt], walk: list[Move], data: st.DataObject
) -> None:
    attempt = walked(start, walk)
    summary, state = summary_of(attempt, lambda: data.draw(st.booleans())), attempt.state
    assert summary.stage in LISTED[state.stage]
    assert summary.calls == len(state.calls)
    assert summary.calls_answered == len(state.desk.calls_answered)
    assert summary.stopped is state.desk.stopped
    assert (summary.candidate, summary.station) == (state.opening.candidate, state.station)
    assert summary.answered == sum(entry.kind == "answered" for entry in attempt.seat.entries)
    assert summary.identity_confirmed is any(state.desk.identity.values())


@given(starts, moves)
def test_no_walk_at_all_makes_a_pass_out_of_nothing_or_a_zero_out_of_an_absence(
    start: Callable[[], Attempt], walk: list[Move]
) -> None:
    attempt = walked(start, walk)
    found = replay(attempt.rules, BANK, {"a1/seat": attempt.seat.entries, "a1/desk": attempt.desk.entries}, {})
    assert not found.passed
    for outcome in found.outcomes:
        assert (outcome.state is SubjectState.MARKED) is (outcome.half_points != NO_MARK)
        if outcome.subject not in attempt.state.subjects:
            assert outcome.state is SubjectState.NOT_TAKEN
    if not attempt.state.finished:
        assert found.state in (VerdictState.PENDING, VerdictState.MISCONDUCT)
        assert publication_faults(found)


@given(starts, moves, st.integers(0, 200), st.integers(0, 200))
def test_sheets_can_only_mark_what_was_handed_in(
    start: Callable[[], Attempt], walk: list[Move], clip: int, pitch: int
) -> None:
    attempt = walked(start, walk)
    sheets = [sheet_of(Subject.CLIP, clip), sheet_of(Subject.PITCH, pitch)]
    own = {writer.stream: writer.entries for writer in (attempt.seat, attempt.desk, *sheets)}
    outcomes = {outcome.subject: outcome for outcome in replay(attempt.rules, BANK, own, {}).outcomes}
    assert (outcomes[Subject.CLIP].state is SubjectState.MARKED) is bool(attempt.state.clip.submitted)
    assert (outcomes[Subject.PITCH].state is SubjectState.MARKED) is (
        bool(attempt.state.films) and attempt.state.finished and Misconduct.STOP not in attempt.state.desk.misconduct
    )


def sheet_of(subject: Subject, total: int) -> SheetWriter:
    address = min(80, total)
    points = min(70, total - address)
    writer = SheetWriter(subject).mark(address=address, points=points, close=total - address - points)
    return writer.sign(total)
