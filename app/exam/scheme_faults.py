"""Judge a scheme over a bank: everything that would stop a sitting on the day.

Why this room exists: a quota that one candidate's draw fills and the next one's does not is found here, before
anybody is booked, and not in the booth.
"""

from collections.abc import Iterator, Sequence

from app.exam.bank import Bank
from app.exam.fault import Fault
from app.exam.paper import Askable, eligible, fits, narrowest_first
from app.exam.scheme import FULL_MARK, Quota, Scheme, Subject, TheoryMode, VerdictRule


def scheme_faults(scheme: Scheme, bank: Bank) -> tuple[Fault, ...]:
    """Return every fault of a scheme over a bank: quotas that some draw could not fill, weights that are not 100."""
    checks = (_quotas(scheme, bank), _subjects(scheme, bank), _weights(scheme), _numbers(scheme))
    return tuple(fault for faults in checks for fault in faults)


def _quotas(scheme: Scheme, bank: Bank) -> Iterator[Fault]:
    for quota in scheme.theory.quotas:
        if quota.count < 1 or not 1 <= quota.easiest <= quota.hardest <= 5:
            yield Fault(scheme.id, f"quota of {quota.count} from {quota.of}: its count or its difficulties are none")
    for language in ("zh", "en"):
        askable = eligible(bank, scheme.theory.mode, language)
        for quota, left in surely_left(scheme.theory.quotas, askable):
            if left < quota.count:
                yield Fault(
                    scheme.id, f"quota of {quota.count} from {quota.of}: the bank surely has only {left} in {language}"
                )


def surely_left(quotas: Sequence[Quota], askable: Sequence[Askable]) -> Iterator[tuple[Quota, int]]:
    """Yield each quota with how many items are left for it whatever the quotas before it have drawn.

    Quotas are filled narrowest first; each earlier one may take at most its count of the items that fit both.
    Where this is enough for every quota, no draw can fail.
    """
    earlier: list[tuple[int, set[str]]] = []
    for index in narrowest_first(quotas, askable):
        fitting = {each.id for each in askable if fits(quotas[index], each)}
        taken = sum(min(count, len(fitting & other)) for count, other in earlier)
        yield quotas[index], max(0, len(fitting) - taken)
        earlier.append((quotas[index].count, fitting))


def _subjects(scheme: Scheme, bank: Bank) -> Iterator[Fault]:
    if scheme.bank != bank.id:
        yield Fault(scheme.id, f"it is written for bank {scheme.bank}, not {bank.id}")
    if not scheme.subjects or len(set(scheme.subjects)) < len(scheme.subjects):
        yield Fault(scheme.id, "its subjects are none, or one stands twice")
    elif Subject.PITCH in scheme.subjects[:-1]:
        yield Fault(scheme.id, "the pitch comes last: the attempt ends with its film")
    if not scheme.theory.quotas:
        yield Fault(scheme.id, "its paper has no item")
    if scheme.theory.mode is TheoryMode.ORAL and any(quota.kinds for quota in scheme.theory.quotas):
        yield Fault(scheme.id, "an oral paper has no types of item")
    rubrics = {rubric.subject for rubric in bank.rubrics}
    for subject in scheme.subjects:
        if subject is not Subject.THEORY and subject.value not in rubrics:
            yield Fault(scheme.id, f"the bank has no rubric for {subject.value}")
    if Subject.CLIP in scheme.subjects and not bank.clip_tasks:
        yield Fault(scheme.id, "the bank has no clip task")
    if Subject.PITCH in scheme.subjects and not bank.samples:
        yield Fault(scheme.id, "the bank has no product sample")


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
    others = (
        scheme.pitch.preparation_minutes,
        scheme.interruptions.by_rule_s,
        scheme.panel.moderation_over_half_points,
        scheme.notice_working_days,
    )
    if min(*others, scheme.retake.window_days, scheme.retake.times, scheme.clip.tolerance_ms) < 0:
        yield Fault(scheme.id, "a time, a threshold, the notice or the number of retakes is below 0")
    if "{serial" not in scheme.certificate.number_pattern:
        yield Fault(scheme.id, "its certificate numbers have no serial: two certificates would share one")
    if not 0 < scheme.clip.shortest_ms <= scheme.clip.longest_ms:
        yield Fault(scheme.id, "its shortest clip is longer than its longest")
