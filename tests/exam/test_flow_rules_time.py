"""What may be written while the clock stands, at the end, and whatever is tried."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exam import flow_rules
from app.exam.flow import due, fold, refusal
from app.exam.flow_refusals import REFUSALS
from app.exam.flow_rules import MOST_GRANTED_MS
from app.exam.flow_state import Stage
from app.exam.vocabulary import desk, seat
from app.exam.vocabulary.common import Reference
from app.exam.vocabulary.desk import Misconduct
from tests.exam import world
from tests.exam.walks import LINES, Move, in_pitch, in_preparation, in_theory, moves, starts, walk_on
from tests.exam.world import Attempt, recording_started

HOURS_MS = 3_600_000


def test_the_camera_may_roll_again_while_the_clock_still_stands() -> None:
    attempt = in_pitch()
    attempt.pass_ms(10_000)
    attempt.say(seat.Interrupted(cause="camera"))
    attempt.cut(duration_ms=10_000)
    attempt.say(recording_started("pitch-2.mp4"))
    attempt.say(seat.Resumed(restarted=False, lost_ms=0))
    assert attempt.state.open_film == "pitch-2.mp4"


def test_a_pitch_cannot_begin_while_the_clock_stands() -> None:
    attempt = in_preparation()
    attempt.say(seat.Interrupted(cause="microphone"))
    assert attempt.why_not(recording_started("pitch-1.mp4")) == "wrong_stage"
    assert attempt.why_not(seat.SampleDrawn(sample="s", order=("s",))) == "clock_stopped"


def test_an_interruption_needs_a_running_clock() -> None:
    assert Attempt().to_ready().why_not(seat.Interrupted(cause="camera")) == "wrong_stage"
    attempt = in_theory()
    assert attempt.why_not(seat.Resumed(restarted=False, lost_ms=0)) == "not_interrupted"
    attempt.say(seat.Interrupted(cause="camera"))
    assert attempt.why_not(seat.Interrupted(cause="camera")) == "clock_stopped"
    assert attempt.why_not(seat.Answered(item="A-01-001", chosen=())) == "clock_stopped"
    assert attempt.why_not(seat.Resumed(restarted=False, lost_ms=-1)) == "wrong_time"
    assert attempt.why_not(seat.Resumed(restarted=False, lost_ms=0)) is None


def test_a_wait_for_the_examiner_ends_with_the_grant_alone() -> None:
    attempt = in_theory()
    resumed = attempt.say(seat.Resumed(restarted=True, lost_ms=HOURS_MS))
    assert attempt.why_not(seat.Resumed(restarted=False, lost_ms=0)) == "awaiting_grant"
    assert attempt.why_not(seat.Interrupted(cause="camera")) == "awaiting_grant"
    assert attempt.why_not(seat.HelpCalled(reason="waiting")) is None
    attempt.decide(desk.TimeGranted(ms=0, reason_sealed="x", answers=attempt.ref(resumed)))
    assert attempt.why_not(seat.Resumed(restarted=False, lost_ms=0)) is None


def test_time_is_given_back_once_in_full_and_to_the_last_resumed() -> None:
    attempt = in_theory()
    resumed = attempt.say(seat.Resumed(restarted=True, lost_ms=5_000))

    def back(seq: int, ms: int, stream: str = "a1/seat") -> str | None:
        return attempt.why_not(seat.TimeGivenBack(answers=Reference(stream, seq), ms=ms))

    assert back(resumed, 4_999) == "wrong_time"
    assert back(resumed - 1, 5_000) == "wrong_time"
    assert back(resumed, 5_000, "a2/seat") == "wrong_time"
    assert back(resumed, 5_000) is None
    attempt.say(seat.TimeGivenBack(answers=attempt.ref(resumed), ms=5_000))
    assert back(resumed, 0) == "wrong_time"


def test_time_is_granted_to_what_it_names() -> None:
    assert Attempt().to_ready().why_not(desk.TimeGranted(ms=1, reason_sealed="x")) == "no_clock"
    attempt = in_theory()
    began = attempt.state.grant_answers_seq

    def granted(ms: int, answers: Reference | None) -> str | None:
        return attempt.why_not(desk.TimeGranted(ms=ms, reason_sealed="x", answers=answers))

    assert granted(1, None) == "wrong_answer"
    assert granted(1, Reference("a2/seat", began)) == "wrong_answer"
    assert granted(1, attempt.ref(began - 1)) == "wrong_answer"
    assert granted(0, attempt.ref(began)) == "wrong_time"
    assert granted(-1, attempt.ref(began)) == "wrong_time"
    assert granted(1, attempt.ref(began)) is None
    resumed = attempt.say(seat.Resumed(restarted=True, lost_ms=HOURS_MS))
    assert granted(0, attempt.ref(resumed)) is None
    assert granted(-1, attempt.ref(resumed)) == "wrong_time"


def test_more_than_a_day_is_granted_only_where_so_much_was_lost() -> None:
    attempt = in_theory()

    def granted(ms: int) -> str | None:
        return attempt.why_not(desk.TimeGranted(ms=ms, reason_sealed="x", answers=answers))

    answers = attempt.ref(attempt.state.grant_answers_seq)
    assert granted(MOST_GRANTED_MS) is None
    assert granted(MOST_GRANTED_MS + 1) == "wrong_time"
    answers = attempt.ref(attempt.say(seat.Resumed(restarted=True, lost_ms=40 * MOST_GRANTED_MS)))
    waiting = attempt.state.unsettled_ms
    assert waiting > MOST_GRANTED_MS
    assert granted(waiting) is None
    assert granted(waiting + 1) == "wrong_time"


def test_a_call_is_answered_once() -> None:
    attempt = in_theory()
    call = attempt.say(seat.HelpCalled(reason="screen"))
    assert attempt.why_not(desk.CallAnswered(answers=Reference("a2/seat", call))) == "no_open_call"
    attempt.decide(desk.CallAnswered(answers=attempt.ref(call)))
    assert attempt.why_not(desk.CallAnswered(answers=attempt.ref(call))) == "no_open_call"


def test_misconduct_happened_at_some_time() -> None:
    body = desk.MisconductNoted(level=Misconduct.ADVICE, reason_sealed="x", position_ms=-1)
    assert in_theory().why_not(body) == "wrong_time"


def test_a_pitch_is_completed_when_time_is_up_and_early_before() -> None:
    attempt = in_pitch()
    attempt.pass_ms(299_999)
    attempt.cut(duration_ms=299_999)
    assert attempt.why_not(seat.Finished(how="completed")) == "wrong_ending"
    assert attempt.why_not(seat.Finished(how="early")) is None
    attempt.pass_ms(1)
    assert attempt.why_not(seat.Finished(how="completed")) is None
    assert attempt.why_not(seat.Finished(how="early")) == "wrong_ending"


@pytest.mark.parametrize("how", ["completed", "early", "stopped", "refused", "turned_away", "failed_subject", "x"])
def test_no_ending_fits_the_middle_of_theory(how: str) -> None:
    assert in_theory().why_not(seat.Finished(how=how)) == "wrong_ending"


def test_an_attempt_does_not_end_while_its_clock_stands_or_it_waits() -> None:
    attempt = in_pitch()
    attempt.cut(duration_ms=1_000)
    attempt.say(seat.Interrupted(cause="camera"))
    assert attempt.why_not(seat.Finished(how="early")) == "clock_stopped"
    attempt.pass_ms(HOURS_MS)
    attempt.say(seat.Resumed(restarted=False, lost_ms=HOURS_MS))
    assert attempt.why_not(seat.Finished(how="early")) == "awaiting_grant"


def test_a_failed_subject_ends_the_attempt_only_where_the_scheme_says_so_and_between_subjects() -> None:
    body = seat.Finished(how="failed_subject")
    for stops in (False, True):
        attempt = Attempt(world.scheme(failed_subject_stops=stops)).to_theory(LINES)
        assert attempt.why_not(body) == "wrong_ending"
        attempt.say(seat.TheorySubmitted(how="candidate"))
        assert attempt.why_not(body) == (None if stops else "wrong_ending")


def test_every_reason_of_the_rules_has_its_sentence_and_every_sentence_a_reason() -> None:
    source = Path(flow_rules.__file__).read_text("utf-8")
    literal = set(re.findall(r'"([a-z]+(?:_[a-z]+)*)"', source))
    outside = {"go", "warning", "no_go", "time_up", "candidate", "examiner", "completed", "early", "refused",
               "turned_away", "failed_subject"}  # fmt: skip
    assert literal - outside == set(REFUSALS)


@pytest.mark.parametrize("code", sorted(REFUSALS))
def test_a_refusal_says_what_happened_and_one_next_step_in_both_languages(code: str) -> None:
    detail, advice = refusal(code)
    for text in (detail, advice):
        assert text.zh.endswith("。")
        assert text.en.endswith(".")
        assert text.zh.count("。") == 1


@given(starts, moves)
def test_whatever_is_tried_only_allowed_words_enter_and_they_fold(
    start: Callable[[], Attempt], walk: list[Move]
) -> None:
    attempt = start()
    order = list(Stage)
    for move in walk:
        before = attempt.state
        why = walk_on(attempt, move)
        after = attempt.state
        assert why is None or (why in REFUSALS and after is before)
        assert order.index(after.stage) >= order.index(before.stage) or before.stage is Stage.TURNED_AWAY
        assert len(after.films) >= len(before.films)
        assert after.lost.lost_ms >= before.lost.lost_ms
        if after.answers != before.answers:
            assert before.stage is Stage.THEORY
            assert not before.clock_stopped
            assert not before.stopped
    assert fold(attempt.rules, attempt.seat.entries, attempt.desk.entries) == attempt.state


@given(starts, moves, st.integers(0, 10_000_000))
def test_what_is_due_is_always_allowed_and_comes_to_an_end(
    start: Callable[[], Attempt], walk: list[Move], wait_ms: int
) -> None:
    attempt = start()
    for move in walk:
        walk_on(attempt, move)
    attempt.pass_ms(wait_ms)
    for _ in range(6):
        wanted = due(attempt.rules, attempt.state, attempt.now_ms)
        if wanted is None:
            break
        attempt.say(wanted)
    assert due(attempt.rules, attempt.state, attempt.now_ms) is None
