"""Look into a booth over the network: its newest picture, and the recorder's clock without the way between.

Why this room exists: a tag must land on the frame that was seen.  Each picture brings its own moment; between
pictures the recorder's clock is told by answers whose way back and forth was measured, the shortest way counting.
"""

import http.client
import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from app.centre.booth_link import NO_MOMENT, Link, LivePicture, PictureForm
from app.centre.capture_ports import RecordingFigures
from app.exam.errors import Refused
from app.media.live import wire

_TIMEOUT_S, _AGAIN_S, _ASK_S, _GONE_S = 2.0, 1.0, 0.25, 3.0
_LARGEST = 4_000_000


@dataclass(frozen=True, slots=True)
class Heard:
    """An answer: the film's clock less this computer's clock, and how long the way back and forth took, ms."""

    film: str
    ahead_ms: float
    way_ms: float


class FarClock:
    """Tells a far clock by the answers of the last seconds: the one with the shortest way is the truest."""

    def __init__(self, most: int = 24) -> None:
        self._heard: deque[Heard] = deque(maxlen=most)

    def hear(self, film: str, position_ms: int, asked_ms: float, answered_ms: float) -> None:
        """Take an answer: a position that was true somewhere between asking and hearing."""
        if self._heard and self._heard[-1].film != film:
            self._heard.clear()
        self._heard.append(Heard(film, position_ms - (asked_ms + answered_ms) / 2, answered_ms - asked_ms))

    def position_ms(self, now_ms: float) -> int:
        """Return the far clock now; 0 while nothing was heard of a film."""
        truest = min(self._heard, key=lambda each: each.way_ms, default=None)
        return 0 if truest is None or not truest.film else max(0, round(now_ms + truest.ahead_ms))


@dataclass(frozen=True, slots=True)
class BoothAddress:
    """Where a booth casts, and the token that it asks for."""

    host: str
    port: int
    token: str


def address_of(url: str, token: str) -> BoothAddress:
    """Read ``http://192.168.1.20:8472``.  Raises Refused when it is no such address."""
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError:
        port = None
    if parts.scheme != "http" or not parts.hostname or port is None:
        raise Refused(f"{url} is no booth's address.", advice="Write it as http://192.168.1.20:8472.")
    return BoothAddress(parts.hostname, port, token)


class BoothLook:
    """Implements ``BoothLink``; ``address`` is asked anew before each try: a kiosk that starts again has moved."""

    def __init__(self, address: Callable[[], BoothAddress | None]) -> None:
        self._address = address
        self._over = threading.Event()
        self._lock = threading.Lock()
        self._picture: LivePicture | None = None
        self._told: wire.Told | None = None
        self._heard_at = 0.0
        self._refused = False
        self._clock = FarClock()
        self._photos: dict[str, bytes] = {}
        self._wanted: set[str] = set()
        self._threads = [
            threading.Thread(target=self._keep, args=(work,), name=f"booth look {name}", daemon=True)
            for name, work in (("picture", self._watch), ("clock", self._ask))
        ]

    def start(self) -> None:
        """Begin to look."""
        for thread in self._threads:
            thread.start()

    def close(self) -> None:
        """Look away; a stream that hangs is left after its timeout."""
        self._over.set()
        for thread in self._threads:
            thread.join(_TIMEOUT_S + _AGAIN_S)

    def link(self) -> Link:
        """Tell how the link stands."""
        if self._refused:
            return Link.REFUSED
        return Link.OPEN if self._heard_at and time.monotonic() - self._heard_at < _GONE_S else Link.WAITING

    def picture(self) -> LivePicture | None:
        """Return the newest picture; none once the link is gone."""
        return self._picture if self.link() is Link.OPEN else None

    def film(self) -> str:
        """Return the film that is being written."""
        told = self._told
        return told.film if told is not None and self.link() is Link.OPEN else ""

    def position_ms(self) -> int:
        """Return the moment in that film now."""
        with self._lock:
            return self._clock.position_ms(time.monotonic() * 1000)

    def figures(self) -> RecordingFigures:
        """Return the recording's figures."""
        told = self._told
        return told.figures if told is not None and self.link() is Link.OPEN else RecordingFigures()

    def sealed_photo(self, attempt: str) -> bytes:
        """Return a photo that has come; ask for one that has not."""
        if attempt not in self._photos:
            self._wanted.add(attempt)
        return self._photos.get(attempt, b"")

    def _keep(self, work: Callable[[BoothAddress], None]) -> None:
        while not self._over.is_set():
            address = self._address()
            if address is not None:
                with suppress(OSError, http.client.HTTPException, ValueError):  # the booth is away: it is asked again
                    work(address)
            self._over.wait(_AGAIN_S)

    def _get(self, link: http.client.HTTPConnection, address: BoothAddress, path: str) -> http.client.HTTPResponse:
        link.request("GET", path, headers={"Authorization": f"Bearer {address.token}".encode()})
        answer = link.getresponse()
        self._refused = answer.status == http.client.UNAUTHORIZED
        return answer

    def _ask(self, address: BoothAddress) -> None:
        link = http.client.HTTPConnection(address.host, address.port, timeout=_TIMEOUT_S)
        try:
            while not self._over.is_set():
                asked = time.monotonic() * 1000
                answer = self._get(link, address, wire.FIGURES)
                text = answer.read(_LARGEST).decode()
                answered = time.monotonic() * 1000
                if answer.status != http.client.OK:
                    return
                told = wire.read(text)
                with self._lock:
                    self._clock.hear(told.film, told.position_ms, asked, answered)
                self._told, self._heard_at = told, time.monotonic()
                self._fetch_photos(link, address)
                self._over.wait(_ASK_S)
        finally:
            link.close()

    def _fetch_photos(self, link: http.client.HTTPConnection, address: BoothAddress) -> None:
        for attempt in tuple(self._wanted):
            answer = self._get(link, address, wire.PHOTO + attempt)
            content = answer.read(_LARGEST)
            if answer.status == http.client.OK:
                self._photos[attempt] = content
                self._wanted.discard(attempt)

    def _watch(self, address: BoothAddress) -> None:
        link = http.client.HTTPConnection(address.host, address.port, timeout=_TIMEOUT_S)
        try:
            answer = self._get(link, address, wire.LIVE)
            while answer.status == http.client.OK and not self._over.is_set():
                picture = next_picture(answer)
                if picture is None:
                    return
                self._picture = picture
        finally:
            self._picture = None
            link.close()


def next_picture(answer: http.client.HTTPResponse) -> LivePicture | None:
    """Read one part of the stream; None at its end.

    Raises:
        ValueError: the part is none of ours.
    """
    heads: dict[str, str] = {}
    while True:
        line = answer.readline(4096)
        if not line:
            return None
        text = line.decode("latin-1").strip()
        if not text and wire.LENGTH in heads:
            break
        name, colon, value = text.partition(": ")
        if colon:
            heads[name] = value
    length = int(heads[wire.LENGTH])
    if not 0 <= length <= _LARGEST:
        raise ValueError("a picture of no sensible size")
    content = answer.read(length)
    if len(content) < length:
        return None
    position = int(heads.get(wire.POSITION, str(NO_MOMENT)))
    return LivePicture(
        int(heads.get(wire.NUMBER, "0")), content, PictureForm.JPEG, 0, 0, unquote(heads.get(wire.FILM, "")), position
    )
