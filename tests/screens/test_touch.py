"""The examiner's side without a keyboard: whoever sits down and whoever signs is touched by name, PINs by keypad."""

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget

from app.centre.access import staff_who_may
from app.exam.errors import Unavailable
from app.exam.roles import Act
from app.screens.kiosk.window import KioskWindow
from app.screens.theme import TARGET_FINGER
from tests.centre.conftest import PIN, Centre, _template, centre, make_centre  # noqa: F401 - pytest finds fixtures by name
from tests.screens.booth_room import BoothRoom
from tests.screens.sheet_room import SheetRoom, sat

K = Qt.Key


def touch(control: QAbstractButton) -> None:
    assert control.isVisible(), control.text()
    assert control.isEnabled(), control.text()
    assert control.height() >= TARGET_FINGER, f"{control.text()} is too small for a finger"
    QTest.mouseClick(control, Qt.MouseButton.LeftButton)


def key_of(pad: QWidget, character: str) -> QAbstractButton:
    QCoreApplication.sendPostedEvents()  # keys that were changed a moment ago are shown with the next event
    keys = pad.findChildren(QAbstractButton)
    return next(each for each in keys if each.text() == character and each.isVisible())


def touch_in(pad: QWidget, text: str) -> None:
    for character in text:
        touch(key_of(pad, character))


def name_of(names: QWidget, name: str) -> QAbstractButton:
    return next(each for each in names.findChildren(QAbstractButton) if each.text() == name)


@pytest.fixture
def door(centre: Centre, qtbot) -> BoothRoom:  # noqa: F811 - the fixture of that name
    return BoothRoom(centre, qtbot, "")


def test_an_examiner_signs_in_by_touch_alone(door: BoothRoom) -> None:
    page = door.window.sign_in
    touch(name_of(page.names, "Examiner"))
    assert page.login.text() == "examiner"
    touch_in(page.keypad, PIN)
    touch(page.go)
    assert door.window.pages.currentWidget() is door.page
    assert door.shell.signed.staff.login == "examiner"


def test_a_wrong_digit_is_taken_back_and_a_wrong_pin_keeps_the_name(door: BoothRoom) -> None:
    page = door.window.sign_in
    touch(name_of(page.names, "Examinertwo"))
    touch_in(page.keypad, "9")
    touch(key_of(page.keypad, "←"))
    assert page.pin.text() == ""
    touch_in(page.keypad, "000000")
    touch(page.go)
    assert door.window.pages.currentWidget() is page
    assert (page.login.text(), page.pin.text()) == ("examinertwo", "")
    touch_in(page.keypad, PIN)
    touch(page.go)
    assert door.shell.signed.staff.login == "examinertwo"


def test_those_who_run_the_booth_stand_first_and_nobody_who_may_not_sit_here(door: BoothRoom) -> None:
    shown = [each.text() for each in door.window.sign_in.names.buttons if each.isVisible()]
    assert shown == ["Examiner", "Examinertwo", "Lead", "Leadtwo"], "this desk has the booth's page alone"
    everybody = staff_who_may(door.centre.store, (Act.RUN_BOOTH, Act.OBSERVE))
    assert [each.login for each in everybody][:4] == ["examiner", "examinertwo", "lead", "leadtwo"]
    assert len(everybody) == 8


def test_the_keyboard_is_there_all_the_same_and_lights_the_name(door: BoothRoom) -> None:
    page = door.window.sign_in
    assert door.window.focusWidget() is page.login
    QTest.keyClicks(page.login, "LEAD")
    assert name_of(page.names, "Lead").property("chosen")
    assert not name_of(page.names, "Leadtwo").property("chosen")
    QTest.keyClick(page.login, K.Key_Return)
    QTest.keyClicks(door.window.focusWidget(), PIN)
    QTest.keyClick(door.window.focusWidget(), K.Key_Return)
    assert door.shell.signed.staff.login == "lead"


def test_whoever_signs_out_leaves_no_name_lit(door: BoothRoom) -> None:
    door.sign_in("examiner")
    door.click(door.window.rail.out)
    page = door.window.sign_in
    assert page.login.text() == ""
    assert not any(each.property("chosen") for each in page.names.buttons)


def test_names_that_cannot_be_read_leave_the_fields(centre: Centre, qtbot, monkeypatch) -> None:  # noqa: F811 - the fixture of that name
    def held(*_: object, **__: object) -> None:
        raise Unavailable("The database is held.", advice="Try again.")

    with monkeypatch.context() as broken:
        broken.setattr("app.screens.examiner.examiner_desk.staff_who_may", held)
        room = BoothRoom(centre, qtbot, "")
    assert not room.window.sign_in.names.isVisible()
    assert "held" in room.window.sign_in._state.problem
    room.sign_in("examiner")
    assert room.shell.signed is not None


def test_a_second_examiner_agrees_by_touch_alone(centre: Centre, qtbot) -> None:  # noqa: F811 - the fixture of that name
    room = SheetRoom(centre, qtbot, sat(centre))
    room.key(K.Key_X)
    room.type(room.panel.drawer.words, "promised a cure")
    room.click(room.panel.drawer.give)
    room.click(room.panel.foot.second)
    drawer = room.panel.drawer
    shown = [each.text() for each in drawer.names.buttons if each.isVisible()]
    assert "Examiner" not in shown, "nobody is their own second"
    assert shown == ["Examinertwo", "Lead", "Leadtwo"]
    touch(name_of(drawer.names, "Lead"))
    touch_in(drawer.digits, PIN)
    room.click(drawer.seen)
    touch(drawer.give)
    (red_line,) = room.sheet.red_lines
    assert red_line.agreed is True
    assert red_line.decided_by == centre.staff["lead"].staff.id
    assert not drawer.names.isVisible()


def test_the_kiosks_lock_is_opened_by_touch_alone(qtbot) -> None:
    window = KioskWindow()
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.lock(lambda login, pin: "" if (login, pin) == ("chen", "135790") else "Wrong.")
    window.show()
    window.close()
    pad = window.pin.keypad
    QTest.mouseClick(window.pin.login, Qt.MouseButton.LeftButton)
    touch(key_of(pad, "ABC"))
    touch_in(pad, "CHENN")
    touch(key_of(pad, "←"))
    QTest.mouseClick(window.pin.pin, Qt.MouseButton.LeftButton)
    touch(key_of(pad, "123"))
    touch_in(pad, "135790")
    touch(window.pin.yes)
    assert not window.locked
