"""Assemble a theory paper, and draw sample, clip task and audience, from a bank and a candidate's draw.

Why this room exists: two candidates of one sitting get different papers of equal build; both must be able to
check that theirs was drawn and not picked.  Everything here is a function of (bank, scheme, draw).

The method, for a reader in another language, stands in ``docs/draw.md``.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.exam.bank import Bank, ClipTask, Item, ItemKind, OralQuestion, Remark, Sample
from app.exam.draw import AUDIENCE, CLIP_TASK, SAMPLE, THEORY_ITEMS, Draw, Numbers, theory_options
from app.exam.errors import Refused
from app.exam.scheme import Quota, Scheme, TheoryMode
from app.exam.vocabulary.seat import PaperLine

REMARK_GAP_S = 6
"""Seconds that two remarks of the audience are at least apart: each can be read before the next one comes."""

VIEWERS_STEP_MS = 5_000
"""Ms between two points of the viewer curve."""

type Askable = Item | OralQuestion
"""What a theory paper is made of: items on screen, questions aloud."""


def assemble(bank: Bank, scheme: Scheme, draw: Draw, language: str = "zh") -> tuple[PaperLine, ...]:
    """Draw a theory paper: the scheme's quotas, no item twice, points within a quota used as evenly as can be.

    Items stand in the scheme's order of quotas.  Options are shuffled, except of true/false items.

    Args:
        language: ``en`` draws only what exists in English.
    Raises:
        Refused: the bank cannot fill a quota, which is named.
    """
    askable = eligible(bank, scheme.theory.mode, language)
    drawn = draw.numbers(THEORY_ITEMS).shuffled(sorted(askable, key=_id))
    fitting = _fitting(scheme.theory.quotas, drawn)
    picked: dict[int, list[Askable]] = {}
    used_ids: set[str] = set()
    used_points: Counter[str] = Counter()
    for index in _narrowest(fitting):
        quota = scheme.theory.quotas[index]
        free = [each for each in fitting[index] if each.id not in used_ids]
        if len(free) < quota.count:
            raise _unfilled(quota, len(free), language)
        picked[index] = _spread(free, quota.count, used_points)
        used_ids.update(each.id for each in picked[index])
    return tuple(_line(each, draw) for index in sorted(picked) for each in picked[index])


def eligible(bank: Bank, mode: TheoryMode, language: str) -> Sequence[Askable]:
    """Return what a paper may be drawn from, in bank order."""
    if mode is TheoryMode.ORAL:
        return [each for each in bank.oral_questions if language != "en" or in_english(each)]
    return [each for each in bank.items if language != "en" or each.has_english]


def in_english(question: OralQuestion) -> bool:
    """Tell whether everything that is read of an oral question exists in English."""
    texts = (question.stem, question.model_answer, *(point.text for point in question.key_points))
    return all(text.en for text in texts)


def fits(quota: Quota, each: Askable) -> bool:
    """Tell whether a quota admits an item; an oral question has no type to be judged."""
    return quota.of in _filed_under(each) and _admits(quota, each)


def _filed_under(each: Askable) -> frozenset[str]:
    return frozenset((each.point, each.point.partition("-")[0]))


def _admits(quota: Quota, each: Askable) -> bool:
    if not quota.easiest <= each.difficulty <= quota.hardest:
        return False
    return not (quota.kinds and isinstance(each, Item)) or each.kind in quota.kinds


def narrowest_first(quotas: Sequence[Quota], askable: Sequence[Askable]) -> list[int]:
    """Return the quotas' indices, those that fewest items fit first, equal ones in the scheme's order.

    So a quota of one point gets its items before the quota of the point's whole area takes them.
    """
    return _narrowest(_fitting(quotas, askable))


def _narrowest(fitting: Sequence[Sequence[Askable]]) -> list[int]:
    return sorted(range(len(fitting)), key=lambda index: (len(fitting[index]), index))


def _fitting(quotas: Sequence[Quota], askable: Sequence[Askable]) -> list[list[Askable]]:
    """Return what fits each quota, in the given order; filed by point first, since a bank has many."""
    filed: dict[str, list[Askable]] = {}
    for each in askable:
        for name in _filed_under(each):
            filed.setdefault(name, []).append(each)
    return [[each for each in filed.get(quota.of, ()) if _admits(quota, each)] for quota in quotas]


def _id(each: Askable) -> str:
    return each.id


def _spread(free: Sequence[Askable], count: int, used_points: Counter[str]) -> list[Askable]:
    """Take each time the first drawn item of a point that the paper has used least so far."""
    left, taken = list(free), []
    for _ in range(count):
        least = min(used_points[each.point] for each in left)
        chosen = next(each for each in left if used_points[each.point] == least)
        left.remove(chosen)
        taken.append(chosen)
        used_points[chosen.point] += 1
    return taken


def _line(each: Askable, draw: Draw) -> PaperLine:
    if isinstance(each, OralQuestion):
        return PaperLine(each.id)
    places = range(len(each.options))
    if each.kind is ItemKind.TRUE_FALSE:
        return PaperLine(each.id, tuple(places))
    order = draw.numbers(theory_options(each.id)).shuffled(places)
    return PaperLine(each.id, order, several=each.kind is ItemKind.MULTIPLE)


def _unfilled(quota: Quota, found: int, language: str) -> Refused:
    kinds = ", ".join(kind.value for kind in quota.kinds) or "any type"
    where = f"{quota.of} ({kinds}, difficulty {quota.easiest} to {quota.hardest})"
    english = (" in English", "英文") if language == "en" else ("", "")
    return Refused(
        f"The bank cannot fill the quota of {quota.count} from {where}: {found} are left{english[0]}.",
        advice="Add items there, or ask for fewer in the scheme.",
        zh=(
            f"题库无法满足配额 {where}：需要 {quota.count} 题，只有 {found} 道{english[1]}试题可用。",
            "请补充试题，或减少考核方案中的数量。",
        ),
    )


def draw_sample(bank: Bank, draw: Draw) -> tuple[Sample, tuple[str, ...]]:
    """Shuffle the product samples and turn over the first; return it and the whole order of ids."""
    order = draw.numbers(SAMPLE).shuffled(sorted(sample.id for sample in bank.samples))
    return next(sample for sample in bank.samples if sample.id == order[0]), order


def draw_clip_task(bank: Bank, draw: Draw) -> ClipTask:
    """Draw the task of the short video."""
    tasks = sorted(bank.clip_tasks, key=lambda task: task.id)
    return draw.numbers(CLIP_TASK).shuffled(tasks)[0]


@dataclass(frozen=True, slots=True)
class AudienceScript:
    """What the live room shows during a pitch.

    ``remarks`` are (ms of the pitch, remark id) in order of time; ``viewers`` is the number of viewers at
    0 ms, ``VIEWERS_STEP_MS``, twice that, and so on to the end.
    """

    remarks: tuple[tuple[int, str], ...]
    viewers: tuple[int, ...]

    def viewers_at(self, position_ms: int) -> int:
        """Return the viewer count at a moment, between two points of the curve by straight line."""
        step, inside = divmod(max(0, position_ms), VIEWERS_STEP_MS)
        if step >= len(self.viewers) - 1:
            return self.viewers[-1]
        here, there = self.viewers[step], self.viewers[step + 1]
        return here + (there - here) * inside // VIEWERS_STEP_MS


def audience_script(bank: Bank, sample: str, draw: Draw, length_ms: int) -> AudienceScript:
    """Draw when which scripted remark of a sample comes, and the viewer curve.

    Each remark comes on a whole second inside its own window and before the end, at least ``REMARK_GAP_S`` from
    any other.  Questions are placed first, then the remarks with the narrowest window; one that finds no free
    second is left out.
    """
    numbers = draw.numbers(AUDIENCE)
    own = sorted((remark for remark in bank.remarks if remark.sample == sample), key=lambda remark: remark.id)
    drawn = numbers.shuffled(own)
    placed: dict[int, str] = {}
    for remark in sorted(drawn, key=lambda each: (not each.question, each.latest_s - each.earliest_s)):
        free = _free_seconds(remark, placed, length_ms // 1000)
        if free:
            placed[free[numbers.below(len(free))]] = remark.id
    return AudienceScript(
        tuple((second * 1000, placed[second]) for second in sorted(placed)),
        _viewer_curve(numbers, placed, length_ms),
    )


def _free_seconds(remark: Remark, placed: Iterable[int], length_s: int) -> list[int]:
    window = range(remark.earliest_s, min(remark.latest_s, length_s - 1) + 1)
    return [second for second in window if all(abs(second - other) >= REMARK_GAP_S for other in placed)]


def _viewer_curve(numbers: Numbers, placed: Mapping[int, str], length_ms: int) -> tuple[int, ...]:
    viewers = [18 + numbers.below(25)]
    for start_ms in range(0, length_ms, VIEWERS_STEP_MS):
        lively = sum(start_ms <= second * 1000 < start_ms + VIEWERS_STEP_MS for second in placed)
        viewers.append(max(3, viewers[-1] + numbers.below(10) - 4 + 3 * lively))
    return tuple(viewers)
