"""The bones of a page with a film: way back and names, picture, controls and timeline at the left, work at the right.

Why this room exists: marking and moderating look at a film alike; a hand that has learned one page knows the other.
"""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.screens.examiner.film_controls import FilmControls
from app.screens.examiner.film_player import RATES
from app.screens.examiner.film_view import FilmView
from app.screens.examiner.upright import upright
from app.screens.parts.labels import button, label, panel, row
from app.screens.parts.scroll import scrolled
from app.screens.parts.timeline import Timeline
from app.screens.theme import SPACE_2, SPACE_3, SPACE_4

NARROW_PX, LOW_PX = 900, 860
"""Below this width the work stands under the film; below this height the timeline takes less."""
QWIDGET_MOST = 16_777_215
"""Qt's own word for "no limit"."""
_VIEW_PX, _NARROW_VIEW_PX = 135, 200


class FilmFrame(QWidget):
    """Shows a film and what is done about it.

    ``sides`` takes the work as its second part; ``film_column`` and ``under_timeline`` take what a page adds to the
    film.  ``write`` writes every text, ``fit`` gives the work its room.
    """

    left_asked = Signal()
    position_asked = Signal(int)
    """A moment of the reel, in ms."""
    tag_chosen = Signal(int)
    """The seq of a pin."""
    language_changed = Signal()
    """What came with a state is to be shown anew in the window's language."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("ground", "paper")
        self.title, self.subtitle = label("head"), label("soft")
        self.back = button("desk", self.left_asked.emit)
        self.view, self.controls, self.timeline = FilmView(), FilmControls(RATES), Timeline()
        self.timeline.exact = True
        self.timeline.position_asked.connect(self.position_asked)
        self.timeline.tag_chosen.connect(self.tag_chosen)
        self._inner, film = QWidget(), QWidget()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(self._inner))
        self.sides = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._inner)
        self.sides.setContentsMargins(SPACE_4, SPACE_3, SPACE_4, SPACE_4)
        self.sides.setSpacing(SPACE_4)
        self.film_column = QVBoxLayout(film)
        self.film_column.setContentsMargins(0, 0, 0, 0)
        self.film_column.setSpacing(SPACE_2)
        self._build()
        self.sides.addWidget(film, 1)

    def _build(self) -> None:
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self.title)
        names.addWidget(self.subtitle)
        head = row(self.back, gap_px=SPACE_3)
        head.addLayout(names, 1)
        card, self.under_timeline = panel("card", margin_px=SPACE_3, gap_px=SPACE_2)
        card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.under_timeline.addWidget(self.timeline)
        self.film_column.addLayout(head)
        self.film_column.addWidget(self.view, 1)
        self.film_column.addWidget(self.controls)
        self.film_column.addWidget(card)

    def write(self) -> None:
        """Write every text of the page in the language of the window."""

    def fit(self, *, narrow: bool) -> None:
        """Give the work beside the film, or under it where it is narrow, the height that it needs."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand side by side, or one under the other on a screen that is narrow or stands upright."""
        whole = upright(self)
        narrow = self.width() < NARROW_PX or whole
        wanted = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self.sides.setDirection(wanted)
        self._inner.setMaximumHeight(QWIDGET_MOST if narrow and not whole else self.height())
        self.view.setMinimumHeight(_NARROW_VIEW_PX if narrow else _VIEW_PX)
        self.fit(narrow=narrow)
        self.timeline.fit(low=self.height() < LOW_PX)
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Write words anew in another language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.write()
            self.language_changed.emit()
        super().changeEvent(event)
