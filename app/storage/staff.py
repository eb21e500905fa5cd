"""Staff and their PINs.

Why this room exists: a PIN is short, so what protects it is here: argon2id over the PIN keyed with the
centre's lookup key (a stolen database alone cannot be tried out), and a wait that is kept in the database
and outlives a restart.

Source: argon2id parameters of the OWASP password storage guide (19 MiB, 2 passes); the memory is small
because a check holds the one write transaction.
"""

import unicodedata
from collections.abc import Sequence
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import bindparam, insert, select, update

from app.centre.ports import PinCheck
from app.centre.values import StaffMember
from app.exam.entry import instant, moment
from app.exam.errors import Refused
from app.exam.roles import Role
from app.storage.keys import Keys
from app.storage.link import Found, Link
from app.storage.rows import StaffRow, table

STAFF = table(StaffRow)

WRONG_BEFORE_WAIT = 5
SHORTEST_WAIT_S = 30
LONGEST_WAIT_S = 900

_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
_LONGEST_PASSWORD = 128

_MEMBER = (STAFF.c.id, STAFF.c.login, STAFF.c.name, STAFF.c.roles, STAFF.c.active)
_BY_ID = select(*_MEMBER).where(STAFF.c.id == bindparam("staff"))
_BY_LOGIN = select(*_MEMBER).where(STAFF.c.login == bindparam("name"))
_ALL = select(*_MEMBER).order_by(STAFF.c.login)
_PIN = select(STAFF.c.id, STAFF.c.pin_hash, STAFF.c.wrong_in_a_row, STAFF.c.waits_until).where(
    STAFF.c.login == bindparam("name")
)
_INSERT = insert(STAFF)
_NOTE = (
    update(STAFF)
    .where(STAFF.c.id == bindparam("who"))
    .values(wrong_in_a_row=bindparam("wrong"), waits_until=bindparam("until"))
)


class SqlStaffList:
    """The port ``StaffList`` inside one transaction."""

    def __init__(self, link: Link, keys: Keys) -> None:
        self._link, self._keys = link, keys

    def add(self, member: StaffMember, pin: str) -> None:
        """Add a member.  Raises Refused when the login is taken or the PIN is too short."""
        login = folded_login(member.login)
        check_pin_rule(pin)
        if not login:
            raise Refused("The login is empty.", advice="Choose a login of letters and digits.")
        if self.by_login(login) is not None:
            raise Refused(f"The login {login} is taken.", advice="Choose another login.")
        if self._link.first(_BY_ID, {"staff": member.id}) is not None:
            raise Refused(f"There is a member of staff {member.id} already.", advice="Choose another id.")
        values = {
            "id": member.id, "login": login, "name": member.name, "active": member.active, "waits_until": "",
            "roles": ",".join(sorted(member.roles)), "pin_hash": _HASHER.hash(self._keyed(member.id, pin)),
            "wrong_in_a_row": 0,
        }  # fmt: skip
        self._link.run(_INSERT, values)

    def get(self, staff: str) -> StaffMember:
        """Return a member by id.  Raises Refused when there is none."""
        row = self._link.first(_BY_ID, {"staff": staff})
        if row is None:
            raise Refused(f"There is no member of staff {staff}.", advice="Check the id.")
        return _member(row)

    def by_login(self, login: str) -> StaffMember | None:
        """Return a member by login, in whatever case it is typed."""
        row = self._link.first(_BY_LOGIN, {"name": folded_login(login)})
        return None if row is None else _member(row)

    def all(self) -> Sequence[StaffMember]:
        """Return all members, by login."""
        return [_member(row) for row in self._link.rows(_ALL)]

    def check_pin(self, login: str, pin: str, *, now: datetime) -> PinCheck:
        """Check a PIN and count wrong ones.

        The caller's transaction must end cleanly after a wrong PIN too, or the count is undone with it.
        While a login waits, even the right PIN is not looked at.
        """
        row = self._link.first(_PIN, {"name": folded_login(login)})
        if row is None:
            _HASHER.hash(self._keyed("", pin))  # an unknown login must not answer faster than a known one
            return PinCheck(right=False, wait_s=0)
        staff, pin_hash, wrong, until = row
        waits = self._waits(staff, wrong, until, now)
        if waits:
            return PinCheck(right=False, wait_s=waits)
        if self._matches(staff, pin_hash, pin):
            if wrong:
                self._link.run(_NOTE, {"who": staff, "wrong": 0, "until": ""})
            return PinCheck(right=True, wait_s=0)
        return self._note_wrong(staff, wrong + 1, now)

    def _waits(self, staff: str, wrong: int, until: str, now: datetime) -> int:
        """Return the seconds still to wait.  A wall clock that was set back must not lock anybody out for long."""
        if not until:
            return 0
        left_s = _ceiling_s(moment(until) - now)
        longest_s = wait_after(wrong)
        if left_s > longest_s:
            self._link.run(_NOTE, {"who": staff, "wrong": wrong, "until": instant(now + timedelta(seconds=longest_s))})
        return max(0, min(left_s, longest_s))

    def _note_wrong(self, staff: str, wrong: int, now: datetime) -> PinCheck:
        wait_s = wait_after(wrong)
        until = instant(now + timedelta(seconds=wait_s)) if wait_s else ""
        self._link.run(_NOTE, {"who": staff, "wrong": wrong, "until": until})
        return PinCheck(right=False, wait_s=wait_s)

    def _matches(self, staff: str, pin_hash: str, pin: str) -> bool:
        try:
            return _HASHER.verify(pin_hash, self._keyed(staff, pin))
        except (VerificationError, InvalidHashError):
            return False

    def _keyed(self, staff: str, pin: str) -> str:
        return self._keys.hashed("pin", f"{staff}\n{unicodedata.normalize('NFKC', pin)}").hex()


def wait_after(wrong_in_a_row: int) -> int:
    """Return the seconds to wait after so many wrong PINs in a row: 30 after the fifth, doubled up to 900."""
    if wrong_in_a_row < WRONG_BEFORE_WAIT:
        return 0
    return int(min(SHORTEST_WAIT_S * 2 ** min(wrong_in_a_row - WRONG_BEFORE_WAIT, 10), LONGEST_WAIT_S))


def check_pin_rule(pin: str) -> None:
    """Refuse a PIN that is neither 6 to 12 digits nor a password of at least 8 characters."""
    is_pin = pin.isascii() and pin.isdigit() and 6 <= len(pin) <= 12
    if not is_pin and not 8 <= len(pin) <= _LONGEST_PASSWORD:
        raise Refused(
            "The PIN is too short, or too long.", advice="Use 6 to 12 digits, or a password of at least 8 characters.",
            zh=("PIN 太短或太长。", "请用 6 到 12 位数字，或至少 8 个字符的密码。"),
        )  # fmt: skip


def folded_login(login: str) -> str:
    """Return a login as it is kept and compared."""
    return unicodedata.normalize("NFKC", login).strip().casefold()


def _ceiling_s(span: timedelta) -> int:
    return -(-span // timedelta(seconds=1))


def _member(row: Found) -> StaffMember:
    staff, login, name, roles, active = row
    return StaffMember(staff, login, name, frozenset(Role(role) for role in roles.split(",") if role), active)
