"""What a nervous hand does: taps twice, turns the language in the middle, waits over a question until time is up."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from app.centre.desk import Desk
from app.exam.flow import remaining_ms
from app.programs.demo import DemoCentre
from app.programs.rehearsal.clock import RehearsalClock
from app.programs.rehearsal.window_driver import DeskExaminer, Hand, WindowDriver
from app.screens.kiosk.devices import DevicesState
from app.screens.kiosk.stand import Stand, StandPage, StandState
from tests.screens.exam_driver import four_of, open_window


@pytest.fixture
def driver(centre: DemoCentre, clock: RehearsalClock, qtbot) -> Iterator[WindowDriver]:
    booth = centre.cast.booth
    desk = open_window(centre.home, clock, booth)
    qtbot.addWidget(desk.window)
    examiner = DeskExaminer(lambda attempt: examiners_desk(centre, clock, attempt))
    made = WindowDriver(desk, examiner, centre.booking.admission_number, four_of(centre), Hand(desk.window, keys=False))
    yield made
    desk.stop()


def examiners_desk(centre: DemoCentre, clock: RehearsalClock, attempt: str) -> Desk:
    return Desk(centre.home.store, clock, centre.cast.booth, centre.cast.examiner, attempt)


def walk_to(driver: WindowDriver, stage: str) -> None:
    """Go on until the candidate stands before a stage's page and has touched nothing on it."""
    for _ in range(300):
        seat = driver.desk.seat
        if seat is not None and seat.refresh().stage.value == stage:
            driver.desk.tick()
            return
        driver.step()
        QCoreApplication.sendPostedEvents()
    raise AssertionError(driver.stages)


def second_tap(window: QWidget, at: QPointF) -> None:
    """Send the second half of a double tap to what now lies at a place of the window."""
    under = window.childAt(at.toPoint())
    assert under is not None
    place = under.mapFrom(window, at.toPoint())
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    for kind, held in ((QEvent.Type.MouseButtonDblClick, left), (QEvent.Type.MouseButtonRelease, none)):
        QCoreApplication.sendEvent(
            under, QMouseEvent(kind, QPointF(place), QPointF(at), left, held, Qt.KeyboardModifier.NoModifier)
        )


def double_tap(window: QWidget, control: QAbstractButton) -> None:
    at = QPointF(control.mapTo(window, control.rect().center()))
    QTest.mouseClick(control, Qt.MouseButton.LeftButton)
    QCoreApplication.sendPostedEvents()
    second_tap(window, at)


def words_on(page: QWidget) -> str:
    return "\n".join(each.text() for kind in (QLabel, QAbstractButton) for each in page.findChildren(kind)
                     if each.isVisible())  # fmt: skip


def chinese(text: str) -> bool:
    return any("一" <= each <= "鿿" for each in text)


def chinese_alone(driver: WindowDriver, stage: str) -> set[str]:
    """What the bank has in Chinese alone, on the page of an item."""
    seat = driver.desk.seat
    assert seat is not None
    if stage != "theory":
        return set()
    item = next(
        each for each in seat.context.bank.items if each.id == seat.state.paper[driver.desk._now.walk.index].item
    )
    texts = (item.stem, *(each.text for each in item.options))
    return {each.zh for each in texts if not each.en}


def test_a_double_tap_on_check_in_takes_no_photo(driver: WindowDriver) -> None:
    pages = driver.window
    driver.step()
    driver.hand.type_latin(pages, pages.check_in.number, driver._number)
    driver.hand.type_latin(pages, pages.check_in.last_four, driver._four)
    double_tap(pages, pages.check_in.go)
    assert pages.pages.currentWidget() is pages.photo
    assert driver.desk.seat is None


def test_a_double_tap_on_the_draw_does_not_start_the_preparation(driver: WindowDriver) -> None:
    walk_to(driver, "draw")
    double_tap(driver.window, driver.window.draw.go)
    assert driver.desk.seat is not None
    assert driver.desk.seat.state.stage.value == "preparation_ready"
    QTest.mouseClick(driver.window.draw.go, Qt.MouseButton.LeftButton)
    assert driver.desk.seat.state.stage.value == "preparation"


def test_a_double_tap_on_a_key_types_it_twice(driver: WindowDriver) -> None:
    driver.step()
    page = driver.window.check_in
    key = next(each for each in page.keypad.findChildren(QAbstractButton) if each.text() == "7")
    QTest.mouseClick(page.number, Qt.MouseButton.LeftButton)
    double_tap(driver.window, key)
    assert page.number.text() == "77"


