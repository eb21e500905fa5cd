"""The pins of a timeline: each tag is a button with a stem to its moment.

Why this room exists: a tag must be clicked, reached by keys and read by a screen reader; a painted blot is none of
these.
"""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QWidget

from app.screens.parts.timeline_state import PRAISE, RED_LINE, Pin
from app.screens.theme import SMALL, font, tokens_of

PIN_PX, BARE_PX = 26, 14
COLOURS = {PRAISE: "jade", RED_LINE: "seal"}
"""By sense; everything else is a deduction, amber."""


class PinButton(QAbstractButton):
    """One tag on the timeline."""

    stepped = Signal(int)
    """An arrow key asks for the pin before (-1) or after (1); 0 gives the focus back to the timeline."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.pin: Pin | None = None
        self.bare = False
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setProperty("own_arrows", True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_pin(self, pin: Pin, name: str) -> None:
        """Show a tag; ``name`` is what a screen reader says."""
        if pin != self.pin or name != self.accessibleName():
            self.pin = pin
            self.setText(pin.label)
            self.setAccessibleName(name)
            self.setToolTip(name)
            self.update()

    def words_px(self) -> int:
        """Return the width that the words need."""
        return QFontMetrics(font(SMALL, 500)).horizontalAdvance(self.text()) + 30

    def sizeHint(self) -> QSize:
        """Return the usual size."""
        return QSize(BARE_PX if self.bare else self.words_px(), PIN_PX)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk from pin to pin; Enter chooses like Space."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: 0, Qt.Key.Key_Escape: 0}
        if event.key() in steps:
            self.stepped.emit(steps[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint the sign of its sense and the words in a pill."""
        tokens, painter = tokens_of(self), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        sense = self.pin.sense if self.pin else ""
        colour = tokens.colour(COLOURS.get(sense, "amber"))
        lit = self.hasFocus() or self.underMouse()
        if self.bare:
            draw_sense(painter, sense, QRectF(1, 7, 12, 12), colour)
        else:
            box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            painter.setPen(QPen(colour, 2 if lit else 1.2))
            painter.setBrush(tokens.colour("wash" if lit else "card"))
            painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
            draw_sense(painter, sense, QRectF(9, 9, 8, 8), colour)
            painter.setPen(tokens.colour("ink"))
            painter.setFont(font(SMALL, 500))
            painter.drawText(self.rect().adjusted(22, 0, -6, 0), Qt.AlignmentFlag.AlignVCenter, self.text())
        if self.hasFocus():
            painter.setPen(QPen(tokens.colour("ink"), 1.6))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 12, 12)
        painter.end()


def draw_sense(painter: QPainter, sense: str, box: QRectF, colour: QColor) -> None:
    """Draw a sense as a shape: a disc for praise, a triangle down for a deduction, a square for a red line."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    if sense == PRAISE:
        painter.drawEllipse(box)
    elif sense == RED_LINE:
        painter.drawRect(box)
    else:
        low = QPointF(box.center().x(), box.bottom())
        painter.drawPolygon(QPolygonF([box.topLeft(), box.topRight(), low]))
