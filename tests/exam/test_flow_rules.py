"""What seat and desk may write when, and why not: every reason is given somewhere, and each has its sentence."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exam import flow_rules
from app.exam.flow import allowed, due, fold, refusal
from app.exam.flow_refusals import REFUSALS
from app.exam.flow_state import AttemptState, Stage
from app.exam.scheme import ClipTerms, Subject, TheoryMode
from app.exam.vocabulary import desk, seat
from app.exam.vocabulary.common import Body, Reference, Sealed
from app.exam.vocabulary.desk import Misconduct
from tests.exam import world
from tests.exam.walks import LINES, Move, in_clip, in_pitch, in_preparation, in_theory, moves, starts, walk_on
from tests.exam.world import Attempt, anchored, clip_received, paper_lines, recording_finished, recording_started

HOURS_MS = 3_600_000


def to_pitch_end() -> Attempt:
    attempt = in_pitch()
    attempt.pass_ms(300_000)
    return attempt.cut()


# ── before, after and outside


def test_nothing_but_the_opening_comes_first_and_only_once() -> None:
    empty, rules = AttemptState(), world.scheme()
    assert allowed(rules, empty, seat.CheckedIn(how="typed"), 0) == "not_opened"
    assert allowed(rules, empty, desk.Opened(attempt="a1", station="D", software="0"), 0) == "not_opened"
    opened = Attempt()
    assert opened.why_not(opening()) == "wrong_stage"
    assert allowed(rules, empty, opening(), 0) is None


def opening() -> Body:
    return seat.Opened(
        attempt="a1", candidate="c1", sitting="s1", admission_number="N", station="B1", software="0", scheme="s",
        bank="b", commitment="c", subjects=(),
    )  # fmt: skip


def test_after_the_end_only_the_seal_the_desks_opening_and_misconduct_may_follow() -> None:
    attempt = to_pitch_end()
    assert attempt.why_not(Sealed(key="k")) == "still_runs"
    attempt.say(seat.Finished(how="completed"))
    assert attempt.why_not(Sealed(key="k")) is None
    for body in (seat.HelpCalled(reason="x"), seat.Resumed(restarted=True, lost_ms=1), seat.Finished(how="early")):
        assert attempt.why_not(body) == "finished"
    for decision in (
        desk.Stopped(reason_sealed="x"),
        desk.TimeGranted(ms=1, reason_sealed="x", answers=attempt.ref(0)),
        desk.CallAnswered(answers=attempt.ref(0)),
        desk.IdentityConfirmed(answers=attempt.ref(1), matches=True),
    ):
        assert attempt.why_not(decision) == "finished"
    assert attempt.why_not(desk.MisconductNoted(level=Misconduct.VOID, reason_sealed="x", position_ms=0)) is None


def test_a_stopped_exam_takes_no_more_work_but_closes_its_film() -> None:
    attempt = in_pitch()
    attempt.decide(desk.Stopped(reason_sealed="x"))
    assert attempt.why_not(desk.Stopped(reason_sealed="x")) == "stopped"
    assert attempt.why_not(recording_started("pitch-2.mp4")) == "stopped"
    assert attempt.why_not(seat.Interrupted(cause="camera")) == "stopped"
    attempt.say(anchored("pitch-1.mp4", 500))
    attempt.say(seat.HelpCalled(reason="why"))
    assert attempt.why_not(seat.Finished(how="stopped")) == "film_open"
    attempt.cut(duration_ms=900)
    assert attempt.why_not(seat.Finished(how="early")) == "stopped"
    attempt.say(seat.Finished(how="stopped"))


# ── admission


def test_check_in_happens_once_unless_turned_away() -> None:
    attempt = Attempt()
    checked = attempt.say(seat.CheckedIn(how="typed"))
    assert attempt.why_not(seat.CheckedIn(how="typed")) == "wrong_stage"
    assert attempt.why_not(seat.Consented(given=True, notice="n", language="zh")) == "wrong_stage"
    attempt.decide(desk.IdentityConfirmed(answers=attempt.ref(checked), matches=True))
    assert attempt.why_not(seat.CheckedIn(how="typed")) == "wrong_stage"


def test_identity_is_confirmed_for_the_check_in_that_waits_and_only_before_consent() -> None:
    attempt = Attempt()
    early = desk.IdentityConfirmed(answers=attempt.ref(0), matches=True)
    assert attempt.why_not(early) == "wrong_stage"
    checked = attempt.say(seat.CheckedIn(how="typed"))
    assert attempt.why_not(early) == "wrong_answer"
    other = desk.IdentityConfirmed(answers=Reference("a2/seat", checked), matches=True)
    assert attempt.why_not(other) == "wrong_answer"
    right = desk.IdentityConfirmed(answers=attempt.ref(checked), matches=True)
    attempt.decide(right)
    attempt.say(seat.Consented(given=True, notice="n", language="zh"))
    assert attempt.why_not(right) == "wrong_stage"


@pytest.mark.parametrize(
    ("result", "findings", "why"),
    [
        ("go", (), None),
        ("go", ("go", "go"), None),
        ("warning", ("go", "warning"), None),
        ("no_go", ("warning", "no_go", "go"), None),
        ("go", ("warning",), "devices_result"),
        ("warning", ("no_go",), "devices_result"),
        ("warning", ("go",), "devices_result"),
        ("fine", (), "devices_result"),
        ("go", ("fine",), "devices_result"),
    ],
)
def test_the_device_gates_outcome_is_the_worst_of_its_findings(
    result: str, findings: tuple[str, ...], why: str | None
) -> None:
    attempt = Attempt().to_devices()
    told = tuple(seat.Finding(f"check{n}", each, "1") for n, each in enumerate(findings))
    assert attempt.why_not(seat.DevicesChecked(result=result, findings=told)) == why


def test_devices_are_checked_in_their_stage_only() -> None:
    assert Attempt().why_not(seat.DevicesChecked(result="go", findings=())) == "wrong_stage"
    assert in_theory().why_not(seat.DevicesChecked(result="go", findings=())) == "wrong_stage"


# ── theory


@pytest.mark.parametrize(
    ("lines", "mode", "why"),
    [
        (paper_lines(10), TheoryMode.SCREEN, None),
        (paper_lines(9), TheoryMode.SCREEN, "wrong_paper"),
        ((*paper_lines(9), paper_lines(1)[0]), TheoryMode.SCREEN, "wrong_paper"),
        ((), TheoryMode.SCREEN, "wrong_paper"),
        (paper_lines(10), TheoryMode.ORAL, "wrong_mode"),
    ],
)
def test_a_paper_has_the_schemes_mode_and_number_of_items(
    lines: tuple[seat.PaperLine, ...], mode: TheoryMode, why: str | None
) -> None:
    attempt = Attempt().to_ready()
    assert attempt.why_not(seat.PaperIssued(mode=mode, lines=lines)) == why


def test_a_paper_is_issued_once() -> None:
    attempt = in_theory()
    assert attempt.why_not(seat.PaperIssued(mode=TheoryMode.SCREEN, lines=LINES)) == "wrong_stage"


@pytest.mark.parametrize(
    ("item", "chosen", "several", "why"),
    [
        ("A-01-001", (0,), False, None),
        ("A-01-001", (), False, None),
        ("A-01-001", (0, 2), True, None),
        ("A-01-001", (0, 1, 2, 3), True, None),
        ("A-01-001", (0, 2), False, "one_option_only"),
        ("A-01-001", (2, 0), True, "options_unsorted"),
        ("A-01-001", (1, 1), True, "options_unsorted"),
        ("A-01-001", (4,), False, "no_such_option"),
        ("A-01-001", (-1,), False, "no_such_option"),
        ("A-02-001", (0,), False, "not_on_paper"),
        ("", (), False, "not_on_paper"),
    ],
)
def test_an_answer_chooses_among_its_items_options(
    item: str, chosen: tuple[int, ...], several: bool, why: str | None
) -> None:
    attempt = in_theory(several=several)
    assert attempt.why_not(seat.Answered(item=item, chosen=chosen)) == why


def test_a_flag_stands_on_an_item_of_the_paper() -> None:
    attempt = in_theory()
    assert attempt.why_not(seat.Flagged(item="A-01-010", on=True)) is None
    assert attempt.why_not(seat.Flagged(item="A-01-011", on=True)) == "not_on_paper"


def test_an_answer_one_ms_late_is_refused_and_one_ms_early_taken() -> None:
    attempt = in_theory()
    attempt.pass_ms(239_999)
    assert attempt.why_not(seat.Answered(item="A-01-001", chosen=(0,))) is None
    assert attempt.why_not(seat.TheorySubmitted(how="candidate")) is None
    assert attempt.why_not(seat.TheorySubmitted(how="time_up")) == "time_is_not_up"
    attempt.pass_ms(1)
    assert attempt.why_not(seat.Answered(item="A-01-001", chosen=(0,))) == "time_is_up"
    assert attempt.why_not(seat.Flagged(item="A-01-001", on=True)) == "time_is_up"
    assert attempt.why_not(seat.TheorySubmitted(how="candidate")) == "time_is_up"
    assert attempt.why_not(seat.TheorySubmitted(how="time_up")) is None


def test_an_answer_that_meets_a_paper_handed_in_by_rule_hears_that_time_is_up() -> None:
    attempt = in_theory()
    attempt.pass_ms(240_000)
    attempt.say(seat.TheorySubmitted(how="time_up"))
    assert attempt.why_not(seat.Answered(item="A-01-001", chosen=(0,))) == "time_is_up"
    assert attempt.why_not(seat.TheorySubmitted(how="candidate")) == "time_is_up"


def test_theory_words_belong_to_theory() -> None:
    attempt = Attempt().to_ready()
    for body in (
        seat.Answered(item="A-01-001", chosen=()),
        seat.Flagged(item="A-01-001", on=True),
        seat.TheorySubmitted(how="candidate"),
    ):
        assert attempt.why_not(body) == "wrong_stage"


def test_oral_theory_takes_no_touch_on_the_screen_and_no_candidates_hand_in() -> None:
    rules = world.with_theory(world.scheme(), mode=TheoryMode.ORAL)
    attempt = Attempt(rules).to_theory(LINES)
    assert attempt.why_not(seat.Answered(item="A-01-001", chosen=(0,))) == "wrong_mode"
    assert attempt.why_not(seat.TheorySubmitted(how="candidate")) == "wrong_mode"
    assert attempt.why_not(seat.TheorySubmitted(how="examiner")) is None
    assert in_theory().why_not(seat.TheorySubmitted(how="examiner")) == "wrong_mode"


def oral() -> Attempt:
    rules = world.with_theory(world.scheme(), mode=TheoryMode.ORAL)
    return Attempt(rules).to_theory(LINES)


def end(attempt: Attempt, *, unmarked: int = 0, seq: int | None = None) -> desk.TheoryEnded:
    began = attempt.state.clock.started_seq if attempt.state.clock else 0
    return desk.TheoryEnded(answers=attempt.ref(began if seq is None else seq), unmarked=unmarked)


def test_the_desk_ends_oral_theory_and_the_seat_hands_in() -> None:
    attempt = oral()
    assert due(attempt.rules, attempt.state, attempt.now_ms) is None
    attempt.decide(end(attempt, unmarked=2))
    assert attempt.state.theory_ended
    assert attempt.why_not(end(attempt)) == "theory_ended"
    body = due(attempt.rules, attempt.state, attempt.now_ms)
    assert body == seat.TheorySubmitted(how="examiner")
    attempt.say(body)
    assert attempt.state.stage is Stage.CLIP_READY
    assert attempt.state.theory.submitted == "examiner"
    assert not attempt.state.theory_ended, "it was about the theory that ran"


def test_an_end_that_comes_with_the_last_second_is_a_hand_in_by_the_clock() -> None:
    attempt = oral()
    attempt.decide(end(attempt))
    attempt.pass_ms(attempt.rules.theory.minutes * 60_000)
    assert due(attempt.rules, attempt.state, attempt.now_ms) == seat.TheorySubmitted(how="time_up")


def test_an_end_waits_until_an_interruption_is_over() -> None:
    attempt = oral()
    attempt.say(seat.Interrupted(cause="camera"))
    attempt.decide(end(attempt))
    assert due(attempt.rules, attempt.state, attempt.now_ms) is None
    attempt.pass_ms(500)
    attempt.say(seat.Resumed(restarted=False, lost_ms=500))
    while isinstance(body := due(attempt.rules, attempt.state, attempt.now_ms), seat.TimeGivenBack):
        attempt.say(body)
    assert body == seat.TheorySubmitted(how="examiner")


def test_only_the_oral_theory_that_runs_can_be_ended() -> None:
    before = Attempt().to_ready()
    assert before.why_not(end(before)) == "wrong_stage"
    on_screen = in_theory()
    assert on_screen.why_not(end(on_screen)) == "wrong_mode"
    attempt = oral()
    assert attempt.why_not(end(attempt, seq=0)) == "wrong_answer"
    for unmarked in (-1, len(LINES) + 1):
        assert attempt.why_not(end(attempt, unmarked=unmarked)) == "wrong_paper"
    attempt.decide(desk.Stopped(reason_sealed="x"))
    assert attempt.why_not(end(attempt)) == "stopped"


# ── clip


def test_the_clip_task_is_shown_once_in_its_turn() -> None:
    assert in_theory().why_not(seat.ClipStarted(task="task1")) == "wrong_stage"
    assert in_clip().why_not(seat.ClipStarted(task="task1")) == "wrong_stage"
    assert in_theory().why_not(clip_received("c" * 64)) == "wrong_stage"
    assert in_theory().why_not(seat.ClipSubmitted(clip="c", how="candidate")) == "wrong_stage"


@pytest.mark.parametrize(
    ("duration_ms", "usable", "why"),
    [
        (14_900, True, None),
        (14_899, True, "clip_length"),
        (60_100, True, None),
        (60_101, True, "clip_length"),
        (3_000, False, None),
        (1_200_000, False, None),
    ],
)
def test_a_clip_outside_the_limits_cannot_count_as_usable(duration_ms: int, usable: bool, why: str | None) -> None:
    assert in_clip().why_not(clip_received("c" * 64, usable=usable, duration_ms=duration_ms)) == why


def test_a_clip_comes_only_from_the_schemes_sources() -> None:
    rules = world.scheme(clip=ClipTerms(5, 120, sources=("booth",)))
    attempt = Attempt(rules, subjects=(Subject.CLIP,)).to_ready().start_clip()
    assert attempt.why_not(clip_received("c" * 64, source="phone")) == "clip_source"
    assert attempt.why_not(clip_received("c" * 64, source="booth")) is None


def test_only_a_usable_clip_that_came_can_be_handed_in() -> None:
    attempt = in_clip()
    for clip in ("", "c" * 64):
        assert attempt.why_not(seat.ClipSubmitted(clip=clip, how="candidate")) == "clip_not_usable"
    attempt.say(clip_received("c" * 64, usable=False))
    assert attempt.why_not(seat.ClipSubmitted(clip="c" * 64, how="candidate")) == "clip_not_usable"
    attempt.say(clip_received("c" * 64))
    assert attempt.why_not(seat.ClipSubmitted(clip="c" * 64, how="candidate")) is None
    assert attempt.why_not(seat.ClipSubmitted(clip="c" * 64, how="examiner")) == "wrong_mode"
    assert attempt.why_not(seat.ClipSubmitted(clip="c" * 64, how="time_up")) == "time_is_not_up"


def test_at_time_up_nothing_but_the_last_usable_clip_goes_in() -> None:
    attempt = in_clip()
    attempt.say(clip_received("a" * 64))
    attempt.say(clip_received("b" * 64))
    attempt.pass_ms(300_000)
    assert attempt.why_not(clip_received("c" * 64)) == "time_is_up"
    assert attempt.why_not(seat.ClipSubmitted(clip="b" * 64, how="candidate")) == "time_is_up"
    assert attempt.why_not(seat.ClipSubmitted(clip="a" * 64, how="time_up")) == "not_the_last_clip"
    assert attempt.why_not(seat.ClipSubmitted(clip="", how="time_up")) == "not_the_last_clip"
    assert attempt.why_not(seat.ClipSubmitted(clip="b" * 64, how="time_up")) is None


def test_a_clip_that_meets_one_handed_in_by_rule_hears_that_time_is_up() -> None:
    attempt = in_clip()
    attempt.say(clip_received("a" * 64))
    attempt.pass_ms(300_000)
    attempt.say(seat.ClipSubmitted(clip="a" * 64, how="time_up"))
    assert attempt.why_not(clip_received("c" * 64)) == "time_is_up"
    assert attempt.why_not(seat.ClipSubmitted(clip="a" * 64, how="candidate")) == "time_is_up"


# ── draw, preparation, pitch


@pytest.mark.parametrize(
    ("sample", "order", "why"),
    [
        ("s1", ("s1", "s2"), None),
        ("s2", ("s1", "s2"), "wrong_draw"),
        ("s1", (), "wrong_draw"),
        ("s1", ("s1", "s2", "s2"), "wrong_draw"),
    ],
)
def test_a_draw_turns_over_the_first_card_of_a_whole_order(
    sample: str, order: tuple[str, ...], why: str | None
) -> None:
    attempt = Attempt(subjects=(Subject.PITCH,)).to_ready()
    assert attempt.why_not(seat.SampleDrawn(sample=sample, order=order)) == why


def test_pitch_words_come_in_their_order() -> None:
    attempt = Attempt(subjects=(Subject.PITCH,)).to_ready()
    assert attempt.why_not(seat.PreparationStarted()) == "wrong_stage"
    assert attempt.why_not(recording_started("p.mp4")) == "wrong_stage"
    attempt.say(seat.SampleDrawn(sample="s1", order=("s1",)))
    assert attempt.why_not(seat.SampleDrawn(sample="s1", order=("s1",))) == "wrong_stage"
    assert attempt.why_not(recording_started("p.mp4")) == "wrong_stage"
    attempt.say(seat.PreparationStarted())
    assert attempt.why_not(seat.PreparationStarted()) == "wrong_stage"
    assert attempt.why_not(recording_started("p.mp4")) is None


def test_one_film_at_a_time_and_no_name_twice() -> None:
    attempt = in_pitch()
    assert attempt.why_not(recording_started("pitch-2.mp4")) == "film_open"
    assert attempt.why_not(recording_finished("pitch-2.mp4")) == "no_such_film"
    attempt.cut(duration_ms=1_000)
    assert attempt.why_not(recording_started("pitch-1.mp4")) == "film_open"
    assert attempt.why_not(recording_finished("pitch-1.mp4")) == "no_such_film"
    assert attempt.why_not(recording_started("pitch-2.mp4")) is None


def test_anchors_belong_to_the_open_film_and_only_grow() -> None:
    attempt = in_pitch()
    assert attempt.why_not(anchored("pitch-2.mp4", 1_000)) == "no_such_film"
    attempt.say(anchored("pitch-1.mp4", 10_000))
    assert attempt.why_not(anchored("pitch-1.mp4", 9_999)) == "film_shrinks"
    fewer = replace(world_anchor(11_000), fragments=19)
    assert attempt.why_not(fewer) == "film_shrinks"
    assert attempt.why_not(anchored("pitch-1.mp4", 10_000)) is None
    attempt.cut(duration_ms=12_000)
    assert attempt.why_not(anchored("pitch-1.mp4", 13_000)) == "no_such_film"


def world_anchor(position_ms: int) -> seat.RecordingAnchored:
    body = anchored("pitch-1.mp4", position_ms)
    assert isinstance(body, seat.RecordingAnchored)
    return body


@pytest.mark.parametrize(
    ("film", "from_ms", "to_ms", "why"),
    [
        ("pitch-1.mp4", 0, 0, None),
        ("pitch-1.mp4", 5, 4, "wrong_gap"),
        ("pitch-1.mp4", -1, 4, "wrong_gap"),
        ("pitch-9.mp4", 1, 4, "no_such_film"),
    ],
)
def test_a_gap_lies_in_a_known_film(film: str, from_ms: int, to_ms: int, why: str | None) -> None:
    body = seat.RecordingGap(film=film, what="camera", from_ms=from_ms, to_ms=to_ms, cause="x")
    assert in_pitch().why_not(body) == why


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


# ── lost time


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


# ── the desk's other words


def test_a_call_is_answered_once() -> None:
    attempt = in_theory()
    call = attempt.say(seat.HelpCalled(reason="screen"))
    assert attempt.why_not(desk.CallAnswered(answers=Reference("a2/seat", call))) == "no_open_call"
    attempt.decide(desk.CallAnswered(answers=attempt.ref(call)))
    assert attempt.why_not(desk.CallAnswered(answers=attempt.ref(call))) == "no_open_call"


def test_misconduct_happened_at_some_time() -> None:
    body = desk.MisconductNoted(level=Misconduct.ADVICE, reason_sealed="x", position_ms=-1)
    assert in_theory().why_not(body) == "wrong_time"


# ── endings


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


# ── sentences


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


# ── laws


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
