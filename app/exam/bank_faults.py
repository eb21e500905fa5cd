"""Judge a question bank: everything that would make an exam drawn from it unfair or wrong.

Why this room exists: a fault in a bank is found by a candidate on the day, or here before.  All faults are
found in one run; reading files is not done here.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from app.exam.bank import Bank, Item, ItemKind, Option, Rubric, Source, TagSense, Text
from app.exam.paper import eligible, fits
from app.exam.scheme import FULL_MARK, Scheme, TheoryMode, VerdictRule

NEAR_DUPLICATE_PERCENT = 85
"""Stems that share this much of their character pairs (Dice's measure) ask the same question twice."""

LEAST_CONDUCT_PERCENT = 40
"""Share of law and professional conduct among the items: the syllabus's point of emphasis."""

RESERVED_KEYS = frozenset({"Z", "[", "]", "ENTER", "SPACE"})
"""Keys of the examiner's desk itself."""

LUMP_OPTIONS = ("以上都", "以上均", "以上皆", "all of the above", "none of the above")
"""Wordings that mean nothing once options are shuffled."""

LEAST_CLAIMS = 3
"""Things to say, and not to claim, that a sample needs to be marked by."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, at which item (or point, sample, rubric, scheme)."""

    item: str
    reason: str


def bank_faults(bank: Bank, today: date) -> tuple[Fault, ...]:
    """Return every fault of a bank.

    Args:
        today: laws that have expired by this day are faults.
    """
    checks = (
        _duplicate_ids(bank),
        *(_item(bank, item) for item in bank.items),
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


def _item(bank: Bank, item: Item) -> Iterator[Fault]:
    if item.point not in {point.code for point in bank.points}:
        yield Fault(item.id, f"unknown point {item.point}")
    if not item.id.startswith(f"{item.point}-"):
        yield Fault(item.id, f"its id does not begin with its point {item.point}")
    if not 1 <= item.difficulty <= 5:
        yield Fault(item.id, f"difficulty {item.difficulty} is not 1 to 5")
    yield from (Fault(item.id, reason) for reason in _key(item))
    yield from (Fault(item.id, reason) for reason in _options(item.options))


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
    codes = {point.code for point in bank.points}
    for question in bank.oral_questions:
        if question.point not in codes:
            yield Fault(question.id, f"unknown point {question.point}")
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
    lines = {line.id for line in rubric.lines}
    if len(lines) < len(rubric.lines):
        yield Fault(name, "two lines have one id")
    for key, count in Counter(tag.hot_key.upper() for tag in rubric.tags).items():
        if count > 1:
            yield Fault(name, f"{count} tags have the key {key}")
        if key in RESERVED_KEYS:
            yield Fault(name, f"the key {key} belongs to the desk")
    for tag in rubric.tags:
        if tag.line not in lines:
            yield Fault(f"{name}/{tag.id}", f"unknown line {tag.line}")
        if (tag.sense is TagSense.PRAISE) != (tag.half_points == 0):
            yield Fault(f"{name}/{tag.id}", "a deduction takes something and praise takes nothing")


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
        yield sample.id, (sample.name, sample.industry, sample.audience, *facts, *claims)
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


def scheme_faults(scheme: Scheme, bank: Bank) -> tuple[Fault, ...]:
    """Return every fault of a scheme over a bank: quotas it cannot fill, weights that are not 100."""
    checks = (_quotas(scheme, bank), _subjects(scheme, bank), _weights(scheme), _numbers(scheme))
    return tuple(fault for faults in checks for fault in faults)


def _quotas(scheme: Scheme, bank: Bank) -> Iterator[Fault]:
    wanted: Counter[str] = Counter()
    for quota in scheme.theory.quotas:
        for language in ("zh", "en"):
            found = sum(fits(quota, each) for each in eligible(bank, scheme.theory.mode, language))
            if found < quota.count:
                yield Fault(scheme.id, f"quota of {quota.count} from {quota.of}: the bank has {found} in {language}")
        wanted[quota.of.partition("-")[0]] += quota.count
    for area, count in wanted.items():
        for language in ("zh", "en"):
            found = sum(each.point.startswith(f"{area}-") for each in eligible(bank, scheme.theory.mode, language))
            if found < count:
                yield Fault(
                    scheme.id, f"its quotas of area {area} add up to {count}: the bank has {found} in {language}"
                )


def _subjects(scheme: Scheme, bank: Bank) -> Iterator[Fault]:
    if scheme.bank != bank.id:
        yield Fault(scheme.id, f"it is written for bank {scheme.bank}, not {bank.id}")
    if not scheme.subjects or len(set(scheme.subjects)) < len(scheme.subjects):
        yield Fault(scheme.id, "its subjects are none, or one stands twice")
    if not scheme.theory.quotas:
        yield Fault(scheme.id, "its paper has no item")
    if scheme.theory.mode is TheoryMode.ORAL and any(quota.kinds for quota in scheme.theory.quotas):
        yield Fault(scheme.id, "an oral paper has no types of item")


def _weights(scheme: Scheme) -> Iterator[Fault]:
    weights = {weight.subject: weight.percent for weight in scheme.verdict.weights}
    if scheme.verdict.rule is VerdictRule.WEIGHTED and (
        sum(weights.values()) != 100 or set(weights) != set(scheme.subjects)
    ):
        yield Fault(scheme.id, "the weights of its subjects do not add up to 100 %")


def _numbers(scheme: Scheme) -> Iterator[Fault]:
    for subject in scheme.subjects:
        if not 0 <= scheme.pass_half_points(subject) <= FULL_MARK:
            yield Fault(scheme.id, f"the pass mark of {subject.value} is not 0 to {FULL_MARK} half-points")
    lengths = (scheme.theory.minutes, scheme.clip.minutes, scheme.pitch.minutes, scheme.panel.size)
    if min(lengths) < 1:
        yield Fault(scheme.id, "a time limit or the panel's size is below 1")
    if not 0 < scheme.clip.shortest_ms <= scheme.clip.longest_ms:
        yield Fault(scheme.id, "its shortest clip is longer than its longest")
