"""The supervisor's job: watch a whole sitting, touch nothing, write into one's own notes.

Why this room exists: whoever supervises sees from the record alone how every booth stands, without a name and
without a way to interfere.  Their notes are no stream of an attempt: each stream has one writer and a verdict rests
on it; a note is a supervisor's own paper, sealed, which nobody else reads here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.centre.access import require
from app.centre.call_ports import CallWord, StationCall
from app.centre.marking_ports import Note
from app.centre.ports import AttemptQuery, Books, Clock, Store
from app.centre.values import Booking, SignedIn, Sitting
from app.exam.deadlines import remaining_ms
from app.exam.entry import Entry, instant, moment
from app.exam.errors import Refused
from app.exam.flow import fold
from app.exam.flow_state import AttemptState, Stage
from app.exam.local_time import local_day
from app.exam.roles import Act
from app.exam.scheme import Scheme, Subject
from app.exam.summary import AttemptSummary
from app.exam.vocabulary import body_of, desk, seat

STALE_MS = 15_000
"""A film is anchored every ten seconds; half as long again without one and it may no longer grow."""
_PAGE = 500


class Grows(StrEnum):
    """Whether a film grows, by its anchors in the record."""

    NO_FILM = "no_film"
    GROWING = "growing"
    STALE = "stale"


class What(StrEnum):
    """What happened, for the list of events."""

    CALL = "call"
    CALL_HEARD = "call_heard"
    INTERRUPTED = "interrupted"
    RESUMED = "resumed"
    MISCONDUCT = "misconduct"
    STOPPED = "stopped"
    TIME_GRANTED = "time_granted"


@dataclass(frozen=True, slots=True)
class BoothLine:
    """One attempt that runs now.  ``answer_age_ms`` is -1 before the first answer; ``disk`` is the gate's finding.

    Somebody who calls before check-in has no attempt yet: ``attempt`` and ``number`` are empty then.
    """

    attempt: str
    number: str
    station: str
    stage: Stage
    subject: Subject | None
    remaining_ms: int
    limit_ms: int
    interrupted: bool
    awaiting_grant: bool
    open_calls: int
    misconduct: str
    grows: Grows
    film_ms: int
    answers: int
    items: int
    answer_age_ms: int
    silent_ms: int
    """Since the booth last wrote anything."""
    disk: str


@dataclass(frozen=True, slots=True)
class Event:
    """Something that a supervisor should know of; ``detail`` is a word of the record (a cause, a level)."""

    at: str
    number: str
    station: str
    what: What
    detail: str = ""


@dataclass(frozen=True, slots=True)
class RoomView:
    """A sitting at one moment."""

    running: tuple[BoothLine, ...]
    finished: int
    not_come: tuple[str, ...]
    """Admission numbers of whom nothing is known."""
    absent: tuple[str, ...]
    events: tuple[Event, ...]
    """Newest first."""


def room_view(store: Store, clock: Clock, signed: SignedIn, sitting: str, *, events: int = 40) -> RoomView:
    """Return how a sitting stands now.

    Raises:
        Refused: there is no such sitting.
    """
    require(signed, Act.OBSERVE)
    with store.reading() as books:
        held = books.sittings.get(sitting)
        scheme = books.releases.scheme(held.scheme)
        bookings = books.sittings.bookings(sitting)
        lines = {line.attempt: line for line in _summaries(books, sitting)}
        begun = [booking for booking in bookings if booking.id in lines and lines[booking.id].station]
        running = [_booth(books, scheme, clock, booking) for booking in begun if lines[booking.id].stage != "finished"]
        told = [event for booking in begun for event in _events(books, booking, lines[booking.id])]
        told += _station_events(books.station_calls.newest(_PAGE), held)
        calling = [_calling(clock, line) for line in books.station_calls.latest() if line.word is CallWord.CALLED]
    waiting = [booking for booking in bookings if booking not in begun]
    absent = [each for each in waiting if each.id in lines and lines[each.id].office_state in ("absent", "deferred")]
    return RoomView(
        (*calling, *running), len(begun) - len(running),
        tuple(each.admission_number for each in waiting if each not in absent),
        tuple(each.admission_number for each in absent),
        tuple(sorted(told, key=lambda event: event.at, reverse=True)[:events]),
    )  # fmt: skip


def _summaries(books: Books, sitting: str) -> Iterator[AttemptSummary]:
    query = AttemptQuery(sitting=sitting, limit=_PAGE)
    while page := books.attempts.page(query):
        yield from page
        query = AttemptQuery(sitting=sitting, after=page[-1].admission_number, limit=_PAGE)


def _booth(books: Books, scheme: Scheme, clock: Clock, booking: Booking) -> BoothLine:
    entries = books.ledger.entries(f"{booking.id}/seat")
    state = fold(scheme, entries, books.ledger.entries(f"{booking.id}/desk"))
    silent_ms = _age_ms(clock, entries[-1])
    answers = [entry for entry in entries if entry.kind == "answered"]
    elapsed_ms = state.last_elapsed_ms + silent_ms
    return BoothLine(
        booking.id, booking.admission_number, state.station, state.stage, state.subject,
        remaining_ms(state, elapsed_ms), state.clock.limit_ms if state.clock else 0,
        state.interrupted, state.awaiting_grant, len(state.open_calls),
        state.misconduct.value if state.misconduct else "",
        _grows(clock, state, entries), sum(film.duration_ms for film in state.films),
        len(state.answers), len(state.paper), _age_ms(clock, answers[-1]) if answers else -1, silent_ms,
        _disk(entries),
    )  # fmt: skip


def _calling(clock: Clock, line: StationCall) -> BoothLine:
    """Return the booth of somebody who called before check-in: whatever sitting is watched, a call is not hidden."""
    return BoothLine(
        "", "", line.station, Stage.CHECK_IN, None, 0, 0, interrupted=False, awaiting_grant=False, open_calls=1,
        misconduct="", grows=Grows.NO_FILM, film_ms=0, answers=0, items=0, answer_age_ms=-1,
        silent_ms=_since_ms(clock, line.at), disk="",
    )  # fmt: skip


def _age_ms(clock: Clock, entry: Entry) -> int:
    return _since_ms(clock, entry.at)


def _since_ms(clock: Clock, at: str) -> int:
    return max(0, int((clock.now() - moment(at)).total_seconds() * 1000))


def _grows(clock: Clock, state: AttemptState, entries: Sequence[Entry]) -> Grows:
    if not state.open_film:
        return Grows.NO_FILM
    proofs = [entry for entry in entries if entry.kind in ("recording_started", "recording_anchored")]
    return Grows.STALE if not proofs or _age_ms(clock, proofs[-1]) > STALE_MS else Grows.GROWING


def _disk(entries: Sequence[Entry]) -> str:
    checks = [body for entry in entries if isinstance(body := _checked(entry), seat.DevicesChecked)]
    findings = checks[-1].findings if checks else ()
    return next((finding.value for finding in findings if finding.check in ("disk", "disk_minutes")), "")


def _checked(entry: Entry) -> object:
    return body_of(entry) if entry.kind == "devices_checked" else None


_TOLD = frozenset({"help_called", "interrupted", "resumed", "misconduct_noted", "stopped", "time_granted"})


def _events(books: Books, booking: Booking, line: AttemptSummary) -> Iterator[Event]:
    for stream in ("seat", "desk"):
        for entry in books.ledger.entries(f"{booking.id}/{stream}"):
            found = _event(entry) if entry.kind in _TOLD else None
            if found is not None:
                yield Event(entry.at, booking.admission_number, line.station, *found)


def _station_events(lines: Sequence[StationCall], held: Sitting) -> list[Event]:
    """Return the calls before check-in of a sitting's day, and their answers."""
    words = {CallWord.CALLED: What.CALL, CallWord.ANSWERED: What.CALL_HEARD}
    return [
        Event(line.at, "", line.station, words[line.word], "check_in")
        for line in lines if line.word in words and local_day(moment(line.at)) == held.held_on
    ]  # fmt: skip


