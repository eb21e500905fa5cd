"""What jobs need of the outside: a clock, chance, a store, a signer.  Storage and programs provide them.

Why this room exists: a job can be run against a real database, in a test, headless or behind a window,
without knowing which.

One ``Books`` is one transaction.  Everything that its ledgers do is committed together when the ``with``
block ends cleanly, and undone together on any exception.  Values handed out stay valid afterwards.
"""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from app.centre.call_ports import StationCalls
from app.centre.certificate_ports import Register
from app.centre.marking_ports import Notes, Readings, Sheets
from app.centre.values import Booking, Candidate, CandidateDetails, Sitting, StaffMember
from app.exam.bank import Bank
from app.exam.entry import Entry
from app.exam.scheme import Scheme
from app.exam.summary import AttemptSummary
from app.exam.vocabulary import Body, StreamKind


class Clock(Protocol):
    """Wall time for ``at``; monotonic time for every deadline."""

    def now(self) -> datetime:
        """Return the wall time, aware, UTC."""
        ...

    def monotonic_ms(self) -> int:
        """Return ms that never fall and do not follow the wall clock."""
        ...


class Chance(Protocol):
    """The one source of randomness: ids and secrets."""

    def secret(self) -> bytes:
        """Return 32 unpredictable bytes."""
        ...

    def opaque_id(self) -> str:
        """Return a new id of 20 lower-case letters and digits that says nothing."""
        ...


class StationKey(Protocol):
    """The station's Ed25519 key."""

    @property
    def key_id(self) -> str:
        """Return the first 16 hex digits of the SHA-256 of the raw public key."""
        ...

    def sign(self, digest: str) -> str:
        """Sign the 32 bytes of a hex digest; return the signature as 128 hex digits."""
        ...


class Ledger(Protocol):
    """The streams of entries.  Insert only."""

    def append(self, stream: str, body: Body, *, at: str, elapsed_ms: int, by: str) -> Entry:
        """Chain one entry to its stream and update the attempt's projection.

        Raises:
            Refused: the word does not belong to the stream, the stream is sealed, or another writer came first.
            Unavailable: the database is full or held; nothing was written.
        """
        ...

    def entries(self, stream: str, *, after: int = -1) -> Sequence[Entry]:
        """Return a stream's entries with seq > ``after``, in order (empty: no such stream)."""
        ...

    def head(self, stream: str) -> Entry | None:
        """Return the last entry of a stream."""
        ...

    def streams(self, attempt: str) -> Sequence[str]:
        """Return the names of an attempt's streams, sorted."""
        ...

    def sign_seal(self, sealed: Entry, key_id: str, signature: str) -> None:
        """Keep the station's signature of a ``sealed`` entry's digest."""
        ...

    def seal_of(self, stream: str) -> tuple[str, str] | None:
        """Return (key id, signature) of a sealed stream, else None."""
        ...


class People(Protocol):
    """Candidates, sealed field by field under one key each; free text of the record is sealed here too."""

    def add(self, details: CandidateDetails) -> Candidate:
        """Add a candidate.  Raises Refused when the document is already known."""
        ...

    def get(self, candidate: str) -> Candidate:
        """Return a candidate.  Raises Refused when there is none of that id."""
        ...

    def rename(self, candidate: str, name: str) -> None:
        """Correct a candidate's name.  Raises Refused when they were purged."""
        ...

    def by_document(self, number: str) -> Candidate | None:
        """Find by ID or passport number through the keyed hash."""
        ...

    def by_name(self, part: str, *, limit: int = 50) -> Sequence[Candidate]:
        """Find by a name or a part of it."""
        ...

    def seal_text(self, candidate: str, text: str) -> str:
        """Seal free text under the candidate's key, for a body's ``*_sealed`` field."""
        ...

    def open_text(self, candidate: str, sealed: str) -> str:
        """Open what ``seal_text`` sealed.  Raises Refused when the person was purged."""
        ...

    def purge(self, candidate: str) -> None:
        """Destroy the candidate's data key and sealed fields for good."""
        ...

    def seal_bytes(self, candidate: str, content: bytes) -> bytes:
        """Seal a file (a photo) under the candidate's key."""
        ...

    def open_bytes(self, candidate: str, sealed: bytes) -> bytes:
        """Open what ``seal_bytes`` sealed."""
        ...


@dataclass(frozen=True, slots=True)
class PinCheck:
    """Outcome of one PIN attempt: right or not, and for how long the login now waits."""

    right: bool
    wait_s: int


class StaffList(Protocol):
    """Staff and their PINs (argon2id, throttled)."""

    def add(self, member: StaffMember, pin: str) -> None:
        """Add a member.  Raises Refused when the login is taken."""
        ...

    def get(self, staff: str) -> StaffMember:
        """Return a member by id.  Raises Refused when there is none."""
        ...

    def by_login(self, login: str) -> StaffMember | None:
        """Return a member by login."""
        ...

    def all(self) -> Sequence[StaffMember]:
        """Return all members, by login."""
        ...

    def check_pin(self, login: str, pin: str, *, now: datetime) -> PinCheck:
        """Check a PIN.  After 5 wrong ones in a row each further one waits 30 s, doubled up to 15 min."""
        ...


