"""Two photos stand beside each other at the door; a hint is a sentence that presses no button."""

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.centre.face_hint import FaceFault, ShownHint
from app.centre.registration_photo import keep_registration_photos
from app.exam.errors import Refused, Unavailable
from app.exam.flow_state import Stage
from app.exam.vocabulary import body_of
from app.exam.vocabulary.desk import FaceHint
from app.programs.faces import Faces
from app.screens.examiner.identity_desk import IdentityServices
from app.screens.examiner.sheet_desk import DeskServices
from app.screens.language import speak
from app.storage.identity_file import IDENTITY
from app.storage.photos import PhotoFolder
from tests.centre.conftest import Centre, _template, centre, make_centre  # noqa: F401 - pytest finds fixtures by name
from tests.media.faces.pictures import at_the_booth, original
from tests.screens.booth_room import BoothRoom, Sitter, jpeg


def bring(centre: Centre, photo: bytes, index: int = 0) -> None:  # noqa: F811 - the fixture of that name
    number = centre.bookings[index].admission_number
    keep_registration_photos(centre.store, centre.staff["clerk"], centre.sitting.id, {number: photo})


def hinting(found: ShownHint | Exception | None, asked: list[str] | None = None) -> IdentityServices:
    def hint(_: object, attempt: str, registered: bytes, taken: bytes) -> ShownHint | None:
        if asked is not None:
            asked.append(attempt)
        if isinstance(found, Exception):
            raise found
        return found

    return IdentityServices(lambda *_: jpeg(), lambda *_: jpeg("#335577"), hint)


def confirmed(room: BoothRoom, sitter: Sitter) -> object:
    with room.centre.store.reading() as books:
        return body_of(books.ledger.entries(f"{sitter.seat.attempt}/desk")[-1])


def test_the_examiner_is_told_of_a_booking_for_another_day(centre: Centre, qtbot) -> None:  # noqa: F811 - the fixture of that name
    room = BoothRoom(centre, qtbot)
    Sitter(centre, photo=jpeg())
    room.tick()
    card = room.page.booth.card
    assert card.yes.isVisible()
    assert not card.other_day.isVisible(), "the sitting is today's"
    centre.clock.pass_ms(24 * 3_600_000)
    room.tick()
    assert card.other_day.isVisible()
    assert centre.sitting.held_on.isoformat() in card.other_day.text.text()
    assert card.yes.isEnabled(), "it is for people to decide"


def test_both_photos_stand_there_and_each_is_looked_at_once(centre: Centre, qtbot) -> None:  # noqa: F811 - the fixture of that name
    room = BoothRoom(centre, qtbot)
    bring(centre, jpeg("#335577"))
    sitter = Sitter(centre, photo=jpeg())
    for _ in range(3):
        room.tick()
    card = room.page.booth.card
    assert card.photo.image is not None
    assert card.registered.isVisible()
    assert card.registered.image is not None
    assert not card.hint.isVisible()
    with centre.store.reading() as books:
        looks = [each.media for each in books.readings.of_attempt(sitter.seat.attempt)]
    assert sorted(looks) == ["photo", "registration photo"]
    room.click(card.yes)
    assert sitter.stage is Stage.CONSENT
    assert confirmed(room, sitter).face_hint is None


def test_a_registration_photo_that_does_not_open_hides_no_other(centre: Centre, qtbot) -> None:  # noqa: F811 - the fixture of that name
    looks: list[str] = []

    def broken(*_: object) -> bytes:
        looks.append("registration")
        raise Refused("It does not open.", advice="Restore the keys.")

    def late(*_: object) -> bytes:
        looks.append("taken")
        return jpeg() if looks.count("taken") > 2 else b""

    room = BoothRoom(centre, qtbot, identity=IdentityServices(late, broken, lambda *_: None))
    Sitter(centre)
    room.tick()
    assert "It does not open." in room.page.booth._state.problem
    for _ in range(3):
        room.tick()
    assert looks.count("registration") == 1
    assert room.page.booth.card.photo.image is not None
    assert not room.page.booth.card.registered.isVisible()


