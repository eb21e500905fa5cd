"""A part that scrolls downwards where it must, and never sideways.

Why this room exists: every list and column of the desk scrolls alike; whether the keyboard stops at it is said here.
"""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


class HuggingScroll(QScrollArea):
    """Takes no more height than what it holds, so that what stands under it follows at once."""

    def hug(self) -> None:
        """Follow what it holds."""
        inner = self.widget()
        if inner is not None:
            inner.installEventFilter(self)
            self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fit when the inner layout changes."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit when texts wrap otherwise."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        inner = self.widget()
        layout = None if inner is None else inner.layout()
        if layout is not None:
            width_px = self.viewport().width()
            wraps = layout.hasHeightForWidth()
            self.setMaximumHeight(layout.totalHeightForWidth(width_px) if wraps else layout.totalSizeHint().height())


def scrolled(inner: QWidget, *, by_keys: bool = False, hugging: bool = False) -> QScrollArea:
    """Return a part that scrolls where it must.

    Args:
        inner: what scrolls.
        by_keys: Tab stops at it and the arrow keys move it.
        hugging: it takes no more height than ``inner`` has.
    """
    scroller = HuggingScroll() if hugging else QScrollArea()
    scroller.setWidgetResizable(True)
    scroller.setFrameShape(QFrame.Shape.NoFrame)
    scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    if not by_keys:
        scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    inner.setProperty("ground", "none")
    scroller.setWidget(inner)
    if isinstance(scroller, HuggingScroll):
        scroller.hug()
    return scroller
