"""Notice what a recording loses: camera, microphone, disk, the encoder's breath.  Pure: time is handed in.

Why this room exists: when something counts as lost is a promise to the candidate; it stands here in figures
that a test can replay.
"""

from app.centre.capture_ports import Loss
from app.media.capture.clock import NS

GONE_NS = 2 * NS
FROZEN_NS = 5 * NS
SILENT_NS = 5 * NS
RESERVE_BYTES = 4_000_000
RESERVE_MINUTES_X10 = 5
_BACK_NS = NS
_BURST_NS = NS // 40
_BREATHER_NS = NS
CALM_NS = 20 * NS
_MOST_PATIENCE_NS = 160 * NS
_BUSY_PERCENT = 8
_BEHIND_PERCENT = 35
_FAR_BEHIND_PERCENT = 75


class CameraWatch:
    """Gone: no new picture for 2 s.  Frozen: pictures come, but the same one for 5 s.

    A camera is back when its pictures go on for a moment: a dying stream hands out what it had kept, all at once.
    """

    def __init__(self, now_ns: int) -> None:
        self.came_ns, self.changed_ns, self.back_ns = now_ns, now_ns, now_ns
        self._signature = b""
        self._returns_ns = self._last_ns = now_ns

    def picture(self, signature: bytes, at_ns: int) -> None:
        """Take note of a picture; ``back_ns`` is the first one after a loss."""
        gone = at_ns - self.came_ns > GONE_NS
        if at_ns - self._last_ns > _BACK_NS:
            self._returns_ns = at_ns
        self._last_ns = at_ns
        if gone and self._signature and at_ns - self._returns_ns < _BURST_NS:
            return
        if gone:
            self.back_ns = self._returns_ns
        elif signature != self._signature and at_ns - self.changed_ns > FROZEN_NS:
            self.back_ns = at_ns
        if gone or signature != self._signature:
            self._signature, self.changed_ns = signature, at_ns
        self.came_ns = at_ns

    def lost(self, now_ns: int) -> tuple[Loss, int] | None:
        """Return what is lost and since when, or None."""
        if now_ns - self.came_ns > GONE_NS:
            return Loss.CAMERA_GONE, self.came_ns
        if self.came_ns - self.changed_ns > FROZEN_NS:
            return Loss.CAMERA_FROZEN, self.changed_ns
        return None


class SoundWatch:
    """Gone: no sound for 2 s.  Silent: nothing but digital silence for 5 s (a muted or unplugged microphone)."""

    def __init__(self, now_ns: int, *, silence_allowed: bool) -> None:
        self._came_ns, self._heard_ns, self.back_ns = now_ns, now_ns, now_ns
        self._silence_allowed = silence_allowed

    def sound(self, *, silent: bool, ends_ns: int) -> None:
        """Take note of a chunk; ``back_ns`` is the first one after a loss."""
        gap = ends_ns - self._came_ns > GONE_NS
        if gap or (not silent and ends_ns - self._heard_ns > SILENT_NS):
            self.back_ns = ends_ns
        self._came_ns = ends_ns
        if not silent or gap:
            self._heard_ns = ends_ns

    def lost(self, now_ns: int) -> tuple[Loss, int] | None:
        """Return what is lost and since when, or None."""
        if now_ns - self._came_ns > GONE_NS:
            return Loss.MICROPHONE_GONE, self._came_ns
        if not self._silence_allowed and self._came_ns - self._heard_ns > SILENT_NS:
            return Loss.MICROPHONE_SILENT, self._heard_ns
        return None


def minutes_left(free_bytes: int, bytes_per_minute: int) -> int:
    """Return for how many whole minutes the disk still has room."""
    return max(0, free_bytes - RESERVE_BYTES) // max(1, bytes_per_minute)


def disk_is_low(free_bytes: int, bytes_per_minute: int, *, was_low: bool) -> bool:
    """Tell whether to stop before the disk is full: under half a minute; it needs twice that to go on."""
    reserve = max(RESERVE_BYTES, bytes_per_minute * RESERVE_MINUTES_X10 // 10)
    return free_bytes < reserve * (2 if was_low else 1)


class EncoderWatch:
    """Says when to encode more cheaply, by how much of the intake is filled, and when the cause is gone.

    A cheaper preset costs little and comes early (at 720p half a second of pictures waits); a smaller size means
    a new film and comes only when pictures would soon be dropped.  After each such step it takes twice as long to
    trust the computer again: a film shall not be cut over and over.
    """

    def __init__(self) -> None:
        self._changed_ns = -_BREATHER_NS
        self._busy_ns = 0
        self._patience_ns, self._shrunk = CALM_NS, 0

    def too_slow(self, filled_percent: int, now_ns: int, *, at_the_cost_of_size: bool) -> bool:
        """Tell whether to step down now; steps are a second apart."""
        if filled_percent > _BUSY_PERCENT:
            self._busy_ns = now_ns
        least = _FAR_BEHIND_PERCENT if at_the_cost_of_size else _BEHIND_PERCENT
        if filled_percent < least or now_ns - self._changed_ns < _BREATHER_NS:
            return False
        self._changed_ns = now_ns
        if at_the_cost_of_size:
            self._patience_ns = min(CALM_NS << self._shrunk, _MOST_PATIENCE_NS)
            self._shrunk += 1
        return True

    def calm(self, now_ns: int) -> bool:
        """Tell whether nothing has waited for 20 s, or longer after the size fell again and again."""
        return now_ns - max(self._busy_ns, self._changed_ns) > self._patience_ns
