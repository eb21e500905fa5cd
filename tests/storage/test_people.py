"""What is known of people is sealed, found again through keyed hashes only, and can be destroyed for good."""

from dataclasses import fields, replace
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from app.centre.values import CandidateDetails
from app.exam.entry import chain_fault
from app.exam.errors import Refused
from app.exam.identity import DocumentKind
from app.exam.vocabulary import sheet
from app.storage.keys import Keys, create_keys, open_keys
from app.storage.names import folded
from app.storage.store import SqlStore
from app.storage.verify import verify_record
from tests.storage.world import (
    AT,
    REZA,
    SECRET,
    WANG,
    a_booking,
    a_sitting,
    add_person,
    seal,
    write_other_streams,
    write_seat,
)


def test_a_candidate_comes_back_whole(store: SqlStore) -> None:
    person = add_person(store)
    with store.reading() as books:
        assert books.people.get(person).details == WANG
    assert len(person) == 20


def test_optional_fields_may_be_empty(store: SqlStore) -> None:
    person = add_person(store, REZA)
    with store.reading() as books:
        assert books.people.get(person).details == REZA


def test_an_unknown_id_is_refused(store: SqlStore) -> None:
    with store.reading() as books:
        for use in (books.people.get, books.people.purge):
            with pytest.raises(Refused, match="no candidate nobody"):
                use("nobody")
        with pytest.raises(Refused, match="no candidate nobody"):
            books.people.seal_text("nobody", "text")


@pytest.mark.parametrize("written", ["11010519491231002X", "11010519491231002x", " 110105 19491231 002Ｘ"])
def test_a_document_is_found_however_it_is_written(store: SqlStore, written: str) -> None:
    person = add_person(store)
    add_person(store, REZA)
    with store.reading() as books:
        found = books.people.by_document(written)
        assert books.people.by_document("110105194912310021") is None
    assert found is not None
    assert found.id == person


def test_a_known_document_is_refused_however_it_is_written(store: SqlStore) -> None:
    add_person(store)
    again = replace(WANG, name="另一个人", document_number="11010519491231002x")
    with pytest.raises(Refused, match="registered already"):
        add_person(store, again)
    with store.reading() as books:
        assert len(books.people.by_name("人")) == 0


def test_a_corrected_name_takes_the_place_of_the_wrong_one_and_nothing_else_changes(store: SqlStore) -> None:
    person = add_person(store)
    with store.writing() as books:
        note = books.people.seal_text(person, "话")
        books.people.rename(person, "王晓𬱖")
    with store.writing() as books:
        assert books.people.get(person).details == replace(WANG, name="王晓𬱖")
        assert [found.id for found in books.people.by_name("𬱖")] == [person]
        assert not books.people.by_name(WANG.name)
        assert books.people.open_text(person, note) == "话"
        books.people.purge(person)
        with pytest.raises(Refused, match="destroyed"):
            books.people.rename(person, "王")
        with pytest.raises(Refused, match="no candidate"):
            books.people.rename("nobody", "王")


def test_the_same_number_of_another_kind_is_another_document(store: SqlStore) -> None:
    passport = add_person(store, REZA)
    card = add_person(store, replace(REZA, document_kind=DocumentKind.OFFICER_CARD))
    assert passport != card


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ("王", {"王小明", "王小红", "小王"}), ("小明", {"王小明"}), ("王小明", {"王小明"}), ("明小", set()),
        ("reza", {"Reza Ahmadi"}), ("AHMADI", {"Reza Ahmadi"}), ("za ah", {"Reza Ahmadi"}), ("z", {"Reza Ahmadi"}),
        ("Ｒｅｚａ  Ａｈ", {"Reza Ahmadi"}), ("", set()), ("  ", set()), ("龑", set()), ("小王小", set()),
    ],
)  # fmt: skip
def test_people_are_found_by_any_part_of_their_name(store: SqlStore, part: str, expected: set[str]) -> None:
    for serial, name in enumerate(("王小明", "王小红", "小王", "李雷")):
        add_person(store, CandidateDetails(name, DocumentKind.PASSPORT, f"E1234567{serial}"))
    add_person(store, REZA)
    with store.reading() as books:
        found = books.people.by_name(part)
    assert {person.details.name for person in found if person.details} == expected


def test_pairs_that_do_not_stand_together_are_not_a_part(store: SqlStore) -> None:
    add_person(store, CandidateDetails("abcab", DocumentKind.PASSPORT, "E12345678"))
    with store.reading() as books:
        assert books.people.by_name("bca")
        assert not books.people.by_name("cabc")  # all its pairs are in the name, it is not


def test_a_search_stops_at_its_limit_and_crosses_pages(store: SqlStore) -> None:
    with store.writing() as books:
        for serial in range(230):
            books.people.add(CandidateDetails(f"王{serial}", DocumentKind.PASSPORT, f"E{serial:08d}"))
    with store.reading() as books:
        first = books.people.by_name("王", limit=10)
        everybody = books.people.by_name("王", limit=1000)
    assert (len(first), len(everybody)) == (10, 230)
    assert list(everybody[:10]) == list(first)


