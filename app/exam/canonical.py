"""One spelling for every value that is digested: canonical JSON and SHA-256.

Why this room exists: a digest is only worth something if a stranger, in another language and years later,
writes the same bytes for the same value.

The form: JSON; object keys are ASCII and sorted by code point; no white space; strings in UTF-8 with only
the escapes that JSON demands (``\\"``, ``\\\\``, control characters); integers in decimal; ``true``,
``false``; no null, no floats.  For the values allowed here it agrees with RFC 8785 (JCS).
"""

import hashlib
import json
from collections.abc import Mapping, Sequence

type Plain = str | int | bool | Sequence["Plain"] | Mapping[str, "Plain"]
"""What may stand in an entry's body, a scheme or a bank release."""


def canonical(value: Plain) -> bytes:
    """Write a value in canonical form, UTF-8.

    Raises:
        TypeError: the value holds a float, null, a non-ASCII key or another type.
        ValueError: a string holds half of a surrogate pair.
    Source: RFC 8785, restricted as the module says.
    """
    _admit(value)
    return _ENCODER.encode(value).encode("utf-8")


_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
_LEAVES = frozenset({str, int, bool})


def digest_of(value: Plain) -> str:
    """Return the SHA-256 of a value's canonical form, 64 lower-case hex digits."""
    return hashlib.sha256(canonical(value)).hexdigest()


def _admit(value: object) -> None:
    if isinstance(value, str | int):  # bool is an int
        return
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if not (isinstance(key, str) and key.isascii()):
                raise TypeError(f"key {key!r} is not ASCII text")
            if type(inner) not in _LEAVES:
                _admit(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            if type(inner) not in _LEAVES:
                _admit(inner)
    else:
        raise TypeError(f"{type(value).__name__} has no canonical form here: {value!r}")
