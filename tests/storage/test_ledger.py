"""The ledger keeps what was appended, in order, chained, and refuses everything else."""

from contextlib import suppress

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from app.exam.entry import NO_PREVIOUS, chain_fault
from app.exam.errors import Refused, Unavailable
from app.exam.vocabulary import Body, Sealed, desk, plain_body, seat
from app.storage.keys import Keys
from app.storage.link import transaction
from app.storage.store import SqlStore
from tests.storage.world import AT, answered, seal, seat_opened, write_other_streams, write_seat


def test_entries_come_back_as_they_were_appended(store: SqlStore) -> None:
    with store.writing() as books:
        written = write_seat(books, "attempt1")
    with store.reading() as books:
        read = books.ledger.entries("attempt1/seat")
        assert list(read) == written
        assert books.ledger.head("attempt1/seat") == written[-1]
        assert list(books.ledger.entries("attempt1/seat", after=1)) == written[2:]
    assert chain_fault(read) is None
    assert (read[0].previous, read[0].seq) == (NO_PREVIOUS, 0)


def test_a_stream_that_does_not_exist_is_empty(store: SqlStore) -> None:
    with store.reading() as books:
        assert list(books.ledger.entries("nobody/seat")) == []
        assert books.ledger.head("nobody/seat") is None
        assert list(books.ledger.streams("nobody")) == []


def test_an_attempts_streams_are_named_in_order_and_no_others(store: SqlStore) -> None:
    with store.writing() as books:
        for attempt in ("attempt1", "attempt11", "attempt"):
            write_seat(books, attempt)
        write_other_streams(books, "attempt1")
        names = ["attempt1/desk", "attempt1/office", "attempt1/seat", "attempt1/sheet/pitch/examiner1"]
        assert list(books.ledger.streams("attempt1")) == names


def test_a_head_seen_before_an_append_is_not_the_head_after_it(store: SqlStore) -> None:
    with store.writing() as books:
        assert books.ledger.head("attempt1/seat") is None
        write_seat(books, "attempt1")
        last = books.ledger.append("attempt1/seat", answered("A-01-009", 1), at=AT, elapsed_ms=9000, by="booth1")
        assert books.ledger.head("attempt1/seat") == last
        assert books.ledger.entries("attempt1/seat")[-1] == last


@pytest.mark.parametrize(
    ("stream", "body"),
    [
        ("attempt1/desk", answered()),
        ("attempt1/office", seat_opened("attempt1")),
        ("attempt1/kitchen", answered()),
        ("attempt1", answered()),
        ("/seat", seat_opened("attempt1")),
        ("attempt1/seat", desk.Opened(attempt="attempt1", station="s", software="k")),
    ],
)
def test_a_word_that_does_not_belong_to_a_stream_is_refused(store: SqlStore, stream: str, body: Body) -> None:
    with pytest.raises(Refused, match="does not belong"), store.writing() as books:
        books.ledger.append(stream, body, at=AT, elapsed_ms=0, by="booth1")


def test_a_stream_opens_once_and_first(store: SqlStore) -> None:
    with pytest.raises(Refused, match="not open yet"), store.writing() as books:
        books.ledger.append("attempt1/seat", answered(), at=AT, elapsed_ms=0, by="booth1")
    with store.writing() as books:
        write_seat(books, "attempt1")
    with pytest.raises(Refused, match="open already"), store.writing() as books:
        books.ledger.append("attempt1/seat", seat_opened("attempt1"), at=AT, elapsed_ms=9000, by="booth1")


def test_an_opening_of_another_attempt_is_refused(store: SqlStore) -> None:
    with pytest.raises(Refused, match="attempt2"), store.writing() as books:
        books.ledger.append("attempt1/seat", seat_opened("attempt2"), at=AT, elapsed_ms=0, by="booth1")


def test_a_clock_that_runs_backwards_is_refused(store: SqlStore) -> None:
    with store.writing() as books:
        write_seat(books, "attempt1", answers=3)
    with pytest.raises(Refused, match="backwards"), store.writing() as books:
        books.ledger.append("attempt1/seat", answered(), at=AT, elapsed_ms=2999, by="booth1")
    with pytest.raises(Refused, match="backwards"), store.writing() as books:
        books.ledger.append("attempt2/seat", seat_opened("attempt2"), at=AT, elapsed_ms=-1, by="booth1")


def test_nothing_follows_a_seal(store: SqlStore) -> None:
    with store.writing() as books:
        write_seat(books, "attempt1")
    seal(store, "attempt1/seat")
    with pytest.raises(Refused, match="sealed"), store.writing() as books:
        books.ledger.append("attempt1/seat", answered(), at=AT, elapsed_ms=9000, by="booth1")


def test_elapsed_time_of_years_fits(store: SqlStore) -> None:
    ten_years_ms = 10 * 365 * 24 * 3600 * 1000
    with store.writing() as books:
        write_seat(books, "attempt1")
        books.ledger.append("attempt1/seat", answered(), at=AT, elapsed_ms=ten_years_ms, by="booth1")
    with store.reading() as books:
        head = books.ledger.head("attempt1/seat")
    assert head is not None
    assert head.elapsed_ms == ten_years_ms


def test_an_exception_undoes_everything_of_its_transaction(store: SqlStore) -> None:
    with pytest.raises(ZeroDivisionError), store.writing() as books:
        write_seat(books, "attempt1")
        raise ZeroDivisionError
    with store.reading() as books:
        assert books.ledger.head("attempt1/seat") is None
        assert books.attempts.get("attempt1") is None


