"""Whoever stands at a kiosk and has not checked in can call; the call is heard, and is never lost at check-in."""

import pytest

from app.centre import station_calls
from app.centre.call_ports import CallWord
from app.centre.desk import Desk
from app.centre.seat import admit
from app.centre.supervision import What, room_view
from app.exam.errors import NotAllowed, Refused
from app.exam.flow_state import Stage

BOOTH = "booth-2"


def call(centre):
    station_calls.call(centre.store, centre.clock, BOOTH)


def answer(centre, login="examiner"):
    station_calls.answer(centre.store, centre.clock, centre.staff[login], BOOTH)


def waits(centre, station=BOOTH):
    return station_calls.waits(centre.store, station)


def view(centre):
    return room_view(centre.store, centre.clock, centre.staff["supervisor"], centre.sitting.id)


def checked_in(centre):
    number = centre.bookings[0].admission_number
    return admit(centre.store, centre.clock, centre.station(BOOTH), number, "002X", how="typed", language="zh")


def test_a_call_waits_until_an_examiner_has_heard_it(centre):
    assert not waits(centre)
    call(centre)
    assert waits(centre)
    assert not waits(centre, "booth-1"), "it is this booth's"
    answer(centre)
    assert not waits(centre)
    with centre.store.reading() as books:
        lines = books.station_calls.newest(9)
    assert [(line.word, line.by) for line in reversed(lines)] == [
        (CallWord.CALLED, ""), (CallWord.ANSWERED, centre.staff["examiner"].staff.id),
    ]  # fmt: skip


def test_a_second_press_is_the_same_call_and_a_later_one_is_another(centre):
    call(centre)
    call(centre)
    answer(centre)
    with pytest.raises(Refused, match="No call waits"):
        answer(centre)
    call(centre)
    assert waits(centre)
    with centre.store.reading() as books:
        assert [line.word for line in books.station_calls.newest(9)].count(CallWord.CALLED) == 2


@pytest.mark.parametrize("login", ["supervisor", "clerk", "admin"])
def test_only_who_runs_booths_answers(centre, login):
    call(centre)
    with pytest.raises(NotAllowed):
        answer(centre, login)
    assert waits(centre)


def test_with_check_in_a_call_that_waits_goes_into_the_attempts_own_stream(centre):
    call(centre)
    sitter = checked_in(centre)
    station_calls.take_over(centre.store, centre.clock, sitter)
    station_calls.take_over(centre.store, centre.clock, sitter)
    assert not waits(centre)
    assert len(sitter.state.open_calls) == 1
    desk = Desk(centre.store, centre.clock, centre.station("desk-2"), centre.staff["examiner"], sitter.attempt)
    desk.answer_call()
    assert sitter.refresh().open_calls == ()


def test_a_call_is_heard_of_before_check_in_and_after_it(centre):
    def anybody():
        return station_calls.anybody_calls(centre.store, BOOTH)

    assert not anybody()
    call(centre)
    assert anybody()
    answer(centre)
    sitter = checked_in(centre)
    assert not anybody()
    sitter.call_help("candidate")
    assert anybody()
    desk = Desk(centre.store, centre.clock, centre.station("desk-2"), centre.staff["examiner"], sitter.attempt)
    desk.answer_call()
    assert not anybody()


def test_without_a_call_check_in_writes_none(centre):
    sitter = checked_in(centre)
    station_calls.take_over(centre.store, centre.clock, sitter)
    assert sitter.state.open_calls == ()
    with centre.store.reading() as books:
        assert list(books.station_calls.newest(9)) == []


def test_a_supervisor_sees_who_calls_before_check_in_and_that_it_was_heard(centre):
    call(centre)
    centre.clock.pass_ms(42_000)
    seen = view(centre)
    (line,) = seen.running
    assert (line.station, line.stage, line.open_calls, line.number) == (BOOTH, Stage.CHECK_IN, 1, "")
    assert line.silent_ms == 42_000
    assert seen.finished == 0, "nobody has finished because somebody calls"
    answer(centre)
    seen = view(centre)
    assert seen.running == ()
    assert [(each.what, each.station) for each in seen.events] == [(What.CALL_HEARD, BOOTH), (What.CALL, BOOTH)]


def test_calls_of_another_day_are_no_events_of_this_sitting(centre):
    call(centre)
    answer(centre)
    with centre.store.reading() as books:
        first = books.station_calls.newest(9)[-1]
    assert first.at.startswith("2026-06-04")
    centre.clock.pass_ms(86_400_000)
    call(centre)
    seen = view(centre)
    assert [each.what for each in seen.events] == [What.CALL_HEARD, What.CALL]
    assert seen.running[0].open_calls == 1, "but a call that waits is shown whichever day is watched"
