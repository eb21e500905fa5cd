"""Judge a question bank: everything that would make an exam drawn from it unfair or wrong.

Why this room exists: a fault in a bank is found by a candidate on the day, or here before.  All faults are
found in one run; reading files is not done here.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import combinations

from app.exam.bank import Bank, Item, ItemKind, Option, OralQuestion, Rubric, Source, TagSense, Text
from app.exam.fault import Fault
from app.exam.scheme import FULL_MARK
from app.exam.scheme_faults import scheme_faults

__all__ = ["Fault", "bank_faults", "scheme_faults"]

NEAR_DUPLICATE_PERCENT = 85
"""Stems that share this much of their character pairs (Dice's measure) ask the same question twice."""

LEAST_CONDUCT_PERCENT = 40
"""Share of law and professional conduct among the items: the syllabus's point of emphasis."""

RESERVED_KEYS = frozenset({*"ASDFGHJKL;ZXCVN[]BM,.-=", "ENTER", "SPACE"})
"""Keys of the examiner's desk itself: the home row gives marks, ``BM,.-=`` run a film, the others stand beside them."""

LUMP_OPTIONS = ("以上都", "以上均", "以上皆", "all of the above", "none of the above")
"""Wordings that mean nothing once options are shuffled."""

TRUE_FALSE = ("正确", "错误")
"""The options of every true/false item."""

LEAST_CLAIMS = 2
"""Things to say, and not to claim, that a sample needs to be marked by."""


def bank_faults(bank: Bank, today: date) -> tuple[Fault, ...]:
    """Return every fault of a bank.

    Args:
        today: laws that have expired by this day are faults.
    """
    checks = (
        _duplicate_ids(bank),
        _syllabus(bank),
        *(_asks(bank, item) for item in bank.items),
        *(_asks(bank, question) for question in bank.oral_questions),
        *(_item(item) for item in bank.items),
        _near_duplicates(bank.items),
        _oral(bank),
        _sources(bank, today),
        _samples(bank),
        *(_rubric(rubric) for rubric in bank.rubrics),
        _remarks(bank),
        _tasks(bank),
        _english(bank),
        _emphasis(bank),
    )
    return tuple(fault for faults in checks for fault in faults)


def _duplicate_ids(bank: Bank) -> Iterator[Fault]:
    for named in (
        bank.items + bank.oral_questions,
        bank.samples,
        bank.clip_tasks,
        bank.remarks,
        bank.terms,
        bank.statutes,
    ):
        for name, count in Counter(each.id for each in named).items():
            if count > 1:
                yield Fault(name, f"this id stands {count} times")


def _syllabus(bank: Bank) -> Iterator[Fault]:
    areas_named = [area.code for area in bank.areas]
    for code, count in Counter([*areas_named, *(point.code for point in bank.points)]).items():
        if count > 1:
            yield Fault(code, f"this code stands {count} times")
    yield from (
        Fault(point.code, f"unknown area {point.area}") for point in bank.points if point.area not in areas_named
    )


def _asks(bank: Bank, each: Item | OralQuestion) -> Iterator[Fault]:
    if each.point not in {point.code for point in bank.points}:
        yield Fault(each.id, f"unknown point {each.point}")
    if not each.id.startswith(f"{each.point}-"):
        yield Fault(each.id, f"its id does not begin with its point {each.point}")
    if not 1 <= each.difficulty <= 5:
        yield Fault(each.id, f"difficulty {each.difficulty} is not 1 to 5")


def _item(item: Item) -> Iterator[Fault]:
    yield from (Fault(item.id, reason) for reason in _key(item))
    yield from (Fault(item.id, reason) for reason in _options(item.options))
    if item.kind is ItemKind.TRUE_FALSE and tuple(option.zh for option in item.options) != TRUE_FALSE:
        yield Fault(item.id, f"a true/false item has the options {TRUE_FALSE[0]} and {TRUE_FALSE[1]}, in this order")


def _key(item: Item) -> Iterator[str]:
    right = len(item.key)
    if right == 0:
        yield "no option is right"
    elif item.kind is not ItemKind.MULTIPLE and right > 1:
        yield f"{right} options are right, one may be"
    elif item.kind is ItemKind.MULTIPLE and right < 2:
        yield "a multiple-choice item needs at least two right options"
    elif item.kind is ItemKind.MULTIPLE and right == len(item.options):
        yield "every option is right"


def _options(options: Sequence[Option]) -> Iterator[str]:
    if len(options) < 2:
        yield "fewer than two options"
    for wording in (tuple(option.zh.strip() for option in options), tuple(option.en.strip() for option in options)):
        for text, count in Counter(wording).items():
            if text and count > 1:
                yield f"option “{text}” stands {count} times"
            if any(lump in text.lower() for lump in LUMP_OPTIONS):
                yield f"option “{text}” means nothing once options are shuffled"


def _near_duplicates(items: Sequence[Item]) -> Iterator[Fault]:
    pairs = [(item, _bigrams(item.stem.zh)) for item in items]
    for (first, one), (second, other) in combinations(pairs, 2):
        shared = len(one & other)
        if 200 * shared >= NEAR_DUPLICATE_PERCENT * (len(one) + len(other)) > 0:
            yield Fault(second.id, f"its stem nearly repeats the stem of {first.id}")


def _bigrams(stem: str) -> frozenset[str]:
    letters = "".join(letter for letter in stem.lower() if letter.isalnum())
    return frozenset(letters[at : at + 2] for at in range(len(letters) - 1))


def _oral(bank: Bank) -> Iterator[Fault]:
    for question in bank.oral_questions:
        if not question.key_points:
            yield Fault(question.id, "no key point to tick")
        if any(point.half_points < 1 for point in question.key_points):
            yield Fault(question.id, "a key point earns nothing")
        if len({point.id for point in question.key_points}) < len(question.key_points):
            yield Fault(question.id, "two key points have one id")


def _sources(bank: Bank, today: date) -> Iterator[Fault]:
    statutes = {statute.id: statute for statute in bank.statutes}
    for item, source, effective_from in _cited(bank):
        statute = statutes.get(source.ref)
        if statute is None:
            yield Fault(item, f"unknown source {source.ref}" if source.ref else "no source")
            continue
        if statute.expired_on is not None and statute.expired_on <= today:
            instead = f"; cite {statute.replaced_by}" if statute.replaced_by else ""
            yield Fault(item, f"its source {source.ref} expired on {statute.expired_on}{instead}")
        if effective_from is not None and statute.in_force_on is not None and effective_from < statute.in_force_on:
            yield Fault(item, f"effective from {effective_from}, before {source.ref} came into force")
        if effective_from is not None and effective_from > today:
            yield Fault(item, f"effective only from {effective_from}")


def _cited(bank: Bank) -> Iterator[tuple[str, Source, date | None]]:
    yield from ((item.id, item.source, item.effective_from) for item in bank.items)
    yield from ((question.id, question.source, question.effective_from) for question in bank.oral_questions)
    yield from ((term.id, term.source, None) for term in bank.terms)
    for sample in bank.samples:
        yield from ((sample.id, claim.source, None) for claim in (*sample.must_say, *sample.must_not_claim))
    for rubric in bank.rubrics:
        yield from ((f"{rubric.subject}/{line.id}", line.source, None) for line in rubric.red_lines)


def _samples(bank: Bank) -> Iterator[Fault]:
    for sample in bank.samples:
        if not sample.facts:
            yield Fault(sample.id, "no facts")
        if len(sample.must_say) < LEAST_CLAIMS or len(sample.must_not_claim) < LEAST_CLAIMS:
            yield Fault(sample.id, f"fewer than {LEAST_CLAIMS} things that must be said, or not be claimed")
        if not sample.fitting_address or not sample.unfit_address:
            yield Fault(sample.id, "no form of address that fits, or none that does not")


def _rubric(rubric: Rubric) -> Iterator[Fault]:
    name = rubric.subject
    if rubric.half_points != FULL_MARK:
        yield Fault(name, f"its lines add up to {rubric.half_points} half-points, not {FULL_MARK}")
    for what, ids in (
        ("lines", [line.id for line in rubric.lines]),
        ("tags", [tag.id for tag in rubric.tags]),
        ("red lines", [red_line.id for red_line in rubric.red_lines]),
    ):
        if len(set(ids)) < len(ids):
            yield Fault(name, f"two {what} have one id")
    yield from (Fault(f"{name}/{line.id}", "it can earn nothing") for line in rubric.lines if line.half_points < 1)
    yield from _hot_keys(rubric)
    yield from _tags(rubric)


def _hot_keys(rubric: Rubric) -> Iterator[Fault]:
    for key, count in Counter(tag.hot_key.upper() for tag in rubric.tags).items():
        if count > 1:
            yield Fault(rubric.subject, f"{count} tags have the key {key}")
        if key in RESERVED_KEYS:
            yield Fault(rubric.subject, f"the key {key} belongs to the desk")
        elif len(key) != 1:
            yield Fault(rubric.subject, f"“{key}” is not one key")


def _tags(rubric: Rubric) -> Iterator[Fault]:
    lines = {line.id for line in rubric.lines}
    for tag in rubric.tags:
        name = f"{rubric.subject}/{tag.id}"
        if tag.line not in lines:
            yield Fault(name, f"unknown line {tag.line}")
        if (tag.sense is TagSense.PRAISE) != (tag.half_points == 0):
            yield Fault(name, "a deduction takes something and praise takes nothing")
        if 0 < tag.at_most_half_points < tag.half_points:
            yield Fault(name, "its cap is below what it takes once")


def _remarks(bank: Bank) -> Iterator[Fault]:
    samples = {sample.id for sample in bank.samples}
    for remark in bank.remarks:
        if remark.sample not in samples:
            yield Fault(remark.id, f"unknown sample {remark.sample}")
        if not 0 <= remark.earliest_s <= remark.latest_s:
            yield Fault(remark.id, f"its window {remark.earliest_s} to {remark.latest_s} s is none")
    silent = samples - {remark.sample for remark in bank.remarks}
    yield from (Fault(sample, "the audience has no remark for it") for sample in sorted(silent))


def _tasks(bank: Bank) -> Iterator[Fault]:
    samples = {sample.id for sample in bank.samples}
    for task in bank.clip_tasks:
        if task.sample not in samples:
            yield Fault(task.id, f"unknown sample {task.sample}")
        if not task.must_haves:
            yield Fault(task.id, "no must-have")


def _english(bank: Bank) -> Iterator[Fault]:
    """Only items may lack English: a paper in English is drawn from those that have it."""
    for name, texts in _read_by_all(bank):
        if any(not text.en for text in texts):
            yield Fault(name, "a text lacks its English")


def _read_by_all(bank: Bank) -> Iterator[tuple[str, Iterable[Text]]]:
    for sample in bank.samples:
        facts = (text for fact in sample.facts for text in (fact.label, fact.value))
        claims = (claim.text for claim in (*sample.must_say, *sample.must_not_claim))
        address = (*sample.fitting_address, *sample.unfit_address)
        yield sample.id, (sample.name, sample.industry, sample.audience, *facts, *claims, *address)
    for task in bank.clip_tasks:
        yield task.id, (task.name, task.brief, *(each.text for each in task.must_haves))
    for rubric in bank.rubrics:
        anchors = (text for line in rubric.lines for text in (line.anchors.good, line.anchors.fair, line.anchors.poor))
        names = (*(line.name for line in rubric.lines), *(tag.name for tag in rubric.tags))
        yield rubric.subject, (rubric.name, *names, *(red.name for red in rubric.red_lines), *anchors)
    for remark in bank.remarks:
        yield remark.id, (remark.speaker, remark.text)
    for question in bank.oral_questions:
        yield question.id, (question.stem, question.model_answer, *(point.text for point in question.key_points))
    for term in bank.terms:
        yield term.id, (term.reason, *term.lawful_uses)
    for area in bank.areas:
        yield area.code, (area.name,)
    for point in bank.points:
        yield point.code, (point.name,)


def _emphasis(bank: Bank) -> Iterator[Fault]:
    conduct = {point.code for point in bank.points if point.conduct}
    counted = sum(item.point in conduct for item in bank.items)
    if 100 * counted < LEAST_CONDUCT_PERCENT * len(bank.items):
        yield Fault(
            bank.id,
            f"only {counted} of {len(bank.items)} items are on law and conduct; {LEAST_CONDUCT_PERCENT} % is the least",
        )
    asked = {item.point for item in bank.items}
    yield from (Fault(point.code, "no item asks about it") for point in bank.points if point.code not in asked)
