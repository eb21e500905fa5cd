"""What may be written of the clip, the draw, the films and the pitch."""

from dataclasses import replace

import pytest

from app.exam.scheme import ClipTerms, Subject
from app.exam.vocabulary import seat
from tests.exam import world
from tests.exam.walks import in_clip, in_pitch, in_theory
from tests.exam.world import Attempt, anchored, clip_received, recording_finished, recording_started


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
