"""Rosters from spreadsheets and CSV files: people whole, or every fault by row and column."""

import zipfile
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from app.exam.errors import Refused, Unavailable
from app.exam.identity import DocumentKind
from app.exam.scheme import Subject
from app.storage.roster import Roster, read_roster, write_template
from app.storage.roster_columns import COLUMNS
from app.storage.roster_sheet import LARGEST_FILE_BYTES, MOST_ROWS

TITLES = [column.title for column in COLUMNS]
WANG = ["王小明", "居民身份证", "11010519491231002X", "女", "13800000000", "企业", "主播", "大学专科", "汉族"]
REZA = ["Reza Ahmadi", "护照", "k 1234 5678", "男", "", "其他", "", "", "", "", "", "reza@example.com", "直播、理论"]


def read(path: Path) -> Roster:
    return read_roster(path, on=date(2026, 6, 4), least_age=16)


def places(path: Path) -> list[tuple[str, str]]:
    found = read(path)
    assert (not found.rows) == bool(found.faults)
    assert all(fault.problem.zh and fault.problem.en for fault in found.faults)
    return [(fault.place, fault.reason) for fault in found.faults]


def csv(path: Path, *rows: list[str], encoding: str = "utf-8-sig", titles: list[str] | None = None) -> Path:
    lines = [",".join(row) for row in [TITLES if titles is None else titles, *rows]]
    path.write_bytes("\r\n".join(lines).encode(encoding))
    return path


def workbook(path: Path, *rows: list[object]) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([TITLES, *rows]):
            sheet.write_row(number, 0, row)
    return path


def check_people(roster: Roster) -> None:
    assert roster.faults == ()
    (wang, all_subjects), (reza, some) = roster.rows
    assert (wang.name, wang.document_kind, wang.document_number) == (
        "王小明", DocumentKind.RESIDENT_ID, "11010519491231002X",
    )  # fmt: skip
    assert (wang.sex, wang.born_on, wang.phone, wang.origin) == ("female", date(1949, 12, 31), "13800000000", "企业")
    assert (wang.occupation, wang.education, wang.ethnicity, wang.email) == ("主播", "大学专科", "汉族", "")
    assert (reza.document_number, reza.sex, reza.born_on, reza.email) == ("K12345678", "male", None, "reza@example.com")
    assert all_subjects == ()
    assert some == (Subject.THEORY, Subject.PITCH)


def test_a_filled_in_workbook_is_read(tmp_path: Path) -> None:
    check_people(read(workbook(tmp_path / "r.xlsx", list(WANG), [], list(REZA))))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "gb18030", "utf-16"])
def test_a_csv_file_is_read_in_every_encoding_that_offices_use(tmp_path: Path, encoding: str) -> None:
    check_people(read(csv(tmp_path / "r.csv", WANG, ["", "", ""], REZA, encoding=encoding)))


@pytest.mark.parametrize("mark", [";", "\t"])
def test_a_csv_file_may_be_parted_by_other_marks(tmp_path: Path, mark: str) -> None:
    lines = [mark.join(row) for row in (TITLES, WANG, REZA)]
    (tmp_path / "r.csv").write_text("\n".join(lines), encoding="utf-8")
    check_people(read(tmp_path / "r.csv"))


def test_rare_characters_survive(tmp_path: Path) -> None:
    names = ["龑𠮷", "㑇喆", "Zoë O’Neil"]
    people = [[name, "护照", f"E1234567{serial}"] for serial, name in enumerate(names)]
    for path in (
        workbook(tmp_path / "r.xlsx", *map(list, people)),
        csv(tmp_path / "r.csv", *people, encoding="gb18030"),
    ):
        assert [details.name for details, _ in read(path).rows] == names


def test_columns_may_stand_in_another_order_and_optional_ones_be_missing(tmp_path: Path) -> None:
    path = csv(tmp_path / "r.csv", ["护照", "K12345678", "Reza"], titles=["证件类型", "证件号码", "姓名"])
    details, subjects = read(path).rows[0]
    assert (details.name, details.document_number, subjects) == ("Reza", "K12345678", ())