def test_a_registration_photo_that_is_brought_while_the_person_waits_comes_by_itself(
    centre: Centre,  # noqa: F811 - the fixture of that name
    qtbot,
) -> None:
    asked: list[str] = []
    services = hinting(ShownHint(FaceHint.ALIKE, 75), asked)
    room = BoothRoom(centre, qtbot)
    room.live.identity._at = IdentityServices(room._photo, room._registered, services.hint)
    sitter = Sitter(centre, photo=jpeg())
    room.tick()
    card = room.page.booth.card
    assert not card.registered.isVisible()
    assert asked == []
    bring(centre, jpeg("#335577"))
    for _ in range(3):
        room.tick()
    assert card.registered.isVisible()
    qtbot.waitUntil(card.hint.isVisible)
    assert asked == [sitter.seat.attempt]
    with centre.store.reading() as books:
        looks = [each.media for each in books.readings.of_attempt(sitter.seat.attempt)]
    assert sorted(looks) == ["photo", "registration photo"], "each is looked at once"


def test_without_a_registration_photo_one_photo_stands_there(centre: Centre, qtbot) -> None:  # noqa: F811 - the fixture of that name
    room = BoothRoom(centre, qtbot)
    Sitter(centre, photo=jpeg())
    room.tick()
    assert not room.page.booth.card.registered.isVisible()
    assert room.page.booth.card.photo.isVisible()


@pytest.mark.parametrize(
    ("shown", "words", "closely"),
    [
        (ShownHint(FaceHint.ALIKE, 75), "look alike (likeness 75 of 100)", False),
        (ShownHint(FaceHint.UNSURE, 57), "cannot say", False),
        (ShownHint(FaceHint.DIFFERENT, 30), "look different (likeness 30 of 100). Look closely.", True),
        (
            ShownHint(FaceHint.NONE, None, FaceFault.SEVERAL_FACES, FaceFault.NO_FACE),
            "No hint: the photo of the registration shows several faces; the photo of check-in shows no face",
            False,
        ),
    ],
)
@pytest.mark.parametrize("matches", [True, False])
def test_a_hint_is_a_sentence_and_either_button_still_decides(
    centre: Centre,  # noqa: F811 - the fixture of that name
    qtbot,
    *,
    shown: ShownHint,
    words: str,
    closely: bool,
    matches: bool,
) -> None:
    room = BoothRoom(centre, qtbot, identity=hinting(shown))
    sitter = Sitter(centre)
    room.tick()
    card = room.page.booth.card
    qtbot.waitUntil(card.hint.isVisible)
    assert words in card.hint.text.text()
    assert room.live.identity.beside("en").look_closely is closely
    assert card.yes.isVisible()
    assert card.no.isVisible()
    assert sitter.stage is Stage.IDENTITY, "no hint decides"
    room.click(card.yes if matches else card.no)
    assert sitter.stage is (Stage.CONSENT if matches else Stage.TURNED_AWAY)
    assert not card.hint.isVisible()
    body = confirmed(room, sitter)
    assert (body.matches, body.face_hint, body.face_hint_percent) == (matches, shown.hint, shown.percent)


def test_who_did_not_agree_is_shown_like_anybody_else(centre: Centre, qtbot) -> None:  # noqa: F811 - the fixture of that name
    asked: list[str] = []
    room = BoothRoom(centre, qtbot, identity=hinting(None, asked))
    sitter = Sitter(centre)
    room.tick()
    qtbot.waitUntil(lambda: bool(asked))
    room.tick()
    assert not room.page.booth.card.hint.isVisible()
    room.click(room.page.booth.card.yes)
    assert confirmed(room, sitter).face_hint is None


def test_what_cannot_be_compared_here_is_said_and_the_eye_decides(centre: Centre, qtbot) -> None:  # noqa: F811 - the fixture of that name
    asked: list[str] = []
    trouble = Unavailable("The models are not installed.", advice="Compare by eye.")
    room = BoothRoom(centre, qtbot, identity=hinting(trouble, asked))
    sitter = Sitter(centre)
    room.tick()
    qtbot.waitUntil(room.page.booth.card.hint.isVisible)
    assert room.page.booth.card.hint.text.text() == "The models are not installed. Compare by eye."
    room.tick()
    assert len(asked) == 1, "it is not tried again and again"
    room.click(room.page.booth.card.yes)
    assert sitter.stage is Stage.CONSENT


