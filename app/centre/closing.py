"""Close the room: every candidate's answers, sheets, films and clip accounted for, before anyone leaves.

Why this room exists: offline marking elsewhere cannot tell before people leave whether everything has arrived.  Here
each thing that the record names is looked for where it must be, byte for byte, and what is missing is named with its
place.  Nothing is changed; no name of a person is needed for it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.centre.access import require
from app.centre.closing_sheets import sheet_counts, sheet_lacks
from app.centre.ports import Books, Store
from app.centre.values import Booking, SignedIn, Sitting
from app.centre.verdicts import streams_of, verdict_of
from app.centre.viewing import MediaShelf
from app.exam.bank import Bank, Text
from app.exam.entry import Entry, chain_fault
from app.exam.flow import fold
from app.exam.flow_state import AttemptState
from app.exam.roles import Act
from app.exam.scheme import Scheme
from app.exam.verdict import Verdict
from app.exam.vocabulary import body_of, office, seat

OFFICE = "office"
"""Where somebody is looked for of whom nothing is known."""
PRACTICE_FILM = "rehearsed-"
"""How the name of a film begins that nobody recorded: practice without a camera has no file."""


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that is missing, and where it should be."""

    what: Text
    where: str


@dataclass(frozen=True, slots=True)
class CandidateAccount:
    """What is there of one candidate, and what is missing.

    ``stand``: ``finished``, ``running``, ``absent``, ``deferred``, ``unknown`` (nobody knows) or ``void``.
    ``waits`` is what may wait until later (moderation): nobody needs to stay for it.
    """

    attempt: str
    number: str
    station: str
    stand: str
    answers: int = 0
    items: int = 0
    clips: int = 0
    films: int = 0
    film_ms: int = 0
    sheets_signed: int = 0
    sheets_wanted: int = 0
    lacks: tuple[Lack, ...] = ()
    waits: tuple[Text, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether nothing is missing."""
        return not self.lacks


@dataclass(frozen=True, slots=True)
class RoomAccount:
    """A sitting's whole account."""

    sitting: Sitting
    candidates: tuple[CandidateAccount, ...]

    @property
    def lacking(self) -> tuple[CandidateAccount, ...]:
        """Those of whom something is missing."""
        return tuple(each for each in self.candidates if not each.whole)

    @property
    def may_close(self) -> bool:
        """Whether everybody may leave."""
        return not self.lacking


@dataclass(frozen=True, slots=True)
class _Held:
    """Everything of one attempt that the database holds."""

    booking: Booking
    streams: dict[str, Sequence[Entry]]
    seals: frozenset[str]
    verdict: Verdict
    state: AttemptState


def account_of_room(
    store: Store,
    signed: SignedIn,
    shelf: MediaShelf,
    sitting: str,
    step: Callable[[], object] = lambda: None,
) -> RoomAccount:
    """Account for every candidate of a sitting.

    Args:
        step: called after each candidate; reading films takes its time.

    Raises:
        Refused: there is no such sitting.
    """
    require(signed, Act.OBSERVE)
    with store.reading() as books:
        held_sitting = books.sittings.get(sitting)
        scheme, bank = books.releases.scheme(held_sitting.scheme), books.releases.bank(held_sitting.bank)
        bookings = books.sittings.bookings(sitting)
    accounts = []
    for booking in bookings:
        with store.reading() as books:
            held = _hold(books, scheme, booking)
            staff = {member.id: member.name for member in books.staff.all()}
        accounts.append(_account(scheme, bank, held, shelf, staff))
        step()
    return RoomAccount(held_sitting, tuple(accounts))


def _hold(books: Books, scheme: Scheme, booking: Booking) -> _Held:
    streams = dict(streams_of(books, booking.id))
    seals = frozenset(name for name in streams if books.ledger.seal_of(name) is not None)
    state = fold(scheme, streams.get(f"{booking.id}/seat", ()), streams.get(f"{booking.id}/desk", ()))
    return _Held(booking, streams, seals, verdict_of(books, booking.id), state)


def _account(scheme: Scheme, bank: Bank, held: _Held, shelf: MediaShelf, staff: dict[str, str]) -> CandidateAccount:
    booking, state = held.booking, held.state
    stand = _stand(held)
    if not state.attempt:
        nobody = (_nobody_knows(),) if stand == "unknown" else ()
        return CandidateAccount(booking.id, booking.admission_number, "", stand, lacks=nobody)
    sheets, waits = sheet_lacks(scheme, bank, held.verdict, state, held.streams, staff)
    signed, wanted = sheet_counts(scheme, held.verdict, state, held.streams)
    media = () if _purged(held) else (*_clip_lacks(state, shelf), *_film_lacks(held, shelf))
    lacks = (
        *_seat_lacks(held), *_chain_lacks(held), *media, *(Lack(what, where) for what, where in sheets),
    )  # fmt: skip
    practised = any(film.film.startswith(PRACTICE_FILM) for film in state.films)
    return CandidateAccount(
        booking.id, booking.admission_number, state.station, stand, len(state.answers), len(state.paper),
        1 if state.clip.handed_in else 0, len(state.films), sum(film.duration_ms for film in state.films),
        signed, wanted, lacks, (*waits, *((_PRACTISED,) if practised else ())),
    )  # fmt: skip


_PRACTISED = Text("练习模式：没有录像文件。", "Practice without a camera: there is no film.")


def _stand(held: _Held) -> str:
    words = [body_of(entry) for entry in held.streams.get(f"{held.booking.id}/office", ())]
    if any(isinstance(word, office.Voided) for word in words):
        return "void"
    if held.state.attempt:
        return "finished" if held.state.finished else "running"
    noted = [word.state for word in words if isinstance(word, office.AbsenceNoted)]
    return noted[-1] if noted else "unknown"


def _purged(held: _Held) -> bool:
    """Tell whether the films were destroyed, once their years were over."""
    return any(entry.kind == office.Purged.kind for entry in held.streams.get(f"{held.booking.id}/office", ()))


def _nobody_knows() -> Lack:
    return Lack(
        Text("没有报到，也没有登记缺考。", "Nobody checked in and no absence is noted."),
        OFFICE,
    )


def _seat_lacks(held: _Held) -> Iterator[Lack]:
    state = held.state
    if not state.finished:
        stage = state.stage.value
        yield Lack(Text(f"考核还没有结束（{stage}）。", f"The attempt has not ended ({stage})."), state.station)
        return
    for name, called in (("seat", Text("直播间记录", "booth's record")), ("desk", Text("考评台记录", "desk's record"))):
        stream = f"{held.booking.id}/{name}"
        if stream in held.streams and stream not in held.seals:
            yield Lack(Text(f"{called.zh}没有封存。", f"The {called.en} is not sealed."), stream)


def _chain_lacks(held: _Held) -> Iterator[Lack]:
    for stream, entries in held.streams.items():
        fault = chain_fault(entries)
        if fault is not None:
            said = Text(f"第 {fault.seq} 条记录被改动。", f"Entry {fault.seq} was changed: {fault.reason}.")
            yield Lack(said, stream)


def _clip_lacks(state: AttemptState, shelf: MediaShelf) -> Iterator[Lack]:
    clip = state.clip.handed_in
    if not clip or shelf.clip(state.attempt, clip) is not None:
        return
    yield Lack(
        Text(
            f"短视频 {clip[:12]}… 不在这台电脑上，或已被改动。", f"The clip {clip[:12]}… is not here, or was changed."
        ),
        f"{state.station}: media/{state.attempt}",
    )


def _film_lacks(held: _Held, shelf: MediaShelf) -> Iterator[Lack]:
    ends = {
        word.film: word
        for entry in held.streams[f"{held.booking.id}/seat"]
        if isinstance(word := body_of(entry), seat.RecordingFinished)
    }
    for film in held.state.films:
        if film.film.startswith(PRACTICE_FILM):
            continue
        place = f"{held.state.station}: media/{held.state.attempt}/{film.film}"
        end, path = ends.get(film.film), shelf.film(held.state.attempt, film.film)
        if path is None:
            yield Lack(Text(f"录像 {film.film} 不在这台电脑上。", f"The film {film.film} is not here."), place)
        elif end is None:
            yield Lack(Text(f"录像 {film.film} 没有收尾。", f"The film {film.film} was never closed."), place)
        elif reason := _changed(end, path, shelf):
            yield Lack(
                Text(f"录像 {film.film} 与记录不符。", f"The film {film.film} is not as recorded: {reason}."), place
            )


def _changed(end: seat.RecordingFinished, path: Path, shelf: MediaShelf) -> str:
    if end.torn:
        return shelf.torn_fault(path, end.fragments, end.head)
    return "" if shelf.digest(path) == end.digest else "its bytes were changed"
