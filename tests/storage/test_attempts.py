"""Lists show what the entries say, page by page, and can be made again from the entries alone."""

from collections.abc import Iterable
from dataclasses import fields, replace

import pytest
from sqlalchemy import text

from app.centre.ports import AttemptQuery
from app.exam.entry import instant
from app.exam.errors import Refused
from app.exam.summary import AttemptSummary
from app.exam.vocabulary import Sealed, StreamKind, desk, office, seat
from app.storage.projection import FIELDS, values_of
from app.storage.rows import AttemptRow, table
from app.storage.store import SqlStore
from tests.storage.world import AT, START, answered, seat_opened, write_other_streams, write_seat


def fill(store: SqlStore, count: int = 7) -> None:
    with store.writing() as books:
        for serial in range(count, 0, -1):
            write_seat(
                books, f"attempt{serial}", answers=serial, number=f"20260604-{serial:04d}", candidate=f"c{serial}",
                sitting="even" if serial % 2 == 0 else "odd",
            )  # fmt: skip


def numbers(lines: Iterable[AttemptSummary]) -> list[str]:
    return [line.admission_number[-1] for line in lines]


def test_a_row_has_the_fields_of_a_summary_and_its_state() -> None:
    columns = [column.name for column in table(AttemptRow).columns]
    assert columns == [*(field.name for field in fields(AttemptSummary)), "state"]


def test_a_summary_follows_every_stream_of_its_attempt(store: SqlStore) -> None:
    with store.writing() as books:
        write_seat(books, "attempt1", answers=2)
    with store.writing() as books:
        write_other_streams(books, "attempt1")
    with store.reading() as books:
        summary = books.attempts.get("attempt1")
    assert summary is not None
    assert (summary.answered, summary.sheets_opened, summary.office_state) == (2, 1, "deferred")
    assert summary.stage == "check_in"


def test_an_attempt_without_entries_has_no_summary(store: SqlStore) -> None:
    with store.reading() as books:
        assert books.attempts.get("nobody") is None
        with pytest.raises(Refused, match="no attempt nobody"):
            books.attempts.rebuild("nobody")


def test_pages_follow_each_other_by_admission_number(store: SqlStore) -> None:
    fill(store)
    seen = []
    with store.reading() as books:
        query = AttemptQuery(limit=3)
        while page := books.attempts.page(query):
            seen.append(numbers(page))
            query = replace(query, after=page[-1].admission_number)
        assert books.attempts.count(query) == 7
    assert seen == [["1", "2", "3"], ["4", "5", "6"], ["7"]]


def test_lists_are_narrowed_by_sitting_state_and_candidates(store: SqlStore) -> None:
    fill(store)
    with store.writing() as books:
        write_other_streams(books, "attempt8", candidate="c8", number="20260604-0008", sitting="odd")
        stop = seat.Finished(how="completed")
        books.ledger.append("attempt4/seat", stop, at=AT, elapsed_ms=60_000, by="booth1")
    with store.reading() as books:

        def found(query: AttemptQuery) -> list[str]:
            page = books.attempts.page(query)
            assert books.attempts.count(query) == len(page)
            return numbers(page)

        assert found(AttemptQuery(sitting="even")) == ["2", "4", "6"]
        assert found(AttemptQuery(state="deferred")) == ["8"]
        assert found(AttemptQuery(state="finished")) == ["4"]
        assert found(AttemptQuery(state="finished", sitting="odd")) == []
        assert found(AttemptQuery(candidates=("c5", "c7", "c9"))) == ["5", "7"]


def test_desks_left_open_at_a_station_stand_newest_first(store: SqlStore) -> None:
    with store.writing() as books:
        for attempt, station, ended in (
            ("old", "booth1", "2026-06-04T08:00:00Z"), ("young", "booth1", "2026-06-04T09:00:00Z"),
            ("shut", "booth1", AT), ("elsewhere", "booth2", AT), ("running", "booth1", ""),
        ):  # fmt: skip
            opening = replace(seat_opened(attempt), station=station)
            books.ledger.append(f"{attempt}/seat", opening, at=AT, elapsed_ms=0, by=station)
            if ended:
                stop = seat.Finished(how="completed")
                books.ledger.append(f"{attempt}/seat", stop, at=ended, elapsed_ms=60_000, by=station)
            desk_opened = desk.Opened(attempt=attempt, station="desk1", software="test")
            books.ledger.append(f"{attempt}/desk", desk_opened, at=AT, elapsed_ms=0, by="lin")
        books.ledger.append("shut/desk", Sealed(key="k"), at=AT, elapsed_ms=1, by="lin")
        assert [each.attempt for each in books.attempts.unsealed_at("booth1", StreamKind.DESK)] == ["young", "old"]
    with store.reading() as books:
        assert [each.attempt for each in books.attempts.unsealed_at("booth1", StreamKind.DESK)] == ["young", "old"]
        assert [each.attempt for each in books.attempts.unsealed_at("booth2", StreamKind.DESK)] == ["elsewhere"]
        assert list(books.attempts.unsealed_at("booth3", StreamKind.DESK)) == []
        seats = [each.attempt for each in books.attempts.unsealed_at("booth1", StreamKind.SEAT)]
        assert seats == ["young", "old", "shut"]


