"""Members of staff as names to touch: whoever signs needs no keyboard to say who they are.

Why this room exists: a login is typed faster than a name is found, so the field stays; but a touch screen has no keys.
"""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QScrollArea, QScroller, QSizePolicy, QWidget

from app.centre.values import StaffMember
from app.screens.parts.labels import button, re_role, rename, show_chosen
from app.screens.theme import SPACE_2, TARGET_FINGER, TARGET_KIOSK


class StaffNames(QScrollArea):
    """Shows names, as many beside each other as there is room; reports the login of the one that is touched."""

    chosen = Signal(str)

    def __init__(self, *, most_rows: int, least_px: int) -> None:
        super().__init__()
        self._most_rows, self._least_px, self._role = most_rows, least_px, "desk"
        self._people: tuple[StaffMember, ...] = ()
        self._current = ""
        self.buttons: list[QPushButton] = []
        self._inner, self._columns = QWidget(), 0
        self._grid = QGridLayout(self._inner)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(SPACE_2)
        self._grid.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._inner.setProperty("ground", "none")
        self.setWidget(self._inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        self.hide()

    def show_names(self, people: Sequence[StaffMember], current: str = "") -> None:
        """Show these people; ``current`` is the login that stands in the field."""
        self._current = current.strip().casefold()
        if tuple(people) != self._people:
            self._people = tuple(people)
            while len(self.buttons) < len(people):
                self._add(len(self.buttons))
            for made, person in zip(self.buttons, self._people, strict=False):
                rename(made, person.name, f"{person.name} ({person.login})")
                made.setToolTip(person.login)
            self._columns = 0
        self.setVisible(bool(people))
        self._arrange()
        self._light()

    def fit(self, *, low: bool) -> None:
        """Be as large as the kiosk's buttons, or the desk's where there is little height."""
        self._role = "desk" if low else "outline"
        for made in self.buttons:
            re_role(made, self._role)
        self._limit()

    def _add(self, place: int) -> None:
        made = button(self._role, partial(self._choose, place))
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.buttons.append(made)

    def _choose(self, place: int) -> None:
        self.chosen.emit(self._people[place].login)

    def _light(self) -> None:
        for made, person in zip(self.buttons, self._people, strict=False):
            show_chosen(made, chosen=person.login.casefold() == self._current)

    def _arrange(self) -> None:
        named = self.buttons[: len(self._people)]
        least_px = max((self._least_px, *(made.sizeHint().width() for made in named)))  # the longest name is whole
        columns = max(1, (self.viewport().width() + SPACE_2) // (least_px + SPACE_2))
        if columns == self._columns or not self._people:
            return
        self._columns = columns
        for place, made in enumerate(self.buttons):
            self._grid.removeWidget(made)
            made.setVisible(place < len(self._people))
            if place < len(self._people):
                self._grid.addWidget(made, place // columns, place % columns)
        self._limit()

    def _limit(self) -> None:
        rows = min(self._most_rows, -(-len(self._people) // max(1, self._columns)))
        row_px = TARGET_FINGER if self._role == "desk" else TARGET_KIOSK
        self.setFixedHeight(max(1, rows) * (row_px + SPACE_2) - SPACE_2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the room."""
        super().resizeEvent(event)
        self._arrange()
