"""PINs are checked, throttled across restarts, and never stored as they are."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import Engine, text

from app.centre.ports import PinCheck
from app.centre.values import StaffMember
from app.exam.errors import Refused
from app.exam.roles import Role
from app.storage.keys import Keys
from app.storage.staff import LONGEST_WAIT_S, wait_after
from app.storage.store import SqlStore
from tests.storage.world import START

PIN = "246810"
CHEN = StaffMember("staff1", "chen", "陈静", frozenset({Role.EXAMINER, Role.LEAD_EXAMINER}))


@pytest.fixture
def staffed(store: SqlStore) -> SqlStore:
    with store.writing() as books:
        books.staff.add(CHEN, PIN)
    return store


def check(store: SqlStore, pin: str, *, after_s: float = 0, login: str = "chen") -> PinCheck:
    with store.writing() as books:
        return books.staff.check_pin(login, pin, now=START + timedelta(seconds=after_s))


def test_a_member_comes_back_by_id_and_by_login(staffed: SqlStore) -> None:
    zhou = StaffMember("staff2", "Amy.Zhou", "周岚", frozenset(), active=False)
    with staffed.writing() as books:
        books.staff.add(zhou, "a long password")
    with staffed.reading() as books:
        assert books.staff.get("staff1") == CHEN
        assert books.staff.by_login(" CHEN ") == CHEN
        found = books.staff.by_login("amy.zhou")
        assert found is not None
        assert (found.active, found.roles, found.name) == (False, frozenset(), "周岚")
        assert [member.login for member in books.staff.all()] == ["amy.zhou", "chen"]
        assert books.staff.by_login("nobody") is None
        with pytest.raises(Refused, match="nobody"):
            books.staff.get("nobody")


@pytest.mark.parametrize(("member", "login"), [("staff2", "chen"), ("staff2", "Chen"), ("staff1", "other"), ("s", " ")])
def test_a_taken_or_empty_login_is_refused(staffed: SqlStore, member: str, login: str) -> None:
    with pytest.raises(Refused), staffed.writing() as books:
        books.staff.add(StaffMember(member, login, "某人", frozenset()), PIN)


@pytest.mark.parametrize("pin", ["", "12345", "1234567"[:5], "１２３４５６", "letters", "x" * 129])
def test_a_poor_pin_is_refused(store: SqlStore, pin: str) -> None:
    with pytest.raises(Refused, match="too short"), store.writing() as books:
        books.staff.add(CHEN, pin)


@pytest.mark.parametrize("pin", ["123456", "123456789012", "password", "1234567890123", "口令口令口令口令"])
def test_a_pin_of_digits_or_a_password_is_taken(store: SqlStore, pin: str) -> None:
    with store.writing() as books:
        books.staff.add(CHEN, pin)
    assert check(store, pin).right
    assert not check(store, pin + "1").right


def test_the_fifth_wrong_pin_starts_a_wait_that_doubles(staffed: SqlStore) -> None:
    waits = [check(staffed, "000000").wait_s for _ in range(5)]
    assert waits == [0, 0, 0, 0, 30]
    after, total = [], 30.0
    for _ in range(7):
        again = check(staffed, "000000", after_s=total)
        after.append(again.wait_s)
        total += again.wait_s
    assert after == [60, 120, 240, 480, 900, 900, 900]


def test_while_a_login_waits_even_the_right_pin_is_not_looked_at(staffed: SqlStore) -> None:
    for _ in range(5):
        check(staffed, "000000")
    assert check(staffed, PIN, after_s=10) == PinCheck(right=False, wait_s=20)
    assert check(staffed, PIN, after_s=29.5) == PinCheck(right=False, wait_s=1)
    assert check(staffed, PIN, after_s=30) == PinCheck(right=True, wait_s=0)
    assert [check(staffed, "000000", after_s=31).wait_s for _ in range(4)] == [0, 0, 0, 0]


def test_asking_during_a_wait_does_not_lengthen_it(staffed: SqlStore) -> None:
    for _ in range(5):
        check(staffed, "000000")
    for second in range(1, 30):
        assert check(staffed, "000000", after_s=second).wait_s == 30 - second


def test_the_wait_survives_a_restart(staffed: SqlStore, open_again: Callable[[], Engine], keys: Keys) -> None:
    for _ in range(5):
        check(staffed, "000000")
    restarted = SqlStore(open_again(), keys)
    assert check(restarted, PIN, after_s=1) == PinCheck(right=False, wait_s=29)


def test_a_clock_set_back_does_not_lock_anybody_out(staffed: SqlStore) -> None:
    for _ in range(5):
        check(staffed, "000000")
    hour = 3600
    assert check(staffed, PIN, after_s=-hour) == PinCheck(right=False, wait_s=30)
    assert check(staffed, PIN, after_s=-hour + 30) == PinCheck(right=True, wait_s=0)


def test_a_right_pin_resets_the_count(staffed: SqlStore) -> None:
    for _ in range(4):
        check(staffed, "000000")
    assert check(staffed, PIN).right
    assert check(staffed, "000000").wait_s == 0


def test_an_unknown_login_is_wrong_without_a_trace(staffed: SqlStore) -> None:
    for _ in range(6):
        assert check(staffed, PIN, login="nobody") == PinCheck(right=False, wait_s=0)
    assert check(staffed, PIN).right


def test_one_members_wrong_pins_do_not_make_another_wait(staffed: SqlStore) -> None:
    with staffed.writing() as books:
        books.staff.add(StaffMember("staff2", "li", "李", frozenset()), PIN)
    for _ in range(6):
        check(staffed, "000000")
    assert check(staffed, PIN, login="li").right


def test_a_pin_is_kept_as_argon2id_and_bound_to_its_member(staffed: SqlStore) -> None:
    with staffed.writing() as books:
        books.staff.add(StaffMember("staff2", "li", "李", frozenset()), "13579111")
    with staffed.engine.begin() as raw:
        kept = raw.execute(text("SELECT pin_hash FROM staff WHERE id = 'staff1'")).scalar_one()
        raw.execute(text("UPDATE staff SET pin_hash = :h WHERE id = 'staff2'"), {"h": kept})
    assert kept.startswith("$argon2id$")
    assert PIN not in kept
    assert not check(staffed, PIN, login="li").right


def test_the_wait_is_never_longer_than_a_quarter_of_an_hour() -> None:
    assert [wait_after(wrong) for wrong in (0, 4, 5, 6, 9, 10, 1000)] == [0, 0, 30, 60, 480, 900, LONGEST_WAIT_S]
