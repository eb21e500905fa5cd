"""The job at the booth's kiosk: one candidate's attempt, from check-in to the seal.

Why this room exists: kiosk, demo and season go the same way through the exam.  Every wish is asked of
``exam.flow``, written as one transaction, and answered with the new state; nothing is acknowledged before
it is on disk.
"""

import threading
from dataclasses import dataclass

from app.centre.draws import draw_of
from app.centre.ports import Clock, StationKey, Store
from app.centre.sealing import seal
from app.centre.stream import StreamWriter
from app.centre.values import Booking, Sitting
from app.exam.bank import Bank, ClipTask, Sample
from app.exam.draw import Draw
from app.exam.entry import Entry, moment
from app.exam.errors import Refused
from app.exam.flow import advance, allowed, due, fold, refusal
from app.exam.flow_state import AttemptState
from app.exam.paper import assemble, draw_clip_task, draw_sample
from app.exam.scheme import Scheme
from app.exam.vocabulary import Body, seat

THE_SEAT, THE_DESK = "seat", "desk"


@dataclass(frozen=True, slots=True)
class Station:
    """A computer of the centre: its name on forms, its key, the software that runs on it."""

    name: str
    key: StationKey
    software: str


@dataclass(frozen=True, slots=True)
class AttemptContext:
    """What an attempt stands on: frozen rules and content, its sitting and booking."""

    booking: Booking
    sitting: Sitting
    scheme: Scheme
    bank: Bank

    @property
    def seat_stream(self) -> str:
        """Name of the seat's stream."""
        return f"{self.booking.id}/{THE_SEAT}"

    @property
    def desk_stream(self) -> str:
        """Name of the desk's stream."""
        return f"{self.booking.id}/{THE_DESK}"


def context_of(store: Store, attempt: str) -> AttemptContext:
    """Load what an attempt stands on.  Raises Refused when there is no such attempt."""
    with store.reading() as books:
        booking = books.sittings.booking(attempt)
        sitting = books.sittings.get(booking.sitting)
        return AttemptContext(
            booking, sitting, books.releases.scheme(sitting.scheme), books.releases.bank(sitting.bank)
        )


