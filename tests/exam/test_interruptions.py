"""The same loss in every timed stage: what is left, what is refused meanwhile, and what the record says."""

from collections.abc import Callable

import pytest

from app.exam.flow import due, fold, remaining_ms, withheld_ms
from app.exam.flow_state import Stage
from app.exam.scheme import Subject
from app.exam.vocabulary import desk, seat
from app.exam.vocabulary.common import Body
from tests.exam.world import Attempt, clip_received, paper_lines, recording_started

USED_MS = 20_000
RULE_MS = 300_000

STAGES: dict[Stage, tuple[Callable[[], Attempt], int, Body]] = {
    Stage.THEORY: (
        lambda: Attempt().to_theory(paper_lines()), 240_000, seat.Answered(item="A-01-001", chosen=(1,)),
    ),
    Stage.CLIP: (
        lambda: Attempt(subjects=(Subject.CLIP,)).to_ready().start_clip(), 300_000, clip_received("c" * 64),
    ),
    Stage.PREPARATION: (
        lambda: Attempt(subjects=(Subject.PITCH,)).to_ready().to_preparation(), 60_000, recording_started("p.mp4"),
    ),
    Stage.PITCH: (
        lambda: Attempt(subjects=(Subject.PITCH,)).to_ready().to_preparation().roll(), 300_000,
        seat.Interrupted(cause="camera"),
    ),
}  # fmt: skip
every_stage = pytest.mark.parametrize("stage", list(STAGES))


def begun(stage: Stage) -> tuple[Attempt, int, Body]:
    """An attempt 20 s into a stage, what is left of it, and a word that the stage takes."""
    start, limit_ms, word = STAGES[stage]
    attempt = start()
    attempt.pass_ms(USED_MS)
    assert attempt.state.stage is stage
    return attempt, limit_ms - USED_MS, word


def left(attempt: Attempt) -> int:
    assert fold(attempt.rules, attempt.seat.entries, attempt.desk.entries) == attempt.state
    return remaining_ms(attempt.state, attempt.now_ms)


def settle(attempt: Attempt) -> list[str]:
    written = []
    while body := due(attempt.rules, attempt.state, attempt.now_ms):
        attempt.say(body)
        written.append(body.kind)
    return written


@every_stage
@pytest.mark.parametrize("cause", ["camera", "microphone", "disk", "power", "examiner"])
def test_a_pause_stops_clock_and_work_and_costs_nothing(stage: Stage, cause: str) -> None:
    attempt, left_ms, word = begun(stage)
    attempt.say(seat.Interrupted(cause=cause))
    assert attempt.why_not(word) in ("clock_stopped", "wrong_stage")
    attempt.pass_ms(47_000)
    assert left(attempt) == left_ms
    attempt.say(seat.Resumed(restarted=False, lost_ms=47_000))
    assert left(attempt) == left_ms
    assert settle(attempt) == ["time_given_back"]
    assert attempt.why_not(word) is None
    assert left(attempt) == left_ms


@every_stage
@pytest.mark.parametrize("lost_ms", [0, 1, 60_000, RULE_MS])
def test_a_restart_within_the_rule_costs_nothing(stage: Stage, lost_ms: int) -> None:
    attempt, left_ms, word = begun(stage)
    attempt.say(seat.Resumed(restarted=True, lost_ms=lost_ms))
    assert settle(attempt) == (["time_given_back"] if lost_ms else [])
    assert attempt.state.lost.given_back_ms == lost_ms
    assert attempt.why_not(word) is None
    assert left(attempt) == left_ms


@every_stage
def test_many_small_losses_add_up_to_one_limit(stage: Stage) -> None:
    attempt, left_ms, _ = begun(stage)
    for _ in range(6):
        attempt.say(seat.Resumed(restarted=True, lost_ms=50_000))
        settle(attempt)
    assert left(attempt) == left_ms
    assert not attempt.state.awaiting_grant
    attempt.say(seat.Resumed(restarted=True, lost_ms=50_000))
    assert attempt.state.awaiting_grant
    assert attempt.state.unsettled_ms == 50_000


@every_stage
@pytest.mark.parametrize("granted_ms", [0, 9_000, 15_000, 22_000])
def test_over_the_limit_the_examiner_decides_about_the_rest(stage: Stage, granted_ms: int) -> None:
    attempt, left_ms, word = begun(stage)
    resumed = attempt.say(seat.Resumed(restarted=True, lost_ms=RULE_MS + 15_000))
    assert settle(attempt) == ["time_given_back"]
    assert attempt.why_not(word) in ("awaiting_grant", "wrong_stage")
    attempt.pass_ms(600_000)
    assert left(attempt) == left_ms
    attempt.decide(desk.TimeGranted(ms=granted_ms, reason_sealed="x", answers=attempt.ref(resumed)))
    assert settle(attempt) == ["resumed"]
    assert left(attempt) == left_ms - 15_000 + granted_ms
    assert withheld_ms(attempt.state) == max(0, 15_000 - granted_ms)
    assert attempt.why_not(word) is None


@every_stage
def test_an_examiner_may_stop_somebody_who_waits(stage: Stage) -> None:
    attempt, _, _ = begun(stage)
    attempt.say(seat.Resumed(restarted=True, lost_ms=RULE_MS + 15_000))
    attempt.decide(desk.Stopped(reason_sealed="x"))
    if attempt.state.open_film:
        attempt.cut(duration_ms=1, torn=True)
    assert settle(attempt) == ["time_given_back", "finished"]
    assert attempt.state.finished_how == "stopped"
    assert left(attempt) == 0


@every_stage
def test_time_granted_without_a_loss_lengthens_the_stage(stage: Stage) -> None:
    attempt, left_ms, _ = begun(stage)
    answers = attempt.ref(attempt.state.grant_answers_seq)
    attempt.decide(desk.TimeGranted(ms=31_000, reason_sealed="x", answers=answers))
    assert left(attempt) == left_ms + 31_000
    attempt.pass_ms(left_ms + 30_999)
    assert left(attempt) == 1
    attempt.pass_ms(1)
    assert left(attempt) == 0


@every_stage
def test_a_restart_in_a_pause_ends_it_and_the_clock_runs_again(stage: Stage) -> None:
    attempt, left_ms, _ = begun(stage)
    attempt.say(seat.Interrupted(cause="power"))
    attempt.pass_ms(5_000)
    attempt.say(seat.Resumed(restarted=True, lost_ms=80_000))
    settle(attempt)
    assert attempt.state.lost.given_back_ms == 85_000
    assert left(attempt) == left_ms
    attempt.pass_ms(1_000)
    assert left(attempt) == left_ms - 1_000


@every_stage
def test_a_call_for_help_is_heard_in_every_standstill(stage: Stage) -> None:
    attempt, _, _ = begun(stage)
    attempt.say(seat.Interrupted(cause="camera"))
    assert attempt.why_not(seat.HelpCalled(reason="camera")) is None
    attempt.pass_ms(RULE_MS + 1)
    attempt.say(seat.Resumed(restarted=False, lost_ms=RULE_MS + 1))
    assert attempt.why_not(seat.HelpCalled(reason="waiting")) is None
