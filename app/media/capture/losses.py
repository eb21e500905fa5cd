"""What is lost at the moment, and how that is told: to the record in order, to the screen at once.

Why this room exists: the record must hear of every loss exactly once, with both of its ends, and must never
make the film wait.
"""

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace

from app.centre.capture_ports import FilmGap, FilmLog, Loss, Notice
from app.exam.errors import Unavailable

_AGAIN_S, _LAST_S = 0.5, 2.0

_WHAT = {
    Loss.CAMERA_GONE: "camera",
    Loss.CAMERA_FROZEN: "camera",
    Loss.MICROPHONE_GONE: "microphone",
    Loss.MICROPHONE_SILENT: "microphone",
    Loss.DISK_LOW: "disk",
    Loss.ENCODER_SLOW: "encoder",
}
WORDS = {
    Loss.CAMERA_GONE: ("The camera is gone.", "Check the camera, the phone or its cable; recording goes on by itself."),
    Loss.CAMERA_FROZEN: ("The camera shows the same picture.", "Unlock the phone or reconnect the camera."),
    Loss.MICROPHONE_GONE: ("The microphone is gone.", "Check its plug; sound goes on by itself."),
    Loss.MICROPHONE_SILENT: ("The microphone gives nothing but silence.", "Check that it is not muted."),
    Loss.DISK_LOW: ("The disk is nearly full; the film was closed safely.", "Free space; a new film begins by itself."),
    Loss.ENCODER_SLOW: ("This computer is too busy for the quality.", "Close other programs."),
}


class LogLane:
    """Calls of the log, one after the other on a thread of their own; each failure is reported.

    A record that does not answer just now is asked until it does: what happened to a film is told in order, and late
    rather than never.  At the end it is waited for briefly.
    """

    def __init__(self, log: FilmLog, failed: Callable[[BaseException], None]) -> None:
        self._log, self._failed = log, failed
        self._lane = ThreadPoolExecutor(1, thread_name_prefix="film-log")
        self._closing, self._over = threading.Event(), threading.Event()

    def tell(self, call: Callable[[FilmLog], None]) -> None:
        """Queue one call."""
        self._lane.submit(self._call, call).add_done_callback(self._check)

    def _call(self, call: Callable[[FilmLog], None]) -> None:
        while True:
            try:
                call(self._log)
            except Unavailable as error:
                if self._over.is_set():
                    raise
                self._failed(error)
                (self._over if self._closing.is_set() else self._closing).wait(_AGAIN_S)
            else:
                return

    def _check(self, done: Future[None]) -> None:
        error = done.exception()
        if error is not None:
            self._failed(error)

    def close(self) -> None:
        """Wait until everything was told, or the record has not answered for two seconds more."""
        self._closing.set()
        patience = threading.Timer(_LAST_S, self._over.set)
        patience.start()
        self._lane.shutdown(wait=True)
        patience.cancel()


class Losses:
    """The open losses.  Positions are ms of the film that is being written."""

    def __init__(self, lane: LogLane, noticed: Callable[[Notice], None]) -> None:
        self._lane, self._noticed = lane, noticed
        self._open: dict[Loss, tuple[str, int]] = {}
        self._first_ms = 0
        self._dropped: FilmGap | None = None
        self._dropped_count = 0

    @property
    def now(self) -> tuple[Loss, ...]:
        """Return what is lost at the moment."""
        return tuple(self._open)

    def begin(self, loss: Loss, film: str, from_ms: int, clock_ms: int) -> None:
        """Say that something is lost since a position; again: no change."""
        if loss in self._open:
            return
        if not self._open:
            self._first_ms = clock_ms
            self._lane.tell(lambda log: log.interrupted(loss.value))
        self._open[loss] = (film, from_ms)
        detail, advice = WORDS[loss]
        self._noticed(Notice(loss, True, detail, advice))

    def end(self, loss: Loss, to_ms: int, clock_ms: int) -> None:
        """Say that it is back since a position; not lost: no change."""
        if loss not in self._open:
            return
        film, from_ms = self._open.pop(loss)
        self._tell_gap(FilmGap(film, _WHAT[loss], from_ms, max(from_ms, to_ms), loss.value))
        if not self._open:
            lost_ms = clock_ms - self._first_ms
            self._lane.tell(lambda log: log.resumed(lost_ms, restarted=False))
        self._noticed(Notice(loss, False, WORDS[loss][0]))

    def cut(self, film: str, at_ms: int) -> None:
        """A film ends: its open gaps end with it; what is still lost goes on in the next film from 0."""
        self.tell_dropped()
        for loss, (name, from_ms) in list(self._open.items()):
            if name == film and loss is not Loss.DISK_LOW:
                self._tell_gap(FilmGap(film, _WHAT[loss], from_ms, max(from_ms, at_ms), loss.value))
                self._open[loss] = ("", 0)

    def carry(self, film: str) -> None:
        """A new film begins: what is still lost is lost in it from its beginning."""
        for loss, (name, _) in list(self._open.items()):
            if not name:
                self._open[loss] = (film, 0)

    def quality(self, film: str, at_ms: int, words: str, *, full: bool) -> None:
        """Say that the encoder changed its quality; ``full``: what was planned, again."""
        self._tell_gap(FilmGap(film, "encoder", at_ms, at_ms, words))
        detail, advice = WORDS[Loss.ENCODER_SLOW]
        self._noticed(Notice(Loss.ENCODER_SLOW, not full, f"{detail} {words}", "" if full else advice))

    def dropped(self, film: str, from_ms: int, to_ms: int, count: int) -> None:
        """Take note of pictures that were dropped; ``tell_dropped`` tells them together."""
        before = self._dropped or FilmGap(film, "encoder", from_ms, to_ms, "")
        self._dropped = FilmGap(film, "encoder", before.from_ms, to_ms, "")
        self._dropped_count += count

    def tell_dropped(self) -> None:
        """Tell what was dropped since it was told last: one entry, not one for each picture."""
        gap, count = self._dropped, self._dropped_count
        if gap is not None:
            self._dropped, self._dropped_count = None, 0
            self._tell_gap(replace(gap, cause=f"pictures dropped: {count}"))

    def _tell_gap(self, gap: FilmGap) -> None:
        self._lane.tell(lambda log: log.recording_gap(gap))
