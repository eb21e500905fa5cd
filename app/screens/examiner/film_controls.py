"""The row under the film: step, run, speed, tags before and after, the stretch between two tags; keys printed on it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QWidget

from app.screens.parts.labels import button, rename, show_chosen
from app.screens.theme import SPACE_2

_TURNED = frozenset({Qt.Key.Key_B, Qt.Key.Key_M})
"""Keys that turn something on and off."""


@dataclass(frozen=True, slots=True)
class ControlsState:
    """What the row shows.  ``looping`` is on while a stretch is played over and over."""

    playing: bool = False
    rate_percent: int = 100
    looping: bool = False
    may_play: bool = True
    tags: int = 0


class FilmControls(QWidget):
    """Shows a state and reports wishes."""

    toggled = Signal()
    stepped = Signal(int)
    rate_asked = Signal(int)
    tag_asked = Signal(int)
    """The tag before (-1) or after (1)."""
    loop_asked = Signal()
    rate_stepped = Signal(int)
    """The next slower (-1) or faster (1) speed."""

    def __init__(self, rates: tuple[int, ...]) -> None:
        super().__init__()
        self._state, self._rates = ControlsState(), rates
        self.play = button("desk-filled", self.toggled.emit)
        self.back, self.forth = (button("mini", partial(self.stepped.emit, by)) for by in (-1, 1))
        self.tag_back, self.tag_forth = (button("mini", partial(self.tag_asked.emit, by)) for by in (-1, 1))
        self.loop = button("desk", self.loop_asked.emit)
        self.loop.setCheckable(True)
        self.rate = QComboBox()
        self.rate.setProperty("role", "desk")
        for percent in rates:
            self.rate.addItem(f"×{percent / 100:g}", percent)
        self.rate.activated.connect(lambda place: self.rate_asked.emit(self._rates[place]))
        self.rate.setMinimumContentsLength(4)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SPACE_2)
        parts: tuple[QWidget, ...] = (self.play, self.back, self.forth, self.tag_back, self.tag_forth, self.loop)
        for part in parts:
            line.addWidget(part)
        line.addWidget(self.rate)
        line.addStretch(1)
        self._write()

    def show_state(self, state: ControlsState) -> None:
        """Show how the film runs."""
        self._state = state
        for each in (self.play, self.back, self.forth, self.rate):
            each.setEnabled(state.may_play)
        for each in (self.tag_back, self.tag_forth):
            each.setEnabled(state.may_play and state.tags > 0)
        self.loop.setEnabled(state.may_play and (state.tags > 0 or state.looping))  # what was begun can be ended
        self.loop.setChecked(state.looping)
        show_chosen(self.loop, chosen=state.looping)
        self.rate.setCurrentIndex(self._rates.index(state.rate_percent))
        self._write()

    def take_key(self, event: QKeyEvent) -> bool:
        """Do what a key asks for; tell whether it is a key of the film.  No sheet has these."""
        if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            return False
        wishes: dict[Qt.Key, Callable[[], object]] = {
            Qt.Key.Key_B: self.toggled.emit,
            Qt.Key.Key_Comma: partial(self.stepped.emit, -1),
            Qt.Key.Key_Period: partial(self.stepped.emit, 1),
            Qt.Key.Key_PageUp: partial(self.tag_asked.emit, -1),
            Qt.Key.Key_PageDown: partial(self.tag_asked.emit, 1),
            Qt.Key.Key_M: self.loop_asked.emit,
            Qt.Key.Key_Minus: partial(self.rate_stepped.emit, -1),
            Qt.Key.Key_Equal: partial(self.rate_stepped.emit, 1),
        }
        if event.key() not in wishes:
            return False
        if event.isAutoRepeat() and event.key() in _TURNED:
            return True  # held a little longer it would turn back
        wishes[Qt.Key(event.key())]()
        return True

    def _write(self) -> None:
        playing = self._state.playing
        _key(self.play, self.tr("Pause") if playing else self.tr("Play"), "B", self._play_name(playing=playing))
        _key(self.back, "−1", ",", self.tr("One picture back"))
        _key(self.forth, "+1", ".", self.tr("One picture on"))
        _key(self.tag_back, "◂", "PgUp", self.tr("Tag before"))
        _key(self.tag_forth, "▸", "PgDn", self.tr("Tag after"))
        _key(self.loop, self.tr("Loop"), "M", self.tr("Play the stretch between two tags over and over"))
        self.rate.setAccessibleName(self.tr("Speed"))
        self.rate.setToolTip(self.tr("Speed (− and =)"))

    def _play_name(self, *, playing: bool) -> str:
        return self.tr("Stand still") if playing else self.tr("Let the film run")

    def changeEvent(self, event: QEvent) -> None:
        """Write words anew in another language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._write()
        super().changeEvent(event)


def _key(which: QPushButton, text: str, key: str, name: str) -> None:
    rename(which, f"{text}  {key}", name)
    which.setToolTip(f"{name} ({key})")
