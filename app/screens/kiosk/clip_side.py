"""Join the clip's page to the hand-in: phone, stick, preview, handing in.

Why this room exists: the hand-in opens and closes with the stage, whatever turns the page.
"""

from functools import partial

from PySide6.QtCore import QObject, Qt, Signal, Slot

from app.centre.clip_ports import Arrival, ReceivedClip
from app.centre.seat import Seat
from app.exam.flow_state import Stage
from app.exam.vocabulary import seat as words
from app.screens.kiosk import views
from app.screens.kiosk.session import Session


class ClipSide(QObject):
    """The clip stage of whoever sits here."""

    _arrived = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__(session.window)
        self._now, self._open = session, ""
        self._arrived.connect(self._take, Qt.ConnectionType.QueuedConnection)
        page = session.window.clip
        page.hand_in_asked.connect(self._hand_in)
        page.stick_asked.connect(self._take_stick)
        page.preview_asked.connect(self._preview)

    def show(self, seat: Seat) -> None:
        """Show the clip page; the hand-in opens with it."""
        session, clips = self._now, self._now.at.clips
        if self._open != seat.attempt:
            self._open = seat.attempt
            session.guard(lambda: clips.start(seat.attempt, self._arrived.emit))
        else:
            session.guard(clips.reach)
        self._enter_what_lies_there(seat)
        rows = session.at.code_rows(clips.qr_text) if clips.qr_text else ()
        session.window.clip.show_state(views.clip_of(seat, session.walk, clips, rows))
        session.window.turn_to(session.window.clip)

    def close(self) -> None:
        """Close the hand-in; a clip that is still on its way comes too late."""
        if self._open:
            self._open = ""
            self._now.walk.late = self._now.at.clips.progress().arrival is not Arrival.WAITING
            self._now.at.clips.stop()

    @Slot(object)
    def _take(self, clip: ReceivedClip) -> None:
        seat = self._now.seat
        if seat is None or seat.state.stage is not Stage.CLIP or seat.state.clock_stopped:
            return  # in a pause it waits on the shelf
        if not seat.state.clips or seat.state.clips[-1].clip != clip.received.clip:
            self._now.wish(lambda seat: seat.write(clip.received))
        else:
            self._now.show()  # a tick was quicker

    def _enter_what_lies_there(self, seat: Seat) -> None:
        """Enter what the phone was told of and the record does not know.

        It came while the clock stood, or the kiosk was killed between the shelf and the entry.
        """
        known = {each.clip for each in seat.state.clips}
        for clip in self._now.at.clips.received():
            if clip.received.clip not in known:
                self._now.guard(partial(seat.write, clip.received))

    def _take_stick(self) -> None:
        session = self._now
        video = session.at.stick_video()
        if video is None:
            session.walk.problem = session.window.clip.no_stick()
            session.show()
            return
        session.walk.problem = ("", "")
        session.guard(lambda: session.at.clips.take_file(video))
        session.show()

    def _preview(self) -> None:
        seat, kept = self._now.seat, {each.received.clip: each for each in self._now.at.clips.received()}
        last = seat.state.clips[-1].clip if seat is not None and seat.state.clips else ""
        if last in kept:
            self._now.window.clip.play(kept[last].preview)

    def _hand_in(self) -> None:
        self._now.wish(lambda seat: seat.write(words.ClipSubmitted(clip=seat.state.clip.last_usable, how="candidate")))
