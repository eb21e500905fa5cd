"""Entries: the links of the append-only streams that are the record.

Why this room exists: scores, states and reports are folds over entries; whether an entry is genuine must
be decidable from the entry and the one before it, by anyone, without Kaobo.

``digest = SHA-256( previous as 64 ASCII hex digits ‖ canonical({at, body, by, elapsed_ms, kind, seq, stream}) )``
where ``previous`` of the first entry (seq 0) is 64 zeros.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from app.exam.canonical import Plain, canonical

NO_PREVIOUS = "0" * 64
"""What stands as ``previous`` in a stream's first entry."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a stream.

    Args:
        stream: the stream's name, for example ``<attempt>/seat``.
        seq: 0, 1, 2 … without gaps.
        kind: a word of the vocabulary.
        at: wall time, UTC, as ``2026-06-04T01:02:03.456Z``.
        elapsed_ms: monotonic ms since the stream opened; never falls.
        by: opaque id of the person or station that caused the entry.
        body: plain values only (see ``canonical``), with the body's schema version under ``v``.
        previous: digest of the entry before it.
        digest: 64 hex digits, as the module says.
    """

    stream: str
    seq: int
    kind: str
    at: str
    elapsed_ms: int
    by: str
    body: Mapping[str, Plain]
    previous: str
    digest: str


@dataclass(frozen=True, slots=True)
class ChainFault:
    """The first thing wrong in a stream: the entry's seq and what is wrong there."""

    stream: str
    seq: int
    reason: str


def instant(moment: datetime) -> str:
    """Write an aware moment as the record does: UTC, milliseconds, ``Z``."""
    if moment.tzinfo is None:
        raise ValueError("a moment of the record carries its time zone")
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"


def moment(written: str) -> datetime:
    """Read what ``instant`` wrote."""
    return datetime.fromisoformat(written)


def next_entry(
    head: Entry | None,
    *,
    stream: str,
    kind: str,
    at: str,
    elapsed_ms: int,
    by: str,
    body: Mapping[str, Plain],
) -> Entry:
    """Make the entry that follows ``head`` (None: the stream's first entry)."""
    seq = 0 if head is None else head.seq + 1
    previous = NO_PREVIOUS if head is None else head.digest
    digest = link(previous, stream=stream, seq=seq, kind=kind, at=at, elapsed_ms=elapsed_ms, by=by, body=body)
    return Entry(stream, seq, kind, at, elapsed_ms, by, body, previous, digest)


def link(
    previous: str,
    *,
    stream: str,
    seq: int,
    kind: str,
    at: str,
    elapsed_ms: int,
    by: str,
    body: Mapping[str, Plain],
) -> str:
    """Return the digest that chains an entry to ``previous``."""
    own: dict[str, Plain] = {
        "at": at, "body": body, "by": by, "elapsed_ms": elapsed_ms, "kind": kind, "seq": seq, "stream": stream,
    }  # fmt: skip
    return hashlib.sha256(previous.encode("ascii") + canonical(own)).hexdigest()


def chain_fault(entries: Iterable[Entry]) -> ChainFault | None:
    """Check one stream from its first entry on; return the first fault, or None.

    Checked: seq without gaps, one stream name, the previous digest, the own digest, ``elapsed_ms`` not
    falling, ``opened`` first and only first, nothing after ``sealed``.
    """
    head: Entry | None = None
    for entry in entries:
        reason = _fault_after(head, entry)
        if reason:
            return ChainFault(entry.stream, entry.seq, reason)
        head = entry
    return None


def _fault_after(head: Entry | None, entry: Entry) -> str:
    try:
        digest = link(
            entry.previous, stream=entry.stream, seq=entry.seq, kind=entry.kind, at=entry.at,
            elapsed_ms=entry.elapsed_ms, by=entry.by, body=entry.body,
        )  # fmt: skip
    except (TypeError, ValueError):
        return "its content has no canonical form"
    checks = (
        (entry.seq == (0 if head is None else head.seq + 1), "an entry is missing before it"),
        (head is None or head.stream == entry.stream, "it belongs to another stream"),
        (
            entry.previous == (NO_PREVIOUS if head is None else head.digest),
            "it is not chained to the entry before",
        ),
        (entry.digest == digest, "its content does not match its digest"),
        (head is None or entry.elapsed_ms >= head.elapsed_ms, "its clock runs backwards"),
        ((entry.kind == "opened") == (entry.seq == 0), "a stream opens once, with its first entry"),
        (head is None or head.kind != "sealed", "it follows the seal"),
    )
    return next((reason for holds, reason in checks if not holds), "")
