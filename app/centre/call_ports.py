"""Where calls of a station are kept: who called before check-in, and who heard it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class CallWord(StrEnum):
    """What happened to a station's call."""

    CALLED = "called"
    ANSWERED = "answered"
    CHECKED_IN = "checked_in"
    """The attempt's own stream holds it from here on."""


@dataclass(frozen=True, slots=True)
class StationCall:
    """One line: when, at which station, what; ``by`` is the examiner who answered, else empty."""

    at: str
    station: str
    word: CallWord
    by: str = ""


class StationCalls(Protocol):
    """The lines of all stations.  Insert only."""

    def note(self, line: StationCall) -> None:
        """Keep a line."""
        ...

    def last(self, station: str) -> StationCall | None:
        """Return a station's newest line."""
        ...

    def latest(self) -> Sequence[StationCall]:
        """Return the newest line of each station, by its name."""
        ...

    def newest(self, limit: int) -> Sequence[StationCall]:
        """Return the newest lines of all stations, newest first."""
        ...
