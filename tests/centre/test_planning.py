"""Sittings, bookings and the draw secret."""

from dataclasses import replace
from datetime import date

import pytest

from app.centre.planning import SittingPlan, book_roster, plan_sitting, reveal_secret
from app.centre.values import CandidateDetails
from app.exam.draw import commitment
from app.exam.errors import Refused
from app.exam.identity import DocumentKind


def plan(centre, **changes):
    base = SittingPlan("20260605", date(2026, 6, 5), "P", centre.sitting.scheme, centre.sitting.bank, 2)
    return replace(base, **changes)


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


def test_one_fault_in_a_roster_books_nobody(centre):
    fresh = CandidateDetails("新人", DocumentKind.PASSPORT, "Z7654321")
    booked = CandidateDetails("彭晓", DocumentKind.RESIDENT_ID, "11010519491231002X")
    with pytest.raises(Refused):
        book_roster(centre.store, centre.chance, centre.staff["clerk"], centre.sitting.id, [(fresh, ()), (booked, ())])
    with centre.store.reading() as books:
        assert len(books.sittings.bookings(centre.sitting.id)) == 3
        assert books.people.by_document("Z7654321") is None


def test_a_revealed_secret_opens_the_commitment(centre):
    revealed = reveal_secret(centre.store, centre.staff["clerk"], centre.sitting.id)
    assert commitment(bytes.fromhex(revealed.revealed_secret)) == revealed.commitment


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
    with pytest.raises(Refused, match="still run"):
        reveal_secret(centre.store, centre.staff["clerk"], centre.sitting.id)
