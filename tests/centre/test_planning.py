"""Sittings, bookings and the draw secret."""

from dataclasses import replace
from datetime import date

import pytest

from app.centre.office import Office
from app.centre.planning import SittingPlan, book_roster, booking_faults, correct_name, plan_sitting, reveal_secret
from app.centre.releasing import release
from app.centre.seat import expected
from app.centre.values import CandidateDetails
from app.exam.draw import commitment
from app.exam.errors import Refused
from app.exam.identity import DocumentKind
from app.exam.scheme import Subject
from app.resources import question_bank
from app.storage.bank_files import load_bank
from app.storage.scheme_files import load_scheme


def plan(centre, **changes):
    base = SittingPlan("20260605", date(2026, 6, 5), "P", centre.sitting.scheme, centre.sitting.bank, 2)
    return replace(base, **changes)


def nobody_came(centre, but=None):
    office = Office(centre.store, centre.clock, centre.station(), centre.staff["clerk"])
    for booking in centre.bookings:
        if booking is not but:
            office.note_absence(booking.id)


def test_a_sitting_commits_to_its_secret_and_keeps_it_sealed(centre):
    sitting = plan_sitting(centre.store, centre.chance, centre.staff["clerk"], plan(centre))
    with centre.store.reading() as books:
        assert books.sittings.get(sitting.id).revealed_secret == ""
        assert commitment(books.sittings.secret(sitting.id)) == sitting.commitment


def test_a_code_with_a_bar_is_refused_because_it_would_blur_a_draws_label(centre):
    with pytest.raises(Refused, match="code"):
        plan_sitting(centre.store, centre.chance, centre.staff["clerk"], plan(centre, code="A|B"))


def test_a_sitting_needs_a_booth(centre):
    with pytest.raises(Refused, match="booth"):
        plan_sitting(centre.store, centre.chance, centre.staff["clerk"], plan(centre, booths=0))


def test_a_code_is_given_once(centre):
    with pytest.raises(Refused):
        plan_sitting(centre.store, centre.chance, centre.staff["clerk"], plan(centre, code=centre.sitting.code))


def test_an_unknown_scheme_is_refused(centre):
    with pytest.raises(Refused):
        plan_sitting(centre.store, centre.chance, centre.staff["clerk"], plan(centre, scheme="0" * 64))


def test_numbers_go_on_where_the_last_roster_ended(centre):
    person = CandidateDetails("新人", DocumentKind.PASSPORT, "Z7654321")
    (booking,) = book_roster(centre.store, centre.chance, centre.staff["clerk"], centre.sitting.id, [(person, ())])
    assert booking.admission_number == "20260604-0004"


def test_a_known_person_is_booked_again_and_not_added_twice(centre):
    other = plan_sitting(centre.store, centre.chance, centre.staff["clerk"], plan(centre))
    person = CandidateDetails("彭晓", DocumentKind.RESIDENT_ID, "11010519491231002x")
    (booking,) = book_roster(centre.store, centre.chance, centre.staff["clerk"], other.id, [(person, ())])
    assert booking.candidate == centre.bookings[0].candidate


def test_codes_and_numbers_are_found_as_they_are_typed(centre):
    held = plan_sitting(centre.store, centre.chance, centre.staff["clerk"], plan(centre, code="yz-a"))
    person = CandidateDetails("彭晓", DocumentKind.RESIDENT_ID, "11010519491231002X")
    (booking,) = book_roster(centre.store, centre.chance, centre.staff["clerk"], held.id, [(person, ())])
    assert booking.admission_number == "YZ-A-0001"
    assert expected(centre.store, "yz-a-0001", "002x") == booking
    with centre.store.reading() as books:
        assert books.sittings.booking_by_number(" ＹＺ-Ａ-０００１ ") == booking
        assert books.sittings.by_code("Yz-A") == held


@pytest.mark.parametrize(
    ("change", "said"),
    [({"place": " "}, "no place"), ({"booths": 100_000}, "1 to 999"), ({"code": "A" * 33}, "longer than 32")],
)
def test_what_no_form_could_print_is_refused(centre, change, said):
    with pytest.raises(Refused, match=said):
        plan_sitting(centre.store, centre.chance, centre.staff["clerk"], plan(centre, **change))


def test_a_document_under_another_name_is_named_and_books_nobody(centre):
    other = plan_sitting(centre.store, centre.chance, centre.staff["clerk"], plan(centre))
    person = CandidateDetails("彭小晓", DocumentKind.RESIDENT_ID, "11010519491231002X")
    (fault,) = booking_faults(centre.store, centre.staff["clerk"], other.id, [(person, ())])
    assert (fault.place, fault.problem.en) == (
        0, "the document is registered under another name, 彭*; if that one is wrong: kaobo roster correct",
    )  # fmt: skip
    with pytest.raises(Refused, match="another name"):
        book_roster(centre.store, centre.chance, centre.staff["clerk"], other.id, [(person, ())])


def corrected(centre, name, *, second="leadtwo", number="20260604-0001"):
    signed = centre.staff["clerk"], centre.staff[second]
    return correct_name(centre.store, centre.clock, *signed, number, name)


