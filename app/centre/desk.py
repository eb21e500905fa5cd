"""The job at the examiner's desk that runs a booth: identity, calls, time, misconduct, stop.

Why this room exists: what the examiner decides while somebody sits the exam is a stream of its own, with
one writer; the seat reads it and never writes it.
"""

from app.centre.access import require
from app.centre.face_hint import ShownHint
from app.centre.ports import Books, Clock, Store
from app.centre.sealing import seal
from app.centre.seat import AttemptContext, Station, context_of, refused
from app.centre.stream import StreamWriter
from app.centre.values import CandidateDetails, SignedIn
from app.exam.entry import Entry, moment
from app.exam.errors import Refused
from app.exam.flow import advance, allowed, fold
from app.exam.flow_state import NEVER, AttemptState
from app.exam.roles import Act
from app.exam.vocabulary import Body, Reference, desk
from app.exam.vocabulary.desk import Misconduct


class Desk:
    """The desk's stream of one attempt; ``state`` is what both streams fold to."""

    def __init__(self, store: Store, clock: Clock, station: Station, signed: SignedIn, attempt: str) -> None:
        """Open the desk of an attempt that has checked in, or stand where it stood.

        Raises:
            Refused: not an examiner, or nobody has checked in.
        """
        require(signed, Act.RUN_BOOTH)
        self._store, self._station, self._signed, self._clock = store, station, signed, clock
        self.context: AttemptContext = context_of(store, attempt)
        with store.reading() as books:
            seat_entries = list(books.ledger.entries(self.context.seat_stream))
            own = list(books.ledger.entries(self.context.desk_stream))
        if not seat_entries:
            raise Refused(
                "Nobody has checked in for this attempt.",
                advice="Wait until the candidate has checked in.",
                zh=("该考生尚未报到。", "请等考生报到。"),
            )
        self._seat_seq, self._seat_at = seat_entries[-1].seq, seat_entries[-1].at
        self._writer = StreamWriter(self.context.desk_stream, clock, own[-1] if own else None)
        self.state: AttemptState = fold(self.context.scheme, seat_entries, own)
        self.opened_by = own[0].by if own else signed.staff.id
        if not own:
            self._write(desk.Opened(attempt=attempt, station=station.name, software=station.software))

    @property
    def head(self) -> Entry | None:
        """The last entry that was written and committed."""
        return self._writer.head

    @property
    def sealed(self) -> bool:
        """Whether the desk's stream is sealed."""
        return self._writer.head is not None and self._writer.head.kind == "sealed"

    def refresh(self) -> AttemptState:
        """Take in what the seat, or another desk of this booth, has written since."""
        with self._store.reading() as books:
            self._take_in(books)
        return self.state

    def _take_in(self, books: Books) -> None:
        entry: Entry
        for entry in books.ledger.entries(self.context.seat_stream, after=self._seat_seq):
            self.state, self._seat_seq = advance(self.context.scheme, self.state, entry), entry.seq
            self._seat_at = entry.at
        assert self._writer.head is not None
        own = list(books.ledger.entries(self.context.desk_stream, after=self._writer.head.seq))
        for entry in own:  # another desk looked after the booth meanwhile
            self.state = advance(self.context.scheme, self.state, entry)
        if own:
            self._writer = StreamWriter(self.context.desk_stream, self._clock, own[-1])

    def seat_elapsed_ms(self) -> int:
        """Return about how many ms the seat's stream is old now, for the screen.

        The seat's own clock is on another machine: since its last entry the wall clocks of both are taken to agree.
        Nothing is decided by this figure.
        """
        since = self._clock.now() - moment(self._seat_at)
        return self.state.last_elapsed_ms + max(0, round(since.total_seconds() * 1000))

    def person(self) -> CandidateDetails | None:
        """Return who was booked; None when the person was purged.

        Raises:
            NotAllowed: the role may not see a person.
        """
        require(self._signed, Act.SEE_PERSON)
        with self._store.reading() as books:
            return books.people.get(self.context.booking.candidate).details

    def confirm_identity(self, *, matches: bool, shown: ShownHint | None = None) -> AttemptState:
        """Say whether person and document belong together; the examiner's eye decides.

        Args:
            shown: the hint that stood beside the photos, if one did.
        """
        self.refresh()
        answers = Reference(self.context.seat_stream, self.state.checked_in_seq)
        hint, percent = (shown.hint, shown.percent) if shown is not None else (None, None)
        return self._write(
            desk.IdentityConfirmed(answers=answers, matches=matches, face_hint_percent=percent, face_hint=hint)
        )

    def answer_call(self) -> AttemptState:
        """Answer the oldest open call."""
        self.refresh()
        if not self.state.open_calls:
            raise refused("no_open_call")
        return self._write(desk.CallAnswered(answers=Reference(self.context.seat_stream, self.state.open_calls[0])))

    def grant_time(self, ms: int, reason: str) -> AttemptState:
        """Grant time beyond the rule, to the interruption that waits for it or to the running stage."""
        self.refresh()
        seq = self.state.grant_answers_seq
        answers = None if seq == NEVER else Reference(self.context.seat_stream, seq)
        return self._write(desk.TimeGranted(ms=ms, reason_sealed=self._sealed(reason), answers=answers))

    def note_misconduct(self, level: Misconduct, reason: str, *, position_ms: int) -> AttemptState:
        """Note advice, a warning, a stop or a void, with a reason and the seat's elapsed time."""
        self.refresh()
        body = desk.MisconductNoted(level=level, reason_sealed=self._sealed(reason), position_ms=position_ms)
        return self._write(body)

    def end_theory(self, unmarked: int) -> AttemptState:
        """End oral theory before its time; the seat hands in and goes on at its next look.

        Args:
            unmarked: how many questions have no key point ticked, as the examiner was told.
        """
        self.refresh()
        began = NEVER if self.state.clock is None else self.state.clock.started_seq
        return self._write(desk.TheoryEnded(answers=Reference(self.context.seat_stream, began), unmarked=unmarked))

    def stop(self, reason: str) -> AttemptState:
        """End the exam; the seat finishes at its next look."""
        self.refresh()
        return self._write(desk.Stopped(reason_sealed=self._sealed(reason)))

    def seal(self) -> AttemptState:
        """Seal the desk's stream once the seat has finished.

        Raises:
            Refused: the seat still runs.
        """
        self.refresh()
        if not self.state.finished:
            raise refused("still_runs")
        with self._writer.writing(self._store, self._signed.staff.id) as page:
            seal(page, self._station.key)
        return self.state

    def _sealed(self, reason: str) -> str:
        words = reason.strip()
        if not words:
            raise Refused(
                "A reason is missing.",
                advice="Write one sentence that somebody else will understand later.",
                zh=("没有填写理由。", "请写一句别人以后看得懂的理由。"),
            )
        with self._store.reading() as books:
            return books.people.seal_text(self.context.booking.candidate, words)

    def _write(self, body: Body) -> AttemptState:
        code = allowed(self.context.scheme, self.state, body, self.state.last_elapsed_ms)
        if code:
            raise refused(code)
        with self._writer.writing(self._store, self._signed.staff.id) as page:
            entry = page.write(body)
        self.state = advance(self.context.scheme, self.state, entry)
        return self.state
