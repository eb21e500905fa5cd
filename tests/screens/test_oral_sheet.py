"""Oral theory at the live desk: the question, the model answer, key points ticked by keys and by mouse, signed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.exam.flow_state import Stage
from app.exam.scheme import Subject
from app.exam.sheet import fold
from app.exam.theory import oral_question
from app.screens.examiner.live_state import Right
from tests.centre.conftest import PIN, _template, make_centre  # noqa: F401
from tests.screens.booth_room import BoothRoom, Sitter

K = Qt.Key


@pytest.fixture
def room(make_centre, qtbot) -> BoothRoom:  # noqa: F811
    made = BoothRoom(make_centre("yangzhou"), qtbot)
    sitter = Sitter(made.centre)
    made.tick()
    made.click(made.page.booth.card.yes)
    sitter.go_to(Stage.THEORY)
    made.sitter = sitter
    made.tick()
    made.page.oral.setFocus()
    return made


def stored(room: BoothRoom):
    marking = room.live.oral.marking
    with room.centre.store.reading() as books:
        entries = books.ledger.entries(f"{room.sitter.seat.attempt}/sheet/theory/{marking.state.examiner}")
    return fold(marking.context.scheme, marking.context.bank, entries)


def question(room: BoothRoom, index: int):
    marking = room.live.oral.marking
    return oral_question(marking.context.bank, marking.state.questions[index])


def test_the_question_stands_with_its_model_answer_and_key_points(room: BoothRoom) -> None:
    assert room.live.state().right is Right.ORAL
    asked, panel = question(room, 0), room.page.oral
    assert panel.question.text() == asked.stem.in_language("en")
    assert panel.model.text() == asked.model_answer.in_language("en")
    shown = [row.words.text() for row in panel.points if row.isVisible()]
    assert shown == [point.text.in_language("en") for point in asked.key_points]


def test_digits_tick_key_points_and_arrows_turn_the_questions(room: BoothRoom) -> None:
    first, second = question(room, 0), question(room, 1)
    room.key(K.Key_1, K.Key_3)
    assert stored(room).heard == {(first.id, first.key_points[0].id), (first.id, first.key_points[2].id)}
    room.key(K.Key_3, K.Key_Right, K.Key_2)
    assert stored(room).heard == {(first.id, first.key_points[0].id), (second.id, second.key_points[1].id)}
    assert room.page.oral.title.text().startswith("Question 2")
    room.key(K.Key_Left)
    assert room.page.oral.points[0].tick.isChecked()
    room.key(K.Key_Left)
    assert room.page.oral.title.text().startswith("Question 1"), "there is none before the first"


def test_a_touch_on_the_row_ticks_too(room: BoothRoom) -> None:
    row = room.page.oral.points[1]
    room.click(row.words)
    assert len(stored(room).heard) == 1
    room.click(row.tick)
    assert stored(room).heard == frozenset()


def test_an_oral_sheet_is_signed_with_the_pin_and_shut(room: BoothRoom) -> None:
    room.key(K.Key_1, K.Key_V)
    QTest.keyClicks(room.window.focusWidget(), "000000")
    room.key(K.Key_Return)
    assert not stored(room).signed
    assert room.page.oral.notice.isVisible()
    room.key(K.Key_Escape)
    assert not room.page.oral.pin.isVisible()
    room.page.oral.setFocus()
    room.key(K.Key_V)
    QTest.keyClicks(room.window.focusWidget(), PIN)
    room.key(K.Key_Return)
    assert (stored(room).signed, stored(room).sealed) == (True, True)
    before = stored(room)
    room.page.oral.setFocus()
    room.key(K.Key_2, K.Key_V)
    assert stored(room) == before
    assert not room.page.oral.points[0].tick.isEnabled()


def test_a_restart_and_the_next_subject_keep_the_ticks(room: BoothRoom, qtbot) -> None:
    room.key(K.Key_1, K.Key_2)
    before = stored(room)
    again = BoothRoom(room.centre, qtbot)
    again.tick()
    assert again.live.oral.marking.state == before
    room.sitter.go_to(Stage.CLIP_READY)
    again.tick()
    assert again.live.sheet.marking.subject is Subject.CLIP
    assert again.live.oral.marking is None
