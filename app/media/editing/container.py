"""Tell by its first bytes whether a file is a film, and whether a film's boxes are all there.

Why this room exists: a renamed document must be refused before a phone has sent 500 MB of it.
Source: ISO/IEC 14496-12 (boxes), RFC 8794 (EBML), RFC 2361 (RIFF), ISO/IEC 13818-1 (transport stream).
"""

from pathlib import Path

SNIFF_BYTES = 1_024

_BOXES = (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"styp", b"pnot")
_EBML = b"\x1a\x45\xdf\xa3"
_TS_PACKET, _TS_SYNC, _M2TS_EXTRA = 188, 0x47, 4


def looks_like_film(head: bytes) -> bool:
    """Tell whether bytes may begin a film that a phone or a camera wrote (MP4, MOV, 3GP, MKV, WebM, AVI, TS, FLV)."""
    if len(head) < 12:
        return False
    if head[4:8] in _BOXES or head.startswith((_EBML, b"FLV\x01")):
        return True
    if head.startswith(b"RIFF") and head[8:12] == b"AVI ":
        return True
    for extra in (0, _M2TS_EXTRA):
        step = _TS_PACKET + extra
        if len(head) > 2 * step + extra and all(head[extra + step * at] == _TS_SYNC for at in range(3)):
            return True
    return False


def has_every_box(path: Path) -> bool:
    """Tell whether the boxes of an MP4 or MOV end where the file ends; true for any other kind of file."""
    size, at = path.stat().st_size, 0
    with path.open("rb") as film:
        while at + 8 <= size:
            film.seek(at)
            header = film.read(16)
            if at == 0 and header[4:8] not in _BOXES:
                return True
            length = int.from_bytes(header[:4], "big")
            if length == 0:  # this box runs to the end of the file
                return True
            length = int.from_bytes(header[8:16], "big") if length == 1 else length
            if length < 8 or at + length > size:
                return False
            at += length
    return size - at < 8 and (size == at or not _rest(path, at).strip(b"\0"))


def _rest(path: Path, at: int) -> bytes:
    with path.open("rb") as film:
        film.seek(at)
        return film.read(8)
