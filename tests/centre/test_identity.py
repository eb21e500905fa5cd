"""Two photos for the examiner's eye, and a hint only where the candidate agreed: against a real database."""

from datetime import timedelta

import pytest

from app.centre.desk import Desk
from app.centre.face_hint import FaceFault, FaceFinding, ShownHint, face_hint, may_compare
from app.centre.identity_photo import keep_photo
from app.centre.office import Office
from app.centre.registration_photo import has_registration_photo, keep_registration_photos, registration_photo
from app.centre.seat import admit
from app.exam.errors import Refused, Unavailable
from app.exam.flow_state import Stage
from app.exam.vocabulary import body_of
from app.exam.vocabulary.desk import FaceHint
from app.storage.photos import PhotoFolder
from app.storage.verify import verify_record

FACE, OTHER = b"\xff\xd8 a face", b"\xff\xd8 another face"


class Scripted:
    """Finds what a test says, and notes what it was given."""

    def __init__(self, finding):
        self.finding, self.given = finding, []

    def compare(self, registered, taken):
        self.given.append((registered, taken))
        if isinstance(self.finding, Exception):
            raise self.finding
        return self.finding


def came(centre, index=0, *, face_comparison=None):
    booking = centre.bookings[index]
    with centre.store.reading() as books:
        last_four = books.people.get(booking.candidate).details.document_number[-4:]
    photo = keep_photo(centre.store, PhotoFolder(centre.home.photos), booking.id, OTHER)
    return admit(
        centre.store, centre.clock, centre.station(), booking.admission_number, last_four, how="typed",
        language="zh", photo=photo, face_comparison=face_comparison,
    )  # fmt: skip


def brought(centre, index=0, photo=FACE):
    number = centre.bookings[index].admission_number
    return keep_registration_photos(centre.store, centre.staff["clerk"], centre.sitting.id, {number: photo})


def hint(centre, comparer, index=0, registered=FACE, taken=OTHER):
    return face_hint(
        centre.store, centre.clock, centre.staff["examiner"], comparer, centre.bookings[index].id, (registered, taken)
    )


def test_photos_are_sealed_and_each_look_leaves_a_line(centre):
    assert brought(centre) == 2
    attempt = centre.bookings[0].id
    with centre.store.reading() as books:
        assert FACE not in books.registration_photos.get(attempt)
    assert has_registration_photo(centre.store, attempt)
    assert not has_registration_photo(centre.store, centre.bookings[1].id)
    see = centre.staff["examiner"]
    assert registration_photo(centre.store, centre.clock, see, attempt) == FACE
    assert registration_photo(centre.store, centre.clock, see, centre.bookings[1].id) == b""
    with centre.store.reading() as books:
        looks = [books.readings.of_attempt(booking.id) for booking in centre.bookings[:2]]
    assert [[(each.by, each.media, each.purpose) for each in found] for found in looks] == [
        [(see.staff.id, "registration photo", "identity")], []
    ]  # fmt: skip


def test_a_photo_is_replaced_until_its_candidate_has_checked_in(centre):
    brought(centre)
    brought(centre, photo=OTHER)
    see, attempt = centre.staff["examiner"], centre.bookings[0].id
    assert registration_photo(centre.store, centre.clock, see, attempt) == OTHER
    came(centre)
    with pytest.raises(Refused, match="has checked in"):
        brought(centre)
    assert registration_photo(centre.store, centre.clock, see, attempt) == OTHER


def test_a_photo_that_was_missing_may_come_until_identity_is_decided(centre):
    came(centre)
    see, attempt = centre.staff["examiner"], centre.bookings[0].id
    assert registration_photo(centre.store, centre.clock, see, attempt) == b""
    brought(centre)
    assert registration_photo(centre.store, centre.clock, see, attempt) == FACE
    with pytest.raises(Refused, match="has checked in"):
        brought(centre, photo=OTHER)
    came(centre, index=1)
    second = centre.bookings[1].id
    Desk(centre.store, centre.clock, centre.station(), see, second).confirm_identity(matches=True)
    with pytest.raises(Refused, match="has checked in"):
        brought(centre, index=1)
    assert not has_registration_photo(centre.store, second)


def test_whoever_asks_for_a_photo_that_is_not_there_holds_nobody_up(centre):
    with centre.store.writing():  # somebody else writes
        found = registration_photo(centre.store, centre.clock, centre.staff["examiner"], centre.bookings[0].id)
    assert found == b""


