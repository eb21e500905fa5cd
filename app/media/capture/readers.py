"""The threads that read camera and microphone, and the intake that they fill.

Why this room exists: a camera blocks, vanishes and returns at its own pace; the film's thread only ever looks
at what has arrived.
"""

import threading
from collections import deque
from collections.abc import Callable

from app.exam.errors import DeskError, Refused
from app.media.capture.cameras import CameraWish, open_camera
from app.media.capture.microphones import open_microphone
from app.media.capture.pictures import Picture
from app.media.capture.precedence import precedence
from app.media.capture.sound import Sound
from app.media.capture.sources import Source, SourceKind
from app.media.capture.stream import StreamSound

_AGAIN_S = 0.4
_MOST_BYTES = 60_000_000
_MOST_SOUNDS = 2000
_READ_S = 0.2
_JOIN_S = 4.0


class Intake:
    """What arrived and waits for the film.  Counts every picture that finds no room."""

    def __init__(self) -> None:
        self._pictures: deque[Picture] = deque()
        self._sounds: deque[Sound] = deque(maxlen=_MOST_SOUNDS)
        self._arrived = threading.Condition()
        self._bytes = 0
        self.dropped = 0
        self.camera_error: DeskError | None = None
        self.microphone_error: DeskError | None = None

    @property
    def waiting(self) -> int:
        """Return how many pictures wait."""
        return len(self._pictures)

    @property
    def filled_percent(self) -> int:
        """Return how much of the room for pictures is taken."""
        return self._bytes * 100 // _MOST_BYTES

    def put_picture(self, picture: Picture) -> None:
        """Add a picture."""
        with self._arrived:
            if self._bytes + picture.planes.nbytes > _MOST_BYTES:
                self.dropped += 1
                return
            self._bytes += picture.planes.nbytes
            self._pictures.append(picture)
            self._arrived.notify()

    def put_sound(self, sound: Sound) -> None:
        """Add a chunk of sound."""
        with self._arrived:
            self._sounds.append(sound)

    def take(self, timeout_s: float) -> tuple[Picture | None, list[Sound]]:
        """Return the next picture, if one came in time, and all sounds that wait."""
        with self._arrived:
            if not self._pictures:
                self._arrived.wait(timeout_s)
            picture = self._pictures.popleft() if self._pictures else None
            if picture is not None:
                self._bytes -= picture.planes.nbytes
            return picture, self._taken_sounds()

    def take_sounds(self) -> list[Sound]:
        """Return all sounds that wait."""
        with self._arrived:
            return self._taken_sounds()

    def _taken_sounds(self) -> list[Sound]:
        sounds = list(self._sounds)
        self._sounds.clear()
        return sounds

    def wake(self) -> None:
        """Let a waiting ``take`` return."""
        with self._arrived:
            self._arrived.notify_all()


class Readers:
    """Both threads.  What goes wrong is left in the intake; they try again until they are halted."""

    def __init__(
        self, camera: Source, microphone: Source, intake: Intake, shown: Callable[[Picture], None], wish: CameraWish
    ) -> None:
        self._camera, self._microphone, self._wish = camera, microphone, wish
        self._intake, self._shown = intake, shown
        self._stream = StreamSound() if microphone.kind is SourceKind.STREAM else None
        self._halted = threading.Event()
        self._threads = [
            threading.Thread(target=work, name=name, daemon=True)
            for work, name in ((self._read_microphone, "microphone"), (self._read_camera, "camera"))
        ]

    def start(self) -> None:
        """Start both threads."""
        for thread in self._threads:
            thread.start()

    def halt(self) -> None:
        """Ask both threads to end."""
        self._halted.set()

    def join(self) -> None:
        """Wait for their end; a read that hangs ends by its own timeout."""
        for thread in self._threads:
            thread.join(_JOIN_S)

    def _read_camera(self) -> None:
        with precedence():
            self._keep_reading_pictures()

    def _keep_reading_pictures(self) -> None:
        while not self._halted.is_set():
            try:
                self._read_pictures()
            except DeskError as error:
                self._intake.camera_error = error
                self._intake.wake()
                self._halted.wait(_AGAIN_S)

    def _read_pictures(self) -> None:
        if self._stream is not None:
            self._stream.renew()
        camera = open_camera(self._camera, sound=self._stream, wish=self._wish)
        try:
            while not self._halted.is_set():
                picture = camera.read(_READ_S)
                if picture is not None:
                    self._intake.camera_error = None
                    self._intake.put_picture(picture)
                    self._shown(picture)
        finally:
            camera.close()

    def _read_microphone(self) -> None:
        with precedence():
            self._keep_reading_sounds()

    def _keep_reading_sounds(self) -> None:
        while not self._halted.is_set():
            try:
                self._read_sounds()
            except DeskError as error:
                self._intake.microphone_error = error
                if isinstance(error, Refused):
                    self._intake.wake()
                self._halted.wait(_AGAIN_S)

    def _read_sounds(self) -> None:
        microphone = open_microphone(self._microphone, self._stream)
        try:
            while not self._halted.is_set():
                sound = microphone.read(_READ_S)
                if sound is not None:
                    self._intake.microphone_error = None
                    self._intake.put_sound(sound)
        finally:
            microphone.close()
