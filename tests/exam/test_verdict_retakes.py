"""Retakes, weighted sums and the laws that hold for every verdict."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exam.scheme import RetakeTerms, VerdictRule, VerdictTerms, Weight
from app.exam.verdict import (
    NO_MARK,
    SUBJECT_STATE_NAMES,
    SubjectOutcome,
    SubjectState,
    Verdict,
    VerdictState,
    retake_subjects,
)
from app.exam.vocabulary import office, seat
from tests.exam import world
from tests.exam.verdict_cases import CLIP, LINES, PITCH, THEORY, answer, marked, marks, sat, states, verdict
from tests.exam.world import ALL, Attempt, OfficeWriter


def test_a_retake_carries_what_was_passed_before() -> None:
    found = verdict(sat(subjects=(PITCH,)), marked(PITCH, 131), carried={THEORY: 140, CLIP: 125})
    assert found.passed
    assert [outcome.carried for outcome in found.outcomes] == [True, True, False]
    assert marks(found) == [140, 125, 131]


def test_an_absence_from_a_retake_leaves_what_was_carried() -> None:
    writer = OfficeWriter()
    writer.write(office.AbsenceNoted(state="absent"))
    found = verdict(writer, carried={THEORY: 140})
    assert states(found) == ["marked", "absent", "absent"]
    assert found.state is VerdictState.ABSENT


FIRST_ON = date(2026, 6, 4)


@pytest.mark.parametrize(("days", "may"), [(-1, False), (0, True), (1, True), (365, True), (366, False)])
def test_failed_subjects_may_be_taken_again_inside_the_window(days: int, may: bool) -> None:
    failed = verdict(sat(5), marked(CLIP, 150), marked(PITCH, 90))
    open_subjects = retake_subjects(world.scheme(), failed, FIRST_ON, FIRST_ON + timedelta(days))
    assert open_subjects == ((THEORY, PITCH) if may else ())


def test_a_scheme_without_a_window_allows_none_but_on_the_day() -> None:
    rules = world.scheme(retake=RetakeTerms(0, 1))
    failed = verdict(sat(5), marked(CLIP, 150), marked(PITCH, 90))
    assert retake_subjects(rules, failed, FIRST_ON, FIRST_ON + timedelta(1)) == ()


@pytest.mark.parametrize(
    ("state", "may"),
    [
        (VerdictState.PASSED, False),
        (VerdictState.PENDING, False),
        (VerdictState.MISCONDUCT, False),
        (VerdictState.VOID, False),
        (VerdictState.FAILED, True),
        (VerdictState.ABSENT, True),
        (VerdictState.DEFERRED, True),
        (VerdictState.NOT_TAKEN, True),
    ],
)
def test_who_may_retake_follows_from_the_verdict(state: VerdictState, may: bool) -> None:
    found = Verdict(state, (SubjectOutcome(THEORY, SubjectState.NOT_TAKEN),))
    assert bool(retake_subjects(world.scheme(), found, FIRST_ON, FIRST_ON)) is may


WEIGHTED = world.scheme(
    verdict=VerdictTerms(VerdictRule.WEIGHTED, (Weight(THEORY, 30), Weight(CLIP, 30), Weight(PITCH, 40)), 120)
)


@pytest.mark.parametrize(
    ("right", "clip", "pitch", "total", "state"),
    [
        (3, 120, 165, 120, VerdictState.PASSED),
        (3, 120, 164, 119, VerdictState.FAILED),
        (10, 200, 200, 200, VerdictState.PASSED),
        (0, 0, 1, 0, VerdictState.FAILED),
    ],
)
def test_a_weighted_sum_is_rounded_down_and_judged_as_a_whole(
    right: int, clip: int, pitch: int, total: int, state: VerdictState
) -> None:
    found = verdict(sat(right, WEIGHTED), marked(CLIP, clip), marked(PITCH, pitch), rules=WEIGHTED)
    assert found.total_half_points == total
    assert found.state is state


def test_a_weighted_sum_needs_every_mark() -> None:
    rules = replace(WEIGHTED, failed_subject_stops=True)
    attempt = Attempt(rules)
    answer(attempt.to_theory(LINES), 10).say(seat.TheorySubmitted(how="candidate"))
    attempt.say(seat.Finished(how="failed_subject"))
    found = verdict(attempt, rules=rules)
    assert found.state is VerdictState.FAILED
    assert found.total_half_points == NO_MARK


def test_a_weighted_failure_with_every_subject_passed_by_itself_may_retake_all() -> None:
    rules = replace(WEIGHTED, verdict=replace(WEIGHTED.verdict, pass_half_points=160))
    found = verdict(sat(7, rules), marked(CLIP, 140), marked(PITCH, 140), rules=rules)
    assert found.state is VerdictState.FAILED
    assert retake_subjects(rules, found, FIRST_ON, FIRST_ON) == ALL


@given(st.integers(0, 10), st.integers(0, 200), st.integers(0, 200), st.booleans())
def test_a_pass_is_exactly_every_subject_at_its_pass_mark(right: int, clip: int, pitch: int, weighted: bool) -> None:
    rules = WEIGHTED if weighted else world.scheme()
    found = verdict(sat(right, rules), marked(CLIP, clip), marked(PITCH, pitch), rules=rules)
    own = [20 * right, clip, pitch]
    assert marks(found) == own
    if weighted:
        assert found.passed is (30 * own[0] + 30 * own[1] + 40 * own[2] >= 12_000)
    else:
        assert found.passed is all(mark >= 120 for mark in own)


@given(st.integers(0, 10), st.integers(0, 199), st.integers(0, 200))
def test_a_better_mark_never_turns_a_pass_into_a_failure(right: int, clip: int, pitch: int) -> None:
    one = verdict(sat(right), marked(CLIP, clip), marked(PITCH, pitch))
    better = verdict(sat(right), marked(CLIP, clip + 1), marked(PITCH, pitch))
    assert better.passed or not one.passed


def test_every_state_has_a_name_in_both_languages() -> None:
    assert set(SUBJECT_STATE_NAMES) == set(SubjectState)
    assert [SUBJECT_STATE_NAMES[state].zh for state in SubjectState] == [
        "未考", "缺考", "考试中", "待评", "已评", "缓考", "违纪", "作废",
    ]  # fmt: skip
    assert all(name.en for name in SUBJECT_STATE_NAMES.values())
