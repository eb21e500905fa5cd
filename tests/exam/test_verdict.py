"""The verdict replays from the entries alone, and an absence is never a zero."""

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exam.paper import assemble
from app.exam.scheme import Quota, Subject, TheoryMode, VerdictRule, VerdictTerms, Weight
from app.exam.verdict import (
    SUBJECT_STATE_NAMES,
    SubjectOutcome,
    SubjectState,
    Verdict,
    VerdictState,
    publication_faults,
    replay,
    retake_subjects,
)  # fmt: skip
from app.exam.vocabulary import Reference, desk, office, seat, sheet
from app.exam.vocabulary.common import Sealed
from tests.exam.world import ALL, DRAW, Attempt, OfficeWriter, SheetWriter, bank, scheme, with_theory

BANK, RULES = bank(), scheme()
PAPER = assemble(BANK, RULES, DRAW)
KEYS = {item.id: tuple(sorted(item.key)) for item in BANK.items}
PASS = {"address": 70, "points": 60, "close": 40}
FAIL = {"address": 50, "points": 30, "close": 20}
WEIGHTED = scheme(
    verdict=VerdictTerms(
        VerdictRule.WEIGHTED, (Weight(Subject.THEORY, 30), Weight(Subject.CLIP, 20), Weight(Subject.PITCH, 50))
    )
)


def sheets(subject, marks, examiner="e1", *, sign=True):
    writer = SheetWriter(subject, examiner).mark(**marks)
    return writer.sign(sum(marks.values())) if sign else writer


def sat(right=10, *, rules=RULES, subjects=ALL):
    """An attempt that went through everything; ``right`` items were answered right."""
    attempt = Attempt(rules, subjects)
    if Subject.THEORY in subjects:
        attempt.to_theory(PAPER)
        for line in PAPER[:right]:
            attempt.say(seat.Answered(item=line.item, chosen=KEYS[line.item]))
        attempt.say(seat.TheorySubmitted(how="candidate"))
    else:
        attempt.to_ready()
    if Subject.CLIP in subjects:
        attempt.start_clip().hand_in_clip()
    if Subject.PITCH in subjects:
        attempt.to_preparation().roll()
        attempt.pass_ms(300_000)
        attempt.cut()
    attempt.say(seat.Finished(how="completed"))
    attempt.say(Sealed(key="k"))
    return attempt


def streams(attempt, *writers):
    everything = {attempt.seat.stream: attempt.seat.entries, attempt.desk.stream: attempt.desk.entries}
    return everything | {writer.stream: writer.entries for writer in writers}


def verdict_of(attempt, *writers, rules=RULES, carried=None):
    return replay(rules, BANK, streams(attempt, *writers), carried or {})


def usual(attempt=None, clip=PASS, pitch=PASS, **more):
    return verdict_of(attempt or sat(), sheets(Subject.CLIP, clip), sheets(Subject.PITCH, pitch), **more)


def states(verdict):
    return [outcome.state for outcome in verdict.outcomes]


def marks(verdict):
    return [outcome.half_points for outcome in verdict.outcomes]


def office_with(*bodies):
    writer = OfficeWriter()
    for body in bodies:
        writer.write(body)
    return writer


def test_three_passed_subjects_pass():
    verdict = usual()
    assert verdict.passed
    assert marks(verdict) == [200, 170, 170]
    assert publication_faults(verdict) == ()


@pytest.mark.parametrize(("right", "clip", "pitch"), [(5, PASS, PASS), (10, FAIL, PASS), (10, PASS, FAIL)])
def test_one_failed_subject_fails_the_whole(right, clip, pitch):
    verdict = usual(sat(right), clip, pitch)
    assert verdict.state is VerdictState.FAILED
    assert sum(outcome.passed for outcome in verdict.outcomes) == 2


