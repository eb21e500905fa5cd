"""From a marking sheet to what its panel shows.

Why this room exists: pure functions, so that a panel's state can be checked without a window.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from app.centre.values import StaffMember
from app.exam.bank import Bank, Rubric, RubricLine, TagKind, TagSense
from app.exam.scheme import Scheme
from app.exam.sheet import SheetState, rubric_of, sign_faults
from app.screens.examiner.sheet_state import (
    Anchors,
    Asking,
    LastTag,
    LineRemark,
    RedLineKind,
    RedLineStands,
    Sense,
    SheetLine,
    SheetPanelState,
    TagKey,
    points_text,
)

type Evidence = Mapping[str, tuple[LineRemark, ...]]
"""What the film shows, by line."""


@dataclass(slots=True)
class SheetWalk:
    """What only the window knows: the line in hand, what is being asked, what was last said."""

    current: str = ""
    asking: Asking = Asking.NOTHING
    anchors_open: bool = False
    problem: tuple[str, str] = ("", "")
    film: bool = True
    evidence: Evidence = field(default_factory=dict)
    seconds: tuple[StaffMember, ...] = ()
    about: str = ""


@dataclass(frozen=True, slots=True)
class SheetPin:
    """A tag or red line as a timeline shows it; ``seq`` names its entry."""

    seq: int
    at_ms: int
    label: str
    sense: Sense
    film: str


@dataclass(frozen=True, slots=True)
class SheetContent:
    """What a sheet is read with: rules, content, the window's language.

    ``told_ms`` says which moment is told of a moment of one film: beside a reel, the reel's.
    """

    scheme: Scheme
    bank: Bank
    language: str
    told_ms: Callable[[str, int], int] = lambda _film, position_ms: position_ms


def panel_of(state: SheetState, walk: SheetWalk, content: SheetContent) -> SheetPanelState:
    """Return what the panel of a practical subject shows."""
    rubric, language = rubric_of(content.bank, state.subject), content.language
    kinds = {tag.id: tag for tag in rubric.tags}
    last = state.tags[-1] if state.tags else None
    names, told = {each.id: each.name.in_language(language) for each in rubric.red_lines}, content.told_ms
    standing = {each.red_line for each in state.red_lines if each.agreed is not False}
    return SheetPanelState(
        lines=tuple(_line(line, state, walk, rubric, content) for line in rubric.lines),
        tags=tuple(_tag_key(tag, language) for tag in rubric.tags),
        current=walk.current,
        last_tag=LastTag(
            last.placed, kinds[last.tag].name.in_language(language), told(last.film, last.position_ms)
        ) if last else None,
        red_line_kinds=tuple(RedLineKind(each, name) for each, name in names.items() if each not in standing),
        red_lines=tuple(
            RedLineStands(each.raised, names[each.red_line], told(each.film, each.position_ms), each.agreed)
            for each in state.red_lines
        ),
        missing=() if state.signed else tuple(
            fault.in_language(language) for fault in sign_faults(content.scheme, content.bank, state)
        ),
        asking=walk.asking, anchors_open=walk.anchors_open, film=walk.film, signed=state.signed, sealed=state.sealed,
        problem=walk.problem[0], advice=walk.problem[1], seconds=walk.seconds,
        about=walk.about,
    )  # fmt: skip


def _line(line: RubricLine, state: SheetState, walk: SheetWalk, rubric: Rubric, content: SheetContent) -> SheetLine:
    language, anchors = content.language, line.anchors
    kinds = {tag.id: tag for tag in rubric.tags if tag.line == line.id}
    remarks = tuple(
        LineRemark(
            _tag_words(kinds[tag.tag], language), _sense(kinds[tag.tag]), content.told_ms(tag.film, tag.position_ms)
        )
        for tag in state.tags if tag.tag in kinds
    )  # fmt: skip
    return SheetLine(
        line.id, line.name.in_language(language), line.half_points,
        Anchors(*(each.in_language(language) for each in (anchors.good, anchors.fair, anchors.poor))),
        mark=state.marks.get(line.id),
        to_take=state.suggested_deductions(content.bank)[line.id],
        remarks=(*remarks, *walk.evidence.get(line.id, ())),
        word_missing=line.id in state.lines_to_explain(content.bank),
        word_written=line.id in state.notes,
    )  # fmt: skip


def _tag_key(tag: TagKind, language: str) -> TagKey:
    return TagKey(tag.id, tag.hot_key.upper(), tag.name.in_language(language), _sense(tag), tag.half_points)


def _tag_words(tag: TagKind, language: str) -> str:
    name = tag.name.in_language(language)
    return f"{name} −{points_text(tag.half_points).removesuffix('.0')}" if tag.half_points else name


def _sense(tag: TagKind) -> Sense:
    return Sense.PRAISE if tag.sense is TagSense.PRAISE else Sense.DEDUCTION


def pins_of(state: SheetState, content: SheetContent) -> tuple[SheetPin, ...]:
    """Return a sheet's tags and red lines in the order of the film."""
    rubric, language = rubric_of(content.bank, state.subject), content.language
    kinds = {tag.id: tag for tag in rubric.tags}
    names = {each.id: each.name.in_language(language) for each in rubric.red_lines}
    pins = [
        SheetPin(tag.placed, tag.position_ms, kinds[tag.tag].name.in_language(language), _sense(kinds[tag.tag]),
                 tag.film) for tag in state.tags
    ]  # fmt: skip
    pins += [
        SheetPin(each.raised, each.position_ms, names[each.red_line], Sense.RED_LINE, each.film)
        for each in state.red_lines if each.agreed is not False
    ]  # fmt: skip
    return tuple(sorted(pins, key=lambda pin: (pin.film, pin.at_ms, pin.seq)))


def first_open(state: SheetPanelState) -> str:
    """Return the first line that has no mark, else the first that lacks its word, else the first of all."""
    unmarked = (line.id for line in state.lines if line.mark is None)
    unexplained = (line.id for line in state.lines if line.word_missing)
    return next(unmarked, next(unexplained, state.lines[0].id if state.lines else ""))
