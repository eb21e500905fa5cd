"""Queues of sheets say what the entries say; readings and notes are kept for good, and notes die with their person."""

from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app.centre.marking_ports import Note, Reading, SheetStand, Wanted, WorkQuery
from app.exam.scheme import Subject
from app.exam.vocabulary import Sealed, office, seat, sheet
from app.resources import question_bank
from app.storage.keys import Keys
from app.storage.scheme_files import load_scheme
from app.storage.store import SqlStore
from app.storage.verify import verify_record
from tests.storage.small_bank import small_bank
from tests.storage.world import AT, REZA, SECRET, WANG, a_booking, a_sitting, seat_opened

BOTH = (Subject.CLIP, Subject.PITCH)
LIN = WorkQuery("lin", "sitting1", Wanted.WAITING, BOTH)
FILM = {"duration_ms": 1, "film_bytes": 1, "frames": 1, "dropped_frames": 0, "fragments": 1, "head": "h", "digest": "d"}


def own(books) -> dict[str, str]:
    """The digests of what is released here."""
    return {line.kind: line.digest for line in books.releases.listed()}


def sat(books, attempt: str, number: str, *, clip: str = "c1ip", ended: bool = True) -> None:
    stream = f"{attempt}/seat"
    words = [
        seat_opened(attempt, number=number, **own(books)),
        seat.ClipSubmitted(clip=clip, how="candidate"),
        seat.RecordingStarted(film="pitch-1.mp4", width=1280, height=720, camera="c", microphone="m"),
        seat.RecordingFinished(film="pitch-1.mp4", **FILM),
    ]
    for body in [*words, *([seat.Finished(how="completed")] if ended else [])]:
        books.ledger.append(stream, body, at=AT, elapsed_ms=0, by="booth1")


def opened(books, attempt: str, examiner: str, subject: Subject = Subject.PITCH) -> str:
    stream = f"{attempt}/sheet/{subject.value}/{examiner}"
    body = sheet.Opened(attempt=attempt, subject=subject, examiner=examiner, software="test", **own(books))
    books.ledger.append(stream, body, at=AT, elapsed_ms=0, by=examiner)
    return stream


def signed(books, stream: str) -> None:
    books.ledger.append(stream, sheet.Signed(half_points=0), at=AT, elapsed_ms=1, by=stream.rpartition("/")[2])


@pytest.fixture
def filled(store: SqlStore) -> SqlStore:
    with store.writing() as books:
        people = [books.people.add(each).id for each in (WANG, REZA)]
        scheme = load_scheme(question_bank("schemes", "yiwu.toml")).scheme
        assert scheme is not None
        books.releases.keep_scheme(scheme, released_at=AT)
        books.releases.keep_bank(small_bank(), released_at=AT)
        books.sittings.add(a_sitting(**own(books)), SECRET)
        books.sittings.add(a_sitting("sitting2", "20260605", **own(books)), SECRET)
        for serial in (1, 2):
            booking = a_booking(f"attempt{serial}", people[serial - 1], serial)
            books.sittings.book(booking)
            sat(books, booking.id, booking.admission_number)
    return store


def keys_of(store: SqlStore, query: WorkQuery) -> list[tuple[str, str, SheetStand]]:
    with store.reading() as books:
        return [(line.number[-1:], line.subject.value, line.stand) for line in books.sheets.page(query)]


def test_what_can_be_marked_waits_for_everybody(filled: SqlStore) -> None:
    waiting = SheetStand.WAITING
    rows = [("1", "clip", waiting), ("1", "pitch", waiting), ("2", "clip", waiting), ("2", "pitch", waiting)]
    assert keys_of(filled, LIN) == rows
    assert keys_of(filled, replace(LIN, sitting="sitting2")) == []
    with filled.reading() as books:
        assert books.sheets.count(LIN) == 4


def test_pages_follow_each_other_without_a_gap(filled: SqlStore) -> None:
    seen, after = [], ("", "")
    with filled.reading() as books:
        while page := books.sheets.page(replace(LIN, limit=1, after=after)):
            seen += [(line.number[-1], line.subject.value) for line in page]
            after = page[-1].key
    assert seen == [("1", "clip"), ("1", "pitch"), ("2", "clip"), ("2", "pitch")]


def test_an_opened_sheet_is_mine_and_half_done_then_signed(filled: SqlStore) -> None:
    with filled.writing() as books:
        stream = opened(books, "attempt1", "lin")
    for wanted in (Wanted.MINE, Wanted.HALF_DONE):
        assert keys_of(filled, replace(LIN, wanted=wanted)) == [("1", "pitch", SheetStand.OPEN)]
    assert ("1", "pitch", SheetStand.WAITING) not in keys_of(filled, LIN)
    with filled.writing() as books:
        signed(books, stream)
    assert keys_of(filled, replace(LIN, wanted=Wanted.HALF_DONE)) == []
    assert keys_of(filled, replace(LIN, wanted=Wanted.SIGNED)) == [("1", "pitch", SheetStand.SIGNED)]
    with filled.writing() as books:
        books.ledger.append(stream, Sealed(key="k"), at=AT, elapsed_ms=2, by="lin")
    with filled.reading() as books:
        (line,) = books.sheets.page(replace(LIN, wanted=Wanted.MINE))
        assert (line.stand, line.signed_at, line.signed_sheets) == (SheetStand.SEALED, AT, 1)
        assert books.sheets.count(replace(LIN, wanted=Wanted.MINE)) == 1


