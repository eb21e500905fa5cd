"""Every page and state of the examiner's desk, in both languages, at every size: nothing cut, all reachable, named."""

import pytest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit

from app.programs.screens_command import practice_scheme
from app.screens.examiner.window import ExaminerWindow
from app.screens.gallery.examiner_scenes import ExaminerScene, examiner_scenes
from app.screens.gallery.kiosk_scenes import Content
from app.screens.gallery.shots import DESK_SCREENS, Screen, settle
from app.screens.theme import TARGET_DESK
from tests.screens.test_kiosk_scenes import cut, outside, seen, told


def filled(scene: ExaminerScene, screen: Screen, qtbot) -> ExaminerWindow:
    window = ExaminerWindow()
    qtbot.addWidget(window)
    settle(window, screen)
    scene.fill(window)
    settle(window, screen)
    return window


@pytest.fixture(scope="session")
def scheme():
    return practice_scheme()


@pytest.mark.parametrize("screen", DESK_SCREENS, ids=lambda each: each.name)
def test_no_text_is_cut_nothing_stands_outside_and_all_is_large_enough(
    content: Content, scheme, screen: Screen, qtbot
) -> None:
    faults = []
    for scene in examiner_scenes(content, scheme):
        window = filled(scene, screen, qtbot)
        if (window.width(), window.height()) != screen.room:
            faults.append(f"{scene.name}: needs {window.width()}×{window.height()}")
        faults += [f"{scene.name}: cut {told(each)}" for each in seen(window, QLabel) if cut(each)]
        faults += [f"{scene.name}: cut {told(each)}" for each in seen(window, QAbstractButton)
                   if each.sizeHint().width() > each.width() + 1 and not each.hasHeightForWidth()]  # fmt: skip
        for kind in (QLabel, QAbstractButton, QLineEdit):
            faults += [f"{scene.name}: outside {told(each)}" for each in seen(window, kind) if outside(window, each)]
        for kind in (QAbstractButton, QLineEdit, QComboBox):
            faults += [f"{scene.name}: small {told(each)}" for each in seen(window, kind)
                       if min(each.height(), each.width()) < TARGET_DESK and "PinButton" not in told(each)]  # fmt: skip
        window.close()
    assert not faults, "\n".join(faults)


def test_every_control_has_a_name(content: Content, scheme, qtbot) -> None:
    faults = []
    for scene in examiner_scenes(content, scheme):
        window = filled(scene, DESK_SCREENS[0], qtbot)
        for kind in (QAbstractButton, QLineEdit, QComboBox):
            for each in seen(window, kind):
                name = each.accessibleName() or (each.text() if isinstance(each, QAbstractButton) else "")
                if not name.strip():
                    faults.append(f"{scene.name}: {told(each)}")
        window.close()
    assert faults == []


def test_the_picture_keeps_its_place_whatever_comes_under_it(content: Content, scheme, qtbot) -> None:
    for screen in DESK_SCREENS:
        places = set()
        for scene in examiner_scenes(content, scheme):
            if scene.name.startswith("30"):
                continue
            window = filled(scene, screen, qtbot)
            picture = window.pages.currentWidget().picture
            places.add((picture.mapTo(window, picture.rect().topLeft()).toTuple(), picture.size().toTuple()))
            window.close()
        assert len(places) == 1, screen.name
