"""Make a home out of what the set-up page asked for: keys, database, an examiner, content, the booth.

Why this room exists: the page and the command line set up the same centre.
"""

from app.centre.access import first_staff, sign_in
from app.centre.ports import Clock
from app.centre.releasing import release
from app.centre.values import StaffMember
from app.exam.errors import Refused
from app.exam.roles import Role
from app.programs.booth_settings import BoothSettings, keep_booth_settings
from app.resources import question_bank
from app.screens.kiosk.setup import SetupWish
from app.settings import Settings
from app.storage.bank_files import load_bank
from app.storage.clock import SystemChance
from app.storage.home import create_home
from app.storage.scheme_files import load_scheme

_FIRST_ROLES = frozenset({Role.EXAMINER, Role.ADMINISTRATOR})
"""The first person does both; whoever marks an attempt is refused to publish it, so a second one comes in time."""


def set_up_home(settings: Settings, clock: Clock, wish: SetupWish) -> None:
    """Create the home.

    Raises:
        Refused: there is a home already, or a login with other characters than letters and digits.
        Unavailable: the folder cannot be written.
    """
    if not (wish.login.isascii() and wish.login.isalnum()):
        raise Refused(
            f"Login {wish.login!r} has other characters than letters and digits.", advice="Use a login like chen.",
            zh=(f"登录名“{wish.login}”含有字母和数字以外的字符。", "请用 chen 这样的登录名。"),
        )  # fmt: skip
    home = create_home(settings.home, database_url=settings.database_url, station_name=wish.booth)
    try:
        member = StaffMember(SystemChance().opaque_id(), wish.login, wish.name, _FIRST_ROLES)
        first_staff(home.store, ((member, wish.pin),))
        bank = load_bank(question_bank("yiwu")).bank
        schemes = [load_scheme(path).scheme for path in sorted(question_bank("schemes").glob("*.toml"))]
        if bank is not None:
            signed = sign_in(home.store, clock, wish.login, wish.pin)
            release(home.store, clock, signed, bank, [each for each in schemes if each is not None])
    finally:
        home.close()
    usual = BoothSettings()
    booth = BoothSettings(wish.booth, wish.centre, wish.camera or usual.camera, wish.microphone or usual.microphone)
    keep_booth_settings(settings.home, booth)
