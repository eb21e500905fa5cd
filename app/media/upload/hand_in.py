"""One opening of the hand-in: what is coming, what was judged, whether it is still open.

Why this room exists: kiosk, phone's page and checker look at one state from three threads; it is changed here only.
"""

import logging
import secrets
import threading
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future
from pathlib import Path

from app.centre.clip_ports import Arrival, ClipProgress, ReceivedClip
from app.exam.errors import DeskError, Refused, Unavailable
from app.exam.scheme import ClipTerms
from app.media.editing.container import SNIFF_BYTES, looks_like_film
from app.media.editing.handing import check_clip
from app.media.editing.measure import not_a_film
from app.media.editing.reading import not_now
from app.media.upload.shelf import Offer, Shelf, disk_refuses

_LOG = logging.getLogger(__name__)
_TOKEN_BYTES = 16
_COPY_BYTES = 1024 * 1024
SILENT_S = 15
"""After so long without a byte nobody waits for a sending: a phone may have gone out, and what is there may be handed
in all the same.  A phone that comes back goes on where it stopped."""


class HandIn:
    """An opening for one attempt, under a one-time token.

    Args:
        shelf: where bytes and clips go.
        terms: the scheme's clip terms.
        arrived: called on the checker's thread with each clip that was taken and judged while this is open.
        checker: one lane for what is slow.
    """

    def __init__(
        self, shelf: Shelf, terms: ClipTerms, arrived: Callable[[ReceivedClip], None], checker: Executor
    ) -> None:
        self.token = secrets.token_urlsafe(_TOKEN_BYTES)
        self.shelf, self.terms = shelf, terms
        self._arrived, self._checker = arrived, checker
        self._lock = threading.Lock()
        self._progress, self._open, self._version = ClipProgress(), True, 0
        self._heard_s = time.monotonic()
        self._received = shelf.received()
        self._wakes: tuple[Callable[[], None], ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether clips are still taken."""
        return self._open

    @property
    def is_checking(self) -> bool:
        """Whether a file that came whole is being checked."""
        return self.progress().arrival is Arrival.CHECKING

    @property
    def version(self) -> int:
        """A number that grows with every change that a phone wants to know."""
        return self._version

    def on_change(self, wake: Callable[[], None]) -> None:
        """Have ``wake`` called too, on any thread, after each change of ``version``."""
        self._wakes = (*self._wakes, wake)

    def _wake(self) -> None:
        for wake in self._wakes:
            wake()

    def progress(self) -> ClipProgress:
        """Return how far it is; a sending that has fallen silent is none."""
        with self._lock:
            coming = self._progress.arrival is Arrival.RECEIVING
            silent = coming and time.monotonic() - self._heard_s >= SILENT_S
            return ClipProgress(fault=_sentences(_fell_silent())) if silent else self._progress

    def received(self) -> tuple[ReceivedClip, ...]:
        """Return every clip that was taken, oldest first."""
        with self._lock:
            return self._received

    def close(self) -> None:
        """Take nothing more; what was received stays."""
        with self._lock:
            self._open, self._progress = False, ClipProgress()
            self._version += 1
        self._wake()

    def coming(self, received: int, total: int) -> None:
        """Note how many bytes have come."""
        self._show(ClipProgress(Arrival.RECEIVING, received, total), quiet=True)

    def refuse(self, error: DeskError) -> None:
        """Note why a file was not taken."""
        zh, en = _sentences(error)
        self._show(ClipProgress(fault=(zh, en)))

    def check(self, part: Path, offer: Offer, source: str) -> None:
        """Check a file that came whole, on the checker's thread; returns at once."""
        self._show(ClipProgress(Arrival.CHECKING, offer.size, offer.size))
        self._checker.submit(self._check, part, offer, source).add_done_callback(self._ended)

    def take_file(self, path: Path) -> None:
        """Copy a file from a stick and check it, on the checker's thread; returns at once."""
        self._show(ClipProgress(Arrival.RECEIVING, 0, 0))
        self._checker.submit(self._take_file, path).add_done_callback(self._ended)

    def _take_file(self, path: Path) -> None:
        part: Path | None = None
        try:
            status = path.stat()
            offer = Offer(path.name, status.st_size, str(status.st_mtime_ns))
            part = self.shelf.admit(offer)
            self._copy(path, part, offer)
        except DeskError as error:
            self.refuse(error)
        except OSError:  # the stick was pulled, or this disk is full
            self.refuse(_stick_gone(path.name))
        else:
            self._show(ClipProgress(Arrival.CHECKING, offer.size, offer.size))
            self._check(part, offer, "stick")  # here, not queued: the same file may be asked for twice
            return
        if part is not None:
            self.shelf.discard(part)

    def _copy(self, path: Path, part: Path, offer: Offer) -> None:
        with path.open("rb") as source, part.open("wb") as target:
            done = 0
            while data := source.read(_COPY_BYTES):
                if not done and not looks_like_film(data[:SNIFF_BYTES]):
                    raise not_a_film(offer.short_name, True)
                target.write(data)
                done += len(data)
                self.coming(done, offer.size)

    def _check(self, part: Path, offer: Offer, source: str) -> None:
        try:
            kept = self.shelf.keep(part, offer, check_clip(part, self.terms), source)
        except DeskError as error:
            self.shelf.discard(part)
            self.refuse(_renamed(error, part.name, offer.short_name))
            return
        except OSError as error:  # this disk is full, or fails
            self.refuse(disk_refuses(error))
            return
        with self._lock:
            if not self._open:
                return
            others = (each for each in self.shelf.received() if each.received.clip != kept.received.clip)
            self._received = (*others, kept)  # one that was sent again is the last that came
            self._progress, self._version = ClipProgress(), self._version + 1
        self._wake()
        self._arrived(kept)

    def _ended(self, job: "Future[None]") -> None:
        """Tell a fault of our own from a refusal: the page must not wait for ever."""
        error = None if job.cancelled() else job.exception()
        if error is not None:
            _LOG.critical("A clip could not be checked.", exc_info=error)
            self.refuse(not_now())

    def _show(self, progress: ClipProgress, *, quiet: bool = False) -> None:
        with self._lock:
            if not self._open:
                return
            self._progress, self._heard_s = progress, time.monotonic()
            self._version += not quiet
        if not quiet:
            self._wake()


def _sentences(error: DeskError) -> tuple[str, str]:
    """Return a refusal as one line in Chinese and one in English."""
    zh, en = error.in_language("zh"), error.in_language("en")
    return f"{zh[0]}{zh[1]}" if error.zh else " ".join(zh), " ".join(en)


def _renamed(error: DeskError, hidden: str, shown: str) -> DeskError:
    """Name the file as its owner does: a check sees the name under which the bytes wait."""
    zh = (error.zh[0].replace(hidden, shown), error.zh[1]) if error.zh else None
    return type(error)(error.detail.replace(hidden, shown), advice=error.advice, zh=zh)


def _fell_silent() -> Unavailable:
    return Unavailable("The sending has stopped on its way.", advice="Send it once more, or hand in an earlier video.",
                       zh=("视频传到一半停住了。", "请再传一次；也可以交之前那个。"))  # fmt: skip


def _stick_gone(name: str) -> Refused:
    return Refused(f"{name} could not be copied.", advice="Put the stick in again and choose it once more.",
                   zh=(f"“{name}”没有复制成功。", "请重新插好 U 盘，再选一次。"))  # fmt: skip
