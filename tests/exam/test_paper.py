"""Papers, samples, clip tasks and audiences: built to plan, drawn fairly, the same for the same secret."""

from collections import Counter
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exam.bank import Bank, ItemKind, KeyPoint
from app.exam.draw import Draw
from app.exam.errors import Refused
from app.exam.paper import (
    REMARK_GAP_S,
    VIEWERS_STEP_MS,
    AudienceScript,
    assemble,
    audience_script,
    draw_clip_task,
    draw_sample,
    fits,
    in_english,
    narrowest_first,
)
from app.exam.scheme import Quota, Scheme, TheoryMode
from app.exam.scheme_faults import surely_left
from app.exam.vocabulary.seat import PaperLine
from tests.exam import world

BANK, SCHEME = world.bank(), world.scheme()
BY_ID = {item.id: item for item in BANK.items}
secrets = st.binary(min_size=32, max_size=32)
kinds = st.lists(st.sampled_from(list(ItemKind)), max_size=2, unique=True).map(tuple)
quotas = st.lists(
    st.builds(
        lambda of, count, own, low, high: Quota(of, count, own, min(low, high), max(low, high)),
        st.sampled_from(["A", "G", "A-01", "G-02"]), st.integers(1, 4), kinds, st.integers(1, 5), st.integers(1, 5),
    ),
    min_size=1, max_size=6,
).map(tuple)  # fmt: skip


def draw_with(secret: bytes, number: str = "N1") -> Draw:
    return Draw(secret, "S", number)


def asking(*own: Quota, mode: TheoryMode = TheoryMode.SCREEN) -> Scheme:
    return world.with_theory(SCHEME, quotas=own, mode=mode)


def paper_of(secret: bytes, language: str = "zh") -> tuple[PaperLine, ...]:
    return assemble(BANK, SCHEME, draw_with(secret), language)


@given(secrets)
def test_a_paper_fills_every_quota_in_the_schemes_order_and_asks_nothing_twice(secret: bytes) -> None:
    lines = paper_of(secret)
    assert len({line.item for line in lines}) == len(lines) == SCHEME.theory.item_count
    at = 0
    for quota in SCHEME.theory.quotas:
        own = [BY_ID[line.item] for line in lines[at : at + quota.count]]
        assert all(fits(quota, item) for item in own)
        at += quota.count


@given(secrets)
def test_points_of_one_area_are_asked_as_evenly_as_can_be(secret: bytes) -> None:
    lines = assemble(BANK, asking(Quota("A", 5), Quota("G", 4)), draw_with(secret))
    counts = Counter(BY_ID[line.item].point for line in lines)
    assert {counts["G-01"], counts["G-02"]} == {2}
    assert {counts["A-01"], counts["A-02"]} == {2, 3}


@given(secrets)
def test_evenness_looks_at_the_whole_paper_and_not_at_one_quota(secret: bytes) -> None:
    single = (ItemKind.SINGLE,)
    scheme = asking(Quota("A-01", 1, (ItemKind.TRUE_FALSE,)), Quota("A", 1, single))
    (_, second) = assemble(BANK, scheme, draw_with(secret))
    assert BY_ID[second.item].point == "A-02"


@given(secrets)
def test_an_english_paper_holds_only_items_that_exist_in_english(secret: bytes) -> None:
    lines = paper_of(secret, "en")
    assert all(BY_ID[line.item].has_english for line in lines)


def test_a_chinese_paper_may_hold_items_without_english() -> None:
    drawn = {line.item for n in range(60) for line in assemble(BANK, SCHEME, draw_with(world.SECRET, str(n)))}
    assert any(not BY_ID[item].has_english for item in drawn)


@given(secrets)
def test_options_are_shuffled_whole_and_true_false_keeps_its_order(secret: bytes) -> None:
    for line in paper_of(secret):
        item = BY_ID[line.item]
        assert sorted(line.order) == list(range(len(item.options)))
        assert line.several is (item.kind is ItemKind.MULTIPLE)
        if item.kind is ItemKind.TRUE_FALSE:
            assert line.order == (0, 1)


def test_every_option_of_an_item_comes_first_somewhere() -> None:
    scheme = asking(Quota("A-01", 1, (ItemKind.MULTIPLE,), 4, 4))
    first = Counter(assemble(BANK, scheme, draw_with(world.SECRET, str(n)))[0].order[0] for n in range(400))
    assert set(first) == {0, 1, 2, 3}
    assert min(first.values()) > 60


