"""A folder becomes one bank, or every fault of form in it is named in one run."""

from pathlib import Path

import pytest

from app.exam.bank import ItemKind
from app.exam.errors import Refused
from app.resources import question_bank
from app.storage.bank_files import load_bank
from tests.storage.small_bank import FILES, small_bank, write_bank


def faults(folder: Path) -> list[str]:
    found = load_bank(folder)
    assert (found.bank is None) == bool(found.faults)
    return [str(fault) for fault in found.faults]


def test_a_sound_folder_becomes_a_bank(tmp_path: Path) -> None:
    files = load_bank(write_bank(tmp_path))
    bank = files.bank
    assert bank is not None
    assert files.faults == ()
    assert files.readable == bank
    assert [item.id for item in bank.items] == ["A-01-001", "A-01-002"]
    assert (bank.id, bank.version, bank.points[0].conduct) == ("small", 1, True)
    assert bank.rubrics[0].half_points == 200
    assert bank.remarks[0].question
    assert files.places["A-01-001"] == "items/a.toml"
    assert files.places["cup"] == "samples/cup.toml"


@pytest.mark.parametrize(("answer", "key"), [("true", {0}), ("false", {1})])
def test_a_true_false_item_gets_its_two_options(tmp_path: Path, answer: str, key: set[int]) -> None:
    items = FILES["items/a.toml"].replace("answer = true", f"answer = {answer}")
    bank = load_bank(write_bank(tmp_path, items__a_toml=items)).bank
    assert bank is not None
    item = bank.items[1]
    assert item.kind is ItemKind.TRUE_FALSE
    assert [(option.zh, option.en) for option in item.options] == [("正确", "True"), ("错误", "False")]
    assert item.key == key


def test_a_bank_is_the_same_whatever_file_an_item_stands_in(tmp_path: Path) -> None:
    first, second = FILES["items/a.toml"].strip().split("\n\n", 1)
    other = write_bank(tmp_path, items__a_toml=second, items__z_toml=first)
    bank = load_bank(other).bank
    assert bank is not None
    assert bank.digest() == small_bank().digest()


def test_every_fault_of_a_folder_is_found_in_one_run(tmp_path: Path) -> None:
    spoilt = FILES["items/a.toml"].replace("difficulty = 2", 'difficulty = "hard"\ncolour = "red"')
    spoilt = spoilt.replace("answer = true", 'answer = "yes"').replace('zh = "十五秒"', 'zh = ""')
    folder = write_bank(
        tmp_path,
        items__a_toml=spoilt,
        items__b_toml=FILES["items/a.toml"],
        samples__cup_toml="[[sample]]\nname = 3\n",
        terms_toml="[[term]]\nid = \nwords = []\n",
        audience__cup_toml=FILES["audience/cup.toml"].replace("= 1\n", "= 1.5\n"),
        notes_toml="anything = 1",
        clip_tasks_toml="[clip_task]\nid = 1\n",
        oral__a_toml=FILES["oral/a.toml"] + "\n[[quiz]]\n",
    )
    (folder / "statutes.toml").unlink()
    assert faults(folder) == [
        "statutes.toml: there is no such file in the folder",
        "items/a.toml: A-01-002: answer: expected true or false, found 'yes'",
        "items/a.toml: A-01-001: colour: unknown key",
        "items/a.toml: A-01-001: difficulty: expected a whole number, found 'hard'",
        "items/b.toml: A-01-002: id: the same id stands in items/a.toml",
        "items/b.toml: A-01-001: id: the same id stands in items/a.toml",
        "oral/a.toml: quiz: unknown key; this file holds [[question]]",
        "samples/cup.toml: sample #1: id: missing",
        "samples/cup.toml: sample #1: name: expected a table, found 3",
        "samples/cup.toml: sample #1: industry: missing",
        "samples/cup.toml: sample #1: picture: missing",
        "samples/cup.toml: sample #1: audience: missing",
        "samples/cup.toml: sample #1: facts: missing",
        "samples/cup.toml: sample #1: fitting_address: missing",
        "samples/cup.toml: sample #1: unfit_address: missing",
        "samples/cup.toml: sample #1: must_say: missing",
        "samples/cup.toml: sample #1: must_not_claim: missing",
        "clip_tasks.toml: clip_task: write it as [[clip_task]]",
        "audience/cup.toml: cup-01: earliest_s: expected a whole number, found 1.5",
        "terms.toml: not TOML: Invalid value (at line 2, column 6)",
        "notes.toml: no part of a bank stands in a file of this name",
    ]


def test_what_is_readable_can_be_judged_beside_the_faults(tmp_path: Path) -> None:
    spoilt = FILES["items/a.toml"].replace("difficulty = 2", "difficulty = 2.5")
    files = load_bank(write_bank(tmp_path, items__a_toml=spoilt))
    assert files.bank is None
    assert files.readable is not None
    assert [item.id for item in files.readable.items] == ["A-01-002"]


def test_a_folder_without_its_head_has_nothing_readable(tmp_path: Path) -> None:
    (write_bank(tmp_path) / "bank.toml").unlink()
    files = load_bank(tmp_path)
    assert files.readable is None
    assert [fault.file for fault in files.faults] == ["bank.toml"]


def test_a_head_with_faults_is_named(tmp_path: Path) -> None:
    assert faults(write_bank(tmp_path, bank_toml='id = 1\nversion = "one"\n')) == [
        "bank.toml: id: expected text, found 1",
        "bank.toml: version: expected a whole number, found 'one'",
        "bank.toml: name: missing",
    ]


@pytest.mark.parametrize(
    ("spoilt", "fault"),
    [
        ("options = []\nanswer = true", "options: a true/false item has an answer instead of options"),
        ("", "answer: missing"),
        ("answer = 1", "answer: expected true or false, found 1"),
    ],
)
def test_a_true_false_item_without_a_plain_answer_is_named(tmp_path: Path, spoilt: str, fault: str) -> None:
    items = FILES["items/a.toml"].replace("answer = true", spoilt)
    assert faults(write_bank(tmp_path, items__a_toml=items)) == [f"items/a.toml: A-01-002: {fault}"]


def test_another_kind_may_use_the_same_word(tmp_path: Path) -> None:
    statutes = FILES["statutes.toml"] + '\n[[statute]]\nid = "cup"\ntitle = { zh = "杯具标准" }\n'
    assert faults(write_bank(tmp_path, statutes_toml=statutes)) == []


def test_a_list_of_anything_else_is_named(tmp_path: Path) -> None:
    assert faults(write_bank(tmp_path, items__b_toml="item = [1, 2]")) == [
        "items/b.toml: item #1: expected a table, found 1",
        "items/b.toml: item #2: expected a table, found 2",
    ]


def test_a_file_that_is_not_utf8_is_named_with_its_line(tmp_path: Path) -> None:
    write_bank(tmp_path)
    (tmp_path / "terms.toml").write_bytes("# one\n# 极\n".encode() + "词".encode("gb18030"))
    assert faults(tmp_path) == ["terms.toml: line 3 is not UTF-8"]


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no folder"):
        load_bank(tmp_path / "nowhere")


def test_the_shipped_bank_has_no_fault_of_form() -> None:
    assert faults(question_bank("yiwu")) == []
