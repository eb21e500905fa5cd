"""Results out of the centre: one line a candidate, as .xlsx, .csv or .json, and back.

Why this room exists: bureaus ask for lists in the form of their own office program; an 18-digit number must arrive with
all its digits and an empty mark must not become a zero.
"""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from app.centre.report_values import OUTCOMES, ResultLine
from app.exam.bank import Text
from app.exam.errors import Refused, Unavailable
from app.foreign_files import Limits, read_small
from app.paperwork.exchange.workbooks import Column, read_table, write_table
from app.whole_files import whole_file

LIMITS = Limits(rows=200_001, unpacked_bytes=512_000_000)
"""Result lists are read back up to 200,000 lines."""

FORMATS = ("xlsx", "csv", "json")
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class _Field:
    """One column: the value's field, its heading, its width, and whether it is a mark."""

    name: str
    heading: Text
    width: int = 14
    mark: bool = False


_FIELDS = (
    _Field("admission_number", Text("准考证号", "Admission no."), 18),
    _Field("name", Text("姓名", "Name"), 16),
    _Field("document_kind", Text("证件类型", "Document"), 14),
    _Field("document_number", Text("证件号码", "Document no."), 22),
    _Field("sex", Text("性别", "Sex"), 8),
    _Field("sitting", Text("场次", "Sitting"), 14),
    _Field("held_on", Text("考核日期", "Held on"), 12),
    _Field("ability", Text("职业能力", "Ability"), 18),
    _Field("theory", Text("理论成绩", "Theory"), 10, mark=True),
    _Field("clip", Text("短视频成绩", "Short video"), 12, mark=True),
    _Field("pitch", Text("直播成绩", "Live pitch"), 10, mark=True),
    _Field("outcome", Text("评定结果", "Outcome"), 12),
    _Field("published_on", Text("公示日期", "Published on"), 12),
    _Field("certificate_number", Text("证书编号", "Certificate no."), 22),
)


def write_results(path: Path, lines: Iterable[ResultLine], language: str = "zh") -> int:
    """Write results in the form that the file's ending names, whole or not at all; return how many.

    Raises:
        Refused: the ending is none of .xlsx, .csv and .json.
        Unavailable: the file cannot be written.
    """
    form = _form(path)
    if form == "xlsx":
        columns = [Column(field.heading.in_language(language), field.width) for field in _FIELDS]
        sheet = Text("考核结果", "Results").in_language(language)
        return write_table(path, sheet, columns, (_cells(line, _SAID[language]) for line in lines))
    try:
        with whole_file(path) as file:
            text = io.TextIOWrapper(file, encoding="utf-8" if form == "json" else "utf-8-sig", newline="")
            count = _write_json(text, lines) if form == "json" else _write_csv(text, lines, language)
            text.detach()
            return count
    except OSError as error:
        raise Unavailable(f"{path.name} cannot be written.", advice="Check the disk and its rights.") from error


def read_results(path: Path) -> list[ResultLine]:
    """Read what ``write_results`` wrote, in either language.

    Raises:
        Refused: another form, or a value that does not belong in its column, with row and column.
    """
    form = _form(path)
    if form == "json":
        return _read_json(path)
    rows = read_table(path, LIMITS) if form == "xlsx" else _csv_rows(path)
    if not rows:
        raise Refused(f"{path.name} is empty.", advice="Export the results again.")
    names = _names(path, rows[0])
    return [_line(path, index, dict(zip(names, row, strict=False))) for index, row in enumerate(rows[1:], start=2)]


def _form(path: Path) -> str:
    form = path.suffix.lower().removeprefix(".")
    if form not in FORMATS:
        raise Refused(f"{path.name} is none of .xlsx, .csv and .json.", advice="Give the file one of these endings.")
    return form


_SAID = {language: {word: text.in_language(language) for word, text in OUTCOMES.items()} for language in ("zh", "en")}
"""An outcome as people read it in a list."""
_WORDS = {said: word for by_language in _SAID.values() for word, said in by_language.items()}


