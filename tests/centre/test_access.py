"""Signing in, and the one table of roles, tried with every job and every role."""

from datetime import timedelta

import pytest

from app.centre.access import add_staff, first_staff, require, sign_in
from app.centre.desk import Desk
from app.centre.marking import Marking, SheetKey, others_sheets
from app.centre.office import Decision, Office
from app.centre.planning import SittingPlan, book_retake, book_roster, plan_sitting, reveal_secret
from app.centre.releasing import release
from app.centre.values import StaffMember
from app.exam.errors import NotAllowed, Refused
from app.exam.roles import MAY, Act, Role
from app.exam.scheme import Subject
from app.exam.vocabulary import Reference

PIN = "246810"
LOGIN_OF = {
    Role.ADMINISTRATOR: "admin",
    Role.CLERK: "clerk",
    Role.EXAMINER: "examiner",
    Role.LEAD_EXAMINER: "lead",
    Role.SUPERVISOR: "supervisor",
}


def test_a_wrong_pin_is_refused(centre):
    with pytest.raises(Refused, match="do not belong together"):
        sign_in(centre.store, centre.clock, "clerk", "000000")


def test_an_unknown_login_is_refused_in_the_same_words(centre):
    with pytest.raises(Refused, match="do not belong together"):
        sign_in(centre.store, centre.clock, "nobody", PIN)


def test_wrong_pins_make_even_the_right_one_wait(centre):
    for _ in range(5):
        with pytest.raises(Refused):
            sign_in(centre.store, centre.clock, "clerk", "000000")
    with pytest.raises(Refused, match="too often"):
        sign_in(centre.store, centre.clock, "clerk", PIN)
    centre.clock.pass_ms(int(timedelta(minutes=16).total_seconds() * 1000))
    assert sign_in(centre.store, centre.clock, "clerk", PIN).staff.login == "clerk"


def test_first_staff_is_for_an_empty_centre_only(centre):
    member = StaffMember("x", "mallory", "Mallory", frozenset({Role.ADMINISTRATOR}))
    with pytest.raises(Refused, match="already has staff"):
        first_staff(centre.store, ((member, PIN),))


def jobs(centre):
    """Every job that asks for a role: its act, and a call that must fail or work only by role."""
    store, clock, station = centre.store, centre.clock, centre.station()
    attempt = centre.bookings[0].id
    answers = Reference(f"{attempt}/office", 0)
    decision = Decision(attempt, Subject.PITCH, 150, "理由")
    second = centre.staff["leadtwo"]
    plan = SittingPlan("X1", centre.sitting.held_on, "P", centre.sitting.scheme, centre.sitting.bank, 1)

    def office(signed):
        return Office(store, clock, station, signed)

    return (
        (Act.MANAGE_STAFF, lambda s: add_staff(store, s, StaffMember("y", "new", "N", frozenset()), PIN)),
        (Act.RELEASE_BANK, lambda s: release(store, clock, s, _bank(centre), ())),
        (Act.PLAN_SITTING, lambda s: plan_sitting(store, centre.chance, s, plan)),
        (Act.IMPORT_ROSTER, lambda s: book_roster(store, centre.chance, s, centre.sitting.id, [])),
        (Act.IMPORT_ROSTER, lambda s: book_retake(store, centre.chance, s, centre.sitting.id, attempt, ())),
        (Act.REVEAL_SECRET, lambda s: reveal_secret(store, s, centre.sitting.id)),
        (Act.RUN_BOOTH, lambda s: Desk(store, clock, station, s, attempt)),
        (Act.MARK, lambda s: Marking(store, clock, station, s, SheetKey(attempt, Subject.THEORY))),
        (Act.OBSERVE, lambda s: others_sheets(store, s, SheetKey(attempt, Subject.PITCH))),
        (Act.NOTE_ABSENCE, lambda s: office(s).note_absence(centre.bookings[1].id)),
        (Act.MODERATE, lambda s: office(s).moderate(decision, second)),
        (Act.CORRECT, lambda s: office(s).correct(decision, answers, second)),
        (Act.PUBLISH, lambda s: office(s).publish(attempt)),
        (Act.HANDLE_APPEAL, lambda s: office(s).open_appeal(attempt, Subject.PITCH, "理由")),
        (Act.HANDLE_APPEAL, lambda s: office(s).decide_appeal(attempt, answers, upheld=False, reason="理由")),
        (Act.VOID, lambda s: office(s).void(centre.bookings[2].id, "理由")),
        (Act.PURGE, lambda s: office(s).purge(centre.bookings[2].id, centre.staff["admintwo"])),
    )


def _bank(centre):
    with centre.store.reading() as books:
        return books.releases.bank(centre.sitting.bank)


def test_every_job_obeys_the_one_table_for_every_role(centre):
    tried = 0
    for act, job in jobs(centre):
        for role, login in LOGIN_OF.items():
            try:
                job(centre.staff[login])
            except NotAllowed:
                assert role not in MAY[act], f"{role} was kept from {act}"
            except Refused:
                assert role in MAY[act], f"{role} got past the gate of {act}"
            else:
                assert role in MAY[act], f"{role} could {act}"
            tried += 1
    assert tried == len(jobs(centre)) * len(Role)


def test_require_returns_the_member_for_every_allowed_role(centre):
    for act, roles in MAY.items():
        for role in roles:
            assert require(centre.staff[LOGIN_OF[role]], act).roles == frozenset({role})
