"""End a stream: its last entry is signed with the station's key.

Why this room exists: a chain proves that nothing was changed inside; the signature proves which station
closed it, so that a whole stream cannot be written anew.
"""

from app.centre.ports import StationKey
from app.centre.stream import Page
from app.exam.vocabulary import Sealed


def seal(page: Page, key: StationKey) -> None:
    """Write ``sealed`` and keep the signature of its digest in the same transaction."""
    entry = page.write(Sealed(key=key.key_id))
    page.books.ledger.sign_seal(entry, key.key_id, key.sign(entry.digest))
