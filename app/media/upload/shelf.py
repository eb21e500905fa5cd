"""The shelf of one attempt: parts that are still coming, and clips that were taken, each with its judgement.

Why this room exists: what a phone has sent survives a dropped connection and a killed kiosk.
"""

import errno
import hashlib
import json
import logging
import os
import re
import shutil
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from app.centre.clip_ports import CheckLine, ReceivedClip
from app.exam.errors import Refused, Unavailable
from app.exam.vocabulary.seat import ClipCheck, ClipReceived
from app.media.editing.handing import CheckedClip
from app.whole_files import keep_names, put_whole

_LOG = logging.getLogger(__name__)

LARGEST_BYTES = 1024 * 1024 * 1024
"""One minute of 4K at 60 pictures a second takes some 800 MB on a phone."""
SPARE_BYTES = 512 * 1024 * 1024
"""What a clip must leave free for the pitch and the record."""

_SUFFIXES = frozenset({".mp4", ".mov", ".m4v", ".3gp", ".mkv", ".webm", ".avi", ".ts", ".flv"})
_LONGEST_NAME = 80
_NOTE = re.compile(r"clip_(\d+)\.json")
"""A clip's own note; its evidence stands beside it under a name of the same beginning and ending."""
_NUMBERED = re.compile(r"clip_(\d+)\.")


@dataclass(frozen=True, slots=True)
class Offer:
    """A file that somebody wants to send.  ``stamp`` tells two files of one name and size apart."""

    name: str
    size: int
    stamp: str = ""

    @property
    def part(self) -> str:
        """The name under which its bytes wait: the same for the same file, so that sending goes on."""
        words = f"{self.name}\n{self.size}\n{self.stamp}".encode("utf-8", "surrogatepass")  # a name may be no text
        return hashlib.sha256(words).hexdigest()[:24]

    @property
    def short_name(self) -> str:
        """The name as it is said back: no path, not endless."""
        name = "".join(sign for sign in Path(self.name.replace("\\", "/")).name if sign.isprintable()) or "video"
        return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"


class Shelf:
    """The folder of one attempt's clips."""

    def __init__(self, folder: Path, largest_bytes: int = LARGEST_BYTES) -> None:
        self._folder, self._incoming = folder, folder / "incoming"
        self._largest = largest_bytes
        self._incoming.mkdir(parents=True, exist_ok=True)

    def admit(self, offer: Offer) -> Path:
        """Return the file for an offer's bytes, with those that are already here.

        Raises:
            Refused: the file is empty or larger than allowed.
            Unavailable: the disk has no room for it, or does not take it.
        """
        name = offer.short_name
        if offer.size <= 0:
            raise Refused(f"{name} is empty.", advice="Export the video again, then send it.",
                          zh=(f"“{name}”是空文件。", "请在手机上重新导出，再发一次。"))  # fmt: skip
        if offer.size > self._largest:
            most = self._largest // (1024 * 1024)
            raise Refused(f"{name} is larger than {most} MB.", advice="Export it at 1080p, then send it.",
                          zh=(f"“{name}”超过 {most} MB。", "请导出为 1080p，再发一次。"))  # fmt: skip
        try:
            return self._room_for(offer)
        except OSError as error:
            raise disk_refuses(error) from error

    def _room_for(self, offer: Offer) -> Path:
        self._incoming.mkdir(parents=True, exist_ok=True)
        part = self._incoming / f"{offer.part}.part"
        here = part.stat().st_size if part.exists() else 0
        if shutil.disk_usage(self._folder).free < offer.size - here + SPARE_BYTES:
            raise disk_full()
        if here > offer.size:
            part.unlink()
        part.touch()
        return part

    def discard(self, part: Path) -> None:
        """Forget the bytes of a refused file."""
        part.unlink(missing_ok=True)

    def keep(self, part: Path, offer: Offer, checked: CheckedClip, source: str) -> ReceivedClip:
        """Move a checked file to the shelf, its judgement beside it; the same clip twice is kept once.

        Raises:
            OSError: the disk does not take it; its bytes wait where they were.
        """
        words = checked.received(source)
        for before in self.received():
            if before.received.clip == words.clip:
                part.unlink()
                return before
        suffix = Path(offer.name).suffix.lower()
        stem = f"clip_{self._free_number():02d}"
        film = self._folder / f"{stem}{suffix if suffix in _SUFFIXES else '.mp4'}"
        _flush(part)
        part.replace(film)
        kept = ReceivedClip(words, checked.judgement.lines, film)
        try:
            self._note(stem, kept)
        except OSError:
            with suppress(OSError):
                film.replace(part)
            raise
        return kept

    def _free_number(self) -> int:
        """Return a number that no file has: what a killed kiosk left without a note is never written over."""
        found = (_NUMBERED.match(each.name) for each in self._folder.iterdir())
        return max((int(each[1]) for each in found if each), default=0) + 1

    def received(self) -> tuple[ReceivedClip, ...]:
        """Return every clip on the shelf, oldest first; one whose note was spoilt is none until it is sent again."""
        found = ((_NOTE.fullmatch(path.name), path) for path in self._folder.glob("clip_*.json"))
        notes = sorted((int(match[1]), path) for match, path in found if match)
        return tuple(each for _, note in notes if (each := _read_note(note)) is not None)

    def _note(self, stem: str, kept: ReceivedClip) -> None:
        note = {
            "film": kept.preview.name,
            "received": asdict(kept.received),
            "lines": [asdict(line) for line in kept.lines],
        }
        keep_names(self._folder)  # the film's name before the note that speaks of it
        put_whole(self._folder / f"{stem}.json", json.dumps(note, ensure_ascii=False, indent=1).encode())


def disk_full() -> Unavailable:
    """Return what is said when there is no room for a clip."""
    return Unavailable("This booth's disk is full.", advice="Call the examiner.",
                       zh=("这台电脑的磁盘满了。", "请呼叫考评员。"))  # fmt: skip


def disk_refuses(error: OSError) -> Unavailable:
    """Return what is said when the disk does not take a clip, by why it does not."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return disk_full()
    return Unavailable("This booth's disk does not take the video.", advice="Call the examiner.",
                       zh=("这台电脑的磁盘写不进去。", "请呼叫考评员。"))  # fmt: skip


def _read_note(note: Path) -> ReceivedClip | None:
    try:
        words = json.loads(note.read_bytes())
        received = dict(words["received"])
        checks = tuple(ClipCheck(**check) for check in received.pop("checks"))
        lines = tuple(CheckLine(**line) for line in words["lines"])
        return ReceivedClip(ClipReceived(**received, checks=checks), lines, note.parent / words["film"])
    except (OSError, ValueError, LookupError, TypeError):
        _LOG.warning("%s cannot be read: its clip counts as not received.", note, exc_info=True)
        return None


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
