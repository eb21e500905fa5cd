"""Which words may be written on a sheet now, and what it still lacks before it can be signed.

Why this room exists: on paper one sheet in seven has a line left blank, and a mark can be changed after the
signature.  Neither can happen where every word is asked for first.
"""

from collections.abc import Mapping

from app.exam.bank import Bank, RubricLine, Text
from app.exam.scheme import Scheme, Subject
from app.exam.sheet_state import EXPLAIN_BELOW_PERCENT, SheetState, rubric_lines, rubric_of
from app.exam.theory import oral_question
from app.exam.vocabulary import sheet
from app.exam.vocabulary.common import Body, Sealed


def allowed(scheme: Scheme, bank: Bank, state: SheetState, body: Body, by: str) -> str | None:
    """Return why a word may not be written on this sheet by this person; None when it may.

    Args:
        by: opaque id of the person who wants to write it.
    """
    if isinstance(body, sheet.Opened):
        return _first((not state.examiner, "sheet_open"), (body.examiner == by, "not_your_sheet"))
    if state.sealed:
        return "sheet_sealed"
    if isinstance(body, sheet.RedLineConfirmed):
        return _second_signature(state, body, by)
    if by != state.examiner:
        return "not_your_sheet"
    if isinstance(body, Sealed):
        return _first((state.signed, "not_signed"), (not state.open_red_lines, "red_line_open"))
    if state.signed:
        return "sheet_signed"
    return _own_word(scheme, bank, state, body)


def _own_word(scheme: Scheme, bank: Bank, state: SheetState, body: Body) -> str | None:
    match body:
        case sheet.LineMarked():
            line = _line(bank, state, body.line)
            return "no_such_line" if line is None else _within(body.half_points, line)
        case sheet.LineCleared():
            return None if body.line in state.marks else "no_such_line"
        case sheet.KeyPointTicked():
            return _tick(bank, state, body)
        case sheet.NoteWritten():
            return _first((body.about in _subjects_of_notes(bank, state), "no_such_line"), _said(body.text_sealed))
        case sheet.Signed():
            whole = not sign_faults(scheme, bank, state)
            return _first((whole, "sheet_incomplete"), (body.half_points == state.total_half_points, "wrong_total"))
        case _:
            return _film_word(bank, state, body)


def _film_word(bank: Bank, state: SheetState, body: Body) -> str | None:
    if state.subject is Subject.THEORY:
        return "no_such_tag"
    rubric = rubric_of(bank, state.subject)
    match body:
        case sheet.TagPlaced():
            known = body.tag in {tag.id for tag in rubric.tags}
            return _first((known, "no_such_tag"), (body.position_ms >= 0 and body.film != "", "wrong_position"))
        case sheet.TagMoved():
            return _first((_stands(state, body.placed), "no_such_tag"), (body.position_ms >= 0, "wrong_position"))
        case sheet.TagWithdrawn():
            return None if _stands(state, body.placed) else "no_such_tag"
        case sheet.RedLineRaised():
            known = body.red_line in {red_line.id for red_line in rubric.red_lines}
            standing = {each.red_line for each in state.red_lines if each.agreed is not False}
            return _first(
                (known, "no_such_red_line"),
                (body.red_line not in standing, "red_line_stands"),
                (body.position_ms >= 0 and body.film != "", "wrong_position"),
                _said(body.reason_sealed),
            )
        case _:
            return "not_a_word"


def _second_signature(state: SheetState, body: sheet.RedLineConfirmed, by: str) -> str | None:
    return _first(
        (body.raised in {each.raised for each in state.open_red_lines}, "no_such_red_line"),
        (by != state.examiner, "own_red_line"),
    )


def _tick(bank: Bank, state: SheetState, body: sheet.KeyPointTicked) -> str | None:
    if body.question not in state.questions:
        return "no_such_question"
    points = {point.id for point in oral_question(bank, body.question).key_points}
    return None if body.key_point in points else "no_such_question"


def _line(bank: Bank, state: SheetState, line_id: str) -> RubricLine | None:
    return next((line for line in rubric_lines(bank, state.subject) if line.id == line_id), None)


def _within(half_points: int, line: RubricLine) -> str | None:
    return None if 0 <= half_points <= line.half_points else "outside_line"


def _subjects_of_notes(bank: Bank, state: SheetState) -> frozenset[str]:
    lines = (line.id for line in rubric_lines(bank, state.subject))
    return frozenset(("", *lines, *state.questions, *(f"tag:{tag.placed}" for tag in state.tags)))


