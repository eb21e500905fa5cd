"""Put a file in place whole or not at all, and for good.

Why this room exists: what somebody was told is kept must be there after a pulled plug, and whoever looks into the
folder meanwhile must meet the old file or the new one, never half of either.  It stands above the rooms because
notes, photos, certificates, clips and settings are all kept so.
"""

import os
from contextlib import suppress
from pathlib import Path

FRESH = ".new"
"""How a file ends that is still being written; hidden too, and never of the same name twice."""


def put_whole(path: Path, content: bytes, *, mode: int = 0o600) -> None:
    """Keep a file's whole content on the disk; ``mode`` says who may read it.

    Two programs that put the same file at once leave one of both contents.

    Raises:
        OSError: the disk took it not; what was there before is there still, and nothing half written.
    """
    fresh = path.with_name(f".{path.name}-{os.urandom(4).hex()}{FRESH}")
    try:
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except OSError:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
        raise
    keep_names(path.parent)


def keep_names(folder: Path) -> None:
    """Bring a folder's own list of names to the disk: without it a pulled plug takes a file back that was whole."""
    if os.name == "nt":  # it keeps them by itself and opens no folder
        return
    with suppress(OSError):  # some network disks know no such thing
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
