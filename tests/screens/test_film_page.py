"""Marking from the film: tags on the picture shown, evidence beside lines, every look at a film written down."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.centre.evidence_ports import Evidence, EvidenceProgress, EvidenceState, Span
from app.centre.marking import SheetKey
from app.centre.viewing import open_reel
from app.exam.errors import NotAllowed, Refused
from app.exam.scheme import Subject
from app.exam.sheet_state import rubric_of
from app.media.film.shelf import FolderShelf
from app.screens.examiner.sheet_state import Sense
from tests.centre.conftest import Centre, _template, centre, make_centre  # noqa: F401 - pytest finds fixtures by name
from tests.screens.clock_film import clock_film, number_in, shown_ms
from tests.screens.film_room import FilmRoom, filmed

K = Qt.Key
CLOSE_MS = 40


@pytest.fixture(scope="module")
def long_film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return clock_film(tmp_path_factory.mktemp("long") / "long.mp4", 80)


@pytest.fixture(scope="module")
def short_films(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("short")
    return [
        clock_film(folder / "one.mp4", 8),
        clock_film(folder / "two.mp4", 4, first=1000),
        clock_film(folder / "clip.mp4", 16),
    ]


@pytest.fixture
def make_room(centre: Centre, qtbot):  # noqa: F811 - the fixture of that name
    rooms: list[FilmRoom] = []

    def make(booking, **more) -> FilmRoom:
        rooms.append(FilmRoom(centre, qtbot, booking, **more))
        return rooms[-1]

    yield make
    for room in rooms:
        room.desk.close()


def until(qtbot, room: FilmRoom, number: int) -> None:
    view = room.page.view
    qtbot.waitUntil(lambda: view.painted is not None and number_in(view.painted) == number, timeout=30_000)


def test_a_tag_key_pressed_at_73_40_s_stands_within_40_ms_of_the_picture_shown(
    centre, qtbot, make_room, long_film  # noqa: F811 - the fixture of that name
) -> None:  # fmt: skip
    room = make_room(filmed(centre, [(long_film, 80_000)]))
    until(qtbot, room, 0)
    room.desk.player.jump(72_600)
    qtbot.waitUntil(lambda: abs(room.desk.player.position_ms - 72_600) < CLOSE_MS, timeout=30_000)
    room.press(K.Key_B)
    qtbot.waitUntil(lambda: room.desk.player.position_ms >= 73_400, timeout=30_000)
    assert room.desk.player.playing
    shown = shown_ms(room.page.view.painted)
    room.press(K.Key_1)
    (tag,) = room.sheet.tags
    assert tag.film == "pitch-1.mp4"
    assert abs(tag.position_ms - shown) <= CLOSE_MS
    assert abs(tag.position_ms - 73_400) <= 150  # the picture that this machine had come to
    room.press(K.Key_B)
    room.desk.player.jump(10_000)
    qtbot.waitUntil(lambda: room.desk.player.position_ms < 11_000, timeout=30_000)
    room.page.timeline.tag_chosen.emit(tag.placed)
    qtbot.waitUntil(lambda: shown_ms(room.page.view.painted) == shown, timeout=30_000)


def test_a_tag_on_a_standing_picture_is_that_pictures_and_comes_back_to_it(
    centre, qtbot, make_room, short_films  # noqa: F811 - the fixture of that name
) -> None:  # fmt: skip
    room = make_room(filmed(centre, [(short_films[0], 8_000), (short_films[1], 4_000)]))
    until(qtbot, room, 0)
    room.desk.player.jump(9_500)
    until(qtbot, room, 1045)
    room.press(K.Key_Period, K.Key_2)
    until(qtbot, room, 1046)
    (tag,) = room.sheet.tags
    assert (tag.film, tag.position_ms) in {("pitch-2.mp4", 1_500), ("pitch-2.mp4", 1_533)}
    assert [pin.at_ms for pin in room.page.timeline.state.pins] == [8_000 + tag.position_ms]
    room.desk.player.jump(1_000)
    until(qtbot, room, 30)
    room.press(K.Key_PageDown)
    until(qtbot, room, 1000 + round(tag.position_ms * 30 / 1000))
    state = room.desk.sheet.state()
    told = [each.at_ms for line in state.lines for each in line.remarks]
    assert told == [state.last_tag.at_ms] == [8_000 + tag.position_ms], "as the timeline counts it"
    room.desk.player.jump(1_000)
    until(qtbot, room, 30)
    room.page.sheet.moment_asked.emit(told[0])
    until(qtbot, room, 1000 + round(tag.position_ms * 30 / 1000))


def test_keys_go_from_tag_to_tag_where_tags_stand_between_two_pictures(
    centre, qtbot, make_room, short_films  # noqa: F811 - the fixture of that name
) -> None:  # fmt: skip
    room = make_room(filmed(centre, [(short_films[0], 8_000)]))
    until(qtbot, room, 0)
    for at_ms in (2_020, 4_020, 6_000):  # the recorder's clock stamps at the booth, and knows no picture
        room.desk.sheet.marking.tag(room.page.sheet._state.tags[0].id, "pitch-1.mp4", at_ms)
    room.desk.sheet.show()
    for number in (60, 120, 180):
        room.press(K.Key_PageDown)
        until(qtbot, room, number)
    room.press(K.Key_PageUp)
    until(qtbot, room, 120)
    room.press(K.Key_M)
    assert room.desk.player.loop_ms == (4_020, 6_000), "from the tag that is in hand to the next"
    room.press(K.Key_M, K.Key_PageUp)
    until(qtbot, room, 60)


def test_a_hole_between_two_films_is_named(centre, qtbot, make_room, short_films) -> None:  # noqa: F811 - the fixture of that name
    room = make_room(filmed(centre, [(short_films[0], 8_000), (short_films[1], 4_000)]))
    assert room.page.notes.text() == "0:08: camera lost, 4.0 s not filmed"
    assert room.page.timeline.state.breaks_ms == (8_000,)
    assert room.page.timeline.state.duration_ms == 12_000
    assert all(at < 12_000 for at in room.page.timeline.state.remarks_ms)


def test_keys_run_step_speed_and_loop_the_film(centre, qtbot, make_room, short_films) -> None:  # noqa: F811 - the fixture of that name
    room = make_room(filmed(centre, [(short_films[0], 8_000)]))
    until(qtbot, room, 0)
    player = room.desk.player
    room.press(K.Key_Equal, K.Key_Equal)
    assert player.rate_percent == 150
    room.press(K.Key_Minus, K.Key_Minus, K.Key_Minus, K.Key_Minus, K.Key_Minus)
    assert player.rate_percent == 50
    room.page.position_asked.emit(2_010)
    until(qtbot, room, 60)
    room.press(K.Key_1)
    room.page.position_asked.emit(4_010)
    until(qtbot, room, 120)
    room.press(K.Key_Q)
    room.page.position_asked.emit(3_010)
    until(qtbot, room, 90)
    room.press(K.Key_M)
    assert player.loop_ms == (2_000, 4_000)
    assert room.page.timeline.state.loop_ms == (2_000, 4_000)
    room.press(K.Key_M)
    assert player.loop_ms is None
    QTest.keyClick(room.window.focusWidget(), K.Key_Right, Qt.KeyboardModifier.ControlModifier)
    until(qtbot, room, 239)
    room.press(K.Key_Home)
    until(qtbot, room, 0)


def found(room: FilmRoom) -> Evidence:
    return Evidence(
        "pitch-1.mp4", "d", "m", 8_000, has_sound=True, has_picture=True,
        speech=(Span(0, 3_000, 96), Span(6_500, 8_000, 90)),
        silence=(Span(3_000, 6_500, 98),), face=(Span(0, 7_000, 88),), absence=(Span(7_000, 8_000, 80),),
        black=(Span(5_000, 6_000, 99),), loudness_db=(-20, -18, -16),
    )  # fmt: skip


def test_evidence_stands_on_the_timeline_and_beside_its_lines_and_changes_no_mark(
    centre, qtbot, make_room, short_films  # noqa: F811 - the fixture of that name
) -> None:  # fmt: skip
    room = make_room(filmed(centre, [(short_films[0], 8_000)]))
    room.window.resize(1920, 1080)
    (film, told) = room.evidence.asked[0]
    assert film.name == "pitch-1.mp4"
    told(EvidenceProgress(EvidenceState.COMPUTING, 40))
    qtbot.waitUntil(lambda: "40 %" in room.page.progress.text())
    before = room.sheet
    told(EvidenceProgress(EvidenceState.DONE, 100, found(room)))
    qtbot.waitUntil(lambda: len(room.page.timeline.state.tracks) == 4)
    assert not room.page.progress.isVisible()
    assert room.sheet == before
    tracks = {track.name: track for track in room.page.timeline.state.tracks}
    assert tracks["Dead air"].spans == ((3_000, 6_500),)
    assert tracks["Dead air"].care
    assert (tracks["Speech"].sure_percent, tracks["Face in picture"].sure_percent) == (94, 88)
    rubric = rubric_of(room.desk.sheet.marking.context.bank, Subject.PITCH)
    lines = {line.id: line for line in room.desk.sheet.state().lines}
    said = {
        line.id: [each.words for each in lines[line.id].remarks if each.sense is Sense.EVIDENCE]
        for line in rubric.lines
    }
    assert "effective 00:04 of 00:08 (98 %)" in said["timing"]
    assert said["showing"] == ["black 1× 00:01 (99 %)", "in picture 00:07 (88 %)"]
    assert "loudness −18 dB" in said["speech"]
    room.window.resize(1366, 768)
    room.desk.sheet.walk.current = "showing"
    low = room.desk.sheet.state()
    assert [line.id for line in low.lines if any(each.sense is Sense.EVIDENCE for each in line.remarks)] == ["showing"]


def test_evidence_that_fails_or_comes_late_does_not_hold_marking_up(
    centre, qtbot, make_room, short_films  # noqa: F811 - the fixture of that name
) -> None:  # fmt: skip
    room = make_room(filmed(centre, [(short_films[0], 8_000)]))
    _, told = room.evidence.asked[0]
    told(EvidenceProgress(EvidenceState.FAILED, detail="stopped", advice="again"))
    qtbot.waitUntil(lambda: "marking needs none" in room.page.progress.text())
    until(qtbot, room, 0)
    room.press(K.Key_J)
    assert len(room.sheet.marks) == 1
    room.desk.close()
    told(EvidenceProgress(EvidenceState.DONE, 100, found(room)))
    qtbot.waitUntil(lambda: room.page.timeline.state.tracks == ())


def test_the_clip_is_marked_from_its_film_likewise(centre, qtbot, make_room, short_films) -> None:  # noqa: F811 - the fixture of that name
    booking = filmed(centre, [(short_films[1], 4_000)], clip=short_films[2])
    room = make_room(booking, subject=Subject.CLIP)
    room.window.resize(1920, 1080)
    until(qtbot, room, 0)
    room.desk.player.jump(2_010)
    until(qtbot, room, 60)
    room.press(K.Key_1)
    assert [(tag.film, tag.position_ms) for tag in room.sheet.tags] == [("clip", 2_000)]
    said = [each.words for line in room.desk.sheet.state().lines for each in line.remarks]
    assert "3 of 3 clip checks hold" in said


def test_escape_in_the_fields_leaves_the_fields_and_not_the_film(centre, qtbot, make_room, short_films) -> None:  # noqa: F811 - the fixture of that name
    room = make_room(filmed(centre, [(short_films[0], 8_000)]))
    until(qtbot, room, 0)
    left: list[bool] = []
    room.desk.left.connect(lambda: left.append(True))
    room.press(K.Key_N)
    QTest.keyClicks(room.window.focusWidget(), "spoke too softly")
    room.page.sheet.drawer.give.setFocus()
    room.press(K.Key_Escape)
    assert left == []
    assert room.desk.sheet.marking is not None
    assert not room.page.sheet.asks
    room.press(K.Key_Escape)
    assert left == [True]


def test_a_tag_never_stands_past_the_end_of_its_film(centre, qtbot, make_room, short_films) -> None:  # noqa: F811 - the fixture of that name
    room = make_room(filmed(centre, [(short_films[0], 8_000), (short_films[1], 4_000)]))
    until(qtbot, room, 0)
    room.page.position_asked.emit(7_910)
    until(qtbot, room, 237)
    room.press(K.Key_1, K.Key_BracketRight, K.Key_BracketRight)
    (tag,) = room.sheet.tags
    assert (tag.film, tag.position_ms) == ("pitch-1.mp4", 7_999)
    assert [pin.at_ms for pin in room.page.timeline.state.pins] == [7_999]
    before = len(stored_entries(room))
    room.press(K.Key_BracketRight)
    assert len(stored_entries(room)) == before, "a move that moves nothing is no entry"
    room.press(K.Key_BracketLeft)
    assert room.sheet.tags[0].position_ms == 6_999


def stored_entries(room: FilmRoom) -> list:
    with room.centre.store.reading() as books:
        return list(books.ledger.entries(f"{room.booking.id}/sheet/pitch/{room.sheet.examiner}"))


def test_each_look_at_a_film_leaves_a_line_and_only_those_who_mark_may_look(
    centre, qtbot, make_room, short_films  # noqa: F811 - the fixture of that name
) -> None:  # fmt: skip
    booking = filmed(centre, [(short_films[0], 8_000), (short_films[1], 4_000)])
    room = make_room(booking)
    with centre.store.reading() as books:
        lines = books.readings.of_attempt(booking.id)
    examiner = centre.staff["examiner"].staff.id
    assert [(line.by, line.media, line.purpose) for line in lines] == [
        (examiner, "pitch-1.mp4", "mark pitch"),
        (examiner, "pitch-2.mp4", "mark pitch"),
    ]
    shelf = FolderShelf(centre.home.media)
    with pytest.raises(NotAllowed):
        open_reel(centre.store, centre.clock, centre.staff["supervisor"], shelf, room.key)


def test_a_film_that_is_not_here_is_named_before_a_sheet_is_opened(centre, qtbot, short_films) -> None:  # noqa: F811 - the fixture of that name
    booking = filmed(centre, [(short_films[0], 8_000)])
    (centre.home.media / booking.id / "pitch-1.mp4").unlink()
    key_ = SheetKey(booking.id, Subject.PITCH)
    shelf = FolderShelf(centre.home.media)
    with pytest.raises(Refused, match=r"not on this computer: pitch-1\.mp4"):
        open_reel(centre.store, centre.clock, centre.staff["examiner"], shelf, key_)
    with centre.store.reading() as books:
        assert books.readings.of_attempt(booking.id) == []


def test_a_film_that_cannot_be_played_is_said_and_the_sheet_stays(
    centre, qtbot, make_room, short_films, tmp_path  # noqa: F811 - the fixture of that name
) -> None:  # fmt: skip
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(b"no film at all" * 60)
    room = make_room(filmed(centre, [(broken, 8_000)]))
    qtbot.waitUntil(lambda: room.page.notice.isVisible(), timeout=30_000)
    room.press(K.Key_J)
    assert len(room.sheet.marks) == 1


def test_arrows_move_the_timeline_that_has_the_focus_and_mark_nothing(
    centre, qtbot, make_room, short_films  # noqa: F811 - the fixture of that name
) -> None:  # fmt: skip
    room = make_room(filmed(centre, [(short_films[0], 8_000)]))
    until(qtbot, room, 0)
    room.page.timeline.setFocus()
    room.press(K.Key_Right)
    until(qtbot, room, 30)
    assert room.sheet.marks == {}
    room.press(K.Key_2)
    assert len(room.sheet.tags) == 1, "a tag's key is heard all the same"


def test_a_desk_that_was_killed_in_mid_sheet_finds_marks_and_tags_where_they_were(
    centre, qtbot, make_room, short_films  # noqa: F811 - the fixture of that name
) -> None:  # fmt: skip
    booking = filmed(centre, [(short_films[0], 8_000)])
    room = make_room(booking)
    until(qtbot, room, 0)
    room.desk.player.jump(3_010)
    until(qtbot, room, 90)
    room.press(K.Key_J, K.Key_Down, K.Key_1)
    before = room.sheet
    again = make_room(booking)  # nothing of the first desk was closed: the record alone is read
    assert again.sheet == before
    assert [pin.at_ms for pin in again.page.timeline.state.pins] == [3_000]
    assert again.desk.sheet.walk.current == again.desk.sheet.state().lines[1].id
