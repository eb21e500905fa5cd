"""The candidate's own clip, played over the page: picture as it was filmed, sound where there is any, one bar.

Why this room exists: nobody hands in what they have not seen.  Qt's player is asked for its last picture instead of
telling it, so that nothing of it runs on a thread of its own; it lives only while something is played.
"""

import time
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt, QTimer, QUrl
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtMultimedia import QAudioOutput, QMediaDevices, QMediaPlayer, QVideoSink
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QWidget

from app.screens.parts.labels import button, label, rename, row
from app.screens.parts.veil import Veil
from app.screens.parts.words import clock_text
from app.screens.theme import DARK

_TIGHT_PX, _TALLEST_PX = 480, 680
_FRAME_MS, _GROUND = 33, DARK.colour("paper")
_BUSY_SHARE = 3  # a picture that is dear to convert is asked for more seldom, so that the page stays alive


@dataclass(frozen=True, slots=True)
class PlayerState:
    """One moment of a clip that is played."""

    picture: QImage | None = None
    at_ms: int = 0
    length_ms: int = 0
    playing: bool = False
    ended: bool = False
    broken: bool = False


class WholePicture(QWidget):
    """A picture that is seen whole, with dark bars where it does not fill its frame."""

    def __init__(self) -> None:
        super().__init__()
        self.image: QImage | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_picture(self, image: QImage | None) -> None:
        """Show a picture, or the dark ground."""
        self.image = image
        self.update()

    def sizeHint(self) -> QSize:
        """Return a usual size."""
        return QSize(420, 420)

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint ground and picture."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), _GROUND)
        if self.image is not None:
            fits = QSizeF(self.image.size()).scaled(QSizeF(self.size()), Qt.AspectRatioMode.KeepAspectRatio)
            box = QRectF((self.width() - fits.width()) / 2, (self.height() - fits.height()) / 2, fits.width(),
                         fits.height())  # fmt: skip
            painter.drawImage(box, self.image)
        painter.end()


class ClipPlayer(Veil):
    """Plays one clip; Escape and the button go back to the page."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, 520)
        self._parent = parent
        self._player: QMediaPlayer | None = None
        self._sink: QVideoSink | None = None
        self._ask = QTimer(self)
        self._ask.setSingleShot(True)
        self._ask.timeout.connect(self._look)
        self.title, self.fault, self.at = label("head"), label("bad"), label("soft", wrap=False)
        self.picture, self.bar = WholePicture(), QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(8)
        self.back, self.toggle = button("outline", self.shut), button("filled", self._toggle)
        for part in (self.title, self.picture, self.fault, self.bar):
            self.inside.addWidget(part)
        self.inside.addLayout(row(self.back, 1, self.at, 1, self.toggle))

    def play(self, clip: Path) -> None:
        """Play a clip from its beginning."""
        self._end()
        self._player, self._sink = QMediaPlayer(self), QVideoSink(self)
        self._player.setVideoSink(self._sink)
        if not QMediaDevices.defaultAudioOutput().isNull():
            self._player.setAudioOutput(QAudioOutput(self._player))
        self._player.setSource(QUrl.fromLocalFile(str(clip)))
        self._player.play()
        self.open_player()
        self._look()

    def open_player(self) -> None:
        """Cover the page, with nothing to be seen yet."""
        tight = self._parent.height() < _TIGHT_PX
        self.title.setVisible(not tight)
        self.picture.setFixedHeight(max(120, min(_TALLEST_PX, self._parent.height() - (190 if tight else 260))))
        self.show_state(PlayerState())
        self.open_over()
        self.toggle.setFocus()

    def show_state(self, state: PlayerState) -> None:
        """Show one moment."""
        self.title.setText(self.tr("Your video"))
        rename(self.back, self.tr("Back to the task"))
        rename(self.toggle, self.tr("Pause") if state.playing else self.tr("Again") if state.ended else self.tr("Play"))
        self.picture.setAccessibleName(self.tr("Your video"))
        if state.picture is not None:
            self.picture.show_picture(state.picture)
        self.at.setText(f"{clock_text(state.at_ms)} / {clock_text(state.length_ms)}")
        self.bar.setRange(0, max(1, state.length_ms))
        self.bar.setValue(state.length_ms if state.ended else state.at_ms)
        self.bar.setAccessibleName(self.at.text())
        fault = self.tr("It cannot be played here. The checks on the page hold all the same.") if state.broken else ""
        self.fault.setText(fault)
        self.fault.setVisible(bool(fault))

    @property
    def playing(self) -> bool:
        """Whether the clip runs."""
        return self._player is not None and self._player.playbackState() is QMediaPlayer.PlaybackState.PlayingState

    def shut(self) -> None:
        """Stop, let the file go, and give the page back."""
        self._end()
        super().shut()

    def _end(self) -> None:
        self._ask.stop()
        self.picture.show_picture(None)
        player, sink, self._player, self._sink = self._player, self._sink, None, None
        if player is not None and sink is not None:
            player.stop()
            player.setSource(QUrl())
            player.deleteLater()
            sink.deleteLater()

    def _toggle(self) -> None:
        if self._player is None:
            return
        if self.playing:
            self._player.pause()
        else:
            self._player.play()
        self._look()

    def _look(self) -> None:
        """Show where it is; called as long as the player stands open."""
        player, sink = self._player, self._sink
        if player is None or sink is None:
            return
        begun = time.monotonic()
        frame = sink.videoFrame()
        state = PlayerState(
            frame.toImage() if frame.isValid() else None, player.position(), player.duration(), self.playing,
            player.mediaStatus() is QMediaPlayer.MediaStatus.EndOfMedia,
            player.error() is not QMediaPlayer.Error.NoError,
        )  # fmt: skip
        self.show_state(state)
        took_ms = int((time.monotonic() - begun) * 1000)
        self._ask.start(max(_FRAME_MS, took_ms * _BUSY_SHARE))