@pytest.mark.parametrize("stage", ["theory", "clip", "preparation", "pitch"])
def test_the_language_turns_page_and_question_alike(driver: WindowDriver, stage: str) -> None:
    walk_to(driver, stage)
    pages = driver.window
    page = pages.pages.currentWidget()
    {
        "theory": lambda: pages.theory.ask_hand_in(),
        "clip": lambda: pages.clip._ask(),
        "preparation": lambda: pages.preparation._ask(),
        "pitch": lambda: pages.pitch._ask_stop(),
    }[stage]()
    assert page.question.isVisible()
    asked, focus = page.question.title.text(), pages.focusWidget()
    driver.desk._turn_language()
    QCoreApplication.sendPostedEvents()
    assert page.question.isVisible()
    assert asked != page.question.title.text()
    assert page.question.title.text().isascii()
    assert pages.focusWidget() is focus
    page.question.shut()
    assert {each for each in words_on(page).splitlines() if chinese(each)} <= chinese_alone(driver, stage)


def test_time_that_runs_out_under_a_question_shuts_it_and_says_nothing_stale(
    driver: WindowDriver, clock: RehearsalClock
) -> None:
    walk_to(driver, "theory")
    pages, seat = driver.window, driver.desk.seat
    assert seat is not None
    pages.theory.ask_hand_in()
    clock.pass_ms(remaining_ms(seat.state, seat.elapsed_ms()))
    QTest.mouseClick(pages.theory.question.yes, Qt.MouseButton.LeftButton)
    driver.desk.tick()
    assert seat.state.theory.submitted
    assert pages.pages.currentWidget() is pages.ready
    assert not pages.theory.question.isVisible()
    assert not pages.ready.problem.isVisible(), words_on(pages.ready)
    assert pages.focusWidget() is pages.ready.start


def test_an_answer_after_the_time_leaves_no_stale_sentence_on_the_next_page(
    driver: WindowDriver, clock: RehearsalClock
) -> None:
    walk_to(driver, "theory")
    pages, seat = driver.window, driver.desk.seat
    assert seat is not None
    clock.pass_ms(remaining_ms(seat.state, seat.elapsed_ms()))
    QTest.mouseClick(pages.theory.rows[0], Qt.MouseButton.LeftButton)
    driver.desk.tick()
    assert pages.pages.currentWidget() is pages.ready
    assert not pages.ready.problem.isVisible(), words_on(pages.ready)


@pytest.mark.parametrize("stage", ["theory", "clip", "preparation", "pitch"])
def test_the_examiner_ends_the_exam_under_an_open_question(
    driver: WindowDriver, centre: DemoCentre, clock: RehearsalClock, stage: str
) -> None:
    walk_to(driver, stage)
    pages, seat = driver.window, driver.desk.seat
    assert seat is not None
    page = pages.pages.currentWidget()
    (page.ask_hand_in if stage == "theory" else page._ask_stop if stage == "pitch" else page._ask)()
    driver._examiner._desk(seat.attempt).stop("身体不适")
    page.question.yes.click()
    for _ in range(3):
        driver.desk.tick()
    assert pages.pages.currentWidget() is pages.stand
    assert not page.question.isVisible()
    assert pages.stand.state.stand.value == "stopped"
    assert pages.stand.button.isVisible()
    assert pages.focusWidget() in (pages.stand, pages.stand.button)


def test_the_pages_turn_under_the_lock_and_the_pin_stays(driver: WindowDriver, clock: RehearsalClock) -> None:
    walk_to(driver, "theory")
    pages, seat = driver.window, driver.desk.seat
    assert seat is not None
    pages.lock(lambda _login, _pin: "Wrong.")
    pages.show()
    pages.close()
    QTest.keyClicks(pages.pin.login, "exam")
    clock.pass_ms(remaining_ms(seat.state, seat.elapsed_ms()))
    driver.desk.tick()
    assert pages.pages.currentWidget() is pages.ready
    assert pages.pin.isVisible()
    assert pages.pin.login.text() == "exam"
    assert pages.focusWidget() is pages.pin.login


def test_the_question_about_the_pitch_counts_on_while_it_stands_open(
    driver: WindowDriver, clock: RehearsalClock
) -> None:
    walk_to(driver, "pitch")
    for _ in range(4):
        driver.desk.tick()
    page = driver.window.pitch
    page._ask_stop()
    asked = page.question.text.text()
    clock.pass_ms(20_000)
    driver.desk.tick()
    assert page.question.isVisible()
    assert page.question.text.text() != asked


def test_calls_rung_twice_are_one_call(driver: WindowDriver) -> None:
    walk_to(driver, "theory")
    seat, bar = driver.desk.seat, driver.window.bar
    assert seat is not None
    double_tap(driver.window, bar.call)
    bar.call.click()
    seat.refresh()
    assert len(seat.state.open_calls) == 1
    assert driver.window.pages.currentWidget() is driver.window.theory


