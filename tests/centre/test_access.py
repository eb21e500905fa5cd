"""Signing in, and the one table of roles, tried with every job and every role."""

import ast
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

import app.centre
from app.centre import station_calls
from app.centre.access import add_staff, first_staff, require, sign_in
from app.centre.certificates import Certificates
from app.centre.closing import account_of_room
from app.centre.desk import Desk
from app.centre.face_hint import face_hint
from app.centre.identity_photo import identity_photo
from app.centre.marking import Marking, SheetKey, others_sheets
from app.centre.marking_queue import MarkingQueue
from app.centre.moderation import case_of, cases
from app.centre.office import Decision, Office
from app.centre.planning import SittingPlan, book_roster, booking_faults, correct_name, plan_sitting, reveal_secret
from app.centre.registration_photo import keep_registration_photos, registration_photo
from app.centre.releasing import release
from app.centre.reports import evidence_of, result_lines, score_record_of, sitting_report
from app.centre.seat import admit
from app.centre.supervision import own_notes, room_view, write_note
from app.centre.values import StaffMember
from app.centre.viewing import open_clip, open_reel
from app.exam.errors import NotAllowed, Refused
from app.exam.notice import MONDAY_TO_FRIDAY
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
    with pytest.raises(Refused, match="do not match"):
        sign_in(centre.store, centre.clock, "clerk", "000000")


def test_an_unknown_login_is_refused_in_the_same_words(centre):
    with pytest.raises(Refused, match="do not match"):
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
    """Every job that asks for a role, by its name: the act, and a call that must fail or work only by role."""
    attempt = centre.bookings[0].id
    return {**door_jobs(centre, attempt), **desk_jobs(centre, attempt), **office_jobs(centre, attempt)}


def door_jobs(centre, attempt):
    """Staff, plans, people and their photos."""
    store, clock, sitting = centre.store, centre.clock, centre.sitting
    second = centre.staff["leadtwo"]
    plan = SittingPlan("X1", sitting.held_on, "P", sitting.scheme, sitting.bank, 1)
    return {
        "access.add_staff": (
            Act.MANAGE_STAFF, lambda s: add_staff(store, s, StaffMember("y", "new", "N", frozenset()), PIN)
        ),
        "releasing.release": (Act.RELEASE_BANK, lambda s: release(store, clock, s, _bank(centre), ())),
        "planning.plan_sitting": (Act.PLAN_SITTING, lambda s: plan_sitting(store, centre.chance, s, plan)),
        "planning.book_roster": (Act.IMPORT_ROSTER, lambda s: book_roster(store, centre.chance, s, sitting.id, [])),
        "planning.correct_name": (
            Act.IMPORT_ROSTER, lambda s: correct_name(store, clock, s, second, "20260604-0001", "彭")
        ),
        "planning.booking_faults": (Act.IMPORT_ROSTER, lambda s: booking_faults(store, s, sitting.id, [])),
        "planning.reveal_secret": (Act.REVEAL_SECRET, lambda s: reveal_secret(store, s, sitting.id)),
        "identity_photo.identity_photo": (Act.SEE_PERSON, lambda s: identity_photo(store, None, clock, s, attempt)),
        "registration_photo.keep_registration_photos": (
            Act.IMPORT_ROSTER, lambda s: keep_registration_photos(store, s, sitting.id, {})
        ),
        "registration_photo.registration_photo": (
            Act.SEE_PERSON, lambda s: registration_photo(store, clock, s, attempt)
        ),
        "face_hint.face_hint": (Act.RUN_BOOTH, lambda s: face_hint(store, clock, s, None, attempt, (b"", b""))),
    }  # fmt: skip


