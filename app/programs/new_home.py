"""Make a home together with its first member of staff.

Why this room exists: a home without staff opens to nobody; so the command line and the set-up page find out whatever
can be refused before anything is made, and take up a home that was cut short before its first member was kept.
"""

from app.centre.access import check_member
from app.centre.values import StaffMember
from app.exam.errors import Refused
from app.settings import Settings
from app.storage.home import Home, create_home, open_home
from app.storage.staff import check_pin_rule


def new_home(settings: Settings, first: StaffMember, pin: str, *, station_name: str = "station 1") -> Home:
    """Make a home for its first member of staff, or take one up that was left without any.

    Raises:
        Refused: there is a home with staff already, or something is wrong with the first member.
        Unavailable: the folder cannot be written.
    """
    check_member(first)
    check_pin_rule(pin)
    try:
        return create_home(settings.home, settings.database_url, station_name=station_name)
    except Refused as there_already:
        home = open_home(settings.home, settings.database_url)
        with home.store.reading() as books:
            begun = bool(books.staff.all())
        if not begun:
            return home
        home.close()
        raise there_already from None
