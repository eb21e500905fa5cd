"""Join a page's controls and timeline to its player: run, step, speed, jump, from tag to tag, over and over.

Why this room exists: the same key does the same to the film whoever looks at it; what the film is shown for is the
desk's matter.
"""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from app.centre.reel import Reel
from app.screens.examiner.clip_bar import ClipBar
from app.screens.examiner.film_controls import ControlsState
from app.screens.examiner.film_frame import FilmFrame
from app.screens.examiner.film_player import FilmPlayer, next_rate
from app.screens.examiner.sheet_state import film_time
from app.screens.parts.timeline import Pin, TimelineState, Track


class Projector(QObject):
    """A reel on a page.  Moments are ms of the reel, unless they are said to be a film's own."""

    changed = Signal()
    """It plays otherwise than before: controls and timeline are to be shown anew."""

    def __init__(self, page: FilmFrame | ClipBar) -> None:
        super().__init__(page)
        self._page, self.reel = page, Reel()
        self.player = FilmPlayer(page.view, self)
        self.player.moved.connect(self._follow)
        self.player.playing_changed.connect(lambda _: self.changed.emit())
        controls = page.controls
        controls.toggled.connect(self.player.toggle)
        controls.stepped.connect(self.player.step)
        controls.rate_asked.connect(self._rate)
        controls.rate_stepped.connect(lambda by: self._rate(next_rate(self.player.rate_percent, by)))
        controls.tag_asked.connect(self._to_neighbour)
        controls.loop_asked.connect(self._turn_loop)
        page.position_asked.connect(self.player.jump)
        page.tag_chosen.connect(self._to_pin)

    def open(self, reel: Reel) -> None:
        """Show the first picture of a reel, standing still."""
        self.reel = reel
        self.player.open(reel)

    def close(self) -> None:
        """Show nothing and let the files go."""
        self.player.close()
        self.reel = Reel()

    def to_moment(self, film: str, position_ms: int) -> bool:
        """Go to a moment of one film; tell whether the reel has it."""
        whole_ms = self.reel.whole_ms(film, position_ms)
        if whole_ms is not None:
            self.player.jump(whole_ms)
        return whole_ms is not None

    def controls(self, tags: int) -> ControlsState:
        """Return how the film runs, with so many tags to go to."""
        player = self.player
        return ControlsState(
            player.playing, player.rate_percent, player.loop_ms is not None, bool(self.reel.films), tags
        )

    def timeline(self, pins: Sequence[Pin], tracks: tuple[Track, ...] = ()) -> TimelineState:
        """Return the reel's timeline; pins and tracks are on the reel."""
        reel = self.reel
        return TimelineState(
            reel.duration_ms, self.player.position_ms, tracks, tuple(pins),
            tuple(at for at in reel.remarks_ms if at < reel.duration_ms), loop_ms=self.player.loop_ms,
            breaks_ms=tuple(each.at_ms for each in reel.breaks),
        )  # fmt: skip

    def _follow(self, position_ms: int) -> None:
        self._page.timeline.show_state(replace(self._page.timeline.state, position_ms=position_ms))
        self._page.view.setAccessibleDescription(film_time(position_ms))

    def _rate(self, percent: int) -> None:
        self.player.set_rate(percent)
        self.changed.emit()

    def _pins_ms(self) -> list[int]:
        return sorted(pin.at_ms for pin in self._page.timeline.state.pins)

    def _to_pin(self, seq: int) -> None:
        at_ms = next((pin.at_ms for pin in self._page.timeline.state.pins if pin.seq == seq), None)
        if at_ms is not None:
            self.player.jump(at_ms)

    def _to_neighbour(self, by: int) -> None:
        shown, after = self.player.position_ms, self.player.next_ms
        pins = [at for at in self._pins_ms() if (at >= after if by > 0 else at < shown)]
        if pins:
            self.player.jump(pins[0] if by > 0 else pins[-1])

    def _turn_loop(self) -> None:
        """Loop from the tag before the film's moment to the tag after it; where there is none, its end."""
        if self.player.loop_ms is not None:
            self.player.loop(None)
        else:
            after, pins = self.player.next_ms, self._pins_ms()
            begin = next((at for at in reversed(pins) if at < after), 0)
            end = next((at for at in pins if at >= after), self.reel.duration_ms)
            self.player.loop((begin, end))
        self.changed.emit()
