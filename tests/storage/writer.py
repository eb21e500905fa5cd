"""What a writer process does in tests of many writers."""

from pathlib import Path

from app.storage.engine import open_engine
from app.storage.keys import open_keys
from app.storage.store import SqlStore
from tests.storage.world import AT, answered

ANSWERS = 25


def write_answers(place: str, folder: str, attempt: str, start: int) -> None:
    """Body of a writer process; it ends with an error when any append fails."""
    store = SqlStore(open_engine(place), open_keys(Path(folder)))
    for answer in range(ANSWERS):
        with store.writing() as books:
            head = books.ledger.head(f"{attempt}/seat")
            assert head is not None
            body = answered(f"A-01-{start + answer:03d}", 1)
            books.ledger.append(f"{attempt}/seat", body, at=AT, elapsed_ms=head.elapsed_ms, by="booth")
    store.close()
