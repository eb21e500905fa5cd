"""The one-line summary of an attempt."""

import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exam.scheme import Subject
from app.exam.summary import ENDED_OTHERWISE, AttemptSummary, project
from app.exam.vocabulary import Reference, desk, office, seat, sheet
from app.exam.vocabulary.common import Sealed
from tests.exam.world import Attempt, OfficeWriter, SheetWriter, paper_lines


def whole():
    attempt = Attempt()
    attempt.to_theory(paper_lines())
    attempt.say(seat.Answered(item="A-01-001", chosen=(1,)))
    call = attempt.say(seat.HelpCalled(reason="question"))
    attempt.decide(desk.CallAnswered(answers=attempt.ref(call)))
    attempt.say(seat.Interrupted(cause="camera"))
    attempt.say(seat.Resumed(restarted=False, lost_ms=0))
    attempt.say(seat.TheorySubmitted(how="candidate"))
    attempt.start_clip().hand_in_clip().to_preparation().roll()
    attempt.decide(desk.MisconductNoted(level=desk.Misconduct.WARNING, reason_sealed="s", position_ms=1))
    attempt.pass_ms(300_000)
    attempt.cut()
    attempt.say(seat.Finished(how="completed"))
    attempt.say(Sealed(key="k"))
    sheets = SheetWriter().mark(address=70)
    sheets.write(sheet.RedLineRaised(red_line="abuse", film="f", position_ms=1, reason_sealed="s"))
    sheets.sign(150)
    desk_office = OfficeWriter()
    outcome = office.SubjectOutcome(Subject.PITCH, "marked", 150)
    desk_office.write(
        office.Published(passed=True, state="passed", outcomes=(outcome,), rests_on=(), published_on=date(2026, 6, 5))
    )
    desk_office.write(office.Certified(number="33-1", document="d", issued_on=date(2026, 6, 6)))
    desk_office.write(Sealed(key="k"))
    return [attempt.seat.entries, attempt.desk.entries, sheets.entries, desk_office.entries]


def folded(entries):
    summary = AttemptSummary("a1")
    for entry in entries:
        summary = project(summary, entry)
    return summary


def test_a_whole_attempt_shows_as_one_line():
    line = folded([entry for entries in whole() for entry in entries])
    assert (line.stage, line.answered, line.calls, line.calls_answered) == ("finished", 1, 1, 1)
    assert (line.sheets_opened, line.sheets_signed, line.red_lines) == (1, 1, 1)
    assert (line.office_state, line.passed, line.certificate_number) == ("certified", True, "33-1")
    assert (line.pitch_half_points, line.theory_half_points) == (150, -1)
    assert (line.identity_confirmed, line.misconduct, line.interrupted, line.published_on) == (
        True, "warning", False, "2026-06-05",
    )  # fmt: skip
    assert (line.candidate, line.sitting, line.admission_number, line.station) == ("c1", "s1", "20260604-A-0001", "B1")


@given(st.randoms(use_true_random=False))
def test_the_order_in_which_streams_arrive_makes_no_difference(chance: random.Random):
    streams = whole()
    expected = folded([entry for entries in streams for entry in entries])
    rest = [list(entries) for entries in streams]
    mixed = []
    while any(rest):
        mixed.append(chance.choice([entries for entries in rest if entries]).pop(0))
    assert folded(mixed) == expected


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0), (2, 0, 1)])
def test_the_gravest_misconduct_stands_in_the_line_whenever_it_was_noted(order: tuple[int, ...]) -> None:
    levels = [desk.Misconduct.ADVICE, desk.Misconduct.WARNING, desk.Misconduct.STOP]
    attempt = Attempt().to_clip(paper_lines())
    for place in order:
        attempt.decide(desk.MisconductNoted(level=levels[place], reason_sealed="r", position_ms=1))
    line = folded(attempt.desk.entries)
    assert line.misconduct == "stop"
    assert line.misconduct == attempt.state.misconduct


def test_an_interruption_shows_until_it_is_over():
    attempt = Attempt().to_theory(paper_lines())
    attempt.say(seat.Interrupted(cause="camera"))
    assert folded(attempt.seat.entries).interrupted


def test_a_stop_and_an_absence_show():
    attempt = Attempt().to_theory(paper_lines())
    attempt.decide(desk.Stopped(reason_sealed="s"))
    assert folded(attempt.desk.entries).stopped
    absent = OfficeWriter()
    absent.write(office.AbsenceNoted(state="deferred"))
    assert folded(absent.entries).office_state == "deferred"


def published(state):
    return office.Published(passed=False, state=state, outcomes=(), rests_on=(), published_on=date(2026, 6, 5))


@pytest.mark.parametrize("state", sorted(ENDED_OTHERWISE))
def test_what_is_neither_pass_nor_failure_stays_so_through_publication_and_appeal(state):
    writer = OfficeWriter()
    writer.write(published(state))
    assert (folded(writer.entries).stands_at, folded(writer.entries).decided) == (state, False)
    writer.write(office.AppealOpened(subject=Subject.PITCH, reason_sealed="s"))
    writer.write(office.AppealDecided(answers=Reference("a1/office", 2), upheld=False, reason_sealed="s"))
    assert folded(writer.entries).stands_at == state


def test_a_failure_is_decided():
    writer = OfficeWriter()
    writer.write(published("failed"))
    assert (folded(writer.entries).stands_at, folded(writer.entries).decided) == ("published", True)


def test_somebody_who_comes_after_all_is_not_absent():
    absent = OfficeWriter()
    absent.write(office.AbsenceNoted(state="absent"))
    assert (folded(absent.entries).stands_at, folded(absent.entries).over) == ("absent", True)
    attempt = Attempt().to_theory(paper_lines())
    line = folded([*absent.entries, *attempt.seat.entries])
    assert (line.stands_at, line.over) == ("theory", False)
    assert AttemptSummary("a1").over is False


def test_what_an_appeal_does_shows_as_a_state():
    writer = OfficeWriter()
    writer.write(office.AppealOpened(subject=Subject.PITCH, reason_sealed="s"))
    assert folded(writer.entries).office_state == "appealed"
    writer.write(office.AppealDecided(answers=Reference("a1/office", 1), upheld=False, reason_sealed="s"))
    assert folded(writer.entries).office_state == "published"
    writer.write(office.Revoked(number="33-1", reason_sealed="s", revoked_on=date(2026, 6, 7)))
    assert folded(writer.entries).office_state == "revoked"


def test_a_revocation_after_a_purge_leaves_it_purged():
    writer = OfficeWriter()
    writer.write(office.Purged(countersigned_by="b"))
    writer.write(office.Revoked(number="33-1", reason_sealed="", revoked_on=date(2032, 6, 7)))
    assert folded(writer.entries).office_state == "purged"