@given(st.randoms(use_true_random=False))
def test_a_replay_is_the_same_however_the_streams_are_handed_over(chance: random.Random):
    every = streams(sat(8), sheets(Subject.CLIP, PASS), sheets(Subject.PITCH, FAIL))
    mixed = list(every.items())
    chance.shuffle(mixed)
    assert replay(RULES, BANK, dict(mixed), {}) == replay(RULES, BANK, every, {})


def test_what_is_published_is_what_was_replayed():
    outcome = usual().outcomes[1]
    assert outcome.published() == office.SubjectOutcome(Subject.CLIP, "marked", 170, carried=False)


def test_an_unsigned_sheet_keeps_the_verdict_waiting():
    verdict = verdict_of(sat(), sheets(Subject.CLIP, PASS), sheets(Subject.PITCH, PASS, sign=False))
    assert states(verdict) == [SubjectState.MARKED, SubjectState.MARKED, SubjectState.AWAITING]
    assert verdict.state is VerdictState.PENDING
    assert [fault.en for fault in publication_faults(verdict)] == [
        "The pitch waits for marks, a second signature or moderation."
    ]


def test_a_running_attempt_says_what_runs():
    attempt = Attempt().to_theory(PAPER)
    verdict = verdict_of(attempt)
    assert states(verdict) == [SubjectState.IN_PROGRESS] * 3
    assert publication_faults(verdict)[0].en == "The theory still runs."


def test_an_attempt_of_which_nothing_is_known_is_pending_and_not_failed():
    verdict = replay(RULES, BANK, {}, {})
    assert verdict.state is VerdictState.PENDING
    assert publication_faults(verdict)[0].en == "Nobody checked in and no absence is noted."
    assert replay(RULES, BANK, {"a1/seat": []}, {}) == verdict


def test_an_attempt_that_has_not_ended_at_the_booth_is_pending():
    attempt = sat()
    open_end = streams(attempt, sheets(Subject.CLIP, PASS))
    open_end["a1/seat"] = attempt.seat.entries[:-2]
    verdict = replay(replace(RULES, subjects=(Subject.THEORY, Subject.CLIP)), BANK, open_end, {})
    assert verdict.state is VerdictState.PENDING
    assert publication_faults(verdict)[0].en == "The attempt has not ended at the booth."


@pytest.mark.parametrize("state", ["absent", "deferred"])
def test_who_did_not_come_has_a_state_and_no_mark(state):
    verdict = replay(RULES, BANK, {"a1/office": office_with(office.AbsenceNoted(state=state)).entries}, {})
    assert verdict.state.value == state
    assert marks(verdict) == [-1, -1, -1]
    assert not verdict.passed


def test_an_absence_noted_by_mistake_does_not_take_marks_away():
    noted = office_with(office.AbsenceNoted(state="absent"))
    assert verdict_of(sat(), sheets(Subject.CLIP, PASS), sheets(Subject.PITCH, PASS), noted).passed


def test_a_void_attempt_has_no_marks():
    void = office_with(office.Voided(reason_sealed="s"))
    verdict = verdict_of(sat(), sheets(Subject.CLIP, PASS), sheets(Subject.PITCH, PASS), void)
    assert verdict.state is VerdictState.VOID
    assert set(states(verdict)) == {SubjectState.VOID}


def test_misconduct_that_voids_takes_everything_and_one_that_stops_only_the_rest():
    def noted(level):
        attempt = Attempt().to_theory(PAPER)
        for line in PAPER:
            attempt.say(seat.Answered(item=line.item, chosen=KEYS[line.item]))
        attempt.say(seat.TheorySubmitted(how="candidate"))
        attempt.decide(desk.MisconductNoted(level=level, reason_sealed="s", position_ms=1))
        attempt.say(seat.Finished(how="stopped"))
        return verdict_of(attempt)

    stopped, voided = noted(desk.Misconduct.STOP), noted(desk.Misconduct.VOID)
    assert states(stopped) == [SubjectState.MARKED, SubjectState.MISCONDUCT, SubjectState.MISCONDUCT]
    assert set(states(voided)) == {SubjectState.MISCONDUCT}
    assert stopped.state is voided.state is VerdictState.MISCONDUCT


