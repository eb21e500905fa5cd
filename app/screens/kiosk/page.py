"""The bones of a kiosk page: a column that scrolls where it must, and a foot with what can be done.

Why this room exists: every page keeps its one filled button in sight and never cuts a text, on a small screen
at 200 % as on a large one.
"""

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

from app.screens.theme import COLUMN_PX, SPACE_2, SPACE_3, SPACE_4, SPACE_5, SPACE_6

TIGHT_PX = 560
"""Below this height a page saves room between its parts."""
SCROLL_BAR_PX = 12
"""What a scroll bar takes with its margins; it keeps its room where there is nothing to scroll, so that the column
ends where the foot does."""
UPRIGHT_FROM_PX = 1200
"""From this height an upright window begins its pages at the height of the eyes, not under its upper edge."""
NARROW_PX = 760
"""Below this width parts stand under each other."""


class Turned(QWidget):
    """What a window turns to: it has a part that gets the focus then.

    The part is no focus proxy: Tab would jump to one over all that stands before it, as a refusal before a consent.
    """

    _begins: QWidget | None = None

    def begin_at(self, part: QWidget) -> None:
        """Say which part gets the focus when the page is turned to."""
        self._begins = part

    def take_focus(self) -> None:
        """Give the focus to the part that the page begins at."""
        (self._begins or self).setFocus()


class Page(Turned):
    """A page with a column and a foot.  ``repaint_words`` writes every text; a change of language calls it."""

    def __init__(self, *, column_px: int = COLUMN_PX, ground: str = "paper") -> None:
        super().__init__()
        self.setProperty("ground", ground)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._column_px = column_px
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        self.scroller = QScrollArea()
        self.scroller.setWidgetResizable(True)
        self.scroller.setFrameShape(QFrame.Shape.NoFrame)
        self.scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        bar = self.scroller.verticalScrollBar()
        self.scroller.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        bar.setEnabled(False)
        bar.rangeChanged.connect(lambda least, most: bar.setEnabled(most > least))
        self._inner = _Column()
        self._inner.setProperty("ground", "none")
        self.scroller.setWidget(self._inner)
        self.column = QVBoxLayout(self._inner)
        self._foot = QWidget()
        self._foot.setProperty("ground", "foot")
        self._foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.foot = QHBoxLayout(self._foot)
        self.foot.setSpacing(SPACE_4)
        self._foot.hide()
        whole.addWidget(self.scroller, 1)
        whole.addWidget(self._foot)

    def show_foot(self) -> None:
        """Show the foot; a page without one leaves it away."""
        self._foot.show()

    def repaint_words(self) -> None:
        """Write every text of the page in the language of the window."""

    def arrange(self, room: QSize) -> None:
        """Lay parts beside or under each other, as the room allows."""

    def to_top(self) -> None:
        """Show the column from its beginning: who comes to a page reads it from there."""
        self.scroller.verticalScrollBar().setValue(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll by Page Up and Page Down, whatever has the focus: a text may be longer than a small screen."""
        turns = {Qt.Key.Key_PageDown.value: 1, Qt.Key.Key_PageUp.value: -1}
        turn = turns.get(event.key())
        if turn is None:
            super().keyPressEvent(event)
            return
        bar = self.scroller.verticalScrollBar()
        bar.setValue(bar.value() + turn * bar.pageStep() * 9 // 10)

    def changeEvent(self, event: QEvent) -> None:
        """Write the words anew when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self.repaint_words()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the column at a width that can be read, and the margins in proportion."""
        width, height = self.width(), self.height()
        least = SPACE_4 if width < NARROW_PX else SPACE_6
        side = max(least, (width - self._column_px) // 2)
        above = SPACE_3 if height < TIGHT_PX - 120 else SPACE_5 if height < 760 else SPACE_6
        if height >= UPRIGHT_FROM_PX and height > width:
            above = height // 10
        self.column.setContentsMargins(side, above, side - SCROLL_BAR_PX, min(above, SPACE_4))
        self.column.setSpacing(SPACE_2 if height < TIGHT_PX - 120 else SPACE_4)
        low = SPACE_2 if height < TIGHT_PX - 120 else SPACE_3
        self.foot.setContentsMargins(side, low, side, low)
        self.arrange(self.size())
        super().resizeEvent(event)


class _Column(QWidget):
    """What scrolls: as high as its texts are at the width they get.

    Qt's own least height of a column takes every text at its narrowest, and would scroll into nothing.
    """

    def minimumSizeHint(self) -> QSize:
        """Leave the height to the width."""
        least, layout = super().minimumSizeHint(), self.layout()
        return QSize(least.width(), 0) if layout is not None and layout.hasHeightForWidth() else least


def said(context: str, text: str) -> str:
    """Return a text in the window's language, for what is no QObject."""
    return QCoreApplication.translate(context, text)


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and let it go."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
