"""Every page and state of the examiner's desk, in both languages, at every size: nothing cut, all reachable, named."""

import pytest

from app.screens.gallery.examiner_scenes import examiner_scenes
from app.screens.gallery.kiosk_scenes import Content
from app.screens.gallery.shots import DESK_SCREENS, Screen
from tests.screens.scene_checks import faults_of, filled, nameless


@pytest.mark.parametrize("screen", DESK_SCREENS, ids=lambda each: each.name)
def test_no_text_is_cut_nothing_stands_outside_and_all_is_large_enough(
    content: Content, scheme, screen: Screen, qtbot
) -> None:
    assert faults_of(examiner_scenes(content, scheme), screen, qtbot) == []


def test_every_control_has_a_name(content: Content, scheme, qtbot) -> None:
    assert nameless(examiner_scenes(content, scheme), DESK_SCREENS[0], qtbot) == []


def test_the_picture_keeps_its_place_whatever_comes_under_it(content: Content, scheme, qtbot) -> None:
    for screen in (DESK_SCREENS[0], DESK_SCREENS[2]):
        places = set()
        for scene in examiner_scenes(content, scheme):
            if scene.name.startswith("30"):
                continue
            window = filled(scene, screen, qtbot)
            picture = window.pages.currentWidget().picture
            places.add((picture.mapTo(window, picture.rect().topLeft()).toTuple(), picture.size().toTuple()))
            window.close()
        assert len(places) == 1, screen.name
