"""The booth in this program as the examiner's desk sees it, and the door through which another program looks.

Why this room exists: solo, the examiner's window reads the booth's own object; in two programs the kiosk casts the
same view with a token that lies in the home (or is given to both PCs).
"""

import json
import secrets
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from app.centre.booth_link import NO_MOMENT, BoothLink, Link, LivePicture, PictureForm
from app.centre.capture_ports import RecordingFigures
from app.centre.identity_photo import PhotoShelf
from app.exam.errors import Refused, Unavailable
from app.media.capture.clock import now_ns
from app.media.capture.preview import TAKEN_NS
from app.media.live.cast import BoothCast
from app.media.live.look import BoothAddress
from app.screens.kiosk.booth import Booth
from app.whole_files import put_whole

_MS = 1_000_000
DOOR = "booth-link.json"
"""In the home: where the kiosk of this PC casts, and the token."""


class BoothView:
    """Implements ``BoothLink`` on a booth of this program; may be asked from any thread."""

    def __init__(self, booth: Booth, photos: PhotoShelf) -> None:
        self._booth, self._photos = booth, photos
        self._seen: tuple[int, LivePicture] | None = None
        self._number = 0
        self._one = threading.Lock()  # a window of this program and a visitor may ask at once

    def link(self) -> Link:
        """Say that it is here."""
        return Link.OPEN

    def film(self) -> str:
        """Return the film that is being written."""
        return self._booth.figures().film if self._booth.rolling() else ""

    def position_ms(self) -> int:
        """Return the moment in it now."""
        return self._booth.position_ms() if self.film() else 0

    def figures(self) -> RecordingFigures:
        """Return the recording's figures."""
        return self._booth.figures()

    def sealed_photo(self, attempt: str) -> bytes:
        """Return a sealed photo of the shelf."""
        return self._photos.get(attempt) or b""

    def picture(self) -> LivePicture | None:
        """Return the newest picture as the film has it: not mirrored, with its own moment."""
        image = self._booth.picture()
        if image is None:
            return None
        with self._one:
            return self._picture_of(image)

    def _picture_of(self, image: QImage) -> LivePicture:
        seen = self._seen
        if seen is not None and seen[0] == image.cacheKey():
            return seen[1]
        film = self.film()
        self._number += 1
        picture = live_picture(image, self._number, film, self._moment_of(image) if film else NO_MOMENT)
        self._seen = (image.cacheKey(), picture)
        return picture

    def _moment_of(self, image: QImage) -> int:
        """Return when a picture was taken, on the film's clock; the clock now for one that does not say."""
        taken = image.text(TAKEN_NS)
        now, position_ms = now_ns(), self._booth.position_ms()
        taken_ms = position_ms - (now - int(taken)) // _MS if taken else position_ms
        return taken_ms if taken_ms >= 0 else NO_MOMENT


def live_picture(image: QImage, number: int, film: str, position_ms: int) -> LivePicture:
    """Return a mirrored preview as a live picture."""
    plain = image.flipped(Qt.Orientation.Horizontal).convertToFormat(QImage.Format.Format_RGB888)
    width, height, stride = plain.width(), plain.height(), plain.bytesPerLine()
    flat = bytes(plain.constBits())
    if stride != width * 3:
        flat = b"".join(flat[line * stride : line * stride + width * 3] for line in range(height))
    return LivePicture(number, flat[: width * height * 3], PictureForm.RGB, width, height, film, position_ms)


def open_door(home: Path, view: BoothLink, host: str = "", port: int = 0, token: str = "") -> BoothCast:
    """Cast a booth and leave the address in the home for an examiner's window of this PC.

    Args:
        host: this computer's address on the booth's network; empty: this computer alone may look.
        token: what the desk must give; empty: a new one each time.

    Raises:
        Unavailable: the port is taken, or the home cannot be written.
    """
    token = token or secrets.token_urlsafe(24)
    cast = BoothCast(view, token, host or "127.0.0.1", port)
    cast.start()
    address = json.dumps({"host": host or "127.0.0.1", "port": cast.port, "token": token})
    try:
        put_whole(home / DOOR, address.encode("ascii"))
    except OSError as error:
        cast.close()
        raise Unavailable(f"{home / DOOR} cannot be written.", advice="Check the disk and its rights.",
                          zh=(f"写不了 {home / DOOR}。", "请检查磁盘和权限。")) from error  # fmt: skip
    return cast


def shared(address: str, token: str) -> tuple[str, int, str]:
    """Read ``192.168.1.20:8472`` as host and port; nothing: this computer alone, any free port.

    Raises:
        Refused: it is no such address, or there is no token that the other computer could give.
    """
    if address and not token:
        raise Refused(
            "A booth that is shared needs a token.",
            advice="Choose one with --token, and give the same to the examiner.",
        )
    host, _, port = address.rpartition(":")
    if address and (not host or not port.isdigit()):
        raise Refused(f"{address} is no address to share.", advice="Write it as 192.168.1.20:8472.")
    return (host, int(port), token) if address else ("", 0, token)


def door_of(home: Path) -> Callable[[], BoothAddress | None]:
    """Return what finds the door of this PC's kiosk, each time it is asked."""

    def find() -> BoothAddress | None:
        with suppress(OSError, ValueError, KeyError, TypeError):
            value = json.loads((home / DOOR).read_text(encoding="ascii"))
            return BoothAddress(str(value["host"]), int(value["port"]), str(value["token"]))
        return None

    return find


class LinkedPhotos:
    """A shelf that looks into the home first and asks the booth for what is not there; what it gets is sealed."""

    def __init__(self, own: PhotoShelf, link: BoothLink) -> None:
        self._own, self._link = own, link

    def put(self, attempt: str, sealed: bytes) -> None:
        """Keep in the home."""
        self._own.put(attempt, sealed)

    def get(self, attempt: str) -> bytes | None:
        """Return a sealed photo; None while it is on its way."""
        return self._own.get(attempt) or self._link.sealed_photo(attempt) or None

    def remove(self, attempt: str) -> None:
        """Delete from the home."""
        self._own.remove(attempt)
