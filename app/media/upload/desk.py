"""The booth's clip desk: the phone's page, the stick, and what they brought, behind the kiosk's port.

Why this room exists: the kiosk's page asks one value how the hand-in stands and is told when a clip was judged.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from app.centre.clip_ports import ClipProgress, ReceivedClip
from app.exam.errors import Refused
from app.exam.scheme import ClipTerms
from app.media.upload.code import code_rows
from app.media.upload.hand_in import HandIn
from app.media.upload.network import booth_address
from app.media.upload.server import UploadServer
from app.media.upload.shelf import LARGEST_BYTES, Shelf

_ENDING_S = 3.0


@dataclass(frozen=True, slots=True)
class Place:
    """Where the page is served: an address of this computer (empty: found by itself) and a port (0: any free one)."""

    host: str = ""
    port: int = 0


class BoothClipDesk:
    """Takes clips from a phone or a stick for one attempt; implements ``ClipDesk``.

    Args:
        folder_of: where an attempt's clips are kept.
        terms_of: an attempt's clip terms.
        place: where the page is served.
        largest_bytes: the largest file that is taken.
    """

    def __init__(
        self,
        folder_of: Callable[[str], Path],
        terms_of: Callable[[str], ClipTerms],
        place: Place = Place(),
        largest_bytes: int = LARGEST_BYTES,
    ) -> None:
        self._folder_of, self._terms_of = folder_of, terms_of
        self._place, self._largest = place, largest_bytes
        self._checker = ThreadPoolExecutor(1, "kaobo-clip")
        self._hand_in: HandIn | None = None
        self._server: UploadServer | None = None
        self._ending: list[UploadServer] = []
        self._host = ""
        self._kept: tuple[ReceivedClip, ...] = ()

    def start(self, attempt: str, arrived: Callable[[ReceivedClip], None]) -> None:
        """Open the hand-in for one attempt; without a network the stick alone serves.

        Raises:
            Unavailable: the network port is taken; a stick can be read all the same.
        """
        self.stop()
        if self._place.port:
            self._await_endings()  # the same port is needed again
        shelf = Shelf(self._folder_of(attempt), self._largest)
        self._hand_in, self._host = HandIn(shelf, self._terms_of(attempt), arrived, self._checker), ""
        self.reach()

    def reach(self) -> None:
        """Serve the page where this computer is reached now; the address of before stays while there is no other.

        Raises:
            Unavailable: the network port is taken; it is asked for once an address.
        """
        host = self._place.host or booth_address()
        if self._hand_in is None or not host or host == self._host:
            return
        self._host, before, self._server = host, self._server, None
        if before is not None:
            self._ending.append(before)  # it ends with the hand-in
        server = UploadServer(self._hand_in, host, self._place.port)
        server.start()
        self._server = server

    def stop(self) -> None:
        """Close the hand-in at once; its thread ends by itself, what was received stays."""
        if self._hand_in is not None:
            self._hand_in.close()
            self._kept = self._hand_in.received()
            self._hand_in = None
        if self._server is not None:
            self._ending.append(self._server)
        self._server = None

    def close(self) -> None:
        """Close the hand-in and wait for its threads: the program ends."""
        self.stop()
        self._checker.shutdown(cancel_futures=True)
        self._await_endings()

    def _await_endings(self) -> None:
        while self._ending:
            self._ending.pop().join(_ENDING_S)

    @property
    def url(self) -> str:
        """The one-time address for the phone; empty while stopped or without a network."""
        if self._hand_in is None or self._server is None:
            return ""
        return f"http://{self._host}:{self._server.port}/{self._hand_in.token}"

    @property
    def qr_text(self) -> str:
        """What the code on the screen holds."""
        return self.url

    def qr_rows(self) -> tuple[str, ...]:
        """Return the code's rows of ``1`` and ``0``; nothing while there is no address."""
        return code_rows(self.qr_text)

    def progress(self) -> ClipProgress:
        """Return how far it is."""
        return self._hand_in.progress() if self._hand_in is not None else ClipProgress()

    def take_file(self, path: Path) -> None:
        """Take a clip from a stick; the result comes through ``arrived``.

        Raises:
            Refused: the hand-in is closed.
        """
        if self._hand_in is None:
            raise Refused("The hand-in is closed.", advice="Ask the examiner.",
                          zh=("交视频已结束。", "请问考评员。"))  # fmt: skip
        self._hand_in.take_file(path)

    def received(self) -> tuple[ReceivedClip, ...]:
        """Return every clip of this attempt that was taken, oldest first, also from before a restart."""
        return self._hand_in.received() if self._hand_in is not None else self._kept
