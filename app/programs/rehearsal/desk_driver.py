"""An examiner at the window: signs in, looks after the booth, marks and signs, by the desk's own controls.

Why this room exists: demo and practice show what an examiner does; nothing here calls a job.
"""

from app.programs.rehearsal.sheet_hand import SheetHand, press, type_into
from app.screens.examiner.examiner_desk import ExaminerDesk
from app.screens.examiner.live_desk import LiveBooth
from app.screens.examiner.live_page import LivePage
from app.screens.parts.words import clock_text

_REASON = "程序中断，按实际时长补时。"


class WindowExaminer:
    """One examiner at one window."""

    def __init__(self, desk: ExaminerDesk, login: str, pin: str) -> None:
        self.desk, self.window = desk, desk.window
        self._login, self.pin = login, pin
        self.remarked = 0

    @property
    def page(self) -> LivePage:
        """The live booth's page."""
        found = self.window.findChild(LivePage)
        assert isinstance(found, LivePage)
        return found

    @property
    def booth(self) -> LiveBooth:
        """The desk behind the live page."""
        found = self.page.findChild(LiveBooth)
        assert isinstance(found, LiveBooth)
        return found

    @property
    def _hand(self) -> SheetHand:
        return SheetHand(self.window, self.booth.sheet, self.pin)

    @property
    def sheet_open(self) -> bool:
        """Whether a sheet is open that tags can be placed on."""
        return self._hand.open

    def sign_in(self) -> None:
        """Sign in, if nobody has."""
        door = self.window.sign_in
        if self.window.pages.currentWidget() is door:
            type_into(door.login, self._login)
            type_into(door.pin, self.pin)
            press(door.go)

    def go_to(self, name: str) -> None:
        """Turn to a page by its entry of the rail."""
        press(next(each for each in self.window.rail.entries if each.objectName() == f"go-{name}"))

    def confirm(self, attempt: str) -> None:  # noqa: ARG002 - the window stands at its booth
        """Say that person and document belong together."""
        self.booth.tick()
        press(self.page.booth.card.yes)

    def grant(self, attempt: str, ms: int) -> None:  # noqa: ARG002 - as above
        """Grant time that was lost beyond the rule, with a reason."""
        self.booth.tick()
        panel = self.page.booth
        press(panel.grant)
        type_into(panel.fields.time, clock_text(ms))
        type_into(panel.fields.reason, _REASON)
        press(panel.fields.give)

    def remark(self, place: int) -> None:
        """Place the tag that stands at a place of the row, by the key that is printed on it."""
        self._hand.remark(place)
        self.remarked += 1

    def mark(self, half_points: int) -> bool:
        """Mark the sheet in front, every line of it, and sign.  Returns whether it is signed."""
        self.booth.tick()
        return self._hand.mark(half_points)
