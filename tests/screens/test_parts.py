"""The ring, the gates, the keypad, the saved mark: what they show is what they say."""

import pytest

from app.screens.parts.gates import Gate, Gates, Passage
from app.screens.parts.keypad import Keypad
from app.screens.parts.labels import SavedMark
from app.screens.parts.options import OptionRow
from app.screens.parts.paged_table import shared_widths
from app.screens.parts.ring import Ring, Urgency, urgency_of
from app.screens.parts.words import clock_text, megabytes, spoken_time


@pytest.mark.parametrize(
    ("left_ms", "urgency"),
    [(100_000, Urgency.CALM), (20_001, Urgency.CALM), (20_000, Urgency.LAST_FIFTH), (10_001, Urgency.LAST_FIFTH),
     (10_000, Urgency.LAST_TENTH), (0, Urgency.LAST_TENTH)],
)  # fmt: skip
def test_the_ring_changes_at_the_last_fifth_and_the_last_tenth(left_ms: int, urgency: Urgency) -> None:
    assert urgency_of(left_ms, 100_000) is urgency


def test_the_ring_speaks_at_half_a_fifth_and_a_tenth_and_never_twice(qtbot: object) -> None:
    ring, said = Ring(), []
    qtbot.addWidget(ring)
    ring.spoken.connect(said.append)
    for left_ms in range(240_000, -1, -1000):
        ring.show_time(left_ms, 240_000)
    assert said == ["2 min left", "48 s left", "24 s left"]
    assert ring.accessibleDescription() == "0 s"


def test_a_ring_that_begins_late_does_not_speak_of_what_is_over(qtbot: object) -> None:
    ring, said = Ring(), []
    qtbot.addWidget(ring)
    ring.spoken.connect(said.append)
    ring.show_time(40_000, 240_000)
    assert said == []


def test_a_begun_second_counts() -> None:
    assert [clock_text(ms) for ms in (0, 1, 1000, 60_001, 161_000)] == ["0:00", "0:01", "0:01", "1:01", "2:41"]
    assert spoken_time(161_000) == "2 min 41 s"
    assert megabytes(26_412_000) == "26.4 MB"


def test_gates_tell_a_screen_reader_where_one_is(qtbot: object) -> None:
    gates = Gates()
    qtbot.addWidget(gates)
    gates.show_gates((Gate("1", "Theory", Passage.BEHIND), Gate("2", "Video", Passage.NOW)))
    assert gates.accessibleDescription() == "Theory: behind you · Video: now"


def test_the_saved_mark_says_nothing_before_the_store_has_answered(qtbot: object) -> None:
    mark = SavedMark()
    qtbot.addWidget(mark)
    assert mark.isHidden()
    mark.show_saved(True)
    assert not mark.isHidden()
    assert mark._text.text() == "Saved"
    mark.show_saved(False)
    assert mark._text.text() == "Not saved"


def test_an_option_grows_until_its_whole_text_fits_and_never_chooses_itself(qtbot: object) -> None:
    option = OptionRow()
    qtbot.addWidget(option)
    option.show_option("A", "short", chosen=False, several=False)
    short = option.heightForWidth(400)
    option.show_option("A", "long words " * 30, chosen=False, several=False)
    assert option.heightForWidth(400) > 2 * short
    option.click()
    assert not option.isChecked()


def test_the_keypad_types_digits_and_letters(qtbot: object) -> None:
    pad, typed = Keypad(), []
    qtbot.addWidget(pad)
    pad.pressed.connect(typed.append)
    next(each for each in pad._keys if each.text() == "7").click()
    pad.swap()
    next(each for each in pad._keys if each.text() == "K").click()
    assert typed == ["7", "K"]


@pytest.mark.parametrize(("letters", "pin"), [(True, False), (False, False), (False, True)])
def test_a_keypads_buttons_go_with_it(letters: bool, pin: bool, qtbot) -> None:
    keypad = Keypad(letters=letters, pin=pin)
    qtbot.addWidget(keypad)
    made = [keypad._swap, keypad._back, *keypad._keys]
    assert all(keypad.isAncestorOf(each) for each in made), "a button without a parent would outlive every sign-in"


@pytest.mark.parametrize(
    ("whole", "weights", "needs", "widths"),
    [
        (600, (1, 1, 1), (80, 80, 80), [200, 200, 200]),
        (600, (1, 1, 1), (80, 80, 260), [170, 170, 260]),
        (600, (2, 1, 1), (290, 80, 200), [293, 106, 200]),
        (300, (1, 1, 1), (100, 200, 300), [64, 100, 150]),
    ],
)
def test_a_column_takes_the_room_it_needs_from_those_with_room_to_spare(
    whole: int, weights: tuple[int, ...], needs: tuple[int, ...], widths: list[int]
) -> None:
    assert shared_widths(whole, weights, needs) == widths
    assert all(width >= need for width, need in zip(widths, needs, strict=True)) or sum(needs) > whole
