"""Read the cells of a spreadsheet or CSV file that came from outside, within bounds.

Why this room exists: a file from a stick may be anything; it must be refused within seconds rather than eat the
machine's memory.  So the sizes that a workbook declares, and the cells that it names, are looked at before any
of it is unfolded; ``app.foreign_files`` then judges what it really holds.
"""

import csv
import io
import re
import zipfile
import zlib
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from app.exam.errors import Refused, Unavailable
from app.foreign_files import PACKED, Limits, judge_workbook

LARGEST_FILE_BYTES = 16_000_000
LARGEST_UNFOLDED_BYTES = 128_000_000
MOST_PARTS = 500
MOST_ROWS = 20_000
MOST_COLUMNS = 200

type Cell = str | float
"""A cell as it was found: text, or the number that the spreadsheet made of it."""

_LIMITS = Limits(
    file_bytes=LARGEST_FILE_BYTES, members=MOST_PARTS, unpacked_bytes=LARGEST_UNFOLDED_BYTES, rows=MOST_ROWS + 1,
    columns=MOST_COLUMNS,
)  # fmt: skip
_UNREADABLE = (
    zipfile.BadZipFile, zlib.error, CalamineError, NotImplementedError, IndexError, RuntimeError, ValueError, OSError,
    EOFError,
)  # fmt: skip
_CELL = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{1,3})?(\d{1,12})["']""")
_TEMPLATE = "Use the template: kaobo roster template roster.xlsx"


def read_cells(path: Path) -> list[list[Cell]]:
    """Return the rows of the first sheet (XLSX) or of a CSV file (UTF-8, UTF-16 or GB 18030).

    Raises:
        Refused: the file is no spreadsheet, is too big, or has another form.
        Unavailable: it cannot be read.
    """
    try:
        if path.is_dir():
            raise Refused(f"{path} is a folder, not a roster.", advice=_TEMPLATE)
        if path.stat().st_size > LARGEST_FILE_BYTES:
            raise Refused(f"{path.name} is larger than any roster.", advice="Leave only the roster's sheet in it.")
        content = path.read_bytes()
    except OSError as error:
        raise Unavailable(f"{path.name} cannot be read.", advice="Close the file elsewhere and try again.") from error
    rows = _from_workbook(path, content) if content[:2] == b"PK" else _from_csv(path.name, content)
    if len(rows) > MOST_ROWS + 1 or any(len(row) > MOST_COLUMNS for row in rows):
        raise _too_long(path.name)
    return rows


def _from_workbook(path: Path, content: bytes) -> list[list[Cell]]:
    name = path.name
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            _check_parts(name, packed)
        judge_workbook(path, _LIMITS)
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        found = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except _UNREADABLE as error:
        raise Refused(f"{name} is not a spreadsheet that can be read.", advice=_TEMPLATE) from error
    except BaseException as error:  # the Rust reader's panic is no Exception and has no importable name
        if type(error).__name__ != "PanicException":
            raise
        raise Refused(f"{name} is not a spreadsheet that can be read.", advice=_TEMPLATE) from error
    return [[_cell(value) for value in row] for row in found]


def _check_parts(name: str, packed: zipfile.ZipFile) -> None:
    parts = packed.infolist()
    unfolded = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS or unfolded > LARGEST_UNFOLDED_BYTES:
        raise Refused(
            f"{name} would unfold to {unfolded // 1_000_000} MB in {len(parts)} parts: that is no roster.",
            advice=_TEMPLATE,
        )
    if any(part.compress_type not in PACKED for part in parts):
        raise Refused(f"{name} is not a spreadsheet that can be read.", advice=_TEMPLATE)
    names = {part.filename for part in parts}
    if "xl/workbook.xml" not in names or names & {"xl/workbook.bin", "content.xml"}:
        raise Refused(f"{name} is not an XLSX workbook.", advice=_TEMPLATE)
    for part in parts:
        xml = packed.read(part)
        if b"sheetData" in xml or part.filename.startswith("xl/worksheets/sheet"):
            _check_sheet(name, xml)


def _check_sheet(name: str, xml: bytes) -> None:
    """Refuse a sheet whose named cells span more than a roster: two far cells would unfold to the area between."""
    if xml.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] != b"<":
        raise Refused(f"{name} is not a spreadsheet that can be read.", advice=_TEMPLATE)
    for found in _CELL.finditer(xml):
        letters, row = found.groups()
        if int(row) > MOST_ROWS + 1 or (letters and _column(letters) > MOST_COLUMNS):
            raise _too_long(name)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _cell(value: object) -> Cell:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return float(value)
    return str(value)


def _from_csv(name: str, content: bytes) -> list[list[Cell]]:
    text = _decoded(name, content)
    try:
        sample = text.split("\n", 1)[0]
        delimiter = next((mark for mark in ("\t", ";", ",") if mark in sample), ",")
        return [
            [_unquoted(cell) for cell in row] for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        ]
    except csv.Error as error:
        raise Refused(f"{name} is not a CSV file that can be read: {error}.", advice=_TEMPLATE) from error


def _decoded(name: str, content: bytes) -> str:
    codecs = ("utf-16",) if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030")
    for codec in codecs:
        try:
            text = content.decode(codec)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Refused(f"{name} is neither a spreadsheet nor a text file.", advice=_TEMPLATE)


def _unquoted(cell: str) -> str:
    """Undo what people write to keep a spreadsheet's hands off a long number: ``="…"`` or a leading ``'``."""
    written = cell.strip()
    if written.startswith('="') and written.endswith('"'):
        return written[2:-1]
    return written.removeprefix("'")


def _too_long(name: str) -> Refused:
    return Refused(
        f"{name} has more than {MOST_ROWS} rows or {MOST_COLUMNS} columns.", advice="Split it, or clear the empty area."
    )
