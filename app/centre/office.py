"""The office's jobs: absence, moderation, publication, appeals, corrections, purge.

Why this room exists: what happens to an attempt after the booth is a stream of its own; each decision is
an entry with its reason, and decisions that take two people name both.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from app.centre.access import require, require_second
from app.centre.marking import SheetKey
from app.centre.moderation import require_moderable
from app.centre.ports import Books, Clock, Store
from app.centre.seat import Station
from app.centre.stream import Page, page_in
from app.centre.values import Booking, SignedIn
from app.centre.verdicts import streams_of, verdict_over
from app.exam.entry import Entry
from app.exam.errors import Refused
from app.exam.local_time import local_day
from app.exam.retention import keeping_of
from app.exam.roles import Act
from app.exam.scheme import Subject
from app.exam.verdict import Verdict, publication_faults
from app.exam.vocabulary import Body, Reference, StreamKind, office, stream_kind

THE_OFFICE = "office"


def office_stream(attempt: str) -> str:
    """Name of the office's stream of an attempt."""
    return f"{attempt}/{THE_OFFICE}"


class Remains(Protocol):
    """A place where files of attempts lie."""

    def remove(self, attempt: str) -> None:
        """Delete everything of an attempt, if there is anything.  Raises Unavailable when the disk keeps it."""
        ...


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision on one subject's mark: the new mark in half-points and why."""

    attempt: str
    subject: Subject
    half_points: int
    reason: str


class Office:
    """The office at one station, for one member of staff who is signed in."""

    def __init__(self, store: Store, clock: Clock, station: Station, signed: SignedIn) -> None:
        self._store, self._clock, self._station, self._signed = store, clock, station, signed

    def note_absence(self, attempt: str, *, deferred: bool = False) -> None:
        """Note that a candidate did not come, or was put off; an absence is a state, never a zero.

        Raises:
            Refused: the candidate has checked in.
        """
        require(self._signed, Act.NOTE_ABSENCE)
        with self._store.reading() as books:
            came = books.ledger.head(f"{attempt}/{StreamKind.SEAT}") is not None
        if came:
            raise Refused(
                "This candidate has checked in.",
                advice="Note an absence only for somebody who never came.",
                zh=("该考生已报到。", "只有未到场的考生才能登记缺考。"),
            )
        self._write(attempt, office.AbsenceNoted(state="deferred" if deferred else "absent"))

    def moderate(self, decision: Decision, second: SignedIn) -> None:
        """Decide a subject whose panel disagrees or raised a red line; two people sign.

        Raises:
            Refused: not a lead examiner, no second person; see ``moderation.require_moderable``.
        """
        require(self._signed, Act.MODERATE)
        member = require_second(self._signed, second, Act.COUNTERSIGN)
        key = SheetKey(decision.attempt, decision.subject)
        sealed = self._sealed(decision.attempt, decision.reason)
        with self._store.writing() as books:  # asked where it is written: two leads may decide at once
            rests_on = tuple(require_moderable(books, self._signed, key, decision.half_points))
            body = office.Moderated(
                subject=decision.subject, half_points=decision.half_points, rests_on=rests_on,
                reason_sealed=sealed, countersigned_by=member.id,
            )  # fmt: skip
            self.page(books, decision.attempt).write(body)

    def correct(self, decision: Decision, answers: Reference, second: SignedIn) -> None:
        """Correct a signed mark: a new, reasoned, countersigned entry; nothing is edited."""
        require(self._signed, Act.CORRECT)
        member = require_second(self._signed, second, Act.COUNTERSIGN)
        body = office.Corrected(
            answers=answers, subject=decision.subject, half_points=decision.half_points,
            reason_sealed=self._sealed(decision.attempt, decision.reason), countersigned_by=member.id,
        )  # fmt: skip
        self._write(decision.attempt, body)

    def publish(self, attempt: str) -> Verdict:
        """Replay the verdict and publish it.

        Raises:
            Refused: somebody who marked this attempt may not publish it; or what is still open, in one sentence.
        """
        require(self._signed, Act.PUBLISH)
        stream = office_stream(attempt)
        with self._store.writing() as books:
            streams = streams_of(books, attempt)
            verdict = self._publishable(books, attempt, streams)
            rests_on = sorted(entries[-1].digest for name, entries in streams.items() if name != stream)
            self.page(books, attempt).write(
                office.Published(
                    passed=verdict.passed, state=verdict.state.value,
                    outcomes=tuple(outcome.published() for outcome in verdict.outcomes),
                    rests_on=tuple(rests_on), published_on=local_day(self._clock.now()),
                )
            )  # fmt: skip
        return verdict

    def _publishable(self, books: Books, attempt: str, streams: Mapping[str, Sequence[Entry]]) -> Verdict:
        marked_by = {str(entries[0].body["examiner"]) for name, entries in streams.items() if _is_sheet(name)}
        if self._signed.staff.id in marked_by:
            raise Refused(
                f"{self._signed.staff.name} marked this attempt and may not publish it.",
                advice="Ask a colleague to publish.",
                zh=(f"{self._signed.staff.name} 参与了本次评分，不能公示结果。", "请由另一位同事公示。"),
            )
        verdict = verdict_over(books, attempt, streams)
        faults = publication_faults(verdict)
        if faults:
            raise Refused(
                faults[0].en,
                advice=f"{len(faults)} things are open before this attempt can be published.",
                zh=(faults[0].zh, f"公示前还有 {len(faults)} 项未完成。"),
            )
        return verdict

    def open_appeal(self, attempt: str, subject: Subject, reason: str) -> None:
        """Open a candidate's appeal against a published subject."""
        require(self._signed, Act.HANDLE_APPEAL)
        self._require_published(attempt)
        self._write(attempt, office.AppealOpened(subject=subject, reason_sealed=self._sealed(attempt, reason)))

    def decide_appeal(self, attempt: str, answers: Reference, *, upheld: bool, reason: str) -> None:
        """Decide an appeal; a changed mark is a correction of its own."""
        require(self._signed, Act.HANDLE_APPEAL)
        body = office.AppealDecided(answers=answers, upheld=upheld, reason_sealed=self._sealed(attempt, reason))
        self._write(attempt, body)

    def void(self, attempt: str, reason: str) -> None:
        """Declare an attempt void."""
        require(self._signed, Act.VOID)
        self._write(attempt, office.Voided(reason_sealed=self._sealed(attempt, reason)))

    def purge(self, attempt: str, second: SignedIn, remains: Iterable[Remains] = ()) -> None:
        """Destroy a candidate's personal data and files for good; two people decide, every chain still verifies.

        The key goes first, so that a sealed file that is still there opens nowhere.  Asked for again, it deletes the
        files that are left: after a disk that failed, and on each PC that holds some.

        Args:
            remains: wherever files of the person's attempts lie.

        Raises:
            Refused: not two administrators; an appeal of any attempt of the person is open, or the scheme's years of
                retention are not over.
            Unavailable: a file cannot be deleted; the data are destroyed all the same.
        """
        require(self._signed, Act.PURGE)
        member = require_second(self._signed, second, Act.PURGE)
        with self._store.writing() as books:
            candidate = books.sittings.booking(attempt).candidate
            bookings = books.sittings.bookings_of(candidate)
            if books.people.get(candidate).details is not None:
                for booking in bookings:
                    _require_not_kept(books, booking, local_day(self._clock.now()))
                for booking in bookings:
                    self.page(books, booking.id).write(office.Purged(countersigned_by=member.id))
                    books.registration_photos.remove(booking.id)
                books.people.purge(candidate)
        for place in remains:
            for booking in bookings:
                place.remove(booking.id)

    def _require_published(self, attempt: str) -> None:
        with self._store.reading() as books:
            line = books.attempts.get(attempt)
        if line is None or not line.published_on:
            raise Refused(
                "This attempt is not published.",
                advice="An appeal begins after publication.",
                zh=("本次考核尚未公示。", "公示之后才能申诉。"),
            )

    def _sealed(self, attempt: str, reason: str) -> str:
        if not reason.strip():
            raise Refused("A reason is missing.", advice="Write why.", zh=("没有填写理由。", "请写明原因。"))
        with self._store.reading() as books:
            return books.people.seal_text(books.sittings.booking(attempt).candidate, reason.strip())

    def _write(self, attempt: str, body: Body) -> Entry:
        with self._store.writing() as books:
            return self.page(books, attempt).write(body)

    def page(self, books: Books, attempt: str, *, even_purged: bool = False) -> Page:
        """Continue an attempt's office stream in the caller's transaction; open it if need be.

        Args:
            even_purged: what is written holds nothing personal and may follow a purge: a certificate's revocation.

        Raises:
            Refused: the person was purged: that is the last word of an attempt.
        """
        page = page_in(books, self._clock, office_stream(attempt), self._signed.staff.id)
        head, booking = books.ledger.head(office_stream(attempt)), books.sittings.booking(attempt)
        if not even_purged and head is not None and was_purged(books, attempt):
            raise purged(booking)
        if head is None:
            page.write(
                office.Opened(
                    attempt=attempt, candidate=booking.candidate, sitting=booking.sitting,
                    admission_number=booking.admission_number, software=self._station.software,
                )
            )  # fmt: skip
        return page


