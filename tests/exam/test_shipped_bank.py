"""The shipped bank and schemes under the rules: no fault, and a fair whole paper for everybody in both languages."""

from collections import Counter
from datetime import date
from functools import cache
from itertools import pairwise

import pytest

from app.exam.bank import Bank, ItemKind
from app.exam.bank_faults import bank_faults
from app.exam.draw import Draw
from app.exam.paper import REMARK_GAP_S, assemble, audience_script, draw_clip_task, draw_sample, fits
from app.exam.plain import from_plain, to_plain
from app.exam.scheme import Scheme, TheoryMode
from app.exam.scheme_faults import scheme_faults
from app.resources import question_bank
from app.storage.bank_files import load_bank
from app.storage.scheme_files import load_scheme
from tests.exam import world

TODAY = date(2026, 11, 24)
CANDIDATES = 150
schemes_ = pytest.mark.parametrize("name", ["yiwu", "yangzhou"])
languages = pytest.mark.parametrize("language", ["zh", "en"])


@cache
def bank() -> Bank:
    loaded = load_bank(question_bank("yiwu")).bank
    assert loaded is not None
    return loaded


@cache
def scheme(name: str) -> Scheme:
    loaded = load_scheme(question_bank("schemes", f"{name}.toml")).scheme
    assert loaded is not None
    return loaded


def draws(count: int = CANDIDATES) -> list[Draw]:
    return [Draw(world.SECRET, "20260604-A", f"20260604-A-{n:04d}") for n in range(1, count + 1)]


def test_the_bank_has_no_fault() -> None:
    assert bank_faults(bank(), TODAY) == ()


@schemes_
def test_each_scheme_fits_the_bank(name: str) -> None:
    assert scheme_faults(scheme(name), bank()) == ()


@schemes_
@languages
def test_everybody_gets_a_whole_paper(name: str, language: str) -> None:
    rules, own = scheme(name), bank()
    by_id = {each.id: each for each in (*own.items, *own.oral_questions)}
    for draw in draws():
        lines = assemble(own, rules, draw, language)
        assert len({line.item for line in lines}) == rules.theory.item_count
        at = 0
        for quota in rules.theory.quotas:
            assert all(fits(quota, by_id[line.item]) for line in lines[at : at + quota.count])
            at += quota.count


def test_two_candidates_rarely_share_much_of_a_paper() -> None:
    rules, own = scheme("yiwu"), bank()
    papers = [frozenset(line.item for line in assemble(own, rules, draw)) for draw in draws(60)]
    shared = [len(one & other) for at, one in enumerate(papers) for other in papers[:at]]
    assert max(shared) <= rules.theory.item_count // 2


def test_a_paper_leans_on_law_and_conduct() -> None:
    rules, own = scheme("yiwu"), bank()
    conduct = {point.code for point in own.points if point.conduct}
    point_of = {item.id: item.point for item in own.items}
    for draw in draws(40):
        lines = assemble(own, rules, draw)
        asked = sum(point_of[line.item] in conduct for line in lines)
        assert 100 * asked >= 40 * len(lines)


def test_the_bank_is_as_big_as_an_exam_of_thousands_needs() -> None:
    own = bank()
    assert len(own.items) >= 400
    assert len(own.oral_questions) >= 40
    assert len(own.points) >= 24
    assert len(own.areas) == 8
    assert len(own.samples) == 10
    assert len(own.clip_tasks) >= 4
    assert sum(item.has_english for item in own.items) >= 160
    assert {item.kind for item in own.items} == set(ItemKind)
    assert {item.difficulty for item in own.items} == {1, 2, 3, 4, 5}


def test_the_key_of_a_single_choice_item_is_not_given_away_by_its_place() -> None:
    places = Counter(min(item.key) for item in bank().items if item.kind is ItemKind.SINGLE)
    assert set(places) == {0, 1, 2, 3}
    assert max(places.values()) < 2 * min(places.values())


def test_every_sample_has_an_audience_that_fits_five_minutes() -> None:
    own = bank()
    for sample in own.samples:
        for draw in draws(5):
            script = audience_script(own, sample.id, draw, 300_000)
            assert len(script.remarks) >= 5
            seconds = [at_ms // 1000 for at_ms, _ in script.remarks]
            assert all(later - sooner >= REMARK_GAP_S for sooner, later in pairwise(seconds))


def test_every_sample_and_every_task_is_drawn_by_somebody() -> None:
    own = bank()
    assert {draw_sample(own, draw)[0].id for draw in draws()} == {sample.id for sample in own.samples}
    assert {draw_clip_task(own, draw).id for draw in draws()} == {task.id for task in own.clip_tasks}


@schemes_
def test_a_frozen_release_reads_back_with_the_same_digest(name: str) -> None:
    assert from_plain(Bank, to_plain(bank())).digest() == bank().digest()
    assert from_plain(Scheme, to_plain(scheme(name))).digest() == scheme(name).digest()


@languages
def test_an_oral_exam_could_be_held_from_this_bank_too(language: str) -> None:
    oral = world.with_theory(scheme("yiwu"), mode=TheoryMode.ORAL)
    assert scheme_faults(oral, bank()) == () or all("oral" in fault.reason for fault in scheme_faults(oral, bank()))
    for draw in draws(20):
        assert len(assemble(bank(), oral, draw, language)) == oral.theory.item_count
