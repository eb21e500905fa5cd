"""The timeline: no label covers another, every moment can be reached by mouse and keys, every tag has a name."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QMouseEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.screens.language import speak
from app.screens.parts.timeline import Pin, Timeline, TimelineState, Track
from app.screens.parts.timeline_state import REACH_PX, Placed, overlaps, stagger, ticks_ms
from app.screens.theme import DARK, LIGHT, Tokens, dress

PINS = tuple(
    Pin(seq, at_ms, label, sense)
    for seq, at_ms, label, sense in (
        (3, 19_000, "Wrong address", "deduction"),
        (9, 84_000, "Clear selling point", "praise"),
        (5, 90_000, "Price missing", "deduction"),
        (6, 91_000, "Absolute claim", "red_line"),
        (7, 92_000, "Good exchange", "praise"),
        (8, 299_000, "Good exchange", "praise"),
    )
)
TRACKS = (
    Track("Speech", ((3_000, 96_000),), 96),
    Track("Face", ((0, 300_000),), None),
    Track("Dead air", ((96_000, 110_000),), 97, care=True),
)
STATE = TimelineState(300_000, 146_000, TRACKS, PINS, (40_000, 121_000))


def shown(qtbot, tokens: Tokens = LIGHT, state: TimelineState = STATE) -> Timeline:
    window = QWidget()
    dress(window, tokens)
    timeline = Timeline()
    QVBoxLayout(window).addWidget(timeline)
    timeline.show_state(state)
    window.resize(640, 320)
    qtbot.addWidget(window)
    timeline.kept = window
    window.show()
    return timeline


@given(
    st.lists(st.tuples(st.integers(0, 600), st.integers(20, 180)), max_size=25),
    st.integers(200, 600),
    st.integers(1, 4),
)
def test_labels_never_cover_each_other_and_never_leave_the_row(wanted, room: int, lanes: int) -> None:
    ordered = sorted((min(middle, room), width) for middle, width in wanted)
    placed = stagger(ordered, room, lanes, 6, 14)
    assert len(placed) == len(ordered)
    assert not overlaps(placed)
    assert all(each.left >= 0 and each.left + each.width <= room for each in placed)
    labelled = [(want, each) for want, each in zip(ordered, placed, strict=True) if each.lane >= 0]
    assert all(each.left - REACH_PX <= middle <= each.left + each.width for (middle, _), each in labelled)


def test_overlapping_labels_would_be_found() -> None:
    assert overlaps((Placed(0, 50, 1), Placed(40, 10, 1)))
    assert not overlaps((Placed(0, 50, 0), Placed(40, 10, 1), Placed(40, 10, -1)))


@given(st.integers(1, 8_000_000), st.integers(100, 1500))
def test_the_axis_names_moments_that_stand_apart_and_ends_with_the_film(duration_ms: int, room: int) -> None:
    ticks = ticks_ms(duration_ms, room, 50)
    assert ticks[-1] == duration_ms
    assert all((b - a) * room >= 50 * duration_ms for a, b in pairwise(ticks))


def test_an_empty_film_has_no_axis() -> None:
    assert ticks_ms(0, 500, 50) == ()


@pytest.mark.parametrize("width", [360, 640, 1200])
def test_no_pin_covers_another_ones_words_on_the_screen(qtbot, width: int) -> None:
    timeline = shown(qtbot)
    timeline.window().resize(width, 320)
    labelled = [each for each in timeline.pins if not each.bare]
    assert labelled
    for place, left in enumerate(labelled):
        assert all(not left.geometry().intersects(right.geometry()) for right in labelled[place + 1 :])
        assert left.width() >= left.words_px()
    assert all(timeline.rect().contains(each.geometry()) for each in timeline.pins)


def test_a_click_asks_for_the_moment_under_it_and_a_drag_follows(qtbot) -> None:
    timeline, asked = shown(qtbot), list[int]()
    timeline.position_asked.connect(asked.append)
    at = QPoint(round(timeline.place_of(150_000)), 30)
    qtbot.mousePress(timeline, Qt.MouseButton.LeftButton, pos=at)
    assert abs(asked[-1] - 150_000) < 1_000
    there = QPointF(timeline.place_of(200_000), 30)
    left = Qt.MouseButton.LeftButton
    timeline.mouseMoveEvent(QMouseEvent(QMouseEvent.Type.MouseMove, there, there, left, left, Qt.KeyboardModifier(0)))
    assert abs(asked[-1] - 200_000) < 1_000
    qtbot.mousePress(timeline, left, pos=QPoint(5, 30))
    assert len(asked) == 2, "names of rows are no moments"


@pytest.mark.parametrize(
    ("key", "modifier", "moment"),
    [
        (Qt.Key.Key_Left, Qt.KeyboardModifier.NoModifier, 145_000),
        (Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier, 151_000),
        (Qt.Key.Key_PageDown, Qt.KeyboardModifier.NoModifier, 156_000),
        (Qt.Key.Key_Home, Qt.KeyboardModifier.NoModifier, 0),
        (Qt.Key.Key_End, Qt.KeyboardModifier.NoModifier, 300_000),
    ],
)
def test_keys_ask_for_moments_inside_the_film(qtbot, key, modifier, moment: int) -> None:
    timeline = shown(qtbot)
    with qtbot.waitSignal(timeline.position_asked) as asked:
        qtbot.keyClick(timeline, key, modifier)
    assert asked.args == [moment]


def test_keys_walk_through_the_tags_and_choose_one(qtbot) -> None:
    timeline = shown(qtbot)
    timeline.show_state(TimelineState(300_000, 89_500, TRACKS, PINS))
    qtbot.keyClick(timeline, Qt.Key.Key_Down)
    nearest = timeline.pins[2]
    assert timeline.window().focusWidget() is nearest
    qtbot.keyClick(nearest, Qt.Key.Key_Left)
    before = timeline.pins[1]
    assert timeline.window().focusWidget() is before
    with qtbot.waitSignal(timeline.tag_chosen) as chosen:
        qtbot.keyClick(before, Qt.Key.Key_Return)
    assert chosen.args == [9]
    qtbot.keyClick(before, Qt.Key.Key_Up)
    assert timeline.window().focusWidget() is timeline


def test_a_click_on_a_tag_chooses_it(qtbot) -> None:
    timeline = shown(qtbot)
    with qtbot.waitSignal(timeline.tag_chosen) as chosen:
        qtbot.mouseClick(timeline.pins[0], Qt.MouseButton.LeftButton)
    assert chosen.args == [3]


def test_a_screen_reader_hears_moment_and_tags_in_both_languages(qtbot, qapp) -> None:
    timeline = shown(qtbot)
    assert timeline.accessibleDescription().startswith("At 2 min 26 s of 5 min; 6 tags.")
    assert timeline.pins[0].accessibleName() == "Wrong address, deduction, at 19 s"
    assert timeline.pins[3].accessibleName() == "Absolute claim, red line, at 1 min 31 s"
    speak(qapp, "zh")
    QCoreApplication.sendPostedEvents()
    assert timeline.accessibleName() == "时间轴"
    assert timeline.pins[1].accessibleName() == "Clear selling point，加分，1 分 24 秒"


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_speech_and_faults_are_painted_where_they_are(qtbot, tokens: Tokens) -> None:
    timeline = shown(qtbot, tokens)
    picture = timeline.grab().toImage()
    speech = QColor(picture.pixel(round(timeline.place_of(50_000)), 24 + 13))
    assert speech.name() == tokens.colour("jade").name()
    after = QColor(picture.pixel(round(timeline.place_of(250_000)), 24 + 13))
    assert after.name() == tokens.colour("wash").name()
    fault = QColor(picture.pixel(round(timeline.place_of(103_000)), 24 + 2 * 26 + 13))
    assert fault.name() not in (tokens.colour("wash").name(), tokens.colour("jade").name())


def test_pins_come_and_go_and_the_height_stays(qtbot) -> None:
    timeline = shown(qtbot)
    before = timeline.heightForWidth(500)
    timeline.show_state(TimelineState(300_000, 1_000, TRACKS, PINS[:1]))
    assert [each.isVisible() for each in timeline.findChildren(QWidget)].count(True) == 1
    assert timeline.heightForWidth(500) == before
    timeline.show_state(TimelineState(0, 0, TRACKS))
    with qtbot.assertNotEmitted(timeline.position_asked):
        qtbot.keyClick(timeline, Qt.Key.Key_Right)
