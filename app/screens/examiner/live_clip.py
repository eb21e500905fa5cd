"""Play the clip on the live page: while the gate runs the last good one, then the one that was handed in.

Why this room exists: the candidate draws and prepares for some minutes, in which the clip's sheet can be marked on
the spot, each tag on the picture that was seen.  A clip that is not handed in may be replaced: it takes no tag.
"""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from app.centre.desk import Desk
from app.centre.reel import CLIP, Reel
from app.centre.values import SignedIn
from app.centre.viewing import MediaShelf, open_clip
from app.exam.scheme import Subject
from app.screens.examiner.clip_bar import ClipBar, ClipOffer
from app.screens.examiner.projector import Projector
from app.screens.examiner.sheet_desk import DeskServices
from app.screens.examiner.sheet_views import SheetPin
from app.screens.parts.timeline_state import Pin, TimelineState


class LiveClip(QObject):
    """One attempt's clip at a time.  Without a shelf nothing is offered."""

    changed = Signal()
    """It plays otherwise than before."""
    moved = Signal()
    """Another picture is shown."""

    def __init__(self, bar: ClipBar, services: DeskServices, shelf: MediaShelf | None) -> None:
        super().__init__(bar)
        self._bar, self._at, self._shelf = bar, services, shelf
        self._projector: Projector | None = None  # no player before the first clip
        self._digest, self._here, self._handed_in, self.watching = "", False, False, False

    @property
    def projector(self) -> Projector:
        """The player behind the bar."""
        if self._projector is None:
            self._projector = Projector(self._bar)
            self._projector.changed.connect(self.changed)
            self._projector.player.moved.connect(lambda _: self.moved.emit())
        return self._projector

    def follow(self, desk: Desk, subject: Subject | None) -> None:
        """Take in which clip there is now; another one, or another sheet in front, ends what was watched."""
        clip = desk.state.clip
        digest = (clip.handed_in or clip.last_usable) if subject is Subject.CLIP and self._shelf is not None else ""
        self._handed_in = bool(clip.handed_in)
        if digest != self._digest and self._shelf is not None:
            self.leave()
            self._digest = digest
            self._here = bool(digest) and self._shelf.clip(desk.context.booking.id, digest) is not None

    def watch(self, by: SignedIn, desk: Desk) -> None:
        """Play it from its beginning, and note that this person looked.  Raises Refused as ``open_clip``."""
        if self._shelf is not None and self._digest:
            self.projector.open(open_clip(self._at.store, self._at.clock, by, self._shelf, desk.context.booking.id))
            self.projector.player.play()
            self.watching = True

    def leave(self) -> None:
        """Go back to the booth's picture and let the file go."""
        if self.watching:
            self.watching = False
            self.projector.close()

    def close(self) -> None:
        """Forget the clip: another attempt comes."""
        self.leave()
        self._digest, self._here, self._handed_in = "", False, False

    def moment(self) -> tuple[str, int]:
        """Return the clip and the moment of the picture that is shown; an empty name where no tag may stand."""
        return self.projector.player.moment() if self.watching and self._handed_in else ("", 0)

    def offer(self, tags: int) -> ClipOffer | None:
        """Return what the bar shows, with so many tags to go to."""
        if not self._digest:
            return None
        if not self.watching:
            return ClipOffer(self._here, self._handed_in)
        return ClipOffer(self._here, self._handed_in, True, self.projector.controls(tags))

    def timeline(self, pins: Sequence[SheetPin]) -> TimelineState:
        """Return the clip's timeline with the sheet's pins."""
        reel: Reel = self.projector.reel
        placed = tuple(
            Pin(pin.seq, whole_ms, pin.label, pin.sense.value)
            for pin in pins if pin.film == CLIP and (whole_ms := reel.whole_ms(CLIP, pin.at_ms)) is not None
        )  # fmt: skip
        return self.projector.timeline(placed)
