"""Mark from the film: the film and its timeline at the left, the sheet at the right.

Why this room exists: the same sheet as live, with a film that can be asked again; nothing on this page decides
anything, and evidence stands beside a line without touching its mark.
"""

from dataclasses import dataclass, field

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from app.screens.examiner.film_controls import ControlsState
from app.screens.examiner.film_frame import FilmFrame
from app.screens.examiner.key_ears import KeyEars
from app.screens.examiner.sheet_panel import SheetPanel
from app.screens.parts.labels import NoticeBanner, label, rename
from app.screens.parts.timeline import TimelineState

_STRIDE_MS = 5_000
_SHEET_PX = 560
"""Least height of a sheet that stands under its film."""


@dataclass(frozen=True, slots=True)
class FilmPageState:
    """What the page shows beside the sheet.

    ``words`` is said over the picture; ``notes`` are the holes between films; ``progress`` is how far evidence is.
    """

    title: str = ""
    subtitle: str = ""
    words: str = ""
    progress: str = ""
    notes: tuple[str, ...] = ()
    problem: str = ""
    advice: str = ""
    timeline: TimelineState = field(default_factory=lambda: TimelineState(0, 0))
    controls: ControlsState = field(default_factory=ControlsState)


class FilmPage(FilmFrame):
    """Shows a state and reports wishes; the sheet's own are the panel's."""

    strode = Signal(int)
    """So many ms on from where the film stands."""

    def __init__(self) -> None:
        super().__init__("film-page")
        self._state, self.sheet = FilmPageState(), SheetPanel()
        self.progress, self.notes, self.notice = label("small"), label("small"), NoticeBanner()
        self.film_column.insertWidget(1, self.notice)
        for part in (self.notes, self.progress):
            self.under_timeline.addWidget(part)
        self.sides.addWidget(self.sheet, 1)
        self._ears = KeyEars(self, self._take_key)  # the film's keys, which no sheet has
        self.write()

    def show_state(self, state: FilmPageState) -> None:
        """Show film, timeline and what is said about them."""
        self._state = state
        self.title.setText(state.title)
        self.subtitle.setText(state.subtitle)
        self.subtitle.setVisible(bool(state.subtitle))
        self.view.say(state.words)
        self.notice.say(state.problem, state.advice)
        self.progress.setText(state.progress)
        self.progress.setVisible(bool(state.progress))
        legend = self.tr("Percentages say how sure a finding is; none changes a mark.")
        found = any(track.sure_percent is not None for track in state.timeline.tracks)
        self.notes.setText("\n".join((*state.notes, *((legend,) if found else ()))))
        self.notes.setVisible(bool(state.notes) or found)
        self.controls.show_state(state.controls)
        self.show_timeline(state.timeline)

    def show_timeline(self, state: TimelineState) -> None:
        """Show where the film stands; thirty times a second while it runs."""
        self.timeline.show_state(state)

    def _take_key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
                self.strode.emit(_STRIDE_MS if key == Qt.Key.Key_Right else -_STRIDE_MS)
                return True
            return False
        if key == Qt.Key.Key_Home:
            self.position_asked.emit(0)
        elif key == Qt.Key.Key_Escape and self.sheet.asks:
            return False  # it leaves the fields: what is written in them must not go with the page
        elif key == Qt.Key.Key_Escape:
            self.left_asked.emit()
        else:
            return self.controls.take_key(event)
        return True

    def fit(self, *, narrow: bool) -> None:
        """Keep the sheet whole under a film."""
        self.sheet.setMinimumHeight(_SHEET_PX if narrow else 0)

    def write(self) -> None:
        """Write the way back; everything else comes with a state."""
        rename(self.back, self.tr("Queue"), self.tr("Back to the queue"))
