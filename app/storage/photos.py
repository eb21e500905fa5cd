"""Sealed identity photos as files.

Why this room exists: they stand beside the database, so that purging a person is deleting files and a key.
"""

from pathlib import Path

from app.exam.errors import Refused, Unavailable
from app.whole_files import put_whole


class PhotoFolder:
    """The port ``PhotoShelf`` on a folder: one file an attempt, written beside and then put in place."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, attempt: str, sealed: bytes) -> None:
        """Keep a sealed photo durably."""
        target = self._path(attempt)
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            put_whole(target, sealed)
        except OSError as error:
            raise Unavailable("The photo could not be written to the disk.", advice="Call the examiner.",
                              zh=("照片没有写到磁盘上。", "请呼叫考评员。")) from error  # fmt: skip

    def get(self, attempt: str) -> bytes | None:
        """Return a sealed photo, or None."""
        path = self._path(attempt)
        try:
            return path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise Unavailable("The photo cannot be read from the disk.", advice="Check the disk and its rights.",
                              zh=("读不出照片。", "请检查磁盘和权限。")) from error  # fmt: skip

    def remove(self, attempt: str) -> None:
        """Delete a photo, if there is one."""
        self._path(attempt).unlink(missing_ok=True)

    def _path(self, attempt: str) -> Path:
        if not attempt.isalnum():  # it may come from the network, and must lead nowhere else
            raise Refused(f"{attempt!r} is not the id of an attempt.", advice="Check the attempt's id.")
        return self._folder / f"{attempt}.sealed"
