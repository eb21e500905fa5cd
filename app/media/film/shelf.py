"""Where films and clips lie: one folder an attempt under the home's media folder.

Why this room exists: recorder, clip hand-in and demo put files down; whoever looks for one asks here and need not
know where each of them puts its own.
"""

import shutil
from pathlib import Path

from app.exam.errors import Refused, Unavailable
from app.media.film.check import check_film
from app.media.film.digest import file_digest
from app.media.upload.shelf import Shelf

EVIDENCE_ENDING = ".evidence.json"
_NO_FILMS = frozenset({".json", ".txt", ".part", ".new"})


class FolderShelf:
    """The port ``MediaShelf`` over a home's media folder."""

    def __init__(self, media: Path) -> None:
        self._media = media

    def film(self, attempt: str, name: str) -> Path | None:
        """Return the file of a film, or None where it is not here."""
        path = self._media / attempt / name
        return path if name and Path(name).name == name and path.is_file() else None

    def clip(self, attempt: str, digest: str) -> Path | None:
        """Return the file with these bytes among an attempt's clips; the hand-in's own notes are asked first."""
        folder = self._media / attempt
        clips = folder / "clips"
        if clips.is_dir():
            noted = [each.preview for each in Shelf(clips).received() if each.received.clip == digest]
            found = next((each for each in noted if each.is_file() and file_digest(each) == digest), None)
            if found is not None:
                return found
        loose = sorted(path for path in folder.glob("clip*") if path.is_file() and path.suffix not in _NO_FILMS)
        return next((path for path in loose if file_digest(path) == digest), None)

    def remove(self, attempt: str) -> None:
        """Delete the films, clips and evidence of an attempt.  Raises Unavailable when the disk keeps them."""
        if not attempt.isalnum():
            raise Refused(f"{attempt!r} is not the id of an attempt.", advice="Check the attempt's id.")
        try:
            shutil.rmtree(self._media / attempt)
        except FileNotFoundError:
            return  # nothing was filmed, or it is gone already
        except OSError as error:
            raise Unavailable(
                f"The films of attempt {attempt} cannot be deleted: {error.strerror}.",
                advice="Close what has them open and check the disk's rights, then run this again.",
            ) from error

    def has_evidence(self, film: Path) -> bool:
        """Tell whether evidence stands beside a film, fresh or not."""
        return film.with_name(film.name + EVIDENCE_ENDING).is_file()

    def digest(self, path: Path) -> str:
        """Return the SHA-256 of a file, 64 hex digits."""
        return file_digest(path)

    def torn_fault(self, path: Path, fragments: int, head: str) -> str:
        """Say what is wrong with a torn film against its last proof; empty where nothing is."""
        faults = check_film(path, [(fragments, head)]).faults
        return faults[0] if faults else ""