class Releases(Protocol):
    """Frozen schemes and bank releases under their digests."""

    def keep_bank(self, bank: Bank, *, released_at: str) -> str:
        """Freeze a bank release (again: no change); return its digest."""
        ...

    def keep_scheme(self, scheme: Scheme, *, released_at: str) -> str:
        """Freeze a scheme (again: no change); return its digest."""
        ...

    def bank(self, digest: str) -> Bank:
        """Return a frozen release.  Raises Refused when unknown or when its bytes do not match."""
        ...

    def scheme(self, digest: str) -> Scheme:
        """Return a frozen scheme.  Raises Refused as ``bank``."""
        ...

    def listed(self) -> Sequence["ReleaseLine"]:
        """Return all releases, newest first."""
        ...


@dataclass(frozen=True, slots=True)
class ReleaseLine:
    """One line of the list of releases; ``kind`` is ``bank`` or ``scheme``."""

    kind: str
    id: str
    version: int
    digest: str
    released_at: str


class Sittings(Protocol):
    """Sittings, their draw secrets, and bookings."""

    def add(self, sitting: Sitting, secret: bytes) -> None:
        """Add a sitting; the secret is sealed with the centre's key.  Raises Refused when the code is taken."""
        ...

    def get(self, sitting: str) -> Sitting:
        """Return a sitting by id.  Raises Refused when there is none."""
        ...

    def by_code(self, code: str) -> Sitting | None:
        """Return a sitting by its code."""
        ...

    def all(self) -> Sequence[Sitting]:
        """Return all sittings, newest first."""
        ...

    def secret(self, sitting: str) -> bytes:
        """Open a sitting's draw secret.  Raises Refused when it does not match the commitment."""
        ...

    def reveal(self, sitting: str) -> Sitting:
        """Make the secret public, for good."""
        ...

    def book(self, booking: Booking) -> None:
        """Add a booking.  Raises Refused when the admission number or the candidate is booked already."""
        ...

    def booking(self, attempt: str) -> Booking:
        """Return a booking by its id.  Raises Refused when there is none."""
        ...

    def booking_by_number(self, admission_number: str) -> Booking | None:
        """Find a booking by admission number."""
        ...

    def bookings(self, sitting: str) -> Sequence[Booking]:
        """Return a sitting's bookings by admission number."""
        ...

    def bookings_of(self, candidate: str) -> Sequence[Booking]:
        """Return all bookings of a person, oldest first."""
        ...


@dataclass(frozen=True, slots=True)
class AttemptQuery:
    """What a list of attempts asks for; ``after`` is the key of the last line of the page before."""

    sitting: str = ""
    state: str = ""
    candidates: tuple[str, ...] = ()
    after: str = ""
    limit: int = 100


class Attempts(Protocol):
    """The projection of attempts: fast lists, rebuilt from entries at any time."""

    def get(self, attempt: str) -> AttemptSummary | None:
        """Return an attempt's summary, or None when no stream of it was opened."""
        ...

    def page(self, query: AttemptQuery) -> Sequence[AttemptSummary]:
        """Return one page, ordered by admission number (the key for ``after``)."""
        ...

    def count(self, query: AttemptQuery) -> int:
        """Return how many attempts a query has in all."""
        ...

    def rebuild(self, attempt: str) -> AttemptSummary:
        """Recreate one attempt's summary from its entries alone."""
        ...

    def running_at(self, station: str) -> Sequence[str]:
        """Return the attempts that began at a station and have not finished there, oldest first."""
        ...

    def unsealed_at(self, station: str, kind: StreamKind) -> Sequence[AttemptSummary]:
        """Return the attempts that finished at a station with an open seat or desk, the one that ended last first."""
        ...

    def ids(self) -> Iterator[str]:
        """Return the ids of all attempts that have entries, sorted."""
        ...


class RegistrationPhotos(Protocol):
    """The photos that came with the registration, sealed, by attempt."""

    def keep(self, attempt: str, sealed: bytes) -> None:
        """Keep a sealed photo in the place of an earlier one."""
        ...

    def get(self, attempt: str) -> bytes | None:
        """Return a sealed photo."""
        ...

    def remove(self, attempt: str) -> None:
        """Delete a photo, if there is one."""
        ...


class Books(Protocol):
    """One transaction over everything that is stored."""

    ledger: Ledger
    people: People
    staff: StaffList
    releases: Releases
    sittings: Sittings
    attempts: Attempts
    register: Register
    sheets: Sheets
    readings: Readings
    notes: Notes
    registration_photos: RegistrationPhotos
    station_calls: StationCalls


class Store(Protocol):
    """The database."""

    def writing(self) -> AbstractContextManager[Books]:
        """Begin a write transaction: commits on a clean exit, undoes on any exception."""
        ...

    def reading(self) -> AbstractContextManager[Books]:
        """Begin a read transaction: one consistent view."""
        ...
