"""What the bodies of all four streams share."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar


class StreamKind(StrEnum):
    """The four kinds of stream of one attempt, each with exactly one writer."""

    SEAT = "seat"
    DESK = "desk"
    SHEET = "sheet"
    OFFICE = "office"


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A body; ``kind`` is its word in the record, ``v`` the schema version of its fields."""

    kind: ClassVar[str]
    v: int = 1


@dataclass(frozen=True, slots=True)
class Reference:
    """Names another entry, which this one answers."""

    stream: str
    seq: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed(Body):
    """The stream ends here; the digest of this entry is signed with the station's key ``key``."""

    kind: ClassVar[str] = "sealed"
    key: str
