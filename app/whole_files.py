"""Put a file in place whole or not at all, and for good.

Why this room exists: what somebody was told is kept must be there after a pulled plug, and whoever looks into the
folder meanwhile must meet the old file or the new one, never half of either.  It stands above the rooms because
notes, photos, certificates, clips and settings are all kept so.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

FRESH = ".new"
"""How a file ends that is still being written; hidden too, and never of the same name twice."""


def put_whole(path: Path, content: bytes, *, mode: int = 0o600) -> None:
    """Keep a file's whole content on the disk; ``mode`` says who may read it.

    Two programs that put the same file at once leave one of both contents.

    Raises:
        OSError: the disk took it not; what was there before is there still, and nothing half written.
    """
    with whole_file(path, mode=mode) as file:
        file.write(content)


@contextmanager
def whole_file(path: Path, *, mode: int = 0o666) -> Iterator[BinaryIO]:
    """Yield a file to write; it takes its name, whole and for good, when the block ends well, and never otherwise.

    What stands at a link is written where the link leads; a device or a pipe, which nothing can stand beside, is
    written straight.

    Raises:
        OSError: as ``put_whole``.
    """
    target = path.resolve() if path.is_symlink() else path
    if target.exists() and not target.is_file():
        with target.open("wb") as stream:
            yield stream
        return
    fresh = target.with_name(f".{target.name}-{os.urandom(4).hex()}{FRESH}")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(target)
    except BaseException:  # an interrupted export leaves no more behind than a failed one
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
        raise
    keep_names(target.parent)


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
