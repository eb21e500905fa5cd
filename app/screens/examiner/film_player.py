"""Play a reel: films one after the other, any speed, single frames, a stretch over and over.

Why this room exists: a tag must stand on the picture that the examiner saw.  So the moment is never the player's
clock but the stamp of the very frame that was painted last.

The player is asked and not told: the sink's signal comes on a thread of Qt's own, for which a ``stop`` would wait
with Python's lock held.
"""

from pathlib import Path

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer, QUrl, Signal
from PySide6.QtMultimedia import QAudioOutput, QMediaDevices, QMediaPlayer, QVideoFrame, QVideoSink

from app.centre.reel import Reel, ReelFilm
from app.screens.examiner.film_view import FilmView

RATES = (50, 75, 100, 125, 150, 200)
"""Speeds in percent."""
_QUICK_MS, _CALM_MS = 8, 60
_PATIENCE_MS = 600
"""How long a sought picture may take before it is asked for again."""
_INTO_MS = 1
"""A tag stands on the ms in which its picture begins; the player counts a picture's first instant to the one before."""
_END_MS = 20
"""A seek to the very end of a film shows nothing: the last picture begins before it."""
_LOADED = frozenset(
    {
        QMediaPlayer.MediaStatus.LoadedMedia, QMediaPlayer.MediaStatus.BufferedMedia,
        QMediaPlayer.MediaStatus.BufferingMedia, QMediaPlayer.MediaStatus.EndOfMedia,
    }
)  # fmt: skip


def next_rate(percent: int, by: int) -> int:
    """Return the next slower (-1) or faster (1) speed; the last one stays."""
    return RATES[max(0, min(len(RATES) - 1, RATES.index(percent) + by))]


