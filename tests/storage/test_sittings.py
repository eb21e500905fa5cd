"""Sittings keep their secret until it is revealed; bookings are unique."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from app.exam.errors import Refused
from app.exam.scheme import Subject
from app.storage.keys import create_keys, open_keys
from app.storage.store import SqlStore
from tests.storage.world import REZA, SECRET, a_booking, a_sitting, add_person


@pytest.fixture
def planned(store: SqlStore) -> SqlStore:
    with store.writing() as books:
        books.sittings.add(a_sitting(), SECRET)
    return store


def test_a_sitting_comes_back_by_id_and_code(planned: SqlStore) -> None:
    later = replace(a_sitting("sitting2", "20260605"), held_on=date(2026, 6, 5))
    with planned.writing() as books:
        books.sittings.add(later, SECRET)
    with planned.reading() as books:
        assert books.sittings.get("sitting1") == a_sitting()
        assert books.sittings.by_code("20260604") == a_sitting()
        assert books.sittings.by_code("20260606") is None
        assert list(books.sittings.all()) == [later, a_sitting()]
        for use in (books.sittings.get, books.sittings.secret, books.sittings.reveal):
            with pytest.raises(Refused, match="no sitting nowhere"):
                use("nowhere")


@pytest.mark.parametrize("changes", [{"id": "sitting2"}, {"code": "other"}])
def test_a_taken_code_or_id_is_refused(planned: SqlStore, changes: dict[str, str]) -> None:
    with pytest.raises(Refused, match="already"), planned.writing() as books:
        books.sittings.add(replace(a_sitting(), **changes), SECRET)


def test_a_secret_that_was_not_committed_to_is_refused(store: SqlStore) -> None:
    with pytest.raises(Refused, match="committed"), store.writing() as books:
        books.sittings.add(a_sitting(), b"x" * 32)


def test_a_secret_stays_sealed_until_it_is_revealed(planned: SqlStore, engine: Engine) -> None:
    with engine.connect() as raw:
        kept = raw.execute(text("SELECT secret_sealed FROM sitting")).scalar_one()
    assert SECRET not in bytes(kept)
    with planned.reading() as books:
        assert books.sittings.secret("sitting1") == SECRET
        assert books.sittings.get("sitting1").revealed_secret == ""
    with planned.writing() as books:
        assert books.sittings.reveal("sitting1").revealed_secret == SECRET.hex()
    with planned.writing() as books:
        assert books.sittings.reveal("sitting1") == books.sittings.get("sitting1")


def test_a_secret_under_another_key_or_commitment_is_refused(planned: SqlStore, tmp_path: Path, engine: Engine) -> None:
    create_keys(tmp_path / "other")
    with (
        pytest.raises(Refused, match="does not open"),
        SqlStore(engine, open_keys(tmp_path / "other")).reading() as books,
    ):
        books.sittings.secret("sitting1")
    with engine.begin() as raw:
        raw.execute(text("UPDATE sitting SET commitment = :c"), {"c": "0" * 64})
    with pytest.raises(Refused, match="committed"), planned.reading() as books:
        books.sittings.secret("sitting1")


def test_a_secret_moved_to_another_sitting_is_refused(planned: SqlStore, engine: Engine) -> None:
    with planned.writing() as books:
        books.sittings.add(a_sitting("sitting2", "20260605"), SECRET)
    with engine.begin() as raw:
        moved = "UPDATE sitting SET secret_sealed = (SELECT secret_sealed FROM sitting WHERE id = 'sitting1')"
        raw.execute(text(f"{moved} WHERE id = 'sitting2'"))
    with pytest.raises(Refused, match="does not open"), planned.reading() as books:
        books.sittings.secret("sitting2")


def test_bookings_are_listed_by_sitting_and_by_person(planned: SqlStore) -> None:
    wang, reza = add_person(planned), add_person(planned, REZA)
    with planned.writing() as books:
        books.sittings.add(a_sitting("sitting2", "20260605"), SECRET)
        second = replace(a_booking("attempt2", wang, 2), subjects=())
        first = a_booking("attempt1", reza, 1)
        retake = replace(a_booking("attempt3", wang, 3, "sitting2"), retakes="attempt2", subjects=(Subject.CLIP,))
        for booking in (second, first, retake):
            books.sittings.book(booking)
    with planned.reading() as books:
        assert list(books.sittings.bookings("sitting1")) == [first, second]
        assert list(books.sittings.bookings("nowhere")) == []
        assert list(books.sittings.bookings_of(wang)) == [second, retake]
        assert books.sittings.booking("attempt3") == retake
        assert books.sittings.booking_by_number("20260604-0001") == first
        assert books.sittings.booking_by_number("nothing") is None
        with pytest.raises(Refused, match="no booking nothing"):
            books.sittings.booking("nothing")


def test_what_is_booked_is_booked_once(planned: SqlStore) -> None:
    wang, reza = add_person(planned), add_person(planned, REZA)
    with planned.writing() as books:
        books.sittings.book(a_booking("attempt1", wang, 1))
    for booking, reason in (
        (a_booking("attempt2", reza, 1), "admission number"),
        (a_booking("attempt2", wang, 2), "place in this sitting"),
        (a_booking("attempt1", reza, 2), "booking attempt1"),
        (a_booking("attempt2", "nobody", 2), "no candidate"),
        (a_booking("attempt2", reza, 2, "nowhere"), "no sitting"),
    ):
        with pytest.raises(Refused, match=reason), planned.writing() as books:
            books.sittings.book(booking)
    with planned.reading() as books:
        assert len(books.sittings.bookings("sitting1")) == 1
