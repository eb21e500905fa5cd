"""A desk that was left: handed over, killed, forgotten, or overtaken by the next candidate."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from app.centre.booths import left_open
from app.centre.desk import Desk
from app.centre.planning import SittingPlan, plan_sitting
from app.exam.flow_state import Stage
from app.exam.scheme import Subject
from tests.centre.conftest import PIN, Centre, _template, centre, make_centre  # noqa: F401 - pytest finds fixtures by name
from tests.screens.booth_room import BoothRoom, Sitter, confirmed

K = Qt.Key


@pytest.fixture
def room(centre: Centre, qtbot) -> BoothRoom:  # noqa: F811 - the fixture of that name
    return BoothRoom(centre, qtbot)


def test_one_desk_hands_the_booth_over_to_another_and_back(room: BoothRoom, qtbot) -> None:
    sitter = confirmed(room).go_to(Stage.THEORY)
    room.tick()
    other = BoothRoom(room.centre, qtbot, "examinertwo")
    for desk in (room, other, room, other):
        sitter.seat.call_help("candidate")
        desk.tick()
        desk.click(desk.page.booth.answer)
        assert sitter.seat.refresh().open_calls == ()
        assert desk.page.booth._state.problem == ""


def test_a_killed_desk_stands_where_it_stood(room: BoothRoom, qtbot) -> None:
    confirmed(room).go_to(Stage.PITCH)
    room.recording(20_000)
    room.tick()
    room.page.sheet.setFocus()
    room.key(K.Key_J, K.Key_Down, K.Key_H, K.Key_1)
    before = room.sheet
    again = BoothRoom(room.centre, qtbot)
    again.tick()
    assert again.sheet == before
    assert again.live.desk.state.stage is Stage.PITCH


def test_a_desk_left_open_after_the_end_is_found_again(room: BoothRoom, qtbot) -> None:
    sitter = confirmed(room).go_to(Stage.PITCH)
    room.tick()
    sitter.end_pitch()
    room.shell.sign_out()
    again = BoothRoom(room.centre, qtbot)
    again.tick()
    assert again.live.desk is not None
    assert again.live.desk.context.booking.id == sitter.seat.attempt
    assert again.sheet.subject is Subject.PITCH


@pytest.mark.parametrize("days", [0, 1])
def test_a_desk_left_open_is_found_behind_a_later_sitting(room: BoothRoom, qtbot, days: int) -> None:
    sitter, made = confirmed(room).go_to(Stage.PITCH), room.centre
    room.tick()
    sitter.end_pitch()
    room.shell.sign_out()
    with made.store.reading() as books:
        known = books.sittings.get(made.bookings[0].sitting)
    plan = SittingPlan("20990101", known.held_on + timedelta(days), known.place, known.scheme, known.bank, 1)
    plan_sitting(made.store, made.chance, made.staff["clerk"], plan)
    again = BoothRoom(made, qtbot)
    again.tick()
    assert again.live.desk is not None
    assert again.live.desk.context.booking.id == sitter.seat.attempt


def test_a_desk_left_open_long_ago_is_its_own_examiners(room: BoothRoom, qtbot) -> None:
    sitter, made = confirmed(room).go_to(Stage.PITCH), room.centre
    room.tick()
    sitter.end_pitch()
    room.shell.sign_out()
    for login, found in (("examinertwo", True), ("examiner", True)):
        assert (left_open(made.store, made.clock, "booth-1", made.staff[login].staff.id) != "") is found
    made.clock.pass_ms(3 * 24 * 3_600_000)
    other, own = BoothRoom(made, qtbot, "examinertwo"), BoothRoom(made, qtbot)
    assert other.live.desk is None
    assert own.live.desk is not None
    own.shell.stop()
    at_another = BoothRoom(made, qtbot, booth="booth-2")
    assert at_another.live.desk is None


def test_the_next_candidate_closes_the_booth_of_the_one_before(room: BoothRoom) -> None:
    sitter = confirmed(room).go_to(Stage.PITCH)
    room.tick()
    sitter.end_pitch()
    room.tick()
    assert not room.live.desk.sealed
    following = Sitter(room.centre, 1)
    room.tick()
    assert room.live.desk.context.booking.id == following.seat.attempt
    first = Desk(room.centre.store, room.centre.clock, room.centre.station(), room.centre.staff["examiner"],
                 sitter.seat.attempt)  # fmt: skip
    assert first.sealed
