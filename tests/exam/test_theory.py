"""Theory marks: exact, never rounded up, and never lower for a better answer."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exam.bank import ItemKind, KeyPoint
from app.exam.errors import Refused
from app.exam.scheme import FULL_MARK, PartialCredit, Scheme
from app.exam.theory import mark_oral, mark_paper, oral_question
from app.exam.vocabulary.seat import PaperLine
from tests.exam import world

BANK = world.bank()
BY_ID = {item.id: item for item in BANK.items}
credits_ = st.sampled_from(list(PartialCredit))
papers = st.lists(st.sampled_from(sorted(BY_ID)), min_size=1, max_size=14, unique=True)


def rules(credit: PartialCredit = PartialCredit.NONE) -> Scheme:
    return world.with_theory(world.scheme(), partial_credit=credit)


def lines(items: list[str]) -> tuple[PaperLine, ...]:
    return tuple(PaperLine(item, tuple(range(len(BY_ID[item].options)))) for item in items)


def chosen_of(item: str) -> st.SearchStrategy[tuple[int, ...]]:
    places = range(len(BY_ID[item].options))
    return st.sets(st.sampled_from(places)).map(lambda chosen: tuple(sorted(chosen)))


def marked(items: list[str], answers: dict[str, tuple[int, ...]], credit: PartialCredit = PartialCredit.NONE) -> int:
    return mark_paper(BANK, rules(credit), lines(items), answers).half_points


def key(item: str) -> tuple[int, ...]:
    return tuple(sorted(BY_ID[item].key))


# ── one item


@pytest.mark.parametrize(
    ("credit", "chosen", "earned"),
    [
        # the key of A-01-008 is options 1, 2 and 3
        (PartialCredit.NONE, (1, 2, 3), Fraction(1)),
        (PartialCredit.NONE, (1, 2), Fraction(0)),
        (PartialCredit.HALF, (1, 2), Fraction(1, 2)),
        (PartialCredit.HALF, (3,), Fraction(1, 2)),
        (PartialCredit.PROPORTIONAL, (1, 2), Fraction(2, 3)),
        (PartialCredit.PROPORTIONAL, (3,), Fraction(1, 3)),
        (PartialCredit.PROPORTIONAL, (0, 1, 2, 3), Fraction(0)),
        (PartialCredit.PROPORTIONAL, (0, 1), Fraction(0)),
        (PartialCredit.HALF, (0,), Fraction(0)),
        (PartialCredit.HALF, (), Fraction(0)),
        (PartialCredit.NONE, (), Fraction(0)),
    ],
)
def test_a_part_of_the_key_earns_what_the_scheme_says_and_a_wrong_option_spoils_all(
    credit: PartialCredit, chosen: tuple[int, ...], earned: Fraction
) -> None:
    answers = {"A-01-008": chosen} if chosen else {}
    (mark,) = mark_paper(BANK, rules(credit), lines(["A-01-008"]), answers).items
    assert mark.earned == earned
    assert mark.right is (earned == 1)
    assert (mark.item, mark.chosen) == ("A-01-008", chosen)


@pytest.mark.parametrize("credit", list(PartialCredit))
@pytest.mark.parametrize("item", ["A-01-001", "A-01-009", "A-01-010"])
def test_single_and_true_false_items_earn_all_or_nothing(credit: PartialCredit, item: str) -> None:
    assert BY_ID[item].kind is not ItemKind.MULTIPLE
    for option in range(len(BY_ID[item].options)):
        assert marked([item], {item: (option,)}, credit) == (FULL_MARK if (option,) == key(item) else 0)


# ── a whole paper


def test_ten_items_of_ten_points_each() -> None:
    items = sorted(BY_ID)[:10]
    answers = {item: key(item) for item in items[:6]}
    assert marked(items, answers) == 120
    assert marked(items, {**answers, items[6]: key(items[6])}) == 140
    assert marked(items, {}) == 0
    assert marked(items, {item: key(item) for item in items}) == FULL_MARK


def test_a_third_of_a_point_is_dropped_and_never_reaches_the_pass_mark() -> None:
    items = sorted(BY_ID)[:7]
    answers = {item: key(item) for item in items[:4]}
    # 4/7 of 200 is 114.28…, and 200 * 3/5 needs exactly 120
    assert marked(items, answers) == 114
    five = sorted(BY_ID)[:5]
    assert marked(five, {item: key(item) for item in five[:3]}) == 120


def test_thirds_that_add_up_to_a_whole_are_a_whole() -> None:
    items = ["A-01-008", "A-02-008", "G-01-008"]
    answers = dict.fromkeys(items, (1,))
    assert marked(items, answers, PartialCredit.PROPORTIONAL) == 66  # 1/3 of 200 = 66.67
    assert marked(items, {items[0]: (1, 2, 3)}, PartialCredit.PROPORTIONAL) == 66
    answers = dict.fromkeys(items[:2], (1, 2)) | {items[2]: (1, 2, 3)}
    assert marked(items, answers, PartialCredit.PROPORTIONAL) == 155  # 7/9 of 200 = 155.56


def test_an_empty_paper_earns_nothing() -> None:
    assert mark_paper(BANK, rules(), (), {}).half_points == 0


@given(papers, credits_, st.data())
def test_a_mark_is_the_exact_share_rounded_down(items: list[str], credit: PartialCredit, data: st.DataObject) -> None:
    answers = {item: data.draw(chosen_of(item)) for item in items}
    paper = mark_paper(BANK, rules(credit), lines(items), answers)
    share = sum((mark.earned for mark in paper.items), Fraction()) / len(items)
    assert paper.half_points <= share * FULL_MARK < paper.half_points + 1
    assert 0 <= paper.half_points <= FULL_MARK
    assert [mark.item for mark in paper.items] == items


@given(papers, credits_, st.data())
def test_a_corrected_answer_never_lowers_the_mark(items: list[str], credit: PartialCredit, data: st.DataObject) -> None:
    answers = {item: data.draw(chosen_of(item)) for item in items}
    better = dict(answers)
    for item in data.draw(st.sets(st.sampled_from(items))):
        better[item] = key(item)
    assert marked(items, better, credit) >= marked(items, answers, credit)


@given(papers, credits_, st.data())
def test_taking_a_wrong_option_away_never_lowers_the_mark(
    items: list[str], credit: PartialCredit, data: st.DataObject
) -> None:
    answers = {item: data.draw(chosen_of(item)) for item in items}
    item = data.draw(st.sampled_from(items))
    cleaner = tuple(each for each in answers[item] if each in BY_ID[item].key)
    assert marked(items, {**answers, item: cleaner}, credit) >= marked(items, answers, credit)


@given(papers, st.data())
def test_a_kinder_scheme_never_marks_lower(items: list[str], data: st.DataObject) -> None:
    answers = {item: data.draw(chosen_of(item)) for item in items}
    none, half, proportional = (marked(items, answers, credit) for credit in PartialCredit)
    assert none <= half
    assert none <= proportional


@given(papers, st.randoms(use_true_random=False), st.data())
def test_neither_the_order_of_items_nor_of_options_matters(
    items: list[str], chance: object, data: st.DataObject
) -> None:
    answers = {item: data.draw(chosen_of(item)) for item in items}
    turned = data.draw(st.permutations(items))
    shuffled = tuple(replace(line, order=line.order[::-1]) for line in lines(turned))
    assert mark_paper(BANK, rules(), shuffled, answers).half_points == marked(items, answers)


def test_an_answer_to_a_stranger_item_is_refused_by_name() -> None:
    with pytest.raises(Refused, match="Item A-02-001 does not belong"):
        marked(["A-01-001"], {"A-02-001": (0,)})


def test_a_paper_of_another_bank_is_refused_by_name() -> None:
    with pytest.raises(Refused) as refused:
        mark_paper(BANK, rules(), (PaperLine("Z-99-001", (0, 1)),), {})
    assert refused.value.detail.startswith("Item Z-99-001")
    assert refused.value.in_language("zh")[0] == "试题 Z-99-001 不属于这份试卷。"


# ── oral

QUESTIONS = ("A-01-O01", "A-01-O02", "G-01-O01")
POINTS = [(question, point) for question in QUESTIONS for point in "abcd"]


def test_everything_heard_is_a_full_mark_and_nothing_heard_is_none() -> None:
    assert mark_oral(BANK, QUESTIONS, frozenset(POINTS)) == FULL_MARK
    assert mark_oral(BANK, QUESTIONS, frozenset()) == 0
    assert mark_oral(BANK, (), frozenset()) == 0


def test_key_points_weigh_as_the_bank_says() -> None:
    heavy = replace(
        world.question("A-01", 1),
        key_points=(KeyPoint("a", world.text("甲"), 15), KeyPoint("b", world.text("乙"), 5)),
    )
    bank = world.bank(oral_questions=(heavy,))
    assert mark_oral(bank, ("A-01-O01",), {("A-01-O01", "a")}) == 150
    assert mark_oral(bank, ("A-01-O01",), {("A-01-O01", "b")}) == 50


def test_an_oral_share_is_rounded_down() -> None:
    assert mark_oral(BANK, QUESTIONS, POINTS[:1]) == 16  # 1/12 of 200 = 16.67


@given(st.sets(st.sampled_from(POINTS)), st.sampled_from(POINTS))
def test_hearing_one_more_point_never_lowers_an_oral_mark(heard: set[tuple[str, str]], more: tuple[str, str]) -> None:
    assert mark_oral(BANK, QUESTIONS, heard | {more}) >= mark_oral(BANK, QUESTIONS, heard)


@given(st.sets(st.sampled_from(POINTS)))
def test_points_of_questions_that_were_not_asked_earn_nothing(heard: set[tuple[str, str]]) -> None:
    stray = heard | {("G-01-O02", "a"), ("A-01-O01", "zz")}
    assert mark_oral(BANK, QUESTIONS, stray) == mark_oral(BANK, QUESTIONS, heard)


def test_an_unknown_question_is_refused_by_name() -> None:
    assert oral_question(BANK, "A-01-O01").point == "A-01"
    with pytest.raises(Refused, match="Item A-01-O99"):
        mark_oral(BANK, ("A-01-O99",), frozenset())