@pytest.mark.parametrize(
    "number", ["", "   ", "😀😀😀", "20260604-9999", "'; DROP TABLE", "9" * 4000, "２０２６０６０４"]
)
def test_a_garbage_number_gets_a_sentence_and_a_step(driver: WindowDriver, number: str) -> None:
    driver.step()
    page = driver.window.check_in
    page.number.setText(number)
    page.last_four.setText("12345678")
    page.go.click()
    if number.strip():
        page.check_in_asked.emit(number, "4416")
    assert driver.window.pages.currentWidget() is page
    assert driver.desk.seat is None
    if number.strip():
        assert page.notice.isVisible()


def test_a_refusal_at_check_in_turns_its_language_with_the_page(driver: WindowDriver) -> None:
    driver.step()
    page = driver.window.check_in
    page.check_in_asked.emit("20260604-9999", "4416")
    assert page.notice.isVisible()
    driver.desk._turn_language()
    QCoreApplication.sendPostedEvents()
    said = words_on(page).replace("中文", "")
    assert page.notice.isVisible()
    assert not chinese(said), said


def by_tab(window: QWidget, key: Qt.Key) -> set[QWidget | None]:
    """Press Tab, or Shift and Tab, until everything has come round; return what had the focus."""
    reached: set[QWidget | None] = set()
    for _ in range(80):
        at = window.focusWidget()
        reached.add(at)
        QTest.keyClick(at or window, key)
    return reached


@pytest.mark.parametrize("key", [Qt.Key.Key_Tab, Qt.Key.Key_Backtab])
def test_tab_comes_to_every_control_of_every_page_on_the_way(driver: WindowDriver, key: Qt.Key) -> None:
    window, seen = driver.window, set()
    for _ in range(300):
        page = window.pages.currentWidget()
        if page not in seen:
            seen.add(page)
            usable = (each for each in window.findChildren(QAbstractButton) if each.isVisible() and each.isEnabled())
            wanted = {each for each in usable if each.focusPolicy() & Qt.FocusPolicy.TabFocus}
            missed = [each.accessibleName() for each in wanted - by_tab(window, key)]
            assert missed == [], type(page).__name__
        if driver.done:
            break
        driver.step()
        QCoreApplication.sendPostedEvents()
    assert len(seen) == 12


def test_a_ticket_that_is_held_on_takes_away_neither_the_refusal_nor_a_correction(
    driver: WindowDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver.step()
    page = driver.window.check_in
    monkeypatch.setattr(driver.desk.booth, "ticket", lambda: "20260604-9999")
    driver.desk.tick()
    assert page.number.text() == "20260604-9999"
    page.last_four.setText("4416")
    page._judge()
    page.go.click()
    assert page.notice.isVisible()
    driver.desk.tick()
    assert page.notice.isVisible(), "it is read longer than a second"
    page.number.setText(driver._number)
    driver.desk.tick()
    assert page.number.text() == driver._number
    page.last_four.setText(driver._four)
    page._judge()
    page.go.click()
    assert driver.window.pages.currentWidget() is driver.window.photo
    assert driver.desk._arrival._how == "typed", "the record says how the number came"


@pytest.mark.parametrize(
    ("gates", "words"), [(1, "Your gate is behind you, W"), (2, "Both gates are behind you, W"),
                         (3, "All three gates are behind you, W")]
)  # fmt: skip
def test_the_last_page_speaks_of_as_many_gates_as_there_were(qtbot, gates: int, words: str) -> None:
    page = StandPage()
    qtbot.addWidget(page)
    page.show_state(StandState(Stand.DONE, "W", gates=gates))
    assert page.title.text() == words


def test_a_booth_without_a_microphone_does_not_say_that_all_is_good(driver: WindowDriver) -> None:
    page = driver.window.devices
    page.show_state(DevicesState(listens=False))
    without = page.go.text()
    page.show_state(DevicesState(listens=True))
    assert without != page.go.text()


@pytest.mark.parametrize(("how", "early"), [("early", True), ("completed", False)])
def test_a_camera_lost_in_the_very_moment_of_the_end_does_not_keep_the_pitch_from_ending(
    driver: WindowDriver, clock: RehearsalClock, how: str, *, early: bool
) -> None:
    walk_to(driver, "pitch")
    seat, booth = driver.desk.seat, driver.desk.booth
    assert seat is not None
    if not early:
        clock.pass_ms(remaining_ms(seat.state, seat.elapsed_ms()))
    seat.interrupt("camera_gone")
    if early:
        driver.window.pitch.stop_asked.emit()
    for _ in range(4):
        clock.pass_ms(1_000)
        driver.desk.tick()
    assert not booth.rolling()
    assert (seat.state.finished_how, seat.state.sealed) == (how, True)
