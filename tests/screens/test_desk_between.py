"""What no feature sees alone: held keys, a language turned under a question, another window, a name corrected."""

from dataclasses import replace
from itertools import product

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QColor, QImage, QKeyEvent
from PySide6.QtTest import QTest

from app.centre.closing import account_of_room
from app.centre.desk import Desk
from app.centre.marking import Marking, SheetKey
from app.centre.marking_ports import Wanted
from app.centre.marking_queue import MarkingQueue
from app.centre.planning import correct_name
from app.exam.flow_state import Stage
from app.exam.scheme import Subject
from app.exam.sheet import fold
from app.exam.vocabulary import seat as seat_words
from app.media.film.shelf import FolderShelf
from app.screens.examiner.booth_panel import BoothPanel
from app.screens.examiner.film_controls import ControlsState, FilmControls
from app.screens.examiner.film_player import RATES
from app.screens.examiner.live_state import BoothAsking, BoothPanelState, IdentityCard, Right
from app.screens.language import speak
from app.screens.parts.scroll import HuggingScroll
from app.screens.theme import dress
from tests.centre.conftest import PIN, Centre, _template, centre, make_centre  # noqa: F401 - pytest finds fixtures by name
from tests.screens.booth_room import FILM, BoothRoom, Sitter

K = Qt.Key
from tests.screens.sheet_room import press


def test_what_was_refused_turns_its_language_at_the_booth_and_goes_with_its_cause(booth: BoothRoom) -> None:
    booth.click(booth.page.booth.card.yes)
    booth.sitter.go_to(Stage.THEORY)
    booth.tick()
    booth.click(booth.page.booth.grant)
    booth.page.booth.fields.time.setText("1:00")
    booth.click(booth.page.booth.fields.give)
    assert booth.page.booth._state.problem == "A reason is missing."
    booth.language = "zh"
    booth.tick()
    assert booth.page.booth._state.problem == "没有填写理由。"
    assert booth.page.booth._state.advice
    booth.page.booth.fields.reason.setText("停电")
    booth.click(booth.page.booth.fields.give)
    assert booth.page.booth._state.problem == ""


def test_what_was_refused_turns_its_language_over_an_oral_paper(oral: BoothRoom, qapp) -> None:
    oral.key(K.Key_V)
    QTest.keyClicks(oral.window.focusWidget(), "000000")
    oral.key(K.Key_Return)
    before = oral.page.oral._state.problem
    oral.language = "zh"
    speak(qapp, "zh")
    QCoreApplication.sendPostedEvents()
    assert oral.page.oral._state.problem != before
    assert not oral.page.oral._state.problem.isascii()


def test_misconduct_that_is_being_noted_turns_its_language_and_stays(qtbot, qapp) -> None:
    panel = BoothPanel()
    qtbot.addWidget(panel)
    state = BoothPanelState(asking=BoothAsking.MISCONDUCT)
    panel.show_state(state)
    fields = panel.fields
    fields.level.setCurrentIndex(1)
    fields.reason.setText("a phone")
    speak(qapp, "zh")
    panel.show_state(state)
    assert fields.level.currentText() == "警告"
    assert fields.level.currentData() == "warning"
    assert fields.reason.text() == "a phone"


def test_time_that_begins_to_wait_while_it_is_given_back_is_offered(qtbot) -> None:
    panel = BoothPanel()
    qtbot.addWidget(panel)
    given: list[tuple[int, str]] = []
    panel.grant_given.connect(lambda ms, why: given.append((ms, why)))
    state = BoothPanelState(asking=BoothAsking.GRANT)
    panel.show_state(state)
    assert panel.fields.time.text() == "0:00"
    panel.fields.reason.setText("power cut")
    panel.show_state(replace(state, waiting_ms=100_321))
    panel.fields.give.click()
    assert given == [(100_321, "power cut")], "untouched, it never means that nothing is given back"
    panel.fields.time.setText("0:30")
    panel.show_state(replace(state, waiting_ms=50_000))
    assert panel.fields.time.text() == "0:30", "what was typed stays"


def test_a_held_key_turns_the_film_once_and_a_loop_can_always_be_ended(qtbot) -> None:
    controls = FilmControls(RATES)
    qtbot.addWidget(controls)
    told: list[str] = []
    controls.toggled.connect(lambda: told.append("toggled"))
    controls.loop_asked.connect(lambda: told.append("loop"))
    controls.stepped.connect(lambda by: told.append(f"step {by}"))
    for key in (K.Key_B, K.Key_M, K.Key_Period):
        for held in (False, True, True):
            controls.take_key(QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, "", held))
    assert told == ["toggled", "loop", "step 1", "step 1", "step 1"]
    controls.show_state(ControlsState(looping=True, tags=0))
    assert controls.loop.isEnabled(), "its tags were taken back meanwhile"
    controls.show_state(ControlsState(looping=False, tags=0))
    assert not controls.loop.isEnabled()


