"""The two photos of a person as this home wants them shown, and what compares them.

Why this room exists: wiring only.
"""

from pathlib import Path

from app.centre.face_hint import ShownHint, face_hint
from app.centre.identity_photo import PhotoShelf, identity_photo
from app.centre.registration_photo import registration_photo
from app.centre.values import SignedIn
from app.media.faces.comparer import BackgroundComparer
from app.screens.examiner.identity_desk import IdentityServices
from app.screens.examiner.sheet_desk import DeskServices
from app.storage.identity_file import read_identity


class Faces:
    """A home's photos for the examiner's desk; ``close`` breaks off what is being compared."""

    def __init__(self, home: Path, services: DeskServices, photos: PhotoShelf) -> None:
        """Join them.  Raises Refused: ``identity.toml`` is not one."""
        self._at, self._photos, self._comparer = services, photos, BackgroundComparer()
        self._compares = read_identity(home).face_comparison

    def services(self) -> IdentityServices:
        """Return what the desk asks; without a comparison where the centre has not switched it on."""
        return IdentityServices(self._taken, self._registered, self._hint if self._compares else None)

    def close(self) -> None:
        """The program ends."""
        self._comparer.close()

    def _taken(self, signed: SignedIn, attempt: str) -> bytes:
        if self._photos.get(attempt) is None:
            return b""  # none was taken, or it is on its way from the booth
        return identity_photo(self._at.store, self._photos, self._at.clock, signed, attempt)

    def _registered(self, signed: SignedIn, attempt: str) -> bytes:
        return registration_photo(self._at.store, self._at.clock, signed, attempt)

    def _hint(self, signed: SignedIn, attempt: str, registered: bytes, taken: bytes) -> ShownHint | None:
        return face_hint(self._at.store, self._at.clock, signed, self._comparer, attempt, (registered, taken))