def test_nothing_readable_reaches_the_file(sqlite_store: SqlStore) -> None:
    person = add_person(sqlite_store)
    with sqlite_store.reading() as books:
        sealed_text = books.people.seal_text(person, "私下的话")
        sealed_bytes = books.people.seal_bytes(person, b"a photo" * 10)
    path = Path(str(sqlite_store.engine.url.database))
    sqlite_store.close()
    content = path.read_bytes() + sealed_text.encode() + sealed_bytes
    readable = [str(getattr(WANG, field.name)) for field in fields(WANG)]
    assert not [word for word in [*readable, folded(WANG.name), "私下的话", "a photo"] if word.encode() in content]


def test_sealed_text_and_files_open_for_their_person_alone(store: SqlStore) -> None:
    wang, reza = add_person(store), add_person(store, REZA)
    with store.reading() as books:
        text_of, photo = books.people.seal_text(wang, "大声喧哗"), books.people.seal_bytes(wang, b"\x00\xff")
        assert books.people.open_text(wang, text_of) == "大声喧哗"
        assert books.people.open_bytes(wang, photo) == b"\x00\xff"
        assert text_of.isascii()
        with pytest.raises(Refused, match="does not open"):
            books.people.open_text(reza, text_of)
        with pytest.raises(Refused, match="does not open"):
            books.people.open_bytes(reza, photo)
        for broken in (text_of[:-4], "", "not sealed", text_of[:20] + "A" + text_of[21:]):
            with pytest.raises(Refused, match="does not open"):
                books.people.open_text(wang, broken)


def test_fields_that_were_exchanged_do_not_open(store: SqlStore, engine: Engine) -> None:
    wang, reza = add_person(store), add_person(store, REZA)
    with engine.begin() as raw:
        raw.execute(text("UPDATE person SET phone = email WHERE id = :id"), {"id": wang})
        raw.execute(
            text("UPDATE person SET data_key = (SELECT data_key FROM person WHERE id = :wang) WHERE id = :reza"),
            {"wang": wang, "reza": reza},
        )
    with store.reading() as books:
        for person in (wang, reza):
            with pytest.raises(Refused, match="does not open"):
                books.people.get(person)


def test_another_centres_keys_open_nothing(store: SqlStore, tmp_path: Path) -> None:
    person = add_person(store)
    create_keys(tmp_path / "other")
    stranger = SqlStore(store.engine, open_keys(tmp_path / "other"))
    with stranger.reading() as books:
        with pytest.raises(Refused, match="does not open"):
            books.people.get(person)
        assert books.people.by_document(WANG.document_number) is None
        assert not books.people.by_name("王")


def test_a_purged_person_is_gone_and_every_chain_still_verifies(store: SqlStore, keys: Keys) -> None:
    person = add_person(store)
    with store.writing() as books:
        books.sittings.add(a_sitting(), SECRET)
        books.sittings.book(a_booking("attempt1", person, 1))
        write_seat(books, "attempt1", candidate=person)
        write_other_streams(books, "attempt1")
        note = books.people.seal_text(person, "老铁与香水不合")
        books.ledger.append(
            "attempt1/sheet/pitch/examiner1", sheet.NoteWritten(about="", text_sealed=note), at=AT, elapsed_ms=1, by="e"
        )
        photo = books.people.seal_bytes(person, b"photo")
    seal(store, "attempt1/seat")
    before = set(verify_record(store, keys))
    with store.writing() as books:
        books.people.purge(person)
    assert set(verify_record(store, keys)) == before
    with store.reading() as books:
        assert books.people.get(person).details is None
        assert books.people.by_document(WANG.document_number) is None
        assert not books.people.by_name("王")
        for use in (lambda: books.people.open_text(person, note), lambda: books.people.open_bytes(person, photo)):
            with pytest.raises(Refused, match="destroyed"):
                use()
        with pytest.raises(Refused, match="destroyed"):
            books.people.seal_text(person, "more")
        for stream in books.ledger.streams("attempt1"):
            assert chain_fault(books.ledger.entries(stream)) is None
    assert before <= {fault for fault in before if "release" in fault.reason}  # only the made-up releases lack


def test_a_purged_person_may_register_again_as_somebody_new(store: SqlStore) -> None:
    person = add_person(store)
    with store.writing() as books:
        books.people.purge(person)
        books.people.purge(person)
    assert add_person(store) != person


def test_a_purge_leaves_no_sealed_byte_in_the_files(sqlite_store: SqlStore) -> None:
    person = add_person(sqlite_store)
    path = Path(str(sqlite_store.engine.url.database))
    with sqlite_store.engine.connect() as raw:
        secrets = [cell for cell in raw.execute(text("SELECT * FROM person")).one() if isinstance(cell, bytes)]
        secrets += [row[0] for row in raw.execute(text("SELECT token FROM name_token"))]
    assert len(secrets) > 15
    with sqlite_store.writing() as books:
        books.people.purge(person)
    files = [path, path.with_name(path.name + "-wal")]
    content = b"".join(file.read_bytes() for file in files if file.exists())
    assert not [secret for secret in secrets if secret in content]
