"""A clock that is moved by hand, so that fifteen minutes of exam pass in milliseconds."""

from datetime import UTC, datetime, timedelta


class RehearsalClock:
    """Wall and monotonic time that move only when told to."""

    def __init__(self, start: datetime) -> None:
        self._wall, self._monotonic_ms = start.astimezone(UTC), 0

    def now(self) -> datetime:
        """Return the rehearsed wall time."""
        return self._wall

    def monotonic_ms(self) -> int:
        """Return the rehearsed monotonic time."""
        return self._monotonic_ms

    def pass_ms(self, ms: int) -> None:
        """Let time pass."""
        self._wall += timedelta(milliseconds=ms)
        self._monotonic_ms += ms

    def set_wall(self, moment: datetime) -> None:
        """Set the wall clock alone, as somebody who changes the computer's clock does."""
        self._wall = moment.astimezone(UTC)