def test_titles_that_are_wrong_are_named(tmp_path: Path) -> None:
    path = csv(tmp_path / "r.csv", ["a"], titles=["姓名", "姓名", "身份证", "证件类型"])
    assert places(path)[:3] == [
        ("row 1, 姓名", "the column is there twice"),
        ("row 1, 身份证", "no column of a roster has this title"),
        ("row 1, 证件号码", "the column is missing"),
    ]


def test_all_faults_of_a_file_are_named_in_one_run(tmp_path: Path) -> None:
    rows = [
        WANG,
        ["", "居民身份证", "110105194912310021"],
        ["李雷", "身份证", "E1234567", "未知", "call me", "", "", "", "", "", "", "at home"],
        ["韩梅", "居民身份证", "110105194912310021", "男"],
        ["王大明", "居民身份证", "11010519491231002x", "", "", "", "", "", "", "", "", "", "唱歌、直播"],
        ["小朋友", "居民身份证", "110105201512310022"],
        ["", "", ""],
        ["长" * 201, "护照", "E12345678"],
    ]
    found = places(csv(tmp_path / "r.csv", *rows))
    assert ("row 3, 姓名", "it is empty") in found
    assert any(place == "row 4, 证件类型" and "居民身份证、军官证" in reason for place, reason in found)
    assert any(place == "row 4, 性别" for place, _ in found)
    assert ("row 4, 手机号", "'call me' is not a telephone number") in found
    assert ("row 4, 电子邮箱", "'at home' is not an e-mail address") in found
    assert any(place == "row 5, 证件号码" and "check digit" in reason for place, reason in found)
    assert any(place == "row 5, 证件号码" and "sex" in reason for place, reason in found)
    assert ("row 6, 证件号码", "the same document stands in row 2") in found
    assert ("row 6, 考核科目", "唱歌 is no subject; the subjects are 理论、短视频、直播") in found
    assert any(place == "row 7, 证件号码" and "at least 16" in reason for place, reason in found)
    assert ("row 9, 姓名", "it is longer than 200 characters") in found


def test_a_number_that_the_spreadsheet_rounded_is_named(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "r.xlsx",
        ["王", "居民身份证", 110105194912310021, "", 13800000000],
        ["李", "护照", 12.5],
        ["张", "军官证", 12345678],
    )
    assert places(path) == [
        ("row 2, 证件号码", "1.10105194912310e+17".replace("10e", "1e") + _LOST),
        ("row 3, 证件号码", "12.5" + _LOST),
    ]
    assert places(csv(tmp_path / "r.csv", ["王", "居民身份证", "1.10105E+17"])) == [
        ("row 2, 证件号码", "1.10105E+17" + _LOST)
    ]


_LOST = " is a number that lost figures: format the column as text and type it again"


def test_a_whole_number_that_kept_its_figures_is_text(tmp_path: Path) -> None:
    roster = read(workbook(tmp_path / "r.xlsx", ["张", "军官证", 12345678, "", 13800000000]))
    assert (roster.rows[0][0].document_number, roster.rows[0][0].phone) == ("12345678", "13800000000")


def test_what_people_write_to_protect_a_number_is_taken_off(tmp_path: Path) -> None:
    protected = ['"=""11010519491231002X"""', "'13800000000"]
    roster = read(csv(tmp_path / "r.csv", ["王", "居民身份证", protected[0], "", protected[1]]))
    assert (roster.rows[0][0].document_number, roster.rows[0][0].phone) == ("11010519491231002X", "13800000000")


def test_a_line_break_inside_a_cell_is_named(tmp_path: Path) -> None:
    path = workbook(tmp_path / "r.xlsx", ["王\n小明", "护照", "E12345678"])
    assert places(path) == [("row 2, 姓名", "it holds a line break or a character that cannot be printed")]


def test_a_roster_of_nobody_is_a_fault(tmp_path: Path) -> None:
    assert places(csv(tmp_path / "r.csv")) == [("row 2", "the roster names nobody")]


