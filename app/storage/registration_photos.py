"""The photos that came with the registration, sealed under the candidate's key.

Why this room exists: every desk of a centre needs them, so they stand in the database and not beside it; a purge
deletes the row in the transaction that destroys the key.
"""

from sqlalchemy import bindparam, delete, insert, select

from app.storage.link import Link
from app.storage.rows import RegistrationPhotoRow, table

PHOTO = table(RegistrationPhotoRow)
_ONE = select(PHOTO.c.sealed).where(PHOTO.c.attempt == bindparam("whose"))
_DROP = delete(PHOTO).where(PHOTO.c.attempt == bindparam("whose"))


class SqlRegistrationPhotos:
    """The port ``RegistrationPhotos`` inside one transaction."""

    def __init__(self, link: Link) -> None:
        self._link = link

    def keep(self, attempt: str, sealed: bytes) -> None:
        """Keep a sealed photo in the place of an earlier one."""
        self.remove(attempt)
        self._link.run(insert(PHOTO), {"attempt": attempt, "sealed": sealed})

    def get(self, attempt: str) -> bytes | None:
        """Return a sealed photo."""
        row = self._link.first(_ONE, {"whose": attempt})
        return None if row is None else bytes(row[0])

    def remove(self, attempt: str) -> None:
        """Delete a photo, if there is one."""
        self._link.run(_DROP, {"whose": attempt})
