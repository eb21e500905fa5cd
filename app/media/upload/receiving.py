"""The file that is coming over the network: one at a time, piece after piece.

Why this room exists: a phone that lost its connection comes back while the old one still hangs; only the newest
connection may write, and only at the end of what is there.
"""

from pathlib import Path

from app.media.editing.container import SNIFF_BYTES, looks_like_film
from app.media.editing.measure import not_a_film
from app.media.upload.hand_in import HandIn
from app.media.upload.shelf import Offer, disk_refuses

SOURCE = "phone"


class Misplaced(Exception):  # noqa: N818 - not a fault: the phone is told the right place
    """A piece belongs to another file, to another place, or to a connection that was given up."""


class Receiving:
    """Takes one file's pieces; a newer offer takes the place of an older one."""

    def __init__(self, hand_in: HandIn) -> None:
        self._hand_in = hand_in
        self._offer: Offer | None = None
        self._part: Path | None = None
        self._newest: Lane | None = None
        self.offset = 0

    @property
    def is_busy(self) -> bool:
        """Whether the last file came whole and is still being checked."""
        return self._offer is None and self._hand_in.is_checking

    def open(self, offer: Offer) -> int:
        """Make room for a file and return how many of its bytes are here.

        Raises:
            Refused, Unavailable: it is not taken.
        """
        self._part = self._hand_in.shelf.admit(offer)
        self._offer, self._newest = offer, None
        self.offset = self._part.stat().st_size
        self._hand_in.coming(self.offset, offer.size)
        if self.offset == offer.size:
            self.finish()
        return self.offset

    def lane(self, part: str, offset: int) -> "Lane":
        """Begin a piece.

        Raises:
            Misplaced: it does not go on where the file ends.
        """
        if self._offer is None or part != self._offer.part or offset != self.offset:
            raise Misplaced
        self._newest = Lane(self)
        return self._newest

    def write(self, lane: "Lane", data: bytes) -> None:
        """Add bytes.

        Raises:
            Misplaced: a newer connection writes now, or there are more bytes than were announced.
            Refused: these are not the bytes of a film.
            Unavailable: the disk is full.
        """
        offer, part = self._offer, self._part
        if offer is None or part is None or lane is not self._newest or self.offset + len(data) > offer.size:
            raise Misplaced
        try:
            with part.open("ab") as file:
                file.write(data)
        except OSError as error:
            raise disk_refuses(error) from error
        before, self.offset = self.offset, self.offset + len(data)
        if before < SNIFF_BYTES:
            self._sniff(part, offer)
        self._hand_in.coming(self.offset, offer.size)

    def finish(self) -> None:
        """Hand the file to the checks when all of it is here."""
        if self._offer is not None and self._part is not None and self.offset == self._offer.size:
            offer, self._offer = self._offer, None
            self._hand_in.check(self._part, offer, SOURCE)

    def _sniff(self, part: Path, offer: Offer) -> None:
        if self.offset < min(SNIFF_BYTES, offer.size):
            return
        with part.open("rb") as file:
            head = file.read(SNIFF_BYTES)
        if not looks_like_film(head):
            self._drop(part)
            raise not_a_film(offer.short_name, True)

    def _drop(self, part: Path) -> None:
        self._hand_in.shelf.discard(part)
        self._offer = self._part = self._newest = None


class Lane:
    """One connection's right to write."""

    def __init__(self, receiving: Receiving) -> None:
        self._receiving = receiving

    def write(self, data: bytes) -> None:
        """Add bytes; see ``Receiving.write``."""
        self._receiving.write(self, data)
