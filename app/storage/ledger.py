"""The ledger: streams of entries, insert only.

Why this room exists: this is the one way into the record.  An entry is chained, inserted and projected in
the caller's transaction; what was not committed was never acknowledged.

The head of a stream is remembered for the length of the transaction only: what a job saw is what it
continues, and if another writer came first the primary key (stream, seq) refuses the fork.
"""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, insert, select

from app.exam.canonical import canonical
from app.exam.entry import Entry, next_entry
from app.exam.errors import Refused
from app.exam.vocabulary import Body, StreamKind, kinds, plain_body, stream_kind
from app.storage.keys import Keys
from app.storage.link import KeyTaken, Link, Quick
from app.storage.projection import Projection
from app.storage.rows import EntryRow, SealRow, table

ENTRY = table(EntryRow)
SEAL = table(SealRow)

_COLUMNS = tuple(
    ENTRY.c[name] for name in ("stream", "seq", "kind", "at", "elapsed_ms", "by", "body", "previous", "digest")
)
_INSERT = Quick(insert(ENTRY))
_HEAD = Quick(select(*_COLUMNS).where(ENTRY.c.stream == bindparam("stream")).order_by(ENTRY.c.seq.desc()).limit(1))
_AFTER = Quick(
    select(*_COLUMNS)
    .where(ENTRY.c.stream == bindparam("stream"), ENTRY.c.seq > bindparam("after"))
    .order_by(ENTRY.c.seq)
)
_STREAMS = (
    select(ENTRY.c.stream)
    .where(ENTRY.c.stream > bindparam("first"), ENTRY.c.stream < bindparam("last"))
    .distinct()
    .order_by(ENTRY.c.stream)
)
_KEEP_SEAL = insert(SEAL)
_SEAL_OF = select(SEAL.c.station_key, SEAL.c.signature).where(SEAL.c.stream == bindparam("stream"))


def entry_of(row: Sequence[Any]) -> Entry:
    """Read an entry from the columns of its row."""
    stream, seq, kind, at, elapsed_ms, by, body, previous, digest = row
    return Entry(stream, seq, kind, at, elapsed_ms, by, json.loads(body), previous, digest)


class SqlLedger:
    """The port ``Ledger`` inside one transaction."""

    def __init__(self, link: Link, keys: Keys, projection: Projection) -> None:
        self._link, self._keys, self._projection = link, keys, projection
        self._heads: dict[str, Entry | None] = {}

    def append(self, stream: str, body: Body, *, at: str, elapsed_ms: int, by: str) -> Entry:
        """Chain one entry to its stream and update the attempt's projection (see the port)."""
        head = self.head(stream)
        _check(stream, head, body, elapsed_ms)
        entry = next_entry(
            head, stream=stream, kind=body.kind, at=at, elapsed_ms=elapsed_ms, by=by, body=plain_body(body)
        )
        try:
            self._link.quick(_INSERT, _values(entry))
        except KeyTaken as error:
            raise Refused(
                f"Another writer came first to {stream}.", advice="Look at the newest state and try again."
            ) from error
        self._heads[stream] = entry
        self._projection.add(entry)
        return entry

    def entries(self, stream: str, *, after: int = -1) -> Sequence[Entry]:
        """Return a stream's entries with seq > ``after``, in order."""
        found = [entry_of(row) for row in self._link.quick(_AFTER, {"stream": stream, "after": after})]
        if found:
            self._heads[stream] = found[-1]
        return found

    def head(self, stream: str) -> Entry | None:
        """Return the last entry of a stream."""
        if stream not in self._heads:
            rows = self._link.quick(_HEAD, {"stream": stream})
            self._heads[stream] = entry_of(rows[0]) if rows else None
        return self._heads[stream]

    def streams(self, attempt: str) -> Sequence[str]:
        """Return the names of an attempt's streams, sorted."""
        return [row[0] for row in self._link.rows(_STREAMS, {"first": f"{attempt}/", "last": f"{attempt}0"})]

    def sign_seal(self, sealed: Entry, key_id: str, signature: str) -> None:
        """Keep the station's signature of a ``sealed`` entry's digest.

        Raises:
            Refused: the entry is no seal, has a signature already, or the signature is not a known station's.
        """
        if sealed.kind != "sealed" or not self._keys.signed(key_id, sealed.digest, signature):
            raise Refused(
                f"This is not a known station's signature of the seal of {sealed.stream}.",
                advice="Add the station's public key to this centre's keys, then seal again.",
            )
        if self.seal_of(sealed.stream) is not None:
            raise Refused(f"{sealed.stream} is signed already.", advice="Nothing is left to do there.")
        self._link.run(_KEEP_SEAL, {"stream": sealed.stream, "station_key": key_id, "signature": signature})

    def seal_of(self, stream: str) -> tuple[str, str] | None:
        """Return (key id, signature) of a sealed stream, else None."""
        row = self._link.first(_SEAL_OF, {"stream": stream})
        return None if row is None else (row[0], row[1])


def _values(entry: Entry) -> dict[str, object]:
    return {
        "stream": entry.stream, "seq": entry.seq, "attempt": entry.stream.partition("/")[0], "kind": entry.kind,
        "at": entry.at, "elapsed_ms": entry.elapsed_ms, "by": entry.by, "body": canonical(entry.body).decode(),
        "previous": entry.previous, "digest": entry.digest,
    }  # fmt: skip


def _check(stream: str, head: Entry | None, body: Body, elapsed_ms: int) -> None:
    word = body.kind
    kind = _kind(stream)
    if kind is None or kinds(kind).get(word) is not type(body):
        raise Refused(f"The word {word} does not belong to the stream {stream}.", advice=_BUG)
    if word == "opened" and getattr(body, "attempt", "") != stream.partition("/")[0]:
        raise Refused(f"{stream} cannot open attempt {getattr(body, 'attempt', '')}.", advice=_BUG)
    if (word == "opened") != (head is None):
        what = "is not open yet" if head is None else "is open already"
        raise Refused(f"{stream} {what}.", advice="Look at the attempt's newest state and go on from there.")
    if head is not None and head.kind == "sealed":
        raise Refused(f"{stream} is sealed: nothing can follow.", advice="Write what has to be said in the office.")
    if elapsed_ms < (0 if head is None else head.elapsed_ms):
        raise Refused(f"The clock of {stream} would run backwards.", advice=_BUG)


_BUG = "Tell the people who look after Kaobo: this is a fault of the program."


def _kind(stream: str) -> StreamKind | None:
    try:
        return stream_kind(stream) if stream.partition("/")[0] else None
    except ValueError:
        return None
