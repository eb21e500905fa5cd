"""Every page and state, in both languages, at every size: nothing cut, everything reachable and named."""

import pytest
from PySide6.QtCore import QCoreApplication, QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QScrollArea, QWidget

from app.screens.gallery.kiosk_scenes import Content, Scene, kiosk_scenes
from app.screens.gallery.shots import SCREENS, Screen, settle
from app.screens.kiosk.window import KioskWindow
from tests.screens.layout_laws import layout_faults

FINGER_PX = 44


@pytest.fixture
def window(qtbot: object) -> KioskWindow:
    made = KioskWindow()
    qtbot.addWidget(made)
    return made


def fill(window: KioskWindow, scene: Scene, screen: Screen) -> None:
    settle(window, screen)
    scene.fill(window)
    settle(window, screen)


def seen(window: KioskWindow, kind: type[QWidget]) -> list[QWidget]:
    return [each for each in window.findChildren(kind) if each.isVisible()]


def told(each: QWidget) -> str:
    text = each.text() if isinstance(each, QLabel | QAbstractButton) else ""
    return f"{type(each).__name__} “{text[:40]}” {each.width()}×{each.height()}"


def outside(window: KioskWindow, each: QWidget) -> bool:
    """Tell whether a part of a widget can neither be seen nor scrolled to."""
    at, box = each, each.rect()
    while at is not window:
        above = at.parentWidget()
        box = QRect(at.mapTo(above, box.topLeft()), box.size())
        if isinstance(above.parentWidget(), QScrollArea) and above.parentWidget().viewport() is above:
            return box.left() < 0 or box.right() > above.width()
        if not above.rect().adjusted(-1, -1, 1, 1).contains(box):
            return True
        at = above
    return False


def cut(each: QLabel) -> bool:
    if not each.text():
        return False
    if each.wordWrap():
        return each.heightForWidth(each.width()) > each.height() + 1
    return each.sizeHint().width() > each.width() + 1 or each.sizeHint().height() > each.height() + 1


@pytest.mark.parametrize("screen", SCREENS, ids=lambda each: each.name)
def test_no_text_is_cut_and_nothing_stands_outside(content: Content, screen: Screen, window: KioskWindow) -> None:
    faults = []
    for scene in kiosk_scenes(content):
        window.question_closed()
        fill(window, scene, screen)
        short = [each for each in seen(window, QLabel) if cut(each)]
        short += [each for each in seen(window, QAbstractButton)
                  if each.sizeHint().width() > each.width() + 1 and not each.hasHeightForWidth()]  # fmt: skip
        faults += [f"{scene.name}: cut {told(each)}" for each in short]
        for kind in (QLabel, QAbstractButton, QLineEdit):
            faults += [f"{scene.name}: outside {told(each)}" for each in seen(window, kind) if outside(window, each)]
        faults += [f"{scene.name}: {each}" for each in layout_faults(window)]
        if (window.width(), window.height()) != screen.room:
            faults.append(f"{scene.name}: needs {window.width()}×{window.height()}")
            window.resize(*screen.room)
    assert faults == []


@pytest.mark.parametrize("screen", SCREENS, ids=lambda each: each.name)
def test_every_target_is_large_enough_for_a_finger(content: Content, screen: Screen, window: KioskWindow) -> None:
    faults = []
    for scene in kiosk_scenes(content):
        window.question_closed()
        fill(window, scene, screen)
        for kind in (QAbstractButton, QLineEdit, QComboBox):
            faults += [f"{scene.name}: {told(each)}" for each in seen(window, kind)
                       if each.height() < FINGER_PX or each.width() < FINGER_PX]  # fmt: skip
    assert faults == []


def test_every_control_has_a_name(content: Content, window: KioskWindow) -> None:
    faults = []
    for scene in kiosk_scenes(content):
        window.question_closed()
        fill(window, scene, SCREENS[0])
        for kind in (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox):
            for each in seen(window, kind):
                name = each.accessibleName() or (each.text() if isinstance(each, QAbstractButton) else "")
                if not name.strip():
                    faults.append(f"{scene.name}: {told(each)}")
    assert faults == []


def test_tab_reaches_every_control_of_a_page(content: Content, window: KioskWindow) -> None:
    faults = []
    for scene in kiosk_scenes(content):
        window.question_closed()
        fill(window, scene, SCREENS[0])
        if scene.name in ("08-theory-hand-in", "11-clip-watch", "16-pitch-stop", "22-leave"):
            continue  # a question holds the focus inside: see test_sheets
        wanted = {each for each in seen(window, QWidget)
                  if each.isEnabled() and each.focusPolicy() & Qt.FocusPolicy.TabFocus}  # fmt: skip
        reached: set[QWidget] = set()
        at: QWidget = window
        for _ in range(2000):
            at = at.nextInFocusChain()
            reached.add(at)
            if at is window:
                break
        faults += [f"{scene.name}: {told(each)}" for each in wanted - reached]
    assert faults == []


def test_one_filled_button_a_page(content: Content, window: KioskWindow) -> None:
    for scene in kiosk_scenes(content):
        window.question_closed()
        fill(window, scene, SCREENS[0])
        page = window.pages.currentWidget()
        filled = [each for each in page.findChildren(QAbstractButton)
                  if each.isVisible() and each.property("role") == "filled"
                  and not window.inside_question(each)]  # fmt: skip
        assert len(filled) <= 1, scene.name


def test_language_switches_while_a_page_stands_open(content: Content, window: KioskWindow, qapp: object) -> None:
    from app.screens.language import speak

    scene = next(each for each in kiosk_scenes(content) if each.name == "15-pitch")
    fill(window, scene, SCREENS[0])
    before = window.pitch.stop.text()
    speak(qapp, "en" if content.language == "zh" else "zh")
    QCoreApplication.sendPostedEvents()
    assert window.pitch.stop.text() != before
