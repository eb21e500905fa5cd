"""Sheets, panels, red lines, moderation and publication against a real database."""

from dataclasses import replace

import pytest

from app.centre.marking import Marking, SheetKey, others_sheets
from app.centre.office import Decision, Office
from app.centre.verdicts import retakeable, verdict_of
from app.exam.errors import Refused
from app.exam.scheme import Subject
from app.exam.sheet_state import rubric_of
from app.exam.verdict import VerdictState
from app.exam.vocabulary import Reference
from app.programs.rehearsal import actors
from app.programs.rehearsal.actors import Skill
from app.programs.rehearsal.attempt import AttemptPlay, Cast, Stagehand, rehearsed_filming
from tests.centre.conftest import MORNING, PEOPLE


def played(centre, index=0, *, passes=frozenset(Subject)):
    """Play an attempt up to its published verdict; return its booking."""
    cast = Cast(centre.station(), centre.staff["examiner"], centre.staff["clerk"])
    stage = Stagehand(centre.store, centre.clock, lambda _: None, rehearsed_filming(centre.clock))
    AttemptPlay(stage, cast, centre.bookings[index], Skill(frozenset(passes)), "seed").play()
    return centre.bookings[index]


def sat(centre, index=0):
    """Play an attempt up to the end of the pitch, with no sheet."""
    cast = Cast(centre.station(), centre.staff["examiner"], centre.staff["clerk"])
    stage = Stagehand(centre.store, centre.clock, lambda _: None, rehearsed_filming(centre.clock))
    AttemptPlay(stage, cast, centre.bookings[index], Skill(frozenset(Subject)), "seed").sit()
    return centre.bookings[index]


def sheet_of(centre, booking, login="examiner", subject=Subject.PITCH):
    return Marking(centre.store, centre.clock, centre.station(), centre.staff[login], SheetKey(booking.id, subject))


def sheets_of(centre, booking):
    with centre.store.reading() as books:
        return [name for name in books.ledger.streams(booking.id) if "/sheet/pitch/" in name]


def fill(marking, half_points):
    rubric = rubric_of(marking.context.bank, marking.subject)
    for line, mark in actors.lines_that_add_up(rubric, half_points).items():
        marking.mark(line, mark)
    for line in marking.state.lines_to_explain(marking.context.bank):
        marking.note(line, "说明")
    return marking


def office(centre, login="clerk"):
    return Office(centre.store, centre.clock, centre.station("office"), centre.staff[login])


def test_a_sheet_with_an_open_line_cannot_be_signed(centre):
    marking = sheet_of(centre, sat(centre))
    with pytest.raises(Refused):
        marking.sign(centre.staff["examiner"])


def test_a_signed_sheet_is_shut(centre):
    marking = fill(sheet_of(centre, sat(centre)), 150)
    marking.sign(centre.staff["examiner"])
    with pytest.raises(Refused):
        marking.mark(rubric_of(marking.context.bank, Subject.PITCH).lines[0].id, 1)


def test_a_sheet_is_signed_by_its_own_examiner(centre):
    marking = fill(sheet_of(centre, sat(centre)), 150)
    with pytest.raises(Refused, match="examiner who marked"):
        marking.sign(centre.staff["examinertwo"])


def test_a_killed_desk_finds_its_sheet_as_it_was(centre):
    booking = sat(centre)
    first = fill(sheet_of(centre, booking), 150)
    again = sheet_of(centre, booking)
    assert again.state == first.state


def test_a_full_panel_takes_no_other_sheet(centre):
    booking = sat(centre)
    sheet_of(centre, booking)
    with pytest.raises(Refused, match="panel is complete"):
        sheet_of(centre, booking, "examinertwo")


class InBetween:
    """A store before whose first writing somebody else is quicker."""

    def __init__(self, store, quicker):
        self._store, self._quicker = store, quicker

    def reading(self):
        return self._store.reading()

    def writing(self):
        quicker, self._quicker = self._quicker, None
        if quicker is not None:
            quicker()
        return self._store.writing()


def test_of_two_who_open_the_last_sheet_of_a_panel_at_once_one_gets_it(centre):
    booking = sat(centre)
    store = InBetween(centre.store, lambda: sheet_of(centre, booking))
    with pytest.raises(Refused, match="panel is complete: 1 sheet"):
        Marking(store, centre.clock, centre.station(), centre.staff["examinertwo"], SheetKey(booking.id, Subject.PITCH))
    assert len(sheets_of(centre, booking)) == 1


def test_screen_theory_has_no_sheet(centre):
    with pytest.raises(Refused, match="marked by machine"):
        sheet_of(centre, sat(centre), subject=Subject.THEORY)


