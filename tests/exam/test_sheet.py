"""Marking sheets: what they fold to, what may be written, and what they lack before they are signed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exam.scheme import Subject
from app.exam.sheet import PlacedTag, RaisedRedLine, rubric_of
from app.exam.vocabulary import sheet
from app.exam.vocabulary.common import Body
from tests.exam.sheet_cases import BANK, FILM, FULL, Desk, _raise


def test_an_opened_sheet_knows_whose_and_what() -> None:
    state = Desk().state
    assert (state.subject, state.attempt, state.examiner, state.questions) == (Subject.PITCH, "a1", "e1", ())
    assert state.total_half_points == 0
    assert state.signed_half_points is None
    assert not state.sealed


def test_a_later_mark_replaces_the_earlier_and_clearing_takes_it_back() -> None:
    desk = Desk().mark({"address": 60}).mark({"address": 71, "close": 50})
    assert desk.state.marks == {"address": 71, "close": 50}
    assert desk.state.total_half_points == 121
    desk.say(sheet.LineCleared(line="address"))
    assert desk.state.marks == {"close": 50}
    assert desk.why_not(sheet.LineCleared(line="address")) == "no_such_line"


@pytest.mark.parametrize(
    ("line", "half_points", "why"),
    [
        ("address", 0, None),
        ("address", 80, None),
        ("address", 81, "outside_line"),
        ("address", -1, "outside_line"),
        ("nothing", 1, "no_such_line"),
    ],
)
def test_a_mark_lies_within_its_line(line: str, half_points: int, why: str | None) -> None:
    assert Desk().why_not(sheet.LineMarked(line=line, half_points=half_points)) == why


@given(st.lists(st.tuples(st.sampled_from(sorted(FULL)), st.integers(0, 50)), max_size=15))
def test_the_total_is_always_the_sum_of_what_stands(walk: list[tuple[str, int]]) -> None:
    desk = Desk()
    expected: dict[str, int] = {}
    for line, half_points in walk:
        if half_points == 0 and line in expected:
            desk.say(sheet.LineCleared(line=line))
            del expected[line]
        else:
            desk.mark({line: half_points})
            expected[line] = half_points
    assert desk.state.marks == expected
    assert desk.state.total_half_points == sum(expected.values()) <= rubric_of(BANK, Subject.PITCH).half_points
    assert set(desk.state.unmarked_lines(BANK)) == set(FULL) - set(expected)
    assert desk.refolded() == desk.state


def test_a_tag_is_placed_moved_and_withdrawn_by_the_seq_that_placed_it() -> None:
    desk = Desk()
    first, second = desk.tag(), desk.tag("vivid", 80_000)
    assert desk.state.tags == (
        PlacedTag(first, "unfit_address", FILM, 73_400),
        PlacedTag(second, "vivid", FILM, 80_000),
    )
    desk.say(sheet.TagMoved(placed=first, position_ms=72_400))
    assert [tag.position_ms for tag in desk.state.tags] == [72_400, 80_000]
    desk.say(sheet.TagWithdrawn(placed=first))
    assert [tag.placed for tag in desk.state.tags] == [second]
    assert desk.why_not(sheet.TagMoved(placed=first, position_ms=1)) == "no_such_tag"
    assert desk.why_not(sheet.TagWithdrawn(placed=first)) == "no_such_tag"


@pytest.mark.parametrize(
    ("tag", "film", "position_ms", "why"),
    [
        ("unfit_address", FILM, 0, None),
        ("unfit_address", FILM, -1, "wrong_position"),
        ("unfit_address", "", 5, "wrong_position"),
        ("stranger", FILM, 5, "no_such_tag"),
    ],
)
def test_a_tag_is_known_and_stands_in_a_film(tag: str, film: str, position_ms: int, why: str | None) -> None:
    assert Desk().why_not(sheet.TagPlaced(tag=tag, film=film, position_ms=position_ms)) == why


def test_a_tag_cannot_be_moved_before_the_film() -> None:
    desk = Desk()
    placed = desk.tag()
    assert desk.why_not(sheet.TagMoved(placed=placed, position_ms=-1)) == "wrong_position"


def test_tags_suggest_and_never_mark() -> None:
    desk = Desk().mark(FULL)
    desk.tag()
    assert desk.state.marks == FULL
    assert desk.state.suggested_deductions(BANK) == {"address": 4, "points": 0, "close": 0}


@pytest.mark.parametrize(
    ("placings", "suggested"),
    [
        ({}, {"address": 0, "points": 0}),
        ({"unfit_address": 2}, {"address": 8, "points": 0}),
        ({"unfit_address": 3}, {"address": 12, "points": 0}),
        ({"unfit_address": 9}, {"address": 12, "points": 0}),
        ({"wrong_fact": 3, "vivid": 4}, {"address": 0, "points": 18}),
        ({"wrong_fact": 20}, {"address": 0, "points": 70}),
    ],
)
def test_suggestions_add_up_to_each_tags_cap_and_the_lines_own(
    placings: dict[str, int], suggested: dict[str, int]
) -> None:
    desk = Desk()
    for kind, count in placings.items():
        for _ in range(count):
            desk.tag(kind)
    assert desk.state.suggested_deductions(BANK) == {**suggested, "close": 0}


def test_a_red_line_counts_once_a_second_person_agrees() -> None:
    desk = Desk()
    raised = desk.red_line()
    assert desk.state.open_red_lines == (RaisedRedLine(raised, "medical_claim", FILM, 9_000),)
    assert desk.state.confirmed_red_lines == ()
    desk.say(sheet.RedLineConfirmed(raised=raised, agreed=True), by="e2")
    assert desk.state.open_red_lines == ()
    (confirmed,) = desk.state.confirmed_red_lines
    assert (confirmed.agreed, confirmed.decided_by) == (True, "e2")


def test_a_refused_red_line_does_not_count_and_may_be_raised_again() -> None:
    desk = Desk()
    raised = desk.red_line()
    assert desk.why_not(_raise("medical_claim")) == "red_line_stands"
    desk.say(sheet.RedLineConfirmed(raised=raised, agreed=False), by="e2")
    assert desk.state.confirmed_red_lines == ()
    again = desk.red_line()
    desk.say(sheet.RedLineConfirmed(raised=again, agreed=True), by="e2")
    assert [each.agreed for each in desk.state.red_lines] == [False, True]
    assert desk.why_not(_raise("medical_claim")) == "red_line_stands"
    assert desk.why_not(_raise("abuse")) is None


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (_raise("stranger"), "no_such_red_line"),
        (_raise("abuse", film=""), "wrong_position"),
        (_raise("abuse", position_ms=-1), "wrong_position"),
        (_raise("abuse", reason=""), "word_missing"),
    ],
)
def test_a_red_line_is_known_placed_and_explained(body: Body, why: str) -> None:
    assert Desk().why_not(body) == why
