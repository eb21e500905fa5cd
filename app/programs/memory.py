"""How much memory several processes hold between them.

Why this room exists: programs that share libraries and fonts hold them once; adding up what each has resident counts
them once for each.
"""

import os
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

EVERY_S = 1.0


class MemoryWatch:
    """Looks at this process and others, once a second at most, and keeps the most that they held together."""

    def __init__(self) -> None:
        self.most_mb, self._due_s = 0.0, 0.0

    def look(self, others: Iterable[int] = ()) -> None:
        """Look at this process and ``others``, given by their numbers; a look that is not due yet does nothing."""
        now = time.monotonic()
        if now >= self._due_s:
            self._due_s = now + EVERY_S
            self.most_mb = max(self.most_mb, sum(_share_mb(each) for each in (os.getpid(), *others)))


def _share_mb(process: int) -> float:
    """Return a process's own memory and its share of what it shares, MB; 0 where Linux does not tell.

    Source: proc_pid_smaps_rollup(5), the proportional set size.
    """
    with suppress(OSError):  # it is gone, or this is another system
        for line in Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    return 0.0
