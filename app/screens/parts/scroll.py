"""A part that scrolls downwards where it must, and never sideways.

Why this room exists: every list and column of the desk scrolls alike; whether the keyboard stops at it is said here.
"""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


def scrolled(inner: QWidget, *, by_keys: bool = False) -> QScrollArea:
    """Return a part that scrolls where it must; ``by_keys``: Tab stops at it and the arrow keys move it."""
    scroller = QScrollArea()
    scroller.setWidgetResizable(True)
    scroller.setFrameShape(QFrame.Shape.NoFrame)
    scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    if not by_keys:
        scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    inner.setProperty("ground", "none")
    scroller.setWidget(inner)
    return scroller
