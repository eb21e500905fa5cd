"""Say from which day on a candidate's data may be destroyed.

Why this room exists: a purge cannot be taken back, and a film that an appeal or an inspection asks for must be there;
so the scheme's years and the appeals that are open are counted here, where anybody can read it.

The years run from the day of the exam, or of its publication where that was later; a year from 29 February is over on
1 March.  Nothing is kept of somebody who never came or did not consent: their data may go at once.
Source: the scheme's "retention"; the years are told to the candidate on the page of consent.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.exam.entry import Entry
from app.exam.scheme import RetentionTerms
from app.exam.vocabulary import body_of, office, seat


@dataclass(frozen=True, slots=True)
class Keeping:
    """What of one attempt is kept.  ``since`` is the day that the years are counted from."""

    since: date
    terms: RetentionTerms
    work: bool
    """There are answers, a clip or sheets: what the scheme calls paper."""
    film: bool
    appeal_open: bool

    def free_on(self) -> date | None:
        """Return the first day on which nothing has to be kept any more, an open appeal aside; None: nothing is."""
        if not self.work:
            return None
        years = max(self.terms.paper_years, self.terms.film_years if self.film else 0)
        return _years_later(self.since, years)


def keeping_of(
    held_on: date, terms: RetentionTerms, seat_entries: Iterable[Entry], office_entries: Iterable[Entry]
) -> Keeping:
    """Return what of an attempt is kept, from its entries.

    Args:
        held_on: the day of its sitting.
    """
    since, appeals, decided = held_on, set(), set()
    work = film = False
    for entry in seat_entries:
        body = body_of(entry)
        work = work or (isinstance(body, seat.Consented) and body.given)
        film = film or isinstance(body, seat.RecordingStarted)
    for entry in office_entries:
        match body_of(entry):
            case office.Published(published_on=day):
                since = max(since, day)
            case office.AppealOpened():
                appeals.add(entry.seq)
            case office.AppealDecided(answers=answered):
                decided.add(answered.seq)
            case _:
                pass
    return Keeping(since, terms, work, film, bool(appeals - decided))


def _years_later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February of a year that has none
        return date(day.year + years, 3, 1)
