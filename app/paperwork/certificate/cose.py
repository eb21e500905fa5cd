"""COSE_Sign1 with Ed25519 over CBOR, written and read by hand, in one spelling only.

Why this room exists: a signature check must not depend on how a stranger spells the same thing.  What is
read must be byte for byte what would have been written, so no byte outside the signature can be changed.

``[protected {1: -8, 4: key id}, {}, payload, signature]`` under tag 18; the key id is the first 8 bytes of the
SHA-256 of the raw public key; ``purpose`` is bound in as external data.  Source: RFC 9052, 4.2 and 4.4; RFC 9053, 2.2.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import cbor2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from app.exam.errors import Refused

_ALGORITHM, _EDDSA, _KEY_ID, _TAG = 1, -8, 4, 18
_MOST_BYTES = 4_000_000


class NotCose(Refused):
    """The bytes are no COSE_Sign1 of Kaobo's spelling."""


class ForeignKey(Refused):
    """A key signed this that is not among the known ones."""


class BadSignature(Refused):
    """The content is not what was signed."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """A message as read: whose key it names, and its payload, not yet checked."""

    key_id: bytes
    protected: bytes
    payload: bytes
    signature: bytes


def key_id_of(public: bytes) -> bytes:
    """Return the 8 bytes that name a raw public key."""
    return hashlib.sha256(public).digest()[:8]


def sign(payload: object, key: Ed25519PrivateKey, purpose: str) -> bytes:
    """Write and sign a payload."""
    content = cbor2.dumps(payload, canonical=True)
    key_id = key_id_of(key.public_key().public_bytes_raw())
    protected = cbor2.dumps({_ALGORITHM: _EDDSA, _KEY_ID: key_id}, canonical=True)
    signature = key.sign(_to_be_signed(protected, purpose, content))
    return cbor2.dumps(cbor2.CBORTag(_TAG, [protected, {}, content, signature]), canonical=True)


def opened(message: bytes) -> Envelope:
    """Read a message without checking its signature.

    Raises:
        NotCose: it is not one, or not in the one spelling.
    """
    try:
        outer = decoded(message)
        protected, unprotected, payload, signature = outer.value
        header = decoded(protected)
        key_id = header[_KEY_ID]
        right = (
            isinstance(outer, cbor2.CBORTag) and outer.tag == _TAG and unprotected == {}
            and header == {_ALGORITHM: _EDDSA, _KEY_ID: key_id} and isinstance(key_id, bytes)
            and isinstance(payload, bytes) and isinstance(signature, bytes)
        )  # fmt: skip
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise _not_cose() from error
    if not right:
        raise _not_cose()
    return Envelope(key_id, protected, payload, signature)


def checked(message: bytes, keys: Mapping[bytes, bytes], purpose: str) -> object:
    """Return the payload of a message that a known key signed.

    Args:
        keys: raw public keys by key id.

    Raises:
        NotCose, ForeignKey, BadSignature: what the names say.
    """
    envelope = opened(message)
    public = keys.get(envelope.key_id)
    if public is None:
        raise ForeignKey(
            f"The signing key {envelope.key_id.hex()} is not this centre's.",
            advice="Ask the centre that is named on it.",
            zh=("签名密钥不属于本考点。", "请向证书上写明的机构核实。"),
        )
    try:
        signed = _to_be_signed(envelope.protected, purpose, envelope.payload)
        Ed25519PublicKey.from_public_bytes(public).verify(envelope.signature, signed)
        return decoded(envelope.payload)
    except (InvalidSignature, ValueError) as error:
        raise BadSignature(
            "The content is not what was signed: it was changed.",
            advice="Do not accept it; ask the issuer.",
            zh=("内容与签名不符，已被改动。", "请勿采信，并向发证机构核实。"),
        ) from error


def _to_be_signed(protected: bytes, purpose: str, payload: bytes) -> bytes:
    return cbor2.dumps(["Signature1", protected, purpose.encode(), payload], canonical=True)


def decoded(content: object) -> Any:  # noqa: ANN401 - whatever the bytes hold
    """Read one CBOR item that is in canonical form and fills its bytes.  Raises ValueError otherwise."""
    if not isinstance(content, bytes) or len(content) > _MOST_BYTES:
        raise ValueError("not bytes, or too many")
    try:
        found = cbor2.loads(content)
        again = cbor2.dumps(found, canonical=True)
    except (cbor2.CBORError, RecursionError, OverflowError, MemoryError) as error:
        raise ValueError("no CBOR") from error
    if again != content:
        raise ValueError("not in canonical form")
    return found


def _not_cose() -> NotCose:
    return NotCose(
        "This is not a signed message of Kaobo.",
        advice="Read the QR code of a certificate made with Kaobo.",
        zh=("这不是考播证书的签名内容。", "请扫描证书上的二维码。"),
    )
