"""How the kiosk writes figures: minutes and seconds, sizes, numerals of the gates.

Why this room exists: a time is read on a ring, in a question and by a screen reader; all three say the same.
"""

from PySide6.QtCore import QCoreApplication

_NARROW = {0xFF0E: ".", 0x3002: ".", 0xFF1A: ":"} | {0xFF10 + digit: str(digit) for digit in range(10)}


def narrow_figures(text: str) -> str:
    """Return what a Chinese input method typed, 7 and 。 and : at full width, as figures, points and colons."""
    return text.strip().translate(_NARROW)


def clock_text(ms: int) -> str:
    """Return ``m:ss``; a begun second counts, so that 0:00 means over."""
    seconds = -(-max(0, ms) // 1000)
    return f"{seconds // 60}:{seconds % 60:02d}"


def exact_time(ms: int) -> str:
    """Return ``1:13.40``: minutes, seconds, hundredths; it never runs ahead of the picture."""
    return f"{ms // 60_000}:{ms // 1000 % 60:02d}.{ms // 10 % 100:02d}"


def spoken_time(ms: int) -> str:
    """Return a time in words: ``2 min 41 s``."""
    seconds = -(-max(0, ms) // 1000)
    minutes, rest = divmod(seconds, 60)
    if not minutes:
        return QCoreApplication.translate("words", "{0} s").format(rest)
    if not rest:
        return QCoreApplication.translate("words", "{0} min").format(minutes)
    return QCoreApplication.translate("words", "{0} min {1} s").format(minutes, rest)


def megabytes(count: int) -> str:
    """Return a size as ``26.4 MB``."""
    tenths = count * 10 // 1_000_000
    return f"{tenths // 10}.{tenths % 10} MB"


def tenths(value_x10: int) -> str:
    """Return a number of tenths as ``30.0``."""
    return f"{value_x10 // 10}.{value_x10 % 10}"
