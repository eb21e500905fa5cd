"""A sheet whose examiner was cut off between signature and seal: signing again, or opening it again, seals it."""

import pytest

from app.centre.marking import Marking, SheetKey
from app.exam.errors import Unavailable
from app.exam.scheme import Subject
from app.exam.sheet_state import rubric_lines
from app.storage.verify import verify_record
from tests.centre.conftest import PIN, Centre, _template, centre, make_centre  # noqa: F401 - pytest finds fixtures by name
from tests.screens.sheet_room import SheetRoom, sat


def cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: Marking) -> None:
        raise Unavailable("The database server does not answer.", advice="Try again.")

    monkeypatch.setattr(Marking, "seal", fail)


@pytest.fixture
def room(centre: Centre, qtbot) -> SheetRoom:  # noqa: F811 - the fixture of that name
    made = SheetRoom(centre, qtbot, sat(centre))
    for line in rubric_lines(made.bank, Subject.PITCH):
        made.desk.marking.mark(line.id, line.half_points)
    return made


def test_the_second_pin_seals_what_the_first_one_signed(
    room: SheetRoom,
    centre: Centre,  # noqa: F811 - the fixture of that name
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told: list[bool] = []
    room.desk.signed.connect(lambda: told.append(True))
    with monkeypatch.context() as patch:
        cut_off(patch)
        room.panel.pin_given.emit(PIN)
    assert (room.sheet.signed, room.sheet.sealed, told) == (True, False, [])
    room.panel.pin_given.emit(PIN)
    assert (room.sheet.sealed, told) == (True, [True])
    assert list(verify_record(centre.store, centre.home.keys)) == []


def test_opening_it_again_seals_it(
    room: SheetRoom,
    centre: Centre,  # noqa: F811 - the fixture of that name
    qtbot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with monkeypatch.context() as patch:
        cut_off(patch)
        room.panel.pin_given.emit(PIN)
    room.desk.close()
    again = SheetRoom(centre, qtbot, room.booking)
    assert again.sheet.sealed
    assert (
        Marking(
            centre.store,
            centre.clock,
            centre.station(),
            centre.staff["examiner"],
            SheetKey(room.booking.id, Subject.PITCH),
        )
        .seal_if_whole()
        .sealed
    )
