"""Film, queue, moderation, supervision, closing: every state, language and size; nothing cut, nothing outside."""

import pytest
from PySide6.QtCore import QPoint, QRect

from app.exam.scheme import Scheme
from app.screens.gallery.examiner_scenes import ExaminerScene, examiner_scenes
from app.screens.gallery.film_scenes import film_scenes
from app.screens.gallery.kiosk_scenes import Content
from app.screens.gallery.room_scenes import room_scenes
from app.screens.gallery.shots import DESK_SCREENS, Screen
from tests.screens.scene_checks import faults_of, filled, nameless


def scenes_of(content: Content, scheme: Scheme) -> tuple[ExaminerScene, ...]:
    return (*film_scenes(content, scheme), *room_scenes(content, scheme))


@pytest.mark.parametrize("screen", DESK_SCREENS, ids=lambda each: each.name)
def test_no_text_is_cut_nothing_stands_outside_and_all_is_large_enough(
    content: Content, scheme: Scheme, screen: Screen, qtbot
) -> None:
    assert faults_of(scenes_of(content, scheme), screen, qtbot) == []


def test_every_control_has_a_name(content: Content, scheme: Scheme, qtbot) -> None:
    assert nameless(scenes_of(content, scheme), DESK_SCREENS[0], qtbot) == []


def test_on_an_upright_screen_the_work_stands_whole_under_the_picture(content: Content, scheme: Scheme, qtbot) -> None:
    screen = next(each for each in DESK_SCREENS if each.height_px > each.width_px)
    wanted = {"40-film": ("view", "sheet"), "43-case": ("view", "decide"), "32-live": ("picture", "sheet")}
    scenes = {each.name: each for each in (*scenes_of(content, scheme), *examiner_scenes(content, scheme))}
    for name, (picture, work) in wanted.items():
        window = filled(scenes[name], screen, qtbot)
        page = window.pages.currentWidget()
        above, below = (QRect(each.mapTo(window, QPoint()), each.size())
                        for each in (getattr(page, picture), getattr(page, work)))  # fmt: skip
        assert above.bottom() < below.top(), name
        assert above.width() * 10 > window.width() * 8, name
        assert window.rect().contains(below), f"{name}: to be scrolled for"
        window.close()


def test_the_films_picture_keeps_its_place_while_evidence_and_tags_come(
    content: Content, scheme: Scheme, qtbot
) -> None:
    places = set()
    for scene in film_scenes(content, scheme):
        if scene.name in ("40-film", "40-film-loop", "40-film-signed"):
            window = filled(scene, DESK_SCREENS[0], qtbot)
            view = window.pages.currentWidget().view
            places.add((view.mapTo(window, view.rect().topLeft()).toTuple(), view.size().toTuple()))
            window.close()
    assert len(places) == 1
