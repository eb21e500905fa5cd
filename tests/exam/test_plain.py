"""Frozen dataclasses to plain values and back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exam.bank import Bank
from app.exam.plain import Malformed, from_plain, to_plain
from app.exam.scheme import Scheme
from tests.exam.world import bank, scheme


class Colour(StrEnum):
    RED = "red"
    JADE = "jade"


@dataclass(frozen=True)
class Inner:
    name: str
    size: int = 3

    def __post_init__(self) -> None:
        if self.size < 0:
            raise Malformed("size", "below zero")
        if self.size > 99:
            raise Malformed("", "too much of everything")


@dataclass(frozen=True)
class Outer:
    colour: Colour
    on: date
    inner: Inner
    several: tuple[Inner, ...] = ()
    counts: Mapping[str, int] | None = None
    note: str | None = None
    flag: bool = False


inners = st.builds(Inner, st.text(), st.integers(0, 99))
outers = st.builds(
    Outer, st.sampled_from(Colour), st.dates(), inners, st.lists(inners).map(tuple),
    st.none() | st.dictionaries(st.text(), st.integers()), st.none() | st.text(), st.booleans(),
)  # fmt: skip


@given(outers)
def test_reading_what_was_written_gives_the_value_back(value):
    assert from_plain(Outer, to_plain(value)) == value


def test_the_bank_and_the_scheme_go_through_unchanged():
    assert from_plain(Bank, to_plain(bank())) == bank()
    assert from_plain(Scheme, to_plain(scheme())) == scheme()


def test_nothing_is_written_by_leaving_the_key_out():
    plain = to_plain(Outer(Colour.RED, date(2026, 2, 1), Inner("a")))
    assert "note" not in plain
    assert plain["inner"] == {"name": "a", "size": 3}
    assert plain["on"] == "2026-02-01"


GOOD = {"colour": "red", "on": "2026-02-01", "inner": {"name": "a"}}


@pytest.mark.parametrize(
    ("changes", "place", "reason"),
    [
        ({"colour": "blue"}, "colour", "'blue' is not one of red, jade"),
        ({"on": "tomorrow"}, "on", "is not a day"),
        ({"inner": "a"}, "inner", "expected a table"),
        ({"inner": {}}, "inner.name", "missing"),
        ({"inner": {"name": 1}}, "inner.name", "expected text"),
        ({"inner": {"name": "a", "size": True}}, "inner.size", "expected a whole number"),
        ({"inner": {"name": "a", "size": 1.5}}, "inner.size", "expected a whole number"),
        ({"inner": {"name": "a", "size": -1}}, "inner.size", "below zero"),
        ({"inner": {"name": "a", "size": 100}}, "inner", "too much"),
        ({"several": "a"}, "several", "expected a list"),
        ({"several": [{"name": "a"}, {}]}, "several[1].name", "missing"),
        ({"counts": [1]}, "counts", "expected a table"),
        ({"counts": {"x": "1"}}, "counts.x", "expected a whole number"),
        ({"flag": "yes"}, "flag", "expected true or false"),
        ({"size": 1}, "size", "unknown key"),
    ],
)
def test_a_fault_names_its_place(changes, place, reason):
    with pytest.raises(Malformed) as caught:
        from_plain(Outer, GOOD | changes)
    assert caught.value.place == place
    assert reason in caught.value.reason


def test_a_fault_of_the_value_itself_has_no_place():
    with pytest.raises(Malformed, match=r"^expected a table"):
        from_plain(Inner, [])


def test_a_day_read_by_toml_is_taken_as_it_is():
    assert from_plain(Outer, GOOD | {"on": date(2026, 2, 1)}).on == date(2026, 2, 1)


def test_a_float_has_no_plain_form():
    with pytest.raises(TypeError):
        to_plain(1.5)
