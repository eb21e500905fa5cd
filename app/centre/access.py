"""Who is signed in, and whether they may.

Why this room exists: roles are enforced where the job is done, never in a button.
"""

from datetime import datetime

from app.centre.ports import Clock, Store
from app.centre.values import SignedIn, StaffMember
from app.exam.entry import instant
from app.exam.errors import NotAllowed, Refused
from app.exam.roles import MAY, Act, may


def sign_in(store: Store, clock: Clock, login: str, pin: str) -> SignedIn:
    """Check a PIN and return the proof that jobs ask for.

    Raises:
        Refused: the login is unknown, the PIN is wrong, or the login is waiting after wrong PINs.
    """
    now = clock.now()
    with store.writing() as books:  # a wrong PIN is counted even though the job is refused
        member = books.staff.by_login(login)
        check = books.staff.check_pin(login, pin, now=now) if member and member.active else None
    if member is None or check is None:
        raise _wrong(login, 0)
    if not check.right:
        raise _wrong(login, check.wait_s)
    return SignedIn(member, instant(now))


def _wrong(login: str, wait_s: int) -> Refused:
    if wait_s:
        return Refused(
            f"The PIN for {login} was wrong too often.",
            advice=f"Wait {wait_s} seconds, then try again.",
            zh=(f"{login} 的 PIN 多次输入错误。", f"请等 {wait_s} 秒后再试。"),
        )
    return Refused(
        f"Login {login} and this PIN do not match.",
        advice="Check both and try again.",
        zh=(f"登录名 {login} 与 PIN 不符。", "请核对后再试。"),
    )


def require(signed: SignedIn, act: Act) -> StaffMember:
    """Return the member of staff if their roles allow the act.

    Raises:
        NotAllowed: they do not.
    """
    if not may(signed.staff.roles, act):
        allowed = ", ".join(sorted(role.value for role in MAY[act]))
        raise NotAllowed(
            f"{signed.staff.name} may not do this ({act.value}): it is for {allowed}.",
            advice="Ask somebody with that role to sign in.",
            zh=(f"{signed.staff.name} 没有此项权限（{act.value}）。", f"请由 {allowed} 登录办理。"),
        )
    return signed.staff


def staff_who_may(store: Store, acts: tuple[Act, ...], *, without: str = "") -> tuple[StaffMember, ...]:
    """Return the active members whose roles allow one of these acts, for a screen that asks who signs.

    Those whom an earlier act is for come first, each group by login.  A name opens nothing: the PIN does.

    Args:
        without: id of somebody who is not to be offered, as the first of two who sign.
    """
    with store.reading() as books:
        active = [each for each in books.staff.all() if each.active and each.id != without]
    ranks = [(rank, each) for each in active for rank, act in enumerate(acts) if may(each.roles, act)]
    found: dict[str, StaffMember] = {}
    for _, member in sorted(ranks, key=lambda ranked: (ranked[0], ranked[1].login)):
        found.setdefault(member.id, member)
    return tuple(found.values())


def require_second(first: SignedIn, second: SignedIn, act: Act) -> StaffMember:
    """Return the second person of a decision that takes two.

    Raises:
        Refused: it is the same person, or the role does not allow it.
    """
    member = require(second, act)
    if member.id == first.staff.id:
        raise Refused(
            "The second signature is from the same person.",
            advice="Ask a colleague to sign in and confirm.",
            zh=("第二签字人与第一签字人是同一人。", "请另一位同事登录确认。"),
        )
    return member


def add_staff(store: Store, by: SignedIn, member: StaffMember, pin: str) -> None:
    """Add a member of staff.

    Raises:
        Refused: not an administrator, login taken, or the PIN is too short; see ``check_member``.
    """
    require(by, Act.MANAGE_STAFF)
    check_member(member)
    with store.writing() as books:
        books.staff.add(member, pin)


def check_member(member: StaffMember) -> None:
    """Refuse a login that cannot be typed everywhere, and somebody without a name for the forms.

    Raises:
        Refused: as said.
    """
    if not member.login.isascii() or not member.login.isalnum():
        raise Refused(
            f"Login {member.login!r} has other characters than letters and digits.",
            advice="Use a login like chen.",
            zh=(f"登录名“{member.login}”含有字母和数字以外的字符。", "请用 chen 这样的登录名。"),
        )
    if not member.name.strip():
        raise Refused(
            f"{member.login} has no name.",
            advice="Give the name that forms and sheets print.",
            zh=(f"{member.login} 没有填写姓名。", "请填写表格上使用的姓名。"),
        )


def first_staff(store: Store, members: tuple[tuple[StaffMember, str], ...]) -> None:
    """Add the first members of an empty centre; refused once anybody exists.

    Raises:
        Refused: the centre already has staff; see ``check_member``.
    """
    for member, _ in members:
        check_member(member)
    with store.writing() as books:
        if books.staff.all():
            raise Refused(
                "This centre already has staff.",
                advice="Sign in as an administrator to add more.",
                zh=("本考点已有工作人员。", "请由管理员登录后添加。"),
            )
        for member, pin in members:
            books.staff.add(member, pin)


def is_recent(signed: SignedIn, now: datetime, *, within_s: int) -> bool:
    """Tell whether a sign-in is younger than ``within_s`` seconds by the wall clock."""
    age = (now - datetime.fromisoformat(signed.at)).total_seconds()
    return 0 <= age <= within_s
