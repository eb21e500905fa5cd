"""The fonts on paper: registered once, checked for every character, and readable by a machine afterwards.

Why this room exists: a name with a rare character must be drawn, embedded and extracted exactly, or refused
by name before anything is printed.  reportlab draws a missing glyph as an empty box without a word, and
writes maps back to Unicode that are wrong above U+FFFF and too long for strict readers; both are put right here.
"""

from collections.abc import Container, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cache, lru_cache
from itertools import groupby
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any

from reportlab.pdfbase import pdfmetrics, ttfonts

from app.exam.errors import Refused
from app.resources import asset


class Face(StrEnum):
    """The static faces that Kaobo ships; the value is the file's stem and the name within reportlab."""

    SANS = "NotoSansSC-Regular"
    SANS_MEDIUM = "NotoSansSC-Medium"
    SANS_BOLD = "NotoSansSC-Bold"
    SERIF = "NotoSerifSC-Regular"
    SERIF_BOLD = "NotoSerifSC-Bold"


_STAND_IN = {
    Face.SANS: Face.SERIF,
    Face.SANS_MEDIUM: Face.SERIF_BOLD,
    Face.SANS_BOLD: Face.SERIF_BOLD,
    Face.SERIF: Face.SANS,
    Face.SERIF_BOLD: Face.SANS_BOLD,
}
"""Which face draws a character that the wanted one lacks."""


_REMEMBERED = 4096
"""Texts whose measures are kept: the words of a layout or a form come again and again."""


def register(face: Face) -> str:
    """Make a face known to reportlab and return its name there.

    Raises:
        Unavailable: the font file is missing from this installation.
    """
    _loaded(face)
    return face.value


def missing(text: str, face: Face) -> str:
    """Return the characters, each once, that neither the face nor its stand-in has."""
    lacking = (letter for letter in text if letter != "\n" and ord(letter) not in _glyphs(face))
    return "".join(dict.fromkeys(letter for letter in lacking if ord(letter) not in _glyphs(_STAND_IN[face])))


def require_glyphs(text: str, face: Face, what: str) -> None:
    """Refuse a text that cannot be drawn.

    Args:
        what: where the text stands, for the sentence: ``the name``.

    Raises:
        Refused: no shipped font has a character; the sentence names it.
    """
    lacking = missing(text, face)
    if lacking:
        named = ", ".join(f"{letter if letter.isprintable() else ''} (U+{ord(letter):04X})" for letter in lacking)
        raise Refused(
            f"No font of Kaobo has {named} in {what}: {text!r}.",
            advice="Ask the person for another written form of it and correct the registration.",
            zh=(f"字库中没有 {named}，无法打印：{text}。", "请与本人核对字形，更正登记后再试。"),
        )


@lru_cache(maxsize=_REMEMBERED)
def runs(text: str, face: Face) -> Sequence[tuple[Face, str]]:
    """Cut a text into pieces that one face can draw each; a character that the face lacks goes to its stand-in."""
    own = _glyphs(face)
    if all(ord(letter) in own for letter in text):
        return ((face, text),)
    pieces = groupby(text, lambda letter: face if ord(letter) in own else _STAND_IN[face])
    return tuple((each, "".join(letters)) for each, letters in pieces)


def width(text: str, face: Face, size: float) -> float:
    """Return a text's width in points."""
    return size * _width_of_one_point(text, face)


@lru_cache(maxsize=_REMEMBERED)
def _width_of_one_point(text: str, face: Face) -> float:
    return float(sum(pdfmetrics.stringWidth(piece, register(each), 1) for each, piece in runs(text, face)))


@cache
def _loaded(face: Face) -> Any:  # noqa: ANN401 - reportlab carries no types
    ttfonts.makeToUnicodeCMap = unicode_map
    font = ttfonts.TTFont(face.value, _mapped(asset("fonts", f"{face.value}.ttf")), asciiReadable=False)
    pdfmetrics.registerFont(font)
    return font


_WHOLE_TABLE = 1 << 22
"""A cut of so many bytes is the table of all glyphs, of which a document needs some hundred."""


class _Glyphs:
    """The table of all glyphs: each is read when it is asked for."""

    def __init__(self, font: "_MappedFont", start: int) -> None:
        self._font, self._start = font, start

    def __getitem__(self, place: slice) -> bytes:
        return mmap.__getitem__(self._font, slice(self._start + place.start, self._start + place.stop))


class _MappedFont(mmap):
    """A font file in the form in which reportlab keeps it, without keeping it.

    reportlab holds a face's 10 to 15 MB and copies nearly all of it for each document; here the system reads the
    pages that are asked for, and shares them among all processes that print.
    """

    def read(self) -> "_MappedFont":  # type: ignore[override]
        """Return itself: what reportlab keeps as the file's content."""
        return self

    def close(self) -> None:
        """Stay open, for as long as the font lives."""

    def __getitem__(self, place: Any) -> Any:  # noqa: ANN401 - as mmap's own
        if isinstance(place, slice) and place.stop is not None and place.stop - place.start >= _WHOLE_TABLE:
            return _Glyphs(self, place.start)
        return super().__getitem__(place)


def _mapped(path: Path) -> _MappedFont:
    with path.open("rb") as file:
        return _MappedFont(file.fileno(), 0, access=ACCESS_READ)


def _glyphs(face: Face) -> Container[int]:
    glyphs: Mapping[int, int] = _loaded(face).face.charToGlyph
    return glyphs


_BLOCK = 100
"""How many lines a block of a character map may have."""


def unicode_map(name: str, subset: Sequence[int]) -> str:
    """Return the map from a font subset's codes back to Unicode.

    Source: ISO 32000-1, 9.10.3, and Adobe technical note 5014: UTF-16BE, at most 100 lines in a block.
    """
    pairs = ((code, point) for code, point in enumerate(subset) if point)  # 0 stands in unused places
    lines = [f"<{code:02X}> <{chr(point).encode('utf-16-be').hex().upper()}>" for code, point in pairs]
    return "\n".join(
        (
            "/CIDInit /ProcSet findresource begin", "12 dict begin", "begincmap",
            f"/CIDSystemInfo << /Registry ({name}) /Ordering ({name}) /Supplement 0 >> def",
            f"/CMapName /{name} def", "/CMapType 2 def",
            "1 begincodespacerange", "<00> <FF>", "endcodespacerange",
            *_blocks(lines),
            "endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end",
        )
    )  # fmt: skip


def _blocks(lines: Sequence[str]) -> Iterator[str]:
    for start in range(0, len(lines), _BLOCK):
        block = lines[start : start + _BLOCK]
        yield f"{len(block)} beginbfchar"
        yield from block
        yield "endbfchar"
