"""Marking sheets: what they fold to, what may be written, and what they lack before they are signed."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exam import sheet_rules
from app.exam.errors import Refused
from app.exam.scheme import Subject
from app.exam.sheet import (
    PlacedTag,
    RaisedRedLine,
    SheetState,
    allowed,
    fold,
    refusal,
    rubric_lines,
    rubric_of,
    sign_faults,
)
from app.exam.sheet_rules import REFUSALS
from app.exam.vocabulary import seat, sheet
from app.exam.vocabulary.common import Body, Sealed
from tests.exam import world

BANK, SCHEME = world.bank(), world.scheme()
FULL = {"address": 80, "points": 70, "close": 50}
FILM = "pitch-1.mp4"


class Desk:
    """Marks one sheet, asked first, as a job would."""

    def __init__(self, subject: Subject = Subject.PITCH, questions: tuple[str, ...] = ()) -> None:
        self.writer = world.SheetWriter(subject, "e1", questions)
        self.state = self.refolded()

    def refolded(self) -> SheetState:
        return fold(SCHEME, BANK, self.writer.entries)

    def why_not(self, body: Body, by: str = "e1") -> str | None:
        return allowed(SCHEME, BANK, self.state, body, by)

    def say(self, body: Body, by: str = "e1") -> int:
        assert self.why_not(body, by) is None, (self.why_not(body, by), body)
        entry = self.writer.write(body, by=by)
        self.state = self.state.after(BANK, entry)
        return entry.seq

    def mark(self, marks: dict[str, int]) -> "Desk":
        for line, half_points in marks.items():
            self.say(sheet.LineMarked(line=line, half_points=half_points))
        return self

    def sign(self) -> "Desk":
        self.say(sheet.Signed(half_points=self.state.total_half_points))
        return self

    def tag(self, kind: str = "unfit_address", position_ms: int = 73_400) -> int:
        return self.say(sheet.TagPlaced(tag=kind, film=FILM, position_ms=position_ms))

    def red_line(self, kind: str = "medical_claim") -> int:
        return self.say(sheet.RedLineRaised(red_line=kind, film=FILM, position_ms=9_000, reason_sealed="r"))


# ── marks


def test_an_opened_sheet_knows_whose_and_what() -> None:
    state = Desk().state
    assert (state.subject, state.attempt, state.examiner, state.questions) == (Subject.PITCH, "a1", "e1", ())
    assert state.total_half_points == 0
    assert state.signed_half_points is None
    assert not state.sealed


def test_a_later_mark_replaces_the_earlier_and_clearing_takes_it_back() -> None:
    desk = Desk().mark({"address": 60}).mark({"address": 71, "close": 50})
    assert desk.state.marks == {"address": 71, "close": 50}
    assert desk.state.total_half_points == 121
    desk.say(sheet.LineCleared(line="address"))
    assert desk.state.marks == {"close": 50}
    assert desk.why_not(sheet.LineCleared(line="address")) == "no_such_line"


@pytest.mark.parametrize(
    ("line", "half_points", "why"),
    [
        ("address", 0, None),
        ("address", 80, None),
        ("address", 81, "outside_line"),
        ("address", -1, "outside_line"),
        ("nothing", 1, "no_such_line"),
    ],
)
def test_a_mark_lies_within_its_line(line: str, half_points: int, why: str | None) -> None:
    assert Desk().why_not(sheet.LineMarked(line=line, half_points=half_points)) == why


@given(st.lists(st.tuples(st.sampled_from(sorted(FULL)), st.integers(0, 50)), max_size=15))
def test_the_total_is_always_the_sum_of_what_stands(walk: list[tuple[str, int]]) -> None:
    desk = Desk()
    expected: dict[str, int] = {}
    for line, half_points in walk:
        if half_points == 0 and line in expected:
            desk.say(sheet.LineCleared(line=line))
            del expected[line]
        else:
            desk.mark({line: half_points})
            expected[line] = half_points
    assert desk.state.marks == expected
    assert desk.state.total_half_points == sum(expected.values()) <= rubric_of(BANK, Subject.PITCH).half_points
    assert set(desk.state.unmarked_lines(BANK)) == set(FULL) - set(expected)
    assert desk.refolded() == desk.state


# ── tags


def test_a_tag_is_placed_moved_and_withdrawn_by_the_seq_that_placed_it() -> None:
    desk = Desk()
    first, second = desk.tag(), desk.tag("vivid", 80_000)
    assert desk.state.tags == (
        PlacedTag(first, "unfit_address", FILM, 73_400),
        PlacedTag(second, "vivid", FILM, 80_000),
    )
    desk.say(sheet.TagMoved(placed=first, position_ms=72_400))
    assert [tag.position_ms for tag in desk.state.tags] == [72_400, 80_000]
    desk.say(sheet.TagWithdrawn(placed=first))
    assert [tag.placed for tag in desk.state.tags] == [second]
    assert desk.why_not(sheet.TagMoved(placed=first, position_ms=1)) == "no_such_tag"
    assert desk.why_not(sheet.TagWithdrawn(placed=first)) == "no_such_tag"


@pytest.mark.parametrize(
    ("tag", "film", "position_ms", "why"),
    [
        ("unfit_address", FILM, 0, None),
        ("unfit_address", FILM, -1, "wrong_position"),
        ("unfit_address", "", 5, "wrong_position"),
        ("stranger", FILM, 5, "no_such_tag"),
    ],
)
def test_a_tag_is_known_and_stands_in_a_film(tag: str, film: str, position_ms: int, why: str | None) -> None:
    assert Desk().why_not(sheet.TagPlaced(tag=tag, film=film, position_ms=position_ms)) == why


def test_a_tag_cannot_be_moved_before_the_film() -> None:
    desk = Desk()
    placed = desk.tag()
    assert desk.why_not(sheet.TagMoved(placed=placed, position_ms=-1)) == "wrong_position"


def test_tags_suggest_and_never_mark() -> None:
    desk = Desk().mark(FULL)
    desk.tag()
    assert desk.state.marks == FULL
    assert desk.state.suggested_deductions(BANK) == {"address": 4, "points": 0, "close": 0}


@pytest.mark.parametrize(
    ("placings", "suggested"),
    [
        ({}, {"address": 0, "points": 0}),
        ({"unfit_address": 2}, {"address": 8, "points": 0}),
        ({"unfit_address": 3}, {"address": 12, "points": 0}),
        ({"unfit_address": 9}, {"address": 12, "points": 0}),
        ({"wrong_fact": 3, "vivid": 4}, {"address": 0, "points": 18}),
        ({"wrong_fact": 20}, {"address": 0, "points": 70}),
    ],
)
def test_suggestions_add_up_to_each_tags_cap_and_the_lines_own(
    placings: dict[str, int], suggested: dict[str, int]
) -> None:
    desk = Desk()
    for kind, count in placings.items():
        for _ in range(count):
            desk.tag(kind)
    assert desk.state.suggested_deductions(BANK) == {**suggested, "close": 0}


# ── red lines


def test_a_red_line_counts_once_a_second_person_agrees() -> None:
    desk = Desk()
    raised = desk.red_line()
    assert desk.state.open_red_lines == (RaisedRedLine(raised, "medical_claim", FILM, 9_000),)
    assert desk.state.confirmed_red_lines == ()
    desk.say(sheet.RedLineConfirmed(raised=raised, agreed=True), by="e2")
    assert desk.state.open_red_lines == ()
    (confirmed,) = desk.state.confirmed_red_lines
    assert (confirmed.agreed, confirmed.decided_by) == (True, "e2")


def test_a_refused_red_line_does_not_count_and_may_be_raised_again() -> None:
    desk = Desk()
    raised = desk.red_line()
    assert desk.why_not(_raise("medical_claim")) == "red_line_stands"
    desk.say(sheet.RedLineConfirmed(raised=raised, agreed=False), by="e2")
    assert desk.state.confirmed_red_lines == ()
    again = desk.red_line()
    desk.say(sheet.RedLineConfirmed(raised=again, agreed=True), by="e2")
    assert [each.agreed for each in desk.state.red_lines] == [False, True]
    assert desk.why_not(_raise("medical_claim")) == "red_line_stands"
    assert desk.why_not(_raise("abuse")) is None


def _raise(kind: str, *, film: str = FILM, position_ms: int = 1, reason: str = "r") -> Body:
    return sheet.RedLineRaised(red_line=kind, film=film, position_ms=position_ms, reason_sealed=reason)


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (_raise("stranger"), "no_such_red_line"),
        (_raise("abuse", film=""), "wrong_position"),
        (_raise("abuse", position_ms=-1), "wrong_position"),
        (_raise("abuse", reason=""), "word_missing"),
    ],
)
def test_a_red_line_is_known_placed_and_explained(body: Body, why: str) -> None:
    assert Desk().why_not(body) == why


def test_the_second_signature_is_somebody_elses_and_given_once() -> None:
    desk = Desk()
    raised = desk.red_line()
    agreed = sheet.RedLineConfirmed(raised=raised, agreed=True)
    assert desk.why_not(agreed, by="e1") == "own_red_line"
    assert desk.why_not(sheet.RedLineConfirmed(raised=raised + 1, agreed=True), by="e2") == "no_such_red_line"
    desk.say(agreed, by="e2")
    assert desk.why_not(agreed, by="e3") == "no_such_red_line"


# ── notes, signing, sealing


@pytest.mark.parametrize(
    ("about", "why"), [("", None), ("address", None), ("tag:1", None), ("tag:2", "no_such_line"), ("x", "no_such_line")]
)
def test_a_note_is_about_something_on_the_sheet(about: str, why: str | None) -> None:
    desk = Desk()
    assert desk.tag() == 1
    assert desk.why_not(sheet.NoteWritten(about=about, text_sealed="t")) == why
    assert desk.why_not(sheet.NoteWritten(about=about, text_sealed="")) == (why or "word_missing")


def test_a_sheet_with_a_blank_line_cannot_be_signed_and_names_it() -> None:
    desk = Desk().mark({"address": 80, "close": 50})
    (fault,) = sign_faults(SCHEME, BANK, desk.state)
    assert fault.zh == "“卖点”还没有评分。"
    assert fault.en == "“卖点 en” has no mark yet."
    assert desk.why_not(sheet.Signed(half_points=130)) == "sheet_incomplete"


def test_a_line_under_sixty_per_cent_needs_a_word() -> None:
    desk = Desk().mark({**FULL, "address": 47, "points": 42})
    assert desk.state.lines_to_explain(BANK) == ("address",)
    (fault,) = sign_faults(SCHEME, BANK, desk.state)
    assert "60 %" in fault.en
    assert desk.why_not(sheet.Signed(half_points=139)) == "sheet_incomplete"
    desk.say(sheet.NoteWritten(about="address", text_sealed="t"))
    assert desk.state.lines_to_explain(BANK) == ()
    assert desk.why_not(sheet.Signed(half_points=139)) is None


def test_a_line_at_sixty_per_cent_needs_none_and_faults_come_in_the_rubrics_order() -> None:
    desk = Desk().mark({"address": 48, "close": 0})
    faults = sign_faults(SCHEME, BANK, desk.state)
    assert [fault.en for fault in faults] == ["“卖点 en” has no mark yet.", "“促单 en” is under 60 %: write why."]


def test_the_signature_stands_under_the_shown_total() -> None:
    desk = Desk().mark(FULL)
    assert desk.why_not(sheet.Signed(half_points=199)) == "wrong_total"
    desk.sign()
    assert desk.state.signed
    assert desk.state.signed_half_points == 200
    assert desk.state.signed_digest == desk.writer.entries[-1].digest


def test_a_signed_sheet_is_shut_but_for_the_second_signature_and_the_seal() -> None:
    desk = Desk().mark(FULL)
    raised, tag = desk.red_line(), desk.tag()
    assert desk.why_not(Sealed(key="k")) == "not_signed"
    desk.sign()
    for body in (
        sheet.LineMarked(line="address", half_points=1),
        sheet.LineCleared(line="address"),
        sheet.TagWithdrawn(placed=tag),
        sheet.NoteWritten(about="", text_sealed="t"),
        sheet.Signed(half_points=200),
        _raise("abuse"),
    ):
        assert desk.why_not(body) == "sheet_signed"
    assert desk.why_not(Sealed(key="k")) == "red_line_open"
    desk.say(sheet.RedLineConfirmed(raised=raised, agreed=True), by="e2")
    desk.say(Sealed(key="k"))
    assert desk.state.sealed
    assert desk.why_not(Sealed(key="k")) == "sheet_sealed"
    assert desk.why_not(sheet.RedLineConfirmed(raised=raised, agreed=True), by="e2") == "sheet_sealed"


def test_nobody_writes_on_anothers_sheet() -> None:
    desk = Desk()
    assert desk.why_not(sheet.LineMarked(line="address", half_points=1), by="e2") == "not_your_sheet"
    assert desk.why_not(Sealed(key="k"), by="e2") == "not_your_sheet"


def test_a_sheet_is_opened_once_by_its_own_examiner() -> None:
    opened = sheet.Opened(attempt="a1", subject=Subject.CLIP, examiner="e1", scheme="s", bank="b", software="0")
    assert allowed(SCHEME, BANK, SheetState(), opened, "e1") is None
    assert allowed(SCHEME, BANK, SheetState(), opened, "e2") == "not_your_sheet"
    assert Desk().why_not(opened) == "sheet_open"
    assert allowed(SCHEME, BANK, SheetState(), sheet.LineCleared(line="x"), "e1") == "not_your_sheet"


def test_a_word_of_another_stream_is_no_word_of_a_sheet() -> None:
    assert Desk().why_not(seat.PreparationStarted()) == "not_a_word"


def test_a_bank_without_a_rubric_is_refused_by_its_subject() -> None:
    with pytest.raises(Refused, match="no rubric for clip"):
        rubric_of(world.bank(rubrics=(world.rubric("pitch"),)), Subject.CLIP)


# ── oral theory

ASKED = ("A-01-O01", "G-01-O02")


def test_key_points_are_ticked_and_unticked_and_make_the_total() -> None:
    desk = Desk(Subject.THEORY, ASKED)
    for point in ("a", "b", "c"):
        desk.say(sheet.KeyPointTicked(question="A-01-O01", key_point=point, heard=True))
    assert desk.state.total_half_points == 75
    desk.say(sheet.KeyPointTicked(question="A-01-O01", key_point="b", heard=False))
    assert desk.state.heard == {("A-01-O01", "a"), ("A-01-O01", "c")}
    assert desk.state.total_half_points == 50
    assert sign_faults(SCHEME, BANK, desk.state) == ()
    assert desk.state.suggested_deductions(BANK) == {}
    assert rubric_lines(BANK, Subject.THEORY) == ()
    desk.sign()
    assert desk.state.signed_half_points == 50
    assert desk.refolded() == desk.state


@pytest.mark.parametrize(
    ("question", "point", "why"),
    [("A-01-O01", "a", None), ("A-01-O01", "z", "no_such_question"), ("A-01-O03", "a", "no_such_question")],
)
def test_only_key_points_of_the_papers_questions_are_ticked(question: str, point: str, why: str | None) -> None:
    desk = Desk(Subject.THEORY, ASKED)
    assert desk.why_not(sheet.KeyPointTicked(question=question, key_point=point, heard=True)) == why


def test_an_oral_sheet_has_no_lines_and_no_tags_but_notes_on_its_questions() -> None:
    desk = Desk(Subject.THEORY, ASKED)
    assert desk.why_not(sheet.LineMarked(line="address", half_points=1)) == "no_such_line"
    assert desk.why_not(sheet.TagPlaced(tag="vivid", film=FILM, position_ms=1)) == "no_such_tag"
    assert desk.why_not(sheet.NoteWritten(about="G-01-O02", text_sealed="t")) is None
    assert Desk().why_not(sheet.KeyPointTicked(question="A-01-O01", key_point="a", heard=True)) == "no_such_question"


# ── sentences


def test_every_reason_has_its_sentence_and_every_sentence_a_reason() -> None:
    source = Path(sheet_rules.__file__).read_text("utf-8").partition("_LOOK = ")[0]
    assert set(re.findall(r'"([a-z]+(?:_[a-z]+)+)"', source)) == set(REFUSALS)


@pytest.mark.parametrize("code", sorted(REFUSALS))
def test_a_refusal_says_what_happened_and_one_next_step_in_both_languages(code: str) -> None:
    for text in refusal(code):
        assert text.zh.endswith("。")
        assert text.en.endswith(".")


# ── laws

WORDS: list[Body] = [
    *(sheet.LineMarked(line=line, half_points=half_points) for line in FULL for half_points in (0, 20, 50, 80)),
    *(sheet.LineCleared(line=line) for line in FULL),
    *(sheet.TagPlaced(tag=tag, film=FILM, position_ms=5) for tag in ("unfit_address", "vivid")),
    *(sheet.TagMoved(placed=placed, position_ms=9) for placed in (1, 2, 3)),
    *(sheet.TagWithdrawn(placed=placed) for placed in (1, 2, 3)),
    _raise("abuse"),
    *(sheet.NoteWritten(about=about, text_sealed="t") for about in ("", *FULL)),
    *(sheet.RedLineConfirmed(raised=raised, agreed=agreed) for raised in (1, 2, 3) for agreed in (True, False)),
]


@given(st.lists(st.tuples(st.sampled_from([*WORDS, "sign", "seal"]), st.sampled_from(["e1", "e2"])), max_size=60))
def test_whatever_is_tried_a_signed_sheet_is_whole_and_never_changes_its_total(
    walk: list[tuple[Body | str, str]],
) -> None:
    desk = Desk()
    signed_total = None
    for tried, by in walk:
        body: Body
        if tried == "sign":
            body = sheet.Signed(half_points=desk.state.total_half_points)
        elif tried == "seal":
            body = Sealed(key="k")
        else:
            assert isinstance(tried, Body)
            body = tried
        why = desk.why_not(body, by)
        assert why is None or why in REFUSALS
        if why is None:
            desk.say(body, by)
        if desk.state.signed:
            signed_total = desk.state.total_half_points if signed_total is None else signed_total
            assert desk.state.total_half_points == signed_total
            assert desk.state.unmarked_lines(BANK) == ()
            assert desk.state.lines_to_explain(BANK) == ()
    assert desk.refolded() == desk.state
