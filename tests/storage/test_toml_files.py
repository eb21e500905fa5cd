"""Values are read from TOML strictly, and all of their faults are named."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

import pytest

from app.exam.bank import Text
from app.storage.toml_files import TOO_BIG_BYTES, FileFault, read_toml, read_value


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


@dataclass(frozen=True)
class Petal:
    colour: Colour
    name: Text


@dataclass(frozen=True)
class Flower:
    petals: tuple[Petal, ...]
    seen_on: date
    count: int = 0
    note: Text | None = None


GOOD = {"petals": [{"colour": "red", "name": {"zh": "一"}}], "seen_on": date(2026, 6, 4)}


def faults(value: object) -> list[str]:
    read, found = read_value(Flower, value, "f.toml", "rose")
    assert (read is None) == bool(found)
    return [fault.reason for fault in found]


def test_a_sound_value_is_read() -> None:
    read, found = read_value(Flower, GOOD, "f.toml", "rose")
    assert (read, found) == (Flower((Petal(Colour.RED, Text("一")),), date(2026, 6, 4)), [])


def test_all_faults_are_named_with_their_places() -> None:
    petals = [{"colour": "green", "name": {"zh": " "}}, {"name": {"zh": "二", "fr": "deux"}, "scent": 1}, 7]
    assert faults({"petals": petals, "seen_on": "yesterday", "count": True, "note": {"en": "no"}}) == [
        "petals[0].colour: 'green' is not one of red, blue",
        "petals[0].name.zh: empty text",
        "petals[1].scent: unknown key",
        "petals[1].colour: missing",
        "petals[1].name.fr: unknown key",
        "petals[2]: expected a table, found 7",
        "seen_on: 'yesterday' is not a day like 2026-02-01",
        "count: expected a whole number, found True",
        "note.zh: missing",
    ]


@pytest.mark.parametrize("value", [None, 3, "text", []])
def test_a_value_of_another_shape_is_one_fault(value: object) -> None:
    assert len(faults(value)) == 1


def test_a_fault_reads_as_one_line() -> None:
    assert str(FileFault("a.toml", "x", "p.q", "wrong")) == "a.toml: x: p.q: wrong"
    assert str(FileFault("a.toml", "", "", "wrong")) == "a.toml: wrong"


def test_syntax_is_named_by_line(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text("one = 1\ntwo = = 2\n")
    data, found = read_toml(tmp_path / "a.toml", "a.toml")
    assert data == {}
    assert "line 2" in found[0].problem


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text("\ufeffone = 1\n", encoding="utf-8")
    assert read_toml(tmp_path / "a.toml", "a.toml") == ({"one": 1}, [])


def test_a_huge_or_missing_or_deep_file_is_a_fault(tmp_path: Path) -> None:
    with (tmp_path / "huge.toml").open("wb") as file:
        file.truncate(TOO_BIG_BYTES + 1)
    (tmp_path / "deep.toml").write_text("a = " + "[" * 100_000)
    for name, problem in (("huge", "too big"), ("missing", "cannot be read"), ("deep", "not TOML")):
        _, found = read_toml(tmp_path / f"{name}.toml", name)
        assert problem in found[0].problem
