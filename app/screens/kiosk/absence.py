"""Nobody there any more: the pages before and after an exam go back to the greeting by themselves.

Why this room exists: a number, a face or a name must not stay on a screen whose owner has walked away, and the next
candidate must find the first page.  Nothing of an attempt is decided here: in an exam every clock has its own end.
"""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.centre.ports import Clock
from app.screens.parts.sheets import Question

ASK_MS, LEAVE_MS = 120_000, 150_000
"""After so long without a sign of anybody it is asked who is there; then the page goes back."""


class Absence:
    """How long nothing has changed that only a hand can change."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._seen: object = None
        self._since_ms = 0

    def quiet_ms(self, seen: object) -> int:
        """Return for how long ``seen`` has been what it is."""
        if seen != self._seen:
            self._seen = seen
            self.begin()
        return self._clock.monotonic_ms() - self._since_ms

    def begin(self) -> None:
        """Somebody is there: count from now."""
        self._since_ms = self._clock.monotonic_ms()


class AwayQuestion(Question):
    """Asks whether anybody is still there, and says when the page goes back."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.asked = False
        self._leave: Callable[[], object] = lambda: None
        self.no.clicked.connect(self._go)

    def ask_for(self, left_ms: int, leave: Callable[[], object]) -> None:
        """Ask, or say anew how long is left."""
        fresh, self.asked, self._leave = not self.isVisible(), True, leave
        self.ask(
            self.tr("Are you still there?"),
            self.tr("In {0} s this page goes back to the beginning, so that nobody reads your number.").format(
                max(1, -(-left_ms // 1000))
            ),
            self.tr("Go on"),
            self.tr("Back to the beginning"),
            lambda: None,
        )
        if fresh:
            self.yes.setFocus()

    def _go(self) -> None:
        self._leave()

    def answered(self) -> bool:
        """Tell, once, whether somebody has shut it."""
        answered = self.asked and not self.isVisible()
        if answered:
            self.asked = False
        return answered
