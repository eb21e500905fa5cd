"""On one wide screen both windows stand beside each other, each as wide as its pages need."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QRect

from app.exam.scheme import Scheme
from app.programs.screens_command import practice_bank, practice_scheme
from app.programs.solo import BESIDE_PX, arrange
from app.screens.examiner.window import ExaminerWindow
from app.screens.gallery.examiner_scenes import examiner_scenes
from app.screens.gallery.kiosk_scenes import Content, kiosk_scenes
from app.screens.gallery.shots import Screen, settle
from app.screens.kiosk.window import KioskWindow

ROWS = ("10", "01")


@dataclass
class OneScreen:
    """A screen of a size; offscreen there is but one, of another size."""

    width_px: int

    def availableGeometry(self) -> QRect:  # noqa: N802 - Qt's name
        return QRect(0, 0, self.width_px, 1040)


@pytest.fixture
def content() -> tuple[Content, Scheme]:
    bank = practice_bank()
    sample = next(each for each in bank.samples if each.id == "womens_perfume")
    return Content(bank, sample, "en", ROWS), practice_scheme()


@pytest.mark.parametrize("width_px", [BESIDE_PX, 1920])
def test_no_page_is_cut_where_both_windows_share_a_screen(
    width_px: int, content: tuple[Content, Scheme], qtbot
) -> None:
    kiosk, examiner = KioskWindow(), ExaminerWindow()
    qtbot.addWidget(kiosk)
    qtbot.addWidget(examiner)
    arrange(kiosk, examiner, [OneScreen(width_px)])
    assert kiosk.width() + examiner.width() == width_px
    for window, scenes in ((kiosk, kiosk_scenes(content[0])), (examiner, examiner_scenes(*content))):
        size = window.size()
        for scene in scenes:
            scene.fill(window)
            settle(window, Screen(size.width(), size.height()))
            assert window.minimumSizeHint().width() <= size.width(), f"{scene.name} is cut at {size.width()} px"
