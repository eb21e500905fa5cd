"""The whole exam through real windows on a real database: by touch, by keys; killed and started again."""

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest

from app.centre.capture_ports import GateFinding, GateReport, GateVerdict
from app.centre.seat import Seat
from app.exam.flow import remaining_ms
from app.programs.demo import DemoCentre
from app.programs.kiosk_booths import PracticeBooth
from app.programs.rehearsal.clock import RehearsalClock
from app.screens.kiosk.stand import Stand
from app.storage.verify import verify_record
from tests.screens.exam_driver import driver_of, open_window


@pytest.mark.parametrize("keys", [False, True], ids=["touch", "keyboard"])
def test_the_whole_exam_goes_through_the_windows(
    centre: DemoCentre, clock: RehearsalClock, tmp_path: Path, qtbot: object, *, keys: bool
) -> None:
    driver = driver_of(centre, clock, keys=keys)
    qtbot.addWidget(driver.window)
    for _ in range(140):
        driver.step()
        QCoreApplication.sendPostedEvents()
        clock.pass_ms(700)
        if driver.done:
            break
    driver.desk.stop()
    assert driver.done, driver.stages
    assert driver.desk.seat is not None
    state = driver.desk.seat.state
    assert len(state.answers) == len(state.paper) == 10
    assert state.finished_how == "early"
    assert state.clip.handed_in
    assert state.open_film == ""
    assert list(verify_record(centre.home.store, centre.home.keys)) == []


def test_a_gate_that_fails_once_is_checked_again(
    centre: DemoCentre, clock: RehearsalClock, qtbot: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    dark = GateFinding(
        "camera", GateVerdict.NO_GO, "The picture is black.", "Take the cap off.", ("画面全黑。", "请取下镜头盖。")
    )
    found, looked = [GateReport((dark,))], []

    def look(booth: PracticeBooth, *, silence_allowed: bool) -> None:
        looked.append(silence_allowed)
        if len(looked) > 1:
            found.clear()

    good = PracticeBooth.report
    monkeypatch.setattr(PracticeBooth, "check", look)
    monkeypatch.setattr(PracticeBooth, "report", lambda booth: found[0] if found else good(booth))
    driver = driver_of(centre, clock, keys=False)
    qtbot.addWidget(driver.window)
    for _ in range(40):
        driver.step()
        if "devices" in driver.stages and not driver.window.devices.stopped and looked:
            break
    assert driver.stages[-1] == "devices"
    assert len(looked) == 2, "once on arrival, once when asked"
    driver.step()
    driver.step()
    driver.desk.stop()
    assert driver.stages[-1] == "theory_ready"


def test_time_that_runs_out_hands_in_and_goes_on(
    centre: DemoCentre, clock: RehearsalClock, tmp_path: Path, qtbot: object
) -> None:
    driver = driver_of(centre, clock, keys=False)
    qtbot.addWidget(driver.window)
    while not driver.stages or driver.stages[-1] != "theory":
        driver.step()
    driver.step()
    seat = driver.desk.seat
    assert seat is not None
    assert len(seat.state.answers) == 1
    clock.pass_ms(remaining_ms(seat.state, seat.elapsed_ms()))
    driver.desk.tick()
    assert seat.state.theory.submitted == "time_up"
    assert driver.window.pages.currentWidget() is driver.window.ready
    assert driver.window.ready.behind.text.text() == f"时间到，试卷已自动交卷：{len(seat.state.paper)} 题，已答 1 题。"
    driver.desk.stop()


def test_a_pitch_that_nobody_stops_ends_at_its_length(
    centre: DemoCentre, clock: RehearsalClock, tmp_path: Path, qtbot: object
) -> None:
    driver = driver_of(centre, clock, keys=False)
    qtbot.addWidget(driver.window)
    while not driver.stages or driver.stages[-1] != "preparation":
        driver.step()
        QCoreApplication.sendPostedEvents()
    seat = driver.desk.seat
    assert seat is not None
    clock.pass_ms(60_000)
    driver.desk.tick()
    assert seat.state.stage.value == "pitch"
    clock.pass_ms(299_000)
    driver.desk.tick()
    assert not seat.state.finished
    clock.pass_ms(1_000)
    for _ in range(3):
        driver.desk.tick()
    assert (seat.state.finished_how, seat.state.sealed) == ("completed", True)
    driver.desk.stop()


def test_a_restart_stands_on_the_same_page_with_answers_notes_and_time(
    centre: DemoCentre, clock: RehearsalClock, tmp_path: Path, qtbot: object
) -> None:
    first = driver_of(centre, clock, keys=False)
    qtbot.addWidget(first.window)
    for stage in ("theory", "clip", "preparation"):
        while not first.stages or first.stages[-1] != stage:
            first.step()
            QCoreApplication.sendPostedEvents()
        first.step()
        first.desk.stop()
        assert first.desk.seat is not None
        before, left_ms = first.desk.seat.state, remaining_ms(first.desk.seat.state, first.desk.seat.elapsed_ms())
        page = type(first.window.pages.currentWidget())
        clock.set_wall(clock.now().replace(microsecond=0))
        again = driver_of(centre, clock, keys=False)
        qtbot.addWidget(again.window)
        assert again.desk.seat is not None
        after = again.desk.seat.state
        assert type(again.window.pages.currentWidget()) is page
        assert (after.answers, after.clips, after.stage) == (before.answers, before.clips, before.stage)
        assert abs(remaining_ms(after, again.desk.seat.elapsed_ms()) - left_ms) <= 1000
        again.stages = list(first.stages)
        first = again
    assert first.window.preparation.notes.toPlainText() == "1 hello"
    first.desk.stop()


def test_a_kiosk_killed_between_the_end_and_the_seal_seals_once_it_is_back(
    centre: DemoCentre, clock: RehearsalClock, qtbot: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver = driver_of(centre, clock, keys=False)
    qtbot.addWidget(driver.window)
    while driver.desk.seat is None or driver.desk.seat.state.stage.value != "consent":
        driver.step()
    with monkeypatch.context() as killed:
        killed.setattr(Seat, "seal", lambda sitter: sitter.state)
        QTest.mouseClick(driver.window.consent.no, Qt.MouseButton.LeftButton)
    attempt = driver.desk.seat.attempt
    assert (driver.desk.seat.state.finished, driver.desk.seat.state.sealed) == (True, False)
    driver.desk.stop()
    again = open_window(centre.home, clock, centre.cast.booth)
    qtbot.addWidget(again.window)
    assert again.seat is not None
    assert (again.seat.attempt, again.seat.state.sealed) == (attempt, True)
    assert again.window.stand.state.stand is Stand.REFUSED
    QTest.mouseClick(again.window.stand.button, Qt.MouseButton.LeftButton)
    assert again.window.pages.currentWidget() is again.window.language
    again.stop()
    third = open_window(centre.home, clock, centre.cast.booth)
    qtbot.addWidget(third.window)
    assert third.seat is None, "sealed, it is nobody's page any more"
    third.stop()
