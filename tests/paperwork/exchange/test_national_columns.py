"""The national item bank's columns in Excel: read strictly, by row and column, and written as they are."""

from pathlib import Path

import pytest

from app.exam.bank import ItemKind
from app.exam.errors import Refused
from app.paperwork.exchange.national import national_point, own_point, read_national, write_national
from app.paperwork.exchange.workbooks import read_table, write_table
from app.resources import question_bank
from app.storage.bank_files import load_bank


def test_points_are_written_in_three_levels_and_read_back():
    assert national_point("G-06") == "G-A-A-006"
    assert own_point("G-A-A-006", {}) == "G-06"
    assert own_point("B-B-C-001", {}) == ""
    assert own_point("B-B-C-001", {"B-B-C-001": "H-02"}) == "H-02"


HEADER = [
    "ID",
    "认定点代码",
    "题型代码",
    "试题（题干）",
    "试题(选项A)",
    "试题（选项B）",
    "试题（选项C）",
    "正确答案",
    "难度代码",
    "一致性代码",
]


def national(path: Path, *rows: list[str]) -> Path:
    from app.paperwork.exchange.workbooks import Column

    write_table(path, "Sheet1", [Column(heading) for heading in HEADER], rows)
    return path


@pytest.mark.parametrize("code", ["B", "B（单选题）", "B(单选题)", "b"])
def test_a_type_code_is_read_with_and_without_its_word(tmp_path: Path, code: str):
    row = ["B-G-A-A-006-002", "G-A-A-006", code, "问？", "甲", "乙", "", "B", "4", "5"]
    reading = read_national(national(tmp_path / "a.xlsx", row))
    assert reading.items[0].id == "G-06-002"
    assert reading.items[0].kind is ItemKind.SINGLE
    assert reading.items[0].key == {1}
    assert "consistency code" in {loss.what for loss in reading.losses}


@pytest.mark.parametrize(
    ("row", "named"),
    [
        (["", "G-A-A-006", "X", "问？", "甲", "乙", "", "A"], "题型代码"),
        (["", "G-A-B-006", "B", "问？", "甲", "乙", "", "A"], "认定点代码"),
        (["", "G-A-A-006", "B", "问？", "甲", "乙", "", "C"], "正确答案"),
        (["", "G-A-A-006", "B", "问？", "甲", "", "丙", "A"], "option B"),
        (["", "G-A-A-006", "B", "问？", "甲", "乙", "", "A,B"], "2 right options"),
        (["", "G-A-A-006", "B", "", "甲", "乙", "", "A"], "no stem"),
        (["", "G-A-A-006", "C", "问？", "", "", "", "也许"], "正确答案"),
        (["", "G-A-A-006", "B", "问？", "甲", "乙", "", "A", "9"], "难度代码"),
    ],
)
def test_a_faulty_row_is_refused_by_row_and_column(tmp_path: Path, row: list[str], named: str):
    with pytest.raises(Refused) as refused:
        read_national(national(tmp_path / "a.xlsx", row))
    assert "row 2" in refused.value.detail
    assert named in refused.value.detail


def test_item_types_that_no_machine_marks_are_left_out_and_named(tmp_path: Path):
    rows = [
        ["", "G-A-A-006", "B", "问？", "甲", "乙", "", "A"],
        ["", "G-A-A-006", "W（论述题）", "谈谈", "", "", "", ""],
    ]
    reading = read_national(national(tmp_path / "a.xlsx", *rows))
    assert len(reading.items) == 1
    assert any("论述" in loss.reason for loss in reading.losses)


@pytest.mark.parametrize(
    ("answer", "keys", "lost"),
    [
        ("1. 先说价格（3分）\n2、再说产地（1.5分）；", [("先说价格", 6), ("再说产地", 3)], ()),
        ("（1）价格\n（2）产地（2分）", [("价格", 4), ("产地", 4)], ("points of key points",)),
        ("价格和产地都要说清", [("价格和产地都要说清", 20)], ("key points",)),
        ("", [("谈谈", 20)], ("model answer", "key points")),
    ],
)
def test_a_stranger_s_short_answer_is_an_oral_question(tmp_path: Path, answer: str, keys: list, lost: tuple[str, ...]):
    row = ["D-G-A-A-006-007", "G-A-A-006", "D（简答题）", "谈谈", "", "", "", answer, "2"]
    reading = read_national(national(tmp_path / "a.xlsx", row))
    (question,) = reading.oral
    assert (question.id, question.stem.zh, question.difficulty) == ("G-06-O07", "谈谈", 2)
    assert [(key.text.zh, key.half_points) for key in question.key_points] == keys
    assert set(lost) <= {loss.what for loss in reading.losses}
    assert ("key points" in lost) == ("key points" in {loss.what for loss in reading.losses})


def test_the_header_of_the_national_file_is_the_national_one(tmp_path: Path):
    write_national(tmp_path / "a.xlsx", load_bank(question_bank("yiwu")).readable)
    header, first, *_ = read_table(tmp_path / "a.xlsx")
    assert header[:6] == ["ID", "序号", "认定点代码", "题型代码", "题号", "试题（题干）"]
    assert first[0].startswith(("B-A-A-A-001-", "C-A-A-A-001-", "G-A-A-A-001-"))


@pytest.mark.parametrize(
    "code", ["Bx", "Banana", "B（多选题）", "G（单选题）", "C（简答题）", "D（判断题）", "D2", "W（计算题）"]
)
def test_a_type_that_is_only_begun_right_is_refused_by_its_row(tmp_path: Path, code: str):
    row = ["", "G-A-A-006", code, "问？", "甲", "乙", "", "A"]
    with pytest.raises(Refused, match="row 2, column 题型代码") as refused:
        read_national(national(tmp_path / "a.xlsx", row))
    assert code in refused.value.detail


def test_points_of_a_key_point_that_are_no_half_points_are_refused_by_their_row(tmp_path: Path):
    row = ["", "G-A-A-006", "D", "谈谈", "", "", "", "1. 价格（2.3分）\n2. 产地（2分）"]
    with pytest.raises(Refused, match=r"row 2, column 正确答案: '2\.3'"):
        read_national(national(tmp_path / "a.xlsx", row))


@pytest.mark.parametrize(("heading", "said"), [("试题（选项F）", "no column 试题（选项F）"), ("正确答案", "twice")])
def test_a_column_that_would_be_passed_over_is_refused_by_name(tmp_path: Path, heading: str, said: str):
    from app.paperwork.exchange.workbooks import Column

    columns = [Column(each) for each in (*HEADER, heading)]
    row = ["", "G-A-A-006", "B", "问？", "甲", "乙", "", "A", "3", "", "己"]
    write_table(tmp_path / "a.xlsx", "Sheet1", columns, [row])
    with pytest.raises(Refused, match=said):
        read_national(tmp_path / "a.xlsx")