def test_a_file_that_is_no_roster_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty.csv").write_bytes(b"")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)))
    (tmp_path / "torn.xlsx").write_bytes(workbook(tmp_path / "w.xlsx", list(WANG)).read_bytes()[:2000])
    (tmp_path / "quotes.csv").write_bytes(('姓名\n"' + "x" * 200_000).encode())
    with zipfile.ZipFile(tmp_path / "other.xlsx", "w") as packed:
        packed.writestr("content.xml", "<x/>")
    with zipfile.ZipFile(tmp_path / "hollow.xlsx", "w") as packed:
        packed.writestr("xl/workbook.xml", "no xml")
    for name in ("empty.csv", "picture.png", "torn.xlsx", "other.xlsx", "hollow.xlsx", "quotes.csv"):
        with pytest.raises(Refused, match=name):
            read(tmp_path / name)
    with pytest.raises(Unavailable, match="nowhere"):
        read(tmp_path / "nowhere.xlsx")


def test_a_file_that_unfolds_without_end_is_refused_before_it_does(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", "<workbook/>")
        for part in range(3):
            packed.writestr(f"xl/worksheets/sheet{part}.xml", b" " * 50_000_000)
    assert (tmp_path / "bomb.xlsx").stat().st_size < 1_000_000
    with pytest.raises(Refused, match="unfold to 150 MB"):
        read(tmp_path / "bomb.xlsx")
    with zipfile.ZipFile(tmp_path / "parts.xlsx", "w") as packed:
        for part in range(600):
            packed.writestr(f"xl/{part}.xml", "")
    with pytest.raises(Refused, match="600 parts"):
        read(tmp_path / "parts.xlsx")
    with (tmp_path / "big.csv").open("wb") as file:
        file.truncate(LARGEST_FILE_BYTES + 1)
    with pytest.raises(Refused, match="larger than any roster"):
        read(tmp_path / "big.csv")


@pytest.mark.parametrize("cell", [(1_048_575, 16_383), (MOST_ROWS + 1, 0), (3, 300)])
def test_two_far_cells_do_not_unfold_the_area_between_them(tmp_path: Path, cell: tuple[int, int]) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "far.xlsx")) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, TITLES)
        sheet.write_string(*cell, "far")
    with pytest.raises(Refused, match="rows or 200 columns"):
        read(tmp_path / "far.xlsx")


def test_a_csv_of_too_many_rows_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=f"more than {MOST_ROWS} rows"):
        read(csv(tmp_path / "r.csv", *([["a"]] * (MOST_ROWS + 1))))


def test_the_template_is_empty_and_every_title_is_understood(tmp_path: Path) -> None:
    write_template(tmp_path / "t.xlsx")
    assert places(tmp_path / "t.xlsx") == [("row 2", "the roster names nobody")]
    book = CalamineWorkbook.from_path(str(tmp_path / "t.xlsx"))
    assert book.sheet_names == ["考生名册", "填写说明"]
    assert book.get_sheet_by_index(0).to_python()[0] == TITLES
    explained = [row[0] for row in book.get_sheet_by_index(1).to_python()[1:]]
    assert explained == TITLES


def test_the_templates_columns_are_text(tmp_path: Path) -> None:
    write_template(tmp_path / "t.xlsx")
    with zipfile.ZipFile(tmp_path / "t.xlsx") as packed:
        sheet = packed.read("xl/worksheets/sheet1.xml").decode()
        styles = packed.read("xl/styles.xml").decode()
    assert sheet.count("<col ") >= 1
    assert 'numFmtId="49"' in styles  # 49 is "@", text
    assert "居民身份证,军官证" in sheet
    assert 'fitToHeight="0" orientation="landscape"' in sheet, "all columns side by side on paper"
    assert sheet.count("<dataValidation ") == sum(bool(column.choices) for column in COLUMNS)


def test_a_template_that_cannot_be_written_is_reported(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="cannot be written"):
        write_template(tmp_path / "nowhere" / "t.xlsx")