def test_a_hint_that_comes_late_belongs_to_nobody_else(centre: Centre, qtbot) -> None:  # noqa: F811 - the fixture of that name
    go_on, begun = threading.Event(), threading.Event()
    seen: list[str] = []

    def slow(_: object, attempt: str, *__: object) -> ShownHint:
        seen.append(attempt)
        begun.set()
        assert go_on.wait(30)
        return ShownHint(FaceHint.DIFFERENT if attempt == seen[0] else FaceHint.ALIKE, 50)

    room = BoothRoom(centre, qtbot, identity=IdentityServices(lambda *_: jpeg(), lambda *_: jpeg(), slow))
    first = Sitter(centre)
    room.tick()
    assert begun.wait(30)
    QTest.mouseClick(room.page.booth.card.no, Qt.MouseButton.LeftButton)
    first.seat.refresh()
    first.seat.finish("turned_away")
    assert confirmed(room, first).face_hint is None, "what was not there yet was not seen"
    room.tick()
    second = Sitter(centre, index=1)
    room.tick()
    go_on.set()
    qtbot.waitUntil(room.page.booth.card.hint.isVisible)
    assert "alike" in room.page.booth.card.hint.text.text()
    assert seen == [first.seat.attempt, second.seat.attempt]


def test_the_window_goes_on_while_two_photos_are_compared(centre: Centre, qtbot) -> None:  # noqa: F811 - the fixture of that name
    threads: list[threading.Thread] = []

    def noted(*_: object) -> ShownHint:
        threads.append(threading.current_thread())
        return ShownHint(FaceHint.ALIKE, 80)

    room = BoothRoom(centre, qtbot, identity=IdentityServices(lambda *_: jpeg(), lambda *_: jpeg(), noted))
    Sitter(centre)
    room.tick()
    qtbot.waitUntil(room.page.booth.card.hint.isVisible)
    assert threads
    assert threads[0] is not threading.main_thread()


@pytest.mark.parametrize(
    ("agreed", "person", "hint"),
    [(True, "collins", FaceHint.ALIKE), (True, "hopper", FaceHint.DIFFERENT), (False, "collins", None)],
)
def test_from_two_real_photos_to_the_entry(
    centre: Centre,  # noqa: F811 - the fixture of that name
    qtbot,
    *,
    agreed: bool,
    person: str,
    hint: FaceHint | None,
) -> None:
    (centre.home.path / IDENTITY).write_text("face_comparison = true\n", encoding="utf-8")
    services = DeskServices(centre.store, centre.clock, centre.station("desk-1"), lambda: "en")
    faces = Faces(centre.home.path, services, PhotoFolder(centre.home.photos))
    room = BoothRoom(centre, qtbot, identity=faces.services())
    bring(centre, original("collins"))
    sitter = Sitter(centre, photo=at_the_booth(person), face_comparison=agreed)
    room.tick()
    assert room.page.booth.card.registered.isVisible()
    if hint is not None:
        qtbot.waitUntil(room.page.booth.card.hint.isVisible, timeout=60_000)
    room.click(room.page.booth.card.yes)
    assert confirmed(room, sitter).face_hint is hint
    faces.close()


def test_a_centre_that_did_not_switch_it_on_compares_nothing(centre: Centre) -> None:  # noqa: F811 - the fixture of that name
    services = DeskServices(centre.store, centre.clock, centre.station("desk-1"), lambda: "en")
    assert Faces(centre.home.path, services, PhotoFolder(centre.home.photos)).services().hint is None


def test_the_hint_is_said_in_chinese_too(centre: Centre, qtbot, qapp) -> None:  # noqa: F811 - the fixture of that name
    speak(qapp, "zh")
    try:
        room = BoothRoom(centre, qtbot, identity=hinting(ShownHint(FaceHint.DIFFERENT, 30)))
        Sitter(centre)
        room.tick()
        qtbot.waitUntil(room.page.booth.card.hint.isVisible)
        assert room.page.booth.card.hint.text.text() == "电脑提示：两张照片看起来不像（相似度 30/100），请仔细核对。"
    finally:
        speak(qapp, "en")
