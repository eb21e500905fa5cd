"""The verdict on attempts that did not go their way: absent, running, refused, stopped, void."""

import pytest

from app.exam.scheme import TheoryMode
from app.exam.verdict import NO_MARK, VerdictState, owes_marks, publication_faults, replay
from app.exam.vocabulary import desk, office, seat, sheet
from app.exam.vocabulary.desk import Misconduct
from tests.exam import world
from tests.exam.verdict_cases import BANK, CLIP, LINES, PITCH, THEORY, answer, marked, marks, sat, states, verdict
from tests.exam.world import Attempt, OfficeWriter, SheetWriter


@pytest.mark.parametrize("state", ["absent", "deferred"])
def test_somebody_who_never_came_has_a_state_and_no_zero(state: str) -> None:
    writer = OfficeWriter()
    writer.write(office.AbsenceNoted(state=state))
    found = verdict(writer)
    assert states(found) == [state] * 3
    assert marks(found) == [NO_MARK] * 3
    assert found.state is VerdictState(state)
    assert publication_faults(found) == ()


def test_the_last_word_on_an_absence_counts_and_only_for_somebody_who_never_came() -> None:
    writer = OfficeWriter()
    writer.write(office.AbsenceNoted(state="absent"))
    writer.write(office.AbsenceNoted(state="deferred"))
    assert verdict(writer).state is VerdictState.DEFERRED
    assert verdict(sat(7), marked(CLIP, 130), marked(PITCH, 150), writer).passed


def test_nothing_at_all_is_not_a_failure_but_an_open_question() -> None:
    for nothing in (verdict(), verdict(OfficeWriter()), replay(world.scheme(), BANK, {"a1/seat": []}, {})):
        assert states(nothing) == ["not_taken"] * 3
        assert nothing.state is VerdictState.PENDING
        (fault,) = publication_faults(nothing)
        assert fault.en == "Nobody checked in and no absence is noted."


def test_a_running_attempt_is_in_progress_from_the_subject_in_hand_on() -> None:
    attempt = Attempt().to_clip(LINES)
    found = verdict(attempt)
    assert states(found) == ["marked", "in_progress", "in_progress"]
    assert found.state is VerdictState.PENDING
    assert [fault.en for fault in publication_faults(found)] == [
        "The attempt has not ended at the booth.",
        "The clip still runs.",
        "The pitch still runs.",
    ]


def test_misconduct_cannot_be_published_before_the_booth_has_ended() -> None:
    attempt = Attempt().to_clip(LINES)
    attempt.decide(desk.MisconductNoted(level=Misconduct.STOP, reason_sealed="r", position_ms=1))
    found = verdict(attempt)
    assert found.state is VerdictState.MISCONDUCT
    assert [fault.en for fault in publication_faults(found)] == ["The attempt has not ended at the booth."]
    attempt.say(seat.Finished(how="stopped"))
    assert publication_faults(verdict(attempt)) == ()


def test_an_attempt_whose_last_paper_is_in_but_that_has_not_ended_cannot_be_published() -> None:
    attempt = Attempt(subjects=(THEORY,)).to_theory(LINES)
    attempt.say(seat.TheorySubmitted(how="candidate"))
    found = verdict(attempt, carried={CLIP: 130, PITCH: 140})
    assert found.state is VerdictState.PENDING
    assert [fault.en for fault in publication_faults(found)] == ["The attempt has not ended at the booth."]


def test_a_refused_consent_and_a_wrong_person_are_not_taken_and_no_failure() -> None:
    refused = Attempt()
    checked = refused.say(seat.CheckedIn(how="typed"))
    refused.decide(desk.IdentityConfirmed(answers=refused.ref(checked), matches=True))
    refused.say(seat.Consented(given=False, notice="n", language="zh"))
    refused.say(seat.Finished(how="refused"))
    away = Attempt()
    checked = away.say(seat.CheckedIn(how="typed"))
    away.decide(desk.IdentityConfirmed(answers=away.ref(checked), matches=False))
    away.say(seat.Finished(how="turned_away"))
    for attempt in (refused, away):
        found = verdict(attempt)
        assert found.state is VerdictState.NOT_TAKEN
        assert states(found) == ["not_taken"] * 3
        assert publication_faults(found) == ()


def test_time_up_without_a_usable_clip_is_taken_and_worth_nothing() -> None:
    attempt = Attempt().to_clip(LINES)
    attempt.pass_ms(300_000)
    attempt.say(seat.ClipSubmitted(clip="", how="time_up"))
    assert marks(verdict(attempt))[:2] == [0, 0]
    assert states(verdict(attempt))[1] == "marked"


def test_a_pitch_that_ended_early_is_marked_from_its_film() -> None:
    attempt = Attempt(subjects=(PITCH,)).to_ready().to_preparation().roll().cut(duration_ms=120_000)
    attempt.say(seat.Finished(how="early"))
    found = verdict(attempt, marked(PITCH, 125), carried={THEORY: 140, CLIP: 130})
    assert found.passed


def stopped(level: Misconduct | None, *, in_pitch: bool) -> Attempt:
    attempt = Attempt()
    answer(attempt.to_theory(LINES), 8).say(seat.TheorySubmitted(how="candidate"))
    attempt.start_clip()
    if in_pitch:
        attempt.hand_in_clip().to_preparation().roll()
    if level is None:
        attempt.decide(desk.Stopped(reason_sealed="r"))
    else:
        attempt.decide(desk.MisconductNoted(level=level, reason_sealed="r", position_ms=1))
    if in_pitch:
        attempt.cut(duration_ms=9_000)
    attempt.say(seat.Finished(how="stopped"))
    return attempt


