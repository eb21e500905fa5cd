"""Calling for help from the first page on: the examiner answers, and the kiosk says that it was heard."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.centre.station_calls import anybody_calls
from app.exam.errors import Unavailable
from app.exam.flow_state import Stage
from app.media.live.cast import BoothCast
from app.media.live.look import BoothAddress, BoothLook
from app.programs.booth_view import BoothView
from app.screens.examiner.supervision_desk import SupervisionDesk
from app.screens.kiosk.call_bell import HEARD_MS, CallBell, Called
from app.screens.kiosk.kiosk_desk import KioskDesk
from app.screens.language import speak
from app.storage.clock import SystemClock
from app.storage.home import open_home
from app.storage.photos import PhotoFolder
from tests.centre.conftest import Centre, _template, centre, make_centre  # noqa: F401 - pytest finds fixtures by name
from tests.screens.booth_room import BoothRoom
from tests.screens.exam_driver import open_window

FOUR = "002X"


@dataclass
class Door:
    """A kiosk where nobody has checked in, and the examiner's window for its booth."""

    kiosk: KioskDesk
    room: BoothRoom

    @property
    def pages(self):
        return self.kiosk.window

    def press(self, control) -> None:
        assert control.isVisible(), control.text()
        assert control.isEnabled(), control.text()
        QTest.mouseClick(control, Qt.MouseButton.LeftButton)

    def both_look(self) -> None:
        self.kiosk.tick()
        self.room.tick()

    def to_check_in(self) -> None:
        self.press(self.pages.language.english)
        self.kiosk.tick()

    def check_in(self) -> None:
        page = self.pages.check_in
        page.number.setText(self.room.centre.bookings[0].admission_number)
        page.last_four.setText(FOUR)
        page._judge()
        self.press(page.go)
        self.press(self.pages.photo.go)


@pytest.fixture
def open_kiosk(qtbot, qapp) -> Iterator[Callable[..., KioskDesk]]:
    made: list[KioskDesk] = []

    def make(home, clock, station) -> KioskDesk:
        made.append(open_window(home, clock, station))
        qtbot.addWidget(made[-1].window)
        speak(qapp, "en")
        return made[-1]

    yield make
    for desk in made:
        desk.stop()


@pytest.fixture
def door(centre: Centre, open_kiosk, qtbot) -> Door:  # noqa: F811 - the fixture of that name
    return Door(open_kiosk(centre.home, centre.clock, centre.station()), BoothRoom(centre, qtbot))


def test_a_call_from_the_first_page_reaches_the_desk_and_is_heard(door: Door) -> None:
    call, booth = door.pages.language.call, door.room.page.booth
    assert "Call the examiner" in call.text()
    assert "呼叫考评员" in call.text(), "nobody has chosen a language yet"
    door.press(call)
    assert "已呼叫" in call.text()
    assert not call.isEnabled()
    door.both_look()
    assert "calls for help" in door.room.page.note.title.text()
    assert booth.call_words.isVisible()
    door.press(booth.answer)
    assert not booth.answer.isVisible()
    assert "Nobody is at" in door.room.page.note.title.text()
    door.both_look()
    assert "听到" in call.text()
    assert "heard you" in call.text()
    door.room.centre.clock.pass_ms(HEARD_MS)
    door.both_look()
    assert "Call the examiner" in call.text()
    assert call.isEnabled()


def test_a_call_goes_along_from_page_to_page(door: Door) -> None:
    door.to_check_in()
    door.press(door.pages.bar.call)
    assert door.pages.bar.call.text() == "Examiner called"
    door.press(door.pages.check_in.back)
    assert "Examiner called" in door.pages.language.call.text()
    assert not door.pages.bar.isVisible()
    door.to_check_in()
    assert door.pages.bar.call.text() == "Examiner called"
    door.room.tick()
    door.press(door.room.page.booth.answer)
    door.kiosk.tick()
    assert door.pages.bar.call.text() == "The examiner heard you"


def test_with_check_in_the_call_becomes_the_candidates_own(door: Door) -> None:
    door.to_check_in()
    door.press(door.pages.bar.call)
    door.check_in()
    assert door.kiosk.seat is not None
    assert len(door.kiosk.seat.state.open_calls) == 1
    door.both_look()
    assert door.pages.bar.call.text() == "Examiner called", "for the candidate nothing has changed"
    assert "The candidate calls (1)" in door.room.page.booth.call_words.text()
    door.press(door.room.page.booth.answer)
    door.kiosk.tick()
    assert door.kiosk.seat.state.open_calls == ()
    assert door.pages.bar.call.text() == "The examiner heard you"


