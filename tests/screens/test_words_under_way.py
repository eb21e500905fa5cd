"""What was begun and not given waits for its writer: a page turned in mid-sentence costs no word."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.exam.flow_state import Stage
from app.exam.scheme import Subject
from app.exam.vocabulary.desk import Misconduct
from app.media.film.shelf import FolderShelf
from app.screens.examiner.film_desk import FilmServices
from app.screens.examiner.live_state import BoothAsking
from app.screens.examiner.moderation_desk import ModerationDesk
from app.screens.examiner.queue_desk import QueueDesk
from app.screens.examiner.sheet_state import Asking
from app.screens.examiner.supervision_desk import SupervisionDesk
from tests.centre.conftest import PIN, Centre, _template, centre, make_centre  # noqa: F401 - pytest finds fixtures by name
from tests.screens.booth_room import FILM, BoothRoom, Sitter
from tests.screens.clock_film import clock_film
from tests.screens.film_room import HandEvidence, filmed, shown
from tests.screens.sheet_room import desk_services
from tests.screens.test_moderation_page import disputed, enter

K = Qt.Key


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return clock_film(tmp_path_factory.mktemp("films") / "pitch.mp4", 2)


@pytest.fixture
def booth(centre: Centre, qtbot) -> BoothRoom:  # noqa: F811 - the fixture of that name
    """The whole window in the middle of a pitch, its sheet in front."""

    def more(services):
        films = FilmServices(FolderShelf(centre.home.media), HandEvidence(), lambda key: key.attempt)
        queues.append(QueueDesk(services, films, blind=False))
        return queues

    queues: list[QueueDesk] = []
    made = BoothRoom(centre, qtbot, more=more)
    (made.queue,) = queues
    made.sitter = Sitter(centre)
    made.tick()
    made.click(made.page.booth.card.yes)
    made.sitter.go_to(Stage.PITCH)
    made.recording(1_000)
    made.tick()
    made.page.sheet.setFocus()
    return made


def written(centre: Centre, index: int, sheet) -> dict[str, str]:  # noqa: F811 - the fixture of that name
    """Return the words of a sheet in clear."""
    with centre.store.reading() as books:
        candidate = centre.bookings[index].candidate
        return {about: books.people.open_text(candidate, sealed) for about, sealed in sheet.notes.items()}


def turn_away(room: BoothRoom) -> None:
    QTest.keyClick(room.window.focusWidget(), K.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert room.window.rail._state.current == "queue"


def come_back(room: BoothRoom, by: str) -> None:
    if by == "keys":
        QTest.keyClick(room.window.focusWidget(), K.Key_1, Qt.KeyboardModifier.ControlModifier)
    else:
        room.click(next(each for each in room.window.rail.entries if each.objectName() == "go-booth"))
    room.tick()
    assert room.window.rail._state.current == "booth"


@pytest.mark.parametrize("by", ["keys", "list"])
def test_a_word_about_a_line_waits_while_its_page_is_turned(booth: BoothRoom, by: str) -> None:
    lines = [line.id for line in booth.page.sheet._state.lines]
    booth.key(K.Key_Down, K.Key_N)
    QTest.keyClicks(booth.window.focusWidget(), "left out the")
    turn_away(booth)
    come_back(booth, by)
    assert booth.page.sheet.drawer.words.text() == "left out the"
    QTest.keyClicks(booth.window.focusWidget(), " ending")
    booth.key(K.Key_Return)
    assert written(booth.centre, 0, booth.sheet) == {lines[1]: "left out the ending"}, (
        "about the line that it was begun about"
    )
    turn_away(booth)
    come_back(booth, by)
    assert booth.live.sheet.walk.asking is Asking.NOTHING, "what was given does not wait"


def test_a_red_line_stands_at_the_second_it_was_seen_after_a_page_was_turned(booth: BoothRoom) -> None:
    booth.key(K.Key_X)
    drawer = booth.page.sheet.drawer
    drawer.which.setCurrentIndex(1)
    kind = drawer.which.currentData()
    QTest.keyClicks(drawer.words, "promised a cure")
    turn_away(booth)
    booth.recording(9_000)
    come_back(booth, "keys")
    booth.click(drawer.give)
    (red_line,) = booth.sheet.red_lines
    assert (red_line.red_line, red_line.position_ms, red_line.film) == (kind, 1_000, FILM)


def test_a_word_about_a_tag_waits_and_is_about_that_tag(booth: BoothRoom) -> None:
    booth.key(K.Key_1, K.Key_Return)
    QTest.keyClicks(booth.window.focusWidget(), "well begun")
    turn_away(booth)
    come_back(booth, "keys")
    booth.click(booth.page.sheet.drawer.give)
    (tag,) = booth.sheet.tags
    assert written(booth.centre, 0, booth.sheet) == {f"tag:{tag.placed}": "well begun"}


def test_a_second_signers_reason_waits_without_any_pin(booth: BoothRoom) -> None:
    booth.key(K.Key_X)
    QTest.keyClicks(booth.page.sheet.drawer.words, "promised a cure")
    booth.click(booth.page.sheet.drawer.give)
    booth.click(booth.page.sheet.foot.second)
    drawer = booth.page.sheet.drawer
    QTest.keyClicks(drawer.login, "examinertwo")
    QTest.keyClicks(drawer.pin, PIN)
    QTest.keyClicks(drawer.words, "heard it too")
    turn_away(booth)
    come_back(booth, "keys")
    assert (drawer.login.text(), drawer.words.text(), drawer.pin.text()) == ("examinertwo", "heard it too", "")
    QTest.keyClicks(drawer.pin, PIN)
    booth.click(drawer.give)
    assert booth.sheet.red_lines[0].agreed is True


def test_a_number_that_was_typed_is_its_mark_when_the_page_is_turned(booth: BoothRoom) -> None:
    line = booth.page.sheet._state.current
    QTest.keyClick(booth.window.focusWidget(), K.Key_6, Qt.KeyboardModifier.KeypadModifier)
    assert booth.sheet.marks == {}, "it may go on to 6.5"
    turn_away(booth)
    come_back(booth, "keys")
    assert booth.sheet.marks == {line: 12}


def test_a_number_typed_for_one_candidate_is_not_the_next_ones(centre: Centre, qtbot, film: Path) -> None:  # noqa: F811 - the fixture of that name
    films = FilmServices(FolderShelf(centre.home.media), HandEvidence(), lambda key: key.attempt)
    for index in range(2):
        filmed(centre, [(film, 2_000)], index)
    desk = shown(QueueDesk(desk_services(centre), films, blind=False), qtbot)
    desk.widget.activateWindow()
    QTest.qWaitForWindowActive(desk.widget)
    desk.entered(centre.staff["examiner"])
    first, second = (
        desk.page.model.row_at(row) for row in range(4) if desk.page.model.row_at(row).work.subject is Subject.PITCH
    )
    desk._open(first)
    desk.film_page.sheet.setFocus()
    QTest.keyClick(desk.film_page.sheet, K.Key_6, Qt.KeyboardModifier.KeypadModifier)
    marks = desk.film.sheet.marking
    assert desk.film_page.sheet._typed == "6"
    desk.film_page.back.click()
    desk._open(second)
    QTest.keyClick(desk.film_page.sheet, K.Key_Down)
    assert desk.film.sheet.marking.state.marks == {}
    assert len(marks.state.marks) == 1
    desk.left()


@pytest.mark.parametrize("asking", [BoothAsking.MISCONDUCT, BoothAsking.STOP, BoothAsking.GRANT])
def test_what_is_being_written_at_the_booth_waits_while_the_page_is_turned(
    booth: BoothRoom, asking: BoothAsking
) -> None:
    panel = booth.page.booth
    booth.click(booth.page.booth_tab)
    booth.click({BoothAsking.MISCONDUCT: panel.misconduct, BoothAsking.STOP: panel.stop,
                 BoothAsking.GRANT: panel.grant}[asking])  # fmt: skip
    fields = panel.fields
    fields.level.setCurrentIndex(fields.level.findData("warning"))
    fields.time.setText("1:30")
    QTest.keyClicks(fields.reason, "read from a")
    turn_away(booth)
    come_back(booth, "keys")
    assert fields.isVisible()
    assert fields.reason.text() == "read from a"
    assert booth.window.focusWidget() is fields.reason
    QTest.keyClicks(fields.reason, " paper")
    booth.click(fields.give)
    state = booth.live.desk.state
    if asking is BoothAsking.MISCONDUCT:
        assert state.desk.misconduct == (Misconduct.WARNING,)
    elif asking is BoothAsking.GRANT:
        assert list(state.desk.granted.values()) == [90_000]
    assert state.stopped is (asking is BoothAsking.STOP)
    turn_away(booth)
    come_back(booth, "keys")
    assert not fields.isVisible()


@pytest.mark.parametrize("asking", [BoothAsking.MISCONDUCT, BoothAsking.STOP])
def test_an_exam_that_ended_meanwhile_is_not_asked_to_be_stopped(booth: BoothRoom, asking: BoothAsking) -> None:
    panel = booth.page.booth
    booth.click(booth.page.booth_tab)
    booth.click(panel.misconduct if asking is BoothAsking.MISCONDUCT else panel.stop)
    QTest.keyClicks(panel.fields.reason, "a phone")
    turn_away(booth)
    booth.sitter.end_pitch()
    booth.link.film_name = ""
    come_back(booth, "keys")
    assert panel.fields.isVisible() is (asking is BoothAsking.MISCONDUCT)


def test_words_of_one_examiner_are_not_shown_to_the_next_and_wait_for_the_first(booth: BoothRoom) -> None:
    booth.click(booth.page.booth_tab)
    booth.click(booth.page.booth.misconduct)
    QTest.keyClicks(booth.page.booth.fields.reason, "a phone")
    booth.shell.sign_out()
    booth.sign_in("examinertwo")
    booth.tick()
    assert not booth.page.booth.fields.isVisible()
    booth.shell.sign_out()
    booth.sign_in("examiner")
    booth.tick()
    assert booth.page.booth.fields.reason.text() == "a phone"


def test_the_next_candidate_does_not_push_away_words_that_are_being_written(booth: BoothRoom) -> None:
    booth.click(booth.page.booth_tab)
    booth.click(booth.page.booth.misconduct)
    QTest.keyClicks(booth.page.booth.fields.reason, "took the sample away")
    first = booth.sitter.seat.attempt
    booth.sitter.end_pitch()
    booth.link.film_name = ""
    second = Sitter(booth.centre, 1)
    booth.tick()
    assert booth.live.desk.context.booking.id == first
    assert booth.page.booth._state.problem == "The next candidate has checked in."
    booth.language = "zh"
    booth.tick()
    assert "下一位考生" in booth.page.booth._state.problem
    booth.click(booth.page.booth.fields.give)
    booth.tick()
    assert booth.live.desk.context.booking.id == second.seat.attempt
    assert booth.page.booth._state.problem == ""
    assert not booth.page.booth.fields.isVisible()


def test_a_word_begun_at_the_booth_stands_over_the_film_when_the_next_candidate_came(
    booth: BoothRoom, film: Path
) -> None:
    booth.key(K.Key_N)
    QTest.keyClicks(booth.window.focusWidget(), "left out the ending")
    first, line = booth.sitter.seat.attempt, booth.page.sheet._state.current
    folder = booth.centre.home.media / first
    folder.mkdir(parents=True)
    (folder / FILM).hardlink_to(film)
    booth.sitter.end_pitch()
    booth.link.film_name = ""
    Sitter(booth.centre, 1)
    booth.tick()
    assert booth.live.desk.context.booking.id != first
    turn_away(booth)
    queue = booth.queue
    queue._turn("half_done")
    queue._open(queue.page.model.row_at(0))
    assert queue.film_page.sheet.drawer.words.text() == "left out the ending"
    assert booth.window.focusWidget() is queue.film_page.sheet.drawer.words
    booth.key(K.Key_Return)
    assert written(booth.centre, 0, queue.film.sheet.marking.state) == {line: "left out the ending"}


def test_a_reason_for_a_decision_waits_behind_another_lead(make_centre, qtbot, film: Path) -> None:  # noqa: F811 - the fixture of that name
    made = make_centre()
    films = FilmServices(FolderShelf(made.home.media), HandEvidence(), lambda key: key.attempt)
    desk = shown(ModerationDesk(desk_services(made), films), qtbot)
    panel = disputed(made, 2, film)
    enter(desk, panel)
    desk.list.open.click()
    desk.page.reason.setPlainText("only a draft")
    desk.page.mark.setText("61")
    desk.page.pin.setText(PIN)
    desk.left()
    enter(desk, panel, "leadtwo")
    desk.list.open.click()
    assert (desk.page.reason.toPlainText(), desk.page.mark.text()) == ("", "")
    desk.page.reason.setPlainText("another's words")
    desk.left()
    enter(desk, panel)
    desk.list.open.click()
    assert (desk.page.reason.toPlainText(), desk.page.mark.text(), desk.page.pin.text()) == ("only a draft", "61", "")
    desk.left()
    desk.player.close()


def test_a_supervisors_note_waits_behind_anothers(centre: Centre, qtbot) -> None:  # noqa: F811 - the fixture of that name
    sitter = Sitter(centre)
    desk = shown(SupervisionDesk(desk_services(centre), lambda: 1), qtbot)
    watcher = centre.staff["supervisor"]
    other = replace(watcher, staff=replace(watcher.staff, id="another"))
    desk.entered(watcher)
    desk.widget.about.setCurrentIndex(1)
    desk.widget.note.setPlainText("a paper at the left")
    desk.left()
    desk.entered(other)
    assert (desk.widget.note.toPlainText(), desk.widget.about.currentIndex()) == ("", 0)
    desk.left()
    desk.entered(watcher)
    assert desk.widget.note.toPlainText() == "a paper at the left"
    assert desk.widget.about.currentData() == sitter.seat.attempt
    desk.left()
