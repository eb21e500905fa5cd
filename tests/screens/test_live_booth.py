"""The examiner runs a booth and marks live: real windows on a real database, a scripted candidate."""

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest

from app.centre.booth_link import Link
from app.exam.flow_state import Stage
from app.exam.scheme import Subject
from app.exam.vocabulary import seat as words
from app.exam.vocabulary.desk import Misconduct
from app.screens.examiner.booth_panel import granted_ms
from app.screens.examiner.live_state import Right
from app.screens.language import speak
from tests.centre.conftest import PIN, Centre, _template, centre, make_centre  # noqa: F401 - pytest finds fixtures by name
from tests.screens.booth_room import FILM, BoothRoom, Sitter, confirmed, jpeg

K = Qt.Key


@pytest.fixture
def room(centre: Centre, qtbot) -> BoothRoom:  # noqa: F811 - the fixture of that name
    return BoothRoom(centre, qtbot)


def test_a_wrong_pin_stays_at_the_door_and_waits_after_five(centre: Centre, qtbot) -> None:  # noqa: F811 - the fixture of that name
    room = BoothRoom(centre, qtbot, "")
    for _ in range(6):
        room.sign_in("examiner", "000000")
    assert room.window.pages.currentWidget() is room.window.sign_in
    assert "Wait" in room.window.sign_in._state.advice
    assert room.window.sign_in.pin.text() == ""
    assert not room.window.rail.isVisible()


def test_what_the_role_does_not_allow_is_not_offered(centre: Centre, qtbot) -> None:  # noqa: F811 - the fixture of that name
    room = BoothRoom(centre, qtbot, "supervisor")
    assert room.shell.allowed == ()
    room.shell.turn_to("booth")
    assert room.window.pages.currentWidget() is room.window.sign_in
    assert "nothing" in room.window.sign_in._state.problem


def test_signing_out_leaves_nothing_of_the_person(room: BoothRoom) -> None:
    confirmed(room)
    room.tick()
    room.click(room.window.rail.out)
    assert room.window.pages.currentWidget() is room.window.sign_in
    assert room.live.desk is None
    assert room.live._person is None
    assert not room.live._clock.isActive()


def test_an_empty_booth_says_what_will_be_here(room: BoothRoom) -> None:
    room.tick()
    assert "booth-1" in room.page.note.title.text()
    assert room.page.right.currentWidget() is room.page.note


def test_the_booth_opens_by_itself_and_identity_is_confirmed(room: BoothRoom) -> None:
    sitter = Sitter(room.centre, photo=jpeg())
    room.tick()
    card = room.page.booth.card
    assert card.name.text() == "彭晓"
    assert "110105**********2X" in card.data.text().replace(" ", "")
    assert card.photo._image is not None
    with room.centre.store.reading() as books:
        looks = books.readings.of_attempt(sitter.seat.attempt)
    assert [(each.media, each.purpose) for each in looks] == [("photo", "identity")]
    room.click(card.yes)
    assert sitter.stage is Stage.CONSENT
    assert not card.yes.isVisible()


def test_a_photo_that_is_not_the_records_is_said_and_the_eye_decides(room: BoothRoom) -> None:
    sitter = Sitter(room.centre, photo=jpeg())
    room.shelf.put(sitter.seat.attempt, b"another")
    room.tick()
    assert "not the one that the record names" in room.page.booth._state.problem
    assert room.page.booth.card.photo._image is None
    room.click(room.page.booth.card.yes)
    assert sitter.stage is Stage.CONSENT


def test_a_wrong_person_is_turned_away(room: BoothRoom) -> None:
    sitter = Sitter(room.centre)
    room.tick()
    room.click(room.page.booth.card.no)
    assert sitter.stage is Stage.TURNED_AWAY


def test_a_call_comes_to_the_front_and_is_answered(room: BoothRoom) -> None:
    sitter = confirmed(room).go_to(Stage.THEORY)
    room.tick()
    room.click(room.page.facts_tab)
    sitter.seat.call_help("candidate")
    room.tick()
    assert room.page.booth.isVisible()
    room.click(room.page.booth.answer)
    assert sitter.seat.refresh().open_calls == ()


def test_lost_time_is_given_back_to_the_millisecond_with_a_reason(room: BoothRoom) -> None:
    sitter = confirmed(room).go_to(Stage.THEORY)
    sitter.seat.observe(words.Interrupted(cause="power"))
    room.centre.clock.pass_ms(400_321)
    sitter.seat.observe(words.Resumed(lost_ms=400_321, restarted=True))
    waiting_ms = sitter.seat.refresh().unsettled_ms
    assert waiting_ms > 0
    room.tick()
    room.click(room.page.booth.grant)
    room.click(room.page.booth.fields.give)
    assert room.page.booth._state.problem, "a reason is asked for"
    QTest.keyClicks(room.page.booth.fields.reason, "power cut")
    room.key(K.Key_Return) if room.window.focusWidget() is room.page.booth.fields.reason else room.click(
        room.page.booth.fields.give
    )
    state = sitter.seat.refresh()
    assert not state.awaiting_grant
    assert list(state.desk.granted.values()) == [waiting_ms]


