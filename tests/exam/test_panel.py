"""A panel of one to N: the mean, the spread that calls a moderator, the red line."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exam.panel import line_spreads, mean_half_up, panel_outcome
from app.exam.scheme import PanelTerms, RedLineRule, Subject
from app.exam.sheet import fold
from app.exam.vocabulary import sheet
from tests.exam.world import SheetWriter, bank, scheme

BANK, RULES = bank(), scheme()


def rules(size, **changes):
    return scheme(panel=PanelTerms(size, 30), **changes)


def a_sheet(examiner, address, points=60, close=40, *, sign=True, red=None):
    writer = SheetWriter(examiner=examiner).mark(address=address, points=points, close=close)
    if red is not None:
        seq = writer.write(
            sheet.RedLineRaised(red_line="abuse", film="f", position_ms=1, reason_sealed="s")
        ).seq  # fmt: skip
        if red != "open":
            writer.write(sheet.RedLineConfirmed(raised=seq, agreed=red == "agreed"), by="other")
    if sign:
        writer.sign(address + points + close)
    return fold(RULES, BANK, writer.entries)


def outcome(terms, *sheets):
    return panel_outcome(terms, Subject.PITCH, sheets)


@given(st.lists(st.integers(0, 200), min_size=1, max_size=7))
def test_the_mean_lies_within_the_sheets_and_within_half_a_step_of_the_true_one(totals):
    mean = mean_half_up(totals)
    assert min(totals) <= mean <= max(totals)
    assert -len(totals) < 2 * (mean * len(totals) - sum(totals)) <= len(totals)


@given(st.lists(st.integers(0, 200), min_size=1, max_size=7), st.randoms(use_true_random=False))
def test_who_signed_first_makes_no_difference(totals, chance):
    mixed = list(totals)
    chance.shuffle(mixed)
    assert mean_half_up(mixed) == mean_half_up(totals)


def test_one_examiners_mark_is_the_subjects_mark():
    found = outcome(rules(1), a_sheet("e1", 71))
    assert (found.half_points, found.spread, found.complete, found.needs_moderation) == (171, 0, True, False)


def test_a_tie_between_two_goes_to_the_candidate():
    assert outcome(rules(2), a_sheet("e1", 70), a_sheet("e2", 71)).half_points == 171


def test_an_unsigned_sheet_or_a_missing_one_keeps_the_panel_open():
    for sheets in ((), (a_sheet("e1", 70),), (a_sheet("e1", 70), a_sheet("e2", 70, sign=False))):
        found = outcome(rules(2), *sheets)
        assert (found.half_points, found.complete) == (-1, False)


@pytest.mark.parametrize(("other", "called"), [(40, False), (39, True)])
def test_a_spread_over_the_threshold_calls_a_moderator_and_one_equal_to_it_does_not(other, called):
    found = outcome(rules(2), a_sheet("e1", 70), a_sheet("e2", other))
    assert found.spread == 70 - other
    assert found.needs_moderation is called


def test_an_undecided_red_line_keeps_the_panel_open():
    assert not outcome(rules(1), a_sheet("e1", 70, red="open")).complete


def test_a_refused_red_line_changes_nothing():
    found = outcome(rules(1), a_sheet("e1", 70, red="refused"))
    assert (found.half_points, found.needs_moderation, found.red_line_agreed) == (170, False, False)


def test_a_confirmed_red_line_caps_below_the_pass_mark_and_calls_a_moderator():
    found = outcome(rules(1), a_sheet("e1", 70, red="agreed"))
    assert (found.half_points, found.needs_moderation) == (119, True)
    low = outcome(rules(1), a_sheet("e1", 0, 0, 40, red="agreed"))
    assert low.half_points == 40


def test_a_scheme_may_give_nothing_at_all_for_a_red_line():
    strict = rules(1, red_line_rule=RedLineRule.ZERO)
    assert outcome(strict, a_sheet("e1", 70, red="agreed")).half_points == 0


def test_a_cap_below_a_pass_mark_of_nothing_is_nothing():
    free = rules(1, pitch=replace(RULES.pitch, pass_half_points=0))
    assert outcome(free, a_sheet("e1", 70, red="agreed")).half_points == 0


def test_the_most_disputed_line_comes_first():
    spreads = line_spreads([a_sheet("e1", 70, 60, 40), a_sheet("e2", 60, 20, 40)])
    assert spreads == (("points", 40), ("address", 10), ("close", 0))
    assert line_spreads([]) == ()