@pytest.fixture
def oral(make_centre, qtbot) -> BoothRoom:  # noqa: F811 - the fixture of that name
    made = BoothRoom(make_centre("yangzhou"), qtbot)
    made.sitter = Sitter(made.centre)
    made.tick()
    made.click(made.page.booth.card.yes)
    made.sitter.go_to(Stage.THEORY)
    made.tick()
    made.page.oral.setFocus()
    return made


def heard(room: BoothRoom) -> int:
    marking = room.live.oral.marking
    with room.centre.store.reading() as books:
        entries = books.ledger.entries(f"{room.sitter.seat.attempt}/sheet/theory/{marking.state.examiner}")
    return len(fold(marking.context.scheme, marking.context.bank, entries).heard)


def test_a_held_digit_ticks_once_and_a_shortcut_ticks_nothing(oral: BoothRoom) -> None:
    panel = oral.page.oral
    for held in (False, True):
        press(panel, K.Key_1, "1", held=held)
    assert heard(oral) == 1
    press(panel, K.Key_2, "2", modifiers=Qt.KeyboardModifier.AltModifier)
    assert heard(oral) == 1


def test_an_oral_sheet_that_another_window_wrote_to_is_taken_in_and_ticked_on(oral: BoothRoom) -> None:
    by = oral.centre.staff["examiner"]
    other = Marking(oral.centre.store, oral.centre.clock, oral.centre.station(), by,
                    SheetKey(oral.sitter.seat.attempt, Subject.THEORY))  # fmt: skip
    question = other.state.questions[0]
    other.tick(question, oral.live.oral.state().points[1].id, heard=True)
    oral.key(K.Key_1)
    assert "Another window" in oral.page.oral._state.problem
    assert [each.heard for each in oral.page.oral._state.points[:2]] == [False, True]
    oral.key(K.Key_1)
    assert heard(oral) == 2
    assert oral.page.oral._state.problem == ""


@pytest.fixture
def booth(centre: Centre, qtbot) -> BoothRoom:  # noqa: F811 - the fixture of that name
    made = BoothRoom(centre, qtbot)
    made.sitter = Sitter(centre)
    made.tick()
    return made


def test_a_name_that_is_corrected_at_the_door_stands_on_the_card(booth: BoothRoom) -> None:
    number = booth.centre.bookings[0].admission_number
    correct_name(
        booth.centre.store,
        booth.centre.clock,
        booth.centre.staff["clerk"],
        booth.centre.staff["lead"],
        number,
        "王小明",
    )
    booth.tick()
    assert booth.page.booth._state.identity.name == "王小明"


def test_no_moment_of_the_pitch_stands_on_the_sheet_of_the_clip(booth: BoothRoom) -> None:
    booth.click(booth.page.booth.card.yes)
    booth.sitter.go_to(Stage.PREPARATION)
    booth.tick()
    booth.live._choose_sheet(Subject.CLIP.value)
    assert booth.live.sheets.subject is Subject.CLIP
    booth.sitter.go_to(Stage.PITCH)
    booth.recording(200)
    booth.page.sheet.setFocus()
    assert booth.live.moment() == ("", 0)
    booth.key(K.Key_1)
    assert booth.sheet.tags == ()
    booth.tick()
    assert booth.live.sheets.subject is Subject.PITCH
    assert booth.live.moment() == (FILM, 200)


def test_the_booths_side_is_as_high_as_what_it_says_at_every_width(qtbot, qapp) -> None:
    photo = QImage(90, 120, QImage.Format.Format_RGB888)
    photo.fill(QColor("#6E5548"))
    card = IdentityCard("Peng Xiao", "ID card", "330782********0021", "female", "20260604-0001", photo, asked=True,
                        registered=photo)  # fmt: skip
    panel = BoothPanel()
    dress(panel)
    qtbot.addWidget(panel)
    panel.show_state(BoothPanelState(card))
    panel.show()
    (scroller,) = panel.findChildren(HuggingScroll)
    layout = scroller.widget().layout()
    widths = [*range(390, 450, 3), *range(450, 390, -3), 408, 440]
    for width, height in product(widths, (280, 340, 420)):
        panel.resize(width, height)
        for _ in range(4):
            qapp.processEvents()
        needed_px = layout.totalHeightForWidth(scroller.viewport().width())
        assert scroller.maximumHeight() == needed_px, (width, height)
        assert scroller.verticalScrollBar().isVisible() == (scroller.height() < needed_px), (width, height)
        assert panel.misconduct.geometry().bottom() <= panel.height(), (width, height)