@pytest.mark.parametrize(
    ("text", "ms"),
    [("1:30", 90_000), ("90", 90_000), ("0:00", 0), ("1：05", 65_000), ("１：３０", 90_000), ("1:75", None),
     ("soon", None), ("9²", None), ("²:30", None)],
)  # fmt: skip
def test_times_are_read_as_people_write_them(text: str, ms: int | None) -> None:
    assert granted_ms(text, 100_321) == ms
    assert granted_ms("1:41", 100_321) == 100_321


def test_misconduct_is_noted_with_level_and_reason(room: BoothRoom) -> None:
    sitter = confirmed(room).go_to(Stage.THEORY)
    room.tick()
    room.click(room.page.booth.misconduct)
    fields = room.page.booth.fields
    fields.level.setCurrentIndex(1)
    fields.reason.setFocus()
    QTest.keyClicks(fields.reason, "looked at a phone")
    room.key(K.Key_Return)
    assert sitter.seat.refresh().misconduct is Misconduct.WARNING
    assert "warning" in room.page.booth.noted.text()
    assert not sitter.seat.state.stopped


def test_stopping_is_pressed_and_never_slipped_into(room: BoothRoom) -> None:
    sitter = confirmed(room).go_to(Stage.THEORY)
    room.tick()
    room.click(room.page.booth.stop)
    fields = room.page.booth.fields
    QTest.keyClicks(fields.reason, "unwell")
    room.key(K.Key_Return)
    assert not sitter.seat.refresh().stopped
    room.click(fields.give)
    assert sitter.seat.refresh().stopped


def test_escape_leaves_the_fields_and_writes_nothing(room: BoothRoom) -> None:
    sitter = confirmed(room).go_to(Stage.THEORY)
    room.tick()
    room.click(room.page.booth.stop)
    room.key(K.Key_Escape)
    assert room.page.booth.fields.isHidden()
    assert not sitter.seat.refresh().stopped


def test_the_sheet_of_the_subject_in_hand_opens_by_itself(room: BoothRoom) -> None:
    sitter = confirmed(room).go_to(Stage.THEORY)
    room.tick()
    assert room.live.state().right is Right.NOTE
    assert "marked by the machine" in room.page.note.text.text()
    sitter.go_to(Stage.CLIP)
    room.tick()
    assert room.sheet.subject is Subject.CLIP
    assert not room.page.sheet.tags.buttons[0].isEnabled(), "there is no film to stamp"
    sitter.go_to(Stage.PREPARATION)
    room.tick()
    assert room.sheet.subject is Subject.CLIP, "while the candidate prepares the clip can be marked"
    room.click(room.page.sheet_tabs.buttons[Subject.PITCH])
    assert room.sheet.subject is Subject.PITCH
    room.click(room.page.sheet_tabs.buttons[Subject.CLIP])
    sitter.go_to(Stage.PITCH)
    room.tick()
    assert room.sheet.subject is Subject.PITCH, "a film that begins brings its own sheet"
    assert room.page.right.currentWidget() is room.page.sheet
    assert room.window.isActiveWindow(), "no part may flash up as a window of its own: it takes the keys away"
    assert "Must be said" in room.page.facts.must.text()


def test_a_pitch_is_marked_live_signed_and_the_booth_closed(room: BoothRoom) -> None:
    sitter = confirmed(room).go_to(Stage.PITCH)
    room.recording(73_400)
    room.tick()
    assert room.page.head.recording.text() == "recording 16.1 MB"
    assert room.page.head.ring.isVisible()
    room.page.sheet.setFocus()
    room.key(K.Key_2)
    assert [(tag.film, tag.position_ms) for tag in room.sheet.tags] == [(FILM, 73_400)]
    assert [pin.pin.at_ms for pin in room.page.timeline.pins] == [73_400]
    for _ in room.live.sheet.state().lines:
        room.key(K.Key_Semicolon, K.Key_Down)
    sitter.end_pitch()
    room.link.film_name = ""
    room.tick()
    assert not room.live.desk.sealed
    room.key(K.Key_V)
    QTest.keyClicks(room.window.focusWidget(), PIN)
    room.key(K.Key_Return)
    assert room.sheet.sealed
    assert room.live.desk.sealed, "the desk's stream ends with the signature"


