"""Say until when a public notice 公示 stands, and from which day a certificate may be issued.

Why this room exists: a certificate that is issued while somebody may still object cannot be taken back without
shame; the counting of working days is a rule of the exam and stands where an appeal can read it.

The day of publication itself is not counted; the notice stands through its last working day, and from the day after,
working day or not, a certificate may be issued.  A notice of no days lets it be issued at once.
Source: counting of periods, Civil Code of the People's Republic of China, article 201 (the first day is not counted).
"""

from dataclasses import dataclass
from datetime import date, timedelta

_SATURDAY = 5
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """A centre's working days: Monday to Friday, less holidays 节假日, and the weekend days worked instead 调休."""

    holidays: frozenset[date] = frozenset()
    working_weekends: frozenset[date] = frozenset()

    def works_on(self, day: date) -> bool:
        """Tell whether a day is a working day."""
        if day.weekday() >= _SATURDAY:
            return day in self.working_weekends
        return day not in self.holidays


MONDAY_TO_FRIDAY = WorkCalendar()


def last_notice_day(published_on: date, working_days: int, calendar: WorkCalendar) -> date:
    """Return the last day on which a notice stands; the day of publication itself for one of no days."""
    day, left = published_on, working_days
    while left > 0:
        day += _DAY
        left -= calendar.works_on(day)
    return day


def first_issue_day(published_on: date, working_days: int, calendar: WorkCalendar) -> date:
    """Return the first day on which a certificate may be issued."""
    if working_days <= 0:
        return published_on
    return last_notice_day(published_on, working_days, calendar) + _DAY
