"""What a panel 考评组 of one to N signed sheets says about a subject.

Why this room exists: groups of examiners differ; a spread that matters must call a moderator, and the mark
must follow from the sheets alone.

The subject's mark is the mean of the sheets' totals, rounded half up to the half-point: every sheet is whole
half-points already, so the half is nobody's mark, and a tie between two examiners goes to the candidate.  A
spread *over* the scheme's threshold, or a red line that a second person confirmed, calls moderation: the mark
then stands only once a moderator has decided.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from app.exam.scheme import RedLineRule, Scheme, Subject
from app.exam.sheet import SheetState


@dataclass(frozen=True, slots=True)
class PanelOutcome:
    """What the sheets say together; ``half_points`` is -1 until all of the panel have signed."""

    half_points: int
    spread: int
    signed: int
    complete: bool
    red_line_agreed: bool
    needs_moderation: bool


def panel_outcome(scheme: Scheme, subject: Subject, sheets: Sequence[SheetState]) -> PanelOutcome:
    """Add a panel up.

    Args:
        sheets: all sheets of one subject; an open or unsigned one keeps the panel incomplete.
    """
    totals = [sheet.signed_half_points for sheet in sheets if sheet.signed_half_points is not None]
    red_lines = [red for sheet in sheets for red in sheet.red_lines]
    decided = all(red.agreed is not None for red in red_lines)
    complete = len(totals) == len(sheets) >= scheme.panel.size and decided
    agreed = any(red.agreed for red in red_lines)
    spread = max(totals) - min(totals) if totals else 0
    mark = -1
    if complete:
        mark = mean_half_up(totals)
        mark = red_line_mark(scheme, subject, mark) if agreed else mark
    calls = spread > scheme.panel.moderation_over_half_points or agreed
    return PanelOutcome(mark, spread, len(totals), complete, agreed, calls)


def mean_half_up(totals: Sequence[int]) -> int:
    """Return the mean in half-points, half of one rounded up: in doubt for the candidate."""
    return (2 * sum(totals) + len(totals)) // (2 * len(totals))


def red_line_mark(scheme: Scheme, subject: Subject, mark: int) -> int:
    """Return a subject's mark once a red line stands, by the scheme's rule."""
    if scheme.red_line_rule is RedLineRule.ZERO:
        return 0
    return min(mark, max(0, scheme.pass_half_points(subject) - 1))


def line_spreads(sheets: Sequence[SheetState]) -> tuple[tuple[str, int], ...]:
    """Return (line, highest mark less lowest) for every marked line, the most disputed first, for the moderator."""
    lines = dict.fromkeys(line for sheet in sheets for line in sheet.marks)
    marks = {line: [sheet.marks.get(line, 0) for sheet in sheets] for line in lines}
    spreads = [(line, max(own) - min(own)) for line, own in marks.items()]
    return tuple(sorted(spreads, key=lambda each: -each[1]))