def _cells(line: ResultLine, said: Mapping[str, str]) -> list[str | int | float]:
    return [
        line.admission_number, line.name, line.document_kind, line.document_number, line.sex, line.sitting,
        line.held_on, line.ability, _mark(line.theory), _mark(line.clip), _mark(line.pitch),
        said[line.outcome], line.published_on, line.certificate_number,
    ]  # fmt: skip


def _mark(half_points: int) -> str | int | float:
    """Return points for a cell: a whole number, or a half, which a binary number holds exactly; empty for none."""
    if half_points < 0:
        return ""
    return half_points // 2 if half_points % 2 == 0 else half_points / 2


def _half_points(path: Path, place: str, written: str) -> int:
    if not written:
        return -1
    whole, _, rest = written.partition(".")
    if not (whole.isascii() and whole.isdigit() and len(whole) <= 3 and rest in ("", "0", "5", "00", "50")):
        raise Refused(f"{path.name}, {place}: {written!r} is no mark.", advice="Write points such as 86 or 86.5.")
    return int(whole) * 2 + (rest.startswith("5"))


def _write_csv(file: Any, lines: Iterable[ResultLine], language: str) -> int:  # noqa: ANN401 - any text file
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow([field.heading.in_language(language) for field in _FIELDS])
    count = 0
    for line in lines:
        writer.writerow([_defused(str(cell)) for cell in _cells(line, _SAID[language])])
        count += 1
    return count


def _defused(cell: str) -> str:
    """Put an apostrophe before what a spreadsheet would compute, and before an apostrophe, so that it can be undone."""
    return f"'{cell}" if cell.startswith((*_FORMULA_SIGNS, "'")) else cell


def _csv_rows(path: Path) -> list[list[str]]:
    content = read_small(path, LIMITS.file_bytes)
    try:
        text = content.decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise Refused(f"{path.name} is not CSV in UTF-8.", advice="Save it as CSV UTF-8.") from error
    return [[cell.removeprefix("'") for cell in row] for row in rows]


def _write_json(file: Any, lines: Iterable[ResultLine]) -> int:  # noqa: ANN401 - any text file
    count = 0
    file.write("[")
    for line in lines:
        file.write(",\n" if count else "\n")
        file.write(json.dumps(asdict(line), ensure_ascii=False))
        count += 1
    file.write("\n]\n")
    return count


def _read_json(path: Path) -> list[ResultLine]:
    try:
        found = json.loads(read_small(path, LIMITS.file_bytes))
    except (ValueError, RecursionError) as error:
        raise Refused(f"{path.name} is not JSON.", advice="Export the results again.") from error
    types = {field.name: field.type for field in fields(ResultLine)}
    lines = []
    for index, each in enumerate(found if isinstance(found, list) else [None], start=1):
        fits = isinstance(each, dict) and set(each) == set(types)
        fits = fits and all(type(each[name]) is kind for name, kind in types.items())
        if not fits or each["outcome"] not in OUTCOMES:
            raise Refused(f"{path.name}: entry {index} is no result.", advice="Export the results again.")
        lines.append(ResultLine(**each))
    return lines


def _names(path: Path, headings: Sequence[str]) -> list[str]:
    known = {word: field.name for field in _FIELDS for word in (field.heading.zh, field.heading.en)}
    names = [known.get(heading, "") for heading in headings]
    missing = [field.heading.zh for field in _FIELDS if field.name not in names]
    if missing:
        raise Refused(f"{path.name} lacks the column {missing[0]}.", advice="Export the results again.")
    return names


def _line(path: Path, row: int, cells: dict[str, str]) -> ResultLine:
    values: dict[str, Any] = {}
    for field in _FIELDS:
        cell = cells.get(field.name, "")
        values[field.name] = _half_points(path, f"row {row}, {field.heading.zh}", cell) if field.mark else cell
    said = values["outcome"]
    if said not in _WORDS:
        raise Refused(f"{path.name}, row {row}, 评定结果: {said!r} is no outcome.", advice="Export the results again.")
    values["outcome"] = _WORDS[said]
    return ResultLine(**values)