def desk_jobs(centre, attempt):
    """Booth, sheets, films and the room."""
    store, clock, station, sitting = centre.store, centre.clock, centre.station(), centre.sitting
    pitch = SheetKey(attempt, Subject.PITCH)

    def person(signed):
        desk = Desk(store, clock, station, centre.staff["examiner"], seated(centre))
        desk._signed = signed  # somebody else at an open desk
        return desk.person()

    return {
        "desk.Desk.__init__": (Act.RUN_BOOTH, lambda s: Desk(store, clock, station, s, attempt)),
        "desk.Desk.person": (Act.SEE_PERSON, person),
        "marking.Marking.__init__": (
            Act.MARK, lambda s: Marking(store, clock, station, s, SheetKey(attempt, Subject.THEORY))
        ),
        "marking.others_sheets": (Act.OBSERVE, lambda s: others_sheets(store, s, pitch)),
        "marking_queue.MarkingQueue.__init__": (Act.MARK, lambda s: MarkingQueue(store, s, sitting, blind=False)),
        "viewing.open_reel": (Act.MARK, lambda s: open_reel(store, clock, s, None, SheetKey(attempt, Subject.THEORY))),
        "viewing.open_clip": (Act.MARK, lambda s: open_clip(store, clock, s, None, attempt)),
        "moderation.cases": (Act.MODERATE, lambda s: list(cases(store, s, sitting.id))),
        "moderation.case_of": (Act.MODERATE, lambda s: case_of(store, s, pitch)),
        "station_calls.answer": (Act.RUN_BOOTH, lambda s: station_calls.answer(store, clock, s, "booth-2")),
        "supervision.room_view": (Act.OBSERVE, lambda s: room_view(store, clock, s, sitting.id)),
        "supervision.write_note": (Act.WRITE_OWN_NOTES, lambda s: write_note(store, clock, s, sitting.id, "一切正常")),
        "supervision.own_notes": (Act.WRITE_OWN_NOTES, lambda s: own_notes(store, s, sitting.id)),
        "closing.account_of_room": (Act.OBSERVE, lambda s: account_of_room(store, s, None, sitting.id)),
    }  # fmt: skip


def office_jobs(centre, attempt):
    """Reports, results and certificates."""
    store, clock, station, sitting = centre.store, centre.clock, centre.station(), centre.sitting
    answers = Reference(f"{attempt}/office", 0)
    decision = Decision(attempt, Subject.PITCH, 150, "理由")
    second = centre.staff["leadtwo"]
    nothing = SimpleNamespace(press=None, shelf=None, hashed=None, chance=centre.chance, calendar=MONDAY_TO_FRIDAY)

    def office(signed):
        return Office(store, clock, station, signed)

    def certificates(signed):
        return Certificates(store, clock, station, signed, nothing)

    return {
        "reports.sitting_report": (Act.SEE_PERSON, lambda s: sitting_report(store, s, sitting.id)),
        "reports.result_lines": (Act.SEE_PERSON, lambda s: list(result_lines(store, s))),
        "reports.score_record_of": (Act.SEE_PERSON, lambda s: score_record_of(store, s, attempt)),
        "reports.evidence_of": (Act.HANDLE_APPEAL, lambda s: evidence_of(store, s, attempt)),
        "office.Office.note_absence": (Act.NOTE_ABSENCE, lambda s: office(s).note_absence(centre.bookings[1].id)),
        "office.Office.moderate": (Act.MODERATE, lambda s: office(s).moderate(decision, second)),
        "office.Office.correct": (Act.CORRECT, lambda s: office(s).correct(decision, answers, second)),
        "office.Office.publish": (Act.PUBLISH, lambda s: office(s).publish(attempt)),
        "office.Office.open_appeal": (
            Act.HANDLE_APPEAL, lambda s: office(s).open_appeal(attempt, Subject.PITCH, "理由")
        ),
        "office.Office.decide_appeal": (
            Act.HANDLE_APPEAL, lambda s: office(s).decide_appeal(attempt, answers, upheld=False, reason="理由")
        ),
        "office.Office.void": (Act.VOID, lambda s: office(s).void(centre.bookings[2].id, "理由")),
        "office.Office.purge": (
            Act.PURGE, lambda s: office(s).purge(centre.bookings[2].id, centre.staff["admintwo"])
        ),
        "certificates.Certificates.issue": (Act.CERTIFY, lambda s: certificates(s).issue(attempt)),
        "certificates.Certificates.issue_all": (Act.CERTIFY, lambda s: list(certificates(s).issue_all(()))),
        "certificates.Certificates.reissue": (Act.CERTIFY, lambda s: certificates(s).reissue(attempt, "污损")),
        "certificates.Certificates.revoke": (Act.REVOKE, lambda s: certificates(s).revoke(attempt, "冒名")),
        "certificates.Certificates.kept": (Act.CERTIFY, lambda s: certificates(s).kept(attempt)),
    }  # fmt: skip