class FilmPlayer(QObject):
    """Shows a reel in a view.  Moments are ms of the reel."""

    moved = Signal(int)
    """Another picture is shown: its moment."""
    playing_changed = Signal(bool)
    failed = Signal(str)
    """A film cannot be played: its name."""

    def __init__(self, view: FilmView, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view, self._reel = view, Reel()
        self._player, self._sink = QMediaPlayer(self), QVideoSink(self)
        self._player.setVideoSink(self._sink)
        self._sound = None if QMediaDevices.defaultAudioOutput().isNull() else QAudioOutput(self)
        if self._sound is not None:
            self._player.setAudioOutput(self._sound)
        self._film: ReelFilm | None = None
        self._seek_ms = self._sought_ms = -1
        self._stamp_us = self._end_us = -1
        self._playing = self._broken = False
        self._sought, self._clock = QElapsedTimer(), QElapsedTimer()
        self._clock.start()
        self._loop_ms: tuple[int, int] | None = None
        self._rate_percent = 100
        self._look = QTimer(self)
        self._look.setTimerType(Qt.TimerType.PreciseTimer)
        self._look.timeout.connect(self.look)

    @property
    def reel(self) -> Reel:
        """What is played."""
        return self._reel

    @property
    def playing(self) -> bool:
        """Whether the film runs."""
        return self._playing

    @property
    def rate_percent(self) -> int:
        """The speed."""
        return self._rate_percent

    @property
    def loop_ms(self) -> tuple[int, int] | None:
        """The stretch that is played over and over."""
        return self._loop_ms

    @property
    def position_ms(self) -> int:
        """The moment of the picture that is shown; where one is on its way, of the one before."""
        return 0 if self._film is None or self._stamp_us < 0 else self._film.starts_ms + self.moment()[1]

    @property
    def next_ms(self) -> int:
        """The moment at which the picture that is shown gives way to the next: a tag before it stands on this one."""
        if self._film is None or self._stamp_us < 0:
            return self.position_ms + 1
        return max(self.position_ms + 1, self._film.starts_ms + self._end_us // 1000)

    def moment(self) -> tuple[str, int]:
        """Return the film and the moment in it of the picture that is shown; an empty name: none is shown."""
        if self._film is None or self._stamp_us < 0:
            return "", 0
        return self._film.film, round(self._stamp_us / 1000)

    def clock_ms(self) -> int:
        """Return the player's own monotonic clock, for whoever measures how fast it plays."""
        return self._clock.elapsed()

    def open(self, reel: Reel) -> None:
        """Show the first picture of a reel, standing still."""
        self.close()
        self._reel = reel
        first = next((each for each in reel.films if each.path is not None), None)
        if first is not None:
            self._turn_to(first, 0)

    def close(self) -> None:
        """Show nothing and let the files go."""
        self._look.stop()
        self._player.stop()
        self._player.setSource(QUrl())
        self._forget_picture()
        self._film, self._reel, self._loop_ms = None, Reel(), None
        self._set_playing(playing=False)
        self._view.show_picture(None, "")

    def play(self) -> None:
        """Let the film run; from its end it begins anew."""
        if self._film is None or self._broken:
            return
        if self._at_end():
            self.jump(0)
        self._set_playing(playing=True)
        if self._seek_ms < 0:
            self._player.play()

    def pause(self) -> None:
        """Stand still on the picture that is shown."""
        self._set_playing(playing=False)
        if self._film is not None:
            self._player.pause()

    def toggle(self) -> None:
        """Run or stand still."""
        self.pause() if self._playing else self.play()

    def set_rate(self, percent: int) -> None:
        """Play at another speed, in percent."""
        self._rate_percent = percent
        self._player.setPlaybackRate(percent / 100)

    def jump(self, whole_ms: int) -> None:
        """Show the picture of a moment of the reel."""
        place = self._reel.at(max(0, whole_ms))
        if place is None:
            return
        film, position_ms = place
        if film.path is None:
            film = next((each for each in self._reel.films if each.path is not None), film)
            position_ms = 0
        if self._film is not None and film.film == self._film.film:
            self._seek(position_ms)
        else:
            self._turn_to(film, position_ms)

    def step(self, by: int) -> None:
        """Show the next picture (1) or the one before (-1)."""
        self.pause()
        if self._film is None or self._stamp_us < 0:
            return
        if by > 0:
            wanted = self._end_us // 1000
            after = self._next_film()
            if wanted < self._film.duration_ms or after is None:
                self._seek(wanted)
            else:
                self._turn_to(after, 0)
            return
        wanted = -(-self._stamp_us // 1000) - 2
        before = self._film_before()
        if wanted < 0 and before is not None:
            self._turn_to(before, before.duration_ms)
        else:
            self._seek(max(0, wanted))

    def loop(self, stretch_ms: tuple[int, int] | None) -> None:
        """Play a stretch over and over, or no longer; outside of it the film jumps to its beginning."""
        self._loop_ms = stretch_ms
        if stretch_ms is not None and not (stretch_ms[0] < self.next_ms and self.position_ms < stretch_ms[1]):
            self.jump(stretch_ms[0])

    def look(self) -> None:
        """Ask the player how far it is: the timer's work."""
        status = self._player.mediaStatus()
        if status is QMediaPlayer.MediaStatus.InvalidMedia:
            self._fail()
            return
        if self._seek_ms >= 0 and status in _LOADED:
            self._arrive()
        frame = self._sink.videoFrame()
        if frame.isValid() and frame.startTime() != self._stamp_us:
            self._paint(frame)
        if self._sought.isValid() and self._sought.hasExpired(_PATIENCE_MS) and not self._playing:
            self._ask_again()
        if self._playing:
            self._go_round(ended=status is QMediaPlayer.MediaStatus.EndOfMedia and self._seek_ms < 0)
        self._look.setInterval(_QUICK_MS if self._playing or self._stamp_us < 0 else self._calmer())

    def _calmer(self) -> int:
        return min(_CALM_MS, self._look.interval() + 1)

    def _paint(self, frame: QVideoFrame) -> None:
        picture = frame.toImage()
        if picture.isNull() or self._film is None:
            return
        self._stamp_us, self._end_us = frame.startTime(), frame.endTime()
        self._sought.invalidate()
        self._view.show_picture(picture, self._film.film)
        self.moved.emit(self.position_ms)

    def _ask_again(self) -> None:
        """Ask once more for a picture that did not come: a seek that overtakes another may be lost on the way."""
        self._sought.invalidate()
        if not self._stamp_us <= (self._sought_ms + _INTO_MS) * 1000 < self._end_us:
            self._player.setPosition(self._sought_ms + _INTO_MS)

    def _go_round(self, *, ended: bool) -> None:
        if self._sought.isValid() and not self._sought.hasExpired(_PATIENCE_MS):
            return  # a picture is on its way
        after = self._next_film() if ended else None
        if self._loop_ms is not None and self._round_is_over(after, ended=ended):
            self.jump(self._loop_ms[0])
        elif ended:
            if after is None:
                self._set_playing(playing=False)  # Qt stands by itself; told to pause here, it goes to the beginning
            else:
                self._turn_to(after, 0)

    def _round_is_over(self, after: ReelFilm | None, *, ended: bool) -> bool:
        """Tell whether the stretch was played to its end, which may lie in a film that comes after this one."""
        assert self._loop_ms is not None
        end_ms = self._loop_ms[1]
        return self.position_ms >= end_ms or (ended and (after is None or after.starts_ms >= end_ms))

    def _at_end(self) -> bool:
        last = self._film is not None and self._next_film() is None
        return last and self._seek_ms < 0 and self._player.mediaStatus() is QMediaPlayer.MediaStatus.EndOfMedia

    def _next_film(self) -> ReelFilm | None:
        films = [each for each in self._reel.films if each.path is not None]
        return next((each for each in films if self._film and each.starts_ms > self._film.starts_ms), None)

    def _film_before(self) -> ReelFilm | None:
        films = [each for each in self._reel.films if each.path is not None]
        return next((each for each in reversed(films) if self._film and each.starts_ms < self._film.starts_ms), None)

    def _turn_to(self, film: ReelFilm, position_ms: int) -> None:
        self._film = film
        self._forget_picture()
        self._player.setSource(QUrl.fromLocalFile(str(film.path or Path())))
        self._player.setPlaybackRate(self._rate_percent / 100)
        self._seek(position_ms)

    def _forget_picture(self) -> None:
        self._sink.setVideoFrame(QVideoFrame())
        self._stamp_us = self._end_us = self._seek_ms = -1
        self._broken = False

    def _seek(self, position_ms: int) -> None:
        assert self._film is not None
        self._seek_ms = max(0, min(position_ms, self._film.duration_ms - _END_MS))
        if self._player.mediaStatus() in _LOADED:
            self._arrive()
        self._look.start(_QUICK_MS)

    def _arrive(self) -> None:
        """Make a seek that waited for its film to load."""
        if self._player.playbackState() is QMediaPlayer.PlaybackState.StoppedState:
            self._player.pause()
        self._player.setPosition(self._seek_ms + _INTO_MS)
        self._sought_ms, self._seek_ms = self._seek_ms, -1
        self._sought.start()
        if self._playing:
            self._player.play()

    def _set_playing(self, *, playing: bool) -> None:
        if playing != self._playing:
            self._playing = playing
            self.playing_changed.emit(playing)
        if playing:
            self._look.start(_QUICK_MS)

    def _fail(self) -> None:
        self._look.stop()
        self._broken = True
        self._set_playing(playing=False)
        self.failed.emit(self._film.film if self._film else "")
