"""The tables, as SQLModel sees them.

Why this room exists: one definition that migrations are tested against and from which every statement is
built.  Rows never leave the storage room: callers get the frozen values of ``exam`` and ``centre``.

The statements are SQLAlchemy Core over ``Row.__table__``: a session's identity map would only stand between
insert-only entries and the disk.
"""

from datetime import date

from sqlalchemy import BigInteger, Column, ForeignKey, Index, LargeBinary, String, Table, Text, text
from sqlalchemy.types import TypeEngine
from sqlmodel import Field, SQLModel


def _key() -> TypeEngine[str]:
    """Text that is compared byte by byte on both databases, whatever the server's language is."""
    return String().with_variant(String(collation="C"), "postgresql")


def _text(*, primary: bool = False, unique: bool = False, index: bool = False) -> Column[str]:
    return Column(_key(), primary_key=primary, unique=unique or None, index=index or None, nullable=False)


RUNNING = text("stage <> 'finished'")
"""Which attempts are still at their seat; written out, so that the databases see that the index fits."""


class EntryRow(SQLModel, table=True):
    """One entry of the record.  Insert only: triggers refuse the rest."""

    __tablename__ = "entry"
    __table_args__ = {"sqlite_with_rowid": False}

    stream: str = Field(sa_column=_text(primary=True))
    seq: int = Field(primary_key=True)
    attempt: str = Field(sa_column=_text())
    kind: str = Field(sa_column=_text())
    at: str = Field(sa_column=_text())
    elapsed_ms: int = Field(sa_column=Column(BigInteger, nullable=False))
    by: str = Field(sa_column=_text())
    body: str = Field(sa_column=Column(Text, nullable=False))
    previous: str = Field(sa_column=_text())
    digest: str = Field(sa_column=_text())


class SealRow(SQLModel, table=True):
    """A station's signature of a stream's last entry."""

    __tablename__ = "seal"

    stream: str = Field(sa_column=_text(primary=True))
    station_key: str = Field(sa_column=_text())
    signature: str = Field(sa_column=_text())


class AttemptRow(SQLModel, table=True):
    """The projection of an attempt: the fields of ``AttemptSummary``, and the state that lists filter by."""

    __tablename__ = "attempt"
    __table_args__ = (
        Index("ix_attempt_place", "admission_number", "attempt"),
        Index("ix_attempt_sitting", "sitting", "admission_number"),
        Index("ix_attempt_state", "state", "admission_number"),
        Index("ix_attempt_running", "station", sqlite_where=RUNNING, postgresql_where=RUNNING),
    )

    attempt: str = Field(sa_column=_text(primary=True))
    candidate: str = Field(sa_column=_text(index=True))
    sitting: str = Field(sa_column=_text())
    admission_number: str = Field(sa_column=_text())
    station: str = Field(sa_column=_text())
    stage: str = Field(sa_column=_text())
    answered: int
    last_seat_at: str = Field(sa_column=_text())
    interrupted: bool
    calls: int
    calls_answered: int
    identity_confirmed: bool
    misconduct: str = Field(sa_column=_text())
    stopped: bool
    sheets_opened: int
    sheets_signed: int
    red_lines: int
    office_state: str = Field(sa_column=_text())
    theory_half_points: int
    clip_half_points: int
    pitch_half_points: int
    passed: bool
    published_on: str = Field(sa_column=_text())
    certificate_number: str = Field(sa_column=_text())
    state: str = Field(sa_column=_text())
    """The office's state where there is one, else the stage at the seat."""


class PersonRow(SQLModel, table=True):
    """A candidate: every field sealed under the candidate's data key.  All empty once purged."""

    __tablename__ = "person"

    id: str = Field(sa_column=_text(primary=True))
    document_hash: bytes | None = Field(sa_column=Column(LargeBinary, unique=True, nullable=True))
    data_key: bytes | None = Field(sa_column=Column(LargeBinary, nullable=True))
    name: bytes | None = Field(sa_column=Column(LargeBinary, nullable=True))
    document_kind: bytes | None = Field(sa_column=Column(LargeBinary, nullable=True))
    document_number: bytes | None = Field(sa_column=Column(LargeBinary, nullable=True))
    sex: bytes | None = Field(sa_column=Column(LargeBinary, nullable=True))
    born_on: bytes | None = Field(sa_column=Column(LargeBinary, nullable=True))
    phone: bytes | None = Field(sa_column=Column(LargeBinary, nullable=True))
    origin: bytes | None = Field(sa_column=Column(LargeBinary, nullable=True))
    occupation: bytes | None = Field(sa_column=Column(LargeBinary, nullable=True))
    education: bytes | None = Field(sa_column=Column(LargeBinary, nullable=True))
    ethnicity: bytes | None = Field(sa_column=Column(LargeBinary, nullable=True))
    employer: bytes | None = Field(sa_column=Column(LargeBinary, nullable=True))
    address: bytes | None = Field(sa_column=Column(LargeBinary, nullable=True))
    email: bytes | None = Field(sa_column=Column(LargeBinary, nullable=True))


class NameTokenRow(SQLModel, table=True):
    """A keyed hash of one or two neighbouring characters of a candidate's name, for search by name."""

    __tablename__ = "name_token"
    __table_args__ = {"sqlite_with_rowid": False}

    token: bytes = Field(sa_column=Column(LargeBinary, primary_key=True, nullable=False))
    person: str = Field(sa_column=Column(_key(), ForeignKey("person.id"), primary_key=True, nullable=False, index=True))


