"""Read a centre's working days from ``calendar.toml`` in its home.

Why this room exists: which days are holidays is announced anew each year and differs from centre to centre; it is a
setting that the office keeps, not a part of a frozen scheme.

``holidays`` lists days off from Monday to Friday, ``working_weekends`` the Saturdays and Sundays that are worked.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from app.exam.errors import Refused
from app.exam.notice import WorkCalendar
from app.storage.toml_files import read_rules

CALENDAR = "calendar.toml"
_ADVICE = "Correct that line: days are written like 2026-10-01."


@dataclass(frozen=True, slots=True)
class _File:
    holidays: tuple[date, ...] = ()
    working_weekends: tuple[date, ...] = ()


def read_calendar(home: Path) -> WorkCalendar:
    """Return a centre's working days: Monday to Friday where the home has no file.

    Raises:
        Refused: the file is not one; the sentence names the place.
    """
    listed = read_rules(_File, home / CALENDAR, _ADVICE)
    calendar = WorkCalendar(frozenset(listed.holidays), frozenset(listed.working_weekends))
    _check(calendar)
    return calendar


def _check(calendar: WorkCalendar) -> None:
    for day in sorted(calendar.working_weekends):
        if day.weekday() < 5:
            raise Refused(f"{CALENDAR}: {day} in working_weekends is no weekend day.", advice=_ADVICE)
    both = sorted(calendar.holidays & calendar.working_weekends)
    if both:
        raise Refused(f"{CALENDAR}: {both[0]} is both a holiday and worked.", advice="Leave it in one list.")
