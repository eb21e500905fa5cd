"""Laws of judging a bank: order does not matter, one fault is one fault, and every damage is found."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exam.bank import Bank, Item, ItemKind, Option, Source
from app.exam.bank_faults import Fault, bank_faults
from app.exam.errors import Refused
from app.exam.paper import assemble
from app.exam.scheme import Quota, TheoryMode
from app.exam.scheme_faults import scheme_faults, surely_left
from tests.exam import world

TODAY = date(2026, 6, 4)
BANK = world.bank()
LISTS = ("areas", "points", "statutes", "items", "oral_questions", "samples", "clip_tasks", "rubrics", "remarks",
         "terms")  # fmt: skip

type Damage = Callable[[Item], Item]

DAMAGES: dict[str, Damage] = {
    "no key": lambda item: replace(item, options=tuple(replace(each, right=False) for each in item.options)),
    "every option a key": lambda item: replace(item, options=tuple(replace(each, right=True) for each in item.options)),
    "difficulty": lambda item: replace(item, difficulty=6),
    "no difficulty": lambda item: replace(item, difficulty=0),
    "a point nobody knows": lambda item: replace(item, point="Z-99"),
    "a source nobody knows": lambda item: replace(item, source=Source("hearsay")),
    "no source": lambda item: replace(item, source=Source("")),
    "before the law": lambda item: replace(item, effective_from=date(2010, 1, 1)),
    "in the future": lambda item: replace(item, effective_from=date(2031, 1, 1)),
    "one option": lambda item: replace(item, options=item.options[:1]),
    "two equal options": lambda item: replace(
        item, options=(item.options[0], replace(item.options[1], zh=item.options[0].zh), *item.options[2:])
    ),
    "a lump option": lambda item: replace(item, options=(*item.options[:-1], Option("以上都对", "All of the above"))),
}


def reasons(bank: Bank) -> set[Fault]:
    return set(bank_faults(bank, TODAY))


def with_damage(damage: Damage, at: int) -> tuple[Bank, Item]:
    broken = damage(BANK.items[at])
    return replace(BANK, items=(*BANK.items[:at], broken, *BANK.items[at + 1 :])), broken


@given(st.sampled_from(sorted(DAMAGES)), st.integers(0, len(BANK.items) - 1))
def test_every_damage_to_any_item_is_found_and_named(name: str, at: int) -> None:
    bank, broken = with_damage(DAMAGES[name], at)
    found = reasons(bank)
    assert any(fault.item == broken.id for fault in found)
    assert all(fault.item == broken.id for fault in found)


@given(st.lists(st.tuples(st.sampled_from(sorted(DAMAGES)), st.integers(0, 19)), max_size=6, unique_by=lambda e: e[1]))
def test_all_faults_of_a_bank_are_found_in_one_run(damages: list[tuple[str, int]]) -> None:
    items = list(BANK.items)
    for name, at in damages:
        items[at] = DAMAGES[name](items[at])
    named = {fault.item for fault in reasons(replace(BANK, items=tuple(items)))}
    assert named == {BANK.items[at].id for _, at in damages}


@given(st.data())
def test_the_order_of_a_banks_lists_changes_no_fault(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(DAMAGES)))
    bank, _ = with_damage(DAMAGES[name], data.draw(st.integers(0, len(BANK.items) - 1)))
    listed = data.draw(st.sampled_from(LISTS))
    turned = replace(bank, **{listed: tuple(data.draw(st.permutations(getattr(bank, listed))))})
    assert reasons(turned) == reasons(bank)


@given(st.integers(0, len(BANK.items) - 1), st.integers(0, 2))
def test_a_stem_that_differs_in_a_few_letters_is_a_near_duplicate(at: int, dropped: int) -> None:
    original = BANK.items[at]
    stem = original.stem.zh
    twin = world.item("A-01", 99)
    twin = replace(twin, stem=replace(twin.stem, zh=stem[dropped:] + "呢"))
    found = bank_faults(replace(BANK, items=(*BANK.items, twin)), TODAY)
    assert [fault.item for fault in found] == [twin.id]
    assert original.id in found[0].reason


def test_punctuation_and_spaces_do_not_hide_a_duplicate() -> None:
    twin = world.item("A-01", 99)
    spaced = " ".join(BANK.items[0].stem.zh.replace("？", "?!"))
    found = bank_faults(replace(BANK, items=(*BANK.items, replace(twin, stem=world.text(spaced)))), TODAY)
    assert [fault.item for fault in found] == [twin.id]


def test_a_big_bank_is_judged_whole() -> None:
    letters = "直播选品话术定价赠品标签吊牌尺码面料工艺灯光收音镜头场控脚本预热返场售后退货质保发票物流包装主图详情"
    items = []
    for serial in range(700):
        stem = "".join(letters[(serial * (step * 7 + 3) + step * step * 11) % len(letters)] for step in range(18))
        plain = world.item("G-01", serial + 100)
        items.append(replace(plain, stem=world.text(f"{stem}{serial}？")))
    found = bank_faults(replace(BANK, items=(*BANK.items, *items)), TODAY)
    assert {fault.item for fault in found} <= {item.id for item in items}


# ── schemes

quotas = st.lists(
    st.builds(
        Quota, st.sampled_from(["A", "G", "A-01", "G-02", "Z"]), st.integers(1, 7),
        st.lists(st.sampled_from(list(ItemKind)), max_size=2, unique=True).map(tuple),
    ),
    min_size=1, max_size=5,
).map(tuple)  # fmt: skip


@given(quotas, st.sampled_from(["zh", "en"]), st.binary(min_size=32, max_size=32))
def test_a_scheme_without_a_fault_never_fails_a_candidate(own: tuple[Quota, ...], language: str, secret: bytes) -> None:
    scheme = world.with_theory(world.scheme(), quotas=own)
    if scheme_faults(scheme, BANK) == ():
        assert len(assemble(BANK, scheme, world.Draw(secret, "S", "N"), language)) == scheme.theory.item_count


@given(quotas)
def test_a_quota_found_short_by_itself_fails_every_candidate(own: tuple[Quota, ...]) -> None:
    scheme = world.with_theory(world.scheme(), quotas=own)
    lonely = [(quota, left) for quota in own for _, left in surely_left((quota,), BANK.items)]
    if any(left < quota.count for quota, left in lonely):
        assert scheme_faults(scheme, BANK)
        with pytest.raises(Refused):
            assemble(BANK, scheme, world.DRAW)


@given(quotas, st.data())
def test_asking_for_less_never_makes_a_fault(own: tuple[Quota, ...], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(own) - 1))
    if own[at].count == 1:
        return
    less = (*own[:at], replace(own[at], count=own[at].count - 1), *own[at + 1 :])
    whole = scheme_faults(world.with_theory(world.scheme(), quotas=own), BANK)
    if whole == ():
        assert scheme_faults(world.with_theory(world.scheme(), quotas=less), BANK) == ()


def test_an_oral_scheme_is_judged_by_its_questions() -> None:
    oral = world.with_theory(world.scheme(), mode=TheoryMode.ORAL, quotas=(Quota("A", 4), Quota("G", 4)))
    assert scheme_faults(oral, BANK) == ()
    more = world.with_theory(oral, quotas=(Quota("A", 5),))
    assert [fault.reason for fault in scheme_faults(more, BANK)] == [
        "quota of 5 from A: the bank surely has only 4 in zh",
        "quota of 5 from A: the bank surely has only 4 in en",
    ]
