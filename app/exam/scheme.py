"""A scheme 考核方案: every number and choice of an exam that is not content.

Why this room exists: cities differ (five minutes live in Yiwu, twenty in Yangzhou); no rule may know a
number of its own.  A scheme is frozen under its digest, so that an old verdict still finds its thresholds.

Durations are minutes or seconds as written by people; marks are half-points (200 = 100 points).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.exam.bank import ItemKind, Text
from app.exam.canonical import digest_of
from app.exam.plain import to_plain

FULL_MARK = 200
"""Half-points of a full mark: 100 points."""


class Subject(StrEnum):
    """The subjects 科目 of the exam, in the words of the record."""

    THEORY = "theory"
    CLIP = "clip"
    PITCH = "pitch"


class TheoryMode(StrEnum):
    """How theory is asked: marked by machine on screen, or aloud with key points ticked."""

    SCREEN = "screen"
    ORAL = "oral"


class PartialCredit(StrEnum):
    """What a multiple-choice item earns when a proper part of the key, and nothing wrong, was chosen."""

    NONE = "none"
    HALF = "half"
    PROPORTIONAL = "proportional"


class TimeCounts(StrEnum):
    """Whether the pitch's length is clock time or effective time (dead air taken out)."""

    CLOCK = "clock"
    EFFECTIVE = "effective"


class VerdictRule(StrEnum):
    """How subjects make the whole: each passed by itself, or a weighted sum."""

    EACH = "each"
    WEIGHTED = "weighted"


class RedLineRule(StrEnum):
    """What a confirmed red line does to its subject's mark."""

    CAP_BELOW_PASS = "cap_below_pass"  # noqa: S105 - a rule's name, no password
    ZERO = "zero"


@dataclass(frozen=True, slots=True)
class CertificateTerms:
    """What stands on the certificate; ``number_pattern`` uses ``{yyyy} {yy} {mm} {serial:06d}``."""

    name: Text
    ability: Text
    issuer: Text
    number_pattern: str
    scores_shown: tuple[str, ...] = ("theory", "clip", "pitch")
    """Which scores are printed: subjects, or ``total``."""
    id_number_shown: str = "masked"
    """``masked`` or ``full``."""


@dataclass(frozen=True, slots=True)
class Quota:
    """``count`` items from an area (``A``) or a point (``G-01``) of one type and difficulty range.

    An empty ``kinds`` admits every type.
    """

    of: str
    count: int
    kinds: tuple[ItemKind, ...] = ()
    easiest: int = 1
    hardest: int = 5


@dataclass(frozen=True, slots=True)
class TheoryTerms:
    """科目一: mode, minutes, quotas and pass mark.  In oral mode quotas ignore ``kinds``."""

    mode: TheoryMode
    minutes: int
    pass_half_points: int
    quotas: tuple[Quota, ...]
    partial_credit: PartialCredit = PartialCredit.NONE

    @property
    def item_count(self) -> int:
        """How many items (or oral questions) a paper has."""
        return sum(quota.count for quota in self.quotas)


@dataclass(frozen=True, slots=True)
class ClipTerms:
    """科目二: time to hand in, length limits of the clip (ms, inclusive, widened by the tolerance)."""

    minutes: int
    pass_half_points: int
    shortest_ms: int = 15_000
    longest_ms: int = 60_000
    tolerance_ms: int = 100
    sources: tuple[str, ...] = ("phone", "stick", "booth")


@dataclass(frozen=True, slots=True)
class PitchTerms:
    """科目三: preparation, length and what counts."""

    minutes: int
    preparation_minutes: int
    pass_half_points: int
    time_counts: TimeCounts = TimeCounts.CLOCK
    silent_film_allowed: bool = False


@dataclass(frozen=True, slots=True)
class PanelTerms:
    """Who marks a practical subject: panel size and the spread (half-points) that calls a moderator.

    A spread *over* the threshold calls; a spread equal to it does not.
    """

    size: int = 1
    moderation_over_half_points: int = 30


@dataclass(frozen=True, slots=True)
class InterruptionTerms:
    """Lost time: all of an attempt's losses up to ``by_rule_s`` are given back by rule, more by the
    examiner."""

    by_rule_s: int = 300


@dataclass(frozen=True, slots=True)
class VerdictTerms:
    """How subjects make the whole verdict; ``weights`` (percent, by subject) only for ``weighted``."""

    rule: VerdictRule = VerdictRule.EACH
    weights: tuple["Weight", ...] = ()
    pass_half_points: int = 120


@dataclass(frozen=True, slots=True)
class Weight:
    """A subject's share of a weighted sum, in percent."""

    subject: Subject
    percent: int


@dataclass(frozen=True, slots=True)
class RetakeTerms:
    """Failed subjects may be retaken within ``window_days`` of the first attempt, ``times`` times."""

    window_days: int = 365
    times: int = 1


@dataclass(frozen=True, slots=True)
class RetentionTerms:
    """How long films and paper are kept."""

    film_years: int = 5
    paper_years: int = 3


@dataclass(frozen=True, slots=True)
class Scheme:
    """A whole scheme.  ``subjects`` is the order in which they are taken."""

    id: str
    version: int
    name: Text
    bank: str
    effective_from: date
    subjects: tuple[Subject, ...]
    failed_subject_stops: bool
    certificate: CertificateTerms
    theory: TheoryTerms
    clip: ClipTerms
    pitch: PitchTerms
    panel: PanelTerms
    red_line_rule: RedLineRule
    interruptions: InterruptionTerms
    verdict: VerdictTerms
    retake: RetakeTerms
    retention: RetentionTerms
    notice_working_days: int = 5
    least_age_years: int = 16

    def digest(self) -> str:
        """Return the SHA-256 of the canonical form, 64 hex digits: the scheme's address."""
        return digest_of(to_plain(self))

    def pass_half_points(self, subject: Subject) -> int:
        """Return the half-points that pass a subject."""
        match subject:
            case Subject.THEORY:
                return self.theory.pass_half_points
            case Subject.CLIP:
                return self.clip.pass_half_points
            case Subject.PITCH:  # pragma: no branch - the last of a closed set
                return self.pitch.pass_half_points
