"""What a question bank holds, as frozen values.

Why this room exists: items, samples, tasks, rubrics and terms are content-addressed; this is the form in
which they are digested, drawn, shown and marked.  Reading files is the storage room's work, judging a
bank is ``bank_faults``.

Every text that a candidate or an examiner reads is a ``Text``: Chinese first, English beside it.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.exam.canonical import digest_of
from app.exam.plain import Malformed, to_plain


@dataclass(frozen=True, slots=True)
class Text:
    """One text in Chinese and, where it exists, in English (empty: not translated)."""

    zh: str
    en: str = ""

    def __post_init__(self) -> None:
        if not self.zh.strip():
            raise Malformed("zh", "empty text")

    def in_language(self, language: str) -> str:
        """Return the English text for ``en`` where there is one, else the Chinese text."""
        return self.en if language == "en" and self.en else self.zh


@dataclass(frozen=True, slots=True)
class Area:
    """One of the areas of the syllabus (a letter) and its name."""

    code: str
    name: Text


@dataclass(frozen=True, slots=True)
class Point:
    """A competence point 认定点: the smallest thing that an item asks about; code like ``A-01``."""

    code: str
    name: Text
    conduct: bool = False
    """Counts as law and professional conduct, the syllabus's point of emphasis."""

    @property
    def area(self) -> str:
        """The letter of the area that the point belongs to."""
        return self.code.partition("-")[0]


@dataclass(frozen=True, slots=True)
class Statute:
    """A law, rule or trade practice that content cites by ``id``.

    ``in_force_on``/``expired_on`` are empty for trade practice, which has neither.
    """

    id: str
    title: Text
    issuer: str = ""
    in_force_on: date | None = None
    expired_on: date | None = None
    replaced_by: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact comes from: a statute's id and the place inside it (``第十七条``), or trade practice."""

    ref: str
    article: str = ""


class ItemKind(StrEnum):
    """The types of a machine-marked theory item."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    TRUE_FALSE = "true_false"


@dataclass(frozen=True, slots=True)
class Option:
    """One option of an item; ``right`` says whether it belongs to the key."""

    zh: str
    en: str = ""
    right: bool = False

    @property
    def text(self) -> Text:
        """The option's wording."""
        return Text(self.zh, self.en)


@dataclass(frozen=True, slots=True)
class Item:
    """A theory item 试题.  A true/false item has the two options 正确 and 错误, in that order.

    ``id`` is the point's code and a serial: ``A-01-003``.  ``difficulty`` is 1 (easy) to 5.
    """

    id: str
    point: str
    kind: ItemKind
    difficulty: int
    stem: Text
    options: tuple[Option, ...]
    explanation: Text
    source: Source
    effective_from: date
    checked_on: date

    @property
    def key(self) -> frozenset[int]:
        """Indices (in bank order, from 0) of the right options."""
        return frozenset(index for index, option in enumerate(self.options) if option.right)

    @property
    def has_english(self) -> bool:
        """Whether stem, options and explanation all have English."""
        return bool(self.stem.en and self.explanation.en and all(option.en for option in self.options))


@dataclass(frozen=True, slots=True)
class KeyPoint:
    """One thing a good oral answer names; ``half_points`` is what hearing it earns."""

    id: str
    text: Text
    half_points: int


