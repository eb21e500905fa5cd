"""What the QR code on a certificate says, and how it is written as text and as a picture.

Why this room exists: whoever holds the paper must be able to check it alone, years later; the text carries
everything, fits a code of 34 mm, and has one spelling only.

``KB1:`` and then base45 of a COSE_Sign1 over the CBOR map {0: 1, 1: number, 2: holder, 3: keyed hash of the
identity document (16 bytes), 4: ability, 5: issuer, 6: day of issue (days since 1970-01-01), 7: edition}.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import base45
import numpy as np
import zxingcpp
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from PIL import Image

from app.centre.certificate_ports import CertificateFacts
from app.paperwork.certificate import cose

PREFIX = "KB1:"
PURPOSE = "kaobo/certificate/1"
_EPOCH = date(1970, 1, 1)
_TYPES = {0: int, 1: str, 2: str, 3: bytes, 4: str, 5: str, 6: int, 7: int}
_QUIET = 4
"""Light modules around the code.  Source: ISO/IEC 18004, 5.3.8."""


@dataclass(frozen=True, slots=True)
class Claims:
    """What a QR code says about a certificate."""

    number: str
    holder: str
    document_hash: str
    ability: str
    issuer: str
    issued_on: date
    edition: int


def claims_of(facts: CertificateFacts) -> Claims:
    """Return what the QR code of a certificate will say; a holder's language does not matter."""
    return Claims(
        facts.number, facts.holder, facts.document_hash, facts.ability.zh, facts.issuer.zh, facts.issued_on,
        facts.edition,
    )  # fmt: skip


def written(claims: Claims, key: Ed25519PrivateKey) -> str:
    """Sign the claims and return the QR code's text."""
    payload = {
        0: 1, 1: claims.number, 2: claims.holder, 3: bytes.fromhex(claims.document_hash), 4: claims.ability,
        5: claims.issuer, 6: (claims.issued_on - _EPOCH).days, 7: claims.edition,
    }  # fmt: skip
    return PREFIX + _spelled(cose.sign(payload, key, PURPOSE))


def read(text: str, keys: Mapping[bytes, bytes]) -> Claims:
    """Check a QR code's text and return what it says.

    Raises:
        NotCose: it is not the text of a certificate, or not in the one spelling.
        ForeignKey: another centre's key signed it.
        BadSignature: it was changed.
    """
    payload = cose.checked(message_of(text), keys, PURPOSE)
    if not _is_claims(payload):
        raise cose.NotCose(
            "This signed message is not about a certificate.", advice="Read the QR code on the certificate."
        )
    return _claims(payload)  # type: ignore[arg-type]


def unchecked(text: str) -> Claims | None:
    """Return what a text claims, whoever signed it; for showing beside a warning only."""
    try:
        payload = cose.decoded(cose.opened(message_of(text)).payload)
    except (cose.NotCose, ValueError):
        return None
    return _claims(payload) if _is_claims(payload) else None


def message_of(text: str) -> bytes:
    """Return the signed bytes that a QR code's text spells.

    Raises:
        NotCose: it does not spell any, or in another spelling.
    Source: RFC 9285 (base45).
    """
    body = text.removeprefix(PREFIX)
    try:
        message = base45.b45decode(body) if body != text else b""
    except ValueError:
        message = b""
    if not message or _spelled(message) != body:
        raise cose.NotCose(
            "This QR code is not a certificate's.",
            advice="Read the QR code printed on the certificate.",
            zh=("这不是证书上的二维码。", "请扫描证书上的二维码。"),
        )
    return message


def _spelled(message: bytes) -> str:
    return str(base45.b45encode(message), "ascii")


def _is_claims(payload: object) -> bool:
    return (
        isinstance(payload, dict)
        and payload.keys() == _TYPES.keys()
        and all(type(payload[key]) is kind for key, kind in _TYPES.items())
        and payload[0] == 1
        and 0 <= payload[6] < 100_000
    )


def _claims(payload: Mapping[int, Any]) -> Claims:
    return Claims(
        payload[1], payload[2], payload[3].hex(), payload[4], payload[5], _EPOCH + timedelta(days=payload[6]),
        payload[7],
    )  # fmt: skip


def picture_of(text: str) -> Image.Image:
    """Return the QR code as a black and white picture, a few pixels a module, the quiet zone around it."""
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    modules = Image.fromarray(np.array(code.to_image(scale=1, add_quiet_zones=False), copy=False))
    bordered = Image.new("L", (modules.width + 2 * _QUIET, modules.height + 2 * _QUIET), 255)
    bordered.paste(modules, (_QUIET, _QUIET))
    scale = 4
    return bordered.resize((bordered.width * scale, bordered.height * scale), Image.Resampling.NEAREST).convert("1")
