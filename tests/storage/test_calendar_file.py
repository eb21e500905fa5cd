"""A centre's holidays are a file of its home; whatever is wrong in it is named with its place."""

from datetime import date

import pytest

from app.exam.errors import Refused
from app.exam.notice import WorkCalendar
from app.storage.calendar_file import read_calendar


def test_a_home_without_the_file_works_from_monday_to_friday(tmp_path):
    assert read_calendar(tmp_path) == WorkCalendar()


def test_holidays_and_worked_weekends_are_read(tmp_path):
    text = 'holidays = [2026-10-01, "2026-10-02"]\nworking_weekends = [2026-10-10]  # Saturday\n'
    (tmp_path / "calendar.toml").write_text(text, encoding="utf-8")
    assert read_calendar(tmp_path) == WorkCalendar(
        frozenset({date(2026, 10, 1), date(2026, 10, 2)}), frozenset({date(2026, 10, 10)})
    )


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("holidays = [2026-10-01", "not TOML"),
        ('holidays = ["1 October"]', r"holidays\[0\]"),
        ("holidays = 2026-10-01", "holidays"),
        ("holiday = []", "holiday: unknown key"),
        ("working_weekends = [2026-10-09]", "2026-10-09 in working_weekends is no weekend day"),
        ("working_weekends = [2026-10-10]\nholidays = [2026-10-10]", "2026-10-10 is both"),
    ],
)
def test_a_wrong_file_is_refused_with_its_place(tmp_path, text, place):
    (tmp_path / "calendar.toml").write_text(text, encoding="utf-8")
    with pytest.raises(Refused, match=place):
        read_calendar(tmp_path)


def test_a_file_that_is_no_text_is_refused(tmp_path):
    (tmp_path / "calendar.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(Refused, match=r"calendar\.toml"):
        read_calendar(tmp_path)
