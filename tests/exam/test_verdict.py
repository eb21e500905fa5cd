"""The verdict: replayed from entries alone; absence, deferral, misconduct and void are states and never zeros."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exam.entry import Entry
from app.exam.paper import assemble
from app.exam.scheme import (
    PanelTerms,
    RedLineRule,
    RetakeTerms,
    Scheme,
    Subject,
    TheoryMode,
    VerdictRule,
    VerdictTerms,
    Weight,
)
from app.exam.verdict import (
    NO_MARK,
    SUBJECT_STATE_NAMES,
    SubjectOutcome,
    SubjectState,
    Verdict,
    VerdictState,
    publication_faults,
    replay,
    retake_subjects,
)
from app.exam.vocabulary import desk, office, seat, sheet
from app.exam.vocabulary.common import Reference, Sealed
from app.exam.vocabulary.desk import Misconduct
from tests.exam import world
from tests.exam.world import ALL, Attempt, OfficeWriter, SheetWriter, Writer

BANK = world.bank()
BY_ID = {item.id: item for item in BANK.items}
LINES = assemble(BANK, world.scheme(), world.DRAW)
THEORY, CLIP, PITCH = Subject.THEORY, Subject.CLIP, Subject.PITCH


def answer(attempt: Attempt, right: int) -> Attempt:
    """Answer the first ``right`` items of the paper correctly and leave the others."""
    for line in attempt.state.paper[:right]:
        attempt.say(seat.Answered(item=line.item, chosen=tuple(sorted(BY_ID[line.item].key))))
    return attempt


def sat(right: int = 10, rules: Scheme | None = None, subjects: tuple[Subject, ...] = ALL) -> Attempt:
    """A whole attempt with ``right`` of ten theory items right."""
    attempt = Attempt(rules, subjects)
    if THEORY in subjects:
        answer(attempt.to_theory(LINES), right).say(seat.TheorySubmitted(how="candidate"))
    else:
        attempt.to_ready()
    if CLIP in subjects:
        attempt.start_clip().hand_in_clip()
    if PITCH in subjects:
        attempt.to_preparation().roll()
        attempt.pass_ms(300_000)
        attempt.cut()
    attempt.say(seat.Finished(how="completed"))
    attempt.say(Sealed(key="k"))
    return attempt


def marked(subject: Subject, total: int, examiner: str = "e1", *, signed: bool = True) -> SheetWriter:
    """A sheet with ``total`` half-points, every line marked."""
    address = min(80, total)
    points = min(70, total - address)
    writer = SheetWriter(subject, examiner).mark(address=address, points=points, close=total - address - points)
    return writer.sign(total) if signed else writer


def crossed(subject: Subject, total: int, *, agreed: bool) -> SheetWriter:
    """A signed sheet with a red line that a second person has decided."""
    writer = marked(subject, total, signed=False)
    raised = writer.write(sheet.RedLineRaised(red_line="abuse", film="f", position_ms=1, reason_sealed="r"), by="e1")
    writer.sign(total)
    writer.write(sheet.RedLineConfirmed(raised=raised.seq, agreed=agreed), by="e2")
    return writer


def streams(*writers: Writer | Attempt) -> Mapping[str, Sequence[Entry]]:
    own: dict[str, Sequence[Entry]] = {}
    for writer in writers:
        both = (writer.seat, writer.desk) if isinstance(writer, Attempt) else (writer,)
        own.update({each.stream: each.entries for each in both})
    return own


def verdict(
    *writers: Writer | Attempt, rules: Scheme | None = None, carried: Mapping[Subject, int] | None = None
) -> Verdict:
    return replay(rules or world.scheme(), BANK, streams(*writers), carried or {})


def states(found: Verdict) -> list[str]:
    return [outcome.state.value for outcome in found.outcomes]


def marks(found: Verdict) -> list[int]:
    return [outcome.half_points for outcome in found.outcomes]


# ── the usual end


def test_three_passed_subjects_are_a_pass() -> None:
    found = verdict(sat(6), marked(CLIP, 120), marked(PITCH, 163))
    assert found.passed
    assert found.state is VerdictState.PASSED
    assert states(found) == ["marked"] * 3
    assert marks(found) == [120, 120, 163]
    assert found.total_half_points == NO_MARK
    assert publication_faults(found) == ()


@pytest.mark.parametrize(
    ("right", "clip", "pitch", "failed"), [(5, 140, 140, THEORY), (6, 119, 140, CLIP), (6, 140, 0, PITCH)]
)
def test_one_subject_below_its_pass_mark_fails_the_whole(right: int, clip: int, pitch: int, failed: Subject) -> None:
    found = verdict(sat(right), marked(CLIP, clip), marked(PITCH, pitch))
    assert found.state is VerdictState.FAILED
    assert [outcome.subject for outcome in found.outcomes if not outcome.passed] == [failed]
    assert publication_faults(found) == ()


def test_what_is_published_is_what_was_replayed() -> None:
    found = verdict(sat(7), marked(CLIP, 130), marked(PITCH, 150))
    assert found.outcomes[0].published() == office.SubjectOutcome(THEORY, "marked", 140)
    carried = SubjectOutcome(CLIP, SubjectState.MARKED, 150, passed=True, carried=True)
    assert carried.published() == office.SubjectOutcome(CLIP, "marked", 150, carried=True)


@given(st.permutations(["seat", "desk", "clip", "pitch", "office"]))
def test_the_order_of_streams_makes_no_difference(order: list[str]) -> None:
    attempt = sat(7)
    own: dict[str, Writer] = {
        "seat": attempt.seat, "desk": attempt.desk, "clip": marked(CLIP, 130), "pitch": marked(PITCH, 150),
        "office": OfficeWriter(),
    }  # fmt: skip
    assert verdict(*(own[name] for name in order)) == verdict(*own.values())


def test_a_wall_clock_changes_no_verdict() -> None:
    whole = streams(sat(7), marked(CLIP, 130), marked(PITCH, 150))
    moved = {name: [replace(entry, at="1999-01-01T00:00:00.000Z") for entry in own] for name, own in whole.items()}
    assert replay(world.scheme(), BANK, moved, {}) == replay(world.scheme(), BANK, whole, {})


def test_unanswered_items_earn_nothing_and_the_attempt_counts() -> None:
    found = verdict(sat(0), marked(CLIP, 130), marked(PITCH, 150))
    assert found.outcomes[0] == SubjectOutcome(THEORY, SubjectState.MARKED, 0)


# ── waiting


def test_a_subject_without_its_sheets_waits() -> None:
    found = verdict(sat(7), marked(CLIP, 130))
    assert states(found) == ["marked", "marked", "awaiting"]
    assert found.state is VerdictState.PENDING
    (fault,) = publication_faults(found)
    assert fault.en.startswith("The pitch waits")
    assert fault.zh.startswith("直播")


def test_an_unsigned_sheet_an_open_red_line_and_a_small_panel_wait() -> None:
    open_red_line = marked(PITCH, 150, signed=False)
    open_red_line.write(sheet.RedLineRaised(red_line="abuse", film="f", position_ms=1, reason_sealed="r"), by="e1")
    open_red_line.sign(150)
    for waiting in (marked(PITCH, 150, signed=False), open_red_line):
        assert states(verdict(sat(7), marked(CLIP, 130), waiting))[2] == "awaiting"
    rules = world.scheme(panel=PanelTerms(2))
    found = verdict(sat(7, rules), marked(CLIP, 130), marked(PITCH, 150), rules=rules)
    assert states(found) == ["marked", "awaiting", "awaiting"]


def test_two_sheets_make_their_mean() -> None:
    rules = world.scheme(panel=PanelTerms(2))
    found = verdict(
        sat(7, rules), marked(CLIP, 130), marked(CLIP, 133, "e2"), marked(PITCH, 150), marked(PITCH, 150, "e2"),
        rules=rules,
    )  # fmt: skip
    assert marks(found) == [140, 132, 150]


def test_a_disputed_subject_waits_for_the_moderator_whose_mark_then_stands() -> None:
    rules = world.scheme(panel=PanelTerms(2))
    writers = (
        sat(7, rules), marked(CLIP, 130), marked(CLIP, 133, "e2"), marked(PITCH, 100), marked(PITCH, 150, "e2"),
    )  # fmt: skip
    assert states(verdict(*writers, rules=rules))[2] == "awaiting"
    decided = moderated(PITCH, 128)
    assert marks(verdict(*writers, decided, rules=rules)) == [140, 132, 128]
    assert states(verdict(*writers[:4], decided, rules=rules))[2] == "awaiting"


def moderated(subject: Subject, *half_points: int) -> OfficeWriter:
    writer = OfficeWriter()
    for each in half_points:
        writer.write(
            office.Moderated(
                subject=subject, half_points=each, rests_on=(), reason_sealed="r", countersigned_by="e8"
            )
        )  # fmt: skip
    return writer


def test_the_last_of_two_moderations_stands() -> None:
    found = verdict(sat(7), marked(CLIP, 130), crossed(PITCH, 150, agreed=True), moderated(PITCH, 90, 118))
    assert marks(found)[2] == 118


def test_a_confirmed_red_line_waits_for_the_moderator_and_a_refused_one_does_not() -> None:
    for agreed, state in ((True, "awaiting"), (False, "marked")):
        found = verdict(sat(7), marked(CLIP, 130), crossed(PITCH, 150, agreed=agreed))
        assert states(found)[2] == state


def test_the_schemes_rule_on_red_lines_is_not_needed_where_nothing_was_crossed() -> None:
    rules = world.scheme(red_line_rule=RedLineRule.ZERO)
    assert marks(verdict(sat(7, rules), marked(CLIP, 130), marked(PITCH, 150), rules=rules))[2] == 150


# ── corrections


def corrected(subject: Subject, *half_points: int) -> OfficeWriter:
    writer = OfficeWriter()
    for each in half_points:
        writer.write(
            office.Corrected(
                answers=Reference("a1/sheet/pitch/e1", 4), subject=subject, half_points=each, reason_sealed="r",
                countersigned_by="e8",
            )
        )  # fmt: skip
    return writer


def test_a_correction_is_a_new_entry_and_the_last_one_counts() -> None:
    writers = (sat(7), marked(CLIP, 130), marked(PITCH, 110))
    assert not verdict(*writers).passed
    assert verdict(*writers, corrected(PITCH, 130)).passed
    assert marks(verdict(*writers, corrected(PITCH, 130, 112)))[2] == 112


def test_a_screen_paper_can_be_corrected_too() -> None:
    found = verdict(sat(5), marked(CLIP, 130), marked(PITCH, 130), corrected(THEORY, 120))
    assert marks(found)[0] == 120
    assert found.passed


def test_there_is_nothing_to_correct_where_there_is_no_mark() -> None:
    found = verdict(sat(7), marked(CLIP, 130), corrected(PITCH, 200))
    assert states(found)[2] == "awaiting"


# ── states that are not marks


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


# ── misconduct, stop, void


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


# ── oral theory


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


# ── carried marks and retakes


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


# ── weighted sum

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


# ── laws


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
