"""A picture that fills its frame and is cropped, not squeezed: a camera's preview, a photo, a product."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.resources import asset
from app.screens.parts.marks import Sign, draw_sign
from app.screens.theme import DARK, RADIUS_CARD, tokens_of


class PictureView(QWidget):
    """Shows an image, or a sign where there is none yet.  ``across``/``down`` is its shape."""

    def __init__(self, across: int = 16, down: int = 9, sign: Sign = Sign.CAMERA) -> None:
        super().__init__()
        self._image: QImage | None = None
        self._shape, self._sign = (across, down), sign
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumSize(96, 54)

    @property
    def image(self) -> QImage | None:
        """What is shown."""
        return self._image

    def show_picture(self, image: QImage | None, name: str) -> None:
        """Show an image, mirrored as it comes; ``name`` is what a screen reader says."""
        self._image = image
        self.setAccessibleName(name)
        self.update()

    def hasHeightForWidth(self) -> bool:
        """Say that the height follows the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Keep the shape."""
        return width * self._shape[1] // self._shape[0]

    def sizeHint(self) -> QSize:
        """Return a usual size."""
        return QSize(320, self.heightForWidth(320))

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint the image into rounded corners."""
        tokens, painter = tokens_of(self), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        outline = QPainterPath()
        outline.addRoundedRect(QRectF(self.rect()), RADIUS_CARD, RADIUS_CARD)
        painter.fillPath(outline, tokens.colour("wash"))
        if self._image is None:
            side = min(self.width(), self.height()) * 0.28
            box = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
            draw_sign(painter, self._sign, box, tokens.colour("ink_soft"), 2.4)
        else:
            painter.setClipPath(outline)
            paint_filling(painter, self._image, QRectF(self.rect()))
        painter.end()


def paint_stage(painter: QPainter, widget: QWidget) -> QPainterPath:
    """Paint the dark ground that a film stands on in either theme, and return its outline to clip with.

    A dark window is told from it by a hairline.
    """
    tokens, outline = tokens_of(widget), QPainterPath()
    outline.addRoundedRect(QRectF(widget.rect()), RADIUS_CARD, RADIUS_CARD)
    painter.fillPath(outline, DARK.colour("paper"))
    if tokens is DARK:
        painter.setPen(QPen(tokens.colour("line"), 1))
        painter.drawRoundedRect(QRectF(widget.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_CARD, RADIUS_CARD)
    return outline


def paint_filling(painter: QPainter, image: QImage, box: QRectF) -> None:
    """Paint an image so that it fills a box; what does not fit is cropped on both sides."""
    if image.width() * box.height() > image.height() * box.width():
        width = image.height() * box.width() / box.height()
        source = QRectF((image.width() - width) / 2, 0, width, image.height())
    else:
        height = image.width() * box.height() / box.width()
        source = QRectF(0, (image.height() - height) / 2, image.width(), height)
    painter.drawImage(box, image, source)


class ProductView(QWidget):
    """A product's drawing on its own ground."""

    def __init__(self, size_px: int = 200) -> None:
        super().__init__()
        self._drawing: QSvgRenderer | None = None
        self.setFixedSize(size_px, size_px)

    def show_product(self, file: str, name: str) -> None:
        """Show a drawing of ``assets/samples``."""
        self._drawing = QSvgRenderer(str(asset("samples", file)), self)
        self._drawing.setAspectRatioMode(Qt.AspectRatioMode.KeepAspectRatio)
        self.setAccessibleName(name)
        self.update()

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint ground and drawing."""
        tokens, painter = tokens_of(self), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.colour("wash"))
        painter.drawRoundedRect(QRectF(self.rect()), RADIUS_CARD, RADIUS_CARD)
        if self._drawing is not None:
            self._drawing.render(painter, QRectF(self.rect()).adjusted(6, 6, -6, -6))
        painter.end()
