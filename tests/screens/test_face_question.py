"""The kiosk asks about a comparison of faces where the centre wants one, and takes any answer."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from app.centre.desk import Desk
from app.centre.registration_photo import keep_registration_photos
from app.exam.errors import Refused
from app.exam.flow_state import Stage
from app.exam.vocabulary import body_of
from app.exam.vocabulary.seat import CheckedIn, Consented
from app.programs.demo import DemoCentre
from app.programs.rehearsal.clock import RehearsalClock
from app.programs.rehearsal.window_driver import DeskExaminer, Hand, WindowDriver
from app.storage.identity_file import IDENTITY
from tests.screens.exam_driver import four_of, open_window


def wants(centre: DemoCentre, *, switched_on: bool = True, photo: bool = True) -> DemoCentre:
    if switched_on:
        (centre.home.path / IDENTITY).write_text("face_comparison = true\n", encoding="utf-8")
    if photo:
        photos = {centre.booking.admission_number: b"a photo"}
        keep_registration_photos(centre.home.store, centre.cast.clerk, centre.sitting.id, photos)
    return centre


def at_the_photo(centre: DemoCentre, clock: RehearsalClock, qtbot) -> WindowDriver:
    station = centre.cast.booth
    desk = open_window(centre.home, clock, station)
    qtbot.addWidget(desk.window, before_close_func=lambda _: desk.stop())
    examiner = DeskExaminer(lambda attempt: Desk(centre.home.store, clock, station, centre.cast.examiner, attempt))
    number, four = centre.booking.admission_number, four_of(centre)
    driver = WindowDriver(desk, examiner, number, four, Hand(desk.window, keys=False))
    for _ in range(6):
        if desk.window.pages.currentWidget() is desk.window.photo:
            return driver
        driver.step()
    raise AssertionError("the photo was not asked for")


def tick(driver: WindowDriver) -> None:
    face = driver.window.photo.face
    QTest.mouseClick(face, Qt.MouseButton.LeftButton, pos=QPoint(14, face.height() // 2))
    assert face.isChecked()


def to_devices(driver: WindowDriver, clock: RehearsalClock) -> None:
    for _ in range(12):
        if driver.desk.seat is not None and driver.desk.seat.state.stage is Stage.DEVICES:
            return
        driver.step()
        clock.pass_ms(700)
    raise AssertionError("consent was not given")


def word[Word](centre: DemoCentre, kind: type[Word]) -> Word:
    with centre.home.store.reading() as books:
        bodies = [body_of(each) for each in books.ledger.entries(f"{centre.booking.id}/seat")]
    return next(body for body in bodies if isinstance(body, kind))


@pytest.mark.parametrize("ticked", [True, False])
def test_the_answer_is_in_the_record_and_said_again_and_the_exam_goes_on(
    centre: DemoCentre, clock: RehearsalClock, qtbot, *, ticked: bool
) -> None:
    driver = at_the_photo(wants(centre), clock, qtbot)
    assert driver.window.photo.comparison.isVisible()
    assert not driver.window.photo.face.isChecked(), "nobody's yes is filled in"
    if ticked:
        tick(driver)
    notices: list[str] = []
    driver.window.consent.given.connect(lambda: notices.append(driver.window.consent.notice_text()))
    to_devices(driver, clock)
    assert word(centre, CheckedIn).face_comparison is ticked
    consented = word(centre, Consented)
    assert (consented.given, consented.face_comparison) == (True, ticked)
    said = "您已同意由电脑把该照片" if ticked else "您没有同意电脑比对该照片"
    assert said in notices[0] or ("You agreed that" if ticked else "You did not agree") in notices[0]


@pytest.mark.parametrize(("switched_on", "photo"), [(False, True), (True, False), (False, False)])
def test_where_nothing_would_be_compared_nothing_is_asked(
    centre: DemoCentre, clock: RehearsalClock, qtbot, *, switched_on: bool, photo: bool
) -> None:
    driver = at_the_photo(wants(centre, switched_on=switched_on, photo=photo), clock, qtbot)
    assert not driver.window.photo.comparison.isVisible()
    driver.window.photo.face.setChecked(True)  # a tick that nobody can see is no answer
    to_devices(driver, clock)
    assert word(centre, CheckedIn).face_comparison is None
    assert word(centre, Consented).face_comparison is False


def test_a_tick_is_taken_back_for_the_next_at_the_door(centre: DemoCentre, clock: RehearsalClock, qtbot) -> None:
    driver = at_the_photo(wants(centre), clock, qtbot)
    tick(driver)
    QTest.mouseClick(driver.window.photo.back, Qt.MouseButton.LeftButton)
    for _ in range(3):
        if driver.window.pages.currentWidget() is driver.window.photo:
            break
        driver.step()
    assert driver.window.photo.comparison.isVisible()
    assert not driver.window.photo.face.isChecked()


def test_a_kiosk_that_starts_again_says_the_same(centre: DemoCentre, clock: RehearsalClock, qtbot) -> None:
    driver = at_the_photo(wants(centre), clock, qtbot)
    tick(driver)
    for _ in range(8):
        driver.step()
        if driver.desk.seat is not None and driver.desk.seat.refresh().stage is Stage.CONSENT:
            break
    driver.desk.stop()
    again = open_window(centre.home, clock, centre.cast.booth)
    qtbot.addWidget(again.window, before_close_func=lambda _: again.stop())
    again.tick()
    assert again.window.pages.currentWidget() is again.window.consent
    assert again.window.consent._state.face_comparison is True


def test_a_file_that_is_wrong_keeps_the_kiosk_from_opening(centre: DemoCentre, clock: RehearsalClock) -> None:
    (centre.home.path / IDENTITY).write_text("face_comparison = maybe\n", encoding="utf-8")
    with pytest.raises(Refused, match=r"identity\.toml"):
        open_window(centre.home, clock, centre.cast.booth)
