"""The row of tags: each with its key printed on it, in the order of the keyboard.

Why this room exists: a key is learned by where it stands; a finger finds the same place.
"""

import re

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QInputEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QWidget

from app.screens.examiner.sheet_keys import KeyDown
from app.screens.examiner.sheet_state import Sense, TagKey, points_text
from app.screens.theme import DESK, SMALL, SPACE_1, TARGET_FINGER, font, tokens_of

_SPACE_OF_A_UNIT = re.compile(r"(?<=\d) ")
"""A number and its unit stay on one line."""
_LEAST_PX, _KEY_PX, _LOW_PX = 90, 20, 38


class TagButton(QAbstractButton):
    """One tag: its key in its sense's colour, its name beside it."""

    pressed_at = Signal(str, int)
    """The tag's id and for how many ms the button has been down."""

    def __init__(self, key_down: KeyDown, parent: QWidget) -> None:
        super().__init__(parent)
        self._tag: TagKey | None = None
        self._key_down = key_down
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its key does it; twenty stops of Tab would hide the rest
        self.setFixedHeight(TARGET_FINGER)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_tag(self, tag: TagKey, *, name: str) -> None:
        """Show a tag; ``name`` is what a screen reader says."""
        self._tag = tag
        self.setText(tag.name)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.update()

    def sizeHint(self) -> QSize:
        """Return the least size at which two lines hold the name."""
        return QSize(_LEAST_PX, TARGET_FINGER)

    def hasHeightForWidth(self) -> bool:
        """Say that the name wraps."""
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Place the tag as the finger comes down, not as it goes up."""
        super().mousePressEvent(event)
        self._place(event)

    def _place(self, event: QInputEvent) -> None:
        if self._tag is not None and self.isEnabled():
            self.pressed_at.emit(self._tag.id, self._key_down.late_ms(event))

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint key and name."""
        if self._tag is None:
            return
        tokens, painter = tokens_of(self), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(tokens.colour("ink" if self.isDown() else "line"), 1))
        painter.setBrush(tokens.colour("wash" if self.isDown() or self.underMouse() else "card"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        soft = not self.isEnabled()
        painter.setFont(font(DESK, 700))
        painter.setPen(tokens.colour("ink_soft" if soft else "jade" if self._tag.sense is Sense.PRAISE else "seal"))
        painter.drawText(QRectF(0, 0, _KEY_PX, self.height()), Qt.AlignmentFlag.AlignCenter, self._tag.key)
        painter.setFont(font(SMALL))
        painter.setPen(tokens.colour("ink_soft" if soft else "ink"))
        flags = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        words = _SPACE_OF_A_UNIT.sub("\u00a0", self._tag.name)
        painter.drawText(QRectF(_KEY_PX, 1, self.width() - _KEY_PX - 2, self.height() - 2), flags, words)
        painter.end()


class TagRow(QWidget):
    """All tags of a rubric, as many beside each other as there is room."""

    tag_asked = Signal(str, int)

    def __init__(self, key_down: KeyDown) -> None:
        super().__init__()
        self.setObjectName("sheet-tags")
        self._key_down = key_down
        self.buttons: list[TagButton] = []
        self._tags: tuple[TagKey, ...] = ()
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(SPACE_1)

    def show_tags(self, tags: tuple[TagKey, ...], *, open_: bool) -> None:
        """Show the tags; ``open_``: there is a film and the sheet is not signed."""
        if tags != self._tags:
            self._tags, self._columns = tags, 0
            while len(self.buttons) < len(tags):
                made = TagButton(self._key_down, self)
                made.pressed_at.connect(self.tag_asked)
                self.buttons.append(made)
            self._arrange()
        for made, tag in zip(self.buttons, tags, strict=False):
            made.show_tag(tag, name=self._spoken(tag))
            made.setEnabled(open_)

    def _spoken(self, tag: TagKey) -> str:
        if tag.half_points:
            return self.tr("{0}, key {1}, suggests {2} less").format(tag.name, tag.key, points_text(tag.half_points))
        return self.tr("{0}, key {1}").format(tag.name, tag.key)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the room."""
        self._arrange()
        super().resizeEvent(event)

    def fit(self, *, low: bool) -> None:
        """Stand closer where there is little height."""
        for made in self.buttons:
            made.setFixedHeight(_LOW_PX if low else TARGET_FINGER)

    def _arrange(self) -> None:
        columns = max(3, min(10, (self.width() + SPACE_1) // (_LEAST_PX + SPACE_1)))
        if columns == self._columns:
            return
        self._columns = columns
        for place, made in enumerate(self.buttons):
            self._grid.removeWidget(made)
            made.setVisible(place < len(self._tags))
            if place < len(self._tags):
                self._grid.addWidget(made, place // columns, place % columns)
        for column in range(10):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
