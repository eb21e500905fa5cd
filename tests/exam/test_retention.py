"""From which day on a candidate's data may be destroyed: counted from entries, by the scheme's years."""

from datetime import date

import pytest

from app.exam.retention import keeping_of
from app.exam.scheme import RetentionTerms, Subject
from app.exam.vocabulary import Reference, office, seat
from tests.exam.world import Attempt, Writer

HELD_ON, TERMS = date(2026, 6, 4), RetentionTerms(film_years=5, paper_years=3)


def office_words(*bodies):
    writer = Writer("a1/office")
    for body in bodies:
        writer.write(body)
    return writer.entries


def published(day):
    return office.Published(passed=True, state="passed", outcomes=(), rests_on=(), published_on=day)


def kept(seat_entries=(), office_entries=(), held_on=HELD_ON, terms=TERMS):
    return keeping_of(held_on, terms, seat_entries, office_entries)


def filmed():
    return [*Attempt().to_devices().seat.entries, Writer("a1/seat").write(STARTED)]


STARTED = seat.RecordingStarted(film="pitch.mp4", width=1280, height=720, camera="c", microphone="m")


def test_of_somebody_who_never_came_or_did_not_consent_nothing_is_kept():
    refused = Writer("a1/seat")
    refused.write(seat.CheckedIn(how="typed"))
    refused.write(seat.Consented(given=False, notice="n" * 64, language="zh"))
    assert kept().free_on() is None
    assert kept(refused.entries).free_on() is None


def test_papers_are_kept_for_the_schemes_years_and_a_film_for_its_own():
    assert kept(Attempt().to_devices().seat.entries).free_on() == date(2029, 6, 4)
    assert kept(filmed()).free_on() == date(2031, 6, 4)
    assert kept(filmed(), terms=RetentionTerms(film_years=1, paper_years=10)).free_on() == date(2036, 6, 4)


def test_the_years_run_from_a_publication_that_came_later():
    assert kept(filmed(), office_words(published(date(2026, 7, 1)))).free_on() == date(2031, 7, 1)
    assert kept(filmed(), office_words(published(date(2026, 6, 1)))).free_on() == date(2031, 6, 4)


def test_a_year_from_the_29th_of_february_is_over_on_the_1st_of_march():
    leap = date(2028, 2, 29)
    assert kept(filmed(), held_on=leap).free_on() == date(2033, 3, 1)
    assert kept(filmed(), held_on=leap, terms=RetentionTerms(film_years=4)).free_on() == date(2032, 2, 29)


@pytest.mark.parametrize(("answered", "open_"), [((), True), ((1,), False), ((0,), True)])
def test_an_appeal_is_open_until_it_is_decided(answered, open_):
    words = [published(HELD_ON), office.AppealOpened(subject=Subject.PITCH, reason_sealed="x")]
    words += [
        office.AppealDecided(answers=Reference("a1/office", seq), upheld=False, reason_sealed="x") for seq in answered
    ]
    assert kept(filmed(), office_words(*words)).appeal_open is open_


def test_other_decisions_of_the_office_change_nothing():
    noted = office_words(office.AbsenceNoted(state="absent"))
    assert kept((), noted) == kept()
