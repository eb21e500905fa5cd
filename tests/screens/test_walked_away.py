"""Who walks away leaves no number, face or name on the screen; who only stands and reads is asked first."""

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest

from app.programs.demo import DemoCentre
from app.programs.rehearsal.clock import RehearsalClock
from app.programs.rehearsal.window_driver import WindowDriver
from app.screens.kiosk.absence import ASK_MS, LEAVE_MS
from tests.screens.exam_driver import driver_of


@pytest.fixture
def driver(centre: DemoCentre, clock: RehearsalClock, qtbot):
    made = driver_of(centre, clock, keys=False)
    qtbot.addWidget(made.window)
    yield made
    made.desk.stop()


def pass_time(driver: WindowDriver, clock: RehearsalClock, ms: int) -> None:
    clock.pass_ms(ms)
    driver.desk.tick()
    QCoreApplication.sendPostedEvents()


def to_check_in(driver: WindowDriver) -> None:
    QTest.mouseClick(driver.window.language.chinese, Qt.MouseButton.LeftButton)
    QTest.keyClicks(driver.window.check_in.number, "20260604")
    driver.desk.tick()


def test_a_number_is_asked_about_and_then_wiped(driver: WindowDriver, clock: RehearsalClock) -> None:
    to_check_in(driver)
    window = driver.window
    pass_time(driver, clock, ASK_MS - 1)
    assert not window.away.isVisible()
    pass_time(driver, clock, 1)
    assert window.away.isVisible()
    assert "30 秒" in window.away.text.text()
    pass_time(driver, clock, 10_000)
    assert "20 秒" in window.away.text.text()
    pass_time(driver, clock, LEAVE_MS - ASK_MS - 10_000)
    assert not window.away.isVisible()
    assert window.pages.currentWidget() is window.language
    assert window.check_in.number.text() == ""


def test_who_is_still_there_goes_on_with_what_was_typed(driver: WindowDriver, clock: RehearsalClock) -> None:
    to_check_in(driver)
    window = driver.window
    pass_time(driver, clock, ASK_MS)
    QTest.mouseClick(window.away.yes, Qt.MouseButton.LeftButton)
    pass_time(driver, clock, LEAVE_MS - ASK_MS)
    assert not window.away.isVisible(), "the answer is a sign of somebody"
    assert window.check_in.number.text() == "20260604"
    pass_time(driver, clock, ASK_MS)
    assert window.away.isVisible()
    QTest.mouseClick(window.away.no, Qt.MouseButton.LeftButton)
    assert window.pages.currentWidget() is window.language


def test_every_sign_of_a_hand_counts_anew(driver: WindowDriver, clock: RehearsalClock) -> None:
    to_check_in(driver)
    for _ in range(3):
        pass_time(driver, clock, ASK_MS - 1)
        QTest.keyClicks(driver.window.check_in.number, "1")
        driver.desk.tick()
    assert not driver.window.away.isVisible()


def test_a_face_in_the_mirror_is_left_as_well(driver: WindowDriver, clock: RehearsalClock) -> None:
    while driver.window.pages.currentWidget() is not driver.window.photo:
        driver.step()
    driver.desk.tick()
    pass_time(driver, clock, ASK_MS)
    assert driver.window.away.isVisible()
    pass_time(driver, clock, LEAVE_MS - ASK_MS)
    assert driver.window.pages.currentWidget() is driver.window.language


def test_the_name_of_who_is_done_goes_with_its_owner(driver: WindowDriver, clock: RehearsalClock) -> None:
    for _ in range(400):
        if driver.done:
            break
        driver.step()
        QCoreApplication.sendPostedEvents()
    driver.desk.tick()
    assert driver.window.pages.currentWidget() is driver.window.stand
    pass_time(driver, clock, ASK_MS - 1)
    assert driver.desk.seat is not None
    pass_time(driver, clock, 1)
    assert driver.desk.seat is None
    assert driver.window.pages.currentWidget() is driver.window.language