def test_other_sheets_stay_hidden_until_all_have_signed(centre):
    booking = sat(centre)
    marking = fill(sheet_of(centre, booking), 150)
    with pytest.raises(Refused, match="hidden until all have signed"):
        others_sheets(centre.store, centre.staff["lead"], SheetKey(booking.id, Subject.PITCH))
    marking.sign(centre.staff["examiner"])
    assert len(others_sheets(centre.store, centre.staff["lead"], SheetKey(booking.id, Subject.PITCH))) == 1


def test_a_red_line_needs_a_second_person(centre):
    marking = sheet_of(centre, sat(centre))
    red = rubric_of(marking.context.bank, Subject.PITCH).red_lines[0]
    state = marking.raise_red_line(red.id, "pitch-1.mp4", 19_000, "虚假承诺")
    with pytest.raises(Refused, match="same person"):
        marking.decide_red_line(centre.staff["examiner"], state.red_lines[0].raised, agreed=True, reason="同意")
    decided = marking.decide_red_line(
        centre.staff["examinertwo"], state.red_lines[0].raised, agreed=False, reason="未达红线"
    )
    assert decided.open_red_lines == ()
    assert decided.red_lines[0].agreed is False


def test_a_confirmed_red_line_waits_for_a_moderator_and_then_fails_the_subject(centre):
    booking = sat(centre)
    fill(sheet_of(centre, booking, subject=Subject.CLIP), 150).sign(centre.staff["examiner"])
    marking = fill(sheet_of(centre, booking), 180)
    red = rubric_of(marking.context.bank, Subject.PITCH).red_lines[0]
    raised = marking.raise_red_line(red.id, "pitch-1.mp4", 19_000, "虚假承诺").red_lines[0].raised
    marking.decide_red_line(centre.staff["examinertwo"], raised, agreed=True, reason="同意")
    marking.sign(centre.staff["examiner"])
    with pytest.raises(Refused):
        office(centre).publish(booking.id)
    office(centre, "lead").moderate(Decision(booking.id, Subject.PITCH, 119, "红线成立"), centre.staff["leadtwo"])
    assert office(centre).publish(booking.id).state is VerdictState.FAILED


def test_nobody_both_marks_and_publishes(centre):
    booking = sat(centre)
    for subject in (Subject.CLIP, Subject.PITCH):
        fill(sheet_of(centre, booking, subject=subject), 150).sign(centre.staff["examiner"])
    examiner = centre.staff["examiner"]
    clerk_roles = centre.staff["clerk"].staff.roles
    both = replace(examiner, staff=replace(examiner.staff, roles=examiner.staff.roles | clerk_roles))
    with pytest.raises(Refused, match="marked this attempt"):
        Office(centre.store, centre.clock, centre.station(), both).publish(booking.id)


def test_an_unmarked_attempt_is_not_published(centre):
    with pytest.raises(Refused, match="open before"):
        try:
            office(centre).publish(sat(centre).id)
        except Refused as error:
            raise Refused(error.advice, advice="") from error


def test_a_published_verdict_is_the_replayed_one(centre):
    booking = played(centre)
    with centre.store.reading() as books:
        line = books.attempts.get(booking.id)
        verdict = verdict_of(books, booking.id)
    assert line.passed
    assert verdict.passed
    assert [line.theory_half_points, line.clip_half_points, line.pitch_half_points] == [
        outcome.half_points for outcome in verdict.outcomes
    ]


def test_a_failed_subject_alone_is_taken_again_and_the_others_are_carried(centre):
    from app.centre.planning import book_roster

    failed = played(centre, passes={Subject.THEORY, Subject.PITCH})
    with centre.store.reading() as books:
        assert not verdict_of(books, failed.id).passed
        assert retakeable(books, failed.id, centre.sitting.held_on) == (Subject.CLIP,)
    from datetime import date

    from app.centre.planning import SittingPlan, plan_sitting

    plan = SittingPlan("20260704", date(2026, 7, 4), "P", centre.sitting.scheme, centre.sitting.bank, 1)
    later = plan_sitting(centre.store, centre.chance, centre.staff["clerk"], plan)
    clerk, person = centre.staff["clerk"], PEOPLE[0]
    with pytest.raises(Refused, match="no earlier attempt"):
        book_roster(centre.store, centre.chance, clerk, later.id, [(person, (Subject.THEORY,))])
    (again,) = book_roster(centre.store, centre.chance, clerk, later.id, [(person, (Subject.CLIP,))])
    assert again.retakes == failed.id
    centre.bookings.append(again)
    played(centre, -1)
    with centre.store.reading() as books:
        verdict = verdict_of(books, again.id)
    assert verdict.passed
    assert [outcome.carried for outcome in verdict.outcomes] == [True, False, True]


