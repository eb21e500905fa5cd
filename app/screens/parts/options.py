"""An option of an item as a big row to touch.

Why this room exists: a push button cannot wrap its text, and an option must never be cut.
"""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from app.screens.parts.marks import Sign, draw_sign
from app.screens.theme import LEAD, RADIUS_CARD, font, tokens_of

_DISC_PX, _SIDE_PX, _TALL_PX = 40, 20, 76


class OptionRow(QAbstractButton):
    """A letter, a text, chosen or not.  Clicking reports a wish; only ``show_option`` changes it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._letter, self._several = "A", False
        self.setCheckable(True)
        self.setFont(font(LEAD))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_option(self, letter: str, text: str, *, chosen: bool, several: bool) -> None:
        """Show an option; ``several`` draws the letter in a square: more than one may be chosen."""
        self._letter, self._several = letter, several
        self.setFont(font(LEAD))
        self.setText(text.replace("&", "&&"))
        self.setChecked(chosen)
        self.setAccessibleName(f"{letter}. {text}")
        self.updateGeometry()
        self.update()

    def nextCheckState(self) -> None:
        """Leave the state alone: the store's answer decides."""

    def hasHeightForWidth(self) -> bool:
        """Say that the height follows the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height that shows the whole text."""
        return max(_TALL_PX, self._text_box(width).height() + 36)

    def sizeHint(self) -> QSize:
        """Return a usual width and its height."""
        return QSize(480, self.heightForWidth(480))

    def minimumSizeHint(self) -> QSize:
        """Return the least width at which a word still fits."""
        return QSize(220, _TALL_PX)

    def _text_box(self, width: int) -> QRect:
        room = QRect(0, 0, max(60, width - _SIDE_PX * 2 - _DISC_PX - 30), 10_000)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
        return QFontMetrics(self.font()).boundingRect(room, int(flags), self._plain())

    def _plain(self) -> str:
        return self.text().replace("&&", "&")

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that it can be pressed."""
        self.update()
        super().enterEvent(event)

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint card, letter and text."""
        tokens, painter = tokens_of(self), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen, focused = self.isChecked(), self.hasFocus()
        edge = tokens.colour("seal" if chosen else "ink" if focused else "line")
        width = 3.0 if chosen or focused else 1.2
        box = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        painter.setPen(QPen(edge, width))
        painter.setBrush(tokens.colour("wash" if self.isDown() or self.underMouse() else "card"))
        painter.drawRoundedRect(box, RADIUS_CARD, RADIUS_CARD)
        if chosen and focused:
            painter.setPen(QPen(tokens.colour("ink"), 1.4))
            painter.drawRoundedRect(box.adjusted(4, 4, -4, -4), RADIUS_CARD - 4, RADIUS_CARD - 4)
        self._paint_disc(painter, chosen=chosen)
        painter.setPen(tokens.colour("ink"))
        painter.setFont(self.font())
        left = _SIDE_PX + _DISC_PX + 24
        room = QRect(left, 0, self.width() - left - _SIDE_PX, self.height())
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
        painter.drawText(room, int(flags), self._plain())
        painter.end()

    def _paint_disc(self, painter: QPainter, *, chosen: bool) -> None:
        tokens = tokens_of(self)
        disc = QRectF(_SIDE_PX, (self.height() - _DISC_PX) / 2, _DISC_PX, _DISC_PX)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.colour("seal" if chosen else "wash"))
        round_px = 9 if self._several else _DISC_PX / 2
        painter.drawRoundedRect(disc, round_px, round_px)
        painter.setPen(tokens.colour("on_seal" if chosen else "ink_soft"))
        painter.setFont(font(18, 700))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, self._letter)
        if chosen:
            corner = QRectF(disc.right() - 13, disc.bottom() - 13, 17, 17)
            painter.setPen(QPen(tokens.colour("card"), 2))
            painter.setBrush(tokens.colour("seal"))
            painter.drawEllipse(corner)
            draw_sign(painter, Sign.TICK, corner.adjusted(4, 4, -4, -4), tokens.colour("on_seal"), 1.8)
