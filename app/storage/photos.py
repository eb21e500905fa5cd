"""Sealed identity photos as files.

Why this room exists: they stand beside the database, so that purging a person is deleting files and a key.
"""

import os
from pathlib import Path

from app.exam.errors import Unavailable


class PhotoFolder:
    """The port ``PhotoShelf`` on a folder: one file an attempt, written beside and then put in place."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, attempt: str, sealed: bytes) -> None:
        """Keep a sealed photo durably."""
        target = self._path(attempt)
        fresh = target.with_suffix(".new")
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with fresh.open("wb") as file:
                file.write(sealed)
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(target)
        except OSError as error:
            fresh.unlink(missing_ok=True)
            raise Unavailable("The photo could not be written to the disk.", advice="Call the examiner.",
                              zh=("照片没有写到磁盘上。", "请呼叫考评员。")) from error  # fmt: skip

    def get(self, attempt: str) -> bytes | None:
        """Return a sealed photo, or None."""
        path = self._path(attempt)
        return path.read_bytes() if path.is_file() else None

    def remove(self, attempt: str) -> None:
        """Delete a photo, if there is one."""
        self._path(attempt).unlink(missing_ok=True)

    def _path(self, attempt: str) -> Path:
        return self._folder / f"{attempt}.sealed"
