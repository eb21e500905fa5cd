"""A whole sheet by keys alone and by mouse alone, on a real database; tags on the second; nothing silent."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QFontMetricsF, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from app.centre.marking import Marking, SheetKey
from app.exam.scheme import Subject
from app.exam.sheet import fold
from app.exam.sheet_state import rubric_of
from app.screens.examiner.sheet_keys import KeyDown, Wish, wish_of
from app.screens.examiner.sheet_panel import typed_mark
from app.screens.examiner.sheet_state import Anchors, Asking, Sense, SheetLine
from app.screens.theme import SMALL, font
from tests.centre.conftest import PIN, Centre, _template, centre, make_centre  # noqa: F401 - pytest finds fixtures by name
from tests.screens.sheet_room import SheetRoom, sat

K = Qt.Key


@pytest.fixture
def room(centre: Centre, qtbot) -> SheetRoom:  # noqa: F811 - the fixture of that name
    return SheetRoom(centre, qtbot, sat(centre))


def lines_of(room: SheetRoom) -> list:
    return list(rubric_of(room.bank, room.subject).lines)


def stored(room: SheetRoom):
    """Fold what is on disk, not what the window believes."""
    marking = room.desk.marking
    with room.centre.store.reading() as books:
        entries = books.ledger.entries(f"{room.booking.id}/sheet/{room.subject.value}/{marking.state.examiner}")
    return fold(marking.context.scheme, marking.context.bank, entries)


def test_a_whole_sheet_is_marked_and_signed_by_keys_alone(room: SheetRoom) -> None:
    room.clock.position_ms = 73_400
    for _ in lines_of(room):
        room.key(K.Key_J, K.Key_Down)
    room.key(K.Key_2, K.Key_Q)
    room.key(K.Key_V)
    assert room.desk.walk.asking is Asking.SIGN
    QTest.keyClicks(room.window.focusWidget(), PIN)
    room.key(K.Key_Return)
    assert stored(room).signed
    assert stored(room).sealed
    assert stored(room).total_half_points == 140
    assert [tag.position_ms for tag in stored(room).tags] == [73_400, 73_400]


def test_a_whole_sheet_is_marked_and_signed_by_mouse_alone(room: SheetRoom) -> None:
    for place, _ in enumerate(lines_of(room)):
        bar = room.panel.rows[place].bar
        room.click(bar, QPoint(6 + (bar.width() - 12) * 7 // 10, bar.height() // 2))
    room.click(room.panel.foot.sign)
    for digit in f"{PIN}7":
        room.click(room.panel.drawer.digits.keys[int(digit)])
    room.click(room.panel.drawer.digits.back)
    room.click(room.panel.drawer.give)
    assert stored(room).signed
    assert abs(stored(room).total_half_points - 140) <= len(lines_of(room))


def test_steps_and_digits_mark_half_points(room: SheetRoom) -> None:
    first, second = lines_of(room)[:2]
    room.key(K.Key_6, K.Key_5, K.Key_Down, keypad=True)
    assert stored(room).marks == {first.id: 13}
    room.key(K.Key_8, keypad=True)
    room.key(K.Key_Return)
    assert stored(room).marks[second.id] == 16
    assert room.desk.walk.asking is Asking.NOTHING
    room.key(K.Key_Right)
    assert stored(room).marks[second.id] == 17
    room.key(K.Key_Left, K.Key_Left)
    assert stored(room).marks[second.id] == 15
    QTest.keyClick(room.window.focusWidget(), K.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert stored(room).marks[second.id] == 11
    room.key(K.Key_Backspace)
    assert second.id not in stored(room).marks


def test_what_was_typed_is_taken_after_a_pause(room: SheetRoom, qtbot) -> None:
    room.key(K.Key_7, keypad=True)
    assert room.panel.rows[0].figure.text() == "7_"
    qtbot.waitUntil(lambda: stored(room).marks == {lines_of(room)[0].id: 14}, timeout=30_000)


def test_a_number_beyond_the_line_is_refused_in_words(room: SheetRoom) -> None:
    room.key(K.Key_9, K.Key_9, K.Key_Down, keypad=True)
    assert stored(room).marks == {}
    assert "outside" in room.panel._state.problem
    assert not room.panel.notice.isHidden()


def test_the_plus_and_minus_of_the_line_in_hand_work_by_touch(room: SheetRoom) -> None:
    first = lines_of(room)[0]
    room.key(K.Key_G)
    room.click(room.panel.rows[0].more)
    assert stored(room).marks[first.id] == first.half_points // 2 + 1
    room.click(room.panel.rows[0].less)
    assert stored(room).marks[first.id] == first.half_points // 2


def test_tags_suggest_and_never_mark(room: SheetRoom) -> None:
    tag = next(each for each in rubric_of(room.bank, Subject.PITCH).tags if each.hot_key == "1")
    place = [line.id for line in lines_of(room)].index(tag.line)
    room.key(K.Key_1)
    assert stored(room).marks == {}
    line = room.panel._state.lines[place]
    assert (line.to_take, line.mark) == (tag.half_points, None)
    assert "say" in room.panel.rows[place].remarks.text()
    room.panel.line_chosen.emit(tag.line)
    room.key(K.Key_Space)
    assert stored(room).marks == {tag.line: line.half_points - tag.half_points}


def test_a_tag_is_taken_back_moved_and_given_a_word(room: SheetRoom) -> None:
    room.clock.position_ms = 10_000
    room.key(K.Key_1, K.Key_W)
    room.key(K.Key_BracketLeft, K.Key_BracketRight, K.Key_BracketRight)
    assert stored(room).tags[-1].position_ms == 11_000
    room.key(K.Key_Return)
    QTest.keyClicks(room.window.focusWidget(), "asked the audience 1 2 z")
    room.key(K.Key_Return)
    assert f"tag:{stored(room).tags[-1].placed}" in stored(room).notes
    assert len(stored(room).tags) == 2
    room.key(K.Key_Z)
    assert [tag.tag for tag in stored(room).tags] == ["unsuitable_address"]
    room.key(K.Key_BracketLeft)
    assert stored(room).tags[0].position_ms == 9_000


def test_a_tag_never_stands_before_the_film(room: SheetRoom) -> None:
    room.clock.position_ms = 400
    room.key(K.Key_1, K.Key_BracketLeft)
    assert stored(room).tags[0].position_ms == 0


def test_a_tag_is_placed_as_the_mouse_goes_down(room: SheetRoom) -> None:
    room.clock.position_ms = 5_000
    QTest.mousePress(room.panel.tags.buttons[0], Qt.MouseButton.LeftButton)
    assert stored(room).tags[0].position_ms == 5_000
    room.clock.position_ms = 6_000
    QTest.mouseRelease(room.panel.tags.buttons[0], Qt.MouseButton.LeftButton)
    assert [tag.position_ms for tag in stored(room).tags] == [5_000]


def test_a_key_served_late_is_stamped_when_it_went_down(room: SheetRoom) -> None:
    room.clock.position_ms = 73_400
    panel = room.panel
    panel._key_down.late_ms(_stamped(K.Key_1, 10_000), now_ms=50_000)  # the least delay seen so far
    assert panel._key_down.late_ms(_stamped(K.Key_1, 11_000), now_ms=51_250) == 250
    panel.tag_asked.emit("unsuitable_address", 250)
    assert stored(room).tags[0].position_ms == 73_150


def _stamped(key: Qt.Key, stamp_ms: int) -> QKeyEvent:
    event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)
    event.setTimestamp(stamp_ms)
    return event


def test_a_stamp_from_another_clock_is_not_believed() -> None:
    down = KeyDown()
    assert down.late_ms(_stamped(K.Key_1, 1), now_ms=1_000_000) == 0
    assert down.late_ms(_stamped(K.Key_1, 500), now_ms=1_000_600) == 101
    assert down.late_ms(_stamped(K.Key_1, 600), now_ms=9_000_000) == 0
    assert down.late_ms(_stamped(K.Key_1, 0), now_ms=9_000_000) == 0


def test_clocks_that_drift_apart_are_tied_anew_each_minute() -> None:
    down = KeyDown()
    for minute in range(480):  # eight hours, stamps 50 ppm slow, a key every 30 s
        for half in (0, 30_000):
            now = 1_000_000 + minute * 60_000 + half
            assert down.late_ms(_stamped(K.Key_1, now - now // 20_000), now_ms=now) <= 5


def test_without_a_film_no_tag_can_be_placed(room: SheetRoom) -> None:
    room.clock.film = ""
    room.desk.refresh()
    room.key(K.Key_1, K.Key_X)
    assert stored(room).tags == ()
    assert room.desk.walk.asking is Asking.NOTHING
    assert not room.panel.tags.buttons[0].isEnabled()


def test_a_held_key_places_one_tag(room: SheetRoom) -> None:
    held = QKeyEvent(QEvent.Type.KeyPress, K.Key_1, Qt.KeyboardModifier.NoModifier, "1", True)
    assert wish_of(held, {"1": "dead_air"}) is None
    step = QKeyEvent(QEvent.Type.KeyPress, K.Key_Right, Qt.KeyboardModifier.NoModifier, "", True)
    wish = wish_of(step, {})
    assert wish is not None
    assert wish.wish is Wish.STEP


def test_signing_says_what_is_missing_and_stands_on_it(room: SheetRoom) -> None:
    every = lines_of(room)
    for line in every[:-2]:
        room.desk.marking.mark(line.id, line.half_points)
    room.key(K.Key_V)
    assert room.panel.foot.sign.text() == "Sign (2 missing)"
    assert room.desk.walk.current == every[-2].id
    assert every[-2].name.en in room.panel._state.problem
    assert not stored(room).signed


def test_a_line_under_sixty_percent_needs_a_word(room: SheetRoom) -> None:
    for _ in lines_of(room):
        room.key(K.Key_Semicolon, K.Key_Down)
    room.key(K.Key_A)
    low = room.desk.walk.current
    room.key(K.Key_V)
    assert room.desk.walk.asking is Asking.NOTHING
    assert "write why" in room.panel._state.problem
    room.key(K.Key_N)
    room.key(K.Key_Return)
    assert room.desk.walk.asking is Asking.LINE_WORD, "an empty word is refused beside its field"
    QTest.keyClicks(room.window.focusWidget(), "left out the ending")
    room.key(K.Key_Return)
    assert low in stored(room).notes
    room.key(K.Key_V)
    assert room.desk.walk.asking is Asking.SIGN


def test_a_wrong_pin_signs_nothing(room: SheetRoom) -> None:
    for _ in lines_of(room):
        room.key(K.Key_Semicolon, K.Key_Down)
    room.key(K.Key_V)
    QTest.keyClicks(room.window.focusWidget(), "000000")
    room.key(K.Key_Return)
    assert not stored(room).signed
    assert room.panel._state.problem
    assert room.panel.drawer.pin.text() == ""
    room.key(K.Key_Escape)
    assert room.desk.walk.asking is Asking.NOTHING
    assert room.window.focusWidget() is room.panel


def raise_red_line(room: SheetRoom) -> None:
    room.clock.position_ms = 19_000
    room.key(K.Key_X)
    room.clock.position_ms = 31_000
    room.type(room.panel.drawer.words, "promised a cure")
    room.click(room.panel.drawer.give)


def test_a_red_line_stands_where_it_was_seen_and_waits_for_the_second(room: SheetRoom) -> None:
    raise_red_line(room)
    raised = stored(room).red_lines[0]
    assert (raised.position_ms, raised.agreed) == (19_000, None)
    assert room.desk.walk.asking is Asking.NOTHING
    room.key(K.Key_1)
    assert len(stored(room).tags) == 1, "the candidate goes on, and so does the marking"
    room.click(room.panel.foot.second)
    room.type(room.panel.drawer.login, "examiner")
    room.type(room.panel.drawer.pin, PIN)
    room.type(room.panel.drawer.words, "yes")
    room.click(room.panel.drawer.give)
    assert stored(room).red_lines[0].agreed is None, "nobody is their own second"


@pytest.mark.parametrize("agreed", [False, True])
def test_the_second_signer_refuses_or_agrees(room: SheetRoom, *, agreed: bool) -> None:
    raise_red_line(room)
    room.click(room.panel.foot.second)
    drawer = room.panel.drawer
    room.type(drawer.login, "examinertwo")
    room.type(drawer.pin, PIN)
    room.type(drawer.words, "heard it too" if agreed else "a figure of speech")
    QTest.keyClick(drawer.words, K.Key_Return)
    assert stored(room).red_lines[0].agreed is None, "agreeing is pressed, never slipped into"
    room.click(drawer.give if agreed else drawer.refuse)
    assert stored(room).red_lines[0].agreed is agreed
    assert room.desk.walk.asking is Asking.NOTHING
    pins = [pin.sense for pin in room.desk.pins()]
    assert pins == ([Sense.RED_LINE] if agreed else [])


def test_a_sheet_signed_with_an_open_red_line_is_sealed_once_it_is_decided(room: SheetRoom) -> None:
    raise_red_line(room)
    for _ in lines_of(room):
        room.key(K.Key_Semicolon, K.Key_Down)
    room.key(K.Key_V)
    QTest.keyClicks(room.window.focusWidget(), PIN)
    room.key(K.Key_Return)
    assert (stored(room).signed, stored(room).sealed) == (True, False)
    room.click(room.panel.foot.second)
    room.type(room.panel.drawer.login, "examinertwo")
    room.type(room.panel.drawer.pin, PIN)
    room.type(room.panel.drawer.words, "no cure was promised")
    room.click(room.panel.drawer.refuse)
    assert stored(room).sealed


def test_a_signed_sheet_is_shut_to_every_key(room: SheetRoom) -> None:
    for _ in lines_of(room):
        room.key(K.Key_Semicolon, K.Key_Down)
    room.key(K.Key_V)
    QTest.keyClicks(room.window.focusWidget(), PIN)
    room.key(K.Key_Return)
    before = stored(room)
    for key in (K.Key_A, K.Key_1, K.Key_Z, K.Key_Left, K.Key_Backspace, K.Key_N, K.Key_X, K.Key_V, K.Key_Return):
        room.key(key)
    assert stored(room) == before
    assert room.desk.walk.asking is Asking.NOTHING
    assert not room.panel.rows[0].bar.isEnabled()


def test_keys_are_heard_wherever_the_focus_is_but_not_in_a_field(room: SheetRoom, qtbot) -> None:
    beside = QPushButton("beside", room.window)
    room.window.layout().addWidget(beside)
    beside.show()
    beside.setFocus()
    room.key(K.Key_J)
    assert len(stored(room).marks) == 1
    room.key(K.Key_Space)
    assert len(stored(room).marks) == 1, "Space belongs to the button that has the focus"
    room.key(K.Key_N)
    QTest.keyClicks(room.window.focusWidget(), "jjj 123 zzz")
    assert room.panel.drawer.words.text() == "jjj 123 zzz"
    assert len(stored(room).marks) == 1


def test_a_line_leads_to_its_moment(room: SheetRoom, qtbot) -> None:
    room.clock.position_ms = 19_000
    room.key(K.Key_1)
    with qtbot.waitSignal(room.desk.moment_asked) as asked:
        room.panel.rows[0].remarks.linkActivated.emit("19000")
    assert asked.args == [19_000]


def test_equal_tags_stand_in_one_with_a_way_to_the_last_three(room: SheetRoom) -> None:
    for at_ms in (10_000, 20_000, 30_000, 40_000):
        room.clock.position_ms = at_ms
        room.key(K.Key_1)
    shown = room.panel.rows[0].remarks.text()
    assert shown.count("Unsuitable address") == 1
    assert "×4" in shown
    assert "…" in shown
    assert [f'href="{at_ms}"' in shown for at_ms in (10_000, 20_000, 30_000, 40_000)] == [False, True, True, True]


def test_a_killed_desk_finds_its_sheet_as_it_was(room: SheetRoom, qtbot) -> None:
    room.clock.position_ms = 19_000
    room.key(K.Key_J, K.Key_Down, K.Key_H, K.Key_1, K.Key_Q)
    again = SheetRoom(room.centre, qtbot, room.booking)
    assert again.sheet == room.sheet
    assert again.desk.walk.current == lines_of(room)[2].id, "the first open line is in hand"


def test_every_tag_of_the_bank_fits_its_button(room: SheetRoom, qapp: QApplication) -> None:
    metrics = QFontMetricsF(font(SMALL))
    button = room.panel.tags.buttons[0].width()
    for rubric in room.bank.rubrics:
        for tag in rubric.tags:
            for words in (*tag.name.zh.split(), *tag.name.en.split()):
                assert metrics.horizontalAdvance(words) <= max(button - 22, 68), words


LINE = SheetLine("speech", "Speech", 20, Anchors("", "", ""))


@pytest.mark.parametrize(
    ("typed", "half_points"),
    [("6", 12), ("6.5", 13), ("65", 13), ("60", 12), ("10", 20), ("0.5", 1), ("99", 198), ("6.", 12), ("6.3", None),
     (".", None)],
)  # fmt: skip
def test_typed_numbers_are_read_as_people_write_them(typed: str, half_points: int | None) -> None:
    assert typed_mark(typed, LINE) == half_points


def test_a_sheet_signed_in_another_window_stands_here_signed_and_says_so(room: SheetRoom) -> None:
    for line in lines_of(room):
        room.desk.marking.mark(line.id, line.half_points)
    centre_, by = room.centre, room.centre.staff["examiner"]
    other = Marking(centre_.store, centre_.clock, centre_.station(), by, SheetKey(room.booking.id, room.subject))
    other.sign(by)
    room.key(K.Key_J)
    assert room.sheet.signed
    assert room.desk.walk.problem == (
        "Another window wrote to the same record.", "Close the other window of this attempt, then try again."
    )  # fmt: skip
    assert not room.panel.drawer.isVisible()
    room.key(K.Key_J)
    assert room.sheet.signed
