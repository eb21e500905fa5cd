"""Write and read .xlsx tables of text.

Why this room exists: a spreadsheet turns an 18-digit number into another number and a name that begins with "=" into a
formula; here every cell is text unless it is said to be a mark.
"""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import python_calamine
import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException

from app.exam.errors import Refused, Unavailable
from app.foreign_files import Limits, judge_workbook
from app.whole_files import whole_file

_OPTIONS = {
    "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
}  # fmt: skip
_LONGEST_CELL = 32_767
_HEAD = {
    "bold": True, "bottom": 1, "bottom_color": "#C23B26", "bg_color": "#F3EDE3", "font_color": "#1F2421",
    "valign": "vcenter",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its width in characters, and whether long texts are broken into lines."""

    heading: str
    width: int = 14
    wrap: bool = False


def write_table(path: Path, sheet: str, columns: Sequence[Column], rows: Iterable[Sequence[str | int | float]]) -> int:
    """Write one sheet with a frozen, filtered header, whole or not at all; return how many rows it has.

    Text stays text; whole numbers and halves become numbers.

    Raises:
        Refused: a text is longer than a cell can hold, naming its row and column.
        Unavailable: the file cannot be written.
    """
    packed = io.BytesIO()  # an archive that meets a full disk complains once more when it is forgotten
    try:
        with TemporaryDirectory(prefix="kaobo-") as scratch:
            book = xlsxwriter.Workbook(packed, _OPTIONS | {"tmpdir": scratch})
            page = book.add_worksheet(sheet)
            try:
                count = _fill(book, page, columns, rows)
                book.close()
            finally:
                page.row_data_fh.close()  # the library leaves it open when it fails
        with whole_file(path) as file:
            file.write(packed.getbuffer())
    except (OSError, XlsxWriterException) as error:
        raise Unavailable(f"{path.name} cannot be written.", advice="Close it elsewhere and check the disk.") from error
    return count


def _fill(book: Any, page: Any, columns: Sequence[Column], rows: Iterable[Sequence[str | int | float]]) -> int:  # noqa: ANN401 - untyped library
    head = book.add_format(_HEAD)
    text, broken = (book.add_format({"num_format": "@", "valign": "top", "text_wrap": wrap}) for wrap in (False, True))
    texts = [broken if column.wrap else text for column in columns]
    page.set_row(0, 24)
    for index, column in enumerate(columns):
        page.set_column(index, index, column.width, texts[index])
        page.write_string(0, index, column.heading, head)
    page.freeze_panes(1, 0)
    _lay_out_for_paper(page)
    write_string, write_number = page.write_string, page.write_number  # no second look at types
    count = 0
    for row in rows:
        count += 1
        for index, cell in enumerate(row):
            if type(cell) is str:
                if not cell:
                    continue
                if write_string(count, index, cell, texts[index]):
                    raise _too_long(count, columns[index].heading)
            else:
                write_number(count, index, cell)
    page.autofilter(0, 0, count, len(columns) - 1)
    return count


def _lay_out_for_paper(page: Any) -> None:  # noqa: ANN401 - untyped library
    """Print all columns side by side on A4 across, the header on each page, pages counted."""
    page.set_paper(9)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.set_footer("&C&P / &N")


def _too_long(row: int, heading: str) -> Refused:
    return Refused(
        f"Row {row + 1}, column {heading}: a cell cannot hold more than {_LONGEST_CELL} characters.",
        advice="Shorten the text, or choose another form of export.",
    )


def read_table(path: Path, limits: Limits | None = None) -> list[list[str]]:
    """Read the first sheet as text, header included; whole numbers lose the ``.0`` that readers give them.

    Raises:
        Refused: not a workbook, hostile, or larger than the limits.
        Unavailable: it cannot be read.
    """
    if path.suffix.lower() not in (".xlsx", ".xlsm"):
        raise Refused(f"{path.name} is not an .xlsx workbook.", advice="Save it as .xlsx.")
    judge_workbook(path, limits or Limits())
    try:
        with python_calamine.load_workbook(str(path)) as book:
            rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False) if book.sheet_names else []
    except (OSError, python_calamine.CalamineError, ValueError, IndexError) as error:
        raise _no_workbook(path) from error
    except BaseException as error:  # the Rust reader's panic is no Exception and has no importable name
        if type(error).__name__ != "PanicException":
            raise
        raise _no_workbook(path) from error
    return [[_text(cell) for cell in row] for row in rows]


def _no_workbook(path: Path) -> Refused:
    return Refused(f"{path.name} is not a workbook that can be read.", advice="Save it again as .xlsx.")


def _text(cell: object) -> str:
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
