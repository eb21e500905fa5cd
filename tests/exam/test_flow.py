"""The way through an attempt, and what the entries fold to at each step."""

import pytest

from app.exam.flow_state import SUBJECT_OF, TIMED, Stage
from app.exam.scheme import Subject, TheoryMode
from app.exam.vocabulary import desk, seat
from app.exam.vocabulary.common import Sealed
from tests.exam import world
from tests.exam.flow_cases import LINES, to_pitch
from tests.exam.world import ALL, Attempt, anchored, clip_received


def test_an_attempt_goes_through_every_stage_in_order() -> None:
    attempt = Attempt()
    seen = [attempt.state.stage]

    def look() -> None:
        seen.append(attempt.state.stage)

    checked = attempt.say(seat.CheckedIn(how="qr"))
    look()
    attempt.decide(desk.IdentityConfirmed(answers=attempt.ref(checked), matches=True))
    look()
    attempt.say(seat.Consented(given=True, notice="n", language="zh"))
    look()
    attempt.say(seat.DevicesChecked(result="warning", findings=(seat.Finding("light", "warning", "dark"),)))
    look()
    attempt.say(seat.PaperIssued(mode=TheoryMode.SCREEN, lines=LINES))
    look()
    attempt.say(seat.TheorySubmitted(how="candidate"))
    look()
    attempt.start_clip()
    look()
    attempt.hand_in_clip()
    look()
    attempt.say(seat.SampleDrawn(sample="sample1", order=("sample1", "sample2")))
    look()
    attempt.say(seat.PreparationStarted())
    look()
    attempt.roll()
    look()
    attempt.pass_ms(300_000)
    attempt.cut()
    look()
    attempt.say(seat.Finished(how="completed"))
    look()
    attempt.say(Sealed(key="k"))
    look()
    assert seen == [
        Stage.CHECK_IN, Stage.IDENTITY, Stage.CONSENT, Stage.DEVICES, Stage.THEORY_READY, Stage.THEORY,
        Stage.CLIP_READY, Stage.CLIP, Stage.DRAW, Stage.PREPARATION_READY, Stage.PREPARATION, Stage.PITCH,
        Stage.PITCH, Stage.FINISHED, Stage.SEALED,
    ]  # fmt: skip


def test_the_opening_names_who_where_and_under_which_rules() -> None:
    state = Attempt(language="en").state
    assert (state.attempt, state.station, state.language) == ("a1", "B1", "en")
    assert state.opening.candidate == "c1"
    assert state.opening.admission_number == "20260604-A-0001"
    assert (state.opening.scheme, state.opening.bank, state.opening.commitment) == ("s" * 64, "b" * 64, "c" * 64)
    assert state.seat_stream == "a1/seat"


@pytest.mark.parametrize(
    ("subjects", "after_gate", "end"),
    [
        ((Subject.THEORY,), Stage.THEORY_READY, Stage.DONE),
        ((Subject.CLIP,), Stage.CLIP_READY, Stage.DONE),
        ((Subject.PITCH,), Stage.DRAW, Stage.PITCH),
        ((Subject.PITCH, Subject.THEORY), Stage.THEORY_READY, Stage.PITCH),
        ((), Stage.DONE, Stage.DONE),
    ],
)
def test_a_retake_takes_only_its_own_subjects(subjects: tuple[Subject, ...], after_gate: Stage, end: Stage) -> None:
    attempt = Attempt(subjects=subjects).to_ready()
    assert attempt.state.stage is after_gate
    if Subject.THEORY in subjects:
        attempt.say(seat.PaperIssued(mode=TheoryMode.SCREEN, lines=LINES))
        attempt.say(seat.TheorySubmitted(how="candidate"))
    if Subject.CLIP in subjects:
        attempt.start_clip().hand_in_clip()
    if Subject.PITCH in subjects:
        attempt.to_preparation().roll()
    assert attempt.state.stage is end


def test_the_scheme_decides_the_order_of_subjects() -> None:
    rules = world.scheme(subjects=(Subject.CLIP, Subject.THEORY, Subject.PITCH))
    attempt = Attempt(rules, subjects=(Subject.THEORY, Subject.CLIP))
    assert attempt.state.subjects == (Subject.CLIP, Subject.THEORY)
    attempt.to_ready().start_clip().hand_in_clip()
    assert attempt.state.stage is Stage.THEORY_READY
    assert attempt.state.subject is Subject.THEORY


def test_each_stage_of_a_subject_knows_its_subject() -> None:
    assert {stage for stage in Stage if stage in TIMED} == {
        Stage.THEORY, Stage.CLIP, Stage.PREPARATION, Stage.PITCH,
    }  # fmt: skip
    assert set(SUBJECT_OF.values()) == set(ALL)
    assert Attempt().state.subject is None


