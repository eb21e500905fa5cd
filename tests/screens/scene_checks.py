"""What every scene of the examiner's window must keep, whichever page it shows."""

from collections.abc import Iterable

from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QPlainTextEdit

from app.screens.examiner.window import ExaminerWindow
from app.screens.gallery.examiner_scenes import ExaminerScene
from app.screens.gallery.shots import Screen, settle
from app.screens.parts.timeline_pins import PinButton
from app.screens.theme import TARGET_DESK
from tests.screens.layout_laws import layout_faults
from tests.screens.test_kiosk_scenes import cut, outside, seen, told


def filled(scene: ExaminerScene, screen: Screen, qtbot) -> ExaminerWindow:
    window = ExaminerWindow()
    qtbot.addWidget(window)
    settle(window, screen)
    scene.fill(window)
    settle(window, screen)
    return window


def faults_of(scenes: Iterable[ExaminerScene], screen: Screen, qtbot) -> list[str]:
    """Return what is cut, what stands outside, and what is too small to be hit."""
    faults = []
    for scene in scenes:
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
        faults += [f"{scene.name}: {each}" for each in layout_faults(window)]
        window.close()
    return faults


def nameless(scenes: Iterable[ExaminerScene], screen: Screen, qtbot) -> list[str]:
    """Return the controls that a screen reader could not name."""
    faults = []
    for scene in scenes:
        window = filled(scene, screen, qtbot)
        for kind in (QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit):
            for each in seen(window, kind):
                name = each.accessibleName() or (each.text() if isinstance(each, QAbstractButton) else "")
                if not name.strip():
                    faults.append(f"{scene.name}: {told(each)}")
        window.close()
    return faults
