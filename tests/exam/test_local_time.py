"""Days and times on paper are those that people at the centre saw."""

from datetime import UTC, date, datetime

from app.exam.local_time import local_day, local_time


def test_a_day_begins_at_midnight_in_beijing():
    assert local_day(datetime(2026, 6, 3, 15, 59, 59, tzinfo=UTC)) == date(2026, 6, 3)
    assert local_day(datetime(2026, 6, 3, 16, 0, tzinfo=UTC)) == date(2026, 6, 4)


def test_a_moment_of_the_record_is_told_as_the_clock_on_the_wall_showed_it():
    assert local_time("2026-06-04T01:12:40.120Z") == "2026-06-04 09:12:40"
    assert local_time("2026-06-04T20:00:00.000Z") == "2026-06-05 04:00:00"
    assert local_time("2026-06-04T01:12:40") == "2026-06-04 09:12:40"
