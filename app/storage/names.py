"""How a name is found without the database knowing it: keyed hashes of its characters and pairs.

Why this room exists: names are sealed, so no ``LIKE`` can see them.  Each single character and each pair of
neighbours is hashed under the lookup key; a search intersects the hashes of its own pairs, and whatever is
found is opened and compared, so that chance neighbours never show.
"""

import unicodedata

from app.storage.keys import Keys

_TOKEN_BYTES = 16


def folded(name: str) -> str:
    """Return a name as search compares it: NFKC, case folded, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def tokens_of(keys: Keys, name: str) -> frozenset[bytes]:
    """Return the keyed hashes under which a name is filed."""
    text = folded(name)
    return frozenset(_token(keys, piece) for piece in {*text, *_pairs(text)})


def tokens_to_find(keys: Keys, part: str) -> tuple[bytes, ...]:
    """Return the keyed hashes that every name holding ``part`` is filed under; none for an empty part."""
    text = folded(part)
    pieces = _pairs(text) if len(text) > 1 else list(text)
    return tuple(_token(keys, piece) for piece in dict.fromkeys(pieces))


def _pairs(text: str) -> list[str]:
    return [text[index : index + 2] for index in range(len(text) - 1)]


def _token(keys: Keys, piece: str) -> bytes:
    return keys.hashed("name", piece)[:_TOKEN_BYTES]
