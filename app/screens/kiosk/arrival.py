"""Join the pages at the door to the jobs: language, check-in by hand or by ticket, the photo.

Why this room exists: until somebody is checked in there is no attempt to write to; afterwards these pages are over.
"""

from collections.abc import Callable

from PySide6.QtGui import QImage

from app.centre import station_calls
from app.centre.identity_photo import keep_photo
from app.centre.registration_photo import has_registration_photo
from app.centre.seat import Seat, admit, expected
from app.exam.errors import DeskError
from app.screens.kiosk.absence import ASK_MS, LEAVE_MS, Absence
from app.screens.kiosk.check_in import CheckInState
from app.screens.kiosk.language import LanguageState
from app.screens.kiosk.photo import PhotoState
from app.screens.kiosk.session import Session
from app.screens.kiosk.top_bar import BarState


class Arrival:
    """From the greeting to the seat; ``sat`` is told who sits and the photo that was taken."""

    def __init__(self, session: Session, sat: Callable[[Seat, QImage | None], None]) -> None:
        self._now, self._sat = session, sat
        self._read, self._how, self._who = "", "typed", ("", "")
        self._fault, self._comparison = ("", ""), False
        self._refused: DeskError | None = None
        self._absence = Absence(session.at.clock)
        pages = session.window
        pages.language.chosen.connect(self._choose_language)
        pages.check_in.check_in_asked.connect(self._check_in)
        pages.check_in.back_asked.connect(self.greet)
        pages.photo.taken.connect(self._take_photo)
        pages.photo.back_asked.connect(self._ask_again)

    def greet(self) -> None:
        """Show the first page; nobody is here."""
        session = self._now
        if session.seat is not None:
            session.bell.forget()
        session.seat, session.name = None, ""
        session.at.booth.rest()
        session.window.bar.hide()
        session.window.check_in.forget()
        session.window.turn_to(session.window.language)
        self._show_call()

    def call(self) -> None:
        """Call the examiner although nobody has checked in; the button itself says when that failed."""
        services = self._now.at
        try:
            station_calls.call(services.store, services.clock, services.station.name)
        except DeskError:
            self._now.bell.fail()
        self._show_call()

    def _show_call(self) -> None:
        """Show how a call stands, on the first page and on the bar of the others."""
        session, station = self._now, self._now.at.station.name
        try:
            called = session.bell.look(waiting=station_calls.waits(session.at.store, station))
        except DeskError:
            called = session.bell.stand()
        session.window.language.show_state(LanguageState(station, session.at.centre, called))
        if session.window.pages.currentWidget() is not session.window.language:
            session.window.show_bar(BarState(booth=station, called=called))

    def tick(self) -> None:
        """Keep the camera open while somebody stands at the door, and take in a ticket."""
        session, page = self._now, self._now.window.pages.currentWidget()
        if page is session.window.check_in or page is session.window.photo:
            session.at.booth.open()
        self._show_call()
        number = session.at.booth.ticket() if page is session.window.check_in else ""
        if number and number != self._read:  # the same ticket held on takes back neither a correction nor a refusal
            self._read, self._refused = number, None
            session.window.check_in.show_state(CheckInState(number=number, camera=session.at.booth.picture()))
        if page is not session.window.language:
            self._look_for_anybody()

    def _look_for_anybody(self) -> None:
        """Go back to the greeting when nobody touches check-in any more; first ask."""
        window, check_in = self._now.window, self._now.window.check_in
        if window.away.answered():
            self._absence.begin()
        quiet_ms = self._absence.quiet_ms(
            (window.pages.currentWidget(), check_in.number.text(), check_in.last_four.text(), self._read,
             self._now.language, window.photo.agreed())
        )  # fmt: skip
        if quiet_ms >= LEAVE_MS:
            window.away.shut()
            self.greet()
        elif quiet_ms >= ASK_MS:
            window.away.ask_for(LEAVE_MS - quiet_ms, self.greet)

    def look(self) -> None:
        """Show the camera's next picture."""
        session = self._now
        if session.window.pages.currentWidget() is session.window.check_in:
            session.window.check_in.show_camera(session.at.booth.picture())
        elif session.window.pages.currentWidget() is session.window.photo:
            self._show_photo()

    def _choose_language(self, language: str) -> None:
        self._now.speak(language)
        self._ask_again()

    def _ask_again(self) -> None:
        session = self._now
        self._read, self._refused = "", None
        session.at.booth.open()
        session.at.booth.read_tickets(wanted=True)
        number, four = session.at.practice() if session.at.practice is not None else ("", "")
        session.window.check_in.show_state(CheckInState(number, camera=session.at.booth.picture(), last_four=four))
        session.window.turn_to(session.window.check_in)
        self._show_call()

    def _check_in(self, number: str, last_four: str) -> None:
        session = self._now
        try:
            booking = expected(session.at.store, number, last_four)
            self._comparison = session.at.face_comparison and has_registration_photo(session.at.store, booking.id)
        except DeskError as error:
            self._refused = error
            self._say_refused()
            return
        session.at.booth.read_tickets(wanted=False)
        self._how, self._who, self._fault = "qr" if number == self._read else "typed", (number, last_four), ("", "")
        session.window.photo.forget()
        self._show_photo()
        session.window.turn_to(session.window.photo)

    def _say_refused(self) -> None:
        page, why = self._now.window.check_in, self._refused
        if why is not None and self._now.window.pages.currentWidget() is page:
            page.show_state(CheckInState("", *why.in_language(self._now.language), camera=self._now.at.booth.picture()))

    def retell(self) -> None:
        """Say in the window's new language what was refused in the one before."""
        self._fault = ("", "")
        self._say_refused()

    def _show_photo(self) -> None:
        booth = self._now.at.booth
        state = PhotoState(booth.picture(), booth.trouble() is not None, *self._fault, comparison=self._comparison)
        self._now.window.photo.show_state(state)

    def _take_photo(self) -> None:
        session, (number, four) = self._now, self._who
        services, taken = session.at, session.at.booth.photo()
        try:
            booking = expected(services.store, number, four)
            photo = keep_photo(services.store, services.photos, booking.id, taken) if taken else ""
            seat = admit(
                services.store, services.clock, services.station, number, four, how=self._how,
                language=session.language, photo=photo,
                face_comparison=session.window.photo.agreed() if photo else None,
            )  # fmt: skip
        except DeskError as error:
            self._fault = error.in_language(session.language)
            self._show_photo()
            return
        self._sat(seat, QImage.fromData(taken) if taken else None)
