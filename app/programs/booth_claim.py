"""One kiosk a booth: whoever starts a second one of the same name is told, before it touches anything.

Why this room exists: a kiosk that starts goes on with its booth's open attempt.  A second one of that name on the same
home, or on the same server, would take the attempt out of the hands of the candidate who sits at the first.  A server
forgets who is at work when it is started anew, so the name is taken again from the side, while the kiosk goes on.
"""

import threading
from hashlib import sha256
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, Signal

from app.exam.errors import Refused, Unavailable
from app.storage.held_name import GRACE_S, LOOK_EVERY_S, HeldName
from app.storage.home import Home


class BoothClaim(QObject):
    """A booth's name, held until ``let_go`` or until this program dies, however it does."""

    lost = Signal(object)
    """Another kiosk has taken the name while the server was away: a Refused, told as long as it holds it."""

    def __init__(self, home: Home, booth: str, *, look_every_s: float = LOOK_EVERY_S, grace_s: float = GRACE_S) -> None:
        """Take the name.

        Raises:
            Refused: another kiosk of that name is at work.
            Unavailable: the home cannot be written, or the server does not answer.
        """
        super().__init__()
        self._path = home.path / f"booth-{sha256(booth.encode()).hexdigest()[:12]}.lock"
        self._lock = QLockFile(str(self._path))
        self._lock.setStaleLockTime(0)  # an exam may last a day; only a dead program makes a lock stale
        if not self._lock.tryLock(0):
            raise _held(booth, self._path) if self._lock.error() is _HELD else _unwritten(self._path)
        self._booth, self._name = booth, HeldName(home.store.engine, f"booth/{booth}", grace_s=grace_s)
        try:
            held = self._name.take()
        except BaseException:
            self._name.let_go()
            self._lock.unlock()
            raise
        if not held:
            self._name.let_go()
            self._lock.unlock()
            raise _held(booth, None)
        self._look_every_s, self._ended = look_every_s, threading.Event()
        self._watch = threading.Thread(target=self._look, name="booth claim", daemon=True)
        if self._name.served:
            self._watch.start()

    def let_go(self) -> None:
        """Give the name back."""
        self._ended.set()
        if self._watch.ident is not None:
            self._watch.join()
        self._name.let_go()
        self._lock.unlock()

    def _look(self) -> None:
        """Look after the name; a server that is away is told by whoever writes to it, and asked again here."""
        while not self._ended.wait(self._look_every_s):
            try:
                held = self._name.keep()
            except Unavailable:
                continue
            if not held:
                self.lost.emit(_held(self._booth, None))


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