def test_a_warning_changes_no_mark():
    attempt = Attempt().to_theory(PAPER)
    attempt.decide(desk.MisconductNoted(level=desk.Misconduct.WARNING, reason_sealed="s", position_ms=1))
    assert states(verdict_of(attempt))[0] is SubjectState.IN_PROGRESS


def test_who_refused_the_notice_has_taken_nothing():
    attempt = Attempt()
    checked = attempt.say(seat.CheckedIn(how="typed"))
    attempt.decide(desk.Opened(attempt="a1", station="D", software="0"))
    attempt.decide(desk.IdentityConfirmed(answers=attempt.ref(checked), matches=True))
    attempt.say(seat.Consented(given=False, notice="n", language="zh"))
    attempt.say(seat.Finished(how="refused"))
    verdict = verdict_of(attempt)
    assert verdict.state is VerdictState.NOT_TAKEN
    assert set(states(verdict)) == {SubjectState.NOT_TAKEN}


def test_time_that_ran_out_without_a_clip_is_a_mark_of_nothing_and_needs_no_sheet():
    attempt = Attempt().to_clip(PAPER)
    attempt.pass_ms(5 * 60_000)
    attempt.say(seat.ClipSubmitted(clip="", how="time_up"))
    attempt.to_preparation().roll()
    attempt.pass_ms(300_000)
    attempt.cut()
    attempt.say(seat.Finished(how="completed"))
    verdict = verdict_of(attempt, sheets(Subject.PITCH, PASS))
    assert marks(verdict)[1] == 0
    assert verdict.state is VerdictState.FAILED


def moderated(half_points=130):
    return office.Moderated(
        subject=Subject.PITCH, half_points=half_points, rests_on=(), reason_sealed="s", countersigned_by="x"
    )


def corrected(half_points):
    return office.Corrected(
        answers=Reference("a1/sheet/pitch/e1", 4), subject=Subject.PITCH, half_points=half_points, reason_sealed="s",
        countersigned_by="x",
    )  # fmt: skip


def panel_of_two(first, second, *bodies):
    rules = scheme(panel=replace(RULES.panel, size=2))
    writers = [sheets(subject, PASS, "e2") for subject in (Subject.CLIP,)]
    writers += [
        sheets(Subject.CLIP, PASS, "e1"),
        sheets(Subject.PITCH, first, "e1"),
        sheets(Subject.PITCH, second, "e2"),
    ]
    return verdict_of(sat(rules=rules), *writers, office_with(*bodies), rules=rules)


def test_a_dispute_waits_for_the_moderator_whose_mark_then_stands():
    assert states(panel_of_two(PASS, FAIL))[2] is SubjectState.AWAITING
    assert marks(panel_of_two(PASS, FAIL, moderated(130)))[2] == 130
    assert marks(panel_of_two(PASS, FAIL, moderated(130), moderated(125)))[2] == 125


def test_a_decision_before_all_have_signed_counts_nothing():
    verdict = verdict_of(
        sat(), sheets(Subject.CLIP, PASS), sheets(Subject.PITCH, PASS, sign=False), office_with(moderated())
    )
    assert states(verdict)[2] is SubjectState.AWAITING


def test_the_last_correction_stands_and_none_makes_a_mark_where_there_was_none():
    pitch = sheets(Subject.PITCH, PASS)
    twice = office_with(corrected(100), corrected(140))
    assert marks(verdict_of(sat(), sheets(Subject.CLIP, PASS), pitch, twice))[2] == 140
    unsigned = sheets(Subject.PITCH, PASS, sign=False)
    assert states(verdict_of(sat(), sheets(Subject.CLIP, PASS), unsigned, twice))[2] is SubjectState.AWAITING


