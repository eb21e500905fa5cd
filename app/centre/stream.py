"""The one writer of a stream: its clock, and its guard against a second writer.

Why this room exists: elapsed time must go on where it stood after a restart, and two programs that believe
they own the same stream must find out at the first entry, not at the appeal.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from app.centre.ports import Books, Clock, Store
from app.exam.entry import Entry, instant, moment
from app.exam.errors import Overtaken, Unavailable
from app.exam.vocabulary import Body


class Page:
    """What one transaction adds to a stream; all of it or nothing is kept."""

    def __init__(self, books: Books, stream: str, at: str, elapsed_ms: int, by: str) -> None:
        self.books = books
        self.entries: list[Entry] = []
        self._stream, self._at, self._elapsed_ms, self._by = stream, at, elapsed_ms, by

    def write(self, body: Body) -> Entry:
        """Append one entry."""
        entry = self.books.ledger.append(self._stream, body, at=self._at, elapsed_ms=self._elapsed_ms, by=self._by)
        self.entries.append(entry)
        return entry


class StreamWriter:
    """Appends to one stream.

    Args:
        head: the stream's last entry as this writer knows it; None for a stream to be opened.
    """

    def __init__(self, stream: str, clock: Clock, head: Entry | None = None) -> None:
        self.stream, self.head = stream, head
        self._clock = clock
        self._unsure: tuple[Entry, ...] = ()
        self._elapsed_base_ms = 0 if head is None else head.elapsed_ms
        self._started_ms = clock.monotonic_ms()

    def elapsed_ms(self) -> int:
        """Return ms since the stream opened, the time between two runs of the program left out."""
        return self._elapsed_base_ms + self._clock.monotonic_ms() - self._started_ms

    @contextmanager
    def writing(self, store: Store, by: str, *, elapsed_ms: int | None = None) -> Iterator[Page]:
        """Open one transaction; the head moves on only once it is committed.

        Args:
            by: opaque id of who causes the entries.
            elapsed_ms: the moment the entries happened, where it was earlier than now.

        Raises:
            Overtaken: somebody else wrote to this stream.
            Unavailable: the disk is full or the database held; nothing was written.
        """
        elapsed = self.elapsed_ms() if elapsed_ms is None else elapsed_ms
        entries: list[Entry] = []
        try:
            with store.writing() as books:
                self._require_own(books)
                page = Page(books, self.stream, instant(self._clock.now()), elapsed, by)
                entries = page.entries
                yield page
        except Unavailable:
            self._unsure = tuple(entries)
            raise
        if entries:
            self.head = entries[-1]

    def settled(self, store: Store) -> Sequence[Entry]:
        """Return what the last failed writing left in the record all the same; the writer goes on behind it.

        A server may keep a transaction and go away before it says so.  Whoever folds the stream asks this before the
        next entry, and takes in what it returns.
        """
        if not self._unsure:
            return ()
        with store.reading() as books:
            kept = books.ledger.head(self.stream)
        tried, self._unsure = self._unsure, ()
        if kept is None or kept.digest != tried[-1].digest:
            return ()
        self.head = tried[-1]
        return tried

    def _require_own(self, books: Books) -> None:
        kept = books.ledger.head(self.stream)
        if kept != self.head and (kept is None or self.head is None or kept.digest != self.head.digest):
            raise Overtaken(
                "Another window wrote to the same record.",
                advice="Close the other window of this attempt, then try again.",
                zh=("另一个程序正在写入同一份考核记录。", "请关闭另一个窗口后再试。"),
            )


def page_in(books: Books, clock: Clock, stream: str, by: str) -> Page:
    """Continue a stream inside the caller's transaction, for writers that come and go (the office).

    Between two of them elapsed time follows the wall clock, but never falls; no deadline depends on it.
    """
    head, now = books.ledger.head(stream), clock.now()
    elapsed = 0
    if head is not None:
        elapsed = head.elapsed_ms + max(0, int((now - moment(head.at)).total_seconds() * 1000))
    return Page(books, stream, instant(now), elapsed, by)