def test_one_strange_number_keeps_no_photo_at_all(centre):
    photos = {centre.bookings[0].admission_number: FACE, "20260604-0099": FACE}
    with pytest.raises(Refused, match=r"20260604-0099 is no admission number"):
        keep_registration_photos(centre.store, centre.staff["clerk"], centre.sitting.id, photos)
    assert not has_registration_photo(centre.store, centre.bookings[0].id)


@pytest.mark.parametrize("answer", [None, False])
def test_without_the_candidates_own_yes_nothing_is_compared(centre, answer):
    came(centre, face_comparison=answer)
    comparer = Scripted(FaceFinding(distance=300))
    assert not may_compare(centre.store, centre.bookings[0].id)
    assert hint(centre, comparer) is None
    assert comparer.given == []
    with centre.store.reading() as books:
        assert books.readings.of_attempt(centre.bookings[0].id) == []


def test_before_anybody_came_nothing_is_compared(centre):
    comparer = Scripted(FaceFinding(distance=300))
    assert hint(centre, comparer) is None
    assert comparer.given == []


@pytest.mark.parametrize(("registered", "taken"), [(b"", OTHER), (FACE, b"")])
def test_one_photo_is_compared_with_nothing(centre, registered, taken):
    came(centre, face_comparison=True)
    comparer = Scripted(FaceFinding(distance=300))
    assert hint(centre, comparer, registered=registered, taken=taken) is None
    assert comparer.given == []


@pytest.mark.parametrize(
    ("finding", "shown"),
    [
        (FaceFinding(distance=300), ShownHint(FaceHint.ALIKE, 75)),
        (FaceFinding(distance=520), ShownHint(FaceHint.UNSURE, 57)),
        (FaceFinding(distance=840), ShownHint(FaceHint.DIFFERENT, 30)),
        (FaceFinding(0, FaceFault.NO_FACE), ShownHint(FaceHint.NONE, None, FaceFault.NO_FACE)),
        (
            FaceFinding(0, None, FaceFault.SEVERAL_FACES),
            ShownHint(FaceHint.NONE, None, None, FaceFault.SEVERAL_FACES),
        ),
    ],
)
def test_a_comparison_becomes_a_hint(centre, finding, shown):
    came(centre, face_comparison=True)
    comparer = Scripted(finding)
    assert hint(centre, comparer) == shown
    assert comparer.given == [(FACE, OTHER)]
    with centre.store.reading() as books:
        looks = books.readings.of_attempt(centre.bookings[0].id)
    assert [(each.media, each.purpose) for each in looks] == [("both photos", "face comparison")]


def test_a_comparison_that_cannot_be_made_here_is_told(centre):
    came(centre, face_comparison=True)
    with pytest.raises(Unavailable, match="not installed"):
        hint(centre, Scripted(Unavailable("not installed", advice="Compare by eye.")))


@pytest.mark.parametrize("hinted", list(FaceHint))
def test_the_examiner_decides_against_any_hint_and_the_record_keeps_both(centre, hinted):
    sitter = came(centre, face_comparison=True)
    desk = Desk(centre.store, centre.clock, centre.station(), centre.staff["examiner"], sitter.attempt)
    percent = None if hinted is FaceHint.NONE else 30
    desk.confirm_identity(matches=True, shown=ShownHint(hinted, percent))
    assert sitter.refresh().stage is Stage.CONSENT
    confirmed = body_of(desk.head)
    assert (confirmed.matches, confirmed.face_hint, confirmed.face_hint_percent) == (True, hinted, percent)
    assert list(verify_record(centre.home.store, centre.home.keys)) == []


def test_without_a_hint_the_entry_is_the_one_it_always_was(centre):
    sitter = came(centre)
    desk = Desk(centre.store, centre.clock, centre.station(), centre.staff["examiner"], sitter.attempt)
    desk.confirm_identity(matches=False)
    assert set(desk.head.body) == {"v", "answers", "matches"}
    assert sitter.refresh().stage is Stage.TURNED_AWAY


def test_a_purge_takes_the_photos_of_every_booking(centre):
    brought(centre, 0)
    brought(centre, 1)
    came(centre)
    shelf = PhotoFolder(centre.home.photos)
    centre.clock.set_wall(centre.clock.now() + timedelta(days=1))
    office = Office(centre.store, centre.clock, centre.station("office"), centre.staff["admin"])
    office.purge(centre.bookings[0].id, centre.staff["admintwo"], (shelf,))
    assert not has_registration_photo(centre.store, centre.bookings[0].id)
    assert shelf.get(centre.bookings[0].id) is None
    assert has_registration_photo(centre.store, centre.bookings[1].id)
