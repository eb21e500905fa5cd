"""Film, queue, moderation, supervision, closing: every state, language and size; nothing cut, nothing outside."""

import pytest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QPlainTextEdit

from app.exam.scheme import Scheme
from app.programs.screens_command import practice_scheme
from app.screens.examiner.window import ExaminerWindow
from app.screens.gallery.examiner_scenes import ExaminerScene
from app.screens.gallery.film_scenes import film_scenes
from app.screens.gallery.kiosk_scenes import Content
from app.screens.gallery.room_scenes import room_scenes
from app.screens.gallery.shots import DESK_SCREENS, Screen, settle
from app.screens.parts.timeline_pins import PinButton
from app.screens.theme import TARGET_DESK
from tests.screens.test_kiosk_scenes import cut, outside, seen, told


@pytest.fixture(scope="session")
def scheme() -> Scheme:
    return practice_scheme()


def scenes_of(content: Content, scheme: Scheme) -> tuple[ExaminerScene, ...]:
    return (*film_scenes(content, scheme), *room_scenes(content, scheme))


def filled(scene: ExaminerScene, screen: Screen, qtbot) -> ExaminerWindow:
    window = ExaminerWindow()
    qtbot.addWidget(window)
    settle(window, screen)
    scene.fill(window)
    settle(window, screen)
    return window


@pytest.mark.parametrize("screen", DESK_SCREENS, ids=lambda each: each.name)
def test_no_text_is_cut_nothing_stands_outside_and_all_is_large_enough(
    content: Content, scheme: Scheme, screen: Screen, qtbot
) -> None:
    faults = []
    for scene in scenes_of(content, scheme):
        window = filled(scene, screen, qtbot)
        if (window.width(), window.height()) != screen.room:
            faults.append(f"{scene.name}: needs {window.width()}×{window.height()}")
        faults += [f"{scene.name}: cut {told(each)}" for each in seen(window, QLabel) if cut(each)]
        faults += [f"{scene.name}: cut {told(each)}" for each in seen(window, QAbstractButton)
                   if each.sizeHint().width() > each.width() + 1 and not each.hasHeightForWidth()]  # fmt: skip
        for kind in (QLabel, QAbstractButton, QLineEdit):
            faults += [f"{scene.name}: outside {told(each)}" for each in seen(window, kind) if outside(window, each)]
        for kind in (QAbstractButton, QLineEdit, QComboBox):
            aimed = [each for each in seen(window, kind) if not isinstance(each, PinButton)]
            faults += [f"{scene.name}: small {told(each)}" for each in aimed
                       if min(each.height(), each.width()) < TARGET_DESK]  # fmt: skip
        window.close()
    assert not faults, "\n".join(faults)


def test_every_control_has_a_name(content: Content, scheme: Scheme, qtbot) -> None:
    faults = []
    for scene in scenes_of(content, scheme):
        window = filled(scene, DESK_SCREENS[0], qtbot)
        for kind in (QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit):
            for each in seen(window, kind):
                name = each.accessibleName() or (each.text() if isinstance(each, QAbstractButton) else "")
                if not name.strip():
                    faults.append(f"{scene.name}: {told(each)}")
        window.close()
    assert faults == []


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