class StaffRow(SQLModel, table=True):
    """A member of staff.  ``roles`` are words with commas between, sorted."""

    __tablename__ = "staff"

    id: str = Field(sa_column=_text(primary=True))
    login: str = Field(sa_column=_text(unique=True))
    name: str = Field(sa_column=_text())
    roles: str = Field(sa_column=_text())
    active: bool
    pin_hash: str = Field(sa_column=_text())
    wrong_in_a_row: int
    waits_until: str = Field(sa_column=_text())
    """UTC as the record writes moments; empty: no wait."""


class ReleaseRow(SQLModel, table=True):
    """A frozen scheme or bank release: its canonical bytes under their SHA-256.  Insert only."""

    __tablename__ = "release"

    digest: str = Field(sa_column=_text(primary=True))
    kind: str = Field(sa_column=_text())
    id: str = Field(sa_column=_text())
    version: int
    released_at: str = Field(sa_column=_text())
    content: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class SittingRow(SQLModel, table=True):
    """A sitting; its draw secret is sealed with the centre's key."""

    __tablename__ = "sitting"

    id: str = Field(sa_column=_text(primary=True))
    code: str = Field(sa_column=_text(unique=True))
    held_on: date
    place: str = Field(sa_column=_text())
    scheme: str = Field(sa_column=_text())
    bank: str = Field(sa_column=_text())
    booths: int
    commitment: str = Field(sa_column=_text())
    secret_sealed: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    revealed_secret: str = Field(sa_column=_text())


class BookingRow(SQLModel, table=True):
    """A candidate's place in a sitting; ``serial`` keeps the order of booking."""

    __tablename__ = "booking"
    __table_args__ = (
        Index("ix_booking_person", "candidate", "sitting", unique=True),
        Index("ix_booking_sitting", "sitting", "admission_number"),
    )

    serial: int | None = Field(default=None, primary_key=True)
    id: str = Field(sa_column=_text(unique=True))
    sitting: str = Field(sa_column=Column(_key(), ForeignKey("sitting.id"), nullable=False))
    candidate: str = Field(sa_column=Column(_key(), ForeignKey("person.id"), nullable=False))
    admission_number: str = Field(sa_column=_text(unique=True))
    subjects: str = Field(sa_column=_text())
    retakes: str = Field(sa_column=_text())


class CertificateRow(SQLModel, table=True):
    """One line of the register: the fields of ``RegisterLine``."""

    __tablename__ = "certificate"
    __table_args__ = (
        Index("ix_certificate_sitting", "sitting", "number"),
        Index("ix_certificate_state", "state", "number"),
    )

    number: str = Field(sa_column=_text(primary=True))
    attempt: str = Field(sa_column=_text(unique=True))
    candidate: str = Field(sa_column=_text())
    sitting: str = Field(sa_column=_text())
    state: str = Field(sa_column=_text())
    edition: int
    document: str = Field(sa_column=_text())
    issued_on: str = Field(sa_column=_text())
    reissued_on: str = Field(sa_column=_text())
    revoked_on: str = Field(sa_column=_text())


class CertificateSeriesRow(SQLModel, table=True):
    """The next serial of a series; it only ever rises."""

    __tablename__ = "certificate_series"

    series: str = Field(sa_column=_text(primary=True))
    next_serial: int


class SheetRow(SQLModel, table=True):
    """The projection of one marking sheet; ``state`` is ``open``, ``signed`` or ``sealed``."""

    __tablename__ = "sheet"
    __table_args__ = (
        Index("ix_sheet_examiner", "examiner", "attempt"),
        Index("ix_sheet_attempt", "attempt", "subject"),
    )

    stream: str = Field(sa_column=_text(primary=True))
    attempt: str = Field(sa_column=_text())
    subject: str = Field(sa_column=_text())
    examiner: str = Field(sa_column=_text())
    state: str = Field(sa_column=_text())
    opened_at: str = Field(sa_column=_text())
    signed_at: str = Field(sa_column=_text())


class ReadingRow(SQLModel, table=True):
    """Somebody looked at a film, a clip or a photo.  Insert only."""

    __tablename__ = "reading"
    __table_args__ = (Index("ix_reading_attempt", "attempt", "serial"),)

    serial: int | None = Field(default=None, primary_key=True)
    at: str = Field(sa_column=_text())
    by: str = Field(sa_column=_text())
    attempt: str = Field(sa_column=_text())
    media: str = Field(sa_column=_text())
    purpose: str = Field(sa_column=_text())


class SupervisorNoteRow(SQLModel, table=True):
    """A supervisor's sealed note; ``attempt`` is empty where it is about the room.  Insert only."""

    __tablename__ = "supervisor_note"
    __table_args__ = (Index("ix_supervisor_note_sitting", "sitting", "by", "serial"),)

    serial: int | None = Field(default=None, primary_key=True)
    at: str = Field(sa_column=_text())
    by: str = Field(sa_column=_text())
    sitting: str = Field(sa_column=_text())
    attempt: str = Field(sa_column=_text())
    sealed: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class RegistrationPhotoRow(SQLModel, table=True):
    """The photo that came with the registration, sealed under the candidate's key."""

    __tablename__ = "registration_photo"

    attempt: str = Field(sa_column=_text(primary=True))
    sealed: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class StationCallRow(SQLModel, table=True):
    """A call for help at a station before check-in, and what became of it.  Insert only."""

    __tablename__ = "station_call"
    __table_args__ = (Index("ix_station_call_station", "station", "serial"),)

    serial: int | None = Field(default=None, primary_key=True)
    at: str = Field(sa_column=_text())
    station: str = Field(sa_column=_text())
    word: str = Field(sa_column=_text())
    by: str = Field(sa_column=_text())


def table(row: type[SQLModel]) -> Table:
    """Return a row's table, for Core statements."""
    found = row.__dict__["__table__"]
    assert isinstance(found, Table)
    return found
