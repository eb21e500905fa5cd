"""A public notice is counted in working days; nobody gets a certificate while somebody may still object."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exam.notice import WorkCalendar, first_issue_day, last_notice_day

PLAIN = WorkCalendar()
THURSDAY = date(2026, 6, 4)
GOLDEN_WEEK = WorkCalendar(
    holidays=frozenset(date(2026, 10, day) for day in range(1, 8)),
    working_weekends=frozenset({date(2026, 9, 27), date(2026, 10, 10)}),
)


@pytest.mark.parametrize(
    ("published_on", "days", "last", "first"),
    [
        (THURSDAY, 5, date(2026, 6, 11), date(2026, 6, 12)),
        (THURSDAY, 1, date(2026, 6, 5), date(2026, 6, 6)),  # issued on a Saturday, where somebody works
        (THURSDAY, 0, THURSDAY, THURSDAY),
        (date(2026, 6, 6), 5, date(2026, 6, 12), date(2026, 6, 13)),  # published on a Saturday
        (date(2026, 6, 7), 5, date(2026, 6, 12), date(2026, 6, 13)),
    ],
)
def test_a_notice_stands_for_its_working_days_after_the_day_of_publication(published_on, days, last, first):
    assert last_notice_day(published_on, days, PLAIN) == last
    assert first_issue_day(published_on, days, PLAIN) == first


def test_holidays_stop_the_count_and_worked_weekends_count():
    wednesday = date(2026, 9, 30)
    assert last_notice_day(wednesday, 5, GOLDEN_WEEK) == date(2026, 10, 13)  # 8, 9, Saturday 10, 12, 13 October
    assert last_notice_day(wednesday, 5, PLAIN) == date(2026, 10, 7)
    assert GOLDEN_WEEK.works_on(date(2026, 9, 27))
    assert not GOLDEN_WEEK.works_on(date(2026, 10, 1))


def test_a_holiday_on_a_weekend_takes_nothing_and_a_working_friday_needs_no_entry():
    calendar = WorkCalendar(holidays=frozenset({date(2026, 6, 6)}), working_weekends=frozenset({date(2026, 6, 5)}))
    assert last_notice_day(THURSDAY, 5, calendar) == last_notice_day(THURSDAY, 5, PLAIN)


@given(st.dates(date(2020, 1, 1), date(2090, 1, 1)), st.integers(0, 60), st.sets(st.integers(1, 30)))
def test_exactly_so_many_working_days_lie_after_publication_up_to_the_last_day(published_on, days, off):
    calendar = WorkCalendar(holidays=frozenset(published_on + timedelta(days=each) for each in off))
    last = last_notice_day(published_on, days, calendar)
    stood = [published_on + timedelta(days=each) for each in range(1, (last - published_on).days + 1)]
    assert sum(calendar.works_on(day) for day in stood) == days
    assert days == 0 or calendar.works_on(last)
    assert first_issue_day(published_on, days, calendar) == last + timedelta(days=1 if days else 0)
