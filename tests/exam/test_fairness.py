"""Draws over many candidates: nobody is favoured, nothing is rarer than chance makes it.

Each figure is compared with five standard deviations of its own; the secrets are fixed, so a test that is
green stays green.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from itertools import pairwise
from math import isqrt

import pytest

from app.exam.draw import SAMPLE, Draw
from app.exam.paper import assemble, audience_script, draw_clip_task, draw_sample
from app.exam.scheme import Quota
from tests.exam import world

BANK = world.bank()
BY_ID = {item.id: item for item in BANK.items}
CANDIDATES = 600


def draws(secret: bytes = world.SECRET, count: int = CANDIDATES) -> list[Draw]:
    return [Draw(secret, "20260604-A", f"20260604-A-{n:04d}") for n in range(1, count + 1)]


def even(found: Iterable[Hashable], kinds: int) -> bool:
    """Tell whether outcomes are spread over ``kinds`` within five standard deviations."""
    counts = Counter(found)
    total = sum(counts.values())
    expected = total // kinds
    spread = 5 * isqrt(total * (kinds - 1) // kinds**2 + 1)
    return len(counts) == kinds and all(abs(count - expected) <= spread for count in counts.values())


@pytest.mark.parametrize("secret", [world.SECRET, bytes(32), b"\xff" * 32])
def test_every_sample_is_drawn_equally_often_and_in_every_place(secret: bytes) -> None:
    orders = [draw_sample(BANK, draw)[1] for draw in draws(secret)]
    for place in range(10):
        assert even((order[place] for order in orders), 10)


@pytest.mark.parametrize("secret", [world.SECRET, bytes(32)])
def test_every_clip_task_is_set_equally_often(secret: bytes) -> None:
    assert even((draw_clip_task(BANK, draw).id for draw in draws(secret)), 2)


def test_the_clip_task_says_nothing_about_the_sample() -> None:
    pairs = [(draw_clip_task(BANK, draw).id, draw_sample(BANK, draw)[0].id) for draw in draws(count=1_500)]
    assert even(pairs, 20)


def test_every_item_of_a_quota_is_asked_equally_often() -> None:
    scheme = world.with_theory(world.scheme(), quotas=(Quota("A-01", 2), Quota("G", 2)))
    asked = [line.item for draw in draws() for line in assemble(BANK, scheme, draw)]
    assert even((item for item in asked if item.startswith("A-01")), 10)
    assert even((item for item in asked if item.startswith("G")), 20)


def test_the_right_option_stands_equally_often_in_every_place() -> None:
    scheme = world.with_theory(world.scheme(), quotas=(Quota("A", 4, (world.ItemKind.SINGLE,)),))
    places = [line.order.index(min(BY_ID[line.item].key)) for draw in draws() for line in assemble(BANK, scheme, draw)]
    assert even(places, 4)


def test_the_rarer_of_two_points_gets_its_turn_first_equally_often() -> None:
    scheme = world.with_theory(world.scheme(), quotas=(Quota("A", 3),))
    twice = []
    for draw in draws():
        counts = Counter(BY_ID[line.item].point for line in assemble(BANK, scheme, draw))
        twice.append(counts.most_common(1)[0][0])
    assert even(twice, 2)


def test_neighbours_papers_have_no_more_in_common_than_strangers() -> None:
    scheme = world.scheme()
    papers = [frozenset(line.item for line in assemble(BANK, scheme, draw)) for draw in draws(count=200)]
    near = sum(len(one & other) for one, other in pairwise(papers))
    far = sum(len(one & other) for one, other in zip(papers[:100], papers[100:], strict=True))
    assert abs(near / 199 - far / 100) < 0.6


def test_a_remark_comes_anywhere_in_its_window() -> None:
    bank = world.bank(remarks=(world.remark("sample1", 1, 10, 19),))
    seconds = [audience_script(bank, "sample1", draw, 300_000).remarks[0][0] for draw in draws()]
    assert even(seconds, 10)


@pytest.mark.parametrize(
    "drawn",
    [
        lambda draw: draw_sample(BANK, draw)[1],
        lambda draw: assemble(BANK, world.scheme(), draw),
        lambda draw: audience_script(BANK, "sample1", draw, 300_000),
    ],
)
def test_another_secret_sitting_number_or_round_gives_another_draw(drawn: Callable[[Draw], object]) -> None:
    base = world.DRAW
    others = (
        Draw(bytes(31) + b"\x01", base.sitting_code, base.admission_number),
        Draw(base.secret, "20260604-B", base.admission_number),
        Draw(base.secret, base.sitting_code, "20260604-A-0002"),
        Draw(base.secret, base.sitting_code, base.admission_number, 2),
    )
    assert len({repr(drawn(draw)) for draw in (base, *others)}) == 5


def test_proof_codes_of_a_sitting_are_all_different() -> None:
    codes = {draw.proof(SAMPLE, draw_sample(BANK, draw)[0].id) for draw in draws()}
    assert len(codes) == CANDIDATES