def test_an_exam_stopped_for_misconduct_keeps_what_was_handed_in_before() -> None:
    found = verdict(stopped(Misconduct.STOP, in_pitch=False))
    assert states(found) == ["marked", "misconduct", "misconduct"]
    assert found.state is VerdictState.MISCONDUCT
    assert marks(found) == [160, NO_MARK, NO_MARK]


def test_a_pitch_broken_off_for_misconduct_is_not_marked() -> None:
    found = verdict(stopped(Misconduct.STOP, in_pitch=True), marked(CLIP, 130), marked(PITCH, 190))
    assert states(found) == ["marked", "marked", "misconduct"]


def test_misconduct_in_a_retake_does_not_touch_subjects_that_are_not_taken() -> None:
    attempt = Attempt(subjects=(CLIP,)).to_ready().start_clip()
    attempt.decide(desk.MisconductNoted(level=Misconduct.STOP, reason_sealed="r", position_ms=1))
    attempt.say(seat.Finished(how="stopped"))
    assert states(verdict(attempt, carried={THEORY: 150})) == ["marked", "misconduct", "not_taken"]


def test_the_gravest_misconduct_takes_every_subject_of_the_attempt() -> None:
    attempt = sat(9)
    attempt.decide(desk.MisconductNoted(level=Misconduct.VOID, reason_sealed="r", position_ms=1))
    found = verdict(attempt, marked(CLIP, 150), marked(PITCH, 150))
    assert states(found) == ["misconduct"] * 3
    assert marks(found) == [NO_MARK] * 3


@pytest.mark.parametrize("level", [Misconduct.ADVICE, Misconduct.WARNING])
def test_advice_and_a_warning_change_no_mark(level: Misconduct) -> None:
    attempt = sat(9)
    attempt.decide(desk.MisconductNoted(level=level, reason_sealed="r", position_ms=1))
    assert verdict(attempt, marked(CLIP, 150), marked(PITCH, 150)).passed


def test_an_exam_stopped_without_misconduct_leaves_the_rest_untaken() -> None:
    found = verdict(stopped(None, in_pitch=False))
    assert states(found) == ["marked", "not_taken", "not_taken"]
    assert found.state is VerdictState.FAILED


def test_a_pitch_stopped_without_misconduct_is_for_people_to_mark() -> None:
    found = verdict(stopped(None, in_pitch=True), marked(CLIP, 130))
    assert states(found) == ["marked", "marked", "awaiting"]


def owed(attempt: Attempt) -> list[str]:
    return [subject.value for subject in (THEORY, CLIP, PITCH) if owes_marks(attempt.state, subject)]


def test_marks_are_owed_of_what_was_handed_in_and_of_nothing_else() -> None:
    assert owed(Attempt().to_clip(LINES)) == ["theory", "clip", "pitch"], "whatever still runs may be marked"
    assert owed(sat(9)) == ["theory", "clip", "pitch"]
    assert owed(stopped(None, in_pitch=True)) == ["theory", "clip", "pitch"]
    assert owed(stopped(None, in_pitch=False)) == ["theory"]
    assert owed(stopped(Misconduct.STOP, in_pitch=True)) == ["theory", "clip"]
    assert owed(stopped(Misconduct.STOP, in_pitch=False)) == ["theory"]
    assert owed(stopped(Misconduct.VOID, in_pitch=True)) == []


def test_a_clip_that_never_came_owes_no_marks_from_then_on() -> None:
    attempt = Attempt().to_clip(LINES)
    attempt.pass_ms(300_000)
    attempt.say(seat.ClipSubmitted(clip="", how="time_up"))
    assert owed(attempt) == ["theory", "pitch"]


def test_a_void_attempt_has_no_mark_at_all() -> None:
    writer = OfficeWriter()
    writer.write(office.Voided(reason_sealed="r"))
    found = verdict(sat(9), marked(CLIP, 150), marked(PITCH, 150), writer)
    assert states(found) == ["void"] * 3
    assert found.state is VerdictState.VOID
    assert not found.passed


def test_a_scheme_that_stops_after_a_failed_subject_fails_with_the_rest_untaken() -> None:
    rules = world.scheme(failed_subject_stops=True)
    attempt = Attempt(rules)
    answer(attempt.to_theory(LINES), 2).say(seat.TheorySubmitted(how="candidate"))
    attempt.say(seat.Finished(how="failed_subject"))
    found = verdict(attempt, rules=rules)
    assert states(found) == ["marked", "not_taken", "not_taken"]
    assert found.state is VerdictState.FAILED


def test_oral_theory_is_marked_from_its_sheet() -> None:
    rules = world.with_theory(world.scheme(), mode=TheoryMode.ORAL)
    attempt = Attempt(rules, (THEORY,)).to_theory(tuple(seat.PaperLine(f"A-01-O{n:02d}") for n in range(1, 11)))
    attempt.say(seat.TheorySubmitted(how="examiner"))
    attempt.say(seat.Finished(how="completed"))
    assert states(verdict(attempt, rules=rules))[0] == "awaiting"
    heard = SheetWriter(THEORY, "e1", ("A-01-O01",))
    for point in ("a", "b", "c"):
        heard.write(sheet.KeyPointTicked(question="A-01-O01", key_point=point, heard=True), by="e1")
    heard.sign(150)
    found = verdict(attempt, heard, rules=rules, carried={CLIP: 120, PITCH: 120})
    assert marks(found) == [150, 120, 120]
    assert found.passed
