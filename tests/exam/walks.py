"""Walks through an attempt: words of seat and desk in any order, from any stage, for the laws."""

from hypothesis import strategies as st

from app.exam.flow_state import AttemptState
from app.exam.scheme import Subject, TheoryMode
from app.exam.vocabulary import desk, seat
from app.exam.vocabulary.common import Body, Reference, Sealed
from app.exam.vocabulary.desk import Misconduct
from tests.exam.world import (
    Attempt,
    anchored,
    clip_received,
    paper_lines,
    recording_finished,
    recording_started,
    scheme,
    with_theory,
)

LINES = paper_lines()

type Move = Body | int | str
"""A word of the seat, ms that pass, or the name of a word of the desk."""


def in_theory(*, several: bool = False) -> Attempt:
    return Attempt().to_theory(paper_lines(several=several))


def in_oral() -> Attempt:
    return Attempt(with_theory(scheme(), mode=TheoryMode.ORAL)).to_theory(LINES)


def in_clip() -> Attempt:
    return Attempt(subjects=(Subject.CLIP,)).to_ready().start_clip()


def in_preparation() -> Attempt:
    return Attempt(subjects=(Subject.PITCH,)).to_ready().to_preparation()


def in_pitch() -> Attempt:
    return in_preparation().roll()


SEAT_WORDS: list[Body] = [
    seat.CheckedIn(how="typed"),
    seat.Consented(given=True, notice="n", language="zh"),
    seat.DevicesChecked(result="go", findings=()),
    seat.PaperIssued(mode=TheoryMode.SCREEN, lines=LINES),
    seat.Answered(item="A-01-001", chosen=(1,)),
    seat.Answered(item="A-01-002", chosen=()),
    seat.Flagged(item="A-01-003", on=True),
    seat.TheorySubmitted(how="candidate"),
    seat.TheorySubmitted(how="time_up"),
    seat.ClipStarted(task="task1"),
    clip_received("c" * 64),
    clip_received("d" * 64, usable=False),
    seat.ClipSubmitted(clip="c" * 64, how="candidate"),
    seat.SampleDrawn(sample="s1", order=("s1", "s2")),
    seat.PreparationStarted(),
    recording_started("p1.mp4"),
    recording_started("p2.mp4"),
    anchored("p1.mp4", 4_000),
    recording_finished("p1.mp4", 5_000),
    recording_finished("p2.mp4", 5_000, torn=True),
    seat.RecordingGap(film="p1.mp4", what="camera", from_ms=0, to_ms=5, cause="x"),
    seat.Interrupted(cause="camera"),
    seat.Resumed(restarted=False, lost_ms=10),
    seat.Resumed(restarted=True, lost_ms=200_000),
    seat.HelpCalled(reason="x"),
    *(seat.Finished(how=how) for how in ("completed", "early", "stopped", "turned_away")),
    Sealed(key="k"),
]
moves = st.lists(
    st.one_of(
        st.sampled_from(SEAT_WORDS),
        st.integers(0, 120_000),
        st.sampled_from(["confirm", "grant", "stop", "warn", "expel", "end_theory"]),
    ),
    max_size=90,
)


STARTS = (Attempt, lambda: Attempt().to_ready(), in_theory, in_oral, in_clip, in_preparation, in_pitch)
starts = st.sampled_from(STARTS)


def desk_word(state: AttemptState, word: str) -> Body:
    match word:
        case "confirm":
            return desk.IdentityConfirmed(answers=Reference("a1/seat", state.checked_in_seq), matches=True)
        case "grant":
            answers = Reference("a1/seat", state.grant_answers_seq)
            return desk.TimeGranted(ms=30_000, reason_sealed="x", answers=answers)
        case "warn":
            return desk.MisconductNoted(level=Misconduct.WARNING, reason_sealed="x", position_ms=0)
        case "end_theory":
            began = state.clock.started_seq if state.clock else -1
            return desk.TheoryEnded(answers=Reference("a1/seat", began), unmarked=0)
        case "expel":
            return desk.MisconductNoted(level=Misconduct.STOP, reason_sealed="x", position_ms=0)
        case _:
            return desk.Stopped(reason_sealed="x")


def walk_on(attempt: Attempt, move: Move) -> str | None:
    """Take one step if the rules allow it; return why not, or None."""
    if isinstance(move, int):
        attempt.pass_ms(move)
        return None
    body = desk_word(attempt.state, move) if isinstance(move, str) else move
    why = attempt.why_not(body)
    if why is None and not attempt.state.sealed:  # a second seal is the ledger's to guard
        (attempt.decide if isinstance(move, str) else attempt.say)(body)
    return why
