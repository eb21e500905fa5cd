"""Time: what is left, what is lost, what the rule gives back, what the examiner grants or withholds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exam.deadlines import deadline, remaining_ms, time_is_up, withheld_ms
from app.exam.flow import due, fold
from app.exam.flow_state import Stage
from app.exam.scheme import InterruptionTerms, Subject
from app.exam.vocabulary import desk, seat
from app.exam.vocabulary.common import Reference
from tests.exam import world
from tests.exam.world import Attempt, paper_lines

LINES = paper_lines()
LIMIT_MS = 240_000
RULE_MS = 300_000


def in_theory() -> Attempt:
    """Theory began at elapsed 1,000 ms; its limit is 240,000 ms."""
    return Attempt().to_theory(LINES)


def settle(attempt: Attempt) -> None:
    """Write everything that is due."""
    while body := due(attempt.rules, attempt.state, attempt.now_ms):
        attempt.say(body)


def left(attempt: Attempt) -> int:
    return remaining_ms(attempt.state, attempt.now_ms)


def pause(attempt: Attempt, ms: int) -> int:
    attempt.say(seat.Interrupted(cause="camera"))
    attempt.pass_ms(ms)
    return attempt.say(seat.Resumed(restarted=False, lost_ms=ms))


def grant(attempt: Attempt, ms: int) -> None:
    attempt.decide(desk.TimeGranted(ms=ms, reason_sealed="x", answers=attempt.ref(attempt.state.grant_answers_seq)))


# ── the plain clock


def test_a_stage_without_a_clock_has_no_deadline_and_nothing_left() -> None:
    state = Attempt().state
    assert deadline(state) is None
    assert remaining_ms(state, 5_000) == 0
    assert not time_is_up(state, 10**9)
    assert withheld_ms(state) == 0


def test_each_timed_stage_has_the_schemes_minutes() -> None:
    attempt = in_theory()
    assert deadline(attempt.state) == 1_000 + LIMIT_MS
    attempt.pass_ms(9_000)
    attempt.say(seat.TheorySubmitted(how="candidate"))
    assert deadline(attempt.state) is None
    attempt.pass_ms(1_000)
    attempt.start_clip()
    assert deadline(attempt.state) == 11_000 + 300_000
    attempt.hand_in_clip()
    attempt.pass_ms(1_000)
    attempt.to_preparation()
    assert deadline(attempt.state) == 12_000 + 60_000
    attempt.pass_ms(5_000)
    attempt.roll()
    assert deadline(attempt.state) == 17_000 + 300_000


def test_another_city_has_other_minutes() -> None:
    rules = world.with_theory(world.scheme(), minutes=60)
    attempt = Attempt(rules).to_theory(LINES)
    assert left(attempt) == 3_600_000


def test_what_is_left_falls_with_elapsed_time_and_stops_at_zero() -> None:
    attempt = in_theory()
    assert [remaining_ms(attempt.state, ms) for ms in (1_000, 2_000, 240_999, 241_000, 999_999)] == [
        240_000, 239_000, 1, 0, 0,
    ]  # fmt: skip
    assert not time_is_up(attempt.state, 240_999)
    assert time_is_up(attempt.state, 241_000)


# ── pauses in a living process


def test_while_the_clock_stands_still_nothing_runs_out() -> None:
    attempt = in_theory()
    attempt.pass_ms(40_000)
    attempt.say(seat.Interrupted(cause="camera"))
    before = left(attempt)
    attempt.pass_ms(10_000_000)
    assert left(attempt) == before == 200_000
    assert deadline(attempt.state) is None
    assert not time_is_up(attempt.state, attempt.now_ms)
    assert attempt.state.lost.cause == "camera"
    assert attempt.state.interrupted_at_ms == 41_000


def test_a_short_pause_is_added_back_whole_and_recorded_by_rule() -> None:
    attempt = in_theory()
    attempt.pass_ms(40_000)
    resumed = pause(attempt, 25_000)
    assert left(attempt) == 200_000
    assert deadline(attempt.state) == 1_000 + LIMIT_MS + 25_000
    assert due(attempt.rules, attempt.state, attempt.now_ms) == seat.TimeGivenBack(
        answers=Reference("a1/seat", resumed), ms=25_000
    )
    settle(attempt)
    assert left(attempt) == 200_000
    assert attempt.state.lost.given_back_ms == 25_000
    assert attempt.state.due_by_rule_ms == 0
    assert attempt.state.lost.interruptions == 1


def test_pauses_of_the_whole_attempt_share_one_limit() -> None:
    attempt = in_theory()
    pause(attempt, 200_000)
    settle(attempt)
    attempt.say(seat.TheorySubmitted(how="candidate"))
    attempt.start_clip()
    pause(attempt, 90_000)
    settle(attempt)
    assert not attempt.state.awaiting_grant
    pause(attempt, 30_000)
    assert attempt.state.due_by_rule_ms == 10_000
    assert attempt.state.unsettled_ms == 20_000
    assert attempt.state.awaiting_grant
    assert attempt.state.lost.lost_ms == 320_000


def test_a_pause_exactly_at_the_limit_needs_no_examiner_and_one_more_ms_does() -> None:
    attempt = in_theory()
    pause(attempt, RULE_MS)
    assert not attempt.state.awaiting_grant
    pause(attempt, 1)
    assert attempt.state.awaiting_grant
    assert attempt.state.unsettled_ms == 1


# ── restarts


def test_a_restart_costs_nothing_because_elapsed_time_goes_on_from_the_last_entry() -> None:
    attempt = in_theory()
    attempt.pass_ms(40_000)
    attempt.say(seat.Answered(item="A-01-001", chosen=(1,)))
    resumed = attempt.say(seat.Resumed(restarted=True, lost_ms=120_000))
    assert left(attempt) == 200_000
    assert deadline(attempt.state) == 1_000 + LIMIT_MS
    assert due(attempt.rules, attempt.state, attempt.now_ms) == seat.TimeGivenBack(
        answers=Reference("a1/seat", resumed), ms=120_000
    )


def test_a_restart_between_subjects_is_not_counted_at_all() -> None:
    attempt = Attempt().to_ready()
    resumed = attempt.say(seat.Resumed(restarted=True, lost_ms=9_999_999))
    assert attempt.state.lost.lost_ms == 0
    assert due(attempt.rules, attempt.state, attempt.now_ms) is None
    assert attempt.state.last_resumed_seq == resumed
    assert attempt.state.grant_answers_seq == -1


def test_a_restart_during_a_pause_counts_both_and_ends_the_pause() -> None:
    attempt = in_theory()
    attempt.pass_ms(10_000)
    attempt.say(seat.Interrupted(cause="power"))
    attempt.pass_ms(5_000)
    attempt.say(seat.Resumed(restarted=True, lost_ms=60_000))
    assert attempt.state.lost.lost_ms == 65_000
    assert not attempt.state.interrupted
    assert left(attempt) == 230_000


def test_a_second_restart_before_the_first_was_recorded_gives_both_back_at_once() -> None:
    attempt = in_theory()
    attempt.say(seat.Resumed(restarted=True, lost_ms=50_000))
    last = attempt.say(seat.Resumed(restarted=True, lost_ms=70_000))
    assert due(attempt.rules, attempt.state, attempt.now_ms) == seat.TimeGivenBack(
        answers=Reference("a1/seat", last), ms=120_000
    )


# ── over the limit


def over_the_limit(excess_ms: int = 100_000) -> Attempt:
    """60 s of theory used, then a restart that lost ``excess_ms`` more than the rule gives back."""
    attempt = in_theory()
    attempt.pass_ms(60_000)
    attempt.say(seat.Resumed(restarted=True, lost_ms=RULE_MS + excess_ms))
    return attempt


def test_over_the_limit_the_seat_waits_and_its_clock_stands_still() -> None:
    attempt = over_the_limit()
    assert attempt.state.awaiting_grant
    assert attempt.state.unsettled_ms == 100_000
    assert attempt.why_not(seat.Answered(item="A-01-001", chosen=(1,))) == "awaiting_grant"
    assert left(attempt) == 180_000
    attempt.pass_ms(7_200_000)
    assert left(attempt) == 180_000
    settle(attempt)
    assert attempt.state.awaiting_grant
    assert attempt.state.lost.given_back_ms == RULE_MS


@pytest.mark.parametrize(
    ("granted_ms", "left_ms", "withheld"),
    [
        (100_000, 180_000, 0),
        (40_000, 120_000, 60_000),
        (0, 80_000, 100_000),
        (130_000, 210_000, 0),
    ],
)
def test_what_the_examiner_does_not_grant_is_withheld_and_more_extends(
    granted_ms: int, left_ms: int, withheld: int
) -> None:
    attempt = over_the_limit()
    attempt.pass_ms(33_000)
    grant(attempt, granted_ms)
    assert not attempt.state.awaiting_grant
    assert attempt.why_not(seat.Answered(item="A-01-001", chosen=(1,))) == "clock_stopped"
    settle(attempt)
    assert attempt.state.stage is Stage.THEORY
    assert left(attempt) == left_ms
    assert withheld_ms(attempt.state) == withheld
    assert attempt.why_not(seat.Answered(item="A-01-001", chosen=(1,))) is None
    assert fold(attempt.rules, attempt.seat.entries, attempt.desk.entries) == attempt.state


def test_withholding_more_than_is_left_ends_the_stage_and_never_goes_below_zero() -> None:
    attempt = over_the_limit(500_000)
    grant(attempt, 0)
    settle(attempt)
    assert attempt.state.stage is Stage.CLIP_READY
    assert attempt.state.theory.submitted == "time_up"


def test_the_wait_itself_is_no_loss() -> None:
    attempt = over_the_limit()
    lost = attempt.state.lost.lost_ms
    attempt.pass_ms(1_000_000)
    grant(attempt, 100_000)
    settle(attempt)
    assert attempt.state.lost.lost_ms == lost
    assert attempt.state.lost.waiting is None


def test_a_restart_while_waiting_goes_on_waiting_for_the_same_decision() -> None:
    attempt = over_the_limit()
    waiting_for = attempt.state.last_resumed_seq
    attempt.pass_ms(10_000)
    attempt.say(seat.Resumed(restarted=True, lost_ms=500_000))
    assert attempt.state.awaiting_grant
    assert attempt.state.last_resumed_seq == attempt.state.grant_answers_seq == waiting_for
    assert attempt.state.unsettled_ms == 100_000
    grant(attempt, 100_000)
    settle(attempt)
    assert left(attempt) == 180_000


def test_a_long_pause_of_a_living_process_waits_too() -> None:
    attempt = in_theory()
    attempt.pass_ms(60_000)
    pause(attempt, RULE_MS + 5_000)
    assert attempt.state.awaiting_grant
    assert left(attempt) == 180_000
    attempt.pass_ms(20_000)
    grant(attempt, 5_000)
    settle(attempt)
    assert left(attempt) == 180_000


def test_a_scheme_that_gives_nothing_back_asks_the_examiner_every_time() -> None:
    attempt = Attempt(world.scheme(interruptions=InterruptionTerms(0))).to_theory(LINES)
    pause(attempt, 1_000)
    assert attempt.state.awaiting_grant
    assert attempt.state.due_by_rule_ms == 0


# ── time granted without an interruption


def test_the_examiner_may_extend_the_running_stage_more_than_once() -> None:
    attempt = in_theory()
    began = attempt.state.clock
    assert began is not None
    assert attempt.state.grant_answers_seq == began.started_seq
    grant(attempt, 10_000)
    grant(attempt, 5_000)
    assert deadline(attempt.state) == 1_000 + LIMIT_MS + 15_000


def test_a_grant_for_an_interruption_within_the_rule_extends_the_stage() -> None:
    attempt = in_theory()
    resumed = pause(attempt, 20_000)
    settle(attempt)
    attempt.decide(desk.TimeGranted(ms=7_000, reason_sealed="x", answers=attempt.ref(resumed)))
    assert left(attempt) == LIMIT_MS + 7_000


def test_time_granted_in_one_stage_does_not_reach_the_next() -> None:
    attempt = in_theory()
    grant(attempt, 99_000)
    attempt.say(seat.TheorySubmitted(how="candidate"))
    attempt.start_clip()
    assert left(attempt) == 300_000
    assert fold(attempt.rules, attempt.seat.entries, attempt.desk.entries) == attempt.state


def test_a_grant_without_a_reference_folds_to_no_stage() -> None:
    attempt = in_theory()
    attempt.desk.write(desk.TimeGranted(ms=5_000, reason_sealed="x"))
    state = fold(attempt.rules, attempt.seat.entries, attempt.desk.entries)
    assert remaining_ms(state, attempt.now_ms) == LIMIT_MS


# ── laws

steps = st.lists(
    st.tuples(st.sampled_from(["run", "pause", "restart"]), st.integers(0, 90_000)), min_size=1, max_size=12
)


@given(steps)
def test_within_the_rule_only_time_that_ran_is_ever_taken(walk: list[tuple[str, int]]) -> None:
    attempt = Attempt(world.scheme(interruptions=InterruptionTerms(10**6))).to_theory(LINES)
    ran = 0
    for what, ms in walk:
        if what == "run":
            attempt.pass_ms(ms)
            ran += ms
        elif what == "pause":
            pause(attempt, ms)
        else:
            attempt.say(seat.Resumed(restarted=True, lost_ms=ms))
        assert left(attempt) == max(0, LIMIT_MS - ran)
        assert not attempt.state.awaiting_grant


@given(steps, st.integers(0, 400), st.lists(st.integers(0, 200_000), min_size=12, max_size=12))
def test_time_adds_up_whatever_is_lost_granted_and_withheld(
    walk: list[tuple[str, int]], by_rule_s: int, grants: list[int]
) -> None:
    attempt = Attempt(world.scheme(interruptions=InterruptionTerms(by_rule_s)), subjects=(Subject.THEORY,)).to_theory(
        LINES
    )
    ran = extended = lost = by_rule = 0
    for (what, ms), granted_ms in zip(walk, grants, strict=False):
        if time_is_up(attempt.state, attempt.now_ms):
            break
        if what == "run":
            attempt.pass_ms(ms)
            ran += ms
            continue
        if what == "pause":
            pause(attempt, ms)
        else:
            attempt.say(seat.Resumed(restarted=True, lost_ms=ms))
        given_ms = min(ms, by_rule_s * 1000 - by_rule)
        by_rule, lost = by_rule + given_ms, lost + ms
        if attempt.state.awaiting_grant:
            assert attempt.state.unsettled_ms == ms - given_ms
            attempt.pass_ms(granted_ms % 977)
            grant(attempt, granted_ms)
            attempt.say(seat.Resumed(restarted=False, lost_ms=0))
            extended += granted_ms - (ms - given_ms)
        assert attempt.state.lost.lost_ms == lost
    if attempt.state.clock is not None:
        assert left(attempt) == max(0, LIMIT_MS - ran + extended)
    assert fold(attempt.rules, attempt.seat.entries, attempt.desk.entries) == attempt.state
