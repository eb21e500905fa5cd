"""What lists and searches take among 100,000 attempts: ``python -m tests.bench.database [attempts]``.

Everything is put in through the store itself: people sealed field by field, bookings, streams of entries.
"""

import itertools
import random
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from app.centre.ports import AttemptQuery, Books
from app.centre.values import Booking, CandidateDetails
from app.exam.entry import instant
from app.exam.identity import DocumentKind
from app.exam.vocabulary import seat
from app.storage.home import create_home
from app.storage.store import SqlStore
from tests.bench.ratio import begin, seconds, show
from tests.storage.world import AT, SECRET, START, a_sitting, answered, seat_opened, write_seat

SURNAMES = "王王王王李李李李张张张刘刘陈陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰文辉建国志鑫宇浩欣怡子轩梓涵一诺思远雨桐"
PER_SITTING, PER_TRANSACTION, ROUNDS = 100, 500, 15


def name(chance: random.Random) -> str:
    """Invent a name with the surnames' real weights, roughly."""
    return chance.choice(SURNAMES) + "".join(chance.choices(GIVEN, k=chance.choice((1, 2, 2, 2))))


def fill(store: SqlStore, count: int) -> None:
    """Put ``count`` attempts in, the last of them with 300 entries."""
    chance = random.Random(1)
    start = time.perf_counter()
    for serials in itertools.batched(range(count), PER_TRANSACTION):
        with store.writing() as books:
            for serial in serials:
                add(books, chance, serial)
        if serials[0] % 20_000 == 0:
            print(f"  {serials[-1] + 1:,} attempts, {time.perf_counter() - start:,.0f} s", flush=True)
    with store.writing() as books:
        write_seat(books, "long", answers=299, number="99999999-0001", sitting="sitting0")


def add(books: Books, chance: random.Random, serial: int) -> None:
    """Register and book somebody who takes the exam as far as two answers or to its end."""
    sitting = f"sitting{serial // PER_SITTING}"
    code = f"{20_200_000 + serial // PER_SITTING}"
    if serial % PER_SITTING == 0:
        held = START.date() + timedelta(days=serial // PER_SITTING)
        books.sittings.add(replace(a_sitting(sitting, code), held_on=held), SECRET)
    document = f"E{serial:09d}"
    person = books.people.add(CandidateDetails(name(chance), DocumentKind.PASSPORT, document, origin="社会")).id
    number, attempt = f"{code}-{serial % PER_SITTING:04d}", f"attempt{serial:06d}"
    books.sittings.book(Booking(attempt, sitting, person, number, ()))
    stream = f"{attempt}/seat"
    opened = seat_opened(attempt, candidate=person, number=number, sitting=sitting)
    books.ledger.append(stream, opened, at=AT, elapsed_ms=0, by="booth1")
    books.ledger.append(stream, answered("A-01-001", 1), at=AT, elapsed_ms=1000, by="booth1")
    if serial % 10:
        done = seat.Finished(how="completed")
        books.ledger.append(stream, done, at=instant(START), elapsed_ms=2000, by="booth1")


def measure(store: SqlStore, what: str, ask: Callable[[Books], object]) -> float:
    """Time one question, each time in a transaction of its own, and print its median."""

    def once() -> None:
        with store.reading() as books:
            ask(books)

    once()
    median_ms = statistics.median(seconds(once) for _ in range(ROUNDS)) * 1000
    show(f"  {what}", median_ms, "ms", "under 50")
    return median_ms


def questions(count: int) -> dict[str, Callable[[Books], object]]:
    """What people ask of a full database."""
    middle = f"{20_200_000 + count // 2 // PER_SITTING}-0050"
    last = f"attempt{count - 2:06d}"
    return {
        "first page of 100": lambda books: books.attempts.page(AttemptQuery()),
        "page of 100 from the middle": lambda books: books.attempts.page(AttemptQuery(after=middle)),
        "page of one sitting": lambda books: books.attempts.page(AttemptQuery(sitting="sitting7")),
        "page of one state": lambda books: books.attempts.page(AttemptQuery(state="finished", after=middle)),
        "count of all": lambda books: books.attempts.count(AttemptQuery()),
        "count of one state": lambda books: books.attempts.count(AttemptQuery(state="finished")),
        "search by surname 王, the first 50": lambda books: books.people.by_name("王"),
        "search by 王芳, the first 50": lambda books: books.people.by_name("王芳"),
        "search by given name 雨桐, the first 50": lambda books: books.people.by_name("雨桐"),
        "search by 王雨桐, and the attempts of whom it finds": by_name_to_attempts,
        "search by a name that nobody has": lambda books: books.people.by_name("欧阳娜娜"),
        "search by document number": lambda books: books.people.by_document(f"E{count - 1:09d}"),
        "booking by admission number": lambda books: books.sittings.booking_by_number(middle),
        "one summary": lambda books: books.attempts.get(last),
        "attempts running at a station": lambda books: books.attempts.running_at("booth9"),
        "rebuild of an attempt of 300 entries": lambda books: books.attempts.rebuild("long"),
    }


def by_name_to_attempts(books: Books) -> object:
    """Find people, then their lines in the list."""
    found = tuple(person.id for person in books.people.by_name("王雨桐"))
    return books.attempts.page(AttemptQuery(candidates=found or ("nobody",)))


def against_bare(path: Path, ours_ms: float) -> None:
    """Compare the first page with the same SELECT in bare sqlite3."""
    raw = sqlite3.connect(path)
    statement = "SELECT * FROM attempt ORDER BY admission_number, attempt LIMIT 100"
    bare_ms = statistics.median(seconds(lambda: raw.execute(statement).fetchall()) for _ in range(ROUNDS)) * 1000
    raw.close()
    print(f"  first page: {ours_ms / bare_ms:.1f} times the bare SELECT ({bare_ms:.2f} ms)")


def main() -> None:
    """Fill a database and ask it."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    begin(f"A database of {count:,} attempts")
    folder = Path(tempfile.mkdtemp(prefix="database-", dir=Path.home()))
    try:
        store = create_home(folder / "home").store
        fill(store, count)
        path = folder / "home" / "kaobo.db"
        took = {what: measure(store, what, ask) for what, ask in questions(count).items()}
        against_bare(path, took["first page of 100"])
        store.close()
        show("  size of the database", path.stat().st_size / 1e6, "MB", "-")
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
