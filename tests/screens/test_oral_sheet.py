"""Oral theory at the live desk: the question, the model answer, key points ticked by keys and by mouse, signed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.exam.flow_state import Stage
from app.exam.scheme import Subject
from app.exam.sheet import fold
from app.exam.theory import oral_question
from app.screens.examiner.live_state import Right
from app.screens.language import speak
from tests.centre.conftest import PIN, _template, make_centre  # noqa: F401 - pytest finds fixtures by name
from tests.screens.booth_room import BoothRoom, Sitter
from tests.screens.exam_driver import open_window

K = Qt.Key


@pytest.fixture
def room(make_centre, qtbot) -> BoothRoom:  # noqa: F811 - the fixture of that name
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


def sign(room: BoothRoom) -> None:
    room.page.oral.setFocus()
    room.key(K.Key_V)
    QTest.keyClicks(room.window.focusWidget(), PIN)
    room.key(K.Key_Return)


def desk_entries(room: BoothRoom, kind: str):
    with room.centre.store.reading() as books:
        entries = books.ledger.entries(f"{room.sitter.seat.attempt}/desk")
    return [entry.body for entry in entries if entry.kind == kind]


def test_a_restart_keeps_the_ticks_and_the_next_gate_takes_no_sheet_away(room: BoothRoom, qtbot) -> None:
    room.key(K.Key_1, K.Key_2)
    before = stored(room)
    again = BoothRoom(room.centre, qtbot)
    again.tick()
    assert again.live.oral.marking.state == before
    room.sitter.go_to(Stage.CLIP_READY)
    again.tick()
    assert again.page.right.currentWidget() is again.page.oral, "it is not signed yet"
    room.sitter.go_to(Stage.CLIP)
    again.tick()
    assert [each.isVisible() for each in again.page.sheet_tabs.buttons.values()] == [True, True, False]
    again.click(again.page.sheet_tabs.buttons[Subject.CLIP])
    assert again.live.sheet.marking.subject is Subject.CLIP
    assert again.live.oral.marking is None
    again.click(again.page.sheet_tabs.buttons[Subject.THEORY])
    assert again.live.oral.marking.state == before
    sign(again)
    assert again.live.sheet.marking.subject is Subject.CLIP, "once it is signed the sheet in hand comes by itself"
    assert again.page.sheet_tabs.buttons[Subject.THEORY].text().endswith("✓")


def test_the_examiner_ends_oral_theory_before_its_time(room: BoothRoom) -> None:
    panel, count = room.page.oral, len(room.live.oral.marking.state.questions)
    room.key(K.Key_1, K.Key_E)
    assert f"{count - 1} of {count} questions" in panel.end_text.text()
    assert not panel.sign.isVisible()
    room.key(K.Key_2)
    assert len(stored(room).heard) == 1, "a key meant for the question is no tick"
    room.click(panel.end_yes)
    (body,) = desk_entries(room, "theory_ended")
    assert body["unmarked"] == count - 1
    seat = room.sitter.seat
    seat.refresh()
    seat.tick()
    assert (seat.state.stage, seat.state.theory.submitted) == (Stage.CLIP_READY, "examiner")
    room.tick()
    assert not panel.end.isVisible()
    panel.setFocus()
    room.key(K.Key_2)
    assert len(stored(room).heard) == 2, "what was heard can be ticked until the sheet is signed"
    sign(room)
    assert room.page.sheet_tabs.buttons[Subject.THEORY].text().endswith("✓")
    room.click(room.page.sheet_tabs.buttons[Subject.THEORY])
    assert stored(room).sealed


@pytest.mark.parametrize("way", ["button", "escape"])
def test_not_yet_writes_nothing_and_goes_on(room: BoothRoom, way: str) -> None:
    panel = room.page.oral
    room.click(panel.end)
    room.click(panel.end_no) if way == "button" else room.key(K.Key_Escape)
    assert not panel.end_yes.isVisible()
    assert desk_entries(room, "theory_ended") == []
    panel.setFocus()
    room.key(K.Key_1)
    assert len(stored(room).heard) == 1


def test_every_question_ticked_is_said(room: BoothRoom) -> None:
    for _ in room.live.oral.marking.state.questions:
        room.key(K.Key_1, K.Key_Right)
    room.key(K.Key_E)
    assert "Every question has ticks." in room.page.oral.end_text.text()


def test_an_end_that_comes_too_late_is_said_beside_the_question(room: BoothRoom) -> None:
    room.key(K.Key_E)
    room.sitter.go_to(Stage.CLIP)
    room.click(room.page.oral.end_yes)
    assert room.page.oral.notice.isVisible()
    assert desk_entries(room, "theory_ended") == []


def test_the_kiosk_goes_on_to_the_next_gate(make_centre, qtbot, qapp) -> None:  # noqa: F811 - the fixture of that name
    centre = make_centre("yangzhou")
    kiosk = open_window(centre.home, centre.clock, centre.station())
    qtbot.addWidget(kiosk.window)
    speak(qapp, "en")
    room = BoothRoom(centre, qtbot)
    room.sitter = Sitter(centre)
    room.tick()
    room.click(room.page.booth.card.yes)
    room.sitter.go_to(Stage.THEORY)
    kiosk.stop()
    kiosk.start()
    assert kiosk.window.pages.currentWidget() is kiosk.window.oral or not kiosk.tick()
    assert kiosk.window.pages.currentWidget() is kiosk.window.oral
    room.tick()
    room.page.oral.setFocus()
    room.key(K.Key_E)
    room.click(room.page.oral.end_yes)
    kiosk.tick()
    assert kiosk.window.pages.currentWidget() is kiosk.window.ready
    assert kiosk.seat.state.stage is Stage.CLIP_READY
    kiosk.stop()