@dataclass(frozen=True, slots=True)
class OralQuestion:
    """An open theory question with a model answer and key points for the examiner to tick."""

    id: str
    point: str
    difficulty: int
    stem: Text
    model_answer: Text
    key_points: tuple[KeyPoint, ...]
    source: Source
    effective_from: date
    checked_on: date


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a facts sheet: a label (规格) and its value (30 ml · 玻璃瓶)."""

    label: Text
    value: Text


@dataclass(frozen=True, slots=True)
class Claim:
    """A thing that must be said, or must not be claimed, with its source."""

    text: Text
    source: Source


@dataclass(frozen=True, slots=True)
class Sample:
    """A product sample 产品样品: what the candidate may read, and what only the examiner may.

    ``picture`` is a file name in ``assets/samples``.  ``facts`` go to both; ``fitting_address``,
    ``unfit_address``, ``must_say`` and ``must_not_claim`` go to the examiner alone.
    """

    id: str
    name: Text
    industry: Text
    picture: str
    audience: Text
    facts: tuple[Fact, ...]
    fitting_address: tuple[Text, ...]
    unfit_address: tuple[Text, ...]
    must_say: tuple[Claim, ...]
    must_not_claim: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class MustHave:
    """One thing a clip must hold."""

    id: str
    text: Text


@dataclass(frozen=True, slots=True)
class ClipTask:
    """A task for the short video 引流短视频: what it must achieve, for which sample, with which must-haves."""

    id: str
    sample: str
    name: Text
    brief: Text
    must_haves: tuple[MustHave, ...]


@dataclass(frozen=True, slots=True)
class Anchor:
    """What good, fair and poor work looks like on one rubric line."""

    good: Text
    fair: Text
    poor: Text


@dataclass(frozen=True, slots=True)
class RubricLine:
    """A rubric line 评分项: at most ``half_points``; ``evidence`` names the tracks that concern it
    (``speech``, ``face``, ``loudness``, ``picture``, ``clock``, ``clip_check``)."""

    id: str
    name: Text
    half_points: int
    anchors: Anchor
    evidence: tuple[str, ...] = ()


class TagSense(StrEnum):
    """Whether a tag takes from its line or praises it."""

    DEDUCTION = "deduction"
    PRAISE = "praise"


@dataclass(frozen=True, slots=True)
class TagKind:
    """A tag 评分标记 that an examiner may place: one key, one line, a suggested deduction.

    ``half_points`` is what one placing suggests to take (0 for praise); ``at_most_half_points`` is the
    most that all placings of this tag together suggest (0: no cap).
    """

    id: str
    line: str
    sense: TagSense
    hot_key: str
    name: Text
    half_points: int = 0
    at_most_half_points: int = 0


@dataclass(frozen=True, slots=True)
class RedLine:
    """A red line 红线: an act that decides the subject by itself, once a second signature confirms it."""

    id: str
    name: Text
    source: Source


@dataclass(frozen=True, slots=True)
class Rubric:
    """The marking table of one practical subject (``clip`` or ``pitch``); its lines add up to 200."""

    subject: str
    name: Text
    lines: tuple[RubricLine, ...]
    tags: tuple[TagKind, ...]
    red_lines: tuple[RedLine, ...]

    @property
    def half_points(self) -> int:
        """The most a sheet can earn."""
        return sum(line.half_points for line in self.lines)


@dataclass(frozen=True, slots=True)
class Remark:
    """A scripted remark of the audience: who says what, not before and not after a second of the pitch."""

    id: str
    sample: str
    speaker: Text
    text: Text
    earliest_s: int
    latest_s: int
    question: bool = False


@dataclass(frozen=True, slots=True)
class RegulatedTerm:
    """A word that the law regulates: shown to the examiner as a flag, never a deduction by itself."""

    id: str
    words: tuple[str, ...]
    reason: Text
    source: Source
    lawful_uses: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Bank:
    """A bank release 题库版本: everything that a sitting is drawn from, frozen under its digest."""

    id: str
    version: int
    name: Text
    areas: tuple[Area, ...]
    points: tuple[Point, ...]
    statutes: tuple[Statute, ...]
    items: tuple[Item, ...]
    oral_questions: tuple[OralQuestion, ...]
    samples: tuple[Sample, ...]
    clip_tasks: tuple[ClipTask, ...]
    rubrics: tuple[Rubric, ...]
    remarks: tuple[Remark, ...]
    terms: tuple[RegulatedTerm, ...]

    def digest(self) -> str:
        """Return the SHA-256 of the canonical form, 64 hex digits: the release's address."""
        return digest_of(to_plain(self))