def was_purged(books: Books, attempt: str) -> bool:
    """Tell whether the office destroyed what was personal of an attempt; only a revocation may follow that."""
    head = books.ledger.head(office_stream(attempt))
    if head is None or head.kind not in (office.Purged.kind, office.Revoked.kind):
        return False
    return any(entry.kind == office.Purged.kind for entry in books.ledger.entries(office_stream(attempt)))


def purged(booking: Booking) -> Refused:
    """Return the refusal for whatever is still asked of somebody who was purged."""
    number = booking.admission_number
    return Refused(
        f"Everything personal of {number} was destroyed.",
        advice="Nothing can bring it back; the record stays as it is.",
        zh=(f"{number} 的个人资料已销毁。", "无法恢复；考核记录保持不变。"),
    )


def _require_not_kept(books: Books, booking: Booking, today: date) -> None:
    """Refuse to destroy what the scheme still has kept, or what an appeal is about."""
    sitting, number = books.sittings.get(booking.sitting), booking.admission_number
    keeping = keeping_of(
        sitting.held_on,
        books.releases.scheme(sitting.scheme).retention,
        books.ledger.entries(f"{booking.id}/{StreamKind.SEAT}"),
        books.ledger.entries(office_stream(booking.id)),
    )
    if keeping.appeal_open:
        raise Refused(
            f"An appeal of {number} is open.",
            advice="Decide it first.",
            zh=(f"{number} 有申诉尚未处理。", "请先作出处理决定。"),
        )
    free_on = keeping.free_on()
    if free_on is not None and today < free_on:
        raise Refused(
            f"What was kept of {number} must be kept until {free_on}.",
            advice="Destroy it on that day or later.",
            zh=(f"{number} 的考核资料须保存至 {free_on}。", "请在该日或之后再销毁。"),
        )


def _is_sheet(stream: str) -> bool:
    return stream_kind(stream) is StreamKind.SHEET
