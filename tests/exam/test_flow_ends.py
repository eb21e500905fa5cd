"""Turned away, refused, stopped, out of time; and the laws of folding."""

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exam import flow
from app.exam.flow import advance, due, fold
from app.exam.flow_state import AttemptState, Stage
from app.exam.plain import Malformed
from app.exam.scheme import Subject
from app.exam.vocabulary import desk, seat
from app.exam.vocabulary.common import Sealed
from app.exam.vocabulary.desk import Misconduct
from tests.exam import world
from tests.exam.flow_cases import LINES, to_pitch
from tests.exam.world import Attempt, clip_received, recording_started


def refolded(attempt: Attempt) -> AttemptState:
    return fold(attempt.rules, attempt.seat.entries, attempt.desk.entries)


def test_somebody_who_is_not_the_person_booked_is_turned_away_and_may_come_again() -> None:
    attempt = Attempt()
    first = attempt.say(seat.CheckedIn(how="typed"))
    attempt.decide(desk.IdentityConfirmed(answers=attempt.ref(first), matches=False))
    assert attempt.state.stage is Stage.TURNED_AWAY
    second = attempt.say(seat.CheckedIn(how="typed"))
    assert attempt.state.stage is Stage.IDENTITY
    attempt.decide(desk.IdentityConfirmed(answers=attempt.ref(second), matches=True))
    assert attempt.state.stage is Stage.CONSENT


def test_a_slip_of_the_examiners_hand_can_be_put_right() -> None:
    attempt = Attempt()
    checked = attempt.say(seat.CheckedIn(how="typed"))
    for matches, stage in ((False, Stage.TURNED_AWAY), (True, Stage.CONSENT), (False, Stage.TURNED_AWAY)):
        attempt.decide(desk.IdentityConfirmed(answers=attempt.ref(checked), matches=matches))
        assert attempt.state.stage is stage
    attempt.say(seat.Finished(how="turned_away"))
    assert attempt.state.finished


def test_a_refused_consent_is_respected_and_ends_the_attempt() -> None:
    attempt = Attempt()
    checked = attempt.say(seat.CheckedIn(how="typed"))
    attempt.decide(desk.IdentityConfirmed(answers=attempt.ref(checked), matches=True))
    attempt.say(seat.Consented(given=False, notice="n", language="zh"))
    assert attempt.state.stage is Stage.REFUSED
    assert due(attempt.rules, attempt.state, 0) == seat.Finished(how="refused")


def test_a_booth_that_is_not_fit_is_checked_again_until_it_is() -> None:
    attempt = Attempt().to_devices()
    attempt.say(seat.DevicesChecked(result="no_go", findings=(seat.Finding("microphone", "no_go", "silent"),)))
    assert attempt.state.stage is Stage.DEVICES
    attempt.say(seat.DevicesChecked(result="go", findings=()))
    assert attempt.state.stage is Stage.THEORY_READY


def test_calls_are_open_until_they_are_answered_whichever_first() -> None:
    attempt = Attempt().to_theory(LINES)
    first, second = (attempt.say(seat.HelpCalled(reason=why)) for why in ("screen", "left the window"))
    assert attempt.state.open_calls == (first, second)
    attempt.decide(desk.CallAnswered(answers=attempt.ref(second)))
    assert attempt.state.open_calls == (first,)


def test_misconduct_shows_its_gravest_step_and_stop_and_void_end_the_exam() -> None:
    attempt = Attempt().to_theory(LINES)
    assert attempt.state.misconduct is None
    for level in (Misconduct.WARNING, Misconduct.ADVICE):
        attempt.decide(desk.MisconductNoted(level=level, reason_sealed="x", position_ms=1))
    assert attempt.state.misconduct is Misconduct.WARNING
    assert not attempt.state.stopped
    attempt.decide(desk.MisconductNoted(level=Misconduct.STOP, reason_sealed="x", position_ms=1))
    assert attempt.state.stopped
    assert due(attempt.rules, attempt.state, attempt.now_ms) == seat.Finished(how="stopped")


def test_a_stopped_exam_ends_once_its_film_is_closed() -> None:
    attempt = to_pitch()
    attempt.decide(desk.Stopped(reason_sealed="x"))
    assert due(attempt.rules, attempt.state, attempt.now_ms) is None
    attempt.cut(duration_ms=5_000)
    finished = due(attempt.rules, attempt.state, attempt.now_ms)
    assert finished == seat.Finished(how="stopped")
    attempt.say(finished)
    assert attempt.state.finished_how == "stopped"
    assert due(attempt.rules, attempt.state, attempt.now_ms) is None


def test_the_desk_may_note_misconduct_and_seal_after_the_end() -> None:
    attempt = Attempt().whole(LINES)
    attempt.decide(desk.MisconductNoted(level=Misconduct.VOID, reason_sealed="x", position_ms=1))
    attempt.decide(Sealed(key="k"))
    assert attempt.state.desk.sealed
    assert attempt.state.desk.opened
    assert attempt.state.misconduct is Misconduct.VOID


def test_nothing_is_due_before_the_opening_nor_while_nothing_is_late() -> None:
    assert due(world.scheme(), AttemptState(), 99_999_999) is None
    attempt = Attempt().to_theory(LINES)
    assert due(attempt.rules, attempt.state, attempt.now_ms + 239_999) is None