@pytest.mark.parametrize(("level", "waiting"), [("void", []), ("stop", ["clip"])])
def test_an_exam_that_misconduct_ends_in_mid_pitch_owes_no_marks_of_it(
    booth: BoothRoom, level: str, waiting: list[str]
) -> None:
    made, seat = booth.centre, booth.sitter.seat
    booth.click(booth.page.booth.card.yes)
    booth.sitter.go_to(Stage.PITCH)
    booth.recording(1_000)
    booth.tick()
    booth.page.sheet.setFocus()
    booth.key(K.Key_1)
    booth.click(booth.page.booth_tab)
    booth.click(booth.page.booth.misconduct)
    fields = booth.page.booth.fields
    fields.level.setCurrentIndex(fields.level.findData(level))
    fields.reason.setText("read from a paper")
    booth.click(fields.give)
    seat.refresh()
    seat.observe(seat_words.RecordingFinished(film=FILM, duration_ms=9_000, film_bytes=9, frames=270, dropped_frames=0,
                                              fragments=18, head="0" * 64, digest="1" * 64, torn=False))  # fmt: skip
    seat.finish("stopped")
    seat.seal()
    booth.link.film_name = ""
    booth.tick()
    assert booth.live.state().right is Right.NOTE
    assert "ended for misconduct" in booth.page.note.title.text()
    assert booth.live.desk.sealed, "nothing is left to wait for"
    assert not booth.page.booth.misconduct.isVisible(), "a sealed desk takes no further word"
    sitting = made.bookings[0].sitting
    account = account_of_room(made.store, made.staff["supervisor"], FolderShelf(made.home.media), sitting)
    owed = [lack.what.en for lack in account.candidates[0].lacks if "sheet" in lack.what.en]
    assert owed == ["1 sheet of the clip never opened." for _ in waiting]
    with made.store.reading() as books:
        held = books.sittings.get(sitting)
    queue = MarkingQueue(made.store, made.staff["examinertwo"], held, blind=False)
    lines = queue.page(Wanted.WAITING, ("", ""), 10)
    assert [line.work.subject.value for line in lines] == waiting


def test_an_exam_that_is_stopped_in_the_clip_says_that_it_is_over_and_seals_the_desk(booth: BoothRoom) -> None:
    seat = booth.sitter.seat
    booth.click(booth.page.booth.card.yes)
    booth.sitter.go_to(Stage.CLIP)
    booth.tick()
    assert booth.live.state().right is Right.SHEET
    booth.page.sheet.setFocus()
    booth.key(K.Key_G)
    booth.live.desk.stop("the fire bell")
    seat.refresh()
    seat.finish("stopped")
    seat.seal()
    booth.tick()
    assert booth.page.note.title.text() == "The exam has ended"
    assert not booth.page.sheet_tabs.isVisible(), "nothing of the clip is owed"
    assert booth.live.desk.sealed


@pytest.mark.parametrize("typed", ["99999999999:00", "9" * 40, "100000000", "1500:00"])
def test_a_slip_of_the_hand_grants_no_days_and_breaks_nothing(booth: BoothRoom, typed: str) -> None:
    booth.click(booth.page.booth.card.yes)
    booth.sitter.go_to(Stage.THEORY)
    booth.tick()
    booth.click(booth.page.booth.grant)
    fields = booth.page.booth.fields
    fields.time.setText(typed)
    fields.reason.setText("power cut")
    booth.click(fields.give)
    assert fields.wrong.isVisible() or "not right" in booth.page.booth._state.problem
    assert booth.live.desk.state.desk.granted == {}
    fields.time.setText("1:30")
    booth.click(fields.give)
    assert list(booth.live.desk.state.desk.granted.values()) == [90_000]


def test_what_waits_longer_than_a_number_of_qt_is_given_back_whole(qtbot) -> None:
    panel = BoothPanel()
    qtbot.addWidget(panel)
    given: list[int] = []
    panel.grant_given.connect(lambda ms, _: given.append(ms))
    panel.show_state(BoothPanelState(asking=BoothAsking.GRANT, waiting_ms=40 * 86_400_000))
    panel.fields.reason.setText("the booth was shut for a month")
    panel.fields.give.click()
    assert given == [40 * 86_400_000]