def test_a_wrong_name_is_corrected_by_two_and_found_under_the_right_one(centre):
    booking = corrected(centre, " 彭小晓 ")
    with centre.store.reading() as books:
        assert books.people.get(booking.candidate).details.name == "彭小晓"
        assert [each.id for each in books.people.by_name("小晓")] == [booking.candidate]
        assert books.people.by_document("11010519491231002X").id == booking.candidate
        assert [(line.media, line.purpose) for line in books.readings.of_attempt(booking.id)] == 2 * [
            ("name", "corrected")
        ]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"name": " "}, "no name"), ({"name": "彭\n晓"}, "no name"), ({"name": "彭", "number": "x"}, "Nobody has"),
        ({"name": "彭", "second": "clerk"}, "may not"),
    ],
)  # fmt: skip
def test_a_name_is_not_corrected_without_a_name_a_number_or_a_second_person(centre, asked, said):
    with pytest.raises(Refused, match=said):
        corrected(centre, **asked)
    with centre.store.reading() as books:
        assert books.people.get(centre.bookings[0].candidate).details.name == "彭晓"


def test_every_row_that_cannot_be_booked_is_named_in_one_run(centre):
    booked = CandidateDetails("彭晓", DocumentKind.RESIDENT_ID, "11010519491231002X")
    fresh = CandidateDetails("新人", DocumentKind.PASSPORT, "Z7654321")
    found = booking_faults(
        centre.store, centre.staff["clerk"], centre.sitting.id, [(fresh, ()), (booked, ()), (fresh, (Subject.CLIP,))]
    )
    assert [fault.place for fault in found] == [1, 2]
    assert "20260604-0001" in found[0].problem.en
    assert "retake" in found[1].problem.en


def test_a_subject_that_the_scheme_does_not_hold_is_no_retake(centre):
    with centre.store.writing() as books:
        scheme = replace(books.releases.scheme(centre.sitting.scheme), id="short", subjects=(Subject.THEORY,))
        digest = books.releases.keep_scheme(scheme, released_at="2026-06-04T00:00:00.000Z")
    held = plan_sitting(centre.store, centre.chance, centre.staff["clerk"], plan(centre, scheme=digest))
    fresh = CandidateDetails("新人", DocumentKind.PASSPORT, "Z7654321")
    (fault,) = booking_faults(centre.store, centre.staff["clerk"], held.id, [(fresh, (Subject.CLIP,))])
    assert fault.problem.en == "the sitting's scheme has no clip"


def test_one_fault_in_a_roster_books_nobody(centre):
    fresh = CandidateDetails("新人", DocumentKind.PASSPORT, "Z7654321")
    booked = CandidateDetails("彭晓", DocumentKind.RESIDENT_ID, "11010519491231002X")
    with pytest.raises(Refused):
        book_roster(centre.store, centre.chance, centre.staff["clerk"], centre.sitting.id, [(fresh, ()), (booked, ())])
    with centre.store.reading() as books:
        assert len(books.sittings.bookings(centre.sitting.id)) == 3
        assert books.people.by_document("Z7654321") is None


def test_a_revealed_secret_opens_the_commitment(centre):
    nobody_came(centre)
    revealed = reveal_secret(centre.store, centre.staff["clerk"], centre.sitting.id)
    assert commitment(bytes.fromhex(revealed.revealed_secret)) == revealed.commitment


def test_a_secret_is_not_revealed_before_anybody_is_booked(centre):
    held = plan_sitting(centre.store, centre.chance, centre.staff["clerk"], plan(centre))
    with pytest.raises(Refused, match="Nobody is booked"):
        reveal_secret(centre.store, centre.staff["clerk"], held.id)


def test_a_secret_is_not_revealed_while_somebody_may_still_come(centre):
    nobody_came(centre, but=centre.bookings[2])
    with pytest.raises(Refused, match="20260604-0003 among them"):
        reveal_secret(centre.store, centre.staff["clerk"], centre.sitting.id)


def test_nobody_sits_the_exam_once_its_draws_are_public(centre):
    nobody_came(centre)
    reveal_secret(centre.store, centre.staff["clerk"], centre.sitting.id)
    with pytest.raises(Refused, match="draws are public"):
        expected(centre.store, centre.bookings[0].admission_number, "002X")
    fresh = CandidateDetails("新人", DocumentKind.PASSPORT, "Z7654321")
    with pytest.raises(Refused, match="would know the paper"):
        book_roster(centre.store, centre.chance, centre.staff["clerk"], centre.sitting.id, [(fresh, ())])


def test_a_secret_is_not_revealed_while_somebody_sits_the_exam(centre):
    from app.centre.seat import admit

    admit(
        centre.store,
        centre.clock,
        centre.station(),
        centre.bookings[0].admission_number,
        "002X",
        how="qr",
        language="zh",
    )
    with pytest.raises(Refused, match="still in the exam"):
        reveal_secret(centre.store, centre.staff["clerk"], centre.sitting.id)


def test_a_content_that_was_changed_under_its_old_version_is_not_released(centre):
    bank = load_bank(question_bank("yiwu")).bank
    scheme = load_scheme(question_bank("schemes", "yiwu.toml")).scheme
    other = replace(bank, samples=bank.samples[1:])
    changed = replace(scheme, notice_working_days=scheme.notice_working_days + 1)
    admin = centre.staff["admin"]
    with centre.store.reading() as books:
        before = books.releases.listed()
    for wrong in ((bank, (changed,)), (other, (scheme,)), (replace(bank, version=9), (changed,))):
        with pytest.raises(Refused, match="version 1 was released before with other content") as refused:
            release(centre.store, centre.clock, admin, *wrong)
        assert "version = 2" in refused.value.advice
    with centre.store.reading() as books:
        assert books.releases.listed() == before
    assert len(release(centre.store, centre.clock, admin, bank, (scheme, replace(changed, version=2)))) == 3
