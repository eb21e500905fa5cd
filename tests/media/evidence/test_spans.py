"""How scores become spans."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from app.centre.evidence_ports import Span, in_order
from app.media.evidence.spans import Rule, found

RULE = Rule(on=50, off=35, bridge_ms=100, least_ms=150)


def _steps(scores: list[int], step_ms: int = 50) -> list[tuple[int, int]]:
    return [(number * step_ms, score) for number, score in enumerate(scores)]


def test_no_scores_say_nothing() -> None:
    assert found([], 1000, RULE).held == found([], 1000, RULE).missing == ()


def test_a_span_goes_on_above_the_lower_threshold() -> None:
    spans = found(_steps([0, 40, 60, 40, 40, 40, 20, 20, 20]), 450, RULE)
    assert spans.held == (Span(100, 300, 45),)
    assert spans.missing == (Span(0, 100, 80), Span(300, 450, 80))


def test_a_short_hole_is_closed_and_a_long_one_is_not() -> None:
    near = found(_steps([90] * 4 + [0] * 2 + [90] * 4), 500, RULE)
    far = found(_steps([90] * 4 + [0] * 3 + [90] * 4), 550, RULE)
    assert near.held == (Span(0, 500, 72),)
    assert [(span.from_ms, span.to_ms) for span in far.held] == [(0, 200), (350, 550)]


def test_a_flash_is_no_span() -> None:
    assert found(_steps([0, 90, 90, 0, 0, 0]), 300, RULE).held == ()
    assert found(_steps([0, 90, 90, 90, 0, 0]), 300, RULE).held == (Span(50, 200, 90),)


def test_the_last_score_holds_to_the_end() -> None:
    assert found([(0, 90)], 2000, RULE).held == (Span(0, 2000, 90),)


@given(st.lists(st.integers(0, 100), max_size=60), st.integers(1, 400), st.integers(0, 300), st.integers(0, 300))
def test_held_and_missing_share_the_film_without_a_gap(scores: list[int], tail: int, bridge: int, least: int) -> None:
    steps = _steps(scores)
    end = steps[-1][0] + tail if steps else 0
    spans = found(steps, end, Rule(50, 35, bridge, least))
    assert in_order(spans.held)
    assert in_order(spans.missing)
    both = sorted((*spans.held, *spans.missing), key=lambda span: span.from_ms)
    assert sum(span.length_ms for span in both) == end
    assert all(before.to_ms == after.from_ms for before, after in itertools.pairwise(both))
