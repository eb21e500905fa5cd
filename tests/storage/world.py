"""Values that tests of the storage room share: people, staff, a sitting, streams of entries."""

from datetime import UTC, date, datetime, timedelta

from app.centre.ports import Books, Store
from app.centre.values import Booking, CandidateDetails, Sitting
from app.exam.draw import commitment
from app.exam.entry import Entry, instant
from app.exam.identity import DocumentKind
from app.exam.scheme import Subject
from app.exam.vocabulary import Sealed, desk, office, seat, sheet
from app.storage.store import SqlStore

SECRET = bytes(range(32))
START = datetime(2026, 6, 4, 1, 0, tzinfo=UTC)
AT = instant(START)
WANG = CandidateDetails(
    "王小明", DocumentKind.RESIDENT_ID, "11010519491231002X", "female", date(1949, 12, 31), "13800000000",
    "企业", "主播", "大学专科", "汉族", "义乌某某饰品厂", "稠州北路 1 号", "wang@example.com",
)  # fmt: skip
REZA = CandidateDetails("Reza Ahmadi", DocumentKind.PASSPORT, "K12345678")


def a_sitting(sitting: str = "sitting1", code: str = "20260604", *, scheme: str = "5c", bank: str = "ba") -> Sitting:
    return Sitting(sitting, code, date(2026, 6, 4), "义乌实训基地", scheme, bank, 4, commitment(SECRET))


def a_booking(attempt: str, candidate: str, serial: int, sitting: str = "sitting1") -> Booking:
    return Booking(attempt, sitting, candidate, f"20260604-{serial:04d}", (Subject.THEORY, Subject.PITCH))


def seat_opened(
    attempt: str, *, candidate: str = "somebody", number: str = "20260604-0001", **changes: str
) -> seat.Opened:
    said = {"sitting": "sitting1", "station": "booth1", "scheme": "5c", "bank": "ba"} | changes
    return seat.Opened(
        attempt=attempt, candidate=candidate, admission_number=number, software="kaobo test",
        commitment=commitment(SECRET), subjects=(Subject.THEORY,), **said,
    )  # fmt: skip


def answered(item: str = "A-01-001", *chosen: int) -> seat.Answered:
    return seat.Answered(item=item, chosen=chosen)


def write_seat(books: Books, attempt: str, answers: int = 3, **opened: str) -> list[Entry]:
    """Write a seat's stream: opened, then answers, one each second."""
    stream = f"{attempt}/seat"
    written = [books.ledger.append(stream, seat_opened(attempt, **opened), at=AT, elapsed_ms=0, by="booth1")]
    for second in range(1, answers + 1):
        at = instant(START + timedelta(seconds=second))
        body = answered(f"A-01-{second:03d}", second % 4)
        written.append(books.ledger.append(stream, body, at=at, elapsed_ms=second * 1000, by="booth1"))
    return written


def write_other_streams(
    books: Books,
    attempt: str,
    *,
    candidate: str = "somebody",
    number: str = "20260604-0001",
    sitting: str = "sitting1",
    marked: bool = True,
) -> None:
    """Write a desk, the office and (where ``marked``) a sheet of an attempt."""
    opened = desk.Opened(attempt=attempt, station="desk1", software="kaobo test")
    books.ledger.append(f"{attempt}/desk", opened, at=AT, elapsed_ms=0, by="examiner1")
    if marked:
        marking = sheet.Opened(
            attempt=attempt, subject=Subject.PITCH, examiner="examiner1", scheme="5c", bank="ba", software="kaobo test"
        )
        books.ledger.append(f"{attempt}/sheet/pitch/examiner1", marking, at=AT, elapsed_ms=0, by="examiner1")
    running = office.Opened(
        attempt=attempt, candidate=candidate, sitting=sitting, admission_number=number, software="kaobo test"
    )
    books.ledger.append(f"{attempt}/office", running, at=AT, elapsed_ms=0, by="clerk1")
    books.ledger.append(f"{attempt}/office", office.AbsenceNoted(state="deferred"), at=AT, elapsed_ms=5, by="clerk1")


def seal(store: SqlStore, stream: str) -> Entry:
    """Seal a stream and sign the seal with the station's key."""
    key = store.keys.station
    with store.writing() as books:
        head = books.ledger.head(stream)
        assert head is not None
        sealed = books.ledger.append(stream, Sealed(key=key.key_id), at=AT, elapsed_ms=head.elapsed_ms, by="booth1")
        books.ledger.sign_seal(sealed, key.key_id, key.sign(sealed.digest))
    return sealed


def add_person(store: Store, details: CandidateDetails = WANG) -> str:
    with store.writing() as books:
        return books.people.add(details).id
