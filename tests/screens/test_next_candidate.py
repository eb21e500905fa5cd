"""What one candidate leaves on the kiosk's pages is gone for the next; what a pulled plug tore stops nobody."""

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest

from app.programs.demo import DemoCentre
from app.programs.kiosk_services import SealedNotes
from app.programs.rehearsal.clock import RehearsalClock
from app.programs.rehearsal.window_driver import WindowDriver
from app.screens.kiosk.preparation import PreparationPage, PreparationState
from app.screens.kiosk.theory import TheoryView
from app.screens.kiosk.window import KioskWindow
from tests.screens.exam_driver import driver_of


def prepared(attempt: str, notes: str = "") -> PreparationState:
    return PreparationState("Perfume", "Cosmetics", "womens_perfume.svg", (), 5, notes, attempt=attempt)


def test_the_next_candidate_with_the_same_sample_finds_no_notes_of_the_one_before(qtbot) -> None:
    page = PreparationPage()
    qtbot.addWidget(page)
    page.show_state(prepared("first"))
    page.notes.setPlainText("1 My own opening")
    page.show_state(prepared("first"))
    assert page.notes.toPlainText() == "1 My own opening", "the same candidate's own words are never touched"
    page.show_state(prepared("second"))
    assert page.notes.toPlainText() == ""
    page.show_state(prepared("third", "kept before the restart"))
    assert page.notes.toPlainText() == "kept before the restart"


def to_preparation(driver: WindowDriver) -> None:
    while not driver.stages or driver.stages[-1] != "preparation":
        driver.step()
        QCoreApplication.sendPostedEvents()
    driver.step()


@pytest.mark.parametrize("left", [b"", b"\xff\xfe\x00", b"c29tZXRoaW5n"], ids=["empty", "garbage", "not sealed"])
def test_notes_that_a_pulled_plug_tore_do_not_keep_a_candidate_from_going_on(
    centre: DemoCentre, clock: RehearsalClock, qtbot, left: bytes
) -> None:
    first = driver_of(centre, clock, keys=False)
    qtbot.addWidget(first.window)
    to_preparation(first)
    first.desk.stop()
    seat = first.desk.seat
    (centre.home.path / "notes" / seat.attempt).write_bytes(left)
    again = driver_of(centre, clock, keys=False)
    qtbot.addWidget(again.window)
    page = again.window.preparation
    assert again.window.pages.currentWidget() is page
    assert page.notes.toPlainText() == ""
    assert page.notice.isVisible()
    page.notes.setPlainText("begun anew")
    again.desk.stop()
    third = driver_of(centre, clock, keys=False)
    qtbot.addWidget(third.window)
    assert third.window.preparation.notes.toPlainText() == "begun anew"
    third.desk.stop()


def test_each_seat_shows_its_own_preparation(centre: DemoCentre, clock: RehearsalClock, qtbot) -> None:
    driver = driver_of(centre, clock, keys=False)
    qtbot.addWidget(driver.window)
    to_preparation(driver)
    shown = driver.window.preparation._state
    driver.desk.stop()
    assert shown.attempt == driver.desk.seat.attempt


@pytest.fixture
def small(qtbot) -> KioskWindow:
    """A window so low that the notice is longer than its page."""
    window = KioskWindow()
    qtbot.addWidget(window)
    window.resize(683, 384)
    window.show()
    window.turn_to(window.consent)
    qtbot.waitUntil(lambda: window.consent.scroller.verticalScrollBar().maximum() > 0)
    return window


def test_a_page_begins_at_its_top_for_whoever_comes_next(small: KioskWindow) -> None:
    bar = small.consent.scroller.verticalScrollBar()
    bar.setValue(bar.maximum())
    small.turn_to(small.language)
    small.turn_to(small.consent)
    assert bar.value() == 0


def test_a_text_longer_than_the_screen_is_read_by_keys_alone(small: KioskWindow) -> None:
    bar = small.consent.scroller.verticalScrollBar()
    QTest.keyClick(small.consent.yes, Qt.Key.Key_PageDown)
    assert bar.value() > 0
    QTest.keyClick(small.consent.yes, Qt.Key.Key_PageUp)
    assert bar.value() == 0


def test_the_next_candidate_sees_the_notes_that_the_one_before_had_folded(
    centre: DemoCentre, clock: RehearsalClock, qtbot
) -> None:
    first = driver_of(centre, clock, keys=False)
    qtbot.addWidget(first.window)
    pitch = first.window.pitch
    pitch._fold()
    assert pitch._note_room.isHidden()
    to_preparation(first)
    first.desk.stop()
    assert not pitch._note_room.isHidden()


def at_theory(centre: DemoCentre, clock: RehearsalClock, qtbot) -> WindowDriver:
    driver = driver_of(centre, clock, keys=False)
    qtbot.addWidget(driver.window)
    while not driver.stages or driver.stages[-1] != "theory":
        driver.step()
        QCoreApplication.sendPostedEvents()
    return driver


def test_a_restart_stands_on_the_item_that_was_looked_at(centre: DemoCentre, clock: RehearsalClock, qtbot) -> None:
    first = at_theory(centre, clock, qtbot)
    theory = first.window.theory
    for _ in range(3):
        QTest.mouseClick(theory.following, Qt.MouseButton.LeftButton)
    first.desk.stop()
    assert not theory.state.marks[0].answered or not theory.state.marks[1].answered, "an earlier one is still open"
    again = driver_of(centre, clock, keys=False)
    qtbot.addWidget(again.window)
    assert (again.window.theory.state.index, again.window.theory.state.view) == (theory.state.index, TheoryView.ITEM)
    QTest.keyClick(again.window, Qt.Key.Key_G)
    again.desk.stop()
    third = driver_of(centre, clock, keys=False)
    qtbot.addWidget(third.window)
    assert (third.window.theory.state.index, third.window.theory.state.view) == (
        theory.state.index, TheoryView.OVERVIEW,
    )  # fmt: skip
    third.desk.stop()
    kept = centre.home.path / "notes" / f"{third.desk.seat.attempt}.place"
    kept.write_bytes(kept.read_bytes().replace(b'"item":', b'"item":9'))
    fourth = driver_of(centre, clock, keys=False)
    qtbot.addWidget(fourth.window)
    state = fourth.window.theory.state
    assert not state.marks[state.index].answered, "a place that the paper does not have: the first without an answer"
    assert all(mark.answered for mark in state.marks[: state.index])
    fourth.desk.stop()


def test_a_language_that_was_turned_to_stays_over_a_restart(centre: DemoCentre, clock: RehearsalClock, qtbot) -> None:
    first = at_theory(centre, clock, qtbot)
    seat = first.desk.seat
    assert first.window.theory.place.text().startswith("第")
    QTest.mouseClick(first.window.bar.language, Qt.MouseButton.LeftButton)
    assert first.window.theory.place.text().startswith("Question")
    first.desk.stop()
    again = driver_of(centre, clock, keys=False)
    qtbot.addWidget(again.window)
    assert again.window.theory.place.text().startswith("Question")
    again.desk.stop()
    kept = centre.home.path / "notes" / f"{seat.attempt}.place"
    kept.write_bytes(kept.read_bytes().replace(b'"en"', b'"klingon"'))
    third = driver_of(centre, clock, keys=False)
    qtbot.addWidget(third.window)
    assert third.window.theory.place.text().startswith("第"), "what is no language is the one of check-in"
    third.desk.stop()
    SealedNotes(centre.home.store, centre.home.path / "notes").remove(seat.attempt)
    assert not kept.exists()
