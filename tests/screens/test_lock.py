"""A locked kiosk is left with an examiner's PIN alone; a question holds the keyboard inside."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.screens.kiosk.window import KioskWindow


@pytest.fixture
def window(qtbot: object) -> KioskWindow:
    made = KioskWindow()
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.lock(lambda login, pin: "" if (login, pin) == ("examiner", "135790") else "Wrong.")
    made.show()
    return made


def test_closing_asks_for_an_examiner_and_is_told(window: KioskWindow) -> None:
    tried: list[int] = []
    window.leave_tried.connect(lambda: tried.append(1))
    assert not window.close()
    assert window.isVisible()
    assert window.pin.isVisible()
    assert tried == [1]


def test_a_wrong_pin_keeps_the_window_and_empties_the_field(window: KioskWindow) -> None:
    window.close()
    QTest.keyClicks(window.pin.login, "examiner")
    QTest.keyClicks(window.pin.pin, "111111")
    QTest.mouseClick(window.pin.yes, Qt.MouseButton.LeftButton)
    assert window.isVisible()
    assert window.pin.problem.text() == "Wrong."
    assert window.pin.pin.text() == ""


def test_the_examiners_pin_typed_on_the_keypad_opens_the_lock(window: KioskWindow) -> None:
    window.close()
    QTest.keyClicks(window.pin.login, "examiner")
    window.pin.pin.setFocus()
    for digit in "135790":
        window.pin.keypad.pressed.emit(digit)
    QTest.mouseClick(window.pin.yes, Qt.MouseButton.LeftButton)
    assert not window.isVisible()
    assert not window.locked


def test_escape_in_the_question_stays_in_the_kiosk(window: KioskWindow) -> None:
    window.close()
    QTest.keyClick(window.pin, Qt.Key.Key_Escape)
    assert not window.pin.isVisible()
    assert window.isVisible()


def test_tab_goes_round_inside_a_question(window: KioskWindow) -> None:
    window.theory.question.ask("Hand in?", "2 open", "Hand in", "Go on", lambda: None)
    window.pages.setCurrentWidget(window.theory)
    window.theory.question.open_over()
    window.theory.question.no.setFocus()
    seen = set()
    for _ in range(5):
        QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_Tab)
        at = window.focusWidget()
        assert at is not None
        seen.add(at.objectName() or id(at))
        assert window.theory.question.isAncestorOf(at)
    assert len(seen) == 2
