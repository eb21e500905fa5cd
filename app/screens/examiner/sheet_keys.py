"""Which key means what at a sheet, and how long ago it went down.

Why this room exists: the examiner's eyes are on a person.  Tags have the digits and the row of letters under them
(each bank prints its own); everything else has keys that no bank may give to a tag (``RESERVED_KEYS``).

A mark is set by one key: the home row stands for tenths of the line, ``A`` one tenth to ``;`` the whole.  Arrows
mend it by half a point; the numeric pad types it.
"""

import time
from collections import deque
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputEvent, QKeyEvent

HOME_ROW = "ASDFGHJKL;"
"""One key per tenth of the line in hand."""
_STEP, _LARGE_STEP = 1, 4


class Wish(StrEnum):
    """What a key asks for."""

    UP = "up"
    DOWN = "down"
    STEP = "step"
    TENTHS = "tenths"
    DIGIT = "digit"
    CLEAR = "clear"
    SUGGESTED = "suggested"
    TAG = "tag"
    UNDO = "undo"
    NUDGE = "nudge"
    TAG_WORD = "tag_word"
    LINE_WORD = "line_word"
    ANCHORS = "anchors"
    RED_LINE = "red_line"
    SIGN = "sign"


@dataclass(frozen=True, slots=True)
class KeyWish:
    """A wish; ``amount`` counts half-points, tenths or ms, ``text`` is a tag's id or a typed character."""

    wish: Wish
    amount: int = 0
    text: str = ""


_PLAIN = {
    Qt.Key.Key_Up: KeyWish(Wish.UP),
    Qt.Key.Key_Down: KeyWish(Wish.DOWN),
    Qt.Key.Key_Backspace: KeyWish(Wish.CLEAR),
    Qt.Key.Key_Delete: KeyWish(Wish.CLEAR),
    Qt.Key.Key_Space: KeyWish(Wish.SUGGESTED),
    Qt.Key.Key_Z: KeyWish(Wish.UNDO),
    Qt.Key.Key_BracketLeft: KeyWish(Wish.NUDGE, -1000),
    Qt.Key.Key_BracketRight: KeyWish(Wish.NUDGE, 1000),
    Qt.Key.Key_Return: KeyWish(Wish.TAG_WORD),
    Qt.Key.Key_Enter: KeyWish(Wish.TAG_WORD),
    Qt.Key.Key_N: KeyWish(Wish.LINE_WORD),
    Qt.Key.Key_C: KeyWish(Wish.ANCHORS),
    Qt.Key.Key_X: KeyWish(Wish.RED_LINE),
    Qt.Key.Key_V: KeyWish(Wish.SIGN),
}
_HELD = frozenset({Wish.UP, Wish.DOWN, Wish.STEP})
"""What goes on while a key is held down."""


def wish_of(event: QKeyEvent, tags: dict[str, str]) -> KeyWish | None:
    """Return what a key asks for; None where it is no key of the sheet.

    Args:
        tags: a tag's id by its key, upper case.
    """
    asked = _asked(event, tags)
    if asked is not None and event.isAutoRepeat() and asked.wish not in _HELD:
        return None
    return asked


def _asked(event: QKeyEvent, tags: dict[str, str]) -> KeyWish | None:
    key, modifiers = Qt.Key(event.key()), event.modifiers()
    if modifiers & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
        return None
    if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
        size = _LARGE_STEP if modifiers & Qt.KeyboardModifier.ShiftModifier else _STEP
        return KeyWish(Wish.STEP, size if key == Qt.Key.Key_Right else -size)
    text = chr(key) if 0x20 < key < 0x7F else ""
    if modifiers & Qt.KeyboardModifier.KeypadModifier and text in "0123456789." and text:
        return KeyWish(Wish.DIGIT, text=text)
    if text in tags:
        return KeyWish(Wish.TAG, text=tags[text])
    if text and text in HOME_ROW:
        return KeyWish(Wish.TENTHS, HOME_ROW.index(text) + 1)
    return _PLAIN.get(key)


class KeyDown:
    """How many ms ago an event's key went down, by the event's own stamp.

    A busy window serves a key late.  The stamp counts from an unknown beginning, so the least delay of the last minute
    ties it to the monotonic clock: delays only ever add, and two clocks drift apart by less than 5 ms in that time.
    A stamp of 0 (a made-up event) counts as now.
    """

    MOST_MS, WINDOW_MS = 2_000, 60_000
    """A stamp further back than the first is not believed."""

    def __init__(self) -> None:
        self._seen: deque[tuple[int, int]] = deque(maxlen=512)

    def late_ms(self, event: QInputEvent, now_ms: int | None = None) -> int:
        """Return how late an event is served, 0 or more."""
        stamp = event.timestamp()
        if not stamp:
            return 0
        now = time.monotonic_ns() // 1_000_000 if now_ms is None else now_ms
        self._seen.append((now, now - stamp))
        while self._seen[0][0] < now - self.WINDOW_MS:
            self._seen.popleft()
        late = now - stamp - min(offset for _, offset in self._seen)
        if late > self.MOST_MS:  # the stamps jumped: begin anew
            self._seen.clear()
            return 0
        return late
