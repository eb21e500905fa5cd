"""Marking theory: exact, explainable, never falling when an answer is corrected."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exam.bank import ItemKind
from app.exam.errors import Refused
from app.exam.paper import assemble
from app.exam.scheme import PartialCredit, Quota, TheoryMode
from app.exam.theory import mark_oral, mark_paper
from app.exam.vocabulary.seat import PaperLine
from tests.exam.world import DRAW, bank, scheme, with_theory

BANK = bank()
ITEMS = {item.id: item for item in BANK.items}
PAPER = assemble(BANK, scheme(), DRAW)
MULTIPLE = next(item for item in BANK.items if item.kind is ItemKind.MULTIPLE and len(item.key) == 3)


def rules(partial):
    return with_theory(scheme(), partial_credit=partial)


def keyed(lines=PAPER):
    return {line.item: tuple(sorted(ITEMS[line.item].key)) for line in lines}


@st.composite
def answer_sheets(draw):
    answers = {}
    for line in PAPER:
        chosen = draw(st.sets(st.integers(0, len(ITEMS[line.item].options) - 1)))
        if chosen:
            answers[line.item] = tuple(sorted(chosen))
    return answers


partials = st.sampled_from(PartialCredit)


def test_the_whole_key_earns_everything_and_an_empty_paper_nothing():
    assert mark_paper(BANK, scheme(), PAPER, keyed()).half_points == 200
    assert mark_paper(BANK, scheme(), PAPER, {}).half_points == 0
    assert mark_paper(BANK, scheme(), (), {}).half_points == 0


@given(answer_sheets(), partials, st.sampled_from(range(10)))
def test_a_mark_never_falls_when_an_answer_is_corrected(answers, partial, place):
    name = PAPER[place].item
    before = mark_paper(BANK, rules(partial), PAPER, answers)
    after = mark_paper(BANK, rules(partial), PAPER, answers | {name: tuple(sorted(ITEMS[name].key))})
    assert before.half_points <= after.half_points <= 200
    assert next(mark for mark in after.items if mark.item == name).right


@given(answer_sheets())
def test_more_generous_rules_never_take_anything(answers):
    none, half, share = (mark_paper(BANK, rules(partial), PAPER, answers).half_points for partial in PartialCredit)
    assert none <= half
    assert none <= share


@given(answer_sheets(), partials)
def test_the_order_of_the_paper_makes_no_difference(answers, partial):
    backwards = mark_paper(BANK, rules(partial), PAPER[::-1], answers).half_points
    assert mark_paper(BANK, rules(partial), PAPER, answers).half_points == backwards


@pytest.mark.parametrize(
    ("partial", "chosen", "half_points"),
    [
        (PartialCredit.NONE, (1,), 0),
        (PartialCredit.HALF, (1,), 100),
        (PartialCredit.HALF, (1, 2), 100),
        (PartialCredit.PROPORTIONAL, (1,), 66),
        (PartialCredit.PROPORTIONAL, (1, 2), 133),
        (PartialCredit.PROPORTIONAL, (1, 2, 3), 200),
        (PartialCredit.PROPORTIONAL, (0, 1), 0),
        (PartialCredit.HALF, (0, 1, 2, 3), 0),
        (PartialCredit.HALF, (), 0),
    ],
)
def test_part_of_a_key_earns_by_the_schemes_rule_and_anything_wrong_earns_nothing(partial, chosen, half_points):
    lines = (PaperLine(MULTIPLE.id, (0, 1, 2, 3), several=True),)
    assert mark_paper(BANK, rules(partial), lines, {MULTIPLE.id: chosen}).half_points == half_points


def test_six_of_ten_pass_and_five_do_not():
    for right, half_points in ((6, 120), (5, 100)):
        answers = dict(list(keyed().items())[:right])
        assert mark_paper(BANK, scheme(), PAPER, answers).half_points == half_points


def test_a_fraction_is_dropped_and_never_rounded_up_to_a_pass():
    lines = PAPER[:7]
    assert mark_paper(BANK, scheme(), lines, keyed(lines[:4])).half_points == 114  # 114.28…


def test_an_answer_that_is_not_on_the_paper_is_refused():
    stranger = next(item.id for item in BANK.items if item.id not in keyed())
    with pytest.raises(Refused, match=stranger):
        mark_paper(BANK, scheme(), PAPER, {stranger: (0,)})


def test_a_paper_from_another_bank_is_refused():
    with pytest.raises(Refused, match="X-01-001"):
        mark_paper(BANK, scheme(), (PaperLine("X-01-001"),), {})


QUESTIONS = ("A-01-O01", "G-01-O01")


def test_oral_key_points_are_scaled_to_a_full_mark():
    every = {(question, point) for question in QUESTIONS for point in "abcd"}
    assert mark_oral(BANK, QUESTIONS, every) == 200
    assert mark_oral(BANK, QUESTIONS, {("A-01-O01", "a")}) == 25
    assert mark_oral(BANK, QUESTIONS, set()) == 0
    assert mark_oral(BANK, (), set()) == 0


def test_a_key_point_of_another_question_counts_nothing():
    assert mark_oral(BANK, QUESTIONS, {("A-01-O02", "a")}) == 0


def test_an_unknown_question_is_refused():
    with pytest.raises(Refused, match="nowhere"):
        mark_oral(BANK, ("nowhere",), set())


def test_an_oral_paper_is_drawn_from_the_oral_questions():
    oral = with_theory(scheme(), mode=TheoryMode.ORAL, quotas=(Quota("A", 2), Quota("G", 1)))
    lines = assemble(BANK, oral, DRAW)
    assert mark_oral(BANK, [line.item for line in lines], {(lines[0].item, "a")}) == 200 * 5 // 60