def seconds(centre):
    """Every job that takes a second person, by its name: the act of the second, and a call with that second."""
    store, clock, station = centre.store, centre.clock, centre.station()
    attempt = centre.bookings[0].id
    decision = Decision(attempt, Subject.PITCH, 150, "理由")
    lead = Office(store, clock, station, centre.staff["leadtwo"])

    def red_line(second):
        key = SheetKey(attempt, Subject.CLIP)
        Marking(store, clock, station, centre.staff["examinertwo"], key).decide_red_line(
            second, 3, agreed=True, reason="理由"
        )

    return {
        "marking.Marking.decide_red_line": (Act.CONFIRM_RED_LINE, red_line),
        "planning.correct_name": (
            Act.COUNTERSIGN, lambda s: correct_name(store, clock, centre.staff["clerk"], s, "20260604-0001", "彭")
        ),
        "office.Office.moderate": (Act.COUNTERSIGN, lambda s: lead.moderate(decision, s)),
        "office.Office.correct": (Act.COUNTERSIGN, lambda s: lead.correct(decision, Reference("x/office", 0), s)),
        "office.Office.purge": (
            Act.PURGE, lambda s: Office(store, clock, station, centre.staff["admintwo"]).purge("nobody", s)
        ),
    }  # fmt: skip


def seated(centre):
    """Check the third candidate in, once; return the attempt."""
    booking = centre.bookings[2]
    with centre.store.reading() as books:
        begun = books.ledger.head(f"{booking.id}/seat") is not None
        last_four = books.people.get(booking.candidate).details.document_number[-4:] if not begun else ""
    if not begun:
        number = booking.admission_number
        admit(centre.store, centre.clock, centre.station(), number, last_four, how="typed", language="en")
    return booking.id


def gated(gate):
    """Return the jobs in ``app/centre`` that ask ``gate`` for an act, by name."""
    found = set()
    for path in Path(app.centre.__file__).parent.glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for scope, prefix in ((tree, ""), *((each, f"{each.name}.") for each in classes(tree))):
            for job in scope.body:
                if isinstance(job, ast.FunctionDef) and any(asks(call, gate) for call in ast.walk(job)):
                    found.add(f"{path.stem}.{prefix}{job.name}")
    return found - {"access.require_second"}


def classes(tree):
    return [each for each in tree.body if isinstance(each, ast.ClassDef)]


def asks(call, gate):
    return isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == gate


def test_every_gate_of_the_centre_is_tried(centre):
    assert set(jobs(centre)) == gated("require")
    assert set(seconds(centre)) == gated("require_second")


def _bank(centre):
    with centre.store.reading() as books:
        return books.releases.bank(centre.sitting.bank)


def test_every_job_obeys_the_one_table_for_every_role(centre):
    tried = 0
    for name, (act, job) in (*jobs(centre).items(), *seconds(centre).items()):
        for role, login in LOGIN_OF.items():
            try:
                job(centre.staff[login])
            except NotAllowed:
                assert role not in MAY[act], f"{role} was kept from {name}"
            except Refused:
                assert role in MAY[act], f"{role} got past the gate of {name}"
            else:
                assert role in MAY[act], f"{role} could {name}"
            tried += 1
    assert tried == (len(jobs(centre)) + len(seconds(centre))) * len(Role)


def test_require_returns_the_member_for_every_allowed_role(centre):
    for act, roles in MAY.items():
        for role in roles:
            assert require(centre.staff[LOGIN_OF[role]], act).roles == frozenset({role})
