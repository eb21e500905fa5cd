"""Somebody, or a time server, sets the wall clock in mid-exam: nobody's time moves by a second, at midnight neither."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QCoreApplication

from app.exam.flow import remaining_ms
from app.programs.demo import DemoCentre
from app.programs.rehearsal.clock import RehearsalClock
from app.storage.verify import verify_record
from tests.screens.exam_driver import driver_of

NEAR_MIDNIGHT = datetime(2026, 6, 4, 15, 59, 30, tzinfo=UTC)
"""Half a minute before midnight in Beijing, where the centre is."""


@pytest.fixture
def clock() -> RehearsalClock:
    return RehearsalClock(NEAR_MIDNIGHT)


@pytest.mark.parametrize("by", [timedelta(hours=5), timedelta(hours=-5), timedelta(days=400), timedelta(days=-400)])
def test_a_clock_that_is_set_in_every_stage_moves_nobodys_time(
    centre: DemoCentre, clock: RehearsalClock, qtbot, by: timedelta
) -> None:
    driver = driver_of(centre, clock, keys=False)
    qtbot.addWidget(driver.window)
    desk, met = driver.desk, list[str]()
    for _ in range(200):
        driver.step()
        QCoreApplication.sendPostedEvents()
        seat = desk.seat
        if seat is not None and driver.stages and driver.stages[-1] not in met:
            met.append(driver.stages[-1])
            desk.tick()
            before_ms, stage = remaining_ms(seat.state, seat.elapsed_ms()), seat.state.stage
            clock.set_wall(clock.now() + (by if len(met) % 2 else -by))
            desk.tick()
            assert seat.state.stage is stage
            assert remaining_ms(seat.state, seat.elapsed_ms()) == before_ms
        clock.pass_ms(700)
        if driver.done:
            break
    desk.stop()
    assert driver.done, driver.stages
    assert len(met) > 8
    assert list(verify_record(centre.home.store, centre.home.keys)) == []


@pytest.mark.parametrize("by", [timedelta(hours=5), timedelta(hours=-5)])
def test_a_clock_that_was_set_while_the_kiosk_was_away_takes_nothing_from_what_was_left(
    centre: DemoCentre, clock: RehearsalClock, qtbot, by: timedelta
) -> None:
    first = driver_of(centre, clock, keys=False)
    qtbot.addWidget(first.window)
    while not first.stages or first.stages[-1] != "theory":
        first.step()
        QCoreApplication.sendPostedEvents()
    first.step()
    first.desk.stop()
    left_ms = remaining_ms(first.desk.seat.state, first.desk.seat.elapsed_ms())
    clock.set_wall(clock.now() + by)
    again = driver_of(centre, clock, keys=False)
    qtbot.addWidget(again.window)
    again.desk.tick()
    assert again.desk.seat.attempt == first.desk.seat.attempt
    assert abs(remaining_ms(again.desk.seat.state, again.desk.seat.elapsed_ms()) - left_ms) <= 1_000
    again.desk.stop()
