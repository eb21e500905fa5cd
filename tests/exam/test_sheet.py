"""A sheet: no line left blank, no tag that takes points by itself, nothing changed after the signature."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exam.errors import Refused
from app.exam.scheme import Subject
from app.exam.sheet import allowed, fold, refusal, rubric_of, sign_faults
from app.exam.sheet_rules import REFUSALS
from app.exam.vocabulary import sheet
from app.exam.vocabulary.common import Sealed
from tests.exam.world import SheetWriter, bank, scheme

BANK, RULES = bank(), scheme()
FULL = {"address": 70, "points": 60, "close": 40}
QUESTIONS = ("A-01-O01",)


def state_of(writer):
    return fold(RULES, BANK, writer.entries)


def why_not(writer, body, by="e1"):
    return allowed(RULES, BANK, state_of(writer), body, by)


def signed():
    return SheetWriter().mark(**FULL).sign(170)


def raised(writer, red_line="abuse"):
    return writer.write(
        sheet.RedLineRaised(red_line=red_line, film="f", position_ms=9, reason_sealed="s"), by="e1"
    ).seq  # fmt: skip


def test_a_later_mark_replaces_the_earlier_one_and_can_be_taken_back():
    writer = SheetWriter().mark(address=70).mark(address=50)
    assert state_of(writer).marks == {"address": 50}
    writer.write(sheet.LineCleared(line="address"))
    assert state_of(writer).marks == {}
    assert state_of(writer).unmarked_lines(BANK) == ("address", "points", "close")


@given(st.permutations(list(FULL.items())))
def test_the_order_of_marking_makes_no_difference_to_the_total(marks):
    writer = SheetWriter().mark(**dict(marks))
    assert state_of(writer).total_half_points == 170


@given(st.randoms(use_true_random=False))
def test_only_tags_that_stand_suggest_anything(chance: random.Random):
    writer, standing = SheetWriter(), []
    for _ in range(12):
        if standing and chance.random() < 0.4:
            gone = standing.pop(chance.randrange(len(standing)))
            writer.write(sheet.TagWithdrawn(placed=gone))
        else:
            standing.append(
                writer.write(sheet.TagPlaced(tag="wrong_fact", film="f", position_ms=chance.randrange(999))).seq
            )
    state = state_of(writer)
    assert [tag.placed for tag in state.tags] == sorted(standing)
    assert state.suggested_deductions(BANK)["points"] == min(70, 6 * len(standing))


def test_a_tags_cap_and_its_lines_full_mark_are_kept():
    writer = SheetWriter()
    for at in range(9):
        writer.write(sheet.TagPlaced(tag="unfit_address", film="f", position_ms=at))
    assert state_of(writer).suggested_deductions(BANK) == {"address": 12, "points": 0, "close": 0}


def test_a_tag_suggests_and_never_takes():
    writer = SheetWriter().mark(**FULL)
    writer.write(sheet.TagPlaced(tag="wrong_fact", film="f", position_ms=1))
    assert state_of(writer).total_half_points == 170


def test_a_moved_tag_stands_where_it_was_moved():
    writer = SheetWriter()
    first = writer.write(sheet.TagPlaced(tag="vivid", film="f", position_ms=73_400)).seq
    second = writer.write(sheet.TagPlaced(tag="vivid", film="f", position_ms=90_000)).seq
    writer.write(sheet.TagMoved(placed=first, position_ms=72_400))
    assert [(tag.placed, tag.position_ms) for tag in state_of(writer).tags] == [(first, 72_400), (second, 90_000)]


def test_a_red_line_counts_only_once_a_second_person_agrees():
    writer = SheetWriter()
    first, second = raised(writer), raised(writer, "medical_claim")
    assert len(state_of(writer).open_red_lines) == 2
    writer.write(sheet.RedLineConfirmed(raised=first, agreed=True), by="e2")
    writer.write(sheet.RedLineConfirmed(raised=second, agreed=False), by="e2")
    state = state_of(writer)
    assert state.open_red_lines == ()
    assert [(each.red_line, each.decided_by) for each in state.confirmed_red_lines] == [("abuse", "e2")]


def test_an_empty_sheet_lacks_every_line():
    faults = sign_faults(RULES, BANK, state_of(SheetWriter()))
    assert [fault.en for fault in faults] == [f"“{name} en” has no mark yet." for name in ("称呼", "卖点", "促单")]


def test_a_line_under_sixty_percent_needs_a_word():
    writer = SheetWriter().mark(address=47, points=42, close=30)  # 47 of 80 is under, 42 of 70 and 30 of 50 are not
    assert state_of(writer).lines_to_explain(BANK) == ("address",)
    assert why_not(writer, sheet.Signed(half_points=119)) == "sheet_incomplete"
    writer.write(sheet.NoteWritten(about="address", text_sealed="s"))
    assert why_not(writer, sheet.Signed(half_points=119)) is None
    assert state_of(writer).notes == {"address": "s"}


def test_oral_theory_adds_up_its_key_points():
    writer = SheetWriter(Subject.THEORY, questions=QUESTIONS)
    for point in "abc":
        writer.write(sheet.KeyPointTicked(question="A-01-O01", key_point=point, heard=True))
    writer.write(sheet.KeyPointTicked(question="A-01-O01", key_point="c", heard=False))
    state = state_of(writer)
    assert state.total_half_points == 100
    assert sign_faults(RULES, BANK, state) == ()
    assert state.suggested_deductions(BANK) == {}
    assert why_not(writer, sheet.Signed(half_points=100)) is None


TAG = sheet.TagPlaced(tag="vivid", film="f", position_ms=1)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (sheet.LineMarked(line="address", half_points=80), None),
        (sheet.LineMarked(line="address", half_points=0), None),
        (sheet.LineMarked(line="address", half_points=81), "outside_line"),
        (sheet.LineMarked(line="address", half_points=-1), "outside_line"),
        (sheet.LineMarked(line="nowhere", half_points=1), "no_such_line"),
        (sheet.LineCleared(line="address"), "no_such_line"),
        (sheet.KeyPointTicked(question="A-01-O01", key_point="a", heard=True), "no_such_question"),
        (sheet.NoteWritten(about="", text_sealed="s"), None),
        (sheet.NoteWritten(about="nowhere", text_sealed="s"), "no_such_line"),
        (sheet.NoteWritten(about="tag:7", text_sealed="s"), "no_such_line"),
        (sheet.NoteWritten(about="", text_sealed=""), "word_missing"),
        (TAG, None),
        (sheet.TagPlaced(tag="nowhere", film="f", position_ms=1), "no_such_tag"),
        (sheet.TagPlaced(tag="vivid", film="", position_ms=1), "wrong_position"),
        (sheet.TagPlaced(tag="vivid", film="f", position_ms=-1), "wrong_position"),
        (sheet.TagMoved(placed=7, position_ms=1), "no_such_tag"),
        (sheet.TagWithdrawn(placed=7), "no_such_tag"),
        (sheet.RedLineRaised(red_line="abuse", film="f", position_ms=1, reason_sealed="s"), None),
        (sheet.RedLineRaised(red_line="nowhere", film="f", position_ms=1, reason_sealed="s"), "no_such_red_line"),
        (sheet.RedLineRaised(red_line="abuse", film="", position_ms=1, reason_sealed="s"), "wrong_position"),
        (sheet.RedLineRaised(red_line="abuse", film="f", position_ms=1, reason_sealed=""), "word_missing"),
        (sheet.RedLineConfirmed(raised=1, agreed=True), "no_such_red_line"),
        (sheet.Signed(half_points=0), "sheet_incomplete"),
        (Sealed(key="k"), "not_signed"),
    ],
)
def test_what_a_fresh_sheet_takes_and_what_it_refuses(body, code):
    assert why_not(SheetWriter(), body) == code


def test_a_placed_tag_can_be_moved_noted_and_withdrawn():
    writer = SheetWriter()
    placed = writer.write(TAG).seq
    assert why_not(writer, sheet.TagMoved(placed=placed, position_ms=5)) is None
    assert why_not(writer, sheet.TagMoved(placed=placed, position_ms=-5)) == "wrong_position"
    assert why_not(writer, sheet.NoteWritten(about=f"tag:{placed}", text_sealed="s")) is None
    assert why_not(writer, sheet.TagWithdrawn(placed=placed)) is None


def test_a_red_line_is_raised_once_and_again_only_after_it_was_refused():
    writer = SheetWriter()
    again = sheet.RedLineRaised(red_line="abuse", film="f", position_ms=1, reason_sealed="s")
    first = raised(writer)
    assert why_not(writer, again) == "red_line_stands"
    writer.write(sheet.RedLineConfirmed(raised=first, agreed=False), by="e2")
    assert why_not(writer, again) is None


def test_the_second_signature_is_somebody_elses():
    writer = SheetWriter()
    body = sheet.RedLineConfirmed(raised=raised(writer), agreed=True)
    assert why_not(writer, body, "e1") == "own_red_line"
    assert why_not(writer, body, "e2") is None


def test_a_signed_sheet_is_shut_but_for_the_second_signature_and_the_seal():
    writer = SheetWriter().mark(**FULL)
    at = raised(writer)
    assert why_not(writer, sheet.Signed(half_points=169)) == "wrong_total"
    writer.sign(170)
    assert state_of(writer).signed
    assert state_of(writer).signed_digest == writer.entries[-1].digest
    assert why_not(writer, sheet.LineMarked(line="address", half_points=1)) == "sheet_signed"
    assert why_not(writer, Sealed(key="k")) == "red_line_open"
    writer.write(sheet.RedLineConfirmed(raised=at, agreed=True), by="e2")
    assert why_not(writer, Sealed(key="k")) is None
    writer.write(Sealed(key="k"))
    assert state_of(writer).sealed
    assert why_not(writer, sheet.LineMarked(line="address", half_points=1)) == "sheet_sealed"


def test_a_sheet_belongs_to_one_examiner():
    assert why_not(SheetWriter(), TAG, "e2") == "not_your_sheet"
    opening = sheet.Opened(attempt="a1", subject=Subject.PITCH, examiner="e1", scheme="s", bank="b", software="0")
    assert why_not(SheetWriter(), opening) == "sheet_open"
    nothing = fold(RULES, BANK, [])
    assert allowed(RULES, BANK, nothing, opening, "e1") is None
    assert allowed(RULES, BANK, nothing, opening, "e2") == "not_your_sheet"


def test_oral_theory_takes_ticks_and_no_tags():
    writer = SheetWriter(Subject.THEORY, questions=QUESTIONS)
    assert why_not(writer, TAG) == "no_such_tag"
    assert why_not(writer, sheet.LineMarked(line="address", half_points=1)) == "no_such_line"
    assert why_not(writer, sheet.KeyPointTicked(question="A-01-O01", key_point="a", heard=True)) is None
    assert why_not(writer, sheet.KeyPointTicked(question="A-01-O01", key_point="z", heard=True)) == "no_such_question"
    assert why_not(writer, sheet.NoteWritten(about="A-01-O01", text_sealed="s")) is None


def test_a_word_of_another_stream_is_no_word_of_a_sheet():
    from app.exam.vocabulary import seat

    assert why_not(SheetWriter(), seat.PreparationStarted()) == "not_a_word"


def test_a_bank_without_the_rubric_is_refused_by_name():
    with pytest.raises(Refused, match="no rubric for clip"):
        rubric_of(bank(rubrics=()), Subject.CLIP)


@pytest.mark.parametrize("code", sorted(REFUSALS))
def test_every_reason_has_a_sentence_and_a_next_step_in_both_languages(code):
    for text in refusal(code):
        assert text.zh.endswith("。")
        assert text.en.endswith(".")