def test_a_full_panel_waits_for_nobody_and_a_larger_one_does(filled: SqlStore) -> None:
    with filled.writing() as books:
        opened(books, "attempt1", "chen")
    assert ("1", "pitch", SheetStand.WAITING) not in keys_of(filled, LIN)
    assert ("1", "pitch", SheetStand.WAITING) in keys_of(filled, replace(LIN, panel=2))


def test_without_a_clip_a_film_or_an_end_nothing_waits(filled: SqlStore) -> None:
    with filled.writing() as books:
        for serial, details in ((3, {"clip": ""}), (4, {"ended": False})):
            booking = a_booking(
                f"attempt{serial}", books.people.add(replace(REZA, document_number=f"Q{serial}")).id, serial
            )
            books.sittings.book(booking)
            sat(books, booking.id, booking.admission_number, **details)
    rows = keys_of(filled, LIN)
    assert ("3", "clip", SheetStand.WAITING) not in rows
    assert ("3", "pitch", SheetStand.WAITING) in rows
    assert ("4", "clip", SheetStand.WAITING) in rows
    assert ("4", "pitch", SheetStand.WAITING) not in rows


def test_a_voided_attempt_waits_for_nobody(filled: SqlStore) -> None:
    with filled.writing() as books:
        body = office.Opened(
            attempt="attempt1", candidate="c", sitting="sitting1", admission_number="20260604-0001", software="test"
        )
        for word in (body, office.Voided(reason_sealed="x")):
            books.ledger.append("attempt1/office", word, at=AT, elapsed_ms=0, by="clerk")
    assert {row[0] for row in keys_of(filled, LIN)} == {"2"}


def test_a_blind_queue_says_neither_number_nor_candidate_and_goes_by_the_attempts_id(filled: SqlStore) -> None:
    with filled.reading() as books:
        lines = books.sheets.page(replace(LIN, blind=True))
    assert [(line.attempt, line.number, line.candidate) for line in lines][::2] == [
        ("attempt1", "", ""),
        ("attempt2", "", ""),
    ]
    assert [line.key[0] for line in lines] == sorted(line.attempt for line in lines)


def test_lines_are_made_again_from_entries_and_damage_is_found(filled: SqlStore, keys: Keys) -> None:
    with filled.writing() as books:
        signed(books, opened(books, "attempt1", "lin"))
    with filled.engine.begin() as raw:
        raw.execute(text("UPDATE sheet SET state = 'open'"))
    places = [fault.place for fault in verify_record(filled, keys) if "marking queue" in fault.reason]
    assert places == ["attempt1/sheet/pitch/lin"]
    with filled.writing() as books:
        books.attempts.rebuild("attempt1")
    assert keys_of(filled, replace(LIN, wanted=Wanted.SIGNED)) == [("1", "pitch", SheetStand.SIGNED)]
    assert [fault for fault in verify_record(filled, keys) if "marking queue" in fault.reason] == []


def test_a_reading_leaves_a_line_that_nobody_can_take_back(filled: SqlStore) -> None:
    first = Reading(AT, "lin", "attempt1", "pitch-1.mp4", "mark")
    with filled.writing() as books:
        books.readings.note(first)
        books.readings.note(replace(first, by="chen"))
    with filled.reading() as books:
        assert [line.by for line in books.readings.of_attempt("attempt1")] == ["lin", "chen"]
        assert books.readings.of_attempt("attempt2") == []
    for command in ("UPDATE reading SET purpose = 'none'", "DELETE FROM reading"):
        with pytest.raises(DBAPIError, match="insert only"), filled.engine.begin() as raw:
            raw.execute(text(command))


def test_notes_are_sealed_own_and_die_with_their_person(filled: SqlStore) -> None:
    about, room = Note(AT, "sun", "sitting1", "attempt1", "手机响了"), Note(AT, "sun", "sitting1", "", "空调太冷")
    with filled.writing() as books:
        for note in (about, room, replace(room, by="he", words="别人的")):
            books.notes.write(note)
        candidate = books.sittings.booking("attempt1").candidate
    with filled.reading() as books:
        assert books.notes.of_sitting("sitting1", "sun") == [about, room]
    with filled.engine.connect() as raw:
        kept = [bytes(row[0]) for row in raw.execute(text("SELECT sealed FROM supervisor_note"))]
    assert all("手机".encode() not in each for each in kept)
    with filled.writing() as books:
        books.people.purge(candidate)
    with filled.reading() as books:
        assert [note.words for note in books.notes.of_sitting("sitting1", "sun")] == ["", "空调太冷"]
