"""Labels, buttons, cards and rows of the kiosk, dressed by role.

Why this room exists: pages say what a thing is (a title, the one filled button), never how it looks.
"""

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QMouseEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.screens.parts.marks import Sign, SignView
from app.screens.theme import SPACE_3, SPACE_4, SPACE_5


def label(role: str, text: str = "", *, wrap: bool = True) -> QLabel:
    """Return a label of a role (``title``, ``soft``, ``good`` ...)."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    made.setWordWrap(wrap)
    if wrap:
        made.setMinimumWidth(1)
    return made


def re_role(widget: QWidget, role: str, name: str = "role") -> None:
    """Give a widget another role and dress it anew."""
    if (widget.property(name) or "") != role:
        widget.setProperty(name, role)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


class TouchButton(QPushButton):
    """A push button that lets the second half of a double tap go when the first half was meant for another.

    The first tap may turn the page, or give this very button other words: a nervous hand that taps twice would else
    take its photo unseen, or start the preparation before it has read what was drawn.
    """

    def __init__(self, text: str = "") -> None:
        super().__init__(text)
        self._aimed_at: str | None = None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember what the button said."""
        self._aimed_at = self.text()
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Take the second tap only where the first one met the same words."""
        if self._aimed_at == self.text():
            super().mouseDoubleClickEvent(event)
        else:
            event.accept()

    def hideEvent(self, event: QHideEvent) -> None:
        """Forget: the next tap here is the first."""
        self._aimed_at = None
        super().hideEvent(event)


def button(role: str, asked: Callable[[], object], text: str = "") -> QPushButton:
    """Return a button of a role (``filled``, ``outline``, ``quiet``, ``bar``, ``key``)."""
    made = TouchButton(text)
    dress_button(made, role)
    made.clicked.connect(lambda *_: asked())
    return made


def dress_button(made: QPushButton, role: str) -> None:
    """Make a push button one of a role."""
    made.setProperty("role", role)
    made.setAutoDefault(False)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)


def show_chosen(which: QPushButton, *, chosen: bool) -> None:
    """Show that a button is the chosen one of several, or no longer."""
    if which.property("chosen") != chosen:
        which.setProperty("chosen", chosen)
        which.style().unpolish(which)
        which.style().polish(which)


def rename(which: QPushButton, text: str, name: str = "") -> None:
    """Write a button's text, and its name for a screen reader where that says more."""
    which.setText(text)
    which.setAccessibleName(name or text)


def panel(ground: str, *, margin_px: int = SPACE_5, gap_px: int = SPACE_3) -> tuple[QFrame, QVBoxLayout]:
    """Return a dressed frame and its column."""
    frame = QFrame()
    frame.setProperty("ground", ground)
    column = QVBoxLayout(frame)
    column.setContentsMargins(margin_px, margin_px, margin_px, margin_px)
    column.setSpacing(gap_px)
    return frame, column


def centred(*words: QLabel) -> QWidget:
    """Return words in the middle of their room: what is said where there is nothing else yet."""
    made, column = QWidget(), QVBoxLayout()
    made.setLayout(column)
    column.addStretch(1)
    for each in words:
        each.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(each)
    column.addStretch(1)
    return made


def row(*parts: QWidget | int, gap_px: int = SPACE_4) -> QHBoxLayout:
    """Return a row; a number is a stretch."""
    made = QHBoxLayout()
    made.setSpacing(gap_px)
    _fill(made, parts)
    return made


def stack(layout: QBoxLayout, *parts: QWidget) -> None:
    """Put parts into a layout, one after the other."""
    for part in parts:
        layout.addWidget(part)


def _fill(made: QBoxLayout, parts: Iterable[QWidget | int]) -> None:
    for part in parts:
        if isinstance(part, int):
            made.addStretch(part)
        else:
            made.addWidget(part)


class SignedLine(QWidget):
    """A sign and a sentence beside it."""

    def __init__(self, sign: Sign, colour: str = "jade", role: str = "body", size_px: int = 28) -> None:
        super().__init__()
        self._view, self.text = SignView(sign, colour, size_px), label(role)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SPACE_3)
        line.addWidget(self._view, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.text, 1, Qt.AlignmentFlag.AlignVCenter)

    def say(self, text: str, sign: Sign | None = None, colour: str = "jade") -> None:
        """Show a sentence, with another sign where one is given."""
        self.text.setText(text)
        if sign is not None:
            self._view.show_sign(sign, colour)


class SavedMark(QWidget):
    """Says whether the last wish is on disk; nothing until the store has answered."""

    def __init__(self) -> None:
        super().__init__()
        self._view, self._text = SignView(Sign.TICK, "jade", 22), label("good", wrap=False)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        line.addWidget(self._view)
        line.addWidget(self._text)
        self.show_saved(None)

    def show_saved(self, saved: bool | None) -> None:
        """Show that the store has it (true), that it has not (false), or nothing yet (none)."""
        self.setVisible(saved is not None)
        if saved is None:
            return
        self._view.show_sign(Sign.TICK if saved else Sign.CARE, "jade" if saved else "amber")
        self._text.setText(self.tr("Saved") if saved else self.tr("Not saved"))
        re_role(self._text, "good" if saved else "care")


def choose_from(box: QComboBox, choices: Sequence[tuple[str, str]], *, fresh: bool) -> None:
    """Offer (words, value); in another language the same choices stand in its words and what was chosen stays."""
    if not fresh and [(box.itemText(place), box.itemData(place)) for place in range(box.count())] == list(choices):
        return
    chosen = None if fresh else box.currentData()
    box.clear()
    for words, value in choices:
        box.addItem(words, value)
    values = [value for _, value in choices]
    if chosen in values:
        box.setCurrentIndex(values.index(chosen))


class NoticeBanner(QFrame):
    """One sentence about what happened and one next step."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "care")
        self._line = SignedLine(Sign.CARE, "amber", "strong")
        self._advice = label("desk")
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_4, SPACE_3, SPACE_4, SPACE_3)
        column.setSpacing(4)
        column.addWidget(self._line)
        column.addWidget(self._advice)
        self.hide()

    def say(self, detail: str, advice: str = "", ground: str = "care") -> None:
        """Show a notice; an empty ``detail`` hides it."""
        colour = {"care": "amber", "bad": "seal", "good": "jade"}[ground]
        self._line.say(detail, Sign.TICK if ground == "good" else Sign.CARE, colour)
        self._advice.setText(advice)
        self._advice.setVisible(bool(advice))
        re_role(self, ground, "ground")
        self.setVisible(bool(detail))
