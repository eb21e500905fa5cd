"""Items and oral questions on their way out and in: what a target cannot hold, what a file does not say.

Why this room exists: other formats know less (no English, no source of a fact) or other things; authors must read
what was left behind before they trust a round trip.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from app.exam.bank import Bank, Item, ItemKind, KeyPoint, Option, OralQuestion, Source, Text
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
    """What a file holds: items and oral questions in its order, and all that did not come through."""

    items: tuple[Item, ...]
    losses: tuple[Loss, ...]
    oral: tuple[OralQuestion, ...] = ()


def true_false(*, answer: bool) -> tuple[Option, ...]:
    """Return the two options that every true/false item has."""
    return (RIGHT, WRONG) if answer else (Option("正确", "True"), Option("错误", "False", right=True))


def is_plain_true_false(item: Item) -> bool:
    """Tell whether a true/false item has the two standard options."""
    return item.options in (true_false(answer=True), true_false(answer=False))


def letters(item: Item) -> str:
    """Return the key as letters in bank order, with commas: ``A,C``."""
    return ",".join(LETTERS[index] for index in sorted(item.key))


type Asked = Item | OralQuestion


def asked_in(bank: Bank) -> Sequence[Asked]:
    """Return all that a bank asks in theory: items, then oral questions."""
    return (*bank.items, *bank.oral_questions)


def texts_of(item: Asked) -> Sequence[Text]:
    """Return all that an item or an oral question says."""
    if isinstance(item, Item):
        return (item.stem, item.explanation, *(option.text for option in item.options))
    return (item.stem, item.model_answer, *(key.text for key in item.key_points))


def edge_losses(item: Asked) -> Iterator[Loss]:
    """Name blanks and line breaks at the ends of a text: every reader of these formats takes them away."""
    if any(part != part.strip() for text in texts_of(item) for part in (text.zh, text.en)):
        yield Loss(item.id, "blanks at the ends of a text", "readers take them away")


def require_items(name: str, items: Sequence[Asked]) -> None:
    """Refuse a reading that holds nothing, or one id twice."""
    if not items:
        raise Refused(f"{name} holds no item that can be read.", advice="Check that it is the right file.")
    seen: set[str] = set()
    for item in items:
        if item.id in seen:
            raise Refused(f"{name} holds the item {item.id} twice.", advice="Give each item an id of its own.")
        seen.add(item.id)


ORAL = "oral"
"""How files name the type of an oral question."""

_KINDS = {kind.value: kind for kind in ItemKind}
_KIND_ADVICE = f"Write {', '.join(_KINDS)}, or {ORAL} for a question without options."


@dataclass(slots=True)
class Known:
    """What a file says of an item or an oral question; what it does not say is filled and named."""

    place: str
    id: str = ""
    point: str = ""
    difficulty: int = 0
    stem: Text | None = None
    source: Source | None = None
    effective_from: date | None = None
    checked_on: date | None = None

    def set_kind(self, word: str) -> None:
        """Take the type that a file names.

        Raises:
            Refused: there is no such type, or it is one of the other sort.
        """
        raise Refused(f"{self.place}: {word!r} is no type that fits the question.", advice=_KIND_ADVICE)

    def asked(self) -> Text:
        """Return the stem.

        Raises:
            Refused: there is none.
        """
        if self.stem is None:
            raise Refused(f"{self.place} has no stem.", advice="Write the question into the file.")
        return self.stem

    def given[Kind](self, what: str, own: Kind | None, fallback: Kind, losses: list[Loss], reason: str = "") -> Kind:
        """Return what the file gives, else the fallback, which is named as a loss."""
        if own:
            return own
        stands = fallback.ref if isinstance(fallback, Source) else fallback
        losses.append(Loss(self.id or self.place, what, reason or f"not in the file; {stands} stands there"))
        return fallback


@dataclass(slots=True)
class Draft(Known):
    """An item as a file gives it; ``finish`` fills what is missing and says so."""

    kind: ItemKind | None = None
    options: tuple[Option, ...] = ()
    explanation: Text | None = None

    def set_kind(self, word: str) -> None:
        """Take the type of an item (see ``Known``)."""
        if word not in _KINDS:
            Known.set_kind(self, word)  # refuses; slots leave super() no class
        self.kind = _KINDS[word]

    def finish(self, defaults: Defaults, serial: int, losses: list[Loss]) -> Item:
        """Make the item.

        Raises:
            Refused: it has no stem, fewer than two options, or a key that does not fit its type.
        """
        stem, kind = self.asked(), self._kind()
        point = self.given("point", self.point, defaults.point, losses)
        own_id = self.id or self.given("id", "", f"{point}-{serial:03d}", losses)
        return Item(
            own_id, point, kind,
            self.given("difficulty", self.difficulty, defaults.difficulty, losses),
            stem, self.options,
            self.given("explanation", self.explanation, stem, losses, "none in the file; the stem stands there"),
            self.given("source", self.source, defaults.source, losses),
            self.given("effective_from", self.effective_from, defaults.effective_from, losses),
            self.given("checked_on", self.checked_on, defaults.checked_on, losses),
        )  # fmt: skip

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


_KEY_POINT_HALF_POINTS = 4


@dataclass(slots=True)
class OralDraft(Known):
    """An oral question as a file gives it; a key point with 0 half-points is one that the file does not weigh."""

    model_answer: Text | None = None
    key_points: tuple[KeyPoint, ...] = ()

    def set_kind(self, word: str) -> None:
        """Take the one type of an oral question (see ``Known``)."""
        if word != ORAL:
            Known.set_kind(self, word)

    def finish(self, defaults: Defaults, serial: int, losses: list[Loss]) -> OralQuestion:
        """Make the question.

        Raises:
            Refused: it has no stem, or two key points have one id.
        """
        stem = self.asked()
        point = self.given("point", self.point, defaults.point, losses)
        own_id = self.id or self.given("id", "", f"{point}-O{serial:02d}", losses)
        answer = self.given("model answer", self.model_answer, stem, losses, "none in the file; the stem stands there")
        whole = (KeyPoint("a", answer, 5 * _KEY_POINT_HALF_POINTS),)
        reason = "none in the file; the model answer stands as one"
        return OralQuestion(
            own_id, point,
            self.given("difficulty", self.difficulty, defaults.difficulty, losses),
            stem, answer, self._weighed(losses) or self.given("key points", (), whole, losses, reason),
            self.given("source", self.source, defaults.source, losses),
            self.given("effective_from", self.effective_from, defaults.effective_from, losses),
            self.given("checked_on", self.checked_on, defaults.checked_on, losses),
        )  # fmt: skip

    def _weighed(self, losses: list[Loss]) -> tuple[KeyPoint, ...]:
        if len({key.id for key in self.key_points}) < len(self.key_points):
            raise Refused(f"{self.place}: two key points have one id.", advice="Give each an id of its own.")
        if any(key.half_points < 1 for key in self.key_points):
            even = f"not all in the file; {written_points(_KEY_POINT_HALF_POINTS)} stands there"
            losses.append(Loss(self.id or self.place, "points of key points", even))
        return tuple(
            key if key.half_points > 0 else replace(key, half_points=_KEY_POINT_HALF_POINTS) for key in self.key_points
        )


def key_id(index: int) -> str:
    """Return the id of a key point that has none: ``a``, ``b`` …, ``k27``."""
    return LETTERS[index].lower() if index < len(LETTERS) else f"k{index + 1}"


def written_points(half_points: int) -> str:
    """Write half-points as points: ``2.5``."""
    return f"{half_points // 2}.5" if half_points % 2 else str(half_points // 2)


def read_points(place: str, written: str) -> int:
    """Read points as half-points; 0 where nothing is written.  Raises Refused where it is no such number."""
    match = _POINTS.fullmatch(written.strip())
    if written.strip() and not match:
        raise Refused(f"{place}: {written!r} are no points of a key point.", advice="Write such as 2 or 2.5.")
    return 2 * int(match[1]) + bool(match[2]) if match else 0


_POINTS = re.compile(r"(\d{1,3})(?:\.0|(\.5))?", re.ASCII)


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
