"""What the kiosk says of a call: nobody called, called, heard, or not got through.

Why this room exists: whoever calls must see that somebody heard it.  The answer is written on another PC; so "heard"
counts from the moment at which this one saw it, by its own monotonic clock.
"""

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the first page, which needs ``Called`` alone, is not kept waiting
    from app.centre.ports import Clock

HEARD_MS = 20_000
"""How long "heard" stands there: long enough to be read twice, and for somebody to come."""


class Called(StrEnum):
    """How a call stands."""

    NOT = "not"
    WAITING = "waiting"
    HEARD = "heard"
    FAILED = "failed"
    """It could not be written: nobody was told."""


class CallBell:
    """Remembers one kiosk's call."""

    def __init__(self, clock: "Clock") -> None:
        self._clock = clock
        self._waiting = self._failed = False
        self._heard_ms: int | None = None

    def look(self, *, waiting: bool) -> Called:
        """Take in whether a call waits now; return what is to be said."""
        if waiting:
            self._waiting, self._failed, self._heard_ms = True, False, None
            return Called.WAITING
        if self._waiting:
            self._waiting, self._heard_ms = False, self._clock.monotonic_ms()
        return self.stand()

    def stand(self) -> Called:
        """Return what is to be said, as it was seen last."""
        if self._waiting:
            return Called.WAITING
        if self._failed:
            return Called.FAILED
        fresh = self._heard_ms is not None and self._clock.monotonic_ms() - self._heard_ms < HEARD_MS
        return Called.HEARD if fresh else Called.NOT

    def fail(self) -> None:
        """Remember that a call did not get through."""
        self._failed = True

    def forget(self) -> None:
        """Begin anew: somebody else stands here."""
        self._waiting = self._failed = False
        self._heard_ms = None