class Seat:
    """The seat's stream of one attempt, and the state that it folds to.

    Made by ``admit`` and ``resume`` only.
    """

    def __init__(
        self,
        store: Store,
        station: Station,
        context: AttemptContext,
        writer: StreamWriter,
        state: AttemptState,
        *,
        desk_seq: int = -1,
    ) -> None:
        self.store, self.station, self.context, self.state = store, station, context, state
        self._writer, self._desk_seq = writer, desk_seq
        self._lock = threading.RLock()  # the recorder reports from a thread of its own
        self._draw: Draw | None = None

    @property
    def head(self) -> Entry | None:
        """The last entry that was written and committed."""
        return self._writer.head

    @property
    def attempt(self) -> str:
        """The attempt's id."""
        return self.context.booking.id

    def elapsed_ms(self) -> int:
        """Return ms since the seat's stream opened."""
        return self._writer.elapsed_ms()

    def refresh(self) -> AttemptState:
        """Take in what the examiner's desk has written since."""
        with self._lock:
            self._settle()
            self._take_in()
        return self.state

    def _settle(self) -> None:
        for entry in self._writer.settled(self.store):
            self.state = advance(self.context.scheme, self.state, entry)

    def _take_in(self) -> None:
        with self.store.reading() as books:
            for entry in books.ledger.entries(self.context.desk_stream, after=self._desk_seq):
                self.state, self._desk_seq = advance(self.context.scheme, self.state, entry), entry.seq

    def tick(self) -> AttemptState:
        """Write what is due because time is up; called once a second and before every wish."""
        with self._lock:
            while body := due(self.context.scheme, self.state, self.elapsed_ms()):
                self._write(self.station.name, body)
            return self.seal() if self.state.finished and not self.state.sealed else self.state

    def write(self, *bodies: Body) -> AttemptState:
        """Write what the candidate wishes, if the rules allow it now.

        Raises:
            Refused: the rules say no; nothing was written.
            Unavailable: it could not be written; the state is unchanged.
        """
        with self._lock:
            self.refresh()
            self.tick()
            return self._write(self.context.booking.candidate, *bodies)

    def observe(self, *bodies: Body, elapsed_ms: int | None = None) -> AttemptState:
        """Write what the station itself noticed (devices, recorder); ``elapsed_ms`` as for ``writing``."""
        return self._write(self.station.name, *bodies, elapsed_ms=elapsed_ms)

    def _write(self, by: str, *bodies: Body, elapsed_ms: int | None = None) -> AttemptState:
        with self._lock:
            self._settle()
            state, now_ms = self.state, self.elapsed_ms() if elapsed_ms is None else elapsed_ms
            with self._writer.writing(self.store, by, elapsed_ms=now_ms) as page:
                for body in bodies:
                    code = allowed(self.context.scheme, state, body, now_ms)
                    if code:
                        raise refused(code)
                    state = advance(self.context.scheme, state, page.write(body))
            self.state = state
            return state

    def draw(self) -> Draw:
        """Return the attempt's draws; they never change, so that a page that shows them asks the database once."""
        if self._draw is None:
            with self.store.reading() as books:
                self._draw = draw_of(books, self.context.sitting, self.context.booking)
        return self._draw

    def issue_paper(self) -> AttemptState:
        """Draw the paper and start the theory clock."""
        scheme = self.context.scheme
        lines = assemble(self.context.bank, scheme, self.draw(), self.state.language)
        return self.write(seat.PaperIssued(mode=scheme.theory.mode, lines=lines))

    def answer(self, item: str, chosen: tuple[int, ...]) -> AttemptState:
        """Keep an answer (option indices in bank order); an empty tuple takes it back."""
        return self.write(seat.Answered(item=item, chosen=tuple(sorted(chosen))))

    def start_clip(self) -> ClipTask:
        """Draw the clip task and start the clip clock."""
        task = draw_clip_task(self.context.bank, self.draw())
        self.write(seat.ClipStarted(task=task.id))
        return task

    def draw_sample(self) -> Sample:
        """Draw the product sample."""
        sample, order = draw_sample(self.context.bank, self.draw())
        self.write(seat.SampleDrawn(sample=sample.id, order=order))
        return sample

    def call_help(self, reason: str) -> AttemptState:
        """Call the examiner."""
        return self.write(seat.HelpCalled(reason=reason))

    def interrupt(self, cause: str) -> AttemptState:
        """Stop the clock: camera, microphone, disk, examiner."""
        return self.observe(seat.Interrupted(cause=cause))

    def go_on(self) -> AttemptState:
        """Start the clock again after ``interrupt``; what was lost is given back by rule."""
        self.observe(seat.Resumed(restarted=False, lost_ms=self.elapsed_ms() - self.state.interrupted_at_ms))
        return self.tick()

    def came_back(self, lost_ms: int) -> AttemptState:
        """Write that the program was away for ``lost_ms``, and give back what the rule gives back."""
        self.observe(seat.Resumed(restarted=True, lost_ms=max(0, lost_ms)))
        return self.tick()

    def finish(self, how: str) -> AttemptState:
        """End the attempt at the seat and seal its stream with the station's key.

        Args:
            how: ``completed``, ``early``, ``refused``, ``turned_away`` or ``failed_subject``.
        """
        self.refresh()
        if not self.tick().finished:
            self._write(self.station.name, seat.Finished(how=how))
        return self.tick()

    def seal(self) -> AttemptState:
        """Seal a finished stream (again after a restart between the two)."""
        with self._lock:
            self._settle()
            if self.state.sealed:
                return self.state
            with self._writer.writing(self.store, self.station.name) as page:
                seal(page, self.station.key)
        assert self._writer.head is not None
        self.state = advance(self.context.scheme, self.state, self._writer.head)
        return self.state


def refused(code: str) -> Refused:
    """Turn a reason of the rules into the sentence that both languages show."""
    detail, advice = refusal(code)
    return Refused(detail.en, advice=advice.en, zh=(detail.zh, advice.zh))


