"""Between two features of a sheet: words, red lines, numbers and the language it is written in."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, Qt

from app.centre.marking import Marking, SheetKey
from app.screens.examiner.sheet_state import Asking
from app.screens.language import speak
from tests.centre.conftest import PIN, Centre, _template, centre, make_centre  # noqa: F401 - pytest finds fixtures by name
from tests.screens.sheet_room import SheetRoom, sat

K = Qt.Key


@pytest.fixture
def sheet(centre: Centre, qtbot) -> SheetRoom:  # noqa: F811 - the fixture of that name
    return SheetRoom(centre, qtbot, sat(centre))


def test_a_tag_after_a_number_that_cannot_be_is_placed_all_the_same(sheet: SheetRoom) -> None:
    sheet.clock.position_ms = 12_340
    sheet.key(K.Key_9, K.Key_9, keypad=True)
    sheet.key(K.Key_1)
    assert [tag.position_ms for tag in sheet.sheet.tags] == [12_340]
    assert sheet.sheet.marks == {}
    assert "outside" in sheet.panel._state.problem, "the number is refused in words"
    sheet.key(K.Key_Period, keypad=True)
    sheet.key(K.Key_Q)
    assert len(sheet.sheet.tags) == 2


def test_a_word_stays_with_its_line_when_another_is_marked_before_it_is_written(sheet: SheetRoom) -> None:
    lines = sheet.panel._state.lines
    sheet.key(K.Key_N)
    sheet.type(sheet.panel.drawer.words, "left out the ending")
    bar = sheet.panel.rows[2].bar
    sheet.click(bar, bar.rect().center())
    assert sheet.desk.walk.current == lines[2].id
    assert lines[0].name in sheet.panel.drawer.title.text()
    sheet.panel.drawer.words.setFocus()
    sheet.key(K.Key_Return)
    assert list(sheet.sheet.notes) == [lines[0].id]
    assert list(sheet.sheet.marks) == [lines[2].id]
    sheet.key(K.Key_N)
    assert lines[2].name in sheet.panel.drawer.title.text()


@pytest.mark.parametrize("key", [K.Key_N, K.Key_X])
def test_words_stay_where_another_window_wrote_to_the_sheet_meanwhile(sheet: SheetRoom, key: Qt.Key) -> None:
    line, made, by = sheet.desk.walk.current, sheet.centre, sheet.centre.staff["examiner"]
    sheet.key(key)
    sheet.type(sheet.panel.drawer.words, "a whole sentence")
    other = Marking(made.store, made.clock, made.station(), by, SheetKey(sheet.booking.id, sheet.subject))
    other.mark(line, 3)
    sheet.click(sheet.panel.drawer.give)
    assert "Another window" in sheet.panel._state.problem
    assert sheet.panel.drawer.words.text() == "a whole sentence"
    sheet.click(sheet.panel.drawer.give)
    assert (list(sheet.sheet.notes), len(sheet.sheet.red_lines)) == (([line], 0) if key == K.Key_N else ([], 1))
    assert sheet.sheet.marks == {line: 3}


def raised(room: SheetRoom, place: int) -> None:
    room.key(K.Key_X)
    room.panel.drawer.which.setCurrentIndex(place)
    room.type(room.panel.drawer.words, f"reason {place}")
    room.click(room.panel.drawer.give)


def test_the_next_red_line_takes_no_pin_and_no_reason_of_the_one_before(sheet: SheetRoom) -> None:
    raised(sheet, 0)
    raised(sheet, 0)
    first, second = (each.raised for each in sheet.sheet.red_lines)
    drawer = sheet.panel.drawer
    sheet.click(sheet.panel.foot.second)
    sheet.type(drawer.login, "examinertwo")
    sheet.type(drawer.pin, PIN)
    sheet.type(drawer.words, "seen")
    sheet.click(drawer.give)
    assert {each.raised: each.agreed for each in sheet.sheet.red_lines} == {first: True, second: None}
    assert sheet.desk.walk.asking is Asking.SECOND
    assert (drawer.login.text(), drawer.pin.text(), drawer.words.text()) == ("", "", "")
    sheet.click(drawer.give)
    assert sheet.sheet.red_lines[1].agreed is None, "pressed twice, one press decides one red line"


def test_a_red_line_that_is_being_raised_turns_its_language_and_stays(sheet: SheetRoom, qapp) -> None:
    sheet.key(K.Key_X)
    drawer = sheet.panel.drawer
    drawer.which.setCurrentIndex(1)
    chosen = drawer.which.currentData()
    sheet.type(drawer.words, "promised a cure")
    sheet.desk._at = replace(sheet.desk._at, language=lambda: "zh")
    speak(qapp, "zh")
    QCoreApplication.sendPostedEvents()
    kinds = sheet.panel._state.red_line_kinds
    assert [drawer.which.itemText(place) for place in range(drawer.which.count())] == [each.name for each in kinds]
    assert drawer.which.currentText() == kinds[1].name
    assert drawer.which.currentData() == chosen
    assert drawer.words.text() == "promised a cure"


def test_what_was_refused_turns_its_language_beside_the_sheet(sheet: SheetRoom, qapp) -> None:
    sheet.key(K.Key_9, K.Key_9, K.Key_Down, keypad=True)
    assert "outside" in sheet.panel._state.problem
    sheet.desk._at = replace(sheet.desk._at, language=lambda: "zh")
    speak(qapp, "zh")
    QCoreApplication.sendPostedEvents()
    assert sheet.panel._state.problem == "分数超出该项的范围。"
    sheet.key(K.Key_J)
    speak(qapp, "en")
    QCoreApplication.sendPostedEvents()
    assert sheet.panel._state.problem == "", "what is over is not told again"
