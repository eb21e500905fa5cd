"""Who sits at this kiosk, what only the window knows of it, and how a wish becomes an entry.

Why this room exists: arrival, clip and pitch are desks of their own and share one seat, one language, one way to
say what went wrong.
"""

from collections.abc import Callable

from app.centre.seat import Seat
from app.exam.errors import DeskError, Refused
from app.screens.kiosk.booth import KioskServices
from app.screens.kiosk.call_bell import CallBell
from app.screens.kiosk.views import Walk
from app.screens.kiosk.window import KioskWindow


class Session:
    """One window, its services, and one attempt at a time."""

    def __init__(self, window: KioskWindow, services: KioskServices, show: Callable[[], None]) -> None:
        self.window, self.at, self.show = window, services, show
        self.seat: Seat | None = None
        self.walk, self.bell = Walk(), CallBell(services.clock)
        self.name, self.language = "", "zh"

    def speak(self, language: str) -> None:
        """Turn the window to a language."""
        self.language = self.walk.language = language
        self.at.speak(language)
        self.show()

    def guard(self, job: Callable[[], object]) -> bool:
        """Do a job; a failure becomes a sentence on the page.  Returns whether it was done."""
        try:
            job()
        except DeskError as error:
            self.walk.problem = error.in_language(self.language)
            self.walk.saved = None if isinstance(error, Refused) else False
            return False
        return True

    def wish(self, job: Callable[[Seat], object]) -> bool:
        """Write a wish; "saved" is set by the store's answer alone.  Returns whether it was written."""
        seat = self.seat
        if seat is None:
            return False
        done = self.guard(lambda: job(seat))
        if done:
            self.walk.problem, self.walk.saved = ("", ""), True
        self.show()
        return done
