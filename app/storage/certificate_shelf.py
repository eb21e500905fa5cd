"""Where the certificates of a centre lie: one sealed file for each document.

Why this room exists: a document that was handed out must be found again for a bundle or a second print; it is
sealed under the candidate's key, so that a purge takes it too.
"""

from pathlib import Path

from app.exam.errors import Refused, Unavailable
from app.whole_files import put_whole


class FileShelf:
    """The port ``CertificateShelf``: a folder with a sub-folder for each two letters of the attempts' ids."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, attempt: str, edition: int, sealed: bytes) -> None:
        """Keep a sealed document; it appears whole or not at all."""
        path = self._path(attempt, edition)
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            put_whole(path, sealed)
        except OSError as error:
            raise Unavailable(
                "The certificate cannot be kept on this disk.", advice="Free some disk space, then try again."
            ) from error

    def load(self, attempt: str, edition: int) -> bytes:
        """Return a sealed document.  Raises Refused when there is none."""
        try:
            return self._path(attempt, edition).read_bytes()
        except FileNotFoundError as error:
            raise Refused(
                f"No document of attempt {attempt} is kept here.", advice="Issue or reissue the certificate."
            ) from error
        except OSError as error:
            raise Unavailable("The kept certificate cannot be read.", advice="Check the disk.") from error

    def remove(self, attempt: str) -> None:
        """Delete all documents of an attempt, as a purge asks for."""
        folder = self._path(attempt, 0).parent
        for path in folder.glob(f"{attempt}-*.sealed"):
            path.unlink(missing_ok=True)

    def _path(self, attempt: str, edition: int) -> Path:
        if not attempt.isalnum():
            raise Refused(f"{attempt!r} is not the id of an attempt.", advice="Check the attempt's id.")
        return self._folder / attempt[:2] / f"{attempt}-{edition}.sealed"
