"""Results come back equal, as text where they are text."""

import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.centre.report_values import OUTCOMES, ResultLine
from app.exam.errors import Refused, Unavailable
from app.paperwork.exchange import results
from app.paperwork.exchange.results import read_results, write_results

LINE = ResultLine(
    "20260604-0001", "彭晓", "居民身份证", "11010519491231002X", "女", "20260604", "2026-06-04", "电商直播",
    173, 200, -1,
    "passed", "2026-06-05", "YW2026000001",
)  # fmt: skip

cells = st.text(st.characters(exclude_categories=("C",)), max_size=12)
outcomes = st.sampled_from(list(OUTCOMES))
lines = st.builds(ResultLine, *[cells] * 8, *[st.integers(-1, 200)] * 3, outcomes, *[cells] * 2)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(lines, max_size=4))
@pytest.mark.parametrize("form", ["xlsx", "csv", "json"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_results_are_read_back_equal(tmp_path: Path, form: str, language: str, written: list[ResultLine]):
    path = tmp_path / f"results.{form}"
    assert write_results(path, iter(written), language) == len(written)
    assert read_results(path) == written


@pytest.mark.parametrize("word", list(OUTCOMES))
def test_an_outcome_stands_in_words_that_people_read_and_comes_back_as_the_record_s(tmp_path: Path, word: str):
    line = ResultLine(**{**_as_dict(LINE), "outcome": word})
    for language, said in (("zh", OUTCOMES[word].zh), ("en", OUTCOMES[word].en)):
        write_results(tmp_path / "results.csv", [line], language)
        assert f",{said}," in (tmp_path / "results.csv").read_text("utf-8-sig")
        assert read_results(tmp_path / "results.csv") == [line]


@pytest.mark.parametrize("sign", ["=1+1", "+1", "-1", "@SUM(A1)", "'=1", '=HYPERLINK("http://x")'])
@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_nothing_becomes_a_formula(tmp_path: Path, sign: str, form: str):
    line = ResultLine(**{**_as_dict(LINE), "name": sign})
    path = tmp_path / f"results.{form}"
    write_results(path, [line])
    if form == "xlsx":
        with zipfile.ZipFile(path) as book:
            assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")
    else:
        assert f",{sign}" not in path.read_text("utf-8-sig").replace('"', "")
    assert read_results(path) == [line]


def _as_dict(line: ResultLine) -> dict[str, object]:
    return {name: getattr(line, name) for name in line.__slots__}


def test_an_eighteen_digit_number_is_a_text_cell_and_a_missing_mark_is_empty(tmp_path: Path):
    path = tmp_path / "results.xlsx"
    write_results(path, [ResultLine(**{**_as_dict(LINE), "document_number": "440524188001010014"})])
    with zipfile.ZipFile(path) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert 't="inlineStr"><is><t>440524188001010014' in sheet
    assert "<v>86.5</v>" in sheet
    assert 'fitToHeight="0" orientation="landscape"' in sheet, "all columns side by side on paper"
    assert 'state="frozen"' in sheet
    assert "<autoFilter" in sheet
    assert read_results(path)[0].pitch == -1


def test_csv_begins_with_the_mark_that_spreadsheets_need(tmp_path: Path):
    write_results(tmp_path / "results.csv", [LINE])
    assert (tmp_path / "results.csv").read_bytes().startswith(b"\xef\xbb\xbf\xe5\x87\x86")


def test_another_ending_is_refused(tmp_path: Path):
    with pytest.raises(Refused, match=r"results\.doc"):
        write_results(tmp_path / "results.doc", [LINE])


def test_a_folder_that_is_not_there_is_unavailable(tmp_path: Path):
    for form in ("xlsx", "csv"):
        with pytest.raises(Unavailable):
            write_results(tmp_path / "none" / f"results.{form}", [LINE])


def test_a_mark_that_is_none_is_refused_by_row_and_column(tmp_path: Path):
    path = tmp_path / "results.csv"
    write_results(path, [LINE])
    path.write_text(path.read_text("utf-8-sig").replace("86.5", "86.7"), "utf-8-sig")
    with pytest.raises(Refused, match="row 2, 理论成绩"):
        read_results(path)


@pytest.mark.parametrize("form", ["xlsx", "csv", "json"])
def test_an_outcome_that_is_none_is_refused_by_its_place(tmp_path: Path, form: str, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / f"results.{form}"
    monkeypatch.setattr(results, "_SAID", {"zh": {"passed": "大概合格"}})
    write_results(path, [ResultLine(**{**_as_dict(LINE), "outcome": "passed"})])
    if form == "json":
        path.write_text(path.read_text("utf-8").replace('"passed"', '"perhaps"'), "utf-8")
    place = "entry 1" if form == "json" else "row 2, 评定结果: '大概合格' is no outcome"
    with pytest.raises(Refused, match=place):
        read_results(path)


def test_a_missing_column_is_named(tmp_path: Path):
    path = tmp_path / "results.csv"
    path.write_text("姓名\n彭晓\n", "utf-8-sig")
    with pytest.raises(Refused, match="准考证号"):
        read_results(path)
