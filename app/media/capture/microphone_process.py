"""The process that reads one microphone and hands its samples on through a pipe.

Why this room exists: see ``microphones``.  It ends by itself when the other end of the pipe is gone.
"""

import sys
import threading
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

from app.media.capture.clock import now_ns
from app.media.capture.sound import RATE

if TYPE_CHECKING:
    from PySide6.QtCore import QCoreApplication, QIODevice
    from PySide6.QtMultimedia import QAudioDevice, QAudioSource

_BUFFER_BYTES = RATE * 2 * 4  # 4 s: the usual 0.25 s loses sound without a word when its reader is late
_PAUSE_S = 0.01


def device_names() -> list[tuple[str, bool]]:
    """Return the names of the microphones and which is the default one, that first."""
    from PySide6.QtMultimedia import QMediaDevices

    application = _application()
    assert application is not None
    usual = QMediaDevices.defaultAudioInput().description()
    names = sorted(
        {device.description() for device in QMediaDevices.audioInputs()}, key=lambda name: (name != usual, name)
    )
    return [(name, name == usual) for name in names]


def _application() -> "QCoreApplication":
    """Return the application that Qt Multimedia asks for; one that is made here says nothing of a missing sound card.

    What is wrong is said by whoever asked, in one sentence; Qt's own lines would come on stderr with every attempt.
    """
    from PySide6.QtCore import QCoreApplication, QLoggingCategory

    there = QCoreApplication.instance()
    if there is not None:
        return there
    QLoggingCategory.setFilterRules("qt.multimedia.*=false\ndefault.warning=false")
    return QCoreApplication(sys.argv[:1])


def _device(place: str) -> "QAudioDevice | None":
    from PySide6.QtMultimedia import QMediaDevices

    devices = QMediaDevices.audioInputs()
    if not place:
        usual = QMediaDevices.defaultAudioInput()
        return None if usual.isNull() else usual
    if place.isdecimal() and int(place) < len(devices):
        return devices[int(place)]
    return next((device for device in devices if device.description() == place), None)


def _started(device: "QAudioDevice") -> "QAudioSource":
    from PySide6.QtMultimedia import QAudioFormat, QAudioSource

    form = QAudioFormat()
    form.setSampleRate(RATE)
    form.setChannelCount(1)
    form.setSampleFormat(QAudioFormat.SampleFormat.Int16)
    source = QAudioSource(device, form)
    source.setBufferSize(_BUFFER_BYTES)
    return source


def serve_microphone(link: Connection, place: str) -> None:
    """Read the microphone called ``place`` (empty: the default one) until the pipe breaks."""
    application = _application()
    device = _device(place)
    try:
        if device is None:
            link.send(("gone", "is not there", 0))
            return
        _serve(link, _started(device))
    except (BrokenPipeError, ConnectionError, KeyboardInterrupt):
        return  # the recorder is gone, or goes
    finally:
        link.close()
        application.quit()


def _serve(link: Connection, source: "QAudioSource") -> None:
    stream: QIODevice | None = source.start()
    pause = threading.Event()
    if stream is None:
        link.send(("gone", "cannot be opened", 0))
        return
    while True:
        data = stream.readAll().data()
        if data:
            link.send(("sound", data, now_ns()))
        elif link.poll(0):  # readable only when the other end is closed
            return
        pause.wait(_PAUSE_S)
