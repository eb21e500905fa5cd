"""The short video on the live page: a row to watch it where the booth's picture stands, and to go back to the booth."""

from dataclasses import dataclass, field

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.screens.examiner.film_controls import ControlsState, FilmControls
from app.screens.examiner.film_player import RATES
from app.screens.examiner.film_view import FilmView
from app.screens.parts.labels import button, label, rename, row
from app.screens.parts.timeline import Timeline
from app.screens.theme import SPACE_1, SPACE_2

_WHOLE_PX, _TAGS_PX = 700, 470


@dataclass(frozen=True, slots=True)
class ClipOffer:
    """The clip that can be watched; ``here``: its file is on this computer.  Until it is handed in it may change."""

    here: bool = True
    handed_in: bool = False
    watching: bool = False
    controls: ControlsState = field(default_factory=ControlsState)


class ClipBar(QWidget):
    """Shows an offer; ``view`` is where the clip is seen, ``timeline`` the page's own."""

    watch_asked = Signal(bool)
    """To be watched (true), or back to the booth's picture (false)."""
    position_asked = Signal(int)
    tag_chosen = Signal(int)

    def __init__(self, timeline: Timeline) -> None:
        super().__init__()
        self._offer: ClipOffer | None = None
        self.timeline, self.view, self.controls = timeline, FilmView(), FilmControls(RATES)
        self.watch, self.words = button("desk-filled", lambda: self.watch_asked.emit(True)), label("small")
        self.back = button("desk", lambda: self.watch_asked.emit(False))
        self.watch.setObjectName("clip-watch")
        self.back.setObjectName("clip-back")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_1)
        for each in (self.watch, self.back):
            each.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        column.addLayout(row(self.watch, self.words, gap_px=SPACE_2))
        column.addLayout(row(self.controls, self.back, gap_px=SPACE_2))
        self.show_offer(None)

    def show_offer(self, offer: ClipOffer | None) -> None:
        """Show what can be watched; None: there is nothing yet."""
        self._offer = offer
        self.setVisible(offer is not None)
        if offer is None:
            return
        self.watch.setVisible(not offer.watching)
        self.watch.setEnabled(offer.here)
        self.back.setVisible(offer.watching)
        self.controls.setVisible(offer.watching)
        self.controls.show_state(offer.controls)
        rename(self.watch, self.tr("Watch the short video  B"), self.tr("Watch the short video, key B"))
        self.words.setVisible(not (offer.watching and (offer.handed_in or self.width() < _TAGS_PX)))
        rename(self.back, self.tr("Booth  Esc"), self.tr("Back to the booth's picture, key Escape"))
        if not offer.here:
            self.words.setText(self.tr("Its file is on the booth's computer: mark it from the film there."))
        elif offer.handed_in:
            self.words.setText(self.tr("Handed in. Tags stand on the picture that you see."))
        else:
            self.words.setText(self.tr("Not handed in yet: it may be replaced. Tags come with the hand-in."))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In little width leave buttons away whose keys are heard all the same."""
        for part in (self.controls.loop, self.controls.rate):
            part.setVisible(self.width() >= _WHOLE_PX)
        for part in (self.controls.tag_back, self.controls.tag_forth):
            part.setVisible(self.width() >= _TAGS_PX)
        super().resizeEvent(event)

    def take_key(self, event: QKeyEvent) -> bool:
        """Do what a key asks for; tell whether it is a key of the clip."""
        offer = self._offer
        if offer is None or not offer.here:
            return False
        if offer.watching and event.key() == Qt.Key.Key_Escape:
            self.watch_asked.emit(False)
        elif offer.watching:
            return self.controls.take_key(event)
        elif event.key() == Qt.Key.Key_B and not event.modifiers():
            self.watch_asked.emit(True)
        else:
            return False
        return True

    def changeEvent(self, event: QEvent) -> None:
        """Write the words anew in another language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.show_offer(self._offer)
        super().changeEvent(event)
