"""Look at a foreign file before anything parses it.

Why this room exists: a spreadsheet or a package is a compressed archive of XML; a few kilobytes can ask for gigabytes
or name files outside.  Everything here is read as a stream with a limit, so that a hostile file costs seconds.  It
stands above the rooms because rosters (storage) and exchanges (paperwork) meet the same strangers.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from app.exam.errors import Refused, Unavailable

PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""How members may be packed.  Source: ECMA-376-2, annex C; other decoders fail in ways of their own."""

_CHUNK_BYTES = 1 << 20
_OVERLAP_BYTES = 512
_SANE = "Ask whoever made the file for a smaller or plainer one."
_CELL = re.compile(rb"<(?:\w+:)?(?:c|row)\s(?:[^<>]{0,200}?\s)?r\s*=\s*[\"']([A-Z]{0,9})([0-9]{1,9})[\"']")
_ROW = re.compile(rb"<(?:\w+:)?row[\s/>]")
_ANY_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that a file may ask for; ``rows`` and ``columns`` of one sheet, the rest of the whole archive."""

    file_bytes: int = 64_000_000
    members: int = 20_000
    unpacked_bytes: int = 256_000_000
    rows: int = 20_000
    columns: int = 64
    text_bytes: int = 240_000_000
    """The most that cells can make of shared texts: each cell that names a shared text gets a copy of it."""


def read_small(path: Path, most_bytes: int) -> bytes:
    """Read a whole file that must not be large.

    Raises:
        Refused: there is no such file, or it is larger.
        Unavailable: it cannot be read.
    """
    require_size(path, most_bytes)
    try:
        return path.read_bytes()
    except OSError as error:
        raise Unavailable(f"{path.name} cannot be read: {error.strerror}.", advice="Check the disk.") from error


def require_size(path: Path, most_bytes: int) -> None:
    """Refuse a file that is missing or too large, before it is opened."""
    try:
        if not path.is_file():
            raise Refused(f"There is no file {path.name}.", advice="Check the path.")
        size = path.stat().st_size
    except OSError as error:
        raise Unavailable(f"{path.name} cannot be read.", advice="Check the disk.") from error
    if size > most_bytes:
        raise Refused(f"{path.name} is larger than {most_bytes // 1_000_000} MB.", advice=_SANE)


def safe_name(name: str) -> bool:
    """Tell whether a path inside an archive stays inside."""
    parts = PurePosixPath(name).parts
    strange = any(sign in name for sign in ("\\", "\0", ":"))
    return bool(parts) and not (name.startswith("/") or strange or any(part in ("..", ".") for part in parts))


class Archive:
    """A foreign zip whose directory was found sane; reads members within the limits."""

    def __init__(self, path: Path, limits: Limits) -> None:
        """Open and judge the directory.

        Raises:
            Refused: no zip, too large, too many members, a path that leads outside, or one name twice.
            Unavailable: the file cannot be read.
        """
        self.name, self._limits = path.name, limits
        require_size(path, limits.file_bytes)
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError, UnicodeDecodeError) as error:
            raise Refused(f"{path.name} is not a whole archive.", advice="Fetch or save the file again.") from error
        except OSError as error:
            raise Unavailable(f"{path.name} cannot be read.", advice="Check the disk.") from error
        self.members = [info.filename for info in self._zip.infolist() if not info.is_dir()]
        try:
            self._judge()
        except Refused:
            self.close()
            raise

    def close(self) -> None:
        """Close the file."""
        self._zip.close()

    def __enter__(self) -> "Archive":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _judge(self) -> None:
        limits, infos = self._limits, self._zip.infolist()
        if len(infos) > limits.members:
            raise Refused(f"{self.name} holds {len(infos)} files; {limits.members} are the most.", advice=_SANE)
        if sum(info.file_size for info in infos) > limits.unpacked_bytes:
            raise self._too_big()
        seen: set[str] = set()
        for info in infos:
            if not safe_name(info.filename):
                raise Refused(f"{self.name} holds the path {info.filename!r}, which leads outside.", advice=_SANE)
            if info.filename in seen:
                raise Refused(f"{self.name} holds {info.filename} twice.", advice=_SANE)
            if info.compress_type not in PACKED:
                raise Refused(f"{self.name} packs {info.filename} as no package or workbook is packed.", advice=_SANE)
            seen.add(info.filename)

    def chunks(self, member: str) -> Iterator[bytes]:
        """Yield a member's bytes; what the directory says of its size is not believed.

        Raises:
            Refused: the member is damaged or larger than the limit.
        """
        total = 0
        try:
            with self._zip.open(member) as file:
                while chunk := file.read(_CHUNK_BYTES):
                    total += len(chunk)
                    if total > self._limits.unpacked_bytes:
                        raise self._too_big()
                    yield chunk
        except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError, OSError) as error:
            raise Refused(f"{self.name} is damaged at {member}.", advice="Fetch or save the file again.") from error

    def read(self, member: str, most_bytes: int) -> bytes:
        """Read one member whole.

        Raises:
            Refused: as ``chunks``, it is not there, or it is larger than ``most_bytes``.
        """
        if member not in self.members:
            raise Refused(f"{self.name} lacks {member}.", advice="Export the package again.")
        content = bytearray()
        for chunk in self.chunks(member):
            content += chunk
            if len(content) > most_bytes:
                raise Refused(f"{self.name}: {member} is larger than {most_bytes // 1000} kB.", advice=_SANE)
        return bytes(content)

    def _too_big(self) -> Refused:
        most = self._limits.unpacked_bytes // 1_000_000
        return Refused(f"{self.name} unpacks to more than {most} MB.", advice=_SANE)


def judge_workbook(path: Path, limits: Limits) -> None:
    """Refuse an .xlsx that is a bomb, has a document type, or a sheet larger than the limits.

    A reader keeps a sheet as one block from its first to its last cell: a single cell far away is as dear as all cells
    between; so references are judged, not only counted.

    Raises:
        Refused: as said, naming the sheet's file and what is too much.
    """
    with Archive(path, limits) as archive:
        cells = sum(_judge_part(archive, member, limits) for member in archive.members)
        shared = [member for member in archive.members if "sharedstrings" in member.lower()]
        longest = max((_longest_shared(archive, member) for member in shared), default=0)
        if cells * longest > limits.text_bytes:
            raise Refused(f"{path.name} repeats texts of {longest} bytes over {cells} cells.", advice=_SANE)


def _longest_shared(archive: Archive, member: str) -> int:
    """Return the length of the longest shared text with its markup."""
    longest = pending = 0
    for chunk in archive.chunks(member):
        first, *others = chunk.split(b"</si>")
        pending += len(first)
        longest = max(longest, pending, *map(len, others), 0)
        if others:
            pending = len(others[-1])
    return longest


def _judge_part(archive: Archive, member: str, limits: Limits) -> int:
    """Read one part as a stream; return how many cells it has.

    Neighbouring chunks overlap, so that nothing hides at their seam.  Every part is judged as a sheet: which one is
    decided by a reference inside, not by the name.
    """
    rows, cells, tail = 0, 0, b""
    xml = member.lower().endswith((".xml", ".rels", ".vml"))
    for chunk in archive.chunks(member):
        text = tail + chunk
        if xml and (_DOCTYPE.search(text) or (not tail and declares_type(text[:64]))):
            raise Refused(f"{archive.name}: {member} declares a document type or entities.", advice=_SANE)
        rows += len(_ROW.findall(text)) - len(_ROW.findall(tail))
        cells += len(_ANY_CELL.findall(text)) - len(_ANY_CELL.findall(tail))
        _judge_cells(archive.name, member, text, rows, limits)
        tail = text[-_OVERLAP_BYTES:]
    return cells


def declares_type(xml: bytes) -> bool:
    """Tell whether XML declares a document type or entities, or is UTF-16, where that could not be seen."""
    return bool(_DOCTYPE.search(xml)) or xml[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in xml[:64]


def _judge_cells(name: str, member: str, text: bytes, rows: int, limits: Limits) -> None:
    if rows > limits.rows:
        raise Refused(f"{name}: {member} has more than {limits.rows} rows.", advice="Split the sheet.")
    for letters, digits in _CELL.findall(text):
        if int(digits) > limits.rows or _column(letters) > limits.columns:
            where = (letters + digits).decode()
            raise Refused(
                f"{name}: {member} has a cell {where}; {limits.rows} rows and {limits.columns} columns are the most.",
                advice="Delete what stands far outside the table, then save again.",
            )


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