def expected(store: Store, admission_number: str, last_four: str) -> Booking:
    """Return the booking of somebody at the door: number and last four of the document must belong together.

    Raises:
        Refused: unknown number, wrong last four, already open at a booth, or the sitting's draws are public.
    """
    with store.reading() as books:
        booking = books.sittings.booking_by_number(admission_number)
        details = books.people.get(booking.candidate).details if booking else None
        opened = booking is not None and books.ledger.head(f"{booking.id}/{THE_SEAT}") is not None
        public = booking is not None and bool(books.sittings.get(booking.sitting).revealed_secret)
    if booking is None or details is None or details.document_number[-4:].upper() != last_four.strip().upper():
        raise Refused(
            "The admission number and the four characters do not match.",
            advice="Check both, or call the examiner.",
            zh=("准考证号与证件号后四位不符。", "请核对后重新输入，或呼叫考评员。"),
        )
    if opened:
        raise Refused(
            f"Admission number {booking.admission_number} has checked in already.",
            advice="Call the examiner.",
            zh=(f"准考证 {booking.admission_number} 已经报到。", "请呼叫考评员。"),
        )
    if public:
        raise Refused(
            "This sitting is over: its draws are public.",
            advice="Call the examiner.",
            zh=("本场次已结束，抽签结果已公开。", "请呼叫考评员。"),
        )
    return booking


def admit(
    store: Store, clock: Clock, station: Station, admission_number: str, last_four: str, *, how: str, language: str,
    photo: str = "", face_comparison: bool | None = None,
) -> Seat:  # fmt: skip
    """Check a candidate in.

    Args:
        how: ``typed`` or ``qr``.
        language: ``zh`` or ``en``; an English paper draws only items that exist in English.
        photo: digest of the sealed identity photo, where one was taken.
        face_comparison: whether a computer may compare it; None where the candidate was not asked.

    Raises:
        Refused: as ``expected``.
    """
    booking = expected(store, admission_number, last_four)
    context = context_of(store, booking.id)
    writer = StreamWriter(context.seat_stream, clock)
    opening = seat.Opened(
        attempt=booking.id, candidate=booking.candidate, sitting=context.sitting.id,
        admission_number=booking.admission_number, station=station.name, software=station.software,
        scheme=context.sitting.scheme, bank=context.sitting.bank, commitment=context.sitting.commitment,
        subjects=booking.subjects, language=language,
    )  # fmt: skip
    checked_in = seat.CheckedIn(how=how, photo=photo, face_comparison=face_comparison)
    with writer.writing(store, station.name) as page:
        entries = [page.write(opening), page.write(checked_in)]
    return Seat(store, station, context, writer, fold(context.scheme, entries, ()))


def resume(store: Store, clock: Clock, station: Station, attempt: str) -> Seat:
    """Stand where the attempt stood: fold its streams, say how long it was away, give time back by rule.

    Raises:
        Refused: the attempt has not begun, or runs at another station.
    """
    context = context_of(store, attempt)
    with store.reading() as books:
        entries: list[Entry] = list(books.ledger.entries(context.seat_stream))
        decisions = list(books.ledger.entries(context.desk_stream))
    if not entries:
        raise Refused("This attempt has not begun.", advice="Check the candidate in first.")
    state = fold(context.scheme, entries, decisions)
    if state.station != station.name:
        raise Refused(
            f"This attempt runs at {state.station}.",
            advice=f"Go on at {state.station}.",
            zh=(f"本次考核在 {state.station} 进行。", f"请在 {state.station} 继续。"),
        )
    writer = StreamWriter(context.seat_stream, clock, entries[-1])
    sitter = Seat(store, station, context, writer, state, desk_seq=decisions[-1].seq if decisions else -1)
    if state.finished:
        sitter.tick()
        return sitter
    lost = clock.now() - moment(entries[-1].at)
    sitter.came_back(int(lost.total_seconds() * 1000))
    return sitter


def open_attempts(store: Store, station: Station) -> list[str]:
    """Return the attempts that began at this station and have not finished, for a kiosk that starts."""
    with store.reading() as books:
        return list(books.attempts.running_at(station.name))
