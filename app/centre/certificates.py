"""Issue, reissue and revoke certificates.

Why this room exists: the order of steps is what keeps the register honest.  Everything that could be refused
is found out before a number is given; a number is given in a transaction of its own; drawing and signing hold no
lock; and the entry in the record, the line in the register and the kept document are committed together.  A run
that is cut short between leaves a reserved number, which the same attempt gets the next time.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.centre.access import require
from app.centre.certificate_facts import IssueDay, facts_of, require_published_pass
from app.centre.certificate_keeping import KeptCertificate, keep, kept_certificate, not_issued_yet
from app.centre.certificate_number import number_of, series_of
from app.centre.certificate_ports import (
    CertificateFacts,
    CertificatePress,
    CertificateShelf,
    KeyedHash,
    LineState,
    PrintedCertificate,
    RegisterLine,
)
from app.centre.office import Office, was_purged
from app.centre.ports import AttemptQuery, Books, Chance, Clock, Store
from app.centre.registration_photo import has_registration_photo, registration_photo
from app.centre.seat import Station
from app.centre.values import SignedIn
from app.centre.verdicts import scheme_of
from app.exam.errors import Refused
from app.exam.local_time import local_day
from app.exam.notice import MONDAY_TO_FRIDAY, WorkCalendar
from app.exam.roles import Act
from app.exam.summary import AttemptSummary
from app.exam.vocabulary import office


@dataclass(frozen=True, slots=True)
class Workshop:
    """What certificates are made with."""

    press: CertificatePress
    shelf: CertificateShelf
    hashed: KeyedHash
    chance: Chance
    calendar: WorkCalendar = MONDAY_TO_FRIDAY
    """The centre's working days, in which a public notice is counted."""


@dataclass(frozen=True, slots=True)
class Issued:
    """A certificate that was issued: its line in the register and the document."""

    line: RegisterLine
    facts: CertificateFacts
    printed: PrintedCertificate


@dataclass(frozen=True, slots=True)
class NotIssued:
    """An attempt of a batch that got no certificate, and why."""

    attempt: str
    admission_number: str
    reason: Refused


_CHUNK = 100


