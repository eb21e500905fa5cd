"""The clip on the live desk: watched in the picture's place, marked on the spot, never in the way of the pitch."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.centre.reel import CLIP
from app.exam.flow_state import Stage
from app.exam.scheme import Subject
from app.exam.vocabulary import seat as words
from app.media.film.digest import file_digest
from app.media.film.shelf import FolderShelf
from app.programs.rehearsal import actors
from tests.centre.conftest import Centre, _template, centre, make_centre  # noqa: F401 - pytest finds fixtures by name
from tests.screens.booth_room import BoothRoom, Sitter
from tests.screens.clock_film import clock_film

K = Qt.Key


@pytest.fixture(scope="module")
def clips(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("clips")
    return [clock_film(folder / f"clip-{name}.mp4", 16, first=500 * name) for name in (1, 2)]


@pytest.fixture
def room(centre: Centre, qtbot) -> BoothRoom:  # noqa: F811 - the fixture of that name
    made = BoothRoom(centre, qtbot, shelf=FolderShelf(centre.home.media))
    made.sitter = Sitter(centre)
    made.tick()
    made.click(made.page.booth.card.yes)
    made.sitter.go_to(Stage.CLIP)
    made.tick()
    return made


def brings(room: BoothRoom, clip: Path, *, here: bool = True) -> str:
    seat, digest = room.sitter.seat, file_digest(clip)
    if here:
        folder = room.centre.home.media / seat.attempt
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(clip, folder / clip.name)
    seat.write(words.ClipReceived(clip=digest, clip_bytes=clip.stat().st_size, duration_ms=16_000, source="stick",
                                  usable=True, checks=actors.CLIP_CHECKS))  # fmt: skip
    room.tick()
    return digest


def hands_in(room: BoothRoom, digest: str) -> None:
    room.sitter.seat.write(words.ClipSubmitted(clip=digest, how="candidate"))
    room.tick()


def watch(room: BoothRoom, qtbot) -> None:
    room.page.sheet.setFocus()
    room.key(K.Key_B)
    qtbot.waitUntil(lambda: room.live.clip.projector.player.moment()[0] == CLIP, timeout=20_000)
    room.key(K.Key_B)
    assert not room.live.clip.projector.player.playing


def test_the_clip_is_watched_at_its_gate_and_takes_tags_once_handed_in(room: BoothRoom, clips, qtbot) -> None:
    assert not room.page.clip.isVisible(), "nothing has come yet"
    digest = brings(room, clips[0])
    assert room.page.clip.watch.isVisible()
    assert "may be replaced" in room.page.clip.words.text()
    watch(room, qtbot)
    assert room.page.eye.currentWidget() is room.page.clip.view
    assert room.page.clip.view.painted is not None
    assert not room.page.sheet.tags.buttons[0].isEnabled()
    hands_in(room, digest)
    assert room.page.eye.currentWidget() is room.page.clip.view, "who watches is not interrupted"
    room.page.sheet.setFocus()
    room.key(K.Key_1)
    (tag,) = room.sheet.tags
    assert (tag.film, tag.position_ms) == (CLIP, room.live.clip.projector.player.moment()[1])
    assert [pin.pin.at_ms for pin in room.page.timeline.pins] == [tag.position_ms]
    room.key(K.Key_Escape)
    assert room.page.eye.currentWidget() is room.page.picture
    with room.centre.store.reading() as books:
        looks = books.readings.of_attempt(room.sitter.seat.attempt)
    assert ("clip", "mark clip") in [(each.media, each.purpose) for each in looks]


def test_the_task_stands_beside_the_clips_sheet(room: BoothRoom) -> None:
    bank, started = room.live.desk.context.bank, room.sitter.seat.state.clip.task
    task = next(each for each in bank.clip_tasks if each.id == started)
    facts = room.page.facts
    assert facts.isVisible()
    assert facts.name.text() == task.name.in_language("en")
    assert facts.address.text() == task.brief.in_language("en")
    room.sitter.go_to(Stage.PITCH)
    room.tick()
    assert "Must be said" in facts.must.text()
    assert facts.name.text() != task.name.in_language("en")


def test_it_is_marked_while_the_candidate_prepares_and_the_pitch_comes_first(room: BoothRoom, clips, qtbot) -> None:
    hands_in(room, brings(room, clips[0]))
    room.sitter.go_to(Stage.PREPARATION)
    room.tick()
    assert room.sheet.subject is Subject.CLIP
    watch(room, qtbot)
    room.key(K.Key_J)
    assert len(room.sheet.marks) == 1
    room.sitter.go_to(Stage.PITCH)
    room.recording(1_000)
    room.tick()
    assert room.sheet.subject is Subject.PITCH
    assert room.page.eye.currentWidget() is room.page.picture
    assert not room.page.clip.isVisible()
    room.page.sheet.setFocus()
    room.key(K.Key_1)
    assert room.sheet.tags[0].film == "pitch.mp4"


def test_another_clip_takes_the_place_of_the_one_that_was_watched(room: BoothRoom, clips, qtbot) -> None:
    brings(room, clips[0])
    watch(room, qtbot)
    brings(room, clips[1])
    assert room.page.eye.currentWidget() is room.page.picture
    watch(room, qtbot)
    assert room.live.clip.projector.reel.films[0].path.name == "clip-2.mp4"


def test_a_clip_on_another_computer_is_said(room: BoothRoom, clips) -> None:
    brings(room, clips[0], here=False)
    assert not room.page.clip.watch.isEnabled()
    assert "booth's computer" in room.page.clip.words.text()
    room.page.sheet.setFocus()
    room.key(K.Key_B)
    assert room.page.eye.currentWidget() is room.page.picture


def test_the_timeline_leads_to_a_moment_and_to_a_tag(room: BoothRoom, clips, qtbot) -> None:
    hands_in(room, brings(room, clips[0]))
    watch(room, qtbot)
    player = room.live.clip.projector.player
    room.page.timeline.position_asked.emit(8_000)
    qtbot.waitUntil(lambda: abs(player.position_ms - 8_000) <= 40, timeout=20_000)
    QTest.keyClick(room.page.sheet, K.Key_1)
    room.page.timeline.position_asked.emit(2_000)
    qtbot.waitUntil(lambda: abs(player.position_ms - 2_000) <= 40, timeout=20_000)
    room.page.timeline.tag_chosen.emit(room.sheet.tags[0].placed)
    qtbot.waitUntil(lambda: player.position_ms == room.sheet.tags[0].position_ms, timeout=20_000)
