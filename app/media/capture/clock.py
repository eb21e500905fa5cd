"""When a picture or a sound happened, on the one monotonic clock of the recording.

Why this room exists: a stream's own time stamps are steady but start anywhere, arrival is honest but
jitters.  The least delayed arrivals of the last seconds tie the one to the other.
"""

import time
from collections import deque

NS = 1_000_000_000
_JUMP_NS = NS


def now_ns() -> int:
    """Return the monotonic time; setting the wall clock does not move it."""
    return time.monotonic_ns()


class LeastDelay:
    """Offset between two clocks, as the least of what was seen in a sliding window: delays only ever add."""

    def __init__(self, window_ns: int = 4 * NS) -> None:
        self._window_ns = window_ns
        self._seen: deque[tuple[int, int]] = deque()

    def see(self, offset_ns: int, at_ns: int) -> int:
        """Add one observation; return the least of the window."""
        while self._seen and self._seen[0][0] < at_ns - self._window_ns:
            self._seen.popleft()
        while self._seen and self._seen[-1][1] >= offset_ns:
            self._seen.pop()
        self._seen.append((at_ns, offset_ns))
        return self._seen[0][1]

    def forget(self) -> None:
        """Start anew: the other clock jumped."""
        self._seen.clear()


class StreamClock:
    """Brings a stream's time stamps onto the monotonic clock; picture and sound of one stream share one."""

    def __init__(self) -> None:
        self._delay = LeastDelay()
        self._least: int | None = None

    def at(self, stamp_ns: int, arrived_ns: int) -> int:
        """Return when a stamped moment happened; a jump of the stamps by over a second starts anew."""
        offset = arrived_ns - stamp_ns
        if self._least is not None and abs(offset - self._least) > _JUMP_NS:
            self._delay.forget()
        self._least = self._delay.see(offset, arrived_ns)
        return stamp_ns + self._least