@given(secrets, secrets)
def test_a_paper_is_a_function_of_the_secret(one: bytes, other: bytes) -> None:
    assert paper_of(one) == paper_of(one)
    if one != other:
        orders = [paper_of(secret) for secret in (one, other)]
        assert orders[0] != orders[1]


@given(secrets)
def test_the_order_in_which_a_file_lists_its_items_changes_nothing(secret: bytes) -> None:
    turned = replace(BANK, items=BANK.items[::-1], samples=BANK.samples[::-1], remarks=BANK.remarks[::-1])
    draw = draw_with(secret)
    assert assemble(turned, SCHEME, draw) == assemble(BANK, SCHEME, draw)
    assert draw_sample(turned, draw) == draw_sample(BANK, draw)
    assert audience_script(turned, "sample1", draw, 300_000) == audience_script(BANK, "sample1", draw, 300_000)


def test_all_items_that_may_be_asked_are_asked_of_somebody() -> None:
    scheme = asking(Quota("A", 2), Quota("G", 2))
    drawn = {line.item for n in range(300) for line in assemble(BANK, scheme, draw_with(world.SECRET, str(n)))}
    assert drawn == set(BY_ID)


def test_a_quota_that_cannot_be_filled_is_named_in_both_languages() -> None:
    scheme = asking(Quota("A-01", 5, (ItemKind.TRUE_FALSE,), 1, 2))
    with pytest.raises(Refused) as refused:
        assemble(BANK, scheme, world.DRAW)
    assert refused.value.detail == (
        "The bank cannot fill the quota of 5 from A-01 (true_false, difficulty 1 to 2): 2 are left."
    )
    assert refused.value.in_language("zh")[0].startswith("题库无法满足配额 A-01")


def test_a_quota_that_only_lacks_english_says_so() -> None:
    scheme = asking(Quota("A-01", 6, (ItemKind.SINGLE,)))
    assert len(assemble(BANK, scheme, world.DRAW)) == 6
    with pytest.raises(Refused, match="5 are left in English"):
        assemble(BANK, scheme, world.DRAW, "en")


def test_a_quota_without_types_says_any_type() -> None:
    with pytest.raises(Refused, match=r"B \(any type, difficulty 1 to 5\): 0 are left"):
        assemble(BANK, asking(Quota("B", 1)), world.DRAW)


@given(secrets, st.permutations([Quota("A-01", 2, (ItemKind.TRUE_FALSE,)), Quota("A", 2, (ItemKind.TRUE_FALSE,))]))
def test_the_quota_of_a_point_gets_its_items_before_its_area_takes_them(secret: bytes, own: list[Quota]) -> None:
    lines = assemble(BANK, asking(*own), draw_with(secret))
    assert len(lines) == 4


@given(quotas, secrets)
def test_what_the_schemes_check_promises_no_draw_can_break(own: tuple[Quota, ...], secret: bytes) -> None:
    promised = all(left >= quota.count for quota, left in surely_left(own, BANK.items))
    if promised:
        lines = assemble(BANK, asking(*own), draw_with(secret))
        assert len({line.item for line in lines}) == sum(quota.count for quota in own)


@given(quotas, secrets)
def test_a_paper_is_whole_or_refused(own: tuple[Quota, ...], secret: bytes) -> None:
    try:
        lines = assemble(BANK, asking(*own), draw_with(secret))
    except Refused as refused:
        assert "cannot fill" in refused.detail
    else:
        assert len({line.item for line in lines}) == sum(quota.count for quota in own)


def test_equally_wide_quotas_are_filled_in_the_schemes_order() -> None:
    own = (Quota("A", 1), Quota("G", 1), Quota("A-02", 1))
    assert narrowest_first(own, BANK.items) == [2, 0, 1]


def test_a_quota_fits_by_point_area_difficulty_and_type() -> None:
    item = BY_ID["A-01-007"]
    assert fits(Quota("A", 1), item)
    assert fits(Quota("A-01", 1, (ItemKind.MULTIPLE,), 3, 3), item)
    assert not fits(Quota("A-02", 1), item)
    assert not fits(Quota("G", 1), item)
    assert not fits(Quota("A", 1, (ItemKind.SINGLE,)), item)
    assert not fits(Quota("A", 1, (), 4, 5), item)
    assert not fits(Quota("A", 1, (), 1, 2), item)
    assert not fits(Quota("", 1), item)


# ── oral papers


