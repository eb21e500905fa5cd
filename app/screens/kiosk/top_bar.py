"""The bar above every page: the gates, who sits here, saved or not, the way to the examiner, the time left.

Why this room exists: what a nervous person asks first stands in the same place on every page.
"""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.exam.scheme import Subject
from app.screens.kiosk.call_bell import Called
from app.screens.kiosk.call_button import dress_call
from app.screens.kiosk.page import NARROW_PX
from app.screens.parts.gates import Gate, Gates, Passage
from app.screens.parts.labels import SavedMark, button, label, rename
from app.screens.parts.ring import Ring
from app.screens.theme import DARK, LIGHT, SPACE_2, SPACE_3, SPACE_4, SPACE_5, Tokens, dress


@dataclass(frozen=True, slots=True)
class BarState:
    """What the bar shows.  ``limit_ms`` 0: no clock runs.  ``heading`` is a page's own title, else the gate's."""

    candidate: str = ""
    admission_number: str = ""
    booth: str = ""
    subjects: tuple[Subject, ...] = ()
    behind: tuple[Subject, ...] = ()
    now: Subject | None = None
    remaining_ms: int = 0
    limit_ms: int = 0
    stopped: bool = False
    saved: bool | None = None
    called: Called = Called.NOT
    may_call: bool = True
    dark: bool = False
    ring: bool = True


class TopBar(QWidget):
    """Shows a ``BarState``; reports the wishes to call the examiner and to change the language."""

    call_asked = Signal()
    language_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._state, self._narrow = BarState(), False
        self._theme, self._worn = LIGHT, None  # type: Tokens, Tokens | None
        self.gates, self.saved, self.ring = Gates(42), SavedMark(), Ring(68)
        self.title, self.who = label("head"), label("soft")
        self.call = button("bar", self.call_asked.emit)
        self.language = button("bar", self.language_asked.emit)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addStretch()
        names.addWidget(self.title)
        names.addWidget(self.who)
        names.addStretch()
        self._names = names
        self._tools = QHBoxLayout()
        self._tools.setSpacing(SPACE_3)
        self._tools.addWidget(self.saved)
        self._tools.addStretch()
        self._tools.addWidget(self.language)
        self._tools.addWidget(self.call)
        self._grid = QGridLayout(self)
        self._grid.setHorizontalSpacing(SPACE_5)
        self._grid.setVerticalSpacing(SPACE_2)
        self._grid.setColumnStretch(1, 1)
        self._lay_out()

    def wear(self, tokens: Tokens) -> None:
        """Take the window's theme; above the stage the bar is dark in either."""
        self._theme = tokens
        self.show_state(self._state)

    def fit(self, width_px: int) -> None:
        """Stand in one line, or in two where the window is narrow."""
        narrow = width_px < NARROW_PX
        if narrow != self._narrow:
            self._narrow = narrow
            self._lay_out()
            self.show_state(self._state)

    def _lay_out(self) -> None:
        narrow, alone = self._narrow, not self._state.subjects
        for part in (self.gates, self.ring):
            self._grid.removeWidget(part)
        for layout in (self._names, self._tools):
            self._grid.removeItem(layout)
            layout.setParent(None)
        side = SPACE_4 if narrow else 34
        self._grid.setContentsMargins(side, SPACE_2 + 2, side, SPACE_2 + 2)
        centre = Qt.AlignmentFlag.AlignVCenter
        self._grid.addWidget(self.gates, 0, 0, centre)
        if narrow and alone:  # before check-in nobody's gates, clock or name asks for room
            self._grid.addLayout(self._names, 0, 0, 1, 2)
            self._grid.addLayout(self._tools, 0, 2, centre)
            return
        self._grid.addLayout(self._names, 0, 1)
        if narrow:
            self._grid.addWidget(self.ring, 0, 2, centre)
            self._grid.addLayout(self._tools, 1, 0, 1, 3)
        else:
            self._grid.addLayout(self._tools, 0, 2, centre)
            self._grid.addWidget(self.ring, 0, 3, centre)

    def show_state(self, state: BarState) -> None:
        """Show who, which gate, how much time, and whether the last wish is on disk."""
        tokens = DARK if state.dark else self._theme
        if tokens is not self._worn:
            self._worn = tokens
            dress(self, tokens)
        regrouped, self._state = bool(state.subjects) != bool(self._state.subjects), state
        if regrouped:
            self._lay_out()
        self._show_gates(state)
        self.saved.show_saved(state.saved)
        self.ring.setVisible(state.limit_ms > 0 and state.ring)
        self.ring.resize_ring(56 if self._narrow else 68)
        if state.limit_ms > 0:
            self.ring.show_time(state.remaining_ms, state.limit_ms, stopped=state.stopped)
        self.title.setText(self._heading(state))
        who = (state.candidate, self.tr("No. {0}").format(state.admission_number) if state.admission_number else "",
               state.booth)  # fmt: skip
        self.who.setText(" · ".join(each for each in who if each))
        self.call.setVisible(state.may_call)
        dress_call(self.call, state.called, tokens)
        self.language.setVisible(not (self._narrow and state.dark))
        rename(self.language, self.tr("中文"), self.tr("Change to Chinese"))

    def _heading(self, state: BarState) -> str:
        names = {
            Subject.THEORY: self.tr("Theory"),
            Subject.CLIP: self.tr("Short video"),
            Subject.PITCH: self.tr("Live pitch"),
        }
        if state.now is None:
            return self.tr("Kaobo")
        place = state.subjects.index(state.now) + 1 if state.now in state.subjects else 1
        return self.tr("Gate {0} · {1}").format(self._numeral(place), names[state.now])

    def _numeral(self, place: int) -> str:
        return (self.tr("1"), self.tr("2"), self.tr("3"))[place - 1]

    def _show_gates(self, state: BarState) -> None:
        names = {
            Subject.THEORY: self.tr("Theory"),
            Subject.CLIP: self.tr("Short video"),
            Subject.PITCH: self.tr("Live pitch"),
        }
        gates = tuple(
            Gate(
                self._numeral(place + 1), names[subject],
                Passage.BEHIND if subject in state.behind else Passage.NOW if subject is state.now else Passage.AHEAD,
            )
            for place, subject in enumerate(state.subjects)
        )  # fmt: skip
        self.gates.show_gates(gates, 32 if self._narrow else 42)
        self.gates.setVisible(bool(gates))

    def changeEvent(self, event: QEvent) -> None:
        """Write the words anew when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self.show_state(self._state)
        super().changeEvent(event)