def test_lists_see_what_their_own_transaction_wrote(store: SqlStore) -> None:
    with store.writing() as books:
        write_seat(books, "attempt1", answers=1)
        assert [line.answered for line in books.attempts.page(AttemptQuery())] == [1]
        books.ledger.append("attempt1/seat", answered("A-01-009", 1), at=AT, elapsed_ms=9000, by="booth1")
        assert [line.answered for line in books.attempts.page(AttemptQuery())] == [2]
        assert books.attempts.count(AttemptQuery(state="check_in")) == 1


def test_a_rebuild_makes_what_was_projected(store: SqlStore) -> None:
    fill(store)
    with store.writing() as books:
        write_other_streams(books, "attempt3", candidate="c3", number="20260604-0003", sitting="odd")
        opened = seat_opened("attempt9")
        books.ledger.append("attempt9/seat", opened, at=AT, elapsed_ms=0, by="booth1")
        decided = office.Voided(reason_sealed="sealed")
        books.ledger.append("attempt3/office", decided, at=AT, elapsed_ms=9, by="clerk1")
    with store.reading() as books:
        for attempt in books.attempts.ids():
            assert books.attempts.rebuild(attempt) == books.attempts.get(attempt)


def test_a_damaged_summary_is_mended_by_a_rebuild(store: SqlStore) -> None:
    fill(store)
    with store.reading() as books:
        right = [books.attempts.get(attempt) for attempt in books.attempts.ids()]
    with store.engine.begin() as raw:
        raw.execute(text("UPDATE attempt SET passed = :yes, answered = 99, state = 'certified'"), {"yes": True})
        raw.execute(text("DELETE FROM attempt WHERE attempt = 'attempt5'"))
    with store.writing() as books:
        for attempt in list(books.attempts.ids()):
            books.attempts.rebuild(attempt)
    with store.reading() as books:
        assert [books.attempts.get(attempt) for attempt in books.attempts.ids()] == right
        assert books.attempts.count(AttemptQuery(state="certified")) == 0


def test_a_rebuild_in_a_read_transaction_changes_nothing(store: SqlStore) -> None:
    fill(store, 1)
    with store.engine.begin() as raw:
        raw.execute(text("UPDATE attempt SET answered = 99"))
    with store.reading() as books:
        assert books.attempts.rebuild("attempt1").answered == 1
    with store.reading() as books:
        summary = books.attempts.get("attempt1")
    assert summary is not None
    assert summary.answered == 99


def test_attempts_that_run_at_a_station_are_named_oldest_first(store: SqlStore) -> None:
    with store.writing() as books:
        for minute, attempt in enumerate(("young", "old", "finished", "elsewhere")):
            station = "booth2" if attempt == "elsewhere" else "booth1"
            at = instant(START.replace(minute=10 - minute))
            opened = seat_opened(attempt, station=station)
            books.ledger.append(f"{attempt}/seat", opened, at=at, elapsed_ms=0, by=station)
        done = seat.Finished(how="completed")
        books.ledger.append("finished/seat", done, at=AT, elapsed_ms=1, by="booth1")
        assert list(books.attempts.running_at("booth1")) == ["old", "young"]
    with store.reading() as books:
        assert list(books.attempts.running_at("booth1")) == ["old", "young"]
        assert list(books.attempts.running_at("booth2")) == ["elsewhere"]
        assert list(books.attempts.running_at("booth3")) == []


def test_ids_are_those_of_attempts_with_entries(store: SqlStore) -> None:
    with store.writing() as books:
        for attempt in ("b", "a", "b0", "ab"):
            write_seat(books, attempt)
        write_other_streams(books, "c")
        assert list(books.attempts.ids()) == ["a", "ab", "b", "b0", "c"]


def test_the_state_of_a_list_is_the_offices_before_the_seats() -> None:
    summary = AttemptSummary("a", stage="finished")
    assert values_of(summary)["state"] == "finished"
    assert values_of(replace(summary, office_state="void"))["state"] == "void"
    assert set(values_of(summary)) == {*FIELDS, "state"}