class Certificates:
    """The certificate desk at one station, for one member of staff who is signed in."""

    def __init__(self, store: Store, clock: Clock, station: Station, signed: SignedIn, workshop: Workshop) -> None:
        self._store, self._clock, self._signed, self._workshop = store, clock, signed, workshop
        self._office = Office(store, clock, station, signed)

    def issue(self, attempt: str, photo: bytes | None = None) -> Issued:
        """Issue the certificate of one attempt.

        Raises:
            Refused: no published pass, its public notice still stands, a certificate already, or something that
                cannot be printed.
            Unavailable: a disk, the database or a timestamp server fails; the number stays reserved.
        """
        require(self._signed, Act.CERTIFY)
        facts = self._prepare(attempt)
        self._reserve((attempt,))
        return self._finish(attempt, facts, photo)

    def waiting(self, sitting: str = "") -> Sequence[str]:
        """Return the attempts with a published pass and no certificate, by admission number."""
        found = [*self._passes(sitting, "published"), *self._passes(sitting, "appealed")]  # an appeal: to name it
        return [line.attempt for line in sorted(found, key=lambda line: line.admission_number)]

    def _passes(self, sitting: str, state: str) -> Iterator[AttemptSummary]:
        after, full = "", True
        while full:
            with self._store.reading() as books:
                page = books.attempts.page(AttemptQuery(sitting=sitting, state=state, after=after, limit=1000))
            yield from (line for line in page if line.passed and not line.certificate_number)
            full = len(page) == 1000
            after = page[-1].admission_number if page else ""

    def issue_all(
        self, attempts: Sequence[str], photo_of: Callable[[str], bytes | None] = lambda _: None
    ) -> Iterator[Issued | NotIssued]:
        """Issue many; each failure is named and the rest goes on.  Running it again goes on where it stopped.

        Numbers follow the order of ``attempts``; printing follows none, so that two programs that work on the
        same batch seldom meet.  An attempt that the other one issued meanwhile is passed over in silence.

        Args:
            photo_of: returns the photo of an attempt's candidate, or None.
        """
        require(self._signed, Act.CERTIFY)
        for start in range(0, len(attempts), _CHUNK):
            ready: dict[str, CertificateFacts] = {}
            for attempt in attempts[start : start + _CHUNK]:
                try:
                    ready[attempt] = self._prepare(attempt)
                except Refused as reason:
                    if not self._is_issued(attempt):
                        yield self._not_issued(attempt, reason)
            self._reserve(tuple(ready))
            yield from self._finish_all(ready, photo_of)

    def reissue(self, attempt: str, reason: str, photo: bytes | None = None) -> Issued:
        """Issue a certificate again under its number, marked as reissued.

        Raises:
            Refused: there is none, it is revoked, or no reason is given.
        """
        require(self._signed, Act.CERTIFY)
        today = self._today()
        with self._store.reading() as books:
            line = self._require_line(books, attempt)
            sealed_reason = _sealed(books, line, reason)
            facts = facts_of(books, line, self._workshop.hashed, self._issue_day())
        facts = replace(facts, edition=line.edition + 1, reissued_on=today)
        printed = self._workshop.press.print(facts, photo, self._clock.now())
        newer = replace(line, edition=facts.edition, document=printed.document, reissued_on=today.isoformat())
        with self._store.writing() as books:
            if self._require_line(books, attempt) != line:
                raise Refused("This certificate was changed meanwhile.", advice="Look at it and try again.")
            body = office.Reissued(
                number=line.number, document=printed.document, issued_on=today, reason_sealed=sealed_reason
            )
            self._enter(books, newer, body, printed)
        return Issued(newer, facts, printed)

    def revoke(self, attempt: str, reason: str) -> RegisterLine:
        """Revoke a certificate; its number is never given again.

        The paper outlives the holder's data, so a purge does not stop this.  The reason is then not kept: there is no
        key left to seal it under, and nothing personal stands in an entry unsealed.

        Raises:
            Refused: there is none, it is revoked already, or no reason is given.
        """
        require(self._signed, Act.REVOKE)
        today = self._today()
        with self._store.writing() as books:
            line = self._require_line(books, attempt)
            revoked = replace(line, state=LineState.REVOKED, revoked_on=today.isoformat())
            required = _required(reason)
            kept = "" if was_purged(books, attempt) else books.people.seal_text(line.candidate, required)
            body = office.Revoked(number=line.number, reason_sealed=kept, revoked_on=today)
            self._office.page(books, attempt, even_purged=True).write(body)
            books.register.replace(revoked)
        return revoked

    def registered_photo(self, attempt: str) -> bytes | None:
        """Return the photo of an attempt's registration, or None; the look at it is written down."""
        if not has_registration_photo(self._store, attempt):
            return None
        return registration_photo(self._store, self._clock, self._signed, attempt, "certificate")

    def kept(self, attempt: str) -> KeptCertificate:
        """Return the newest certificate of an attempt as it was issued.

        Raises:
            Refused: there is none, or the candidate was purged.
        """
        require(self._signed, Act.CERTIFY)
        with self._store.reading() as books:
            return kept_certificate(books, self._workshop.shelf, attempt)

    def _prepare(self, attempt: str) -> CertificateFacts:
        """Gather the facts and refuse whatever can be refused, before a number is given."""
        with self._store.reading() as books:
            line = books.register.of_attempt(attempt)
            if line is not None and line.state is not LineState.RESERVED:
                raise _issued_already(line)
            facts = facts_of(books, line or _new_line(books, attempt), self._workshop.hashed, self._issue_day())
            terms = scheme_of(books, attempt).certificate
        number = line.number if line else number_of(terms.number_pattern, self._today(), 1)
        self._workshop.press.check(replace(facts, number=number))
        return facts

    def _reserve(self, attempts: Sequence[str]) -> None:
        today = self._today()
        with self._store.writing() as books:
            for attempt in attempts:
                pattern = scheme_of(books, attempt).certificate.number_pattern
                books.register.reserve(
                    _new_line(books, attempt), series_of(pattern, today),
                    lambda serial, pattern=pattern: number_of(pattern, today, serial),  # type: ignore[misc]
                )  # fmt: skip

    def _finish(self, attempt: str, facts: CertificateFacts, photo: bytes | None) -> Issued:
        with self._store.reading() as books:
            line = books.register.of_attempt(attempt)
        assert line is not None
        if line.state is not LineState.RESERVED:
            raise _issued_already(line)
        facts = replace(facts, number=line.number)
        printed = self._workshop.press.print(facts, photo, self._clock.now())
        issued = replace(line, state=LineState.ISSUED, document=printed.document, issued_on=facts.issued_on.isoformat())
        with self._store.writing() as books:
            if books.register.of_attempt(attempt) != line:
                raise _issued_already(line)
            require_published_pass(books, attempt, scheme_of(books, attempt), self._issue_day())
            body = office.Certified(number=line.number, document=printed.document, issued_on=facts.issued_on)
            self._enter(books, issued, body, printed)
        return Issued(issued, facts, printed)

    def _finish_all(
        self, ready: Mapping[str, CertificateFacts], photo_of: Callable[[str], bytes | None]
    ) -> Iterator[Issued | NotIssued]:
        for attempt in self._shuffled(tuple(ready)):
            if self._is_issued(attempt):
                continue
            try:
                yield self._finish(attempt, ready[attempt], photo_of(attempt))
            except Refused as reason:
                if not self._is_issued(attempt):
                    yield self._not_issued(attempt, reason)

    def _enter(
        self, books: Books, line: RegisterLine, body: office.Certified | office.Reissued, printed: PrintedCertificate
    ) -> None:
        self._office.page(books, line.attempt).write(body)
        books.register.replace(line)
        keep(books, self._workshop.shelf, line, printed)

    def _is_issued(self, attempt: str) -> bool:
        with self._store.reading() as books:
            line = books.register.of_attempt(attempt)
        return line is not None and line.state is not LineState.RESERVED

    def _not_issued(self, attempt: str, reason: Refused) -> NotIssued:
        with self._store.reading() as books:
            return NotIssued(attempt, books.sittings.booking(attempt).admission_number, reason)

    def _require_line(self, books: Books, attempt: str) -> RegisterLine:
        line = books.register.of_attempt(attempt)
        if line is None or line.state is LineState.RESERVED:
            raise not_issued_yet(books, attempt)
        if line.state is LineState.REVOKED:
            raise _revoked(line)
        return line

    def _shuffled(self, attempts: Sequence[str]) -> list[str]:
        salt = self._workshop.chance.secret()
        return sorted(attempts, key=lambda attempt: hashlib.sha256(salt + attempt.encode()).digest())

    def _issue_day(self) -> IssueDay:
        return IssueDay(self._today(), self._workshop.calendar)

    def _today(self) -> date:
        return local_day(self._clock.now())


def _new_line(books: Books, attempt: str) -> RegisterLine:
    booking = books.sittings.booking(attempt)
    return RegisterLine("", attempt, booking.candidate, booking.sitting, LineState.RESERVED)


def _issued_already(line: RegisterLine) -> Refused:
    if line.state is LineState.REVOKED:
        return _revoked(line)
    return Refused(
        f"This candidate has certificate {line.number} already.",
        advice="Reissue it instead.",
        zh=(f"该考生已发证书 {line.number}。", "如需重新打印，请办理补发。"),
    )


def _revoked(line: RegisterLine) -> Refused:
    return Refused(
        f"Certificate {line.number} is revoked.",
        advice="A revoked number is never used again.",
        zh=(f"证书 {line.number} 已撤销。", "撤销后不得再用。"),
    )


def _sealed(books: Books, line: RegisterLine, reason: str) -> str:
    return books.people.seal_text(line.candidate, _required(reason))


def _required(reason: str) -> str:
    if not reason.strip():
        raise Refused("A reason is missing.", advice="Write why.", zh=("没有填写理由。", "请写明原因。"))
    return reason.strip()