def test_answers_replace_one_another_and_can_be_taken_back() -> None:
    attempt = Attempt().to_theory(LINES)
    attempt.say(seat.Answered(item="A-01-001", chosen=(1,)))
    attempt.say(seat.Answered(item="A-01-002", chosen=(0,)))
    attempt.say(seat.Answered(item="A-01-001", chosen=(3,)))
    assert attempt.state.answers == {"A-01-001": (3,), "A-01-002": (0,)}
    attempt.say(seat.Answered(item="A-01-002", chosen=()))
    attempt.say(seat.Answered(item="A-01-009", chosen=()))
    assert attempt.state.answers == {"A-01-001": (3,)}


def test_flags_are_set_and_taken_off() -> None:
    attempt = Attempt().to_theory(LINES)
    attempt.say(seat.Flagged(item="A-01-001", on=True))
    attempt.say(seat.Flagged(item="A-01-002", on=True))
    attempt.say(seat.Flagged(item="A-01-001", on=False))
    attempt.say(seat.Flagged(item="A-01-003", on=False))
    assert attempt.state.flagged == {"A-01-002"}


def test_the_paper_stands_in_the_state_as_it_was_issued() -> None:
    attempt = Attempt().to_theory(LINES)
    assert attempt.state.paper == LINES
    assert attempt.state.theory_mode is TheoryMode.SCREEN
    attempt.say(seat.TheorySubmitted(how="candidate"))
    assert attempt.state.theory.submitted == "candidate"


def test_oral_theory_is_handed_in_by_the_examiner() -> None:
    rules = world.with_theory(world.scheme(), mode=TheoryMode.ORAL)
    attempt = Attempt(rules).to_theory(tuple(seat.PaperLine(f"A-01-O{n:02d}") for n in range(10)))
    assert attempt.state.theory_mode is TheoryMode.ORAL
    attempt.say(seat.TheorySubmitted(how="examiner"))
    assert attempt.state.stage is Stage.CLIP_READY


def test_the_last_usable_clip_is_known_and_a_bad_one_after_it_changes_nothing() -> None:
    attempt = Attempt().to_clip(LINES)
    assert attempt.state.clip.last_usable == ""
    attempt.say(clip_received("a" * 64))
    attempt.say(clip_received("b" * 64, duration_ms=45_000))
    attempt.say(clip_received("c" * 64, usable=False, duration_ms=2_000))
    assert attempt.state.clip.last_usable == "b" * 64
    assert [each.clip[0] for each in attempt.state.clips] == ["a", "b", "c"]
    attempt.say(seat.ClipSubmitted(clip="a" * 64, how="candidate"))
    assert (attempt.state.clip.handed_in, attempt.state.clip.submitted) == ("a" * 64, "candidate")


def test_the_task_of_the_clip_is_kept() -> None:
    assert Attempt().to_clip(LINES).state.clip.task == "task1"


def test_a_film_grows_with_its_anchors_and_ends_with_its_digest() -> None:
    attempt = to_pitch()
    attempt.pass_ms(10_000)
    attempt.say(anchored("pitch-1.mp4", 10_000))
    (film,) = attempt.state.films
    assert (film.duration_ms, film.fragments, film.finished) == (10_000, 20, False)
    assert attempt.state.open_film == "pitch-1.mp4"
    attempt.cut(duration_ms=12_000)
    (film,) = attempt.state.films
    assert (film.duration_ms, film.finished, film.torn, film.digest) == (12_000, True, False, "d" * 64)
    assert attempt.state.open_film == ""


def test_several_films_make_one_pitch_and_each_keeps_its_gaps() -> None:
    attempt = to_pitch()
    attempt.say(seat.RecordingGap(film="pitch-1.mp4", what="camera", from_ms=5, to_ms=900, cause="unplugged"))
    attempt.cut(duration_ms=60_000, torn=True)
    attempt.pass_ms(60_000)
    attempt.roll("pitch-2.mp4")
    attempt.say(seat.RecordingGap(film="pitch-2.mp4", what="microphone", from_ms=1, to_ms=1, cause="muted"))
    attempt.say(seat.RecordingGap(film="pitch-1.mp4", what="disk", from_ms=3, to_ms=4, cause="slow"))
    first, second = attempt.state.films
    assert [gap.what for gap in first.gaps] == ["camera", "disk"]
    assert [(gap.what, gap.from_ms, gap.to_ms, gap.cause) for gap in second.gaps] == [("microphone", 1, 1, "muted")]
    assert first.torn
    assert second.started_ms == 60_000
    assert attempt.state.clock is not None
    assert attempt.state.clock.started_ms == 0


def test_the_drawn_sample_and_the_whole_order_are_kept() -> None:
    state = to_pitch().state
    assert state.sample == "sample1"
    assert state.pitch.order[:2] == ("sample1", "sample2")