def test_at_time_up_the_paper_is_handed_in_as_it_is() -> None:
    attempt = Attempt().to_theory(LINES)
    attempt.say(seat.Answered(item="A-01-001", chosen=(1,)))
    attempt.pass_ms(240_000)
    body = due(attempt.rules, attempt.state, attempt.now_ms)
    assert body == seat.TheorySubmitted(how="time_up")
    attempt.say(body)
    assert attempt.state.answers == {"A-01-001": (1,)}


@pytest.mark.parametrize("sent", [False, True])
def test_at_time_up_the_last_usable_clip_is_handed_in_or_none(sent: bool) -> None:
    attempt = Attempt().to_clip(LINES)
    if sent:
        attempt.say(clip_received("e" * 64))
        attempt.say(clip_received("f" * 64, usable=False))
    attempt.pass_ms(300_000)
    body = due(attempt.rules, attempt.state, attempt.now_ms)
    assert body == seat.ClipSubmitted(clip="e" * 64 if sent else "", how="time_up")
    attempt.say(body)
    assert attempt.state.stage is Stage.DRAW


def test_preparation_that_is_over_waits_for_the_recorder() -> None:
    attempt = Attempt(subjects=(Subject.PITCH,)).to_ready().to_preparation()
    attempt.pass_ms(60_000)
    assert due(attempt.rules, attempt.state, attempt.now_ms) is None
    attempt.roll()
    assert attempt.state.stage is Stage.PITCH


def test_a_pitch_ends_by_rule_once_time_is_up_and_its_film_closed() -> None:
    attempt = to_pitch()
    attempt.pass_ms(300_000)
    assert due(attempt.rules, attempt.state, attempt.now_ms) is None
    attempt.cut()
    assert due(attempt.rules, attempt.state, attempt.now_ms) == seat.Finished(how="completed")


def test_a_retake_of_theory_alone_ends_when_the_paper_is_in() -> None:
    attempt = Attempt(subjects=(Subject.THEORY,)).to_theory(LINES)
    attempt.say(seat.TheorySubmitted(how="candidate"))
    assert attempt.state.stage is Stage.DONE
    body = due(attempt.rules, attempt.state, attempt.now_ms)
    assert body == seat.Finished(how="completed")
    attempt.say(body)
    assert attempt.state.finished


def test_a_whole_attempt_folds_to_the_state_that_was_reached_step_by_step() -> None:
    attempt = Attempt().whole(LINES)
    assert refolded(attempt) == attempt.state
    assert attempt.state.sealed
    assert attempt.state.last_elapsed_ms == attempt.now_ms


@given(st.data())
def test_how_the_two_streams_are_interleaved_makes_no_difference(data: st.DataObject) -> None:
    attempt = eventful()
    seats, desks = list(attempt.seat.entries), list(attempt.desk.entries)
    state = AttemptState()
    while seats or desks:
        own = seats if not desks or (seats and data.draw(st.booleans())) else desks
        state = advance(attempt.rules, state, own.pop(0))
    assert state == attempt.state == refolded(attempt)


def eventful() -> Attempt:
    """An attempt with calls, misconduct, an interruption over the limit and a grant."""
    attempt = Attempt().to_theory(LINES)
    attempt.say(seat.Answered(item="A-01-001", chosen=(1,)))
    call = attempt.say(seat.HelpCalled(reason="screen"))
    attempt.decide(desk.CallAnswered(answers=attempt.ref(call)))
    resumed = attempt.say(seat.Resumed(restarted=True, lost_ms=400_000))
    attempt.decide(desk.TimeGranted(ms=60_000, reason_sealed="x", answers=attempt.ref(resumed)))
    while body := due(attempt.rules, attempt.state, attempt.now_ms):
        attempt.say(body)
    attempt.decide(desk.MisconductNoted(level=Misconduct.ADVICE, reason_sealed="x", position_ms=4))
    attempt.say(seat.TheorySubmitted(how="candidate"))
    attempt.start_clip().hand_in_clip().to_preparation().roll()
    attempt.pass_ms(300_000)
    attempt.cut()
    attempt.say(seat.Finished(how="completed"))
    return attempt


def test_a_wall_clock_gone_mad_changes_nothing() -> None:
    attempt = eventful()
    mad = [
        replace(entry, at=f"{1970 + seq % 90}-01-01T00:00:00.000Z") for seq, entry in enumerate(attempt.seat.entries)
    ]
    assert fold(attempt.rules, mad, attempt.desk.entries) == attempt.state


def test_folding_leaves_the_state_before_untouched() -> None:
    attempt = Attempt().to_theory(LINES)
    before = attempt.state
    attempt.say(seat.Answered(item="A-01-001", chosen=(1,)))
    assert before.answers == {}
    assert attempt.state.answers == {"A-01-001": (1,)}


def test_a_word_of_another_stream_is_not_folded() -> None:
    attempt = Attempt()
    stray = replace(attempt.seat.entries[0], kind="line_marked")
    with pytest.raises(KeyError):
        advance(attempt.rules, attempt.state, stray)
    torn = replace(attempt.seat.entries[0], body={"v": 1})
    with pytest.raises(Malformed):
        advance(attempt.rules, attempt.state, torn)


def test_the_draft_holds_exactly_the_fields_of_the_state() -> None:
    assert [each.name for each in fields(flow._Draft)] == [each.name for each in fields(AttemptState)]


def test_a_recording_that_starts_again_does_not_start_the_clock_again() -> None:
    attempt = to_pitch()
    started = attempt.state.clock
    attempt.pass_ms(1_000)
    attempt.cut(duration_ms=1_000)
    attempt.say(recording_started("pitch-2.mp4"))
    assert attempt.state.clock == started
