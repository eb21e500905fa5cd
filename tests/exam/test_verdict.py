"""The verdict: replayed from entries alone; absence, deferral, misconduct and void are states and never zeros."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exam.scheme import PanelTerms, RedLineRule, Subject
from app.exam.verdict import NO_MARK, SubjectOutcome, SubjectState, VerdictState, publication_faults, replay
from app.exam.vocabulary import office, sheet
from app.exam.vocabulary.common import Reference
from tests.exam import world
from tests.exam.verdict_cases import BANK, CLIP, PITCH, THEORY, marked, marks, sat, states, streams, verdict
from tests.exam.world import OfficeWriter, SheetWriter, Writer


def crossed(subject: Subject, total: int, *, agreed: bool) -> SheetWriter:
    """A signed sheet with a red line that a second person has decided."""
    writer = marked(subject, total, signed=False)
    raised = writer.write(sheet.RedLineRaised(red_line="abuse", film="f", position_ms=1, reason_sealed="r"), by="e1")
    writer.sign(total)
    writer.write(sheet.RedLineConfirmed(raised=raised.seq, agreed=agreed), by="e2")
    return writer


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
