"""The candidate's window in the dark: every page readable, the bar and the stage in its theme."""

from pathlib import Path

import pytest

from app.programs.first_page import open_window
from app.screens.gallery.kiosk_scenes import Content, kiosk_scenes
from app.screens.gallery.shots import SCREENS, settle, shot
from app.screens.kiosk.window import KioskWindow
from app.screens.theme import DARK, LIGHT, Tokens, tokens_of
from tests.screens.contrast import grounds_of

SCREEN = SCREENS[0]


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_every_text_stands_on_a_ground_that_its_contrast_was_measured_on(
    chinese: Content, tokens: Tokens, qtbot
) -> None:
    faults, shown = set(), set()
    for scene in kiosk_scenes(chinese):
        window = KioskWindow(tokens)
        qtbot.addWidget(window)
        settle(window, SCREEN)
        scene.fill(window)
        settle(window, SCREEN)
        measured, other = grounds_of(window, shot(window, SCREEN))
        shown |= measured
        faults |= {f"{scene.name}: {each}" for each in other}
        window.close()
    assert sorted(faults) == []
    assert {("ink", "card"), ("ink_soft", "paper"), ("on_seal", "seal")} <= shown


def test_bar_and_pages_wear_the_window_s_theme_and_the_stage_is_dark_in_either(chinese: Content, qtbot) -> None:
    scenes = {scene.name: scene for scene in kiosk_scenes(chinese)}
    for tokens in (LIGHT, DARK):
        window = KioskWindow(tokens)
        qtbot.addWidget(window)
        scenes["07-theory-item"].fill(window)
        assert {tokens_of(each) for each in (window, window.bar, window.theory)} == {tokens}
        scenes["15-pitch"].fill(window)
        assert {tokens_of(each) for each in (window.bar, window.pitch)} == {DARK}
        scenes["20-stand-done"].fill(window)
        assert {tokens_of(each) for each in (window.bar, window.stand)} == {tokens}


@pytest.mark.parametrize("dark", [False, True])
def test_the_first_page_opens_in_the_theme_that_was_asked_for(tmp_path: Path, qtbot, *, dark: bool) -> None:
    window = open_window(tmp_path / "home", "booth-1", locked=False, dark=dark)
    qtbot.addWidget(window)
    assert tokens_of(window.language) is (DARK if dark else LIGHT)
