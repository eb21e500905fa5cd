"""A zip file in one canonical spelling, written and read back byte by byte.

Why this room exists: the usual zip has bytes that nothing signs (times, flags, comments, gaps) and places to hide a
file in. Here every byte follows from the names and the contents; whatever differs by one bit is not this archive.  Any
unzip program opens it.

The spelling: members stored without compression, in the order of their names, times 1980-01-01, names in UTF-8 (flag
11), no extra fields, no comments, nothing between, before or behind.  Source: PKWARE APPNOTE 6.3.10, sections 4.3.7 to
4.3.16.
"""

import struct
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import BinaryIO

CHUNK_BYTES = 1 << 20
MOST_BYTES = (1 << 32) - 1
_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_VERSION, _UTF8, _DAY = 20, 0x0800, 0x0021
MOST_MEMBERS, _MOST_NAME = 10_000, 300


@dataclass(frozen=True, slots=True)
class Member:
    """One file of the archive: its path, size, CRC-32 and SHA-256."""

    name: str
    size: int
    crc: int
    digest: str


class NotCanonical(ValueError):  # noqa: N818 - a plain word, like the other failures
    """The bytes are no archive in the canonical spelling; says where it first differs."""


def local_header(member: Member) -> bytes:
    """Return the header that stands before a member's bytes."""
    name = member.name.encode()
    return _LOCAL.pack(
        b"PK\3\4", _VERSION, _UTF8, 0, 0, _DAY, member.crc, member.size, member.size, len(name), 0
    ) + name  # fmt: skip


def directory(members: list[Member]) -> bytes:
    """Return the central directory with its end, as it follows from the members."""
    entries, offset = bytearray(), 0
    for member in members:
        name = member.name.encode()
        entries += _CENTRAL.pack(
            b"PK\1\2", _VERSION, _VERSION, _UTF8, 0, 0, _DAY, member.crc, member.size, member.size, len(name),
            0, 0, 0, 0, 0, offset,
        ) + name  # fmt: skip
        offset += len(local_header(member)) + member.size
    count = len(members)
    return bytes(entries) + _END.pack(b"PK\5\6", 0, 0, count, count, len(entries), offset, 0)


def measured(name: str, chunks: Iterator[bytes]) -> Member:
    """Return a member for a stream of bytes."""
    size, crc, digest = 0, 0, sha256()
    for chunk in chunks:
        size += len(chunk)
        crc = zlib.crc32(chunk, crc)
        digest.update(chunk)
    return Member(name, size, crc, digest.hexdigest())


def read_members(file: BinaryIO, size: int, keep: Callable[[str, bytes], object], most_kept: int) -> list[Member]:
    """Read a whole archive from its first byte to its last; hand small members to ``keep``.

    Raises:
        NotCanonical: a byte is not what the spelling demands.
    """
    members: list[Member] = []
    while True:
        start = file.read(4)
        if start != b"PK\3\4":
            break
        if len(members) >= MOST_MEMBERS:
            raise NotCanonical(f"it holds more than {MOST_MEMBERS} files")
        members.append(_read_member(file, size, keep, most_kept))
    _require_directory(file, start, members)
    return members


def _read_member(file: BinaryIO, size: int, keep: Callable[[str, bytes], object], most_kept: int) -> Member:
    head = file.read(_LOCAL.size - 4)
    if len(head) != _LOCAL.size - 4:
        raise NotCanonical("it ends inside a header")
    *_, crc, packed, unpacked, name_length, _ = _LOCAL.unpack(b"PK\3\4" + head)
    raw = file.read(name_length) if name_length <= _MOST_NAME else b""
    try:
        name = raw.decode()
    except UnicodeDecodeError as error:
        raise NotCanonical("a name is not UTF-8") from error
    if not name or packed != unpacked or packed > size - file.tell():
        raise NotCanonical(f"the header of {name or 'a file'} is wrong")
    kept = bytearray()
    member = measured(name, _chunks(file, packed, kept if packed <= most_kept else None))
    if local_header(member) != b"PK\3\4" + head + raw or member.crc != crc:
        raise NotCanonical(f"{name} does not match its header")
    if packed <= most_kept:
        keep(name, bytes(kept))
    return member


def _chunks(file: BinaryIO, count: int, kept: bytearray | None) -> Iterator[bytes]:
    while count:
        chunk = file.read(min(count, CHUNK_BYTES))
        if not chunk:
            raise NotCanonical("it ends inside a file")
        count -= len(chunk)
        if kept is not None:
            kept += chunk
        yield chunk


def _require_directory(file: BinaryIO, start: bytes, members: list[Member]) -> None:
    names = [member.name for member in members]
    if names != sorted(set(names)):
        raise NotCanonical("its files are not in the order of their names, or one stands twice")
    wanted = directory(members)
    found = start + file.read(len(wanted) - len(start) + 1)
    if found != wanted:
        raise NotCanonical("its directory is not the one that follows from its files, or something follows it")
