"""Which films want their evidence now: those of pitches that have ended and have none beside them yet.

Why this room exists: whoever opens a sheet should find the tracks there; so they are computed as soon as a pitch is
over, by whichever program of the examiner runs, and never while it still is.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from app.centre.ports import AttemptQuery, Store
from app.exam.vocabulary import body_of, seat

_PAGE = 500


class EvidenceShelf(Protocol):
    """Where films lie, and whether evidence lies beside one."""

    def film(self, attempt: str, name: str) -> Path | None:
        """Return the file of a film, or None where it is not here."""
        ...

    def has_evidence(self, film: Path) -> bool:
        """Tell whether evidence stands beside a film, fresh or not."""
        ...


class EvidenceWatch:
    """Remembers which attempts were looked at: each is asked about once."""

    def __init__(self, store: Store, shelf: EvidenceShelf) -> None:
        self._store, self._shelf = store, shelf
        self._seen: set[str] = set()

    def films(self) -> Iterator[Path]:
        """Yield the films of the newest sitting's ended pitches that lack evidence."""
        with self._store.reading() as books:
            sittings = books.sittings.all()
            ended = []
            query = AttemptQuery(sitting=sittings[0].id if sittings else "none", limit=_PAGE)
            while page := books.attempts.page(query):
                ended += [line.attempt for line in page if line.stage == "finished" and line.attempt not in self._seen]
                query = AttemptQuery(sitting=query.sitting, after=page[-1].admission_number, limit=_PAGE)
            entries = {attempt: books.ledger.entries(f"{attempt}/seat") for attempt in ended}
        for attempt, own in entries.items():
            self._seen.add(attempt)
            words = (body_of(entry) for entry in own if entry.kind == "recording_finished")
            for word in words:
                path = self._shelf.film(attempt, word.film) if isinstance(word, seat.RecordingFinished) else None
                if path is not None and not self._shelf.has_evidence(path):
                    yield path
