"""The few parts that every form is made of, as plain values.

Why this room exists: a form is a list of parts that a test can read without a PDF; how they look is decided once, in
``drawing``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.exam.bank import Text

type Words = str | Text
"""Data as it is, or a text of ours in two languages."""

_NONE = Text("无", "None")


class Align(StrEnum):
    """How a column stands."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a form."""

    text: Words


@dataclass(frozen=True, slots=True)
class Note:
    """A paragraph; a soft one explains, a mono one is for digests."""

    text: Words
    soft: bool = True
    digest: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels with values, in columns; an empty value becomes a line to write on."""

    pairs: Sequence[tuple[Words, Words]]
    columns: int = 2


@dataclass(frozen=True, slots=True)
class Column:
    """A column: heading, share of the width, alignment."""

    heading: Words
    share: int
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; its header is repeated on each page.  ``row_mm`` is the least height, for rows to write in."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[Words]]
    row_mm: int = 7
    empty: Words = _NONE


@dataclass(frozen=True, slots=True)
class Signatures:
    """Lines to sign on, side by side: who signs; with a line for the date."""

    who: Sequence[Words]


@dataclass(frozen=True, slots=True)
class Box:
    """A framed space to write in or to put something on."""

    label: Words
    height_mm: int


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code with facts beside it."""

    content: str
    facts: Facts
    caption: Words = ""
    photo: bool = False


type Part = Heading | Note | Facts | Grid | Signatures | Box | Code


@dataclass(frozen=True, slots=True)
class Form:
    """A form: its title, a line under it, its parts, and what stands at the foot of each page."""

    title: Text
    under: Words
    parts: Sequence[Part]
    foot: Words = ""
    wide: bool = False
