"""Panels: one mark of several sheets, the red line's rule, and when a moderator is called."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exam.panel import line_spreads, mean_half_up, panel_outcome, red_line_mark
from app.exam.scheme import PanelTerms, RedLineRule, Scheme, Subject
from app.exam.sheet import SheetState, fold
from app.exam.vocabulary import sheet
from tests.exam import world

BANK = world.bank()
totals = st.lists(st.integers(0, 200), min_size=1, max_size=6)


def rules(size: int = 1, over: int = 30, rule: RedLineRule = RedLineRule.CAP_BELOW_PASS) -> Scheme:
    return world.scheme(panel=PanelTerms(size, over), red_line_rule=rule)


def sheet_of(total: int, *, signed: bool = True, red: bool | None = None, raised: bool = False) -> SheetState:
    """A sheet whose lines add up to ``total``; ``red`` is what the second person said of its red line."""
    writer = world.SheetWriter()
    address = min(80, total)
    points = min(70, total - address)
    writer.mark(address=address, points=points, close=total - address - points)
    if raised or red is not None:
        writer.write(sheet.RedLineRaised(red_line="abuse", film="f", position_ms=1, reason_sealed="r"), by="e1")
    if signed:
        writer.sign(total)
    if red is not None:
        writer.write(sheet.RedLineConfirmed(raised=4, agreed=red), by="e9")
    return fold(world.scheme(), BANK, writer.entries)


@pytest.mark.parametrize(
    ("own", "mean"),
    [([120], 120), ([119, 120], 120), ([118, 120], 119), ([100, 101, 101], 101), ([100, 100, 101], 100), ([0, 1], 1)],
)
def test_the_mean_is_rounded_half_up_to_the_half_point(own: list[int], mean: int) -> None:
    assert mean_half_up(own) == mean


@given(totals)
def test_the_mean_lies_between_the_sheets_and_within_half_a_half_point_of_the_true_one(own: list[int]) -> None:
    mean = mean_half_up(own)
    assert min(own) <= mean <= max(own)
    assert -len(own) < 2 * (mean * len(own) - sum(own)) <= len(own)


@given(totals)
def test_a_higher_sheet_never_lowers_the_panels_mark(own: list[int]) -> None:
    assert mean_half_up([*own[:-1], own[-1] + 1]) >= mean_half_up(own)


def test_one_signed_sheet_is_a_panel_of_one() -> None:
    outcome = panel_outcome(rules(), Subject.PITCH, [sheet_of(143)])
    assert (outcome.half_points, outcome.signed, outcome.spread, outcome.complete) == (143, 1, 0, True)
    assert not outcome.needs_moderation


@pytest.mark.parametrize(
    "sheets",
    [
        [],
        [sheet_of(120)],
        [sheet_of(120), sheet_of(130, signed=False)],
        [sheet_of(120), sheet_of(130), sheet_of(140, signed=False)],
    ],
)
def test_a_panel_has_no_mark_until_all_have_signed(sheets: list[SheetState]) -> None:
    outcome = panel_outcome(rules(size=2), Subject.PITCH, sheets)
    assert not outcome.complete
    assert outcome.half_points == -1
    assert outcome.signed == sum(each.signed for each in sheets)


def test_more_sheets_than_the_least_all_count() -> None:
    outcome = panel_outcome(rules(size=2), Subject.PITCH, [sheet_of(120), sheet_of(130), sheet_of(140)])
    assert (outcome.half_points, outcome.spread) == (130, 20)


@pytest.mark.parametrize(("spread", "called"), [(0, False), (29, False), (30, False), (31, True), (100, True)])
def test_a_spread_over_the_threshold_calls_and_one_equal_to_it_does_not(spread: int, called: bool) -> None:
    outcome = panel_outcome(rules(size=2), Subject.PITCH, [sheet_of(90), sheet_of(90 + spread)])
    assert outcome.needs_moderation is called


def test_a_red_line_waits_for_its_second_signature() -> None:
    outcome = panel_outcome(rules(), Subject.PITCH, [sheet_of(150, raised=True)])
    assert not outcome.complete
    assert outcome.half_points == -1


def test_a_confirmed_red_line_calls_a_moderator_and_caps_the_mark() -> None:
    outcome = panel_outcome(rules(), Subject.PITCH, [sheet_of(150, red=True)])
    assert outcome.red_line_agreed
    assert outcome.needs_moderation
    assert outcome.half_points == 119


def test_a_refused_red_line_changes_nothing() -> None:
    outcome = panel_outcome(rules(), Subject.PITCH, [sheet_of(150, red=False)])
    assert not outcome.red_line_agreed
    assert not outcome.needs_moderation
    assert outcome.half_points == 150


def test_one_confirmed_red_line_among_three_sheets_is_enough() -> None:
    sheets = [sheet_of(150), sheet_of(150, red=True), sheet_of(150, red=False)]
    assert panel_outcome(rules(size=3), Subject.PITCH, sheets).half_points == 119


@given(st.integers(0, 200), st.integers(0, 200))
def test_a_capped_mark_never_passes_and_never_rises(mark: int, pass_half_points: int) -> None:
    scheme = world.scheme(pitch=world.PitchTerms(5, 1, pass_half_points))
    capped = red_line_mark(scheme, Subject.PITCH, mark)
    assert 0 <= capped <= mark
    assert capped < pass_half_points or pass_half_points == 0


def test_the_other_rule_leaves_nothing() -> None:
    assert red_line_mark(rules(rule=RedLineRule.ZERO), Subject.PITCH, 180) == 0
    outcome = panel_outcome(rules(rule=RedLineRule.ZERO), Subject.PITCH, [sheet_of(180, red=True)])
    assert outcome.half_points == 0


def test_lines_are_ranked_by_disagreement() -> None:
    sheets = [sheet_of(200), sheet_of(100), sheet_of(170)]
    # 80/70/50 against 80/20/0 and 80/70/20
    assert line_spreads(sheets) == (("points", 50), ("close", 50), ("address", 0))
    assert line_spreads([]) == ()


def test_a_line_that_one_examiner_left_out_counts_as_nothing_there() -> None:
    half = fold(world.scheme(), BANK, world.SheetWriter().mark(address=10).entries)
    assert line_spreads([half, sheet_of(200)])[0] == ("address", 70)
