"""The list of fragment digests beside a film, each chained to the one before.

Why this room exists: a torn film has no digest of the whole that anybody could have written down in time.
The list proves it up to its last whole fragment, and the record proves the list up to its last anchor.

``pitch.mp4.fragments`` is lines of canonical JSON.  The first names the film; its SHA-256 is head 0.  Each
further one is ``{"at","head","n","sha256","size"}`` with head = SHA-256(head before ‖ sha256), both as 32 raw
bytes.  Fragment 1 is the film's initial ``moov`` box and its ``mdat``, every further one a ``moof`` and its ``mdat``.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.exam.canonical import Plain, canonical
from app.exam.errors import Refused

_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Fragment:
    """One line of the list: ``size`` bytes of the film from ``at``, number ``n`` from 1, and the chain's head."""

    n: int
    at: int
    size: int
    sha256: str
    head: str

    def line(self) -> bytes:
        """Return the line as it is written, with its line feed."""
        plain: dict[str, Plain] = {
            "n": self.n,
            "at": self.at,
            "size": self.size,
            "sha256": self.sha256,
            "head": self.head,
        }
        return canonical(plain) + b"\n"


def list_path(film: Path) -> Path:
    """Return where a film's list stands."""
    return film.with_name(film.name + ".fragments")


def first_line(film_name: str) -> tuple[bytes, str]:
    """Return the list's first line and head 0."""
    line = canonical({"film": film_name, "v": 1})
    return line + b"\n", hashlib.sha256(line).hexdigest()


def next_head(head: str, sha256: str) -> str:
    """Chain a fragment's digest to the head before it."""
    return hashlib.sha256(bytes.fromhex(head) + bytes.fromhex(sha256)).hexdigest()


def file_digest(path: Path) -> str:
    """Return the SHA-256 of a whole file."""
    with path.open("rb") as film:
        return hashlib.file_digest(film, "sha256").hexdigest()


@dataclass(frozen=True, slots=True)
class ChainCheck:
    """What a list proves: ``good`` fragments from the first; ``fault`` names the first wrong place, or is empty."""

    fragments: tuple[Fragment, ...]
    good: int
    fault: str

    @property
    def head(self) -> str:
        """Return the head after the last good fragment, or empty text."""
        return self.fragments[self.good - 1].head if self.good else ""


def read_list(film: Path) -> tuple[str, list[Fragment]]:
    """Return head 0 and the fragments of a film's list; a last line that was cut short is left out.

    Raises:
        Refused: there is no list, or a line of it is not one.
    """
    path = list_path(film)
    if not path.is_file():
        raise Refused(f"{film.name} has no list of digests beside it.", advice=f"Put {path.name} beside the film.")
    lines = path.read_bytes().split(b"\n")[:-1]
    if not lines:
        raise Refused(f"{path.name} is empty.", advice="Take it from a backup.")
    try:
        fragments = [Fragment(**_whole_numbers(line)) for line in lines[1:]]
    except (ValueError, TypeError) as error:
        raise Refused(
            f"{path.name} holds a line that is not one of a digest list.", advice="Take it from a backup."
        ) from error
    return hashlib.sha256(lines[0]).hexdigest(), fragments


def _whole_numbers(line: bytes) -> dict[str, Any]:
    plain = json.loads(line)
    kinds = {"n": int, "at": int, "size": int, "sha256": str, "head": str}
    if not isinstance(plain, dict) or {key: type(value) for key, value in plain.items()} != kinds:
        raise ValueError(line)
    return plain


def check_chain(film: Path) -> ChainCheck:
    """Compare a film with its list, fragment by fragment.

    A fragment that the list names and the film does not wholly hold is a fault: the list is written after it.
    Raises Refused as ``read_list``.
    """
    head, fragments = read_list(film)
    if head != first_line(film.name)[1]:
        return ChainCheck(tuple(fragments), 0, f"{list_path(film).name} belongs to another film")
    good = 0
    with film.open("rb") as content:
        for fragment in fragments:
            content.seek(fragment.at)
            found = _digest_of(iter(lambda: content.read(_BLOCK), b""), fragment.size)
            head = next_head(head, fragment.sha256)
            if fragment.n != good + 1 or found != fragment.sha256 or head != fragment.head:
                return ChainCheck(
                    tuple(fragments), good, f"fragment {good + 1} at byte {fragment.at} is not as recorded"
                )
            good += 1
    return ChainCheck(tuple(fragments), good, "")


def _digest_of(blocks: Iterator[bytes], size: int) -> str:
    digest = hashlib.sha256()
    for block in blocks:
        digest.update(block[:size])
        size -= len(block)
        if size <= 0:
            break
    return digest.hexdigest()
