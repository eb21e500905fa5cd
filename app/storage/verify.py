"""Check everything that the record promises, and name the first wrong place of each stream.

Why this room exists: "nothing was changed" must be a thing that anybody can run, not a thing to believe.
Checked: every chain, the spelling of every body, every seal's signature, every release's bytes, every draw
secret against its commitment, what openings say against releases and sittings, and every summary against a
rebuild.  Films and draws are checked by what the caller passes in: they are known elsewhere.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from sqlalchemy import and_, exists, select

from app.centre.ports import Books
from app.exam.canonical import canonical
from app.exam.entry import ChainFault, Entry, chain_fault
from app.exam.errors import Refused
from app.exam.plain import Malformed
from app.exam.summary import AttemptSummary
from app.storage.keys import Keys
from app.storage.ledger import ENTRY, SEAL
from app.storage.link import Link
from app.storage.projection import ATTEMPT, fold, values_of
from app.storage.releases import RELEASE, kind_of_release, read_release
from app.storage.sheets import SHEET, lines_of
from app.storage.sittings import SITTING, opened_secret
from app.storage.store import SqlStore

MEDIA_WORDS = frozenset({"checked_in", "recording_anchored", "recording_finished", "clip_received"})
"""The words whose entries hold digests of files."""

type MediaCheck = Callable[[Entry], str]
"""Says what is wrong with the file that an entry names, or nothing."""

type Replay = Callable[[Books, str], Iterable[str]]
"""Says what is wrong with the draws of an attempt when they are made again."""


@dataclass(frozen=True, slots=True)
class RecordFault:
    """One thing that is wrong: where, and what."""

    place: str
    reason: str


@dataclass(slots=True)
class _Known:
    """What openings are compared with, and what was found on the way."""

    releases: set[str] = field(default_factory=set)
    commitments: dict[str, str] = field(default_factory=dict)
    seals: dict[str, tuple[str, str]] = field(default_factory=dict)


_TYPES = (str, int, str, str, int, str, str, str)
"""SQLite keeps whatever is put into a column."""


class _Torn(Exception):  # noqa: N818 - a plain word, caught in this module
    """A row that is no entry."""

    def __init__(self, row: Sequence[Any], reason: str) -> None:
        super().__init__(reason)
        self.fault = ChainFault(str(row[0]), row[1] if isinstance(row[1], int) else -1, reason)


def verify_record(
    store: SqlStore,
    keys: Keys,
    *,
    media: MediaCheck | None = None,
    replay: Replay | None = None,
    step: Callable[[], object] | None = None,
) -> Iterator[RecordFault]:
    """Yield everything that is wrong, in one consistent view; nothing at all when the record is whole.

    Args:
        media: asked about each entry of ``MEDIA_WORDS`` in a whole stream.
        replay: asked about each attempt whose streams are whole.
        step: called after each attempt.

    Raises:
        Unavailable: the database cannot be read.
    """
    with store.looking() as link:
        books, known = store.books_over(link), _Known()
        yield from _release_faults(link, known)
        yield from _sitting_faults(link, keys, known)
        known.seals = {row[0]: (row[1], row[2]) for row in link.rows(select(*SEAL.c))}
        for attempt, streams in _by_attempt(link):
            faults, entries = _attempt_faults(streams, keys, known, media)
            yield from faults
            if not faults:
                yield from _summary_faults(link, attempt, entries)
                found = replay(books, attempt) if replay else ()
                yield from (RecordFault(f"attempt {attempt}", reason) for reason in found)
            if step is not None:
                step()
        yield from _orphans(link)


def _release_faults(link: Link, known: _Known) -> Iterator[RecordFault]:
    for row in link.rows(select(*(RELEASE.c[name] for name in ("digest", "kind", "id", "version", "content")))):
        digest, kind, name, version, content = row
        known.releases.add(digest)
        place = f"{kind} release {name} {version} ({str(digest)[:12]}…)"
        wanted = kind_of_release(kind)
        if wanted is None:
            yield RecordFault(place, "it is neither a bank nor a scheme")
            continue
        try:
            value = read_release(wanted, content, digest)
        except Refused as refused:
            yield RecordFault(place, refused.detail)
            continue
        if (value.id, value.version) != (name, version):
            yield RecordFault(place, f"its content is {value.id} {value.version}")


def _sitting_faults(link: Link, keys: Keys, known: _Known) -> Iterator[RecordFault]:
    names = ("id", "code", "scheme", "bank", "commitment", "secret_sealed", "revealed_secret")
    for row in link.rows(select(*(SITTING.c[name] for name in names)).order_by(SITTING.c.code)):
        sitting, code, scheme, bank, commitment, sealed, revealed = row
        known.commitments[sitting] = commitment
        place = f"sitting {code}"
        try:
            secret = opened_secret(keys, sitting, sealed, commitment)
        except Refused as refused:
            yield RecordFault(place, refused.detail)
        else:
            if revealed not in ("", secret.hex()):
                yield RecordFault(place, "the revealed secret is not the one that was committed to")
        for digest in (scheme, bank):
            if digest not in known.releases:
                yield RecordFault(place, f"its release {digest[:12]}… is missing")


def _by_attempt(link: Link) -> Iterator[tuple[str, list[tuple[str, list[Sequence[Any]]]]]]:
    """Read all entries in order and hand them out attempt by attempt, stream by stream."""
    names = ("stream", "seq", "kind", "at", "elapsed_ms", "by", "body", "previous", "digest", "attempt")
    columns = (ENTRY.c[name] for name in names)
    rows = link.run(select(*columns).order_by(ENTRY.c.stream, ENTRY.c.seq).execution_options(yield_per=2000))
    for attempt, own in groupby(rows, key=lambda row: str(row[0]).partition("/")[0]):
        yield attempt, [(stream, list(group)) for stream, group in groupby(own, key=lambda row: str(row[0]))]


def _attempt_faults(
    streams: Sequence[tuple[str, Sequence[Sequence[Any]]]], keys: Keys, known: _Known, media: MediaCheck | None
) -> tuple[list[RecordFault], list[Entry]]:
    faults: list[RecordFault] = []
    good: list[Entry] = []
    if any(row[2] == "purged" for stream, rows in streams if stream.endswith("/office") for row in rows):
        media = None  # its films were destroyed, and this entry says by whom
    for stream, rows in streams:
        entries: list[Entry] = []
        try:
            chained = chain_fault(_entries(rows, entries))
        except _Torn as torn:
            chained = torn.fault
        if chained is not None:
            faults.append(RecordFault(f"{chained.stream}, entry {chained.seq}", chained.reason))
            continue
        faults += _seal_faults(stream, entries, keys, known)
        faults += (RecordFault(f"{stream}, entry 0", reason) for reason in _opening_reasons(entries[0], known))
        if media is not None:
            faults += _media_faults(entries, media)
        good += entries
    return faults, good


def _entries(rows: Iterable[Sequence[Any]], into: list[Entry]) -> Iterator[Entry]:
    """Read rows as entries; a row whose text was respelled is torn even where its meaning is the same."""
    for row in rows:
        stream, seq, kind, at, elapsed_ms, by, body, previous, digest, attempt = row
        try:
            plain = json.loads(body)
            spelled = canonical(plain).decode()
        except (TypeError, ValueError) as error:
            raise _Torn(row, "its content does not match its digest") from error
        typed = tuple(map(type, (stream, seq, kind, at, elapsed_ms, by, previous, digest)))
        if spelled != body or typed != _TYPES or attempt != stream.partition("/")[0]:
            raise _Torn(row, "its content does not match its digest")
        entry = Entry(stream, seq, kind, at, elapsed_ms, by, plain, previous, digest)
        into.append(entry)
        yield entry


def _seal_faults(stream: str, entries: Sequence[Entry], keys: Keys, known: _Known) -> list[RecordFault]:
    last, seal = entries[-1], known.seals.get(stream)
    place = f"{stream}, entry {last.seq}"
    if last.kind != "sealed":
        return [] if seal is None else [RecordFault(place, "it is signed as a seal and is none")]
    if seal is None:
        return [RecordFault(place, "the seal is not signed")]
    station_key, signature = seal
    if station_key != last.body.get("key") or not keys.knows(station_key):
        return [RecordFault(place, f"the seal is signed with {station_key}, no known station's key")]
    if not keys.signed(station_key, last.digest, signature):
        return [RecordFault(place, "the seal's signature is wrong")]
    return []


def _opening_reasons(opened: Entry, known: _Known) -> Iterator[str]:
    body = opened.body
    if body.get("attempt") != opened.stream.partition("/")[0]:
        yield "it opens another attempt"
    for name in ("scheme", "bank"):
        if name in body and body[name] not in known.releases:
            yield f"its {name} release {str(body[name])[:12]}… is missing"
    commitment = known.commitments.get(str(body.get("sitting")))
    if commitment is not None and body.get("commitment", commitment) != commitment:
        yield "its draw commitment is not its sitting's"


def _media_faults(entries: Iterable[Entry], media: MediaCheck) -> Iterator[RecordFault]:
    for entry in entries:
        reason = media(entry) if entry.kind in MEDIA_WORDS else ""
        if reason:
            yield RecordFault(f"{entry.stream}, entry {entry.seq}", reason)


def _summary_faults(link: Link, attempt: str, entries: Sequence[Entry]) -> Iterator[RecordFault]:
    place = f"attempt {attempt}"
    try:
        rebuilt = values_of(fold(attempt, entries))
    except (KeyError, ValueError, Malformed) as error:
        yield RecordFault(place, f"its entries cannot be read by this version of Kaobo: {error}")
        return
    row = link.first(select(ATTEMPT).where(ATTEMPT.c.attempt == attempt))
    stored: Mapping[str, object] = row._asdict() if row else values_of(AttemptSummary(""))
    wrong = sorted(name for name, value in rebuilt.items() if stored[name] != value)
    if wrong:
        yield RecordFault(place, f"its summary differs from its entries in {', '.join(wrong)}")
    lines = {line["stream"]: line for line in lines_of(entries)}
    kept = {found[0]: found._asdict() for found in link.rows(select(SHEET).where(SHEET.c.attempt == attempt))}
    for stream in sorted(lines.keys() | kept.keys()):
        if lines.get(stream) != kept.get(stream):
            yield RecordFault(stream, "its line in the marking queue differs from its entries")


def _orphans(link: Link) -> Iterator[RecordFault]:
    """Name summaries and seals to which no entry belongs."""
    own = exists().where(and_(ENTRY.c.stream > ATTEMPT.c.attempt + "/", ENTRY.c.stream < ATTEMPT.c.attempt + "0"))
    for row in link.rows(select(ATTEMPT.c.attempt).where(~own)):
        yield RecordFault(f"attempt {row[0]}", "it has a summary and no entries")
    for row in link.rows(select(SEAL.c.stream).where(~exists().where(ENTRY.c.stream == SEAL.c.stream))):
        yield RecordFault(f"{row[0]}", "it is sealed and has no entries")
