"""The folder that a practice sitting lives in, and the sweeping up of what a dead one left.

Why this room exists: somebody who is just looking leaves nothing, also where the program was killed or the plug
pulled.  Whether a practice still lives is told by its lock alone, which the operating system's list of processes
decides; a folder's age tells nothing.
"""

import secrets
import shutil
import tempfile
from pathlib import Path

from PySide6.QtCore import QLockFile

from app.exam.errors import Unavailable

PREFIX, _LOCK = "kaobo-practice-", ".lock"


class PracticePlace:
    """A new folder of this practice alone; ``leave`` deletes it."""

    def __init__(self, within: Path | None = None) -> None:
        """Make the folder.  Raises Unavailable when the disk takes it not."""
        self.path = _temporary(within) / f"{PREFIX}{secrets.token_hex(6)}"
        self._lock = _lock_of(self.path)
        try:
            if not self._lock.tryLock(0):  # the lock comes first: no folder ever stands without one that lives
                raise OSError(f"no lock beside {self.path}")
            self.path.mkdir(mode=0o700)
        except OSError as error:
            raise Unavailable(
                f"No practice sitting can be made in {self.path.parent}.", advice="Check the disk and its rights.",
                zh=(f"{self.path.parent} 里建不了练习场次。", "请检查磁盘和权限。"),
            ) from error  # fmt: skip

    def leave(self) -> None:
        """Delete the folder."""
        shutil.rmtree(self.path, ignore_errors=True)
        self._lock.unlock()


def sweep(within: Path | None = None) -> None:
    """Delete what practices left that were killed; one that lives, of this program or another, is not touched."""
    place = _temporary(within)
    for name in sorted({each.name.removesuffix(_LOCK) for each in place.glob(f"{PREFIX}*")}):
        folder, lock = place / name, _lock_of(place / name)
        if folder.is_symlink() or not lock.tryLock(0):
            continue
        shutil.rmtree(folder, ignore_errors=True)  # another user's folder stays: it cannot be entered
        lock.unlock()


def _temporary(within: Path | None) -> Path:
    return within or Path(tempfile.gettempdir())


def _lock_of(folder: Path) -> QLockFile:
    lock = QLockFile(str(folder.with_name(folder.name + _LOCK)))
    lock.setStaleLockTime(0)  # a practice may last a day; only a dead process makes a lock stale
    return lock