def test_a_tag_means_the_picture_that_was_on_the_screen(room: BoothRoom) -> None:
    confirmed(room).go_to(Stage.PITCH)
    room.recording(73_480)
    room.link.show(1, 73_400)
    room.tick()
    assert room.live.moment() == (FILM, 73_400)
    room.page.sheet.setFocus()
    room.key(K.Key_2)
    assert room.sheet.tags[0].position_ms == 73_400


def test_a_picture_that_stands_still_gives_way_to_the_recorders_clock(room: BoothRoom, monkeypatch) -> None:
    confirmed(room).go_to(Stage.PITCH)
    room.recording(90_000)
    room.link.show(1, 73_400)
    room.tick()
    painted_ms = room.page.picture.shown.painted_ms
    monkeypatch.setattr("app.screens.examiner.live_desk.time.monotonic_ns", lambda: (painted_ms + 1_000) * 1_000_000)
    assert room.live.moment() == (FILM, 90_000)


@pytest.mark.parametrize("link", [Link.NONE, Link.WAITING, Link.REFUSED])
def test_without_a_link_everything_else_works(room: BoothRoom, link: Link) -> None:
    room.link.state = link
    sitter = confirmed(room).go_to(Stage.PITCH)
    room.tick()
    assert room.page.picture.accessibleDescription()
    room.centre.clock.pass_ms(12_345)
    room.tick()
    room.page.sheet.setFocus()
    room.key(K.Key_2, K.Key_J)
    assert room.sheet.tags[0].film == FILM
    assert abs(room.sheet.tags[0].position_ms - 12_345) <= 1
    assert len(room.sheet.marks) == 1
    sitter.seat.observe(
        words.RecordingAnchored(film=FILM, position_ms=10_000, fragments=20, head="0" * 64, film_bytes=1, frames=300)
    )
    room.tick()
    assert "10 s" in room.page.head.recording.text()


def test_a_full_panel_says_so_and_the_booth_runs_on(room: BoothRoom, qtbot) -> None:
    sitter = confirmed(room).go_to(Stage.PITCH)
    room.tick()
    other = BoothRoom(room.centre, qtbot, "examinertwo")
    other.recording(1_000)
    other.tick()
    other.click(other.page.note.mark)
    assert "panel is complete" in other.page.note.title.text()
    sitter.seat.call_help("candidate")
    other.tick()
    other.click(other.page.booth.answer)
    assert sitter.seat.refresh().open_calls == ()


def test_who_only_looks_in_takes_no_place_of_the_panel(centre: Centre, qtbot) -> None:  # noqa: F811 - the fixture of that name
    sitter = Sitter(centre)
    runs = BoothRoom(centre, qtbot)
    runs.tick()
    runs.click(runs.page.booth.card.yes)
    runs.shell.sign_out()  # else its sheet may open meanwhile, and the panel of one is complete
    sitter.go_to(Stage.PITCH)
    lead = BoothRoom(centre, qtbot, "lead")
    lead.recording(1_000)
    lead.tick()
    assert "Another examiner runs this booth" in lead.page.note.title.text()
    own = f"/sheet/pitch/{centre.staff['lead'].staff.id}"
    with centre.store.reading() as books:
        assert not [each for each in books.ledger.streams(sitter.seat.attempt) if each.endswith(own)]
    lead.click(lead.page.note.mark)
    assert lead.sheet.examiner == centre.staff["lead"].staff.id
    again = BoothRoom(centre, qtbot, "lead")
    again.tick()
    assert again.page.right.currentWidget() is again.page.sheet, "a sheet that was begun opens by itself"


def test_ctrl_digits_turn_the_pages_and_the_language_changes(room: BoothRoom, qapp) -> None:
    QTest.keyClick(room.window, K.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert room.window.pages.currentWidget() is room.page
    asked: list[str] = []
    room.shell._at = type(room.shell._at)(room.shell._at.desk, "Yiwu", asked.append)
    room.click(room.window.rail.language)
    assert asked == ["zh"]


def test_the_sheet_and_the_page_change_their_language_at_once(room: BoothRoom, qapp) -> None:
    confirmed(room).go_to(Stage.PITCH)
    room.recording(1_000)
    room.tick()
    assert room.page.sheet.rows[0].name.text() == "Opening and address"
    room.language = "zh"
    speak(qapp, "zh")
    QCoreApplication.sendPostedEvents()
    room.tick()
    assert room.page.sheet.rows[0].name.text() == "开场与称呼"
    assert room.page.sheet.foot.sign.text() == "签字（还差 8 项）"
    assert "产品直播" in room.page.head.title.text()
    assert room.window.rail.out.text() == "退出"


def test_an_incident_is_a_number_and_the_marking_goes_on(room: BoothRoom) -> None:
    room.shell.show_incident("0604-0900-1")
    assert "0604-0900-1" in room.window.incident._line.text.text()
    assert room.window.pages.currentWidget() is room.page
