"""Say what day and time it is at the centre.

Why this room exists: the record counts in UTC, people do not.  A sheet of paper that tells an incident at 01:12 which
the room saw at 09:12 is of no use to an appeal, and a result published at half past seven belongs to today.
Source: the whole of China keeps one time, UTC+8, without summer time.
"""

from datetime import UTC, date, datetime, timedelta, timezone

BEIJING = timezone(timedelta(hours=8), "UTC+8")


def local_day(moment: datetime) -> date:
    """Return the day of a moment at the centre."""
    return moment.astimezone(BEIJING).date()


def local_time(at: str) -> str:
    """Return a moment of the record (``2026-06-04T01:12:40.120Z``) as ``2026-06-04 09:12:40``."""
    moment = datetime.fromisoformat(at)
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return f"{aware.astimezone(BEIJING):%Y-%m-%d %H:%M:%S}"
