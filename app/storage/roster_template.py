"""Write the empty roster that a clerk fills in."""

import io
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException

from app.exam.errors import Unavailable
from app.storage.roster_columns import COLUMNS, Column
from app.whole_files import put_whole

SHEET = "考生名册"
TEXT = 49
"""The number of the built-in format of text.  Source: ECMA-376 part 1, 18.8.30."""

ROWS = 5000
"""How many rows are made ready: lists to choose from and text cells."""


def write_template(path: Path) -> None:
    """Write an empty roster (XLSX): every cell is text, choices are lists, a second sheet explains.

    Raises:
        Unavailable: the file cannot be written.
    """
    packed = io.BytesIO()
    try:
        with xlsxwriter.Workbook(packed, {"strings_to_formulas": False}) as book:
            _write(book)
        put_whole(path, packed.getvalue(), mode=0o666)
    except (XlsxWriterException, OSError) as error:
        raise Unavailable(f"{path} cannot be written.", advice="Choose another folder, or close the file.") from error


def _write(book: Any) -> None:  # noqa: ANN401 - the library carries no types
    text = book.add_format({"num_format": TEXT})
    title = book.add_format({"bold": True, "num_format": TEXT, "bg_color": "#EFEFEF", "bottom": 1})
    needed = book.add_format({"bold": True, "num_format": TEXT, "bg_color": "#F8DDD6", "bottom": 1})
    sheet = book.add_worksheet(SHEET)
    sheet.freeze_panes(1, 1)
    for page in (sheet, notes := book.add_worksheet("填写说明")):  # on paper: A4 across, all columns side by side
        page.set_paper(9)
        page.set_landscape()
        page.fit_to_pages(1, 0)
        page.repeat_rows(0)
    for index, column in enumerate(COLUMNS):
        sheet.set_column(index, index, 24 if column.field in ("document_number", "address") else 14, text)
        sheet.write_string(0, index, column.title, needed if column.needed else title)
        sheet.write_comment(0, index, column.hint)
        if column.choices:
            sheet.data_validation(1, index, ROWS, index, _choice(column))
    _explain(notes, text, title)


def _choice(column: Column) -> dict[str, object]:
    kind = "information" if column.open else "stop"
    return {"validate": "list", "source": list(column.choices), "error_type": kind, "error_message": column.hint}


def _explain(sheet: Any, text: Any, title: Any) -> None:  # noqa: ANN401 - the library carries no types
    sheet.set_column(0, 0, 14, text)
    sheet.set_column(1, 1, 8, text)
    sheet.set_column(2, 2, 60, text)
    for index, word in enumerate(("列", "必填", "说明")):
        sheet.write_string(0, index, word, title)
    for row, column in enumerate(COLUMNS, start=1):
        choices = f"可选：{'、'.join(column.choices)}。" if column.choices else ""
        for index, word in enumerate((column.title, "是" if column.needed else "", column.hint + choices)):
            sheet.write_string(row, index, word, text)