@given(secrets)
def test_an_oral_paper_asks_questions_and_looks_at_no_type(secret: bytes) -> None:
    scheme = asking(Quota("A", 2, (ItemKind.SINGLE,)), Quota("G", 1), mode=TheoryMode.ORAL)
    lines = assemble(BANK, scheme, draw_with(secret))
    ids = {question.id for question in BANK.oral_questions}
    assert [line.item in ids for line in lines] == [True] * 3
    assert all(line.order == () and not line.several for line in lines)


def test_an_oral_paper_in_english_leaves_out_questions_without_it() -> None:
    chinese = world.question("A-01", 1, english=False)
    half = replace(
        world.question("A-01", 2),
        key_points=(KeyPoint("a", world.text("要点", english=False), 5),),
    )
    bank = world.bank(oral_questions=(chinese, half, world.question("A-01", 3)))
    assert [in_english(each) for each in bank.oral_questions] == [False, False, True]
    scheme = asking(Quota("A", 1), mode=TheoryMode.ORAL)
    assert assemble(bank, scheme, world.DRAW, "en") == (PaperLine("A-01-O03"),)
    with pytest.raises(Refused):
        assemble(bank, asking(Quota("A", 2), mode=TheoryMode.ORAL), world.DRAW, "en")


# ── sample, clip task


@given(secrets)
def test_the_sample_is_the_first_of_a_whole_shuffle(secret: bytes) -> None:
    sample, order = draw_sample(BANK, draw_with(secret))
    assert sample.id == order[0]
    assert sorted(order) == sorted(each.id for each in BANK.samples)


def test_every_clip_task_is_set_to_somebody() -> None:
    tasks = {draw_clip_task(BANK, draw_with(world.SECRET, str(n))).id for n in range(30)}
    assert tasks == {"task1", "task2"}


# ── audience

windows = st.tuples(st.integers(0, 400), st.integers(0, 90), st.booleans())


def crowd(given_windows: list[tuple[int, int, bool]]) -> Bank:
    remarks = tuple(
        world.remark("sample1", n, earliest, earliest + length, question=question)
        for n, (earliest, length, question) in enumerate(given_windows)
    )
    return world.bank(remarks=remarks)


@given(secrets, st.lists(windows, max_size=25), st.integers(1_000, 400_000))
def test_remarks_keep_their_windows_their_distance_and_the_pitchs_end(
    secret: bytes, given_windows: list[tuple[int, int, bool]], length_ms: int
) -> None:
    bank = crowd(given_windows)
    script = audience_script(bank, "sample1", draw_with(secret), length_ms)
    own = {remark.id: remark for remark in bank.remarks}
    for at_ms, remark in script.remarks:
        assert own[remark].earliest_s * 1000 <= at_ms <= own[remark].latest_s * 1000
        assert at_ms < length_ms
        assert at_ms % 1000 == 0
    times = [at_ms for at_ms, _ in script.remarks]
    assert times == sorted(times)
    assert all(later - sooner >= REMARK_GAP_S * 1000 for sooner, later in pairwise(times))
    assert len({remark for _, remark in script.remarks}) == len(script.remarks)


@given(secrets, st.lists(windows, max_size=25), st.integers(1_000, 400_000))
def test_there_are_always_viewers_and_the_curve_covers_the_pitch(
    secret: bytes, given_windows: list[tuple[int, int, bool]], length_ms: int
) -> None:
    script = audience_script(crowd(given_windows), "sample1", draw_with(secret), length_ms)
    assert len(script.viewers) == -(-length_ms // VIEWERS_STEP_MS) + 1
    assert min(script.viewers) >= 3


@given(secrets)
def test_a_question_is_never_left_out_for_a_chat_remark(secret: bytes) -> None:
    crowded = [(10, 5, False)] * 5 + [(10, 5, True)]
    script = audience_script(crowd(crowded), "sample1", draw_with(secret), 300_000)
    assert "sample1-R5" in {remark for _, remark in script.remarks}


def test_only_the_drawn_samples_remarks_come() -> None:
    script = audience_script(BANK, "sample2", world.DRAW, 300_000)
    assert {remark.split("-")[0] for _, remark in script.remarks} == {"sample2"}
    assert audience_script(BANK, "nothing", world.DRAW, 300_000).remarks == ()


def test_the_viewer_count_between_two_points_lies_on_their_line() -> None:
    script = AudienceScript((), (10, 20, 15))
    assert [script.viewers_at(ms) for ms in (-5, 0, 2_500, 5_000, 7_500, 10_000, 99_000)] == [
        10,
        10,
        15,
        20,
        17,
        15,
        15,
    ]
