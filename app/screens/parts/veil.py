"""What every question of a window stands on: a dimmed ground over its parent that keeps the focus inside."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QWidget
from shiboken6 import isValid

from app.screens.parts.labels import panel
from app.screens.theme import DARK, SPACE_2, SPACE_4, SPACE_5

LOW_PX = 420
"""Below this height a card saves room between its parts."""


class Veil(QWidget):
    """Covers its parent, keeps the focus inside, closes on Escape."""

    def __init__(self, parent: QWidget, width_px: int = 460) -> None:
        super().__init__(parent)
        self._over = parent
        self._before: QWidget | None = None
        self._width_px = width_px
        self.card, self.inside = panel("card", margin_px=SPACE_5, gap_px=SPACE_4)
        grid = QGridLayout(self)
        grid.setContentsMargins(SPACE_4, SPACE_4, SPACE_4, SPACE_4)
        grid.addWidget(self.card, 0, 0, Qt.AlignmentFlag.AlignCenter)
        parent.installEventFilter(self)
        self.hide()

    def open_over(self) -> None:
        """Cover the parent and take the focus; one that stands open already keeps what had the focus before it."""
        if not self.isVisible():
            self._before = self._over.window().focusWidget()
        self._cover()
        self.show()
        self.raise_()

    def arrange(self, room: QSize) -> None:
        """Lay the card's parts beside or under each other, as the room allows."""

    def _cover(self) -> None:
        room = self._over.size()
        low = room.height() < LOW_PX
        self.setGeometry(self._over.rect())
        margin = SPACE_4 if low else SPACE_5
        self.inside.setContentsMargins(margin, margin, margin, margin)
        self.inside.setSpacing(SPACE_2 if low else SPACE_4)
        self.card.setFixedWidth(min(self._width_px, room.width() - SPACE_5))
        self.arrange(room)

    def shut(self) -> None:
        """Give the page and its focus back."""
        self.hide()
        before, self._before = self._before, None
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the parent's size."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._cover()
        return super().eventFilter(watched, event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Go round inside the card."""
        chain = [each for each in self.card.findChildren(QWidget) if _takes_focus(each)]
        if chain:
            here = chain.index(self.window().focusWidget()) if self.window().focusWidget() in chain else -1
            chain[(here + (1 if forward else -1)) % len(chain)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Escape; let no other key through to the page."""
        if event.key() == Qt.Key.Key_Escape:
            self.shut()
        event.accept()

    def paintEvent(self, _: QPaintEvent) -> None:
        """Dim what lies under it."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), DARK.colour("paper", 150))
        painter.end()


def _takes_focus(each: QWidget) -> bool:
    return each.isVisible() and each.isEnabled() and bool(each.focusPolicy() & Qt.FocusPolicy.TabFocus)
