"""Render a window at a size and a scale, as a screen of that many pixels would show it."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QWidget


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen's pixels and the percent of its scale."""

    width_px: int
    height_px: int
    percent: int = 100

    @property
    def name(self) -> str:
        """A name for files."""
        scale = "" if self.percent == 100 else f"@{self.percent}"
        return f"{self.width_px}x{self.height_px}{scale}"

    @property
    def room(self) -> tuple[int, int]:
        """Return the size that a window gets."""
        return self.width_px * 100 // self.percent, self.height_px * 100 // self.percent


SCREENS = (
    Screen(1366, 768), Screen(1920, 1080), Screen(1080, 1920), Screen(1366, 768, 200), Screen(1920, 1080, 150),
    Screen(1080, 1920, 200),
)  # fmt: skip

DESK_SCREENS = (
    Screen(1366, 768), Screen(1920, 1080), Screen(1080, 1920), Screen(1920, 1080, 150), Screen(1920, 1080, 200),
)  # fmt: skip
"""An examiner's or a clerk's screen lies on its side, as a rule; some centres stand one upright."""


def settle(window: QWidget, screen: Screen) -> None:
    """Give a window its room and let its layouts come to rest without a screen."""
    window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    window.resize(*screen.room)
    window.show()
    for _ in range(6):
        window.ensurePolished()
        QCoreApplication.sendPostedEvents()


def shot(window: QWidget, screen: Screen) -> QImage:
    """Return the picture of a settled window."""
    image = QImage(screen.width_px, screen.height_px, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(screen.percent / 100)
    painter = QPainter(image)
    window.render(painter, QPoint(0, 0))
    painter.end()
    return image
