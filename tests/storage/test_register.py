"""The register gives a number once and for all, even to two programs at once."""

import multiprocessing
from dataclasses import replace
from pathlib import Path

import pytest

from app.centre.certificate_ports import LineState, RegisterLine
from app.exam.errors import Refused
from app.storage.certificate_shelf import FileShelf
from app.storage.engine import open_engine
from app.storage.keys import Keys, open_keys
from app.storage.store import SqlStore


def line(attempt: str, sitting: str = "s1") -> RegisterLine:
    return RegisterLine("", attempt, f"person-{attempt}", sitting, LineState.RESERVED)


def yw(serial: int) -> str:
    return f"YW2026{serial:06d}"


def reserve(store: SqlStore, attempt: str) -> RegisterLine:
    with store.writing() as books:
        return books.register.reserve(line(attempt), "YW2026#", yw)


def test_numbers_follow_each_other_and_an_attempt_keeps_its_own(store: SqlStore) -> None:
    assert [reserve(store, attempt).number for attempt in ("a", "b", "a")] == [yw(1), yw(2), yw(1)]


def test_a_number_that_was_given_up_never_comes_again(store: SqlStore) -> None:
    given = reserve(store, "a")
    with store.writing() as books:
        books.register.replace(replace(given, state=LineState.REVOKED, revoked_on="2026-06-09"))
    assert reserve(store, "b").number == yw(2)


def test_a_reservation_that_was_undone_leaves_nothing_behind(store: SqlStore) -> None:
    with pytest.raises(RuntimeError), store.writing() as books:
        books.register.reserve(line("a"), "YW2026#", yw)
        raise RuntimeError
    with store.reading() as books:
        assert books.register.of_attempt("a") is None
    assert reserve(store, "b").number == yw(1)


def test_two_series_that_spell_the_same_number_do_not_share_it(store: SqlStore) -> None:
    reserve(store, "a")
    with store.writing() as books:
        assert books.register.reserve(line("b"), "another", yw).number == yw(2)


def test_a_line_is_replaced_found_and_listed(store: SqlStore) -> None:
    first, second = reserve(store, "a"), reserve(store, "b")
    issued = replace(first, state=LineState.ISSUED, document="d" * 64, issued_on="2026-06-04")
    revoked = replace(second, state=LineState.REVOKED, edition=2, issued_on="2026-06-04", revoked_on="2026-06-30")
    with store.writing() as books:
        books.register.replace(issued)
        books.register.replace(revoked)
    with store.reading() as books:
        assert books.register.of_attempt("a") == books.register.by_number(yw(1)) == issued
        assert books.register.page(limit=1) == [issued]
        assert books.register.page(after=yw(1)) == [revoked]
        assert books.register.page(sitting="elsewhere") == []
        assert books.register.revoked() == [revoked]
        assert books.register.reissued() == []
    again = replace(issued, edition=1, reissued_on="2026-07-01")
    with store.writing() as books:
        books.register.replace(again)
    with store.reading() as books:
        assert books.register.reissued() == [again]


def test_a_line_that_is_not_there_cannot_be_replaced(store: SqlStore) -> None:
    reserve(store, "a")
    for wrong in (replace(line("a"), number=yw(2)), replace(line("b"), number=yw(1))):
        with pytest.raises(Refused, match="no certificate"), store.writing() as books:
            books.register.replace(wrong)


def reserve_many(place: str, keys: str, name: str, queue: "multiprocessing.Queue[list[str]]") -> None:
    """Body of a process that takes forty numbers."""
    store = SqlStore(open_engine(Path(place)), open_keys(Path(keys)))
    queue.put([reserve(store, f"{name}{number}").number for number in range(40)])
    store.close()


def test_two_processes_never_get_the_same_number(sqlite_store: SqlStore, tmp_path: Path, keys: Keys) -> None:
    from app.storage.keys import create_keys

    create_keys(tmp_path / "own" / "keys")
    context = multiprocessing.get_context("spawn")
    queue: multiprocessing.Queue[list[str]] = context.Queue()
    place = str(tmp_path / "centre.db")
    workers = [
        context.Process(target=reserve_many, args=(place, str(tmp_path / "own" / "keys"), name, queue))
        for name in ("left", "right")
    ]
    for worker in workers:
        worker.start()
    numbers = queue.get(timeout=60) + queue.get(timeout=60)
    for worker in workers:
        worker.join(timeout=60)
    assert sorted(numbers) == [yw(serial) for serial in range(1, 81)]


def test_the_shelf_keeps_each_edition_and_forgets_an_attempt_whole(tmp_path: Path) -> None:
    shelf = FileShelf(tmp_path / "certificates")
    shelf.keep("attempt1", 0, b"first")
    shelf.keep("attempt1", 1, b"second")
    shelf.keep("attempt1", 1, b"again")
    assert (shelf.load("attempt1", 0), shelf.load("attempt1", 1)) == (b"first", b"again")
    shelf.remove("attempt1")
    with pytest.raises(Refused, match="No document"):
        shelf.load("attempt1", 0)


def test_the_shelf_leaves_its_folder_for_nobody(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="not the id"):
        FileShelf(tmp_path).keep("../escape", 0, b"")
