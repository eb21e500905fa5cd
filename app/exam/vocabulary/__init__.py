"""The words of the record: a closed set, one frozen dataclass for the body of each kind of entry.

Why this room exists: a fold is only as sure as the words it folds.  Bodies are read strictly; a word that
is not here cannot enter the record.  ``v`` is the schema version of a body; a changed meaning is a new
version with its own reader, never an edit of an old one.
"""

from collections.abc import Mapping
from functools import cache, lru_cache

from app.exam.canonical import Plain
from app.exam.entry import Entry
from app.exam.plain import from_plain, to_plain
from app.exam.vocabulary import desk, office, seat, sheet
from app.exam.vocabulary.common import Body, Reference, Sealed, StreamKind

__all__ = [
    "Body",
    "Reference",
    "Sealed",
    "StreamKind",
    "body_of",
    "kind_of",
    "kinds",
    "plain_body",
    "stream_kind",
]

_MODULES = {
    StreamKind.SEAT: seat.WORDS,
    StreamKind.DESK: desk.WORDS,
    StreamKind.SHEET: sheet.WORDS,
    StreamKind.OFFICE: office.WORDS,
}


@cache
def kinds(stream: StreamKind) -> Mapping[str, type[Body]]:
    """Return the words that a kind of stream may hold, with the type of their bodies."""
    return {word.kind: word for word in _MODULES[stream]}


@lru_cache(maxsize=256)  # a fold asks for the same few names, entry after entry
def stream_kind(stream: str) -> StreamKind:
    """Tell what kind of stream a stream's name means: ``<attempt>/<kind>[/...]``.

    Raises:
        ValueError: the name has no kind.
    """
    return StreamKind(stream.split("/")[1] if "/" in stream else "")


def body_of(entry: Entry) -> Body:
    """Read an entry's body as the dataclass of its kind.

    Raises:
        KeyError: the kind does not belong to the entry's stream.
        Malformed: the body does not fit its kind.
    """
    return from_plain(kinds(stream_kind(entry.stream))[entry.kind], entry.body)


def plain_body(body: Body) -> Mapping[str, Plain]:
    """Write a body as it stands in an entry."""
    plain = to_plain(body)
    assert isinstance(plain, Mapping)
    return plain


def kind_of(body: Body) -> str:
    """Return the word for a body."""
    return body.kind
