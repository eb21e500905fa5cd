"""The inner parts of a score record: answers against the key, sheets line by line, sealed words opened.

Why this room exists: what an appeal reads is folded by the same rules that made the mark.
"""

from collections.abc import Iterator, Mapping, Sequence

from app.centre.ports import Books
from app.centre.report_values import (
    AnswerLine,
    MarkedLine,
    OpenedText,
    PlacedTag,
    Remark,
    SubjectSheet,
)  # fmt: skip
from app.exam.bank import Bank, Rubric, TagSense, Text
from app.exam.entry import Entry
from app.exam.scheme import Scheme, Subject, TheoryMode
from app.exam.sheet import SheetState, fold
from app.exam.verdict import SubjectOutcome, Verdict
from app.exam.vocabulary import StreamKind, body_of, seat, stream_kind

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_A_TAG, _THE_SHEET = Text("评分标记", "a tag"), Text("整份评分表", "the sheet")
SUBJECT_NAMES = {
    Subject.THEORY: Text("科目一 理论", "Subject 1: theory"),
    Subject.CLIP: Text("科目二 引流短视频", "Subject 2: short video"),
    Subject.PITCH: Text("科目三 产品直播", "Subject 3: live pitch"),
}


def answer_lines(scheme: Scheme, bank: Bank, entries: Sequence[Entry]) -> tuple[AnswerLine, ...]:
    """Return the theory paper as it was answered; nothing for an oral one."""
    if scheme.theory.mode is TheoryMode.ORAL:
        return ()
    paper: tuple[seat.PaperLine, ...] = ()
    answers: dict[str, tuple[int, ...]] = {}
    for entry in entries:
        match body_of(entry):
            case seat.PaperIssued() as issued:
                paper = issued.lines
            case seat.Answered() as answered:
                answers[answered.item] = answered.chosen
            case _:
                pass
    items = {item.id: item for item in bank.items}
    lines = []
    for line in paper:
        item, chosen = items[line.item], answers.get(line.item, ())
        right = frozenset(chosen) == item.key
        lines.append(AnswerLine(item.id, item.stem, _letters(chosen), _letters(sorted(item.key)), right))
    return tuple(lines)


def _letters(indices: Sequence[int]) -> str:
    return ",".join(_LETTERS[index] for index in indices)


def subject_sheets(
    books: Books,
    candidate: str,
    scheme: Scheme,
    bank: Bank,
    streams: Mapping[str, Sequence[Entry]],
    verdict: Verdict,
) -> tuple[SubjectSheet, ...]:
    """Return each subject as it was marked, with all its sheets."""
    sheets = [
        (fold(scheme, bank, entries), entries)
        for name, entries in sorted(streams.items())
        if stream_kind(name) is StreamKind.SHEET
    ]
    return tuple(
        _subject(books, candidate, bank, outcome, [each for each in sheets if each[0].subject is outcome.subject])
        for outcome in verdict.outcomes
    )


type _Sheets = Sequence[tuple[SheetState, Sequence[Entry]]]


def _subject(books: Books, candidate: str, bank: Bank, outcome: SubjectOutcome, sheets: _Sheets) -> SubjectSheet:
    names = tuple(books.staff.get(state.examiner).name for state, _ in sheets)
    rubric = next((each for each in bank.rubrics if each.subject == outcome.subject.value), None)
    head = (SUBJECT_NAMES[outcome.subject], outcome.state.value, outcome.half_points, names)
    if rubric is None or not sheets:
        return SubjectSheet(*head)
    signed_at = tuple(entry.at for _, entries in sheets for entry in entries if entry.kind == "signed")
    lines = tuple(
        MarkedLine(line.name, line.half_points, tuple(state.marks.get(line.id, -1) for state, _ in sheets))
        for line in rubric.lines
    )
    named = list(zip(names, sheets, strict=True))
    tags = (tag for name, each in named for tag in _tags(name, rubric, each[0]))
    return SubjectSheet(
        *head, lines, tuple(state.total_half_points for state, _ in sheets), signed_at,
        tuple(sorted(tags, key=lambda tag: tag.position_ms)),
        tuple(remark for name, each in named for remark in _remarks(books, candidate, name, rubric, each[0])),
        tuple(remark for name, each in named for remark in _red_lines(books, candidate, name, rubric, each)),
    )  # fmt: skip


def _tags(examiner: str, rubric: Rubric, state: SheetState) -> Iterator[PlacedTag]:
    kinds = {kind.id: kind for kind in rubric.tags}
    lines = {line.id: line.name for line in rubric.lines}
    for tag in state.tags:
        kind = kinds[tag.tag]
        deduction = kind.sense is TagSense.DEDUCTION
        yield PlacedTag(examiner, tag.position_ms, tag.film, kind.name, lines[kind.line], deduction)


def _remarks(books: Books, candidate: str, examiner: str, rubric: Rubric, state: SheetState) -> Iterator[Remark]:
    lines = {line.id: line.name for line in rubric.lines}
    for about, sealed in state.notes.items():
        named = lines.get(
            about, Text("评分标记", "a tag") if about.startswith("tag:") else Text("整份评分表", "the sheet")
        )
        yield Remark(examiner, named, _words(books, candidate, sealed))


def _red_lines(
    books: Books, candidate: str, examiner: str, rubric: Rubric, sheet: tuple[SheetState, Sequence[Entry]]
) -> Iterator[Remark]:
    state, entries = sheet
    names = {line.id: line.name for line in rubric.red_lines}
    outcomes = {True: ("成立", "upheld"), False: ("未成立", "not upheld"), None: ("待确认", "open")}
    sealed = {entry.seq: str(entry.body.get("reason_sealed", "")) for entry in entries}
    for red in state.red_lines:
        zh, en = outcomes[red.agreed]
        name = names[red.red_line]
        about = Text(f"红线：{name.zh}（{zh}）", f"Red line: {name.in_language('en')} ({en})")
        yield Remark(examiner, about, _words(books, candidate, sealed[red.raised]))


def _words(books: Books, candidate: str, sealed: str) -> str:
    """Open a sealed text; of a purged person nothing is left."""
    if not sealed or books.people.get(candidate).details is None:
        return "--"
    return books.people.open_text(candidate, sealed)


def opened_texts(books: Books, candidate: str, entries: Sequence[Entry]) -> Iterator[OpenedText]:
    """Open every sealed text of an attempt.

    Raises:
        Refused: the person was purged.
    """
    for entry in entries:
        for name in sorted(entry.body):
            sealed = entry.body[name]
            if name.endswith("_sealed") and isinstance(sealed, str) and sealed:
                yield OpenedText(entry.stream, entry.seq, name, books.people.open_text(candidate, sealed))
