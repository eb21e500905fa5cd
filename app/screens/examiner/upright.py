"""Whether a page stands on an upright screen: then work comes under the picture, not beside it."""

from PySide6.QtWidgets import QWidget

TALL_PX = 1_300
"""From this height on picture and work are whole under each other without scrolling."""


def upright(page: QWidget) -> bool:
    """Tell whether a page is taller than wide, and tall enough for both."""
    return page.height() >= TALL_PX and page.height() > page.width()
