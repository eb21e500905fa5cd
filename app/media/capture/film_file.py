"""The file behind the muxer: writes, digests each fragment as it passes, brings everything to the disk.

Why this room exists: the digest list must never run ahead of the film, and the recording light may only be
lit by bytes that were really written.
"""

import hashlib
import os
import threading
from pathlib import Path

from app.media.capture.clock import now_ns
from app.media.film.digest import Fragment, first_line, list_path, next_head

_SYNC_S = 1.0
_HEADER = 8
_LARGE_HEADER = 16


class FilmFile:
    """What PyAV writes to.  Raises OSError as the disk does."""

    def __init__(self, path: Path) -> None:
        self.name = str(path)
        self._film = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o644)
        self._list = list_path(path).open("wb", buffering=0)
        line, self.head = first_line(path.name)
        self._list.write(line)
        self.fragments, self.size, self.written_ns = 0, 0, 0
        self._boxes = _Boxes()
        self._closing, self._lost = False, False
        self._stop = threading.Event()
        self._sync = threading.Thread(target=self._keep_synced, name="film-sync", daemon=True)
        self._sync.start()

    def write(self, data: bytes) -> int:
        """Write at the current place; while the film grows, digest what passes."""
        view = memoryview(data)
        while view:
            view = view[os.write(self._film, view) :]
        if not self._closing:
            self.size += len(data)
            self.written_ns = now_ns()
            for at, size, sha256 in self._boxes.passed(data):
                self._list_fragment(at, size, sha256)
        return len(data)

    def seek(self, offset: int, whence: int = 0) -> int:
        """Move, as the muxer does only when it closes a film: what follows is the index of the whole."""
        self._closing = True
        return os.lseek(self._film, offset, whence)

    def tell(self) -> int:
        """Return the current place."""
        return os.lseek(self._film, 0, os.SEEK_CUR)

    def _list_fragment(self, at: int, size: int, sha256: str) -> None:
        head = next_head(self.head, sha256)
        line = Fragment(self.fragments + 1, at, size, sha256, head).line()
        if not self._lost:
            # A list with a hole proves nothing behind the hole: after one lost line it is left as it is.
            self._lost = True
            self._list.write(line)
            self._lost = False
            self.fragments, self.head = self.fragments + 1, head

    def _keep_synced(self) -> None:
        while not self._stop.wait(_SYNC_S):
            os.fsync(self._film)
            os.fsync(self._list.fileno())

    def close(self) -> None:
        """Bring everything to the disk and close."""
        self._stop.set()
        self._sync.join()
        for number in (self._film, self._list.fileno()):
            os.fsync(number)
        self.size = os.fstat(self._film).st_size
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
