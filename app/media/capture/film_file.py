"""The file behind the muxer: writes, digests each fragment as it passes, brings everything to the disk.

Why this room exists: the digest list must never run ahead of the film, and the recording light may only be
lit by bytes that were really written.
"""

import hashlib
import os
import threading
from collections import deque
from contextlib import suppress
from pathlib import Path

from app.media.capture.clock import NS, now_ns
from app.media.film.digest import Fragment, first_line, list_path, next_head

_SYNC_NS = NS
_MOST_WAITING = 32_000_000
_HEADER = 8
_LARGE_HEADER = 16


class FilmFile:
    """What PyAV writes to.  ``write`` hands over and returns; a thread brings the bytes to the disk.

    A disk that stalls (another program's writes, its own fsync) must not stall the encoder.  What the thread
    meets as OSError is raised by the next ``write``, ``seek`` or ``close``.
    """

    def __init__(self, path: Path) -> None:
        self.name = str(path)
        self._film = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o644)
        line, head = first_line(path.name)
        try:
            self._list = list_path(path).open("wb", buffering=0)
            self._list.write(line)
        except OSError:  # it is tried again each second: nothing may pile up
            os.close(self._film)
            with suppress(OSError):
                path.unlink()
                list_path(path).unlink(missing_ok=True)
            raise
        self.proof, self.size, self.written_ns = (0, head), 0, 0
        self._boxes, self._synced_ns = _Boxes(), now_ns()
        self._waiting: deque[bytes] = deque()
        self._waiting_bytes = 0
        self._changed = threading.Condition()
        self._error: OSError | None = None
        self._closing = False
        self._thread = threading.Thread(target=self._work, name="film-file", daemon=True)
        self._thread.start()

    @property
    def fragments(self) -> int:
        """Return how many fragments are on the list."""
        return self.proof[0]

    @property
    def head(self) -> str:
        """Return the head of the list's chain."""
        return self.proof[1]

    def write(self, data: bytes) -> int:
        """Hand over what the film grows by; while it is being closed, write at the current place."""
        if self._closing:
            self._check()  # the muxer goes on after a failure: a film without its index must stay as it grew
            self._write_all(data)
            return len(data)
        with self._changed:
            self._changed.wait_for(lambda: self._waiting_bytes < _MOST_WAITING or self._error is not None)
            self._check()
            self._waiting.append(bytes(data))
            self._waiting_bytes += len(data)
            self._changed.notify_all()
        return len(data)

    def settle(self) -> None:
        """Wait until everything that was handed over is written."""
        with self._changed:
            self._changed.wait_for(lambda: not self._waiting_bytes or self._error is not None)
            self._check()

    def seek(self, offset: int, whence: int = 0) -> int:
        """Move, as the muxer does only when it closes a film: what follows is the index of the whole."""
        self._end()
        self._check()
        return os.lseek(self._film, offset, whence)

    def tell(self) -> int:
        """Return the current place."""
        return self.size + self._waiting_bytes if not self._closing else os.lseek(self._film, 0, os.SEEK_CUR)

    def _check(self) -> None:
        if self._error is not None:
            raise OSError(self._error.errno, self._error.strerror)

    def _write_all(self, data: bytes) -> None:
        view = memoryview(data)
        while view:
            view = view[os.write(self._film, view) :]

    def _work(self) -> None:
        try:
            while (data := self._next()) is not None:
                self._grow(data)
                if now_ns() - self._synced_ns > _SYNC_NS:
                    self._sync()
        except OSError as error:
            with self._changed:
                self._error = error
                self._changed.notify_all()

    def _next(self) -> bytes | None:
        with self._changed:
            self._changed.wait_for(lambda: bool(self._waiting) or self._closing)
            return self._waiting.popleft() if self._waiting else None

    def _grow(self, data: bytes) -> None:
        self._write_all(data)
        self.written_ns = now_ns()
        for at, size, sha256 in self._boxes.passed(data):
            head = next_head(self.head, sha256)
            self._list.write(Fragment(self.fragments + 1, at, size, sha256, head).line())
            self.proof = (self.fragments + 1, head)
        with self._changed:
            self.size += len(data)
            self._waiting_bytes -= len(data)
            self._changed.notify_all()

    def _sync(self) -> None:
        os.fsync(self._film)
        os.fsync(self._list.fileno())
        self._synced_ns = now_ns()

    def _end(self) -> None:
        """Write what waits, then end the thread."""
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        self._thread.join()

    def close(self) -> None:
        """Bring everything to the disk and close."""
        self._end()
        try:
            self._check()
            self._sync()
            self.size = os.fstat(self._film).st_size
        finally:
            os.close(self._film)
            self._list.close()


class _Boxes:
    """Follows the boxes of a growing fragmented MP4.  Source: ISO/IEC 14496-12, 4.2 and 8.8."""

    def __init__(self) -> None:
        self._at, self._header, self._left = 0, b"", 0
        self._begun, self._kind = 0, b""
        self._digest = hashlib.sha256()

    def passed(self, data: bytes) -> list[tuple[int, int, str]]:
        """Take the next bytes; return (place, size, digest) of each fragment that became whole."""
        done: list[tuple[int, int, str]] = []
        view = memoryview(data)
        while view:
            view = self._in_box(view, done) if self._left else self._in_header(view)
        return done

    def _in_header(self, view: memoryview) -> memoryview:
        need = _LARGE_HEADER if self._header[:4] == b"\0\0\0\1" else _HEADER
        taken = min(need - len(self._header), len(view))
        self._header += bytes(view[:taken])
        need = _LARGE_HEADER if self._header[:4] == b"\0\0\0\1" else _HEADER
        if len(self._header) == need:
            self._enter(need)
        return view[taken:]

    def _enter(self, need: int) -> None:
        large = need == _LARGE_HEADER
        size = int.from_bytes(self._header[8:16] if large else self._header[:4], "big")
        self._kind = self._header[4:8]
        if self._kind in (b"moof", b"moov"):
            self._begun, self._digest = self._at, hashlib.sha256()
        self._digest.update(self._header)
        self._at, self._left, self._header = self._at + need, size - need, b""

    def _in_box(self, view: memoryview, done: list[tuple[int, int, str]]) -> memoryview:
        taken = min(self._left, len(view))
        self._digest.update(view[:taken])
        self._at, self._left = self._at + taken, self._left - taken
        if not self._left and self._kind == b"mdat":
            done.append((self._begun, self._at - self._begun, self._digest.hexdigest()))
        return view[taken:]
