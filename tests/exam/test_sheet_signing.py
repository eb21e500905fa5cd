"""What a sheet lacks before it is signed, who may write on it, and oral sheets."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exam import sheet_rules
from app.exam.errors import Refused
from app.exam.scheme import Subject
from app.exam.sheet import SheetState, allowed, refusal, rubric_lines, rubric_of, sign_faults
from app.exam.sheet_rules import REFUSALS
from app.exam.vocabulary import seat, sheet
from app.exam.vocabulary.common import Body, Sealed
from tests.exam import world
from tests.exam.sheet_cases import BANK, FILM, FULL, SCHEME, Desk, _raise


def test_the_second_signature_is_somebody_elses_and_given_once() -> None:
    desk = Desk()
    raised = desk.red_line()
    agreed = sheet.RedLineConfirmed(raised=raised, agreed=True)
    assert desk.why_not(agreed, by="e1") == "own_red_line"
    assert desk.why_not(sheet.RedLineConfirmed(raised=raised + 1, agreed=True), by="e2") == "no_such_red_line"
    desk.say(agreed, by="e2")
    assert desk.why_not(agreed, by="e3") == "no_such_red_line"


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


def test_every_reason_has_its_sentence_and_every_sentence_a_reason() -> None:
    source = Path(sheet_rules.__file__).read_text("utf-8").partition("_LOOK = ")[0]
    assert set(re.findall(r'"([a-z]+(?:_[a-z]+)+)"', source)) == set(REFUSALS)


@pytest.mark.parametrize("code", sorted(REFUSALS))
def test_a_refusal_says_what_happened_and_one_next_step_in_both_languages(code: str) -> None:
    for text in refusal(code):
        assert text.zh.endswith("。")
        assert text.en.endswith(".")


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
