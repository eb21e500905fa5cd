"""One changed byte anywhere in the record is found, and named."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app.centre.ports import Books
from app.exam.entry import Entry
from app.exam.vocabulary import seat
from app.resources import question_bank
from app.storage.keys import Keys
from app.storage.scheme_files import load_scheme
from app.storage.store import SqlStore
from app.storage.verify import RecordFault, verify_record
from tests.storage.small_bank import small_bank
from tests.storage.world import AT, SECRET, WANG, a_booking, a_sitting, seal, write_other_streams, write_seat


def fill(store: SqlStore) -> None:
    scheme = load_scheme(question_bank("schemes", "yiwu.toml")).scheme
    assert scheme is not None
    with store.writing() as books:
        own = {
            "scheme": books.releases.keep_scheme(scheme, released_at=AT),
            "bank": books.releases.keep_bank(small_bank(), released_at=AT),
        }
        person = books.people.add(WANG).id
        books.sittings.add(a_sitting(**own), SECRET)
        for serial in (1, 2):
            number = f"20260604-{serial:04d}"
            if serial == 1:
                books.sittings.book(a_booking("attempt1", person, 1))
            write_seat(books, f"attempt{serial}", candidate=person, number=number, **own)
            write_other_streams(books, f"attempt{serial}", candidate=person, number=number, marked=False)
    seal(store, "attempt1/seat")


def faults(store: SqlStore) -> list[RecordFault]:
    return list(verify_record(store, store.keys))


@pytest.fixture
def filled(sqlite_store: SqlStore) -> SqlStore:
    fill(sqlite_store)
    return sqlite_store


def tamper(store: SqlStore, *commands: str) -> None:
    """Change the file as somebody would who knows SQLite: triggers dropped first, and put back."""
    with closing(sqlite3.connect(str(store.engine.url.database), isolation_level=None)) as raw:
        triggers = raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            raw.execute(f"DROP TRIGGER {name}")
        for command in commands:
            assert raw.execute(command).rowcount > 0, command
        for _, sql in triggers:
            raw.execute(sql)


def test_a_whole_record_has_no_faults(store: SqlStore) -> None:
    fill(store)
    seen: list[None] = []
    assert list(verify_record(store, store.keys, step=lambda: seen.append(None))) == []
    assert len(seen) == 2
    assert store.count_entries() == 2 * 7 + 1


def flipped(column: str, place: int) -> str:
    """SQL that changes the lowest bit of one character of a text column."""
    one = f"substr({column}, {place}, 1)"
    other = f"char(unicode({one}) + 1 - 2 * (unicode({one}) & 1))"
    return f"substr({column}, 1, {place - 1}) || {other} || substr({column}, {place + 1})"


def every_place() -> Iterator[tuple[str, str, str]]:
    entry = "stream = 'attempt1/seat' AND seq = 2"
    for column in ("attempt", "kind", "at", "by", "body", "previous", "digest"):
        for place in (1, 3, 5):
            yield "entry", f"{column} = {flipped(column, place)}", entry
    for place in (2, 9, 20, 30):
        yield "entry", f"body = {flipped('body', place)}", entry
    yield "entry", "seq = 9", entry
    yield "entry", "elapsed_ms = elapsed_ms + 1", entry
    yield "entry", "elapsed_ms = 'late'", entry
    yield "entry", "body = replace(body, ',', ', ')", entry
    yield "entry", "body = x'00ff'", entry
    yield "entry", "body = '[1.5]'", entry


@pytest.mark.parametrize(("table", "change", "where"), list(every_place()))
def test_a_changed_byte_of_an_entry_is_named(filled: SqlStore, table: str, change: str, where: str) -> None:
    tamper(filled, f"UPDATE {table} SET {change} WHERE {where}")
    named = [fault.place for fault in faults(filled)]
    assert named
    assert named[0] in {"attempt1/seat, entry 2", "attempt1/seat, entry 3"}  # 3: the one before it is missing
    assert all("attempt1" in place for place in named)


def test_an_entry_that_was_taken_out_or_put_in_is_named(filled: SqlStore) -> None:
    tamper(filled, "DELETE FROM entry WHERE stream = 'attempt1/seat' AND seq = 1")
    assert faults(filled) == [RecordFault("attempt1/seat, entry 2", "an entry is missing before it")]
    columns = "attempt, 'flagged', at, elapsed_ms, by, body, previous, digest"
    tamper(
        filled,
        f"INSERT INTO entry SELECT stream, 4, {columns} FROM entry WHERE stream = 'attempt2/seat' AND seq = 3",
    )
    assert RecordFault("attempt2/seat, entry 4", "it is not chained to the entry before") in faults(filled)


def test_a_cut_stream_is_found_by_its_seal_and_its_summary(filled: SqlStore) -> None:
    tamper(filled, "DELETE FROM entry WHERE stream = 'attempt1/seat' AND seq >= 3")
    found = faults(filled)
    assert RecordFault("attempt1/seat, entry 2", "it is signed as a seal and is none") in found
    tamper(filled, "DELETE FROM entry WHERE stream = 'attempt2/seat' AND seq = 3")
    assert any(fault.place == "attempt attempt2" and "answered" in fault.reason for fault in faults(filled))


def test_a_stream_that_vanished_is_found(filled: SqlStore) -> None:
    tamper(filled, "DELETE FROM entry WHERE attempt = 'attempt1'")
    assert {fault.place for fault in faults(filled)} == {"attempt attempt1", "attempt1/seat"}


def test_an_entry_that_was_moved_to_another_stream_is_named(filled: SqlStore) -> None:
    tamper(filled, "UPDATE entry SET stream = 'attempt9/seat', attempt = 'attempt9' WHERE stream = 'attempt2/seat'")
    assert "attempt9/seat, entry 0" in {fault.place for fault in faults(filled)}


@pytest.mark.parametrize("column", ["signature", "station_key"])
@pytest.mark.parametrize("place", [1, 8, 16])
def test_a_changed_byte_of_a_signature_is_named(filled: SqlStore, column: str, place: int) -> None:
    tamper(filled, f"UPDATE seal SET {column} = {flipped(column, place)}")
    found = faults(filled)
    assert [fault.place for fault in found] == ["attempt1/seat, entry 4"]
    assert "sign" in found[0].reason


def test_a_signature_in_other_letters_or_missing_is_named(filled: SqlStore) -> None:
    tamper(filled, "UPDATE seal SET signature = upper(signature)")
    assert [fault.reason for fault in faults(filled)] == ["the seal's signature is wrong"]
    tamper(filled, "DELETE FROM seal")
    assert [fault.reason for fault in faults(filled)] == ["the seal is not signed"]


@pytest.mark.parametrize("kind", ["bank", "scheme"])
@pytest.mark.parametrize("change", [
    "content = CAST(replace(CAST(content AS TEXT), '\"zh\"', '\"en\"') AS BLOB)",
    "content = CAST(substr(content, 1, length(content) - 1) AS BLOB)",
    "content = CAST(content || ' ' AS BLOB)",
    "digest = replace(digest, substr(digest, 1, 1), '0') || 'x'",
    "version = version + 1",
    "id = id || 'x'",
    "kind = 'menu'",
])  # fmt: skip
def test_a_changed_release_is_named(filled: SqlStore, kind: str, change: str) -> None:
    tamper(filled, f"UPDATE release SET {change} WHERE kind = '{kind}'")
    found = faults(filled)
    assert found
    assert "release" in found[0].place


def test_a_release_of_the_other_kind_is_named(filled: SqlStore) -> None:
    tamper(filled, "UPDATE release SET kind = 'scheme' WHERE kind = 'bank'")
    assert "scheme release small 1" in faults(filled)[0].place


def test_a_missing_release_is_missed_wherever_it_is_used(filled: SqlStore) -> None:
    tamper(filled, "DELETE FROM release WHERE kind = 'bank'")
    places = [fault.place for fault in faults(filled)]
    assert places == ["sitting 20260604", "attempt1/seat, entry 0", "attempt2/seat, entry 0"]


@pytest.mark.parametrize("place", [1, 2, 14, 30, 61])
def test_a_changed_byte_of_a_draw_secret_is_named(filled: SqlStore, place: int) -> None:
    with closing(sqlite3.connect(str(filled.engine.url.database))) as raw, raw:
        secret = bytearray(raw.execute("SELECT secret_sealed FROM sitting").fetchone()[0])
        secret[place - 1] ^= 1
        raw.execute("UPDATE sitting SET secret_sealed = ?", (bytes(secret),))
    assert [fault.place for fault in faults(filled)] == ["sitting 20260604"]


def test_another_commitment_is_named_at_the_sitting_and_at_every_opening(filled: SqlStore) -> None:
    tamper(filled, f"UPDATE sitting SET commitment = {flipped('commitment', 1)}")
    places = [fault.place for fault in faults(filled)]
    assert places == ["sitting 20260604", "attempt1/seat, entry 0", "attempt2/seat, entry 0"]


def test_a_false_revelation_is_named(filled: SqlStore) -> None:
    with filled.writing() as books:
        books.sittings.reveal("sitting1")
    assert faults(filled) == []
    tamper(filled, f"UPDATE sitting SET revealed_secret = {flipped('revealed_secret', 3)}")
    assert [fault.reason for fault in faults(filled)] == ["the revealed secret is not the one that was committed to"]


@pytest.mark.parametrize("change", ["passed = 1", "pitch_half_points = 200", "state = 'certified'", "candidate = 'x'"])
def test_a_summary_that_says_more_than_its_entries_is_named(filled: SqlStore, change: str) -> None:
    tamper(filled, f"UPDATE attempt SET {change} WHERE attempt = 'attempt2'")
    found = faults(filled)
    assert [fault.place for fault in found] == ["attempt attempt2"]
    assert change.split(" ")[0] in found[0].reason


def test_a_summary_without_entries_or_entries_without_summary_are_named(filled: SqlStore) -> None:
    tamper(filled, "UPDATE attempt SET attempt = 'attempt3' WHERE attempt = 'attempt2'")
    assert {fault.place for fault in faults(filled)} == {"attempt attempt2", "attempt attempt3"}


def test_a_stream_with_a_strange_name_is_not_overlooked(filled: SqlStore) -> None:
    tamper(filled, "UPDATE entry SET stream = 'attempt2' WHERE stream = 'attempt2/desk'")
    assert "attempt2, entry 0" in {fault.place for fault in faults(filled)}


def test_files_are_checked_by_whoever_knows_them(filled: SqlStore, keys: Keys) -> None:
    with filled.writing() as books:
        checked = seat.CheckedIn(how="typed", photo="ab" * 32)
        books.ledger.append("attempt2/seat", checked, at=AT, elapsed_ms=99_000, by="booth1")
    asked: list[Entry] = []

    def media(entry: Entry) -> str:
        asked.append(entry)
        return "its photo is missing"

    assert list(verify_record(filled, keys, media=media)) == [
        RecordFault("attempt2/seat, entry 4", "its photo is missing")
    ]
    assert [entry.body["photo"] for entry in asked] == ["ab" * 32]


def test_draws_are_made_again_by_whoever_knows_how(filled: SqlStore, keys: Keys) -> None:
    def replay(books: Books, attempt: str) -> list[str]:
        assert books.attempts.get(attempt) is not None
        return ["the sample was not drawn"] if attempt == "attempt1" else []

    assert list(verify_record(filled, keys, replay=replay)) == [
        RecordFault("attempt attempt1", "the sample was not drawn")
    ]


def test_the_keys_of_another_centre_do_not_pass(filled: SqlStore, tmp_path: Path) -> None:
    from app.storage.keys import create_keys, open_keys

    create_keys(tmp_path / "other")
    other = open_keys(tmp_path / "other")
    assert [fault.place for fault in verify_record(filled, other)] == ["sitting 20260604", "attempt1/seat, entry 4"]
