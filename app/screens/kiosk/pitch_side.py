"""Join preparation and pitch to the recorder: ready before it is needed, begun once, ended by time or by will.

Why this room exists: the clock of a pitch runs only while its film does.  Whatever keeps the film from running
(a restart, a camera that is not back yet) stops the clock by an entry, and its coming back starts it again.
"""

from app.centre.seat import Seat
from app.exam.flow_state import Stage
from app.screens.kiosk import views
from app.screens.kiosk.session import Session

RESTART = "restart"
"""The cause of an interruption between a restart and the first picture of the film that goes on."""


class PitchSide:
    """Preparation and pitch of whoever sits here."""

    def __init__(self, session: Session) -> None:
        self._now = session
        pages = session.window
        pages.preparation.notes_changed.connect(self._note)
        pages.preparation.live_asked.connect(self._roll)
        pages.pitch.stop_asked.connect(lambda: self._end("early"))

    def tick(self, seat: Seat, left_ms: int) -> None:
        """Do what is due in preparation and pitch; ends a film that nobody needs any more."""
        state, booth = seat.state, self._now.at.booth
        if state.finished:
            return
        if state.stopped:
            self._end_film(seat)
        elif state.stage is Stage.PREPARATION:
            booth.prepare(seat)
            if left_ms == 0 and not state.clock_stopped and not booth.rolling():
                self._roll()
        elif state.stage is Stage.PITCH:
            self._tick_pitch(seat, left_ms)

    def _end_film(self, seat: Seat) -> None:
        booth = self._now.at.booth
        if booth.rolling():
            booth.halt()
        elif seat.state.open_film:
            booth.settle(seat)

    def _tick_pitch(self, seat: Seat, left_ms: int) -> None:
        booth, ending = self._now.at.booth, self._now.walk.ending
        if left_ms == 0 or ending:
            self._end_film(seat)
            if not seat.state.open_film and not booth.rolling():
                self._finish(seat, ending)
        elif booth.rolling():
            self._go_on(seat)
        else:
            self._bring_back(seat)

    @staticmethod
    def _finish(seat: Seat, ending: str) -> None:
        """End the pitch whose film is closed; a camera that was lost in its last moment is not waited for."""
        if seat.state.interrupted:
            seat.go_on()
        if ending and not seat.state.awaiting_grant and not seat.state.finished:
            seat.finish(ending)

    def _bring_back(self, seat: Seat) -> None:
        """Begin the film that a restart or a recorder's end interrupted; the clock waits for it."""
        booth = self._now.at.booth
        booth.prepare(seat)
        if seat.state.awaiting_grant:
            return
        if not booth.ready() and not seat.state.clock_stopped:
            seat.interrupt(RESTART)
        booth.roll(seat)

    def _go_on(self, seat: Seat) -> None:
        lost = seat.state.lost
        if seat.state.interrupted and lost.cause == RESTART and self._now.at.booth.figures().growing:
            seat.go_on()

    def show_preparation(self, seat: Seat) -> None:
        """Show the preparation page."""
        session = self._now
        trouble = session.at.booth.trouble()
        session.window.preparation.show_state(views.preparation_of(seat, session.walk, camera_lost=trouble is not None))
        session.window.turn_to(session.window.preparation)

    def show_pitch(self, seat: Seat) -> None:
        """Show the stage."""
        session, booth = self._now, self._now.at.booth
        state = views.pitch_of(seat, session.walk, booth.figures(), booth.picture())
        session.window.pitch.show_state(state)
        session.window.turn_to(session.window.pitch)

    def _note(self, text: str) -> None:
        session = self._now
        session.walk.notes = text
        seat = session.seat
        if seat is not None:
            session.guard(lambda: session.at.notes.keep(seat, text))

    def _roll(self) -> None:
        self._now.walk.ending = ""
        self._now.wish(self._now.at.booth.roll)

    def _end(self, how: str) -> None:
        self._now.walk.ending = how
        self._now.at.booth.halt()
        self._now.show()
