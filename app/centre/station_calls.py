"""A call for help at a booth's kiosk while nobody has checked in: a call of the station, not of an attempt.

Why this room exists: whoever does not get past the first page must be able to call as well.  There is no attempt yet
whose stream could hold the call, and an examiner's PC must not write into a seat's; so it is a line beside the record,
like a look at a film: insert only, on the database that booths, desks and supervisors share anyway.  With check-in a
call that still waits goes over into the attempt's own stream.
"""

from app.centre.access import require
from app.centre.call_ports import CallWord, StationCall
from app.centre.ports import Clock, Store
from app.centre.seat import Seat, refused
from app.centre.values import SignedIn
from app.exam.entry import instant
from app.exam.roles import Act


def call(store: Store, clock: Clock, station: str) -> None:
    """Call the examiner from a station; one call at a time waits there.

    Raises:
        Unavailable: it could not be written: nobody was called.
    """
    with store.writing() as books:
        if not _open(books.station_calls.last(station)):
            books.station_calls.note(StationCall(instant(clock.now()), station, CallWord.CALLED))


def waits(store: Store, station: str) -> bool:
    """Tell whether a call from a station waits for an answer."""
    with store.reading() as books:
        return _open(books.station_calls.last(station))


def anybody_calls(store: Store, station: str) -> bool:
    """Tell whether somebody at a station waits for an answer, checked in or not; cheap, for whoever works elsewhere."""
    with store.reading() as books:
        running = books.attempts.running_at(station)
        line = books.attempts.get(running[-1]) if running else None
        at_the_door = _open(books.station_calls.last(station))
    return at_the_door or (line is not None and line.calls > line.calls_answered)


def answer(store: Store, clock: Clock, signed: SignedIn, station: str) -> None:
    """Say that a station's call was heard.

    Raises:
        NotAllowed: calls are answered by those who run booths.
        Refused: none waits there.
    """
    require(signed, Act.RUN_BOOTH)
    with store.writing() as books:
        if not _open(books.station_calls.last(station)):
            raise refused("no_open_call")
        line = StationCall(instant(clock.now()), station, CallWord.ANSWERED, signed.staff.id)
        books.station_calls.note(line)


def take_over(store: Store, clock: Clock, sitter: Seat) -> None:
    """Carry a call that still waits into the stream of who has now checked in at the station; none: no change."""
    station = sitter.station.name
    if not waits(store, station):
        return
    if not sitter.state.open_calls:
        sitter.call_help("candidate")
    with store.writing() as books:
        books.station_calls.note(StationCall(instant(clock.now()), station, CallWord.CHECKED_IN))


def _open(last: StationCall | None) -> bool:
    return last is not None and last.word is CallWord.CALLED