def _event(entry: Entry) -> tuple[What, str] | None:
    match body_of(entry):
        case seat.HelpCalled() as call:
            return What.CALL, call.reason
        case seat.Interrupted() as stop:
            return What.INTERRUPTED, stop.cause
        case seat.Resumed() as again:
            return What.RESUMED, f"{again.lost_ms // 1000} s"
        case desk.MisconductNoted() as noted:
            return What.MISCONDUCT, noted.level.value
        case desk.Stopped():
            return What.STOPPED, ""
        case desk.TimeGranted() as granted:
            return What.TIME_GRANTED, f"{granted.ms // 1000} s"
        case _:
            return None


def write_note(store: Store, clock: Clock, signed: SignedIn, sitting: str, words: str, *, attempt: str = "") -> None:
    """Write into one's own notes, about the room or about one attempt.

    Raises:
        NotAllowed: own notes are for supervisors.
        Refused: nothing was written, or there is no such attempt in this sitting.
    """
    require(signed, Act.WRITE_OWN_NOTES)
    if not words.strip():
        raise Refused("The note is empty.", advice="Write what you saw.", zh=("没有填写内容。", "请写下您看到的情况。"))
    with store.writing() as books:
        books.sittings.get(sitting)
        if attempt and books.sittings.booking(attempt).sitting != sitting:
            raise Refused(
                "This attempt is of another sitting.",
                advice="Choose the attempt from this sitting's list.",
                zh=("该考生不在本场次。", "请从本场次的名单中选择。"),
            )
        books.notes.write(Note(instant(clock.now()), signed.staff.id, sitting, attempt, words.strip()))


def own_notes(store: Store, signed: SignedIn, sitting: str) -> Sequence[Note]:
    """Return the notes that this supervisor wrote in a sitting; nobody reads another's here."""
    require(signed, Act.WRITE_OWN_NOTES)
    with store.reading() as books:
        return books.notes.of_sitting(sitting, signed.staff.id)