def test_a_confirmed_red_line_fails_however_good_the_rest_is():
    writer = SheetWriter(Subject.PITCH).mark(address=80, points=70, close=50)
    seq = writer.write(sheet.RedLineRaised(red_line="abuse", film="f", position_ms=1, reason_sealed="s")).seq
    writer.write(sheet.RedLineConfirmed(raised=seq, agreed=True), by="e2")
    writer.sign(200)
    clip = sheets(Subject.CLIP, PASS)
    assert verdict_of(sat(), clip, writer).state is VerdictState.PENDING
    decided = verdict_of(sat(), clip, writer, office_with(moderated(119)))
    assert decided.state is VerdictState.FAILED


def test_a_retake_takes_only_what_was_failed_and_carries_the_rest():
    attempt = sat(subjects=(Subject.CLIP,))
    verdict = verdict_of(attempt, sheets(Subject.CLIP, PASS), carried={Subject.THEORY: 160, Subject.PITCH: 150})
    assert verdict.passed
    assert marks(verdict) == [160, 170, 150]
    assert [outcome.carried for outcome in verdict.outcomes] == [True, False, True]


def test_a_weighted_sum_counts_what_the_scheme_says():
    verdict = usual(sat(5, rules=WEIGHTED), rules=WEIGHTED)
    assert verdict.total_half_points == (30 * 100 + 20 * 170 + 50 * 170) // 100
    assert verdict.passed
    low = usual(sat(0, rules=WEIGHTED), FAIL, PASS, rules=WEIGHTED)
    assert low.total_half_points == 105
    assert low.state is VerdictState.FAILED


def test_a_weighted_sum_with_a_subject_missing_is_no_pass():
    attempt = Attempt(WEIGHTED).to_clip(PAPER).hand_in_clip()
    attempt.decide(desk.Stopped(reason_sealed="s"))
    attempt.say(seat.Finished(how="stopped"))
    verdict = verdict_of(attempt, sheets(Subject.CLIP, PASS), rules=WEIGHTED)
    assert verdict.state is VerdictState.FAILED
    assert verdict.total_half_points == -1


def test_oral_theory_is_marked_by_its_sheet():
    oral = with_theory(scheme(), mode=TheoryMode.ORAL, quotas=(Quota("A-01", 2),))
    attempt = Attempt(oral)
    attempt.to_theory(assemble(BANK, oral, DRAW))
    attempt.say(seat.TheorySubmitted(how="examiner"))
    questions = tuple(line.item for line in attempt.state.paper)
    writer = SheetWriter(Subject.THEORY, questions=questions)
    for point in "abcd":
        writer.write(sheet.KeyPointTicked(question=questions[0], key_point=point, heard=True))
    assert states(verdict_of(attempt, writer, rules=oral))[0] is SubjectState.AWAITING
    writer.sign(100)
    assert marks(verdict_of(attempt, writer, rules=oral))[0] == 100


FIRST = date(2026, 6, 4)


def retake(verdict, after_days, rules=RULES):
    return retake_subjects(rules, verdict, FIRST, FIRST + timedelta(after_days))


def test_a_failed_subject_may_be_retaken_inside_the_window():
    failed = usual(clip=FAIL)
    assert retake(failed, 0) == retake(failed, 365) == (Subject.CLIP,)
    assert retake(failed, 366) == retake(failed, -1) == ()
    assert retake(usual(), 1) == ()


def test_nothing_is_retaken_after_misconduct():
    assert retake(Verdict(VerdictState.MISCONDUCT, usual(clip=FAIL).outcomes), 1) == ()


def test_a_failed_sum_of_passed_subjects_may_be_taken_again_whole():
    outcomes = tuple(SubjectOutcome(subject, SubjectState.MARKED, 120, passed=True) for subject in Subject)
    assert retake(Verdict(VerdictState.FAILED, outcomes, 119), 1, WEIGHTED) == WEIGHTED.subjects


def test_every_state_has_its_name_in_both_languages():
    assert [SUBJECT_STATE_NAMES[state].zh for state in SubjectState] == [
        "未考", "缺考", "考试中", "待评", "已评", "缓考", "违纪", "作废",
    ]  # fmt: skip
    assert all(name.en for name in SUBJECT_STATE_NAMES.values())
