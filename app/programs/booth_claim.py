"""One kiosk a booth: whoever starts a second one of the same name is told, before it touches anything.

Why this room exists: a kiosk that starts goes on with its booth's open attempt.  A second one of that name on the same
home, or on the same server, would take the attempt out of the hands of the candidate who sits at the first.
"""

from hashlib import sha256
from pathlib import Path

from PySide6.QtCore import QLockFile

from app.exam.errors import Refused, Unavailable
from app.storage.engine import hold_name
from app.storage.home import Home


class BoothClaim:
    """A booth's name, held until ``let_go`` or until this program dies, however it does."""

    def __init__(self, home: Home, booth: str) -> None:
        """Take the name.

        Raises:
            Refused: another kiosk of that name is at work.
            Unavailable: the home cannot be written, or the server does not answer.
        """
        self._path = home.path / f"booth-{sha256(booth.encode()).hexdigest()[:12]}.lock"
        self._lock = QLockFile(str(self._path))
        self._lock.setStaleLockTime(0)  # an exam may last a day; only a dead program makes a lock stale
        if not self._lock.tryLock(0):
            raise _held(booth, self._path) if self._lock.error() is _HELD else _unwritten(self._path)
        try:
            self._line = hold_name(home.store.engine, f"booth/{booth}")
        except BaseException:
            self._lock.unlock()
            raise
        if self._line is None:
            self._lock.unlock()
            raise _held(booth, None)

    def let_go(self) -> None:
        """Give the name back."""
        if self._line is not None:
            self._line()
        self._lock.unlock()


_HELD = QLockFile.LockError.LockFailedError


def _held(booth: str, path: Path | None) -> Refused:
    known = f" If none runs, delete {path}." if path else ""
    known_zh = f"如果没有，请删除 {path}。" if path else ""
    return Refused(
        f"Another kiosk of the booth {booth} is at work.",
        advice=f"Close it, or name this one with --booth.{known}",
        zh=(f"“{booth}”已有一个考生窗口在运行。", f"请先关闭它，或用 --booth 另取名称。{known_zh}"),
    )


def _unwritten(path: Path) -> Unavailable:
    return Unavailable(f"{path} cannot be written.", advice="Check the disk and its rights.",
                       zh=(f"写不了 {path}。", "请检查磁盘和权限。"))  # fmt: skip
