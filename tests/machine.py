"""What this machine gives to tests: small disks, and what Qt says without a screen, sound card or graphics card."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MACHINE_WORDS = (
    "This plugin does not support",
    "pipewire",
    "PulseAudioService",
    "No RHI backend",
    "Could not open media",
)
"""Lines of Qt's that mean no fault; the last is said of a file that is no film."""


@contextmanager
def disk_of(place: Path, size: str) -> Iterator[Path]:
    """Make a folder a disk of its own, as small as ``size`` says (``30m``)."""
    place.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "kaobo-test", str(place)], check=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)
