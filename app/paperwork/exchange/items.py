"""Items on their way out and in: what a target cannot hold, what a file does not say.

Why this room exists: other formats know less (no English, no source of a fact) or other things; authors must read
what was left behind before they trust a round trip.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from app.exam.bank import Bank, Item, ItemKind, Option, Source, Text
from app.exam.errors import Refused
from app.exam.plain import Malformed

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
RIGHT, WRONG = Option("正确", "True", right=True), Option("错误", "False")
TRUE_WORDS = ("正确", "对", "√", "T", "TRUE", "True", "true", "Y", "是")
FALSE_WORDS = ("错误", "错", "×", "F", "FALSE", "False", "false", "N", "否")


@dataclass(frozen=True, slots=True)
class Loss:
    """One thing that did not come through: of which item (empty: of the whole), what, and why."""

    item: str
    what: str
    reason: str

    def __str__(self) -> str:
        return f"{self.item}: {self.what}: {self.reason}" if self.item else f"{self.what}: {self.reason}"


_PRACTICE = Source("trade_practice")


@dataclass(frozen=True, slots=True)
class Defaults:
    """What stands in for what a file does not say.  Each use of one is named as a loss.

    ``points`` maps foreign point codes to the bank's own.
    """

    point: str = "A-01"
    difficulty: int = 3
    source: Source = _PRACTICE
    effective_from: date = date(2020, 1, 1)
    checked_on: date = date(2020, 1, 1)
    points: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file of items holds: the items in its order, and all that did not come through."""

    items: tuple[Item, ...]
    losses: tuple[Loss, ...]


def true_false(*, answer: bool) -> tuple[Option, ...]:
    """Return the two options that every true/false item has."""
    return (RIGHT, WRONG) if answer else (Option("正确", "True"), Option("错误", "False", right=True))


def is_plain_true_false(item: Item) -> bool:
    """Tell whether a true/false item has the two standard options."""
    return item.options in (true_false(answer=True), true_false(answer=False))


def letters(item: Item) -> str:
    """Return the key as letters in bank order, with commas: ``A,C``."""
    return ",".join(LETTERS[index] for index in sorted(item.key))


def unheld(bank: Bank) -> list[Loss]:
    """Name what no exchange of theory items holds."""
    found = []
    if bank.oral_questions:
        found.append(Loss("", f"{len(bank.oral_questions)} oral questions", "only machine-marked items are exchanged"))
    return found


def require_items(name: str, items: Sequence[Item]) -> None:
    """Refuse a reading that holds nothing, or one id twice."""
    if not items:
        raise Refused(f"{name} holds no item that can be read.", advice="Check that it is the right file.")
    seen: set[str] = set()
    for item in items:
        if item.id in seen:
            raise Refused(f"{name} holds the item {item.id} twice.", advice="Give each item an id of its own.")
        seen.add(item.id)


@dataclass(slots=True)
class Draft:
    """An item as a file gives it; ``finish`` fills what is missing and says so."""

    place: str
    id: str = ""
    point: str = ""
    kind: ItemKind | None = None
    difficulty: int = 0
    stem: Text | None = None
    options: tuple[Option, ...] = ()
    explanation: Text | None = None
    source: Source | None = None
    effective_from: date | None = None
    checked_on: date | None = None

    def finish(self, defaults: Defaults, serial: int, losses: list[Loss]) -> Item:
        """Make the item.

        Raises:
            Refused: it has no stem, fewer than two options, or a key that does not fit its type.
        """
        if self.stem is None:
            raise Refused(f"{self.place} has no stem.", advice="Write the question into the file.")
        kind = self._kind()
        point = self._given("point", self.point, defaults.point, losses)
        own_id = self.id or self._given("id", "", f"{point}-{serial:03d}", losses)
        return Item(
            own_id, point, kind,
            self._given("difficulty", self.difficulty, defaults.difficulty, losses),
            self.stem, self.options,
            self._given("explanation", self.explanation, self.stem, losses, "none in the file; the stem stands there"),
            self._given("source", self.source, defaults.source, losses),
            self._given("effective_from", self.effective_from, defaults.effective_from, losses),
            self._given("checked_on", self.checked_on, defaults.checked_on, losses),
        )  # fmt: skip

    def _given[Kind](self, what: str, own: Kind | None, fallback: Kind, losses: list[Loss], reason: str = "") -> Kind:
        if own:
            return own
        losses.append(Loss(self.id or self.place, what, reason or f"not in the file; {fallback} stands there"))
        return fallback

    def _kind(self) -> ItemKind:
        rights = sum(option.right for option in self.options)
        if not 2 <= len(self.options) <= len(LETTERS):
            raise Refused(f"{self.place} has {len(self.options)} options.", advice="Give it between 2 and 26 options.")
        kind = self.kind or (ItemKind.SINGLE if rights == 1 else ItemKind.MULTIPLE)
        if rights == 0 or (kind is not ItemKind.MULTIPLE and rights != 1):
            raise Refused(
                f"{self.place} has {rights} right options, which does not fit its type ({kind.value}).",
                advice="Mend the key in the file.",
            )
        return kind


def text_or_none(zh: str, en: str = "") -> Text | None:
    """Return a text; None where there is nothing.  A text that exists in English alone stands in both places."""
    zh, en = zh.strip(), en.strip()
    try:
        return Text(zh or en, en)
    except Malformed:
        return None


def day_or_none(place: str, written: str) -> date | None:
    """Read a day.  Raises Refused when it is none."""
    if not written:
        return None
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise Refused(f"{place}: {written!r} is not a day.", advice="Write days as 2026-02-01.") from None
