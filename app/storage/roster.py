"""Read a roster 名册: candidates from a spreadsheet or CSV file, with every fault in one run.

Why this room exists: a roster is typed by many hands; its clerk needs all places that are wrong at once, by
row and column, and nothing half-read.  Who is booked, and whether anybody is known already, is decided by jobs.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.centre.values import CandidateDetails
from app.exam.bank import Text
from app.exam.errors import Refused
from app.exam.identity import DocumentKind, born_on, document_faults, normalised, sex_of
from app.exam.scheme import Subject
from app.storage.roster_columns import COLUMNS, KINDS, SEXES, SUBJECTS, Column
from app.storage.roster_sheet import Cell, read_cells
from app.storage.roster_template import write_template

__all__ = ["Roster", "RosterFault", "read_roster", "write_template"]

type Row = tuple[CandidateDetails, tuple[Subject, ...]]
"""A candidate and the subjects to be taken; no subjects means all."""

_PHONE = re.compile(r"\+?[0-9][0-9 -]{4,19}")
_EXPONENT = re.compile(r"[0-9](\.[0-9]+)?E\+?[0-9]{1,2}", re.IGNORECASE)
_SEPARATORS = re.compile(r"[、,，;；/\s]+")
_WHOLE_FIGURES = 10**15
"""A spreadsheet keeps 15 figures of a number and fills up with zeros."""

_LONGEST = 200


@dataclass(frozen=True, slots=True)
class RosterFault:
    """One fault: row and column as the spreadsheet counts them (the titles are row 1), and what is wrong."""

    row: int
    column: str
    problem: Text

    @property
    def place(self) -> str:
        """Where it is, in words."""
        return f"row {self.row}, {self.column}" if self.column else f"row {self.row}"

    @property
    def reason(self) -> str:
        """What is wrong, in English; ``problem`` has both languages."""
        return self.problem.en


@dataclass(frozen=True, slots=True)
class Roster:
    """What a file holds; ``rows`` is empty where there is any fault: nothing is half-imported.

    ``numbers`` says in which row of the spreadsheet each of ``rows`` stands.
    """

    rows: tuple[Row, ...]
    faults: tuple[RosterFault, ...]
    numbers: tuple[int, ...] = ()


def read_roster(path: Path, *, on: date, least_age: int) -> Roster:
    """Read a roster that was filled in from the template.

    Args:
        on: the day of the exam, for ages.
        least_age: full years that a candidate must have on that day.

    Raises:
        Refused: the file is no roster at all.
        Unavailable: it cannot be read.
    """
    cells = read_cells(path)
    if not cells:
        raise Refused(f"{path.name} is empty.", advice="Use the template: kaobo roster template roster.xlsx")
    places, faults = _titles(cells[0])
    reader = _Reader(on, least_age)
    read = ((number, reader.read(number, _named(line, places))) for number, line in enumerate(cells[1:], start=2))
    rows = [(number, row) for number, row in read if row]
    faults += reader.faults
    if not faults and not rows:
        faults.append(RosterFault(2, "", Text("名册中没有考生", "the roster names nobody")))
    if faults:
        return Roster((), tuple(faults))
    return Roster(tuple(row for _, row in rows), (), tuple(number for number, _ in rows))


def _titles(line: list[Cell]) -> tuple[dict[str, int], list[RosterFault]]:
    """Find each column by its title."""
    places: dict[str, int] = {}
    faults = []
    known = {column.title for column in COLUMNS}
    for index, cell in enumerate(line):
        title = str(cell).strip()
        if title in places:
            faults.append(RosterFault(1, title, Text("该列出现了两次", "the column is there twice")))
        elif title in known:
            places[title] = index
        elif title:
            faults.append(RosterFault(1, title, Text("名册没有这一列", "no column of a roster has this title")))
    missing = [column.title for column in COLUMNS if column.needed and column.title not in places]
    faults += [RosterFault(1, title, Text("缺少该列", "the column is missing")) for title in missing]
    return places, faults


def _named(line: list[Cell], places: Mapping[str, int]) -> dict[str, Cell]:
    return {title: line[index] if index < len(line) else "" for title, index in places.items()}


class _Reader:
    """Reads rows one by one and remembers what it found wrong, and whom it has seen."""

    def __init__(self, on: date, least_age: int) -> None:
        self._on, self._least_age = on, least_age
        self._seen: dict[tuple[DocumentKind, str], int] = {}
        self.faults: list[RosterFault] = []

    def read(self, number: int, line: Mapping[str, Cell]) -> Row | None:
        """Read one row; None for an empty one, or where it has a fault."""
        if not any(str(cell).strip() for cell in line.values()):
            return None
        before = len(self.faults)
        words = {column.field: self._word(number, column, line.get(column.title, "")) for column in COLUMNS}
        kind = KINDS.get(words["document_kind"])
        sex = SEXES.get(words["sex"], "")
        self.faults += (RosterFault(number, title, problem) for title, problem in _odd_words(words))
        if kind is not None and words["document_number"] and len(self.faults) == before:
            self._check_document(number, kind, words["document_number"], sex)
        subjects = self._subjects(number, words.pop("subjects"))
        if kind is None or len(self.faults) > before:
            return None
        return self._details(kind, words, sex), subjects

    def _details(self, kind: DocumentKind, words: dict[str, str], sex: str) -> CandidateDetails:
        own = normalised(kind, words.pop("document_number"))
        rest = {name: word for name, word in words.items() if name not in ("document_kind", "sex")}
        return CandidateDetails(
            document_kind=kind, document_number=own, sex=sex or sex_of(kind, own), born_on=born_on(kind, own), **rest
        )

    def _word(self, number: int, column: Column, cell: Cell) -> str:
        """Return a cell as text; a number is text only where the spreadsheet kept all of its figures."""
        word, problem = _text_of(cell)
        problem = problem or _problem_of_word(column, word)
        if problem is not None:
            self.faults.append(RosterFault(number, column.title, problem))
        return "" if problem else word

    def _check_document(self, number: int, kind: DocumentKind, written: str, sex: str) -> None:
        found = document_faults(kind, written, sex=sex, on=self._on, least_age=self._least_age)
        self.faults += (RosterFault(number, "证件号码", fault) for fault in found)
        document = kind, normalised(kind, written)
        if document in self._seen:
            row = self._seen[document]
            same = Text(f"与第 {row} 行是同一证件", f"the same document stands in row {row}")
            self.faults.append(RosterFault(number, "证件号码", same))
        self._seen.setdefault(document, number)

    def _subjects(self, number: int, written: str) -> tuple[Subject, ...]:
        words = [word for word in _SEPARATORS.split(written) if word]
        unknown = [word for word in words if word not in SUBJECTS]
        if unknown:
            named, known = "、".join(unknown), "、".join(SUBJECTS)
            problem = Text(f"没有科目“{named}”，只有{known}", f"{named} is no subject; the subjects are {known}")
            self.faults.append(RosterFault(number, "考核科目", problem))
        chosen = {SUBJECTS[word] for word in words if word in SUBJECTS}
        return tuple(subject for subject in Subject if subject in chosen)


def _problem_of_word(column: Column, word: str) -> Text | None:
    if not word:
        return Text("没有填写", "it is empty") if column.needed else None
    if column.choices and not column.open and word not in column.choices:
        known = "、".join(column.choices)
        return Text(f"“{word}”不在可选项中：{known}", f"{word!r} is not one of {known}")
    if len(word) > _LONGEST:
        return Text(f"超过 {_LONGEST} 个字符", f"it is longer than {_LONGEST} characters")
    return None


def _text_of(cell: Cell) -> tuple[str, Text | None]:
    """Return a cell's text, or what keeps it from being text."""
    if isinstance(cell, str):
        word = cell.strip()
        if _EXPONENT.fullmatch(word):
            return "", _rounded(word)
        if any(not char.isprintable() for char in word):
            return "", Text("含有换行或不可打印的字符", "it holds a line break or a character that cannot be printed")
        return word, None
    if not cell.is_integer() or abs(cell) >= _WHOLE_FIGURES:
        return "", _rounded(f"{cell:.15g}")
    return str(int(cell)), None


def _rounded(written: str) -> Text:
    return Text(
        f"{written} 是数值，已丢失位数：请把该列设为文本后重新填写",
        f"{written} is a number that lost figures: format the column as text and type it again",
    )


def _odd_words(words: Mapping[str, str]) -> Iterator[tuple[str, Text]]:
    if words["phone"] and not _PHONE.fullmatch(words["phone"]):
        yield "手机号", Text("不是电话号码", f"{words['phone']!r} is not a telephone number")
    if words["email"] and not ("@" in words["email"][1:-1] and " " not in words["email"]):
        yield "电子邮箱", Text("不是电子邮箱地址", f"{words['email']!r} is not an e-mail address")
