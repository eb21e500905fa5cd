"""Make a home out of what the set-up page asked for: keys, database, an examiner, content, the booth.

Why this room exists: the page and the command line set up the same centre.
"""

from app.centre.access import first_staff, sign_in
from app.centre.ports import Clock
from app.centre.releasing import release
from app.centre.values import StaffMember
from app.exam.roles import Role
from app.programs.booth_settings import BoothSettings, keep_booth_settings
from app.programs.new_home import new_home
from app.resources import question_bank
from app.screens.kiosk.setup import SetupWish
from app.settings import Settings
from app.storage.bank_files import load_bank
from app.storage.clock import SystemChance
from app.storage.scheme_files import load_scheme

_FIRST_ROLES = frozenset({Role.EXAMINER, Role.ADMINISTRATOR})
"""The first person does both; whoever marks an attempt is refused to publish it, so a second one comes in time."""


def set_up_home(settings: Settings, clock: Clock, wish: SetupWish) -> None:
    """Create the home.

    Raises:
        Refused: as ``new_home``.
        Unavailable: the folder cannot be written.
    """
    member = StaffMember(SystemChance().opaque_id(), wish.login, wish.name, _FIRST_ROLES)
    home = new_home(settings, member, wish.pin, station_name=wish.booth)
    try:
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