def test_an_absence_is_a_state_and_not_a_zero(centre):
    office(centre).note_absence(centre.bookings[1].id)
    with centre.store.reading() as books:
        verdict = verdict_of(books, centre.bookings[1].id)
        line = books.attempts.get(centre.bookings[1].id)
    assert verdict.state is VerdictState.ABSENT
    assert line.office_state == "absent"
    assert line.pitch_half_points == -1


def test_somebody_who_came_is_not_absent(centre):
    with pytest.raises(Refused, match="has checked in"):
        office(centre).note_absence(sat(centre).id)


def test_a_correction_is_a_new_reasoned_countersigned_entry(centre):
    booking = played(centre)
    stream = f"{booking.id}/sheet/pitch/{centre.staff['examiner'].staff.id}"
    with centre.store.reading() as books:
        signed = next(entry for entry in books.ledger.entries(stream) if entry.kind == "signed")
    answers = Reference(stream, signed.seq)
    decision = Decision(booking.id, Subject.PITCH, 100, "计时有误")
    with pytest.raises(Refused, match="same person"):
        office(centre, "lead").correct(decision, answers, centre.staff["lead"])
    with pytest.raises(Refused, match="reason"):
        office(centre, "lead").correct(replace(decision, reason=" "), answers, centre.staff["leadtwo"])
    office(centre, "lead").correct(decision, answers, centre.staff["leadtwo"])
    with centre.store.reading() as books:
        assert verdict_of(books, booking.id).outcomes[2].half_points == 100
        assert books.ledger.entries(stream)[signed.seq] == signed


def test_a_purged_candidate_leaves_a_record_that_still_verifies(centre):
    from app.storage.verify import verify_record

    booking = played(centre)
    centre.clock.set_wall(MORNING.replace(year=MORNING.year + 5))
    office(centre, "admin").purge(booking.id, centre.staff["admintwo"])
    with centre.store.reading() as books:
        assert books.people.get(booking.candidate).details is None
        assert verdict_of(books, booking.id).passed
    assert list(verify_record(centre.home.store, centre.home.keys)) == []


def test_nothing_is_destroyed_before_the_schemes_years_are_over(centre):
    booking = played(centre)
    for years in (0, 4):
        centre.clock.set_wall(MORNING.replace(year=MORNING.year + years))
        with pytest.raises(Refused, match=r"0001 must be kept until 2031-06-04"):
            office(centre, "admin").purge(booking.id, centre.staff["admintwo"])
    with centre.store.reading() as books:
        assert books.people.get(booking.candidate).details is not None
        assert books.ledger.entries(f"{booking.id}/office")[-1].kind == "published"


def test_an_appeal_that_is_open_keeps_everything_whatever_the_years(centre):
    booking = played(centre)
    office(centre).open_appeal(booking.id, Subject.PITCH, "对分数有疑问")
    centre.clock.set_wall(MORNING.replace(year=MORNING.year + 9))
    with pytest.raises(Refused, match=r"appeal of .*0001 is open"):
        office(centre, "admin").purge(booking.id, centre.staff["admintwo"])
    with centre.store.reading() as books:
        assert books.people.get(booking.candidate).details is not None


def test_whoever_never_came_may_be_forgotten_at_once(centre):
    office(centre, "admin").purge(centre.bookings[1].id, centre.staff["admintwo"])
    with centre.store.reading() as books:
        assert books.people.get(centre.bookings[1].candidate).details is None


def test_an_appeal_begins_after_publication(centre):
    with pytest.raises(Refused, match="not published"):
        office(centre).open_appeal(sat(centre).id, Subject.PITCH, "对分数有疑问")


def test_a_panel_of_three_is_hidden_then_moderated_when_it_disagrees(make_centre):
    centre = make_centre("yangzhou")
    booking = sat(centre)
    logins = ("examiner", "examinertwo", "lead")
    for login, mark in zip(logins, (100, 150, 190), strict=True):
        fill(sheet_of(centre, booking, login), mark).sign(centre.staff[login])
    with centre.store.reading() as books:
        states = {outcome.subject: outcome.state.value for outcome in verdict_of(books, booking.id).outcomes}
    assert states[Subject.PITCH] == "awaiting"
    office(centre, "leadtwo").moderate(Decision(booking.id, Subject.PITCH, 150, "以中位为准"), centre.staff["admin"])
    with centre.store.reading() as books:
        marks = {outcome.subject: outcome.half_points for outcome in verdict_of(books, booking.id).outcomes}
    assert marks[Subject.PITCH] == 150
