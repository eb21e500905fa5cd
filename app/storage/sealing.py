"""Seal bytes with AES-256-GCM, bound to what they are.

Why this room exists: a sealed field that was moved to another person or another column must not open there;
so every seal names its purpose, and there is one form of sealed bytes.

The form: one byte 1 (the form's version), 12 random bytes (the nonce), the ciphertext with its 16-byte tag.
Source: NIST SP 800-38D.
"""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_FORM = b"\x01"
_NONCE_BYTES = 12


class Broken(Exception):  # noqa: N818 - a plain word, caught inside this room
    """Sealed bytes do not open: changed, moved, or sealed with another key."""


def seal(key: bytes, content: bytes, *, purpose: str) -> bytes:
    """Seal ``content`` under a key of 32 bytes for a purpose that ``opened`` must name again."""
    nonce = os.urandom(_NONCE_BYTES)
    return _FORM + nonce + AESGCM(key).encrypt(nonce, content, purpose.encode())


def opened(key: bytes, sealed: bytes, *, purpose: str) -> bytes:
    """Open what ``seal`` sealed.

    Raises:
        Broken: the bytes were changed, or belong to another key or purpose.
    """
    nonce, ciphertext = sealed[1 : 1 + _NONCE_BYTES], sealed[1 + _NONCE_BYTES :]
    if sealed[:1] != _FORM or len(nonce) < _NONCE_BYTES:
        raise Broken(purpose)
    try:
        return AESGCM(key).decrypt(nonce, ciphertext, purpose.encode())
    except InvalidTag as error:
        raise Broken(purpose) from error
