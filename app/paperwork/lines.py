"""Fit text to its place: shrink a line, break a paragraph.

Why this room exists: a long name shrinks and is never cut; a line never begins with a closing mark.
"""

import re
from collections.abc import Iterator

from app.paperwork import fonts
from app.paperwork.fonts import Face

_LEAST_PART = 8
"""Twentieths of its size down to which a line may shrink, but never below this many points:"""
_LEAST_POINTS = 6.5
_CLOSING = "，。、；：！？）》」』”’…,.;:!?)]}%"
_OPENING = "（《「『“‘([{"
_CHINESE = re.compile("[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")
_NARROW = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "…": "..."})
_PIECES = re.compile(r"[\x21-\x7e\u00c0-\u024f]+|\s+|.", re.DOTALL)


def fitted(text: str, face: Face, size: float, spacing: float, room: float) -> tuple[float, float]:
    """Return the size at which a text fits its room (points; 0: any), and its width then; size 0: none does."""
    for part in range(20, _LEAST_PART - 1, -1):
        tried = size * part / 20
        if tried < min(size, _LEAST_POINTS):
            break
        wide = fonts.width(text, face, tried) + spacing * max(0, len(text) - 1)
        if not room or wide <= room:
            return tried, wide
    return 0.0, 0.0


def broken(text: str, face: Face, size: float, room: float, indent: float = 0) -> Iterator[str]:
    """Break a paragraph into lines; the first is shorter by ``indent`` points."""
    line, left = "", room - indent
    for piece in _whole_pieces(text):
        if line and fonts.width(line + piece.rstrip(), face, size) > left:
            yield line.rstrip()
            line, left = "", room
        line += piece if line else piece.lstrip()
    if line.strip():
        yield line.rstrip()


def with_narrow_marks(text: str) -> str:
    """Return an English text with the quotation marks and dots of a typewriter.

    The shipped faces draw the others as wide as a Chinese character.  A text with Chinese in it stays as it is.
    """
    return text if _CHINESE.search(text) else text.translate(_NARROW)


def halved(text: str) -> tuple[str, ...]:
    """Cut a title between two words into lines of nearly equal length; one word stays whole."""
    cuts = [at for at, letter in enumerate(text) if letter == " "]
    if not cuts:
        return (text,)
    middle = min(cuts, key=lambda at: abs(len(text) / 2 - at))
    return text[:middle], text[middle + 1 :]


def _whole_pieces(text: str) -> Iterator[str]:
    """Yield what must not be parted: a word, or a character with the closing marks after and opening before it."""
    held = ""
    for piece in _PIECES.findall(text):
        if held and (piece[0] in _CLOSING or held[-1] in _OPENING):
            held += piece
        else:
            if held:
                yield held
            held = piece
    if held:
        yield held