def test_a_kiosk_that_starts_again_still_calls(door: Door, open_kiosk) -> None:
    door.press(door.pages.language.call)
    door.kiosk.stop()
    again = open_kiosk(door.room.centre.home, door.room.centre.clock, door.room.centre.station())
    assert "Examiner called" in again.window.language.call.text()


def test_the_next_candidate_is_not_told_that_another_was_heard(door: Door) -> None:
    door.to_check_in()
    door.check_in()
    door.press(door.pages.bar.call)
    seat = door.kiosk.seat
    assert seat is not None
    door.room.tick()
    door.press(door.room.page.booth.card.no)
    door.kiosk.tick()
    assert seat.state.stage is Stage.TURNED_AWAY
    door.press(door.pages.stand.button)
    assert "Call the examiner" in door.pages.language.call.text()


def test_a_call_that_cannot_be_written_says_so_and_is_pressed_again(door: Door, monkeypatch) -> None:
    def held(*_: object) -> None:
        raise Unavailable("The database is held.", advice="Try again.")

    with monkeypatch.context() as broken:
        broken.setattr("app.screens.kiosk.arrival.station_calls.call", held)
        door.press(door.pages.language.call)
    assert "Not called" in door.pages.language.call.text()
    door.press(door.pages.language.call)
    assert "Examiner called" in door.pages.language.call.text()


def test_a_supervisor_sees_the_booth_that_calls(door: Door, qtbot) -> None:
    door.press(door.pages.language.call)
    page = SupervisionDesk(door.room.live._at, lambda: 10**9)
    qtbot.addWidget(page.widget)
    page.entered(door.room.centre.staff["supervisor"])
    (line,) = page._state.view.running
    assert line.open_calls == 1
    page.widget.show()
    card = page.widget._cards[0]
    assert card.place.text() == "booth-1"
    assert "Calls for help: 1" in card._health[0].text.text()
    assert page.widget.about.count() == 1, "there is nobody yet whom a note could be about"
    assert page.widget.summary.text().startswith("0 booths run")
    page.left()


def test_two_pcs_on_one_database_with_the_link_between_them(centre: Centre, open_kiosk, qtbot) -> None:  # noqa: F811 - the fixture of that name
    """The kiosk's program and the examiner's: each its own connection; pictures by the link, the call by the record."""
    far = open_home(centre.home.path)
    try:
        kiosk = open_kiosk(far, SystemClock(), centre.station())
        view = BoothView(kiosk.booth, PhotoFolder(far.photos))
        cast = BoothCast(view, "token")
        cast.start()
        look = BoothLook(lambda: BoothAddress("127.0.0.1", cast.port, "token"))
        look.start()
        room = BoothRoom(centre, qtbot)
        room.live._link = look
        qtbot.waitUntil(lambda: look.picture() is not None, timeout=30_000)
        QTest.mouseClick(kiosk.window.language.call, Qt.MouseButton.LeftButton)
        room.tick()
        assert room.page.picture._image is not None, "the examiner sees who calls"
        room.click(room.page.booth.answer)
        kiosk.tick()
        assert "heard you" in kiosk.window.language.call.text()
        look.close()
        cast.close()
        kiosk.stop()
    finally:
        far.close()


def test_whichever_page_is_in_front_the_rail_says_that_the_booth_calls(door: Door) -> None:
    room = door.room
    room.shell._at = replace(room.shell._at, calls=lambda: anybody_calls(room.centre.store, "booth-1"))
    room.shell.listen()
    entry = room.window.rail.entries[0]
    assert entry.text() == "Booth"
    door.press(door.pages.language.call)
    room.shell.listen()
    assert entry.text() == "Booth ●"
    assert "somebody calls" in entry.accessibleName()
    room.tick()
    door.press(room.page.booth.answer)
    room.shell.listen()
    assert entry.text() == "Booth"
    room.shell.sign_out()
    assert not room.shell._ears.isActive()


class TickedClock:
    """Monotonic time as a test sets it."""

    ms = 0

    def monotonic_ms(self) -> int:
        return self.ms


def test_heard_counts_from_when_this_kiosk_saw_it() -> None:
    clock = TickedClock()
    bell = CallBell(clock)
    assert bell.look(waiting=False) is Called.NOT
    assert bell.look(waiting=True) is Called.WAITING
    clock.ms = 90_000
    assert bell.look(waiting=False) is Called.HEARD
    clock.ms += HEARD_MS - 1
    assert bell.look(waiting=False) is Called.HEARD
    clock.ms += 1
    assert bell.look(waiting=False) is Called.NOT
    bell.fail()
    assert bell.look(waiting=False) is Called.FAILED
    assert bell.look(waiting=True) is Called.WAITING
    bell.forget()
    assert bell.stand() is Called.NOT
