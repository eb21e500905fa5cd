"""What the moderator's pages show, as frozen values, and how a case becomes one.

Why this room exists: a page paints one value; which second belongs to which dispute is worked out without a window.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from app.centre.moderation import Case, PanelSheet
from app.exam.bank import Rubric, RubricLine, TagKind, TagSense
from app.exam.scheme import Subject
from app.exam.sheet import PlacedTag, rubric_lines, rubric_of
from app.screens.examiner.sheet_state import points_text
from app.screens.parts.words import narrow_figures

PRAISE, DEDUCTION, RED_LINE = "praise", "deduction", "red_line"


@dataclass(frozen=True, slots=True)
class DisputeTag:
    """A tag or red line of one sheet: whose, what, and the moment it leads to."""

    who: str
    words: str
    sense: str
    film: str
    at_ms: int
    told_ms: int
    """The moment as the film's timeline counts it."""


@dataclass(frozen=True, slots=True)
class DisputeLine:
    """One rubric line with every examiner's mark (None: not marked), half-points."""

    id: str
    name: str
    half_points: int
    marks: tuple[int | None, ...]
    spread: int
    tags: tuple[DisputeTag, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseState:
    """A case as the page paints it; marks in half-points.  ``decided`` is the moderated mark, None while open."""

    number: str = ""
    subject: Subject = Subject.PITCH
    examiners: tuple[str, ...] = ()
    totals: tuple[int, ...] = ()
    mean: int = 0
    spread: int = 0
    threshold: int = 0
    lines: tuple[DisputeLine, ...] = ()
    red_lines: tuple[DisputeTag, ...] = ()
    decided: int | None = None
    problem: str = ""
    advice: str = ""


def case_state(case: Case, language: str, problem: tuple[str, str] = ("", "")) -> CaseState:
    """Return what the page of a case shows, the most disputed line first."""
    lines = {line.id: line for line in rubric_lines(case.bank, case.key.subject)}
    rubric = rubric_of(case.bank, case.key.subject) if case.key.subject is not Subject.THEORY else None
    totals = tuple(sheet.total for sheet in case.sheets)
    return CaseState(
        case.number, case.key.subject, tuple(sheet.name for sheet in case.sheets), totals,
        max(0, case.outcome.half_points), case.outcome.spread, case.scheme.panel.moderation_over_half_points,
        tuple(_line(case, lines[line], spread, rubric, language) for line, spread in case.lines if line in lines),
        _red_lines(case, rubric, language), case.decided, *problem,
    )  # fmt: skip


def _line(case: Case, line: RubricLine, spread: int, rubric: Rubric | None, language: str) -> DisputeLine:
    kinds = {tag.id: tag for tag in rubric.tags if tag.line == line.id} if rubric else {}
    tags = [
        _tag(sheet, tag, kinds[tag.tag], language) for sheet in case.sheets for tag in sheet.tags if tag.tag in kinds
    ]
    colon = "：" if language == "zh" else ": "
    notes = tuple(f"{sheet.name}{colon}{sheet.notes[line.id]}" for sheet in case.sheets if line.id in sheet.notes)
    marks = tuple(sheet.marks.get(line.id) for sheet in case.sheets)
    ordered = tuple(sorted(tags, key=lambda tag: (tag.film, tag.at_ms)))
    return DisputeLine(line.id, line.name.in_language(language), line.half_points, marks, spread, ordered, notes)


def _tag(sheet: PanelSheet, tag: PlacedTag, kind: TagKind, language: str) -> DisputeTag:
    name = kind.name.in_language(language)
    words = f"{name} −{points_text(kind.half_points).removesuffix('.0')}" if kind.half_points else name
    sense = PRAISE if kind.sense is TagSense.PRAISE else DEDUCTION
    return DisputeTag(sheet.name, words, sense, tag.film, tag.position_ms, tag.position_ms)


def _red_lines(case: Case, rubric: Rubric | None, language: str) -> tuple[DisputeTag, ...]:
    if rubric is None:
        return ()
    names = {each.id: each.name.in_language(language) for each in rubric.red_lines}
    return tuple(
        DisputeTag(sheet.name, names[red.red_line], RED_LINE, red.film, red.position_ms, red.position_ms)
        for sheet in case.sheets for red in sheet.red_lines if red.agreed
    )  # fmt: skip


def on_reel(state: CaseState, told_ms: Callable[[str, int], int]) -> CaseState:
    """Return a case whose moments are told as the timeline under its film counts them, over all films of a pitch."""

    def told(tags: tuple[DisputeTag, ...]) -> tuple[DisputeTag, ...]:
        return tuple(replace(tag, told_ms=told_ms(tag.film, tag.at_ms)) for tag in tags)

    lines = tuple(replace(line, tags=told(line.tags)) for line in state.lines)
    return replace(state, lines=lines, red_lines=told(state.red_lines))


def typed_points(text: str) -> int | None:
    """Return typed points as half-points: ``77.5`` is 155, full-width figures too; None where it is no such mark."""
    whole, _, rest = narrow_figures(text).partition(".")
    if not whole.isdecimal() or len(whole) > 3 or rest not in ("", "0", "5"):
        return None
    half_points = int(whole) * 2 + (rest == "5")
    return half_points if half_points <= 200 else None
