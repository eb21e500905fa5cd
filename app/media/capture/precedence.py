"""Let the threads of a recording run before everything else where the system allows it.

Why this room exists: another program that takes every core must cost the screen a moment, never the film a picture.
"""

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

_NICENESS = -10
_ABOVE_NORMAL, _NORMAL = 1, 0


@contextmanager
def precedence() -> Iterator[None]:
    """Put this thread, and threads and processes that it begins on Linux, before others until the block ends.

    Linux allows it to root and to users who are given it (``limits.conf``, ``nice``); to others nothing changes.
    """
    before = _niceness()
    _prefer(_NICENESS if before > _NICENESS else before)
    try:
        yield
    finally:
        _prefer(before)


def _niceness() -> int:
    return os.getpriority(os.PRIO_PROCESS, threading.get_native_id()) if sys.platform == "linux" else 0


def _prefer(niceness: int) -> None:
    if sys.platform == "linux":  # elsewhere the number of a thread is none that can be given a priority
        with suppress(PermissionError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), niceness)
    elif sys.platform == "win32":
        import ctypes

        kernel = ctypes.windll.kernel32
        kernel.SetThreadPriority(kernel.GetCurrentThread(), _ABOVE_NORMAL if niceness < 0 else _NORMAL)
