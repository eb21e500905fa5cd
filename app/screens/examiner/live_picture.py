"""The booth's picture, whole and in its own shape; nothing is ever painted over the face.

Why this room exists: a tag means the picture that was on the screen when the key went down.  Each picture brings its
own moment of the film, and this widget remembers which one it painted, and when.
"""

import time
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.centre.booth_link import NO_MOMENT, LivePicture, PictureForm
from app.screens.parts.marks import Sign, draw_sign
from app.screens.parts.picture import paint_stage
from app.screens.theme import DARK, DESK, font

FRESH_MS = 500
"""A picture older than this is no moment to stamp: the recorder's clock is taken instead."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture on the screen: its film and its moment in it, and when it was painted (monotonic ms)."""

    film: str
    position_ms: int
    painted_ms: int


class LivePictureView(QWidget):
    """Shows the newest picture, or a word about why there is none."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("booth-picture")
        self._picture: LivePicture | None = None
        self._image: QImage | None = None
        self._words = ""
        self._shown: Shown | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(160, 90)

    def sizeHint(self) -> QSize:
        """Return a wide shape."""
        return QSize(640, 360)

    @property
    def shown(self) -> Shown | None:
        """The picture that was painted last, if it belongs to a film."""
        return self._shown

    def show_picture(self, picture: LivePicture | None, words: str) -> None:
        """Show a picture; ``words`` stand where there is none."""
        self.setAccessibleName(self.tr("Picture of the booth"))
        self.setAccessibleDescription(words)
        new = picture is not None and (self._picture is None or picture.number != self._picture.number)
        if not new and words == self._words and (picture is None) == (self._picture is None):
            return
        if picture is None:
            self._image = self._shown = None
        elif new:
            self._image = image_of(picture)
        self._picture, self._words = picture, words
        self.update()

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint the picture into the dark stage, and remember which it was."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        outline = paint_stage(painter, self)
        if self._image is None:
            self._paint_words(painter)
        else:
            painter.setClipPath(outline)
            painter.drawImage(self._box(self._image), self._image)
        painter.end()
        picture = self._picture
        if picture is not None and picture.position_ms != NO_MOMENT:
            if self._shown is None or (picture.film, picture.position_ms) != (
                self._shown.film,
                self._shown.position_ms,
            ):
                self._shown = Shown(picture.film, picture.position_ms, time.monotonic_ns() // 1_000_000)
        else:
            self._shown = None

    def _box(self, image: QImage) -> QRectF:
        scale = min(self.width() / max(1, image.width()), self.height() / max(1, image.height()))
        width, height = image.width() * scale, image.height() * scale
        return QRectF((self.width() - width) / 2, (self.height() - height) / 2, width, height)

    def _paint_words(self, painter: QPainter) -> None:
        side = min(64.0, self.height() * 0.3)
        middle = self.rect().center()
        box = QRectF(middle.x() - side / 2, middle.y() - side - 4, side, side)
        draw_sign(painter, Sign.CAMERA, box, DARK.colour("ink_soft"), 2.4)
        painter.setFont(font(DESK))
        painter.setPen(DARK.colour("ink_soft"))
        flags = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        painter.drawText(QRectF(16, middle.y() + 8, self.width() - 32, self.height() / 2 - 10), flags, self._words)


def image_of(picture: LivePicture) -> QImage:
    """Return a live picture as Qt paints it; a broken one is empty."""
    if picture.form is PictureForm.JPEG:
        return QImage.fromData(picture.content)
    if len(picture.content) != picture.width * picture.height * 3:
        return QImage()
    plain = QImage(picture.content, picture.width, picture.height, picture.width * 3, QImage.Format.Format_RGB888)
    return plain.copy()