def _stands(state: SheetState, placed: int) -> bool:
    return placed in {tag.placed for tag in state.tags}


def _said(sealed_words: str) -> tuple[bool, str]:
    return sealed_words != "", "word_missing"


def _first(*checks: tuple[bool, str]) -> str | None:
    """Return the code of the first check that does not hold."""
    return next((code for holds, code in checks if not holds), None)


def sign_faults(_: Scheme, bank: Bank, state: SheetState) -> tuple[Text, ...]:
    """Return what the sheet lacks before it can be signed, one sentence each, in the rubric's order.

    A red line needs no further word here: it cannot be raised without one.
    """
    names = {line.id: line.name for line in rubric_lines(bank, state.subject)}
    unmarked = (
        Text(f"“{names[line].zh}”还没有评分。", f"“{names[line].in_language('en')}” has no mark yet.")
        for line in state.unmarked_lines(bank)
    )
    unexplained = (
        Text(
            f"“{names[line].zh}”低于 {EXPLAIN_BELOW_PERCENT}%，需要写明原因。",
            f"“{names[line].in_language('en')}” is under {EXPLAIN_BELOW_PERCENT} %: write why.",
        )
        for line in state.lines_to_explain(bank)
    )
    return (*unmarked, *unexplained)


_LOOK = Text("请刷新评分表后再试。", "Look at the sheet again, then try.")
_CORRECT = Text("如需更正，请由考评组长提出更正。", "If it is wrong, ask the lead examiner for a correction.")

REFUSALS: Mapping[str, tuple[Text, Text]] = {
    "sheet_open": (Text("这份评分表已经打开。", "This sheet is open already."), _LOOK),
    "not_your_sheet": (
        Text("这份评分表由另一位考评员评分。", "Another examiner marks this sheet."),
        Text("请打开您自己的评分表。", "Open your own sheet."),
    ),
    "sheet_sealed": (Text("评分表已封存。", "This sheet is sealed."), _CORRECT),
    "sheet_signed": (Text("评分表已签字，不能再改。", "This sheet is signed and shut."), _CORRECT),
    "not_signed": (
        Text("评分表还没有签字。", "This sheet is not signed yet."),
        Text("请先签字。", "Sign it first."),
    ),
    "red_line_open": (
        Text("有红线尚未由第二人确认。", "A red line still waits for a second signature."),
        Text("请另一位考评员确认或否决。", "Ask another examiner to confirm or refuse it."),
    ),
    "no_such_line": (
        Text("评分表没有这一项，或该项还没有评分。", "The sheet has no such line, or no mark in it."),
        _LOOK,
    ),
    "outside_line": (
        Text("分数超出该项的范围。", "The mark is outside what this line can earn."),
        Text("请在 0 与该项满分之间给分。", "Give between 0 and the line's full mark."),
    ),
    "no_such_question": (Text("试卷没有这道口试题或要点。", "The paper has no such question or key point."), _LOOK),
    "word_missing": (Text("没有填写说明。", "A word is missing."), Text("请写明原因。", "Write why.")),
    "sheet_incomplete": (
        Text("评分表还没有填完，不能签字。", "The sheet is not complete: it cannot be signed."),
        Text("请补齐标出的各项。", "Complete the lines that are pointed out."),
    ),
    "wrong_total": (
        Text("签字的总分与各项之和不符。", "The total to be signed is not the sum of the lines."),
        Text("请核对各项分数后再签字。", "Check the lines, then sign again."),
    ),
    "no_such_tag": (Text("没有这个评分标记。", "There is no such tag."), _LOOK),
    "wrong_position": (Text("录像中的位置不对。", "This is no position in a film."), _LOOK),
    "no_such_red_line": (Text("没有这条待确认的红线。", "There is no such red line to decide."), _LOOK),
    "red_line_stands": (Text("这条红线已经提出。", "This red line has been raised already."), _LOOK),
    "own_red_line": (
        Text("红线须由另一位考评员确认。", "A red line is confirmed by somebody else than the sheet's examiner."),
        Text("请另一位考评员输入 PIN。", "Ask another examiner for a PIN."),
    ),
    "not_a_word": (Text("评分表不接受这种记录。", "A sheet does not take such an entry."), _LOOK),
}
"""By reason: the sentence, and the one next step."""


def refusal(code: str) -> tuple[Text, Text]:
    """Return (detail, advice) of a reason that ``allowed`` gave."""
    return REFUSALS[code]