def test_a_signed_sheet_stays_signed_while_its_second_red_line_waits(booth: BoothRoom) -> None:
    booth.click(booth.page.booth.card.yes)
    booth.sitter.go_to(Stage.PITCH)
    booth.recording(1_000)
    booth.tick()
    drawer, marking = booth.page.sheet.drawer, booth.live.sheet.marking
    booth.page.sheet.setFocus()
    for _ in range(2):
        booth.key(K.Key_X)
        QTest.keyClicks(drawer.words, "promised a cure")
        booth.click(drawer.give)
    for line in booth.page.sheet._state.lines:
        marking.mark(line.id, line.half_points)
    booth.sitter.end_pitch()
    booth.link.film_name = ""
    marking.sign(booth.centre.staff["examiner"])
    first = marking.state.red_lines[0].raised
    marking.decide_red_line(booth.centre.staff["examinertwo"], first, agreed=False, reason="I did not see it so.")
    booth.tick()
    assert booth.live.sheets.all_signed(booth.live.desk.state)
    assert booth.live.desk.sealed


def test_a_number_that_was_typed_counts_before_the_signature_is_pressed(booth: BoothRoom) -> None:
    booth.click(booth.page.booth.card.yes)
    booth.sitter.go_to(Stage.PITCH)
    booth.recording(1_000)
    booth.tick()
    panel = booth.page.sheet
    first, *others = panel._state.lines
    for line in others:
        booth.live.sheet.marking.mark(line.id, line.half_points)
    booth.live.sheet._choose(first.id)
    panel.setFocus()
    QTest.keyClick(booth.window.focusWidget(), K.Key_6, Qt.KeyboardModifier.KeypadModifier)
    booth.click(panel.foot.sign)
    assert booth.sheet.marks[first.id] == 12
    assert panel._state.problem == ""
    assert panel.drawer.isVisible()


def test_after_whatever_is_done_at_the_booth_the_keys_mark_again(booth: BoothRoom) -> None:
    booth.click(booth.page.booth.card.yes)
    booth.sitter.go_to(Stage.PITCH)
    booth.recording(1_000)
    booth.tick()
    panel, fields = booth.page.sheet, booth.page.booth.fields
    booth.sitter.seat.call_help("microphone")
    booth.tick()
    booth.click(booth.page.booth.answer)
    assert booth.window.focusWidget() is panel
    booth.key(K.Key_Space, K.Key_1)
    assert booth.live._asking is BoothAsking.NOTHING, "Space means as the tags suggest, not time back"
    assert (len(booth.sheet.tags), len(booth.sheet.marks)) == (1, 1)
    for key in (K.Key_Return, K.Key_Escape):
        booth.click(booth.page.booth.misconduct)
        fields.reason.setText("a phone")
        fields.reason.setFocus()
        booth.key(key)
        assert booth.window.focusWidget() is panel
    booth.key(K.Key_Space, K.Key_Q)
    assert booth.live._asking is BoothAsking.NOTHING
    assert len(booth.sheet.tags) == 2
    booth.key(K.Key_N)
    QTest.keyClicks(panel.drawer.words, "well begun")
    booth.sitter.seat.call_help("camera")
    booth.tick()
    Desk(booth.centre.store, booth.centre.clock, booth.centre.station(), booth.centre.staff["examiner"],
         booth.sitter.seat.attempt).answer_call()  # fmt: skip
    booth.tick()
    assert booth.window.focusWidget() is panel.drawer.words, "whoever writes goes on writing"


def test_the_desk_is_not_sealed_under_words_that_are_being_written(booth: BoothRoom) -> None:
    booth.click(booth.page.booth.card.yes)
    booth.sitter.go_to(Stage.PITCH)
    booth.recording(1_000)
    booth.tick()
    marking, by = booth.live.sheet.marking, booth.centre.staff["examiner"]
    for line in booth.page.sheet._state.lines:
        marking.mark(line.id, line.half_points)
    booth.click(booth.page.booth_tab)
    booth.click(booth.page.booth.misconduct)
    booth.page.booth.fields.reason.setText("took the sample away")
    booth.sitter.end_pitch()
    marking.sign(by)
    marking.seal()
    booth.link.film_name = ""
    booth.tick()
    assert not booth.live.desk.sealed
    booth.click(booth.page.booth.fields.give)
    assert booth.live.desk.state.desk.misconduct
    booth.tick()
    assert booth.live.desk.sealed
