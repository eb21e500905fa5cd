"""Mark theory: a screen paper from its answers, an oral one from the key points that were heard.

Why this room exists: a mark can cost somebody a certificate, so the arithmetic stands alone, in whole numbers
and exact fractions.

Every item weighs the same; the sum is scaled to 200 half-points and rounded *down* to the half-point.  Down,
because rounding up could reach the pass mark with answers that did not earn it; whoever earns exactly the pass
mark has it exactly, as fractions are added without loss.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from app.exam.bank import Bank, Item, OralQuestion
from app.exam.errors import Refused
from app.exam.scheme import FULL_MARK, PartialCredit, Scheme
from app.exam.vocabulary.seat import PaperLine


@dataclass(frozen=True, slots=True)
class ItemMark:
    """One item's outcome; ``earned`` is 0 to 1 of the item's weight."""

    item: str
    chosen: tuple[int, ...]
    earned: Fraction

    @property
    def right(self) -> bool:
        """Whether the whole item was earned."""
        return self.earned == 1


@dataclass(frozen=True, slots=True)
class PaperMark:
    """A paper's outcome, ``0 <= half_points <= 200``, with each item's part in it, in the paper's order."""

    half_points: int
    items: tuple[ItemMark, ...]


def mark_paper(
    bank: Bank, scheme: Scheme, lines: Sequence[PaperLine], answers: Mapping[str, tuple[int, ...]]
) -> PaperMark:
    """Mark a screen paper.

    Args:
        lines: the paper as issued.
        answers: chosen options (indices in bank order) by item; a missing item earns nothing.
    Raises:
        Refused: an answer names an item that is not on the paper, or the paper one that is not in the bank.
    """
    by_id = {item.id: item for item in bank.items}
    on_paper = {line.item for line in lines}
    for name in (*answers, *on_paper):
        if name not in on_paper or name not in by_id:
            raise _unknown(name)
    marks = tuple(_mark(by_id[line.item], answers.get(line.item, ()), scheme.theory.partial_credit) for line in lines)
    return PaperMark(_scaled(sum((mark.earned for mark in marks), Fraction()), len(marks)), marks)


def _mark(item: Item, chosen: tuple[int, ...], partial: PartialCredit) -> ItemMark:
    return ItemMark(item.id, chosen, _earned(item.key, frozenset(chosen), partial))


def _earned(key: frozenset[int], chosen: frozenset[int], partial: PartialCredit) -> Fraction:
    """Return what a choice earns: all for the key, nothing with anything wrong in it, else as the scheme says."""
    if chosen == key:
        return Fraction(1)
    if not chosen or not chosen < key:
        return Fraction(0)
    match partial:
        case PartialCredit.NONE:
            return Fraction(0)
        case PartialCredit.HALF:
            return Fraction(1, 2)
        case PartialCredit.PROPORTIONAL:  # pragma: no branch - the last of a closed set
            return Fraction(len(chosen), len(key))


def mark_oral(bank: Bank, questions: Sequence[str], heard: Collection[tuple[str, str]]) -> int:
    """Mark an oral paper: the half-points of the key points heard, scaled to 200 and rounded down.

    Args:
        questions: ids of the paper's questions.
        heard: (question, key point) for each that the examiner ticked.
    Raises:
        Refused: a question is not in the bank.
    """
    asked = [oral_question(bank, question) for question in questions]
    whole = sum(point.half_points for question in asked for point in question.key_points)
    earned = sum(
        point.half_points for question in asked for point in question.key_points if (question.id, point.id) in heard
    )
    return _scaled(Fraction(earned), whole)


def oral_question(bank: Bank, question: str) -> OralQuestion:
    """Return an oral question.  Raises Refused when the bank has none of that id."""
    found = next((each for each in bank.oral_questions if each.id == question), None)
    if found is None:
        raise _unknown(question)
    return found


def _scaled(earned: Fraction, whole: int) -> int:
    return int(earned * FULL_MARK / whole) if whole else 0  # int() drops the fraction: rounded down


def _unknown(name: str) -> Refused:
    return Refused(
        f"Item {name} does not belong to this paper.",
        advice="Mark with the bank release that the attempt names.",
        zh=(f"试题 {name} 不属于这份试卷。", "请使用本次考核所记录的题库版本评分。"),
    )
