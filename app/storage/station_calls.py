"""Calls of stations before check-in: one line for each call, answer and check-in.

Why this room exists: it stands outside the record, as looks and notes do: no verdict rests on it, and it names no
candidate.
"""

from collections.abc import Sequence

from sqlalchemy import bindparam, func, insert, select

from app.centre.call_ports import CallWord, StationCall
from app.storage.link import Link
from app.storage.rows import StationCallRow, table

CALL = table(StationCallRow)
_COLUMNS = tuple(CALL.c[name] for name in ("at", "station", "word", "by"))
_NEWEST = select(*_COLUMNS).order_by(CALL.c.serial.desc()).limit(bindparam("most"))
_LAST = select(*_COLUMNS).where(CALL.c.station == bindparam("place")).order_by(CALL.c.serial.desc()).limit(1)
_ENDS = select(func.max(CALL.c.serial)).group_by(CALL.c.station)
_LATEST = select(*_COLUMNS).where(CALL.c.serial.in_(_ENDS)).order_by(CALL.c.station)


class SqlStationCalls:
    """The port ``StationCalls`` inside one transaction."""

    def __init__(self, link: Link) -> None:
        self._link = link

    def note(self, line: StationCall) -> None:
        """Keep a line."""
        self._link.run(insert(CALL), {"at": line.at, "station": line.station, "word": line.word.value, "by": line.by})

    def last(self, station: str) -> StationCall | None:
        """Return a station's newest line."""
        row = self._link.first(_LAST, {"place": station})
        return None if row is None else _line(row)

    def latest(self) -> Sequence[StationCall]:
        """Return the newest line of each station, by its name."""
        return [_line(row) for row in self._link.rows(_LATEST)]

    def newest(self, limit: int) -> Sequence[StationCall]:
        """Return the newest lines of all stations, newest first."""
        return [_line(row) for row in self._link.rows(_NEWEST, {"most": limit})]


def _line(row: Sequence[str]) -> StationCall:
    at, station, word, by = row
    return StationCall(at, station, CallWord(word), by)