def test_a_failure_that_was_swallowed_still_undoes_everything(store: SqlStore) -> None:
    with pytest.raises(Unavailable, match="none of it"), transaction(store.engine, may_write=True) as link:
        books = store.books_over(link)
        write_seat(books, "attempt1")
        with suppress(DBAPIError):
            link.run(text("INSERT INTO nowhere VALUES (1)"))
    with store.reading() as books:
        assert books.ledger.head("attempt1/seat") is None


def test_a_read_transaction_cannot_write(store: SqlStore) -> None:
    with pytest.raises(Exception, match=r"read-?only") as caught, store.reading() as books:
        write_seat(books, "attempt1")
    assert not isinstance(caught.value, Refused | Unavailable)  # a bug, not the room's fault
    with store.reading() as books:
        assert books.ledger.head("attempt1/seat") is None


@pytest.mark.parametrize("table", ["entry", "seal", "release"])
@pytest.mark.parametrize("command", ["UPDATE {} SET {} = 'changed'", "DELETE FROM {}"])
def test_the_database_itself_refuses_to_change_the_record(
    store: SqlStore, engine: Engine, table: str, command: str
) -> None:
    with store.writing() as books:
        write_seat(books, "attempt1")
    seal(store, "attempt1/seat")
    column = {"entry": "body", "seal": "signature", "release": "kind"}[table]
    with engine.begin() as raw:
        raw.execute(text("INSERT INTO release VALUES ('d', 'bank', 'b', 1, 'now', :bytes)"), {"bytes": b"x"})
    with pytest.raises(DBAPIError, match="insert only"), engine.begin() as raw:
        raw.execute(text(command.format(table, column)))


def test_replacing_an_entry_is_refused_too(sqlite_store: SqlStore) -> None:
    with sqlite_store.writing() as books:
        write_seat(books, "attempt1")
    with pytest.raises(DBAPIError, match="insert only"), sqlite_store.engine.begin() as raw:
        raw.execute(text("INSERT OR REPLACE INTO entry SELECT * FROM entry"))


def test_truncating_the_record_is_refused_too(store: SqlStore, engine: Engine) -> None:
    if engine.dialect.name == "sqlite":
        return  # it has no such command
    with pytest.raises(DBAPIError, match="insert only"), engine.begin() as raw:
        raw.execute(text("TRUNCATE entry"))


def test_two_writers_with_the_same_head_cannot_fork_a_stream(store: SqlStore, engine: Engine) -> None:
    with store.writing() as books:
        written = write_seat(books, "attempt1")
    # A writer that goes around the turn-taking: the primary key is the last word.
    with pytest.raises(Refused, match="came first"), transaction(engine, may_write=True) as link:
        books = store.books_over(link)
        assert books.ledger.head("attempt1/seat") == written[-1]
        other = plain_body(answered("A-01-009", 1))
        link.run(
            text("INSERT INTO entry VALUES ('attempt1/seat', 4, 'attempt1', 'answered', :at, 4000, 'b', :b, 'p', 'd')"),
            {"at": AT, "b": str(other)},
        )
        books.ledger.append("attempt1/seat", answered(), at=AT, elapsed_ms=4000, by="booth1")
    with store.reading() as books:
        assert list(books.ledger.entries("attempt1/seat")) == written


def test_a_seals_signature_is_kept_and_checked(store: SqlStore, keys: Keys) -> None:
    with store.writing() as books:
        write_seat(books, "attempt1")
    sealed = seal(store, "attempt1/seat")
    with store.reading() as books:
        kept = books.ledger.seal_of("attempt1/seat")
        assert books.ledger.seal_of("attempt1/desk") is None
    assert kept is not None
    assert kept[0] == keys.station.key_id
    assert keys.signed(kept[0], sealed.digest, kept[1])


def test_a_seal_is_signed_once(store: SqlStore, keys: Keys) -> None:
    with store.writing() as books:
        write_seat(books, "attempt1")
    sealed = seal(store, "attempt1/seat")
    with pytest.raises(Refused, match="signed already"), store.writing() as books:
        books.ledger.sign_seal(sealed, keys.station.key_id, keys.station.sign(sealed.digest))


def test_a_wrong_signature_never_enters_the_record(store: SqlStore, keys: Keys) -> None:
    with store.writing() as books:
        opened = write_seat(books, "attempt1")[0]
        sealed = books.ledger.append("attempt1/seat", Sealed(key="k"), at=AT, elapsed_ms=9000, by="booth1")
    for entry, key_id, signature in (
        (sealed, keys.station.key_id, keys.station.sign(opened.digest)),
        (sealed, "0" * 16, keys.station.sign(sealed.digest)),
        (opened, keys.station.key_id, keys.station.sign(opened.digest)),
        (sealed, keys.station.key_id, keys.station.sign(sealed.digest).upper()),
    ):
        with pytest.raises(Refused, match="not a known station's signature"), store.writing() as books:
            books.ledger.sign_seal(entry, key_id, signature)


def test_every_kind_of_value_survives_the_way_through_the_database(store: SqlStore) -> None:
    finding = seat.Finding("microphone", "go", '"quotes" \\ 龑 😀\n\t')
    body = seat.DevicesChecked(result="go", findings=(finding,))
    with store.writing() as books:
        write_seat(books, "attempt1", answers=0)
        written = books.ledger.append("attempt1/seat", body, at=AT, elapsed_ms=1, by="booth1")
    with store.reading() as books:
        read = books.ledger.entries("attempt1/seat")
    assert read[1] == written
    assert chain_fault(read) is None
